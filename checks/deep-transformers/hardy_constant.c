/*. # What looking back costs
 *
 *  Theorem 3.4 carries stability over to masked attention, in the conditional distance $d$. The proof
 *  leans on three estimates "that derive from the same computations as for unmasked self-attention". The
 *  third,
 *
 *  $$|\Gamma_{\bar\mu}(x)-\Gamma_{\bar\nu}(x)|\le c(x,R)\,d(\bar\mu,\bar\nu),$$
 *
 *  leaves out the position $\sigma$ from which $x$ looks back, and no $c(x,R)$ is good for all of them. A token
 *  at $\sigma$ sees the mass $\theta([0,\sigma])$ divided by itself: if two laws differ there by one unit, their
 *  fields at $x=0$ differ by $\|Vu\|$ while $d^2=\theta([0,\sigma])$ is as small as one likes. What the
 *  computation gives is
 *
 *  $$|\Gamma_{\bar\mu}(\sigma,x)-\Gamma_{\bar\nu}(\sigma,x)|\le c(x,R)\,\frac1{\theta([0,\sigma])}
 *    \int_{[0,\sigma]}W_1(\mu^\tau,\nu^\tau)\,d\theta(\tau),$$
 *
 *  a mean over the past. So the distances of the slices, $w_\tau(t)=W_2(\mu^\tau(t),\nu^\tau(t))$, obey
 *  $\dot w\le C_2R^2w+C_1Hw$ with the averaging operator $Hw(\sigma)=\frac1{\theta([0,\sigma])}\int_{[0,\sigma]}w\,d\theta$,
 *  and the theorem is saved by Hardy's inequality, $\|H\|_{L^2(\theta)}\le2$ for every $\theta$:
 *
 *  $$d(\bar\mu(t),\bar\nu(t))\ \le\ e^{(2C_1(R(T))+C_2R(T)^2)t}\,d(\bar\mu_0,\bar\nu_0).$$
 *
 *  The factor 2 is no artefact. For $A=0$, $V=1$ the equation *is* $\dot m=Hm$, and the unmasked constant
 *  would give $e^t$. On tokens with $\theta([0,\tau_i])=r^{i-n}$ the sequence $m_i=r^{-i/2}$ is multiplied by
 *  $(1-r^{-1})/(1-r^{-1/2})=1+r^{-1/2}$ in the limit of many tokens, which tends to 2 for $r\to1$. Eight
 *  tokens with $r=4$ beat $e^t$.
 *
 *  The mean over the past is an average of $W_1$, so the field estimate has to hold with $W_1$. It does for
 *  softmax, L2, sigmoid and several heads. For Sinkhorn attention Lemma B.6 is printed with $W_2$, and
 *  $(Hw^2)^{1/2}$ is not bounded on $L^2(\theta)$; but it too holds with $W_1$, and an explicit constant, as shown at udt-LB.6.
 */
#include "claim/claim.h"
#include "flow/estimates.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* What the token at place i feels at x, one token at each position. */
static arr seen_from(head h, int i, arr x, arr X, arr theta) {
  return attention(h, row(x), rows_from(X, 0, i + 1), ln(rows_from(theta, 0, i + 1)));
}

/* with = { Q, K, V, theta } */
static arr masked_field(arr t, arr X, const arr *with) {
  head h = { with[0], with[1], with[2] };
  arr all = NULL;
  for (int i = 0; i < X->rows; i++) {
    arr v = seen_from(h, i, row_at(X, i), X, with[3]);
    all = all ? stack(all, v) : v;
  }
  return (void)t, all;
}

static arr lengths(arr X) {
  arr size[X->rows];
  for (int i = 0; i < X->rows; i++) size[i] = norm(row_at(X, i));
  return pack(X->in, X->rows, size);
}

static arr distance(arr theta, arr X, arr Y) {
  return root(dot(theta, sum_rows(square(sub(X, Y)))));
}

/* Mean over the tokens up to i. */
static arr past_mean(arr w, arr theta, int i) {
  arr masses = rows_from(theta, 0, i + 1);
  return over(dot(masses, rows_from(w, 0, i + 1)), total(masses));
}

/* Where averages of tokens of one sign are all that happens, bounds are attained. */
static bool only_averages(run *here) {
  arr A = dot(transpose(exact_input(here, "K")), exact_input(here, "Q"));
  return A->rows == 1 && equal(A, wholes(A, 0)) == YES;
}

