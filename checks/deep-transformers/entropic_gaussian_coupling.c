/*. # Entropic transport between Gaussians, in rational numbers
 *
 *  Appendix A solves $\min_\pi\frac1{2\varepsilon}\mathbb E|Qx-Ky|^2+\mathrm{KL}(\pi\|\mu\otimes\nu)$ for
 *  $\mu=N(\alpha,\Sigma)$, $\nu=N(\beta,\Omega)$, by a root of a matrix. One can do without: the solution is rational
 *  in its dual variables. Choose $\Sigma\succ0$, $G\succ0$, $A$ and $\varepsilon>0$ at will, and put
 *
 *  $$F=\varepsilon\Sigma^{-1}+A^\top G^{-1}A,\qquad \Omega=\varepsilon\,(G-AF^{-1}A^\top)^{-1}.$$
 *
 *  The block matrix with $F$, $-A^\top$, $-A$, $G$ is positive definite, since $G$ and the Schur
 *  complement $\varepsilon\Sigma^{-1}$ are, and so is $\Omega$. Thus $F$ and $G$ solve
 *  (A.10) for these marginals; every problem arises so, and nothing in it is irrational but the printed
 *  square root. Most of what follows is decided exactly.
 *
 *  ## The plan
 *
 *  Lemma A.6: the plan has covariance $H=\varepsilon\begin{pmatrix}F&-A^\top\\-A&G\end{pmatrix}^{-1}$. In rational
 *  numbers: its blocks on the diagonal are $\Sigma$ and $\Omega$, the two ways to write the block below,
 *  $\Omega AF^{-1}$ and $(\Sigma A^\top G^{-1})^\top$, agree, and $H\succ0$. It is optimal because the sign of the
 *  blocks off the diagonal is that of $-c(x,y)$; with $+A$ the marginals would be the same, the
 *  correlation would change its sign, and $y$ would be sent to the far side.
 */
#include "entropic_gaussians.h"

#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr blocks(arr a, arr b, arr c, arr d) { return stack(beside(a, b), beside(c, d)); }

static arr block(arr H, int i, int j) {
  int d = H->rows / 2;
  return transpose(rows_from(transpose(rows_from(H, i * d, d)), j * d, d));
}

static void measure_plan(run *here) {
  problem p = problem_of(here);
  arr off = instead(here, "+A off the diagonal", neg(p.A), p.A);
  arr H = mul(p.epsilon, inverse(blocks(p.F, transpose(off), off, p.G)));
  equals(here, "first marginal", block(H, 0, 0), p.S);
  equals(here, "second marginal", block(H, 1, 1), p.W);
  equals(here, "covariance of y and x", block(H, 1, 0), product(p.W, p.A, inverse(p.F)));
  equals(here, "the same by G", block(H, 1, 0),
         transpose(product(p.S, transpose(p.A), inverse(p.G))));
  holds(here, "H is positive definite", positive_definite(H));
  arr schur = over(sub(p.F, product(transpose(p.A), inverse(p.G), p.A)), p.epsilon);
  equals(here, "Schur complement", schur, inverse(p.S));
}

static void any_problem(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  set(d, "A", add(draw_dyadic(d, n, n), times(eye(draw_arithmetic(d), n), 5, 2)));
  set(d, "Sigma", draw_spd(d, n));
  set(d, "G", draw_spd(d, n));
  set(d, "epsilon", draw_between(d, 1, 9, 3));
}

#define IN_THE_PLANE \
  "A = 1 1/2; -1/3 2/3", "Sigma = 2 1/2; 1/2 1", "G = 1 -1/4; -1/4 3/2", "epsilon = 3/4"
#define IN_SPACE                                                                  \
  "A = 1 1/2 0; -1/3 1 1/4; 2/3 0 -1", "Sigma = 2 1/2 0; 1/2 1 -1/3; 0 -1/3 1/2", \
      "G = 1 0 1/4; 0 3/2 -1/2; 1/4 -1/2 2", "epsilon = 5/3"

CLAIM(udt_LA_6) = {
  .title = "covariance of the optimal coupling",
  .kind = LEMMA,
  .where = "Lemma A.6",
  .says = "π* is a Gaussian measure on ℝᵈ × ℝᵈ, whose covariance matrix is equal to H := ε (F, "
          "−Aᵀ; −A, "
          "G)⁻¹",
  .inputs = { PROBLEM },
  .instances = { { "the plane", { IN_THE_PLANE } }, { "space", { IN_SPACE } } },
  .draw = any_problem,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "udt-LA.4" },
  .visible = { { "asymmetry of A", asymmetry_of_A } },
  .measure = measure_plan,
  .controls = { { "+A off the diagonal" } },
};

