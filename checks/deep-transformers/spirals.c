/*. # All fates in one family
 *
 *  Take $V=J+\delta\,\mathrm{Id}$ with the quarter turn $J=\begin{pmatrix}0&-1\\1&0\end{pmatrix}$, $Q=\mathrm{Id}$ and
 *  $K=-\mathrm{Id}$, so $A=-\mathrm{Id}$. Under softmax attention
 *  $\dot\Sigma=\Sigma^2J-J\Sigma^2-2\delta\Sigma^2$, and by Cayley and Hamilton
 *  $\Sigma^2J-J\Sigma^2=\mathrm{Tr}\Sigma\,(\Sigma J-J\Sigma)$: the first part turns $\Sigma$ and the second shrinks it. So
 *
 *  $$\Sigma(t)=R(\theta)\,(\Sigma_0^{-1}+2\delta t)^{-1}R(\theta)^\top,\qquad
 *    \theta=\frac1{2\delta}\ln\frac{\det\Sigma(t)}{\det\Sigma_0},$$
 *
 *  with $R(\theta)=e^{\theta J}$: a logarithmic spiral in the cone of covariances. For $\delta>0$ it goes to zero; for
 *  $\delta<0$ it is infinite at $t^*=1/(2|\delta|\lambda_{\max}(\Sigma_0))$; for $\delta=0$,
 *  $\theta=-t\,\mathrm{Tr}\Sigma_0$, and it closes after $\pi/\mathrm{Tr}\Sigma_0$.
 *
 *  L2 attention replaces $\Sigma^2$ by $\Phi=2\Sigma^2(\mathrm{Id}+2\Sigma)^{-1}$, and
 *  $\Phi J-J\Phi=p\,(\Sigma J-J\Sigma)$ with $p=1-1/\det(\mathrm{Id}+2\Sigma)$, the divided difference. So
 *  $\Sigma=R(\theta)XR(\theta)^\top$ with $\dot X=-2\delta\,\Phi(X)$, which commutes with $\Sigma_0$, and
 *  $\dot\theta=-p$. An eigenvalue $d$ of $\Sigma$ obeys $\dot d=-4\delta\frac{d^2}{1+2d}$, so
 *
 *  $$2\ln d-\frac1d=2\ln d_0-\frac1{d_0}-4\delta t,$$
 *
 *  whose left side increases from $-\infty$ to $\infty$. For $\delta>0$ it goes to zero, like $\frac1{4\delta t}$; for
 *  $\delta<0$ it lasts for ever and goes to infinity, like $e^{2|\delta|t}$; for $\delta=0$ it closes after $\pi/p$.
 *
 *  The paper identifies "a range of typical
 *  behaviors in dimension 2, divided in three categories": (i)
 *  convergence, (ii) divergence at infinity, (iii) divergence in finite time. All three are here, with the sign of
 *  $\delta$ and the attention. Typical they are, and not all: at $\delta=0$ there is neither. More
 *  generally $\dot\Sigma=\pm[V,\Sigma^2]$ for $A=\pm\mathrm{Id}$ and every antisymmetric $V$, in any dimension, keeps
 *  $\mathrm{Tr}\,\Sigma^k$ for all $k$. Nor is a limit always of low rank: for $V=\mathrm{Id}$ and antisymmetric $A$ every
 *  $\Sigma$ is stationary. These are thin sets, and the printed "generically" stands.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr rotated(arr theta, arr X) {
  arr c = cosine(theta), s = sine(theta);
  arr R = shaped(pack(X->in, 4, (arr[]){ c, neg(s), s, c }), 2, 2);
  return product(R, X, transpose(R));
}

static arr turning_values(arr delta) {
  arr one = whole(delta->in, 1);
  return shaped(pack(delta->in, 4, (arr[]){ delta, neg(one), one, delta }), 2, 2);
}

static arr softmax_at(arr t, arr S0, arr delta) {
  return flow(softmax_closure, S0, t, neg(eye(S0->in, 2)), turning_values(delta));
}

static arr l2_at(arr t, arr S0, arr delta) {
  arr unit = eye(S0->in, 2);
  return flow(l2_closure, S0, t, unit, neg(unit), turning_values(delta));
}

/* The solution in its turning frame, and its angle. */
typedef struct {
  arr X, theta;
} spiral;

