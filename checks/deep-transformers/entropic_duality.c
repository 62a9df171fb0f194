/*. # The dual of entropic transport, and how steep potentials are
 *
 *  For laws on finitely many points everything in Appendix A.1 is a finite problem, and balls enclose its
 *  solution: the scaling $u,v$ of the kernel $e^{-c}$ gives $f=\log\frac u\mu$, $g=\log\frac v\nu$ and the plan
 *  $\pi=e^{f+g-c}\mu\otimes\nu$.
 *
 *  **Weak duality** is $e^s\ge1+s$: for any $f,g$ and any coupling $\pi$ with density $\kappa$,
 *  $\kappa\log\kappa-\kappa(f+g-c)\ge\kappa-e^{f+g-c}$, so the value of the dual,
 *  $\int f\,d\mu+\int g\,d\nu+1-\iint e^{f+g-c}$, is at most that of $\pi$; equality means
 *  $\kappa=e^{f+g-c}$. The summand $1$ is the mass of $\pi$, and without it the two values differ by $1$.
 *
 *  Potentials are **unique up to a constant**: the scaling of the transposed kernel, which is normalised at
 *  another point and computed by other sweeps, must give the same $f$ up to one shift and the same $g$ up to
 *  its negative.
 *
 *  The conditions (A.2) are said to hold "respectively $\nu$- and $\mu$-almost everywhere". It is the other way
 *  round: the equation of $f$ has to hold where $\mu$ is. Read literally, nothing is asked of $f$ on the
 *  atoms of $\mu$ when $\nu$ has others, so any values would do, and they are not optimal.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef struct {
  arr Q, K, epsilon, X, Y, mu, nu;
} transport;

static arr costs(transport e, arr X, arr Y) {
  arr squares = squared_distances(dot(X, transpose(e.Q)), dot(Y, transpose(e.K)));
  return over(times(squares, 1, 2), e.epsilon);
}

typedef struct {
  arr f, g, plan;
} solution;

static solution solved(transport e) {
  arr k = expo(neg(costs(e, e.X, e.Y)));
  scaling s = scale_to(k, e.mu, e.nu);
  return (solution){ ln(over(s.u, e.mu)), ln(over(s.v, e.nu)), coupling(k, s) };
}

static arr primal_value(transport e, arr plan) {
  arr density = over(plan, outer(e.mu, e.nu));
  return total(mul(plan, add(costs(e, e.X, e.Y), ln(density))));
}

static arr dual_value(transport e, arr f, arr g, long one) {
  arr exponents = sub(add(column(f), row(g)), costs(e, e.X, e.Y));
  arr mass = total(mul(outer(e.mu, e.nu), expo(exponents)));
  return sub(add(add(dot(e.mu, f), dot(e.nu, g)), whole(f->in, one)), mass);
}

/* f at the rows of X from g, by (A.2). */
static arr extended(transport e, arr X, arr g) {
  return neg(log_sum_exp(add(row(add(g, ln(e.nu))), neg(costs(e, X, e.Y)))));
}

static transport transport_of(run *here) {
  return (transport){ input(here, "Q"), input(here, "K"),  input(here, "epsilon"), input(here, "X"),
                      input(here, "Y"), input(here, "mu"), input(here, "nu") };
}

static transport reversed(transport e) {
  return (transport){ e.K, e.Q, e.epsilon, e.Y, e.X, e.nu, e.mu };
}

