#include "lin/jets.h"
#include "lin/lin.h"
#include "lin/parts.h"

#include <math.h>

static _Noreturn void refuse(arith *in, bool decided) {
  cannot(in, decided ? STOPPED : UNDECIDED, "spd_root: the matrix is not %spositive definite",
         decided ? "" : "decided to be ");
}

/* Z = A^(1/2) - Y satisfies  A^(1/2) Z + Z Y = A - Y^2,  so
 *     Z = int_0^inf e^(-t A^(1/2)) (A - Y^2) e^(-t Y) dt,   |Z|_F <= |A - Y^2|_F / mu
 * when Y >= mu > 0 and A >= 0; and rho = |A - Y^2|_F < mu^2 makes A >= Y^2 - rho > 0. */
static arr certified(arr A, arr Y, double least_root) {
  arr mu = floor_of(Y, least_root), rho = bound_of_norm(square_residual(A, Y, 0));
  if (!mu || lt(rho, square(mu)) != YES) return NULL;
  return ball(Y, upper(over(rho, mu)));
}

typedef struct {
  arr A, Y; /* Y NULL when this way failed; both in an arithmetic with room for the condition */
  double least_root;
} attempt;

/* Where |A| <= 1 and doubles see the least eigenvalue. */
static attempt by_double(arr A) {
  attempt t = { .A = A };
  arith *D = arith_double();
  int n = A->rows;
  spectrum s = spectrum_in_double(D, sharp(A));
  if (approx(s.values, 0, 0) > 4 * n * ldexp(1, -53)) {
    arr roots = root(by_power_of_two(s.values, s.exponent));
    t.least_root = approx(roots, 0, 0);
    t.A = as(roomier(A->in, log2(approx(roots, n - 1, 0) / t.least_root)), A);
    t.Y = corrected_root(sharp(t.A), s.vectors, roots);
  }
  arith_free(D);
  return t;
}

/* Where they do not: the eigenbasis at working precision. */
static attempt by_eigenbasis(arr A) {
  attempt t = { .A = as(roomier(A->in, 64), A) };
  arr X, values = sharp(symmetric_eigen(sharp(t.A), &X));
  if (lt(whole(t.A->in, 0), item(values, 0)) != YES) return t;
  arr roots = sharp(root(values));
  t.least_root = approx(roots, 0, 0);
  t.Y = sharp(symmetric_part(product(X, diagonal(roots), transpose(X))));
  return t;
}

static arr settled(arith *in, attempt t) {
  if (t.Y && arith_kind(in) == BALL) t.Y = certified(t.A, t.Y, t.least_root);
  arr Y = t.Y ? as(in, t.Y) : NULL;
  if (t.A->in != in) arith_free(t.A->in);
  return Y;
}

static arr exact_root(arr A) {
  if (is_diagonal(A) != YES)
    cannot(A->in, NOT_RATIONAL, "spd_root: the root of a matrix that is not diagonal");
  if (positive_definite(A) != YES) refuse(A->in, true);
  return diagonal(root(diagonal_of(A)));
}

arr spd_root(arr A) {
  order_of_square(A, "spd_root");
  if (arith_kind(A->in) == JET) return jet_spd_root(A);
  if (arith_kind(A->in) == EXACT) return exact_root(A);
  if (!all_finite(A)) refuse(A->in, false);
  arr S = symmetric_part(A);
  long half = (exponent_above(S) + 1) / 2;
  arr small = by_power_of_two(S, -2 * half), Y = settled(A->in, by_double(small));
  if (!Y) Y = settled(A->in, by_eigenbasis(small));
  if (!Y) refuse(A->in, arith_kind(A->in) == BALL && positive_definite(A) == NO);
  return by_power_of_two(Y, half);
}
