/*. # "Independently of V"
 *
 *  In Section 4.5 the paper reports of its experiments: all trajectories converge to the origin, and
 *  "we observe empirically that this is the case when the matrix $A+A^\top$ is negative definite,
 *  independently of $V$". As an observation it concerns the matrices that were tried. As a statement
 *  it has exact counterexamples, and the paper's own Proposition 4.4 supplies the first.
 *
 *  - $V=-\mathrm{Id}$, $A=-\mathrm{Id}$: $\Sigma=(\Sigma_0^{-1}-2t)^{-1}$ blows up at
 *    $t^*=1/(2\lambda_{\max}(\Sigma_0))$.
 *  - $V=J=\begin{pmatrix}0&-1\\1&0\end{pmatrix}$, $A=-\mathrm{Id}$: $\dot\Sigma=\Sigma^2J-J\Sigma^2$ rotates $\Sigma$
 *    without changing its spectrum. By Cayley and Hamilton $\Sigma^2=\mathrm{Tr}(\Sigma)\,\Sigma-\det(\Sigma)$, so
 *    $\dot\Sigma=\mathrm{Tr}(\Sigma_0)(\Sigma J-J\Sigma)$: a closed orbit of period $\pi/\mathrm{Tr}\,\Sigma_0$.
 *  - Even $V+V^\top\succ0$ does not help: $V=\frac15\begin{pmatrix}3&-4\\4&3\end{pmatrix}$ and
 *    $A=\frac15\begin{pmatrix}-3&4\\-4&-3\end{pmatrix}$ give $VA+A^\top V^\top=\frac{14}{25}\mathrm{Id}$, and
 *    $\Sigma_0=s\,\mathrm{Id}$ blows up at $\frac{25}{14s}$.
 *
 *  What is true, and covers positive semidefinite choices such as $V=XX^\top$: if $V=V^\top\succ0$ and
 *  $A+A^\top\preceq-\lambda$, then $y=\mathrm{Tr}(V^{-1}\Sigma)$ satisfies
 *
 *  $$\dot y=\mathrm{Tr}\big(\Sigma(A+A^\top)\Sigma\big)\le-\lambda\,\mathrm{Tr}\,\Sigma^2\le-\frac{\lambda}{d\,\|V^{-1}\|^2}\,y^2,
 *  \qquad\text{so}\qquad y(t)\le\Big(\frac1{y_0}+\frac{\lambda t}{d\,\|V^{-1}\|^2}\Big)^{-1}\to0 .$$
 *
 *  The blow-ups and the orbit are enclosed: the ball that the flow returns after one period contains the
 *  starting point, and after a fifth of a period it contains the turned covariance, told apart from
 *  the start. The blow-ups are followed to nine tenths of their time, where the closed form is ten times
 *  its start.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

/* Blow-up of Sigma_0^-1 - t B, B a multiple of the identity: at 1/(B largest eigenvalue). */
static void measure_escape(run *here, const char *what, arr A, arr V, arr S0) {
  arr B = entry(add(dot(V, A), transpose(dot(V, A))), 0, 0);
  arr most = largest_eigenvalue(S0), t_star = reciprocal(mul(B, most));
  arr T = times(t_star, 9, 10);
  at(here, "t", T);
  arr S = flow(softmax_closure, S0, T, A, V);
  equals(here, what, S, inverse(sub(inverse(S0), mul(mul(T, B), eye(S0->in, S0->rows)))));
  exceeds(here, "largest eigenvalue there, tenfold", item(symmetric_eigen(S, NULL), 1),
          times(most, 9, 1));
}

/* Sigma_0 in the frame that has turned by t Tr Sigma_0. */
static arr on_the_orbit(arr t, arr S0) {
  arr angle = mul(trace(S0), t), c = cosine(angle), s = sine(angle);
  arr R = shaped(stack(stack(c, neg(s)), stack(s, c)), 2, 2);
  return product(transpose(R), S0, R);
}

static void measure_orbit(run *here, arr S0) {
  arith *N = S0->in;
  arr J = given(N, "0 -1; 1 0"), A = neg(eye(N, 2)), period = over(constant_pi(N), trace(S0));
  arr lap = instead(here, "half the period", period, times(period, 1, 2));
  at(here, "t", lap);
  equals(here, "covariance after one period", flow(softmax_closure, S0, lap, A, J), S0);
  arr fifth = times(period, 1, 5), S = flow(softmax_closure, S0, fifth, A, J);
  at(here, "t", fifth);
  equals(here, "covariance on the way", S, on_the_orbit(fifth, S0));
  apart(here, "which is not the start", S, S0);
  for (int i = 0; i <= 24; i++) {
    arr t = times(period, i, 24);
    trace_point(here, "orbit", t, flat(on_the_orbit(t, S0)));
  }
}

