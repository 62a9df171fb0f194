/* hard.h -- instances that once were hard: kept as files, run ever after. */
#ifndef ELENCHUS_HARD_H
#define ELENCHUS_HARD_H

#include "claim/sample.h"

/* Where the data of the program lies: ELENCHUS_DATA, else where it was installed, else beside it. */
const char *data_folder(void);

/* The files <data>/data/hard/<id>~<word>.txt of one claim, sorted; ':' in an id being '-'.  The end is
 * NULL.  malloc'ed, freed by hard_free(). */
char **hard_files(const char *id);
void hard_free(char **);

/* The instance of such a file, named after it. */
bool sample_hard(const claim *, const char *file, sample *, complaint *why);

/* Write the instance, NAME = ROWS a line, to FOLDER/<id>~<word>.txt under a comment of why it is hard;
 * the word is a mark of its contents.  The path (malloc'ed), or NULL with a sentence. */
char *hard_store(const char *folder, const char *id, const char *lines, const char *comment,
                 complaint *why);

#endif
