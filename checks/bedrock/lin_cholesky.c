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

Test(lin_cholesky, what_is_not_definite_is_refused) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    cr_expect_eq(inability_of(cholesky, given(in, "1 2; 2 1")), STOPPED);
    arith_free(in);
  }
  arith *balls = arith_ball(128);
  arr open = ball(given(balls, "1 1; 1 1"), rat(balls, 1, 1 << 20));
  cr_expect_eq(inability_of(cholesky, open), UNDECIDED);
  arith_free(balls);
}
