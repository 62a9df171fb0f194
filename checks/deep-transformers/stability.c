/*. # How far two laws part
 *
 *  Theorem 3.1 gives a constant $C(t,R_0)$ with $W_p(\mu(t),\nu(t))\le C\,W_p(\mu_0,\nu_0)$; Appendix B.3 says which,
 *
 *  $$W_p(\mu(t),\nu(t))\ \le\ e^{(C_1(R(T))+C_2R(T)^2)\,t}\,W_p(\mu_0,\nu_0),\qquad t\le T,$$
 *
 *  with $C_1(R)=c(R,R)$ from the Lipschitz estimate in the law and $C_2R^2$ from that in $x$: a token is carried
 *  apart from its neighbour at the rate $C_2R^2$, and its field is that of another law. For softmax
 *  $C_1=\|V\|(1+2\|A\|R^2)e^{2\|A\|R^2}$ and $C_2=\|V\|\|A\|$; for L2 attention $C_2$ is twice as large (Lemma B.3,
 *  corrected), for sigmoid $C_1=\|V\|(1+\frac14\|A\|R^2)$, $C_2=\frac14\|V\|\|A\|$, and for Sinkhorn attention $C_1$ is that of
 *  udt-LB.6. Constants of several heads add up, also the $\|V\|$ of $R$ (udt-T3.1); the second head here has
 *  queries $K$, keys $\frac12Q$ and values $V^\top$, so that no norm is larger than that of the first.
 *
 *  How good is it? For $A=0$ it is sharp: $\dot x=V\int y\,d\mu$, and two single tokens part like $e^{\|V\|t}$. So $C_1$
 *  cannot be dropped. For weak scores it is nearly attained: two tokens at $\pm R$ and their translates part
 *  like $e^{(1+aR^2)vt}$ at first, against $(1+5aR^2)v$ in the bound. Otherwise it is far off: for softmax $R(T)^2$ stands in an
 *  exponent inside the exponent, so $\log C$ and not $C$
 *  is "exponential", in $R(t)^2$, with $R(t)$ itself exponential. The logarithms are compared, as the constant soon
 *  leaves the range of double.
 *
 *  Distances of clouds of equal masses are cheapest matchings, of lengths for $p=1$ and of squares for $p=2$.
 */
#include "claim/claim.h"
#include "flow/estimates.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr farthest(arr X) { return root(greatest(sum_rows(square(X)))); }

/* W_p, p = 1 or 2, of equal masses. */
static arr distance(int p, arr X, arr Y) {
  int to[X->rows];
  arr squares = squared_distances(X, Y), C = p == 1 ? root(squares) : squares;
  arr mean = times(assignment(C, to, NULL, NULL), 1, X->rows);
  return p == 1 ? mean : root(mean);
}

typedef struct {
  norms of;
  arr R; /* R(T) */
} sizes;

static sizes sizes_of(run *here, arr R0, arr T, int heads) {
  norms n = norms_of((head){ input(here, "Q"), input(here, "K"), input(here, "V") });
  return (sizes){ n, mul(R0, expo(times(mul(n.V, T), heads, 1))) };
}

/* c(R, R) and C_2 R^2 */
static arr law_constant(variant by, sizes s) { return slope_in_law(by, s.of, s.R, s.R); }
static arr place_constant(variant by, sizes s) { return slope_in_place(by, s.of, s.R); }

/* The other head has no larger norms; with = { Q, K, V, masses }. */
static arr under_two_heads(arr t, arr X, const arr *with) {
  head first = { with[0], with[1], with[2] },
       second = { with[1], times(with[0], 1, 2), transpose(with[2]) };
  (void)t;
  return add(attention_of(SOFTMAX, first, X, X, with[3]),
             attention_of(SOFTMAX, second, X, X, with[3]));
}

typedef struct {
  variant by;
  int heads;
  const char *what;
} cast;

/* Sinkhorn attention, which has no series here, by a scheme. */
static arr carried_by(cast c, arr X, arr T, const arr *with) {
  if (c.by == SINKHORN) return runge_kutta(tokens_under(SINKHORN), X, T, 8, with);
  return flow_from(c.heads == 2 ? under_two_heads : tokens_under(c.by), X, T, with);
}

static arr rate_of_parting(run *here, cast c, sizes s) {
  arr law = law_constant(c.by, s), none = wholes(law, 0);
  arr rate = add(instead(here, "C1 dropped", law, none), place_constant(c.by, s));
  return times(instead(here, "as for A = 0", rate, s.of.V), c.heads, 1);
}

