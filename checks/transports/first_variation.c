/*. # First variation, Wasserstein gradient, dissipation
 *
 *  Two derivatives of a functional $f$ of a law meet in (15). *Vertically*, mass is taken from one
 *  place and put in another, and $\delta f(\alpha)$ is the price of a place:
 *
 *  $$f\big((1-\tau)\alpha+\tau\beta\big)=f(\alpha)+\tau\int\delta f(\alpha)\,d(\beta-\alpha)+o(\tau),$$
 *
 *  up to a constant, since $\beta-\alpha$ has no mass. *Horizontally*, each particle is pushed along
 *  a field $\xi$. A push moves the price that a particle pays, hence
 *
 *  $$\frac d{ds}f\big((\mathrm{Id}+s\xi)\sharp\alpha\big)\Big|_{s=0}=\int\nabla\delta f(\alpha)\cdot\xi\,d\alpha$$
 *
 *  for every $\xi$, a gradient or not: $\nabla_Wf=\nabla\delta f$ is the gradient in the metric of
 *  the kinetic energy, and always a gradient field. Along the flow $v=-\nabla_Wf$ it follows that
 *  $\frac d{dt}f(\alpha_t)=-\int|\nabla_Wf|^2d\alpha_t$.
 *
 *  Atoms, with a potential and an interaction that is not symmetric,
 *
 *  $$f(\alpha)=\int\big(\tfrac14|x|^4-b\cdot x\big)d\alpha+\iint\big(x\cdot Qy+(u\cdot x)^2\,w\cdot y\big)d\alpha\,d\alpha,$$
 *
 *  make all of this polynomial. The first variation of the interaction is
 *  $\int\big(k(x,y)+k(y,x)\big)d\alpha(y)$, not twice $\int k(x,y)\,d\alpha(y)$; with the false one,
 *  which a symmetric kernel would forgive, nothing fits. The remainder is $\tau^2\iint k\,d(\beta-\alpha)^2$,
 *  exactly. Derivatives in the masses and in the places are taken by automatic differentiation of $f$,
 *  and the flow is run.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/waves.h"
#include "lin/lin.h"
#include "prob/gas.h"

/* with = { Q, forms: b, u, w by rows, then the atoms or their masses } */
static arr form(const arr *with, int i) { return row_at(with[1], i); }

static arr potential_of(arr X, const arr *with) {
  return sub(times(square(sum_rows(square(X))), 1, 4), dot(X, form(with, 0)));
}

static arr interactions(arr X, const arr *with) {
  arr pulls = dot(column(square(dot(X, form(with, 1)))), row(dot(X, form(with, 2))));
  return add(product(X, with[0], transpose(X)), pulls);
}

static arr energy_of(arr X, arr p, const arr *with) {
  return add(dot(p, potential_of(X, with)), dot(p, dot(interactions(X, with), p)));
}
static arr by_masses(arr p, const arr *with) { return energy_of(with[2], p, with); }
static arr by_places(arr X, const arr *with) { return energy_of(X, with[2], with); }

/* What x has to bear of the others; with = { Q, forms, X, p }. */
static arr burden(arr x, const arr *with) {
  arr mean = dot(with[3], with[2]),
      pull = mul(square(dot(form(with, 1), x)), dot(form(with, 2), mean));
  return add(dot(x, dot(with[0], mean)), pull);
}

/* The price of the place x. */
static arr price(arr x, const arr *with) {
  arr mean = dot(with[3], with[2]), pull = dot(with[3], square(dot(with[2], form(with, 1))));
  arr imposed = add(dot(mean, dot(with[0], x)), mul(pull, dot(form(with, 2), x)));
  return add(item(potential_of(row(x), with), 0), add(burden(x, with), imposed));
}
static arr price_without_symmetry(arr x, const arr *with) {
  return add(item(potential_of(row(x), with), 0), times(burden(x, with), 2, 1));
}

typedef arr (*tariff)(arr x, const arr *with);

static arr prices(tariff rule, arr X, const arr *with) {
  arr list[X->rows];
  for (int i = 0; i < X->rows; i++) list[i] = rule(row_at(X, i), with);
  return pack(X->in, X->rows, list);
}

