/* mpfr.c -- MPFR at P bits, rounded to nearest, entries laid out in the region: structs, then limbs.
 *
 * exp and log go through Arb at P + 24 bits and are rounded when the ball allows it; MPFR decides
 * the rest.  Both roads are correctly rounded, so the bits do not depend on the road (Ziv's
 * strategy); through Arb they are four times faster at 128 to 512 bits.
 */
#include <string.h>

#include "num/arith.h"

typedef mpfr_ptr out;
typedef mpfr_srcptr in;

static void lay_out_(arith *A, void *z, long n) {
  mpfr_prec_t p = (mpfr_prec_t)A->bits;
  size_t limbs = mpfr_custom_get_size(p);
  char *where = (char *)z + (size_t)n * sizeof(mpfr_t);
  for (long i = 0; i < n; i++, where += limbs) {
    mpfr_custom_init(where, p);
    mpfr_custom_init_set((mpfr_ptr)z + i, MPFR_NAN_KIND, 0, p, where);
  }
}

#define BINARY(name, call)                                                                         \
  static void name(arith *A, long n, void *z_, const void *x_, long sx, const void *y_, long sy) { \
    out z = z_;                                                                                    \
    in x = x_, y = y_;                                                                             \
    (void)A;                                                                                       \
    for (long i = 0; i < n; i++, z++, x += sx, y += sy) call(z, x, y, MPFR_RNDN);                  \
  }
/* The larger one, NaN if either is: mpfr_max would drop it. */
static int nan_max(out z, in x, in y, mpfr_rnd_t r) {
  return mpfr_nan_p(x) || mpfr_nan_p(y) ? (mpfr_set_nan(z), 0) : mpfr_max(z, x, y, r);
}
static int nan_min(out z, in x, in y, mpfr_rnd_t r) {
  return mpfr_nan_p(x) || mpfr_nan_p(y) ? (mpfr_set_nan(z), 0) : mpfr_min(z, x, y, r);
}
BINARY(add_, mpfr_add)
BINARY(sub_, mpfr_sub)
BINARY(mul_, mpfr_mul)
BINARY(over_, mpfr_div)
BINARY(max_, nan_max)
BINARY(min_, nan_min)

/* Exponents of Arb have no end, those of MPFR do. */
static bool in_range(in x) {
  return !mpfr_regular_p(x) ||
         (mpfr_get_emin() <= mpfr_get_exp(x) && mpfr_get_exp(x) <= mpfr_get_emax());
}

/* f through Arb when its ball rounds to one number, through MPFR otherwise. */
static void through_arb(out z, in x, void (*f)(arb_t, const arb_t, slong),
                        int (*exact_f)(out, in, mpfr_rnd_t)) {
  arb_t b;
  arb_init(b);
  slong p = (slong)mpfr_get_prec(z);
  bool regular = mpfr_regular_p(x);
  if (regular) {
    arf_set_mpfr(arb_midref(b), x);
    f(b, b, p + 24);
  }
  bool rounds = regular && arb_is_finite(b) && arb_can_round_mpfr(b, p, MPFR_RNDN);
  if (rounds) arf_get_mpfr(z, arb_midref(b), MPFR_RNDN);
  if (!rounds || !in_range(z)) exact_f(z, x, MPFR_RNDN);
  arb_clear(b);
}

static int fast_exp(out z, in x, mpfr_rnd_t r) {
  (void)r;
  return through_arb(z, x, arb_exp, mpfr_exp), 0;
}
static int fast_log(out z, in x, mpfr_rnd_t r) {
  (void)r;
  return through_arb(z, x, arb_log, mpfr_log), 0;
}
static int negate(out z, in x, mpfr_rnd_t r) { return mpfr_neg(z, x, r); }
static int absolute_value(out z, in x, mpfr_rnd_t r) { return mpfr_abs(z, x, r); }

#define UNARY(name, call)                                        \
  static void name(arith *A, long n, void *z_, const void *x_) { \
    out z = z_;                                                  \
    in x = x_;                                                   \
    (void)A;                                                     \
    for (long i = 0; i < n; i++) call(z + i, x + i, MPFR_RNDN);  \
  }
