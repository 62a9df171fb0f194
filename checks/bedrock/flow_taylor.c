/* Taylor flows against closed forms, to a few units in the last place at any precision. */
#include "flow_fields.h"

enum { PRECISIONS = 4 };
static arith *precision(int k) {
  return k == 0 ? arith_double() : arith_mpfr(k == 1 ? 53 : k == 2 ? 128 : 256);
}

/* At 0.9 of the blow-up an error in x0 grows tenfold, to 3.4 bits. */
Test(flow_taylor, scalar_riccati_to_nine_tenths) {
  for (int k = 0; k < PRECISIONS; k++) {
    arith *in = precision(k);
    dice d = 1;
    for (int i = 0; i < 6; i++) {
      arr x0 = rat(in, roll_between(&d, 1, 99), 7), T = over(rat(in, 9, 10), x0);
      cr_expect(near(flow(squared_field, x0, T), over(x0, sub(whole(in, 1), mul(x0, T))), 6.5));
    }
    arith_free(in);
  }
}

/* 0.9 of the time when the largest eigenvalue of M S0 t is 1. */
static arr most_of_the_way(arr S0, arr M) {
  arr R = spd_root(S0), l = symmetric_eigen(product(R, M, R), NULL);
  return over(rat(S0->in, 9, 10), sharp(item(l, l->rows - 1)));
}

Test(flow_taylor, matrix_riccati_to_nine_tenths) {
  for (int k = 0; k < PRECISIONS; k++) {
    arith *in = precision(k);
    dice d = 2;
    for (int n = 1; n <= 4 - k; n++) {
      arr S0 = random_spd(in, &d, n), M = random_spd(in, &d, n), T = most_of_the_way(S0, M);
      cr_expect(near(flow(riccati_field, S0, T, M), riccati_closed(S0, M, T), 12), "n = %d", n);
    }
    arith_free(in);
  }
}

Test(flow_taylor, linear_systems) {
  for (int k = 0; k < PRECISIONS; k++) {
    arith *in = precision(k), *E = arith_exact();
    dice d = 3;
    for (int n = 1; n <= 4; n += 1 + k / 2) {
      arr P = random_matrix(E, &d, n, n), l = random_vector(E, &d, n);
      arr A = as(in, product(P, diagonal(l), inverse(P))), x0 = random_matrix(in, &d, n, 2),
          T = rat(in, 5, 2);
      cr_expect(near(flow(linear_field, x0, T, A), linear_closed(as(in, P), as(in, l), x0, T), 16),
                "n = %d", n);
    }
    arith_free(in), arith_free(E);
  }
}

Test(flow_taylor, in_time_and_from_zero) {
  for (int k = 0; k < PRECISIONS; k++) {
    arith *in = precision(k);
    arr zero = whole(in, 0), one = whole(in, 1), T = rat(in, 3, 2),
        tan_T = over(sine(T), cosine(T));
    cr_expect(near(flow(tangent_field, zero, T), tan_T, 9)); /* 0.95 of the way */
    cr_expect(near(flow(gaussian_field, one, T), expo(square(T)), 5));
    cr_expect(near(flow(circle_field, whole(in, 2), T), root(sub(whole(in, 4), square(T))), 4));
    cr_expect(near(flow(cubic_field, one, T), power(add(one, T), 3), 4));
    cr_expect(near(flow(decay_field, one, whole(in, 200)), expo(whole(in, -200)), 14));
    cr_expect(near(flow(clock_field, one, whole(in, 20)), add(one, sine(whole(in, 20))), 8));
    arr X = given(in, "1 2; 3 4");
    cr_expect(equal(flow(still_field, X, T), X) == YES &&
              equal(flow(decay_field, X, zero), X) == YES);
    cr_expect(equal(flow(decay_field, times(X, 0, 1), T), times(X, 0, 1)) == YES);
    cr_expect(near(flow_between(cubic_field, one, whole(in, 8), T, (arr[]){ NULL }),
                   power(add(one, T), 3), 4));
    arith_free(in);
  }
}

/* A step count of its own: the answers at 64 and 128 bits are those of one function. */
Test(flow_taylor, precisions_agree_without_a_closed_form) {
  arith *low = arith_mpfr(64), *high = arith_mpfr(128);
  const field fields[] = { falling_field, waving_field, pulling_field };
  for (int i = 0; i < 3; i++) {
    arr x = flow(fields[i], rat(low, 1, 2), whole(low, 2)),
        y = flow(fields[i], rat(high, 1, 2), whole(high, 2));
    cr_expect(near(x, as(low, y), 6), "field %d", i);
  }
  arith_free(low), arith_free(high);
}

static arr beyond(arr x0) { return flow(squared_field, x0, whole(x0->in, 2)); }

Test(flow_taylor, beyond_the_blow_up_it_stops) {
  arith *all[] = { arith_double(), arith_mpfr(128), arith_ball(64), arith_exact() };
  for (int k = 0; k < 4; k++) {
    int expected = k == 3 ? NOT_RATIONAL : STOPPED, got = inability_of(beyond, whole(all[k], 1));
    cr_expect(got == expected || (k == 2 && got == UNDECIDED), "%s: %d", arith_name(all[k]), got);
    arith_free(all[k]);
  }
}

/* exp(t) leaves the doubles between 709.7 and 709.8, in the last step of some of these flows. */
static arr growing_until(arr T) { return flow(growing_field, whole(T->in, 1), T); }

Test(flow_taylor, what_overflows_is_not_returned) {
  arith *in = arith_double();
  for (int i = 0; i < 40; i++)
    cr_expect_eq(inability_of(growing_until, rat(in, 7098 + i, 10)), STOPPED, "T = 709.8 + %d/10",
                 i);
  arr T = whole(in, 200);
  cr_expect(near(growing_until(T), expo(T), 14));
  arith_free(in);
}
