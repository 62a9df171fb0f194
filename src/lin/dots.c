/* dots.c -- products that balls accumulate entry by entry and round once, to no more bits than are
 * asked for; other arithmetics use dot(). */
#include "lin/parts.h"

static long allowed(arith *in, long bits) {
  return bits && bits < arith_bits(in) ? bits : arith_bits(in);
}

static arb_srcptr cell(arr x, int i, int j) {
  return (arb_srcptr)x->data + (long)i * x->columns + j;
}

static void mirror(arr z) {
  arb_ptr c = z->data;
  int n = z->rows;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) arb_set(c + i * n + j, c + j * n + i);
}

arr square_residual(arr A, arr Y, long bits) {
  if (arith_kind(A->in) != BALL) return sub(A, dot(Y, Y));
  int n = A->rows;
  arr R = fresh(A->in, 2, n, n);
  bits = allowed(A->in, bits);
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      arb_dot((arb_ptr)cell(R, i, j), cell(A, i, j), 1, cell(Y, i, 0), 1, cell(Y, j, 0), 1, n,
              bits);
  mirror(R);
  return R;
}

arr symmetric_product(arr X, arr Y, long bits) {
  if (arith_kind(X->in) != BALL) return dot(transpose(X), Y);
  int n = X->columns, m = X->rows;
  arr Z = fresh(X->in, 2, n, n);
  bits = allowed(X->in, bits);
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      arb_dot((arb_ptr)cell(Z, i, j), NULL, 0, cell(X, 0, i), n, cell(Y, 0, j), n, m, bits);
  mirror(Z);
  return Z;
}

arr plus_product(arr C, arr X, arr Y, long bits) {
  if (arith_kind(X->in) != BALL) return C ? add(C, dot(X, Y)) : dot(X, Y);
  arr Z = fresh(X->in, 2, X->rows, Y->columns);
  bits = allowed(X->in, bits);
  for (int i = 0; i < Z->rows; i++)
    for (int j = 0; j < Z->columns; j++)
      arb_dot((arb_ptr)cell(Z, i, j), C ? cell(C, i, j) : NULL, 0, cell(X, i, 0), 1, cell(Y, 0, j),
              Y->columns, X->columns, bits);
  return Z;
}
