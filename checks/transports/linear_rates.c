/*. # Convexity alone gives no linear rate
 *
 *  From displacement convexity the survey concludes: "This ensures, under mild conditions, global
 *  convergence with linear rate to an equilibrium". How mild may they be? A functional that is convex
 *  along geodesics and has an equilibrium $\alpha_*$ gives
 *
 *  $$f(\alpha_t)-f(\alpha_*)\le\frac{W_2^2(\alpha_0,\alpha_*)}{4t},$$
 *
 *  and not more. Write $E=f(\alpha_t)-f(\alpha_*)$, $D$ for the distance to $\alpha_*$, $|\partial f|$ for the
 *  slope. Convexity says $E\le|\partial f|D$, the flow has $E'=-|\partial f|^2$ and, by the evolution
 *  variational inequality, $(D^2)'\le-2E$. Put $y=D_0^2-2\int_0^tE\ge D^2$: then
 *  $-E'/E\ge E/y=-y'/2y$, so $E/\sqrt y$ decreases and $(\sqrt y)'=-E/\sqrt y\le-E_t/\sqrt{y_t}$ up to the time
 *  $t$. Hence $tE_t\le\sqrt{y_t}(\sqrt{y_0}-\sqrt{y_t})\le\frac14y_0$. In the cone $V=v|x|$ there is
 *  equality half the way down.
 *
 *  - On $\mathbb R^d$ a functional (16) has no equilibrium at all: a dilation lowers it for ever. Along the
 *    solution of Barenblatt for $p=2$, $f$ is proportional to $R^{-d}$ with
 *    $R^{d+2}=R_0^{d+2}+4C(d+2)t$, a power of $t$. When $R$ has doubled $k$ times, $f$ has fallen by
 *    $2^{-dk}$ and $t$ has grown like $2^{(d+2)k}$, so $f(\alpha_t)\le f(\alpha_0)e^{-\lambda t}$ fails for every
 *    $\lambda>0$; since $e^{-z}\le(1+z/3)^{-3}$ this is a matter of rational numbers.
 *  - Confinement is not enough. The convex well $V=\frac v4x^4$ has the equilibrium $\delta_0$, and from
 *    $\delta_x$ the flow of $\int V\,d\alpha$ leaves $\frac v4x^4(1+2vx^2t)^{-2}$.
 *  - *Strong* convexity is enough. In the well $\frac12x^\top\Lambda x$, $\Lambda\succeq\lambda$, the
 *    Fokker-Planck flow has $f(\alpha_t)-f(\alpha_*)\le e^{-2\lambda t}(f(\alpha_0)-f(\alpha_*))$ and
 *    $W_2(\alpha_t,\alpha_*)\le e^{-\lambda t}W_2(\alpha_0,\alpha_*)$, with equality for a mean on the softest axis.
 *  - So is a *bounded domain*, where the rate comes from the inequality of Poincaré and not from
 *    convexity: on the circle the heat flow has
 *    $\int(\rho_t-1)^2\le e^{-2t}\int(\rho_0-1)^2$, with equality for the first harmonic.
 *
 *  The hedge of the sentence can hold the last two. It cannot be left out, nor be called mild.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/gas.h"
#include "prob/prob.h"

/* (1 + z/3)^-3 is rational, and above 1/e^z for z > 0. */
static arr above_decay(arr z) { return power(add(whole(z->in, 1), times(z, 1, 3)), -3); }

/* When a hill that was of radius R0 has the radius R. */
static arr age_of_hill(arr R, arr R0, arr C, int d) {
  return over(sub(power(R, d + 2), power(R0, d + 2)), times(C, 4L * (d + 2), 1));
}

/* R' = 4 C R^-(d+1); with = { C, d exact } */
static arr spreading(arr t, arr R, const arr *with) {
  return (void)t, over(times(with[0], 4, 1), power(R, (long)approx(with[1], 0, 0) + 1));
}

