/*. # The theorem
 *
 *  Theorem 1 adds two terms: what the temperature costs, and how far the zero-temperature flow is from its limit. The second
 *  is (10), $\sqrt{2\mathcal V_p(\rho_0)}\,e^{-p\gamma t/\sigma_{\max}(B)}$, and is printed with $\mathcal V_p(\rho_0)$ in the place
 *  of the root, as in Corollary 2 (`low-C2`). At $t=0$ the first term is zero, and the statement is about the initial law alone:
 *  for the uniform law on $S^5$, $k=5$ and $p=1$, where all assumptions hold, the distance is $0.4349\ldots$
 *  and $\mathcal V_1=\frac13$. For every $p$ at once, a mass $\epsilon$ at 45 degrees from $E$ and the rest
 *  on $E$ has the distance $\sqrt{\epsilon(2-\sqrt2)}>\epsilon=\mathcal V_p$; smoothed, and with a little uniform law, it satisfies Assumption 3.
 */
#include <stdlib.h>

#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"
#include "uniform_law.h"

static arr root_of_double(arr V) { return root(times(V, 2, 1)); }
static arr itself(arr V) { return V; }

/* Of a token at 45 degrees from a line E. */
static arr gap_at_45_degrees(arith *N) {
  arr x = given(N, "1 1");
  return total(square(sub(over(x, norm(x)), given(N, "1 0"))));
}

static void measure_start(run *here) {
  arith *N = arithmetic(here);
  int d = (int)whole_input(here, "d"), k = (int)whole_input(here, "k"),
      m = (int)whole_input(here, "m");
  arr (*front)(arr) = instead(here, "as printed", root_of_double, itself),
      epsilon = input(here, "epsilon");
  arr (*faint)(arr) = instead(here, "as printed, of a faint mass", root_of_double, itself);
  part(here, "the uniform law");
  arr distance = root(uniform_distance_squared(N, d, k));
  at_most(here, "distance at time zero", distance, front(uniform_functional(N, d, k, m)));
  part(here, "a faint mass");
  arr gap = gap_at_45_degrees(N);
  equals(here, "squared distance of its tokens", gap, sub(whole(N, 2), root(whole(N, 2))));
  distance = root(mul(epsilon, gap));
  at_most(here, "distance at time zero, for every p", distance, faint(epsilon));
}

static truth finite_functional(run *here) {
  long d = whole_input(here, "d"), k = whole_input(here, "k"), m = whole_input(here, "m");
  return 1 <= m && m <= 2 && m < k && k < d && d <= 30 ? YES : NO;
}
static truth small_mass(run *here) {
  arr e = exact_input(here, "epsilon");
  return lt(e, rat(e->in, 1, 2));
}

static bool not_exact(number kind) { return kind == EXACT; }

CLAIM(low_T1) = {
  .title = "concentration at low temperature",
  .kind = THEOREM,
  .where = "Theorem 1",
  .says = "W₂(ρ_t^β, Π♯ρ₀) ≤ 2√(log(β + 1)/β) (e^(C₁t) − e^(C₀t)) + 𝒱_p(ρ₀) exp(−pγt/σ_max(B))",
  .correction = "the same with √(2𝒱_p(ρ₀)) in place of 𝒱_p(ρ₀), as in (10)",
  .sentence = "False as printed at t = 0 already, where the first term is zero: the prefactor lost "
              "its square root and its 2.",
  .remains = "The theorem with the prefactor of its own proof; its constants are another matter "
             "(low-T1d).",
  .inputs = { { "d", "", INTEGER, "dimension of the space" },
              { "k", "", INTEGER, "dimension of E" },
              { "m", "", INTEGER, "m = 2p" },
              { "epsilon", "", POSITIVE, "a faint mass" } },
  .hypotheses = { { "1 <= 2p <= 2, 2p < k < d <= 30", finite_functional },
                  { "epsilon < 1/2", small_mass } },
  .instances = { { "five of six", { "d = 6", "k = 5", "m = 2", "epsilon = 1/10" } },
                 { "nineteen of twenty", { "d = 20", "k = 19", "m = 2", "epsilon = 1/3" } },
                 { "p = 1/2", { "d = 30", "k = 29", "m = 1", "epsilon = 1/100" } } },
  /* not drawn: three whole numbers and a mass, which the instances span */
  .standing = CORRECTED,
  .erratum = CONSTANT,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .uses = { "low-C2", "low-L7", "low-Ex3", "low-L7w" },
  .parts = { { "the uniform law", CORRECTED, "W₂(ρ₀, Π♯ρ₀) ≤ 𝒱_p(ρ₀)", "≤ √(2𝒱_p(ρ₀))", CONSTANT,
               PRINTED },
             { "a faint mass", CORRECTED, "W₂(ρ₀, Π♯ρ₀) ≤ 𝒱_p(ρ₀), for every p",
               "≤ √(2𝒱_p(ρ₀)); the two points are the limit of smooth laws", CONSTANT, PRINTED } },
  .measure = measure_start,
  .controls = { { "as printed" }, { "as printed, of a faint mass" } },
};

