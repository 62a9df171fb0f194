/*. # What the commutator decides, for every pair of covariances of the plane
 *
 *  Turn the axes and choose the units so that
 *
 *  $$\Sigma_0=\begin{pmatrix}1&0\\0&a\end{pmatrix},\qquad
 *    \Sigma_1=\begin{pmatrix}b&y\\y&d\end{pmatrix},\qquad [\Sigma_0,\Sigma_1]=\begin{pmatrix}0&c\\-c&0\end{pmatrix},\quad c=(1-a)y .$$
 *
 *  ## The field
 *
 *  With $N_t=t\Sigma_1-(1-t)\Sigma_0$ the matrix of the flow-matching field is
 *  $A_t=N_t\,\mathrm{adj}(\Sigma_t)/\det\Sigma_t$, and
 *
 *  $$\big(N_t\,\mathrm{adj}(\Sigma_t)\big)_{12}-\big(N_t\,\mathrm{adj}(\Sigma_t)\big)_{21}=t(1-t)\,c .$$
 *
 *  Both sides are polynomials, of degree at most 2 in $a$, $b$, $d$, $y$ and at most 3 in $t$: they are
 *  equal everywhere because they are equal on a grid of $3^4\cdot4$ points, in rational numbers. Since
 *  $\det\Sigma_t>0$, the field is a gradient at one $t\in(0,1)$ if and only if $c=0$.
 */
#include "claim/claim.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef struct {
  arr a, b, d, y;
} pair;

static arr matrix_of(arr p, arr q, arr r) { return shaped(stack(stack(p, q), stack(q, r)), 2, 2); }

static arr first_of(pair s) { return matrix_of(whole(s.a->in, 1), wholes(s.a, 0), s.a); }
static arr second_of(pair s) { return matrix_of(s.b, s.y, s.d); }

static arr bracket_of(pair s) { return mul(sub(whole(s.a->in, 1), s.a), s.y); }

static arr adjugate(arr S) { return sub(mul(trace(S), eye(S->in, 2)), S); }

/* The pair with the coordinates k_i = 0, 1, 2 of a grid, in rational numbers; not all are positive
 * definite, and they need not be. */
static pair on_the_grid(arith *E, int k) {
  return (pair){ whole(E, k % 3), whole(E, k / 3 % 3), whole(E, k / 9 % 3), whole(E, k / 27) };
}

static truth curl_identity(arith *E, long share) {
  for (int k = 0; k < 81; k++)
    for (int i = 0; i < 4; i++) {
      pair s = on_the_grid(E, k);
      arr t = whole(E, i), rest = sub(whole(E, 1), t), S0 = first_of(s), S1 = second_of(s);
      arr S = add(mul(square(rest), S0), mul(square(t), S1)), N = sub(mul(t, S1), mul(rest, S0));
      arr A = dot(N, adjugate(S)), curl = sub(entry(A, 0, 1), entry(A, 1, 0));
      arr stated = times(mul(mul(t, rest), bracket_of(s)), share, 1);
      if (equal(curl, stated) != YES) return NO;
    }
  return YES;
}

static void measure_field(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), t = input(here, "t");
  arr S = interpolant_covariance(t, S0, S1), N = interpolant_drift(t, S0, S1);
  equals(here, "field by the adjugate", mul(determinant(S), interpolant_field(t, S0, S1)),
         dot(N, adjugate(S)));
  long share = instead(here, "twice the curl", 1, 2);
  holds(here, "curl on the grid", curl_identity(exact_input(here, "t")->in, share));
}

static bool all_but_balls(number kind) { return kind != BALL; }

