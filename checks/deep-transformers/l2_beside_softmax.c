/*. # L2 attention beside softmax
 *
 *  On the line, $d=1$ and $a=qk$, the closure of L2 attention is $\dot s=4avs^2/(1+2k^2s)$ and separates. Put
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
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr along_the_line(arr t, arr s, const arr *with) {
  arr one = whole(s->in, 1), saturation = times(mul(square(with[1]), s), 2, 1);
  (void)t;
  return over(times(mul(mul(with[0], mul(with[1], with[2])), square(s)), 4, 1),
              add(one, saturation));
}

static arr height(arr s, arr k, long two) {
  return sub(reciprocal(s), times(mul(square(k), ln(s)), two, 1));
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
    arr g = grows ? reciprocal(t) : mul(level, ln(reciprocal(level)));
    arr w = grows ? over(ln(level), t) : mul(t, level);
    gauge = gauge ? stack(gauge, g) : flat(g), value = value ? stack(value, w) : flat(w);
  }
  monotone(here, "variance", path, grows ? 1 : -1);
  arr limit = grows ? rate_ : reciprocal(times(neg(av), 4, 1));
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
                 { "fast growth",
                   { "q = 2", "k = 1", "v = 2", "s0 = 5/3", "s = 2 100 10000 1000000 100000000" } },
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
                   { "Q = -9/32 0; 0 -9/32", "K = 2 0; 0 2", "V = 1/2 0; 0 1/2", "S = 1/2 0; 0 1/2",
                     "tau = 1/2" } } },
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
