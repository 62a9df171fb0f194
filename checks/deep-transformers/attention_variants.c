/*. # What attention depends on
 *
 *  Softmax attention maps tokens $x_1,\dots,x_n$ to $V\sum_jP_{ij}x_j$, $P_i=\mathrm{softmax}((Qx_i\cdot Kx_j)_j)$, and
 *  the sum over tokens is an integral against their law, (2.3): order and number do not matter, and of $Q$ and
 *  $K$ only $A=K^\top Q$ does. (In the definition of softmax the sum runs to the length of the vector, here $n$.)
 *  A change of coordinates $x\mapsto Gx$ is a change of parameters, $V\mapsto GVG^{-1}$ and
 *  $A\mapsto G^{-\top}AG^{-1}$. All are statements about the field and therefore about the trajectories,
 *  and these are what is compared: runs of the system (1.1) with $(Q,K)$, with $(SQ,S^{-\top}K)$, with
 *  $(A,\mathrm{Id})$, in other coordinates, in another order, and with every token written twice.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "flow/variants.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr upside_down(arr X) {
  arr all = row(row_at(X, X->rows - 1));
  for (int i = X->rows - 2; i >= 0; i--) all = stack(all, row(row_at(X, i)));
  return all;
}

static arr over_keys(arr e) { return over(e, column(sum_rows(e))); }
static arr over_queries(arr e) { return over(e, row(sum_columns(e))); }

/* (2.2), softmax written out. */
static arr printed_map(head h, arr X, arr (*shares)(arr)) {
  arr P = shares(expo(dot(dot(X, transpose(h.Q)), transpose(dot(X, transpose(h.K))))));
  return transpose(dot(h.V, transpose(dot(P, X))));
}

static arr run_of(variant by, head h, arr X, arr T) {
  return flow(tokens_under(by), X, T, h.Q, h.K, h.V, equal_masses(X));
}

static void measure_softmax(run *here) {
  head h = { input(here, "Q"), input(here, "K"), input(here, "V") };
  arr X = input(here, "X"), T = input(here, "T"), S = input(here, "S"), G = input(here, "G");
  arr A = dot(transpose(h.K), h.Q), unit = eye(X->in, X->columns);
  arr (*shares)(arr) = instead(here, "normalised over queries", over_keys, over_queries);
  equals(here, "(2.2) and the field of the law", printed_map(h, X, shares),
         attention_of(SOFTMAX, h, X, X, equal_masses(X)));
  arr end = run_of(SOFTMAX, h, X, T);
  at(here, "t", T);
  head turned = { dot(S, h.Q), solve(transpose(S), h.K), h.V };
  equals(here, "tokens run with SQ and S'^-1 K", run_of(SOFTMAX, turned, X, T), end);
  arr product_ = instead(here, "Q'K in place of K'Q", A, dot(transpose(h.Q), h.K));
  equals(here, "with A and the identity", run_of(SOFTMAX, (head){ product_, unit, h.V }, X, T),
         end);
  head moved = { transpose(solve(transpose(G), transpose(h.Q))),
                 transpose(solve(transpose(G), transpose(h.K))),
                 transpose(solve(transpose(G), transpose(dot(G, h.V)))) };
  equals(here, "in other coordinates", run_of(SOFTMAX, moved, dot(X, transpose(G)), T),
         dot(end, transpose(G)));
  equals(here, "in another order", run_of(SOFTMAX, h, upside_down(X), T), upside_down(end));
  equals(here, "written twice", run_of(SOFTMAX, h, stack(X, X), T), stack(end, end));
}

static truth regular(run *here) {
  arr S = exact_input(here, "S"), G = exact_input(here, "G"), zero = whole(S->in, 0);
  bool singular = equal(determinant(S), zero) == YES || equal(determinant(G), zero) == YES;
  return singular ? NO : YES;
}

static arr lopsidedness(run *here) {
  arr A = dot(transpose(input(here, "K")), input(here, "Q"));
  return norm(sub(A, transpose(A)));
}