PROOF(odt_R3_2a) = {
  .title = "the flow-matching field for all pairs of covariances of the plane",
  .kind = REMARK,
  .where = "Section 3.3, after Proposition 3.2",
  .says = "A_t is symmetric, at one t in (0,1) or at all, if and only if Σ₀ and Σ₁ commute",
  .proves = "odt-R3.2a",
  .over = "every pair of covariances of the plane and every t in (0,1)",
  .inputs = { { "Sigma0", "2,2", SPD, "covariance at t = 0, where the adjugate is tried" },
              { "Sigma1", "2,2", SPD, "covariance at t = 1" },
              { "t", "", POSITIVE, "a time" } },
  .instances = { { "two ellipses",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "t = 1/3" } } },
  .standing = HOLDS,
  .at_least = PROVED,
  .unable = all_but_balls,
  .measure = measure_field,
  .controls = { { "twice the curl" } },
};

/*. ## The maps
 *
 *  In the plane the roots are explicit, $\mathrm{Tr}M^{1/2}=(\mathrm{Tr}M+2\sqrt{\det M})^{1/2}$. Write
 *  $\tau_i$ for the traces, $\delta_i$ for the roots of the determinants, $p=\mathrm{Tr}\Sigma_0\Sigma_1$ and
 *
 *  $$P=p+2\delta_0\delta_1,\qquad N=\tau_0\tau_1-p+2\delta_0\delta_1 .$$
 *
 *  The optimal map and the flow-matching map $F$ cost $\tau_0+\tau_1$ less twice $\sqrt P$ and
 *  $\mathrm{Tr}\,\Sigma_0\#\Sigma_1=(\delta_1\tau_0+\delta_0\tau_1)/\sqrt N$, and
 *
 *  $$PN-(\delta_1\tau_0+\delta_0\tau_1)^2=c^2,$$
 *
 *  where the terms with $\delta_0\delta_1$ cancel and the rest is a polynomial of degree 2 in each of $a$, $b$,
 *  $d$, $y$, decided on a grid. Hence for every pair
 *
 *  $$\mathbb E|FX-X|^2-W_2^2=\frac{2c^2}D,\qquad
 *    D=\sqrt N\,\big(\sqrt{PN}+\delta_1\tau_0+\delta_0\tau_1\big)>0 :$$
 *
 *  the maps coincide if and only if the covariances commute, and the excess is of the second order in the
 *  commutator. How much it is at least: with $a\le1$ and $\tau_1=2$, which units can always reach,
 *  $\Sigma_1=\begin{pmatrix}1+x&y\\y&1-x\end{pmatrix}$ with $x^2+y^2<1$. There $\delta_0$ and $\delta_1$ are
 *  at most 1, and $p=1+a+x(1-a)$ and $\tau_0\tau_1-p=1+a-x(1-a)$ are at most 2, because a bilinear function
 *  on the rectangle $0\le a\le1$, $|x|\le1$ is largest at a corner, and four corners say so. So
 *  $P,N\le4$, $D\le2(4+4)=16$, and
 *
 *  $$\mathbb E|FX-X|^2-W_2^2\ \ge\ \tfrac18\,c^2 .$$
 *
 *  At $\Sigma_0=\Sigma_1=\mathrm{Id}$ all are attained: no constant is better.
 */
typedef struct {
  arr P, N, sum; /* sum: delta_1 tau_0 + delta_0 tau_1 */
} traces;

static traces traces_of(pair s, arr d0, arr d1) {
  arr first = add(whole(s.a->in, 1), s.a), second = add(s.b, s.d), p = add(s.b, mul(s.a, s.d));
  arr mean = times(mul(d0, d1), 2, 1), sum = add(mul(d1, first), mul(d0, second));
  return (traces){ add(p, mean), add(sub(mul(first, second), p), mean), sum };
}

static arr denominator(traces q) { return mul(root(q.N), add(root(mul(q.P, q.N)), q.sum)); }

