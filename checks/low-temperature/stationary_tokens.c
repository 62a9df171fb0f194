/*. # Where tokens can rest
 *
 *  Tokens on the unit sphere move by $\dot x_i=\mathrm P_{x_i}V m_i$ with the mean $m_i$ of all tokens under the
 *  weights $e^{\beta\langle x_i,Bx_j\rangle}$. Appendix B of the paper asks for its states of rest, to make
 *  plausible that in the end the spectrum of $V$ decides.
 *
 *  ## One point
 *
 *  When all tokens coincide, the weights are equal, neither $\beta$ nor $B$ is felt, and $x$ follows the Oja flow
 *  $\dot x=\mathrm P_xVx$: the direction of $y(t)=e^{tV}x_0$, for every $V$. This is run as the token equation it
 *  is, with several tokens, beside the linear one. For a symmetric $V$ with eigenvalues
 *  $\lambda_1>\lambda_2\ge\dots$ and $c_i=\langle x_0,v_i\rangle$, the angle $\theta$ to $\pm v_1$ obeys
 *
 *  $$\tan^2\theta(t)=\sum_{i\ge2}\frac{c_i^2}{c_1^2}\,e^{-2(\lambda_1-\lambda_i)t}\le\tan^2\theta(0)\,e^{-2(\lambda_1-\lambda_2)t},$$
 *
 *  and the distance is $2\sin\frac\theta2\le\tan\theta$: exponentially fast, and at no better rate.
 *
 *  "This reasoning can be extended to more general classes of matrices by using their Jordan normal form." The
 *  convergence can, its speed cannot: for one block of size two, $\tan\theta=c_2/(c_1+c_2t)$, which decays like
 *  $1/t$. (And where the top eigenvalues are a complex pair, the point turns for ever: see `low-X5`.)
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr unit_of(arr x) { return over(x, norm(x)); }

/* n tokens at x, by rows. */
static arr copies(arr x, int n) { return outer(wholes(zeros(x->in, 1, n), 1), x); }

static arr linear_field(arr t, arr y, const arr *with) {
  (void)t;
  return dot(with[0], y);
}

static arr direction_at(arr t, arr S, arr l, arr c) {
  return unit_of(dot(S, mul(c, expo(mul(t, sub(l, item(l, 0)))))));
}

static void measure_any_matrix(run *here, arr V, arr x0, arr T) {
  enum { TOKENS = 2 };
  arr B = input(here, "B"), beta = input(here, "beta");
  arr W = instead(here, "the transpose of V", V, transpose(V));
  arr start = copies(x0, TOKENS);
  arr X = flow(sphere_attention, start, T, V, B, beta, no_log_masses(start));
  equals(here, "tokens, beside the direction of exp(tV)x0", X,
         copies(unit_of(flow(linear_field, x0, T, W)), TOKENS));
}

typedef struct {
  arr S, l, x0, B, beta;
} symmetric_case;

/* By the spectrum; and, but in balls, as tokens.  Where <x, Vx> < 0 the sphere repels what rounding takes
 * off it, which changes no direction. */
static arr point_at(run *here, arr t, symmetric_case c) {
  arr by_spectrum = direction_at(t, c.S, c.l, dot(c.x0, c.S));
  if (arith_kind(t->in) == BALL) return by_spectrum;
  arr V = product(c.S, diagonal(c.l), transpose(c.S));
  arr start = copies(c.x0, 2);
  arr X = flow(sphere_attention, start, t, V, c.B, c.beta, no_log_masses(start));
  equals(here, "direction of a token, by the spectrum", unit_of(row_at(X, 0)), by_spectrum);
  return unit_of(row_at(X, 0));
}

/* Of the angle between x and the line of v. */
static arr tangent_to(arr v, arr x) {
  arr along = dot(x, v);
  return over(norm(sub(x, mul(along, v))), absolute(along));
}

static void measure_convergence(run *here, symmetric_case c, arr T) {
  arr top = column_at(c.S, 0), along = dot(c.x0, top), one = whole(T->in, 1);
  c.x0 = instead(here, "a start orthogonal to v", c.x0, unit_of(sub(c.x0, mul(along, top))));
  arr gap = times(sub(item(c.l, 0), item(c.l, 1)), instead(here, "twice the gap", 1, 2), 1);
  arr v = lt(along, wholes(along, 0)) == YES ? neg(top) : top;
  arr x = point_at(here, T, c), tangent = mul(tangent_to(top, c.x0), expo(neg(mul(gap, T))));
  if (top->rows == 2)
    attains(here, "tangent of the angle to v, in the plane", tangent_to(top, x), tangent);
  else
    at_most(here, "tangent of the angle to v", tangent_to(top, x), tangent);
  at_most(here, "distance to v", norm(sub(x, v)), tangent_to(top, x));
  arr gauges = NULL, distances = NULL;
  for (int k = 2; k <= 4; k++) {
    arr t = over(whole(T->in, 4 * k), gap), far = norm(sub(point_at(here, t, c), v));
    arr gauge = expo(whole(T->in, -4 * k));
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    distances = distances ? stack(distances, far) : flat(far);
  }
  tends(here, "distance to v, in time", gauges, distances, wholes(one, 0), one, rat(T->in, 1, 20));
}

