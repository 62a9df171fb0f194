/*. # Covariances that blow up
 *
 *  With $A=K^\top Q$ the covariance of Gaussian tokens obeys
 *  $\dot\Sigma=V\Sigma A\Sigma+\Sigma A^\top\Sigma V^\top$ (Theorem 7.1, corrected). The survey says that it
 *  "can blow up in finite time". When does it have to, and when?
 *
 *  **The volume** $y=(\det\Sigma)^{1/d}$ decides. By Jacobi's formula
 *  $\frac d{dt}\log\det\Sigma=2\,\mathrm{Tr}(B\Sigma)$ with $B=\frac12(AV+V^\top A^\top)$; mind the order: it is
 *  $AV$ and not $VA$. If $B\succ0$, arithmetic and geometric mean give
 *  $\mathrm{Tr}(B\Sigma)\ge d\,(\det B\det\Sigma)^{1/d}$, so $\dot y\ge2\beta y^2$ with $\beta=(\det B)^{1/d}$.
 *
 *  **The largest eigenvalue** $\lambda$, with unit eigenvector $u$, has
 *  $\dot\lambda=2\lambda\,u^\top V\Sigma Au\le2\|V\|\|A\|\lambda^2$. Integrated, for as long as $\Sigma$ lasts,
 *
 *  $$\frac1{\lambda_0}-\frac1{\lambda(t)}\ \le\ 2\|V\|\|A\|\,t,\qquad
 *    2\beta t\ \le\ \frac1{y_0}-\frac1{y(t)},$$
 *
 *  and therefore, for every $\Sigma_0\succ0$,
 *
 *  $$\frac1{2\|V\|\|A\|\,\lambda_{\max}(\Sigma_0)}\ \le\ t^*\ \le\ \frac1{2\beta\,(\det\Sigma_0)^{1/d}}.$$
 *
 *  In the survey's potential case $V=Q^\top K=A^\top$, $B=AA^\top$: whenever $A$ is invertible the covariance
 *  blows up, from every start, with $\|V\|\|A\|=\|A\|^2$ and $\beta=|\det A|^{2/d}$. For $A$ and $V^\top$
 *  multiples of one rotation and a round $\Sigma_0$ the two bounds are equal, hence sharp. Invertible is
 *  needed: for $A=E_{12}$, $B$ is singular, and $\Sigma(t)=D\Sigma_0D$ with
 *  $D=\mathrm{diag}(1,e^{\Sigma_{11}t})$ lasts for ever.
 *
 *  **This is not clustering.** Blow-up is mass that escapes to infinity, and a cloud of finitely many
 *  tokens cannot do it. Each is pulled by a mean of $Vx_j$, so
 *  $\max_i|x_i(t)|\le e^{\|V\|t}\max_i|x_i(0)|$: at $t^*$ the limit of many tokens breaks, not the tokens.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr symmetric_part(arr X) { return times(add(X, transpose(X)), 1, 2); }

static arr volume(arr S) { return expo(times(ln(determinant(S)), 1, S->rows)); }

typedef struct {
  arr A, V, B, fast, slow; /* ||V|| ||A|| and (det +-B)^(1/d) */
} setting;

/*. ## Up to the blow-up, and past rounding
 *
 *  In the clock $dt=ds/\mathrm{Tr}\,\Sigma$ the equation has no singularity. With $g=1/\mathrm{Tr}\,\Sigma$ and
 *  $R=g\Sigma$, and $F(\Sigma)$ the right side,
 *
 *  $$R'=F(R)-\mathrm{Tr}F(R)\,R,\qquad g'=-\mathrm{Tr}F(R)\,g,\qquad t'=g,$$
 *
 *  and $s$ runs to infinity. The bounds apply from any time on, with $\Sigma(t)$ in place of
 *  $\Sigma_0$: along the run $t+1/(2\|V\|\|A\|\lambda)$ must increase and $t+1/(2\beta y)$ decrease, and $t^*$ is
 *  between them. What remains at $s$ is of the order of $g$, which falls exponentially, so $t$ at $s=100$
 *  is the blow-up time to all digits. The equation is covariant under $x\mapsto Gx$, with
 *  $G\Sigma G^\top$, $GVG^{-1}$, $G^{-\top}AG^{-1}$; in coordinates in which $\Sigma_0=\mathrm{Id}$ the trace, the
 *  clock and all steps are others, and the blow-up time must be the same.
 */
