/*. # Two maps, first order; two costs, second order
 *
 *  The survey says that the optimal map $T$ and the end map $F$ of flow matching "coincide only
 *  when $\Sigma_0$ and $\Sigma_1$ commute". With the geometric mean $G=\Sigma_0\#\Sigma_1$,
 *  $F=G\Sigma_0^{-1}$ and $F^2=\Sigma_1\Sigma_0^{-1}$, so that
 *
 *  $$\tfrac12\big(S\Omega+\Omega S\big)=\Sigma_0^{-1}[\Sigma_0,\Sigma_1]\Sigma_0^{-1},\qquad
 *    \Omega=F-F^\top,\quad S=F+F^\top .$$
 *
 *  $T$ is symmetric; if $F=T$ then $\Omega=0$ and the commutator vanishes. Conversely, if the
 *  covariances commute then $F=\Sigma_1^{1/2}\Sigma_0^{-1/2}=T$.
 *
 *  What do they cost? Let $\phi(x)=\frac12x^\top Tx$. The Kantorovich gap of any $F$ that carries
 *  the law is $2\,\mathbb E[\phi(X)+\phi^*(FX)-X\cdot FX]$, and for quadratic $\phi$ this is a
 *  square:
 *
 *  $$\mathbb E|FX-X|^2-W_2^2=\mathrm{Tr}\big((F-T)\Sigma_0(F-T)^\top T^{-1}\big).$$
 *
 *  The excess is of the second order in $F-T$, and the right side does not cancel where the left
 *  does.
 *
 *  How large is $F-T$? Let $\Sigma_1(\varepsilon)=R\,\mathrm{diag}(b)R^\top$ with a rotation of
 *  angle $\varepsilon$ against $\Sigma_0=\mathrm{diag}(a)$, and
 *  $C=\lim\varepsilon^{-1}[\Sigma_0,\Sigma_1]$, $f_i=\sqrt{b_i/a_i}$. Linearising
 *  $F^2=\Sigma_1\Sigma_0^{-1}$ and $T\Sigma_0T=\Sigma_1$ entry by entry,
 *
 *  $$\lim_{\varepsilon\to0}\frac{(F-T)_{ij}}\varepsilon
 *     =\frac{f_i\,C_{ij}}{a_j(f_i+f_j)(a_if_i+a_jf_j)},$$
 *
 *  so the maps differ in the first order in the commutator and the costs in the second. A test that
 *  compares costs to eight digits accepts covariances whose maps differ in the fourth.
 */
#include "claim/claim.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr antisymmetric(arr A) { return sub(A, transpose(A)); }

/* B^-1 C B^-1 for a symmetric B */
static arr between_inverses(arr B, arr C) { return transpose(solve(B, transpose(solve(B, C)))); }

static truth commuting(run *here) {
  arr S0 = exact_input(here, "Sigma0"), S1 = exact_input(here, "Sigma1");
  return equal(dot(S0, S1), dot(S1, S0));
}

/* L M^1/2 L^-1 with L L' = S0 and M = L^-1 S1 L'^-1 */
static arr end_map(arr S0, arr S1) {
  arr L = cholesky(S0), M = solve(L, transpose(solve(L, S1)));
  return transpose(solve(transpose(L), transpose(dot(L, spd_root(M)))));
}

static arr cost_of(arr F, arr S0) { return mean_square(sub(F, eye(F->in, F->rows)), S0); }

static arr gap_of(arr F, arr T, arr S0) {
  arr off = sub(F, T);
  return trace(solve(T, product(off, S0, transpose(off))));
}

static void measure_pair(run *here, arr S0, arr S1) {
  arr F = end_map(S0, S1), T = optimal_map(S0, S1), sum = add(F, transpose(F));
  arr Omega = antisymmetric(F), zero = whole(S0->in, 0), bracket = commutator(S0, S1);
  arr twist = instead(here, "commutator not weighted", between_inverses(S0, bracket), bracket);
  arr both = add(dot(sum, Omega), dot(Omega, sum)), least_cost = bures_squared(S0, S1);
  equals_on_scale(here, "twist of the flow-matching map", times(both, 1, 2), twist,
                  square(norm(F)));
  equals(here, "the map from the geometric mean", F, transpose(solve(S0, geometric_mean(S0, S1))));
  arr gap = gap_of(F, T, S0);
  equals(here, "transport cost", cost_of(F, S0), add(least_cost, gap));
  if (commuting(here) == YES) {
    equals(here, "the two maps of commuting covariances", F, T);
    return;
  }
  exceeds(here, "twist", norm(Omega), zero);
  exceeds(here, "cost above the optimal one", gap, zero);
}

