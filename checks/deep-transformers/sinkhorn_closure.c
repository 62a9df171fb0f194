/*. # Sinkhorn attention keeps Gaussians Gaussian
 *
 *  Sinkhorn attention moves $x$ by $\frac1\varepsilon V\,\mathbb E[y\,|\,x]$ under the plan $\pi$ of $\mu$ with
 *  itself that minimises $\frac1{2\varepsilon}\mathbb E|Qx-Ky|^2$ plus relative entropy. A plan is optimal exactly
 *  when its density has the form $e^{f(x)+g(y)-c(x,y)}$, and among Gaussian plans that is one condition: the
 *  precision of $(x,y)$ has $-\frac1\varepsilon A$, $A=K^\top Q$, off the diagonal. For $\mu=N(\alpha,\Sigma)$ it
 *  gives $\mathbb E[y\,|\,x]=\alpha+T(x-\alpha)$ with
 *
 *  $$T=R\Big[\big(RA\Sigma A^\top R+\tfrac{\varepsilon^2}4\big)^{1/2}+\tfrac\varepsilon2\Big]^{-1}RA,\qquad R=\Sigma^{1/2},$$
 *
 *  a form that inverts neither $A$ nor $\Sigma$. Lemma 4.14 writes the same matrix as $A^{-\top}\Sigma^{-1}C$, with
 *  $C$ the root with positive spectrum of $C^2+\varepsilon C=\Sigma A^\top\Sigma A$. There
 *  $(\cdot+\varepsilon^2/4)^{1/2}-\varepsilon/2$ cancels when $\Sigma$ is small against $\varepsilon$: true, and worth
 *  avoiding in double.
 *
 *  Three roads meet: the printed form, the inverse-free one, and the precision of the plan. A fourth, in double, knows
 *  no Gaussians: weighted Gauss-Hermite nodes, scaled by Sinkhorn's algorithm, then asked for the
 *  conditional mean at a point that is none of the nodes.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef struct {
  arr Q, K, V, epsilon;
} sinkhorn_head;

static arr costs(sinkhorn_head h, arr X, arr Y) {
  arr squares = squared_distances(dot(X, transpose(h.Q)), dot(Y, transpose(h.K)));
  return over(times(squares, 1, 2), h.epsilon);
}

/* v such that diag(u) k diag(v) has the column sums m when u gives it the row sums m; with = { k, m }. */
static arr sweep(const arr *with, int i, arr v) {
  arr k = with[0], m = with[1], u = over(m, dot(k, v));
  (void)i;
  return over(m, dot(u, k));
}

enum { NODES = 10, SWEEPS = 40 };

/* The field at the rows of X when the rows of the cloud carry the masses. */
static arr sinkhorn_attention(sinkhorn_head h, arr X, arr cloud, arr masses) {
  arr v = iterate(SWEEPS, sweep, masses, (arr[]){ expo(neg(costs(h, cloud, cloud))), masses });
  arr means = dot(softmax(sub(row(ln(v)), costs(h, X, cloud))), cloud);
  return over(dot(means, transpose(h.V)), h.epsilon);
}

/* C of Lemma 4.14 with A' Sigma A in the middle, of Proposition 4.15 with A Sigma A'. */
static arr C_of(arr S, arr middle, arr epsilon) {
  arr half = times(epsilon, 1, 2), unit = eye(S->in, S->rows), R = spd_root(S);
  arr M = spd_root(add(product(R, middle, R), mul(square(half), unit)));
  return sub(transpose(solve(R, transpose(dot(R, M)))), mul(half, unit));
}

static arr with_A_first(arr S, arr A) { return product(A, S, transpose(A)); }
static arr with_A_last(arr S, arr A) { return product(transpose(A), S, A); }

static arr slope_by(arr (*middle)(arr, arr), arr S, arr A, arr epsilon) {
  return solve(transpose(A), solve(S, C_of(S, middle(S, A), epsilon)));
}

/* Row block below the diagonal of the precision of (x, y), y = T x + noise, both of covariance S. */
static arr coupling_precision(arr S, arr T) {
  arr X = dot(T, S), joint = stack(beside(S, transpose(X)), beside(X, S));
  arr unit = eye(S->in, 2 * S->rows), P = inverse(joint);
  return dot(rows_from(P, S->rows, S->rows), transpose(rows_from(unit, 0, S->rows)));
}

