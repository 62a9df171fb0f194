/*. # Optimal transport between Gaussians
 *
 *  Between $N(0,\Sigma_0)$ and $N(0,\Sigma_1)$ the Monge problem has a closed form. To believe it
 *  without trusting the square roots, recall why it is optimal. For any $M\succ0$ Young's inequality
 *  $x\cdot y\le\frac12x^\top Mx+\frac12y^\top M^{-1}y$ bounds every coupling from below:
 *
 *  $$W_2^2\ \ge\ \mathrm{Tr}(\Sigma_0+\Sigma_1)-\mathrm{Tr}(M\Sigma_0)-\mathrm{Tr}(M^{-1}\Sigma_1),$$
 *
 *  and a symmetric $T\succ0$ with $T\Sigma_0T=\Sigma_1$ turns it into an equality with the cost
 *  $\mathrm{Tr}\big((\mathrm{Id}-T)\Sigma_0(\mathrm{Id}-T)\big)$ of the map $x\mapsto Tx$. That is a
 *  certificate: a map and a potential with the same value. Where $T$ is rational it is checked in
 *  rational numbers; elsewhere balls enclose both values.
 *
 *  The distance is computed a third time with no root of a matrix at all, from the eigenvalues of
 *  $L^\top\Sigma_1L$ with $\Sigma_0=LL^\top$, and the geodesic must have constant speed.
 */
#include "claim/claim.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr dual_value(arr M, arr S0, arr S1) {
  return sub(trace(add(S0, S1)), add(trace(dot(M, S0)), trace(solve(M, S1))));
}

static arr cost_of(arr T, arr S0) {
  arr moved = sub(T, eye(T->in, T->rows));
  return trace(product(moved, S0, transpose(moved)));
}

static arr pushed(arr T, arr S0) { return product(T, S0, transpose(T)); }

static arr distance_by_eigenvalues(arr S0, arr S1) {
  arr L = cholesky(S0), shared = symmetric_eigen(product(transpose(L), S1, L), NULL);
  return sub(trace(add(S0, S1)), times(total(root(shared)), 2, 1));
}

static arr hellinger_squared(arr S0, arr S1) {
  return total(square(sub(spd_root(S0), spd_root(S1))));
}

static arr one_mean_only(arr S0, arr S1) {
  return sub(trace(add(S0, S1)), trace(geometric_mean(S0, S1)));
}

static bool is_the_optimal_map(run *here) {
  arr M = exact_input(here, "M");
  return equal(pushed(M, exact_input(here, "Sigma0")), exact_input(here, "Sigma1")) == YES;
}

static void measure_distance(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), M = input(here, "M");
  bool optimal = is_the_optimal_map(here);
  arr value = dual_value(M, S0, S1);
  if (optimal) equals(here, "cost of the rational map and its dual value", cost_of(M, S0), value);
  arr (*rule)(arr, arr) = instead(here, "distance of the roots", bures_squared, hellinger_squared);
  rule = instead(here, "mean counted once", rule, one_mean_only);
  arr T = optimal_map(S0, S1), W = rule(S0, S1);
  arr scale = trace(add(S0, S1)); /* W is a difference of terms of this size, and may be 0 */
  equals(here, "law carried by the map", pushed(T, S0), S1);
  equals_on_scale(here, "cost of the map", cost_of(T, S0), W, scale);
  equals_on_scale(here, "dual value of its potential", dual_value(T, S0, S1), W, scale);
  equals_on_scale(here, "distance from shared eigenvalues", distance_by_eigenvalues(S0, S1), W,
                  scale);
  equals_on_scale(here, "distance with the ends exchanged", rule(S1, S0), W, scale);
  if (optimal)
    equals_on_scale(here, "dual value of the rational map", value, W, scale);
  else
    at_most(here, "dual value of another potential", value, W);
  arr times_ = input(here, "t"), unit = eye(S0->in, S0->rows);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), rest = sub(whole(t->in, 1), t);
    arr S = pushed(add(mul(rest, unit), mul(t, T)), S0);
    at(here, "t", t);
    equals_on_scale(here, "squared distance from the start", rule(S0, S), mul(square(t), W), scale);
    equals_on_scale(here, "squared distance to the end", rule(S, S1), mul(square(rest), W), scale);
  }
}

static arr failure_to_commute(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1");
  return norm(commutator(S0, S1));
}

static truth before_the_end(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

static void any_pair(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "M", draw_spd(d, n));
  set(d, "t", draw_list(d, "1..7/16 8..15/16"));
}

CLAIM(odt_P4_3) = {
  .title = "Gaussian optimal transport and the Bures distance",
  .kind = PROPOSITION,
  .where = "Proposition 4.3",
  .says = "T = Σ₀^(−1/2)(Σ₀^(1/2)Σ₁Σ₀^(1/2))^(1/2)Σ₀^(−1/2), W₂² = Tr(Σ₀ + Σ₁ − "
          "2(Σ₀^(1/2)Σ₁Σ₀^(1/2))^(1/2)), Σ_t = ((1−t)Id + tT)Σ₀((1−t)Id + tT)ᵀ",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "M", "d,d", SPD, "a convex quadratic potential for the dual" },
              { "t", "m", POSITIVE, "times on the geodesic" } },
  .hypotheses = { { "every t is below 1", before_the_end } },
  .instances = { { "a rational optimal map",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 5 6; 6 29/4", "M = 1 1; 1 3/2",
                     "t = 1/4 2/3" } },
                 { "two ellipses",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "M = 1/2 -1/5; -1/5 1",
                     "t = 1/3" } },
                 { "condition 1e12",
                   { "Sigma0 = 1 0 0; 0 1e-6 0; 0 0 1e-12", "Sigma1 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1",
                     "M = 2 1 0; 1 3 0; 0 0 5", "t = 1/5" } } },
  .draw = any_pair,
  .visible = { { "commutator of the covariances", failure_to_commute } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .measure = measure_distance,
  .controls = { { "distance of the roots" }, { "mean counted once" } },
};