static void any_tokens(draw *d) {
  arith *E = draw_arithmetic(d);
  int k = (int)draw_whole(d, 1, 2), n = (int)draw_whole(d, 2, 3);
  set(d, "Q", draw_dyadic(d, k, 2));
  set(d, "K", draw_dyadic(d, k, 2));
  set(d, "V", draw_dyadic(d, 2, 2));
  set(d, "X", draw_dyadic(d, n, 2));
  set(d, "S", add(times(eye(E, k), 3, 1), times(draw_dyadic(d, k, k), 1, 2)));
  set(d, "G", add(times(eye(E, 2), 3, 1), times(draw_dyadic(d, 2, 2), 1, 2)));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(udt_D2_1) = {
  .title = "softmax attention as a field of the law of the tokens",
  .kind = DEFINITION,
  .where = "Section 2.1, eqs. (2.2) and (2.3)",
  .says = "f(X) = (Γ_X(x₁), …, Γ_X(x_n)) with Γ_X(x) = Σ e^(Qx·Kx_i)Vx_i / Σ e^(Qx·Kx_i) … Softmax "
          "self-attention does not depend separately on Q and K, but only on the product A := KᵀQ",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "S", "k,k", REAL, "a change of queries and keys" },
              { "G", "d,d", REAL, "a change of coordinates" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "S and G are regular", regular } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "S = 2 1/2; 0 -3", "G = 1 2; -1/2 1/3",
                     "T = 1/32" } },
                 { "keys of rank one",
                   { "Q = 1 -1/2;", "K = 1/3 2;", "V = 0 1; -2 1/2", "X = 1 1/2; -2 1", "S = -5/3",
                     "G = 1/2 1; 1 -1", "T = 1/24" } } },
  .draw = any_tokens,
  .draws = 1,
  .visible = { { "asymmetry of A", lopsidedness } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_softmax,
  .controls = { { "normalised over queries" }, { "Q'K in place of K'Q" } },
};

/*. ## Distances in place of products
 *
 *  L2 attention has weights $e^{-|Qx-Ky|^2}$. The square $|Qx|^2$ is the same for all $y$ and cancels, so they are
 *  softmax weights with *twice* the scores and with keys that weigh $e^{-|Ky|^2}$:
 *
 *  $$\Gamma^{(L2)}_\mu=\Gamma^{(SM)}_\nu\ \text{ with }2A,\qquad d\nu\propto e^{-|Ky|^2}d\mu .$$
 *
 *  The paper notes that the field "depends on $Q,K$ and not only on their product". Of them it sees
 *  $A=K^\top Q$ and $K^\top K$, and nothing else: turning queries and keys by one orthogonal matrix keeps
 *  the trajectories; stretching one against the other keeps $A$ and changes them.
 */
static void measure_l2(run *here) {
  head h = { input(here, "Q"), input(here, "K"), input(here, "V") };
  arr X = input(here, "X"), T = input(here, "T"), S = input(here, "S"), R = input(here, "R");
  arr keys = dot(X, transpose(h.K)), twice = times(h.Q, instead(here, "the 2 dropped", 2, 1), 1);
  arr log_masses =
      instead(here, "keys not weighed", neg(sum_rows(square(keys))), wholes(sum_rows(keys), 0));
  equals(here, "field, and that of softmax for weighed keys",
         attention((head){ twice, h.K, h.V }, X, X, log_masses),
         attention_of(L2, h, X, X, equal_masses(X)));
  arr end = run_of(L2, h, X, T);
  head turned = { dot(R, h.Q), dot(R, h.K), h.V };
  head stretched = { dot(S, h.Q), solve(transpose(S), h.K), h.V };
  equals(here, "A of the stretched pair", dot(transpose(stretched.K), stretched.Q),
         dot(transpose(h.K), h.Q));
  at(here, "t", T);
  equals(here, "tokens run with RQ and RK", run_of(L2, turned, X, T), end);
  apart(here, "tokens run with SQ and S'^-1 K, of the same A",
        entry(run_of(L2, stretched, X, T), 0, 0), entry(end, 0, 0));
}

static truth orthogonal(run *here) {
  arr R = exact_input(here, "R");
  return equal(dot(R, transpose(R)), eye(R->in, R->rows));
}

