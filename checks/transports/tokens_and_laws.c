/*. # From tokens to their law
 *
 *  A layer of attention moves each token by a mean over all tokens,
 *
 *  $$x_i\mapsto x_i+\frac1T\sum_j\frac{e^{\langle Qx_i,Kx_j\rangle}Vx_j}{\sum_\ell e^{\langle Qx_i,Kx_\ell\rangle}},$$
 *
 *  and because a sum over tokens is $n$ times the integral against $\alpha=\frac1n\sum_i\delta_{x_i}$ in
 *  the numerator and in the denominator, only $\alpha$ matters. This is examined by evaluating the
 *  printed sums as they stand and comparing with the integral form, for which the law is given as
 *  atoms with masses. The law forgets two things that a list of tokens has: their order, so the update
 *  is equivariant, and how often each is written, as long as all are written equally often; a token
 *  that stands there $c$ times is an atom of $c$ times the mass. Normalised over the queries $i$ in
 *  place of the keys, as the transposed softmax does, the sum is no function of the law: the number of
 *  copies shows.
 */
#include <math.h>

#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* Rows of X, row i as often as copies says. */
static arr written_out(arr X, arr copies) {
  arr all = NULL;
  for (int i = 0; i < X->rows; i++)
    for (long k = lround(approx(copies, i, 0)); k > 0; k--)
      all = all ? stack(all, row(row_at(X, i))) : row(row_at(X, i));
  return all;
}

static arr upside_down(arr X) {
  arr all = row(row_at(X, X->rows - 1));
  for (int i = X->rows - 2; i >= 0; i--) all = stack(all, row(row_at(X, i)));
  return all;
}

typedef arr (*normaliser)(arr exponentials); /* a factor for each entry (i, j) */

static arr over_keys(arr e) { return spread(column(sum_rows(e)), e); }
static arr over_queries(arr e) { return spread(row(sum_columns(e)), e); }

/* The update (26), token by token and term by term. */
static arr updated(head h, arr X, arr T, normaliser of) {
  arr e = expo(product(X, transpose(h.Q), h.K, transpose(X))), below = of(e), all = NULL;
  for (int i = 0; i < X->rows; i++) {
    arr sum = zeros(X->in, 1, h.V->rows);
    for (int j = 0; j < X->rows; j++) {
      arr weight = over(entry(e, i, j), entry(below, i, j));
      sum = add(sum, mul(weight, row(dot(h.V, row_at(X, j)))));
    }
    arr next = add(row(row_at(X, i)), over(sum, T));
    all = all ? stack(all, next) : next;
  }
  return all;
}

/* The update (27). */
static arr layer(arr X, arr T, arr drift) { return add(X, over(drift, T)); }

static void measure_layer(run *here) {
  head h = { input(here, "Q"), input(here, "K"), input(here, "V") };
  arr X = input(here, "X"), T = input(here, "T"), copies = input(here, "copies");
  arr exact_copies = exact_input(here, "copies"), even = ln(equal_masses(X));
  normaliser of = instead(here, "normalised over queries", over_keys, over_queries);
  arr next = updated(h, X, T, of);
  equals(here, "layer by tokens and by their law", next, layer(X, T, attention(h, X, X, even)));
  equals(here, "layer of the tokens in another order", updated(h, upside_down(X), T, of),
         upside_down(next));
  arr twice = stack(X, X), long_ = written_out(X, exact_copies);
  equals(here, "layer of the tokens written twice", updated(h, twice, T, of), stack(next, next));
  arr atoms = layer(X, T, attention(h, X, X, ln(over(copies, total(copies)))));
  equals(here, "layer of tokens that are repeated", updated(h, long_, T, of),
         written_out(atoms, exact_copies));
}

static arr unevenness(run *here) {
  arr copies = input(here, "copies");
  return sub(greatest(copies), least(copies));
}

static void any_layer(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 4), k = (int)draw_whole(d, 1, 3);
  arr copies = flat(whole(E, 1));
  for (int i = 1; i < n; i++) copies = stack(copies, whole(E, draw_whole(d, 2, 3)));
  set(d, "Q", draw_dyadic(d, k, 2));
  set(d, "K", draw_dyadic(d, k, 2));
  set(d, "V", draw_dyadic(d, 2, 2));
  set(d, "X", draw_dyadic(d, n, 2));
  set(d, "copies", copies);
  set(d, "T", whole(E, draw_whole(d, 2, 12)));
}

