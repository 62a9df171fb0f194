/*. # The linear interpolant
 *
 *  For independent $X_0\sim\alpha_0$, $X_1\sim\alpha_1$ the law $\alpha_t$ of $(1-t)X_0+tX_1$ is
 *  the convolution of two rescaled laws: its characteristic function is the product
 *  $\hat\alpha_0((1-t)u)\,\hat\alpha_1(tu)$, and its cumulants in every direction $u$ add up,
 *
 *  $$\kappa_n(u\cdot Z_t)=(1-t)^n\kappa_n(u\cdot X_0)+t^n\kappa_n(u\cdot X_1).$$
 *
 *  The second form is rational and is decided in rational numbers, for $n\le4$. The hypothesis at
 *  work is independence: the false neighbour has the same two laws joined by another coupling.
 *
 *  For white noise, "Gaussian convolution, which is equivalent to a heat diffusion" has a time that
 *  the survey leaves out: $\alpha_t=e^{\frac12(1-t)^2\Delta}\,\mathrm{Law}(tX_1)$. This is tested
 *  on the polynomials $(u\cdot z)^k$, by Cramér and Wold enough if all $k$ and $u$ were taken: on
 *  them the heat equation is the closed linear system $\dot m_k=\frac12|u|^2k(k-1)m_{k-2}$, which
 *  is flowed for the time $(1-t)^2$ from the moments of $tX_1$. The other side never heard of heat:
 *  Gauss-Hermite nodes, exact to degree seven, are pushed with the data by
 *  $(x_0,x_1)\mapsto(1-t)x_0+tx_1$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "prob/prob.h"

/* (1-t) x_i + t y_j, of numbers. */
static arr interpolants(arr t, arr x, arr y) {
  return add(column(mul(rest_of(t), x)), row(mul(t, y)));
}

static arr mean_of(arr values, arr weights) { return total(mul(values, weights)); }

static arr cumulants(arr values, arr weights) {
  arr mean = mean_of(values, weights), off = sub(values, mean), square_ = square(off);
  arr second = mean_of(square_, weights), third = mean_of(mul(square_, off), weights);
  arr fourth = sub(mean_of(square(square_), weights), times(square(second), 3, 1));
  return pack(values->in, 4, (arr[]){ mean, second, third, fourth });
}

static arr powers_to_four(arr s) {
  return pack(s->in, 4, (arr[]){ s, square(s), power(s, 3), power(s, 4) });
}

/* Real and imaginary part of the characteristic function at 1. */
static arr characteristic(arr values, arr weights) {
  return stack(mean_of(cosine(values), weights), mean_of(sine(values), weights));
}
static arr complex_product(arr a, arr b) {
  arr real = sub(mul(item(a, 0), item(b, 0)), mul(item(a, 1), item(b, 1)));
  return stack(real, add(mul(item(a, 0), item(b, 1)), mul(item(a, 1), item(b, 0))));
}

/* The same marginals; mass moved from two pairs to two others. */
static arr coupled(arr w, arr p) {
  arr Pi = outer(w, p), rows = eye(w->in, w->rows), columns = eye(w->in, p->rows);
  arr up = sub(row_at(rows, 0), row_at(rows, 1)),
      along = sub(row_at(columns, 0), row_at(columns, 1));
  return add(Pi, mul(least(Pi), outer(up, along)));
}

/* Moments 0 .. 6 of u.z; with: |u|^2. */
static arr heat(arr t, arr m, const arr *with) {
  arr rates[7];
  (void)t;
  for (int k = 0; k < 7; k++)
    rates[k] = k < 2 ? mul(whole(with[0]->in, 0), item(m, k))
                     : times(mul(with[0], item(m, k - 2)), (long)k * (k - 1), 2);
  return pack(m->in, 7, rates);
}

static arr moments_of(arr values, arr weights) {
  arr all[7], run_ = wholes(values, 1);
  for (int k = 0; k < 7; k++, run_ = mul(run_, values)) all[k] = mean_of(run_, weights);
  return pack(values->in, 7, all);
}

