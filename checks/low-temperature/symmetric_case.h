/* symmetric_case.h -- Assumption 1: A = VB' symmetric with eigenvectors S and eigenvalues mu, of which
 * the first k are the largest; E is spanned by the first k columns of S. */
#ifndef ELENCHUS_SYMMETRIC_CASE_H
#define ELENCHUS_SYMMETRIC_CASE_H

#include "claim/claim.h"
#include "lin/lin.h"

static inline arr unit_of(arr x) { return over(x, norm(x)); }

/* exp(sA)x0, scaled to the sphere; l shifted so that nothing overflows. */
static inline arr along(arr s, arr P, arr l, arr c) {
  return unit_of(dot(P, mul(c, expo(mul(s, sub(l, item(l, 0)))))));
}

/* with = { P, l, c, B }. */
static inline arr clock_rate(arr t, arr s, const arr *with) {
  (void)t;
  return reciprocal(norm(dot(along(s, with[0], with[1], with[2]), with[3])));
}

/* V with VB' = A. */
static inline arr values_for(arr A, arr B) { return transpose(solve(B, transpose(A))); }

/* Enclosed flows are dear: a quarter of the time is enough for them. */
static inline arr time_of(run *here) {
  arr T = input(here, "T");
  return arith_kind(T->in) == BALL ? times(T, 1, 4) : T;
}

static inline truth invertible(run *here) {
  arr B = exact_input(here, "B");
  return equal(determinant(B), whole(B->in, 0)) == YES ? NO : YES;
}

static inline arr projection_of(arr S, int k) {
  arr frame = rows_from(transpose(S), 0, k);
  return dot(transpose(frame), frame);
}

typedef struct {
  arr S, mu, B, V, P, A;
  int k;
} symmetric_case;

/* A = S diag(mu) S' + N, N for controls: not symmetric. */
static inline symmetric_case case_of(run *here, arr N) {
  symmetric_case c = {
    input(here, "S"),           input(here, "mu"), input(here, "B"), NULL, NULL, NULL,
    (int)whole_input(here, "k")
  };
  c.A = product(c.S, diagonal(c.mu), transpose(c.S));
  c.A = N ? add(c.A, N) : c.A;
  c.V = values_for(c.A, c.B), c.P = projection_of(c.S, c.k);
  return c;
}

/* gamma: the largest eigenvalue less the next. */
static inline arr spectral_gap(symmetric_case c) {
  return sub(item(c.mu, 0), greatest(rows_from(c.mu, c.k, c.mu->rows - c.k)));
}

/* From the second direction to the first: keeps the spectrum, spoils the symmetry. */
static inline arr skewness(run *here) {
  arr S = input(here, "S");
  return outer(column_at(S, 0), column_at(S, S->columns - 1));
}

static inline truth orthogonal(run *here) {
  arr S = exact_input(here, "S");
  return equal(dot(S, transpose(S)), eye(S->in, S->rows));
}

/* The first k of mu are equal, and the others less. */
static inline truth dominant(run *here) {
  arr mu = exact_input(here, "mu");
  long k = whole_input(here, "k");
  if (k < 1 || k >= mu->rows) return NO;
  arr top = rows_from(mu, 0, (int)k), rest = rows_from(mu, (int)k, mu->rows - (int)k);
  return equal(greatest(top), least(top)) == YES && lt(greatest(rest), least(top)) == YES ? YES
                                                                                          : NO;
}

/* No token is orthogonal to E. */
static inline truth off_complement(run *here) {
  arr X = exact_input(here, "X"),
      P = projection_of(exact_input(here, "S"), (int)whole_input(here, "k"));
  return lt(whole(X->in, 0), sum_rows(square(dot(X, P))));
}

#define SYMMETRIC_CASE                                                      \
  { "S", "d,d", REAL, "orthogonal: eigenvectors of VB', by columns" },      \
      { "mu", "d", REAL, "its eigenvalues" },                               \
      { "k", "", INTEGER, "how many of them, the first, are the largest" }, \
      { "B", "d,d", REAL, "query-key matrix" }, {                           \
    "X", "n,d", REAL, "tokens, scaled to the sphere"                        \
  }
#define ASSUMPTIONS                                                                             \
  { "S is orthogonal", orthogonal }, { "the first k eigenvalues are the largest", dominant }, { \
    "B is invertible", invertible                                                               \
  }

static inline void symmetric_family(draw *d) {
  int n = (int)draw_whole(d, 2, 3), k = (int)draw_whole(d, 1, n - 1);
  arith *E = draw_arithmetic(d);
  arr mu = NULL, top = draw_between(d, -8, 16, 8), S = draw_rotation(d, n);
  for (int i = 0; i < n; i++) {
    arr m = i < k ? top : sub(top, draw_between(d, 4, 12, 8));
    mu = mu ? stack(mu, m) : flat(m);
  }
  set(d, "S", S);
  set(d, "mu", mu);
  set(d, "k", whole(E, k));
  set(d, "B", add(times(draw_dyadic(d, n, n), 1, 4), times(eye(E, n), 5, 4)));
  set(d, "X", add(times(draw_dyadic(d, 2, n), 1, 2), outer(given(E, "3/2 -3/2"), column_at(S, 0))));
}

#endif
