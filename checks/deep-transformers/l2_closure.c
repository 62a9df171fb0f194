/*. # L2 attention keeps Gaussians Gaussian
 *
 *  L2 attention weighs a token $y$ by $e^{-|Qx-Ky|^2}$. This is the likelihood of the observation $Qx$ of
 *  $Ky+\xi$ with a noise $\xi\sim N(0,\frac12\mathrm{Id})$, so
 *
 *  $$\Gamma_\mu(x)=V\,\mathbb E\big[\,y\ \big|\ Ky+\xi=Qx\,\big],\qquad y\sim\mu,$$
 *
 *  and for a Gaussian $\mu=N(\alpha,\Sigma)$ the conditional mean is a linear regression:
 *
 *  $$\Gamma_\mu(x)=V\Big(\alpha+\Sigma K^\top\big(K\Sigma K^\top+\tfrac12\mathrm{Id}\big)^{-1}(Qx-K\alpha)\Big).$$
 *
 *  Lemma 4.10 states it with precisions instead, $V(\Sigma^{-1}+2K^\top K)^{-1}(\Sigma^{-1}\alpha+2K^\top Qx)$.
 *  Both agree in rational numbers (Woodbury's identity), and with quadrature of the definition, which knows
 *  of neither. Multiplied by $\Sigma$ the precisions go away,
 *
 *  $$\Gamma_\mu(x)=V(\mathrm{Id}+2\Sigma K^\top K)^{-1}(\alpha+2\Sigma K^\top Qx),$$
 *
 *  and this form holds for singular $\Sigma$ too, of which the lemma is silent. The quadrature has
 *  $y=\alpha+Lg$ with $\Sigma=LL^\top$ and Gauss-Hermite nodes $g$. In the Hermite polynomials
 *  of degree $2n$ the coefficients of $e^{-\kappa g^2}$ decay like $(2\kappa/(1+2\kappa))^n$; that gives the number of nodes.
 */
#include <math.h>

#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* V E[y | K y + noise = q], noise of covariance 1/2. */
static arr regression(arr q, arr mean, arr S, arr K, arr V) {
  arr Kt = transpose(K), half = times(eye(S->in, K->rows), 1, 2);
  arr innovation = solve(add(product(K, S, Kt), half), sub(q, dot(K, mean)));
  return dot(V, add(mean, product(S, Kt, innovation)));
}

typedef arr (*attended)(arr x, arr mean, arr S, arr Q, arr K, arr V);

static arr by_precisions(arr x, arr mean, arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), P = add(inverse(S), times(dot(Kt, K), 2, 1));
  return dot(V, solve(P, add(solve(S, mean), times(product(Kt, dot(Q, x)), 2, 1))));
}

static arr without_inverse(arr x, arr mean, arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), damping = add(eye(S->in, S->rows), times(product(S, Kt, K), 2, 1));
  return dot(V, solve(damping, add(mean, times(product(S, Kt, dot(Q, x)), 2, 1))));
}

static arr half_the_cost(arr x, arr mean, arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), damping = add(eye(S->in, S->rows), product(S, Kt, K));
  return dot(V, solve(damping, add(mean, product(S, Kt, dot(Q, x)))));
}

static arr keys_and_queries_exchanged(arr x, arr mean, arr S, arr Q, arr K, arr V) {
  arr damping = add(eye(S->in, S->rows), times(product(S, transpose(K), K), 2, 1));
  return dot(V, solve(damping, add(mean, times(product(S, transpose(Q), dot(K, x)), 2, 1))));
}

/* The definition, with n nodes for each column of L. */
static arr quadrature(int n, arr x, arr mean, arr L, arr Q, arr K, arr V) {
  gaussian_rule rule = gaussian_rule_of(x->in, n, L->columns);
  arr y = add(row(mean), dot(rule.points, transpose(L)));
  arr cost = sum_rows(square(sub(row(dot(Q, x)), dot(y, transpose(K)))));
  arr mass = mul(rule.weights, expo(neg(cost)));
  return dot(V, over(dot(mass, y), total(mass)));
}

enum { MOST_POINTS = 12000 };

static void compare_quadrature(run *here, arr stated, arr x, arr mean, arr L) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V");
  double kappa = exp2(2 * log2_size(norm(dot(K, L))));
  int n = 16 + (int)((double)arith_bits(x->in) / log2(1 + 1 / (2 * kappa)));
  if (pow(n, L->columns) > MOST_POINTS) {
    remark(here, "quadrature is left out: the precision asks for %d^%d points", n, L->columns);
    return;
  }
  equals(here, "field at x, by quadrature", stated, quadrature(n, x, mean, L, Q, K, V));
}