static arr spiral_matrix(spiral s) { return rotated(s.theta, s.X); }

static spiral softmax_spiral(arr t, arr S0, arr delta, bool closed) {
  arr unit = eye(S0->in, 2), shrinking = times(mul(delta, t), 2, 1);
  arr X = inverse(add(inverse(S0), mul(shrinking, unit)));
  if (closed) return (spiral){ S0, neg(mul(trace(S0), t)) };
  arr swept = ln(determinant(add(unit, mul(shrinking, S0))));
  return (spiral){ X, neg(over(swept, times(delta, 2, 1))) };
}

static arr l2_power(arr X) {
  arr damping = add(eye(X->in, 2), times(X, 2, 1));
  return times(dot(X, solve(damping, X)), 2, 1);
}

static arr l2_turn(arr X) {
  arr Y = add(eye(X->in, 2), times(X, 2, 1));
  arr det = sub(mul(entry(Y, 0, 0), entry(Y, 1, 1)), mul(entry(Y, 0, 1), entry(Y, 1, 0)));
  return rest_of(reciprocal(det));
}

/* X above a row of the angle and zero; with = { delta }. */
static arr l2_frame(arr t, arr state, const arr *with) {
  arr X = rows_from(state, 0, 2), turn = neg(l2_turn(X));
  (void)t;
  return stack(times(mul(with[0], l2_power(X)), -2, 1), row(stack(turn, wholes(turn, 0))));
}

static spiral l2_spiral(arr t, arr S0, arr delta) {
  arr state = flow(l2_frame, stack(S0, row(wholes(row_at(S0, 0), 0))), t, delta);
  return (spiral){ rows_from(state, 0, 2), entry(state, 2, 0) };
}

/* 2 ln d - 1/d, of the eigenvalues d. */
static arr l2_clock(arr S) {
  arr d = symmetric_eigen(S, NULL);
  return sub(times(ln(d), 2, 1), reciprocal(d));
}

static void compare_clock(run *here, arr S, arr S0, arr delta, arr t) {
  equals(here, "2 ln d - 1/d of the eigenvalues d, L2, since the start",
         sub(l2_clock(S), l2_clock(S0)), times(mul(delta, t), -4, 1));
}

static int sign_of(run *here, const char *name) {
  arr x = exact_input(here, name);
  return lt(wholes(x, 0), x) == YES ? 1 : lt(x, wholes(x, 0)) == YES ? -1 : 0;
}

static void measure_decay(run *here, arr S0, arr delta, arr t) {
  bool turns = instead(here, "without the turn", true, false);
  spiral s = softmax_spiral(t, S0, delta, false), l = l2_spiral(t, S0, delta);
  arr S = softmax_at(t, S0, delta), L = l2_at(t, S0, delta);
  part(here, "(i) convergence");
  at(here, "t", t);
  equals(here, "covariance, softmax", S, turns ? spiral_matrix(s) : s.X);
  equals(here, "covariance, L2", L, turns ? spiral_matrix(l) : l.X);
  equals(here, "1/d of the eigenvalues d, softmax, since the start",
         sub(reciprocal(symmetric_eigen(S, NULL)), reciprocal(symmetric_eigen(S0, NULL))),
         times(mul(delta, t), 2, 1));
  compare_clock(here, L, S0, delta, t);
}

