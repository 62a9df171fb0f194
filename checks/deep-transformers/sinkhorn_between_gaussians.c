/*. # Sinkhorn's algorithm between Gaussians
 *
 *  The dual potentials of the entropic transport between two Gaussians stay quadratic along Sinkhorn's
 *  iterations (Lemma A.4), and their matrices converge (Lemma A.5). The problems are those whose solution is
 *  rational (udt-LA.6).
 *
 *  ## One step
 *
 *  Lemma A.4: a quadratic potential $-\frac12x^\top Xx$ is sent to a quadratic one, as long as
 *  $X'=Q^\top Q+\varepsilon\Sigma^{-1}+\varepsilon X\succ0$. Up to constants the integral is
 *  $\mathbb E\,e^{c\cdot x}$ with $x\sim N(0,\varepsilon X'^{-1})$, $c=\frac1\varepsilon A^\top y$, and is enclosed by Gauss-Hermite
 *  sums with their defect: no square is completed. Along a line the logarithm of the integrand is a parabola, read from its definition at
 *  three points. For the given $X$ it bends down; with $X$ lowered until $X'$ has become $-X'$, up; and until
 *  $X'\succeq0$ is singular, it is straight along the kernel, from every point, and there is no integral either.
 */
#include "entropic_gaussians.h"

#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* X' of Lemma A.4 for the law N(0, S) and the factor Q. */
static arr tilted_precision(arr Q, arr S, arr X, arr epsilon) {
  return add(dot(transpose(Q), Q), mul(epsilon, add(inverse(S), X)));
}

/* The image of -x'Xx/2 at y less that at 0, by quadrature. */
static arr image_at(arr precision, arr Q, arr K, arr y, arr epsilon) {
  arr Ky = dot(K, y), c = over(dot(transpose(Q), Ky), epsilon);
  arr tilt = dot(transpose(cholesky(mul(epsilon, inverse(precision)))), c);
  gaussian_rule rule = gaussian_rule_for(tilt, y->rows);
  arr defect = rule.defect ? rule.defect : whole(y->in, 0);
  arr mean = ball(dot(rule.weights, expo(dot(rule.points, tilt))), defect);
  return sub(over(times(total(square(Ky)), 1, 2), epsilon), ln(mean));
}

/* log of the integrand at x, from |Qx - Ky|^2/2 epsilon, the potential and the density; and from X'. */
static arr by_definition(arr Q, arr K, arr S, arr X, arr x, arr y, arr epsilon) {
  arr cost = over(total(square(sub(dot(Q, x), dot(K, y)))), epsilon);
  return times(add(cost, product(x, add(X, inverse(S)), x)), -1, 2);
}

static arr by_precision(arr P, arr Q, arr K, arr x, arr y, arr epsilon) {
  arr Ky = dot(K, y), cross = times(dot(dot(Q, x), Ky), 2, 1);
  return times(over(sub(add(product(x, P, x), dot(Ky, Ky)), cross), epsilon), -1, 2);
}

/* Its second difference on the line through 0 and x. */
static arr bend(arr Q, arr K, arr S, arr X, arr x, arr y, arr epsilon) {
  arr twice = times(x, 2, 1), none = wholes(x, 0);
  arr ends = add(by_definition(Q, K, S, X, twice, y, epsilon),
                 by_definition(Q, K, S, X, none, y, epsilon));
  return sub(ends, times(by_definition(Q, K, S, X, x, y, epsilon), 2, 1));
}

typedef struct {
  arr Q, K, S, X; /* the law of covariance S carries the factor Q */
} half_step;

/* The integrand along u where X' is positive, singular with kernel u, and negative. */
static void measure_integrability(run *here, half_step h, arr P, arr y, arr epsilon) {
  arr u = sum_rows(eye(P->in, P->rows)), Pu = dot(P, u), size = dot(u, Pu), none = wholes(size, 0);
  arr lowered = sub(h.X, over(outer(Pu, Pu), mul(size, epsilon)));
  arr singular = tilted_precision(h.Q, h.S, lowered, epsilon);
  vanishes(here, "X' lowered, on its kernel", dot(singular, u), greatest(absolute(Pu)));
  vanishes(here, "bend of the integrand there", bend(h.Q, h.K, h.S, lowered, u, y, epsilon),
           over(size, epsilon));
  exceeds(here, "zero, of the bend of the integrand", none,
          bend(h.Q, h.K, h.S, h.X, u, y, epsilon));
  arr flipped = sub(h.X, over(times(P, 2, 1), epsilon));
  exceeds(here, "bend of the integrand where X' is negative",
          bend(h.Q, h.K, h.S, flipped, u, y, epsilon), none);
}