/* Square of the density at r in the hill of radius with[2], times r^(d-1). */
static arr square_on_ray(arr r, const arr *with) {
  long d = (long)approx(with[1], 0, 0);
  arr rest = sub(whole(r->in, 1), square(over(r, with[2])));
  return mul(square(over(mul(with[0], rest), power(with[2], d))), power(r, d - 1));
}
/* Times |x|^2. */
static arr moment_on_ray(arr r, const arr *with) {
  long d = (long)approx(with[1], 0, 0);
  arr rest = sub(whole(r->in, 1), square(over(r, with[2])));
  return mul(over(mul(with[0], rest), power(with[2], d)), power(r, d + 1));
}

static arr on_rays(arr (*f)(arr, const arr *), arr R, const arr *with) {
  return integral(f, wholes(R, 0), R, 5, 1, (arr[]){ with[0], with[1], R });
}

/* One doubling, by the flow and by integrals over the hill; and that it spends what it loses. */
static void measure_hill(run *here) {
  arr R = input(here, "R"), with[] = { input(here, "C"), exact_input(here, "d") };
  int d = (int)whole_input(here, "d");
  arr twice = times(R, 2, 1), age = age_of_hill(twice, R, with[0], d), none = whole(R->in, 0);
  arr f = on_rays(square_on_ray, R, with), speed = spreading(none, R, with);
  part(here, "convexity alone");
  at(here, "t", age);
  equals(here, "radius of a hill", flow_from(spreading, R, age, with), twice);
  equals(here, "its energy", on_rays(square_on_ray, twice, with),
         over(f, power(whole(R->in, 2), d)));
  equals(here, "energy spent", mul(square(over(speed, R)), on_rays(moment_on_ray, R, with)),
         times(over(mul(f, speed), R), d, 1));
}

static arr share_in_well(arr w, arr t) {
  return power(add(whole(t->in, 1), times(mul(w, t), 2, 1)), -2);
}

/* So many that 4^k lambda R^(d+2) is above 24 C (d+2): then lambda t_k / 3 is above 2^(dk). */
static int doublings(run *here, int d) {
  arr R = exact_input(here, "R"), need = times(exact_input(here, "C"), 24L * (d + 2), 1);
  arr have = mul(exact_input(here, "lambda"), power(R, d + 2));
  int k = 1;
  while (le(mul(power(whole(R->in, 4), k), have), need) == YES) k++;
  return k;
}

static void measure_alone(run *here, arr lambda, arr w) {
  arr R = input(here, "R"), one = whole(w->in, 1);
  int d = (int)whole_input(here, "d"), k = doublings(here, d);
  void (*judge)(run *, const char *, arr, arr) = instead(here, "as printed", exceeds, at_most);
  arr end = times(R, 1L << k, 1), late = age_of_hill(end, R, input(here, "C"), d);
  arr left = power(over(R, end), d);
  part(here, "convexity alone");
  at(here, "t", late);
  equals(here, "share of the energy after k doublings", left, power(whole(w->in, 2), -(long)d * k));
  judge(here, "share of the energy left to a hill", left, above_decay(mul(lambda, late)));
  late = add(one, over(times(square(add(one, times(w, 2, 1))), 27, 1), power(lambda, 3)));
  at(here, "t", late);
  judge(here, "share of the energy left in a quartic well", share_in_well(w, late),
        above_decay(mul(lambda, late)));
}

/* x' = -v x^3 */
static arr falling(arr t, arr x, const arr *with) {
  return (void)t, neg(mul(with[0], power(x, 3)));
}

static arr quartic(arr x, const arr *with) { return times(mul(with[0], power(x, 4)), 1, 4); }

static arr rate_bound(arr x, arr t) { return over(square(x), times(t, 4, 1)); }

