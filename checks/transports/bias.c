/*. # What a bias is for
 *
 *  Formula (19) has no bias: $G(z)=\frac1n\sum v_i\,\sigma(\langle z,u_i\rangle)$, and "such models"
 *  are said to approximate every continuous function on compact sets. With ReLU they do not. There are
 *  two obstructions, and both are sharp.
 *
 *  **Rays.** $G(\lambda z)=\lambda G(z)$ for $\lambda\ge0$. Two values on one ray, $y$ at $z$ and $y'$
 *  at $\lambda z$, cannot be approximated better than
 *
 *  $$\max\big(|G(z)-y|,|G(\lambda z)-y'|\big)\ge\frac{|y'-\lambda y|}{1+\lambda},$$
 *
 *  for $y'-\lambda y=(y'-G(\lambda z))-\lambda(y-G(z))$. One neuron attains it.
 *
 *  **Odd parts.** $\sigma(s)-\sigma(-s)=s$, so $G(z)-G(-z)$ is *linear* in $z$: networks without bias
 *  are not universal even among homogeneous functions. An odd target with values $a$, $b$, $c$ at $z$,
 *  $z'$, $z+z'$ is missed by at least $\frac13|c-a-b|$ at one of the six points; a linear network
 *  attains it.
 *
 *  With a bias, $z\mapsto(z,1)$, the statement is a theorem. It is shown at work where it is explicit:
 *  $m+1$ neurons with knots at $j/m$ interpolate $f$ on $[0,1]$, and the error is at most
 *  $\frac1{8m^2}\max|f''|$, with a constant that is attained in the limit. In the plane
 *  $z_1z_2=\frac14(z_1+z_2)^2-\frac14(z_1-z_2)^2$ is the sum of two such ridges on $[-2,2]$. Each errs
 *  by at most $\frac1{m^2}$, one from above and the other from below, and so does their sum on the
 *  square.
 *
 *  "It must be non-polynomial" is right, for the same reason in every dimension: with $\sigma$ of
 *  degree 2 third differences along a line vanish, with a bias or not, and a target whose third
 *  difference is $\Delta$ is missed by $|\Delta|/8$ at one of four points; three neurons attain it.
 */
#include "claim/claim.h"
#include "flow/networks.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr squared(arr s) { return square(s); }
static const activation quadratic = { squared, NULL };

/* Values of the network of neurons X of equal masses and one output, at the rows of Z. */
static arr values_at(activation sigma, arr Z, arr X) {
  return flat(network_at(sigma, Z, X, equal_masses(X)));
}

static arr worst(arr G, arr target) { return greatest(absolute(sub(G, target))); }

/* One neuron that takes the value c at z. */
static arr one_neuron(arr z, arr c) { return row(stack(over(z, dot(z, z)), c)); }

static void measure_rays(run *here, arr X) {
  arr z = input(here, "z"), lambda = input(here, "lambda"), y = item(input(here, "y"), 0);
  arr further = item(input(here, "y"), 1), one = whole(z->in, 1);
  arr Z = stack(row(z), row(mul(lambda, z))), target = stack(y, further);
  Z = instead(here, "a bias on the ray", Z, with_bias(Z));
  arr off = over(sub(further, mul(lambda, y)), add(one, lambda)), bound = absolute(off);
  arr best = one_neuron(row_at(Z, 0), add(y, off));
  arr G = values_at(relu_unit, Z, instead(here, "a bias on the ray", X, best));
  equals(here, "value on the ray", item(G, 1), mul(lambda, item(G, 0)));
  at_most(here, "error on a ray, at least", bound, worst(G, target));
  attains(here, "error of one neuron", worst(values_at(relu_unit, Z, best), target),
          instead(here, "as printed", bound, whole(z->in, 0)));
}

/* Two pairs of neurons that make the linear function of the values a, b at the rows of D. */
static arr linear_function(arr D, arr a, arr b) {
  arr W = solve(D, stack(a, b)), unit = eye(D->in, 2), X = NULL;
  for (int i = 0; i < 2; i++) {
    arr e = row_at(unit, i), v = times(item(W, i), 4, 1);
    arr pair = stack(row(stack(e, v)), row(stack(neg(e), neg(v))));
    X = X ? stack(X, pair) : pair;
  }
  return X;
}

static void measure_odd_parts(run *here, arr X) {
  arr D = input(here, "D"), t = input(here, "odd"), z = row_at(D, 0), further = row_at(D, 1);
  arr Z = stack(D, row(add(z, further))), both = stack(Z, neg(Z)), target = stack(t, neg(t));
  arr G = values_at(relu_unit, both, X), odd = sub(rows_from(G, 0, 3), rows_from(G, 3, 3));
  arr w = equal_masses(X), W = dot(mul(w, flat(outer_weights(X, 2))), inner_weights(X, 2));
  equals(here, "odd part", odd, dot(Z, W));
  arr off = times(sub(item(t, 2), add(item(t, 0), item(t, 1))), 1, 3), bound = absolute(off);
  at_most(here, "error for an odd target, at least", bound, worst(G, target));
  arr linear = linear_function(D, add(item(t, 0), off), add(item(t, 1), off));
  attains(here, "error of a linear network", worst(values_at(relu_unit, both, linear), target),
          bound);
}

