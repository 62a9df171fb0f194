/* matrix.c -- products and transposes. */
#include <stdarg.h>

#include "num/arith.h"
#include "num/jet.h"

/* Vectors act as a row on the left and as a column on the right. */
arr dot_result(arr x, arr y) {
  int m = x->rank == 1 ? 1 : x->rows, n = y->rank == 1 ? 1 : y->columns;
  if (x->rank == 0 || y->rank == 0 || entries(x) != (long)m * y->rows) shapes_clash("dot", x, y);
  int rank = x->rank + y->rank - 2;
  return rank == 2 ? fresh(x->in, 2, m, n) : fresh(x->in, rank, m * n, 1);
}

arr dot(arr x, arr y) {
  arith *A = meet(&x, &y, "dot");
  if (A->tape) return jet_dot(x, y);
  arr z = dot_result(x, y);
  A->k->gemm(A, entries(x) / y->rows, y->rows, y->columns, z->data, x->data, y->data);
  return z;
}

arr product_(arr first, ...) {
  va_list list;
  va_start(list, first);
  for (arr next; (next = va_arg(list, arr));) first = dot(first, next);
  va_end(list);
  return first;
}

arr transpose(arr x) {
  if (x->in->tape) return jet_map(x, transpose);
  if (x->rank != 2) broken("transpose: rank %d; row() or column() first", x->rank);
  arith *A = x->in;
  arr z = fresh(A, 2, x->columns, x->rows);
  for (int i = 0; i < z->rows; i++)
    A->k->copy(A, z->columns, at_(z, (long)i * z->columns), at_(x, i), x->columns);
  return z;
}

arr outer(arr u, arr v) { return mul(column(u), row(v)); }

arr diagonal_of(arr x) {
  if (x->in->tape) return jet_map(x, diagonal_of);
  if (x->rank != 2 || x->rows != x->columns) broken("diagonal_of: not a square matrix");
  arr z = fresh(x->in, 1, x->rows, 1);
  x->in->k->copy(x->in, x->rows, z->data, x->data, x->columns + 1);
  return z;
}

arr diagonal(arr v) {
  if (v->in->tape) return jet_map(v, diagonal);
  if (v->rank != 1) broken("diagonal: rank %d", v->rank);
  return mul(eye(v->in, v->rows), row(v));
}

arr trace(arr x) { return total(diagonal_of(x)); }

static arr sums(arr x, int count, int terms, long first_stride, long stride) {
  arr z = fresh(x->in, 1, count, 1);
  for (int i = 0; i < count; i++)
    x->in->k->sum(x->in, terms, at_(z, i), at_(x, i * first_stride), stride);
  return z;
}

arr sum_rows(arr x) {
  if (x->in->tape) return jet_map(x, sum_rows);
  if (x->rank != 2) broken("sum_rows: rank %d", x->rank);
  return sums(x, x->rows, x->columns, x->columns, 1);
}

arr sum_columns(arr x) {
  if (x->in->tape) return jet_map(x, sum_columns);
  if (x->rank != 2) broken("sum_columns: rank %d", x->rank);
  return sums(x, x->columns, x->rows, 1, x->columns);
}

arr total(arr x) {
  if (x->in->tape) return jet_map(x, total);
  arr z = fresh(x->in, 0, 1, 1);
  x->in->k->sum(x->in, entries(x), z->data, x->data, 1);
  return z;
}

/* In balls the root of a sum of squares is defined also where the ball reaches below zero. */
static arr ball_norm(arr x) {
  arr z = fresh(x->in, 0, 1, 1), s = total(square(x));
  arb_sqrtpos(z->data, s->data, x->in->bits);
  return z;
}

arr norm(arr x) { return arith_kind(x->in) == BALL ? ball_norm(x) : root(total(square(x))); }

/* The extreme of n entries: the upper half against the lower, until one is left; an odd entry in the
 * middle is carried along.  Two scratch rows take turns, as kernels never alias. */
static void extreme(arith *A, binary op, long n, void *z, const void *x) {
  arr turn[2] = { fresh(A, 1, (int)(n + 1) / 2, 1), fresh(A, 1, (int)(n + 1) / 2, 1) };
  for (int i = 0; n > 1; i ^= 1) {
    long half = n / 2, kept = n - half;
    A->k->binary[op](A, half, turn[i]->data, x, 1, (const char *)x + (size_t)kept * A->k->size, 1);
    if (kept > half)
      A->k->copy(A, 1, at_(turn[i], half), (const char *)x + (size_t)half * A->k->size, 1);
    x = turn[i]->data, n = kept;
  }
  A->k->copy(A, 1, z, x, 1);
}

static arr extreme_of(arr x, binary op) {
  mark m = region_mark(x->in);
  arr z = fresh(x->in, 0, 1, 1);
  extreme(x->in, op, entries(x), z->data, x->data);
  region_keep(&m, &z);
  return z;
}

static void base_only(arr x, const char *who) {
  if (x->in->tape) broken("%s of a series; take sharp() of it first", who);
}

arr greatest(arr x) { return base_only(x, "greatest"), extreme_of(x, MAX); }
arr least(arr x) { return base_only(x, "least"), extreme_of(x, MIN); }

arr greatest_in_rows(arr x) {
  base_only(x, "greatest_in_rows");
  if (x->rank != 2) broken("greatest_in_rows: rank %d", x->rank);
  mark m = region_mark(x->in);
  arr z = fresh(x->in, 1, x->rows, 1);
  mark row_end = region_mark(x->in);
  for (int i = 0; i < x->rows; i++) {
    extreme(x->in, MAX, x->columns, at_(z, i), at_(x, (long)i * x->columns));
    region_keep_(&row_end, 0, NULL);
  }
  region_keep(&m, &z);
  return z;
}