/* The entries of R, then t and g. */
typedef struct {
  arr R, t, g, S;
} moment;

static moment moment_of(arr state, int d) {
  arr R = shaped(rows_from(state, 0, d * d), d, d), g = item(state, d * d + 1);
  return (moment){ R, item(state, d * d), g, over(R, g) };
}

static arr regularised(arr s, arr state, const arr *with) {
  int d = with[0]->rows;
  arr R = shaped(rows_from(state, 0, d * d), d, d), g = item(state, d * d + 1);
  arr F = softmax_rate(R, with[0], with[1]), decay = trace(F);
  (void)s;
  return stack(flat(sub(F, mul(decay, R))), stack(g, neg(mul(g, decay))));
}

static arr at_the_start(arr S0) {
  arr g = reciprocal(trace(S0));
  return stack(flat(mul(g, S0)), stack(wholes(g, 0), g));
}

/* From a state of the run at s. */
static arr blow_up_time(arr s, arr state, arr A, arr V) {
  arr end = flow_between(regularised, s, state, whole(s->in, 100), (arr[]){ A, V });
  return moment_of(end, A->rows).t;
}

static arr time_in_other_coordinates(arr S0, arr A, arr V) {
  arr L = cholesky(S0), unit = eye(S0->in, S0->rows), start = at_the_start(unit);
  arr by_L = solve(L, dot(V, L));
  return blow_up_time(whole(S0->in, 0), start, product(transpose(L), A, L), by_L);
}

static arr earliest(setting e, moment m) {
  return add(m.t, reciprocal(times(mul(e.fast, largest_eigenvalue(m.S)), 2, 1)));
}

static arr latest(setting e, moment m) {
  return add(m.t, reciprocal(times(mul(e.slow, volume(m.S)), 2, 1)));
}

enum { STOPS = 3 };

/* The two integrated inequalities at one time of the run. */
static void compare_rates(run *here, setting e, arr S0, moment m, bool sharp_) {
  void (*judge)(run *, const char *, arr, arr) = sharp_ ? attains : at_most;
  arr grown = sub(reciprocal(largest_eigenvalue(S0)), reciprocal(largest_eigenvalue(m.S)));
  arr swollen = sub(reciprocal(volume(S0)), reciprocal(volume(m.S)));
  int two = instead(here, "factor 2 lost", 2, 1);
  at(here, "t", m.t);
  judge(here, "1/lambda0 - 1/lambda", grown, times(mul(e.fast, m.t), two, 1));
  judge(here, "2 beta t", times(mul(e.slow, m.t), two, 1), swollen);
}

static void measure_bounds(run *here, setting e, arr S0, bool sharp_) {
  arith *N = S0->in;
  arr unit = reciprocal(add(total(square(e.A)), total(square(e.V))));
  arr state = at_the_start(S0), s = whole(N, 0);
  moment m = moment_of(state, S0->rows);
  arr low = flat(earliest(e, m)), high = flat(latest(e, m));
  part(here, "between two bounds");
  for (int k = 1; k <= STOPS; k++) {
    arr next = times(unit, k, 1);
    state = flow_between(regularised, s, state, next, (arr[]){ e.A, e.V });
    s = next, m = moment_of(state, S0->rows);
    low = stack(low, earliest(e, m)), high = stack(high, latest(e, m));
    compare_rates(here, e, S0, m, sharp_);
  }
  if (sharp_) {
    equals(here, "the two bounds of a round law", low, high);
    return;
  }
  monotone(here, "lower bounds of the blow-up time, from later and later", low, 1);
  monotone(here, "upper bounds", high, -1);
  at_most(here, "the last lower bound", item(low, STOPS), item(high, STOPS));
}

