/*. # Small scores
 *
 *  With parameters $(\varepsilon Q,K,V/\varepsilon)$ softmax attention is $\frac1\varepsilon V\,h(\varepsilon)$, $h(\varepsilon)$ being the
 *  mean of the tokens under weights proportional to $e^{\varepsilon\langle Ax,y\rangle}$: the derivative of the
 *  cumulant generating function of the cloud. Its series has the cumulants for coefficients,
 *
 *  $$\tfrac1\varepsilon V\,h(\varepsilon)=\tfrac1\varepsilon Vm+V\,\mathrm{Cov}\,Ax+\tfrac\varepsilon2V\,\kappa_3[Ax,Ax,\cdot\,]+O(\varepsilon^2),\qquad
 *    \kappa_3[w,w,\cdot\,]=\tfrac1n\sum_j\langle w,x_j-m\rangle^2(x_j-m).$$
 *
 *  The paper has the first two terms and a remainder $o(\varepsilon)$. It is $O(\varepsilon)$, and $o(\varepsilon)$ only where the third
 *  cumulant vanishes: for tokens that are symmetric about their mean, and for Gaussians, where the remainder is 0. The
 *  series is taken by automatic differentiation of the softmax and compared with moments in which there
 *  is no exponential.
 *
 *  "This expression is the same as for Softmax self-attention up to a rescaling of $A$": of $A$ and $V$.
 *  $\frac1\varepsilon V\alpha+V\Sigma Ax$ is the softmax field with $\varepsilon A$ and $V/\varepsilon$; no choice of $A$ alone makes the mean
 *  $\frac1\varepsilon V\alpha$. With $\varepsilon A$ and $V$, at speed $\varepsilon$, trajectories of tokens follow the two terms
 *  up to $O(\varepsilon^2)$, which is where the third cumulant acts.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "flow/variants.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* h(epsilon), with = { A x, X } */
static arr tilted_mean(arr epsilon, const arr *with) {
  return dot(softmax(mul(epsilon, dot(with[1], with[0]))), with[1]);
}

static arr mean_of(arr X) { return times(sum_columns(X), 1, X->rows); }
static arr centred(arr X) { return sub(X, row(mean_of(X))); }

/* kappa_3[w, w, .] */
static arr third_cumulant(arr w, arr X) {
  arr off = centred(X), along = dot(off, w);
  return times(dot(square(along), off), 1, X->rows);
}

/* Of a skew cloud and of one that is symmetric about its mean, without V. */
static void trace_remainder(run *here, arr V, arr w, arr X) { /* mutants: aside */
  arr off = centred(X), even = add(row(mean_of(X)), stack(off, neg(off)));
  for (int k = 0; k <= 16; k += 2)
    for (int symmetric = 0; symmetric < 2; symmetric++) {
      arr cloud = symmetric ? even : X, epsilon = rat(w->in, 1, 1L << k), with[] = { w, cloud };
      arr f = over(sub(tilted_mean(epsilon, with), mean_of(cloud)), epsilon);
      arr rest = dot(V, sub(f, dot(second_moments(centred(cloud)), w)));
      trace_point(here, symmetric ? "symmetric" : "skew", epsilon, norm(rest));
    }
}

