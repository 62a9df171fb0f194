/* premises.h -- before anything is measured: do the hypotheses hold, can the instance show anything? */
#ifndef ELENCHUS_PREMISES_H
#define ELENCHUS_PREMISES_H

#include "claim/sample.h"

/* Decide every hypothesis at the sample, in exact arithmetic where it can, else in balls from 256
 * bits up to 4096.  Leaves AGREES in s->state, or VACUOUS or UNSETTLED and which one in s->message. */
void check_hypotheses(const claim *, sample *s);

/* Every .visible quantity clearly different from zero: decided in exact arithmetic or in balls, else
 * above 2^-64 at 256 bits.  False with a sentence. */
bool check_visible(const claim *, const sample *, complaint *why);

#endif
