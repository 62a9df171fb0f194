/*. # Tokens on the sphere
 *
 *  Equation (1) moves each token along the part of $\sum_jw_{ij}Vx_j$ that is tangent to the sphere,
 *  $w_{ij}\propto e^{\beta\langle Qx_i,Kx_j\rangle}$. With $B=Q^\top K$ the weights are $e^{\beta\langle x_i,Bx_j\rangle}$, and no token
 *  leaves the sphere: $\frac{d}{dt}|x|^2=2\langle x,m\rangle(1-|x|^2)$. Both are taken from the flow, which is enclosed,
 *  beside one written with $Q$ and $K$ token by token. The flow commutes with permutations, and with
 *  rotations when $V$ and $B$ turn too.
 *
 *  For two tokens and $V=B=\mathrm{Id}$ their inner product $c$ obeys one scalar equation,
 *
 *  $$\dot c=\frac{2(1-c^2)}{1+e^{\beta(1-c)}},$$
 *
 *  integrated by itself. A scheme without the step back to the sphere leaves it at the
 *  order of the scheme; that is measured for Runge and Kutta's.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* Enclosed flows are dear: an eighth of the time is enough for them. */
static arr time_of(run *here) {
  arr T = input(here, "T");
  return arith_kind(T->in) == BALL ? times(T, 1, 8) : T;
}

/* (1) as printed: with = { V, Q, K, beta }. */
static arr printed_field(arr t, arr X, const arr *with) {
  arr all = NULL;
  (void)t;
  for (int i = 0; i < X->rows; i++) {
    arr x = row_at(X, i), query = dot(with[1], x), above = NULL, below = NULL;
    for (int j = 0; j < X->rows; j++) {
      arr y = row_at(X, j), e = expo(mul(with[3], dot(query, dot(with[2], y))));
      arr pull = mul(e, dot(with[0], y));
      above = above ? add(above, pull) : pull, below = below ? add(below, e) : e;
    }
    arr mean = over(above, below), drift = sub(mean, mul(dot(x, mean), x));
    all = all ? stack(all, row(drift)) : row(drift);
  }
  return all;
}

/* The same without the projection. */
static arr free_field(arr t, arr X, const arr *with) { /* a control; mutants: aside */
  arr scores = mul(with[2], product(X, with[1], transpose(X)));
  (void)t;
  return product(softmax(scores), X, transpose(with[0]));
}

static void measure_projection(run *here, arr X, arr Y) {
  arr P = tangential(X, Y), off = sub(Y, P);
  vanishes(here, "inner products with the token", sum_rows(mul(X, P)), whole(X->in, 1));
  equals(here, "what is taken off, squared", sum_rows(square(off)), square(sum_rows(mul(X, Y))));
  equals(here, "projected twice", tangential(X, P), P);
}

static void measure_symmetries(run *here, arr X, arr T, arr end, const arr *with) {
  arr R = input(here, "R"), RT = transpose(R), V = with[0], B = with[1];
  int n = X->rows;
  arr swap = stack(rows_from(eye(X->in, n), 1, n - 1), rows_from(eye(X->in, n), 0, 1));
  equals(here, "tokens in another order", flow_from(sphere_attention, dot(swap, X), T, with),
         dot(swap, end));
  arr turned[] = { product(R, V, RT), product(R, B, RT), with[2], with[3], NULL };
  equals(here, "everything turned", flow_from(sphere_attention, dot(X, RT), T, turned),
         dot(end, RT));
}

/* c' of two tokens; with = { beta }. */
static arr inner_rate(arr t, arr c, const arr *with) {
  arr one = whole(c->in, 1);
  (void)t;
  return over(times(sub(one, square(c)), 2, 1), add(one, expo(mul(with[0], sub(one, c)))));
}