static truth written_at_least_once(run *here) {
  arr copies = exact_input(here, "copies");
  return le(whole(copies->in, 1), copies);
}

CLAIM(odt_E26) = {
  .title = "attention acts on the law of the tokens",
  .kind = FORMULA,
  .where = "Section 7.1, eqs. (26) and (27)",
  .says = "rewrite the transformer update in terms of α: x_i ↦ x_i + (1/T) Γ_θ[α](x_i). For a "
          "discrete measure α = (1/n) Σ δ_(x_i), this formulation reduces to the finite-token "
          "expression (26)",
  .sentence = "Holds; the layer is equivariant under permutations, and repeated tokens are atoms "
              "of larger mass.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "copies", "n", INTEGER, "how often each is written" },
              { "T", "", POSITIVE, "number of layers" } },
  .hypotheses = { { "every token is written at least once", written_at_least_once } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "copies = 1 3 2", "T = 7" } },
                 { "keys of rank one",
                   { "Q = 1 -1/2;", "K = 1/3 2;", "V = 0 1; -2 1/2", "X = 1 1/2; -2 1; 0 -1; 3/2 0",
                     "copies = 2 1 1 3", "T = 3" } } },
  .draw = any_layer,
  .visible = { { "unevenness of the copies", unevenness } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .measure = measure_layer,
  .controls = { { "normalised over queries" } },
};

/*. ## The equation of their law
 *
 *  In the limit of many layers tokens move by $\dot x_i=\Gamma_{\theta_t}[\alpha_t](x_i)$, with
 *  parameters that may depend on the depth $t$, and the statement is that $\alpha_t$ solves
 *  $\partial_t\alpha_t+\nabla\cdot(\alpha_t\Gamma_{\theta_t}[\alpha_t])=0$. For atoms this has a meaning
 *  against test functions only,
 *
 *  $$\frac d{dt}\int\varphi\,d\alpha_t=\int\nabla\varphi\cdot\Gamma_{\theta_t}[\alpha_t]\,d\alpha_t ,$$
 *
 *  with $\Gamma$ taken at the moving law and not at the first one, which is the control. The right side
 *  is integrated over the depth as one more component of the flow and must be the difference of two
 *  sums over tokens. The test function is a wave and a quadratic form together, so no moment is
 *  special.
 *
 *  Two consequences need no test function. A token that feels the others and is not felt, started where
 *  an atom starts, stays with it: characteristics of the equation do not part. And tokens that are
 *  repeated move as one atom of the sum of their masses, which is computed by running both clouds.
 */
typedef struct {
  arr k, M; /* cos k.x + x'Mx/2 */
} test_function;

static arr observed(test_function f, arr X, arr p) {
  arr quadratic = times(sum_rows(mul(X, dot(X, f.M))), 1, 2);
  return dot(p, add(cosine(dot(X, f.k)), quadratic));
}

/* Sum over the tokens of p_i grad f(x_i) . v_i. */
static arr flux_of(test_function f, arr X, arr v, arr p) {
  arr wave = neg(mul(sine(dot(X, f.k)), dot(v, f.k)));
  return dot(p, add(wave, sum_rows(mul(v, dot(X, f.M)))));
}

/* Tokens, a passenger, and a last row whose first entry is what has flown; with = { Q0, ..., V1, log
 * masses, masses, k, M, the first cloud }. */
static arr moved(arr t, arr state, const arr *with, arr cloud) {
  int n = with[7]->rows;
  arr X = rows_from(state, 0, n), riders = rows_from(state, 0, n + 1);
  head h = head_at(t, with);
  arr v = attention(h, riders, cloud ? cloud : X, with[6]), now = attention(h, X, X, with[6]);
  arr flux = flux_of((test_function){ with[8], with[9] }, X, now, with[7]);
  return stack(v, mul(flux, row(row_at(eye(X->in, X->columns), 0))));
}
static arr by_the_moving_law(arr t, arr state, const arr *with) {
  return moved(t, state, with, NULL);
}
static arr by_the_first_law(arr t, arr state, const arr *with) {
  return moved(t, state, with, with[10]);
}

