/* monotone.c -- sequences that never turn back. */
#include <math.h>

#include "claim/compare.h"

/* Judged as `earlier <= later` (direction +1) at every step, constant stretches included; scale is
 * the largest entry of the sequence. */
void monotone(run *here, const char *what, arr sequence, int direction) {
  if (sequence->rank != 1) broken("monotone \"%s\": not a vector", what);
  int n = sequence->rows - 1;
  if (n < 1) broken("monotone \"%s\": %d values", what, n + 1);
  arr earlier = rows_from(sequence, 0, n), later = rows_from(sequence, 1, n);
  arr low = direction > 0 ? earlier : later, high = direction > 0 ? later : earlier;
  sides s = facing(here, "monotone", what, low, high, NULL);
  comparison *c = compared(here, "monotone", what, &s);
  pronounce(here, c, no_greater(&s, c));
}
