#include "prob/parts.h"

/* x / (x + rest), as one minus the complement when that is the smaller part. */
static void share(arb_t z, const arb_t x, const arb_t rest, slong bits) {
  arb_t sum;
  arb_init(sum);
  arb_add(sum, x, rest, bits);
  bool small = arf_cmp(arb_midref(x), arb_midref(rest)) <= 0;
  arb_div(z, small ? x : rest, sum, bits);
  if (!small) arb_sub_ui(z, z, 1, bits), arb_neg(z, z);
  arb_clear(sum);
}

/* rest_i = sum of x_j over j != i, by sums from both ends: nothing is subtracted. */
static void leave_one_out(arb_ptr rest, arb_srcptr x, long n, slong bits) {
  arb_t after;
  arb_init(after);
  arb_zero(rest);
  for (long i = 1; i < n; i++) arb_add(rest + i, rest + i - 1, x + i - 1, bits);
  for (long i = n - 2; i >= 0; i--) {
    arb_add(after, after, x + i + 1, bits);
    arb_add(rest + i, rest + i, after, bits);
  }
  arb_clear(after);
}

/* The share of x_i increases in x_i and decreases in every other x_j. */
static void of_one_row(arb_ptr z, arb_srcptr low, arb_srcptr high, long n, slong bits) {
  arb_ptr others_low = _arb_vec_init(n), others_high = _arb_vec_init(n);
  arb_t least_share;
  arb_init(least_share);
  leave_one_out(others_low, low, n, bits);
  leave_one_out(others_high, high, n, bits);
  for (long i = 0; i < n; i++) {
    share(least_share, low + i, others_high + i, bits);
    share(z + i, high + i, others_low + i, bits);
    arb_union(z + i, z + i, least_share, bits);
  }
  arb_clear(least_share);
  _arb_vec_clear(others_low, n);
  _arb_vec_clear(others_high, n);
}

arr shares_at_corners(arr low, arr high) {
  bool matrix = low->rank == 2;
  long rows = matrix ? low->rows : 1, n = matrix ? low->columns : low->rows;
  arr z = fresh(low->in, low->rank, low->rows, low->columns);
  const arb_struct *l = low->data, *h = high->data;
  for (long i = 0; i < rows; i++)
    of_one_row((arb_ptr)z->data + i * n, l + i * n, h + i * n, n, arith_bits(low->in));
  return z;
}
