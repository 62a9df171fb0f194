/*. # The field of least effort
 *
 *  Of all fields that carry a given path, (4) asks for the one of least kinetic energy. The answer
 *  is a projection. If $v=\nabla\psi$ carries the path and $v+w$ carries it too, then
 *  $\mathrm{div}(\alpha w)=0$ and $\int\nabla\psi\cdot w\,d\alpha=0$, so
 *
 *  $$\int|v+w|^2d\alpha=\int|\nabla\psi|^2d\alpha+\int|w|^2d\alpha :$$
 *
 *  the gradient is the minimiser, the only one, and inserting it into the continuity equation gives
 *  (6). Nothing else need be examined than that the spaces are what they are said to be. This is
 *  done twice.
 *
 *  **On the torus.** Take any density $\rho>0$, potential $\psi$ and stream function $\chi$, all
 *  trigonometric, and a constant $c$: the fields that do not move $\rho$ are
 *  $w=(\nabla^\perp\chi+c)/\rho$, and there are no others. The cross term
 *  $\nabla\psi\cdot(\nabla^\perp\chi+c)$ is a trigonometric polynomial, and a grid of $N^2$ points
 *  integrates it exactly when its frequencies stay below $N$. So Pythagoras holds on the *grid*,
 *  with no error of quadrature, although neither energy is a polynomial. Without the division by
 *  $\rho$ the field is still free of divergence, and it is not orthogonal.
 *
 *  **Along a Gaussian path.** For $\psi=\frac12x^\top Sx$ equation (6) is the Lyapunov equation
 *  $S\Sigma_t+\Sigma_tS=\dot\Sigma_t$. In the plane
 *  $\Sigma+\det(\Sigma)\Sigma^{-1}=\mathrm{Tr}(\Sigma)\, \mathrm{Id}$ solves it in closed form,
 *
 *  $$S=\frac{\dot\Sigma+\det(\Sigma)\,\Sigma^{-1}\dot\Sigma\Sigma^{-1}}{2\,\mathrm{Tr}\,\Sigma},$$
 *
 *  and this is a field that can be flowed. It must carry $\Sigma_0$ to $\Sigma_1$ along
 *  $\Sigma_t=(1-t)^2\Sigma_0+t^2\Sigma_1$, the path of flow matching, and what it spends lies
 *  strictly between the squared distance of the ends and what the flow-matching field spends on the
 *  same path, $\mathrm{Tr}(\Sigma_0+\Sigma_1)-\frac\pi2\mathrm{Tr}(\Sigma_0\#\Sigma_1)$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/waves.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr density_of(arr K, arr rho, arr x) {
  return add(whole(x->in, 1), wave_value(waves_at(K, x), rho));
}

/* with: K, rho, psi, chi, c */
static arr gradient_at(arr x, const arr *with) { return wave_slope(waves_at(with[0], x), with[2]); }

static arr stream_at(arr x, const arr *with) {
  arr slope = wave_slope(waves_at(with[0], x), with[3]);
  return add(stack(neg(item(slope, 1)), item(slope, 0)), with[4]);
}

static arr still_at(arr x, const arr *with) {
  return over(stream_at(x, with), density_of(with[0], with[1], x));
}

static arr mass_flux(arr x, const arr *with) {
  return mul(density_of(with[0], with[1], x), still_at(x, with));
}
static arr mass_flux_unweighted(arr x, const arr *with) {
  return mul(density_of(with[0], with[1], x), stream_at(x, with));
}

/* One more than the largest frequency of a product of two waves. */
static long enough_points(run *here) {
  arr K = greatest(absolute(exact_input(here, "K")));
  long n = 0;
  while (le(whole(K->in, n), times(K, 2, 1)) == YES) n++;
  return n;
}

typedef struct {
  arr least, spare, both;
} energies;

