/*. # The Lyapunov functional
 *
 *  Write $x=u+v$ with $u=\mathrm P_Ex$, and $R_p=(|v|/|u|)^{2p}$. The formulas (28) to (31) say how $R_p$ changes along
 *  (3). The gradients are taken by series, of $R_p$ as it is defined; $p=1$ is decided in rational numbers.
 *
 *  $$\nabla R_1=2R_1\Big(\frac v{|v|^2}-\frac u{|u|^2}\Big),\qquad
 *    \langle\nabla R_p,\mathrm P_xAx\rangle=2pR_p\Big(\frac{\langle v,Av\rangle}{|v|^2}-\mu_1\Big)\le-2p\gamma R_p,$$
 *
 *  with equality where all eigenvalues below $\mu_1$ are the same. Without symmetry of $A$ the middle is false.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"
#include "symmetric_case.h"

static arr power_of(arr x, arr p) { return expo(mul(p, ln(x))); }
static arr squared(arr x) { return dot(x, x); }

/* R_1; with = { P_E }. */
static arr ratio(arr x, const arr *with) {
  arr u = dot(with[0], x);
  return over(squared(sub(x, u)), squared(u));
}

/* R_p; with = { P_E, p }. */
static arr powered(arr x, const arr *with) { return power_of(ratio(x, with), with[1]); }

/* The right-hand side of (28), with either sign of its second term. */
static arr printed_gradient(arr x, arr P, int sign) {
  arr u = dot(P, x), v = sub(x, u), own = over(v, squared(v)), other = over(u, squared(u));
  return times(mul(over(squared(v), squared(u)), sub(own, times(other, sign, 1))), 2, 1);
}

static void measure_gradient(run *here, arr x, symmetric_case c) {
  arr with[] = { c.P, NULL }, slope = gradient(ratio, x, with);
  arr stated = printed_gradient(x, c.P, instead(here, "plus for minus", 1, -1));
  part(here, "(28)");
  equals(here, "gradient", slope, stated);
  vanishes(here, "its inner product with x", dot(slope, x), mul(norm(slope), norm(x)));
}

static void measure_decay(run *here, arr x, symmetric_case c) {
  arr P = c.P, u = dot(P, x), v = sub(x, u), with[] = { P, NULL }, slope = gradient(ratio, x, with);
  arr tangent = row_at(tangential(row(x), row(dot(c.A, x))), 0), R = ratio(x, with);
  arr level = over(product(v, c.A, v), squared(v)), gap = spectral_gap(c);
  arr stated = times(mul(R, sub(level, item(c.mu, 0))), 2, 1);
  part(here, "(31)");
  equals(here, "change of R_1", dot(slope, tangent), stated);
  bool others_equal = equal(greatest(rows_from(c.mu, c.k, c.mu->rows - c.k)), least(c.mu)) == YES;
  gap = instead(here, "twice the gap", gap, times(gap, 2, 1));
  if (others_equal)
    equals(here, "change of R_1 where the other eigenvalues are equal", stated,
           times(mul(gap, R), -2, 1));
  else
    at_most(here, "decay below", times(mul(gap, R), 2, 1), neg(stated));
  if (arith_kind(x->in) == EXACT) return;
  arr p = input(here, "p"), with_p[] = { P, p, NULL }, slope_p = gradient(powered, x, with_p);
  part(here, "(29)");
  equals(here, "gradient of R_p", slope_p, mul(over(mul(p, powered(x, with_p)), R), slope));
  part(here, "(31)");
  equals(here, "change of R_p", dot(slope_p, tangent),
         mul(over(mul(p, powered(x, with_p)), R), stated));
}

static void measure_formulas(run *here) {
  symmetric_case c = case_of(here, instead(here, "VB' not symmetric", NULL, skewness(here)));
  arr X = unit_rows(input(here, "X"));
  for (int i = 0; i < X->rows; i++)
    measure_gradient(here, row_at(X, i), c), measure_decay(here, row_at(X, i), c);
}