static void measure_series(run *here, arr A, arr V, arr X, arr x) {
  arr w = dot(A, x), zero = whole(x->in, 0), one = whole(x->in, 1), with[] = { w, X };
  arr second = instead(here, "moments not centred", second_moments(centred(X)), second_moments(X));
  equals(here, "first coefficient", dot(V, tilted_mean(zero, with)), dot(V, mean_of(X)));
  equals(here, "second coefficient", dot(V, derivative(tilted_mean, zero, one, with)),
         product(V, second, w));
  arr third = times(dot(V, second_derivative(tilted_mean, zero, one, with)), 1, 2);
  arr stated = times(dot(V, third_cumulant(w, X)), 1, 2);
  equals(here, "third coefficient: the remainder over epsilon", third,
         instead(here, "as printed", stated, wholes(stated, 0)));
  if (arith_kind(x->in) == BALL) return;
  trace_remainder(here, V, w, X);
  arr gauge = NULL, values = NULL;
  for (int k = 4; k <= 10; k += 2) {
    arr epsilon = rat(x->in, 1, 1L << k), f = over(dot(V, tilted_mean(epsilon, with)), epsilon);
    arr rest = sub(f, add(over(dot(V, mean_of(X)), epsilon), product(V, second, w)));
    arr ratio = flat(item(over(rest, epsilon), 0));
    at(here, "epsilon", epsilon);
    gauge = gauge ? stack(gauge, epsilon) : flat(epsilon);
    values = values ? stack(values, ratio) : ratio;
  }
  tends(here, "remainder over epsilon", gauge, values, item(stated, 0), one, rat(x->in, 1, 10));
}

/* V (m + epsilon Cov A x) at speed epsilon; with = { epsilon, A, V } */
static arr two_terms(arr t, arr X, const arr *with) {
  arr slope = mul(with[0], product(X, transpose(with[1]), second_moments(centred(X))));
  return (void)t, dot(add(row(mean_of(X)), slope), transpose(with[2]));
}

static void measure_trajectories(run *here, arr A, arr V, arr X) {
  arr T = input(here, "T"), unit = eye(T->in, A->rows), gauge = NULL, values = NULL;
  for (int k = 4; k <= 8; k += 2) {
    arr epsilon = rat(T->in, 1, 1L << k), p = equal_masses(X);
    arr end = flow(tokens_under(SOFTMAX), X, T, mul(epsilon, A), unit, V, p);
    arr off = flat(norm(sub(end, flow(two_terms, X, T, epsilon, A, V))));
    gauge = gauge ? stack(gauge, epsilon) : flat(epsilon);
    values = values ? stack(values, off) : off;
  }
  tends(here, "tokens under softmax and under the two terms", gauge, values, whole(T->in, 0),
        whole(T->in, 2), rat(T->in, 1, 10));
}

static void measure_expansion(run *here) {
  arr A = dot(transpose(input(here, "K")), input(here, "Q")), V = input(here, "V");
  arr X = input(here, "X"), x = input(here, "x");
  measure_series(here, A, V, X, x);
  arr off = centred(X), mirrored = add(row(mean_of(X)), stack(off, neg(off)));
  vanishes(here, "third cumulant of a symmetric cloud", third_cumulant(dot(A, x), mirrored),
           norm(X));
  if (arith_kind(x->in) != BALL) measure_trajectories(here, A, V, X);
}

static arr skewness(run *here) {
  arr A = dot(transpose(input(here, "K")), input(here, "Q"));
  return norm(dot(input(here, "V"), third_cumulant(dot(A, input(here, "x")), input(here, "X"))));
}

static void skew_tokens(draw *d) {
  arith *E = draw_arithmetic(d);
  set(d, "Q", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 8)));
  set(d, "K", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 8)));
  set(d, "V", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 8)));
  set(d, "X", add(given(E, "2 1; -1 0; -1/2 1/2"), times(draw_dyadic(d, 3, 2), 1, 16)));
  set(d, "x", add(given(E, "1 1/2"), times(draw_dyadic(d, 2, 0), 1, 16)));
  set(d, "T", draw_between(d, 2, 8, 16));
}

CLAIM(udt_D2_2) = {
  .title = "linear attention as an expansion of softmax",
  .kind = DEFINITION,
  .where = "Section 2.2",
  .says =
      "f_ε^(SM)(X)_i = (1/εn) Σ Vx_j + V((1/n) Σ x_jx_jᵀ − (1/n²) Σ x_ℓ Σ x_ℓᵀ)Ax_i + o_{ε→0}(ε)",
  .correction =
      "the remainder is (ε/2) V κ₃[Ax_i, Ax_i, ·] + O(ε²), with the third cumulant κ₃ of the "
      "tokens",
  .sentence = "The two terms are right; the remainder is O(ε) and in general not o(ε). The "
              "identification with softmax attention takes εA and V/ε.",
  .remains =
      "The expansion with O(ε); with o(ε) for symmetric tokens; without remainder for Gaussians.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "x", "d", REAL, "where the field is taken" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "X = 2 1/3; -1/2 3/2; 1/3 -1", "x = 3/4 -1/5", "T = 1/2" } } },
  .draw = skew_tokens,
  .visible = { { "third cumulant", skewness } },
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .uses = { "udt-D2.1" },
  .measure = measure_expansion,
  .controls = { { "as printed" }, { "moments not centred" } },
};