/*. ## The two roots
 *
 *  Lemma A.7: $C_F=\Omega AF^{-1}A^\top$ and $C_G=\Sigma A^\top G^{-1}A$ solve
 *  $C_F^2+\varepsilon C_F=\Omega A\Sigma A^\top$, $C_G^2+\varepsilon C_G=\Sigma A^\top\Omega A$, identities that are exact here, and
 *  are the solutions with positive spectrum. The others: with the spectral projectors $P_i$ of $C$ (in the plane),
 *  replacing an eigenvalue $c_i$ by $-\varepsilon-c_i$ gives another solution, with a negative eigenvalue.
 *  Which middle, $A\Sigma A^\top$ or $A^\top\Omega A$, belongs to which marginal is what Proposition 4.15 gets
 *  wrong; exchanged they are refused.
 */
static arr root_form(arr W, arr middle, arr epsilon) {
  arr half = times(epsilon, 1, 2), unit = eye(W->in, W->rows), R = spd_root(W);
  arr M = spd_root(add(product(R, middle, R), mul(square(half), unit)));
  return sub(transpose(solve(R, transpose(dot(R, M)))), mul(half, unit));
}

static arr quadratic(arr C, arr epsilon) { return add(dot(C, C), mul(epsilon, C)); }

/* In the plane: the solution in which one eigenvalue of C has become -epsilon - c. */
static arr other_solution(arr C, arr epsilon, int i) {
  arr half = times(trace(C), 1, 2), gap = root(sub(square(half), determinant(C)));
  arr c = i ? add(half, gap) : sub(half, gap), rest = i ? sub(half, gap) : add(half, gap);
  arr P = over(sub(C, mul(rest, eye(C->in, 2))), sub(c, rest));
  return sub(C, mul(add(times(c, 2, 1), epsilon), P));
}

static void measure_roots(run *here) {
  problem p = problem_of(here);
  arr AT = transpose(p.A), C_F = product(p.W, p.A, inverse(p.F), AT);
  arr C_G = product(p.S, AT, inverse(p.G), p.A);
  arr first = product(p.A, p.S, AT), second = product(AT, p.W, p.A);
  arr for_F = instead(here, "C_F and C_G exchanged", first, second);
  arr for_G = instead(here, "C_F and C_G exchanged", second, first);
  equals(here, "C_F^2 + epsilon C_F", quadratic(C_F, p.epsilon), dot(p.W, for_F));
  equals(here, "C_G^2 + epsilon C_G", quadratic(C_G, p.epsilon), dot(p.S, for_G));
  long quarter = instead(here, "epsilon^2 for epsilon^2/4", 1, 2);
  arr e = times(p.epsilon, quarter, 1);
  equals(here, "C_F by roots", C_F, root_form(p.W, for_F, e));
  equals(here, "C_G by roots", C_G, root_form(p.S, for_G, e));
  if (p.A->rows > 2) return;
  for (int i = 0; i < 2; i++) {
    arr C = other_solution(C_F, p.epsilon, i), none = whole(C->in, 0);
    equals(here, "another solution", quadratic(C, p.epsilon), dot(p.W, first));
    exceeds(here, "minus its determinant", neg(determinant(C)), none);
  }
}

CLAIM(udt_LA_7) = {
  .title = "closed forms of C_F and C_G",
  .kind = LEMMA,
  .where = "Lemma A.7, eq. (A.12)",
  .says = "C_F = Ω^(1/2)(Ω^(1/2)AΣAᵀΩ^(1/2) + ε²/4 I)^(1/2)Ω^(−1/2) − ε/2 I, C_G = "
          "Σ^(1/2)(Σ^(1/2)AᵀΩAΣ^(1/2) + ε²/4 I)^(1/2)Σ^(−1/2) − ε/2 I",
  .inputs = { PROBLEM },
  .instances = { { "the plane", { IN_THE_PLANE } }, { "space", { IN_SPACE } } },
  .draw = any_problem,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "udt-LA.6" },
  .visible = { { "asymmetry of A", asymmetry_of_A } },
  .measure = measure_roots,
  .controls = { { "C_F and C_G exchanged" }, { "epsilon^2 for epsilon^2/4" } },
};