/* By rows, at the atoms themselves. */
static arr slopes(arr X, arr p, const arr *with) {
  arr u = form(with, 1), w = form(with, 2), mean = dot(p, X), along = dot(X, u);
  arr fixed = sub(add(dot(with[0], mean), dot(mean, with[0])), form(with, 0));
  arr own = mul(column(times(mul(along, dot(w, mean)), 2, 1)), row(u));
  arr well = mul(column(sum_rows(square(X))), X);
  return add(add(well, own), row(add(fixed, mul(dot(p, square(along)), w))));
}

/* Atoms, and in a row below what was spent; with[2]: the masses. */
static arr descending(arr t, arr state, const arr *with) {
  int n = with[2]->rows;
  arr X = rows_from(state, 0, n), G = slopes(X, with[2], with);
  arr first = row_at(eye(arith_base(t->in), X->columns), 0);
  return stack(neg(G), row(mul(dot(with[2], sum_rows(square(G))), first)));
}

/* A share T of the mass is moved, and the atoms are followed for the time T. */
static void measure_atoms(run *here, arr T) {
  arr X = input(here, "X"), P = input(here, "P"), Xi = input(here, "Xi"), Q = input(here, "Q");
  arr forms = input(here, "forms"), p = row_at(P, 0), q = row_at(P, 1), moved = sub(q, p);
  arr in_masses[] = { Q, forms, X }, in_places[] = { Q, forms, p }, law[] = { Q, forms, X, p };
  tariff rule = instead(here, "kernel not symmetrised", price, price_without_symmetry);
  arr slope = dot(prices(rule, X, law), moved), G = slopes(X, p, law);
  arr bend = dot(moved, dot(interactions(X, law), moved)), before = by_masses(p, in_masses);
  arr mixed = add(mul(sub(whole(T->in, 1), T), p), mul(T, q));
  part(here, "first variation");
  equals(here, "slope in the masses", derivative(by_masses, p, moved, in_masses), slope);
  equals(here, "law with a share moved", by_masses(mixed, in_masses),
         add(before, add(mul(T, slope), mul(square(T), bend))));
  part(here, "Wasserstein gradient");
  for (int i = 0; i < X->rows; i++)
    equals(here, "gradient of the price", gradient(rule, row_at(X, i), law), row_at(G, i));
  equals(here, "slope in the places", derivative(by_places, X, Xi, in_places),
         dot(p, sum_rows(mul(G, Xi))));
  arr start = stack(X, zeros(X->in, 1, X->columns)),
      end = flow_from(descending, start, T, in_places);
  part(here, "dissipation");
  at(here, "t", T);
  equals(here, "energy spent by the atoms", entry(end, X->rows, 0),
         sub(before, by_places(rows_from(end, 0, X->rows), in_places)));
}

/*. ## Densities
 *
 *  For $f(\alpha)=\int g(\rho)\,dx$ the price is $g'(\rho)$. A push by $s\xi$ gives a cell the volume
 *  $1+s\,\mathrm{div}\xi+O(s^2)$, and what its energy $V g(\rho/V)$ then gains must be, over all cells,
 *  $\int\rho\,\nabla g'(\rho)\cdot\xi$. On a torus, with trigonometric densities and fields and a polynomial
 *  $g$, every integral is the mean over a grid that is fine enough, so that nothing is lost by
 *  quadrature; the two integrands differ at every point.
 *
 *  With the entropy, and a well, a Gaussian stays one: $f=\frac12(\mathrm{Tr}\Lambda S-\log\det S)$,
 *  $\nabla\delta f(x)=(\Lambda-S^{-1})x$, pushed by a matrix $B$ that is not symmetric.
 */
/* with = { K, coefficients, c, powers }; of rho, of another density less it, of xi_1 and of xi_2. */
static gas gas_of(const arr *with) { return (gas){ whole(with[2]->in, 0), with[2], with[3] }; }

static arr wave_of(int which, arr x, const arr *with) {
  arr C = beside(column(column_at(with[1], 2 * which)), column(column_at(with[1], 2 * which + 1)));
  return wave_value(waves_at(with[0], x), C);
}

static arr density(arr x, const arr *with) { return add(whole(x->in, 1), wave_of(0, x, with)); }

static arr push(arr x, const arr *with) { return stack(wave_of(2, x, with), wave_of(3, x, with)); }

static arr price_of_density(arr x, const arr *with) {
  return gas_slope(gas_of(with), density(x, with));
}

