#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"
#include "lin/parts.h"

/* Denman and Beavers (1976) in MPFR: another road to the root. */
static arr denman_beavers(arr A) {
  arr Y = A, Z = eye(A->in, A->rows), before;
  int left = 400; /* steps: a scale of 2^200 takes about 100 */
  do {
    before = Y;
    Y = times(add(Y, inverse(Z)), 1, 2);
    Z = times(add(Z, inverse(before)), 1, 2);
  } while (left-- && log2_size(sub(Y, before)) > log2_size(Y) - 3 * (double)arith_bits(A->in) / 4);
  return Y;
}

/* The squared root is A; in balls it contains the independent root at 4p, to 2^-2p. */
static void roots(arith *in, arr exact_A, double lost) {
  arr A = as(in, exact_A), Y = spd_root(A);
  double bits = (double)arith_bits(in);
  cr_expect(near(sharp(dot(Y, Y)), sharp(A), lost), "squared");
  cr_expect(equal(sharp(Y), transpose(sharp(Y))) == YES, "symmetric");
  cr_expect(lt(whole(in, 0), sharp(item(symmetric_eigen(Y, NULL), 0))) == YES, "positive");
  if (arith_kind(in) != BALL) return;
  arith *fine = arith_mpfr(4 * arith_bits(in));
  cr_expect(contains(Y, denman_beavers(as(fine, exact_A)), 2 * arith_bits(in)));
  cr_expect_lt(log2_radius(Y) - log2_size(Y) + bits, lost, "radius 2^%.1f", log2_radius(Y));
  arith_free(fine);
}

Test(lin_root, random_matrices) {
  arith *E = arith_exact();
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 31;
    for (int n = 1; n <= 8; n++) roots(in, random_spd(E, &d, n), 12);
    arith_free(in);
  }
  arith_free(E);
}

/* Repeated eigenvalues, condition 1e12, and scales far from one. */
Test(lin_root, hard_matrices) {
  static const struct {
    const char *values;
    double lost;
  } hard[] = {
    { "1 1 1 1", 4 },
    { "4 4 4 9 9", 8 },
    { "1/3 1/3 5 5 5", 8 },
    { "1 1e-12", 24 },
    { "1 1e-3 1e-6 1e-9 1e-12", 26 },
    { "1 1 1e-12 1e-12", 26 },
    { "1 1 1 1e-13 1e-14", 30 },
    { "1e100 2e100 3e100", 8 },
    { "1e-101 2e-101 2e-101", 8 },
  };
  arith *E = arith_exact();
  for (size_t s = 0; s < sizeof hard / sizeof *hard; s++)
    for (int k = 0; k < INEXACT; k++) {
      arith *in = arithmetic_number(k);
      dice d = 32 + s;
      roots(in, with_eigenvalues(given(E, hard[s].values), &d), hard[s].lost);
      arith_free(in);
    }
  arith_free(E);
}

/* Doubles do not see these least eigenvalues; 256 bits do. */
Test(lin_root, condition_beyond_double) {
  static const char *const hard[] = { "1 1e-20", "1 1 1e-20 3e-20 1e-30", "1e40 1 1e-5" };
  arith *E = arith_exact(), *M = arith_mpfr(256), *B = arith_ball(256);
  for (size_t s = 0; s < sizeof hard / sizeof *hard; s++) {
    dice d = 33 + s;
    arr A = with_eigenvalues(given(E, hard[s]), &d);
    roots(M, A, 8), roots(B, A, 80);
  }
  arith_free(E), arith_free(M), arith_free(B);
}

Test(lin_root, condition_1e12_at_256_bits_to_2_to_the_minus_200) {
  arith *E = arith_exact(), *B = arith_ball(256);
  dice d = 34;
  arr values = given(E, "1 1e-1 1e-2 1e-3 1e-4 1e-5 1e-6 1e-7 1e-8 1e-9 1e-10 1e-11 1e-12 1 1 1");
  arr Y = spd_root(as(B, with_eigenvalues(values, &d)));
  cr_expect_lt(log2_radius(Y), -200);
  arith_free(E), arith_free(B);
}

Test(lin_root, wide_balls_contain_the_roots_of_their_members) {
  arith *E = arith_exact(), *B = arith_ball(128), *fine = arith_mpfr(512);
  dice d = 35;
  for (int n = 1; n <= 5; n++) {
    arr A = random_spd(E, &d, n), tilt = random_matrix(E, &d, n, n);
    arr member = add(A, times(add(tilt, transpose(tilt)), 1, 1 << 22));
    arr Y = spd_root(ball(as(B, A), rat(B, 1, 1 << 20)));
    cr_expect(contains(Y, denman_beavers(as(fine, A)), 400));
    cr_expect(contains(Y, denman_beavers(as(fine, member)), 400));
  }
  arith_free(E), arith_free(B), arith_free(fine);
}

