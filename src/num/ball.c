/* ball.c -- Arb balls at P bits, in recycled cells. */
#include "num/arith.h"

typedef arb_ptr out;
typedef arb_srcptr in;

#define BINARY(name, call)                                                                         \
  static void name(arith *A, long n, void *z_, const void *x_, long sx, const void *y_, long sy) { \
    out z = z_;                                                                                    \
    in x = x_, y = y_;                                                                             \
    for (long i = 0; i < n; i++, z++, x += sx, y += sy) call(z, x, y, A->bits);                    \
  }
BINARY(add_, arb_add)
BINARY(sub_, arb_sub)
BINARY(mul_, arb_mul)
BINARY(over_, arb_div)
BINARY(max_, arb_max)
BINARY(min_, arb_min)

static void negate(out z, in x, slong p) {
  (void)p;
  arb_neg(z, x);
}
static void absolute_value(out z, in x, slong p) {
  (void)p;
  arb_abs(z, x);
}
/* Arb's square of a ball around zero reaches below it. */
static void square_of(out z, in x, slong p) {
  arb_sqr(z, x, p);
  if (!arb_contains_negative(z) || !arb_is_finite(z)) return;
  arb_get_mag(arb_radref(z), z);
  mag_mul_2exp_si(arb_radref(z), arb_radref(z), -1);
  arf_set_mag(arb_midref(z), arb_radref(z));
}

#define UNARY(name, call)                                        \
  static void name(arith *A, long n, void *z_, const void *x_) { \
    out z = z_;                                                  \
    in x = x_;                                                   \
    for (long i = 0; i < n; i++) call(z + i, x + i, A->bits);    \
  }
UNARY(neg_, negate)
UNARY(abs_, absolute_value)
UNARY(square_, square_of)
UNARY(root_, arb_sqrt)
UNARY(exp_, arb_exp)
UNARY(log_, arb_log)
UNARY(sin_, arb_sin)
UNARY(cos_, arb_cos)
UNARY(tanh_, arb_tanh)

static void times_(arith *A, long n, void *z_, const void *x_, long p, long q) {
  out z = z_;
  in x = x_;
  for (long i = 0; i < n; i++) {
    if (p == 1)
      arb_set(z + i, x + i);
    else
      arb_mul_si(z + i, x + i, p, A->bits);
    if (q != 1) arb_div_si(z + i, z + i, q, A->bits);
  }
}

static void copy_(arith *A, long n, void *z_, const void *x_, long sx) {
  out z = z_;
  in x = x_;
  (void)A;
  for (long i = 0; i < n; i++) arb_set(z + i, x + i * sx);
}

static void sum_(arith *A, long n, void *z_, const void *x_, long sx) {
  out z = z_;
  in x = x_;
  arb_set(z, x);
  for (long i = 1; i < n; i++) arb_add(z, z, x + i * sx, A->bits);
}

/* arb_dot accumulates exactly enough to round once. */
static void gemm_(arith *A, long m, long k, long n, void *z_, const void *x_, const void *y_) {
  in x = x_, y = y_;
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++)
      arb_dot((out)z_ + i * n + j, NULL, 0, x + i * k, 1, y + j, n, k, A->bits);
}

/* One long arb_dot an entry.  The rows it reads are shallow copies of balls, laid out side by side,
 * which share their limbs with the operands and are never written. */
static void convolve_matrices(arith *A, long terms, const arr *x, const arr *y, arr z) {
  long k = y[0]->rows, m = entries(x[0]) / k, n = y[0]->columns, length = terms * k;
  arb_ptr X = flint_malloc((size_t)(m * length) * sizeof(arb_struct));
  arb_ptr Y = flint_malloc((size_t)(n * length) * sizeof(arb_struct));
  for (long t = 0; t < terms; t++)
    for (long l = 0; l < k; l++) {
      for (long i = 0; i < m; i++) X[i * length + t * k + l] = ((in)x[t]->data)[i * k + l];
      for (long j = 0; j < n; j++) Y[j * length + t * k + l] = ((in)y[t]->data)[l * n + j];
    }
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++)
      arb_dot((out)z->data + i * n + j, NULL, 0, X + i * length, 1, Y + j * length, 1, length,
              A->bits);
  flint_free(X), flint_free(Y);
}

static void convolve_entries(arith *A, long terms, const arr *x, const arr *y, arr z) {
  arb_ptr X = flint_malloc((size_t)terms * sizeof(arb_struct));
  arb_ptr Y = flint_malloc((size_t)terms * sizeof(arb_struct));
  bool many_x = entries(x[0]) > 1, many_y = entries(y[0]) > 1;
  for (long e = 0; e < entries(z); e++) {
    for (long t = 0; t < terms; t++) {
      X[t] = ((in)x[t]->data)[many_x ? e : 0];
      Y[t] = ((in)y[t]->data)[many_y ? e : 0];
    }
    arb_dot((out)z->data + e, NULL, 0, X, 1, Y, 1, terms, A->bits);
  }
  flint_free(X), flint_free(Y);
}

static void convolve_(arith *A, long terms, const arr *x, const arr *y, arr z, bool matrices) {
  (matrices ? convolve_matrices : convolve_entries)(A, terms, x, y, z);
}

static void from_fmpq_(arith *A, void *z, const fmpq_t q) { arb_set_fmpq(z, q, A->bits); }
static void from_arb_(arith *A, void *z, const arb_t x) { arb_set_round(z, x, A->bits); }
static void to_arb_(arb_t z, const void *x) { arb_set(z, x); }
static void pi_(arith *A, void *z) { arb_const_pi(z, A->bits); }

static truth compare_(relation r, const void *x, const void *y) {
  if (!arb_is_finite(x) || !arb_is_finite(y)) return UNSURE;
  if (r == EQUAL) {
    if (!arb_overlaps(x, y)) return NO;
    return arb_is_exact(x) && arb_is_exact(y) ? YES : UNSURE;
  }
  if (r == LESS) return arb_lt(x, y) ? YES : arb_ge(x, y) ? NO : UNSURE;
  return arb_le(x, y) ? YES : arb_gt(x, y) ? NO : UNSURE;
}

static void relocate_(void *z_, const void *x_, long n) {
  for (long i = 0; i < n; i++) arb_swap((out)z_ + i, (out)x_ + i);
}

const kernels ball_kernels = {
  .kind = BALL,
  .size = sizeof(arb_struct),
  .to_arb = to_arb_,
  .convolve = convolve_,
  KERNELS_OF_THIS_FILE,
};