static void measure_pair(run *here, arr X, arr beta, arr T) {
  arr pair = rows_from(X, 0, 2), unit = eye(X->in, X->columns);
  arr rate_of_it = instead(here, "twice as cold", beta, times(beta, 2, 1));
  arr end = flow(sphere_attention, pair, T, unit, unit, beta, no_log_masses(pair));
  arr c = dot(row_at(pair, 0), row_at(pair, 1));
  equals(here, "inner product of two tokens", dot(row_at(end, 0), row_at(end, 1)),
         flow(inner_rate, c, T, rate_of_it));
}

static void measure_drift(run *here, arr X, arr T, const arr *with) {
  arr gauges = NULL, offs = NULL;
  for (int n = 4; n <= 16; n *= 2) {
    arr Y = runge_kutta(sphere_attention, X, T, n, with), ones = wholes(column_at(X, 0), 1);
    arr off = norm(sub(sum_rows(square(Y)), ones));
    gauges = gauges ? stack(gauges, rat(X->in, 1, n)) : flat(rat(X->in, 1, n));
    offs = offs ? stack(offs, off) : flat(off);
  }
  arr zero = whole(X->in, 0), order = whole(X->in, 4);
  tends(here, "squared norms, off one", gauges, offs, zero, order, rat(X->in, 2, 5));
}

static void measure_equation(run *here) {
  arr X = unit_rows(input(here, "X")), V = input(here, "V"), T = time_of(here);
  arr Q = input(here, "Q"), K = input(here, "K"), beta = input(here, "beta");
  arr B = instead(here, "B = K'Q", dot(transpose(Q), K), dot(transpose(K), Q));
  arr with[] = { V, B, beta, no_log_masses(X), NULL };
  arr end = flow_from(sphere_attention, X, T, with);
  part(here, "B = QᵀK");
  equals(here, "tokens later", flow(printed_field, X, T, V, Q, K, beta), end);
  part(here, "the sphere");
  measure_projection(here, X, input(here, "Y"));
  field moved = instead(here, "without the projection", sphere_attention, free_field);
  arr ones = wholes(column_at(X, 0), 1), later = flow_from(moved, X, T, with);
  equals(here, "squared norms later", sum_rows(square(later)), ones);
  if (arith_kind(X->in) != BALL) measure_drift(here, X, T, with);
  part(here, "invariances");
  measure_symmetries(here, X, T, end, with);
  part(here, "two tokens");
  measure_pair(here, X, beta, T);
}

static arr asymmetry_of_keys(run *here) {
  arr B = dot(transpose(input(here, "Q")), input(here, "K"));
  return norm(sub(B, transpose(B)));
}

static truth orthogonal(run *here) {
  arr R = exact_input(here, "R");
  return equal(dot(R, transpose(R)), eye(R->in, R->rows));
}

static void any_tokens(draw *d) {
  int n = (int)draw_whole(d, 2, 3), m = (int)draw_whole(d, 2, 3);
  arith *E = draw_arithmetic(d);
  arr ones = filled(E, m, 1, whole(E, 1)), first = row(row_at(eye(E, n), 0));
  set(d, "X", add(times(draw_dyadic(d, m, n), 1, 2), dot(ones, times(first, 3, 2))));
  set(d, "Y", draw_dyadic(d, m, n));
  set(d, "V", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "Q", times(draw_dyadic(d, 2, n), 3, 4));
  set(d, "K", times(draw_dyadic(d, 2, n), 3, 4));
  set(d, "R", draw_rotation(d, n));
  set(d, "beta", draw_between(d, 2, 6, 4));
  set(d, "T", draw_between(d, 2, 4, 32));
}

