/* rank.c -- ranks and kernels, decided in rational numbers: no threshold says what is zero. */
#include "lin/lin.h"

enum { MOST_ROWS = 64 };

typedef struct {
  int rank, pivot[MOST_ROWS];
  arr rows[MOST_ROWS];
} echelon;

static bool zero(arr x) { return equal(x, whole(x->in, 0)) == YES; }

static arr without(arr v, arr pivot_row, int j) { return sub(v, mul(item(v, j), pivot_row)); }

/* Reduced: the pivot columns are unit vectors. */
static echelon reduced(arr A) {
  echelon e = { .rank = 0 };
  if (arith_kind(A->in) != EXACT) cannot(A->in, STOPPED, "a rank is decided in rational numbers");
  if (A->rows > MOST_ROWS) broken("a rank of %d rows", A->rows);
  for (int i = 0; i < A->rows; i++) e.rows[i] = row_at(A, i);
  for (int j = 0; j < A->columns && e.rank < A->rows; j++) {
    int p = e.rank;
    while (p < A->rows && zero(item(e.rows[p], j))) p++;
    if (p == A->rows) continue;
    arr found = over(e.rows[p], item(e.rows[p], j));
    e.rows[p] = e.rows[e.rank];
    for (int i = 0; i < A->rows; i++)
      if (i != e.rank) e.rows[i] = without(e.rows[i], found, j);
    e.rows[e.rank] = found;
    e.pivot[e.rank++] = j;
  }
  return e;
}

int matrix_rank(arr A) { return reduced(A).rank; }

arr null_space(arr A) {
  echelon e = reduced(A);
  arr N = NULL;
  for (int j = 0, k = 0; j < A->columns; j++) {
    if (k < e.rank && e.pivot[k] == j) {
      k++;
      continue;
    }
    arr v[A->columns];
    for (int i = 0; i < A->columns; i++) v[i] = whole(A->in, i == j);
    for (int i = 0; i < e.rank; i++) v[e.pivot[i]] = neg(item(e.rows[i], j));
    arr x = column(pack(A->in, A->columns, v));
    N = N ? beside(N, x) : x;
  }
  return N;
}
