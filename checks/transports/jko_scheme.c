/*. # Minimising movements follow the gradient flow, to first order
 *
 *  One step of (13) minimises $J(\alpha)=\frac1{2\tau}W_2^2(\alpha_n,\alpha)+f(\alpha)$. The survey says
 *  that the iteration converges to (15), "under suitable conditions", and gives no rate. Three
 *  families have exact steps, and in each the leading error can be named.
 *
 *  ## Gaussians in a well
 *
 *  Let $f(\alpha)=\int\log\rho\,d\alpha+\frac12\int x^\top\Lambda x\,d\alpha$ with $\Lambda\succ0$, the
 *  energy of the Fokker-Planck equation. A minimiser $\alpha_+=N(\mu_+,S_+)$ is joined to
 *  $\alpha_n=N(\mu,S)$ by the map $x\mapsto x+\tau\nabla\delta f(\alpha_+)$, whose linear part is
 *  $R=A-\tau S_+^{-1}$, $A=\mathrm{Id}+\tau\Lambda$. It is optimal when $R\succ0$, and
 *  $RS_+R=S$ is, for $Y=A^{1/2}S_+A^{1/2}$ and $Z=A^{-1/2}SA^{-1/2}$, the equation
 *  $Y^{1/2}-\tau Y^{-1/2}=Z^{1/2}$. So the step is explicit, whether $\Lambda$ and $S$ commute or not:
 *
 *  $$Y^{1/2}=\tfrac12\big(Z^{1/2}+(Z+4\tau)^{1/2}\big),\qquad\mu_+=A^{-1}\mu .$$
 *
 *  It minimises over *all* laws: writing the optimal maps from $\alpha_n$ to a competitor and to
 *  $\alpha_+$ as $x\mapsto T(x)$ and $x\mapsto Gx$ (centred), and integrating by parts,
 *
 *  $$J(\beta)-J(\alpha_+)=\tfrac12\!\int\!(T-Gx)\cdot(\Lambda+\tfrac1\tau)(T-Gx)\,d\alpha_n
 *    +\int\!\big(\mathrm{Tr}(G^{-1}DT-\mathrm{Id})-\log\det G^{-1}DT\big)d\alpha_n\ \ge0 .$$
 *
 *  Both sides are computed for Gaussian competitors. What the left side knows is a Bures distance and
 *  two determinants.
 *
 *  ## The leading error
 *
 *  The step solves $S=S_+-\tau F(S_+)+\tau^2G(S_+)$ with the right side
 *  $F(S)=BS+SB$, $B=S^{-1}-\Lambda$, of (15) and $G(S)=BSB$, its metric slope. The exact flow backwards
 *  is $S_+-\tau F+\frac{\tau^2}2F'F$. The difference accumulates along the linearised flow:
 *
 *  $$\lim_{\tau\to0}\frac{S^\tau_T-S_T}\tau=E_T,\qquad
 *    \dot E=F'(S)E+\tfrac12F'(S)F(S)-G(S),\quad F'(S)H=-\Lambda H-H\Lambda .$$
 *
 *  Without the well this is $E_T=-\frac12\log(1+2T/s)$ for the variance $s$. The scheme is also never
 *  further from the flow than the theory of gradient flows of convex functionals allows,
 *
 *  $$W_2(\alpha^\tau_T,\alpha_T)\le\tfrac\tau{\sqrt2}\,|\partial f|(\alpha_0),\qquad
 *    |\partial f|^2(\alpha_0)=\mathrm{Tr}(BSB)+|\Lambda\mu|^2,$$
 *
 *  which is decided in balls, scheme and flow enclosed; the means are left out of it.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr congruent(arr Q, arr S) { return product(Q, S, transpose(Q)); }

static arr shifted(arr S, arr by) { return add(S, mul(by, eye(S->in, S->rows))); }

static arr linear_part(arr Lambda, arr tau) { return shifted(mul(tau, Lambda), whole(tau->in, 1)); }

/* with = { Lambda, tau } */
static arr movement(const arr *with, int i, arr S) {
  arr tau = with[1], half = spd_root(linear_part(with[0], tau)), back = inverse(half);
  arr Z = congruent(back, S);
  arr Y = times(add(spd_root(Z), spd_root(shifted(Z, times(tau, 4, 1)))), 1, 2);
  (void)i;
  return congruent(back, dot(Y, Y));
}

static arr explicit_step(const arr *with, int i, arr S) {
  (void)i;
  return congruent(linear_part(sub(inverse(S), with[0]), with[1]), S);
}

