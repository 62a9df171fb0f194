/* natural.h -- the order of ids, and how far apart two words are. */
#ifndef ELENCHUS_NATURAL_H
#define ELENCHUS_NATURAL_H

/* Runs of digits compare as numbers of any length: odt-P3.2 before odt-P3.10.  A total order. */
int natural_order(const char *a, const char *b);

/* Insertions, deletions, substitutions and swaps of neighbours; words longer than 63 are cut. */
int edit_distance(const char *a, const char *b);

#endif