static void measure_growth(run *here, arr S0, arr delta, arr t) {
  arr rate = times(neg(delta), 2, 1), t_star = reciprocal(mul(rate, largest_eigenvalue(S0)));
  arr early = times(t_star, 9, 10), values[] = { neg(eye(S0->in, 2)), turning_values(delta) };
  bool turns = instead(here, "without the turn", true, false);
  spiral s = softmax_spiral(early, S0, delta, false), l = l2_spiral(t, S0, delta);
  arr L = l2_at(t, S0, delta);
  part(here, "(iii) divergence in finite time");
  at(here, "t", early);
  equals(here, "covariance, softmax", softmax_at(early, S0, delta), turns ? spiral_matrix(s) : s.X);
  equals(here, "largest eigenvalue there", largest_eigenvalue(s.X),
         times(largest_eigenvalue(S0), 10, 1));
  if (arith_kind(S0->in) == BALL) {
    arr state, last = flow_until_blow_up(softmax_closure, S0, 10, &state, values);
    at_most(here, "last certified time", last, t_star);
    exceeds(here, "last certified time, near the blow-up", last, times(t_star, 95, 100));
  }
  part(here, "(ii) divergence at infinity");
  at(here, "t", t);
  equals(here, "covariance, L2", L, turns ? spiral_matrix(l) : l.X);
  exceeds(here, "time, past the blow-up of softmax", t, t_star);
  compare_clock(here, L, S0, delta, t);
}

static void measure_orbits(run *here, arr S0, arr delta) {
  arr pi = constant_pi(S0->in), softmax_period = over(pi, trace(S0)),
      l2_period = over(pi, l2_turn(S0));
  long half = instead(here, "half the period", 1, 2);
  part(here, "neither: closed orbits");
  equals(here, "softmax after its period", softmax_at(times(softmax_period, 1, half), S0, delta),
         S0);
  equals(here, "L2 after its period", l2_at(times(l2_period, 1, half), S0, delta), S0);
  arr fifth = times(softmax_period, 1, 5), S = softmax_at(fifth, S0, delta);
  equals(here, "softmax on the way", S, spiral_matrix(softmax_spiral(fifth, S0, delta, true)));
  apart(here, "which is not the start", S, S0);
}

/* In space: the powers of the spectrum stand still, and every covariance is stationary. */
static void measure_thin_sets(run *here) {
  arith *N = arithmetic(here);
  arr S = given(N, "3/2 1/3 -1/4; 1/3 1 1/2; -1/4 1/2 2/3"),
      W = given(N, "0 1 -1/2; -1 0 2/3; 1/2 -2/3 0");
  arr unit = eye(N, 3), F = softmax_rate(S, neg(unit), W), power_ = unit;
  part(here, "neither: closed orbits");
  for (int k = 1; k <= 3; k++) {
    vanishes(here, "rate of the trace of a power", trace(dot(power_, F)), power(norm(S), k + 1));
    power_ = dot(power_, S);
  }
  apart(here, "while the covariance moves", F, zeros(N, 3, 3));
  vanishes(here, "rate for V = 1 and antisymmetric A", softmax_rate(S, W, unit), square(norm(S)));
}

/* One lap each for delta = 0, and ever longer steps into the apex for delta > 0. */
static void trace_spirals(run *here, arr S0, arr delta, arr t) {
  bool closed = sign_of(here, "delta") == 0;
  for (int i = 0; i <= 96; i++) {
    arr early = closed ? times(t, i, 96) : times(t, 40 * i * i, 96 * 96);
    arr late = closed ? times(early, 5, 2) : early;
    spiral s = softmax_spiral(early, S0, delta, closed), l = l2_spiral(late, S0, delta);
    trace_point(here, "softmax", early, flat(spiral_matrix(s)));
    if (i % 2 == 0) trace_point(here, "L2", late, flat(spiral_matrix(l)));
  }
}