static void measure_field_estimate(run *here, head h, norms size, arr theta) {
  arr X = input(here, "X"), Y = input(here, "Y"), w = lengths(sub(X, Y));
  arr R = greatest(lengths(stack(X, Y))), d_ = distance(theta, X, Y);
  void (*judge)(run *, const char *, arr, arr) = only_averages(here) ? attains : at_most;
  for (int i = 0; i < X->rows; i++)
    for (int k = -1; k < X->rows; k++) {
      arr x = k < 0 ? wholes(row_at(X, 0), 0) : row_at(X, k);
      arr off = norm(sub(seen_from(h, i, x, X, theta), seen_from(h, i, x, Y, theta)));
      arr gap = instead(here, "as printed", past_mean(w, theta, i), d_);
      judge(here, "difference of the fields", off,
            mul(slope_in_law(SOFTMAX, size, R, norm(x)), gap));
    }
}

/* Fields of the zero law and of one unit at positions of mass q. */
static void measure_no_constant(run *here, head h) {
  arr c = input(here, "c"), u = row_at(eye(c->in, h.V->columns), 0);
  arr shift = row(dot(h.V, u)), size = total(square(shift));
  arr q = over(size, times(square(c), 2, 1));
  arr theta = stack(flat(q), rest_of(q)), none = zeros(c->in, 2, u->rows);
  arr unit = stack(row(u), row(row_at(none, 0)));
  arr off = sub(seen_from(h, 0, row_at(none, 0), unit, theta),
                seen_from(h, 0, row_at(none, 0), none, theta));
  equals(here, "square of the difference of the fields", total(square(off)), size);
  exceeds(here, "the same, over c^2 d^2", total(square(off)),
          mul(square(c), square(distance(theta, unit, none))));
}

static void measure_stability(run *here, head h, norms size, arr theta) {
  arr X = input(here, "X"), Y = input(here, "Y"), T = input(here, "T");
  arr R0 = greatest(lengths(stack(X, Y))), R = mul(expo(mul(size.V, T)), R0);
  arr end_X = flow(masked_field, X, T, h.Q, h.K, h.V, theta);
  arr end_Y = flow(masked_field, Y, T, h.Q, h.K, h.V, theta);
  at(here, "t", T);
  part(here, "support");
  (only_averages(here) ? attains : at_most)(here, "largest token",
                                            greatest(lengths(stack(end_X, end_Y))), R);
  part(here, "stability");
  long hardy = instead(here, "the constant without a mask", 2, 1);
  arr rate =
      add(times(slope_in_law(SOFTMAX, size, R, R), hardy, 1), slope_in_place(SOFTMAX, size, R));
  at_most(here, "distance after T over distance at the start",
          over(distance(theta, end_X, end_Y), distance(theta, X, Y)), expo(mul(rate, T)));
}

static void measure_masked(run *here) {
  head h = { input(here, "Q"), input(here, "K"), input(here, "V") };
  arr theta = input(here, "theta");
  norms size = norms_of(h);
  part(here, "(iii)");
  measure_no_constant(here, h);
  measure_field_estimate(here, h, size, theta);
  measure_stability(here, h, size, theta);
}

static arr start_apart(run *here) { return norm(sub(input(here, "X"), input(here, "Y"))); }

static truth constant_is_large(run *here) {
  arr V = exact_input(here, "V"), first = column_at(V, 0), c = exact_input(here, "c");
  arr size = total(square(first));
  return lt(whole(c->in, 0), size) == YES && lt(size, square(c)) == YES ? YES : NO;
}