/* p (tau_0 tau_1 - p) + 4 det_0 det_1 - det_1 tau_0^2 - det_0 tau_1^2 = c^2 */
static truth excess_identity(arith *E) {
  for (int k = 0; k < 81; k++) {
    pair s = on_the_grid(E, k);
    arr S0 = first_of(s), S1 = second_of(s), t0 = trace(S0), t1 = trace(S1);
    arr p = trace(dot(S0, S1)), det0 = determinant(S0), det1 = determinant(S1);
    arr left = add(mul(p, sub(mul(t0, t1), p)), times(mul(det0, det1), 4, 1));
    arr right = add(mul(det1, square(t0)), mul(det0, square(t1)));
    if (equal(sub(left, right), square(bracket_of(s))) != YES) return NO;
  }
  return YES;
}

/* Without the terms in delta_0 delta_1, P and N are at most 2 at the four corners. */
static truth corners(arith *E) {
  arr one = whole(E, 1), none = whole(E, 0), two = whole(E, 2);
  for (int k = 0; k < 4; k++) {
    arr x = whole(E, k / 2 ? 1 : -1);
    pair s = { whole(E, k % 2), add(one, x), sub(one, x), none };
    traces q = traces_of(s, none, none);
    if (le(q.P, two) != YES || le(q.N, two) != YES) return NO;
  }
  return YES;
}

static arr end_map(arr S0, arr S1) { return transpose(solve(S0, geometric_mean(S0, S1))); }

/* The closed forms against the roots of matrices. */
static void measure_closed_form(run *here) {
  pair s = { input(here, "a"), input(here, "b"), input(here, "d"), input(here, "y") };
  arr S0 = first_of(s), S1 = second_of(s), F = end_map(S0, S1), off = sub(F, eye(F->in, 2));
  traces q = traces_of(s, root(determinant(S0)), root(determinant(S1)));
  arr both = add(trace(S0), trace(S1)), bracket = commutator(S0, S1);
  arr cost = trace(product(off, S0, transpose(off))), excess = times(square(bracket_of(s)), 2, 1);
  equals(here, "commutator", entry(bracket, 0, 1), bracket_of(s));
  equals(here, "squared distance", bures_squared(S0, S1), sub(both, times(root(q.P), 2, 1)));
  equals(here, "cost of the flow-matching map", cost,
         sub(both, times(over(q.sum, root(q.N)), 2, 1)));
  equals(here, "what it costs above the least", sub(cost, bures_squared(S0, S1)),
         over(excess, denominator(q)));
}

static void measure_maps(run *here) {
  arith *A = arithmetic(here), *E = exact_input(here, "a")->in;
  arr one = whole(A, 1), none = whole(A, 0), bound = whole(A, 16);
  measure_closed_form(here);
  holds(here, "PN - (delta_1 tau_0 + delta_0 tau_1)^2 = c^2 on the grid", excess_identity(E));
  holds(here, "P and N at the corners", corners(E));
  arr D = denominator(traces_of((pair){ one, one, one, none }, one, one));
  attains(here, "D at the identity", D, instead(here, "15 in place of 16", bound, whole(A, 15)));
}

PROOF(odt_R4_3) = {
  .title = "the two maps for all pairs of covariances of the plane",
  .kind = REMARK,
  .where = "Section 4.2, after Proposition 4.3",
  .says =
      "They coincide if and only if Σ₀ and Σ₁ commute; with Σ₀ = diag(1,a), a ≤ 1, and Tr Σ₁ = 2 "
      "the flow-matching map costs at least c²/8 more, c the entry of the commutator",
  .proves = "odt-R4.3",
  .over = "every pair of covariances of the plane",
  .inputs = { { "a", "", POSITIVE, "second axis of the first covariance, the first being 1" },
              { "b", "", POSITIVE, "entry of the second covariance" },
              { "d", "", POSITIVE, "entry of the second covariance" },
              { "y", "", REAL, "entry beside the diagonal" } },
  .instances = { { "a pair", { "a = 1/3", "b = 2", "d = 5/4", "y = -2/3" } } },
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = PROVED,
  .unable = all_but_balls,
  .measure = measure_maps,
  .controls = { { "15 in place of 16" } },
};
