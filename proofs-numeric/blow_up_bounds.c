/*. # The two bounds of the blow-up time, for all matrices of the plane
 *
 *  For all real $2\times2$ matrices $A$, $V$ with $B=\frac12(AV+V^\top A^\top)\succ0$ and every
 *  $\Sigma_0\succ0$ the solution of $\dot\Sigma=F(\Sigma)=V\Sigma A\Sigma+\Sigma A^\top\Sigma V^\top$ blows up at a
 *  time $t^*$ with
 *
 *  $$\frac1{2\|V\|\|A\|\,\lambda_{\max}(\Sigma_0)}\ \le\ t^*\ \le\ \frac1{2\,(\det B\,\det\Sigma_0)^{1/2}}.$$
 *
 *  The bounds are attained, so no box around a point of equality is decided, and none is needed: both
 *  differential inequalities are squares.
 *
 *  **The volume.** Jacobi's formula and the mean inequality are the identities
 *
 *  $$\mathrm{Tr}\big(\mathrm{adj}(S)F(S)\big)=2\det S\;\mathrm{Tr}(BS),\qquad
 *    (\mathrm{Tr}\,BS)^2-4\det B\det S=(M_{11}-M_{22})^2+4M_{12}^2,$$
 *
 *  the second for $S=LL^\top$ with $L$ lower triangular and $M=L^\top BL$. For $B\succ0$ the trace is positive,
 *  hence $\mathrm{Tr}\,BS\ge2(\det B\det S)^{1/2}$ and $y=(\det\Sigma)^{1/2}$ has
 *  $\dot y=y\,\mathrm{Tr}(B\Sigma)\ge2(\det B)^{1/2}y^2$: $1/y$ falls at least at the rate $2(\det B)^{1/2}$ and
 *  would be zero at the upper bound.
 *
 *  **The largest eigenvalue.** In the frame of $S=\mathrm{diag}(\lambda,\mu)$, $0\le\mu\le\lambda$, let $p$ be the
 *  first row of $V$ and $q$ the first column of $A$. Then $F(S)_{11}=2\lambda(\lambda p_1q_1+\mu p_2q_2)$ and
 *
 *  $$\lambda^2|p|^2|q|^2-(\lambda p_1q_1+\mu p_2q_2)^2=\lambda(\lambda-\mu)\big(p_1^2q_2^2+p_2^2q_1^2\big)
 *    +\lambda\mu(p_1q_2-p_2q_1)^2+(\lambda^2-\mu^2)\,p_2^2q_2^2\ \ge0 .$$
 *
 *  With $|p|\le\|V\|$ and $|q|\le\|A\|$ the largest eigenvalue grows at most like
 *  $\dot\lambda\le2\|V\|\|A\|\lambda^2$, and $1/\lambda$ is positive before the lower bound.
 *
 *  A polynomial that has degree $k$ in each of its variables and vanishes on a grid of $k+1$ values of each
 *  is zero. All grids are run through in rational numbers; the first identity is linear in $A$ and in $V$,
 *  so there it is enough that they are unit matrices.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "lin/lin.h"

/* The digits of number in a base, as values start, start + 1, ... of the variables. */
static void grid_point(arith *E, long number, int base, int count, arr *x) {
  for (int i = 0; i < count; i++, number /= base) x[i] = whole(E, number % base - base / 2);
}

static arr square_of(arith *E, arr a, arr b, arr c, arr d) {
  return shaped(pack(E, 4, (arr[]){ a, b, c, d }), 2, 2);
}

static arr unit_matrix(arith *E, int k) {
  arr e[4];
  for (int i = 0; i < 4; i++) e[i] = whole(E, i == k);
  return square_of(E, e[0], e[1], e[2], e[3]);
}

static arr adjugate(arr S) { return sub(mul(trace(S), eye(S->in, 2)), S); }

/* Points at which Jacobi's formula fails: cubic in each entry of S. */
static long failures_of_jacobi(run *here, arith *E) {
  long failures = 0;
  for (long n = 0; n < 4 * 4 * 4 * 16; n++) {
    arr s[3], A = unit_matrix(E, (int)(n % 4)), V = unit_matrix(E, (int)(n / 4 % 4));
    grid_point(E, n / 16, 4, 3, s);
    arr S = square_of(E, s[0], s[1], s[1], s[2]);
    arr product_ = instead(here, "VA in place of AV", dot(A, V), dot(V, A));
    arr growth = times(mul(determinant(S), trace(dot(product_, S))), 2, 1);
    failures += equal(trace(dot(adjugate(S), softmax_rate(S, A, V))), growth) != YES;
  }
  return failures;
}

