/* le, lt, equal, inside, overlaps never answer a false YES or NO: compared with exact rationals. */
#include <criterion/criterion.h>

#include "num_hard.h"

/* Few different balls, so that ends coincide, touch and overlap. */
static void small_ball(dice *d, arb_t b) {
  random_dyadic(d, arb_midref(b), roll_between(d, 0, 9) ? 0 : 300);
  arf_mul_2exp_si(arb_midref(b), arb_midref(b), -6);
  mag_set_ui(arb_radref(b), (ulong)roll_between(d, 0, 2));
  mag_mul_2exp_si(arb_radref(b), arb_radref(b), -roll_between(d, 0, 9) % 7);
  int odd = (int)roll_between(d, 0, 60);
  if (odd == 0) mag_inf(arb_radref(b));
  if (odd == 1) arb_indeterminate(b);
  if (odd == 2) arf_pos_inf(arb_midref(b));
}

static void ends(fmpq_t low, fmpq_t high, const arb_t b) {
  fmpq_t r;
  arf_t radius_;
  fmpq_init(r), arf_init(radius_);
  arf_set_mag(radius_, arb_radref(b));
  arf_get_fmpq(r, radius_);
  arf_get_fmpq(low, arb_midref(b));
  fmpq_add(high, low, r);
  fmpq_sub(low, low, r);
  fmpq_clear(r), arf_clear(radius_);
}

/* What holds for all pairs of points, for none, or for some; [a,b] against [c,d]. */
static truth all_or_none(bool all, bool none) { return all ? YES : none ? NO : UNSURE; }

static void judge(arr x, arr y) {
  fmpq_t a, b, c, d;
  fmpq_init(a), fmpq_init(b), fmpq_init(c), fmpq_init(d);
  ends(a, b, x->data), ends(c, d, y->data);
  bool apart = fmpq_cmp(b, c) < 0 || fmpq_cmp(d, a) < 0;
  bool points = fmpq_equal(a, b) && fmpq_equal(c, d);
  cr_expect_eq(le(x, y), all_or_none(fmpq_cmp(b, c) <= 0, fmpq_cmp(d, a) < 0));
  cr_expect_eq(lt(x, y), all_or_none(fmpq_cmp(b, c) < 0, fmpq_cmp(d, a) <= 0));
  cr_expect_eq(equal(x, y), all_or_none(points && fmpq_equal(a, c), apart));
  cr_expect_eq(overlaps(x, y), apart ? NO : YES);
  cr_expect_eq(inside(x, y), fmpq_cmp(c, a) <= 0 && fmpq_cmp(b, d) <= 0 ? YES : NO);
  fmpq_clear(a), fmpq_clear(b), fmpq_clear(c), fmpq_clear(d);
}

Test(num_decisions, of_balls_are_those_of_their_rational_ends) {
  arith *B = arith_ball(64);
  dice d = 1;
  mark m = region_mark(B);
  for (long i = 0; i < often(20000); i++) {
    arr x = fresh(B, 0, 1, 1), y = roll(&d) % 50 ? fresh(B, 0, 1, 1) : x;
    small_ball(&d, x->data), small_ball(&d, y->data);
    if (all_finite(x) && all_finite(y))
      judge(x, y);
    else {
      cr_expect_eq(inside(x, y), NO);
      cr_expect(le(x, y) == UNSURE && lt(x, y) == UNSURE);
      cr_expect(equal(x, y) == UNSURE && overlaps(x, y) == UNSURE);
    }
    region_keep_(&m, 0, NULL);
  }
  arith_free(B);
}

/* The stored numbers, as they are; exact, and NaN decides nothing. */
static void sharp_numbers(arith *in) {
  arith *E = arith_exact();
  dice d = 2;
  for (int i = 0; i < 2000; i++) {
    double u = random_double(&d, 1), v = roll(&d) % 3 ? random_double(&d, 1) : u;
    arr x = dyadic(in, u), y = dyadic(in, v), p = dyadic(E, u), q = dyadic(E, v);
    cr_expect_eq(le(x, y), fmpq_cmp(p->data, q->data) <= 0 ? YES : NO);
    cr_expect_eq(lt(x, y), fmpq_cmp(p->data, q->data) < 0 ? YES : NO);
    cr_expect_eq(equal(x, y), fmpq_equal(p->data, q->data) ? YES : NO);
  }
  if (in->k->kind != EXACT) {
    arr nan = dyadic(in, NAN), one = whole(in, 1);
    cr_expect(le(nan, one) == UNSURE && lt(one, nan) == UNSURE && equal(nan, nan) == UNSURE);
  }
  arith_free(E);
}

Test(num_decisions, of_sharp_numbers_are_exact) {
  arith *all[] = { arith_exact(), arith_double(), arith_mpfr(53), arith_mpfr(200), arith_ball(64) };
  for (int k = 0; k < 5; k++) sharp_numbers(all[k]), arith_free(all[k]);
}

/* One false entry makes NO, one open entry leaves UNSURE; scalars meet all. */
Test(num_decisions, over_all_entries) {
  arith *B = arith_ball(64);
  arr x = given(B, "1 2 3"), open_ = ball(given(B, "0 0 3"), rat(B, 1, 2));
  cr_expect(le(x, whole(B, 3)) == YES && le(x, given(B, "1 2 2")) == NO);
  cr_expect(le(x, open_) == NO && le(open_, given(B, "1 1 3")) == UNSURE);
  cr_expect(le(open_, given(B, "1/4 1 4")) == UNSURE && lt(open_, given(B, "0 0 -1")) == NO);
  cr_expect(lt(row(x), column(given(B, "4 5"))) == YES && lt(row(x), column(x)) == NO);
  cr_expect(equal(x, x) == YES && equal(open_, open_) == UNSURE);
  arith_free(B);
}