/*. ## The law of the blow-up
 *
 *  In the potential case in the plane, let $A$ have eigenvalues $\mu>|\nu|$. Then $R$ tends to $uu^\top$ with
 *  $A^\top u=\mu u$, where $\mathrm{Tr}F=2\mu^2$, and
 *  $\mathrm{Tr}\,\Sigma(t)\,(t^*-t)\to\frac1{2\mu^2}$. How fast? Off the limit, the direction of $u$ is
 *  corrected at the rate $\mu^2-\mu\nu$ of the clock $s$ (by Lemma 4.6 of Castin et al.,
 *  $\dot u=(u^\top Au)A^\top u$), the rank at the rate $2\mu^2$, and $g\sim e^{-2\mu^2s}$: the error is of
 *  the order $g^{(1-\nu/\mu)/2}$, a fractional and small power. At $g=10^{-9}$ two digits may be right, and
 *  an observer in double sees little of the limit.
 */
static void measure_law(run *here, setting e, arr S0) {
  arith *N = S0->in;
  arr half = times(trace(e.A), 1, 2), gap = root(sub(square(half), determinant(e.A)));
  arr mu = add(half, gap), nu = sub(half, gap);
  arr state = at_the_start(S0), s = whole(N, 0), gauges = NULL, times_ = NULL;
  for (int k = 2; k <= 5; k++) {
    arr next = times(reciprocal(square(mu)), 2 * k, 1);
    state = flow_between(regularised, s, state, next, (arr[]){ e.A, e.V });
    s = next;
    moment m = moment_of(state, S0->rows);
    gauges = gauges ? stack(gauges, m.g) : flat(m.g);
    times_ = times_ ? stack(times_, m.t) : flat(m.t);
  }
  arr t_star = blow_up_time(s, state, e.A, e.V);
  equals(here, "blow-up time in other coordinates", time_in_other_coordinates(S0, e.A, e.V),
         t_star);
  arr order = times(sub(whole(N, 1), over(nu, mu)), 1, 2);
  arr values = over(sub(t_star, times_), gauges), limit = reciprocal(times(square(mu), 2, 1));
  tends(here, "trace times the time that remains", gauges, values, limit, order, rat(N, 1, 20));
  at_most(here, "distance of the last of them", absolute(sub(item(values, 3), limit)),
          times(limit, 1, 100));
}

/*. ## Finitely many tokens
 *
 *  The $2d$ points $\pm\sqrt d\,Le_i$ with $LL^\top=\Sigma_0$ have the covariance $\Sigma_0$. As tokens they are
 *  followed past the upper bound of $t^*$, where the Gaussian is infinite.
 */
static arr sigma_points(arr S0) {
  arr points = mul(root(whole(S0->in, S0->rows)), transpose(cholesky(S0)));
  return stack(points, neg(points));
}

static arr largest_token(arr X) { return root(greatest(sum_rows(square(X)))); }

typedef struct {
  arr with[7];
} parameters;

static parameters cloud_parameters(run *here, setting e, int n) {
  arr Q = input(here, "Q"), K = input(here, "K"), zero = whole(Q->in, 0);
  return (parameters){ { Q, Q, K, K, e.V, e.V, flat(filled(Q->in, n, 1, zero)) } };
}

static void measure_cloud(run *here, setting e, arr S0, bool sharp_) {
  arr T = times(latest(e, moment_of(at_the_start(S0), S0->rows)), 21, 20), X = sigma_points(S0);
  if (!sharp_ && arith_kind(T->in) == BALL) T = times(T, 1, 32);
  arr end = flow_from(attention_field, X, T, cloud_parameters(here, e, X->rows).with);
  at(here, "t", T);
  arr bound = mul(expo(mul(operator_norm(e.V), T)), largest_token(X));
  at_most(here, "largest token", largest_token(end), bound);
  if (sharp_)
    exceeds(here, "largest token, of three quarters of its bound", largest_token(end),
            times(bound, 3, 4));
}