static void measure_duality(run *here) {
  transport e = transport_of(here), back = reversed(e);
  solution s = solved(e), r = solved(back);
  long one = instead(here, "without the summand 1", 1, 0);
  arr least_cost = primal_value(e, s.plan);
  part(here, "value");
  equals(here, "value of the dual", dual_value(e, s.f, s.g, one), least_cost);
  equals(here, "integral of f and of g", add(dot(e.mu, s.f), dot(e.nu, s.g)), least_cost);
  arr density = expo(sub(add(column(s.f), row(s.g)), costs(e, e.X, e.Y)));
  equals(here, "density of the plan", over(s.plan, outer(e.mu, e.nu)), density);
  exceeds(here, "cost of the product coupling", primal_value(e, outer(e.mu, e.nu)), least_cost);
  part(here, "optimality");
  arr sign = instead(here, "cost added", s.g, neg(s.g));
  equals(here, "f by (A.2) on the atoms of mu", s.f, extended(e, e.X, sign));
  equals(here, "g by (A.2) on the atoms of nu", s.g, extended(back, e.Y, s.f));
  part(here, "uniqueness");
  arr shift = sub(item(s.f, 0), item(r.g, 0));
  equals(here, "f from the transposed problem", add(r.g, shift), s.f);
  equals(here, "g from the transposed problem", sub(r.f, shift), s.g);
  part(here, "where (A.2) holds");
  arr f = add(s.f, input(here, "phi")), g = add(s.g, input(here, "chi"));
  arr free_ = dual_value(e, f, g, 1);
  exceeds(here, "optimal value, above that of potentials free on the atoms", least_cost, free_);
  arr admitted = instead(here, "as printed", dual_value(e, s.f, s.g, 1), free_);
  equals(here, "value of potentials that satisfy (A.2)", admitted, least_cost);
}

static truth no_common_atom(run *here) {
  arr X = exact_input(here, "X"), Y = exact_input(here, "Y"), gaps = squared_distances(X, Y);
  return lt(whole(gaps->in, 0), gaps);
}

static arr change_of_density(run *here) {
  arr phi = input(here, "phi"), chi = input(here, "chi");
  return norm(add(column(phi), row(chi)));
}

/* Atoms of mu have odd first coordinates over 128, those of nu even ones. */
static void any_transport(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 4), m = (int)draw_whole(d, 2, 4);
  set(d, "Q", draw_dyadic(d, 2, 2));
  set(d, "K", draw_dyadic(d, 2, 2));
  set(d, "epsilon", draw_between(d, 2, 8, 2));
  set(d, "X", add(times(draw_dyadic(d, n, 2), 1, 2), rat(E, 1, 256)));
  set(d, "Y", times(draw_dyadic(d, m, 2), 1, 2));
  set(d, "mu", draw_probability(d, n));
  set(d, "nu", draw_probability(d, m));
  arr phi = draw_dyadic(d, n, 0), chi = draw_dyadic(d, m, 0);
  set(d, "phi", add(square(phi), rat(E, 1, 8)));
  set(d, "chi", square(chi));
}

CLAIM(udt_EA_1) = {
  .title = "dual and Schrödinger system of entropic transport",
  .kind = FORMULA,
  .where = "Appendix A.1, eqs. (A.1) to (A.3)",
  .says =
      "OT_ε(μ, ν) = max ∫f dμ + ∫g dν + 1 − ∫e^(f(x)+g(y)−c(x,y)) dμ(x)dν(y); (f, g) is optimal if "
      "and only if it satisfies the optimality conditions (A.2) respectively ν- and μ-almost "
      "everywhere; it is unique modulo f₁ = f₂ + η, g₁ = g₂ − η",
  .correction = "the conditions hold respectively μ- and ν-almost everywhere",
  .sentence =
      "Holds, but for two letters: the equation of f has to hold μ-almost everywhere, that of "
      "g ν-almost everywhere.",
  .remains = "Duality, the form of the plan, the value (A.3) and uniqueness.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "epsilon", "", POSITIVE, "regularisation" },
              { "X", "n,d", REAL, "atoms of mu" },
              { "Y", "m,d", REAL, "atoms of nu" },
              { "mu", "n", PROBABILITY, "their masses" },
              { "nu", "m", PROBABILITY, "their masses" },
              { "phi", "n", NONNEGATIVE, "a change of f on the atoms of mu" },
              { "chi", "m", NONNEGATIVE, "a change of g on the atoms of nu" } },
  .hypotheses = { { "mu and nu have no atom in common", no_common_atom } },
  .instances = { { "four atoms to three",
                   { "Q = 1 1/2; -1/3 2/3", "K = 2/3 -1/4; 1/2 1", "epsilon = 3/4",
                     "X = 1 0; -1/2 2/3; 0 -1; 1/3 1/5", "Y = 1/2 1/2; -1 0; 1/4 -2/3",
                     "mu = 1/10 2/5 1/5 3/10", "nu = 1/2 1/3 1/6", "phi = 1/3 0 1/2 1",
                     "chi = 0 1/5 1/4" } },
                 { "two atoms to five on the line",
                   { "Q = 7/5; 1/3", "K = -1; 1/2", "epsilon = 1/2", "X = 1; -1/2",
                     "Y = 0; 1/3; 3/2; -2; 1/7", "mu = 1/3 2/3", "nu = 1/10 2/5 1/5 1/5 1/10",
                     "phi = 1/4 1/7", "chi = 0 1/3 0 1/2 1" } } },
  .draw = any_transport,
  .draws = 2,
  .standing = CORRECTED,
  .erratum = TYPO,
  .at_least = CERTIFIED,
  .visible = { { "size of phi + chi", change_of_density } },
  .parts = { { "value", HOLDS, "primal value = dual value, κ = e^(f+g−c), and (A.3)", NULL,
               NO_ERRATUM, PRINTED },
             { "optimality", HOLDS, "optimal potentials satisfy the equations (A.2)", NULL,
               NO_ERRATUM, PRINTED },
             { "uniqueness", HOLDS, "modulo (f + η, g − η)", NULL, NO_ERRATUM, PRINTED },
             { "where (A.2) holds", CORRECTED,
               "(f, g) is optimal if and only if (A.2) holds respectively ν- and μ-almost "
               "everywhere",
               "respectively μ- and ν-almost everywhere", TYPO, PRINTED } },
  .measure = measure_duality,
  .controls = { { "without the summand 1" }, { "cost added" }, { "as printed" } },
};

