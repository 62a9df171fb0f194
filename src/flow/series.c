/* series.c -- Taylor coefficients of a solution by jets: x_{k+1} = f_k / (k + 1). */
#include "flow/series.h"

#include <math.h>

#include "num/jet.h"

int series_order(arith *A) {
  if (arith_kind(A) == EXACT) cannot(A, NOT_RATIONAL, "a flow is not rational");
  long bits = arith_bits(A);
  double nats = arith_kind(A) == BALL ? 2.7 : 2;
  int order = (int)ceil((double)bits * log(2) / nats) + 1;
  return order < LARGEST_ORDER ? order : LARGEST_ORDER;
}

void series_of(field f, arr t, arr x, const arr *with, int order, arr *c) {
  arith *J = arith_jet(x->in, order);
  arr time = jet_variable(J, t), state = jet_variable(J, x);
  arr slope = f(time, state, with);
  if (order > 0) jet_set(time, 1, whole(x->in, 1));
  if (slope->in != J) slope = jet_constant(J, slope);
  if (slope->rank != x->rank || slope->rows != x->rows || slope->columns != x->columns)
    broken("a field of shape (%d x %d) at a state (%d x %d)", slope->rows, slope->columns, x->rows,
           x->columns);
  for (int k = 0; k < order; k++) {
    arr g = jet_coefficient(slope, k);
    jet_set(state, k + 1, g ? times(g, 1, k + 1) : NULL);
    jet_advance(J, k + 1);
  }
  for (int k = 0; k <= order; k++) c[k] = jet_coefficient(state, k);
  arith_free(J);
}

double series_log2_step(int order, const arr *c) {
  double scale = log2_size(c[0]), least = HUGE_VAL;
  if (isinf(scale)) scale = 0;
  for (int k = order, seen = 0; k > 0 && seen < 2; k--) {
    double size = c[k] ? log2_size(c[k]) : -HUGE_VAL;
    if (size == -HUGE_VAL) continue;
    double log2_radius_k = (scale - size) / k;
    if (log2_radius_k < least) least = log2_radius_k;
    seen++;
  }
  return least - 2 / log(2);
}

arr series_at(int order, const arr *c, arr h) {
  arr s = NULL;
  for (int k = order; k >= 0; k--) {
    if (s) s = mul(s, h);
    if (c[k]) s = s ? add(s, c[k]) : c[k];
  }
  return s;
}