enum { DRAWN = 60 };

/* Largest eigenvalue and volume of the Gaussian up to the blow-up, and of 2d tokens beyond it. */
static void trace_the_run(run *here, setting e, arr S0) {
  arith *N = S0->in;
  arr state = at_the_start(S0), s = whole(N, 0), X = sigma_points(S0), t = s;
  arr last = latest(e, moment_of(state, S0->rows));
  for (int k = 0; k <= DRAWN; k++) {
    moment m = moment_of(state, S0->rows);
    trace_point(here, "largest eigenvalue", m.t, largest_eigenvalue(m.S));
    trace_point(here, "volume", m.t, volume(m.S));
    trace_point(here, "cloud", t, largest_eigenvalue(second_moments(X)));
    trace_point(here, "bounds", earliest(e, moment_of(at_the_start(S0), S0->rows)), last);
    arr next = rat(N, k + 1, 7), later = times(last, k + 1, 50);
    state = flow_between(regularised, s, state, next, (arr[]){ e.A, e.V });
    X = flow_between(attention_field, t, X, later, cloud_parameters(here, e, X->rows).with);
    s = next, t = later;
  }
}

static bool settles(arr A, arr V) {
  arr discriminant = sub(square(trace(A)), times(determinant(A), 4, 1));
  return A->rows == 2 && equal(V, transpose(A)) == YES &&
         lt(whole(A->in, 0), discriminant) == YES && lt(whole(A->in, 0), trace(A)) == YES;
}

static arr exact_key_query(run *here) {
  return dot(transpose(exact_input(here, "K")), exact_input(here, "Q"));
}

static bool round_and_conformal(run *here) {
  arr A = exact_key_query(here), V = exact_input(here, "V"), S0 = exact_input(here, "Sigma0");
  arr unit = eye(A->in, A->rows), one = mul(entry(dot(A, V), 0, 0), unit);
  return equal(dot(A, V), one) == YES && equal(S0, mul(entry(S0, 0, 0), unit)) == YES &&
         equal(dot(transpose(A), A), mul(total(square(row_at(A, 0))), unit)) == YES;
}

static void measure_escape(run *here, setting e, arr S0, bool sharp_) {
  measure_bounds(here, e, S0, sharp_);
  part(here, "can blow up in finite time");
  if (arith_kind(S0->in) == BALL) {
    arr state, last = flow_until_blow_up(softmax_closure, S0, 16, &state, (arr[]){ e.A, e.V });
    exceeds(here, "trace at the last certified time", trace(state), times(trace(S0), 100, 1));
    at_most(here, "last certified time", last, latest(e, moment_of(at_the_start(S0), S0->rows)));
  } else if (settles(exact_key_query(here), exact_input(here, "V")))
    measure_law(here, e, S0);
  number kind = arith_kind(S0->in);
  arr X = sigma_points(S0);
  part(here, "finite clouds do not");
  equals(here, "covariance of the cloud", second_moments(X), S0);
  vanishes(here, "mean of the cloud", sum_columns(X), norm(X));
  if (kind != MPFR) measure_cloud(here, e, S0, sharp_);
  if (!sharp_ && kind == DOUBLE && S0->rows == 2) trace_the_run(here, e, S0);
}

/*. ## The other sign
 *
 *  For $B\prec0$ the inequality of the volume, reversed, says
 *  $\frac1{y(t)}\ge\frac1{y_0}+2\beta_-t$ with $\beta_-=(\det(-B))^{1/d}$, and the volume goes to zero. In the
 *  potential case of this sign, $V=-A^\top$, nothing escapes:
 *  $\dot\lambda=-2\lambda\,(Au)^\top\Sigma\,Au\le0$.
 */
