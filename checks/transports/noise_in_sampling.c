/*. # Sampling with noise and without
 *
 *  A diffusion model samples "by integrating a time-dependent (possibly stochastic) differential
 *  equation". The survey says no more, so the statement is ours. If $v_t$ carries $\alpha_t$, then
 *  for every noise level $g\ge0$
 *
 *  $$dX=\Big(v_t+\frac{g^2}2\nabla\log\alpha_t\Big)dt+g\,dW$$
 *
 *  has the same law $\alpha_t$ at every time, because
 *  $\mathrm{div}(\alpha\nabla\log\alpha)=\Delta\alpha$ cancels the diffusion. Between Gaussians the
 *  drift is $B=A_t-\frac{g^2}2\Sigma_t^{-1}$ and the covariance obeys $\dot
 *  P=BP+PB^\top+g^2\mathrm{Id}$; from $P_0=\Sigma_0$ it must follow
 *  $\Sigma_t=(1-t)^2\Sigma_0+t^2\Sigma_1$ for every $g$. Without the score in the drift it does
 *  not.
 *
 *  What the noise buys is seen when the start is wrong. The error of the covariance obeys the
 *  linear equation without its source, $P_T-\Sigma_T=Y(P_0-\Sigma_0)Y^\top$ with $\dot Y=BY$, and
 *
 *  $$\det Y_T=\Big(\frac{\det\Sigma_T}{\det\Sigma_0}\Big)^{1/2}
 *    \exp\Big(-\frac{g^2}2\int_0^T\mathrm{Tr}\,\Sigma_s^{-1}\,ds\Big):$$
 *
 *  deterministic sampling keeps volumes of error in proportion to the law, noise forgets them
 *  exponentially. $Y$ is also what couples the end to the start,
 *  $\mathrm{Cov}(X_T,X_0)=Y_T\Sigma_0$: one family of laws, a different process for each $g$. Since
 *  $\mathrm{Tr}A_t=\frac12\frac d{dt}\log\det\Sigma_t$, the formula is Liouville's; the determinant
 *  is that of the integrated matrix.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* P, below it Y, below it a row that integrates Tr Sigma^-1; with: Sigma0, Sigma1, g^2 in the
 * noise, g^2 in the drift. */
static arr noisy(arr t, arr state, const arr *with) {
  arr P = rows_from(state, 0, 2), Y = rows_from(state, 2, 2), unit = eye(with[0]->in, 2);
  arr precision = inverse(interpolant_covariance(t, with[0], with[1]));
  arr cross = interpolant_drift(t, with[0], with[1]);
  arr B = dot(sub(cross, mul(times(with[3], 1, 2), unit)), precision), drift = dot(B, P);
  arr rate = add(add(drift, transpose(drift)), mul(with[2], unit));
  return stack(stack(rate, dot(B, Y)), row(mul(trace(precision), row_at(unit, 0))));
}

static arr sampled(arr start, arr T, const arr *with) {
  arith *A = T->in;
  return flow_from(noisy, stack(stack(start, eye(A, 2)), zeros(A, 1, 2)), T, with);
}

static void measure_noise(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), levels = input(here, "g");
  arr T = input(here, "T"), wrong = input(here, "P0"), S = interpolant_covariance(T, S0, S1),
      silent = NULL;
  for (int i = 0; i < levels->rows; i++) {
    arr g2 = square(item(levels, i));
    arr with[] = { S0, S1, g2, instead(here, "no score in the drift", g2, wholes(g2, 0)) };
    arr end = sampled(i ? S0 : wrong, T, with), Y = rows_from(end, 2, 2), law = S;
    if (!i) law = add(S, product(Y, sub(wrong, S0), transpose(Y)));
    arr forgotten = expo(times(mul(g2, entry(end, 4, 0)), -1, 2));
    arr liouville = root(over(determinant(S), determinant(S0)));
    at(here, "g", item(levels, i));
    equals(here, i ? "covariance of the samples" : "covariance from a wrong start",
           rows_from(end, 0, 2), law);
    equals(here, "volume of an error", determinant(Y), mul(liouville, forgotten));
    if (silent) apart(here, "coupling with the start, at another level", Y, silent);
    silent = Y;
  }
}

static truth up_to_the_end(run *here) {
  arr T = exact_input(here, "T");
  return le(T, whole(T->in, 1));
}

static arr failure_to_commute(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1");
  return norm(commutator(S0, S1));
}

static void any_levels(draw *d) {
  set(d, "Sigma0", draw_spd(d, 2));
  set(d, "Sigma1", draw_spd(d, 2));
  set(d, "P0", draw_spd(d, 2));
  set(d, "g", flat(draw_between(d, 2, 8, 4)));
  set(d, "T", draw_between(d, 2, 3, 16));
}

