/* enclose.c -- one step that contains the solution of the equation.
 *
 * Let B contain x + [0,h] f([t,t+h], B).  By Picard every solution through a point of x stays in B
 * on [t, t+h].  Then x(t+h) lies in sum_{k<=K} x_k h^k + r h^{K+1}, where x_k are the coefficients of
 * the series through the ball x, and r, the coefficient K+1 of the series through the ball B at the
 * times [t, t+h], contains x^(K+1)(s)/(K+1)! at every s in the step (Lagrange, entry by entry).
 */
#include <math.h>
#include <stdlib.h>

#include "flow/series.h"

enum { PICARD_TRIES = 12, HALVINGS = 30 };

static arr interval_to(arr h) { return hull(sub(h, h), h); }

/* The ball with its radius a tenth and 2^-bits wider. */
static arr inflated(arr x) {
  arr r = radius(x);
  long bits = arith_bits(x->in);
  arr crumb = mul(power(rat(x->in, 1, 2), bits), add(absolute(sharp(x)), whole(x->in, 1)));
  return ball(x, add(times(r, 1, 10), crumb));
}

/* A box that Picard's map sends into itself over the step, or NULL. */
static arr picard_box(field f, arr t, arr x, const arr *with, arr h) {
  arr during = interval_to(h), when = add(t, during);
  arr box = add(x, mul(during, f(when, x, with)));
  for (int i = 0; i < PICARD_TRIES; i++) {
    if (!all_finite(box)) return NULL;
    arr wide = inflated(box);
    box = add(x, mul(during, f(when, wide, with)));
    if (inside(box, wide) == YES) return box;
    box = hull(box, wide);
  }
  return NULL;
}

/* A double rounded down to 20 bits, so that times add exactly. */
static arr short_step(arith *A, double log2_step) {
  int e;
  double m = frexp(exp2(log2_step), &e);
  return dyadic(A, ldexp(floor(ldexp(m, 20)), e - 20));
}

arr enclosed_step(field f, arr t, arr x, const arr *with, arr h, double log2_step, arr *step) {
  arith *A = x->in;
  int order = series_order(A);
  arr *c = calloc((size_t)order + 2, sizeof *c), *far = calloc((size_t)order + 2, sizeof *far);
  arr next = NULL;
  series_of(f, t, x, with, order, c);
  double own = series_log2_step(order, c);
  if (!h && own > log2_step) own = log2_step;
  double target = log2_size(x) - (double)arith_bits(A) + 4;
  for (int i = 0; i < HALVINGS && !next; i++) {
    bool whole_step = h && log2_size(h) <= own;
    arr taken = whole_step ? h : short_step(A, own);
    arr box = picard_box(f, t, x, with, taken);
    if (box) {
      series_of(f, add(t, interval_to(taken)), box, with, order + 1, far);
      arr r = far[order + 1] ? mul(far[order + 1], power(taken, order + 1)) : NULL;
      double excess = r ? log2_size(r) - target : 0;
      if (!r || (excess <= 0 && isfinite(excess)) || i == HALVINGS - 1) {
        next = series_at(order, c, taken);
        if (r) next = add(next, r);
        *step = taken;
      } else
        own = fmin(own, log2_size(taken)) - (isfinite(excess) ? excess / (order + 1) + 0.01 : 1);
    } else
      own = fmin(own, log2_size(taken)) - 1;
  }
  free(c), free(far);
  return next;
}
