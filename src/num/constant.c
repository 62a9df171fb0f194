/* constant.c -- the only doors through which numbers enter an arithmetic. */
#include "num/arith.h"
#include "num/jet.h"

/* In a jet a constant is the base's, with no further coefficients. */
#define IN_BASE(A, x) ((A)->tape ? jet_constant(A, x) : (x))

static arr from_fraction(arith *A, long p, long q) {
  if (q == 0) broken("rat: %ld / 0", p);
  arr z = fresh(A, 0, 1, 1);
  fmpq_t value;
  fmpq_init(value);
  fmpz_set_si(fmpq_numref(value), p);
  fmpz_set_si(fmpq_denref(value), q);
  fmpq_canonicalise(value);
  A->k->from_fmpq(A, z->data, value);
  fmpq_clear(value);
  return z;
}

arr rat(arith *A, long p, long q) { return IN_BASE(A, from_fraction(A->base, p, q)); }
arr whole(arith *A, long n) { return rat(A, n, 1); }

static arr base_pi(arith *A) {
  arr z = fresh(A, 0, 1, 1);
  A->k->pi(A, z->data);
  return z;
}
arr constant_pi(arith *A) { return IN_BASE(A, base_pi(A->base)); }

arr dyadic(arith *A, double x) {
  arith *B = A->base;
  arr z = fresh(B, 0, 1, 1);
  arb_t b;
  arb_init(b);
  arb_set_d(b, x);
  B->k->from_arb(B, z->data, b);
  arb_clear(b);
  return IN_BASE(A, z);
}

arr filled(arith *A, int rows, int columns, arr value) {
  if (A->tape) return add(zeros(A, rows, columns), value);
  if (value->rank) broken("filled: not with one scalar");
  arr z = fresh(A, 2, rows, columns);
  A->k->copy(A, entries(z), z->data, value->data, 0);
  return z;
}

arr zeros(arith *A, int rows, int columns) {
  return IN_BASE(A, filled(A->base, rows, columns, whole(A->base, 0)));
}

arr eye(arith *A, int n) {
  arith *B = A->base;
  arr z = zeros(B, n, n), one = whole(B, 1);
  for (int i = 0; i < n; i++) B->k->copy(B, 1, at_(z, (long)i * (n + 1)), one->data, 1);
  return IN_BASE(A, z);
}

/* Every entry passes through a rational or a ball that holds it exactly. */
arr as(arith *A, arr x) {
  if (x->in == A) return x;
  if (A->tape) return jet_constant(A, as(A->base, x));
  if (x->in->tape) broken("as: a series does not leave its jet");
  arr z = fresh(A, x->rank, x->rows, x->columns);
  arb_t b;
  arb_init(b);
  for (long i = 0; i < entries(x); i++)
    if (x->in->k->kind == EXACT)
      A->k->from_fmpq(A, at_(z, i), (const fmpq *)at_(x, i));
    else {
      x->in->k->to_arb(b, at_(x, i));
      A->k->from_arb(A, at_(z, i), b);
    }
  arb_clear(b);
  return z;
}
