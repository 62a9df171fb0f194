/* estimates.h -- how fast a field of attention changes, for laws in the ball B_R (Castin et al., Lemmas
 * B.2 to B.7, corrected where the chapters do). */
#ifndef ELENCHUS_ESTIMATES_H
#define ELENCHUS_ESTIMATES_H

#include "flow/variants.h"

typedef struct {
  arr V, A, Q, K; /* operator norms, A = K'Q */
} norms;

norms norms_of(head);

/* Bounds of |D_x Gamma|, and of |Gamma_mu - Gamma_nu| / W_1(mu, nu) where |x| is given.  For SOFTMAX, L2,
 * SINKHORN and SIGMOID. */
arr slope_in_place(variant, norms, arr R);
arr slope_in_law(variant, norms, arr R, arr x);

#endif