static truth at_most_one(run *here) {
  arr p = exact_input(here, "p");
  return le(p, whole(p->in, 1));
}
/* Nor does any lie in E, where R_1 has no logarithm. */
static truth off_E(run *here) {
  arr X = exact_input(here, "X"),
      P = projection_of(exact_input(here, "S"), (int)whole_input(here, "k"));
  return lt(whole(X->in, 0), sum_rows(square(sub(X, dot(X, P)))));
}

/* Tokens of rational length, off the first axis. */
static void formula_family(draw *d) {
  symmetric_family(d);
  set(d, "p", draw_between(d, 1, 4, 4));
}

#define IN_SPACE                                                              \
  "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "mu = 3/2 1/3 -1", "k = 1", \
      "B = 1 1/2 0; 0 1 1/3; 1/4 0 2", "X = 1 2 2; -2 3 6; 2 1 -2"
#define ONE_OTHER                                                           \
  "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "mu = 1 1 -1/2", "k = 2", \
      "B = 2 0 1/3; 0 1 1/2; -1/4 0 1", "X = 2 3 6; 1 -2 2; -6 2 3"

CLAIM(low_E28) = {
  .title = "how R_p changes along the zero-temperature flow",
  .kind = FORMULA,
  .where = "Appendix A.2.2, eqs. (28), (29) and (31)",
  .says = "∇R₁(x) = 2R₁(x)(v/‖v‖² − u/‖u‖²), ∇R_p(x) = pR₁(x)^(p−1)∇R₁(x), ⟨∇R_p(x), P_x(VBᵀx)⟩ ≤ "
          "−2pγR_p(x)",
  .inputs = { SYMMETRIC_CASE, { "p", "", POSITIVE, "exponent" } },
  .hypotheses = { ASSUMPTIONS,
                  { "no token is orthogonal to E", off_complement },
                  { "no token lies in E", off_E },
                  { "p is at most 1", at_most_one } },
  .instances = { { "in space", { IN_SPACE, "p = 1/2" } },
                 { "one other eigenvalue", { ONE_OTHER, "p = 3/4" } } },
  .draw = formula_family,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .parts = { { "(28)", HOLDS, "the gradient of R₁, and that it is tangent", NULL, NO_ERRATUM,
               PRINTED },
             { "(29)", HOLDS, "∇R_p = pR₁^(p−1)∇R₁", NULL, NO_ERRATUM, PRINTED },
             { "(31)", HOLDS, "⟨∇R_p, P_xAx⟩ = 2pR_p(⟨v, Av⟩/‖v‖² − μ₁) ≤ −2pγR_p", NULL,
               NO_ERRATUM, PRINTED } },
  .measure = measure_formulas,
  .controls = { { "plus for minus" },
                { "VB' not symmetric" },
                { "twice the gap", "one other eigenvalue" } },
};

/*. ## The functional decays
 *
 *  Proposition 8, for weighted tokens, on their flow under (3), which is enclosed. What is at work is stronger: for
 *  each token, with the clock $s$ of its own,
 *
 *  $$R_1(t)=\sum_{\mu_j<\mu_1}e^{-2(\mu_1-\mu_j)s}\,\frac{\langle x_0,e_j\rangle^2}{|\mathrm P_Ex_0|^2},$$
 *
 *  and $s\ge t/\sigma_{\max}(B)$. So the bound is attained where $B$ is a multiple of an orthogonal matrix and the other
 *  eigenvalues are equal.
 */
static arr functional(arr X, arr w, arr P, arr p) {
  arr sum = whole(X->in, 0), with[] = { P, NULL };
  for (int i = 0; i < X->rows; i++)
    sum = add(sum, mul(item(w, i), power_of(ratio(row_at(X, i), with), p)));
  return sum;
}

/* The displayed sum for the token x; with = S, mu, its number of leading directions. */
static arr ratio_by_clock(arr s, arr x, symmetric_case c) {
  arr y = square(dot(x, c.S)), rates = times(sub(c.mu, item(c.mu, 0)), 2, 1);
  int rest = c.mu->rows - c.k;
  arr late = mul(rows_from(y, c.k, rest), expo(mul(s, rows_from(rates, c.k, rest))));
  return over(total(late), total(rows_from(y, 0, c.k)));
}

