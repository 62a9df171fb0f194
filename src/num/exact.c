/* exact.c -- rational numbers, in recycled cells: what balls can never decide, equality, it does.
 *
 * Roots of squares of rationals are rational; every other root, exp, log, sine, cosine, tanh and pi
 * is not, but at zero, and says so through cannot().
 */
#include "num/arith.h"

typedef fmpq *out;
typedef const fmpq *in;

#define BINARY(name, call)                                                                         \
  static void name(arith *A, long n, void *z_, const void *x_, long sx, const void *y_, long sy) { \
    out z = z_;                                                                                    \
    in x = x_, y = y_;                                                                             \
    (void)A;                                                                                       \
    for (long i = 0; i < n; i++, z++, x += sx, y += sy) call(A, z, x, y);                          \
  }
static void plus(arith *A, out z, in x, in y) { (void)A, fmpq_add(z, x, y); }
static void minus(arith *A, out z, in x, in y) { (void)A, fmpq_sub(z, x, y); }
static void by(arith *A, out z, in x, in y) { (void)A, fmpq_mul(z, x, y); }
static void divided(arith *A, out z, in x, in y) {
  if (fmpq_is_zero(y)) cannot(A, STOPPED, "division by zero");
  fmpq_div(z, x, y);
}
static void larger(arith *A, out z, in x, in y) {
  (void)A, fmpq_set(z, fmpq_cmp(x, y) >= 0 ? x : y);
}
static void smaller(arith *A, out z, in x, in y) {
  (void)A, fmpq_set(z, fmpq_cmp(x, y) <= 0 ? x : y);
}
BINARY(add_, plus)
BINARY(sub_, minus)
BINARY(mul_, by)
BINARY(over_, divided)
BINARY(max_, larger)
BINARY(min_, smaller)

static void square_root(arith *A, out z, in x) {
  if (fmpq_sgn(x) < 0 || !fmpz_is_square(fmpq_numref(x)) || !fmpz_is_square(fmpq_denref(x)))
    cannot(A, NOT_RATIONAL, "this root is not rational");
  fmpz_sqrt(fmpq_numref(z), fmpq_numref(x));
  fmpz_sqrt(fmpq_denref(z), fmpq_denref(x));
}

/* f with a rational value v at the rational point where, and nowhere else (Lindemann). */
static void only_at(arith *A, out z, in x, long where, long v, const char *name) {
  fmpq_t w;
  fmpq_init(w);
  fmpq_set_si(w, where, 1);
  bool there = fmpq_equal(x, w);
  fmpq_clear(w);
  if (!there) cannot(A, NOT_RATIONAL, "%s is not rational here", name);
  fmpq_set_si(z, v, 1);
}
static void negative(arith *A, out z, in x) { (void)A, fmpq_neg(z, x); }
static void squared(arith *A, out z, in x) { (void)A, fmpq_mul(z, x, x); }
static void magnitude(arith *A, out z, in x) { (void)A, fmpq_abs(z, x); }
static void exponential(arith *A, out z, in x) { only_at(A, z, x, 0, 1, "exp"); }
static void logarithm(arith *A, out z, in x) { only_at(A, z, x, 1, 0, "log"); }
static void sine_of(arith *A, out z, in x) { only_at(A, z, x, 0, 0, "sin"); }
static void cosine_of(arith *A, out z, in x) { only_at(A, z, x, 0, 1, "cos"); }
static void tanh_of(arith *A, out z, in x) { only_at(A, z, x, 0, 0, "tanh"); }

#define UNARY(name, call)                                        \
  static void name(arith *A, long n, void *z, const void *x) {   \
    for (long i = 0; i < n; i++) call(A, (out)z + i, (in)x + i); \
  }
UNARY(neg_, negative)
UNARY(abs_, magnitude)
UNARY(square_, squared)
UNARY(root_, square_root)
UNARY(exp_, exponential)
UNARY(log_, logarithm)
UNARY(sin_, sine_of)
UNARY(cos_, cosine_of)
UNARY(tanh_, tanh_of)

static void times_(arith *A, long n, void *z, const void *x, long p, long q) {
  fmpq_t factor;
  (void)A;
  fmpq_init(factor);
  fmpz_set_si(fmpq_numref(factor), p);
  fmpz_set_si(fmpq_denref(factor), q);
  fmpq_canonicalise(factor);
  for (long i = 0; i < n; i++) fmpq_mul((out)z + i, (in)x + i, factor);
  fmpq_clear(factor);
}

static void copy_(arith *A, long n, void *z, const void *x, long sx) {
  (void)A;
  for (long i = 0; i < n; i++) fmpq_set((out)z + i, (in)x + i * sx);
}

static void sum_(arith *A, long n, void *z, const void *x, long sx) {
  (void)A;
  fmpq_set(z, x);
  for (long i = 1; i < n; i++) fmpq_add(z, z, (in)x + i * sx);
}

static void gemm_(arith *A, long m, long k, long n, void *z_, const void *x_, const void *y_) {
  in x = x_, y = y_;
  (void)A;
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      out z = (out)z_ + i * n + j;
      fmpq_mul(z, x + i * k, y + j);
      for (long l = 1; l < k; l++) fmpq_addmul(z, x + i * k + l, y + l * n + j);
    }
}

static void from_fmpq_(arith *A, void *z, const fmpq_t q) { (void)A, fmpq_set(z, q); }

static void from_arb_(arith *A, void *z, const arb_t x) {
  if (!arb_is_exact(x) || !arb_is_finite(x)) broken("%s: a ball is not a rational", A->name);
  arf_get_fmpq(z, arb_midref(x));
}

static void pi_(arith *A, void *z) {
  (void)z;
  cannot(A, NOT_RATIONAL, "pi is not rational");
}

static truth compare_(relation r, const void *x, const void *y) {
  int c = fmpq_cmp(x, y);
  return (r == LESS ? c < 0 : r == EQUAL ? c == 0 : c <= 0) ? YES : NO;
}

static void relocate_(void *z, const void *x, long n) {
  for (long i = 0; i < n; i++) fmpq_swap((out)z + i, (out)x + i);
}

const kernels exact_kernels = {
  .kind = EXACT,
  .size = sizeof(fmpq),
  KERNELS_OF_THIS_FILE,
};