static void measure_collapse(run *here, setting e, arr S0, arr T, bool sharp_) {
  void (*judge)(run *, const char *, arr, arr) = sharp_ ? attains : at_most;
  arr S = S0, t = wholes(T, 0), widths = flat(largest_eigenvalue(S0));
  part(here, "the other sign");
  for (int k = 1; k <= 3; k++) {
    arr next = times(T, k, 3);
    S = flow_between(softmax_closure, t, S, next, (arr[]){ e.A, e.V });
    t = next;
    at(here, "t", t);
    judge(here, "1/y0 + 2 beta t", add(reciprocal(volume(S0)), times(mul(e.slow, t), 2, 1)),
          reciprocal(volume(S)));
    widths = stack(widths, largest_eigenvalue(S));
  }
  if (equal(exact_input(here, "V"), neg(transpose(exact_key_query(here)))) == YES)
    monotone(here, "largest eigenvalue of a potential", widths, -1);
}

/*. ## Thinner and longer
 *
 *  Without a potential the other sign does not exclude blow-up: a volume may vanish while a width becomes
 *  infinite. Let $A=a+bJ$ and $V=c+eJ$ in the plane, $J$ the quarter turn, and $p=ac$, $q=be$. Then
 *  $B=(p-q)\,\mathrm{Id}$, whereas the eigenvalues $\lambda>\mu$ of $\Sigma$ follow
 *
 *  $$\dot\lambda=2\lambda(p\lambda-q\mu),\qquad\dot\mu=2\mu(p\mu-q\lambda),\qquad
 *    (\lambda\mu)^p(\lambda-\mu)^{q-p}\ \text{constant}.$$
 *
 *  Let $0<p<q$. By $\frac d{dt}\log\frac\mu\lambda=-2(p+q)(\lambda-\mu)$ the law becomes thinner, and by the
 *  constant longer. As soon as $p\lambda>q\mu$,
 *
 *  $$\frac1{2p\lambda}\ \le\ t^*-t\ \le\ \frac1{2(p\lambda-q\mu)},$$
 *
 *  so that a Gaussian blows up from every start that is not round, and the bounds close upon the time as
 *  $\mu/\lambda$ goes to zero.
 */
static arr kept_by_thinning(arr p, arr q, arr longer, arr shorter) {
  arr product_ = mul(p, ln(mul(longer, shorter)));
  return add(product_, mul(sub(q, p), ln(sub(longer, shorter))));
}

static void measure_thinning(run *here, setting e, arr S0) {
  arr p = mul(entry(e.A, 0, 0), entry(e.V, 0, 0)), q = mul(entry(e.A, 1, 0), entry(e.V, 1, 0));
  arr state = at_the_start(S0), s = wholes(p, 0), low = NULL, high = NULL;
  arr kept = kept_by_thinning(p, q, largest_eigenvalue(S0), least_eigenvalue(S0));
  part(here, "thinner and longer");
  for (int k = 1; k <= STOPS; k++) {
    arr next = times(reciprocal(p), k, 4);
    state = flow_between(regularised, s, state, next, (arr[]){ e.A, e.V });
    s = next;
    moment m = moment_of(state, 2);
    arr longer = largest_eigenvalue(m.S), shorter = least_eigenvalue(m.S), pull = mul(p, longer);
    arr soonest = add(m.t, reciprocal(times(pull, 2, 1)));
    arr end = add(m.t, reciprocal(times(sub(pull, mul(q, shorter)), 2, 1)));
    low = low ? stack(low, soonest) : flat(soonest), high = high ? stack(high, end) : flat(end);
    at(here, "t", m.t);
    equals(here, "what the eigenvalues keep", kept_by_thinning(p, q, longer, shorter), kept);
  }
  monotone(here, "lower bounds of the blow-up time of a thin law", low, 1);
  monotone(here, "its upper bounds", high, -1);
  at_most(here, "the last lower bound of a thin law", item(low, STOPS - 1), item(high, STOPS - 1));
  at_most(here, "all the time that is left", sub(item(high, STOPS - 1), item(low, STOPS - 1)),
          times(item(low, STOPS - 1), 1, 1000));
}