CLAIM(odt_R3_0) = {
  .title = "sampling with noise has the same laws, and forgets a wrong start",
  .kind = REMARK,
  .where = "Section 3, introduction",
  .says = "sampling is achieved by integrating a time-dependent (possibly stochastic) "
          "differential equation initialized from α₀",
  .sentence = "With half g² of the score in the drift every noise level g has the laws of the "
              "deterministic sampler; volumes of error, relative to the law, shrink by "
              "exp(−½g²∫Tr Σ⁻¹).",
  .inputs = { { "Sigma0", "2,2", SPD, "covariance at t = 0" },
              { "Sigma1", "2,2", SPD, "covariance at t = 1" },
              { "P0", "2,2", SPD, "a wrong start" },
              { "g", "n", NONNEGATIVE, "noise levels; the first runs from the wrong start" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "T is at most 1", up_to_the_end } },
  .instances = { { "two ellipses",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "P0 = 1/2 1/3; 1/3 4",
                     "g = 1 2", "T = 1/5" } } },
  .draw = any_levels,
  .draws = 1,
  .visible = { { "commutator of the covariances", failure_to_commute } },
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P3.2" },
  .measure = measure_noise,
  .controls = { { "no score in the drift" } },
};

/*. ## Time is not all that changes
 *
 *  For $\Sigma_0=\mathrm{Id}$ the survey says that flow matching "coincides exactly---up to an
 *  exponential reparameterization of time---with the diffusion model framework". The exponential
 *  belongs to the diffusion with constant coefficients, the Ornstein-Uhlenbeck process
 *  $dX=-X\,ds+\sqrt2\,dW$ started from the data, $X_s\overset d=e^{-s}X_1+\sqrt{1-e^{-2s}}\,N$.
 *  Compare it with $Z_t=tX_1+(1-t)N$. The means force $e^{-s}=t$, and then the noise has variance
 *  $1-t^2$ in one and $(1-t)^2$ in the other: no change of time makes the laws equal. A change of
 *  space does,
 *
 *  $$X_s\overset d=\frac{Z_t}{c_t},\qquad c_t=\sqrt{(1-t)^2+t^2},\qquad e^{-s}=\frac t{c_t},\quad
 *    t=\frac{e^{-s}}{e^{-s}+\sqrt{1-e^{-2s}}} .$$
 *
 *  Not only the laws agree then but the samples: a point carried by the field of flow matching from
 *  $t_0$ to $t_1$ and the point $z/c_{t_0}$ carried by the probability flow
 *  $\frac{dX}{ds}=-X-\nabla\log p_s(X)$ backwards from $s_0$ to $s_1$ land at $z_1$ and
 *  $z_1/c_{t_1}$. Both flows are run, for data of three humps; they share no formula but the
 *  posterior, and that is compared with the score: $tv_t=z+(1-t)\nabla\log\alpha_t$.
 *
 *  A reader may take "framework" in its widest sense, any affine drift. Then no rescaling is
 *  needed: noising the data in $\tau=1-t$ by $dX=-\frac
 *  Xt\,d\tau+\big(\tfrac{2(1-t)}t\big)^{1/2}dW$ gives $Z_t$ itself. It is checked here too. But
 *  there is no exponential in it, and the drift is singular at the far end.
 */
typedef struct {
  arr B, v, p; /* means, variances and masses of the data */
} humps;

static humps humps_of(const arr *with) { return (humps){ with[0], with[1], with[2] }; }

/* Of the humps for m B + noise, seen at z, each of variance s; up to log 2 pi. */
static arr log_densities(humps h, arr z, arr m, arr s) {
  arr off = sub(row(z), mul(m, h.B));
  return sub(sub(ln(h.p), ln(s)), over(sum_rows(square(off)), times(s, 2, 1)));
}
static arr posterior(humps h, arr z, arr m, arr s) { return softmax(log_densities(h, z, m, s)); }

static arr matching(arr t, arr z, const arr *with) {
  humps h = humps_of(with);
  arr rest = rest_of(t), s = add(square(rest), mul(square(t), h.v));
  arr beta = over(sub(mul(t, h.v), rest), s), off = sub(row(z), mul(t, h.B));
  return dot(posterior(h, z, t, s), add(h.B, mul(column(beta), off)));
}

/* At the time with[3]. */
static arr log_density(arr z, const arr *with) {
  humps h = humps_of(with);
  arr t = with[3], s = add(square(rest_of(t)), mul(square(t), h.v));
  return log_sum_exp(log_densities(h, z, t, s));
}

/* Backwards from the age with[3]: r is the time gone. */
static arr probability_flow(arr r, arr x, const arr *with) {
  humps h = humps_of(with);
  arr m = expo(sub(r, with[3])), m2 = square(m), one = whole(r->in, 1);
  arr s = add(sub(one, m2), mul(m2, h.v)), pulls = over(sub(mul(m, h.B), row(x)), column(s));
  return add(x, dot(posterior(h, x, m, s), pulls));
}