static void measure_equation(run *here) {
  arr X = input(here, "X"), p = input(here, "p"), T = input(here, "T"), none = zeros(T->in, 1, 2);
  test_function f = { input(here, "k"), input(here, "M") };
  arr with[] = { input(here, "Q0"),
                 input(here, "Q1"),
                 input(here, "K0"),
                 input(here, "K1"),
                 input(here, "V0"),
                 input(here, "V1"),
                 ln(p),
                 p,
                 f.k,
                 f.M,
                 X };
  field F = instead(here, "the first law in place of the moving one", by_the_moving_law,
                    by_the_first_law);
  int n = X->rows;
  arr start = stack(stack(X, row(row_at(X, 0))), none), end = flow_from(F, start, T, with);
  arr later = rows_from(end, 0, n), before = observed(f, X, p), after = observed(f, later, p);
  at(here, "t", T);
  equals_on_scale(here, "observable, and what has flown", entry(end, n + 1, 0), sub(after, before),
                  add(absolute(before), absolute(after)));
  equals(here, "passenger, and the atom it started with", row_at(end, n), row_at(later, 0));
  if (under(here, "the first law in place of the moving one")) return;
  arr split = stack(X, row(row_at(X, 0))), half = times(item(p, 0), 1, 2);
  arr masses = stack(stack(flat(half), rows_from(p, 1, n - 1)), half);
  arr parts[] = { with[0], with[1], with[2], with[3], with[4], with[5], ln(masses) };
  arr apart_ = flow_from(attention_field, split, T, parts);
  equals(here, "an atom in two halves", apart_, stack(later, row(row_at(later, 0))));
}

static arr time_dependence(run *here) { return norm(sub(input(here, "V1"), input(here, "V0"))); }

static void any_equation(draw *d) {
  static const char *const names[] = { "Q0", "Q1", "K0", "K1", "V0", "V1" };
  int n = (int)draw_whole(d, 2, 3);
  for (int i = 0; i < 6; i++) set(d, names[i], times(draw_dyadic(d, 2, 2), 1, 2));
  set(d, "X", draw_dyadic(d, n, 2));
  set(d, "p", draw_probability(d, n));
  set(d, "k", draw_dyadic(d, 2, 0));
  set(d, "M", draw_spd(d, 2));
  set(d, "T", draw_between(d, 1, 4, 16));
}

CLAIM(odt_E29) = {
  .title = "the transformer equation for atoms",
  .kind = FORMULA,
  .where = "Section 7.2, eqs. (28) and (29)",
  .says = "Equivalently, the time-evolving empirical measure (α_t) solves the continuity equation "
          "∂_t α_t + ∇·(α_t Γ_θt[α_t]) = 0",
  .sentence = "Holds against test functions, with the field of the moving law.",
  .inputs = { { "Q0", "k,d", REAL, "queries at depth 0" },
              { "Q1", "k,d", REAL, "queries at depth 1; in between on a straight line" },
              { "K0", "k,d", REAL, "keys at depth 0" },
              { "K1", "k,d", REAL, "keys at depth 1" },
              { "V0", "2,2", REAL, "values at depth 0" },
              { "V1", "2,2", REAL, "values at depth 1" },
              { "X", "n,2", REAL, "tokens" },
              { "p", "n", PROBABILITY, "their masses" },
              { "k", "2", REAL, "wave vector of the test function" },
              { "M", "2,2", SYMMETRIC, "quadratic part of the test function" },
              { "T", "", POSITIVE, "depth" } },
  .instances = { { "three tokens",
                   { "Q0 = 1 1/2; -1/3 1", "Q1 = 1/2 0; 1 -1", "K0 = 2/3 -1; 1/2 1/4",
                     "K1 = 1 1; 0 1/2", "V0 = 1 -1/2; 1/3 3/4", "V1 = -1 1/3; 1 0",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "p = 1/2 1/3 1/6", "k = 2 -3/2",
                     "M = 1 1/2; 1/2 -2", "T = 1/4" } } },
  .draw = any_equation,
  .draws = 1,
  .visible = { { "change of the values with depth", time_dependence } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E1", "odt-E26" },
  .measure = measure_equation,
  .controls = { { "the first law in place of the moving one" } },
};
