/* cover.h -- statements over boxes: bisect until balls decide. */
#ifndef ELENCHUS_COVER_H
#define ELENCHUS_COVER_H

#include "num/arr.h"

enum { MOST_DIMENSIONS = 6 };

/* YES: true at every point of the box.  NO: false at every point.  UNSURE: bisect. */
typedef truth (*box_predicate)(const arr *box, const void *with);

typedef struct {
  long proved, refuted, undecided; /* boxes; undecided ones are at the depth limit */
  int deepest;
} cover;

/* The box [low_i, high_i], exact scalars in balls, bisected along its longest side, at most depth
 * times.  Stops at the first refuted box. */
cover cover_box(int dimensions, const arr *low, const arr *high, int depth, box_predicate,
                const void *with);

#endif