/*. ## With a bias */
static arr cubic(arr c, arr z) { return mul(add(mul(item(c, 0), z), item(c, 1)), square(z)); }

static arr greatest_curvature(arr c) {
  arr start = times(item(c, 1), 2, 1), end = add(start, times(item(c, 0), 6, 1));
  return greater_of(absolute(start), absolute(end));
}

/* k/m for k = 0 .. m */
static arr grid(arith *A, int m) {
  arr z[m + 1];
  for (int k = 0; k <= m; k++) z[k] = rat(A, k, m);
  return pack(A, m + 1, z);
}

static arr error_of_interpolation(arr c, int m, bool bias) {
  arith *A = c->in;
  arr knots = column(grid(A, m)),
      X = interpolating_neurons(knots, cubic(c, knots), flat(whole(A, 1)));
  arr Z = with_bias(column(grid(A, 6 * m)));
  if (!bias) Z = mul(Z, given(A, "1 0;"));
  return worst(values_at(relu_unit, Z, X), cubic(c, column_at(Z, 0)));
}

/* s -> s^2 / 4 on [-2, 2] in a direction of the plane. */
static arr ridge(arr direction, int m, int sign) {
  arith *A = direction->in;
  arr s = column(sub(times(grid(A, m), 4, 1), whole(A, 2))),
      knots = times(outer(flat(s), direction), 1, 2);
  return interpolating_neurons(knots, times(square(s), sign, 4), direction);
}

static void measure_plane(run *here, arith *A, int m) {
  arr plus = ridge(given(A, "1 1"), m, 1), minus = ridge(given(A, "1 -1"), m, -1), Z = NULL;
  arr axis = sub(times(grid(A, 6), 2, 1), whole(A, 1));
  for (int i = 0; i <= 6; i++)
    for (int j = 0; j <= 6; j++) {
      arr z = row(stack(item(axis, i), item(axis, j)));
      Z = Z ? stack(Z, z) : z;
    }
  arr G = add(values_at(relu_unit, with_bias(Z), plus), values_at(relu_unit, with_bias(Z), minus));
  at_most(here, "error for a product in the plane", worst(G, mul(column_at(Z, 0), column_at(Z, 1))),
          rat(A, 1, (long)m * m));
}

static void measure_bias(run *here) {
  arr c = input(here, "cubic"), gauges = NULL, scaled = NULL, most = greatest_curvature(c);
  for (int m = 4; m <= 32; m *= 2) {
    bool bias = instead(here, "bias dropped", true, false);
    arr error = error_of_interpolation(c, m, bias), gauge = rat(c->in, 1, m);
    at(here, "m", whole(c->in, m));
    at_most(here, "error of m + 1 neurons", error, times(most, 1, 8L * m * m));
    arr next = times(error, (long)m * m, 1);
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    scaled = scaled ? stack(scaled, next) : flat(next);
  }
  tends(here, "error times the square of m", gauges, scaled, times(most, 1, 8), whole(c->in, 1),
        rat(c->in, 1, 10));
  measure_plane(here, c->in, 5);
}

/*. ## Polynomials */
static void measure_polynomial(run *here, arr X) {
  arr z = input(here, "z"), h = input(here, "step"), target = input(here, "four"), Z = NULL;
  for (int k = 0; k < 4; k++) {
    arr next = row(add(z, times(h, k, 1)));
    Z = Z ? stack(Z, next) : next;
  }
  arr third = given(z->in, "-1 3 -3 1"), delta = dot(third, target),
      bound = times(absolute(delta), 1, 8);
  activation sigma = instead(here, "ReLU for a square", quadratic, relu_unit);
  arr G = values_at(sigma, Z, X), size = add(whole(z->in, 1), greatest(absolute(G)));
  vanishes(here, "third difference of a network of squares", dot(third, G), size);
  at_most(here, "error of a network of squares, at least", bound, worst(G, target));
  arr signs_ = given(z->in, "1 -1 1 -1"), met = add(target, mul(times(delta, 1, 8), signs_));
  arr s = given(z->in, "0 1 2 3"), basis = given(z->in, "1 0; 1 1; 1 2"),
      plane = with_bias(column(s));
  arr hidden = square(dot(rows_from(plane, 0, 3), transpose(basis)));
  arr best = beside(basis, column(times(solve(hidden, rows_from(met, 0, 3)), 3, 1)));
  attains(here, "error of three squares", worst(values_at(quadratic, plane, best), target), bound);
}

static void measure_universality(run *here) {
  arr X = beside(input(here, "U"), column(input(here, "V")));
  part(here, "without a bias");
  measure_rays(here, X);
  measure_odd_parts(here, X);
  part(here, "with a bias");
  measure_bias(here);
  part(here, "polynomials");
  measure_polynomial(here, X);
}

