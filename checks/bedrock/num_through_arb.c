/* exp and log of MPFR numbers, which go through Arb, have the bits of mpfr_exp and mpfr_log. */
#include <criterion/criterion.h>
#include <string.h>

#include "num_hard.h"

/* p bits, some of them dropped. */
static void mantissa(dice *d, mpfr_ptr x) {
  mpz_t m;
  mpz_init(m);
  for (long i = 0; i <= mpfr_get_prec(x) / 64; i++)
    mpz_mul_2exp(m, m, 64), mpz_add_ui(m, m, (unsigned long)roll(d));
  mpfr_set_z_2exp(x, m, 0, MPFR_RNDN);
  if (mpfr_zero_p(x)) mpfr_set_ui(x, 1, MPFR_RNDN);
  if (roll(d) % 5 == 0) mpfr_prec_round(x, 2 + (mpfr_prec_t)(roll(d) % 8), MPFR_RNDZ);
  mpfr_set_exp(x, 0);
  mpz_clear(m);
}

/* Moderate, near one, tiny down to where exp(x) is 1 to working precision, huge up to overflow. */
static void hard_argument(dice *d, mpfr_ptr x, long p) {
  mpfr_prec_t bits = mpfr_get_prec(x);
  mantissa(d, x);
  long kind = roll_between(d, 0, 9);
  mpfr_exp_t e = kind < 5    ? roll_between(d, -8, 8)
                 : kind == 5 ? -roll_between(d, 0, p + 4)
                 : kind == 6 ? -roll_between(d, p - 4, 3 * p)
                 : kind == 7 ? roll_between(d, 0, 66)
                             : -roll_between(d, 1, p);
  mpfr_set_exp(x, e);
  if (roll(d) % 2) mpfr_neg(x, x, MPFR_RNDN);
  mpfr_prec_round(x, bits, MPFR_RNDN);
  if (kind >= 8) mpfr_add_ui(x, x, 1, MPFR_RNDN);
}

static bool same(mpfr_srcptr x, mpfr_srcptr y) {
  if (mpfr_nan_p(x) || mpfr_nan_p(y)) return mpfr_nan_p(x) && mpfr_nan_p(y);
  return mpfr_equal_p(x, y) && mpfr_signbit(x) == mpfr_signbit(y);
}

static long differing(mpfr_ptr x, arr z, arith *A, mpfr_ptr y) {
  A->k->unary[EXP](A, 1, z->data, x);
  mpfr_exp(y, x, MPFR_RNDN);
  long wrong = !same(z->data, y);
  mpfr_abs(x, x, MPFR_RNDN);
  A->k->unary[LOG](A, 1, z->data, x);
  mpfr_log(y, x, MPFR_RNDN);
  return wrong + !same(z->data, y);
}

static void campaign(long p, long n) {
  arith *A = arith_mpfr(p);
  dice d = (dice)p;
  arr z = whole(A, 0);
  mpfr_t x, y;
  mpfr_init2(x, p), mpfr_init2(y, p);
  long wrong = 0;
  for (long i = 0; i < n; i++) hard_argument(&d, x, p), wrong += differing(x, z, A, y);
  cr_expect_eq(wrong, 0, "%ld of %ld at %ld bits", wrong, n, p);
  mpfr_clear(x), mpfr_clear(y);
  arith_free(A);
}

Test(num_through_arb, at_24_bits) { campaign(24, often(20000)); }
Test(num_through_arb, at_53_bits) { campaign(53, often(10000)); }
Test(num_through_arb, at_113_bits) { campaign(113, often(4000)); }
Test(num_through_arb, at_256_bits) { campaign(256, often(2000)); }
Test(num_through_arb, at_1000_bits) { campaign(1000, often(200)); }

Test(num_through_arb, where_the_value_is_exact_or_none) {
  for (long p = 2; p <= 1000; p = p * 3 / 2 + 1) {
    arith *A = arith_mpfr(p);
    mpfr_t x, y;
    mpfr_init2(x, p), mpfr_init2(y, p);
    arr z = whole(A, 0);
    static const char *hard[] = { "0", "-0", "1", "-1", "inf", "-inf", "nan", "2", "0.5" };
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
      mpfr_set_str(x, hard[i], 10, MPFR_RNDN);
      A->k->unary[LOG](A, 1, z->data, x);
      mpfr_log(y, x, MPFR_RNDN);
      cr_expect(same(z->data, y), "log %s at %ld bits", hard[i], p);
      cr_expect_eq(differing(x, z, A, y), 0, "exp %s at %ld bits", hard[i], p);
    }
    for (int up = 0; up < 2; up++) { /* the ends of the exponents */
      mpfr_set_ui_2exp(x, 1, up ? mpfr_get_emax() - 1 : mpfr_get_emin() - 1, MPFR_RNDN);
      cr_expect_eq(differing(x, z, A, y), 0, "end %d at %ld bits", up, p);
    }
    mpfr_clear(x), mpfr_clear(y);
    arith_free(A);
  }
}