/* Means by rows and, in the last column, variances. */
static arr ornstein_uhlenbeck(arr s, arr state, const arr *with) {
  (void)s, (void)with;
  arr unit = eye(arith_base(state->in), 3), last = row_at(unit, 2);
  return sub(mul(times(row(last), 2, 1), sub(wholes(state, 1), state)),
             mul(row(sub(wholes(last, 1), last)), state));
}

static arr affine_noising(arr tau, arr state, const arr *with) {
  arr one = whole(tau->in, 1), t = sub(one, tau), last = row_at(eye(arith_base(state->in), 3), 2);
  arr pull = neg(over(mul(row(add(wholes(last, 1), last)), state), t));
  (void)with;
  return add(pull, mul(times(over(tau, t), 2, 1), spread(row(last), state)));
}

static arr interpolated(humps h, arr t, arr c) {
  arr s = add(square(rest_of(t)), mul(square(t), h.v));
  return beside(over(mul(t, h.B), c), column(over(s, square(c))));
}

static arr scale_of(arr t) { return root(add(square(rest_of(t)), square(t))); }

static void measure_equivalence(run *here) {
  arr b = input(here, "b"), x = input(here, "x"), times_ = input(here, "t"), one = whole(x->in, 1);
  arr with[] = { input(here, "B"), square(b), input(here, "p"), NULL }, ages[2], scales[2];
  humps h = humps_of(with);
  arr data = beside(h.B, column(h.v));
  for (int i = 0; i < 2; i++) {
    arr t = item(times_, i);
    scales[i] = instead(here, "as printed", scale_of(t), one), ages[i] = ln(over(scales[i], t));
    at(here, "t", t);
    equals(here, "means and variances of the diffusion", flow(ornstein_uhlenbeck, data, ages[i]),
           interpolated(h, t, scales[i]));
    equals(here, "of another diffusion, without rescaling", flow(affine_noising, data, rest_of(t)),
           interpolated(h, t, one));
  }
  arr t = with[3] = item(times_, 0), score = gradient(log_density, x, with);
  at(here, "t", t);
  equals(here, "field and score", mul(t, matching(t, x, with)), add(x, mul(rest_of(t), score)));
  with[3] = ages[0];
  arr z = flow_between(matching, item(times_, 0), x, item(times_, 1), with);
  arr X = flow_from(probability_flow, over(x, scales[0]), sub(ages[0], ages[1]), with);
  at(here, "t", item(times_, 1));
  equals(here, "where the two samplers land", mul(scales[1], X), z);
}

static truth ordered_times(run *here) {
  arr t = exact_input(here, "t"), one = whole(t->in, 1);
  return lt(item(t, 0), item(t, 1)) == YES ? lt(t, one) : NO;
}

static void any_humps(draw *d) {
  arith *E = draw_arithmetic(d);
  set(d, "B", draw_dyadic(d, 2, 2));
  set(d, "b", draw_list(d, "4..8/8 4..8/8"));
  set(d, "p", draw_probability(d, 2));
  set(d, "x", draw_dyadic(d, 2, 0));
  set(d, "t", stack(rat(E, 1, 4), draw_between(d, 5, 6, 16)));
}

CLAIM(odt_R3_3b) = {
  .title = "flow matching and diffusion models: a change of time, and of space",
  .kind = REMARK,
  .where = "Section 3.3, Connection with diffusion models",
  .says = "If α₀ is isotropic Σ₀ = Id, but α₁ is arbitrary, the flow-matching method coincides "
          "exactly — up to an exponential reparameterization of time — with the diffusion model "
          "framework",
  .correction = "up to e^(−s) = t/c_t and the rescaling x ↦ x/c_t, c_t² = (1−t)² + t², with the "
                "Ornstein-Uhlenbeck diffusion",
  .sentence = "False for the Ornstein-Uhlenbeck diffusion, to which the exponential belongs, "
              "unless space is rescaled too.",
  .remains = "The equivalence, also of the samples. With drifts that depend on time (dX = −X/t dτ "
             "+ …) no rescaling is needed, and no exponential appears: a matter of reading.",
  .inputs = { { "B", "m,2", REAL, "means of the data" },
              { "b", "m", POSITIVE, "their deviations" },
              { "p", "m", PROBABILITY, "their masses" },
              { "x", "2", REAL, "where a sample starts" },
              { "t", "2", POSITIVE, "from when to when it is followed" } },
  .hypotheses = { { "the two times increase, inside (0,1)", ordered_times } },
  .instances = { { "three humps",
                   { "B = 2 0; 0 2; -1 -1", "b = 1/2 1 3/4", "p = 1/2 1/3 1/6", "x = 1/2 -1/3",
                     "t = 1/4 2/5" } } },
  .draw = any_humps,
  .draws = 1,
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-D3.1", "odt-P3.1" },
  .measure = measure_equivalence,
  .controls = { { "as printed" } },
};