static energies on_the_grid(long n, arr (*other)(arr, const arr *), const arr *with) {
  arith *A = with[0]->in;
  arr step = times(constant_pi(A), 2, n), zero = whole(A, 0);
  energies e = { zero, zero, zero };
  for (long i = 0; i < n * n; i++) {
    arr x = mul(step, stack(whole(A, i / n), whole(A, i % n)));
    arr rho = density_of(with[0], with[1], x), v = gradient_at(x, with), w = other(x, with);
    e.least = add(e.least, mul(rho, total(square(v))));
    e.spare = add(e.spare, mul(rho, total(square(w))));
    e.both = add(e.both, mul(rho, total(square(add(v, w)))));
  }
  return e;
}

static void measure_torus(run *here) {
  arr x = input(here, "x");
  arr with[] = { input(here, "K"), input(here, "rho"), input(here, "psi"), input(here, "chi"),
                 input(here, "c") };
  arr (*w)(arr, const arr *) = instead(here, "not weighted by the density", still_at, stream_at);
  arr (*flux)(arr, const arr *) =
      instead(here, "not weighted by the density", mass_flux, mass_flux_unweighted);
  vanishes(here, "divergence of the competitor's flux", divergence(flux, x, with),
           norm(flux(x, with)));
  energies e = on_the_grid(enough_points(here), w, with);
  equals(here, "energy of a competitor", e.both, add(e.least, e.spare));
  exceeds(here, "energy above the least", e.both, e.least);
}

/* Of the covariance. */
static arr rate_of(arr t, arr S0, arr S1) { return times(interpolant_drift(t, S0, S1), 2, 1); }

static arr determinant_in_the_plane(arr S) {
  return sub(mul(entry(S, 0, 0), entry(S, 1, 1)), square(entry(S, 1, 0)));
}

static arr least_field(arr t, arr S0, arr S1) {
  arr S = interpolant_covariance(t, S0, S1), rate = rate_of(t, S0, S1), size = trace(S);
  arr adjugate = sub(mul(size, eye(S0->in, 2)), S), turned = product(adjugate, rate, adjugate);
  return over(add(rate, over(turned, determinant_in_the_plane(S))), times(size, 2, 1));
}

/* Of a symmetric A that moves the covariance at this rate. */
static arr power_of(arr A, arr rate) { return times(total(mul(A, rate)), 1, 2); }

/* The flow matrix, and below it a row: the energy spent, and what flow matching spends. */
static arr with_energy(arr t, arr state, const arr *with) {
  arr A = least_field(t, with[0], with[1]), rate = rate_of(t, with[0], with[1]);
  arr S = interpolant_covariance(t, with[0], with[1]);
  arr other = mean_square(interpolant_field(t, with[0], with[1]), S);
  return stack(dot(A, rows_from(state, 0, 2)), row(stack(power_of(A, rate), other)));
}

static arr gaussian(arr S, arr x) {
  arr energy = times(dot(x, solve(S, x)), 1, 2);
  return over(expo(neg(energy)), root(determinant_in_the_plane(S)));
}

/* In time at x, and its flux in space; with: Sigma0, Sigma1, x or t, the matrix of the field. */
static arr density_in_time(arr t, const arr *with) {
  return gaussian(interpolant_covariance(t, with[0], with[1]), with[2]);
}
static arr gaussian_flux(arr x, const arr *with) {
  return mul(gaussian(interpolant_covariance(with[2], with[0], with[1]), x), dot(with[3], x));
}

static void measure_gaussian(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), t = input(here, "t");
  arr x = input(here, "x"), one = whole(x->in, 1), S = interpolant_covariance(t, S0, S1);
  arr A = interpolant_field(t, S0, S1), best = lyapunov(S, rate_of(t, S0, S1));
  arr candidate = instead(here, "the flow-matching field", least_field(t, S0, S1), A);
  arr spare = sub(A, best);
  at(here, "t", t);
  equals(here, "field of least effort", candidate, best);
  equals(here, "rate of the density", derivative(density_in_time, t, one, (arr[]){ S0, S1, x }),
         neg(divergence(gaussian_flux, x, (arr[]){ S0, S1, t, candidate })));
  equals(here, "power of the flow-matching field", mean_square(A, S),
         add(mean_square(candidate, S), mean_square(spare, S)));
  equals(here, "power of the field of least effort", power_of(candidate, rate_of(t, S0, S1)),
         mean_square(candidate, S));
}