/*. ## The theorem
 *
 *  Theorem A.3: the plan has covariance $CA^{-\top}$ of $y$ and $x$, $C=C_F$ in its printed form. It is
 *  compared with the rational $\Omega AF^{-1}$, and then asked whether it is optimal at all. Among Gaussian
 *  couplings with cross covariance $X$ the objective is, up to constants,
 *
 *  $$J(X)=-\tfrac1\varepsilon\mathrm{Tr}(A^\top X)-\tfrac12\log\det(\Sigma-X^\top\Omega^{-1}X),$$
 *
 *  strictly convex; its gradient, by series, vanishes at $CA^{-\top}$ and nowhere else, and other couplings cost more. The
 *  density of the plan against $\mu\otimes\nu$ being $e^{f+g-c}$, no coupling that is not Gaussian does better
 *  either. In double a third road starts from weighted nodes and Sinkhorn's sweeps. Finally, as
 *  $\varepsilon\to0$ with $Q=K=\mathrm{Id}$ the map $T$ of the plan goes to the optimal transport map, at the rate
 *  $\varepsilon$ (for $C=(\cdot+\varepsilon^2/4)^{1/2}-\varepsilon/2$ moves by $-\varepsilon/2$ first); and
 *  $\varepsilon T\to\Omega A$ as $\varepsilon\to\infty$: the coupling is a product in the limit.
 */
static arr objective(arr x, const arr *with) {
  arr A = with[0], epsilon = with[1], S = with[2], W = with[3], X = shaped(x, 2, 2);
  arr left = sub(S, product(transpose(X), inverse(W), X));
  arr ad = mul(entry(left, 0, 0), entry(left, 1, 1));
  arr bc = mul(entry(left, 0, 1), entry(left, 1, 0));
  arr gain = over(trace(dot(transpose(A), X)), epsilon);
  return neg(add(gain, times(ln(sub(ad, bc)), 1, 2)));
}

static arr swept(const arr *with, int i, arr v) {
  arr k = with[0], mu = with[1], nu = with[2], u = over(mu, dot(k, v));
  (void)i;
  return over(nu, dot(u, k));
}

/* Mean and covariance of y and x under the plan of two weighted clouds. */
static void compare_nodes(run *here, problem p, arr stated) {
  enum { NODES = 16, SWEEPS = 60 };
  arr Q = input(here, "Q"), K = transpose(dot(p.A, inverse(Q)));
  arr alpha = input(here, "alpha"), beta = input(here, "beta");
  gaussian_rule rule = gaussian_rule_of(p.A->in, NODES, 2);
  arr x = add(row(alpha), dot(rule.points, transpose(cholesky(p.S))));
  arr y = add(row(beta), dot(rule.points, transpose(cholesky(p.W)))), w = rule.weights;
  arr squares = squared_distances(dot(x, transpose(Q)), dot(y, transpose(K)));
  arr k = expo(neg(over(times(squares, 1, 2), p.epsilon)));
  arr v = iterate(SWEEPS, swept, w, (arr[]){ k, w, w }), u = over(w, dot(k, v));
  arr plan = coupling(k, (scaling){ u, v }), moved = sub(x, row(alpha));
  arr by_nodes = product(transpose(y), transpose(plan), moved);
  equals(here, "mean of y given the nodes", dot(sum_columns(plan), y), beta);
  equals(here, "covariance of y and x, by Sinkhorn on nodes", by_nodes, stated);
}

static void measure_limits(run *here, problem p) {
  arith *N = p.A->in;
  arr unit = eye(N, 2), one = whole(N, 1), none = whole(N, 0), slack = rat(N, 1, 20);
  arr T0 = optimal_map(p.S, p.W), far = dot(p.W, p.A), gauges = NULL, near_ = NULL, wide = NULL;
  for (int k = 3; k <= 9; k += 2) {
    arr e = power(rat(N, 1, 4), k), large = over(one, e);
    arr off = norm(sub(entropic_map(p.S, p.W, unit, e), T0));
    arr gap = norm(sub(mul(large, entropic_map(p.S, p.W, p.A, large)), far));
    gauges = gauges ? stack(gauges, e) : flat(e);
    near_ = near_ ? stack(near_, off) : flat(off);
    wide = wide ? stack(wide, gap) : flat(gap);
  }
  tends(here, "map of the plan, off the transport map", gauges, near_, none, one, slack);
  tends(here, "product of epsilon and the map, off the mean of the product", gauges, wide, none,
        whole(N, 2), slack);
}