static void any_distance(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  set(d, "Q", draw_dyadic(d, 2, 2));
  set(d, "K", add(eye(draw_arithmetic(d), 2), times(draw_dyadic(d, 2, 2), 1, 4)));
  set(d, "V", add(eye(draw_arithmetic(d), 2), times(draw_dyadic(d, 2, 2), 1, 4)));
  arr X = given(draw_arithmetic(d), "1 0; 0 1/2; -1 1/3");
  set(d, "X", add(rows_from(X, 0, n), times(draw_dyadic(d, n, 2), 1, 16)));
  set(d, "R", draw_rotation(d, 2));
  set(d, "S", times(eye(draw_arithmetic(d), 2), draw_whole(d, 4, 8), 3));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(udt_D2_3) = {
  .title = "L2 attention sees K'Q and K'K",
  .kind = DEFINITION,
  .where = "Section 2.3",
  .says =
      "P_ij := e^(−|Qx_i − Kx_j|²) / Σ_ℓ e^(−|Qx_i − Kx_ℓ|²) … Γ_μ^(L2) depends on Q, K and not "
      "only on their product A = KᵀQ",
  .sentence = "Holds; the field depends on KᵀQ and KᵀK, and on nothing else of Q and K.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "R", "k,k", REAL, "an orthogonal matrix" },
              { "S", "k,k", REAL, "another regular one" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "R is orthogonal", orthogonal } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "R = 3/5 -4/5; 4/5 3/5", "S = 2 1/2; 0 -3",
                     "T = 1/32" } },
                 { "keys of rank one",
                   { "Q = 1 -1/2;", "K = 1/3 2;", "V = 0 1; -2 1/2", "X = 1 1/2; -2 1/3", "R = -1",
                     "S = 5/3", "T = 1/24" } } },
  .draw = any_distance,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_l2,
  .controls = { { "the 2 dropped" }, { "keys not weighed" } },
};

/*. ## Several heads
 *
 *  Heads have their own queries, keys and values and are added. Stacked as in (2.9), $K^\top Q=\sum_hA^{(h)}$,
 *  and for Gaussian data the sum has the closed form
 *
 *  $$\Gamma^{(MH)}_\mu(x)=\sum_hV^{(h)}(\alpha+\Sigma A^{(h)}x).$$
 *
 *  With equal values $V^{(h)}=V$ the slope is that of one head with $A=\sum_hA^{(h)}$, but the mean is counted $H$
 *  times: $V(H\alpha+\Sigma Ax)$. On centred Gaussians such heads are one; on tokens they are not, and the
 *  trajectories part.
 *
 *  The closed form is met by quadrature at Gauss-Hermite nodes, each head with as many as its tilt needs; in
 *  balls what the nodes neglect is added.
 */
static head head_number(const arr *with, int h, int heads) {
  int k = with[0]->rows / heads, d = with[2]->columns;
  return (head){ rows_from(with[0], h * k, k), rows_from(with[1], h * k, k),
                 rows_from(with[2], h * d, d) };
}

static int heads_in(const arr *with) { return with[2]->rows / with[2]->columns; }

/* with = { Q, K, V }, all heads stacked. */
static arr heads_field(arr t, arr X, const arr *with) {
  arr sum = wholes(X, 0);
  for (int h = 0; h < heads_in(with); h++)
    sum = add(sum, attention(head_number(with, h, heads_in(with)), X, X, ln(equal_masses(X))));
  return (void)t, sum;
}

static arr mean_of_tilted(head h, arr x, arr mean, arr S) {
  arr L = cholesky(S), tilt = product(transpose(L), transpose(h.K), h.Q, x);
  gaussian_rule rule = gaussian_rule_for(tilt, x->rows);
  arr mass = mul(rule.weights, expo(dot(rule.points, tilt)));
  arr defect = rule.defect ? rule.defect : whole(x->in, 0);
  arr shift = over(ball(dot(mass, rule.points), defect), ball(total(mass), defect));
  return dot(h.V, add(mean, dot(L, shift)));
}

static arr closed_form(head h, arr x, arr mean, arr S) {
  return dot(h.V, add(mean, product(S, transpose(h.K), h.Q, x)));
}

