/*. # A kernel with two unit margins
 *
 *  Sinkhorn attention weighs with a kernel that is normalised over keys *and* over queries. From
 *  $\kappa^0=e^{-|Qx-Ky|^2/2\varepsilon}$ rows and columns are normalised in turn, (2.4), and the limit
 *  $\kappa^\infty(x,y)=e^{f(x)+g(y)-c_\varepsilon(x,y)}$ has $\int\kappa^\infty(x,\cdot)\,d\mu=\int\kappa^\infty(\cdot,y)\,d\mu=1$.
 *  Factors of $x$ alone or of $y$ alone drop out, so only $A=K^\top Q$ matters, and $\varepsilon$ can be absorbed in the
 *  parameters, $(Q,K,V,\varepsilon)\sim(Q/\sqrt\varepsilon,K/\sqrt\varepsilon,V/\varepsilon,1)$.
 *
 *  That $\pi^*=\kappa^\infty\,\mu\otimes\mu$ solves (2.5) is certified by duality. For any $f$, $g$ and any coupling $\pi$, since
 *  $r\log r-r+1\ge0$,
 *
 *  $$\int c_\varepsilon d\pi+\mathrm{KL}(\pi\|\mu\otimes\mu)\ \ge\ \int f\,d\mu+\int g\,d\mu+1-\int e^{f+g-c_\varepsilon}\,d\mu\otimes\mu ,$$
 *
 *  with equality only where $\pi=e^{f+g-c_\varepsilon}\mu\otimes\mu$. The potentials of $\kappa^\infty$ make both sides equal, every other
 *  coupling costs more, and other potentials give less. One normalisation, which is what softmax and L2
 *  attention do, leaves the columns wrong and is no coupling of $\mu$ with itself.
 *
 *  Off the atoms the potentials are given by (A.2), and $\kappa^\infty(x,y)$ has unit integrals for every $x$ and $y$ again: points without
 *  mass are carried along by the sweeps, and arrive at that kernel.
 *
 *  In balls the scaling is certified by Birkhoff's contraction of one sweep and never iterated; the iterates themselves
 *  run in double and in MPFR, and arrive there.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/variants.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* c_epsilon(y_i, y_j) */
static arr cost_of(head h, arr Y, arr epsilon) {
  arr far = squared_distances(dot(Y, transpose(h.Q)), dot(Y, transpose(h.K)));
  return over(far, times(epsilon, 2, 1));
}

static arr masses_of_pairs(arr p) { return outer(p, p); }

/* The integral of c plus KL of pi to p x p. */
static arr transport_value(arr pi, arr C, arr p) {
  arr density = over(pi, masses_of_pairs(p));
  return add(total(mul(pi, C)), total(mul(pi, ln(density))));
}

static arr dual_value(arr f, arr g, arr C, arr p) {
  arr plan = mul(masses_of_pairs(p), expo(sub(add(column(f), row(g)), C)));
  return add(add(dot(p, f), dot(p, g)), rest_of(total(plan)));
}

/* Rows, then columns, of kappa against the masses with[0]. */
static arr sweep(const arr *with, int i, arr kappa) {
  (void)i;
  kappa = over(kappa, column(dot(kappa, with[0])));
  return over(kappa, row(dot(with[0], kappa)));
}

static void measure_margins(run *here, arr kappa, arr p) {
  arr one = whole(p->in, 1);
  equals(here, "integrals over keys", dot(kappa, p), one);
  equals(here, "integrals over queries", dot(p, kappa), one);
}

static void measure_optimality(run *here, arr pi, arr C, arr p, scaling s) {
  arr f = ln(over(s.u, p)), g = ln(over(s.v, p)), value = transport_value(pi, C, p);
  equals(here, "value of the plan and of its potentials", value, dual_value(f, g, C, p));
  arr t = rat(p->in, 1, 8), other = add(mul(rest_of(t), pi), mul(t, masses_of_pairs(p)));
  equals(here, "masses of another plan", sum_rows(other), p);
  equals(here, "masses of its other margin", sum_columns(other), p);
  exceeds(here, "value of another plan", transport_value(other, C, p), value);
  arr bent = add(f, mul(t, C->rows > 1 ? column_at(C, 1) : column_at(C, 0)));
  at_most(here, "value of other potentials", dual_value(bent, g, C, p), value);
}

/* The kernel between all rows of Z, the first of which are the atoms: its potentials by (A.2). */
static arr extended_kernel(arr K0, arr p, scaling s) {
  int n = p->rows;
  arr from_x = reciprocal(dot(transpose(rows_from(transpose(K0), 0, n)), s.v));
  arr to_y = reciprocal(dot(s.u, rows_from(K0, 0, n)));
  return mul(K0, mul(column(from_x), row(to_y)));
}