static void measure_field(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), L = input(here, "L");
  arr mean = input(here, "alpha"), x = input(here, "x"), S = dot(L, transpose(L));
  attended form = instead(here, "half the cost", without_inverse, half_the_cost);
  form = instead(here, "keys and queries exchanged", form, keys_and_queries_exchanged);
  part(here, "without an inverse");
  arr stated = form(x, mean, S, Q, K, V);
  equals(here, "field at x, by regression", stated, regression(dot(Q, x), mean, S, K, V));
  if (matrix_rank(exact_input(here, "L")) == S->rows) {
    part(here, "as printed");
    equals(here, "field at x, by precisions", by_precisions(x, mean, S, Q, K, V), stated);
  }
  part(here, "without an inverse");
  number kind = arith_kind(x->in);
  if (kind == DOUBLE || kind == MPFR) compare_quadrature(here, stated, x, mean, L);
}

static arr non_commutation(run *here) {
  arr L = input(here, "L"), K = input(here, "K");
  return norm(commutator(dot(L, transpose(L)), dot(transpose(K), K)));
}

static void any_gaussian(draw *d) {
  int n = (int)draw_whole(d, 2, 3), k = (int)draw_whole(d, 1, 2), r = (int)draw_whole(d, 1, 2);
  set(d, "Q", draw_dyadic(d, k, n));
  set(d, "K", times(draw_dyadic(d, k, n), 1, 2));
  set(d, "V", draw_dyadic(d, n, n));
  set(d, "alpha", draw_dyadic(d, n, 0));
  set(d, "L", times(draw_dyadic(d, n, r), 1, 2));
  set(d, "x", draw_dyadic(d, n, 0));
}

CLAIM(udt_L4_10) = {
  .title = "L2 attention on a Gaussian",
  .kind = LEMMA,
  .where = "Lemma 4.10",
  .says = "Let μ = N(α, Σ). Then for all x: Γ_μ(x) = V(Σ⁻¹ + 2KᵀK)⁻¹(Σ⁻¹α + 2KᵀQx)",
  .sentence = "Holds; it is the regression of y on Ky seen through a noise of covariance ½, and "
              "extends to singular Σ.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "alpha", "d", REAL, "mean of the tokens" },
              { "L", "d,r", REAL, "factor of their covariance LLᵀ" },
              { "x", "d", REAL, "a token" } },
  .instances = { { "the plane",
                   { "Q = 1 -1/2; 1/3 2", "K = 1/3 1/5; -1/4 1/2", "V = 1 1/3; -1/2 2",
                     "alpha = 1/5 -3/7", "L = 3/4 0; -2/5 2/3", "x = 3/5 -2/3" } },
                 { "one key, and tokens on a line",
                   { "Q = 1 -3/2;", "K = 1/3 -3/4;", "V = 1/2 1/3; -1 2/7", "alpha = 1/3 1",
                     "L = 2/3; -1/2", "x = -4/5 3/2" } },
                 { "space, two keys",
                   { "Q = 1 -1/2 1/3; 0 2/3 -1", "K = 1/2 1/5 -1/3; 1/4 -1/2 2/3",
                     "V = 1 0 1/3; -1/2 2 1/7; 0 1/4 -1", "alpha = 1/5 -3/7 1",
                     "L = 3/4 0 0; -2/5 2/3 0; 1/3 1/4 1/2", "x = 3/5 -2/3 1/2" } } },
  .draw = any_gaussian,
  .visible = { { "non-commutation of Sigma and K'K", non_commutation } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .parts = { { "as printed", HOLDS, "V(Σ⁻¹ + 2KᵀK)⁻¹(Σ⁻¹α + 2KᵀQx) for Σ ≻ 0", NULL, NO_ERRATUM,
               PRINTED },
             { "without an inverse", HOLDS, "V(I + 2ΣKᵀK)⁻¹(α + 2ΣKᵀQx) for Σ ≽ 0", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_field,
  .controls = { { "half the cost" }, { "keys and queries exchanged" } },
};

/*. ## The closure, and its lost transposition
 *
 *  The field is affine with the linear part $M=2V(\mathrm{Id}+2\Sigma K^\top K)^{-1}\Sigma A$, $A=K^\top Q$, so a
 *  Gaussian remains one and $\dot\Sigma=M\Sigma+\Sigma M^\top$. Pushing $\Sigma$ through the inverse,
 *
 *  $$M\Sigma=2V\Sigma(\mathrm{Id}+2K^\top K\Sigma)^{-1}A\Sigma,\qquad
 *    \Sigma M^\top=2\Sigma A^\top(\mathrm{Id}+2\,\Sigma K^\top K)^{-1}\Sigma V^\top .$$
 *
 *  The first is the first term of (4.3). The second is printed with $\mathrm{Id}+2K^\top K\Sigma$, a product in
 *  the other order, or a lost transposition: as printed the right side is not symmetric unless
 *  $\Sigma$ and $K^\top K$ commute (or something else vanishes), and no covariance can have it. In one
 *  dimension nothing is seen of it. The same occurs in Lemma 4.12. What was meant is clear from the
 *  derivation, and the equation of the mean is right.
 *
 *  Three roads to the same covariance: the closure; the flow map $\dot\Phi=M\Phi$, which gives
 *  $\Phi\Sigma_0\Phi^\top$ and carries a tagged token; and the equation itself, run by weighted
 *  Gauss-Hermite particles under L2 attention. With $n$ steps of Runge and Kutta the particles are
 *  off by a multiple of $n^{-4}$ from the closure, as far as the error of the quadrature does not show.
 */
typedef arr (*rate)(arr S, arr Q, arr K, arr V);

static arr literal_rate(arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), A = dot(Kt, Q);
  arr damping = add(eye(S->in, S->rows), times(product(Kt, K, S), 2, 1));
  arr first = product(V, S, solve(damping, dot(A, S)));
  arr second = product(S, transpose(A), solve(damping, dot(S, transpose(V))));
  return times(add(first, second), 2, 1);
}

static arr rate_by_regression(arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), half = times(eye(S->in, K->rows), 1, 2);
  arr F = product(V, S, Kt, solve(add(product(K, S, Kt), half), dot(Q, S)));
  return add(F, transpose(F));
}