static arr decay_bound(arr A, arr V, arr S0, arr t) {
  arr symmetric = neg(add(A, transpose(A))), lambda = least_eigenvalue(symmetric);
  arr stiffness = square(least_eigenvalue(V)); /* 1/|V^-1|^2 */
  arr y0 = trace(solve(V, S0)), rate = times(mul(lambda, stiffness), 1, S0->rows);
  return reciprocal(add(reciprocal(y0), mul(rate, t)));
}

static void measure_decay(run *here) {
  arr A = input(here, "A"), V = input(here, "V"), S0 = input(here, "Sigma0"),
      times_ = input(here, "t");
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), S = flow(softmax_closure, S0, t, A, V);
    arr clock = instead(here, "rate doubled", t, times(t, 2, 1));
    at(here, "t", t);
    at_most(here, "trace of V^-1 Sigma", trace(solve(V, S)), decay_bound(A, V, S0, clock));
    trace_point(here, "decay", t, flat(S));
  }
}

static void measure(run *here) {
  arr S0 = input(here, "Sigma0"), unit = eye(S0->in, S0->rows);
  if (S0->rows == 2) {
    part(here, "independently of V");
    measure_escape(here, "covariance for V = A = -1", neg(unit), neg(unit), S0);
    measure_escape(here, "covariance for V of positive symmetric part",
                   given(S0->in, "-3/5 4/5; -4/5 -3/5"), given(S0->in, "3/5 -4/5; 4/5 3/5"),
                   mul(entry(S0, 0, 0), unit));
    measure_orbit(here, S0);
  }
  part(here, "V symmetric positive definite");
  measure_decay(here);
}

static truth keys_repel(run *here) {
  arr A = exact_input(here, "A");
  return positive_definite(neg(add(A, transpose(A))));
}

static arr anisotropy(run *here) {
  arr S0 = input(here, "Sigma0");
  return norm(sub(S0, mul(times(trace(S0), 1, S0->rows), eye(S0->in, S0->rows))));
}

static void negative_keys(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  arr G = draw_dyadic(d, n, n);
  set(d, "A", sub(times(sub(G, transpose(G)), 1, 4), draw_spd(d, n)));
  set(d, "V", draw_spd(d, n));
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "t", draw_list(d, "1..4/4 5..16/4"));
}

CLAIM(udt_X1) = {
  .title = "convergence to zero independently of V",
  .kind = EXPERIMENT,
  .where = "Section 4.5, item 1, with Figures 1(a) and 4",
  .says = "all trajectories converge to the origin. We observe empirically that this is the case "
          "when the matrix A + Aᵀ is negative definite, independently of V",
  .correction = "when A + Aᵀ is negative definite and V is symmetric positive definite",
  .sentence = "Refuted by exact solutions: two blow-ups, one with V + Vᵀ ≻ 0, and a periodic "
              "orbit.",
  .remains = "Convergence for every symmetric positive definite V, with an explicit rate.",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "V", "d,d", SPD, "values" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "t", "m", POSITIVE, "times" } },
  .hypotheses = { { "A + A' is negative definite", keys_repel } },
  .instances = { { "an ellipse",
                   { "A = -1 1/2; -3/4 -2/3", "V = 2 1/2; 1/2 1", "Sigma0 = 3/2 1/2; 1/2 3/4",
                     "t = 1/2 2 8" } },
                 { "identity keys",
                   { "A = -1 0; 0 -1", "V = 2 0; 0 2", "Sigma0 = 2 1; 1 1", "t = 1 8" } } },
  .draw = negative_keys,
  .draws = 1,
  .visible = { { "anisotropy of Sigma0", anisotropy } },
  .standing = REFUTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2", "udt-P4.4" },
  .parts = { { "independently of V", REFUTED, "convergence for every V",
               "V = −I, A = −I blows up; V = J, A = −I is periodic", STATEMENT, PRINTED },
             { "V symmetric positive definite", HOLDS, "Tr(V⁻¹Σ) ≤ (1/y₀ + λt/(d‖V⁻¹‖²))⁻¹", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure,
  .controls = { { "half the period", "an ellipse" }, { "rate doubled", "identity keys" } },
};
