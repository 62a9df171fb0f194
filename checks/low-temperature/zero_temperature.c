/*. # Zero temperature
 *
 *  For $\beta\to\infty$ and a law that charges the whole sphere, a token moves by (3),
 *  $\dot x=\mathrm P_x\big(VB^\top x/|B^\top x|\big)$, and feels no other. The paper uses the equation without solving it. It can be
 *  solved, for every $A=VB^\top$, symmetric or not: the curve is that of $\dot y=Ay$ on the sphere, and
 *  only the clock differs,
 *
 *  $$x(t)=\frac{e^{sA}x_0}{|e^{sA}x_0|},\qquad\dot s=\frac1{|B^\top x|},\qquad
 *    \frac t{\sigma_{\max}(B)}\le s\le\frac t{\sigma_{\min}(B)} .$$
 *
 *  Two flows that share no code path meet: the tokens on the sphere, enclosed, and for each a single scalar
 *  equation for its clock, along the closed form $Pe^{sl}P^{-1}x_0$ of a diagonalisable $A$. For $B$ a multiple of the
 *  identity both bounds on the clock are attained.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"
#include "symmetric_case.h"

static arr longest_clock(arr T, arr B) { return mul(T, operator_norm(inverse(B))); }
static arr shortest_clock(arr T, arr B) { return over(T, operator_norm(B)); }

static void measure_token(run *here, arr end, arr x, arr P, arr l, arr B, arr T) {
  arr c = solve(P, x), s = flow(clock_rate, whole(T->in, 0), T, P, l, c, B);
  s = instead(here, "the clock of B = Id", s, T);
  part(here, "the curve");
  equals(here, "token", end, along(s, P, l, c));
  part(here, "the clock");
  at_most(here, "clock", s, longest_clock(T, B));
  at_most(here, "clock from below", shortest_clock(T, B), s);
}

static void measure_solution(run *here) {
  arr P = input(here, "P"), l = input(here, "l"), B = input(here, "B"), T = time_of(here);
  arr X = unit_rows(input(here, "X")), A = product(P, diagonal(l), inverse(P));
  arr end = flow(zero_temperature, X, T, values_for(A, B), B);
  for (int i = 0; i < X->rows; i++) measure_token(here, row_at(end, i), row_at(X, i), P, l, B, T);
  arr same = times(eye(T->in, X->columns), 3, 2), c = solve(P, row_at(X, 0));
  arr s = flow(clock_rate, whole(T->in, 0), T, P, l, c, same);
  s = instead(here, "half the clock", s, times(s, 1, 2));
  attains(here, "clock for a multiple of the identity", s, longest_clock(T, same));
  attains(here, "and from below", shortest_clock(T, same), s);
}

static truth eigenvectors_span(run *here) {
  arr P = exact_input(here, "P");
  return equal(determinant(P), whole(P->in, 0)) == YES ? NO : YES;
}

static void any_spectrum(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  arith *E = draw_arithmetic(d);
  set(d, "P", add(times(draw_dyadic(d, n, n), 1, 4), times(eye(E, n), 3, 2)));
  set(d, "l", times(draw_dyadic(d, n, 0), 3, 4));
  set(d, "B", add(times(draw_dyadic(d, n, n), 1, 4), times(eye(E, n), 5, 4)));
  set(d, "X", add(times(draw_dyadic(d, 2, n), 1, 2), times(filled(E, 2, n, whole(E, 1)), 3, 2)));
  set(d, "T", draw_between(d, 2, 6, 8));
}

CLAIM(low_E3) = {
  .title = "the zero-temperature equation, solved",
  .kind = FORMULA,
  .where = "Introduction, eq. (3)",
  .says = "∂_tρ_t = −div(ρ_t P_x(VBᵀx/‖Bᵀx‖))",
  .sentence = "Its tokens follow the curves of ẏ = VBᵀy on the sphere, by a clock of their own: a "
              "closed form for every V and B.",
  .inputs = { { "P", "d,d", REAL, "eigenvectors of A = VB', by columns" },
              { "l", "d", REAL, "its eigenvalues" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "X", "n,d", REAL, "tokens, scaled to the sphere" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "the eigenvectors span", eigenvectors_span },
                  { "B is invertible", invertible } },
  .instances = { { "A not symmetric",
                   { "P = 1 1/2 0; -1/3 1 1/4; 1/2 0 1", "l = 3/2 1/3 -1",
                     "B = 1 1/2 0; 0 1 1/3; 1/4 0 2", "X = 1 2 2; -1 1/2 3; 2 0 -1", "T = 1/2" } },
                 { "A symmetric",
                   { "P = 3/5 -4/5; 4/5 3/5", "l = 1 -1/2", "B = 2 1; -1/2 1/3",
                     "X = 1 1/7; -1/3 2", "T = 3/4" } } },
  .draw = any_spectrum,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "low-E1" },
  .parts = { { "the curve", HOLDS, "x(t) = e^(sA)x₀/‖e^(sA)x₀‖ with ṡ = 1/‖Bᵀx‖", NULL, NO_ERRATUM,
               DERIVED },
             { "the clock", HOLDS, "t/σ_max(B) ≤ s ≤ t/σ_min(B)", NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_solution,
  .controls = { { "the clock of B = Id" }, { "half the clock" } },
};

/*. ## Where the projection on $E$ does not move
 *
 *  Lemma 11: $D\Pi$ is what the quotient rule says, and kills the field of (3) when $A$ is symmetric. The Jacobian is taken by
 *  series, along every direction. Lemma 9 follows: $\Pi_\sharp\rho_t=\Pi_\sharp\rho_0$. It is truer than it says: not the
 *  law but every token keeps its $\Pi(x)$. So does Algorithm 2: $\mathrm P_E$ of the step is a multiple of
 *  $\mathrm P_Ex$,
 *
 *  $$\mathrm P_E\Big(x+\Delta t\,\mathrm P_x\frac{Ax}{|B^\top x|}\Big)=\Big(1+\Delta t\,\frac{\mu_1-\langle x,Ax\rangle}{|B^\top x|}\Big)\mathrm P_Ex ,$$
 *
 *  and the factor is at least one, whatever $\Delta t$, since $\langle x,Ax\rangle\le\mu_1$. Attention at a finite temperature moves $\Pi(x)$.
 */