/* Of the angle to the eigenvector of the block 1/2 1; 0 1/2, from (3, 4)/5. */
static arr block_tangent(arr t) { return reciprocal(add(t, rat(t->in, 3, 4))); }

static void measure_block(run *here, arr T) {
  arith *N = T->in;
  arr J = given(N, "1/2 1; 0 1/2"), x0 = given(N, "3/5 4/5"), pole = given(N, "1 0");
  arr beta = input(here, "beta"), one = whole(N, 1), gauges = NULL, distances = NULL;
  arr start = copies(x0, 2);
  arr X = flow(sphere_attention, start, T, J, J, beta, no_log_masses(start));
  equals(here, "tangent of the angle", over(item(row_at(X, 0), 1), entry(X, 0, 0)),
         block_tangent(T));
  for (int k = 2; k <= 4; k++) {
    arr t = whole(N, 1 << (5 * k)), off = norm(sub(unit_of(stack(one, block_tangent(t))), pole));
    arr gauge = instead(here, "exponentially fast", reciprocal(t), expo(neg(root(t))));
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    distances = distances ? stack(distances, off) : flat(off);
  }
  tends(here, "distance to the eigenvector", gauges, distances, wholes(one, 0), one, rat(N, 1, 20));
}

/* Enclosed flows are dear: a quarter of the time is enough for them. */
static void measure_one_point(run *here) {
  arr S = input(here, "S"), l = input(here, "l"), T = input(here, "T");
  if (arith_kind(T->in) == BALL) T = times(T, 1, 4);
  arr x0 = unit_of(input(here, "x0"));
  part(here, "the Oja flow");
  measure_any_matrix(here, input(here, "W"), x0, T);
  part(here, "convergence");
  measure_convergence(here, (symmetric_case){ S, l, x0, input(here, "B"), input(here, "beta") }, T);
  part(here, "Jordan blocks");
  measure_block(here, T);
}

static truth orthogonal(run *here) {
  arr S = exact_input(here, "S");
  return equal(dot(S, transpose(S)), eye(S->in, S->rows));
}
static truth simple_top(run *here) {
  arr l = exact_input(here, "l");
  return lt(rows_from(l, 1, l->rows - 1), item(l, 0));
}
static truth descending(run *here) {
  arr l = exact_input(here, "l");
  return l->rows < 3 ? YES : le(rows_from(l, 2, l->rows - 2), rows_from(l, 1, l->rows - 2));
}
static truth not_orthogonal(run *here) {
  arr along = dot(exact_input(here, "x0"), column_at(exact_input(here, "S"), 0));
  return equal(along, wholes(along, 0)) == YES ? NO : YES;
}

static arr non_normality(run *here) {
  arr W = input(here, "W");
  return norm(commutator(W, transpose(W)));
}

static void any_point(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  arr S = draw_rotation(d, n), steps = NULL, l = draw_between(d, -4, 8, 4);
  for (int i = 0; i < n; i++) {
    steps = steps ? stack(steps, l) : flat(l);
    l = sub(l, draw_between(d, 2, 6, 4));
  }
  arr x = draw_dyadic(d, n, 0);
  set(d, "S", S);
  set(d, "l", steps);
  set(d, "x0", add(x, times(column_at(S, 0), 3, 1)));
  set(d, "W", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "B", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "beta", draw_between(d, 1, 8, 4));
  set(d, "T", draw_between(d, 2, 4, 4));
}