/*. ## How steep
 *
 *  Lemma A.1 bounds, for laws in a ball of radius $R$ and with $s=\|Q\|+\|K\|$, the sum $f(x)+g(y)$ by
 *  $\frac1\varepsilon s^2R^2$ and the Lipschitz constants of $f$, $g$ by $\frac1\varepsilon s^{3/2}R$. Count
 *  dimensions: $Q\to\lambda Q$, $K\to\lambda K$, $\varepsilon\to\lambda^2\varepsilon$ changes neither the
 *  cost nor the potentials, and multiplies the second bound by $\lambda^{-1/2}$. So *every* potential that is
 *  not constant violates it for a suitable $\lambda$, and a slip of the pen, $3/2$ for $2$, is not all: the cost
 *  has
 *
 *  $$\nabla f(x)=\tfrac1\varepsilon Q^\top\,\mathbb E[\,Qx-Ky\,|\,x\,],\qquad|\nabla f|\le\tfrac1\varepsilon\|Q\|\,sR,\qquad
 *  |\nabla g|\le\tfrac1\varepsilon\|K\|\,sR,$$
 *
 *  so the power is $2$ and either constant has the norm of its own matrix. The first is attained for $K=0$.
 *  On the line with $q=4$, $k=\frac1{100}$, $\varepsilon=1$ and the masses $\frac12$ on $\pm1$, symmetry and
 *  $\mathbb E[y|x]=\tanh(qkx)$ give $f'(1)=q^2-qk\tanh(qk)$, above $15.99$; printed is
 *  $(4.01)^{3/2}$, near $8$.
 *
 *  The printed proof says that "it is straightforward to check" that the cost is Lipschitz with this
 *  constant in both variables; the derivative of the cost itself is $\frac1\varepsilon Q^\top(Qx-Ky)$.
 */
/* f at x from g on the atoms of nu; with = { Q, K, epsilon, Y, nu, g }. */
static arr potential(arr x, const arr *with) {
  arr away = sub(row(dot(with[0], x)), dot(with[3], transpose(with[1])));
  arr cost = over(times(sum_rows(square(away)), 1, 2), with[2]);
  return neg(ln(total(mul(with[4], expo(sub(with[5], cost))))));
}

static arr slope_of(transport e, arr g, arr x) {
  return norm(gradient(potential, x, (arr[]){ e.Q, e.K, e.epsilon, e.Y, e.nu, g }));
}

/* |Q| (|Q| + |K|) R / epsilon */
static arr slope_bound(arr own, arr both, arr R, arr epsilon) {
  return over(mul(mul(own, both), R), epsilon);
}

static arr three_halves(arr s) { return mul(s, root(s)); }

static arr printed_bound(arr both, arr R, arr epsilon) {
  return over(mul(three_halves(both), R), epsilon);
}