/* A rational rotation by 2 arctan(e/2): its angle is e + O(e^3). */
static arr turned(arr b, arr e) {
  arr q = times(square(e), 1, 4), one = whole(e->in, 1), norm_ = add(one, q);
  arr c = over(sub(one, q), norm_), s = over(e, norm_);
  arr R = shaped(pack(e->in, 4, (arr[]){ c, neg(s), s, c }), 2, 2);
  return product(R, diagonal(b), transpose(R));
}

/* The limit of (F - T)_12 / e; [S0, S1]_12 = e (a_1 - a_2)(b_1 - b_2) + O(e^2). */
static arr first_order(arr a, arr b) {
  arr f = root(over(b, a)), weight = mul(a, f), a1 = item(a, 1);
  arr C = mul(sub(item(a, 0), a1), sub(item(b, 0), item(b, 1)));
  return over(mul(item(f, 0), C), mul(a1, mul(total(f), total(weight))));
}

static void measure_orders(run *here, arr a, arr b) {
  arith *A = a->in;
  arr S0 = diagonal(a), zero = whole(A, 0), gauges = NULL, off = NULL, slope = NULL, gaps = NULL;
  for (int k = 4; k <= 16; k += 4) {
    arr e = power(rat(A, 1, 2), k), S1 = turned(b, e), F = end_map(S0, S1), T = optimal_map(S0, S1);
    arr difference = sub(F, T), ratio = over(entry(difference, 0, 1), e);
    equals(here, "total variance of the turned law", trace(S1), total(b));
    gauges = gauges ? stack(gauges, e) : flat(e);
    off = off ? stack(off, norm(difference)) : flat(norm(difference));
    slope = slope ? stack(slope, ratio) : flat(ratio);
    gaps = gaps ? stack(gaps, gap_of(F, T, S0)) : flat(gap_of(F, T, S0));
  }
  arr one = whole(A, 1), two = whole(A, 2), slack = rat(A, 1, 20);
  arr order = instead(here, "maps as close as costs", one, two);
  tends(here, "distance of the maps", gauges, off, zero, order, slack);
  tends(here, "excess cost", gauges, gaps, zero, two, slack);
  tends(here, "first-order coefficient", gauges, slope, first_order(a, b), two, slack);
}

static void measure_difference(run *here) {
  measure_pair(here, input(here, "Sigma0"), input(here, "Sigma1"));
  measure_orders(here, input(here, "a"), input(here, "b"));
}

static void pairs_and_axes(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "a", draw_list(d, "4..9/8 12..20/8"));
  set(d, "b", draw_list(d, "17..24/8 4..12/8"));
}

CLAIM(odt_R4_3) = {
  .title = "flow-matching and optimal maps coincide only for commuting covariances",
  .kind = REMARK,
  .where = "Section 4.2, after Proposition 4.3",
  .says = "They coincide only when Σ₀ and Σ₁ commute",
  .sentence = "Holds, and conversely; the maps differ in the first order in the commutator, the "
              "costs in the second.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "a", "2", POSITIVE, "axes of the first covariance, where the second is turned" },
              { "b", "2", POSITIVE, "axes of the second" } },
  .instances = { { "two ellipses",
                   { "Sigma0 = 3 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "a = 1 2", "b = 3 1/2" } },
                 { "three dimensions",
                   { "Sigma0 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1", "Sigma1 = 1 0 -1/4; 0 2/3 0; -1/4 0 2",
                     "a = 1/3 5/4", "b = 2 1/7" } },
                 { "commuting, neither of them round",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 5 3; 3 2", "a = 1 2", "b = 3 1/2" } } },
  .draw = pairs_and_axes,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "odt-P4.3", "odt-R3.2b", "odt-R3.2c" },
  .measure = measure_difference,
  .controls = { { "commutator not weighted", "two ellipses" },
                { "maps as close as costs", "two ellipses" } },
};
