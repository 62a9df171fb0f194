#include "lin/lin.h"
#include "lin/parts.h"

/* What is left of S below its first row, after elimination with that row or, for a zero row, not. */
static arr schur_complement(arr S, bool eliminate_) {
  int rest = S->rows - 1;
  arr tail = rows_from(row_at(S, 0), 1, rest), below = transpose(rows_from(S, 1, rest));
  arr block = rows_from(below, 1, rest);
  return eliminate_ ? sub(block, outer(tail, over(tail, entry(S, 0, 0)))) : block;
}

/* The pivots of L D L' without roots.  Pivots > 0 up to a nonpositive one prove the matrix is not
 * definite: that pivot is a value of the form at a nonzero vector. */
static truth by_pivots(arr S) {
  arr zero = whole(S->in, 0);
  for (int rest = S->rows - 1;; rest--) {
    truth positive = lt(zero, entry(S, 0, 0));
    if (positive != YES || !rest) return positive;
    S = schur_complement(S, true);
  }
}

/* A zero pivot is allowed before a zero row: with any other row the form takes negative values. */
truth positive_semidefinite(arr A) {
  order_of_square(A, "positive_semidefinite");
  arr S = symmetric_part(A), zero = whole(A->in, 0);
  for (int rest = S->rows - 1;; rest--) {
    arr pivot = entry(S, 0, 0);
    truth positive = lt(zero, pivot), none = equal(row_at(S, 0), zero);
    if (lt(pivot, zero) == YES || (positive == NO && none == NO)) return NO;
    if (positive != YES && none != YES) return UNSURE;
    if (!rest) return YES;
    S = schur_complement(S, positive == YES);
  }
}

/* Where elimination in balls leaves it open, the least eigenvalue, enclosed without elimination,
 * may decide. */
truth positive_definite(arr A) {
  order_of_square(A, "positive_definite");
  arr S = symmetric_part(A);
  truth answer = by_pivots(S);
  if (answer != UNSURE || arith_kind(A->in) != BALL || !all_finite(A)) return answer;
  return lt(whole(A->in, 0), least_eigenvalue(S));
}
