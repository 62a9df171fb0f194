/*. # The uniform law, and laws of atoms
 *
 *  For $x$ uniform on $S^{d-1}$ the angle $\theta$ between $x$ and a subspace $E$ of dimension $k$ has a density proportional to
 *  $\cos^{k-1}\theta\,\sin^{d-k-1}\theta$. All that the paper says of Assumption 2 can then be computed. Example 3:
 *  $\int|\mathrm P_Ex|^{-2p}$ is finite iff $k>2p$. With $m=2p$ an integer,
 *
 *  $$\mathbb E|\mathrm P_Ex|^{-m}=\frac{\Gamma(\frac d2)\Gamma(\frac{k-m}2)}{\Gamma(\frac k2)\Gamma(\frac{d-m}2)}\quad(k>m),$$
 *
 *  the functional is $\mathcal V_p=\Gamma(\frac{d-k+m}2)\Gamma(\frac{k-m}2)/\big(\Gamma(\frac{d-k}2)\Gamma(\frac k2)\big)$, and the part of the
 *  integral with $|\mathrm P_Ex|\ge\delta$ grows like $\log\frac1\delta$ when $k=m$, and like $\delta^{k-m}$ when $k<m$. Integrals are
 *  flows in $\theta$, enclosed; the Gamma function is needed at multiples of $\frac12$ only.
 */
#include <stdlib.h>

#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"
#include "symmetric_case.h"
#include "uniform_law.h"

typedef struct {
  int d, k, m;
} sizes;

static sizes sizes_of(run *here) {
  return (sizes){ (int)whole_input(here, "d"), (int)whole_input(here, "k"),
                  (int)whole_input(here, "m") };
}

static void measure_finite(run *here, sizes s) {
  arith *N = arithmetic(here);
  arr all = partial_integral(s.k - 1, s.d - s.k - 1, right_angle(N)), g = gamma_half(N, s.d);
  arr inverse_power = over(partial_integral(s.k - 1 - s.m, s.d - s.k - 1, right_angle(N)), all);
  arr functional = over(partial_integral(s.k - 1 - s.m, s.d - s.k - 1 + s.m, right_angle(N)), all);
  int upper_ = instead(here, "d for k", s.k, s.d);
  arr stated =
      over(mul(g, gamma_half(N, s.k - s.m)), mul(gamma_half(N, upper_), gamma_half(N, s.d - s.m)));
  equals(here, "mean of |P_E x|^-2p", inverse_power, stated);
  stated = over(mul(gamma_half(N, s.d - s.k + s.m), gamma_half(N, s.k - s.m)),
                mul(gamma_half(N, s.d - s.k), gamma_half(N, upper_)));
  equals(here, "the functional", functional, stated);
  if (s.m == 2) equals(here, "for p = 1", functional, over(whole(N, s.d - s.k), whole(N, s.k - 2)));
}

/* The integral of cos^(n-1) sin up to the angle whose cosine is delta. */
static arr truncated(arr delta, int n) {
  return n ? times(sub(whole(delta->in, 1), power(delta, n)), 1, n) : neg(ln(delta));
}

/* With d = k + 2 that is the part with |P_E x| >= delta; with d = k + 1 it is less. */
static void measure_infinite(run *here, sizes s) {
  arith *N = arithmetic(here);
  int n = instead(here, "one dimension more", s.k - s.m, s.k - s.m + 1);
  for (int i = 2; i <= 8; i += 2) {
    arr delta = rat(N, 1, 1L << i), closed = truncated(delta, n);
    arr measured = partial_integral(s.k - 1 - s.m, s.d - s.k - 1, angle_to(delta));
    trace_point(here, "truncated integral", neg(ln(delta)), measured);
    if (s.d == s.k + 2)
      equals(here, "part of the integral away from the complement of E", measured, closed);
    else
      at_most(here, "a part of it that grows without bound", closed, measured);
  }
}

static void measure_example(run *here) {
  sizes s = sizes_of(here);
  part(here, s.k > s.m ? "k > 2p" : "k ≤ 2p");
  if (s.k > s.m)
    measure_finite(here, s);
  else
    measure_infinite(here, s);
}

static truth dimensions(run *here) {
  sizes s = sizes_of(here);
  bool small = 1 <= s.k && s.k < s.d && s.d <= 30 && 1 <= s.m && s.m <= 10;
  return small && (s.k > s.m || s.d <= s.k + 2) ? YES : NO;
}