/* V of the first head for all. */
static void measure_equal_values(run *here, const arr *with, arr x, arr mean, arr S) {
  int heads = heads_in(with), d = with[2]->columns;
  arr V = rows_from(with[2], 0, d), sum = wholes(x, 0), T = input(here, "T");
  head one = { with[0], with[1], V };
  arr times_ = whole(x->in, instead(here, "the mean counted once", heads, 1)), all = V;
  for (int h = 0; h < heads; h++) {
    head own = head_number(with, h, heads);
    own.V = V, sum = add(sum, closed_form(own, x, mean, S));
    all = h ? stack(all, V) : V;
  }
  equals(here, "equal values: one head with the mean counted H times", sum,
         add(closed_form(one, x, wholes(mean, 0), S), mul(times_, dot(V, mean))));
  arr X = input(here, "X"), centred = sub(X, row(times(sum_columns(X), 1, X->rows)));
  arr twice[] = { stack(with[0], with[0]), stack(with[1], with[1]), stack(V, V) };
  equals(here, "field of one head, written twice", heads_field(T, X, twice),
         times(attention(one, X, X, ln(equal_masses(X))), 2, 1));
  vanishes(here, "mean of the centred tokens", sum_columns(centred), norm(X));
  at(here, "t", T);
  apart(here, "centred tokens under equal values and under one head",
        entry(flow(heads_field, centred, T, with[0], with[1], all), 0, 0),
        entry(run_of(SOFTMAX, one, centred, T), 0, 0));
}

static void measure_heads(run *here) {
  arr with[] = { input(here, "Q"), input(here, "K"), input(here, "V") }, x = input(here, "x");
  arr mean = input(here, "alpha"), S = input(here, "Sigma"), A = wholes(S, 0);
  arr by_quadrature = wholes(x, 0), stated = by_quadrature;
  int heads = heads_in(with);
  for (int h = 0; h < heads; h++) {
    head own = head_number(with, h, heads);
    A = add(A, dot(transpose(own.K), own.Q));
    by_quadrature = add(by_quadrature, mean_of_tilted(own, x, mean, S));
    own.Q = instead(here, "every head with all queries", own.Q, with[0]);
    own.K = instead(here, "every head with all queries", own.K, with[1]);
    stated = add(stated, closed_form(own, x, mean, S));
  }
  equals(here, "sum of the products of the heads", A, dot(transpose(with[1]), with[0]));
  equals(here, "field of a Gaussian law", by_quadrature, stated);
  measure_equal_values(here, with, x, mean, S);
}

static truth heads_divide(run *here) {
  arr Q = exact_input(here, "Q"), V = exact_input(here, "V");
  int heads = V->rows / V->columns;
  return V->rows % V->columns == 0 && Q->rows % heads == 0 ? YES : NO;
}

static void any_heads(draw *d) {
  set(d, "Q", draw_dyadic(d, 2, 2));
  set(d, "K", draw_dyadic(d, 2, 2));
  set(d, "V", draw_dyadic(d, 4, 2));
  arr first = draw_dyadic(d, 1, 2), second = draw_dyadic(d, 1, 2);
  set(d, "X", stack(stack(first, second), row(given(draw_arithmetic(d), "1/3 5/2"))));
  set(d, "alpha", draw_dyadic(d, 2, 0));
  set(d, "Sigma", draw_spd(d, 2));
  set(d, "x", times(draw_dyadic(d, 2, 0), 1, 2));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(udt_D2_7) = {
  .title = "multi-head attention",
  .kind = DEFINITION,
  .where = "Section 2.7, eq. (2.9)",
  .says = "Γ_μ^(MH) := Σ_h Γ_μ^(h) … we have a closed form for Γ_μ^(MH) when μ is Gaussian, which "
          "directly comes from the single-head formula",
  .sentence = "Holds; heads with equal values are one head on centred Gaussians, not on tokens.",
  .inputs = { { "Q", "k,d", REAL, "queries of all heads, stacked" },
              { "K", "k,d", REAL, "keys" },
              { "V", "m,d", REAL, "values, d rows for a head" },
              { "X", "n,d", REAL, "tokens" },
              { "alpha", "d", REAL, "mean of a Gaussian law" },
              { "Sigma", "d,d", SPD, "its covariance" },
              { "x", "d", REAL, "where the field is taken" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "d rows of V and k/H rows of Q for each head", heads_divide } },
  .instances = { { "two heads in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1 -1/2; 1/3 3/4; 0 2; -1 1/5",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "alpha = 1/2 -1", "Sigma = 1 1/3; 1/3 1/2",
                     "x = 3/4 -1/5", "T = 1/32" } } },
  .draw = any_heads,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L4.1" },
  .measure = measure_heads,
  .controls = { { "every head with all queries" }, { "the mean counted once" } },
};
