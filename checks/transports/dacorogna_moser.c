/*. # The field of Dacorogna and Moser
 *
 *  Among the fields that carry a given path of densities the simplest to write down has
 *  $\rho_tv_t=-\nabla u_t$, $\Delta u_t=\partial_t\rho_t$. On the torus with trigonometric
 *  densities
 *
 *  $$\rho_t(x)=1+\sum_kA_k(t)\cos k\cdot x+B_k(t)\sin k\cdot x$$
 *
 *  whose coefficients move on straight lines, the Laplacian is inverted term by term, $-1/|k|^2$,
 *  and everything but the flow is a formula. The flow is not: $v_t$ is a quotient of trigonometric
 *  sums. It is integrated together with its tangent map $D$, and the change of variables
 *
 *  $$\rho_T(T_T(x))\,\det D_T(x)=\rho_0(x)$$
 *
 *  must come out, neither end being uniform. The continuity equation itself is decided by automatic
 *  differentiation of the flux. Two false neighbours: the opposite sign, and the flux taken for the
 *  velocity.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/waves.h"
#include "lin/lin.h"

static arr flux_for_velocity(wave_path p, arr t, waves w) {
  (void)t;
  return neg(wave_slope(w, wave_path_potential(p)));
}

static arr tangent_of_field(wave_path p, arr t, waves w) {
  arr u = wave_path_potential(p), rho = wave_path_density(p, t, w),
      slope = wave_slope(w, wave_path_coefficients(p, t));
  return sub(outer(wave_slope(w, u), over(slope, square(rho))), over(wave_bend(w, u), rho));
}

static arr tangent_of_flux(wave_path p, arr t, waves w) {
  (void)t;
  return neg(wave_bend(w, wave_path_potential(p)));
}

typedef arr (*rule)(wave_path p, arr t, waves w);

/* The particle in the first row, its tangent map below; with[3]: the sign. */
static arr moved_by(rule v, rule slope, arr t, arr state, const arr *with) {
  arr x = row_at(state, 0), D = rows_from(state, 1, x->rows);
  wave_path p = wave_path_of(with);
  waves w = waves_at(p.K, x);
  return mul(with[3], stack(row(v(p, t, w)), dot(slope(p, t, w), D)));
}
static arr by_field(arr t, arr state, const arr *with) {
  return moved_by(wave_path_field, tangent_of_field, t, state, with);
}
static arr by_flux(arr t, arr state, const arr *with) {
  return moved_by(flux_for_velocity, tangent_of_flux, t, state, with);
}

/* Mass flux at the time with[4]. */
static arr mass_flux(arr x, const arr *with) {
  wave_path p = wave_path_of(with);
  waves w = waves_at(p.K, x);
  return mul(with[3], mul(wave_path_density(p, with[4], w), wave_path_field(p, with[4], w)));
}
static arr mass_flux_of_flux(arr x, const arr *with) {
  wave_path p = wave_path_of(with);
  waves w = waves_at(p.K, x);
  return mul(with[3], mul(wave_path_density(p, with[4], w), flux_for_velocity(p, with[4], w)));
}

static void measure_carrying(run *here) {
  arr times_ = input(here, "t"), x = input(here, "x"), K = input(here, "K"), one = whole(x->in, 1);
  arr sign = instead(here, "the other sign", one, neg(one));
  arr with[] = { K, input(here, "start"), input(here, "end"), sign, NULL };
  field F = instead(here, "the flux for the velocity", by_field, by_flux);
  arr (*flux)(arr, const arr *) =
      instead(here, "the flux for the velocity", mass_flux, mass_flux_of_flux);
  wave_path p = wave_path_of(with);
  arr none = whole(x->in, 0), state = stack(row(x), eye(x->in, x->rows)), before = none;
  for (int i = 0; i < times_->rows; i++) {
    arr t = with[4] = item(times_, i);
    at(here, "t", t);
    equals(here, "rate of the density", wave_value(waves_at(K, x), sub(p.end, p.start)),
           neg(divergence(flux, x, with)));
    state = flow_between(F, before, state, t, with), before = t;
    arr z = row_at(state, 0), D = rows_from(state, 1, x->rows);
    equals(here, "density carried by a particle",
           mul(wave_path_density(p, t, waves_at(K, z)), determinant(D)),
           wave_path_density(p, none, waves_at(K, x)));
  }
}

static truth positive_at_both_ends(run *here) {
  arr start = exact_input(here, "start"), end = exact_input(here, "end"), one = whole(start->in, 1);
  truth first = lt(total(absolute(start)), one);
  return first == YES ? lt(total(absolute(end)), one) : first;
}

static truth up_to_the_end(run *here) {
  arr t = exact_input(here, "t");
  return le(t, whole(t->in, 1));
}

static void any_waves(draw *d) {
  arith *E = draw_arithmetic(d);
  int m = (int)draw_whole(d, 2, 3);
  arr K = NULL;
  for (int i = 0; i < m; i++) {
    arr k = draw_list(d, "1..3/1 -2..2/1");
    K = i ? stack(K, row(k)) : row(k);
  }
  arr share = rat(E, 1, 5L * m);
  set(d, "K", K);
  set(d, "start", mul(share, draw_dyadic(d, m, 2)));
  set(d, "end", mul(share, draw_dyadic(d, m, 2)));
  set(d, "x", draw_dyadic(d, 2, 0));
  set(d, "t", flat(draw_between(d, 1, 3, 8)));
}

/* How far the law itself moves the particle's density. */
static arr change(run *here) {
  arr rise = sub(input(here, "end"), input(here, "start"));
  return wave_value(waves_at(input(here, "K"), input(here, "x")), rise);
}

CLAIM(odt_E3) = {
  .title = "the Dacorogna-Moser field carries the path of densities",
  .kind = FORMULA,
  .where = "Section 2.1, eq. (3)",
  .says = "v_t = −(1/α_t) ∇Δ⁻¹(∂_t α_t)",
  .inputs = { { "K", "m,2", INTEGER, "wave vectors, by rows" },
              { "start", "m,2", REAL, "cosine and sine coefficients at t = 0" },
              { "end", "m,2", REAL, "and at t = 1" },
              { "x", "2", REAL, "where a particle starts" },
              { "t", "n", POSITIVE, "times, ascending" } },
  .hypotheses = { { "the coefficients at either end add up to less than 1", positive_at_both_ends },
                  { "every t is at most 1", up_to_the_end } },
  .instances = { { "from uniform to three waves",
                   { "K = 1 1; 1 -1; 1 0", "start = 0 0; 0 0; 0 0", "end = 1/4 0; 1/4 0; 0 1/4",
                     "x = 3/5 -4/3", "t = 1/3" } },
                 { "between two patterns",
                   { "K = 1 2; 2 -1; 1 0", "start = 1/4 -1/5; 0 1/8; 1/6 0",
                     "end = -1/6 0; 1/5 1/7; 0 -1/3", "x = 1 1/3", "t = 1/5 1/2" } } },
  .draw = any_waves,
  .draws = 1,
  .visible = { { "change of the density at the start", change } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E1" },
  .measure = measure_carrying,
  .controls = { { "the other sign", "from uniform to three waves" },
                { "the flux for the velocity", "from uniform to three waves" } },
};