static void measure_functional(run *here) {
  symmetric_case c = case_of(here, instead(here, "VB' not symmetric", NULL, skewness(here)));
  arr X = unit_rows(input(here, "X")), w = input(here, "w"), p = input(here, "p"),
      T = time_of(here);
  arr end = flow(zero_temperature, X, T, c.V, c.B), sigma = operator_norm(c.B),
      with[] = { c.P, NULL };
  sigma =
      instead(here, "the smallest singular value", sigma, reciprocal(operator_norm(inverse(c.B))));
  arr rate = over(times(mul(p, spectral_gap(c)), 2, 1), sigma);
  arr before = functional(X, w, c.P, p), after = functional(end, w, c.P, p);
  arr bound = mul(before, expo(neg(mul(rate, T))));
  part(here, "decay");
  bool extremal = whole_input(here, "extremal") && !under(here, "VB' not symmetric");
  if (extremal)
    attains(here, "functional later", after, bound);
  else
    at_most(here, "functional later", after, bound);
  part(here, "token by token");
  for (int i = 0; i < X->rows; i++) {
    arr s = flow(clock_rate, whole(T->in, 0), T, c.S, c.mu, dot(row_at(X, i), c.S), c.B);
    equals(here, "R_1 of a token", ratio(row_at(end, i), with), ratio_by_clock(s, row_at(X, i), c));
  }
}

static truth extremal_if_said(run *here) {
  if (!whole_input(here, "extremal")) return YES;
  arr mu = exact_input(here, "mu"), B = exact_input(here, "B"), G = dot(B, transpose(B));
  int k = (int)whole_input(here, "k");
  arr rest = rows_from(mu, k, mu->rows - k), level = entry(G, 0, 0);
  bool fine =
      equal(greatest(rest), least(rest)) == YES && equal(G, mul(level, eye(G->in, G->rows))) == YES;
  return fine ? YES : NO;
}

static void functional_family(draw *d) {
  symmetric_family(d);
  set(d, "w", draw_probability(d, 2));
  set(d, "p", draw_between(d, 1, 4, 4));
  set(d, "T", draw_between(d, 2, 6, 8));
  set(d, "extremal", whole(draw_arithmetic(d), 0));
}