static void measure_well(run *here, arr v, arr x, arr w, arr t) {
  arr left = share_in_well(w, t), one = whole(x->in, 1);
  part(here, "convexity and an equilibrium: 1/t");
  at(here, "t", t);
  at_most(here, "energy left in a quartic well", mul(quartic(x, &v), left), rate_bound(x, t));
  equals(here, "force of the well", falling(t, x, &v), neg(derivative(quartic, x, one, &v)));
  equals(here, "share left by the flow", power(over(flow(falling, x, t, v), x), 4), left);
  arr half_way = times(over(x, v), 1, 2); /* in the well v |x| */
  at(here, "t", half_way);
  attains(here, "energy left half the way down a cone", mul(v, sub(x, mul(v, half_way))),
          rate_bound(x, half_way));
}

/* S, and below it the mean; with = { Lambda } */
static arr fokker_planck(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr pull = dot(with[0], rows_from(state, 0, d)), mean = row_at(state, d);
  arr rate = sub(times(eye(with[0]->in, d), 2, 1), add(pull, transpose(pull)));
  return (void)t, stack(rate, row(neg(dot(with[0], mean))));
}

static arr shrinking(arr t, arr Y, const arr *with) { return (void)t, neg(dot(with[0], Y)); }

/* f less its least value, and the squared distance to N(0, Lambda^-1). */
static arr relative_energy(arr S, arr mean, arr Lambda) {
  arr ratio = dot(Lambda, S), bend = sub(trace(ratio), whole(S->in, S->rows));
  arr well = dot(mean, dot(Lambda, mean));
  return times(add(sub(bend, ln(determinant(ratio))), well), 1, 2);
}
static arr energy_of(arr state, const arr *with) {
  int d = state->columns;
  return relative_energy(rows_from(state, 0, d), row_at(state, d), with[0]);
}

/* The mean square of the gradient of log rho + x'Lx/2. */
static arr dissipation(arr S, arr mean, arr L) {
  return add(mean_square(sub(L, inverse(S)), S), total(square(dot(L, mean))));
}

static arr squared_distance(arr S, arr mean, arr Lambda) {
  return add(total(square(mean)), bures_squared(S, inverse(Lambda)));
}

static bool on_the_softest_axis(run *here) {
  arr L = exact_input(here, "Lambda"), mean = exact_input(here, "mu");
  bool settled = equal(dot(L, exact_input(here, "S")), eye(L->in, L->rows)) == YES;
  return settled && equal(dot(L, mean), mul(exact_input(here, "lambda"), mean)) == YES;
}

static void measure_strong(run *here, arr lambda, arr t) {
  arr L = input(here, "Lambda"), S = input(here, "S"), mean = input(here, "mu");
  int d = S->rows;
  arr start = stack(S, row(mean)), end = flow(fokker_planck, start, t, L),
      later = rows_from(end, 0, d);
  arr Y = flow(shrinking, eye(S->in, d), t, L), rest = inverse(L);
  arr z = row_at(end, d), z2 = mul(mul(lambda, t), whole(t->in, -2));
  arr decay = expo(instead(here, "twice the rate", z2, times(z2, 2, 1)));
  void (*judge)(run *, const char *, arr, arr) = on_the_softest_axis(here) ? attains : at_most;
  part(here, "strong convexity");
  at(here, "t", t);
  equals(here, "covariance of the flow", later, add(rest, product(Y, sub(S, rest), transpose(Y))));
  judge(here, "energy above the least", relative_energy(later, z, L),
        mul(decay, relative_energy(S, mean, L)));
  equals(here, "rate of the energy", derivative(energy_of, start, fokker_planck(t, start, &L), &L),
         neg(dissipation(S, mean, L)));
  judge(here, "squared distance to the equilibrium", squared_distance(later, z, L),
        mul(decay, squared_distance(S, mean, L)));
}

/* Amplitudes of the harmonics 1, 2, ... on the circle. */
static arr heat(arr t, arr A, const arr *with) { return (void)t, neg(mul(square(with[0]), A)); }

