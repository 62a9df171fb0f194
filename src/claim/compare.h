/* compare.h -- what all comparators share: the gap, its scale, the lost bits, the rows. */
#ifndef ELENCHUS_COMPARE_H
#define ELENCHUS_COMPARE_H

#include "claim/run.h"

/* Digits lost at p bits: at most p/2 agrees, at least 3p/4 is a visible difference (2^(p/4) clear of
 * what half the digits would show), and between the two this arithmetic cannot judge.  An inequality
 * may fail by rounding alone: by 2^10 units, no more. */
enum { ROUNDING_BITS = 10 };

typedef struct {
  arr measured, stated; /* of one arithmetic; either may be a number beside any shape */
  arr gap;              /* measured - stated, entry by entry */
  double scale;         /* log2: the given one, or the largest entry of the two sides */
  number kind;
  long bits; /* nominal: those asked for, where balls were given more */
  bool finite;
} sides;

/* Aborts when shapes or arithmetics differ, or the scale given is zero. */
sides facing(run *, const char *who, const char *what, arr measured, arr stated, arr scale);

/* Written into the journal with its gap, lost bits and rows; not yet judged. */
comparison *compared(run *, const char *who, const char *what, const sides *);

/* The judgement of c, the last word of every comparator.  Under a control one refusal is enough: does
 * not return when nobody asked for the rows of the rest. */
void pronounce(run *, comparison *, outcome);

/* measured/bound, its largest over the entries, and each row's margin. */
void record_tightness(comparison *, const sides *);

/* measured <= stated, entry by entry; sets c->lost. */
outcome no_greater(const sides *, comparison *);

/* Largest entry of the array as log2 of (entry / scale); the sign is kept by `above`: entries <= 0
 * count as -HUGE_VAL. */
double excess(const sides *);

#endif