CLAIM(low_P8) = {
  .title = "the Lyapunov functional decays",
  .kind = PROPOSITION,
  .where = "Proposition 8",
  .says = "𝒱_p(ρ_t) ≤ 𝒱_p(ρ₀) exp(−2pγt/σ_max(B))",
  .sentence = "Holds, token by token, and is attained for orthogonal B and one other eigenvalue.",
  .inputs = { SYMMETRIC_CASE,
              { "w", "n", PROBABILITY, "masses of the tokens" },
              { "p", "", POSITIVE, "exponent" },
              { "T", "", POSITIVE, "time" },
              { "extremal", "", INTEGER,
                "1 where the bound is attained: B orthogonal but for scale, two eigenvalues" } },
  .hypotheses = { ASSUMPTIONS,
                  { "no token is orthogonal to E", off_complement },
                  { "no token lies in E", off_E },
                  { "p is at most 1", at_most_one },
                  { "extremal where it is said to be", extremal_if_said } },
  .instances = { { "in space",
                   { IN_SPACE, "w = 1/2 1/3 1/6", "p = 1/2", "T = 1/2", "extremal = 0" } },
                 { "attained",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "mu = 1 1 -1/2", "k = 2",
                     "B = 0 2 0; 0 0 2; 2 0 0", "X = 2 3 6; 1 -2 2", "w = 1/3 2/3", "p = 3/4",
                     "T = 1/2", "extremal = 1" } },
                 { "along the largest singular value",
                   { "S = 1 0; 0 1", "mu = 1 0", "k = 1", "B = 3 0; 0 1/3", "X = 1 1/10;", "w = 1;",
                     "p = 1", "T = 1/2", "extremal = 0" } } },
  .draw = functional_family,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "low-E3", "low-E28" },
  .parts = { { "decay", HOLDS, "eq. (9)", NULL, NO_ERRATUM, PRINTED },
             { "token by token", HOLDS, "R₁ of each token, in closed form by its clock", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_functional,
  .controls = { { "the smallest singular value", "along the largest singular value" },
                { "VB' not symmetric", "attained" } },
};

/*. ## Grönwall's inequality needs more
 *
 *  The proof ends: "$\mathcal V_p(\rho_t)-\mathcal V_p(\rho_0)\le-c\int_0^t\mathcal V_p(\rho_s)\,ds$. An application of Grönwall's inequality
 *  yields $\mathcal V_p(\rho_t)\le\mathcal V_p(\rho_0)e^{-ct}$". From an inequality between $0$ and $t$ only, that does not follow when the
 *  sign is this one: $u(0)=1$, $u=\frac12$ on $(0,1]$ and $c=1$ satisfies $u(t)-u(0)=-\frac12\le-\frac t2$, and
 *  $u(1)=\frac12>e^{-1}$. The same argument between any $s<t$ gives what suffices. That is measured on the
 *  functional of tokens for $B=\mathrm{Id}$, where it is known in closed form.
 */
/* u at s for one token, B = Id; with = { rates 2(mu_1 - mu_j), weights, p }. */
static arr closed_functional(arr s, const arr *with) {
  return power_of(dot(with[1], expo(neg(mul(s, with[0])))), with[2]);
}

static arr as_rate(arr t, arr integral_, const arr *with) {
  (void)integral_;
  return closed_functional(t, with);
}

/* u = 1 at 0 and 1/2 after it, c = 1: the premise holds up to t = 1, with equality there. */
static void measure_step_function(run *here, arr p) {
  arith *N = p->in;
  arr half = rat(N, 1, 2), one = whole(N, 1), lost = sub(one, half);
  for (int i = 1; i < 4; i++)
    at_most(here, "its integral, below what it has lost", mul(half, rat(N, i, 4)), lost);
  attains(here, "its integral to one", mul(half, one), lost);
  if (under(here, "as printed"))
    at_most(here, "its value at one", half, expo(neg(one)));
  else
    exceeds(here, "its value at one", half, expo(neg(one)));
}

static void measure_integrals(run *here, arr p) {
  arr gaps = input(here, "gaps"), rates = times(gaps, 2, 1), q = input(here, "q");
  arr zero = whole(p->in, 0), c = mul(p, least(rates)), with[] = { rates, q, p, NULL };
  bool one_gap = equal(greatest(gaps), least(gaps)) == YES;
  for (int i = 0; i < 3; i++) {
    arr s = rat(p->in, i, 2), t = rat(p->in, i + 1, 2);
    arr us = closed_functional(s, with), ut = closed_functional(t, with);
    arr area = mul(c, flow_between(as_rate, s, zero, t, with));
    arr bound = mul(closed_functional(zero, with), expo(neg(mul(c, t))));
    if (one_gap) {
      equals(here, "c times the integral, one gap", area, sub(us, ut));
      attains(here, "functional later, one gap", ut, bound);
    } else {
      at_most(here, "c times the integral between two times", area, sub(us, ut));
      at_most(here, "functional later", ut, bound);
    }
  }
}

static void measure_groenwall(run *here) {
  arr p = input(here, "p");
  part(here, "from 0 to t only");
  measure_step_function(here, p);
  part(here, "between any two times");
  measure_integrals(here, p);
}

static truth positive_gaps(run *here) {
  arr g = exact_input(here, "gaps"), q = exact_input(here, "q");
  return lt(whole(g->in, 0), g) == YES && lt(whole(q->in, 0), q) == YES && g->rows == q->rows ? YES
                                                                                              : NO;
}

static bool not_exact(number kind) { return kind == EXACT; }

static void any_gaps(draw *d) {
  set(d, "gaps", draw_list(d, "4..16/8 4..16/8 4..16/8"));
  set(d, "q", draw_list(d, "1..16/8 1..16/8 1..16/8"));
  set(d, "p", draw_between(d, 1, 8, 8));
}

CLAIM(low_P8g) = {
  .title = "an application of Grönwall's inequality",
  .kind = REMARK,
  .where = "Appendix A.2.2, end of the proof of Proposition 8",
  .says = "𝒱_p(ρ_t) − 𝒱_p(ρ₀) ≤ −(2pγ/σ_max(B)) ∫₀ᵗ 𝒱_p(ρ_s) ds. An application of Grönwall's "
          "inequality yields 𝒱_p(ρ_t) ≤ "
          "𝒱_p(ρ₀) exp(−2pγt/σ_max(B))",
  .correction = "from 𝒱_p(ρ_t) − 𝒱_p(ρ_s) ≤ −(2pγ/σ_max(B)) ∫ₛᵗ 𝒱_p(ρ_r) dr for all s < t the "
                "conclusion follows",
  .sentence = "The step does not follow from the inequality between 0 and t alone; the same "
              "argument gives it between any "
              "two times, and then it does.",
  .remains = "Proposition 8, and its proof with the integral between any two times.",
  .inputs = { { "gaps", "m", POSITIVE, "the gaps below the largest eigenvalue" },
              { "q", "m", POSITIVE, "squared components of a token there, over that in E" },
              { "p", "", POSITIVE, "exponent" } },
  .hypotheses = { { "gaps and components are positive, and as many", positive_gaps },
                  { "p is at most 1", at_most_one } },
  .instances = { { "two gaps", { "gaps = 1/2 2", "q = 3 1/2", "p = 1/2" } },
                 { "one gap", { "gaps = 3/4 3/4", "q = 2 1/3", "p = 1" } } },
  .draw = any_gaps,
  .standing = CORRECTED,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .uses = { "low-P8" },
  .parts = { { "from 0 to t only", CORRECTED,
               "An application of Grönwall's inequality yields the decay",
               "a step function satisfies the premise and not the conclusion", PROOF_STEP,
               PRINTED },
             { "between any two times", HOLDS,
               "the inequality holds between any two times, and the decay follows", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_groenwall,
  .controls = { { "as printed" } },
};

/*. ## Near the complement of $E$
 *
 *  The proof of Lemma 9 cuts off where $|u|$ is small. The field of (3) moves $|u|$ by
 *  $\frac{|u|(\mu_1-\langle x,Ax\rangle)}{|B^\top x|}$, at most $\frac{\mu_1-\mu_d}{\sigma_{\min}(B)}|u|$; on
 *  $A_\delta=\{\delta\le|u|\le2\delta\}$ with $\delta\le\frac14$ one has $R_p\ge c_p\delta^{-2p}$, where the best constant is
 *  $c_p=(3/16)^p$, attained at $\delta=\frac14$, $|u|=\frac12$; so a law charges $A_\delta$ with at most
 *  $\delta^{2p}\mathcal V_p/c_p$. In the last step, "it holds $|\varphi_\delta|\le\varphi\circ\Pi$" needs an absolute value on the right, since
 *  $\varphi$ may be negative; nothing else changes.
 */
static arr component(arr x, const arr *with) { return norm(dot(with[0], x)); }

static void measure_slowness(run *here, arr X, symmetric_case c) {
  arr with[] = { c.V, c.B }, F = zero_temperature(X, X, with), slow = operator_norm(inverse(c.B));
  arr range = sub(item(c.mu, 0), least(c.mu));
  for (int i = 0; i < X->rows; i++) {
    arr x = row_at(X, i), P[] = { c.P, NULL }, size = norm(dot(c.P, x));
    arr measured = dot(gradient(component, x, P), row_at(F, i)), level = product(x, c.A, x);
    equals(here, "change of |u|", measured,
           over(mul(size, sub(item(c.mu, 0), level)), norm(dot(x, c.B))));
    at_most(here, "change of |u|, bounded", measured, mul(mul(range, slow), size));
  }
}

/* A token with |u| = r. */
static arr token_with(arr r, arr S, int k) {
  arr rest = root(sub(whole(r->in, 1), square(r)));
  return add(mul(r, column_at(S, 0)), mul(rest, column_at(S, k)));
}

static void measure_shell(run *here, symmetric_case c) {
  arr p = input(here, "p"), with[] = { c.P, p, NULL }, quarter = rat(p->in, 1, 4);
  arr constant = power_of(instead(here, "a quarter for 3/16", rat(p->in, 3, 16), quarter), p);
  for (int i = 1; i <= 4; i++) {
    arr delta = times(quarter, i, 4), scale = mul(constant, power_of(delta, times(p, -2, 1)));
    for (int j = 1; j <= 2; j++) {
      arr x = token_with(times(delta, j, 1), c.S, c.k), R = powered(x, with);
      if (i == 4 && j == 2)
        attains(here, "constant, at a quarter", scale, R);
      else
        at_most(here, "constant", scale, R);
    }
  }
  arr shell = row(token_with(times(quarter, 2, 1), c.S, c.k)),
      X = stack(shell, row(token_with(rat(p->in, 9, 10), c.S, c.k)));
  arr scale = over(power_of(quarter, times(p, 2, 1)), constant), all = given(p->in, "1;"),
      some = given(p->in, "1/3 2/3");
  attains(here, "mass of the shell, when that is all", whole(p->in, 1),
          mul(scale, functional(shell, row_at(all, 0), c.P, p)));
  at_most(here, "mass of the shell", rat(p->in, 1, 3), mul(scale, functional(X, some, c.P, p)));
}

static void measure_cut_off(run *here) {
  symmetric_case c = case_of(here, instead(here, "VB' not symmetric", NULL, skewness(here)));
  part(here, "the change of |u|");
  measure_slowness(here, unit_rows(input(here, "X")), c);
  part(here, "the shell");
  measure_shell(here, c);
  part(here, "domination");
  arr value = rat(c.mu->in, -1, 2), cut = times(value, 3, 4); /* of phi, and of eta phi */
  arr bound = instead(here, "as printed", absolute(value), value);
  at_most(here, "|phi_delta| where phi is negative", absolute(cut), bound);
}

CLAIM(low_E35) = {
  .title = "the cut-off in the proof of Lemma 9",
  .kind = REMARK,
  .where = "Appendix A.2.3, eqs. (34) to (37)",
  .says = "⟨P_E x/‖P_E x‖, v_∞(x)⟩ = ‖u‖(μ₁ − ⟨x, VBᵀx⟩)/‖Bᵀx‖ … R_p(x) ≥ c_p δ^(−2p) for a "
          "suitable constant c_p > 0 … it "
          "holds |φ_δ| ≤ φ∘Π",
  .correction = "the same, with c_p = (3/16)^p at best, and |φ_δ| ≤ |φ∘Π|",
  .sentence = "Holds, with c_p = (3/16)^p, but for an absolute value lost at the end.",
  .remains = "The proof: dominated convergence needs the absolute value only.",
  .inputs = { SYMMETRIC_CASE, { "p", "", POSITIVE, "exponent" } },
  .hypotheses = { ASSUMPTIONS,
                  { "no token is orthogonal to E", off_complement },
                  { "p is at most 1", at_most_one } },
  .instances = { { "in space", { IN_SPACE, "p = 1/2" } },
                 { "nearly as fast as can be",
                   { "S = 3/5 -4/5; 4/5 3/5", "mu = 1 -2", "k = 1", "B = 1 1/20; -1/30 1",
                     "X = 5 -6;", "p = 1" } } },
  .draw = formula_family,
  .standing = CORRECTED,
  .erratum = TYPO,
  .at_least = CERTIFIED,
  .uses = { "low-P8" },
  .parts = { { "the change of |u|", HOLDS, "the identity, and ≤ (μ₁ − μ_d)/σ_min(B) ‖u‖", NULL,
               NO_ERRATUM, PRINTED },
             { "the shell", HOLDS, "R_p ≥ c_p δ^(−2p) on A_δ, and ρ(A_δ) ≤ δ^(2p) 𝒱_p(ρ)/c_p", NULL,
               NO_ERRATUM, PRINTED },
             { "domination", CORRECTED, "|φ_δ| ≤ φ∘Π", "|φ_δ| ≤ |φ∘Π|", TYPO, PRINTED } },
  .measure = measure_cut_off,
  .controls = { { "as printed" }, { "VB' not symmetric" }, { "a quarter for 3/16" } },
};