static arr linear_part(arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), damping = add(eye(S->in, S->rows), times(product(S, Kt, K), 2, 1));
  return times(dot(V, solve(damping, product(S, Kt, Q))), 2, 1);
}

/* Rows of the state: Sigma, Phi, then the mean and a tagged token. */
static arr closure_with(rate of_covariance, arr state, const arr *with) {
  arr Q = with[0], K = with[1], V = with[2];
  int d = state->columns;
  arr S = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  arr mean = row_at(state, 2 * d), token = row_at(state, 2 * d + 1);
  arr linear = dot(linear_part(S, Q, K, V), Phi);
  arr means = stack(row(without_inverse(mean, mean, S, Q, K, V)),
                    row(without_inverse(token, mean, S, Q, K, V)));
  return stack(stack(of_covariance(S, Q, K, V), linear), means);
}
static arr closure(arr t, arr state, const arr *with) {
  (void)t;
  return closure_with(l2_rate, state, with);
}
static arr literal_closure(arr t, arr state, const arr *with) {
  (void)t;
  return closure_with(literal_rate, state, with);
}

/* Weighted particles, rows of X: e^-|Qx - Ky|^2 is e^<2Qx, Ky> e^-|Ky|^2, up to a factor of x. */
static arr interaction(arr t, arr X, const arr *with) {
  arr keys = sum_rows(square(dot(X, transpose(with[1]))));
  head h = { times(with[0], 2, 1), with[1], with[2] };
  (void)t;
  return attention(h, X, X, sub(with[3], keys));
}

static void compare_particles(run *here, arr mean, arr S, arr mean_T, arr S_T) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), T = input(here, "T");
  gaussian_rule rule = gaussian_rule_of(S->in, 16, S->rows);
  arr X = add(row(mean), dot(rule.points, transpose(cholesky(S)))), log_weights = ln(rule.weights);
  arr off = NULL, off_mean = NULL, gauge = NULL, zero = whole(S->in, 0);
  for (int n = 2; n <= 16; n *= 2) {
    arr end = runge_kutta(interaction, X, T, n, (arr[]){ Q, K, V, log_weights });
    arr by = norm(sub(S_T, covariance(end, rule.weights)));
    arr mean_by = norm(sub(mean_T, dot(rule.weights, end)));
    off = off ? stack(off, by) : flat(by),
    gauge = gauge ? stack(gauge, rat(S->in, 1, n)) : flat(rat(S->in, 1, n));
    off_mean = off_mean ? stack(off_mean, mean_by) : flat(mean_by);
  }
  arr four = whole(S->in, 4), slack = rat(S->in, 1, 5);
  tends(here, "covariance of the particles, less that of the closure", gauge, off, zero, four,
        slack);
  tends(here, "mean of the particles, less that of the closure", gauge, off_mean, zero, four,
        slack);
}

static arr mean_rate_by_precisions(arr mean, arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), P = add(inverse(S), times(dot(Kt, K), 2, 1));
  return dot(V, solve(P, add(solve(S, mean), times(product(Kt, dot(Q, mean)), 2, 1))));
}