static void measure_blur(run *here, arr u, arr t, arr y, arr p) {
  gaussian_rule noise = gaussian_rule_of(t->in, 4, u->rows);
  arr values = interpolants(t, dot(noise.points, u), y), weights = outer(noise.weights, p);
  arr age = square(rest_of(t)),
      until = instead(here, "heat for twice as long", age, times(age, 2, 1));
  equals(here, "moments of the blurred data", moments_of(values, weights),
         flow(heat, moments_of(mul(t, y), p), until, total(square(u))));
}

static void measure_law(run *here) {
  arr w = input(here, "w"), p = input(here, "p"), u = input(here, "u"), times_ = input(here, "t");
  arr x = dot(input(here, "X0"), u), y = dot(input(here, "X1"), u);
  arr Pi = instead(here, "ends coupled", outer(w, p), coupled(w, p));
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), z = interpolants(t, x, y), rest = rest_of(t);
    arr first = mul(powers_to_four(rest), cumulants(x, w));
    at(here, "t", t);
    equals(here, "atoms that both ends share", diagonal_of(interpolants(t, y, y)), y);
    equals(here, "cumulants", cumulants(z, Pi),
           add(first, mul(powers_to_four(t), cumulants(y, p))));
  }
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), z = interpolants(t, x, y);
    arr noise = characteristic(mul(rest_of(t), x), w), data = characteristic(mul(t, y), p);
    at(here, "t", t);
    equals(here, "characteristic function", characteristic(z, Pi), complex_product(noise, data));
    measure_blur(here, u, t, y, p);
  }
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

/* Third cumulants at both ends: nothing is symmetric. */
static arr skewness(run *here) {
  arr u = input(here, "u");
  arr first = cumulants(dot(input(here, "X0"), u), input(here, "w"));
  arr second = cumulants(dot(input(here, "X1"), u), input(here, "p"));
  return mul(item(first, 2), item(second, 2));
}

static void any_ends(draw *d) {
  int n = (int)draw_whole(d, 2, 4), m = (int)draw_whole(d, 2, 4);
  arith *E = draw_arithmetic(d);
  set(d, "X0", add(draw_dyadic(d, n, 2), outer(row_at(eye(E, n), 0), given(E, "5 1"))));
  set(d, "w", draw_probability(d, n));
  set(d, "X1", add(draw_dyadic(d, m, 2), outer(row_at(eye(E, m), 0), given(E, "-1 5"))));
  set(d, "p", draw_probability(d, m));
  set(d, "u", draw_list(d, "5..9/8 5..9/8"));
  set(d, "t", draw_list(d, "1..7/16 9..15/16"));
}

CLAIM(odt_D3_1) = {
  .title = "the linear interpolant is a convolution, for white noise a heat flow",
  .kind = DEFINITION,
  .where = "Section 3.1",
  .says = "α_t = Law((1−t)X₀ + tX₁) is the convolution α₀^(1−t) * α₁^t; when α₀ is Gaussian it is "
          "obtained by Gaussian convolution, which is equivalent to a heat diffusion",
  .sentence = "Holds; for white noise the heat equation ∂ρ = ½Δρ runs for the time (1−t)² from "
              "the law of tX₁.",
  .inputs = { { "X0", "n,2", REAL, "atoms at t = 0" },
              { "w", "n", PROBABILITY, "their masses" },
              { "X1", "m,2", REAL, "atoms at t = 1" },
              { "p", "m", PROBABILITY, "their masses" },
              { "u", "2", REAL, "direction and frequency" },
              { "t", "k", POSITIVE, "times" } },
  .hypotheses = { { "every t lies in (0,1)", inside_the_path } },
  .instances = { { "three atoms to four",
                   { "X0 = 1 0; -1/2 2; -3/4 -5/3", "w = 1/2 1/3 1/6",
                     "X1 = 2 1; -1 1/2; 0 -3; 1/3 1/5", "p = 1/4 1/2 1/8 1/8", "u = 1 -2/3",
                     "t = 1/5 2/3" } } },
  .draw = any_ends,
  .visible = { { "product of the third cumulants", skewness } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_law,
  .controls = { { "ends coupled" }, { "heat for twice as long" } },
};