typedef struct {
  arr mean, S;
} gaussian;

/* log det S is twice the log det of its factor. */
static arr objective(gaussian from, gaussian to, arr Lambda, arr tau) {
  arr way = add(total(square(sub(from.mean, to.mean))), bures_squared(from.S, to.S));
  arr well = add(trace(dot(Lambda, to.S)), dot(to.mean, dot(Lambda, to.mean)));
  return times(add(over(way, tau), sub(well, ln(determinant(to.S)))), 1, 2);
}

/* The right side of the identity for J, with means. */
static arr excess(gaussian from, gaussian to, gaussian step, arr Lambda, arr tau) {
  arr T = optimal_map(from.S, to.S), G = optimal_map(from.S, step.S), off = sub(T, G);
  arr stiff = shifted(Lambda, reciprocal(tau)), shift = sub(to.mean, step.mean);
  arr ratio = solve(G, T), bend = sub(trace(ratio), whole(tau->in, T->rows));
  arr quadratic = add(trace(dot(stiff, congruent(off, from.S))), dot(shift, dot(stiff, shift)));
  return add(times(quadratic, 1, 2), sub(bend, ln(determinant(ratio))));
}

static void measure_step(run *here, gaussian from, arr Lambda, arr tau, gaussian other) {
  arr (*one_step)(const arr *, int, arr) =
      instead(here, "an explicit step", movement, explicit_step);
  arr with[] = { Lambda, tau }, A = linear_part(Lambda, tau), zero = whole(tau->in, 0);
  gaussian to = { solve(A, from.mean), one_step(with, 0, from.S) };
  arr R = sub(A, mul(tau, inverse(to.S))), rest = inverse(Lambda);
  at(here, "tau", tau);
  equals(here, "law carried back by x + tau grad", congruent(R, to.S), from.S);
  equals(here, "which is the optimal map", R, optimal_map(to.S, from.S));
  equals(here, "the equilibrium, at any step", one_step(with, 0, rest), rest);
  arr gap = excess(from, other, to, Lambda, tau);
  equals(here, "objective of a competitor", objective(from, other, Lambda, tau),
         add(objective(from, to, Lambda, tau), gap));
  exceeds(here, "which is above the least", gap, zero);
}

static arr along(arr Lambda, arr H) {
  arr half = dot(Lambda, H);
  return neg(add(half, transpose(half)));
}

/* S, and below it E where it is asked for; with = { Lambda } */
static arr covariance_rate(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr S = rows_from(state, 0, d), B = sub(inverse(S), with[0]), push = dot(B, S);
  arr F = add(push, transpose(push));
  (void)t;
  if (state->rows == d) return F;
  arr local = sub(times(along(with[0], F), 1, 2), dot(push, B));
  return stack(F, add(along(with[0], rows_from(state, d, d)), local));
}

enum { FEWEST = 4, MOST = 32 };

/* One more point of a curve of errors over tau. */
static arr longer(arr list, arr value) { return list ? stack(list, value) : flat(value); }

/* tau in the scheme with n steps, for what the scheme ought to do with T/n. */
static arr step_of(run *here, arr T, int n) {
  arr one = whole(T->in, 1), half = rat(T->in, 1, 2);
  return times(mul(instead(here, "1/tau for 1/(2 tau)", one, half), T), 1, n);
}

/* The bound after 4 steps, in balls too. */
static void measure_distance(run *here, arr S, arr Lambda, arr T) {
  arr with[] = { Lambda, step_of(here, T, FEWEST) }, later = flow_from(covariance_rate, S, T, with);
  arr after = iterate(FEWEST, movement, S, with), tau = times(T, 1, FEWEST);
  arr slope = trace(congruent(sub(inverse(S), Lambda), S));
  at(here, "tau", tau);
  at_most(here, "squared distance to the flow", bures_squared(after, later),
          times(mul(square(tau), slope), 1, 2));
}

static void measure_gaussians(run *here, arr S, arr Lambda, arr T) {
  int d = S->rows;
  arr with[] = { Lambda, NULL }, taus = NULL, gaps = NULL;
  arr end = flow_from(covariance_rate, stack(S, zeros(T->in, d, d)), T, with);
  arr later = rows_from(end, 0, d), E = rows_from(end, d, d);
  for (int n = FEWEST; n <= MOST; n *= 2) {
    arr tau = times(T, 1, n);
    with[1] = step_of(here, T, n);
    arr off = over(sub(iterate(n, movement, S, with), later), tau);
    taus = longer(taus, tau), gaps = longer(gaps, norm(sub(off, E)));
  }
  tends(here, "error of the scheme over tau, off its limit", taus, gaps, whole(T->in, 0),
        whole(T->in, 1), rat(T->in, 1, 10));
}