/* The relations of (A.10) that the proof quotes, with a transposition and an inverse that went astray. */
static void measure_proof(run *here, arr S, arr A, arr T, arr epsilon) {
  arr G = dot(A, inverse(T)), AT = transpose(A), noise = mul(epsilon, inverse(S));
  arr own = product(AT, inverse(G), A), F = add(own, noise), far = inverse(F);
  arr stated = instead(here, "as the proof prints G", product(A, far, AT), product(AT, far, A));
  part(here, "relations of F and G");
  equals(here, "G", G, add(noise, stated));
  apart(here, "A' G^-1 A, and F^-1 less the noise", own, sub(far, noise));
}

static void measure_field(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), S = input(here, "Sigma");
  arr alpha = input(here, "alpha"), x = input(here, "x"), epsilon = input(here, "epsilon");
  arr A = dot(transpose(K), Q), moved = sub(x, alpha);
  arr (*middle)(arr, arr) = instead(here, "A Sigma A' in C", with_A_last, with_A_first);
  arr scale = instead(here, "half the epsilon", epsilon, times(epsilon, 1, 2));
  arr slope = slope_by(middle, S, A, scale), T = entropic_map(S, S, A, epsilon);
  part(here, "field");
  equals(here, "precision of the plan, off the diagonal", coupling_precision(S, slope),
         neg(over(A, epsilon)));
  arr by_slope = dot(V, sub(alpha, dot(slope, alpha)));
  arr stated = over(add(by_slope, product(V, slope, x)), epsilon);
  equals(here, "field at x", over(dot(V, add(alpha, dot(T, moved))), epsilon), stated);
  measure_proof(here, S, A, T, epsilon);
  part(here, "field");
  if (arith_kind(S->in) != DOUBLE || S->rows > 2) return;
  gaussian_rule rule = gaussian_rule_of(S->in, 2 * NODES, S->rows);
  arr cloud = add(row(alpha), dot(rule.points, transpose(cholesky(S))));
  sinkhorn_head h = { Q, K, V, epsilon };
  arr by_nodes = row_at(sinkhorn_attention(h, row(x), cloud, rule.weights), 0);
  equals(here, "field at x, by Sinkhorn on nodes", by_nodes, stated);
}

static truth keys_invertible(run *here) {
  arr A = dot(transpose(exact_input(here, "K")), exact_input(here, "Q"));
  truth none = equal(determinant(A), whole(A->in, 0));
  return none == YES ? NO : none == NO ? YES : UNSURE;
}

static arr keys_of(run *here) { return dot(transpose(input(here, "K")), input(here, "Q")); }

static arr asymmetry_of_the_middle(run *here) {
  arr A = keys_of(here), S = input(here, "Sigma");
  return norm(sub(with_A_first(S, A), with_A_last(S, A)));
}

/* Q = G + 3 and K = H + 3 with entries of G and H below 1/2: A is near 9. */
static void any_plan(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  arr G = draw_dyadic(d, n, n), H = draw_dyadic(d, n, n), wide = times(eye(E, n), 3, 2);
  set(d, "Q", add(times(G, 1, 8), wide));
  set(d, "K", add(times(H, 1, 8), wide));
  set(d, "V", draw_dyadic(d, n, n));
  set(d, "alpha", draw_dyadic(d, n, 0));
  set(d, "Sigma", times(draw_spd(d, n), 1, 4));
  set(d, "x", draw_dyadic(d, n, 0));
  set(d, "epsilon", draw_between(d, 2, 9, 2));
}