static void measure_spending(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), one = whole(S0->in, 1);
  arr start = stack(eye(S0->in, 2), zeros(S0->in, 1, 2));
  arr end = flow(with_energy, start, one, S0, S1), Y = rows_from(end, 0, 2),
      spent = entry(end, 2, 0), other = entry(end, 2, 1);
  arr mean = times(mul(constant_pi(S0->in), trace(geometric_mean(S0, S1))), 1, 2);
  at(here, "t", one);
  equals(here, "law carried by the field of least effort", product(Y, S0, transpose(Y)), S1);
  exceeds(here, "energy, above the squared distance", spent, bures_squared(S0, S1));
  equals(here, "energy of the flow-matching field", other, sub(trace(add(S0, S1)), mean));
  exceeds(here, "and above the least", other, spent);
}

static void measure_least(run *here) {
  measure_torus(here);
  measure_gaussian(here);
  bool plain =
      !under(here, "not weighted by the density") && !under(here, "the flow-matching field");
  if (plain) measure_spending(here);
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

static truth positive_density(run *here) {
  arr rho = exact_input(here, "rho");
  return lt(total(absolute(rho)), whole(rho->in, 1));
}

static arr failure_to_commute(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1");
  return norm(commutator(S0, S1));
}

static void any_path(draw *d) {
  arith *E = draw_arithmetic(d);
  arr share = rat(E, 1, 16);
  set(d, "K", given(E, "1 0; 0 1; 1 1"));
  set(d, "rho", mul(share, draw_dyadic(d, 3, 2)));
  set(d, "psi", draw_dyadic(d, 3, 2));
  set(d, "chi", add(draw_dyadic(d, 3, 2), given(E, "3 0; 0 0; 0 0")));
  set(d, "c", draw_dyadic(d, 2, 0));
  set(d, "Sigma0", draw_spd(d, 2));
  set(d, "Sigma1", draw_spd(d, 2));
  set(d, "t", draw_between(d, 1, 7, 8));
  set(d, "x", draw_dyadic(d, 2, 0));
}

CLAIM(odt_E4) = {
  .title = "the field of least effort is a gradient",
  .kind = FORMULA,
  .where = "Section 2.1, eqs. (4) to (6)",
  .says = "the optimal vector field is necessarily a gradient: v_t = ∇ψ_t = −∇Δ_α⁻¹(∂_t α_t), "
          "with Δ_α(φ) = div(α_t ∇φ)",
  .inputs = { { "K", "m,2", INTEGER, "wave vectors on the torus, by rows" },
              { "rho", "m,2", REAL, "cosine and sine coefficients of the density, beside 1" },
              { "psi", "m,2", REAL, "of the potential" },
              { "chi", "m,2", REAL, "of the stream function of the competitor" },
              { "c", "2", REAL, "its constant part" },
              { "Sigma0", "2,2", SPD, "covariance at t = 0" },
              { "Sigma1", "2,2", SPD, "covariance at t = 1" },
              { "t", "", POSITIVE, "time on the Gaussian path" },
              { "x", "2", REAL, "a point" } },
  .hypotheses = { { "t lies in (0,1)", inside_the_path },
                  { "the coefficients of the density add up to less than 1", positive_density } },
  .instances = { { "a triad of waves; two ellipses",
                   { "K = 1 0; 0 1; 1 1", "rho = 0 0; 1/5 0; 1/3 1/4", "psi = 1 1/2; 0 -1/3; 0 1/4",
                     "chi = 0 1/3; 2/3 1; 1/5 0", "c = 1/2 -1/3", "Sigma0 = 2 1; 1 1",
                     "Sigma1 = 1/2 -1/3; -1/3 3", "t = 1/3", "x = 7/5 -3/4" } } },
  .draw = any_path,
  .draws = 1,
  .visible = { { "commutator of the covariances", failure_to_commute } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-R2.1a", "odt-R3.2c" },
  .measure = measure_least,
  .controls = { { "not weighted by the density" }, { "the flow-matching field" } },
};