static void measure_half_step(run *here, half_step h, arr y, arr epsilon) {
  arr P = tilted_precision(h.Q, h.S, h.X, epsilon), A = dot(transpose(h.K), h.Q);
  arr inner = instead(here, "A' X'^-1 A", product(A, inverse(P), transpose(A)),
                      product(transpose(A), inverse(P), A));
  arr Y = over(sub(inner, dot(transpose(h.K), h.K)), epsilon), x = dot(transpose(A), y);
  equals(here, "logarithm of the integrand", by_definition(h.Q, h.K, h.S, h.X, x, y, epsilon),
         by_precision(P, h.Q, h.K, x, y, epsilon));
  holds(here, "X' is positive", positive_definite(P));
  measure_integrability(here, h, P, y, epsilon);
  equals(here, "image of a quadratic potential", image_at(P, h.Q, h.K, y, epsilon),
         times(product(y, Y, y), -1, 2));
}

static void measure_step(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), epsilon = input(here, "epsilon");
  arr X = input(here, "X"), y = input(here, "y");
  part(here, "(i)");
  measure_half_step(here, (half_step){ Q, K, input(here, "Sigma"), X }, y, epsilon);
  part(here, "(ii)");
  measure_half_step(here, (half_step){ K, Q, input(here, "Omega"), X }, y, epsilon);
}

static truth both_integrals(run *here) {
  arr Q = exact_input(here, "Q"), K = exact_input(here, "K"), X = exact_input(here, "X");
  arr e = exact_input(here, "epsilon");
  truth first = positive_definite(tilted_precision(Q, exact_input(here, "Sigma"), X, e));
  truth second = positive_definite(tilted_precision(K, exact_input(here, "Omega"), X, e));
  return first == YES && second == YES ? YES : NO;
}

/* The potential X is at least -1/4, and the inverse covariances exceed 1/4. */
static void any_step(draw *d) {
  arith *E = draw_arithmetic(d);
  arr unit = eye(E, 2), P = draw_spd(d, 2), S = draw_spd(d, 2), W = draw_spd(d, 2);
  set(d, "Q", draw_dyadic(d, 2, 2));
  set(d, "K", draw_dyadic(d, 2, 2));
  set(d, "Sigma", over(S, add(trace(S), whole(E, 1))));
  set(d, "Omega", over(W, add(trace(W), whole(E, 1))));
  set(d, "X", sub(P, times(unit, 1, 4)));
  set(d, "y", times(draw_dyadic(d, 2, 0), 1, 4));
  set(d, "epsilon", draw_between(d, 2, 6, 2));
}