static void measure_variant(run *here, cast c) {
  arr X = input(here, "X"), Y = input(here, "Y"), T = input(here, "T"), p = equal_masses(X);
  arr with[] = { input(here, "Q"), input(here, "K"), input(here, "V"), p };
  sizes s = sizes_of(here, farthest(stack(X, Y)), T, c.heads);
  arr rate = rate_of_parting(here, c, s);
  arr end_X = carried_by(c, X, T, with), end_Y = carried_by(c, Y, T, with);
  bool averages = equal(s.of.A, wholes(s.of.A, 0)) == YES && c.by == SOFTMAX;
  at(here, "t", T);
  for (int order = 1; order <= 2; order++) {
    arr grown = ln(over(distance(order, end_X, end_Y), distance(order, X, Y)));
    (averages ? attains : at_most)(here, c.what, grown, mul(rate, T));
  }
}

static void measure_stability(run *here) {
  measure_variant(here, (cast){ SOFTMAX, 1, "log of the ratio of distances, softmax" });
  measure_variant(here, (cast){ L2, 1, "L2" });
  measure_variant(here, (cast){ SIGMOID, 1, "sigmoid" });
  measure_variant(here, (cast){ SOFTMAX, 2, "two heads" });
  if (arith_kind(arithmetic(here)) != BALL)
    measure_variant(here, (cast){ SINKHORN, 1, "Sinkhorn" });
}

static arr start_apart(run *here) { return distance(1, input(here, "X"), input(here, "Y")); }

static void any_pair(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  set(d, "Q", draw_dyadic(d, 2, 2));
  set(d, "K", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 4)));
  set(d, "V", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 4)));
  arr X = add(given(E, "1 0;"), times(draw_dyadic(d, n, 2), 1, 4));
  set(d, "X", X);
  set(d, "Y", add(X, add(given(E, "1/8 1/4;"), times(draw_dyadic(d, n, 2), 1, 16))));
  set(d, "T", draw_between(d, 1, 2, 64));
}

CLAIM(udt_T3_1s) = {
  .title = "the stability constant",
  .kind = THEOREM,
  .where = "Theorem 3.1 and Appendix B.3",
  .says = "W_p(μ(t), ν(t)) ≤ e^((C₁(R(T)) + C₂R(T)²)t) W_p(μ₀, ν₀), with C₁(R) = c(R, R) and C₂ = "
          "‖V‖₂‖A‖₂",
  .sentence = "Holds; for softmax it is sharp at A = 0 and nearly attained at small A, and log C, "
              "not C, is "
              "what is exponential, in R(t)².",
  .remains = "With the C₁ and C₂ of each variant, for all of Theorem 3.1: C₂ is 2‖V‖₂‖A‖₂ for L2 "
             "attention (Lemma B.3, corrected), and constants of several heads add up.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "Y", "n,d", REAL, "other tokens" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "Y = 3/4 1/8; -1/2 1; 0 -1", "T = 1/16" } },
                 { "two single tokens, averages only",
                   { "Q = 0 0;", "K = 1/3 1;", "V = 1/3 0; 0 1/3", "X = 1/2 -1/5;", "Y = -1/4 1;",
                     "T = 3/2" } },
                 { "weak scores",
                   { "Q = 1/2", "K = 1/20", "V = 1/2", "X = 1; -1", "Y = 9/8; -7/8",
                     "T = 1/4" } } },
  .draw = any_pair,
  .draws = 1,
  .visible = { { "distance at the start", start_apart } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-T3.1", "udt-LB.2", "udt-LB.3", "udt-LB.7" },
  .measure = measure_stability,
  .controls = { { "C1 dropped", "two single tokens, averages only" },
                { "C1 dropped", "weak scores" },
                { "as for A = 0", "weak scores" } },
};

/*. ## The limit of many tokens
 *
 *  Hence, if empirical laws approach $\mu_0$, their runs approach $\mu(t)$. Let $\mu_0$ be $N=24$ equal atoms
 *  that fill $[-1,1]$ evenly (fewer outside double and for Sinkhorn attention), and $\mu^n_0$ the midpoints of $n$ cells of $N/n$ atoms, with $W_1(\mu^n_0,\mu_0)=\frac1{2n}$. On
 *  the line tokens of one cloud cannot overtake, so cells stay in order and $W_1$ is the mean distance of a cell's
 *  atoms from its midpoint, without any matching. It falls like $\frac1n$, for all the variants. If the atoms fill
 *  $[-1,\frac9{10}]$ instead, there is nothing to converge to.
 */