/*. ## Which constant knows the density
 *
 *  The theorem makes $C_1$ depend on $d$, $\sigma_{\max}(B)$ and $\sigma_{\max}(V)$, and $C_0$ on $\sigma_{\min}(B)$ and $\ell_0$ too. In
 *  the proof it is the other way round, and it has to be. With $C_1$ free of $\ell_0$ the first term goes to zero as
 *  $\beta\to\infty$ whatever the law. Take $B=-\mathrm{Id}$, $V=\mathrm{diag}(2,1)$, and a law near one point at 45
 *  degrees, with a uniform part so faint that attention at this $\beta$ does not feel it. Its tokens follow their own values,
 *  $\dot x=\mathrm P_xVx$, towards $e_1$; the theorem sends them to $E$, which is spanned by $e_2$. At $t=1$ the distance is
 *  $1.144\ldots$, and the second term, corrected, $\sqrt2e^{-p}\to0.86$ for $p\uparrow\frac12$.
 *
 *  The point is flowed and enclosed; and a smooth bump of nine nodes over 24 of a uniform law of mass $e^{-3\beta}$ is run as weighted tokens:
 *  the bump does not feel them.
 */
static arr diagonal_values(arith *N) { return given(N, "2 0; 0 1"); }

static arr distance_to_axis(arr x, int axis) {
  return root(times(sub(whole(x->in, 1), absolute(item(x, axis))), 2, 1));
}

/* The nodes at angles 45 degrees + i/200, |i| <= 4, and n more all around, of faint masses. */
static void bump(arith *N, arr beta, int n, arr *X, arr *log_masses) {
  arr pi = constant_pi(N), faint = times(beta, -3, 1);
  *X = *log_masses = NULL;
  for (int i = -4; i <= 4; i++) {
    arr a = add(times(pi, 1, 4), rat(N, i, 200)), x = row(stack(cosine(a), sine(a)));
    *X = *X ? stack(*X, x) : x;
    arr level = ln(rat(N, 5 - labs(i), 25));
    *log_masses = *log_masses ? stack(*log_masses, level) : flat(level);
  }
  for (int i = 0; i < n; i++) {
    arr a = times(pi, 2 * i + 1, n), x = row(stack(cosine(a), sine(a)));
    *X = stack(*X, x), *log_masses = stack(*log_masses, sub(faint, ln(whole(N, n))));
  }
}

/* What the theorem with a C_1 free of the density would have in the limit, and what is true. */
static void beyond_second_term(run *here, const char *what, arr distance, arr bound) {
  if (under(here, "as printed"))
    at_most(here, what, distance, bound);
  else
    exceeds(here, what, distance, bound);
}

/* The bump of mass nearly one, not far from where the one point is. */
static void run_bump(run *here, arr V, arr B, arr beta, arr bound, arr of_one_point) {
  enum { AROUND = 24, STEPS = 10 };
  arith *N = beta->in;
  arr X, log_masses, sum = whole(N, 0);
  bump(N, beta, AROUND, &X, &log_masses);
  arr with[] = { V, B, beta, log_masses };
  arr Y = unit_rows(runge_kutta(sphere_attention, X, whole(N, 1), STEPS, with));
  for (int i = 0; i < 9; i++)
    sum = add(sum, mul(expo(item(log_masses, i)), square(distance_to_axis(row_at(Y, i), 1))));
  arr distance = root(sum);
  beyond_second_term(here, "distance of the bump to its projection", distance, bound);
  at_most(here, "and off that of one point", absolute(sub(distance, of_one_point)),
          rat(N, 1, 100000));
}

