#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"

static arr image(arr S, arr X) { return add(dot(S, X), dot(X, S)); }

Test(lin_lyapunov, the_solution_solves) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 41;
    for (int n = 1; n <= (k == INEXACT ? 4 : 9); n++) {
      arr S = random_spd(in, &d, n), C = random_matrix(in, &d, n, n);
      cr_expect(near(image(S, lyapunov(S, C)), C, 20), "n = %d", n);
    }
    arith_free(in);
  }
}

/* C is built from a rational X, which the balls must contain; condition to 1e25. */
Test(lin_lyapunov, balls_contain_the_known_solution) {
  static const char *const spectra[] = { "1 1 1", "1 1 5 5 5", "1 1e-6 1e-6", "1e9 1e-3 1",
                                         "1 1e-25" };
  arith *E = arith_exact(), *B = arith_ball(256);
  for (size_t s = 0; s < sizeof spectra / sizeof *spectra; s++) {
    dice d = 42 + s;
    arr S = with_eigenvalues(given(E, spectra[s]), &d), X = random_matrix(E, &d, S->rows, S->rows);
    arr Y = lyapunov(as(B, S), as(B, image(S, X)));
    cr_expect(contains(Y, X, 0), "%s", spectra[s]);
    cr_expect_lt(log2_radius(Y), -256 + 175, "%s: radius 2^%.0f", spectra[s], log2_radius(Y));
  }
  arith_free(E), arith_free(B);
}

/* For a number s the error of X is the residual over 2s: the certificate is nearly attained at the ends of
 * a ball, and one that divides by more is too narrow. */
Test(lin_lyapunov, balls_contain_the_solution_where_the_certificate_is_sharp) {
  arith *E = arith_exact(), *B = arith_ball(128);
  dice d = 45;
  for (int again = 0; again < 20; again++) {
    arr r = rat(E, roll_between(&d, 100, 120), 1000), one = whole(E, 1);
    arr X = lyapunov(row(ball(whole(B, 1), as(B, r))), row(whole(B, 2)));
    cr_expect(contains(X, row(over(one, add(one, r))), 0));
    cr_expect(contains(X, row(over(one, sub(one, r))), 0));
  }
  arith_free(E), arith_free(B);
}

Test(lin_lyapunov, wide_balls_contain_the_solutions_of_their_members) {
  arith *E = arith_exact(), *B = arith_ball(128);
  dice d = 43;
  arr S = random_spd(E, &d, 4), C = random_matrix(E, &d, 4, 4), tilt = random_matrix(E, &d, 4, 4);
  arr X = lyapunov(ball(as(B, S), rat(B, 1, 1 << 20)), ball(as(B, C), rat(B, 1, 1 << 20)));
  arr T = add(S, times(add(tilt, transpose(tilt)), 1, 1 << 22));
  cr_expect(contains(X, lyapunov(S, C), 0) && contains(X, lyapunov(T, C), 0));
  cr_expect(contains(X, lyapunov(S, add(C, times(tilt, 1, 1 << 21))), 0));
  arith_free(E), arith_free(B);
}

/* |A| is the root of the largest eigenvalue of A'A; |Q| = 1, |u v'| = |u| |v|, |A| <= |A|_F. */
Test(lin_lyapunov, operator_norms) {
  arith *E = arith_exact();
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 44;
    for (int n = 2; n <= 6; n++) {
      arr Q = as(in, random_orthogonal(E, &d, n)), A = random_matrix(in, &d, n, n + 2);
      arr u = random_vector(in, &d, n), v = random_vector(in, &d, n + 1);
      cr_expect(near(operator_norm(Q), whole(in, 1), 10));
      cr_expect(near(operator_norm(outer(u, v)), mul(norm(u), norm(v)), 10));
      cr_expect(near(operator_norm(A), operator_norm(transpose(A)), 10));
      cr_expect(near(operator_norm(dot(Q, A)), operator_norm(A), 10));
      cr_expect(le(sharp(operator_norm(A)), sharp(norm(A))) == YES);
    }
    cr_expect(near(operator_norm(given(in, "3 0; 0 -7")), whole(in, 7), 4));
    cr_expect(near(operator_norm(given(in, "1e-200 0; 1e-200 0")),
                   mul(root(whole(in, 2)), given(in, "1e-200")), 4));
    cr_expect(le(operator_norm(zeros(in, 2, 3)), whole(in, 0)) == YES);
    arr cloud = operator_norm(ball(zeros(in, 2, 2), rat(in, 1, 1024)));
    cr_expect(all_finite(cloud) && le(cloud, rat(in, 1, 400)) == YES);
    arith_free(in);
  }
  arith_free(E);
}