CLAIM(udt_L4_14) = {
  .title = "Sinkhorn attention on a Gaussian",
  .kind = LEMMA,
  .where = "Lemma 4.14",
  .says = "Γ(x) = (1/ε)V(I − A⁻ᵀΣ⁻¹C)α + (1/ε)VA⁻ᵀΣ⁻¹Cx with C := Σ^(1/2)(Σ^(1/2)AᵀΣAΣ^(1/2) + "
          "ε²/4 I)^(1/2)Σ^(−1/2) − ε/2 I",
  .sentence = "Holds; in its proof a transposition and an inverse are misplaced.",
  .remains =
      "The statement. In the proof AᵀG⁻¹A = F − εΣ⁻¹ (printed with F⁻¹) and G = εΣ⁻¹ + AF⁻¹Aᵀ "
      "(printed AᵀF⁻¹A).",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "alpha", "d", REAL, "mean of the tokens" },
              { "Sigma", "d,d", SPD, "their covariance" },
              { "x", "d", REAL, "a token" },
              { "epsilon", "", POSITIVE, "regularisation" } },
  .hypotheses = { { "A is invertible", keys_invertible } },
  .instances = { { "the plane, A far from symmetric",
                   { "Q = 1 1/2; -1/3 2/3", "K = 2/3 -1/4; 1/2 1", "V = 1 1/3; -1/2 2",
                     "alpha = 1/5 -3/7", "Sigma = 1/2 1/5; 1/5 1/3", "x = 3/5 -2/3",
                     "epsilon = 3/2" } },
                 { "three rows for two columns",
                   { "Q = 1 1/2; -1/3 2/3; 1/4 -1/2", "K = 2/3 -1/4; 1/2 1; -1 1/3",
                     "V = 1/2 -1; 1 2/3", "alpha = -1/2 1/3", "Sigma = 1/3 -1/7; -1/7 1/4",
                     "x = -1 1/5", "epsilon = 2" } } },
  .draw = any_plan,
  .draws = 2,
  .standing = HOLDS,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .uses = { "udt-TA.3" },
  .visible = { { "A Sigma A' - A' Sigma A", asymmetry_of_the_middle } },
  .parts = { { "field", HOLDS, "the field, with C containing AᵀΣA", NULL, NO_ERRATUM, PRINTED },
             { "relations of F and G", CORRECTED, "G = εΣ⁻¹ + AᵀF⁻¹A and AᵀG⁻¹A = F⁻¹ − εΣ⁻¹",
               "G = εΣ⁻¹ + AF⁻¹Aᵀ and AᵀG⁻¹A = F − εΣ⁻¹", PROOF_STEP, PRINTED } },
  .measure = measure_field,
  .controls = { { "A Sigma A' in C" }, { "half the epsilon" }, { "as the proof prints G" } },
};

/*. ## The closure, and a misplaced transposition
 *
 *  An affine field with slope $\frac1\varepsilon VT$ moves the covariance by
 *  $\frac1\varepsilon(VT\Sigma+\Sigma T^\top V^\top)$ and the mean by its value there, $\frac1\varepsilon V\alpha$. That is
 *  Proposition 4.15, except that its $C$ is printed with $A\Sigma A^\top$ inside the root and Lemma 4.14 has
 *  $A^\top\Sigma A$. The two belong to the two marginals: $C_F=\Omega AF^{-1}A^\top$ and
 *  $C_G=\Sigma A^\top G^{-1}A$ of Lemma A.7 with $\Omega=\Sigma$. Both repairs are right: $A^\top\Sigma A$ in the printed
 *  equation, or the printed $C$ in $\frac1\varepsilon VCA^{-\top}$, since $T\Sigma=CA^{-\top}$ by
 *  Theorem A.3. As printed it is true when $A\Sigma A^\top=A^\top\Sigma A$, for symmetric $A$ say, and
 *  nobody would notice on symmetric examples.
 *
 *  Jensen's inequality, $T\Sigma T^\top=\mathrm{Cov}(\mathbb E[y|x])\preceq\mathrm{Cov}(y)=\Sigma$, bounds
 *  $\mathrm{Tr}(VT\Sigma)\le\|V\|\,\mathrm{Tr}\,\Sigma$, so that
 *  $\mathrm{Tr}\,\Sigma(t)\le\mathrm{Tr}\,\Sigma_0\,e^{2\|V\|t/\varepsilon}$: the maximal solution is global in every
 *  dimension, which the paper says of the line only.
 *
 *  The covariance, the flow map $\Phi$ with $\dot\Phi=\frac1\varepsilon VT\Phi$, the mean and one token are integrated
 *  together and enclosed, in balls for an eighth of the time: $\Sigma=\Phi\Sigma_0\Phi^\top$, $x-\alpha=\Phi(x_0-\alpha_0)$, and
 *  $\alpha=e^{tV/\varepsilon}\alpha_0$ with the exponential by Cayley and Hamilton. In double the transport equation
 *  itself is run, as weighted particles under Sinkhorn attention, by Runge and Kutta's scheme, and tends to the closure
 *  at its order.
 */