static void measure_fates(run *here) {
  arr S0 = input(here, "Sigma0"), delta = input(here, "delta"), t = input(here, "t");
  int sign = sign_of(here, "delta");
  if (sign > 0) measure_decay(here, S0, delta, t);
  if (sign < 0) measure_growth(here, S0, delta, t);
  if (sign == 0) measure_thin_sets(here);
  if (sign == 0) measure_orbits(here, S0, delta);
  if (arith_kind(S0->in) == DOUBLE && sign >= 0) trace_spirals(here, S0, delta, t);
}

static arr anisotropy(run *here) {
  arr S0 = input(here, "Sigma0");
  return norm(sub(S0, mul(times(trace(S0), 1, 2), eye(S0->in, 2))));
}

static void a_spiral(draw *d) {
  arr x = draw_list(d, "4..8/8 2..4/8");
  set(d, "Sigma0",
      add(draw_spd(d, 2),
          diagonal(stack(whole(draw_arithmetic(d), 1), rat(draw_arithmetic(d), 1, 2)))));
  set(d, "delta", item(x, 0));
  set(d, "t", item(x, 1));
}

CLAIM(udt_X9) = {
  .title = "three categories of behaviour, and a fourth",
  .kind = EXPERIMENT,
  .where = "Section 1, contribution iii); Section 4.5",
  .says = "we identify a range of typical behaviors in dimension 2, divided in three categories: "
          "(i) convergence, (ii) divergence at t → +∞ and (iii) divergence in finite time",
  .sentence = "Reproduced, in closed form, by V = J + δI, A = −I: the sign of δ decides. At δ = 0 "
              "there are closed orbits, which belong to none of the three; they are not typical.",
  .remains = "\"Typical\" and \"generically\": the exceptions found form thin sets.",
  .inputs = { { "Sigma0", "2,2", SPD, "initial covariance" },
              { "delta", "", REAL, "V = J + δI" },
              { "t", "", POSITIVE, "a time" } },
  .instances = { { "delta = 1/3", { "Sigma0 = 3/2 1/2; 1/2 3/4", "delta = 1/3", "t = 1/2" } },
                 { "delta = -1/3", { "Sigma0 = 3/2 1/2; 1/2 3/4", "delta = -1/3", "t = 1" } },
                 { "delta = 0", { "Sigma0 = 3/2 1/2; 1/2 3/4", "delta = 0", "t = 7/5" } } },
  .draw = a_spiral,
  .draws = 1,
  .visible = { { "anisotropy of Sigma0", anisotropy } },
  .standing = REPRODUCED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2", "udt-P4.11", "udt-X1" },
  .parts = { { "(i) convergence", REPRODUCED, "convergence, for δ > 0", NULL, NO_ERRATUM, PRINTED },
             { "(ii) divergence at infinity", REPRODUCED,
               "divergence at t → +∞, for δ < 0 under L2 attention", NULL, NO_ERRATUM, PRINTED },
             { "(iii) divergence in finite time", REPRODUCED,
               "divergence in finite time, for δ < 0 under softmax attention", NULL, NO_ERRATUM,
               PRINTED },
             { "neither: closed orbits", HOLDS,
               "for δ = 0 orbits close after π/Tr Σ₀ and π/(1 − 1/det(I + 2Σ₀))", NULL, NO_ERRATUM,
               DERIVED } },
  .measure = measure_fates,
  .controls = { { "without the turn", "delta = 1/3" },
                { "without the turn", "delta = -1/3" },
                { "half the period", "delta = 0" } },
};