/* The same problem with Q and K larger by the factor, and epsilon by its square. */
static transport scaled(transport e, arr factor) {
  e.Q = mul(factor, e.Q), e.K = mul(factor, e.K), e.epsilon = mul(square(factor), e.epsilon);
  return e;
}

static arr sum_bound(arr s, arr R, arr epsilon) { return over(square(mul(s, R)), epsilon); }

/* At one atom and opposite to it, with equal queries and keys, f + g meets (A.4). */
static void measure_one_atom(run *here, arith *A) {
  arr q = shaped(rat(A, 3, 2), 1, 1), epsilon = rat(A, 5, 4), R = rat(A, 2, 3),
      one = flat(whole(A, 1));
  arr atom = shaped(R, 1, 1), far = flat(neg(R));
  transport e = { q, q, epsilon, atom, atom, one, one };
  solution o = solved(e);
  arr f = potential(far, (arr[]){ q, q, epsilon, atom, one, o.g });
  arr g = potential(far, (arr[]){ q, q, epsilon, atom, one, o.f });
  attains(here, "f plus g opposite to one atom", add(f, g), sum_bound(rat(A, 3, 1), R, epsilon));
}

static arr both_norms(transport e) { return add(operator_norm(e.Q), operator_norm(e.K)); }

static void measure_line(run *here, arith *A) {
  arr atoms = given(A, "1; -1;"), p = given(A, "1/2 1/2"), q = whole(A, 4), k = rat(A, 1, 100);
  transport e = { shaped(q, 1, 1), shaped(k, 1, 1), whole(A, 1), atoms, atoms, p, p };
  arr end = flat(whole(A, 1)), slope = slope_of(e, solved(e).g, end), a = mul(q, k);
  equals(here, "slope at the end of the line", slope, sub(square(q), mul(a, tanhyp(a))));
  exceeds(here, "slope at the end of the line", slope, three_halves(add(q, k)));
  e.K = zeros(A, 1, 1), e.epsilon = rat(A, 2, 3);
  attains(here, "slope for K = 0", slope_of(e, solved(e).g, end),
          slope_bound(q, q, whole(A, 1), e.epsilon));
}

static void measure_slopes(run *here) {
  transport e = transport_of(here), back = reversed(e);
  arr R = input(here, "R"), s = both_norms(e), x = input(here, "x"), factor = input(here, "lambda");
  solution o = solved(e);
  part(here, "(A.4)");
  arr f = potential(x, (arr[]){ e.Q, e.K, e.epsilon, e.Y, e.nu, o.g });
  arr most = sum_bound(s, R, e.epsilon), first = row_at(e.X, 0);
  at_most(here, "f at x plus g", add(f, o.g), most);
  at_most(here, "f plus g on the atoms", add(column(o.f), row(o.g)), most);
  equals(here, "f at an atom by (A.2)",
         potential(first, (arr[]){ e.Q, e.K, e.epsilon, e.Y, e.nu, o.g }), item(o.f, 0));
  measure_one_atom(here, R->in);
  part(here, "Lipschitz constant");
  measure_line(here, R->in);
  arr slope = slope_of(e, o.g, x);
  arr to_f = slope_bound(operator_norm(e.Q), s, R, e.epsilon),
      printed = printed_bound(s, R, e.epsilon);
  at_most(here, "gradient of f", slope, instead(here, "as printed", to_f, printed));
  at_most(here, "gradient of g", slope_of(back, o.f, x),
          slope_bound(operator_norm(e.K), s, R, e.epsilon));
  transport large = scaled(e, factor);
  equals(here, "gradient of f after scaling", slope_of(large, solved(large).g, x), slope);
  exceeds(here, "gradient of f, after scaling above the printed bound", slope,
          printed_bound(both_norms(large), R, large.epsilon));
  if (x->rows > 1) return;
  for (int i = -10; i <= 10; i++) {
    arr y = times(R, i, 10);
    trace_point(here, "slope", y, slope_of(e, o.g, flat(y)));
    trace_point(here, "bounds", y, stack(to_f, printed));
  }
}

static truth in_the_ball(run *here) {
  arr R = square(exact_input(here, "R")), x = exact_input(here, "x");
  truth inner = le(sum_rows(square(exact_input(here, "X"))), R);
  truth outer_ = le(sum_rows(square(exact_input(here, "Y"))), R), at_x = le(total(square(x)), R);
  return inner == YES && outer_ == YES && at_x == YES ? YES : NO;
}