typedef arr (*slope_rule)(arr S, arr A, arr epsilon);

static arr true_slope(arr S, arr A, arr epsilon) { return entropic_map(S, S, A, epsilon); }
static arr printed_slope(arr S, arr A, arr epsilon) { /* figure; mutants: aside */
  return slope_by(with_A_first, S, A, epsilon);
}

static arr closed_rate(slope_rule slope, arr S, arr A, arr V, arr epsilon) { /* mutants: aside */
  arr F = over(product(V, slope(S, A, epsilon), S), epsilon);
  return add(F, transpose(F));
}

/* Rows of the state: Sigma, Phi, then the mean and a tagged token. */
static arr closure(arr t, arr state, const arr *with) {
  arr A = with[0], V = with[1], epsilon = with[2];
  int d = state->columns;
  arr S = rows_from(state, 0, d), T = entropic_map(S, S, A, epsilon);
  arr mean = row_at(state, 2 * d), moved = sub(row_at(state, 2 * d + 1), mean);
  arr F = product(V, T, S), linear = product(V, T, rows_from(state, d, d));
  arr drift = dot(V, mean), token = add(drift, product(V, T, moved));
  (void)t;
  arr rates = stack(stack(add(F, transpose(F)), linear), stack(row(drift), row(token)));
  return over(rates, epsilon);
}

static arr printed_closure(arr t, arr S, const arr *with) { /* figure; mutants: aside */
  (void)t;
  return closed_rate(printed_slope, S, with[0], with[1], with[2]);
}

static arr traceless(arr V) { return sub(V, mul(times(trace(V), 1, 2), eye(V->in, 2))); }

/* exp(t V) x for a matrix of the plane: V = m + N with N^2 = delta. */
static arr carried(run *here, arr V, arr t, arr x) {
  arr m = times(trace(V), 1, 2), N = traceless(V), delta = neg(determinant(N));
  arr exact_N = traceless(exact_input(here, "V"));
  bool turns = lt(whole(exact_N->in, 0), determinant(exact_N)) == YES;
  arr w = root(turns ? neg(delta) : delta), tw = mul(t, w), e = expo(tw);
  arr back = reciprocal(e);
  arr c = turns ? cosine(tw) : times(add(e, back), 1, 2);
  arr s = over(turns ? sine(tw) : times(sub(e, back), 1, 2), w);
  return mul(expo(mul(m, t)), add(mul(c, x), mul(s, dot(N, x))));
}

static arr particle_field(arr t, arr X, const arr *with) {
  sinkhorn_head h = { with[0], with[1], with[2], with[3] };
  (void)t;
  return sinkhorn_attention(h, X, X, with[4]);
}

static void run_particles(run *here, arr mean, arr S, arr T, arr mean_T, arr S_T) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), one = whole(S->in, 1);
  gaussian_rule rule = gaussian_rule_of(S->in, NODES, S->rows);
  arr X = add(row(mean), dot(rule.points, transpose(cholesky(S)))),
      epsilon = input(here, "epsilon");
  arr with[] = { Q, K, V, epsilon, rule.weights }, gauges = NULL, spreads = NULL, means = NULL;
  for (int n = 1; n <= 4; n *= 2) {
    arr Y = runge_kutta(particle_field, X, T, n, with), step = over(one, whole(S->in, n));
    arr off = norm(sub(covariance(Y, rule.weights), S_T));
    arr mean_off = norm(sub(dot(rule.weights, Y), mean_T));
    gauges = gauges ? stack(gauges, step) : flat(step);
    spreads = spreads ? stack(spreads, off) : flat(off);
    means = means ? stack(means, mean_off) : flat(mean_off);
  }
  arr none = whole(S->in, 0), order = whole(S->in, 4), slack = rat(S->in, 2, 5);
  tends(here, "covariance of particles, off the closure", gauges, spreads, none, order, slack);
  tends(here, "their mean, off the closure", gauges, means, none, order, slack);
}

