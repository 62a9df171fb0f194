/* Every elementwise operation in balls contains the answers of MPFR at 4 times the precision, at
 * points of balls of every kind. */
#include <criterion/criterion.h>

#include "num_hard.h"

typedef int (*mpfr1)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
typedef int (*mpfr2)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);

static int mpfr_negated(mpfr_ptr z, mpfr_srcptr x, mpfr_rnd_t r) { return mpfr_neg(z, x, r); }
static int mpfr_size(mpfr_ptr z, mpfr_srcptr x, mpfr_rnd_t r) { return mpfr_abs(z, x, r); }
static int mpfr_cube(mpfr_ptr z, mpfr_srcptr x, mpfr_rnd_t r) { return mpfr_pow_si(z, x, 3, r); }
static int mpfr_inverse_square(mpfr_ptr z, mpfr_srcptr x, mpfr_rnd_t r) {
  return mpfr_pow_si(z, x, -2, r);
}
static int mpfr_scaled(mpfr_ptr z, mpfr_srcptr x, mpfr_rnd_t r) {
  return mpfr_mul_si(z, x, -7, r), mpfr_div_si(z, z, 3, r);
}
static arr cubed(arr x) { return power(x, 3); }
static arr inverse_square(arr x) { return power(x, -2); }
static arr scaled(arr x) { return times(x, -7, 3); }

static const struct {
  const char *name;
  arr (*f)(arr);
  mpfr1 g;
} unaries[] = {
  { "neg", neg, mpfr_negated },
  { "absolute", absolute, mpfr_size },
  { "square", square, mpfr_sqr },
  { "root", root, mpfr_sqrt },
  { "expo", expo, mpfr_exp },
  { "ln", ln, mpfr_log },
  { "sine", sine, mpfr_sin },
  { "cosine", cosine, mpfr_cos },
  { "tanhyp", tanhyp, mpfr_tanh },
  { "cube", cubed, mpfr_cube },
  { "times -7/3", scaled, mpfr_scaled },
  { "power -2", inverse_square, mpfr_inverse_square },
};
static const struct {
  const char *name;
  arr (*f)(arr, arr);
  mpfr2 g;
} binaries[] = {
  { "add", add, mpfr_add },
  { "sub", sub, mpfr_sub },
  { "mul", mul, mpfr_mul },
  { "over", over, mpfr_div },
  { "greater_of", greater_of, mpfr_max },
  { "lesser_of", lesser_of, mpfr_min },
};

static arr hard_array(arith *in, dice *d, int kind) {
  arr x = fresh(in, 0, 1, 1);
  hard_ball(d, x->data, kind, in->bits);
  return x;
}

/* The ball meets the answer widened by its rounding: at 4p that is far below the last bit.  What
 * overflows or underflows in MPFR is at least as far out as 2^+-(2^50). */
static bool meets(arr ball_, mpfr_srcptr answer) {
  if (mpfr_nan_p(answer)) return !arb_is_finite(ball_->data);
  bool over_ = mpfr_overflow_p(), under = mpfr_underflow_p();
  arb_t a;
  arb_init(a);
  arf_set_mpfr(arb_midref(a), answer);
  if (mpfr_regular_p(answer))
    arf_mag_set_ulp(arb_radref(a), arb_midref(a), mpfr_get_prec(answer) - 3);
  if (over_ || under) arb_set_ui(a, 1), arb_mul_2exp_si(a, a, over_ ? 1L << 50 : -(1L << 50));
  bool meet = over_   ? !arb_lt(ball_->data, a)
              : under ? !arb_gt(ball_->data, a)
                      : arb_overlaps(ball_->data, a);
  arb_clear(a);
  return meet;
}

static void unary_contains(int k, arith *B, dice *d, int kind, mpfr_ptr x, mpfr_ptr z) {
  arr b = hard_array(B, d, kind), image = unaries[k].f(b);
  if (kind == NOT_A_NUMBER) {
    cr_expect(!all_finite(image), "%s of NaN", unaries[k].name);
    return;
  }
  for (int i = 0; i < 3; i++) {
    point_inside(d, x, b->data);
    mpfr_clear_flags();
    unaries[k].g(z, x, MPFR_RNDN);
    cr_expect(meets(image, z), "%s, kind %d, %ld bits", unaries[k].name, kind, B->bits);
  }
}

static void binary_contains(int k, arith *B, dice *d, int kind, int other, mpfr_t x[3]) {
  arr a = hard_array(B, d, kind), b = roll(d) % 9 ? hard_array(B, d, other) : a;
  arr image = binaries[k].f(a, b);
  if (kind == NOT_A_NUMBER || (a != b && other == NOT_A_NUMBER)) {
    cr_expect(!all_finite(image), "%s of NaN", binaries[k].name);
    return;
  }
  for (int i = 0; i < 3; i++) {
    point_inside(d, x[0], a->data);
    point_inside(d, x[1], b->data);
    mpfr_clear_flags();
    binaries[k].g(x[2], x[0], x[1], MPFR_RNDN);
    cr_expect(meets(image, x[2]), "%s, kinds %d and %d", binaries[k].name, kind, other);
  }
}

static void campaign(long bits, long rounds) {
  arith *B = arith_ball(bits);
  dice d = (dice)bits;
  mpfr_t x[3];
  for (int i = 0; i < 3; i++) mpfr_init2(x[i], 4 * bits + 64);
  mark m = region_mark(B);
  for (long r = 0; r < rounds; r++)
    for (int kind = 0; kind < BALL_KINDS; kind++) {
      for (size_t k = 0; k < sizeof unaries / sizeof *unaries; k++)
        unary_contains((int)k, B, &d, kind, x[0], x[1]);
      for (size_t k = 0; k < sizeof binaries / sizeof *binaries; k++)
        binary_contains((int)k, B, &d, kind, (int)(roll(&d) % BALL_KINDS), x);
      region_keep_(&m, 0, NULL);
    }
  for (int i = 0; i < 3; i++) mpfr_clear(x[i]);
  arith_free(B);
}

Test(num_enclosures, at_24_bits) { campaign(24, often(30)); }
Test(num_enclosures, at_53_bits) { campaign(53, often(30)); }
Test(num_enclosures, at_128_bits) { campaign(128, often(30)); }
Test(num_enclosures, at_512_bits) { campaign(512, often(4)); }

/* No part of an even power of a finite ball is negative, and its norm is defined. */
Test(num_enclosures, squares_are_not_negative) {
  arith *B = arith_ball(64);
  dice d = 5;
  for (int i = 0; i < 400; i++) {
    arr x = hard_array(B, &d, ZERO_INSIDE), y = square(x);
    cr_expect(le(whole(B, 0), lower(power(x, 6))) == YES);
    cr_expect(le(whole(B, 0), lower(y)) == YES && inside(square(upper(x)), y) == YES);
    cr_expect(all_finite(norm(stack(x, y))) && all_finite(root(y)));
  }
  arith_free(B);
}
