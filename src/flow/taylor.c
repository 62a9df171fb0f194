/* taylor.c -- the flow of a field: Taylor steps, enclosed in balls. */
#include <math.h>
#include <stdlib.h>

#include "flow/series.h"

static arr plain_step(field f, arr t, arr x, const arr *with, arr h, arr *step) {
  int order = series_order(x->in);
  arr *c = calloc((size_t)order + 1, sizeof *c);
  series_of(f, t, x, with, order, c);
  double own = series_log2_step(order, c);
  double remaining = log2_size(h);
  *step = remaining <= own ? h : mul(dyadic(x->in, exp2(own - remaining)), h);
  arr next = series_at(order, c, *step);
  free(c);
  return next;
}

arr flow_between(field f, arr t, arr x, arr T, const arr *with) {
  arith *A = x->in;
  bool balls = arith_kind(A) == BALL;
  mark m = region_mark(A);
  for (int i = 0; lt(t, T) != NO; i++) {
    arr h = sub(T, t), step = NULL;
    arr next = balls ? enclosed_step(f, t, x, with, h, HUGE_VAL, &step)
                     : plain_step(f, t, x, with, h, &step);
    bool last = step == h;
    double progress = step ? log2_size(step) - log2_size(T) : -HUGE_VAL;
    if (i == MOST_STEPS || progress < -(double)arith_bits(A) || !all_finite(next))
      cannot(A, balls && next && !all_finite(next) ? UNDECIDED : STOPPED,
             "the flow did not reach T = %.6g: it stands at t = %.9g after %d steps",
             approx(T, 0, 0), approx(t, 0, 0), i);
    x = next, t = last ? T : add(t, step);
    region_keep(&m, &t, &x);
    if (last) break;
  }
  return x;
}

arr flow_from(field f, arr x0, arr T, const arr *with) {
  arr zero = whole(x0->in, 0);
  if (lt(T, zero) == YES) broken("a flow to T = %g < 0", approx(T, 0, 0));
  return flow_between(f, zero, x0, T, with);
}

void flow_seen(field f, arr x0, arr times_, const arr *with, void (*see)(void *, int, arr t, arr x),
               void *eye) {
  arr t = whole(x0->in, 0), x = x0;
  mark m = region_mark(x0->in);
  for (int i = 0; i < times_->rows; i++) {
    arr next = item(times_, i);
    x = flow_between(f, t, x, next, with);
    t = next;
    region_keep(&m, &t, &x);
    see(eye, i, t, x);
    region_keep(&m, &t, &x);
  }
}

arr flow_until_blow_up(field f, arr x0, int floor_, arr *x, const arr *with) {
  arith *A = x0->in;
  if (arith_kind(A) != BALL) broken("flow_until_blow_up: in balls only");
  arr t = whole(A, 0), state = x0;
  mark m = region_mark(A);
  for (int i = 0; i < MOST_STEPS; i++) {
    arr step, next = enclosed_step(f, t, state, with, NULL, 0, &step);
    if (!next || !all_finite(next) || log2_size(step) < -floor_) break;
    state = next, t = add(t, step);
    region_keep(&m, &t, &state);
  }
  *x = state;
  return t;
}