static arr density_at(arr x, const arr *with) { return dot(with[1], cosine(mul(with[0], x))); }

static void measure_circle(run *here, arr t) {
  arr A = input(here, "A"), one = whole(t->in, 1), orders[A->rows];
  for (int k = 0; k < A->rows; k++) orders[k] = whole(t->in, k + 1);
  arr order = pack(t->in, A->rows, orders), wave[] = { order, A };
  arr first = mul(row_at(eye(A->in, A->rows), 0), A), slower = expo(times(t, -2, 1));
  arr decay = instead(here, "twice the rate", slower, square(slower)),
      both = beside(column(first), column(A));
  arr bounds = mul(decay, sum_columns(square(both)));
  part(here, "a bounded domain");
  at(here, "t", t);
  equals(here, "rate of the density", dot(heat(t, A, wave), cosine(order)),
         second_derivative(density_at, one, one, wave));
  attains(here, "the first harmonic", total(square(flow(heat, first, t, order))), item(bounds, 0));
  at_most(here, "squared distance to the uniform law", total(square(flow(heat, A, t, order))),
          item(bounds, 1));
}

/* Shares of the energy left at t = 0, 1/4, ... 8, for the figure. */
static void trace_shares(run *here) {
  arr R = input(here, "R"), L = input(here, "Lambda"),
      w = mul(input(here, "v"), square(input(here, "x")));
  arr state = stack(input(here, "S"), row(input(here, "mu"))), before = whole(R->in, 0);
  arr start = relative_energy(input(here, "S"), input(here, "mu"), L), E = exact_input(here, "d");
  int d = (int)whole_input(here, "d"), n = L->rows;
  for (int i = 0; i <= 32; i++) {
    arr t = rat(R->in, i, 4),
        grown = over(times(mul(input(here, "C"), t), 4L * (d + 2), 1), power(R, d + 2));
    if (i) state = flow_between(fokker_planck, before, state, t, &L);
    before = t;
    trace_point(here, "hill", t, raised(add(whole(R->in, 1), grown), rat(E->in, -d, d + 2)));
    trace_point(here, "quartic well", t, share_in_well(w, t));
    trace_point(here, "quadratic well", t,
                over(relative_energy(rows_from(state, 0, n), row_at(state, n), L), start));
    trace_point(here, "circle", t, expo(times(t, -2, 1)));
  }
}

static void measure_rate(run *here) {
  arr times_ = input(here, "t"), lambda = input(here, "lambda"), v = input(here, "v");
  arr x = input(here, "x"), w = mul(v, square(x)), five = whole(x->in, 5);
  measure_alone(here, lambda, w);
  for (int i = 0; i < times_->rows; i++) measure_well(here, v, x, w, item(times_, i));
  exceeds(here, "the rational bound, above e^-5", above_decay(five), expo(neg(five)));
  for (int i = 0; i < times_->rows; i++) measure_strong(here, lambda, item(times_, i));
  for (int i = 0; i < times_->rows; i++) measure_circle(here, item(times_, i));
  measure_hill(here);
  if (arith_kind(x->in) == DOUBLE) trace_shares(here);
}

static truth at_least_so_convex(run *here) {
  arr L = exact_input(here, "Lambda"), unit = eye(L->in, L->rows);
  return positive_semidefinite(sub(L, mul(exact_input(here, "lambda"), unit)));
}

static arr second_harmonic(run *here) { return item(input(here, "A"), 1); }

static void any_decay(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  set(d, "lambda", rat(E, 1, 8));
  set(d, "d", whole(E, draw_whole(d, 1, 4)));
  set(d, "R", draw_between(d, 4, 12, 8));
  set(d, "C", draw_between(d, 4, 12, 8));
  set(d, "v", draw_between(d, 4, 12, 8));
  set(d, "x", draw_between(d, 4, 12, 8));
  set(d, "Lambda", draw_spd(d, n));
  set(d, "S", draw_spd(d, n));
  set(d, "mu", draw_dyadic(d, n, 0));
  set(d, "A", times(draw_dyadic(d, 3, 0), 1, 8));
  set(d, "t", flat(draw_between(d, 1, 6, 8)));
}