static void measure_closure(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), S = input(here, "Sigma0");
  arr mean = input(here, "alpha0"), token = input(here, "x0"), T = input(here, "T");
  int d = S->rows;
  attended drift =
      instead(here, "keys and queries exchanged", without_inverse, keys_and_queries_exchanged);
  part(here, "mean");
  equals(here, "rate of the mean", drift(mean, mean, S, Q, K, V),
         mean_rate_by_precisions(mean, S, Q, K, V));
  part(here, "(4.3)");
  rate stated = instead(here, "as printed", l2_rate, literal_rate);
  equals(here, "rate of the covariance, by regression", stated(S, Q, K, V),
         rate_by_regression(S, Q, K, V));
  if (d > 1) {
    arr printed = literal_rate(S, Q, K, V);
    apart(here, "as printed, right side and its transpose", printed, transpose(printed));
  }
  arr state = stack(stack(S, eye(S->in, d)), stack(row(mean), row(token)));
  field F = instead(here, "as printed", closure, literal_closure);
  state = flow(F, state, T, Q, K, V);
  arr S_T = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  arr mean_T = row_at(state, 2 * d), token_T = row_at(state, 2 * d + 1);
  at(here, "t", T);
  equals(here, "covariance carried by the flow map", S_T, product(Phi, S, transpose(Phi)));
  part(here, "mean");
  equals(here, "tagged token", token_T, add(mean_T, dot(Phi, sub(token, mean))));
  part(here, "(4.3)");
  bool long_enough = lt(rat(T->in, 1, 2), T) == YES; /* for an order to be seen */
  if (arith_kind(S->in) == DOUBLE && d == 2 && long_enough)
    compare_particles(here, mean, S, mean_T, S_T);
}

static arr asymmetry_as_printed(run *here) {
  arr F = literal_rate(input(here, "Sigma0"), input(here, "Q"), input(here, "K"), input(here, "V"));
  return norm(sub(F, transpose(F)));
}

static void gentle_tokens(draw *d) {
  int n = 2;
  set(d, "Q", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "K", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "V", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "alpha0", draw_dyadic(d, n, 0));
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "x0", draw_dyadic(d, n, 0));
  set(d, "T", draw_between(d, 1, 2, 16));
}

CLAIM(udt_P4_11) = {
  .title = "the closure of L2 attention on Gaussians",
  .kind = PROPOSITION,
  .where = "Proposition 4.11, eq. (4.3), and Lemma 4.12, which repeats it",
  .says = "Σ' = 2VΣ(I + 2KᵀKΣ)⁻¹AΣ + 2ΣAᵀ(I + 2KᵀKΣ)⁻¹ΣVᵀ and α' = V(Σ⁻¹ + 2KᵀK)⁻¹(Σ⁻¹ + 2A)α",
  .correction = "Σ' = 2VΣ(I + 2KᵀKΣ)⁻¹AΣ + 2ΣAᵀ(I + 2ΣKᵀK)⁻¹ΣVᵀ, the second term being the "
                "transpose of the first",
  .sentence = "One transposition is lost: as printed the right side is not symmetric. It is clear "
              "what was meant.",
  .remains = "The first term, the equation of the mean, and that a Gaussian remains one. Run with "
             "constant Q, K, V; the equations are about one time.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "alpha0", "d", REAL, "initial mean" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "x0", "d", REAL, "a tagged token" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "the plane",
                   { "Q = 3/4 0; -1/2 1", "K = 1/4 1/3; -1/5 1/4", "V = 1/2 0; 1/2 1/3",
                     "alpha0 = 1/5 -1/4", "Sigma0 = 2/3 1/3; 1/3 1/2", "x0 = 1 -2/3", "T = 3/4" } },
                 { "one key in space",
                   { "Q = 1/2 -1/3 2/5;", "K = 3/4 1 -1/2;", "V = 1 1/3 0; -1/2 2/3 1/4; 1/5 0 -1",
                     "alpha0 = 1/3 1 -1/2", "Sigma0 = 3/2 1/3 0; 1/3 1 -1/4; 0 -1/4 2/3",
                     "x0 = -1 1/2 2", "T = 1/3" } } },
  .draw = gentle_tokens,
  .draws = 1,
  .visible = { { "asymmetry of the printed right side", asymmetry_as_printed } },
  .standing = CORRECTED,
  .erratum = TYPO,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L4.10" },
  .parts = { { "(4.3)", CORRECTED, "2ΣAᵀ(I + 2KᵀKΣ)⁻¹ΣVᵀ is the second term",
               "2ΣAᵀ(I + 2ΣKᵀK)⁻¹ΣVᵀ is", TYPO, PRINTED },
             { "mean", HOLDS, "α' = V(Σ⁻¹ + 2KᵀK)⁻¹(Σ⁻¹ + 2A)α", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_closure,
  .controls = { { "as printed" }, { "keys and queries exchanged" } },
};
