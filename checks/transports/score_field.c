/*. # The score form of the flow-matching field
 *
 *  Flow matching joins a noise $X_0\sim\alpha_0$ to data $X_1\sim\alpha_1$, drawn independently, by
 *  $Z_t=(1-t)X_0+tX_1$, and moves a sample along the conditional expectation
 *
 *  $$v_t(z)=\mathbb E[X_1-X_0\mid Z_t=z].$$
 *
 *  When the noise is standard Gaussian, $Z_t$ given $X_1$ is $N(tX_1,(1-t)^2\mathrm{Id})$, and
 *  Tweedie's identity reads the two posterior means off the score $s_t=\nabla\log\alpha_t$:
 *  $\mathbb E[tX_1\mid z]=z+(1-t)^2s_t(z)$ and $\mathbb E[X_0\mid z]=-(1-t)s_t(z)$. Their difference is
 *
 *  $$v_t(z)=\frac zt+\frac{1-t}t\,s_t(z).$$
 *
 *  The survey prints this formula with the roles of $t$ and $1-t$ exchanged. The printed form is the
 *  field of the opposite convention, noise at $t=1$ and data at $t=0$, run backwards; with (3.2) and
 *  (7) as they stand no reading saves it. The two agree only at $t=\frac12$, so a test at the middle
 *  of the path would not have seen it.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef arr (*form)(arr t, arr x, arr score);

static arr noise_share(arr t) { return sub(whole(t->in, 1), t); }

static arr corrected(arr t, arr x, arr score) {
  return add(over(x, t), mul(over(noise_share(t), t), score));
}

static arr printed(arr t, arr x, arr score) {
  return add(over(x, noise_share(t)), mul(over(t, noise_share(t)), score));
}

/*. ## Gaussian data
 *
 *  For $\alpha_1=N(0,\Sigma_1)$ the interpolant is $N(0,\Sigma_t)$ with
 *  $\Sigma_t=(1-t)^2\mathrm{Id}+t^2\Sigma_1$, its score is $-\Sigma_t^{-1}x$, and regression of
 *  $X_1-X_0$ on $Z_t$ gives $v_t(x)=(t\Sigma_1-(1-t)\mathrm{Id})\Sigma_t^{-1}x$ with no score in sight.
 *  Everything is rational: at $d=1$, $\Sigma_1=4$, $t=\frac14$ the field at $x=1$ is $\frac4{13}$, the
 *  printed formula says $\frac{12}{13}$.
 */
static arr interpolant(arr t, arr S1) {
  arr unit = eye(S1->in, S1->rows);
  return add(mul(square(noise_share(t)), unit), mul(square(t), S1));
}

static arr gaussian_score(arr t, arr x, arr S1) { return neg(solve(interpolant(t, S1), x)); }

static arr regression(arr t, arr x, arr S1) {
  arr cross = sub(mul(t, S1), mul(noise_share(t), eye(S1->in, S1->rows)));
  return dot(cross, solve(interpolant(t, S1), x));
}

/*. ## Data of any law
 *
 *  For atoms $x_i$ of mass $p_i$ the posterior is a softmax, and the two sides meet by different
 *  roads: the conditional expectation is a weighted mean of the atoms, the score is the derivative of
 *  the logarithm of the density, taken here by automatic differentiation of
 *  $\log\sum_ip_i\exp\big(-|z-tx_i|^2/2(1-t)^2\big)$.
 */
static arr log_weights(arr z, arr t, arr atoms, arr p) {
  arr misfit = sub(row(z), mul(t, atoms));
  arr energy = over(sum_rows(square(misfit)), times(square(noise_share(t)), 2, 1));
  return sub(ln(p), energy);
}

static arr log_density(arr z, const arr *with) {
  return log_sum_exp(log_weights(z, with[0], with[1], with[2]));
}

static arr posterior_field(arr t, arr z, arr atoms, arr p) {
  arr data = dot(softmax(log_weights(z, t, atoms, p)), atoms);
  return over(sub(data, z), noise_share(t));
}

/*. ## The sampling dynamics
 *
 *  With Gaussian data the flow of the true field from $t_0$ to $t_1$ is the linear map
 *  $\Sigma_{t_1}^{1/2}\Sigma_{t_0}^{-1/2}$ (all $\Sigma_t$ commute). The flow of the score form is run
 *  and must land there.
 */