/*. ## Plain linear attention
 *
 *  Without the correction by the mean, $\Gamma^{(lin)}_\mu(x)=V\int yy^\top d\mu\,Ax=VMAx$ with the second moments
 *  $M=\Sigma+\alpha\alpha^\top$. It is linear, so Gaussians stay Gaussian, as the introduction announces; the equations
 *  are not given. They are
 *
 *  $$\dot M=VMAM+MA^\top MV^\top,\qquad\dot\Phi=VMA\,\Phi,\qquad\alpha=\Phi\alpha_0,\quad\Sigma=\Phi\Sigma_0\Phi^\top :$$
 *
 *  the closure of softmax for $M$ in place of $\Sigma$, which carries mean and covariance along. On the line
 *  $\lambda=M(t)/M(0)=(1-2avM(0)t)^{-1}$, $\Sigma=\lambda\Sigma_0$ and $\alpha=\sqrt\lambda\,\alpha_0$. That "all the results we state for
 *  [softmax] self-attention in the Gaussian case also hold" is said of the variant with the mean removed, and for plain linear
 *  attention would be wrong when $\alpha\ne0$.
 *
 *  The field sees second moments only, so three Gauss-Hermite nodes for each axis stand for the Gaussian law
 *  without any error: weighted particles run by linear attention, in balls too, must have the mean and the
 *  covariance of the equations.
 */
/* Rows: M, Phi; with = { A, V }. */
static arr carried_moments(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr M = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  return (void)t, stack(softmax_rate(M, with[0], with[1]), product(with[1], M, with[0], Phi));
}

static void compare_line(run *here, arr a, arr v, arr M0, arr S0, arr mean0, arr S, arr mean,
                         arr T) {
  arr lambda = reciprocal(rest_of(times(mul(mul(a, v), mul(M0, T)), 2, 1)));
  equals(here, "variance on the line", S, mul(lambda, S0));
  equals(here, "mean on the line", mean, mul(root(lambda), mean0));
}

static void measure_plain(run *here) {
  arr A = input(here, "A"), V = input(here, "V"), S0 = input(here, "Sigma0"), T = input(here, "T");
  arr mean0 = input(here, "alpha0"), unit = eye(S0->in, S0->rows),
      M0 = add(S0, outer(mean0, mean0));
  int d = S0->rows;
  arr start = instead(here, "the covariance alone", M0, S0);
  arr end = flow(carried_moments, stack(start, unit), T, A, V), Phi = rows_from(end, d, d);
  arr mean = dot(Phi, mean0), S = product(Phi, S0, transpose(Phi));
  gaussian_rule rule = gaussian_rule_of(S0->in, 3, d);
  arr X = add(row(mean0), dot(rule.points, transpose(cholesky(S0))));
  arr later = flow(tokens_under(LINEAR), X, T, A, unit, V, rule.weights);
  arr centre = dot(rule.weights, later), off = sub(later, row(centre));
  at(here, "t", T);
  equals(here, "mean of the particles", centre, mean);
  equals(here, "covariance of the particles",
         product(transpose(off), mul(column(rule.weights), off)), S);
  if (d == 1)
    compare_line(here, entry(A, 0, 0), entry(V, 0, 0), entry(M0, 0, 0), entry(S0, 0, 0),
                 item(mean0, 0), entry(S, 0, 0), item(mean, 0), T);
}

static arr off_centre(run *here) { return norm(input(here, "alpha0")); }

