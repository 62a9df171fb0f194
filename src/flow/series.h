/* series.h -- inside the flows: the Taylor series of a solution. */
#ifndef ELENCHUS_SERIES_H
#define ELENCHUS_SERIES_H

#include "flow/flow.h"

enum { MOST_STEPS = 20000, LARGEST_ORDER = 2000 };

/* ceil(p ln2 / 2) + 1: with steps of radius / e^2 the tail is about e^(-2 order) = 2^-p.  In balls
 * Picard's box wants steps about half as long, so 2.7 stands in place of 2. */
int series_order(arith *);

/* Coefficients 0 .. order of the solution through x at t, NULL where structurally zero. */
void series_of(field, arr t, arr x, const arr *with, int order, arr *coefficients);

/* log2 of radius of convergence / e^2, read from the last two non-zero coefficients; HUGE_VAL for a
 * polynomial.  A steering value: its errors cost steps or digits, never soundness. */
double series_log2_step(int order, const arr *coefficients);

arr series_at(int order, const arr *coefficients, arr h); /* Horner */

/* One enclosed step of at most 2^log2_step, or exactly h when it is given: the solution at t + step
 * for every solution through the ball x.  *step is what was taken (an exact number, or h).
 * NULL when no box was found within 30 halvings. */
arr enclosed_step(field, arr t, arr x, const arr *with, arr h, double log2_step, arr *step);

/* The same with a series of this order, to so many bits: where both are few, the box and the
 * remainder are all there is, and a test can see them. */
arr enclosed_step_of(int order, double bits, field, arr t, arr x, const arr *with, arr h,
                     double log2_step, arr *step);

#endif
