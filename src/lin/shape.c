#include "lin/parts.h"

#include <math.h>
#include <stdlib.h>

int order_of_square(arr A, const char *who) {
  if (A->rank != 2 || A->rows != A->columns)
    broken("%s: a square matrix is needed, not rank %d, %d x %d", who, A->rank, A->rows,
           A->columns);
  return A->rows;
}

arr symmetric_part(arr A) { return times(add(A, transpose(A)), 1, 2); }

truth is_diagonal(arr A) {
  int n = order_of_square(A, "is_diagonal");
  arr one = whole(A->in, 1), off = mul(A, sub(filled(A->in, n, n, one), eye(A->in, n)));
  return equal(off, zeros(A->in, n, n));
}

arr by_power_of_two(arr x, long k) {
  if (k == 0) return x;
  if (labs(k) > 1000) return by_power_of_two(by_power_of_two(x, k / 2), k - k / 2);
  return mul(x, dyadic(x->in, ldexp(1, (int)k)));
}

long exponent_above(arr x) {
  double size = log2_size(x);
  return isfinite(size) ? (long)ceil(size) : 0;
}

arr mask(int rows, int columns, arith *in, const bool *set) {
  arr zero = whole(in, 0), one = whole(in, 1), chosen[rows * columns];
  for (int k = 0; k < rows * columns; k++) chosen[k] = set[k] ? one : zero;
  return shaped(pack(in, rows * columns, chosen), rows, columns);
}

arr from_rows(int n, const arr *rows) {
  arr M = row(rows[0]);
  for (int i = 1; i < n; i++) M = stack(M, row(rows[i]));
  return M;
}

/* Squares of balls around zero reach below zero; squares of their upper ends do not. */
arr bound_of_norm(arr x) { return upper(norm(upper(absolute(x)))); }
