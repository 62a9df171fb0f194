#include "flow/estimates.h"

#include "lin/lin.h"

norms norms_of(head h) {
  return (norms){ operator_norm(h.V), operator_norm(dot(transpose(h.K), h.Q)), operator_norm(h.Q),
                  operator_norm(h.K) };
}

static void refuse_others(variant by) {
  if (by > SIGMOID) broken("estimates: no bound holds for this variant");
}

arr slope_in_place(variant by, norms n, arr R) {
  refuse_others(by);
  arr most = mul(n.V, mul(n.A, square(R)));
  return by == L2 ? times(most, 2, 1) : by == SIGMOID ? times(most, 1, 4) : most;
}

/* A mean with scores of this slope and oscillation. */
static arr of_tilted_mean(arr R, arr slope, arr oscillation) {
  arr one = whole(R->in, 1);
  return mul(add(one, times(mul(R, slope), 2, 1)), expo(oscillation));
}

/* The share of the potentials: 4z e^(4z) / (1 - tanh z), z = ||A|| R^2. */
static arr of_potentials(arr z) {
  arr far = times(z, 4, 1);
  return over(mul(far, expo(far)), rest_of(tanhyp(z)));
}

arr slope_in_law(variant by, norms n, arr R, arr x) {
  refuse_others(by);
  arr Ax = mul(n.A, x), AR = mul(n.A, R), one = whole(R->in, 1);
  if (by == SIGMOID) return mul(n.V, add(one, times(mul(R, Ax), 1, 4)));
  if (by == SOFTMAX) return mul(n.V, of_tilted_mean(R, Ax, times(mul(Ax, R), 2, 1)));
  if (by == L2) {
    arr slope = times(add(Ax, mul(square(n.K), R)), 2, 1);
    return mul(n.V, of_tilted_mean(R, slope, square(add(mul(n.Q, x), mul(n.K, R)))));
  }
  arr slope = add(Ax, AR), mean = of_tilted_mean(R, slope, times(mul(R, slope), 2, 1));
  return mul(n.V, add(mean, of_potentials(mul(AR, R))));
}