/* Phi, then the mean, of an affine flow: Sigma = Phi Sigma0 Phi'. */
static arr affine_rate(arr t, arr state, const arr *with) {
  arr A = with[0], V = with[1], epsilon = with[2];
  int d = state->columns;
  arr Phi = rows_from(state, 0, d), S = product(Phi, with[3], transpose(Phi));
  arr slope = entropic_map(S, S, A, epsilon), drift = dot(V, row_at(state, d));
  (void)t;
  return over(stack(product(V, slope, Phi), row(drift)), epsilon);
}

/* Nodes fine enough for the field to be affine on them: a step of the scheme then carries all by one map. */
static void step_particles(run *here, arr mean, arr S, arr T) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V");
  arr epsilon = input(here, "epsilon"), unit = eye(S->in, S->rows);
  gaussian_rule rule = gaussian_rule_of(S->in, 2 * NODES, S->rows);
  arr z = dot(rule.points, transpose(cholesky(S))), X = add(row(mean), z);
  arr Y = runge_kutta(particle_field, X, T, 1, (arr[]){ Q, K, V, epsilon, rule.weights });
  arr with[] = { dot(transpose(K), Q), V, epsilon, S };
  arr state = runge_kutta(affine_rate, stack(unit, row(mean)), T, 1, with);
  arr moved = dot(z, transpose(rows_from(state, 0, S->rows)));
  equals(here, "a step of all particles", Y, add(row(row_at(state, S->rows)), moved));
}

/* Traces for the figure. */
static void trace_curves(run *here, arr S, arr A, arr V, arr epsilon, arr T) {
  arr before = whole(S->in, 0), with[] = { A, V, epsilon }, true_ = S, printed = S;
  for (int i = 1; i <= 24; i++) {
    arr t = times(T, i, 12);
    true_ = flow_between(sinkhorn_closure, before, true_, t, with);
    printed = flow_between(printed_closure, before, printed, t, with);
    trace_point(here, "closure", t, flat(true_));
    trace_point(here, "as printed", t, flat(printed));
    before = t;
  }
  gaussian_rule rule = gaussian_rule_of(S->in, 6, S->rows);
  arr X = dot(rule.points, transpose(cholesky(S))), Q = input(here, "Q"), K = input(here, "K");
  arr step = times(T, 1, 4), particles[] = { Q, K, V, epsilon, rule.weights };
  for (int i = 0; i <= 8; i++) {
    trace_point(here, "particles", times(step, i, 1), flat(covariance(X, rule.weights)));
    X = runge_kutta(particle_field, X, step, 1, particles);
  }
}

static void measure_closure(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), A = dot(transpose(K), Q);
  arr S = input(here, "Sigma0"), mean = input(here, "alpha0"), token = input(here, "x0");
  arr epsilon = input(here, "epsilon"), T = input(here, "T"), unit = eye(S->in, S->rows);
  int d = S->rows;
  if (arith_kind(S->in) == BALL) T = times(T, 1, 8);
  part(here, "covariance");
  arr (*middle)(arr, arr) = instead(here, "as printed", with_A_last, with_A_first);
  arr F = over(product(V, slope_by(middle, S, A, epsilon), S), epsilon);
  equals(here, "rate of the covariance", sinkhorn_rate(S, A, V, epsilon), add(F, transpose(F)));
  arr state = stack(stack(S, unit), stack(row(mean), row(token)));
  state = flow(closure, state, T, A, V, epsilon);
  arr S_T = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  arr mean_T = row_at(state, 2 * d), token_T = row_at(state, 2 * d + 1);
  equals(here, "covariance carried by the flow map", S_T, product(Phi, S, transpose(Phi)));
  part(here, "expectation");
  arr clock = instead(here, "speed 1 for 1/epsilon", over(T, epsilon), T);
  equals(here, "mean", mean_T, carried(here, V, clock, mean));
  equals(here, "tagged token", token_T, add(mean_T, dot(Phi, sub(token, mean))));
  part(here, "global in every dimension");
  arr slope = entropic_map(S_T, S_T, A, epsilon), explained = product(slope, S_T, transpose(slope));
  arr rest = mul(epsilon, transpose(solve(transpose(A), transpose(slope))));
  equals(here, "variance less the variance explained", sub(S_T, explained), rest);
  holds(here, "which is positive", positive_definite(rest));
  arr rate = over(mul(operator_norm(V), T), epsilon);
  rate = times(rate, instead(here, "half the rate", 2, 1), 1);
  at_most(here, "trace of the covariance", trace(S_T), mul(trace(S), expo(rate)));
  bool few_nodes_do = lt(trace(S), whole(S->in, 4)) == YES;
  if (arith_kind(S->in) != DOUBLE || !few_nodes_do) return;
  part(here, "covariance");
  bool short_enough = le(T, rat(T->in, 1, 2)) == YES; /* for the order of so few steps to be seen */
  if (short_enough) run_particles(here, mean, S, T, mean_T, S_T);
  bool resolved = lt(trace(S), times(epsilon, 5, 8)) == YES; /* the kernel, by so many nodes */
  if (resolved) step_particles(here, mean, S, T);
  trace_curves(here, S, A, V, epsilon, T);
}