/* With = { P_E }. */
static arr projected(arr x, const arr *with) { return unit_of(dot(with[0], x)); }

static arr printed_jacobian(arr x, arr P) {
  arr u = dot(P, x), size = norm(u), v = over(u, size);
  return over(sub(P, outer(v, v)), size);
}

static void measure_jacobian(run *here) {
  symmetric_case c = case_of(here, instead(here, "VB' not symmetric", NULL, skewness(here)));
  arr X = unit_rows(input(here, "X")), field_[] = { c.V, c.B },
      F = zero_temperature(c.B, X, field_);
  int d = X->columns;
  for (int i = 0; i < X->rows; i++) {
    arr x = row_at(X, i), J = printed_jacobian(x, c.P), with[] = { c.P, NULL }, columns = NULL;
    for (int j = 0; j < d; j++) {
      arr slope = row(derivative(projected, x, row_at(eye(x->in, d), j), with));
      columns = columns ? stack(columns, slope) : slope;
    }
    part(here, "the Jacobian");
    equals_on_scale(here, "derivatives of the projection", transpose(columns),
                    instead(here, "the square root lost", J, mul(norm(dot(c.P, x)), J)), norm(J));
    part(here, "(33)");
    arr y = row_at(X, (i + 1) % X->rows), u = dot(c.P, x), inner = over(dot(u, y), dot(u, u));
    equals(here, "the projection of a tangent",
           mul(norm(u), dot(J, row_at(tangential(row(x), row(y)), 0))),
           sub(dot(c.P, y), mul(inner, u)));
    part(here, "the field of (3)");
    vanishes(here, "Jacobian applied to the field", dot(J, row_at(F, i)), over(norm(c.A), norm(u)));
  }
}

#define A_PLANE                                                             \
  "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "mu = 1 1 -1/2", "k = 2", \
      "B = 1 1/2 0; 0 1 1/3; 1/4 0 2", "X = 1 2 2; -1 1/2 3; 2 0 -1"
#define A_PLANE_OF_FOUR                                                                    \
  "S = 1/2 1/2 1/2 1/2; 1/2 -1/2 1/2 -1/2; 1/2 1/2 -1/2 -1/2; 1/2 -1/2 -1/2 1/2",          \
      "mu = 2 2 1/2 -1", "k = 2", "B = 1 0 1/2 -1; -1/2 1 0 1/3; 0 1/4 2 0; 1/2 0 -1/3 1", \
      "X = 1 2 -1 1/2; 3 0 1 -1"
#define A_LINE \
  "S = 3/5 -4/5; 4/5 3/5", "mu = -1/2 -2", "k = 1", "B = 2 1; -1/2 1/3", "X = 1 1/7; -1/3 2"