/*. ## "Extremely similar"
 *
 *  Figure 1(d) has $V$ and $A$ "chosen specifically to obtain this pattern", which are not printed, and Figure 5 its L2
 *  twin, whose "behavior looks extremely similar". The family is a pattern for which this can be said with
 *  numbers. Softmax turns by $\theta=\frac1{2\delta}\ln(\det\Sigma/\det\Sigma_0)$ exactly. For L2, with
 *  $u_i=1/(1+2d_i)$ for the eigenvalues $d_i$ of $\Sigma$,
 *
 *  $$\frac d{dt}\ln\det\Sigma=-2\delta\,(2-u_1-u_2),\qquad\dot\theta=-(1-u_1u_2),$$
 *
 *  so that it lags behind the same law by $\int(1-u_1)(1-u_2)\,dt\ge0$. Since $(1-u_i)=2d_iu_i$ and
 *  $\dot d_1=-4\delta d_1^2u_1$, the lag is at most $\frac1\delta\int_0^{d_1(0)}\frac{d_2u_2}{d_1}\,dd_1\le\frac{\lambda_{\max}(\Sigma_0)}\delta$: bounded, while both turn for
 *  ever. The two are one spiral up to a bounded angle, and run through it at clocks that differ by two near the
 *  apex (udt-E4.cmp).
 */
static void measure_twins(run *here) {
  arr S0 = input(here, "Sigma0"), delta = input(here, "delta"), times_ = input(here, "t"),
      two_delta = times(delta, 2, 1);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), S = softmax_at(t, S0, delta), L = l2_at(t, S0, delta);
    spiral s = softmax_spiral(t, S0, delta, false), l = l2_spiral(t, S0, delta);
    arr swept = over(ln(over(determinant(S), determinant(S0))), two_delta);
    arr same_law = over(ln(over(determinant(L), determinant(S0))), two_delta),
        lag = sub(l.theta, same_law);
    at(here, "t", t);
    equals(here, "covariance, softmax, turned back", rotated(neg(swept), S), s.X);
    equals(here, "covariance, L2, turned back",
           rotated(neg(instead(here, "no lag", l.theta, same_law)), L), l.X);
    at_most(here, "lag of L2", lag,
            instead(here, "a hundredth of the bound", over(largest_eigenvalue(S0), delta),
                    times(over(largest_eigenvalue(S0), delta), 1, 100)));
    exceeds(here, "angle, turned back, of L2", neg(l.theta), lag);
    trace_point(here, "angles", t, stack(neg(s.theta), stack(neg(l.theta), lag)));
  }
}

static truth shrinks(run *here) {
  arr delta = exact_input(here, "delta");
  return lt(wholes(delta, 0), delta);
}

static void twin_spirals(draw *d) {
  arr x = draw_list(d, "2..8/8 2..4/8");
  set(d, "Sigma0",
      add(draw_spd(d, 2),
          diagonal(stack(whole(draw_arithmetic(d), 1), rat(draw_arithmetic(d), 1, 2)))));
  set(d, "delta", item(x, 0));
  set(d, "t", flat(item(x, 1)));
}

CLAIM(udt_X1d) = {
  .title = "a spiral, and its L2 twin",
  .kind = EXPERIMENT,
  .where = "Figures 1(d) and 5",
  .says = "V and A chosen specifically to obtain this pattern; for L2 the behavior looks "
          "extremely similar as for Softmax self-attention",
  .sentence = "Reproduced with V = J + δI, A = −I (the printed figure does not give its "
              "matrices): both are logarithmic spirals, one behind the other by an angle of at "
              "most λ_max(Σ₀)/δ.",
  .inputs = { { "Sigma0", "2,2", SPD, "initial covariance" },
              { "delta", "", REAL, "V = J + δI" },
              { "t", "m", POSITIVE, "times" } },
  .hypotheses = { { "delta is positive", shrinks } },
  .instances = { { "delta = 1/5", { "Sigma0 = 3/2 1/2; 1/2 3/4", "delta = 1/5", "t = 1/2 8" } },
                 { "a rounder start", { "Sigma0 = 3/4 -1/4; -1/4 1/2", "delta = 2/5", "t = 1" } } },
  .draw = twin_spirals,
  .draws = 1,
  .visible = { { "anisotropy of Sigma0", anisotropy } },
  .standing = REPRODUCED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-X9", "udt-E4.cmp" },
  .measure = measure_twins,
  .controls = { { "no lag" }, { "a hundredth of the bound" } },
};
