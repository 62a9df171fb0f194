/* enclose.c -- one step that contains the solution of the equation.
 *
 * Let B contain x + [0,h] f([t,t+h], B).  By Picard every solution through a point of x stays in B
 * on [t, t+h].  Then x(t+h) lies in sum_{k<=K} x_k h^k + r h^{K+1}, where x_k are the coefficients of
 * the series through the ball x, and r, the coefficient K+1 of the series through the ball B at the
 * times [t, t+h], contains x^(K+1)(s)/(K+1)! at every s in the step (Lagrange, entry by entry).
 */
#include <math.h>

#include "flow/series.h"
#include "num/arith.h"

enum { PICARD_TRIES = 12, HALVINGS = 30 };

typedef struct {
  field f;
  arr t, x, h;
  const arr *with;
  int order;
  const arr *near; /* the series through x */
  arr *far;        /* and through the box */
  bool boxed;
} attempt;

static arr interval_to(arr h) { return hull(wholes(h, 0), h); }

/* Wider by a tenth of each radius and by 2^-bits of the entry and of the largest one; where all
 * vanish, by 2^-bits. */
static arr inflated(arr x) {
  arr size = upper(absolute(x)), largest = greatest(size);
  if (isinf(log2_size(largest))) largest = whole(x->in, 1);
  arr crumb = power(rat(x->in, 1, 2), arith_bits(x->in));
  return ball(x, add(times(radius(x), 1, 10), mul(crumb, add(size, largest))));
}

/* The image where it left the box, inflated, and the box where it did not: entries that chase each
 * other then settle, which they do not when all of them grow at every try. */
static arr mended(arr box, arr image) {
  long n = (long)box->rows * box->columns;
  arr b = flat(box), f = flat(image), entries_[n];
  for (int i = 0; i < n; i++) {
    arr old = item(b, i), new = item(f, i);
    entries_[i] = inside(new, old) == YES ? old : inflated(hull(new, old));
  }
  arr all = pack(box->in, (int)n, entries_);
  return box->rank == 2 ? shaped(all, box->rows, box->columns) : box->rank ? all : item(all, 0);
}

/* A box that Picard's map sends into itself over the step, or NULL.  The range of the series over the
 * step is where the search starts. */
static arr picard_box(const attempt *a) {
  arr during = interval_to(a->h), when = add(a->t, during);
  arr box = inflated(series_at(a->order, a->near, during));
  for (int i = 0; i < PICARD_TRIES; i++) {
    arr image = add(a->x, mul(during, a->f(when, box, a->with)));
    if (!all_finite(image)) return NULL;
    if (inside(image, box) == YES) return image;
    box = mended(box, image);
  }
  return NULL;
}

/* A double rounded down to 20 bits, so that times add exactly. */
static arr short_step(arith *A, double log2_step) {
  int e;
  double m = frexp(exp2(log2_step), &e);
  return dyadic(A, ldexp(floor(ldexp(m, 20)), e - 20));
}

/* The box and the series through it, order + 1 included. */
static void try_step(void *data) {
  attempt *a = data;
  arr box = picard_box(a);
  if (!box) return;
  series_of(a->f, add(a->t, interval_to(a->h)), box, a->with, a->order + 1, a->far);
  a->boxed = true;
}

/* log2 of the remainder over what it may be; HUGE_VAL when there is no box, or when the field is not
 * decided on it (a division by a ball that holds zero, say): a shorter step has a smaller box. */
static double excess_of(attempt *a, double target, arr *remainder) {
  char why[128];
  arith *A = a->x->in, *jets = A->jets;
  a->boxed = false;
  int inability = arith_guard(try_step, a, why, sizeof why);
  while (A->jets != jets) arith_free(A->jets); /* abandoned there */
  if (inability || !a->boxed) return HUGE_VAL;
  arr far = a->far[a->order + 1];
  *remainder = far ? mul(far, power(a->h, a->order + 1)) : NULL;
  return far ? log2_size(*remainder) - target : -HUGE_VAL;
}

/* log2 of what a remainder may be: 2^(4-bits) of the size of the state, before or after the step;
 * from rest at 0, as much of the first box, which is 2^-bits wide. */
static double allowed(arr x, arr next, double bits) {
  double size = fmax(log2_size(x), log2_size(next));
  return 4 - bits + (isinf(size) ? -(double)arith_bits(x->in) : size);
}

static double shorter(double log2_step, double excess, int order) {
  return log2_step - (isfinite(excess) ? fmin(excess / (order + 1) + 0.01, 2) : 1);
}

arr enclosed_step(field f, arr t, arr x, const arr *with, arr h, double log2_step, arr *step) {
  double bits = (double)arith_bits(x->in);
  return enclosed_step_of(series_order(x->in), bits, f, t, x, with, h, log2_step, step);
}

arr enclosed_step_of(int order, double bits, field f, arr t, arr x, const arr *with, arr h,
                     double log2_step, arr *step) {
  arith *A = x->in;
  arr c[order + 2], far[order + 2], remainder = NULL, next = NULL;
  series_of(f, t, x, with, order, c);
  double own = series_log2_step(order, c) - 1;
  if (!h && own > log2_step) own = log2_step;
  double excess = HUGE_VAL;
  attempt a = { f, t, x, NULL, with, order, c, far, false };
  for (int i = 0; i < HALVINGS && excess > 0; i++) {
    a.h = h && log2_size(h) <= own ? h : short_step(A, own);
    next = series_at(order, c, a.h);
    excess = excess_of(&a, allowed(x, next, bits), &remainder);
    if (!(excess <= 0)) own = shorter(fmin(own, log2_size(a.h)), excess, order);
  }
  if (!(excess <= 0)) return NULL;
  *step = a.h;
  return remainder ? add(next, remainder) : next;
}
