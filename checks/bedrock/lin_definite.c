/* Definiteness is decided: by inertia known beforehand, of congruent diagonal matrices. */
#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"

/* L diag(signs) L', L unit lower triangular, then rows and columns in a random order: by Sylvester
 * it has the inertia of the signs, and its pivots come in any order. */
static arr congruent(arr signs, dice *d) {
  arith *in = signs->in;
  int n = signs->rows;
  arr rows[n];
  for (int i = 0; i < n; i++) {
    arr e[n];
    for (int j = 0; j < n; j++)
      e[j] = j < i ? whole(in, roll_between(d, -2, 2)) : whole(in, j == i);
    rows[i] = pack(in, n, e);
  }
  for (int i = n - 1; i > 0; i--) {
    int j = (int)roll_between(d, 0, i);
    arr kept = rows[i];
    rows[i] = rows[j], rows[j] = kept;
  }
  arr L = rows[0];
  for (int i = 1; i < n; i++) L = stack(L, rows[i]);
  L = shaped(L, n, n);
  return product(L, diagonal(signs), transpose(L));
}

/* Every order up to 5 and every number of zero and of negative signs. */
static void each_inertia(arith *in, void (*judge)(arr A, int zeros, int negatives, dice *)) {
  dice d = 14;
  for (int n = 1; n <= 5; n++)
    for (int none = 0; none <= n; none++)
      for (int less = 0; less <= n - none; less++)
        for (int again = 0; again < 4; again++) {
          arr e[n];
          for (int i = 0; i < n; i++)
            e[i] = whole(in, i < none ? 0 : roll_between(&d, 1, 3) * (i < none + less ? -1 : 1));
          judge(congruent(pack(in, n, e), &d), none, less, &d);
        }
}

static void both_known(arr A, int none, int less, dice *d) {
  arr twist = random_matrix(A->in, d, A->rows, A->rows);
  arr sheared = add(A, sub(twist, transpose(twist)));
  cr_expect_eq(positive_definite(sheared), none + less ? NO : YES, "%d, %d, %d", A->rows, none,
               less);
  cr_expect_eq(positive_semidefinite(sheared), less ? NO : YES, "%d, %d, %d", A->rows, none, less);
}
Test(lin_definite, rational_matrices_are_decided_by_their_inertia) {
  arith *in = arith_exact();
  each_inertia(in, both_known);
  arith_free(in);
}

/* A ball matrix around one of no zero sign is decided, around one on the boundary left open. */
static void known_off_the_boundary(arr A, int none, int less, dice *d) {
  (void)d;
  arr wide = ball(A, rat(A->in, 1, 1L << 30));
  truth definite = none ? less ? NO : UNSURE : less ? NO : YES;
  if (none && less) {
    cr_expect_neq(positive_definite(wide), YES);
    cr_expect_neq(positive_semidefinite(wide), YES);
    return;
  }
  cr_expect_eq(positive_definite(wide), definite, "%d, %d, %d", A->rows, none, less);
  if (none)
    cr_expect_eq(positive_semidefinite(wide), UNSURE);
  else
    cr_expect_neq(positive_semidefinite(wide), less ? YES : NO, "%d, %d", A->rows, less);
  if (!less && !none) cr_expect_eq(positive_semidefinite(wide), YES);
}
Test(lin_definite, balls_are_decided_off_the_boundary_and_open_on_it) {
  arith *in = arith_ball(128);
  each_inertia(in, known_off_the_boundary);
  arith_free(in);
}

/* Elimination in balls widens with every step; the eigenvalue enclosure does not. */
Test(lin_definite, wide_definite_balls_are_decided) {
  arith *E = arith_exact(), *in = arith_ball(128);
  dice d = 13;
  arr values = given(E, "1 1 2 2 3 3 4 4 5 5 6 6");
  arr A = ball(as(in, with_eigenvalues(values, &d)), rat(in, 1, 16));
  cr_expect_eq(positive_definite(A), YES);
  cr_expect_eq(positive_definite(sub(A, times(eye(in, 12), 2, 1))), NO);
  cr_expect_neq(positive_definite(over(A, sub(whole(in, 1), ball(whole(in, 1), whole(in, 1))))),
                YES);
  arith_free(E), arith_free(in);
}

Test(lin_definite, floating_point_agrees_where_pivots_are_exact) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    cr_expect_eq(positive_definite(given(in, "1 2; 2 1")), NO);
    cr_expect_eq(positive_definite(given(in, "4 3; 1 5")), YES);
    cr_expect_eq(positive_definite(given(in, "1 3; -3 1")), YES);
    cr_expect_eq(positive_definite(given(in, "0 0; 0 1")), NO);
    cr_expect_eq(positive_semidefinite(given(in, "0 0; 0 1")), YES);
    cr_expect_eq(positive_semidefinite(given(in, "0 1; 1 1")), NO);
    arith_free(in);
  }
}
