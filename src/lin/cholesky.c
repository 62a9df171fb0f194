#include "lin/lin.h"
#include "lin/parts.h"

/* Row k of the upper factor, and the matrix that is left: S - r r' without its first line. */
static arr peel(arr S, arr *r) {
  int rest = S->rows - 1;
  arr pivot = entry(S, 0, 0);
  truth positive = lt(whole(S->in, 0), pivot);
  if (positive == NO) cannot(S->in, STOPPED, "cholesky: the matrix is not positive definite");
  if (positive == UNSURE) cannot(S->in, UNDECIDED, "cholesky: is the matrix positive definite?");
  *r = over(row_at(S, 0), root(pivot));
  if (!rest) return NULL;
  arr tail = rows_from(*r, 1, rest), below = transpose(rows_from(S, 1, rest));
  return sub(rows_from(below, 1, rest), outer(tail, tail));
}

arr cholesky(arr A) {
  int n = order_of_square(A, "cholesky");
  arr rows[n], S = symmetric_part(A);
  for (int k = 0; k < n; k++) {
    S = peel(S, &rows[k]);
    if (k) rows[k] = stack(flat(zeros(A->in, 1, k)), rows[k]);
  }
  return transpose(from_rows(n, rows));
}