/* One point does not feel the temperature (low-B1); that it should go to e2 is a matter of VB'. */
static void measure_dependence(run *here) {
  arr beta = input(here, "beta"), p = input(here, "p"), one = whole(p->in, 1);
  arr V = diagonal_values(p->in), B = neg(eye(p->in, 2)), x0 = given(p->in, "1 1");
  V = instead(here, "values that agree with the keys", V, neg(V));
  arr bound = mul(root(whole(p->in, 2)), expo(neg(p))), A = dot(V, transpose(B));
  arr start = row(over(x0, norm(x0))), alone = flat(zeros(p->in, 1, 1));
  arr end = row_at(flow(sphere_attention, start, one, V, B, one, alone), 0);
  part(here, "one point");
  exceeds(here, "value of e2 under VB', over that of e1", entry(A, 1, 1), entry(A, 0, 0));
  equals(here, "tangent of its angle", over(item(end, 1), item(end, 0)), expo(neg(one)));
  arr distance = distance_to_axis(end, 1);
  equals(here, "distance to its projection", distance, norm(sub(end, given(p->in, "0 1"))));
  beyond_second_term(here, "distance to its projection", distance, bound);
  if (arith_kind(p->in) == BALL) return;
  part(here, "a smooth law");
  run_bump(here, V, B, beta, bound, distance);
}

static truth below_half(run *here) {
  arr p = exact_input(here, "p");
  return lt(p, rat(p->in, 1, 2));
}

CLAIM(low_T1d) = {
  .title = "what the constants of Theorem 1 depend on",
  .kind = THEOREM,
  .where = "Theorem 1, its last line",
  .says = "for constants C₁ = C₁(d, σ_max(B), σ_max(V)) > C₀ = C₀(d, σ_max(B), σ_max(V), σ_min(B), "
          "ℓ₀) > 0",
  .correction = "the lists are interchanged: in the proof C₁ depends on σ_min(B) and ℓ₀ too",
  .sentence = "False as printed: no C₁ that does not know the least density ℓ₀ will do.",
  .remains = "The order of the proof, given Lemma 10 (see low-L10).",
  .inputs = { { "beta", "", POSITIVE, "inverse temperature" }, { "p", "", POSITIVE, "exponent" } },
  .hypotheses = { { "p < 1/2", below_half } },
  .instances = { { "beta = 20", { "beta = 20", "p = 49/100" } },
                 { "beta = 100", { "beta = 100", "p = 9/20" } } },
  /* not drawn: one law, at two temperatures */
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = RESOLVED,
  .encloses = FLOW,
  .unable = not_exact,
  .uses = { "low-T1", "low-B1" },
  .parts = { { "one point", CORRECTED, "the limit β → ∞ of the bound, for a law near one point",
               "the distance stays above the second term", STATEMENT, PRINTED },
             { "a smooth law", CORRECTED, "the same for a bump over a faint uniform law",
               "the same", STATEMENT, PRINTED } },
  .measure = measure_dependence,
  .controls = { { "as printed" }, { "values that agree with the keys" } },
};

/*. ## When the interval of Corollary 4 is not empty
 *
 *  For $t\in[t_1,t_2]$ the distance is to be below $\varepsilon$. The $t_1$ inherits the wrong prefactor, and that makes the corollary
 *  false with no asymptotics: for the uniform law with $d=10$, $k=9$, $p=1$ and $\varepsilon=2\mathcal V_1=\frac27$ the printed $t_1$ is
 *  zero, and the distance at time zero is $0.328\ldots>\varepsilon$, whatever $\beta$.
 *
 *  "In fact, $\beta\gtrsim\varepsilon^{-4}\log\frac1\varepsilon$ suffices" for $t_1<t_2$. With $a=\sigma_{\max}(B)C_1/(p\gamma)$ and the right
 *  prefactor $P=\sqrt{2\mathcal V_p}$,
 *
 *  $$t_1<t_2\iff\frac\beta{\log(\beta+1)}>\frac{16}{\varepsilon^2}\Big(\big(\tfrac{2P}\varepsilon\big)^a-1\Big)^2,$$
 *
 *  of the order $\varepsilon^{-2-2a}$. The paper's $C_1\ge2\sigma_{\max}(V)(1+\kappa)$ gives $a\ge\frac2p\ge2$, so the power is six at
 *  least. At $a=2$, a million times $\varepsilon^{-4}\log\frac1\varepsilon$ is not enough at $\varepsilon=2^{-16}$.
 */
typedef struct {
  arr P, a, epsilon;
} window;

/* C_1 times t_1, and times t_2 when beta / log(beta + 1) = ratio. */
static arr window_start(window w) { return mul(w.a, ln(over(times(w.P, 2, 1), w.epsilon))); }
static arr window_end(window w, arr ratio) {
  return ln(add(whole(ratio->in, 1), times(mul(w.epsilon, root(ratio)), 1, 4)));
}

