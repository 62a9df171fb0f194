/* jacobi.c -- cyclic Jacobi (Golub and Van Loan, section 8.5): slow, but it needs no start and no
 * gaps, and keeps the small entries of graded matrices. */
#include "lin/parts.h"

#include <math.h>

typedef struct {
  int n;
  arr *a;       /* n x n scalars, symmetric */
  arr *columns; /* of X */
  arr one;
  double size; /* of the whole matrix, in bits */
} rotating;

/* |a_ij|^2 < 2^-2p |a_ii a_jj|, or 2^-2p of the whole matrix. */
static bool negligible(const rotating *r, int i, int j) {
  double bits = (double)arith_bits(r->one->in), here = log2_size(r->a[i * r->n + j]);
  double diagonals = log2_size(r->a[i * r->n + i]) + log2_size(r->a[j * r->n + j]);
  return here < r->size - 2 * bits || 2 * here < diagonals - 2 * bits;
}

/* tan of the smaller angle that annihilates a_ij. */
static arr tangent(const rotating *r, int i, int j) {
  int n = r->n;
  arr twice = times(r->a[i * n + j], 2, 1);
  arr cot = over(sub(r->a[j * n + j], r->a[i * n + i]), twice);
  arr t = over(r->one, add(absolute(cot), root(add(r->one, square(cot)))));
  return lt(cot, whole(cot->in, 0)) == YES ? neg(t) : t;
}

static void turn(arr *x, arr *y, arr c, arr s) {
  arr u = *x, v = *y;
  *x = sub(mul(c, u), mul(s, v));
  *y = add(mul(s, u), mul(c, v));
}

static void rotate(rotating *r, int i, int j) {
  int n = r->n;
  arr *a = r->a, t = tangent(r, i, j);
  arr c = over(r->one, root(add(r->one, square(t)))), s = mul(t, c);
  arr moved = mul(t, a[i * n + j]);
  for (int k = 0; k < n; k++) {
    if (k == i || k == j) continue;
    turn(&a[k * n + i], &a[k * n + j], c, s);
    a[i * n + k] = a[k * n + i];
    a[j * n + k] = a[k * n + j];
  }
  a[i * n + i] = sub(a[i * n + i], moved);
  a[j * n + j] = add(a[j * n + j], moved);
  a[i * n + j] = a[j * n + i] = whole(r->one->in, 0);
  turn(&r->columns[i], &r->columns[j], c, s);
}

/* The number of rotations made; memory is given back but for the two matrices. */
static int sweep(arr *S, arr *X, double size) {
  int n = (*S)->rows, rotations = 0;
  mark here = region_mark((*S)->in);
  arr a[n * n], columns[n];
  rotating r = { n, a, columns, whole((*S)->in, 1), size };
  for (int i = 0; i < n; i++) columns[i] = column_at(*X, i);
  for (int k = 0; k < n * n; k++) a[k] = entry(*S, k / n, k % n);
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++)
      if (!negligible(&r, i, j)) rotate(&r, i, j), rotations++;
  *S = shaped(pack((*S)->in, n * n, a), n, n);
  *X = transpose(from_rows(n, columns));
  region_keep(&here, S, X);
  return rotations;
}

bool jacobi(arr *S, arr *X) {
  double size = log2_size(*S);
  for (int sweeps = 0; sweeps < 60; sweeps++)
    if (!sweep(S, X, size)) return true;
  return false;
}
