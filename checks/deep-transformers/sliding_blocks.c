/*. # Blocks that slide along the positions
 *
 *  Proposition B.14 says that $\bar\mu\mapsto\Gamma_{\bar\mu}$ is not continuous from $W_2$ to the sup norm.
 *  The proof puts a block of tokens of mass $\frac1n$ at height $n^2$, at the positions
 *  $[\frac12,\frac12+\frac1n]$ for $\mu_n$ and $[1-\frac1n,1]$ for $\nu_n$. Seen from $\sigma=\frac34$ one block is
 *  in the past and one is in the future, so the fields at $x=0$ are $\frac43n$ and $0$; transport slides
 *  the block by $\frac12-\frac1n$, and the tokens at height $0$ that it passes by $\frac1n$ the other way,
 *
 *  $$W_2^2(\mu_n,\nu_n)=\tfrac1n\big(\tfrac12-\tfrac1n\big)^2+\big(\tfrac12-\tfrac1n\big)\tfrac1{n^2}
 *    =\tfrac1{4n}\big(1-\tfrac2n\big)<\tfrac1{4n}.$$
 *
 *  All this is right, and it "proves the claim" as little as $|(n+\frac1n)^2-n^2|>2$ proves that $y\mapsto y^2$
 *  is discontinuous. Two sequences that approach each other while their images part show that a map is
 *  not *uniformly* continuous; for discontinuity they have to converge. These do not: the second moment
 *  of $\mu_n$ is $n^3$. The proposition is true nevertheless, at a law of two atoms:
 *  $\mu=\frac12\delta_{(0,0)}+\frac12\delta_{(1/2,1)}$ and $\nu_n=\frac12\delta_{(0,0)}+\frac12\delta_{(1/2+1/n,1)}$ have
 *  $W_2=\frac1{n\sqrt2}$ and fields $\frac12$ and $0$ at $(\frac12,0)$. (With mass at position 0 they are defined at all positions.)
 *
 *  Laws on segments are cut into cells of equal mass, represented by their midpoints. Both blocks slide
 *  rigidly, so the matching costs the same whatever the number of cells, and the segments no more. Matchings
 *  are decided in rational numbers.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* Values of so many cells, h in those of a block. */
static arr block(arr h, int cells, int first, int count) {
  arr value[cells], none = wholes(h, 0);
  for (int i = 0; i < cells; i++) value[i] = i >= first && i < first + count ? h : none;
  return pack(h->in, cells, value);
}

/* Cells of [0,1] by their midpoints. */
static arr midpoints(arith *A, int cells) {
  arr tau[cells];
  for (int i = 0; i < cells; i++) tau[i] = rat(A, 2 * i + 1, 2 * cells);
  return pack(A, cells, tau);
}

/* Rows (tau, y). */
static arr on_cells(arr values) {
  return beside(column(midpoints(values->in, values->rows)), column(values));
}

/* Of rows (tau, y) of equal mass. */
static arr distance_squared(arr mu, arr nu) {
  int to[mu->rows];
  return times(assignment(squared_distances(mu, nu), to, NULL, NULL), 1, mu->rows);
}

/* The field at (sigma, 0) is the mean of the past; rows (tau, y) of equal mass. */
static arr field_at(arr sigma, arr law) {
  arr sum = whole(law->in, 0);
  long seen = 0;
  for (int i = 0; i < law->rows; i++)
    if (le(entry(law, i, 0), sigma) == YES) sum = add(sum, entry(law, i, 1)), seen++;
  return times(sum, 1, seen);
}

static arr difference_at(arr sigma, arr mu, arr nu) {
  return sub(field_at(sigma, mu), field_at(sigma, nu));
}

static void measure_printed_sequences(run *here) {
  arr n = input(here, "n"), one = whole(n->in, 1), two = whole(n->in, 2);
  int m = (int)whole_input(here, "m"), cells = (int)whole_input(here, "n") * m;
  arr h = instead(here, "height kept", square(n), one);
  arr mu = on_cells(block(h, cells, cells / 2, m)), nu = on_cells(block(h, cells, cells - m, m));
  arr quarter = over(one, times(n, 4, 1)), W2 = distance_squared(mu, nu);
  part(here, "the sequences");
  equals(here, "W_2^2", W2, mul(quarter, sub(one, over(two, n))));
  at_most(here, "W_2^2, below what is printed", W2, quarter);
  equals(here, "difference of the fields at 3/4", difference_at(rat(n->in, 3, 4), mu, nu),
         times(n, 4, 3));
  equals(here, "second moment of the values", times(total(square(column_at(mu, 1))), 1, cells),
         power(n, 3));
}