CLAIM(low_E1) = {
  .title = "the token equation",
  .kind = FORMULA,
  .where = "Introduction, eq. (1)",
  .says = "ẋᵢ = P_{xᵢ}(Σⱼ exp(β⟨Qxᵢ, Kxⱼ⟩) / Σₖ exp(β⟨Qxᵢ, Kxₖ⟩) Vxⱼ), P_x(y) := y − ⟨x, y⟩x the "
          "orthogonal projection onto "
          "the tangent space of the sphere; without loss of generality B := QᵀK; the dynamics are "
          "invariant "
          "under permutations",
  .sentence = "Holds; two tokens with V = B = Id follow one scalar equation.",
  .inputs = { { "X", "n,d", REAL, "tokens, scaled to the sphere" },
              { "Y", "n,d", REAL, "vectors to project" },
              { "V", "d,d", REAL, "values" },
              { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "R", "d,d", REAL, "a rotation" },
              { "beta", "", POSITIVE, "inverse temperature" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "R is orthogonal", orthogonal } },
  .instances = { { "three tokens in space",
                   { "X = 1 1/2 -1/3; 2 -1 1; 1/2 1 3/2", "Y = 1 0 2; -1 1/2 1; 0 3 -1",
                     "V = 1 -1/2 1/3; 2/3 0 1; -1 1/2 -1", "Q = 1 -1/2 1/3; 0 1 2/3",
                     "K = 2/3 1 0; -1 1/2 1", "R = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3",
                     "beta = 3/2", "T = 1/8" } },
                 { "two tokens on the circle",
                   { "X = 1 0; 1/2 1", "Y = 1 2; -1 1/3", "V = 1 -1; 2 1/2", "Q = 1 1; 0 2",
                     "K = 1 0; 1/2 -1", "R = 3/5 -4/5; 4/5 3/5", "beta = 2", "T = 1/8" } } },
  .draw = any_tokens,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .visible = { { "QᵀK - KᵀQ", asymmetry_of_keys } },
  .parts = { { "B = QᵀK", HOLDS, "the weights depend on Q and K by B = QᵀK alone", NULL, NO_ERRATUM,
               PRINTED },
             { "the sphere", HOLDS, "P_x is the orthogonal projection, and the sphere is invariant",
               NULL, NO_ERRATUM, PRINTED },
             { "invariances", HOLDS, "permutations of the tokens, and rotations with V and B", NULL,
               NO_ERRATUM, PRINTED },
             { "two tokens", HOLDS, "ċ = 2(1 − c²)/(1 + e^(β(1 − c))) for V = B = Id", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_equation,
  .controls = { { "B = K'Q" }, { "without the projection" }, { "twice as cold" } },
};

/*. ## The law of the tokens
 *
 *  "It is well-known that the empirical measure is a weak solution to (2)": for smooth $\phi$,
 *
 *  $$\int\phi\,d\rho_T-\int\phi\,d\rho_0=\int_0^T\!\!\int\langle\nabla\phi(x),v[\rho_t](x)\rangle\,d\rho_t(x)\,dt .$$
 *
 *  The right-hand side is integrated beside the tokens, as one more coordinate of the flow, which is
 *  enclosed; its integrand is written with sums over the law, from $\phi(x)=\langle x,Mx\rangle+\langle g,x\rangle^3$ and its
 *  gradient by hand. The masses need not be equal; and that the equation is one for laws shows when a
 *  token of mass $p$ is split into two: nobody else notices.
 */
static arr phi_of(arr X, arr M, arr g) {
  return add(sum_rows(mul(dot(X, M), X)), power(dot(X, g), 3));
}
static arr slopes_of(arr X, arr M, arr g) {
  return add(dot(X, add(M, transpose(M))), outer(times(square(dot(X, g)), 3, 1), g));
}

/* The integrand, from the sums over the law; with = { V, B, beta, masses, M, g, normaliser }. */
static arr tested_drift(arr X, const arr *with) {
  arr kernel = expo(mul(with[2], product(X, with[1], transpose(X)))), masses = with[3];
  arr above = product(mul(kernel, row(masses)), X, transpose(with[0])), below = dot(kernel, masses);
  arr drift = mul(column(over(with[6], below)), above);
  return dot(masses, sum_rows(mul(slopes_of(X, with[4], with[5]), tangential(X, drift))));
}

/* Tokens, and below them the integral in the first column. */
static arr tokens_and_integral(arr t, arr state, const arr *with) {
  int n = state->rows - 1;
  arr X = rows_from(state, 0, n), tokens[] = { with[0], with[1], with[2], ln(with[3]) };
  arr rate = mul(tested_drift(X, with), row_at(eye(X->in, X->columns), 0));
  return stack(sphere_attention(t, X, tokens), row(rate));
}

static void measure_weak_form(run *here) {
  arr X = unit_rows(input(here, "X")), V = input(here, "V"), B = input(here, "B"),
      p = input(here, "p");
  arr beta = input(here, "beta"), T = time_of(here), M = input(here, "M"), g = input(here, "g");
  arr normaliser = wholes(p, 1), none = wholes(row_at(X, 0), 0);
  normaliser =
      instead(here, "without a half of the normaliser", normaliser, times(normaliser, 1, 2));
  arr with[] = { V, B, beta, p, M, g, normaliser, NULL };
  int n = X->rows;
  arr state = flow_from(tokens_and_integral, stack(X, row(none)), T, with),
      end = rows_from(state, 0, n);
  part(here, "weak solution");
  equals(here, "mean of the test function, gained", dot(p, sub(phi_of(end, M, g), phi_of(X, M, g))),
         entry(state, n, 0));
  part(here, "a law");
  arr share = times(item(p, n - 1), 1, 3),
      rest = sub(item(p, n - 1), instead(here, "mass added", share, whole(X->in, 0)));
  arr split = stack(rows_from(p, 0, n - 1), stack(share, rest));
  arr doubled = flow(sphere_attention, stack(X, row(row_at(X, n - 1))), T, V, B, beta, ln(split));
  equals(here, "tokens when one is split", rows_from(doubled, 0, n), end);
}

static void any_law(draw *d) {
  int n = (int)draw_whole(d, 2, 3), m = (int)draw_whole(d, 2, 3);
  arith *E = draw_arithmetic(d);
  arr ones = filled(E, m, 1, whole(E, 1)), first = row(row_at(eye(E, n), 0));
  set(d, "X", add(times(draw_dyadic(d, m, n), 1, 2), dot(ones, times(first, 3, 2))));
  set(d, "p", draw_probability(d, m));
  set(d, "V", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "B", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "M", draw_dyadic(d, n, n));
  set(d, "g", draw_dyadic(d, n, 0));
  set(d, "beta", draw_between(d, 2, 6, 4));
  set(d, "T", draw_between(d, 2, 4, 32));
}

CLAIM(low_E2) = {
  .title = "the empirical measure solves the continuity equation",
  .kind = REMARK,
  .where = "Introduction, eq. (2)",
  .says = "It is well-known that the empirical measure ρ_t^{β,n} is a weak solution to (2)",
  .sentence = "Holds, with any masses.",
  .inputs = { { "X", "n,d", REAL, "tokens, scaled to the sphere" },
              { "p", "n", PROBABILITY, "their masses" },
              { "V", "d,d", REAL, "values" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "M", "d,d", REAL, "phi(x) = x'Mx + (g'x)^3" },
              { "g", "d", REAL, "of the test function" },
              { "beta", "", POSITIVE, "inverse temperature" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "equal masses",
                   { "X = 1 1/2 -1/3; 2 -1 1; 1/2 1 3/2", "p = 1/3 1/3 1/3",
                     "V = 1 -1/2 1/3; 2/3 0 1; -1 1/2 -1", "B = 1 -1 1/2; 1 0 1/3; -1 1 1",
                     "M = 1 2 0; 0 -1 1; 1/2 0 1", "g = 1 -1 1/2", "beta = 3/2", "T = 1/8" } },
                 { "other masses",
                   { "X = 1 0; 1/2 1; -1 2", "p = 1/2 1/3 1/6", "V = 1 -1; 2 1/2",
                     "B = 0 1; -1 1/2", "M = 0 1; 1/3 -2", "g = 1/2 1", "beta = 2", "T = 1/8" } } },
  .draw = any_law,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "low-E1" },
  .parts = { { "weak solution", HOLDS, "the weak form of (2), integrated in time", NULL, NO_ERRATUM,
               PRINTED },
             { "a law", HOLDS, "a token may be split: the equation sees masses, not tokens", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_weak_form,
  .controls = { { "without a half of the normaliser" }, { "mass added" } },
};