/* Quadratic in the entries of B, of degree four in those of L. */
static long failures_of_the_means(run *here, arith *E) {
  long failures = 0, factor = instead(here, "5 in place of 4", 4, 5);
  for (long n = 0; n < 27 * 125; n++) {
    arr b[3], l[3];
    grid_point(E, n % 27, 3, 3, b), grid_point(E, n / 27, 5, 3, l);
    arr B = square_of(E, b[0], b[1], b[1], b[2]);
    arr L = square_of(E, l[0], whole(E, 0), l[1], l[2]), S = dot(L, transpose(L));
    arr M = product(transpose(L), B, L), gap = sub(entry(M, 0, 0), entry(M, 1, 1));
    arr squares = add(square(gap), times(square(entry(M, 0, 1)), 4, 1));
    arr means = times(mul(determinant(B), determinant(S)), factor, 1);
    failures += equal(sub(square(trace(dot(B, S))), means), squares) != YES;
  }
  return failures;
}

typedef struct {
  arr lambda, mu, p1, p2, q1, q2;
} frame;

static arr room(frame f) {
  arr p = add(square(f.p1), square(f.p2)), q = add(square(f.q1), square(f.q2));
  arr speed = add(mul(f.lambda, mul(f.p1, f.q1)), mul(f.mu, mul(f.p2, f.q2)));
  return sub(mul(square(f.lambda), mul(p, q)), square(speed));
}

static arr sum_of_squares(frame f, bool minus) {
  arr first = mul(f.p1, f.q2), second = mul(f.p2, f.q1), both = square(mul(f.p2, f.q2));
  arr gap = sub(f.lambda, f.mu), cross = minus ? sub(first, second) : add(first, second);
  arr sum = mul(mul(f.lambda, gap), add(square(first), square(second)));
  sum = add(sum, mul(mul(f.lambda, f.mu), square(cross)));
  return add(sum, mul(mul(gap, add(f.lambda, f.mu)), both));
}

/* Linear in A and in V, quadratic in the eigenvalues. */
static long failures_of_the_rate(arith *E) {
  long failures = 0;
  for (long n = 0; n < 9 * 16; n++) {
    arr s[2], A = unit_matrix(E, (int)(n % 4)), V = unit_matrix(E, (int)(n / 4 % 4));
    grid_point(E, n / 16, 3, 2, s);
    arr first = mul(s[0], mul(entry(V, 0, 0), entry(A, 0, 0)));
    arr second = mul(s[1], mul(entry(V, 0, 1), entry(A, 1, 0)));
    arr rate = entry(softmax_rate(diagonal(stack(s[0], s[1])), A, V), 0, 0);
    failures += equal(rate, times(mul(s[0], add(first, second)), 2, 1)) != YES;
  }
  return failures;
}

/* Quadratic in each of its six variables. */
static long failures_of_the_squares(run *here, arith *E) {
  long failures = 0;
  bool minus = instead(here, "another cross term", true, false);
  for (long n = 0; n < 729; n++) {
    arr x[6];
    grid_point(E, n, 3, 6, x);
    frame f = { x[0], x[1], x[2], x[3], x[4], x[5] };
    failures += equal(room(f), sum_of_squares(f, minus)) != YES;
  }
  return failures;
}

static void measure(run *here) {
  arith *E = arithmetic(here);
  is(here, "points where Jacobi's formula fails", failures_of_jacobi(here, E), 0);
  is(here, "points where the mean inequality is no square", failures_of_the_means(here, E), 0);
  is(here, "points where the eigenvalue has another rate", failures_of_the_rate(E), 0);
  is(here, "points where its bound is no sum of squares", failures_of_the_squares(here, E), 0);
  remark(here, "four polynomial identities, on grids of 1024, 3375, 144 and 729 points");
}

static bool all_but_exact(number kind) { return kind != EXACT; }

PROOF(odt_R7_1) = {
  .title = "the two bounds of the blow-up time in the plane",
  .kind = REMARK,
  .where = "Section 7.2, after Theorem 7.1",
  .says =
      "1/(2‖V‖‖A‖λ_max(Σ₀)) ≤ t* ≤ 1/(2(det B det Σ₀)^(1/2)) for all 2 × 2 matrices with B = (AV "
      "+ VᵀAᵀ)/2 ≻ 0 and Σ₀ ≻ 0",
  .proves = "odt-R7.1between two bounds",
  .over = "all A and V in the plane with (AV + VᵀAᵀ)/2 ≻ 0, and every Σ₀ ≻ 0",
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = PROVED,
  .unable = all_but_exact,
  .measure = measure,
  .controls = { { "VA in place of AV" }, { "5 in place of 4" }, { "another cross term" } },
};
