/*. # Weak solutions
 *
 *  Section 3 calls $\mu$ a solution of $\partial_t\mu+\mathrm{div}(\mu\Gamma_\mu)=0$ when for every smooth $\psi$
 *  that vanishes at infinity
 *
 *  $$\int_0^T\!\!\int\Big(\frac{\partial\psi}{\partial t}+\Gamma_\mu\cdot\nabla_x\psi\Big)d\mu(t)\,dt
 *    =\int\psi(T,\cdot)\,d\mu(T)-\int\psi(0,\cdot)\,d\mu_0 .$$
 *
 *  Tokens of any masses that obey (1.1) are such solutions, whatever the variant, by the chain rule; so is
 *  a Gaussian that obeys its closure. With $\psi=e^{-|x-c|^2}\cos\omega t$ all integrals are at hand. For tokens the
 *  left side is integrated along the flow as one more component. For $N(\alpha,\Sigma)$,
 *
 *  $$\int e^{-|x-c|^2}d\mu=\det(\mathrm{Id}+2\Sigma)^{-1/2}\,e^{-(\alpha-c)^\top(\mathrm{Id}+2\Sigma)^{-1}(\alpha-c)}=:Z,$$
 *
 *  and the integral of $\Gamma\cdot\nabla\psi$ is a second moment of the tilted Gaussian, of covariance
 *  $\Sigma'=(\Sigma^{-1}+2)^{-1}$ and mean $m=\Sigma'(\Sigma^{-1}\alpha+2c)$: with $\Gamma(x)=b+Mx$ it is
 *  $-2Z\cos\omega t\,\big((b+Mm)\cdot(m-c)+\mathrm{Tr}\,M\Sigma'\big)$, in which no derivative of $Z$ is used. Tokens that go
 *  to the same places on straight lines are no solution.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "flow/variants.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* with[4] = c, with[5] = omega: exp(-|x - c|^2) at the rows of X. */
static arr bumps(arr X, const arr *with) {
  return expo(neg(sum_rows(square(sub(X, row(with[4]))))));
}

static arr observed(arr t, arr X, const arr *with) {
  return mul(cosine(mul(with[5], t)), dot(with[3], bumps(X, with)));
}

/* Sum of masses times (psi_t + v . grad psi). */
static arr flux(arr t, arr X, arr v, const arr *with) {
  arr phase = mul(with[5], t), bump = bumps(X, with), off = sub(X, row(with[4]));
  arr along = times(mul(bump, sum_rows(mul(v, off))), -2, 1);
  arr drift = mul(neg(mul(with[5], sine(phase))), dot(with[3], bump));
  return add(drift, mul(cosine(phase), dot(with[3], along)));
}

/* Tokens, and the integral in the first entry of a last row; with[6] is NULL, or the velocities of
 * straight lines. */
static arr observed_field(variant by, arr t, arr state, const arr *with) {
  int n = with[3]->rows;
  arr X = rows_from(state, 0, n), v = tokens_under(by)(t, X, with);
  arr spent = flux(t, X, v, with), none = wholes(row_at(X, 0), 0);
  return stack(with[6] ? with[6] : v, row(add(none, spent)));
}
static arr softmax_observed(arr t, arr X, const arr *with) {
  return observed_field(SOFTMAX, t, X, with);
}
static arr l2_observed(arr t, arr X, const arr *with) { return observed_field(L2, t, X, with); }
static arr sigmoid_observed(arr t, arr X, const arr *with) {
  return observed_field(SIGMOID, t, X, with);
}

/* Velocities that lead to the same places. */
static arr towards(variant by, arr X, arr T, const arr *with) { /* mutants: aside */
  return over(sub(flow_from(tokens_under(by), X, T, with), X), T);
}

static void measure_tokens(run *here, variant by, field observed_, const char *what) {
  arr with[7] = { input(here, "Q"),
                  input(here, "K"),
                  input(here, "V"),
                  input(here, "p"),
                  input(here, "c"),
                  input(here, "omega"),
                  NULL };
  arr X = input(here, "X"), T = input(here, "T"), zero = whole(T->in, 0);
  if (under(here, "straight lines")) with[6] = towards(by, X, T, with);
  arr end = flow_from(observed_, stack(X, row(wholes(row_at(X, 0), 0))), T, with);
  arr Y = rows_from(end, 0, X->rows), left = entry(end, X->rows, 0);
  arr right = sub(observed(T, Y, with), observed(zero, X, with));
  at(here, "t", T);
  equals(here, what, left, instead(here, "the other sign", right, neg(right)));
}

