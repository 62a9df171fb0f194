#include "lin/jets.h"
#include "prob/parts.h"

/* exp(x - m) for the largest midpoint m, of a row or of the vector: the shift cancels exactly. */
static arr weights(arr x, arr shift) { return expo(sub(x, shift)); }

static arr row_shift(arr x) {
  return x->rank == 2 ? column(greatest_in_rows(sharp(x))) : greatest(sharp(x));
}

static arr quotient(arr x, arr shift) {
  arr w = weights(x, shift);
  return over(w, x->rank == 2 ? column(sum_rows(w)) : total(w));
}

arr softmax(arr x) {
  if (arith_kind(x->in) == JET) return jet_softmax(x);
  if (x->rank == 0) broken("softmax: a scalar");
  arr shift = row_shift(x);
  if (arith_kind(x->in) != BALL || log2_radius(x) < -2.0 * (double)arith_bits(x->in))
    return quotient(x, shift);
  return shares_at_corners(weights(lower(x), shift), weights(upper(x), shift));
}

arr softmax_columns(arr x) { return transpose(softmax(transpose(x))); }