static truth before_blow_up(run *here) {
  arr A = exact_input(here, "A"), V = exact_input(here, "V"), S0 = exact_input(here, "Sigma0");
  arr mean = exact_input(here, "alpha0"), T = exact_input(here, "T");
  arr sizes = mul(add(total(square(A)), whole(T->in, 1)), add(total(square(V)), whole(T->in, 1)));
  arr bound = mul(mul(sizes, add(trace(S0), total(square(mean)))), times(T, 2, 1));
  return lt(bound, whole(T->in, 1));
}

static void short_runs(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 1, 2);
  arr A = draw_dyadic(d, n, n), V = draw_dyadic(d, n, n), S = draw_spd(d, n);
  arr mean = add(flat(filled(E, n, 1, rat(E, 1, 2))), times(draw_dyadic(d, n, 0), 1, 8));
  arr one = whole(E, 1), sizes = mul(add(total(square(A)), one), add(total(square(V)), one));
  arr rate = mul(sizes, add(trace(S), total(square(mean))));
  set(d, "A", A);
  set(d, "V", V);
  set(d, "Sigma0", S);
  set(d, "alpha0", mean);
  set(d, "T", over(rat(E, 1, 4), rate));
}

CLAIM(udt_D2_2b) = {
  .title = "plain linear attention keeps Gaussians Gaussian",
  .kind = PROPOSITION,
  .where = "Introduction, contribution (ii), and Section 2.2",
  .says = "For Softmax, L2, Sinkhorn and linear self-attention, we show that initial data that are "
          "Gaussians stay Gaussian along the dynamics",
  .sentence =
      "Holds for plain linear attention too, with equations of its own: the second moments obey "
      "the closure of softmax, and carry mean and covariance along.",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "V", "d,d", REAL, "values" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "alpha0", "d", REAL, "initial mean" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "2 (1 + |A|^2) (1 + |V|^2) Tr M T < 1", before_blow_up } },
  .instances = { { "the plane",
                   { "A = -1/3 1/2; 1/5 -1/4", "V = 1 -1/2; 1/3 4/5", "Sigma0 = 1/4 1/10; 1/10 1/5",
                     "alpha0 = 1/2 -1/3", "T = 1/10" } },
                 { "the line",
                   { "A = 2/5", "V = 3/2", "Sigma0 = 1/3", "alpha0 = 1/2", "T = 1/5" } } },
  .draw = short_runs,
  .draws = 1,
  .visible = { { "mean", off_centre } },
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2", "udt-P4.3" },
  .measure = measure_plain,
  .controls = { { "the covariance alone" } },
};

/*. ## Diffusion out of Sinkhorn attention
 *
 *  The introduction recalls of the Sinkformer paper that Sinkhorn attention has "a diffusive behavior when
 *  the parameter $\varepsilon$ associated to Sinkhorn tends to zero". On the line, with $A=a>0$ and $V=-a$, this can be read
 *  off. The plan of entropic transport from $N(0,s)$ to itself is Gaussian with off-diagonal *precision* $-a/\varepsilon$,
 *  so its covariance $c$ solves $\frac{c}{s^2-c^2}=\frac a\varepsilon$, that is
 *
 *  $$c=\frac{\sqrt{4a^2s^2+\varepsilon^2}-\varepsilon}{2a}=\frac{2as^2}{\sqrt{4a^2s^2+\varepsilon^2}+\varepsilon},\qquad
 *    \dot s=-\frac{2a}\varepsilon\,c,\qquad\dot s+\frac{2a}\varepsilon s=1-\frac\varepsilon{4as}+O(\varepsilon^3).$$
 *
 *  (The second form of $c$ does not cancel.) The drift $-\frac a\varepsilon x$ takes $\frac{2a}\varepsilon s$, and what is left is the rate
 *  of the heat equation $\partial_t\mu=\frac12\Delta\mu$. In the time $\tau=t/\varepsilon$ the variance is that of an Ornstein-Uhlenbeck
 *  process, $s_0e^{-2a\tau}+\frac\varepsilon{2a}(1-e^{-2a\tau})$, up to $O(\varepsilon^2)$. Twice the heat would be off by $O(\varepsilon)$.
 */