/* Z for N(mean, S). */
static arr bump_of_gaussian(arr mean, arr S, arr c) {
  arr wide = add(eye(S->in, S->rows), times(S, 2, 1)), off = sub(mean, c);
  return over(expo(neg(dot(off, solve(wide, off)))), root(determinant(wide)));
}

/* The bump and, per unit of it, the integral of (b + M x) . grad psi. */
static arr tilted_flux(arr mean, arr S, arr c, arr b, arr M) {
  arr narrow = inverse(add(inverse(S), times(eye(S->in, S->rows), 2, 1)));
  arr m = dot(narrow, add(solve(S, mean), times(c, 2, 1)));
  return times(add(dot(add(b, dot(M, m)), sub(m, c)), trace(dot(M, narrow))), -2, 1);
}

/* Rows: covariance, mean, the integral; with = { A, V, c, omega }. */
static arr observed_closure(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr S = rows_from(state, 0, d), mean = row_at(state, d), c = with[2], phase = mul(with[3], t);
  arr b = dot(with[1], mean), M = product(with[1], S, with[0]);
  arr Z = bump_of_gaussian(mean, S, c), along = mul(Z, tilted_flux(mean, S, c, b, M));
  arr spent = sub(mul(cosine(phase), along), mul(with[3], mul(sine(phase), Z)));
  arr none = wholes(mean, 0), drift = add(b, dot(M, mean));
  return stack(stack(softmax_rate(S, with[0], with[1]), row(drift)), row(add(none, spent)));
}

static void measure_gaussian(run *here) {
  arr A = dot(transpose(input(here, "K")), input(here, "Q")), V = input(here, "V");
  arr S = input(here, "Sigma"), mean = input(here, "alpha"), c = input(here, "c");
  arr omega = input(here, "omega"), T = input(here, "T");
  arr state = stack(stack(S, row(mean)), row(wholes(mean, 0)));
  arr end = flow(observed_closure, state, T, A, V, c, omega);
  int d = S->rows;
  arr Z = bump_of_gaussian(row_at(end, d), rows_from(end, 0, d), c);
  arr right = sub(mul(cosine(mul(omega, T)), Z), bump_of_gaussian(mean, S, c));
  equals(here, "both sides for a Gaussian and its closure", entry(end, d + 1, 0), right);
}

static void measure_weak_form(run *here) {
  measure_tokens(here, SOFTMAX, softmax_observed, "both sides for tokens, softmax");
  measure_tokens(here, L2, l2_observed, "L2");
  measure_tokens(here, SIGMOID, sigmoid_observed, "sigmoid");
  measure_gaussian(here);
}

static void any_tokens(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  set(d, "Q", draw_dyadic(d, 1, 2));
  set(d, "K", draw_dyadic(d, 1, 2));
  set(d, "V", draw_dyadic(d, 2, 2));
  set(d, "X", draw_dyadic(d, n, 2));
  set(d, "p", draw_probability(d, n));
  set(d, "alpha", draw_dyadic(d, 2, 0));
  set(d, "Sigma", times(draw_spd(d, 2), 1, 8));
  set(d, "c", draw_dyadic(d, 2, 0));
  set(d, "omega", draw_between(d, 1, 20, 4));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(udt_D3_1w) = {
  .title = "weak solutions",
  .kind = DEFINITION,
  .where = "Section 3, after eq. (3.1)",
  .says = "∫₀ᵀ∫ (∂ψ/∂t + Γ_μ·∇_xψ) dμ(t) = ∫ ψ(T,·) dμ(T) − ∫ ψ(0,·) dμ₀",
  .sentence =
      "Tokens that obey (1.1) and Gaussians that obey the closure are weak solutions; tokens "
      "on straight lines are not.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "p", "n", PROBABILITY, "their masses" },
              { "alpha", "d", REAL, "mean of a Gaussian" },
              { "Sigma", "d,d", SPD, "its covariance" },
              { "c", "d", REAL, "centre of the test function" },
              { "omega", "", POSITIVE, "its frequency" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "p = 1/2 1/3 1/6", "alpha = 1/5 -1/4",
                     "Sigma = 1/4 1/10; 1/10 1/5", "c = 1/2 -1/7", "omega = 5/2", "T = 1/16" } } },
  .draw = any_tokens,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2" },
  .measure = measure_weak_form,
  .controls = { { "the other sign" }, { "straight lines" } },
};