static arr misprint(run *here) {
  arr A = keys_of(here), S = input(here, "Sigma0"), V = input(here, "V");
  arr epsilon = input(here, "epsilon");
  return norm(
      sub(closed_rate(printed_slope, S, A, V, epsilon), closed_rate(true_slope, S, A, V, epsilon)));
}

static truth values_not_scalar(run *here) {
  arr N = traceless(exact_input(here, "V")), none = whole(N->in, 0);
  return equal(determinant(N), none) == YES ? NO : YES;
}

static void any_closure(draw *d) {
  arith *E = draw_arithmetic(d);
  arr wide = eye(E, 2), G = draw_dyadic(d, 2, 2), H = draw_dyadic(d, 2, 2);
  arr v = draw_list(d, "-8..8/8 4..8/8 4..8/8"), a = item(v, 0), b = item(v, 1), c = item(v, 2);
  set(d, "Q", add(times(G, 1, 8), wide));
  set(d, "K", add(times(H, 1, 8), wide));
  set(d, "V", shaped(pack(E, 4, (arr[]){ a, neg(b), c, a }), 2, 2));
  set(d, "alpha0", draw_dyadic(d, 2, 0));
  set(d, "x0", draw_dyadic(d, 2, 0));
  set(d, "Sigma0", times(add(draw_spd(d, 2), wide), 1, 8));
  set(d, "epsilon", draw_between(d, 4, 6, 4));
  set(d, "T", draw_between(d, 9, 12, 16));
}

