/* double.c -- IEEE double, rounded to nearest, never contracted.
 *
 * Sums and products run in the order of the index, so that MPFR at 53 bits gives the same bits in
 * the normal range.  The row update of gemm is the one loop worth vectors: it has no reduction, so
 * every clone gives the same bits.  (At -O2 gcc leaves loops of unknown length scalar, hence O3.)
 */
#include <math.h>
#include <string.h>

#include "num/arith.h"

#if !defined(CLONES) && defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "avx2", "default"), optimize("O3")))
#elif !defined(CLONES) /* a bedrock test has one target at a time */
#define CLONES
#endif

#define BINARY(name, expression)                                                                   \
  static void name(arith *A, long n, void *z_, const void *x_, long sx, const void *y_, long sy) { \
    double *z = z_;                                                                                \
    const double *x = x_, *y = y_;                                                                 \
    (void)A;                                                                                       \
    for (long i = 0; i < n; i++, x += sx, y += sy) z[i] = expression;                              \
  }
BINARY(add_, *x + *y)
BINARY(sub_, *x - *y)
BINARY(mul_, *x **y)
BINARY(over_, *x / *y)
BINARY(max_, *x != *x || *x > *y ? *x : *y)
BINARY(min_, *x != *x || *x < *y ? *x : *y)

#define UNARY(name, expression)                                  \
  static void name(arith *A, long n, void *z_, const void *x_) { \
    double *z = z_;                                              \
    const double *x = x_;                                        \
    (void)A;                                                     \
    for (long i = 0; i < n; i++) z[i] = expression;              \
  }
UNARY(neg_, -x[i])
UNARY(abs_, fabs(x[i]))
UNARY(square_, x[i] * x[i])
UNARY(root_, sqrt(x[i]))
UNARY(exp_, exp(x[i]))
UNARY(log_, log(x[i]))
UNARY(sin_, sin(x[i]))
UNARY(cos_, cos(x[i]))
UNARY(tanh_, tanh(x[i]))

static void times_(arith *A, long n, void *z_, const void *x_, long p, long q) {
  double *z = z_;
  const double *x = x_;
  (void)A;
  for (long i = 0; i < n; i++) z[i] = q == 1 ? x[i] * (double)p : x[i] * (double)p / (double)q;
}

static void copy_(arith *A, long n, void *z_, const void *x_, long sx) {
  double *z = z_;
  const double *x = x_;
  (void)A;
  for (long i = 0; i < n; i++) z[i] = x[i * sx];
}

static void sum_(arith *A, long n, void *z, const void *x_, long sx) {
  const double *x = x_;
  double s = *x;
  (void)A;
  for (long i = 1; i < n; i++) s = s + x[i * sx];
  *(double *)z = s;
}

CLONES static void gemm_(arith *A, long m, long k, long n, void *z_, const void *x_,
                         const void *y_) {
  const double *x = x_, *y = y_;
  (void)A;
  for (long i = 0; i < m; i++) {
    double *restrict z = (double *)z_ + i * n;
    for (long j = 0; j < n; j++) z[j] = x[i * k] * y[j];
    for (long l = 1; l < k; l++)
      for (long j = 0; j < n; j++) z[j] = z[j] + x[i * k + l] * y[l * n + j];
  }
}

/* Through 64 bits rounded to odd, so that the second rounding, at 53 bits or at the fewer ones of a
 * subnormal number, is the only one that counts (Boldo and Melquiond 2008). */
static void from_fmpq_(arith *A, void *z, const fmpq_t q) {
  mpfr_t x;
  (void)A;
  mpfr_init2(x, 64);
  int inexact = fmpq_get_mpfr(x, q, MPFR_RNDZ);
  if (inexact && mpfr_min_prec(x) < 64) inexact < 0 ? mpfr_nextabove(x) : mpfr_nextbelow(x);
  *(double *)z = mpfr_get_d(x, MPFR_RNDN);
  mpfr_clear(x);
}

static void from_arb_(arith *A, void *z, const arb_t x) {
  (void)A;
  *(double *)z = arf_get_d(arb_midref(x), ARF_RND_NEAR);
}

static void to_arb_(arb_t z, const void *x) { arb_set_d(z, *(const double *)x); }

static void pi_(arith *A, void *z) {
  (void)A;
  *(double *)z = M_PI;
}

static truth compare_(relation r, const void *x_, const void *y_) {
  double x = *(const double *)x_, y = *(const double *)y_;
  if (isnan(x) || isnan(y)) return UNSURE;
  return (r == LESS ? x < y : r == EQUAL ? x == y : x <= y) ? YES : NO;
}

static void relocate_(void *z, const void *x, long n) { memcpy(z, x, (size_t)n * sizeof(double)); }

const kernels double_kernels = {
  .kind = DOUBLE,
  .size = sizeof(double),
  .to_arb = to_arb_,
  KERNELS_OF_THIS_FILE,
};