static arr cross_covariance(arr s, arr a, arr epsilon) {
  arr below = add(root(add(times(square(mul(a, s)), 4, 1), square(epsilon))), epsilon);
  return over(times(mul(a, square(s)), 2, 1), below);
}

/* In the time t / epsilon; with = { a, epsilon } */
static arr sinkhorn_variance(arr tau, arr s, const arr *with) {
  return (void)tau, neg(times(mul(with[0], cross_covariance(s, with[0], with[1])), 2, 1));
}

static arr of_ornstein_uhlenbeck(arr tau, arr s0, arr a, arr epsilon, arr heat) {
  arr decay = expo(neg(times(mul(a, tau), 2, 1)));
  arr noise = over(mul(mul(heat, epsilon), rest_of(decay)), times(a, 2, 1));
  return add(mul(s0, decay), noise);
}

static void measure_diffusion(run *here) {
  arr a = input(here, "a"), s = input(here, "s"), tau = input(here, "tau"), one = whole(a->in, 1);
  arr heat = instead(here, "twice the heat", one, whole(a->in, 2)), gauge = NULL;
  arr defects = NULL, gaps = NULL, slack = rat(a->in, 1, 10);
  for (int k = 3; k <= 9; k += 2) {
    arr epsilon = rat(a->in, 1, 1L << k), c = cross_covariance(s, a, epsilon);
    arr joint = shaped(stack(stack(s, c), stack(c, s)), 2, 2);
    at(here, "epsilon", epsilon);
    equals(here, "off-diagonal precision of the plan", entry(inverse(joint), 0, 1),
           neg(over(a, epsilon)));
    arr rate = over(times(mul(a, sub(s, c)), 2, 1), epsilon),
        small_ = over(epsilon, times(mul(a, s), 4, 1));
    at_most(here, "1 - epsilon/4as, below the rate of the variance that is no drift",
            sub(heat, small_), rate);
    at_most(here, "that rate", rate, one);
    arr end = flow(sinkhorn_variance, s, tau, a, epsilon);
    arr gap = absolute(sub(end, of_ornstein_uhlenbeck(tau, s, a, epsilon, heat)));
    gauge = gauge ? stack(gauge, epsilon) : flat(epsilon);
    defects = defects ? stack(defects, rate) : flat(rate);
    gaps = gaps ? stack(gaps, gap) : flat(gap);
  }
  tends(here, "rate of the variance that is no drift", gauge, defects, heat, one, slack);
  tends(here, "variance, less that of the process", gauge, gaps, whole(a->in, 0), whole(a->in, 2),
        slack);
}

static void any_variance(draw *d) {
  set(d, "a", draw_between(d, 8, 24, 16));
  set(d, "s", draw_between(d, 8, 24, 16));
  set(d, "tau", draw_between(d, 2, 8, 16));
}

CLAIM(udt_D2_4d) = {
  .title = "Sinkhorn attention diffuses",
  .kind = REMARK,
  .where = "Section 1, on the gradient flow structure",
  .says =
      "allowing them to highlight a diffusive behavior when the parameter ε associated to Sinkhorn "
      "tends to zero",
  .sentence =
      "Holds on Gaussians of the line: the limit is a drift of order 1/ε and the heat equation "
      "with ½Δ, the defect being −ε/(4as) at first order.",
  .inputs = { { "a", "", POSITIVE, "key times query, minus the value" },
              { "s", "", POSITIVE, "variance" },
              { "tau", "", POSITIVE, "time over epsilon" } },
  .instances = { { "wide", { "a = 5/4", "s = 7/5", "tau = 1/3" } },
                 { "narrow", { "a = 1/3", "s = 1/2", "tau = 1/5" } } },
  .draw = any_variance,
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_diffusion,
  .controls = { { "twice the heat" } },
};