static arr by_corrected(arr t, arr x, const arr *with) {
  return corrected(t, x, gaussian_score(t, x, with[0]));
}

static arr by_printed(arr t, arr x, const arr *with) {
  return printed(t, x, gaussian_score(t, x, with[0]));
}

static arr exact_flow(arr t0, arr t1, arr x, arr S1) {
  return dot(spd_root(interpolant(t1, S1)), solve(spd_root(interpolant(t0, S1)), x));
}

static void measure(run *here) {
  arr S1 = input(here, "Sigma1"), x = input(here, "x"), times = input(here, "t");
  arr atoms = input(here, "atoms"), p = input(here, "p");
  form score_form = instead(here, "as printed", corrected, printed);
  for (int i = 0; i < times->rows; i++) {
    arr t = item(times, i);
    at(here, "t", t);
    equals(here, "field at x, Gaussian data", score_form(t, x, gaussian_score(t, x, S1)),
           regression(t, x, S1));
  }
  for (int i = 0; i < times->rows; i++) {
    arr t = item(times, i), score = gradient(log_density, x, (arr[]){ t, atoms, p });
    at(here, "t", t);
    equals(here, "field at x, discrete data", score_form(t, x, score),
           posterior_field(t, x, atoms, p));
  }
  arr first = item(times, 0), last = item(times, times->rows - 1);
  field sampler = instead(here, "as printed", by_corrected, by_printed);
  at(here, "t", last);
  equals(here, "sample carried from the first to the last time",
         flow_between(sampler, first, x, last, (arr[]){ S1 }), exact_flow(first, last, x, S1));
}

/* The two forms differ by (1-2t)/(t(1-t)) (x + s): nothing is seen where x + s vanishes. */
static arr misplacement(run *here) {
  arr S1 = input(here, "Sigma1"), x = input(here, "x"), t = item(input(here, "t"), 0);
  return norm(
      sub(corrected(t, x, gaussian_score(t, x, S1)), printed(t, x, gaussian_score(t, x, S1))));
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t"), one = whole(t->in, 1);
  return lt(t, one);
}

static void any_data(draw *d) {
  int n = (int)draw_whole(d, 1, 3), m = (int)draw_whole(d, 2, 5);
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "x", draw_dyadic(d, n, 0));
  set(d, "t", draw_list(d, "1..7/16 9..14/16"));
  set(d, "atoms", draw_dyadic(d, m, n));
  set(d, "p", draw_probability(d, m));
}

CLAIM(odt_P3_3) = {
  .title = "score form of the flow-matching field",
  .kind = PROPOSITION,
  .where = "Proposition 3.3",
  .says = "When α₀ = N(0, Id), v_t in (7) is given by v_t(x) = x/(1−t) + t/(1−t) ∇log α_t(x), t ∈ "
          "(0,1)",
  .correction = "v_t(x) = x/t + (1−t)/t ∇log α_t(x)",
  .sentence = "False as printed except at t = 1/2: the roles of t and 1−t are exchanged.",
  .remains = "That the field is a gradient, read off the score; only the two factors change.",
  .inputs = { { "Sigma1", "d,d", SPD, "covariance of Gaussian data" },
              { "x", "d", REAL, "where the field is taken" },
              { "t", "m", POSITIVE, "times of the path, ascending" },
              { "atoms", "n,d", REAL, "discrete data" },
              { "p", "n", PROBABILITY, "their masses" } },
  .hypotheses = { { "every t lies in (0,1)", inside_the_path } },
  .instances = { { "one dimension",
                   { "Sigma1 = 4", "x = 1", "t = 1/4 3/8 1/2 5/8 3/4 7/8", "atoms = -1; 2",
                     "p = 1/3 2/3" } },
                 { "three tokens in the plane",
                   { "Sigma1 = 3 1; 1 2/3", "x = 7/5 -3/4", "t = 1/5 1/3 2/3 4/5",
                     "atoms = 1 0; -1/2 2; -3/4 -5/3", "p = 1/2 1/3 1/6" } } },
  .draw = any_data,
  .visible = { { "distance of the printed from the true field", misplacement } },
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P3.2" },
  .measure = measure,
  .controls = { { "as printed" } },
};