static void measure_theorem(run *here) {
  problem p = problem_of(here);
  arr AT = transpose(p.A), X = product(p.W, p.A, inverse(p.F));
  arr middle = instead(here, "marginals exchanged", product(p.A, p.S, AT), product(AT, p.S, p.A));
  long quarter = instead(here, "epsilon^2 for epsilon^2/4", 1, 2);
  arr C = root_form(p.W, middle, times(p.epsilon, quarter, 1));
  arr stated = transpose(solve(p.A, transpose(C))), with[] = { p.A, p.epsilon, p.S, p.W };
  equals(here, "covariance of y and x", X, stated);
  arr at_plan = flat(X), least_value = objective(at_plan, with), unit = eye(X->in, 4);
  arr none = wholes(at_plan, 0), scale = over(norm(p.A), p.epsilon);
  equals_on_scale(here, "gradient of the objective there", gradient(objective, at_plan, with), none,
                  scale);
  for (int i = 0; i < 4; i++) {
    arr step = times(row_at(unit, i), 1, 50);
    exceeds(here, "objective of another coupling", objective(add(at_plan, step), with),
            least_value);
    exceeds(here, "and of its mirror image", objective(sub(at_plan, step), with), least_value);
  }
  measure_limits(here, p);
  if (arith_kind(X->in) == DOUBLE) compare_nodes(here, p, stated);
}

static truth keys_invertible(run *here) {
  arr A = exact_input(here, "A");
  return equal(determinant(A), whole(A->in, 0)) == YES ? NO : YES;
}

static void any_pair_of_laws(draw *d) {
  arith *E = draw_arithmetic(d);
  arr unit = eye(E, 2);
  set(d, "A", add(times(draw_dyadic(d, 2, 2), 1, 4), unit));
  set(d, "Sigma", add(times(draw_spd(d, 2), 1, 4), times(unit, 1, 4)));
  set(d, "G", add(draw_spd(d, 2), times(unit, 3, 1)));
  set(d, "epsilon", draw_between(d, 4, 9, 4));
  set(d, "Q", add(times(draw_dyadic(d, 2, 2), 1, 8), unit));
  set(d, "alpha", draw_dyadic(d, 2, 0));
  set(d, "beta", draw_dyadic(d, 2, 0));
}

CLAIM(udt_TA_3) = {
  .title = "entropic optimal transport between Gaussians",
  .kind = THEOREM,
  .where = "Theorem A.3, eq. (A.5)",
  .says = "the optimal coupling π* is a Gaussian measure, π* = N((α; β), (Σ, A⁻¹Cᵀ; CA⁻ᵀ, Ω)), "
          "with C := "
          "Ω^(1/2)(Ω^(1/2)AΣAᵀΩ^(1/2) + ε²/4 I)^(1/2)Ω^(−1/2) − ε/2 I",
  .inputs = { PROBLEM,
              { "Q", "d,d", REAL, "queries, invertible; K follows" },
              { "alpha", "d", REAL, "mean of mu" },
              { "beta", "d", REAL, "mean of nu" } },
  .hypotheses = { { "A is invertible", keys_invertible } },
  .instances = { { "two ellipses",
                   { "A = 1 1/2; -1/3 2/3", "Sigma = 1/2 1/5; 1/5 1/3", "G = 3 -1/4; -1/4 4",
                     "epsilon = 3/2", "Q = 1 0; 1/2 1", "alpha = 1/5 -3/7", "beta = -1 1/2" } },
                 { "A of negative determinant",
                   { "A = 1/2 1; 3/4 -1/3", "Sigma = 1/3 -1/6; -1/6 1/2", "G = 4 1; 1 3",
                     "epsilon = 5/4", "Q = 1 -1/4; 1/3 1", "alpha = 1 0", "beta = 1/3 -1/4" } } },
  .draw = any_pair_of_laws,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "udt-LA.6", "udt-LA.7" },
  .visible = { { "asymmetry of A", asymmetry_of_A } },
  .measure = measure_theorem,
  .controls = { { "marginals exchanged" }, { "epsilon^2 for epsilon^2/4" } },
};
