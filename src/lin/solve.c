#include "lin/jets.h"
#include "lin/lin.h"
#include "lin/parts.h"

/* From the last row up: x_k = (b_k - r_k X) / pivot, X the rows already known. */
static arr back_substitution(int n, int m, const arr *rows) {
  arr X = NULL;
  for (int k = n - 1; k >= 0; k--) {
    int right = n - 1 - k;
    arr x = rows_from(rows[k], 1 + right, m);
    if (right) x = sub(x, dot(rows_from(rows[k], 1, right), X));
    x = row(over(x, item(rows[k], 0)));
    X = X ? stack(x, X) : x;
  }
  return X;
}

static arr by_elimination(arr A, arr B) {
  int n = A->rows;
  bool odd;
  arr rows[n], right = B->rank == 1 ? column(B) : B;
  if (!eliminate(A, right, rows, &odd)) cannot(A->in, STOPPED, "singular matrix");
  arr X = back_substitution(n, right->columns, rows);
  return B->rank == 1 ? column_at(X, 0) : X;
}

/* An approximate inverse R at the midpoints, then elimination on R A = I + small: the radii grow
 * with the condition of A, not with the number of steps (Hansen and Smith). */
static arr in_balls(arr A, arr B) {
  long bits = arith_bits(A->in);
  arb_mat_t a, b, x;
  arb_mat_of(a, A);
  arb_mat_of(b, B);
  arb_mat_init(x, arb_mat_nrows(b), arb_mat_ncols(b));
  int regular = arb_mat_solve_precond(x, a, b, bits) || arb_mat_solve_lu(x, a, b, bits);
  arr X = regular ? of_arb_mat(A->in, x, B->rank) : NULL;
  arb_mat_clear(a);
  arb_mat_clear(b);
  arb_mat_clear(x);
  if (!X) cannot(A->in, UNDECIDED, "solve: the matrix may be singular");
  return X;
}

static arr leaf_solve(arr A, arr B) {
  return arith_kind(A->in) == BALL ? in_balls(A, B) : by_elimination(A, B);
}

arr solve(arr A, arr B) {
  int n = order_of_square(A, "solve");
  if (B->rank == 0 || B->rows != n)
    broken("solve: %d equations, a right-hand side of %d rows", n, B->rows);
  bool jets = arith_kind(A->in) == JET || arith_kind(B->in) == JET;
  return jets ? jet_solve(A, B) : leaf_solve(A, B);
}

arr inverse(arr A) {
  int n = order_of_square(A, "inverse");
  return arith_kind(A->in) == JET ? jet_inverse(A) : leaf_solve(A, eye(A->in, n));
}