/*. ## A hill, and a point
 *
 *  Two more families are curves of the Wasserstein space on which the step stays, both isometric to a
 *  line. Barenblatt's hills of the porous medium equation with $p=2$ in dimension $d$ are dilations
 *  of one another; the map back is $x\mapsto xR/R_+$ and the condition above says
 *  $(R_+-R)/\tau=4C\,R_+^{-(d+1)}$, which is checked against the integrals of $J$ over a hill. A Dirac mass in the well $V(x)=\frac v4x^4$ moves by
 *  $(y_+-y)/\tau=-vy_+^3$, because $f(\alpha)=\int V\,d\alpha$ sees the particles one by one. These are
 *  implicit Euler steps of $y'=\varphi(y)$ with $\varphi'\le0$, whose leading error is
 *
 *  $$\lim_{\tau\to0}\frac{y^\tau_T-y_T}\tau=\tfrac12\,\varphi(y_T)\log\frac{\varphi(y_T)}{\varphi(y_0)},$$
 *
 *  for $e=\varphi(y)w$ turns $\dot e=\varphi'e+\frac12\varphi'\varphi$ into $\dot w=\frac12\varphi'(y)=
 *  \frac12\frac d{dt}\log|\varphi(y)|$. A step is found by Newton's method, which stops where the equation is met to the last digits.
 */

/* phi(y) = c y^n; with = { c, tau, n exact } */
static arr force(arr y, const arr *with) {
  return mul(with[0], power(y, (long)approx(with[2], 0, 0)));
}
static arr residual(arr y, arr x, const arr *with) {
  return sub(sub(y, mul(with[1], force(y, with))), x);
}
static arr implicit_step(const arr *with, int i, arr x) {
  arr y = x, n = as(x->in, with[2]), one = whole(x->in, 1);
  (void)i;
  for (int k = 0; k < 12; k++) {
    arr slope = sub(one, over(mul(mul(with[1], n), force(y, with)), y));
    y = sub(y, over(residual(y, x, with), slope));
  }
  return y;
}

/* On a ray of the hill of radius 1: second moment and square of the density; with = { d } exact */
static arr moment_on_ray(arr r, const arr *with) {
  long d = (long)approx(with[0], 0, 0);
  return mul(power(r, d + 1), sub(whole(r->in, 1), square(r)));
}
static arr square_on_ray(arr r, const arr *with) {
  long d = (long)approx(with[0], 0, 0);
  return mul(power(r, d - 1), square(sub(whole(r->in, 1), square(r))));
}

/* J over the measure of the sphere; with = { d, C, tau, R before, the two integrals } */
static arr objective_of_hill(arr R, const arr *with) {
  arr way = over(mul(with[4], square(sub(R, with[3]))), times(with[2], 2, 1));
  arr energy = over(mul(with[5], with[1]), power(R, (long)approx(with[0], 0, 0)));
  return mul(with[1], add(way, energy));
}

static void measure_hill(run *here, arr R, arr tau, const arr *hill) {
  arr d = exact_input(here, "d"), C = input(here, "C"), none = whole(R->in, 0),
      one = whole(R->in, 1);
  arr before = sub(R, mul(tau, force(R, hill)));
  arr with[] = { d,
                 C,
                 tau,
                 before,
                 integral(moment_on_ray, none, one, 5, 1, &d),
                 integral(square_on_ray, none, one, 5, 1, &d) };
  vanishes(here, "slope of what a hill minimises", derivative(objective_of_hill, R, one, with),
           square(C));
}

static arr pushed(arr t, arr y, const arr *with) { return (void)t, force(y, with); }

static void measure_curve(run *here, const char *what, arr y, arr T, arr *with) {
  arr end = flow_from(pushed, y, T, with), last = force(end, with), taus = NULL, values = NULL;
  arr error = times(mul(last, ln(over(last, force(y, with)))), 1, 2), one = whole(T->in, 1);
  for (int n = FEWEST; n <= MOST; n *= 2) {
    arr tau = times(T, 1, n);
    with[1] = step_of(here, T, n);
    values = longer(values, over(sub(iterate(n, implicit_step, y, with), end), tau));
    taus = longer(taus, tau);
  }
  tends(here, what, taus, values, error, one, rat(T->in, 1, 10));
}

