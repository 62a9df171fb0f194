/* What balls are made of: ends, middles, radii, hulls and sizes, against exact rationals. */
#include <criterion/criterion.h>

#include "num_hard.h"

/* Arb rounds a radius up at 30 bits, exact or not. */
static const double ROUNDED_UP = 1e-8;

static bool just_above(arr x, arr y) {
  return le(y, x) == YES && le(x, times(y, (1L << 28) + 1, 1L << 28)) == YES;
}

static arr hard(arith *B, dice *d) {
  arr x = fresh(B, 0, 1, 1);
  hard_ball(d, x->data, (int)(roll(d) % ENDLESS), B->bits);
  return x;
}

/* lower <= middle - radius and upper >= middle + radius, sharp, within two bits of 2^-p. */
Test(num_balls, ends_are_outside_and_close) {
  arith *B = arith_ball(64), *E = arith_exact();
  dice d = 1;
  for (int i = 0; i < 500; i++) {
    arr x = hard(B, &d), low = lower(x), high = upper(x);
    arr m = as(E, sharp(x)), r = as(E, radius(x)),
        slack = mul(add(absolute(m), r), rat(E, 1, 1L << 62));
    cr_expect(log2_radius(stack(low, high)) < -1e300 && equal(as(E, sharp(x)), m) == YES);
    cr_expect(le(as(E, low), sub(m, r)) == YES && le(add(m, r), as(E, high)) == YES);
    cr_expect(le(sub(sub(m, r), as(E, low)), slack) == YES &&
              le(sub(as(E, high), add(m, r)), slack) == YES);
    cr_expect(inside(x, ball(sharp(x), radius(x))) == YES);
    cr_expect(log2_radius(ball(sharp(x), radius(x))) <= log2_radius(x) + ROUNDED_UP);
  }
  arith_free(B), arith_free(E);
}

/* A hull holds both, and its ends are theirs up to rounding of a radius, at 30 bits. */
Test(num_balls, hulls_hold_both_and_no_more) {
  arith *B = arith_ball(64), *wide = arith_ball(4096);
  dice d = 2;
  for (int i = 0; i < 500; i++) {
    arr x = hard(B, &d), y = hard(B, &d), h = hull(x, y);
    cr_expect(inside(x, h) == YES && inside(y, h) == YES);
    arr low = lower(as(wide, lesser_of(lower(x), lower(y)))),
        high = upper(as(wide, greater_of(upper(x), upper(y))));
    arr room = add(times(sub(high, low), 1, 1L << 28),
                   mul(greatest(absolute(stack(low, high))), rat(wide, 1, 1L << 62)));
    arr outer_ = times(add(high, low), 1, 2), reach = add(times(sub(high, low), 1, 2), room);
    cr_expect(inside(as(wide, h), ball(outer_, upper(reach))) == YES);
  }
  arith_free(B), arith_free(wide);
}

/* A negative radius counts as its size, a ball as a radius by its far end. */
Test(num_balls, are_made_of_middles_and_radii) {
  arith *B = arith_ball(64);
  arr x = ball(given(B, "1 2"), given(B, "-1/2")),
      y = ball(whole(B, 0), ball(whole(B, 1), whole(B, 1)));
  arr z = ball(given(B, "1; 2"), given(B, "1/4 1/8;")),
      endless = ball(whole(B, 1), over(whole(B, 1), whole(B, 0)));
  cr_expect(just_above(radius(x), given(B, "1/2 1/2")) && equal(sharp(x), given(B, "1 2")) == YES);
  cr_expect(inside(given(B, "2"), y) == YES && inside(given(B, "-2"), y) == YES);
  cr_expect(just_above(radius(z), given(B, "1/4 1/8; 1/4 1/8")) && !all_finite(endless));
  cr_expect(fabs(log2_size(x) - log2(2.5)) < ROUNDED_UP && fabs(log2_radius(z) + 2) < ROUNDED_UP &&
            log2_size(endless) == HUGE_VAL);
  arith_free(B);
}

/* Outside balls a number is its own middle and ends, its radius is zero. */
Test(num_balls, elsewhere_there_are_points) {
  arith *all[] = { arith_exact(), arith_double(), arith_mpfr(200) };
  for (int k = 0; k < 3; k++) {
    arith *in = all[k];
    arr x = given(in, "-3 1/4 0"), zero = whole(in, 0);
    cr_expect(sharp(x) == x && lower(x) == x && upper(x) == x && ball(x, whole(in, 9)) == x);
    cr_expect(equal(radius(x), wholes(x, 0)) == YES && log2_radius(x) == -HUGE_VAL);
    cr_expect(log2_size(x) == log2(3) && log2_size(zero) == -HUGE_VAL &&
              log2_size(item(x, 1)) == -2);
    cr_expect(inside(x, x) == YES && overlaps(x, neg(x)) == NO && approx(x, 0, 0) == -3);
    arith_free(in);
  }
}