/* with[4]: a point; the integrand along (1 - tau) alpha + tau beta. */
static arr energy_at(arr tau, const arr *with) {
  arr rho = add(density(with[4], with), mul(tau, wave_of(1, with[4], with)));
  return gas_energy(gas_of(with), rho);
}

/* Energy of the mass of a unit cell at with[4], whose volume is 1 + s div xi to first order. */
static arr energy_of_cell(arr s, const arr *with) {
  arr V = add(whole(s->in, 1), mul(s, divergence(push, with[4], with)));
  return mul(V, gas_energy(gas_of(with), over(density(with[4], with), V)));
}

/* More than the frequency of any integrand, g being of degree 3. */
static long enough_points(run *here) {
  arr most = times(greatest(absolute(exact_input(here, "K"))), 4, 1);
  long n = 1;
  while (le(whole(most->in, n), most) == YES) n++;
  return n;
}

static void measure_densities(run *here) {
  arith *A = arithmetic(here);
  arr q = given(exact_input(here, "T")->in, "1 2 3"), step, zero = whole(A, 0), one = whole(A, 1);
  arr with[] = { input(here, "K"), input(here, "C"), input(here, "c"), q, NULL };
  arr masses = zero, costs = zero, cells = zero, pushes = zero;
  long n = enough_points(here);
  step = times(constant_pi(A), 2, n);
  for (long i = 0; i < n * n; i++) {
    arr x = with[4] = mul(step, stack(whole(A, i / n), whole(A, i % n))),
        now = price_of_density(x, with);
    masses = add(masses, derivative(energy_at, zero, one, with));
    costs = add(costs, mul(now, wave_of(1, x, with)));
    cells = add(cells, derivative(energy_of_cell, zero, one, with));
    arr slope = gradient(price_of_density, x, with);
    pushes = add(pushes, mul(density(x, with), dot(slope, push(x, with))));
  }
  part(here, "first variation");
  equals(here, "slope in the densities", times(masses, 1, n * n), times(costs, 1, n * n));
  part(here, "Wasserstein gradient");
  equals(here, "slope along a push", times(cells, 1, n * n), times(pushes, 1, n * n));
}

/* with = { Lambda, S, B } */
static arr gaussian_energy(arr s, const arr *with) {
  arr push = add(eye(with[0]->in, 2), mul(s, with[2])), S = product(push, with[1], transpose(push));
  arr det = sub(mul(entry(S, 0, 0), entry(S, 1, 1)), square(entry(S, 1, 0)));
  return times(sub(trace(dot(with[0], S)), ln(det)), 1, 2);
}

/* S, and in a row below what was spent; with = { Lambda } */
static arr fokker_planck(arr t, arr state, const arr *with) {
  arr S = rows_from(state, 0, 2), push = sub(inverse(S), with[0]), flux = dot(push, S);
  arr first = row_at(eye(arith_base(t->in), 2), 0), power_ = trace(dot(flux, push));
  return stack(add(flux, transpose(flux)), row(mul(power_, first)));
}

static void measure_gaussian(run *here, arr T) {
  arr L = input(here, "Lambda"), S = input(here, "S"), B = input(here, "B"), none = whole(S->in, 0);
  arr with[] = { L, S, B }, unit = whole(S->in, 1);
  part(here, "Wasserstein gradient");
  equals(here, "slope of a Gaussian along a push", derivative(gaussian_energy, none, unit, with),
         sub(trace(product(L, B, S)), trace(B)));
  arr end = flow(fokker_planck, stack(S, zeros(S->in, 1, 2)), T, L), still = wholes(B, 0);
  part(here, "dissipation");
  at(here, "t", T);
  equals(here, "energy spent by a Gaussian", entry(end, 2, 0),
         sub(gaussian_energy(none, with),
             gaussian_energy(none, (arr[]){ L, rows_from(end, 0, 2), still })));
}

static void measure_variation(run *here) {
  arr T = input(here, "T");
  measure_atoms(here, T);
  measure_densities(here);
  measure_gaussian(here, T);
}

static arr asymmetry_of_the_kernel(run *here) {
  arr Q = input(here, "Q");
  return norm(sub(Q, transpose(Q)));
}

static truth share(run *here) {
  arr T = exact_input(here, "T");
  return lt(T, whole(T->in, 1));
}