/* What beta / log(beta + 1) has to exceed. */
static arr threshold(window w, int exponent) {
  arr grown = sub(expo(window_start(w)), whole(w.P->in, 1));
  return times(over(square(grown), power(w.epsilon, exponent)), 16, 1);
}

static void measure_threshold(run *here, window w) {
  int two = instead(here, "epsilon for epsilon squared", 2, 1);
  arr there = threshold(w, two), more = times(there, 101, 100), less = times(there, 99, 100);
  part(here, "threshold");
  equals(here, "both ends at the threshold", window_end(w, there), window_start(w));
  exceeds(here, "end above it", window_end(w, more), window_start(w));
  exceeds(here, "start below it", window_start(w), window_end(w, less));
}

/* A million times epsilon^-4 log(1/epsilon), for a = 2. */
static void measure_power(run *here, arr P) {
  arith *N = P->in;
  arr inverse_ = whole(N, 1L << 16), million = whole(N, 1000000);
  window w = { P, whole(N, 2), reciprocal(inverse_) };
  arr beta = mul(mul(power(inverse_, 4), ln(inverse_)), million),
      ratio = over(beta, ln(add(beta, whole(N, 1))));
  arr log_beta = add(ln(million), add(times(ln(inverse_), 4, 1), ln(ln(inverse_))));
  part(here, "epsilon to the minus four");
  equals(here, "log beta", ln(beta), log_beta);
  equals(here, "beta, by its ratio", mul(ratio, ln(add(beta, whole(N, 1)))), beta);
  if (under(here, "as printed"))
    exceeds(here, "end of the interval, over its start", window_end(w, ratio), window_start(w));
  else
    exceeds(here, "start of the interval, over its end", window_start(w), window_end(w, ratio));
}

/* The uniform law with d = 10, k = 9, p = 1, and epsilon twice the functional. */
static void measure_first_time(run *here) {
  arith *N = arithmetic(here);
  arr V = uniform_functional(N, 10, 9, 2), epsilon = rat(N, 2, 7), one = whole(N, 1);
  arr distance = root(uniform_distance_squared(N, 10, 9));
  part(here, "t₁");
  equals(here, "2V/epsilon: the printed t1 is zero", over(times(V, 2, 1), epsilon), one);
  arr right = over(times(root_of_double(V), 2, 1), epsilon);
  equals(here, "the same with the right prefactor, squared", square(right), whole(N, 14));
  if (under(here, "as printed"))
    at_most(here, "distance at time zero", distance, epsilon);
  else
    exceeds(here, "distance at time zero", distance, epsilon);
}

static void measure_corollary(run *here) {
  window w = { input(here, "P"), input(here, "a"), input(here, "epsilon") };
  measure_threshold(here, w);
  measure_power(here, w.P);
  measure_first_time(here);
}

static truth small_accuracy(run *here) {
  arr P = exact_input(here, "P");
  return lt(exact_input(here, "epsilon"), times(P, 2, 1));
}
static truth prefactor_of_order_one(run *here) {
  arr P = exact_input(here, "P");
  return le(rat(P->in, 1, 2), P);
}

static void any_window(draw *d) {
  set(d, "P", draw_between(d, 4, 16, 8));
  set(d, "a", draw_between(d, 16, 64, 8));
  set(d, "epsilon", draw_between(d, 1, 15, 16));
}

CLAIM(low_C4) = {
  .title = "an interval of times at which the law is concentrated",
  .kind = COROLLARY,
  .where = "Corollary 4, with its proof in Appendix A.3",
  .says = "For any ε > 0 there exists β ≳ ε⁻⁴ log(1/ε) large enough such that it holds W₂(ρ_t^β, "
          "Π♯ρ₀) ≤ ε for all t ∈ [t₁, t₂] with t₁ < "
          "t₂, where t₁ := (σ_max(B)/(pγ)) log(2𝒱_p(ρ₀)/ε) and t₂ := (1/C₁) log(1 + (ε/4)√(β/log(β "
          "+ 1)))",
  .correction = "with t₁ := (σ_max(B)/(pγ)) log(2√(2𝒱_p(ρ₀))/ε), and β of the order ε^(−2−2a), a = "
                "σ_max(B)C₁/(pγ) ≥ 2, but for "
                "logarithms",
  .sentence = "False as printed through t₁, for one uniform law at every β; and the power −4, "
              "which the proof says suffices, is −6 at best.",
  .remains = "That some β is large enough, with the right t₁.",
  .inputs = { { "P", "", POSITIVE, "the prefactor, root of 2 V_p" },
              { "a", "", POSITIVE, "sigma_max(B) C_1 / (p gamma)" },
              { "epsilon", "", POSITIVE, "accuracy" } },
  .hypotheses = { { "epsilon < 2P", small_accuracy }, { "P >= 1/2", prefactor_of_order_one } },
  .instances = { { "a = 2", { "P = 1", "a = 2", "epsilon = 1/4" } },
                 { "a = 5", { "P = 3/2", "a = 5", "epsilon = 1/16" } } },
  .draw = any_window,
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .uses = { "low-T1", "low-Ex3" },
  .parts = { { "threshold", HOLDS, "t₁ < t₂ iff β/log(β + 1) > 16ε⁻²((2P/ε)^a − 1)²", NULL,
               NO_ERRATUM, DERIVED },
             { "epsilon to the minus four", CORRECTED, "β ≳ ε⁻⁴ log(1/ε) suffices",
               "the power is −2 − 2a ≤ −6", STATEMENT, PRINTED },
             { "t₁", CORRECTED, "t₁ = (σ_max(B)/(pγ)) log(2𝒱_p(ρ₀)/ε)", "√(2𝒱_p(ρ₀)) for 𝒱_p(ρ₀)",
               CONSTANT, PRINTED } },
  .measure = measure_corollary,
  .controls = { { "as printed" }, { "epsilon for epsilon squared" } },
};