CLAIM(odt_R5_2d) = {
  .title = "what convexity along geodesics says about rates",
  .kind = REMARK,
  .where = "Section 5.2, after eq. (16)",
  .says = "the function t ↦ f(α_t) is convex. This ensures, under mild conditions, global "
          "convergence with linear rate to an equilibrium of the PDE (15).",
  .correction = "Under conditions that supply an equilibrium and, beyond convexity, strong "
                "convexity or an inequality of Poincaré or log-Sobolev type, the convergence is "
                "global with linear rate",
  .sentence =
      "Convexity gives the rate 1/t, if there is an equilibrium; the linear rate is what "
      "the conditions have to bring, and they are not mild: on R^d a functional (16) has no "
      "equilibrium, and a convex confining well may be too flat.",
  .remains = "The linear rate for strongly convex functionals, and on bounded domains.",
  .inputs = { { "lambda", "", POSITIVE, "a rate, and a lower bound of Lambda" },
              { "d", "", INTEGER, "dimension of a hill" },
              { "R", "", POSITIVE, "its radius at t = 0" },
              { "C", "", POSITIVE, "its height" },
              { "v", "", POSITIVE, "strength of a quartic well" },
              { "x", "", POSITIVE, "a point in it" },
              { "Lambda", "n,n", SPD, "Hessian of a quadratic well" },
              { "S", "n,n", SPD, "covariance of a Gaussian in it" },
              { "mu", "n", REAL, "its mean" },
              { "A", "k", REAL, "amplitudes of a density on the circle" },
              { "t", "m", POSITIVE, "times, ascending" } },
  .hypotheses = { { "Lambda - lambda is positive semidefinite", at_least_so_convex } },
  .instances = { { "an ellipse in an oblique well",
                   { "lambda = 1/3", "d = 1", "R = 1", "C = 3/4", "v = 1", "x = 1",
                     "Lambda = 2 1; 1 1", "S = 1/2 -1/3; -1/3 3", "mu = 1 -2", "A = 1/3 1/4 -1/5",
                     "t = 1/4 1/2 3/4" } },
                 { "a mean on the softest axis",
                   { "lambda = 1", "d = 3", "R = 1/2", "C = 2", "v = 3/2", "x = 2/3",
                     "Lambda = 2 1; 1 2", "S = 2/3 -1/3; -1/3 2/3", "mu = 1 -1", "A = 1/2 -1/3",
                     "t = 1/3 1" } } },
  .draw = any_decay,
  .visible = { { "the second harmonic", second_harmonic } },
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-R5.2b", "odt-R5.2c", "odt-T5.1" },
  .parts = { { "convexity alone", REFUTED,
               "geodesic convexity ensures convergence with linear rate",
               "Barenblatt's hill keeps a power of t; so does a convex quartic well, which has an "
               "equilibrium",
               HYPOTHESIS, PRINTED },
             { "convexity and an equilibrium: 1/t", HOLDS, "f(α_t) − f(α*) ≤ W₂²(α₀,α*)/(4t)", NULL,
               NO_ERRATUM, DERIVED },
             { "strong convexity", HOLDS,
               "f(α_t) − f(α*) ≤ exp(−2λt)(f(α₀) − f(α*)) and W₂ falls like exp(−λt)", NULL,
               NO_ERRATUM, DERIVED },
             { "a bounded domain", HOLDS,
               "on the circle ∫(ρ_t − 1)² ≤ exp(−2t) ∫(ρ₀ − 1)² along the heat flow", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_rate,
  .controls = { { "as printed" }, { "twice the rate", "a mean on the softest axis" } },
};