static arr slope_at_x(run *here) {
  transport e = transport_of(here);
  return slope_of(e, solved(e).g, input(here, "x"));
}

/* Everything in the square of side 2, in the ball of radius 3/2; x is on its rim. */
static void any_ball(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 4), m = (int)draw_whole(d, 2, 4);
  set(d, "Q", add(times(draw_dyadic(d, 2, 2), 1, 2), eye(E, 2)));
  set(d, "K", times(draw_dyadic(d, 2, 2), 1, 4));
  set(d, "epsilon", draw_between(d, 2, 8, 2));
  set(d, "X", times(draw_dyadic(d, n, 2), 1, 2));
  set(d, "Y", times(draw_dyadic(d, m, 2), 1, 2));
  set(d, "mu", draw_probability(d, n));
  set(d, "nu", draw_probability(d, m));
  set(d, "R", rat(E, 3, 2));
  set(d, "x", given(E, "6/5 9/10"));
  set(d, "lambda", whole(E, 1 << 20));
}

CLAIM(udt_LA_1) = {
  .title = "bounds on the potentials",
  .kind = LEMMA,
  .where = "Lemma A.1, eq. (A.4)",
  .says = "sup f(x) + g(y) ≤ (1/ε)(‖Q‖₂ + ‖K‖₂)²R². Moreover, f and g are both Lipschitz "
          "continuous, with a "
          "Lipschitz constant bounded by (1/ε)(‖Q‖₂ + ‖K‖₂)^(3/2)R",
  .correction =
      "a Lipschitz constant bounded by (1/ε)‖Q‖₂(‖Q‖₂ + ‖K‖₂)R for f and by (1/ε)‖K‖₂(‖Q‖₂ + "
      "‖K‖₂)R for g",
  .sentence = "The power 3/2 is false, and cannot be right for reasons of scale; 2 is right.",
  .remains = "The bound (A.4), and Lipschitz continuity with (1/ε)(‖Q‖₂ + ‖K‖₂)²R.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "epsilon", "", POSITIVE, "regularisation" },
              { "X", "n,d", REAL, "atoms of mu" },
              { "Y", "m,d", REAL, "atoms of nu" },
              { "mu", "n", PROBABILITY, "their masses" },
              { "nu", "m", PROBABILITY, "their masses" },
              { "R", "", POSITIVE, "all is in the ball of this radius" },
              { "x", "d", REAL, "where the slopes are taken" },
              { "lambda", "", POSITIVE, "a change of scale" } },
  .hypotheses = { { "atoms and x lie in the ball of radius R", in_the_ball } },
  .instances = { { "the line",
                   { "Q = 4;", "K = 1/10;", "epsilon = 1", "X = 1; -1; 1/3", "Y = 1; -1; -1/2",
                     "mu = 1/2 1/3 1/6", "nu = 1/4 1/4 1/2", "R = 1", "x = 1", "lambda = 100" } },
                 { "the plane",
                   { "Q = 1 1/2; -1/3 2/3; 1 0", "K = 2/3 -1/4; 1/2 1; 0 1/5", "epsilon = 3/4",
                     "X = 1 0; -1/2 2/3; 0 -1; 1/3 1/5", "Y = 1/2 1/2; -1 0; 1/4 -2/3",
                     "mu = 1/10 2/5 1/5 3/10", "nu = 1/2 1/3 1/6", "R = 6/5", "x = 1 -3/5",
                     "lambda = 1000" } } },
  .draw = any_ball,
  .draws = 2,
  .standing = CORRECTED,
  .erratum = CONSTANT,
  .at_least = CERTIFIED,
  .uses = { "udt-EA.1" },
  .visible = { { "gradient of f at x", slope_at_x } },
  .parts = { { "(A.4)", HOLDS, "f(x) + g(y) ≤ (1/ε)s²R²", NULL, NO_ERRATUM, PRINTED },
             { "Lipschitz constant", CORRECTED, "(1/ε)s^(3/2)R",
               "(1/ε)‖Q‖sR for f, (1/ε)‖K‖sR for g", CONSTANT, PRINTED } },
  .measure = measure_slopes,
  .controls = { { "as printed", "the line" } },
};