static void any_pair(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  arr V = add(eye(draw_arithmetic(d), 2), times(draw_dyadic(d, 2, 2), 1, 4));
  set(d, "Q", times(draw_dyadic(d, 1, 2), 1, 2));
  set(d, "K", times(draw_dyadic(d, 1, 2), 1, 2));
  set(d, "V", V);
  set(d, "theta", draw_probability(d, n));
  set(d, "X", times(draw_dyadic(d, n, 2), 1, 2));
  arr Y = times(draw_dyadic(d, n, 2), 1, 2);
  set(d, "Y", add(Y, times(draw_dyadic(d, n, 2), 1, 64)));
  set(d, "c", whole(draw_arithmetic(d), draw_whole(d, 3, 90)));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(udt_T3_4) = {
  .title = "well-posedness and stability under a mask",
  .kind = THEOREM,
  .where = "Theorem 3.4",
  .says =
      "the masked Transformer PDE has a unique global weak solution … Supp μ(t) ⊂ B_R(t), R(t) "
      "= e^(∫₀ᵗ‖V(s)‖₂ ds) R₀ … there exists a constant C(t, R₀) such that d(μ̄(t), ν̄(t)) ≤ C(t, "
      "R₀) d(μ̄₀, ν̄₀)",
  .sentence =
      "Support and stability hold; estimate (iii) of the proof does not, and what replaces it "
      "brings the constant 2 of Hardy's inequality.",
  .remains =
      "The theorem, with C(t, R₀) = e^((2C₁ + C₂R²)t): measured for softmax with constant "
      "parameters; by the same argument for L2, sigmoid and multi-head attention, and for Sinkhorn "
      "attention by its W₁ estimate (udt-LB.6). Existence and uniqueness are not examined.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "theta", "n", PROBABILITY, "masses of the positions, one token each" },
              { "X", "n,d", REAL, "tokens" },
              { "Y", "n,d", REAL, "other tokens" },
              { "c", "", POSITIVE, "a constant to be refuted for (iii)" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "the first column of V is neither zero nor longer than c",
                    constant_is_large } },
  .instances = { { "a light first token",
                   { "Q = 1 1/2; 0 1/3", "K = 1/2 -1/3; 1 1/4", "V = 1/2 -1/3; 1/4 2/3",
                     "theta = 1/1000 499/1000 1/2", "X = 1/2 1/3; 1/2 -1/5; -1/4 1/3",
                     "Y = -1/2 1/4; 1/2 -1/5; -1/4 1/2", "c = 1000", "T = 1/8" } },
                 { "Hardy's sequence",
                   { "Q = 0", "K = 0", "V = 1",
                     "theta = 1/16384 3/16384 12/16384 48/16384 192/16384 768/16384 3072/16384 "
                     "12288/16384",
                     "X = 0; 0; 0; 0; 0; 0; 0; 0", "Y = 1; 1/2; 1/4; 1/8; 1/16; 1/32; 1/64; 1/128",
                     "c = 30", "T = 1" } } },
  .draw = any_pair,
  .draws = 2,
  .visible = { { "distance of the two sequences", start_apart } },
  .standing = HOLDS,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-D2.6", "udt-D3.2", "udt-LB.2", "udt-LB.6" },
  .parts = { { "(iii)", CORRECTED, "|Γ_μ̄(x) − Γ_ν̄(x)| ≤ c(x, R) d(μ̄, ν̄)",
               "|Γ_μ̄(σ, x) − Γ_ν̄(σ, x)| ≤ c(x, R) θ([0,σ])⁻¹ ∫_{[0,σ]} W₁(μ^τ, ν^τ) dθ(τ); no c(x, "
               "R) "
               "serves every σ",
               PROOF_STEP, PRINTED },
             { "support", HOLDS, "Supp μ(t) ⊂ B_R(t)", NULL, NO_ERRATUM, PRINTED },
             { "stability", HOLDS, "d(μ̄(t), ν̄(t)) ≤ e^((2C₁(R(T)) + C₂R(T)²)t) d(μ̄₀, ν̄₀)", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_masked,
  .controls = { { "as printed", "a light first token" },
                { "the constant without a mask", "Hardy's sequence" } },
};

/*. ## "For every p" and "the same constants"
 *
 *  Remark 3.3 replaces $W_2$ by $W_p$, $p\ge1$: "All our proofs adapt directly to this case without changing
 *  the constant factors, as the estimates rely on a $W_1$ estimate." By the above the rate contains the norm of
 *  $H$ on $L^p(\theta)$, and that is $\frac p{p-1}$. For $p\ge2$ it is at most 2, and the constants of
 *  $p=2$ serve. For $1<p<2$ they do not: on the tokens above with $m_i=r^{-i/p}$ the factor is
 *  $(1-r^{-1})/(1-r^{-1+1/p})$ in the limit, and sixteen tokens with $p=\frac65$ beat $e^{2t}$.
 *
 *  For $p=1$ there is no constant at all. Let $\theta$ be the Lebesgue measure and let all differences sit in
 *  the first $\delta$. Then $H^k1_{[0,\delta]}=\frac\delta s\sum_{j<k}\frac1{j!}\log^j\frac s\delta$ behind it, and
 *  with $L=\log\frac1\delta$
 *
 *  $$\frac{d_1(t)}{d_1(0)}=\sum_{k\ge0}\frac{t^k}{k!}\sum_{j=0}^k\frac{L^j}{j!}\ \longrightarrow\ \infty\qquad(\delta\to0),$$
 *
 *  like $e^{2\sqrt{tL}}$. The supports stay in $B_{e^t}$. For tokens, with $\theta([0,\tau_i])=r^{i-n}$,
 *  $q=1-\frac1r$ and the difference in the first of $m+1$, the same sum has $q^j\binom{m+j-1}j$ in place of
 *  $L^j/j!$, whatever $r$: it is met by the enclosed flow of the tokens. Neither series is a
 *  truncation: with $B=\sum_j$ of all terms, what is left behind $k$ is at most
 *  $Be^t\,t^{k+1}/(k+1)!$, and it is added to the balls.
 */
/* theta for which the first i + 1 tokens have mass r^(i - n + 1). */
static arr geometric_masses(arr r, int n) {
  arr theta[n], q = rest_of(reciprocal(r));
  for (int i = 0; i < n; i++) {
    arr mass = power(r, i - n + 1);
    theta[i] = i ? mul(q, mass) : mass;
  }
  return pack(r->in, n, theta);
}

static arr powers(arr f, int n) {
  arr x[n];
  for (int i = 0; i < n; i++) x[i] = power(f, i);
  return pack(f->in, n, x);
}

/* Means over the past, as a matrix. */
static arr averaging(arr theta) {
  arr all = NULL, mass = NULL;
  for (int i = 0; i < theta->rows; i++) {
    arr own = item(theta, i), line[theta->rows];
    mass = mass ? add(mass, own) : own;
    for (int j = 0; j < theta->rows; j++)
      line[j] = j <= i ? over(item(theta, j), mass) : whole(theta->in, 0);
    arr one = row(pack(theta->in, theta->rows, line));
    all = all ? stack(all, one) : one;
  }
  return all;
}

static arr linear_field(arr t, arr x, const arr *with) { return (void)t, dot(with[0], x); }

/* Of positive entries. */
static arr norm_of(arr p, arr theta, arr x) {
  return expo(over(ln(dot(theta, expo(mul(p, ln(x))))), p));
}

enum { TERMS = 90 };

/* sum_k T^k/k! sum_(j<=k) a_j, a_0 = 1 and a_(j+1) = a_j q (m + j)/(j + 1), or L/(j + 1) where m is 0; bound is
 * the sum of all a_j. */
static arr double_series(arr T, arr q, long m, arr bound) {
  arr a = whole(T->in, 1), inner = a, outer_ = a, sum = a;
  for (long k = 1; k <= TERMS; k++) {
    a = times(mul(a, q), m ? m + k - 1 : 1, k);
    inner = add(inner, a), outer_ = times(mul(outer_, T), 1, k);
    sum = add(sum, mul(outer_, inner));
  }
  arr left = mul(mul(bound, expo(T)), times(mul(outer_, T), 1, TERMS + 1));
  return ball(sum, left);
}

static void trace_ratios(run *here, arr T) {
  if (arith_kind(T->in) != DOUBLE) return;
  enum { N = 40 };
  arr theta = geometric_masses(whole(T->in, 2), N), start = row_at(eye(T->in, N), 0);
  arr end = flow(linear_field, start, T, averaging(theta)), first = item(theta, 0);
  for (int n = 1; n <= N; n += 3) {
    arr past = rows_from(theta, 0, n), y = rows_from(end, 0, n),
        L = times(ln(whole(T->in, 2)), n - 1, 1);
    trace_point(here, "p = 1", L, over(dot(past, y), first));
    trace_point(here, "p = 2", L, root(over(dot(past, square(y)), first)));
    trace_point(here, "bound of p = 2", L, expo(times(T, 2, 1)));
    trace_point(here, "no mask", L, expo(T));
  }
}

static void measure_every_p(run *here) {
  arr r = input(here, "r"), T = input(here, "T"), p = input(here, "p"), one = whole(r->in, 1);
  arr L = input(here, "L"), q = rest_of(over(one, r));
  int n = (int)whole_input(here, "n");
  arr theta = geometric_masses(r, n), x = powers(input(here, "fall"), n), H = averaging(theta);
  part(here, "p = 1");
  exceeds(here, "d_1 after T over its start, Lebesgue positions", double_series(T, L, 0, expo(L)),
          input(here, "C"));
  arr start = row_at(eye(r->in, n), 0), end = flow(linear_field, start, T, H);
  at(here, "t", T);
  long m = instead(here, "one token fewer", n - 1, n - 2);
  equals(here, "d_1 after T over its start, geometric positions",
         over(dot(theta, end), item(theta, 0)), double_series(T, q, m, power(r, n - 1)));
  trace_ratios(here, T);
  part(here, "1 < p < 2");
  equals(here, "norm of twice the differences", norm_of(p, theta, times(x, 2, 1)),
         times(norm_of(p, theta, x), 2, 1));
  arr rate = instead(here, "as printed", over(p, sub(p, one)), whole(r->in, 2));
  at_most(here, "d_p after T over its start",
          over(norm_of(p, theta, flow(linear_field, x, T, H)), norm_of(p, theta, x)),
          expo(mul(rate, T)));
}

static truth between_one_and_two(run *here) {
  arr p = exact_input(here, "p"), one = whole(p->in, 1), r = exact_input(here, "r");
  return lt(one, p) == YES && lt(one, r) == YES && whole_input(here, "n") > 2 ? YES : NO;
}

static void any_tokens(draw *d) {
  arith *E = draw_arithmetic(d);
  set(d, "r", draw_between(d, 9, 40, 8));
  set(d, "fall", draw_between(d, 1, 15, 16));
  set(d, "n", whole(E, draw_whole(d, 3, 8)));
  set(d, "p", draw_between(d, 17, 40, 16));
  set(d, "L", whole(E, draw_whole(d, 100, 160)));
  set(d, "C", whole(E, draw_whole(d, 100, 10000)));
  set(d, "T", draw_between(d, 4, 8, 8));
}

CLAIM(udt_R3_3) = {
  .title = "the conditional Wasserstein distance of order p",
  .kind = REMARK,
  .where = "Remark 3.3",
  .says =
      "One can also define the conditional p-Wasserstein distance for p ≥ 1 … All our proofs adapt "
      "directly to this case without changing the constant factors, as the estimates rely on a "
      "W₁ estimate",
  .correction =
      "for p > 1, with p/(p−1) times C₁ in the rate, which exceeds the factor 2 of p = 2 when "
      "p < 2; for p = 1 there is no constant",
  .sentence = "False for p = 1, where no stability constant exists; the constant depends on p like "
              "p/(p−1).",
  .remains = "The remark for p ≥ 2, and for every p > 1 with the constant p/(p−1).",
  .inputs = { { "r", "", POSITIVE, "growth of the mass of the past, from token to token" },
              { "fall", "", POSITIVE, "fall of the differences from token to token" },
              { "n", "", INTEGER, "tokens" },
              { "p", "", POSITIVE, "of W_p" },
              { "L", "", POSITIVE, "log(1/delta), positions being uniform" },
              { "C", "", POSITIVE, "a constant to be refuted for p = 1" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "p > 1, r > 1 and n > 2", between_one_and_two } },
  .instances = { { "p near 1",
                   { "r = 16", "fall = 1/10", "n = 16", "p = 6/5", "L = 150", "C = 1000000000",
                     "T = 1" } },
                 { "p near 2",
                   { "r = 9/4", "fall = 5/8", "n = 7", "p = 7/4", "L = 90", "C = 2000",
                     "T = 2/3" } } },
  .draw = any_tokens,
  .standing = CORRECTED,
  .erratum = CONSTANT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-T3.4" },
  .parts = { { "1 < p < 2", CORRECTED, "the constants of p = 2", "p/(p−1) C₁ in place of 2C₁",
               CONSTANT, PRINTED },
             { "p = 1", REFUTED, "the constants of p = 2",
               "for A = 0, V = 1 the ratio d₁(t)/d₁(0) is unbounded, like e^(2√(t log(1/δ))) for a "
               "difference at the first δ of the positions",
               STATEMENT, PRINTED } },
  .measure = measure_every_p,
  .controls = { { "as printed", "p near 1" }, { "one token fewer" } },
};