CLAIM(udt_P4_15) = {
  .title = "the closure of Sinkhorn attention on Gaussians",
  .kind = PROPOSITION,
  .where = "Proposition 4.15",
  .says = "Σ' = (1/ε)VA⁻ᵀΣ⁻¹CΣ + (1/ε)ΣCᵀΣ⁻¹A⁻¹Vᵀ with C := Σ^(1/2)(Σ^(1/2)AΣAᵀΣ^(1/2) + ε²/4 "
          "I)^(1/2)Σ^(−1/2) − ε/2 I, and α' = (1/ε)Vα",
  .correction =
      "the same with C := Σ^(1/2)(Σ^(1/2)AᵀΣAΣ^(1/2) + ε²/4 I)^(1/2)Σ^(−1/2) − ε/2 I, as in "
      "Lemma 4.14",
  .sentence = "False as printed unless AΣAᵀ = AᵀΣA, for instance A symmetric: a transposition went "
              "to the wrong factor.",
  .remains = "Lemma 4.14, the equation of the mean, and everything about symmetric A or one "
             "dimension; the solution is global, with a rate. Run with constant Q, K, V; the "
             "equations are about one time.",
  .inputs = { { "Q", "d,d", REAL, "queries" },
              { "K", "d,d", REAL, "keys" },
              { "V", "2,2", REAL, "values" },
              { "alpha0", "d", REAL, "initial mean" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "x0", "d", REAL, "a tagged token" },
              { "epsilon", "", POSITIVE, "regularisation" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "A is invertible", keys_invertible },
                  { "V is not of one multiple eigenvalue", values_not_scalar } },
  .instances = { { "values that turn",
                   { "Q = 1 1/2; -1/3 2/3", "K = 2/3 -1/4; 1/2 1", "V = 1 2/3; -1/2 3/4",
                     "alpha0 = 1/5 -3/7", "Sigma0 = 1/2 1/5; 1/5 1/3", "x0 = 3/5 -2/3",
                     "epsilon = 3/2", "T = 1/2" } },
                 { "values that stretch",
                   { "Q = 1 -1/2; 3/4 1", "K = -2/3 1/3; 1/5 -1", "V = 1 1/3; 1/2 -2/3",
                     "alpha0 = -1/3 1/4", "Sigma0 = 2/5 -1/6; -1/6 1/3", "x0 = 1 1/2",
                     "epsilon = 5/4", "T = 1/3" } },
                 { "nearly the fastest growth",
                   { "Q = 3 1/8; -1/9 2", "K = 3 -1/7; 1/8 2", "V = 1 1/20; -1/30 19/20",
                     "alpha0 = 1/3 1/4", "Sigma0 = 5 1/2; 1/2 6", "x0 = 1 1/2", "epsilon = 3/4",
                     "T = 1/6" } } },
  .draw = any_closure,
  .draws = 1,
  .standing = CORRECTED,
  .erratum = TYPO,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L4.14", "udt-TA.3", "udt-LA.7" },
  .visible = { { "printed rate minus the true one", misprint } },
  .parts = { { "covariance", CORRECTED, "C contains AΣAᵀ", "C contains AᵀΣA", TYPO, PRINTED },
             { "expectation", HOLDS, "α(t) = e^(tV/ε)α₀, whatever Σ", NULL, NO_ERRATUM, PRINTED },
             { "global in every dimension", HOLDS, "Tr Σ(t) ≤ Tr Σ₀ e^(2‖V‖t/ε)", NULL, NO_ERRATUM,
               DERIVED } },
  .measure = measure_closure,
  .controls = { { "as printed" },
                { "speed 1 for 1/epsilon", "values that turn" },
                { "half the rate", "nearly the fastest growth" } },
};

/*. ## Why the mean goes its own way
 *
 *  Put $\mathcal F_\varepsilon(\mu)=-\frac12OT_\varepsilon(\mu,\mu)+\frac1{4\varepsilon}\int(|Qx|^2+|Kx|^2)d\mu$, the functional
 *  whose Wasserstein gradient flow is the Sinkformer when $A=A^\top=-V$. The squares cancel and
 *
 *  $$\mathcal F_\varepsilon(\mu)=\tfrac12\max_\pi\Big\{\tfrac1\varepsilon\,\mathbb E_\pi[x^\top A^\top y]-\mathrm{KL}(\pi\|\mu\otimes\mu)\Big\}.$$
 *
 *  A shift of a centred $\mu$ by $\alpha$ adds $\frac1{2\varepsilon}\alpha^\top A\alpha$ to every competitor, and moves
 *  none. So the split $\phi(\alpha)+\psi$ is not about Gaussians: **for every law,**
 *  $\mathcal F_\varepsilon(\mu_\alpha)=\frac1{2\varepsilon}\alpha^\top A\alpha+\mathcal F_\varepsilon(\mu_0)$. It is decided for clouds of a
 *  few atoms, whose plans balls enclose. Only the last step needs symmetry:
 *  $-\nabla\phi(\alpha)=-\frac1{2\varepsilon}(A+A^\top)\alpha$ is $\frac1\varepsilon V\alpha$ for $A=A^\top=-V$. The functional of
 *  softmax, $\frac12\iint e^{Ax\cdot y}d\mu\,d\mu$, has no such split, and refuses it here.
 */
static arr sinkformer_energy(sinkhorn_head h, arr X, arr masses) {
  arr k = expo(neg(costs(h, X, X)));
  scaling s = scale_to(k, masses, masses);
  arr gains = ln(mul(over(s.u, masses), over(s.v, masses)));
  arr entropic = dot(masses, gains);
  arr squares = add(mul(dot(X, transpose(h.Q)), dot(X, transpose(h.Q))),
                    mul(dot(X, transpose(h.K)), dot(X, transpose(h.K))));
  arr second = over(dot(masses, sum_rows(squares)), h.epsilon);
  return sub(times(second, 1, 4), times(entropic, 1, 2));
}

