/* run_values.h -- the numbers measured at a user's instance. */
#ifndef ELENCHUS_RUN_VALUES_H
#define ELENCHUS_RUN_VALUES_H

#include "claim/examine.h"

/* What was compared, entry by entry, in the most precise ball that ran, else in the most precise
 * arithmetic: measured and stated, as many digits as the radius leaves.  malloc'ed; NULL when the
 * claim was not measured there. */
char *values_text(const examination *, const plan *);

#endif