UNARY(neg_, negate)
UNARY(abs_, absolute_value)
UNARY(square_, mpfr_sqr)
UNARY(root_, mpfr_sqrt)
UNARY(exp_, fast_exp)
UNARY(log_, fast_log)
UNARY(sin_, mpfr_sin)
UNARY(cos_, mpfr_cos)
UNARY(tanh_, mpfr_tanh)

static void times_(arith *A, long n, void *z_, const void *x_, long p, long q) {
  out z = z_;
  in x = x_;
  (void)A;
  for (long i = 0; i < n; i++) {
    if (p == 1)
      mpfr_set(z + i, x + i, MPFR_RNDN);
    else
      mpfr_mul_si(z + i, x + i, p, MPFR_RNDN);
    if (q != 1) mpfr_div_si(z + i, z + i, q, MPFR_RNDN);
  }
}

static void copy_(arith *A, long n, void *z_, const void *x_, long sx) {
  out z = z_;
  in x = x_;
  (void)A;
  for (long i = 0; i < n; i++) mpfr_set(z + i, x + i * sx, MPFR_RNDN);
}

static void sum_(arith *A, long n, void *z_, const void *x_, long sx) {
  out z = z_;
  in x = x_;
  (void)A;
  mpfr_set(z, x, MPFR_RNDN);
  for (long i = 1; i < n; i++) mpfr_add(z, z, x + i * sx, MPFR_RNDN);
}

static void gemm_(arith *A, long m, long k, long n, void *z_, const void *x_, const void *y_) {
  in x = x_, y = y_;
  mpfr_t term;
  mpfr_init2(term, (mpfr_prec_t)A->bits);
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      out z = (out)z_ + i * n + j;
      mpfr_mul(z, x + i * k, y + j, MPFR_RNDN);
      for (long l = 1; l < k; l++) {
        mpfr_mul(term, x + i * k + l, y + l * n + j, MPFR_RNDN);
        mpfr_add(z, z, term, MPFR_RNDN);
      }
    }
  mpfr_clear(term);
}

static void from_fmpq_(arith *A, void *z, const fmpq_t q) {
  (void)A;
  fmpq_get_mpfr(z, q, MPFR_RNDN);
}

static void from_arb_(arith *A, void *z, const arb_t x) {
  (void)A;
  int rounded = arf_get_mpfr(z, arb_midref(x), MPFR_RNDN);
  mpfr_check_range(z, rounded, MPFR_RNDN);
}

static void to_arb_(arb_t z, const void *x) {
  arf_set_mpfr(arb_midref(z), x);
  mag_zero(arb_radref(z));
}

static void pi_(arith *A, void *z) {
  (void)A;
  mpfr_const_pi(z, MPFR_RNDN);
}

static truth compare_(relation r, const void *x, const void *y) {
  if (mpfr_nan_p((in)x) || mpfr_nan_p((in)y)) return UNSURE;
  int c = mpfr_cmp((in)x, (in)y);
  return (r == LESS ? c < 0 : r == EQUAL ? c == 0 : c <= 0) ? YES : NO;
}

/* Limbs follow the structs in one block, so each pointer moves by the same distance. */
static void relocate_(void *z_, const void *x_, long n) {
  out z = z_;
  in x = x_;
  size_t limbs = n ? mpfr_custom_get_size(mpfr_get_prec(x)) : 0;
  char *where = (char *)z + (size_t)n * sizeof(mpfr_t);
  memcpy(where, (const char *)x + (size_t)n * sizeof(mpfr_t), (size_t)n * limbs);
  memcpy(z, x, (size_t)n * sizeof(mpfr_t));
  for (long i = 0; i < n; i++) mpfr_custom_move(z + i, where + (size_t)i * limbs);
}

const kernels mpfr_kernels = {
  .kind = MPFR,
  .size = sizeof(mpfr_t),
  .lay_out = lay_out_,
  .to_arb = to_arb_,
  KERNELS_OF_THIS_FILE,
};