static void measure_elsewhere(run *here, head h, arr Y, arr epsilon, arr p, scaling s) {
  int n = Y->rows;
  arr away = sub(times(rows_from(Y, 0, 1), 3, 2), row(row_at(Y, n - 1))), Z = stack(Y, away);
  arr K0 = expo(neg(cost_of(h, Z, epsilon))), masses = stack(p, wholes(column_at(away, 0), 0));
  arr kappa = extended_kernel(K0, p, s);
  measure_margins(here, kappa, masses);
  if (arith_kind(p->in) == BALL) return;
  int sweeps = arith_kind(p->in) == DOUBLE ? 60 : 400;
  equals(here, "the iterates (2.4), off the atoms too",
         iterate(sweeps, sweep, K0, (arr[]){ masses }), kappa);
}

static void trace_sweeps(run *here, arr K0, arr p) { /* mutants: aside */
  arr kappa = K0, one = wholes(p, 1);
  for (int k = 0; k <= 16; k++) {
    kappa = over(kappa, column(dot(kappa, p)));
    trace_point(here, "columns", whole(p->in, k), norm(sub(dot(p, kappa), one)));
    kappa = over(kappa, row(dot(p, kappa)));
  }
}

/* kappa from the first normalisation, or from the limit. */
static arr normalised_kernel(run *here, arr K0, arr p, scaling s) {
  arr limit = over(coupling(K0, s), masses_of_pairs(p));
  return instead(here, "one normalisation", limit, over(K0, column(dot(K0, p))));
}

static void measure_kernel(run *here) {
  head h = { input(here, "Q"), input(here, "K"), input(here, "V") };
  arr Y = input(here, "Y"), p = input(here, "p"), q = input(here, "q"), epsilon = square(q);
  arr C = cost_of(h, Y, epsilon), K0 = expo(neg(C));
  scaling s = scale_to(K0, p, p);
  arr kappa = normalised_kernel(here, K0, p, s), pi = mul(kappa, masses_of_pairs(p));
  measure_margins(here, kappa, p);
  measure_optimality(here, pi, C, p, s);
  arr A = dot(transpose(h.K), h.Q);
  A = instead(here, "A transposed", A, transpose(A));
  arr scores = over(product(Y, transpose(A), transpose(Y)), epsilon), bare = expo(scores);
  equals(here, "plan from A alone", coupling(bare, scale_to(bare, p, p)), pi);
  arr field_ = over(product(kappa, mul(column(p), Y), transpose(h.V)), epsilon);
  head absorbed = { over(h.Q, q), over(h.K, q), over(h.V, epsilon) };
  equals(here, "field, and that with epsilon absorbed", field_,
         attention_of(SINKHORN, absorbed, Y, Y, p));
  measure_elsewhere(here, h, Y, epsilon, p, s);
  if (arith_kind(p->in) != BALL) trace_sweeps(here, K0, p);
}

static arr lopsidedness(run *here) {
  arr A = dot(transpose(input(here, "K")), input(here, "Q"));
  return norm(sub(A, transpose(A)));
}

static void any_kernel(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  arith *E = draw_arithmetic(d);
  set(d, "Q", times(draw_dyadic(d, 2, 2), 1, 4));
  set(d, "K", times(draw_dyadic(d, 2, 2), 1, 4));
  set(d, "V", draw_dyadic(d, 2, 2));
  set(d, "Y",
      add(rows_from(given(E, "1 0; 0 1; -1 0; 0 -1"), 0, n), times(draw_dyadic(d, n, 2), 1, 4)));
  set(d, "p", draw_probability(d, n));
  set(d, "q", draw_between(d, 10, 20, 8));
}

CLAIM(udt_D2_4) = {
  .title = "Sinkhorn attention and entropic optimal transport",
  .kind = DEFINITION,
  .where = "Section 2.4, eqs. (2.4) and (2.5)",
  .says = "∫ κ^∞(z, y) dμ(z) = ∫ κ^∞(x, z) dμ(z) = 1 for all x, y ∈ ℝᵈ … the coupling π* is the "
          "unique solution of the "
          "entropic optimal transport problem (2.5) … κ^∞ only depends on the product A = KᵀQ",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "Y", "n,d", REAL, "atoms" },
              { "p", "n", PROBABILITY, "their masses" },
              { "q", "", POSITIVE, "square root of epsilon" } },
  .instances = { { "four atoms in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "Y = 1 0; -1/2 1; 1/3 -1; -1 -1/2", "p = 1/8 3/8 1/4 1/4", "q = 5/3" } },
                 { "keys of rank one",
                   { "Q = 1 -1/2;", "K = 1/3 2/3;", "V = 0 1; -2 1/2", "Y = 1 1/2; -1 1; 0 -1",
                     "p = 1/2 1/3 1/6", "q = 4/3" } } },
  .draw = any_kernel,
  .visible = { { "asymmetry of A", lopsidedness } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .measure = measure_kernel,
  .controls = { { "one normalisation" }, { "A transposed" } },
};