enum { MANY = 24 };

static arr even_cloud(arr end, int n) {
  arr x[n], length = add(end, whole(end->in, 1));
  for (int i = 0; i < n; i++)
    x[i] = sub(times(mul(length, rat(end->in, 2 * i + 1, 2)), 1, n), whole(end->in, 1));
  return column(pack(end->in, n, x));
}

static arr distance_in_order(arr few, arr many) {
  int each = many->rows / few->rows;
  arr sum = whole(few->in, 0);
  for (int j = 0; j < many->rows; j++)
    sum = add(sum, absolute(sub(entry(many, j, 0), entry(few, j / each, 0))));
  return times(sum, 1, many->rows);
}

static arr on_the_line(cast c, arr X, arr a, arr v, arr T) {
  arr one = row(flat(whole(a->in, 1)));
  return carried_by(c, X, T, (arr[]){ row(flat(a)), one, row(flat(v)), equal_masses(X) });
}

static void measure_limit_of(run *here, cast c, int many) {
  arr a = input(here, "a"), v = input(here, "v"), T = input(here, "T"), one = whole(T->in, 1);
  arr end = instead(here, "another law", one, rat(T->in, 9, 10)), gauge = NULL, values = NULL;
  arr cloud = even_cloud(end, many), later = on_the_line(c, cloud, a, v, T);
  sizes s = { { v, a, a, one }, expo(times(mul(v, T), c.heads, 1)) };
  arr rate = times(add(law_constant(c.by, s), place_constant(c.by, s)), c.heads, 1);
  for (int n = 1; n < many; n++) {
    if (many % (2 * n)) continue; /* cells of an even number of atoms */
    arr few = even_cloud(one, n), W = distance_in_order(on_the_line(c, few, a, v, T), later);
    at(here, "n", whole(T->in, n));
    vanishes(here, "sum of the midpoints", total(few), one);
    equals(here, "W_1 at the start", distance_in_order(few, cloud), rat(T->in, 1, 2 * n));
    at_most(here, "log of W_1 over its start", ln(times(W, 2 * n, 1)), mul(rate, T));
    gauge = gauge ? stack(gauge, rat(T->in, 1, n)) : flat(rat(T->in, 1, n));
    values = values ? stack(values, W) : flat(W);
  }
  if (values->rows > 2) tends(here, c.what, gauge, values, whole(T->in, 0), one, rat(T->in, 1, 20));
}

static void measure_limit(run *here) {
  number kind = arith_kind(arithmetic(here));
  int many = kind == DOUBLE ? MANY : MANY / 4;
  measure_limit_of(here, (cast){ SOFTMAX, 1, "W_1 after T, softmax" },
                   kind == DOUBLE ? MANY : MANY / 2);
  if (kind == MPFR) return;
  measure_limit_of(here, (cast){ L2, 1, "L2" }, many);
  measure_limit_of(here, (cast){ SIGMOID, 1, "sigmoid" }, many);
  measure_limit_of(here, (cast){ SOFTMAX, 2, "two heads" }, many);
  if (kind == DOUBLE) measure_limit_of(here, (cast){ SINKHORN, 1, "Sinkhorn" }, MANY / 2);
}

static void any_line(draw *d) {
  set(d, "a", draw_between(d, 1, 16, 16));
  set(d, "v", draw_between(d, 8, 16, 16));
  set(d, "T", draw_between(d, 1, 3, 32));
}

CLAIM(udt_T3_1m) = {
  .title = "the limit of many tokens",
  .kind = COROLLARY,
  .where = "Section 3.1, after Theorem 3.1",
  .says =
      "if (μ^η(0))_η is a sequence of empirical measures such that W_p(μ^η(0), μ(0)) → 0, then the "
      "distance W_p(μ^η(t), μ(t)) tends to 0 as well when η → ∞ for any 0 ≤ t ≤ T; and this holds "
      "for Softmax, L2, Sinkhorn and Sigmoid self-attention and their multi-head version",
  .inputs = { { "a", "", POSITIVE, "key times query" },
              { "v", "", POSITIVE, "value" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "tokens that spread", { "a = 1", "v = 3/4", "T = 1/8" } },
                 { "slowly", { "a = 1/3", "v = 1", "T = 1/6" } } },
  .draw = any_line,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-T3.1s" },
  .measure = measure_limit,
  .controls = { { "another law" } },
};