CLAIM(udt_LA_4) = {
  .title = "quadratic potentials stay quadratic",
  .kind = LEMMA,
  .where = "Lemma A.4",
  .says =
      "T(Q(X) + m) is well-defined if and only if X' := QᵀQ + εΣ⁻¹ + εX ≻ 0 and in that case equal "
      "to Q(Y) up to a constant term, where Y := (1/ε)(AX'⁻¹Aᵀ − KᵀK)",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "Sigma", "d,d", SPD, "covariance of mu" },
              { "Omega", "d,d", SPD, "covariance of nu" },
              { "X", "d,d", SYMMETRIC, "the potential is -x'Xx/2" },
              { "y", "d", REAL, "where its image is taken" },
              { "epsilon", "", POSITIVE, "regularisation" } },
  .hypotheses = { { "X' is positive definite in (i) and in (ii)", both_integrals } },
  .instances = { { "an indefinite potential",
                   { "Q = 1 1/2; -1/3 2/3", "K = 2/3 -1/4; 1/2 1", "Sigma = 1/2 1/5; 1/5 1/3",
                     "Omega = 2/3 -1/4; -1/4 1/2", "X = -1/2 1/3; 1/3 1", "y = 1/2 -2/3",
                     "epsilon = 3/2" } },
                 { "the line",
                   { "Q = 3/2;", "K = -2/3;", "Sigma = 5/3;", "Omega = 1/4;", "X = -1/5;",
                     "y = 7/4", "epsilon = 1/2" } } },
  .draw = any_step,
  .draws = 2,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .parts = { { "(i)", HOLDS, "from μ to ν", NULL, NO_ERRATUM, PRINTED },
             { "(ii)", HOLDS, "from ν to μ", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_step,
  .controls = { { "A' X'^-1 A", "an indefinite potential" } },
};

/*. ## Why the iteration converges
 *
 *  The recursion (A.9), $F_{n+1}=\varepsilon\Sigma^{-1}+A^\top G_n^{-1}A$, $G_{n+1}=\varepsilon\Omega^{-1}+AF_n^{-1}A^\top$, gives
 *  $F_{n+2}=\phi(F_n)$ with $\phi(M)=\varepsilon\Sigma^{-1}+A^\top(\varepsilon\Omega^{-1}+AM^{-1}A^\top)^{-1}A$; the
 *  printed $F_{n+1}=\phi(F_n)$ belongs to Sinkhorn's order (A.7), in which $G_{n+1}$ is used at once. Its
 *  differential is $D_M\phi[H]=LHL^\top$ with $L=(\mathrm{Id}+\varepsilon MA^{-1}\Omega^{-1}A^{-\top})^{-1}$, of operator norm
 *  $\|L\|^2$. The proof replaces $\|L\|$ by the inverse of the least eigenvalue of $L^{-1}$, which is right for
 *  symmetric matrices only, and $L$ is not: for $\Sigma=A=\mathrm{Id}$, $\varepsilon=1$, $M=\mathrm{diag}(1,100)$ and
 *  $\Omega$ with eigenvalues $1$ and $10^4$ on the diagonals of the square, the derivative in the direction
 *  $e_1e_1^\top$, taken by series in rational numbers, is larger than that direction by a factor near $1.92$, where the
 *  proof claims less than $1$.
 *
 *  What is below the printed bound is the spectral radius: $M^{-1/2}LM^{1/2}$ is symmetric, so the eigenvalues of
 *  $L$ are real and at most $\big(1+\varepsilon^2/(\lambda_1(\Sigma)\|A\|^2\lambda_1(\Omega))\big)^{-1}$ when
 *  $M\succeq\varepsilon/\lambda_1(\Sigma)$. That settles convergence near the limit. For all starts: $\phi$ is
 *  increasing and $\phi(sM)\preceq s\phi(M)-(s-1)\varepsilon\Sigma^{-1}$ for $s>1$. Let $\varepsilon\Sigma^{-1}\succeq\delta F$, as for
 *  $\delta=\varepsilon/\mathrm{Tr}(\Sigma F)$. Then
 *
 *  $$s^{-1}F\preceq F_n\preceq sF\quad\Longrightarrow\quad s'^{-1}F\preceq F_{n+2}\preceq s'F,\qquad s'-1=(1-\delta)(s-1),$$
 *
 *  and $G_{n+1}$ is as close to $G$ as $F_n$ is to $F$. The lemma holds. Some $s$ to begin with is the larger trace of $F^{-1}F_0$ and
 *  $F_0^{-1}F$; the inclusions are decided in rational numbers.
 *
 *  How fast? At the limit $L=C^\top(C^\top+\varepsilon)^{-1}$ with $C=C_G$. The rate of the recursion (A.9) is
 *  therefore exactly $\frac{c}{c+\varepsilon}$ a step, $c$ the top eigenvalue of $C$, and of Sinkhorn's its square.
 */
static arr phi(arr M, const arr *with) {
  arr A = with[0], AT = transpose(A), inner = product(A, inverse(M), AT);
  return add(with[1], product(AT, inverse(add(with[2], inner)), A));
}

/* The state: F above G; with = { A, epsilon Sigma^-1, epsilon Omega^-1 }. */
static arr printed_step(const arr *with, int i, arr state) {
  arr A = with[0], AT = transpose(A);
  int d = A->rows;
  arr F = rows_from(state, 0, d), G = rows_from(state, d, d);
  (void)i;
  return stack(add(with[1], product(AT, inverse(G), A)), add(with[2], product(A, inverse(F), AT)));
}

/* The top eigenvalue of L at M = RR', which is that of (1 + epsilon R' A^-1 W^-1 A'^-1 R)^-1. */
static arr top_of_L(arr M, arr A, arr epsilon, arr W) {
  arr B = solve(transpose(A), cholesky(M)), unit = eye(M->in, M->rows);
  arr N = add(unit, mul(epsilon, dot(transpose(B), solve(W, B))));
  return reciprocal(least_eigenvalue(N));
}

static arr printed_bound(arr S, arr A, arr epsilon, arr W) {
  arr one = whole(S->in, 1),
      sizes = mul(mul(largest_eigenvalue(S), square(operator_norm(A))), largest_eigenvalue(W));
  return over(one, add(one, over(square(epsilon), sizes)));
}

/* Multiples of the identity meet the bound. */
static void measure_multiples(run *here, arith *N) {
  arr unit = eye(N, 2), epsilon = rat(N, 3, 2), A = times(unit, -3, 1), S = times(unit, 2, 1);
  arr W = times(unit, 5, 1), M = mul(over(epsilon, whole(N, 2)), unit);
  attains(here, "spectral radius for multiples of the identity", top_of_L(M, A, epsilon, W),
          printed_bound(S, A, epsilon, W));
}

static void measure_differential(run *here, arith *N) {
  arr unit = eye(N, 2), M = given(N, "1 0; 0 100"), one = whole(N, 1);
  arr W = times(given(N, "10001 -9999; -9999 10001"), 1, 2),
      bound = over(one, add(one, rat(N, 1, 10000)));
  arr H = given(N, "1 0; 0 0"), with[] = { unit, unit, inverse(W) };
  part(here, "norm of the differential");
  arr moved = derivative(phi, M, H, with), size = total(square(moved));
  exceeds(here, "squared size of the derivative of phi along e1 e1'", size, square(bound));
  exceeds(here, "by far", size, whole(N, 3));
  arr L = inverse(add(unit, dot(M, inverse(W)))), R = given(N, "1 0; 0 10");
  arr symmetric = add(unit, product(R, inverse(W), R)), floor_ = mul(over(one, bound), unit);
  truth norm_below = positive_definite(sub(mul(square(bound), unit), dot(L, transpose(L))));
  truth spectrum_below = positive_definite(sub(symmetric, floor_));
  holds(here, "the eigenvalues of L are below the bound, in place of the norm",
        instead(here, "as printed", spectrum_below, norm_below));
}

/* The part in which a perturbation of F is multiplied, from the left, by one step of phi. */
static void measure_limit_of_L(run *here, problem p) {
  arr unit = eye(p.A->in, p.A->rows), AT = transpose(p.A);
  arr C = transpose(product(p.S, AT, inverse(p.G), p.A));
  arr by_C = dot(C, inverse(add(C, mul(p.epsilon, unit))));
  arr inner = product(p.F, inverse(p.A), inverse(p.W), inverse(AT));
  equals(here, "L at the limit", inverse(add(unit, mul(p.epsilon, inner))),
         instead(here, "two steps for one", by_C, dot(by_C, by_C)));
}

static void trace_distances(run *here, problem p, arr state, const arr *with, arr r) {
  arr first = norm(sub(rows_from(state, 0, p.A->rows), p.F));
  for (int n = 0; n <= 32; n++, state = printed_step(with, n, state)) {
    arr x = whole(r->in, n);
    trace_point(here, "distance", x, norm(sub(rows_from(state, 0, p.A->rows), p.F)));
    trace_point(here, "rate", x, mul(first, power(r, n)));
  }
}

static void measure_rate(run *here, problem p, arr start, const arr *with) {
  arr half = times(p.epsilon, 1, 2), R = spd_root(p.S), one = whole(p.A->in, 1);
  arr N = product(R, transpose(p.A), p.W, p.A, R),
      c = root(add(largest_eigenvalue(N), square(half)));
  c = sub(c, half);
  arr r = over(c, add(c, p.epsilon)), gauges = NULL, off = NULL, state = start;
  equals(here, "top eigenvalue of L at the limit", top_of_L(p.F, p.A, p.epsilon, p.W), r);
  if (arith_kind(one->in) == BALL) return;
  for (int n = 8; n <= 32; n += 8) {
    state = iterate(8, printed_step, state, with);
    arr distance = norm(sub(rows_from(state, 0, p.A->rows), p.F));
    off = off ? stack(off, distance) : flat(distance);
    gauges = gauges ? stack(gauges, power(r, n)) : flat(power(r, n));
  }
  trace_distances(here, p, start, with, r);
  tends(here, "distance of F_n from F", gauges, off, wholes(one, 0), one, rat(one->in, 1, 20));
}

/* M between F/s and s F. */
static truth within_factor(arr M, arr F, arr s) {
  truth above = positive_semidefinite(sub(mul(s, F), M));
  truth below = positive_semidefinite(sub(M, over(F, s)));
  return above == YES && below == YES ? YES : above == NO || below == NO ? NO : UNSURE;
}

static void measure_contraction(run *here, problem p, arr start, const arr *with) {
  int d = p.A->rows;
  arr state = start, F0 = rows_from(start, 0, d);
  arr delta = over(p.epsilon, trace(dot(p.S, p.F))), keep = sub(whole(p.A->in, 1), delta);
  arr less = greater_of(trace(solve(p.F, F0)), trace(solve(F0, p.F)));
  less = sub(less, whole(p.A->in, 1));
  for (int k = 1; k <= 2 * d; k += 2 * d - 1)
    is(here, k == 1 ? "epsilon Sigma^-1 above delta F" : "epsilon Sigma^-1 above 2 d delta F",
       positive_semidefinite(sub(with[1], times(mul(delta, p.F), k, 1))), k == 1 ? YES : NO);
  for (int k = 1; k <= 4; k += 3)
    is(here, "half of F, and twice F, between 2/3 and 3/2 of it",
       within_factor(times(p.F, k, 2), p.F, rat(delta->in, 3, 2)), NO);
  for (int n = 0; n <= 6; n += 2, less = mul(less, keep)) {
    arr s = add(less, whole(p.A->in, 1));
    holds(here, "F_n is between F/s and s F", within_factor(rows_from(state, 0, d), p.F, s));
    state = printed_step(with, n, state);
    holds(here, "G_n, a step later, is between G/s and s G",
          within_factor(rows_from(state, d, d), p.G, s));
    state = printed_step(with, n + 1, state);
  }
}

static void measure_convergence(run *here, problem p, arr start, const arr *with) {
  enum { LATE = 60 };
  int d = p.A->rows;
  arr late = iterate(LATE, printed_step, start, with), limit = stack(p.F, p.G);
  part(here, "convergence");
  equals(here, "F is fixed", phi(p.F, with), p.F);
  measure_contraction(here, p, start, with);
  for (int i = 0; i <= d; i += d) {
    arr end = rows_from(limit, i, d), off = sub(rows_from(late, i, d), end);
    at_most(here, i ? "squared distance of G_60" : "squared distance of F_60", total(square(off)),
            times(total(square(sub(rows_from(start, i, d), end))), 1, 1000000));
  }
}

static void measure_recursion(run *here) {
  problem p = problem_of(here);
  arr Q = input(here, "Q"), K = transpose(dot(p.A, inverse(Q)));
  arr with[] = { p.A, mul(p.epsilon, inverse(p.S)), mul(p.epsilon, inverse(p.W)) };
  int d = p.A->rows;
  arr F0 = add(dot(transpose(Q), Q), with[1]), G0 = add(dot(transpose(K), K), with[2]);
  arr start = stack(F0, G0);
  measure_convergence(here, p, start, with);
  part(here, "F_{n+1} = phi(F_n)");
  arr once = printed_step(with, 0, start), twice = printed_step(with, 1, once);
  arr next = instead(here, "F_{n+1} as printed", twice, once);
  equals(here, "F two steps later", phi(F0, with), rows_from(next, 0, d));
  measure_differential(here, p.A->in);
  part(here, "rate");
  measure_limit_of_L(here, p);
  if (arith_kind(p.A->in) == EXACT) return;
  measure_rate(here, p, start, with);
  part(here, "norm of the differential");
  arr bound = printed_bound(p.S, p.A, p.epsilon, p.W);
  measure_multiples(here, p.A->in);
  at_most(here, "spectral radius at the start", top_of_L(F0, p.A, p.epsilon, p.W), bound);
  at_most(here, "spectral radius at the limit", top_of_L(p.F, p.A, p.epsilon, p.W), bound);
}

static void any_recursion(draw *d) {
  arith *E = draw_arithmetic(d);
  arr unit = eye(E, 2);
  set(d, "A", add(times(draw_dyadic(d, 2, 2), 1, 8), unit));
  set(d, "Sigma", add(draw_spd(d, 2), unit));
  set(d, "G", add(times(draw_spd(d, 2), 1, 4), unit));
  set(d, "epsilon", draw_between(d, 2, 4, 4));
  set(d, "Q", add(times(draw_dyadic(d, 2, 2), 1, 8), times(unit, 5, 2)));
}

CLAIM(udt_LA_5) = {
  .title = "convergence of the recursion, and its rate",
  .kind = LEMMA,
  .where = "Lemma A.5, eqs. (A.8) to (A.10), with its proof",
  .says =
      "The sequences of matrices defined by F₀ := QᵀQ + εΣ⁻¹ and G₀ := KᵀK + εΩ⁻¹, and F_{n+1} := "
      "εΣ⁻¹ + AᵀG_n⁻¹A, G_{n+1} := εΩ⁻¹ + AF_n⁻¹Aᵀ, converge towards positive definite matrices F "
      "and G",
  .sentence = "Holds, with a proof whose bound of an operator norm is false and whose index is one "
              "step off; the rate is exactly c/(c + ε) a step.",
  .remains =
      "Convergence. The bound holds of the spectral radius, and a contraction in the metric of "
      "the cone replaces the step.",
  .inputs = { PROBLEM, { "Q", "d,d", REAL, "queries, invertible; K follows" } },
  .instances = { { "the plane",
                   { "A = 1 1/2; -1/3 2/3", "Sigma = 2 1/2; 1/2 1", "G = 1 -1/4; -1/4 3/2",
                     "epsilon = 3/4", "Q = 1 1/2; -1/3 2" } },
                 { "space",
                   { "A = 1 1/2 0; -1/3 1 1/4; 2/3 0 -1", "Sigma = 2 1/2 0; 1/2 1 -1/3; 0 -1/3 1/2",
                     "G = 1 0 1/4; 0 3/2 -1/2; 1/4 -1/2 2", "epsilon = 1/3",
                     "Q = 1 0 1/2; 0 1 1; -1/3 0 1" } } },
  .draw = any_recursion,
  .draws = 2,
  .standing = HOLDS,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .uses = { "udt-LA.7" },
  .visible = { { "asymmetry of A", asymmetry_of_A } },
  .parts = { { "convergence", HOLDS,
               "F_n → F and G_n → G: s⁻¹F ≼ F_n ≼ sF, with an s − 1 that falls by the factor 1 − δ "
               "in two "
               "steps, δ = ε/Tr(ΣF)",
               NULL, NO_ERRATUM, PRINTED },
             { "norm of the differential", CORRECTED,
               "‖D_Mφ‖₂ ≤ 1/(1 + ε²/(λ₁(Σ)λ₁(A)²λ₁(Ω))) < 1 for λ_d(M) ≥ ε/λ₁(Σ)",
               "so is the spectral radius of L, D_Mφ[H] = LHLᵀ, with ‖A‖ for λ₁(A)", PROOF_STEP,
               PRINTED },
             { "F_{n+1} = phi(F_n)", CORRECTED, "F_{n+1} = φ(F_n) for all n ≥ 0",
               "F_{n+2} = φ(F_n)", PROOF_STEP, PRINTED },
             { "rate", HOLDS, "‖F_n − F‖ decays like (c/(c + ε))ⁿ, c the top eigenvalue of C_G",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_recursion,
  .controls = { { "as printed" }, { "F_{n+1} as printed" }, { "two steps for one" } },
};