/* Two atoms of mass 1/2. */
static void measure_discontinuity(run *here) {
  arr n = input(here, "n"), zero = whole(n->in, 0), one = whole(n->in, 1);
  arr slip = over(one, instead(here, "the atom does not come back", n, wholes(n, 4)));
  arr first = row(stack(zero, zero)), middle = rat(n->in, 1, 2);
  arr mu = stack(first, row(stack(middle, one)));
  arr nu = stack(first, row(stack(add(middle, slip), one)));
  part(here, "not continuous");
  equals(here, "W_2^2 to the law of two atoms",
         mul(times(square(n), 2, 1), distance_squared(mu, nu)), one);
  arr place = instead(here, "seen from the end", middle, one);
  equals(here, "difference of the fields at 1/2", difference_at(place, mu, nu), middle);
}

static void measure_proposition(run *here) {
  measure_printed_sequences(here);
  measure_discontinuity(here);
}

static truth blocks_fit(run *here) {
  arr n = exact_input(here, "n"), four = whole(n->in, 4);
  return lt(n, four) == YES || whole_input(here, "n") * whole_input(here, "m") % 4 ? NO : YES;
}

static void any_blocks(draw *d) {
  arith *E = draw_arithmetic(d);
  set(d, "n", whole(E, 4 * draw_whole(d, 2, 4)));
  set(d, "m", whole(E, draw_whole(d, 1, 2)));
}

CLAIM(udt_PB_14) = {
  .title = "masked attention is not continuous for the Wasserstein distance",
  .kind = PROPOSITION,
  .where = "Proposition B.14",
  .says = "The masked attention map Γ : μ̄ ∈ (P([0,1] × ℝ^d), W₂) ↦ Γ_μ̄ ∈ (([0,1] × ℝ^d)^([0,1] × "
          "ℝ^d), ‖·‖_∞) is not continuous for the Wasserstein 2 distance W₂",
  .sentence = "Holds, with another example: the printed sequences have second moments n³ and "
              "converge nowhere, so they show only that the map is not uniformly continuous.",
  .remains = "The proposition, and every number of its proof. A discontinuity needs neither large "
             "values nor many tokens: two atoms of bounded support have one.",
  .inputs = { { "n", "", INTEGER, "the block has mass 1/n" },
              { "m", "", INTEGER, "cells in which it is cut" } },
  .hypotheses = { { "n >= 4, and 3/4 is the end of a cell", blocks_fit } },
  .instances = { { "four blocks", { "n = 4", "m = 3" } },
                 { "twelve", { "n = 12", "m = 1" } },
                 { "six, each in two", { "n = 6", "m = 2" } } },
  .draw = any_blocks,
  .standing = HOLDS,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .parts = { { "not continuous", HOLDS, "the map is not continuous", NULL, NO_ERRATUM, PRINTED },
             { "the sequences", REFUTED,
               "W₂(μ_n, ν_n) ≤ √(1/4n) while |Γ_μn − Γ_νn| → ∞, which proves the claim",
               "W₂² = (1 − 2/n)/4n and the fields differ by 4n/3, but ∫ y² dμ_n = n³: neither "
               "sequence converges, and only uniform continuity is excluded",
               PROOF_STEP, PRINTED } },
  .measure = measure_proposition,
  .controls = { { "height kept" },
                { "the atom does not come back", "twelve" },
                { "seen from the end" } },
};

/*. ## The hard problem
 *
 *  Does an estimate $|\Gamma_{\bar\mu}(s,x)-\Gamma_{\bar\nu}(s,x)|\le C(x)\,W_2(\bar\mu,\bar\nu)$ hold when
 *  supports lie in a compact set and the time marginals agree? The paper says that finding one "appears
 *  to be a hard problem". There is none, for any $W_p$ with $p<\infty$, already for $\theta$ the Lebesgue
 *  measure and values in $\{0,R\}$. Let $\bar\mu$ have a block of height $R$ at the positions
 *  $[\sigma-h,\sigma]$ and $\bar\nu$ at $[\sigma,\sigma+h]$. Sliding both by $h$,
 *
 *  $$W_p^p\le2h^{p+1},\qquad|\Gamma_{\bar\mu}(\sigma,0)-\Gamma_{\bar\nu}(\sigma,0)|=\frac{Rh}\sigma,\qquad
 *    \frac{|\Delta\Gamma|}{W_p}\ge\frac R{2^{1/p}\sigma}\,h^{-1/p}\to\infty .$$
 *
 *  The conditional distance sees the difference, $d^2=2hR^2$. But even $d$ makes the field continuous at a
 *  fixed $\sigma>0$ only: the block $[0,h]$ at $\sigma=h$ has $\Gamma=R$, and $d=R\sqrt h$ away from
 *  $\theta\otimes\delta_0$, where $\Gamma=0$.
 *
 *  One could hope that the equation is kinder than its field, as what differs is confined to a short
 *  interval. It is not. Take the blocks $[0,h]$ and $[h,2h]$, $A=0$, $V=1$, so that
 *  $\dot m(s)=\frac1s\int_0^sm$. The first block keeps to itself and moves to $Re^t$. Against the second,
 *  at positions up to $2h$ the mean of the past is at most half the largest value before, and beyond, only
 *  what is inherited is there:
 *
 *  $$m_\nu\le R\max\big(\tfrac12(1+e^t),\,e^t-1\big)<Re^t .$$
 *
 *  A mass $h$ has to climb the gap, and at $t>0$
 *
 *  $$\frac{W_2(\bar\mu(t),\bar\nu(t))}{W_2(\bar\mu_0,\bar\nu_0)}\ \ge\ \frac R{\sqrt2\,h}\,
 *    \min\big(\tfrac12(e^t-1),\,1\big).$$
 *
 *  **Masked attention is not stable in $W_2$**, however compact the support: a distance like $d$ is not a
 *  convenience of the proof. Sequences of $n$ tokens, the block being one token, are run and
 *  matched: the ratio grows like $n$.
 */
