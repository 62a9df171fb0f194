#include "lin_near.h"
#include "random.h"
#include "prob/prob.h"

static arr plain(arr x) {
  arr w = expo(x);
  return over(w, total(w));
}

Test(prob_softmax, rows_are_probabilities_whatever_the_shift) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 51;
    for (int n = 1; n <= 9; n++) {
      arr X = random_matrix(in, &d, 3, n), P = softmax(X), far = add(X, whole(in, 1000));
      cr_expect(near(sum_rows(P), column_at(filled(in, 3, 1, whole(in, 1)), 0), 6));
      cr_expect(near(softmax(far), P, 14), "shift");
      cr_expect(near(row_at(P, 1), softmax(row_at(X, 1)), 4), "row by row");
      cr_expect(near(softmax_columns(transpose(X)), transpose(P), 6), "columns");
      cr_expect(near(row_at(P, 2), plain(row_at(X, 2)), 6), "without shift");
    }
    arith_free(in);
  }
}

/* Members of the box, in MPFR at 4p: its corners and a random point. */
Test(prob_softmax, wide_balls_contain_their_members) {
  arith *B = arith_ball(128), *M = arith_mpfr(512);
  dice d = 52;
  for (int n = 1; n <= 7; n++)
    for (int e = 0; e < 30; e += 7) {
      arr m = random_vector(M, &d, n), r = rat(M, 1, 1L << e);
      arr X = ball(as(B, m), as(B, r)), P = softmax(X), L = log_sum_exp(X);
      for (int c = 0; c < 20; c++) {
        arr signs[n];
        for (int i = 0; i < n; i++)
          signs[i] = rat(M, c < 16 ? 2 * (long)(roll(&d) % 2) - 1 : roll_between(&d, -9, 9),
                         c < 16 ? 1 : 9);
        arr x = add(m, mul(r, pack(M, n, signs)));
        cr_expect(contains(P, plain(x), 400), "n = %d, e = %d", n, e);
        cr_expect(contains(L, ln(total(expo(x))), 400));
      }
    }
  arith_free(B), arith_free(M);
}

/* The corner range lies in the quotient of balls, and is tight: its ends are attained, as far as
 * radii of 30 bits can say. */
Test(prob_softmax, corners_are_attained_and_inside_the_quotient) {
  arith *B = arith_ball(128);
  dice d = 53;
  arr one = whole(B, 1);
  for (int n = 2; n <= 6; n++) {
    arr m = random_vector(B, &d, n), r = rat(B, 1, 256), X = ball(m, r), P = softmax(X);
    cr_expect(inside(P, plain(X)) == YES, "n = %d", n);
    for (int i = 0; i < n; i++) {
      arr tip = column_at(eye(B, n), i);
      arr up = mul(r, sub(times(tip, 2, 1), one));
      arr high = item(softmax(add(m, up)), i), low = item(softmax(sub(m, up)), i);
      cr_expect(near(upper(item(P, i)), sharp(high), 100) &&
                near(lower(item(P, i)), sharp(low), 100));
    }
  }
  arith_free(B);
}

/* It moves by as much as its arguments do, when they move together: no more, as far as radii of 30 bits
 * can say. */
Test(prob_softmax, log_sum_exp_is_as_wide_as_its_arguments) {
  arith *B = arith_ball(128);
  dice d = 56;
  for (int n = 1; n <= 6; n++)
    for (int e = -4; e < 40; e += 4) {
      arr m = random_matrix(B, &d, 3, n), r = power(whole(B, 2), -e), crumb = rat(B, 1, 1 << 20);
      arr wide = log_sum_exp(ball(m, r)), at = log_sum_exp(m);
      cr_expect(inside(ball(at, mul(r, sub(whole(B, 1), crumb))), wide) == YES);
      cr_expect(inside(wide, ball(at, mul(r, add(whole(B, 1), crumb)))) == YES, "radius 2^%d", -e);
    }
  arith_free(B);
}

/* Logits 64 g of radius 6e-5 where one token wins by far: the radius has the size of the rest. */
Test(prob_softmax, low_temperature) {
  arith *B = arith_ball(128);
  arr X = ball(given(B, "64 0 -64 -3"), given(B, "6e-5")), P = softmax(X);
  cr_expect_lt(log2_radius(P), -64 * M_LOG2E - 10);
  arr wild = softmax(ball(given(B, "5 -3 1"), given(B, "1e4"))), half = rat(B, 1, 2);
  cr_expect(all_finite(wild) &&
            le(absolute(sub(wild, half)), add(half, rat(B, 1, 1 << 20))) == YES);
  arith_free(B);
}

Test(prob_softmax, stochastic_rows_and_currents) {
  arith *E = arith_exact();
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 54;
    arr K = random_positive(in, &d, 4, 4), P = stochastic_rows(K),
        ones = filled(in, 4, 1, whole(in, 1));
    cr_expect(near(dot(P, ones), ones, 4));
    arr rho = random_vector(in, &d, 4), J = currents(rho, P);
    cr_expect(near(J, neg(transpose(J)), 4));
    cr_expect(near(sum_rows(J), sub(rho, dot(rho, P)), 8), "divergence");
    arith_free(in);
  }
  arith *B = arith_ball(128);
  dice d = 55;
  arr K = random_positive(E, &d, 3, 5), tilt = random_matrix(E, &d, 3, 5);
  arr wide = stochastic_rows(ball(as(B, K), rat(B, 1, 1024)));
  cr_expect(contains(wide, stochastic_rows(K), 0));
  cr_expect(contains(wide, stochastic_rows(add(K, times(tilt, 1, 2048))), 0));
  arith_free(E), arith_free(B);
}

/* Shares of numbers in [1/2, 3/2] are [1/4, 3/4]; of a number that may be negative they are the quotient. */
Test(prob_softmax, stochastic_rows_are_the_range_of_shares) {
  arith *B = arith_ball(128);
  arr K = ball(given(B, "1 1; 1 1"), rat(B, 1, 2)), P = stochastic_rows(K);
  cr_expect(near(lower(P), filled(B, 2, 2, rat(B, 1, 4)), 100));
  cr_expect(near(upper(P), filled(B, 2, 2, rat(B, 3, 4)), 100));
  arr signed_ = ball(given(B, "-1/2 4; 1/4 2"), given(B, "1 1/4; 3/4 0"));
  arr Q = stochastic_rows(signed_),
      corners[] = { given(B, "1/2 4; 1 2"), given(B, "-3/2 17/4; -1/2 2"),
                    given(B, "-3/2 15/4; -1/2 2"), given(B, "1/2 15/4; 0 2") };
  for (int i = 0; i < 4; i++)
    cr_expect(inside(over(corners[i], column(sum_rows(corners[i]))), Q) == YES, "corner %d", i);
  arith_free(B);
}