static arr softmax_energy(sinkhorn_head h, arr X, arr masses) {
  arr scores = product(X, transpose(h.Q), h.K, transpose(X));
  return times(product(masses, expo(scores), masses), 1, 2);
}

static arr mean_energy(arr alpha, const arr *with) {
  return over(times(product(alpha, with[0], alpha), 1, 2), with[1]);
}

static void measure_split(run *here) {
  arr A = input(here, "A"), Q = input(here, "Q"), alpha = input(here, "alpha");
  arr p = input(here, "p"), epsilon = input(here, "epsilon"), V = neg(A);
  int d = A->rows;
  arr off = outer(row_at(eye(A->in, d), 0), row_at(eye(A->in, d), d - 1));
  A = instead(here, "A not symmetric", A, add(A, off));
  sinkhorn_head h = { Q, solve(transpose(Q), transpose(A)), V, epsilon };
  arr with[] = { A, epsilon };
  equals(here, "gradient flow of the mean", neg(gradient(mean_energy, alpha, with)),
         over(dot(V, alpha), epsilon));
  arr (*energy)(sinkhorn_head, arr, arr) =
      instead(here, "energy of softmax", sinkformer_energy, softmax_energy);
  arr stated = mean_energy(alpha, with), X = input(here, "X");
  arr centred = sub(X, row(dot(p, X))), wide = dot(centred, input(here, "S"));
  equals(here, "energy gained by a shift",
         sub(energy(h, add(centred, row(alpha)), p), energy(h, centred, p)), stated);
  equals(here, "the same, of a law of another covariance",
         sub(energy(h, add(wide, row(alpha)), p), energy(h, wide, p)), stated);
}

static void symmetric_family(draw *d) {
  int n = (int)draw_whole(d, 1, 2), m = (int)draw_whole(d, 3, 5);
  arith *E = draw_arithmetic(d);
  arr G = draw_dyadic(d, n, n);
  set(d, "A", add(G, transpose(G)));
  set(d, "Q", add(times(draw_dyadic(d, n, n), 1, 8), eye(E, n)));
  set(d, "alpha", draw_dyadic(d, n, 0));
  set(d, "epsilon", draw_between(d, 2, 9, 2));
  set(d, "X", times(draw_dyadic(d, m, n), 1, 2));
  set(d, "p", draw_probability(d, m));
  set(d, "S", draw_dyadic(d, n, n));
}

CLAIM(udt_R4_16) = {
  .title = "mean and covariance separate in the functional of the Sinkformer",
  .kind = REMARK,
  .where = "Remark 4.16",
  .says = "under certain assumptions on the parameters, the Sinkformer PDE corresponds to the "
          "Wasserstein gradient flow of a functional that takes the form φ(α) + ψ(Σ) on Gaussians",
  .sentence = "Holds, with φ(α) = αᵀAα/(2ε), and for every law in place of Gaussians.",
  .inputs = { { "A", "d,d", SYMMETRIC, "KᵀQ = -V" },
              { "Q", "d,d", REAL, "queries, invertible; K follows" },
              { "alpha", "d", REAL, "shift" },
              { "epsilon", "", POSITIVE, "regularisation" },
              { "X", "n,d", REAL, "atoms" },
              { "p", "n", PROBABILITY, "their masses" },
              { "S", "d,d", REAL, "a change of the covariance" } },
  .instances = { { "four atoms in the plane",
                   { "A = 1 1/2; 1/2 -3/2", "Q = 1 0; 1 2", "alpha = 1 1/2", "epsilon = 3/2",
                     "X = 1 0; -1/2 2/3; 0 -1; 1/3 1/5", "p = 1/10 2/5 1/5 3/10",
                     "S = 1/2 -1; 2/3 1/4" } },
                 { "three atoms on the line",
                   { "A = -2/3;", "Q = 4/3;", "alpha = 7/5", "epsilon = 5/7", "X = 1; -1/2; 3",
                     "p = 1/2 1/3 1/6", "S = -7/4;" } } },
  .draw = symmetric_family,
  .draws = 2,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "udt-E5.11" },
  .measure = measure_split,
  .controls = { { "A not symmetric", "four atoms in the plane" }, { "energy of softmax" } },
};