static arr linear_field(arr t, arr x, const arr *with) { return (void)t, dot(with[0], x); }

static arr cesaro(arith *A, int n) {
  arr all = NULL;
  for (int i = 0; i < n; i++) {
    arr line = row(block(rat(A, 1, i + 1), n, 0, i + 1));
    all = all ? stack(all, line) : line;
  }
  return all;
}

/* min(1, (e^t - 1)/2) */
static arr climb_of(arr t) {
  arr one = whole(t->in, 1);
  return lesser_of(one, times(sub(expo(t), one), 1, 2));
}

/* Two masses h slide by h. */
static arr cost_of_slide(arr h) { return times(power(h, 3), 2, 1); }

/* A mass h climbs the gap. */
static arr cost_of_climb(arr R, arr h, arr climb) { return mul(h, square(mul(R, climb))); }

/* n tokens with A = 0, V = 1, the block being the first or the second. */
static void measure_growth(run *here, arr R, arr T, int n) {
  arr mu = block(R, n, 0, 1), nu = block(R, n, 1, 1), C = cesaro(R->in, n);
  arr end_mu = flow(linear_field, mu, T, C), end_nu = flow(linear_field, nu, T, C);
  arr one = whole(R->in, 1), e = expo(T), climb = climb_of(T);
  arr most = mul(R, greater_of(times(add(one, e), 1, 2), sub(e, one)));
  at(here, "n", whole(R->in, n));
  equals(here, "the first block", item(end_mu, 0), mul(R, e));
  equals(here, "the gap", sub(mul(R, e), most), mul(R, climb));
  at_most(here, "largest value that was not in the first block", greatest(end_nu), most);
  arr before = distance_squared(on_cells(mu), on_cells(nu));
  arr after = distance_squared(on_cells(end_mu), on_cells(end_nu));
  equals(here, "W_2^2 at the start", before, cost_of_slide(rat(R->in, 1, n)));
  at_most(here, "mass of the block times the square of the gap",
          cost_of_climb(R, rat(R->in, 1, n), climb), after);
  trace_point(here, "run", whole(R->in, n), root(over(after, before)));
}

static void trace_ratios(run *here, arr R, arr sigma, int n) { /* mutants: aside */
  for (int k = n; k <= 64 * n; k *= 4) {
    arr width = rat(R->in, 1, k), off = square(over(mul(R, width), sigma));
    trace_point(here, "field by W", whole(R->in, k), over(off, times(power(width, 3), 2, 1)));
    trace_point(here, "field by d", whole(R->in, k), over(off, times(mul(width, square(R)), 2, 1)));
  }
}

/* Cells of width h = 1/n, the place sigma between two of them. */
static void measure_cells(run *here, arr R, arr sigma, int n, int place) {
  arr mu = on_cells(block(R, n, place - 1, 1)), nu = on_cells(block(R, n, place, 1));
  arr h = rat(R->in, 1, n), first = on_cells(block(R, n, 0, 1)), none = on_cells(block(R, n, 0, 0));
  equals(here, "W_2^2 of two cells", distance_squared(mu, nu), times(power(h, 3), 2, 1));
  equals(here, "d^2", times(total(square(sub(mu, nu))), 1, n), times(mul(h, square(R)), 2, 1));
  equals(here, "difference of the fields", difference_at(sigma, mu, nu), over(mul(R, h), sigma));
  equals(here, "d^2 from the first cell to nothing", times(total(square(sub(first, none))), 1, n),
         mul(h, square(R)));
  equals(here, "difference of the fields behind it", difference_at(h, none, first), neg(R));
  trace_ratios(here, R, sigma, n);
}

