#include "lin/lin.h"
#include "lin/parts.h"

#include <math.h>

/* vec by rows: (S (x) I + I (x) S) vec X = vec C, rational throughout. */
static arr by_kronecker(arr S, arr C) {
  int n = S->rows, m = n * n;
  arith *in = S->in;
  arr zero = whole(in, 0), K[m];
  for (int i = 0; i < m; i++) {
    arr entries_[m];
    for (int j = 0; j < m; j++) {
      arr left = i % n == j % n ? entry(S, i / n, j / n) : zero;
      arr right = i / n == j / n ? entry(S, j % n, i % n) : zero;
      entries_[j] = add(left, right);
    }
    K[i] = pack(in, m, entries_);
  }
  return shaped(solve(from_rows(m, K), flat(C)), n, n);
}

static arr residual(arr S, arr C, arr X) { return sub(C, add(dot(S, X), dot(X, S))); }

/* Solved in the double eigenbasis, corrected while the residual falls; NULL when it does not. */
static arr corrected(arr S, arr C, arr vectors, arr values) {
  arith *in = S->in, *D = values->in;
  double seen = HUGE_VAL, noise = log2(S->rows) + 2 - (double)arith_bits(in);
  mark here = region_mark(in), there = region_mark(D);
  arr X = sub(C, C), best = NULL;
  for (;;) {
    arr R = sharp(residual(S, C, X));
    double size = log2_size(R) - fmax(log2_size(X), log2_size(C));
    if (!(size < seen - 1)) break;
    best = X, seen = size;
    if (size <= noise) break;
    long k = exponent_above(R);
    arr step = lyapunov_in_basis(vectors, values, as(D, by_power_of_two(R, -k)));
    X = sharp(add(X, by_power_of_two(as(in, step), k)));
    region_keep(&here, &best, &X);
    region_keep_(&there, 0, NULL);
  }
  return seen <= noise + 10 ? best : NULL;
}

/* X -> S X + X S has no singular value below 2 mu on matrices when S >= mu > 0 (Frobenius norm). */
static arr certified(arr S, arr C, arr X, double least_value) {
  arr mu = floor_of(S, least_value);
  if (!mu) return NULL;
  return ball(X, upper(over(bound_of_norm(residual(S, C, X)), times(mu, 2, 1))));
}

typedef struct {
  arr S, C, X; /* in an arithmetic with room for the condition; X NULL when this way failed */
  double least_value;
} attempt;

/* |S| <= 1. */
static attempt by_double(arr S, arr C) {
  arith *D = arith_double();
  spectrum s = spectrum_in_double(D, sharp(S));
  arr values = by_power_of_two(s.values, s.exponent);
  double least = approx(values, 0, 0), most = approx(values, S->rows - 1, 0);
  attempt t = { .S = S, .C = C, .least_value = least };
  if (least > 4 * S->rows * ldexp(1, -53)) {
    arith *W = roomier(S->in, log2(most / least));
    t.S = as(W, S), t.C = as(W, C);
    t.X = corrected(sharp(t.S), sharp(t.C), s.vectors, values);
  }
  arith_free(D);
  return t;
}

static attempt by_eigenbasis(arr S, arr C) {
  arith *W = roomier(S->in, 64);
  attempt t = { .S = as(W, S), .C = as(W, C) };
  arr V, values = sharp(symmetric_eigen(sharp(t.S), &V));
  t.least_value = approx(values, 0, 0);
  if (lt(whole(W, 0), item(values, 0)) == YES)
    t.X = sharp(lyapunov_in_basis(V, values, sharp(t.C)));
  return t;
}

static arr settled(arith *in, attempt t) {
  if (t.X && arith_kind(in) == BALL) t.X = certified(t.S, t.C, t.X, t.least_value);
  arr X = t.X ? as(in, t.X) : NULL;
  if (t.S->in != in) arith_free(t.S->in);
  return X;
}

arr lyapunov(arr S, arr C) {
  int n = order_of_square(S, "lyapunov");
  if (C->rank != 2 || C->rows != n || C->columns != n) broken("lyapunov: C is not %d x %d", n, n);
  if (arith_kind(S->in) == JET) cannot(S->in, STOPPED, "lyapunov does not lift to series");
  if (arith_kind(S->in) == EXACT) return by_kronecker(S, C);
  if (!all_finite(S) || !all_finite(C)) cannot(S->in, UNDECIDED, "lyapunov: not finite");
  arr T = symmetric_part(S);
  long k = exponent_above(T);
  arr small = by_power_of_two(T, -k), X = settled(S->in, by_double(small, C));
  if (!X) X = settled(S->in, by_eigenbasis(small, C));
  if (!X) cannot(S->in, UNDECIDED, "lyapunov: the matrix is not decided to be positive definite");
  return by_power_of_two(X, -k);
}