/* A = a + bJ, V = c + eJ with 0 < ac < be, and a law that is not round. */
static bool gets_thinner(run *here) {
  arr A = exact_key_query(here), V = exact_input(here, "V"), S0 = exact_input(here, "Sigma0");
  if (A->rows != 2) return false;
  arr J = given(A->in, "0 -1; 1 0"), zero = whole(A->in, 0);
  arr p = mul(entry(A, 0, 0), entry(V, 0, 0)), q = mul(entry(A, 1, 0), entry(V, 1, 0));
  return equal(dot(A, J), dot(J, A)) == YES && equal(dot(V, J), dot(J, V)) == YES &&
         lt(zero, p) == YES && lt(p, q) == YES && equal(dot(S0, J), dot(J, S0)) != YES;
}

static void measure_endurance(run *here, setting e, arr S0, arr T) {
  arr stretch = diagonal(stack(whole(S0->in, 1), expo(mul(entry(S0, 0, 0), T))));
  part(here, "for singular A it need not");
  at(here, "t", T);
  equals(here, "covariance", flow(softmax_closure, S0, T, e.A, e.V), product(stretch, S0, stretch));
}

static bool single_entry(arr A) {
  return A->rows == 2 && equal(A, given(A->in, "0 1; 0 0")) == YES;
}

static void measure_fate(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), S0 = input(here, "Sigma0");
  arr A = dot(transpose(K), Q), T = input(here, "T");
  arr B = symmetric_part(instead(here, "VA in place of AV", dot(A, V), dot(V, A)));
  part(here, "between two bounds");
  equals(here, "growth of the volume", trace(solve(S0, softmax_rate(S0, A, V))),
         times(trace(dot(B, S0)), 2, 1));
  arr norms = mul(operator_norm(A), operator_norm(V));
  bool sharp_ = round_and_conformal(here);
  if (positive_definite(B) == YES) {
    arr beta = volume(B);
    setting e = { A, V, B, instead(here, "the two rates exchanged", norms, beta),
                  instead(here, "the two rates exchanged", beta, norms) };
    measure_escape(here, e, S0, sharp_);
  } else if (positive_definite(neg(B)) == YES) {
    setting e = { A, V, B, norms, volume(neg(B)) };
    measure_collapse(here, e, S0, T, sharp_);
    if (gets_thinner(here)) measure_thinning(here, e, S0);
  } else if (single_entry(exact_key_query(here)))
    measure_endurance(here, (setting){ A, V, B, norms, NULL }, S0, T);
}

/* A = P V^-1 with P + P' positive definite. */
static void escaping_tokens(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  arr V = add(eye(E, n), times(draw_dyadic(d, n, n), 1, 8)), G = draw_dyadic(d, n, n);
  arr P = add(draw_spd(d, n), times(sub(G, transpose(G)), 1, 4));
  arr K = add(eye(E, n), times(draw_dyadic(d, n, n), 1, 8));
  set(d, "V", V);
  set(d, "K", K);
  set(d, "Q", solve(transpose(K), dot(P, inverse(V))));
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "T", whole(E, 1));
}