/* A width at which the bound with the constant C fails, with room to spare. */
static void measure_no_constant(run *here, arr R, arr sigma, arr C, long p) {
  arr h = times(power(over(R, mul(C, sigma)), p), 2, instead(here, "wide blocks", 5, 1));
  exceeds(here, "p-th power of the difference, over C^p W_p^p", power(over(mul(R, h), sigma), p),
          mul(power(C, p), times(power(h, p + 1), 2, 1)));
}

static void measure_hard_problem(run *here) {
  arr R = input(here, "R"), sigma = input(here, "sigma"), C = input(here, "C");
  long p = whole_input(here, "p"), n = whole_input(here, "n");
  int place = (int)(approx(exact_input(here, "sigma"), 0, 0) * (double)n);
  part(here, "no estimate of the field");
  measure_cells(here, R, sigma, (int)n, place);
  measure_no_constant(here, R, sigma, C, p);
  part(here, "not stable");
  arr T = input(here, "T"), climb = climb_of(T), h = over(mul(R, climb), times(C, 2, 1));
  exceeds(here, "W_2^2 at t, over C^2 times its start", cost_of_climb(R, h, climb),
          mul(square(C), cost_of_slide(h)));
  for (int tokens = 4; tokens <= 16; tokens *= 2) measure_growth(here, R, T, tokens);
}

static truth sliding_is_cheaper(run *here) {
  arr R = exact_input(here, "R"), n = exact_input(here, "n"), sigma = exact_input(here, "sigma");
  arr cells = mul(n, sigma), whole_ = whole(R->in, (long)approx(cells, 0, 0));
  bool inside_ =
      equal(cells, whole_) == YES && lt(whole(R->in, 0), cells) == YES && lt(cells, n) == YES;
  return inside_ && lt(whole(R->in, 1), mul(n, R)) == YES && whole_input(here, "p") > 0 ? YES : NO;
}

static void any_block(draw *d) {
  arith *E = draw_arithmetic(d);
  long n = draw_whole(d, 4, 12), place = draw_whole(d, 1, 3);
  set(d, "n", whole(E, n));
  set(d, "sigma", rat(E, place, n));
  set(d, "R", draw_between(d, 9, 32, 16));
  set(d, "C", whole(E, draw_whole(d, 10, 1000)));
  set(d, "p", whole(E, draw_whole(d, 1, 4)));
  set(d, "T", draw_between(d, 4, 20, 8));
}

CLAIM(udt_PB_14b) = {
  .title = "the hard problem of masked attention has a negative answer",
  .kind = PROPOSITION,
  .where = "Section 3.2, first paragraph",
  .says = "For no C(x) does |Γ_μ̄(s, x) − Γ_ν̄(s, x)| ≤ C(x) W_p(μ̄, ν̄) hold on all laws with "
          "support in [0,1] × B_R and the Lebesgue measure as time marginal, p < ∞; nor is there a "
          "C(t, R) with W₂(μ̄(t), ν̄(t)) ≤ C W₂(μ̄(0), ν̄(0))",
  .sentence = "Answers what is printed as a question: finding such an estimate \"appears to be a "
              "hard problem even when the supports of μ and ν are constrained in a compact set and "
              "have the same time marginal\". There is none, and none for the solutions.",
  .inputs = { { "n", "", INTEGER, "cells, two of which are compared" },
              { "sigma", "", POSITIVE, "the place between them" },
              { "R", "", POSITIVE, "height of the block" },
              { "C", "", POSITIVE, "a constant to be refuted" },
              { "p", "", INTEGER, "of W_p" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "sigma is a whole number of cells, and R > 1/n", sliding_is_cheaper } },
  .instances = { { "a million in the middle",
                   { "n = 8", "sigma = 1/2", "R = 3/2", "C = 1000000", "p = 2", "T = 1" } },
                 { "W_1, late",
                   { "n = 12", "sigma = 5/6", "R = 1", "C = 500", "p = 1", "T = 7/4" } },
                 { "W_5, early",
                   { "n = 9", "sigma = 2/9", "R = 5/4", "C = 90", "p = 5", "T = 2/3" } } },
  .draw = any_block,
  .draws = 2,
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-PB.14", "udt-D3.2" },
  .parts = { { "no estimate of the field", HOLDS,
               "|ΔΓ|/W_p ≥ R h^(−1/p)/(2^(1/p) σ) for blocks of width h", NULL, NO_ERRATUM,
               DERIVED },
             { "not stable", HOLDS, "W₂(t)/W₂(0) ≥ R min((e^t − 1)/2, 1)/(√2 h) for A = 0, V = 1",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_hard_problem,
  .controls = { { "wide blocks" } },
};
