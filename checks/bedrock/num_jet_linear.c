/* Sums, products and rearrangements of series of matrices, coefficient by coefficient. */
#include "num_series.h"

#define SAME(x, y) cr_expect(equal(x, y) == YES, "order %d: %s", k, #x)

static arr rows_of(arr x) { return rows_from(x, 1, 2); }
static arr entry_of(arr x) { return entry(x, 2, 1); }
static arr row_of(arr x) { return row_at(x, 1); }
static arr column_of(arr x) { return column_at(x, 2); }
static arr reshaped(arr x) { return shaped(x, 9, 1); }
static arr scaled(arr x) { return times(x, -5, 7); }
static arr thrice(arr x) { return stack(stack(x, x), x); }
static arr wide(arr x) { return beside(x, transpose(x)); }
static arr into_diagonal(arr x) { return diagonal(flat(x)); }

static arr (*const maps[])(arr) = {
  transpose, total,  sum_rows,  sum_columns, trace,  diagonal_of, flat, row, column,        rows_of,
  entry_of,  row_of, column_of, reshaped,    scaled, thrice,      wide, neg, into_diagonal,
};

Test(num_jet_linear, maps_go_to_the_coefficients) {
  arith *E = arith_exact(), *J = arith_jet(E, ORDER);
  dice d = 1;
  arr x = random_series(J, &d, random_matrix(E, &d, 3, 3)), y[32];
  size_t n = sizeof maps / sizeof *maps;
  for (size_t i = 0; i < n; i++) y[i] = maps[i](x);
  advance_all(J);
  for (size_t i = 0; i < n; i++)
    for (int k = 0; k <= ORDER; k++) {
      SAME(coefficient(y[i], k), maps[i](coefficient(x, k)));
      cr_expect(!jet_coefficient(x, k) == !jet_coefficient(y[i], k), "map %zu, order %d", i, k);
    }
  arith_free(E);
}

/* An operation that meets one series twice is the one that meets two equal series. */
Test(num_jet_linear, an_operand_may_meet_itself) {
  arr (*const f[])(arr, arr) = { add, sub, mul, over, dot };
  arith *E = arith_exact(), *J = arith_jet(E, ORDER);
  for (size_t i = 0; i < sizeof f / sizeof *f; i++) {
    dice d = 4, e = 4;
    arr x = random_series(J, &d, random_positive(E, &d, 3, 3));
    arr twin = random_series(J, &e, random_positive(E, &e, 3, 3));
    arr once = f[i](x, x), twice = f[i](x, twin);
    advance_all(J);
    cr_expect(same_series(once, twice, 0), "operation %zu", i);
  }
  arith_free(E);
}

Test(num_jet_linear, packed_scalars_are_the_items) {
  arith *E = arith_exact(), *J = arith_jet(E, ORDER);
  dice d = 5;
  for (int n = 1; n <= 4; n++) {
    arr x[4];
    for (int i = 0; i < n; i++) x[i] = random_series(J, &d, rat(E, i + 1, 3));
    arr z = pack(J, n, x);
    advance_all(J);
    cr_expect(z->rank == 1 && z->rows == n);
    for (int k = 0; k <= ORDER; k++)
      for (int i = 0; i < n; i++) SAME(item(coefficient(z, k), i), coefficient(x[i], k));
  }
  arith_free(E);
}

Test(num_jet_linear, filled_with_a_series) {
  arith *E = arith_exact(), *J = arith_jet(E, ORDER);
  dice d = 3;
  arr x = random_series(J, &d, rat(E, 5, 3)), z = filled(J, 2, 3, x);
  advance_all(J);
  for (int k = 0; k <= ORDER; k++) SAME(coefficient(z, k), filled(E, 2, 3, coefficient(x, k)));
  arith_free(E);
}

static arr summed(arr (*f)(arr, arr), arr x, arr y, int k) {
  arr s = NULL;
  for (int i = 0; i <= k; i++) {
    arr term = f(coefficient(x, i), coefficient(y, k - i));
    s = s ? add(s, term) : term;
  }
  return s;
}

/* Matrices, vectors, scalars; variables, constants of the jet, and arrays of the base. */
Test(num_jet_linear, products_are_convolutions) {
  arith *E = arith_exact(), *J = arith_jet(E, ORDER);
  dice d = 2;
  for (int round = 0; round < 6; round++) {
    arr X = random_series(J, &d, random_matrix(E, &d, 3, 3)),
        v = random_series(J, &d, random_vector(E, &d, 3));
    arr s = random_series(J, &d, rat(E, 1, 3)), c = random_matrix(E, &d, 3, 3), C = as(J, c);
    arr XX = dot(X, X), Xv = dot(X, v), vX = dot(v, X), vv = dot(v, v), sX = mul(s, X),
        Xs = add(X, s);
    arr cX = dot(c, X), Xc = sub(X, c), mixed = stack(X, c), low = mul(column(v), row(v));
    advance_all(J);
    for (int k = 0; k <= ORDER; k++) {
      SAME(coefficient(XX, k), summed(dot, X, X, k));
      SAME(coefficient(Xv, k), summed(dot, X, v, k));
      SAME(coefficient(vX, k), summed(dot, v, X, k));
      SAME(coefficient(vv, k), summed(dot, v, v, k));
      SAME(coefficient(sX, k), summed(mul, s, X, k));
      SAME(coefficient(Xs, k), add(coefficient(X, k), coefficient(s, k)));
      SAME(coefficient(cX, k), dot(c, coefficient(X, k)));
      SAME(coefficient(Xc, k), sub(coefficient(X, k), coefficient(C, k)));
      SAME(coefficient(mixed, k), stack(coefficient(X, k), coefficient(C, k)));
      SAME(coefficient(low, k), summed(outer, v, v, k));
    }
  }
  arith_free(E);
}
