#include "lin/parts.h"

void arb_mat_of(arb_mat_t M, arr x) {
  const arb_struct *entries = x->data;
  arb_mat_init(M, x->rows, x->columns);
  for (int i = 0; i < x->rows; i++)
    for (int j = 0; j < x->columns; j++)
      arb_set(arb_mat_entry(M, i, j), entries + (size_t)i * x->columns + j);
}

arr of_arb_mat(arith *in, const arb_mat_t M, int rank) {
  int rows = arb_mat_nrows(M), columns = arb_mat_ncols(M);
  arr x = fresh(in, rank, rows, columns);
  arb_struct *entries = x->data;
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++)
      arb_set(entries + (size_t)i * columns + j, arb_mat_entry(M, i, j));
  return x;
}