CLAIM(low_B1) = {
  .title = "one point follows the Oja flow",
  .kind = REMARK,
  .where = "Appendix B, One-point dynamics, before eq. (38)",
  .says = "the solution of (2) from δ_{x₀} is δ_{x(t)} where ẋ = P_x Vx; x = y/‖y‖ with ẏ = Vy; "
          "for V symmetric with a simple "
          "largest eigenvalue x(t) converges exponentially fast to an eigenvector v of it, "
          "provided that "
          "⟨x₀, v⟩ ≠ 0; this can be extended to more general V by the Jordan normal form",
  .sentence = "Holds; the rate is λ₁ − λ₂, and 1/t where the top eigenvalue has a Jordan block.",
  .inputs = { { "S", "d,d", REAL, "orthogonal: eigenvectors of V, by columns" },
              { "l", "d", REAL, "eigenvalues of V, descending" },
              { "W", "d,d", REAL, "values that need not be symmetric" },
              { "x0", "d", REAL, "where the tokens start, before it is normalised" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "beta", "", POSITIVE, "inverse temperature" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "S is orthogonal", orthogonal },
                  { "the largest eigenvalue is simple", simple_top },
                  { "the others descend", descending },
                  { "x0 is not orthogonal to v", not_orthogonal } },
  .instances = { { "in space",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "l = 3/2 1/3 -1",
                     "W = 1 1 -1/2; 1/3 0 1; -1 1/4 -1/2", "x0 = 1 1/2 -1/3",
                     "B = 1 -1 1/2; 2 0 1/3; -1 1 1", "beta = 3/2", "T = 1/2" } },
                 { "all eigenvalues negative, from near v",
                   { "S = 3/5 -4/5; 4/5 3/5", "l = -1/2 -2", "W = 1/2 -1; 2 -1", "x0 = -3/5 -1",
                     "B = 0 1; -1 2", "beta = 2", "T = 2/3" } } },
  .draw = any_point,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .visible = { { "WW' - W'W", non_normality } },
  .parts = { { "the Oja flow", HOLDS, "x = y/‖y‖ with ẏ = Vy, for every V, B and β", NULL,
               NO_ERRATUM, PRINTED },
             { "convergence", HOLDS, "‖x(t) − (±v)‖ ≤ tan θ(0) e^(−(λ₁ − λ₂)t), at that rate", NULL,
               NO_ERRATUM, PRINTED },
             { "Jordan blocks", HOLDS,
               "with a block of size two at the top the distance decays like 1/t, and no faster",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_one_point,
  .controls = { { "the transpose of V" },
                { "a start orthogonal to v" },
                { "twice the gap" },
                { "exponentially fast" } },
};

/*. ## Consensus and bipartite consensus
 *
 *  For eigenvectors $v_i$ of $V$ with one eigenvalue $\lambda$ the weak form of the right-hand side of (2) is (38): the term
 *  $j=i$ leaves the sum, because $\mathrm P_{v_i}v_i=0$, and stays in the denominator. The left-hand side is taken from
 *  the attention kernel, with $V=\lambda+uw^\top$, not symmetric, whose eigenspace is $w^\perp$; the test function is
 *  $\phi(x)=\langle x,Mx\rangle+\langle g,x\rangle^3$, its gradient by series.
 *
 *  One point, and two opposite ones, then rest: seen on the field, and on the flow, which is enclosed and does
 *  not move. The halves need not be equal, nor $\lambda$ positive. Two eigenvectors that are not
 *  opposite do move, along their plane.
 */
static arr test_function(arr x, const arr *with) {
  return add(product(x, with[0], x), power(dot(with[1], x), 3));
}

/* The right-hand side of (38), as printed; its denominator with or without the token itself. */
static arr printed_weak_form(arr Y, arr B, arr beta, arr lambda, const arr *phi, int own) {
  arr E = expo(mul(beta, product(Y, B, transpose(Y)))), unit = eye(Y->in, Y->rows);
  arr others = sub(E, mul(E, unit)), sizes = own ? sum_rows(E) : sum_rows(others);
  arr pull = tangential(Y, dot(others, Y)), sum = whole(Y->in, 0);
  for (int i = 0; i < Y->rows; i++) {
    arr slope = gradient(test_function, row_at(Y, i), phi);
    sum = add(sum, over(dot(slope, row_at(pull, i)), item(sizes, i)));
  }
  return times(mul(lambda, sum), 1, Y->rows);
}

static arr weak_form(arr Y, const arr *with, const arr *phi) {
  arr F = sphere_attention(whole(Y->in, 0), Y, with), sum = whole(Y->in, 0);
  for (int i = 0; i < Y->rows; i++)
    sum = add(sum, dot(gradient(test_function, row_at(Y, i), phi), row_at(F, i)));
  return times(sum, 1, Y->rows);
}

/* The rows of Y cast on the eigenspace, and normalised. */
static arr eigenvectors(arr Y, arr w) {
  return unit_rows(sub(Y, outer(over(dot(Y, w), dot(w, w)), w)));
}

static void rests(run *here, const char *what, const char *stays, arr X, const arr *with) {
  arr T = rat(X->in, 1, 4), scale = norm(with[0]);
  vanishes(here, what, sphere_attention(whole(X->in, 0), X, with), scale);
  equals(here, stays, flow_from(sphere_attention, X, T, with), X);
}

static void measure_rest(run *here) {
  arr u = input(here, "u"), w = input(here, "w"), lambda = input(here, "lambda");
  arr B = input(here, "B"), beta = input(here, "beta"), p = input(here, "p");
  arr V = add(mul(lambda, eye(u->in, u->rows)), outer(u, w));
  arr Y = eigenvectors(input(here, "Y"), w), phi[] = { input(here, "M"), input(here, "g"), NULL };
  part(here, "(38)");
  arr with[] = { V, B, beta, no_log_masses(Y), NULL };
  equals(
      here, "right-hand side of (2), tested", weak_form(Y, with, phi),
      printed_weak_form(Y, B, beta, lambda, phi, instead(here, "N(x) without its own term", 1, 0)));
  arr v = row_at(Y, 0), tilted = unit_of(add(v, w));
  part(here, "consensus");
  arr one[] = { V, B, beta, no_log_masses(copies(v, 2)), NULL };
  rests(here, "field at a consensus", "consensus, later",
        copies(instead(here, "no eigenvector", v, tilted), 2), one);
  part(here, "bipartite consensus");
  arr other = instead(here, "two eigenvectors, not opposite", neg(v), row_at(Y, 1));
  vanishes(here, "mean of the pair", add(v, other), whole(v->in, 1));
  arr pair = stack(row(v), row(other)), two[] = { V, B, beta, ln(p), NULL };
  rests(here, "field at a bipartite consensus", "bipartite consensus, later", pair, one);
  rests(here, "field for unequal halves", "unequal halves, later", pair, two);
}

static truth several(run *here) { return exact_input(here, "Y")->rows > 1 ? YES : NO; }

static arr moved_by_V(run *here) {
  arr w = input(here, "w");
  return mul(norm(w), norm(tangential(row(unit_of(w)), row(input(here, "u")))));
}

static void any_eigenspace(draw *d) {
  int n = (int)draw_whole(d, 2, 3), k = (int)draw_whole(d, 2, 4);
  arith *E = draw_arithmetic(d);
  arr unit = eye(E, n + 1), Y = draw_dyadic(d, k, n + 1), ones = filled(E, k, 1, whole(E, 1));
  set(d, "u", draw_dyadic(d, n + 1, 0));
  set(d, "w", add(times(draw_dyadic(d, n + 1, 0), 1, 4), row_at(unit, 0)));
  set(d, "lambda", draw_between(d, 2, 12, 8));
  set(d, "B", draw_dyadic(d, n + 1, n + 1));
  set(d, "beta", draw_between(d, 1, 8, 4));
  set(d, "Y",
      add(times(Y, 1, 4),
          add(dot(ones, row(row_at(unit, 1))), outer(draw_dyadic(d, k, 0), row_at(unit, 2)))));
  set(d, "M", draw_dyadic(d, n + 1, n + 1));
  set(d, "g", draw_dyadic(d, n + 1, 0));
  set(d, "p", draw_probability(d, 2));
}

CLAIM(low_B2) = {
  .title = "tokens at eigenvectors of one eigenvalue",
  .kind = FORMULA,
  .where = "Appendix B, Some stationary distributions, eq. (38)",
  .says = "for ϱ = (1/n)Σδ_{vᵢ}, vᵢ eigenvectors of V with eigenvalue λ > 0, the right-hand side "
          "of (2) tested with φ is "
          "(λ/n) Σᵢ 1/N(vᵢ) ⟨∇φ(vᵢ), P_{vᵢ}(Σ_{j≠i} exp(β⟨vᵢ, Bvⱼ⟩)vⱼ)⟩; δ_v and ½(δ_v + δ_{−v}) "
          "are stationary",
  .sentence = "Holds, for unequal halves too.",
  .inputs = { { "u", "d", REAL, "V = lambda + u w'" },
              { "w", "d", REAL, "orthogonal to the eigenspace" },
              { "lambda", "", REAL, "its eigenvalue" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "beta", "", POSITIVE, "inverse temperature" },
              { "Y", "n,d", REAL, "cast on the eigenspace and normalised: the tokens" },
              { "M", "d,d", REAL, "phi(x) = x'Mx + (g'x)^3" },
              { "g", "d", REAL, "of the test function" },
              { "p", "2", PROBABILITY, "masses of two opposite points" } },
  .hypotheses = { { "there are two tokens", several } },
  .instances = { { "a plane in space",
                   { "u = 1 -1/2 2/3", "w = 1/3 -1 1/2", "lambda = 3/4",
                     "B = 1 -1 1/2; 2 0 1/3; -1 1 1", "beta = 2", "Y = 1 0 0; 0 1 -1; 1/2 1/3 2",
                     "M = 1 2 0; 0 -1 1; 1/2 0 1", "g = 1 -1 1/2", "p = 1/3 2/3" } },
                 { "a negative eigenvalue",
                   { "u = 1/2 1 -1/3 0", "w = 1 1/2 0 -1", "lambda = -2/3",
                     "B = 1 0 1/2 -1; -2 1/3 0 1; 1/4 1 -1 0; 0 1 1/2 1", "beta = 3/2",
                     "Y = 1 1 0 0; -1 0 2 1/2", "M = 0 1 1/3 0; -1 1 0 2; 1/2 0 0 1; 1 0 -1 1/4",
                     "g = 1/2 1 0 -1", "p = 4/5 1/5" } } },
  .draw = any_eigenspace,
  .draws = 2,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .visible = { { "V w, off the line of w", moved_by_V } },
  .parts = { { "(38)", HOLDS, "eq. (38)", NULL, NO_ERRATUM, PRINTED },
             { "consensus", HOLDS, "δ_v is stationary, whatever B, β and the sign of λ", NULL,
               NO_ERRATUM, PRINTED },
             { "bipartite consensus", HOLDS,
               "½(δ_v + δ_{−v}) is stationary, and so is every mixture of the two", NULL,
               NO_ERRATUM, PRINTED } },
  .measure = measure_rest,
  .controls = { { "N(x) without its own term" },
                { "no eigenvector" },
                { "two eigenvectors, not opposite" } },
};

/*. ## When consensus is stable
 *
 *  Of consensus and bipartite consensus the paper reports, from the literature, that the first "on an eigenvector with
 *  respect to the largest eigenvalue of $V$ is a stable equilibrium and that bipartite consensus can be stable under
 *  certain conditions". Which ones? Take a symmetric $V$ with orthonormal eigenvectors $v,u_2,\dots,u_d$ and
 *  eigenvalues $\lambda,\lambda_2,\dots$, and any $B$. Near a consensus the tokens $v+\xi_i$ move by
 *  $\dot\xi_i=V\bar\xi-\lambda\xi_i$: rate $\lambda_j-\lambda$ when all move along $u_j$ together,
 *  $-\lambda$ when their sum stays. Near $n/2$ tokens on either side, with
 *  $T=\tanh(\beta\langle v,Bv\rangle)$, the rates are
 *
 *  | moved along $u_j$ | rate |
 *  |---|---|
 *  | all alike | $\lambda_j-\lambda T$ |
 *  | opposite on the two sides | $T(\lambda_j-\lambda)$ |
 *  | sum zero on each side | $-\lambda T$ |
 *
 *  The Jacobian is taken by series from the token equation and applied to every pattern, a basis of the tangent
 *  space; its largest eigenvalue is enclosed besides, from the matrix. So consensus is linearly stable
 *  iff $0<\lambda=\lambda_{\max}$ is simple, and bipartite consensus iff $\lambda T>0$, $\lambda_j<\lambda T$ and
 *  $T(\lambda_j-\lambda)<0$ for all $j$: for $\langle v,Bv\rangle>0$ on the largest eigenvalue only, and cold enough,
 *  $T>\lambda_2/\lambda_1$; for $\langle v,Bv\rangle<0$ on the most negative one. These are the two spaces between which the
 *  conjecture of the paper chooses. Where the largest eigenvalue is double the pair is
 *  unstable at any temperature, by $\lambda(1-T)$, which no double can tell from zero.
 *
 *  Below the spectrum, in double, the token equation itself: slightly disturbed pairs leave or
 *  come back at the rate of the slowest pattern.
 */
static arr token_drift(arr X, const arr *with) {
  return sphere_attention(whole(X->in, 0), X, with);
}

enum { PATTERNS = 4 }; /* of four tokens, the first two on the side of v */
static arr pattern(arith *N, int k) {
  static const char *const all[PATTERNS] = { "1 1 1 1", "1 1 -1 -1", "1 -1 0 0", "0 0 1 -1" };
  return given(N, all[k]);
}

/* The Jacobian at X on the patterns of the tangent plane, by rows; orthonormal coordinates. */
static arr jacobian(arr X, arr S, const arr *with) {
  arr J = NULL;
  int side = S->rows - 1;
  for (int k = 0; k < PATTERNS; k++)
    for (int j = 1; j <= side; j++) {
      arr moved =
          derivative(token_drift, X, outer(unit_of(pattern(X->in, k)), column_at(S, j)), with);
      arr seen = NULL;
      for (int m = 0; m < PATTERNS; m++) {
        arr along = product(unit_of(pattern(X->in, m)), moved, S);
        seen = seen ? stack(seen, rows_from(along, 1, side)) : rows_from(along, 1, side);
      }
      J = J ? stack(J, row(seen)) : row(seen);
    }
  return J;
}

/* The rates of the table, pattern by pattern; T = 1 and one side for a consensus. */
static arr rates_of(arr l, arr T, bool bipartite) {
  arr top = item(l, 0), others = rows_from(l, 1, l->rows - 1), pull = mul(top, T);
  arr alike = sub(others, pull), still = spread(neg(pull), others);
  arr apart_ = bipartite ? mul(T, sub(others, top)) : still;
  return stack(stack(alike, apart_), stack(still, still));
}

static void measure_rates(run *here, arr X, arr S, arr rates, const arr *with) {
  arr J = jacobian(X, S, with);
  equals_on_scale(here, "Jacobian on the patterns", J, diagonal(rates), norm(with[0]));
  equals_on_scale(here, "its largest eigenvalue", largest_eigenvalue(J), greatest(rates),
                  norm(with[0]));
}

static arr half_and_half(arr v) { return outer(given(v->in, "1 1 -1 -1"), v); }

/* T from the temperature: the control takes it for one. */
static arr side_weight(run *here, arr v, arr B, arr beta) {
  arr T = tanhyp(mul(beta, product(v, B, v)));
  return instead(here, "tanh = 1", T, wholes(T, 1));
}

/* A mixture of all patterns along every u_j, and what the rates make of it in the time T. */
static arr mixture(arr S, arr rates, arr T) {
  arr off = zeros(S->in, PATTERNS, S->columns);
  int side = S->columns - 1;
  for (int k = 0; k < PATTERNS; k++)
    for (int j = 1; j <= side; j++) {
      arr size = mul(rat(S->in, 2 + k, 3 + j), expo(mul(T, item(rates, k * side + j - 1))));
      off = add(off, outer(mul(size, pattern(S->in, k)), column_at(S, j)));
    }
  return off;
}

static arr disturbed(arr rest, arr S, arr rates, arr by) {
  return unit_rows(add(rest, mul(by, mixture(S, rates, whole(S->in, 0)))));
}

/* The tokens themselves: what the rates do not say of a disturbance is of second order in it. */
static void run_disturbed(run *here, const char *what, arr rest, arr S, arr rates,
                          const arr *with) {
  arith *N = S->in;
  arr T = whole(N, 1), gauges = NULL, gaps = NULL, moved = mixture(S, rates, T);
  for (int k = 8; k <= 16; k += 4) {
    arr by = rat(N, 1, 1L << k);
    arr X = flow_from(sphere_attention, disturbed(rest, S, rates, by), T, with);
    arr gap = norm(sub(sub(X, rest), mul(by, moved)));
    gauges = gauges ? stack(gauges, by) : flat(by);
    gaps = gaps ? stack(gaps, gap) : flat(gap);
  }
  tends(here, what, gauges, gaps, whole(N, 0), whole(N, 2), rat(N, 1, 10));
}

static void trace_pair(run *here, arr rest, arr S, arr rates, const arr *with) {
  arith *N = S->in;
  arr X = disturbed(rest, S, rates, rat(N, 1, 1000)), t = whole(N, 0), pause = rat(N, 1, 2);
  for (int i = 0; i <= 24; i++) {
    trace_point(here, "distance from the pair", t, norm(sub(X, rest)));
    X = unit_rows(flow_from(sphere_attention, X, pause, with));
    t = add(t, pause);
  }
}

static void trace_rates(run *here, arr v, arr S, arr l, const arr *with) {
  arith *N = S->in;
  arr b = product(v, with[1], v);
  for (int k = 1; k <= 30; k++) {
    arr beta = rat(N, k, 10), at_beta[] = { with[0], with[1], beta, with[3], NULL };
    arr J = jacobian(half_and_half(v), S, at_beta);
    trace_point(here, "largest rate", beta, greatest(rates_of(l, tanhyp(mul(beta, b)), true)));
    if (k % 2 == 0) trace_point(here, "largest eigenvalue", beta, largest_eigenvalue(J));
  }
}

static truth both(truth a, truth b) {
  return a == UNSURE || b == UNSURE ? UNSURE : a == b ? YES : NO;
}

/* lambda T > 0, lambda_j < lambda T, T (lambda_j - lambda) < 0. */
static truth pair_conditions(arr l, arr T) {
  arr top = item(l, 0), others = rows_from(l, 1, l->rows - 1), pull = mul(top, T);
  arr zero = whole(T->in, 0),
      sizes = stack(stack(neg(pull), sub(others, pull)), mul(T, sub(others, top)));
  return lt(sizes, zero);
}

/* A double top eigenvalue is neutral: no ball can tell its rate from zero. */
static void measure_consensus(run *here, arr S, arr l, const arr *with) {
  arr none = whole(S->in, 0), drag = instead(here, "no drag", whole(S->in, 1), none);
  arr rest = copies(column_at(S, 0), PATTERNS), rates = rates_of(l, drag, false);
  measure_rates(here, rest, S, rates, with);
  if (arith_kind(S->in) != BALL) {
    run_disturbed(here, "consensus disturbed, off its rates", rest, S, rates, with);
    return;
  }
  truth is_top = lt(stack(rows_from(l, 1, l->rows - 1), none), item(l, 0));
  truth returns = lt(largest_eigenvalue(jacobian(rest, S, with)), none);
  if (returns != UNSURE)
    holds(here, "stable iff the largest eigenvalue is positive, simple and that of v",
          both(returns, is_top));
}

static void measure_pair(run *here, arr S, arr l, const arr *with) {
  arr v = column_at(S, 0), rest = half_and_half(v), none = whole(S->in, 0);
  arr T = side_weight(here, v, with[1], with[2]), rates = rates_of(l, T, true);
  measure_rates(here, rest, S, rates, with);
  if (arith_kind(S->in) == BALL)
    holds(here, "stable iff the three conditions hold",
          both(lt(largest_eigenvalue(jacobian(rest, S, with)), none), pair_conditions(l, T)));
  else
    run_disturbed(here, "pair disturbed, off its rates", rest, S, rates, with);
  if (arith_kind(S->in) != DOUBLE) return;
  trace_pair(here, rest, S, rates, with);
  trace_rates(here, v, S, l, with);
}

static void measure_stability(run *here) {
  arr S = input(here, "S"), l = input(here, "l"), V = product(S, diagonal(l), transpose(S));
  arr log_masses = no_log_masses(zeros(V->in, PATTERNS, 1));
  arr with[] = { V, input(here, "B"), input(here, "beta"), log_masses, NULL };
  part(here, "consensus");
  measure_consensus(here, S, l, with);
  part(here, "bipartite consensus");
  measure_pair(here, S, l, with);
}

static arr asymmetry_of_B(run *here) {
  arr B = input(here, "B");
  return norm(sub(B, transpose(B)));
}

static void any_spectrum(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  set(d, "S", draw_rotation(d, n));
  set(d, "l", times(draw_dyadic(d, n, 0), 3, 4));
  set(d, "B", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "beta", draw_between(d, 1, 12, 4));
}

CLAIM(low_B3) = {
  .title = "stability of consensus and of bipartite consensus",
  .kind = REMARK,
  .where = "Appendix B, Some stationary distributions, after eq. (38)",
  .says = "consensus on an eigenvector with respect to the largest eigenvalue of V is a stable "
          "equilibrium and bipartite "
          "consensus can be stable under certain conditions",
  .sentence = "Holds for λ > 0, as the paragraph assumes, and for a simple eigenvalue; the "
              "conditions for the pair, "
              "and all rates, are exact.",
  .inputs = { { "S", "d,d", REAL, "orthogonal: v and the other eigenvectors of V, by columns" },
              { "l", "d", REAL, "their eigenvalues" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "beta", "", POSITIVE, "inverse temperature" } },
  .hypotheses = { { "S is orthogonal", orthogonal } },
  .instances = { { "cold enough",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "l = 1 1/2 -1/3",
                     "B = 1 -1 1/2; 2 0 1/3; -1 1 1", "beta = 2" } },
                 { "too warm",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "l = 1 1/2 -1/3",
                     "B = 1 -1 1/2; 2 0 1/3; -1 1 1", "beta = 3/10" } },
                 { "the most negative eigenvalue",
                   { "S = 3/5 -4/5; 4/5 3/5", "l = -5/4 1/2", "B = -1 1/2; -1 -1/2",
                     "beta = 3/2" } },
                 { "all eigenvalues negative",
                   { "S = 3/5 -4/5; 4/5 3/5", "l = -1/4 -1", "B = 1 1/2; -1 1/2", "beta = 1" } },
                 { "a double eigenvalue",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "l = 1 1 -1",
                     "B = 1 0 1/2; -1/2 1 0; 0 1/3 1", "beta = 30" } } },
  .draw = any_spectrum,
  .draws = 2,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "low-B2" },
  .visible = { { "B - B'", asymmetry_of_B } },
  .parts = { { "consensus", HOLDS, "rates λⱼ − λ and −λ: stable iff λ = λmax > 0 is simple", NULL,
               NO_ERRATUM, PRINTED },
             { "bipartite consensus", HOLDS,
               "rates λⱼ − λT, T(λⱼ − λ) and −λT, T = tanh(β⟨v, Bv⟩): stable iff all are negative",
               NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_stability,
  .controls = { { "tanh = 1", "too warm" }, { "no drag" } },
};

/*. ## A pair off every eigenvector, and the plateau of Figure 3
 *
 *  The states above are called "some stationary distributions", and there are others: $\frac12(\delta_v+\delta_{-v})$ rests
 *  for every unit vector with $\langle v,Bv\rangle=0$, eigenvector or not, because the weights are equal and the mean is
 *  zero. Unequal halves move.
 *
 *  In Figure 3, $V=\mathrm{diag}(-1,1,-2)$ and $B=\mathrm{diag}(-1,-1,1)$, such a $v=(1,0,1)/\sqrt2$ is the plateau
 *  at 45 degrees between the two phases (`low-X3`). Four tokens there, two on either side: along
 *  $q=(1,0,-1)/\sqrt2$ the rates are $-\frac32-\frac\beta2$ all alike, $-\beta$ opposite, $-\frac\beta2$ else; along $e_2$ they are
 *  $1$ all alike and $0$ else. At $\beta=100$ the plateau draws in its plane at the
 *  rate fifty, and is left along $e_2$ at the rate one: so it is seen, and so it ends.
 */
static void measure_plateau(run *here) {
  arr beta = input(here, "beta"), V = given(beta->in, "-1 0 0; 0 1 0; 0 0 -2");
  arr B = given(beta->in, "-1 0 0; 0 -1 0; 0 0 1"), h = root(rat(beta->in, 1, 2)),
      none = wholes(h, 0);
  arr S = stack(stack(row(pack(h->in, 3, (arr[]){ h, h, none })), given(h->in, "0 0 1;")),
                row(pack(h->in, 3, (arr[]){ h, neg(h), none })));
  arr with[] = { V, B, beta, no_log_masses(zeros(V->in, PATTERNS, 1)), NULL };
  arr pull = times(instead(here, "rates that do not know beta", beta, whole(h->in, 1)), -1, 2);
  arr one = whole(h->in, 1), alike = sub(pull, rat(h->in, 3, 2)), twice = times(pull, 2, 1);
  arr rates = pack(h->in, 8, (arr[]){ alike, one, twice, none, pull, none, pull, none });
  equals_on_scale(here, "Jacobian on the patterns",
                  jacobian(half_and_half(column_at(S, 0)), S, with), diagonal(rates), beta);
}

static void measure_balanced(run *here) {
  arr V = input(here, "V"), B = input(here, "B"), beta = input(here, "beta");
  arr v = unit_of(input(here, "v")), level = product(v, B, v);
  B = instead(here, "<v, Bv> not zero", sub(B, mul(level, outer(v, v))), B);
  arr p = instead(here, "unequal halves", rat(V->in, 1, 2), rat(V->in, 1, 3));
  arr masses = flat(stack(p, rest_of(p))), with[] = { V, B, beta, ln(masses), NULL };
  part(here, "a pair");
  rests(here, "field at the pair", "the pair, later", stack(row(v), row(neg(v))), with);
  part(here, "the plateau of Figure 3");
  measure_plateau(here);
}

static arr off_eigenvectors(run *here) {
  arr v = row(unit_of(input(here, "v")));
  return norm(tangential(v, dot(v, transpose(input(here, "V")))));
}

static arr level_of(run *here) {
  arr v = unit_of(input(here, "v"));
  return product(v, input(here, "B"), v);
}

static void any_pair(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  set(d, "V", draw_dyadic(d, n, n));
  set(d, "B", times(add(draw_dyadic(d, n, n), times(eye(draw_arithmetic(d), n), 3, 1)), 1, 4));
  set(d, "v", add(draw_dyadic(d, n, 0), times(row_at(eye(draw_arithmetic(d), n), 0), 5, 2)));
  set(d, "beta", draw_between(d, 1, 8, 4));
}

CLAIM(low_B4) = {
  .title = "a pair rests wherever ⟨v, Bv⟩ = 0",
  .kind = REMARK,
  .where = "Appendix B, Some stationary distributions, beside eq. (38)",
  .says = "½(δ_v + δ_{−v}) is stationary for every unit vector v with ⟨v, Bv⟩ = 0, eigenvector of "
          "V or not",
  .sentence = "Holds, and explains the plateau of Figure 3: attracting at the rate β/2 in its "
              "plane, left at the rate 1.",
  .inputs = { { "V", "d,d", REAL, "values" },
              { "B", "d,d", REAL, "query-key matrix, before <v, Bv> is taken off" },
              { "v", "d", REAL, "a direction" },
              { "beta", "", POSITIVE, "inverse temperature" } },
  .instances = { { "in space",
                   { "V = 1 -1/2 1/3; 2 0 1; -1 1/2 -1", "B = 1 -1 1/2; 2 0 1/3; -1 1 1",
                     "v = 3 0 4", "beta = 2" } },
                 { "in the plane, at the temperature of Figure 3",
                   { "V = 1 2; -1 1/2", "B = 1/20 1/50; -1/30 1/40", "v = 1 2", "beta = 100" } } },
  .draw = any_pair,
  .draws = 2,
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "low-B2", "low-X3" },
  .visible = { { "Vv, off the line of v", off_eigenvectors }, { "<v, Bv> before", level_of } },
  .parts = { { "a pair", HOLDS, "½(δ_v + δ_{−v}) rests", NULL, NO_ERRATUM, DERIVED },
             { "the plateau of Figure 3", HOLDS,
               "rates −3/2 − β/2, −β and −β/2 in the plane of e₁ and e₃; 1 and 0 along e₂", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_balanced,
  .controls = { { "unequal halves" }, { "<v, Bv> not zero" }, { "rates that do not know beta" } },
};
