/* networks.c -- predictions, risk and gradient of a two-layer network. */
#include "flow/networks.h"

#include "lin/lin.h"

static arr positive_part(arr s) { return greater_of(s, whole(s->in, 0)); }

static arr step(arr s) {
  arr zero = whole(s->in, 0), one = whole(s->in, 1), mask[s->rows * s->columns];
  for (int i = 0; i < s->rows; i++)
    for (int j = 0; j < s->columns; j++) {
      truth above = lt(zero, entry(s, i, j));
      if (above == UNSURE)
        cannot(s->in, UNDECIDED, "is a neuron active? its argument is a ball around zero");
      mask[i * s->columns + j] = above == YES ? one : zero;
    }
  return shaped(pack(s->in, s->rows * s->columns, mask), s->rows, s->columns);
}

static arr tanhyp_slope(arr s) { return sub(whole(s->in, 1), square(tanhyp(s))); }

static arr itself(arr s) { return s; }
static arr ones(arr s) { return wholes(s, 1); }

const activation relu_unit = { positive_part, step };
const activation tanh_unit = { tanhyp, tanhyp_slope };
const activation linear_unit = { itself, ones };

arr inner_weights(arr X, int d) { return transpose(rows_from(transpose(X), 0, d)); }

arr outer_weights(arr X, int d) { return transpose(rows_from(transpose(X), d, X->columns - d)); }

/* <z_k, u_i> in row k and column i. */
static arr arguments_of(arr Z, arr X) { return dot(Z, transpose(inner_weights(X, Z->columns))); }

arr network_at(activation sigma, arr Z, arr X, arr w) {
  arr hidden = sigma.value(arguments_of(Z, X));
  return dot(hidden, mul(column(w), outer_weights(X, Z->columns)));
}

arr network_risk(activation sigma, arr Z, arr Y, arr X, arr w) {
  return times(total(square(sub(network_at(sigma, Z, X, w), Y))), 1, Z->rows);
}

arr network_gradient(activation sigma, arr Z, arr Y, arr X, arr w) {
  arr s = arguments_of(Z, X), miss = sub(network_at(sigma, Z, X, w), Y);
  arr pull = dot(miss, transpose(outer_weights(X, Z->columns)));
  arr inner = dot(transpose(mul(pull, sigma.slope(s))), Z);
  arr outer_ = dot(transpose(sigma.value(s)), miss);
  return times(beside(inner, outer_), 2, Z->rows);
}

arr with_bias(arr Z) { return beside(Z, column(wholes(column_at(Z, 0), 1))); }

/* The entries of a vector in ascending order. */
static arr ascending(arr p) {
  int n = p->rows;
  arr sorted[n];
  for (int i = 0; i < n; i++) {
    int j = i;
    for (; j > 0 && approx(p, i, 0) < approx(sorted[j - 1], 0, 0); j--) sorted[j] = sorted[j - 1];
    sorted[j] = item(p, i);
  }
  return pack(p->in, n, sorted);
}

arr interpolating_neurons(arr Z, arr Y, arr direction) {
  int n = Z->rows;
  arr knots = ascending(dot(Z, direction)), first = sub(item(knots, 0), whole(Z->in, 1));
  if (n > 1)
    knots = stack(first, rows_from(knots, 0, n - 1));
  else
    knots = flat(first);
  arr U = beside(outer(wholes(knots, 1), direction), column(neg(knots)));
  arr hidden = relu_unit.value(dot(with_bias(Z), transpose(U)));
  return beside(U, times(solve(hidden, Y), n, 1));
}

arr linear_generator(arr Sigma, arr Szz, arr Syz) {
  int d = Szz->rows, p = Syz->rows;
  arr Suv = outer_weights(rows_from(Sigma, 0, d), d);
  arr R = times(sub(dot(Szz, Suv), transpose(Syz)), -2, 1);
  arr above = beside(zeros(arith_base(R->in), d, d), R);
  return stack(above, beside(transpose(R), zeros(arith_base(R->in), p, p)));
}

arr signs(arith *A, int d, int p) {
  arr entries[d + p];
  for (int i = 0; i < d + p; i++) entries[i] = whole(A, i < d ? 1 : -1);
  return diagonal(pack(A, d + p, entries));
}

/* L' J L has the same spectrum, and is symmetric. */
arr signed_spectrum(arr Sigma, int d) {
  arr L = cholesky(Sigma), J = signs(Sigma->in, d, Sigma->rows - d);
  return symmetric_eigen(product(transpose(L), J, L), NULL);
}

arr linear_rate(arr Sigma, arr Szz) {
  int d = Szz->rows, p = Sigma->rows - d;
  arr spectrum = signed_spectrum(Sigma, d), stiff = least_eigenvalue(Szz);
  return times(mul(sub(item(spectrum, p), item(spectrum, p - 1)), stiff), 4, 1);
}