static void any_dimensions(draw *d) {
  int n = (int)draw_whole(d, 4, 9), k = (int)draw_whole(d, 3, n - 1), m = (int)draw_whole(d, 1, 2);
  arith *E = draw_arithmetic(d);
  set(d, "d", whole(E, n));
  set(d, "k", whole(E, k));
  set(d, "m", whole(E, m));
}

static bool not_exact(number kind) { return kind == EXACT; }

CLAIM(low_Ex3) = {
  .title = "when the uniform law satisfies Assumption 2",
  .kind = EXAMPLE,
  .where = "Example 3",
  .says = "∫_{S_ε} ‖P_E x‖^(−2p) dH^(d−1) ∼ ∫₀^ε r^(k−1−2p) dr, which is finite if and only if k > "
          "2p. … if p = 1 it requires the "
          "dimension of the dominant eigenspace E of VBᵀ to be at least three",
  .sentence = "Holds, and the integrals are Gamma functions.",
  .inputs = { { "d", "", INTEGER, "dimension of the space" },
              { "k", "", INTEGER, "dimension of E" },
              { "m", "", INTEGER, "m = 2p" } },
  .hypotheses = { { "1 <= k < d <= 30 and 1 <= m <= 10; d <= k + 2 where k <= m", dimensions } },
  .instances = { { "p = 1/2 in space", { "d = 3", "k = 2", "m = 1" } },
                 { "p = 1, at least three", { "d = 5", "k = 3", "m = 2" } },
                 { "p = 1, a plane is not enough", { "d = 4", "k = 2", "m = 2" } },
                 { "p = 1/2, a line", { "d = 2", "k = 1", "m = 1" } },
                 { "p = 1, a line", { "d = 3", "k = 1", "m = 2" } } },
  .draw = any_dimensions,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .parts = { { "k > 2p", HOLDS, "finite, with its value", NULL, NO_ERRATUM, PRINTED },
             { "k ≤ 2p", HOLDS, "infinite: logarithmically for k = 2p", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_example,
  .controls = { { "d for k", "p = 1, at least three" },
                { "one dimension more", "p = 1, a plane is not enough" } },
};

/*. ## The distance to the projection, exactly
 *
 *  Lemma 7 bounds $W_2(\varrho,\Pi_\sharp\varrho)$ by the coupling $(\mathrm{Id},\Pi)$. It is optimal, since $\Pi(x)$ is the point of
 *  $E\cap S$ nearest to $x$: $W_2^2(\varrho,\Pi_\sharp\varrho)=\int2(1-|\mathrm P_Ex|)\,d\varrho$. For atoms of equal mass an
 *  assignment solver, which knows no geometry, finds the same cost, with a dual certificate; to another target the formula is
 *  a lower bound and no more. For the uniform law,
 *
 *  $$W_2^2=2\Big(1-\frac{\Gamma(\frac{k+1}2)\Gamma(\frac d2)}{\Gamma(\frac k2)\Gamma(\frac{d+1}2)}\Big).$$
 */
static arr squared_gaps(arr X, arr P) {
  return times(sub(whole(X->in, 1), root(sum_rows(square(dot(X, P))))), 2, 1);
}

static void measure_matching(run *here, arr X, arr P) {
  arr target = unit_rows(dot(X, P)), cost = squared_distances(X, target);
  int *to = calloc((size_t)X->rows, sizeof *to);
  arr f, g, least_cost = assignment(cost, to, &f, &g);
  free(to);
  arr gaps = squared_gaps(X, P),
      stated = total(instead(here, "half the gaps", gaps, times(gaps, 1, 2)));
  equals(here, "least cost of a matching", least_cost, stated);
  equals(here, "its dual value", add(total(f), total(g)), stated);
  arr one = row(row_at(target, 0)), others = squared_distances(X, one);
  at_most(here, "lower bound for any target in E", total(gaps), total(others));
}

static void measure_uniform(run *here, int d, int k) {
  arith *N = arithmetic(here);
  arr mean = over(partial_integral(k, d - k - 1, right_angle(N)),
                  partial_integral(k - 1, d - k - 1, right_angle(N)));
  arr stated = over(mul(gamma_half(N, k + 1), gamma_half(N, d)),
                    mul(gamma_half(N, k), gamma_half(N, d + 1)));
  equals(here, "mean of |P_E x| of the uniform law", mean, stated);
}

static void measure_exact_distance(run *here) {
  arr S = input(here, "S"), X = unit_rows(input(here, "X"));
  int k = (int)whole_input(here, "k");
  part(here, "atoms");
  measure_matching(here, X, projection_of(S, k));
  part(here, "uniform law");
  measure_uniform(here, S->rows, k);
}

static truth proper_subspace(run *here) {
  long k = whole_input(here, "k");
  return 1 <= k && k < exact_input(here, "S")->rows ? YES : NO;
}

static void any_cloud(draw *d) {
  int n = (int)draw_whole(d, 2, 4), k = (int)draw_whole(d, 1, n - 1), m = (int)draw_whole(d, 3, 7);
  arr S = draw_rotation(d, n);
  set(d, "S", S);
  set(d, "k", whole(draw_arithmetic(d), k));
  set(d, "X",
      add(draw_dyadic(d, m, n),
          outer(wholes(draw_dyadic(d, m, 0), 1), times(column_at(S, 0), 1, 64))));
}

CLAIM(low_L7w) = {
  .title = "the coupling of Lemma 7 is optimal",
  .kind = REMARK,
  .where = "Appendix A.2.1, proof of Lemma 7",
  .says =
      "define the coupling π := (Id, Π)♯ϱ between ϱ and Π♯ϱ … W₂²(ϱ, Π♯ϱ) ≤ ∬ ‖x − y‖² dπ(x, y)",
  .sentence = "With equality: W₂² = ∫ 2(1 − ‖P_E x‖) dϱ.",
  .inputs = { { "S", "d,d", REAL, "orthogonal: E is spanned by its first k columns" },
              { "k", "", INTEGER, "dimension of E" },
              { "X", "n,d", REAL, "atoms, scaled to the sphere" } },
  .hypotheses = { { "S is orthogonal", orthogonal },
                  { "E is proper", proper_subspace },
                  { "no token is orthogonal to E", off_complement } },
  .instances = { { "a line in space",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "k = 1",
                     "X = 1 2 2; -2 3 6; 2 1 -2; 1 0 1/2; 0 1 1; -1 2 -3" } },
                 { "a plane in space",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "k = 2",
                     "X = 1 2 2; -2 3 6; 2 1 -2; 1 0 1/2; 0 1 1; -1 2 -3; 1 1 1" } } },
  .draw = any_cloud,
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .uses = { "low-D4", "low-L7" },
  .parts = { { "atoms", HOLDS, "equality, against an optimal assignment with its dual", NULL,
               NO_ERRATUM, DERIVED },
             { "uniform law", HOLDS, "the closed form", NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_exact_distance,
  .controls = { { "half the gaps" } },
};

/*. ## How sharp the rate of Corollary 2 is
 *
 *  For the uniform law and $B=\mathrm{Id}$ the distance is $\mathbb E\,2\big(1-(1+qe^{-2\gamma t})^{-1/2}\big)$ with
 *  $q=\tan^2\theta$ when all eigenvalues but the first are equal. Its tail $\mathbb P(q>s)\sim s^{-k/2}$ decides: $W_2$ decays like
 *  $e^{-\gamma\min(1,k/2)t}$ for $k\ne2$. Corollary 2 with any $p<\frac k2$, $p\le1$, gives $p\gamma$: nothing better than $p\uparrow\min(1,\frac k2)$ is true.
 *
 *  For $B\ne\mathrm{Id}$ a single token has the rate $\gamma/|B^\top\Pi(x_0)|$, at least $\gamma/\sigma_{\max}(B)$.
 */
/* In y = log q: with = { e^(-2 gamma t), d, k }. */
static arr weighted_gap(arr y, const arr *with) {
  arr one = whole(y->in, 1), q = expo(y), late = mul(q, with[0]), r = root(add(one, late));
  arr gap = over(times(late, 2, 1), mul(r, add(one, r)));
  return mul(gap, expo(sub(times(y, (long)approx(with[1], 0, 0) - (long)approx(with[2], 0, 0), 2),
                           times(ln(add(one, q)), (long)approx(with[1], 0, 0), 2))));
}

/* The same integral at time zero, against the closed form. */
static void measure_uniform_start(run *here, int d, int k) {
  arith *N = arithmetic(here);
  arr from = whole(N, -100), to = whole(N, 200),
      with[] = { whole(N, 1), whole(N, d), whole(N, k), NULL };
  arr all = partial_integral(k - 1, d - k - 1, right_angle(N)); /* dy = 2 dtheta / (sin cos) */
  arr mean = over(integral(weighted_gap, from, to, 40, 300, with), times(all, 2, 1));
  equals(here, "squared distance at time zero, uniform law", mean,
         uniform_distance_squared(N, d, k));
}

static void measure_uniform_rate(run *here, int d, int k) {
  arith *N = arithmetic(here);
  arr gauges = NULL, values = NULL, zero = whole(N, 0);
  for (int i = 6; i <= 12; i += 2) {
    arr decay = expo(whole(N, -2 * i)), with[] = { decay, whole(N, d), whole(N, k), NULL };
    arr W = root(integral(weighted_gap, whole(N, -60), whole(N, 100), 12, 80, with));
    gauges = gauges ? stack(gauges, expo(whole(N, -i))) : flat(expo(whole(N, -i)));
    values = values ? stack(values, W) : flat(W);
  }
  arr rate = k == 1 ? rat(N, 1, 2) : whole(N, 1);
  tends(here, "distance, uniform law", gauges, values, zero,
        instead(here, "twice the rate", rate, times(rate, 2, 1)), rat(N, 1, 20));
}

/* with = { S, mu, c, B }: time passed when the clock shows s. */
static arr time_rate(arr s, const arr *with) {
  return norm(dot(along(s, with[0], with[1], with[2]), with[3]));
}

static void measure_token_rate(run *here) {
  symmetric_case c = case_of(here, NULL);
  arr x = unit_of(row_at(input(here, "X"), 0)), e = unit_of(dot(c.P, x)), gap = spectral_gap(c);
  arr with[] = { c.S, c.mu, dot(x, c.S), c.B }, clock = whole(gap->in, 0), t = clock, gauges = NULL,
      offs = NULL;
  arr rate =
      over(gap, instead(here, "the largest singular value", norm(dot(e, c.B)), operator_norm(c.B)));
  for (int k = 1; k <= 4; k++) {
    arr next = over(whole(gap->in, 4 * k), gap);
    t = add(t, integral(time_rate, clock, next, 24, 4, with)), clock = next;
    arr off = norm(sub(along(clock, c.S, c.mu, with[2]), e)), gauge = expo(neg(mul(rate, t)));
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    offs = offs ? stack(offs, off) : flat(off);
  }
  tends(here, "distance of a token to its projection", gauges, offs, whole(gap->in, 0),
        whole(gap->in, 1), rat(gap->in, 1, 20));
}

static void measure_sharpness(run *here) {
  part(here, "uniform law");
  measure_uniform_start(here, 5, 3);
  measure_uniform_rate(here, 3, 1);
  measure_uniform_rate(here, 5, 3);
  measure_uniform_rate(here, 6, 4);
  part(here, "a token");
  measure_token_rate(here);
}

static bool no_balls(number kind) { return kind == EXACT || kind == BALL; }

CLAIM(low_C2s) = {
  .title = "the rate of Corollary 2 is sharp",
  .kind = REMARK,
  .where = "Corollary 2, beside it",
  .says = "W₂(ρ_t, Π♯ρ₀) decays like exp(−γ min(1, k/2) t) for the uniform law and B = Id, k ≠ 2; "
          "a token's rate is γ/‖BᵀΠ(x₀)‖",
  .sentence =
      "Holds: p ↑ min(1, k/2) is the best exponent, and σ_max(B) stands for the norm of Bᵀ on E.",
  .inputs = { SYMMETRIC_CASE },
  .hypotheses = { ASSUMPTIONS, { "no token is orthogonal to E", off_complement } },
  .instances = { { "in space",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "mu = 3/2 1/3 -1", "k = 1",
                     "B = 1 1/2 0; 0 1 1/3; 1/4 0 2", "X = 1 2 2;" } },
                 { "a plane of directions",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "mu = 1 1 -1/2", "k = 2",
                     "B = 2 0 1/3; 0 1 1/2; -1/4 0 1", "X = 2 3 6;" } } },
  /* not drawn: rates are seen at late times, of the instances */
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = RESOLVED,
  .unable = no_balls,
  .uses = { "low-C2", "low-E3" },
  .parts = { { "uniform law", HOLDS, "γ min(1, k/2), k = 1, 3 and 4", NULL, NO_ERRATUM, DERIVED },
             { "a token", HOLDS, "γ/‖BᵀΠ(x₀)‖", NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_sharpness,
  .controls = { { "twice the rate" }, { "the largest singular value" } },
};
