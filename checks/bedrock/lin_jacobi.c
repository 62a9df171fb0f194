/* Jacobi's rotations, which have no other method behind them. */
#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"
#include "lin/parts.h"

static arr ascending(arr d) { return symmetric_eigen(diagonal(d), NULL); } /* only sorts */

Test(lin_jacobi, the_basis_diagonalises) {
  for (int k = 0; k < FLOATS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 51;
    for (int n = 1; n <= 7; n++) {
      arr A = symmetric_part(random_matrix(in, &d, n, n)), S = A, X = eye(in, n);
      cr_assert(jacobi(&S, &X));
      cr_expect(near(product(X, diagonal(diagonal_of(S)), transpose(X)), A, 7));
      cr_expect(near(dot(transpose(X), X), eye(in, n), 7));
      cr_expect_leq(log2_size(sub(S, diagonal(diagonal_of(S)))), 2 - (double)arith_bits(in));
    }
    arith_free(in);
  }
}

/* D B D with B near the identity determines every eigenvalue to high relative accuracy, however
 * graded D and whatever the scale (Demmel and Veselic, 1992), and Jacobi finds them. */
Test(lin_jacobi, graded_matrices_keep_their_small_eigenvalues) {
  arith *fine = arith_mpfr(600);
  for (int k = 0; k < FLOATS - 1; k++)
    for (long scale = -200; scale <= 200; scale += 100) {
      arith *in = arithmetic_number(k);
      dice d = 52;
      for (int n = 2; n <= 6; n++) {
        arr B = add(eye(fine, n), times(symmetric_part(random_matrix(fine, &d, n, n)), 1, 16));
        arr grades[n];
        for (int i = 0; i < n; i++)
          grades[i] = power(whole(fine, 2), roll_between(&d, -50, 0) + scale / 2);
        arr D = diagonal(pack(fine, n, grades)), A = as(fine, as(in, product(D, B, D)));
        arr S = A, X = eye(fine, n), s = as(in, A), x = eye(in, n);
        cr_assert(jacobi(&S, &X) && jacobi(&s, &x));
        arr truth_ = ascending(diagonal_of(S)), found = as(fine, ascending(diagonal_of(s)));
        arr relative = over(sub(found, truth_), truth_);
        cr_expect_lt(log2_size(relative), -46, "scale %ld, n = %d: 2^%.1f", scale, n,
                     log2_size(relative));
      }
      arith_free(in);
    }
  arith_free(fine);
}

/* 1/2 of the least eigenvalue, guessed well or badly: what comes back is proved to lie below it. */
Test(lin_jacobi, a_floor_lies_below_the_least_eigenvalue) {
  arith *E = arith_exact();
  static const long bits[] = { 64, 128, 129, 256, 512 };
  for (size_t k = 0; k < sizeof bits / sizeof *bits; k++) {
    arith *in = arith_ball(bits[k]);
    dice d = 53;
    arr values = given(E, "1/3 5/7 2 2 11/3"), Y = as(in, with_eigenvalues(values, &d));
    cr_expect(floor_of(Y, 0) == NULL);
    cr_expect(floor_of(neg(Y), 1) == NULL);
    cr_expect(floor_of(Y, 1000) == NULL);
    for (double guess = 0.01; guess < 8; guess *= 1.37) {
      arr mu = floor_of(Y, guess);
      cr_assert(mu != NULL, "guess %g at %ld bits", guess, bits[k]);
      cr_expect(lt(whole(in, 0), mu) == YES);
      cr_expect(le(mu, as(in, item(values, 0))) == YES, "guess %g", guess);
      if (guess < 1. / 3) cr_expect(near(mu, dyadic(in, guess * 0.875), 0));
    }
    arith_free(in);
  }
  arith_free(E);
}
