#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"

static bool lower_triangular(arr L) {
  for (int i = 0; i < L->rows; i++)
    for (int j = i + 1; j < L->columns; j++)
      if (equal(entry(L, i, j), whole(L->in, 0)) != YES) return false;
  return true;
}

Test(lin_cholesky, the_factor_times_its_transpose) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 11;
    for (int n = 1; n <= 10; n++) {
      arr A = random_spd(in, &d, n), L = cholesky(A);
      cr_expect(near(dot(L, transpose(L)), A, 16), "n = %d", n);
      cr_expect(lower_triangular(L));
      cr_expect(lt(zeros(in, n, 1), column(diagonal_of(L))) == YES);
    }
    arith_free(in);
  }
}

Test(lin_cholesky, double_and_mpfr_53_agree_bit_for_bit) {
  arith *D = arith_double(), *M = arith_mpfr(53);
  dice d = 12, e = 12;
  for (int n = 1; n <= 12; n++)
    cr_expect(same_bits(cholesky(random_spd(D, &d, n)), cholesky(random_spd(M, &e, n))), "n = %d",
              n);
  arith_free(D), arith_free(M);
}

Test(lin_cholesky, rational_factors_are_found_in_exact) {
  arith *E = arith_exact();
  arr L = given(E, "2 0 0; 1/3 1 0; -5 7/2 3/4");
  cr_expect(equal(cholesky(dot(L, transpose(L))), L) == YES);
  cr_expect_eq(inability_of(cholesky, given(E, "2 0; 0 1")), NOT_RATIONAL);
  arith_free(E);
}

Test(lin_cholesky, indefinite_matrices_are_refused_and_known) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    arr saddle = given(in, "1 2; 2 1"), plain = given(in, "4 2; 2 5"),
        sheared = given(in, "4 3; 1 5");
    cr_expect_eq(inability_of(cholesky, saddle), STOPPED);
    cr_expect_eq(positive_definite(saddle), NO);
    cr_expect_eq(positive_definite(plain), YES);
    cr_expect_eq(positive_definite(sheared), YES);
    cr_expect_eq(positive_definite(given(in, "1 3; -3 1")), YES);
    cr_expect_eq(positive_definite(given(in, "0 0; 0 1")), NO);
    arith_free(in);
  }
}

Test(lin_cholesky, balls_around_a_singular_matrix_leave_it_open) {
  arith *in = arith_ball(128);
  arr A = ball(given(in, "1 1; 1 1"), rat(in, 1, 1 << 20));
  cr_expect_eq(positive_definite(A), UNSURE);
  cr_expect_eq(inability_of(cholesky, A), UNDECIDED);
  arith_free(in);
}

/* Elimination in balls widens with every step; the eigenvalue enclosure does not. */
Test(lin_cholesky, wide_definite_balls_are_decided) {
  arith *E = arith_exact(), *in = arith_ball(128);
  dice d = 13;
  arr values = given(E, "1 1 2 2 3 3 4 4 5 5 6 6");
  arr A = ball(as(in, with_eigenvalues(values, &d)), rat(in, 1, 16));
  cr_expect_eq(positive_definite(A), YES);
  cr_expect_eq(positive_definite(sub(A, times(eye(in, 12), 2, 1))), NO);
  arith_free(E), arith_free(in);
}
