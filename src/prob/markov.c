#include "prob/parts.h"

arr stochastic_rows(arr K) {
  if (arith_kind(K->in) == BALL && le(whole(K->in, 0), K) == YES)
    return shares_at_corners(lower(K), upper(K));
  return over(K, column(sum_rows(K)));
}

arr currents(arr rho, arr P) {
  arr flow_out = mul(column(rho), P);
  return sub(flow_out, transpose(flow_out));
}
