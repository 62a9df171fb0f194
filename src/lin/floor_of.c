#include "lin/parts.h"

static bool factors(arr Y, arr mu, long bits) {
  int n = Y->rows;
  arb_mat_t y, L;
  arb_mat_of(y, Y);
  arb_mat_init(L, n, n);
  for (int i = 0; i < n; i++)
    arb_sub(arb_mat_entry(y, i, i), arb_mat_entry(y, i, i), mu->data, bits);
  bool positive = arb_mat_cho(L, y, bits);
  arb_mat_clear(y);
  arb_mat_clear(L);
  return positive;
}

/* A few bits of mu are enough, and 128 bits decide unless the condition is beyond 1e30. */
arr floor_of(arr Y, double guess) {
  long all = arith_bits(Y->in), few = all < 128 ? all : 128;
  if (!(guess > 0)) return NULL;
  for (double part = 0.875; part > 0.01; part /= 4) {
    arr mu = dyadic(Y->in, guess * part);
    if (factors(Y, mu, few) || (few < all && factors(Y, mu, all))) return mu;
  }
  return NULL;
}