/*. ## The contraction behind it
 *
 *  Existence comes from the map $\mathcal F(\mu)=\phi_t(\mu)_\sharp\mu_0$ on curves of laws, and from Lemma B.10,
 *
 *  $$\mathcal D_{p,T}(\mathcal F(\mu),\mathcal F(\nu))\le f(T,R_0)\,\mathcal D_{p,T}(\mu,\nu),\qquad
 *    f(T,R_0)=\frac{C_1(R(T))}{C_2R(T)^2}\big(e^{C_2R(T)^2T}-1\big).$$
 *
 *  Picard's iterates $X^{(k+1)}=\mathcal F(X^{(k)})$ from tokens at rest can all be integrated together: each level
 *  is driven by the one before it. The factor of every sweep must be below $f$. It falls from sweep to sweep,
 *  like $\frac1k$, as Gronwall's inequality applied $k$ times says: $(C_1e^{C_2R^2T}T)^k/k!$ times the first gap bounds
 *  the $k$-th, so the iteration converges for every $T$ and not only where $f<1$.
 *
 *  The bound is attained by curves that rest: for $A=0$ and $\nu=\mu+e$ the two flows part by $TVe$, and
 *  $f\to C_1T=\|V\|T$. At weak scores it is nearly attained. $\mathcal D_{p,T}$ is a maximum over times; of the
 *  sweeps it is taken at four of them.
 */
/* (e^(rate T) - 1) / rate */
static arr integrated(arr rate, arr T) {
  if (equal(rate, wholes(rate, 0)) == YES) return T;
  return over(sub(expo(mul(rate, T)), whole(T->in, 1)), rate);
}

enum { SWEEPS = 4 };

/* w' = rate w + 1, with = { rate } */
static arr fed(arr t, arr w, const arr *with) {
  return (void)t, add(mul(with[0], w), whole(w->in, 1));
}

/* Levels 0 .. SWEEPS, with = { Q, K, V, masses }. */
static arr iterates(arr t, arr state, const arr *with) {
  head h = { with[0], with[1], with[2] };
  int n = with[3]->rows;
  arr before = rows_from(state, 0, n), all = wholes(before, 0);
  for (int k = 1; k <= SWEEPS; k++) {
    arr X = rows_from(state, k * n, n);
    all = stack(all, attention_of(SOFTMAX, h, X, before, with[3]));
    before = X;
  }
  return (void)t, all;
}

/* Tokens among a cloud at rest, with = { Q, K, V, masses, the cloud }. */
static arr among(arr t, arr X, const arr *with) {
  head h = { with[0], with[1], with[2] };
  return (void)t, attention_of(SOFTMAX, h, X, with[4], with[3]);
}

enum { LOOKS = 4 };

/* The levels at the times of LOOKS equal steps up to T, below each other. */
static arr levels(run *here, arr X, arr T) {
  arr p = equal_masses(X), state = X, all = NULL, before = wholes(T, 0);
  arr with[] = { input(here, "Q"), input(here, "K"), input(here, "V"), p };
  for (int k = 0; k < SWEEPS; k++) state = stack(state, X);
  for (int i = 1; i <= LOOKS; i++) {
    arr t = times(T, i, LOOKS);
    state = flow_between(iterates, before, state, t, with), before = t;
    all = all ? stack(all, state) : state;
  }
  return all;
}

/* Of the levels k and k + 1, the largest distance; p = 1 or 2, or 0 for the farthest token. */
static arr largest_gap(arr all, int n, int k, int p) {
  arr most = NULL;
  for (int i = 0; i < LOOKS; i++) {
    int first = (i * (SWEEPS + 1) + k) * n;
    arr now = rows_from(all, first, n), next = rows_from(all, first + n, n);
    arr gap = p ? distance(p, now, next) : farthest(sub(now, next));
    most = most ? greater_of(most, gap) : gap;
  }
  return most;
}