CLAIM(odt_R7_1) = {
  .title = "covariances that blow up, and when",
  .kind = REMARK,
  .where = "Section 7.2, after Theorem 7.1",
  .says = "Depending on (Q, K, V) and the initialization Σ₀, the covariance can blow up in finite "
          "time, echoing clustering phenomena observed in related attention-driven dynamics",
  .sentence = "Holds; in the potential case V = QᵀK with QᵀK invertible it always does, between "
              "two bounds that are sharp. It is mass that escapes, not a cluster, and no finite "
              "cloud follows. With −QᵀK for V nothing escapes, and the volume goes to zero.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "T", "", POSITIVE, "how long it is followed where it does not blow up" } },
  .instances = { { "a potential in the plane",
                   { "Q = 5/4 0; 1/2 1/4", "K = 1 0; 0 1", "V = 5/4 1/2; 0 1/4",
                     "Sigma0 = 1 1/3; 1/3 1/2", "T = 1" } },
                 { "a potential in space",
                   { "Q = 1 1/2 0; 0 1/2 -1/3; 1/4 0 1", "K = 1 0 0; 1/2 1 0; 0 0 1",
                     "V = 1 0 1/4; 3/4 1/2 0; -1/6 -1/3 1",
                     "Sigma0 = 1 1/4 0; 1/4 1/2 1/5; 0 1/5 2/3", "T = 1" } },
                 { "no potential",
                   { "Q = 1 -1; 1/2 3/4", "K = 1 0; 0 1", "V = -1/5 1; -6/5 0",
                     "Sigma0 = 1 -1/3; -1/3 1/2", "T = 1" } },
                 { "a rotation, and a round law",
                   { "Q = 24/25 7/25; -7/25 24/25", "K = 6/5 -9/10; 9/10 6/5",
                     "V = 6/5 -8/5; 8/5 6/5", "Sigma0 = 2/3 0; 0 2/3", "T = 1" } },
                 { "the other sign",
                   { "Q = 1 1/2 0; 0 1/2 -1/3; 1/4 0 1", "K = 1 0 0; 1/2 1 0; 0 0 1",
                     "V = -1 0 -1/4; -3/4 -1/2 0; 1/6 1/3 -1",
                     "Sigma0 = 1 1/4 0; 1/4 1/2 1/5; 0 1/5 2/3", "T = 1" } },
                 { "the other sign, and a round law",
                   { "Q = 24/25 7/25; -7/25 24/25", "K = 6/5 -9/10; 9/10 6/5",
                     "V = -6/5 8/5; -8/5 -6/5", "Sigma0 = 2/3 0; 0 2/3", "T = 1" } },
                 { "the other sign, and no potential",
                   { "Q = 1 -1; 1 1", "K = 1 0; 0 1", "V = 2/3 -3/2; 3/2 2/3",
                     "Sigma0 = 1 1/3; 1/3 1/5", "T = 1/4" } },
                 { "a singular matrix",
                   { "Q = 0 1; 0 0", "K = 1 0; 0 1", "V = 0 0; 1 0", "Sigma0 = 2 1; 1 1",
                     "T = 3/2" } } },
  .draw = escaping_tokens,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-T7.1", "udt-P4.3" },
  .parts = { { "can blow up in finite time", HOLDS, "the covariance can blow up in finite time",
               NULL, NO_ERRATUM, PRINTED },
             { "between two bounds", HOLDS,
               "B = (AV + VᵀAᵀ)/2 ≻ 0 ⟹ 1/(2‖V‖‖A‖λ_max(Σ₀)) ≤ t* ≤ 1/(2(det B det Σ₀)^(1/d))",
               NULL, NO_ERRATUM, DERIVED },
             { "the other sign", HOLDS,
               "B ≺ 0 ⟹ det(Σ)^(−1/d) ≥ det(Σ₀)^(−1/d) + 2 det(−B)^(1/d) t; if V = −Aᵀ, λ_max(Σ) "
               "does not grow",
               NULL, NO_ERRATUM, DERIVED },
             { "thinner and longer", HOLDS,
               "B ≺ 0 and blow-up: A = a + bJ, V = c + eJ, J the quarter turn, 0 < ac < be, Σ₀ not "
               "round",
               NULL, NO_ERRATUM, DERIVED },
             { "for singular A it need not", HOLDS,
               "A = E₁₂ = Vᵀ: Σ(t) = DΣ₀D, D = diag(1, e^(Σ₁₁t))", NULL, NO_ERRATUM, DERIVED },
             { "finite clouds do not", HOLDS, "max|x_i(t)| ≤ e^(‖V‖t) max|x_i(0)|", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_fate,
  .controls = { { "VA in place of AV", "no potential" },
                { "the two rates exchanged", "a potential in the plane" },
                { "factor 2 lost", "a rotation, and a round law" } },
};