/* On a line the map is locally constant, and nothing is tested. */
static void wide_family(draw *d) {
  arith *E = draw_arithmetic(d);
  arr S = draw_rotation(d, 3), top = draw_between(d, -8, 16, 8), gap = draw_between(d, 4, 12, 8);
  set(d, "S", S);
  set(d, "mu", pack(E, 3, (arr[]){ top, top, sub(top, gap) }));
  set(d, "k", whole(E, 2));
  set(d, "B", add(times(draw_dyadic(d, 3, 3), 1, 4), times(eye(E, 3), 5, 4)));
  set(d, "X", add(times(draw_dyadic(d, 2, 3), 1, 2), outer(given(E, "3/2 -3/2"), column_at(S, 0))));
}

CLAIM(low_L11) = {
  .title = "the Jacobian of Π, and the field it kills",
  .kind = LEMMA,
  .where = "Appendix A.2.3, Lemma 11 and eq. (33)",
  .says = "DΠ(x) = 1/‖P_E x‖ (P_E − P_E x(P_E x)ᵀ/‖P_E x‖²) … DΠ(x)P_x(VBᵀx/‖Bᵀx‖) = 0",
  .inputs = { SYMMETRIC_CASE },
  .hypotheses = { ASSUMPTIONS, { "no token is orthogonal to E", off_complement } },
  .instances = { { "a plane in space", { A_PLANE } },
                 { "a plane in four dimensions", { A_PLANE_OF_FOUR } } },
  .draw = wide_family,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "low-D4" },
  .parts = { { "the Jacobian", HOLDS, "DΠ as printed", NULL, NO_ERRATUM, PRINTED },
             { "(33)", HOLDS, "eq. (33)", NULL, NO_ERRATUM, PRINTED },
             { "the field of (3)", HOLDS, "DΠ(x)P_x(VBᵀx/‖Bᵀx‖) = 0", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_jacobian,
  .controls = { { "VB' not symmetric" }, { "the square root lost" } },
};

static arr projections(arr X, arr P) { return unit_rows(dot(X, P)); }

/* The same tokens under attention at beta = 1. */
static arr warm_field(arr t, arr X, const arr *with) {
  arr tokens[] = { with[0], with[1], whole(X->in, 1), flat(zeros(X->in, X->rows, 1)) };
  return sphere_attention(t, X, tokens);
}

static void measure_invariance(run *here) {
  symmetric_case c = case_of(here, instead(here, "VB' not symmetric", NULL, skewness(here)));
  arr X = unit_rows(input(here, "X")), T = time_of(here), h = times(T, 3, 1);
  field moved = instead(here, "a finite temperature", zero_temperature, warm_field);
  arr with[] = { c.V, c.B, NULL }, start = projections(X, c.P);
  part(here, "the flow");
  equals(here, "projections later", projections(flow_from(moved, X, T, with), c.P), start);
  part(here, "Algorithm 2");
  arr ahead = add(X, mul(h, moved(T, X, with))), sizes = root(sum_rows(square(dot(X, c.B))));
  arr level = sum_rows(mul(X, dot(X, transpose(c.A)))), one = whole(h->in, 1);
  arr factor = add(one, over(mul(h, sub(item(c.mu, 0), level)), sizes));
  equals(here, "projection of a step", dot(ahead, c.P), mul(column(factor), dot(X, c.P)));
  equals(here, "projections after a step", projections(unit_rows(ahead), c.P), start);
  if (under(here, "VB' not symmetric")) return;
  at_most(here, "one, below the factor", wholes(factor, 1), factor);
}

static void timed_family(draw *d) {
  symmetric_family(d);
  set(d, "T", draw_between(d, 2, 6, 8));
}

CLAIM(low_L9) = {
  .title = "Π does not move at zero temperature",
  .kind = LEMMA,
  .where = "Lemma 9",
  .says =
      "Let (ρ_t) denote the weak solution of (3) with initial datum ρ₀. Then it holds Π♯ρ_t = Π♯ρ₀",
  .sentence = "Holds, token by token, and for the steps of Algorithm 2 of any length.",
  .inputs = { SYMMETRIC_CASE, { "T", "", POSITIVE, "time" } },
  .hypotheses = { ASSUMPTIONS, { "no token is orthogonal to E", off_complement } },
  .instances = { { "a plane in space", { A_PLANE, "T = 3/4" } },
                 { "a line in the plane", { A_LINE, "T = 1/2" } } },
  .draw = timed_family,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "low-L11", "low-AL2" },
  .parts = { { "the flow", HOLDS, "Π(x(t)) = Π(x₀), token by token", NULL, NO_ERRATUM, PRINTED },
             { "Algorithm 2", HOLDS, "a step keeps Π(x) too, by a factor of at least one", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_invariance,
  .controls = { { "VB' not symmetric" }, { "a finite temperature" } },
};

/*. ## Mass on the complement of $E$
 *
 *  "Since $E^\perp\cap S$ is invariant for (3) when $VB^\top$ is symmetric, any mass initially supported on $E^\perp$ remains there
 *  for all times": Assumption 2 is needed. A token of $E^\perp$, in a frame in which its coordinates are not zeros, is
 *  flowed and enclosed, and its component in $E$ contains zero. Rounding knows no $E^\perp$: in $b$ bits the component starts near $2^{-b}$ and
 *  grows like $e^{\gamma s}$, until the token leaves at $s\approx\frac{b\ln2}\gamma$. The figure has three precisions, three
 *  parallel lines; a double has left, and stands at $E$, when the flow it computes has not moved.
 */
static void trace_escape(run *here, symmetric_case c, arr x) {
  arith *N = x->in;
  int bits = (int)arith_bits(N), pieces = bits / 2;
  arr gap = spectral_gap(c), unit = eye(N, x->rows), V = c.A, log2_ = ln(whole(N, 2));
  arr level = over(times(log2_, 1, 1), gap), X = row(x), left = NULL,
      t = whole(N, 0); /* one bit of growth */
  for (int i = 0; i <= 3 * pieces; i++) {
    arr inside_E = norm(dot(X, c.P));
    if (lt(whole(N, 0), inside_E) == YES) trace_point(here, "component in E", t, inside_E);
    if (!left && lt(rat(N, 1, 2), inside_E) == YES) left = t;
    X = unit_rows(runge_kutta(zero_temperature, X, level, 4, (arr[]){ V, unit }));
    t = add(t, level);
  }
  part(here, "rounding");
  holds(here, "the token leaves", left ? YES : NO);
  if (left)
    at_most(here, "bits it took, off those of the arithmetic",
            absolute(sub(over(left, level), whole(N, bits))), whole(N, 12));
}

static void measure_complement(run *here) {
  symmetric_case c = case_of(here, instead(here, "VB' not symmetric", NULL, skewness(here)));
  arr y = input(here, "y"), x = unit_of(dot(y, rows_from(transpose(c.S), c.k, c.S->rows - c.k)));
  arr T = time_of(here), end = row_at(flow(zero_temperature, row(x), T, c.V, c.B), 0);
  part(here, "invariant");
  vanishes(here, "component in E, later", dot(c.P, end), whole(T->in, 1));
  exceeds(here, "squared distance to E",
          total(square(sub(end, unit_of(dot(c.P, row_at(input(here, "X"), 0)))))), whole(T->in, 1));
  bool floating = arith_kind(T->in) == DOUBLE || arith_kind(T->in) == MPFR;
  if (floating && !under(here, "VB' not symmetric")) trace_escape(here, c, x);
}

static truth complement_given(run *here) {
  arr y = exact_input(here, "y"), mu = exact_input(here, "mu");
  return y->rows == mu->rows - whole_input(here, "k") ? YES : NO;
}

CLAIM(low_R1) = {
  .title = "mass on the complement of E stays there",
  .kind = REMARK,
  .where = "Section 2, Discussion of the assumptions",
  .says = "Since E^⊥ ∩ S^(d−1) is invariant for (3) when VBᵀ is symmetric, any mass initially "
          "supported on E^⊥ remains "
          "there for all times and cannot flow toward E",
  .sentence = "Holds; in b bits a token leaves after b ln 2/γ, by rounding.",
  .inputs = { SYMMETRIC_CASE,
              { "y", "m", REAL, "a token of the complement, by its coordinates there" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { ASSUMPTIONS,
                  { "y has as many coordinates as the complement", complement_given } },
  .instances = { { "a plane in space",
                   { "S = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3", "mu = 1 -1/2 -1", "k = 1",
                     "B = 1 1/2 0; 0 1 1/3; 1/4 0 2", "X = 1 2 2;", "y = 1/3 1", "T = 1/2" } },
                 { "a skew frame",
                   { "S = 6/7 -2/7 3/7; 3/7 6/7 -2/7; -2/7 3/7 6/7", "mu = 3/2 1/4 -1", "k = 1",
                     "B = 1 0 1/3; -1/2 1 0; 0 1/4 1", "X = 1 2 2;", "y = 1 -1/5", "T = 3/4" } } },
  /* not drawn: when rounding sets a token free depends on how it starts, by a few bits */
  .standing = HOLDS,
  .at_least = RESOLVED,
  .encloses = FLOW,
  .uses = { "low-E3" },
  .parts = { { "invariant", HOLDS, "P_E x(t) = 0 when P_E x₀ = 0", NULL, NO_ERRATUM, PRINTED },
             { "rounding", HOLDS, "in b bits the token leaves within six bits of γs = b ln 2", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_complement,
  .controls = { { "VB' not symmetric" } },
};