static void measure_scheme(run *here) {
  gaussian from = { input(here, "mu"), input(here, "S") };
  gaussian other = { input(here, "m"), input(here, "P") };
  arr T = input(here, "T"), Lambda = input(here, "Lambda"), steps = input(here, "tau");
  for (int i = 0; i < steps->rows; i++) measure_step(here, from, Lambda, item(steps, i), other);
  arr d = exact_input(here, "d"), one = whole(d->in, 1), three = whole(d->in, 3);
  arr hill[] = { times(input(here, "C"), 4, 1), NULL, neg(add(d, one)) };
  arr well[] = { neg(input(here, "v")), NULL, three };
  measure_hill(here, input(here, "R"), item(steps, 0), hill);
  measure_distance(here, from.S, Lambda, T);
  if (arith_kind(T->in) == BALL) return; /* rates certify nothing */
  measure_gaussians(here, from.S, Lambda, T);
  measure_curve(here, "radius of a hill", input(here, "R"), T, hill);
  measure_curve(here, "point in a well", input(here, "y"), T, well);
}

static arr failure_to_commute(run *here) {
  return norm(commutator(input(here, "S"), input(here, "Lambda")));
}

static void any_well(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  arith *E = draw_arithmetic(d);
  set(d, "Lambda", draw_spd(d, n));
  set(d, "S", add(draw_spd(d, n), times(eye(E, n), 1, 2)));
  set(d, "mu", draw_dyadic(d, n, 0));
  set(d, "P", draw_spd(d, n));
  set(d, "m", draw_dyadic(d, n, 0));
  set(d, "tau", flat(draw_between(d, 1, 16, 8)));
  set(d, "T", rat(E, 1, 12));
  set(d, "d", whole(E, draw_whole(d, 1, 3)));
  set(d, "C", draw_between(d, 4, 8, 8));
  set(d, "R", draw_between(d, 8, 12, 8));
  set(d, "v", draw_between(d, 4, 8, 4));
  set(d, "y", draw_between(d, 8, 12, 8));
}

CLAIM(odt_E13) = {
  .title = "the JKO scheme converges to the gradient flow, with its leading error",
  .kind = FORMULA,
  .where = "Section 5.1, eqs. (13) and (15)",
  .says = "As τ → 0, the JKO iteration (13) converges (under suitable conditions) to a "
          "continuous-time evolution (α_t) which can be described by the continuity PDE (2), with "
          "v_t = −∇_W f(α_t)",
  .sentence =
      "Holds in three families with exact steps, and the error over τ tends to a limit that "
      "is named: for the variance s of a heat flow it is −½ log(1+2T/s).",
  .inputs = { { "Lambda", "n,n", SPD, "Hessian of a well" },
              { "S", "n,n", SPD, "covariance at the start" },
              { "mu", "n", REAL, "mean at the start" },
              { "P", "n,n", SPD, "covariance of a competitor" },
              { "m", "n", REAL, "its mean" },
              { "tau", "k", POSITIVE, "steps" },
              { "T", "", POSITIVE, "time" },
              { "d", "", INTEGER, "dimension of a hill" },
              { "C", "", POSITIVE, "its height" },
              { "R", "", POSITIVE, "its radius" },
              { "v", "", POSITIVE, "strength of a quartic well" },
              { "y", "", POSITIVE, "a point in it" } },
  .instances = { { "an ellipse in an oblique well",
                   { "Lambda = 2 1; 1 1", "S = 1/2 -1/3; -1/3 3", "mu = 1 -2", "P = 1 1/4; 1/4 2/3",
                     "m = 1/2 -1/3", "tau = 1/5 3", "T = 1/6", "d = 1", "C = 3/4", "R = 1", "v = 1",
                     "y = 1" } },
                 { "an ellipsoid",
                   { "Lambda = 3 1 1/2; 1 2 1/3; 1/2 1/3 1", "S = 1 0 -1/4; 0 2/3 0; -1/4 0 2",
                     "mu = 1 0 -1/2", "P = 1 1/2 0; 1/2 2 1/5; 0 1/5 1", "m = 0 1/3 1", "tau = 1/7",
                     "T = 1/9", "d = 3", "C = 1/2", "R = 5/4", "v = 3/2", "y = 3/4" } } },
  .draw = any_well,
  .draws = 1,
  .visible = { { "commutator of the well and the covariance", failure_to_commute } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P4.3" },
  .measure = measure_scheme,
  .controls = { { "an explicit step" }, { "1/tau for 1/(2 tau)" } },
};