/*. ## Brenier's theorem needs its convex function
 *
 *  Theorem 4.1 is printed without the word *convex*: "there is a unique $T=\nabla\phi$ such that
 *  $T_\sharp\alpha_0=\alpha_1$". The sentence before it has the word, and so does Brenier; without it
 *  uniqueness is false. A linear map is a gradient when it is symmetric, and the symmetric solutions
 *  of $T\Sigma_0T=\Sigma_1$ are
 *
 *  $$T_s=\Sigma_0^{-1/2}\Big(\sum_is_i\sqrt{\lambda_i}\,P_i\Big)\Sigma_0^{-1/2},\qquad s\in\{-1,1\}^d,$$
 *
 *  with $\lambda_i$, $P_i$ the eigenvalues and spectral projectors of
 *  $\Sigma_0^{1/2}\Sigma_1\Sigma_0^{1/2}$: $2^d$ gradients for a simple spectrum. All are enumerated; one,
 *  the convex one, attains $W_2^2$, and every other costs strictly more, by
 *  $4\sum_{s_i<0}\sqrt{\lambda_i}$. (A repeated eigenvalue has a continuum of them, and gradients that are
 *  not linear come on top: on the line every map is one.) The projectors are polynomials in the matrix,
 *  $P_i=\prod_{j\ne i}(M-\lambda_j)/(\lambda_i-\lambda_j)$, so balls enclose them.
 */
static arr projector(arr M, arr values, int i) {
  arr P = eye(M->in, M->rows), unit = P;
  for (int j = 0; j < M->rows; j++)
    if (j != i) {
      arr gap = sub(item(values, i), item(values, j));
      P = over(dot(P, sub(M, mul(item(values, j), unit))), gap);
    }
  return P;
}

/* Bit i of signs set: the root of the eigenvalue i is taken negative. */
static arr gradient_map(arr S0, arr S1, unsigned signs) {
  arr half = spd_root(S0), M = product(half, S1, half), values = symmetric_eigen(M, NULL);
  arr sum = zeros(S0->in, S0->rows, S0->rows);
  for (int i = 0; i < S0->rows; i++) {
    arr term = mul(root(item(values, i)), projector(M, values, i));
    sum = signs >> i & 1 ? sub(sum, term) : add(sum, term);
  }
  return solve(half, transpose(solve(half, sum)));
}

static void measure_uniqueness(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), W = bures_squared(S0, S1);
  arr half = spd_root(S0), roots = root(symmetric_eigen(product(half, S1, half), NULL));
  unsigned chosen = instead(here, "as printed", 0, 1); /* printed: any gradient will do */
  arr T = gradient_map(S0, S1, chosen);
  equals(here, "law carried by the gradient", pushed(T, S0), S1);
  equals(here, "its cost", cost_of(T, S0), W);
  for (unsigned signs = 1; signs < 1u << S0->rows; signs++) {
    arr other = gradient_map(S0, S1, signs);
    equals(here, "law carried by another gradient", pushed(other, S0), S1);
    equals(here, "which is symmetric", other, transpose(other));
    exceeds(here, "and costs more", cost_of(other, S0), W);
    arr spared = W;
    for (int i = 0; i < roots->rows; i++)
      if (signs >> i & 1) spared = add(spared, times(item(roots, i), 4, 1));
    equals(here, "by four roots of eigenvalues", cost_of(other, S0), spared);
  }
}

static arr least_gap(run *here) {
  arr S0 = input(here, "Sigma0"), half = spd_root(S0);
  arr values = symmetric_eigen(product(half, input(here, "Sigma1"), half), NULL);
  int n = values->rows;
  return least(sub(rows_from(values, 1, n - 1), rows_from(values, 0, n - 1)));
}

static void simple_pair(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
}

CLAIM(odt_T4_1) = {
  .title = "Brenier's theorem",
  .kind = THEOREM,
  .where = "Theorem 4.1",
  .says = "there is a unique T = ∇φ such that T♯α₀ = α₁ and this T is the unique solution to "
          "Monge problem (9)",
  .correction = "there is a unique T = ∇φ with φ convex such that T♯α₀ = α₁",
  .sentence = "False as printed for want of the word convex, which the sentence before the "
              "theorem has: between two Gaussians with a simple shared spectrum 2^d linear "
              "gradients push forward, and one of them is optimal.",
  .remains = "Everything else: the convex gradient is unique and is the unique Monge solution.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" } },
  .instances = { { "two ellipses", { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3" } },
                 { "eight gradients in space",
                   { "Sigma0 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1",
                     "Sigma1 = 1 0 -1/4; 0 1/9 0; -1/4 0 4" } } },
  .draw = simple_pair,
  .visible = { { "least gap of the shared spectrum", least_gap } },
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .uses = { "odt-P4.3" },
  .measure = measure_uniqueness,
  .controls = { { "as printed" } },
};