static arr miss_on_the_ray(run *here) {
  arr y = input(here, "y");
  return sub(item(y, 1), mul(input(here, "lambda"), item(y, 0)));
}

static arr miss_of_oddness(run *here) {
  arr t = input(here, "odd");
  return sub(item(t, 2), add(item(t, 0), item(t, 1)));
}

static truth two_directions(run *here) {
  arr D = exact_input(here, "D"), det = determinant(D);
  return equal(det, whole(det->in, 0)) == YES ? NO : YES;
}

static truth apart_from_zero(run *here) {
  arr z = exact_input(here, "z");
  return lt(whole(z->in, 0), dot(z, z));
}

static void any_target(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 5);
  arr D = shaped(draw_list(d, "2..8/4 -4..4/8 -4..4/8 5..8/4"), 2, 2);
  set(d, "U", draw_dyadic(d, n, 2));
  set(d, "V", n == 1 ? flat(draw_dyadic(d, 0, 0)) : draw_dyadic(d, n, 0));
  set(d, "z", draw_list(d, "1..8/4 -8..8/4"));
  set(d, "lambda", draw_between(d, 1, 12, 4));
  set(d, "y", draw_list(d, "-8..8/4 -9..9/5"));
  set(d, "D", D);
  set(d, "odd", draw_list(d, "-8..8/4 -9..9/5 -6..6/7"));
  set(d, "cubic", draw_list(d, "1..8/4 1..8/4"));
  set(d, "step", draw_dyadic(d, 2, 0));
  set(d, "four", stack(draw_dyadic(d, 3, 0), rat(E, 1, 3)));
}

CLAIM(odt_E19) = {
  .title = "two-layer networks are universal",
  .kind = FORMULA,
  .where = "Section 6.1, eq. (19)",
  .says =
      "G_X(z) := (1/n) Σ v_i σ(⟨z, u_i⟩), σ(s) = max{s, 0}. Universal approximation results show "
      "that as n → ∞, such models can approximate uniformly any continuous function on compact "
      "sets",
  .correction = "the same for G_X((z, 1)), that is with a bias",
  .sentence = "False as printed: without a bias a ReLU network is homogeneous and its odd part is "
              "linear; either costs a fixed error that is computed and attained.",
  .remains = "Universality with a bias, which is customary, and that σ must not be a polynomial.",
  .inputs = { { "U", "n,2", REAL, "inner weights of a network" },
              { "V", "n", REAL, "its outer weights" },
              { "z", "2", REAL, "a datum" },
              { "lambda", "", POSITIVE, "another one on the same ray is λz" },
              { "y", "2", REAL, "target at the two" },
              { "D", "2,2", REAL, "two data z, z′ by rows" },
              { "odd", "3", REAL, "an odd target at z, z′, z + z′" },
              { "cubic", "2", REAL, "a, b of the target az³ + bz² on [0,1]" },
              { "step", "2", REAL, "four data z + k step, k = 0 .. 3" },
              { "four", "4", REAL, "target at the four" } },
  .hypotheses = { { "z is not zero", apart_from_zero },
                  { "z and z' are linearly independent", two_directions } },
  .instances = { { "three neurons",
                   { "U = 1 -1/2; 2/3 1; -1 3/4", "V = 1 -1/2 5/3", "z = 1 -2/3", "lambda = 2",
                     "y = 1/4 -1", "D = 1 1/2; -2/3 1", "odd = 1 -1/2 2", "cubic = 1 1/2",
                     "step = -2/3 1", "four = 1 -1/2 0 2" } },
                 { "five neurons",
                   { "U = 1 1/3; -1/2 2/3; 1/5 -1; 3/2 1; -1 -1/4", "V = 2 -1 1/3 3/4 -5/2",
                     "z = -1/2 1", "lambda = 3/4", "y = 2 1/3", "D = 2 1; 1 -1/3",
                     "odd = -1 1/3 1/2", "cubic = -2 1/3", "step = 1 -1", "four = 0 1 1 1/2" } } },
  .draw = any_target,
  .visible = { { "miss on the ray", miss_on_the_ray }, { "miss of oddness", miss_of_oddness } },
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .parts = { { "without a bias", REFUTED,
               "bias-free ReLU networks approximate every continuous "
               "function",
               "the error at z and λz is at least |y′ − λy|/(1 + λ), and at z, z′, z + z′ and "
               "their "
               "opposites at least |c − a − b|/3 for an odd target",
               HYPOTHESIS, PRINTED },
             { "with a bias", HOLDS,
               "m + 1 neurons have an error of at most max|f″|/(8m²) on [0,1]", NULL, NO_ERRATUM,
               DERIVED },
             { "polynomials", HOLDS, "σ must be non-polynomial", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_universality,
  .controls = { { "as printed" },
                { "a bias on the ray" },
                { "bias dropped" },
                { "ReLU for a square" } },
};