/*. ## Two regimes
 *
 *  The two terms of the theorem, without their constants, are equal at
 *  $t_\times=\frac{\log(\beta/\log(\beta+1))}{2(C_1+p\gamma/\sigma_{\max}(B))}$, of the order $\log\beta$; before, the decay is the larger, and after, the
 *  growth. What "$0\le t\lesssim\log\beta$" means is $t\le t_\times$: a small multiple, for the constants of the proof. The
 *  second line says nothing for long: it has passed the diameter of the sphere, 2, a time $\frac{\log2}{C_1}+\frac{p\gamma}{C_1\sigma_{\max}(B)}t_\times$ later.
 */
static void measure_regimes(run *here) {
  arr c = input(here, "c"), C1 = input(here, "C1"), beta = input(here, "beta"),
      one = whole(c->in, 1);
  arr level = over(ln(add(beta, one)), beta), both = add(C1, c), log_ = ln(add(one, beta));
  arr crossing = over(neg(ln(level)), times(both, instead(here, "one for two", 2, 1), 1));
  equals(here, "when they cross", crossing, over(sub(ln(beta), ln(log_)), times(both, 2, 1)));
  for (int i = 1; i <= 7; i++) {
    arr t = times(crossing, i, 4), decay = expo(neg(mul(c, t))),
        growth = mul(expo(mul(C1, t)), root(level));
    equals(here, "growth over decay", over(growth, decay), expo(mul(both, sub(t, crossing))));
  }
  arr later = add(crossing, over(add(ln(whole(c->in, 2)), mul(c, crossing)), C1));
  equals(here, "the second line when it reaches the diameter",
         mul(expo(mul(C1, later)), root(level)), whole(c->in, 2));
}

static truth cold(run *here) {
  arr beta = exact_input(here, "beta");
  return lt(whole(beta->in, 2), beta);
}

static void any_constants(draw *d) {
  set(d, "c", draw_between(d, 1, 16, 16));
  set(d, "C1", draw_between(d, 16, 160, 4));
  set(d, "beta", draw_between(d, 3, 1000000, 1));
}

CLAIM(low_R4) = {
  .title = "two regimes, and the scale log β",
  .kind = REMARK,
  .where = "Section 2, Discussion of the main results",
  .says = "W₂(ρ_t^β, Π♯ρ₀) ≲ exp(−pγt/σ_max(B)), 0 ≤ t ≲ log β, and ≲ e^(C₁t)√(log(β + 1)/β), t ≳ "
          "log β",
  .sentence = "Holds of the two terms, with t_× = log(β/log(β + 1))/(2(C₁ + pγ/σ_max(B))) for log "
              "β; the second line soon exceeds the diameter.",
  .inputs = { { "c", "", POSITIVE, "p gamma / sigma_max(B)" },
              { "C1", "", POSITIVE, "the constant of the growth" },
              { "beta", "", POSITIVE, "inverse temperature" } },
  .hypotheses = { { "beta > 2", cold } },
  .instances = { { "Figure 1", { "c = 1/10", "C1 = 55", "beta = 30" } },
                 { "very cold", { "c = 1/2", "C1 = 4", "beta = 1000000" } } },
  .draw = any_constants,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .uses = { "low-T1" },
  .measure = measure_regimes,
  .controls = { { "one for two" } },
};