static void measure_sweeps(run *here, arr X, arr T, arr f, arr gronwall) {
  arr all = levels(here, X, T), gap[3] = { NULL, NULL, NULL }, first = NULL, allowed = NULL;
  int n = X->rows;
  for (int k = 0; k < SWEEPS; k++) {
    at(here, "sweep", whole(T->in, k));
    for (int p = 1; p <= 2; p++) {
      arr D = largest_gap(all, n, k, p);
      if (k) at_most(here, "factor of a sweep", over(D, gap[p]), f);
      gap[p] = D;
    }
    arr farthest_ = largest_gap(all, n, k, 0);
    first = first ? first : gap[1];
    trace_point(here, "gap", whole(T->in, k), gap[1]);
    trace_point(here, "contraction", whole(T->in, k), mul(first, power(f, k)));
    allowed = allowed ? times(mul(allowed, gronwall), 1, k) : farthest_;
    if (k) at_most(here, "gap, and what Gronwall's inequality leaves", farthest_, allowed);
  }
}

/* Two clouds at rest, a distance |e| apart. */
static void measure_rest(run *here, arr X, arr T, arr f, bool averages) {
  arr e = row(input(here, "e")), p = equal_masses(X), Y = add(X, e);
  arr with[] = { input(here, "Q"), input(here, "K"), input(here, "V"), p, X };
  arr first = flow_from(among, X, T, with);
  with[4] = Y;
  arr second = flow_from(among, X, T, with), bound = mul(f, norm(e));
  bound = instead(here, "half of f", bound, times(bound, 1, 2));
  bound =
      instead(here, "as for A = 0", bound, mul(mul(operator_norm(input(here, "V")), T), norm(e)));
  (averages ? attains : at_most)(here, "tokens among two clouds at rest",
                                 farthest(sub(first, second)), bound);
}

static void measure_contraction(run *here) {
  arr X = input(here, "X"), T = input(here, "T"), e = row(input(here, "e"));
  sizes s = sizes_of(here, farthest(stack(X, add(X, e))), T, 1);
  arr C1 = law_constant(SOFTMAX, s), C2RR = place_constant(SOFTMAX, s);
  arr f = mul(C1, integrated(C2RR, T)), gronwall = mul(C1, mul(T, expo(mul(C2RR, T))));
  bool averages = equal(s.of.A, wholes(s.of.A, 0)) == YES;
  at(here, "t", T);
  equals(here, "what is fed at a rate 1 and grows", flow(fed, whole(T->in, 0), T, C2RR),
         integrated(C2RR, T));
  measure_rest(here, X, T, f, averages);
  if (!averages) measure_sweeps(here, X, T, f, gronwall);
}

static void any_curve(draw *d) {
  arith *E = draw_arithmetic(d);
  set(d, "Q", draw_dyadic(d, 2, 2));
  set(d, "K", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 4)));
  set(d, "V", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 4)));
  set(d, "X", add(given(E, "1 0; 0 1/2"), times(draw_dyadic(d, 2, 2), 1, 8)));
  set(d, "e", add(given(E, "1/4 1/8"), times(draw_dyadic(d, 2, 0), 1, 32)));
  set(d, "T", draw_between(d, 1, 2, 64));
}

CLAIM(udt_LB_10) = {
  .title = "the contraction constant of Picard's iteration",
  .kind = LEMMA,
  .where = "Lemma B.10, eq. (B.1), and Lemma B.13",
  .says = "D_{p,T}(F(μ), F(ν)) ≤ f(T, R₀) D_{p,T}(μ, ν), f(T, R₀) := C₁(R(T))/(C₂R(T)²) "
          "(e^(C₂R(T)²T) − "
          "1)",
  .sentence =
      "Holds, and is attained for A = 0 by laws at rest; the iteration converges for every T, "
      "faster than any contraction.",
  .remains =
      "Measured for softmax with constant parameters, p = 1 and p = 2; the other variants have "
      "the same f with their own C₁ and C₂ (udt-T3.1s).",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "e", "d", REAL, "between two clouds at rest" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "two tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "X = 1 0; -1/2 3/4", "e = 1/3 -1/5", "T = 1/16" } },
                 { "averages only",
                   { "Q = 0 0;", "K = 1/3 1;", "V = 1/3 0; 0 1/3", "X = 1/2 -1/5; 1 1/7",
                     "e = -1/4 1", "T = 3/2" } },
                 { "weak scores",
                   { "Q = 1/2", "K = 1/20", "V = 1/2", "X = 1; -1", "e = 1/8", "T = 1/4" } } },
  .draw = any_curve,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-T3.1s", "udt-LB.8" },
  .measure = measure_contraction,
  .controls = { { "half of f", "averages only" },
                { "half of f", "weak scores" },
                { "as for A = 0", "weak scores" } },
};
