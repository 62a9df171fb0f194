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
 *  $e^{-\kappa g^2}$ decays like $(2\kappa/(1+2\kappa))^n$; that gives the number of nodes.
 */
#include <math.h>

#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr one_over(arr x) { return over(whole(x->in, 1), x); }

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
 *  off by a multiple of $n^{-4}$ from the closure, and by nothing else.
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

static arr covariance_of(arr X, arr weights) {
  arr moved = sub(X, row(dot(weights, X)));
  return product(transpose(moved), mul(column(weights), moved));
}

static void compare_particles(run *here, arr mean, arr S, arr mean_T, arr S_T) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), T = input(here, "T");
  gaussian_rule rule = gaussian_rule_of(S->in, 16, S->rows);
  arr X = add(row(mean), dot(rule.points, transpose(cholesky(S)))), log_weights = ln(rule.weights);
  arr off = NULL, off_mean = NULL, gauge = NULL, zero = whole(S->in, 0);
  for (int n = 2; n <= 16; n *= 2) {
    arr end = runge_kutta(interaction, X, T, n, (arr[]){ Q, K, V, log_weights });
    arr by = norm(sub(S_T, covariance_of(end, rule.weights)));
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
  .remains = "The first term, the equation of the mean, and that a Gaussian remains one.",
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

/*. ## The line
 *
 *  With $d=1$, $a=qk$, the equation is $\dot s=4avs^2/(1+2k^2s)$ and separates. Put
 *  $\varphi(s)=\frac1s-2k^2\ln s$; then $\varphi(s(t))=\varphi(s_0)-4avt$. So $s$ passes every level at an
 *  explicit time,
 *
 *  $$t(s)=\frac{\varphi(s_0)-\varphi(s)}{4av},\qquad s(t)^{-1}=2k^2\,W\!\Big(\frac1{2k^2}e^{(\varphi(s_0)-4avt)/(2k^2)}\Big),$$
 *
 *  with Lambert's $W$. This is more than the proposition: for $av>0$ the growth is exponential,
 *  $\frac1t\ln s\to\frac{2qv}k$, and below $s_0e^{2qvt/k}$ at all times; for $av<0$,
 *  $4|av|\,t\,s(t)=1+2k^2s\ln\frac1s+O(s)\to1$, half the constant of softmax (Proposition 4.3).
 *  The flow is enclosed and stopped at $t(s)$ for each level, where it must be $s$.
 */
static arr along_the_line(arr t, arr s, const arr *with) {
  arr one = whole(s->in, 1), saturation = times(mul(square(with[1]), s), 2, 1);
  (void)t;
  return over(times(mul(mul(with[0], mul(with[1], with[2])), square(s)), 4, 1),
              add(one, saturation));
}

static arr height(arr s, arr k, long two) {
  return sub(one_over(s), times(mul(square(k), ln(s)), two, 1));
}

static void measure_line(run *here) {
  arr q = input(here, "q"), k = input(here, "k"), v = input(here, "v"), s0 = input(here, "s0");
  arr levels = input(here, "s"), av = mul(q, mul(k, v)), s = s0, t = whole(s0->in, 0),
      path = flat(s0);
  arr gauge = NULL, value = NULL, rate_ = over(times(mul(q, v), 2, 1), k);
  long two = instead(here, "k^2 for 2 k^2", 2, 1);
  bool grows = lt(whole(s0->in, 0), av) == YES;
  for (int i = 0; i < levels->rows; i++) {
    arr level = item(levels, i);
    arr next = over(sub(height(s0, k, two), height(level, k, two)), times(av, 4, 1));
    s = flow_between(along_the_line, t, s, next, (arr[]){ q, k, v });
    t = next;
    at(here, "t", t);
    equals(here, "variance at the time of its level", s, level);
    path = stack(path, level);
    if (grows) at_most(here, "growth", level, mul(s0, expo(mul(rate_, t))));
    arr g = grows ? one_over(t) : mul(level, ln(one_over(level)));
    arr w = grows ? over(ln(level), t) : mul(t, level);
    gauge = gauge ? stack(gauge, g) : flat(g), value = value ? stack(value, w) : flat(w);
  }
  monotone(here, "variance", path, grows ? 1 : -1);
  arr limit = grows ? rate_ : one_over(times(neg(av), 4, 1));
  tends(here, grows ? "rate of growth" : "t s(t)", gauge, value, limit, whole(s0->in, 1),
        rat(s0->in, 1, 5));
}

static void any_line(draw *d) {
  arith *E = draw_arithmetic(d);
  arr x = draw_list(d, "1..8/4 2..8/8 1..8/4 4..9/4");
  bool grows = draw_whole(d, 0, 1);
  set(d, "q", grows ? item(x, 0) : neg(item(x, 0)));
  set(d, "k", item(x, 1));
  set(d, "v", item(x, 2));
  set(d, "s0", item(x, 3));
  set(d, "s", given(E, grows ? "10 1000 1000000 100000000" : "1/10 1/1000 1/100000 1/10000000"));
}

CLAIM(udt_P4_13) = {
  .title = "L2 attention in one dimension: an explicit time for every level",
  .kind = PROPOSITION,
  .where = "Proposition 4.13",
  .says = "s' = 4avs²/(1 + 2k²s): if av > 0, then s(t) → +∞ when t → +∞; if av < 0, then s(t) → 0",
  .sentence = "Holds, with the solution made explicit: exponential growth at the rate 2qv/k, "
              "decay like 1/(4|av|t).",
  .inputs = { { "q", "", REAL, "query" },
              { "k", "", REAL, "key" },
              { "v", "", REAL, "value" },
              { "s0", "", POSITIVE, "initial variance" },
              { "s", "m", POSITIVE, "levels, in the order in which they are met" } },
  .instances = { { "growth",
                   { "q = 4/5", "k = 3/2", "v = 5/7", "s0 = 5/3",
                     "s = 2 100 10000 1000000 100000000" } },
                 { "decay",
                   { "q = -4/5", "k = 3/2", "v = 5/7", "s0 = 5/3",
                     "s = 1 1/100 1/10000 1/1000000 1/100000000" } } },
  .draw = any_line,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.11", "udt-P4.3" },
  .measure = measure_line,
  .controls = { { "k^2 for 2 k^2" } },
};

/*. ## "Very close"
 *
 *  The text says that the softmax and L2 dynamics "are very close except when the former blows up". How
 *  close, and at which time? Since $\Sigma(\mathrm{Id}+2K^\top K\Sigma)^{-1}=(\Sigma^{-1}+2K^\top K)^{-1}\preceq\Sigma$
 *  and differs from $\Sigma$ by $2\Sigma K^\top K\,\Sigma(\mathrm{Id}+2K^\top K\Sigma)^{-1}$, the right sides satisfy
 *
 *  $$\|F_{L2}(\Sigma)-2F_{SM}(\Sigma)\|\ \le\ 8\,\|V\|\,\|A\|\,\|K\|^2\,\|\Sigma\|^3 .$$
 *
 *  So for concentrated tokens L2 is softmax *at twice the speed*, $\Sigma_{L2}(t)\approx\Sigma_{SM}(2t)$. From
 *  $\Sigma_0=\varepsilon S$, the time to move is of order $1/\varepsilon$, and at $t=\tau/\varepsilon$ the relative
 *  distance is of order $\varepsilon$; at equal times it does not vanish. The two have the same curves there, not
 *  the same clock: figures of curves without time do not see the factor.
 */
static arr distance_of_rates(arr S, arr Q, arr K, arr V, long clock) {
  return sub(l2_rate(S, Q, K, V), times(softmax_rate(S, dot(transpose(K), Q), V), clock, 1));
}

/* Traces in time, for the figure. */
static void trace_the_two(run *here, arr S0, arr Q, arr K, arr V, arr T) {
  arr A = dot(transpose(K), Q), slow = S0, fast = S0, l2 = S0, before = whole(S0->in, 0);
  for (int i = 1; i <= 40; i++) {
    arr t = times(T, i, 40);
    l2 = flow_between(l2_closure, before, l2, t, (arr[]){ Q, K, V });
    slow = flow_between(softmax_closure, before, slow, t, (arr[]){ A, V });
    fast = flow_between(softmax_closure, before, fast, t, (arr[]){ times(A, 2, 1), V });
    trace_point(here, "traces", t, pack(S0->in, 3, (arr[]){ trace(l2), trace(slow), trace(fast) }));
    before = t;
  }
}

static void measure_distance(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), S = input(here, "S");
  arr tau = input(here, "tau"), A = dot(transpose(K), Q), gauge = NULL, off = NULL;
  long clock = instead(here, "the same clock", 2, 1), eight = instead(here, "4 for 8", 8, 4);
  arr speeds = mul(mul(operator_norm(V), operator_norm(A)), square(operator_norm(K)));
  for (long n = 4; n <= 64; n *= 4) {
    arr epsilon = rat(S->in, 1, n), S0 = times(S, 1, n), t = times(tau, n, 1);
    at(here, "epsilon", epsilon);
    at_most(here, "distance of the rates", operator_norm(distance_of_rates(S0, Q, K, V, clock)),
            times(mul(speeds, power(operator_norm(S0), 3)), eight, 1));
    arr l2 = flow(l2_closure, S0, t, Q, K, V);
    arr softmax_ = flow(softmax_closure, S0, times(t, clock, 1), A, V);
    arr relative = times(norm(sub(l2, softmax_)), n, 1);
    off = off ? stack(off, relative) : flat(relative);
    gauge = gauge ? stack(gauge, epsilon) : flat(epsilon);
  }
  tends(here, "relative distance of the covariances", gauge, off, whole(S->in, 0), whole(S->in, 1),
        rat(S->in, 1, 5));
  if (arith_kind(S->in) == DOUBLE) trace_the_two(here, times(S, 1, 8), Q, K, V, times(tau, 64, 1));
}