/* Where doubles see every eigenvalue their root only needs correction: down to the noise of A - Y^2,
 * a few units of the last place. */
Test(lin_root, a_double_root_is_corrected_to_working_precision) {
  static const long bits[] = { 53, 100, 256, 700, 2000 };
  for (size_t k = 0; k < sizeof bits / sizeof *bits; k++)
    for (int balls = 0; balls < 2; balls++) {
      arith *in = balls ? arith_ball(bits[k]) : arith_mpfr(bits[k]), *D = arith_double();
      dice d = 36;
      for (int n = 1; n <= 6; n++) {
        arr A = times(random_spd(in, &d, n), 1, 64);
        spectrum s = spectrum_in_double(D, A);
        arr Y = corrected_root(A, s.vectors, root(by_power_of_two(s.values, s.exponent)));
        cr_assert(Y != NULL, "%s, n = %d", arith_name(in), n);
        double left = log2_size(sharp(sub(A, dot(Y, Y))));
        cr_expect_leq(left, 2 + log2(n) - (double)bits[k], "%s: 2^%.1f", arith_name(in), left);
      }
      arith_free(in), arith_free(D);
    }
}

Test(lin_root, what_is_not_definite_has_no_root) {
  arith *E = arith_exact(), *B = arith_ball(128), *D = arith_double();
  cr_expect_eq(inability_of(spd_root, given(B, "1 2; 2 1")), STOPPED);
  cr_expect_eq(inability_of(spd_root, given(D, "1 2; 2 1")), UNDECIDED);
  cr_expect_eq(inability_of(spd_root, ball(given(B, "1 1; 1 1"), rat(B, 1, 64))), UNDECIDED);
  arr open = ball(given(B, "1 9/10; 9/10 1"), rat(B, 1, 5)); /* 1 and 11/10 is a member */
  cr_expect_eq(inability_of(spd_root, open), UNDECIDED);
  cr_expect_eq(inability_of(spd_root, given(E, "2 1; 1 2")), NOT_RATIONAL);
  cr_expect_eq(inability_of(spd_root, given(E, "2 0; 0 1")), NOT_RATIONAL);
  cr_expect_eq(inability_of(spd_root, given(E, "-1 0; 0 1")), STOPPED);
  arr Y = spd_root(given(E, "4/9 0; 0 25"));
  cr_expect(equal(Y, given(E, "2/3 0; 0 5")) == YES);
  arith_free(E), arith_free(B), arith_free(D);
}

/* An exact input of condition 2^42: the radius is that of the last rounding. */
Test(lin_root, condition_costs_no_radius) {
  arith *B = arith_ball(256);
  arr A = add(filled(B, 2, 2, whole(B, 1)),
              diagonal(pack(B, 2, (arr[]){ whole(B, 0), rat(B, 1, 1L << 40) })));
  cr_expect_lt(log2_radius(spd_root(A)), -250);
  cr_expect_lt(log2_radius(lyapunov(A, A)), -248);
  arith_free(B);
}

/* What the certificate rests on: Y >= mu, however bad the guess. */
Test(lin_root, the_floor_is_below_the_least_eigenvalue) {
  arith *B = arith_ball(128);
  arr Y = given(B, "5/2 3/2; 3/2 5/2"), one = whole(B, 1); /* 1 and 4 */
  for (double guess = 0.5; guess < 1000; guess *= 1.7) {
    arr mu = floor_of(Y, guess);
    cr_expect(!mu || le(mu, one) == YES, "guess %g", guess);
  }
  cr_expect(floor_of(Y, 1) && le(rat(B, 4, 5), floor_of(Y, 1)) == YES);
  cr_expect(!floor_of(given(B, "1 2; 2 1"), 1));
  arith_free(B);
}

/* Corrections in a wrong eigenbasis stall, and the stall is seen. */
Test(lin_root, corrections_that_stall_are_not_believed) {
  arith *D = arith_double(), *M = arith_mpfr(256);
  arr A = given(M, "1 1/4 0; 1/4 1/2 1/8; 0 1/8 1/64"), ones = given(D, "1 1/2 1/16");
  cr_expect(!corrected_root(A, eye(D, 3), ones));
  arith_free(D), arith_free(M);
}