static void any_energy(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 4), k = (int)draw_whole(d, 2, 3);
  set(d, "X", draw_dyadic(d, n, k));
  arr p = draw_probability(d, n), q = draw_probability(d, n);
  set(d, "P", stack(row(p), row(q)));
  set(d, "Xi", draw_dyadic(d, n, k));
  set(d, "Q", times(draw_dyadic(d, k, k), 1, 4));
  set(d, "forms", times(add(draw_dyadic(d, 3, k), filled(E, 3, k, whole(E, 3))), 1, 8));
  set(d, "T", rat(E, 1, 32));
  set(d, "K", given(E, "1 0; 1 1"));
  set(d, "C", times(draw_dyadic(d, 2, 8), 1, 9));
  set(d, "c", draw_list(d, "-8..8/4 1..8/4 1..8/4"));
  set(d, "Lambda", draw_spd(d, 2));
  set(d, "S", draw_spd(d, 2));
  set(d, "B", draw_dyadic(d, 2, 2));
}

CLAIM(odt_E15) = {
  .title = "first variation, Wasserstein gradient and dissipation",
  .kind = DEFINITION,
  .where = "Section 5.1, before eq. (15)",
  .says = "∇_W f(α) = ∇[δf(α)], where δf(α) is the first variation of f, i.e. a function in C(R^d) "
          "satisfying "
          "f((1−τ)α + τβ) = f(α) + τ ∫ δf(α)(x) d(β−α)(x) + o(τ); the Wasserstein gradient flow "
          "limiting PDE thus reads ∂_t α_t + div(−∇_W f(α_t) α_t) = 0",
  .sentence = "Holds, with δf up to a constant and k(x,y) + k(y,x) for an interaction; the flow "
              "spends ∫|∇_W f|² dα.",
  .inputs = { { "X", "n,k", REAL, "atoms, by rows" },
              { "P", "2,n", STOCHASTIC, "their masses, and others" },
              { "Xi", "n,k", REAL, "where the atoms are pushed" },
              { "Q", "k,k", REAL, "form of the interaction" },
              { "forms", "3,k", REAL, "b, u and w by rows" },
              { "T", "", POSITIVE, "time of the flows; share of the mass that is moved" },
              { "K", "m,2", INTEGER, "wave vectors on a torus, by rows" },
              { "C", "m,8", REAL, "waves of a density, of a change, of a push" },
              { "c", "3", REAL, "coefficients of s, s^2, s^3 in g" },
              { "Lambda", "2,2", SPD, "Hessian of a well" },
              { "S", "2,2", SPD, "covariance of a Gaussian in it" },
              { "B", "2,2", REAL, "a push of the Gaussian" } },
  .hypotheses = { { "T is below 1", share } },
  .instances = { { "three atoms in the plane, a triad of waves, an ellipse",
                   { "X = 1 0; -1/2 2; -3/4 -5/3", "P = 1/2 1/3 1/6; 1/5 1/5 3/5",
                     "Xi = 1 1/2; -1/3 1; 0 -2", "Q = 1/2 1; -1/3 1/5",
                     "forms = 1/3 -1/2; 1/2 1/4; -1/3 1/5", "T = 1/20", "K = 1 0; 0 1; 1 1",
                     "C = 1/7 0 1/5 0 1 1/2 0 1/3; 0 1/5 0 -1/6 0 1 -1/2 0; 1/9 1/8 0 1/7 2 0 1/3 "
                     "1",
                     "c = 2 -1/2 1/3", "Lambda = 2 1; 1 1", "S = 1/2 -1/3; -1/3 3",
                     "B = 1 -2; 1/2 1/3" } } },
  .draw = any_energy,
  .draws = 1,
  .visible = { { "asymmetry of the kernel", asymmetry_of_the_kernel } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .parts = { { "first variation", HOLDS, "f((1−τ)α + τβ) = f(α) + τ∫δf d(β−α) + o(τ)", NULL,
               NO_ERRATUM, PRINTED },
             { "Wasserstein gradient", HOLDS, "d/ds f((Id + sξ)♯α) = ∫ ∇δf·ξ dα at s = 0", NULL,
               NO_ERRATUM, PRINTED },
             { "dissipation", HOLDS, "f(α₀) − f(α_T) = ∫∫ |∇_W f|² dα dt along the flow", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_variation,
  .controls = { { "kernel not symmetrised" } },
};