static void repelling_tokens(draw *d) {
  arr K = times(draw_dyadic(d, 2, 2), 1, 2), G = draw_dyadic(d, 2, 2);
  set(d, "K", K);
  set(d, "Q", neg(add(K, times(G, 1, 16))));
  set(d, "V", draw_spd(d, 2));
  set(d, "S", times(draw_spd(d, 2), 1, 4));
  set(d, "tau", draw_between(d, 1, 2, 8));
}

CLAIM(udt_E4_cmp) = {
  .title = "softmax and L2 are close, at clocks that differ by two",
  .kind = EXPERIMENT,
  .where = "Section 4.3, after Proposition 4.13; Section 4.5 and Figure 5",
  .says =
      "the Softmax and L2 self-attention dynamics are very close except when the former blows up",
  .sentence = "Reproduced for concentrated tokens, with a clock: Σ_L2(t) is near Σ_SM(2t), to a "
              "relative distance of the order of Σ₀; at equal times they differ.",
  .inputs = { { "Q", "d,d", REAL, "queries" },
              { "K", "d,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "S", "d,d", SPD, "direction of the initial covariance" },
              { "tau", "", POSITIVE, "time, in units of one over its size" } },
  .instances = { { "nothing commutes",
                   { "Q = -1 -1/2; 1/3 -3/4", "K = 3/4 1/2; -1/4 1", "V = 1 1/3; -1/4 2/3",
                     "S = 1 1/4; 1/4 1/2", "tau = 1" } },
                 { "multiples of one, where the bound is nearly attained",
                   { "Q = -3/4 0; 0 -3/4", "K = 3/4 0; 0 3/4", "V = 1/2 0; 0 1/2",
                     "S = 1/2 0; 0 1/2", "tau = 1/2" } } },
  .draw = repelling_tokens,
  .draws = 1,
  .standing = REPRODUCED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2", "udt-P4.11" },
  .measure = measure_distance,
  .controls = { { "the same clock" },
                { "4 for 8", "multiples of one, where the bound is nearly attained" } },
};
