#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"

/* The bits a random system of this suite loses by its condition, at most. */
enum { CONDITION = 22 };

Test(lin_solve, the_inverse_inverts) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 1;
    for (int n = 1; n <= 9; n++) {
      arr A = random_matrix(in, &d, n, n), one = eye(in, n);
      cr_expect(near(dot(A, inverse(A)), one, CONDITION), "n = %d", n);
      arr B = random_matrix(in, &d, n, 2), b = random_vector(in, &d, n);
      cr_expect(near(dot(A, solve(A, B)), B, CONDITION), "n = %d", n);
      cr_expect(near(dot(A, solve(A, b)), b, CONDITION), "n = %d, a vector", n);
    }
    arith_free(in);
  }
}

Test(lin_solve, determinants_multiply) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 2;
    for (int n = 1; n <= 7; n++) {
      arr A = random_matrix(in, &d, n, n), B = random_matrix(in, &d, n, n);
      arr whole_ = determinant(dot(A, B)), parts = mul(determinant(A), determinant(B));
      cr_expect(near(whole_, parts, CONDITION), "n = %d", n);
    }
    arr swap = given(in, "0 1 0; 1 0 0; 0 0 1"), twice = given(in, "1 2; 2 4");
    cr_expect(near(determinant(swap), whole(in, -1), 2));
    cr_expect(overlaps(determinant(twice), whole(in, 0)) != NO);
    arith_free(in);
  }
}

Test(lin_solve, double_and_mpfr_53_agree_bit_for_bit) {
  arith *D = arith_double(), *M = arith_mpfr(53);
  dice d = 3, e = 3;
  for (int n = 1; n <= 12; n++) {
    arr A = random_matrix(D, &d, n, n), B = random_matrix(D, &d, n, 3);
    arr a = random_matrix(M, &e, n, n), b = random_matrix(M, &e, n, 3);
    cr_expect(same_bits(solve(A, B), solve(a, b)), "solve, n = %d", n);
    cr_expect(same_bits(inverse(A), inverse(a)), "inverse, n = %d", n);
    cr_expect(same_bits(determinant(A), determinant(a)), "determinant, n = %d", n);
  }
  arith_free(D), arith_free(M);
}

static arr hilbert(arith *in, int n) {
  arr e[n * n];
  for (int k = 0; k < n * n; k++) e[k] = rat(in, 1, k / n + k % n + 1);
  return shaped(pack(in, n * n, e), n, n);
}

Test(lin_solve, balls_contain_the_exact_inverse_of_hilbert) {
  arith *E = arith_exact();
  for (int n = 2; n <= 12; n += 2) {
    arith *B = arith_ball(128);
    arr truth_ = inverse(hilbert(E, n)), X = inverse(hilbert(B, n));
    cr_expect(contains(X, truth_, 0), "n = %d", n);
    cr_expect(log2_radius(X) - log2_size(X) < -128 + 5.5 * n, "radius, n = %d", n);
    arith_free(B);
  }
  arith_free(E);
}

/* Entries known to 2^-20: the enclosure holds for both ends of the box. */
Test(lin_solve, wide_balls_contain_the_solutions_of_their_members) {
  arith *B = arith_ball(128), *E = arith_exact();
  dice d = 4;
  for (int n = 1; n <= 6; n++) {
    arr A = random_spd(E, &d, n), b = random_vector(E, &d, n), tilt = random_matrix(E, &d, n, n);
    arr nearby = add(A, times(tilt, 1, 1 << 21));
    arr X = solve(ball(as(B, A), rat(B, 1, 1 << 20)), as(B, b));
    cr_expect(contains(X, solve(A, b), 0) && contains(X, solve(nearby, b), 0), "n = %d", n);
  }
  arith_free(B), arith_free(E);
}

Test(lin_solve, singular_matrices_are_refused) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    int expected = arith_kind(in) == BALL ? UNDECIDED : STOPPED;
    cr_expect_eq(inability_of(inverse, given(in, "1 2 3; 2 4 6; 1 0 1")), expected);
    cr_expect_eq(inability_of(inverse, zeros(in, 2, 2)), expected);
    arith_free(in);
  }
}

/* A pivot far below the range of double is a pivot. */
Test(lin_solve, tiny_pivots_in_wide_exponents) {
  arith *in = arith_mpfr(128), *E = arith_exact();
  arr A = given(in, "1e-2000 0; 0 1e2000"), a = given(E, "0 1e-900; 1e-1000 1e-2000");
  cr_expect(near(dot(A, inverse(A)), eye(in, 2), 2));
  cr_expect(near(dot(a, inverse(a)), eye(E, 2), 0));
  arith_free(in), arith_free(E);
}
