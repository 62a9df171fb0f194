#include "lin/lin.h"
#include "lin/parts.h"

/* The pivots of L D L' without roots.  Pivots > 0 up to a nonpositive one prove the matrix is not
 * definite: that pivot is a value of the form at a nonzero vector. */
static truth by_pivots(arr S) {
  arr zero = whole(S->in, 0);
  for (int rest = S->rows - 1;; rest--) {
    arr pivot = entry(S, 0, 0), top = row_at(S, 0);
    truth positive = lt(zero, pivot);
    if (positive != YES || !rest) return positive;
    arr tail = rows_from(top, 1, rest), below = transpose(rows_from(S, 1, rest));
    S = sub(rows_from(below, 1, rest), outer(tail, over(tail, pivot)));
  }
}

/* Where elimination in balls leaves it open, the least eigenvalue, enclosed without elimination,
 * may decide. */
truth positive_definite(arr A) {
  order_of_square(A, "positive_definite");
  arr S = symmetric_part(A);
  truth answer = by_pivots(S);
  if (answer != UNSURE || arith_kind(A->in) != BALL || !all_finite(A)) return answer;
  return lt(whole(A->in, 0), item(symmetric_eigen(S, NULL), 0));
}
