/*. # Attention that looks back
 *
 *  A decoder lets token $i$ attend to the tokens up to $i$ and to no later one. The paper follows the idea
 *  of giving each token a position $\tau\in[0,1]$ next to its value: laws $\bar\mu$ live on
 *  $[0,1]\times\mathbb R^d$, positions never move, and values move by
 *
 *  $$\Gamma_{\bar\mu}(\sigma,x)=\frac{\int_{[0,\sigma]\times\mathbb R^d}Vy\,e^{Ax\cdot y}\,d\bar\mu(\tau,y)}
 *    {\int_{[0,\sigma]\times\mathbb R^d}e^{Ax\cdot y}\,d\bar\mu(\tau,y)} .$$
 *
 *  For tokens at $\tau_i=\frac in$ this is softmax attention of the prefix $x_1,\dots,x_i$: the left side is
 *  computed as two sums under a triangular matrix of ones, the right side by attention on each prefix.
 *  (Printed (2.6) has all of $f(x_1,\dots,x_i)$ on the right, $i$ vectors; the last one is meant.)
 *  The interval is closed. Were it open at $\sigma$, a token would not see itself and the first would see
 *  nothing; a denominator that vanishes, $\bar\mu([0,\sigma]\times\mathbb R^d)=0$, remains a case the
 *  definition leaves out when no token stands at $0$.
 *
 *  Run as a flow, the mask makes a hierarchy. The first token obeys $\dot x_1=Vx_1$ and nothing else, the
 *  first $j$ form a system of their own, and moving the last token changes no bit of the others' velocities.
 *
 *  **Gaussian laws.** The paper drops them, "as the masked Transformer PDE does not preserve this
 *  structure". That is right: put the positive half of $N(0,1)$ at the first position and the negative
 *  half at the second. With $A=0$, $V=1$ both halves are translated, by different amounts, and
 *  the law of the values is that of $\pm(|Z|+u)$. Its variance is $1+2uc+u^2$ and its fourth moment
 *  $3+8uc+6u^2+4u^3c+u^4$ with $c=\sqrt{2/\pi}$: three times the squared variance at $u=0$ only, the
 *  difference being $-2u(2c+6uc^2+4u^2c+u^3)$. But there
 *  is a class that is kept. For a product $\bar\mu=\theta\otimes\mu$ every prefix shows the same law $\mu$,
 *  the masked field is the unmasked one at every $\sigma$, and $\theta\otimes\mu(t)$ solves the masked
 *  equation when $\mu(t)$ solves the other. So $\theta\otimes N(\alpha,\Sigma)$ stays Gaussian, with the
 *  closure of Section 4.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* Row i: the masses that an atom at position i sees; tau decides, in rational numbers. */
static arr seen_masses(arr tau, arr masses, truth (*sees)(arr other, arr own)) {
  arith *A = masses->in;
  arr all = NULL, none = whole(A, 0);
  for (int i = 0; i < tau->rows; i++) {
    arr line[tau->rows];
    for (int j = 0; j < tau->rows; j++)
      line[j] = sees(item(tau, j), item(tau, i)) == YES ? item(masses, j) : none;
    arr one = row(pack(A, tau->rows, line));
    all = all ? stack(all, one) : one;
  }
  return all;
}

static truth later_or_equal(arr other, arr own) { return le(own, other); }

/* (2.7) at the atoms themselves; with = { Q, K, V, seen masses }. */
static arr masked_field(arr t, arr X, const arr *with) {
  arr scores = product(X, transpose(with[0]), with[1], transpose(X));
  arr weights = mul(with[3], expo(scores)), below = column(sum_rows(weights));
  return (void)t, product(over(dot(weights, X), below), transpose(with[2]));
}

static arr unmasked_field(arr t, arr X, const arr *with) {
  return (void)t, attention((head){ with[0], with[1], with[2] }, X, X, ln(equal_masses(X)));
}

static arr linear_field(arr t, arr x, const arr *with) { return (void)t, dot(with[0], x); }

/* (2.6): the last row of attention on every prefix. */
static arr by_prefixes(head h, arr X) {
  arr all = NULL;
  for (int i = 0; i < X->rows; i++) {
    arr prefix = rows_from(X, 0, i + 1), last = rows_from(X, i, 1);
    arr v = attention(h, last, prefix, ln(equal_masses(prefix)));
    all = all ? stack(all, v) : v;
  }
  return all;
}

/* A token that sees no other is left to itself. */
static arr mask_of(run *here, arr X) {
  arith *E = exact_input(here, "T")->in;
  arr tau = NULL, masses = equal_masses(X);
  for (int i = 1; i <= X->rows; i++) {
    arr at_i = flat(rat(E, i, X->rows));
    tau = tau ? stack(tau, at_i) : at_i;
  }
  arr mask = seen_masses(tau, masses, instead(here, "reversed", le, later_or_equal));
  if (!under(here, "half-open interval")) return mask;
  mask = seen_masses(tau, masses, lt);
  arr first = mul(row(row_at(eye(X->in, X->rows), 0)), item(masses, 0));
  return stack(first, rows_from(mask, 1, X->rows - 1));
}

static void measure_hierarchy(run *here, head h, arr X, arr mask) {
  arr T = input(here, "T"), end = flow(masked_field, X, T, h.Q, h.K, h.V, mask);
  int n = X->rows;
  at(here, "t", T);
  equals(here, "first token", row_at(end, 0), flow(linear_field, row_at(X, 0), T, h.V));
  arr prefix = rows_from(X, 0, n - 1), corner = NULL;
  for (int i = 0; i < n - 1; i++) {
    arr line = row(rows_from(row_at(mask, i), 0, n - 1));
    corner = corner ? stack(corner, line) : line;
  }
  equals(here, "all tokens but the last, run alone",
         flow(masked_field, prefix, T, h.Q, h.K, h.V, corner), rows_from(end, 0, n - 1));
  arr moved = stack(prefix, row(add(row_at(X, n - 1), input(here, "push"))));
  arr before[] = { h.Q, h.K, h.V, mask };
  same(here, "their velocities when the last is moved",
       rows_from(masked_field(T, moved, before), 0, n - 1),
       rows_from(masked_field(T, X, before), 0, n - 1));
}

/* Every atom of X at every position of theta. */
static void measure_product(run *here, head h, arr X, arr theta) {
  arith *E = exact_input(here, "T")->in;
  arr T = input(here, "T"), all = NULL, tau = NULL, masses = NULL;
  for (int k = 0; k < theta->rows; k++) {
    arr position = spread(whole(E, k), equal_masses(exact_input(here, "X")));
    arr share = mul(item(theta, k), equal_masses(X));
    all = all ? stack(all, X) : X, tau = tau ? stack(tau, position) : position;
    masses = masses ? stack(masses, share) : share;
  }
  arr seen = seen_masses(tau, masses, le), with[] = { h.Q, h.K, h.V, seen };
  arr v = masked_field(T, all, with), free_ = unmasked_field(T, X, with);
  arr end = flow_from(masked_field, all, T, with);
  arr alone = flow(unmasked_field, X, T, h.Q, h.K, h.V);
  at(here, "t", T);
  for (int k = 0; k < theta->rows; k++) {
    int first = k * X->rows;
    equals(here, "velocities in a slice of a product law, and without a mask",
           rows_from(v, first, X->rows), free_);
    equals(here, "the slice after a time", rows_from(end, first, X->rows), alone);
  }
}

/* Of |Z| + u: the second moment and the fourth. */
static arr moments_of_half(arr u, arr c) {
  arr uc = mul(u, c), u2 = square(u), three = whole(u->in, 3);
  arr second = add(rest_of(wholes(u, 0)), add(times(uc, 2, 1), u2));
  arr fourth = add(three, add(times(uc, 8, 1), times(u2, 6, 1)));
  return stack(second, add(fourth, mul(u2, add(times(uc, 4, 1), u2))));
}

/* (z + u)^k against the half Gaussian, with = { u, c, k times 1 }. */
static arr integrand(arr z, const arr *with) {
  arr density = mul(with[1], expo(times(square(z), -1, 2)));
  return mul(density, power(add(z, with[0]), (long)approx(with[2], 0, 0)));
}

static arr moment_by_quadrature(arr u, arr c, long k) {
  long bits = arith_bits(u->in), far = 8;
  while (far * far < 3 * bits / 2) far++; /* the density there is below the last place */
  int nodes = 20 + (int)bits / 16, panels = (int)far;
  return integral(integrand, whole(u->in, 0), whole(u->in, far), nodes, panels,
                  (arr[]){ u, c, whole(u->in, k) });
}

/* Two halves of N(0,1), translated as their means are. */
static void measure_halves(run *here) {
  arr T = input(here, "T"), one = whole(T->in, 1), zero = row(flat(whole(T->in, 0)));
  arr c = root(over(whole(T->in, 2), constant_pi(T->in))), unit = row(flat(one));
  arr means = stack(row(flat(c)), row(flat(neg(c)))), half = equal_masses(means);
  arr tau = given(exact_input(here, "T")->in, "1/2 1");
  arr end = flow(masked_field, means, T, zero, unit, unit, seen_masses(tau, half, le));
  arr shifts = sub(end, means), u = times(sub(entry(shifts, 0, 0), entry(shifts, 1, 0)), 1, 2);
  equals(here, "half of what the translations differ by", u,
         mul(c, sub(expo(times(T, 1, 2)), one)));
  arr moments = moments_of_half(u, c);
  if (arith_kind(T->in) != BALL) {
    arr second = moment_by_quadrature(u, c, 2), fourth = moment_by_quadrature(u, c, 4);
    equals(here, "second and fourth moment", moments, stack(second, fourth));
  }
  arr excess = sub(item(moments, 1), times(square(item(moments, 0)), 3, 1));
  arr u2c = mul(square(u), c), sum = add(times(c, 2, 1), power(u, 3));
  sum = add(sum, add(times(mul(u, square(c)), 6, 1), times(u2c, 4, 1)));
  equals(here, "fourth moment less three squared variances", excess, times(mul(u, sum), -2, 1));
  apart(here, "that, and the Gaussian's", excess, wholes(excess, 0));
}

static void trace_paths(run *here) { /* mutants: aside */
  arith *N = arithmetic(here);
  if (arith_kind(N) != DOUBLE) return;
  static const char *const masked[] = { "masked 1", "masked 2", "masked 3", "masked 4" };
  static const char *const free_[] = { "free 1", "free 2", "free 3", "free 4" };
  arr start = given(N, "-1 1/2; 1 1; 1/2 -1; -1/2 -1/2"), X = start, Y = start;
  arr V = given(N, "1/2 -1; 1 1/2"), unit = eye(N, 2), before = whole(N, 0);
  arr places = given(exact_input(here, "T")->in, "1/4 1/2 3/4 1");
  arr mask = seen_masses(places, equal_masses(X), le), with[] = { unit, unit, V, mask };
  for (int k = 0; k <= 30; k++) {
    arr t = rat(N, k, 15);
    X = flow_between(masked_field, before, X, t, with);
    Y = flow_between(unmasked_field, before, Y, t, with), before = t;
    for (int i = 0; i < 4; i++) {
      trace_point(here, masked[i], entry(X, i, 0), entry(X, i, 1));
      trace_point(here, free_[i], entry(Y, i, 0), entry(Y, i, 1));
    }
  }
}

static void measure_definition(run *here) {
  head h = { input(here, "Q"), input(here, "K"), input(here, "V") };
  arr X = input(here, "X"), mask = mask_of(here, X);
  part(here, "finite sequences");
  equals(here, "velocities by prefixes and by (2.7)", by_prefixes(h, X),
         masked_field(input(here, "T"), X, (arr[]){ h.Q, h.K, h.V, mask }));
  measure_hierarchy(here, h, X, mask);
  trace_paths(here);
  part(here, "product laws");
  measure_product(here, h, X, input(here, "theta"));
  part(here, "not Gaussian");
  measure_halves(here);
}

static arr effect_of_the_mask(run *here) {
  head h = { input(here, "Q"), input(here, "K"), input(here, "V") };
  arr X = input(here, "X");
  return norm(sub(by_prefixes(h, X), unmasked_field(X, X, (arr[]){ h.Q, h.K, h.V })));
}

static void any_sequence(draw *d) {
  int k = (int)draw_whole(d, 1, 2), n = (int)draw_whole(d, 2, 4);
  set(d, "Q", draw_dyadic(d, k, 2));
  set(d, "K", draw_dyadic(d, k, 2));
  set(d, "V", draw_dyadic(d, 2, 2));
  set(d, "X", draw_dyadic(d, n, 2));
  set(d, "push", draw_dyadic(d, 2, 0));
  set(d, "theta", draw_probability(d, 2));
  set(d, "T", draw_between(d, 1, 4, 16));
}

CLAIM(udt_D2_6) = {
  .title = "masked attention on measures",
  .kind = DEFINITION,
  .where = "Section 2.6, eqs. (2.6) to (2.8)",
  .says = "Γ^(m)_μ̄(σ, x) := (0, ∫_{[0,σ]} Vy e^(Ax·y) dμ̄ / ∫_{[0,σ]} e^(Ax·y) dμ̄). For a finite "
          "number of tokens, Equation (2.6) can be cast in the framework (2.7) by choosing μ̄ = "
          "(1/n) Σ δ_(i/n, x_i), for instance. … the masked Transformer PDE does not preserve this "
          "structure",
  .sentence = "Holds, if (2.6) is the last of the i vectors on its right side. Values of product "
              "laws θ ⊗ N(α, Σ) are an exception that stays Gaussian, and "
              "the field is undefined at positions before which there is no mass.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens, in order" },
              { "push", "d", REAL, "a displacement of the last token" },
              { "theta", "m", PROBABILITY, "masses of the positions of a product law" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "V = 1/2 -1; 1/3 3/4",
                     "X = 1 0; -1/2 3/2; 1/3 -1", "push = 3 -7/2", "theta = 2/3 1/3", "T = 1/8" } },
                 { "keys of rank one",
                   { "Q = 1 -1/2;", "K = 1/3 2;", "V = 0 1; -2 1/2", "X = 1 1/2; -2 1; 0 -1",
                     "push = 1/9 4", "theta = 1/7 6/7", "T = 1/5" } } },
  .draw = any_sequence,
  .draws = 1,
  .visible = { { "effect of the mask", effect_of_the_mask } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .parts = { { "finite sequences", HOLDS,
               "(2.6) is (2.7) at μ̄ = (1/n) Σ δ_(i/n, x_i); causal along the flow", NULL,
               NO_ERRATUM, PRINTED },
             { "not Gaussian", HOLDS, "a Gaussian space marginal is not preserved", NULL,
               NO_ERRATUM, PRINTED },
             { "product laws", HOLDS, "θ ⊗ μ(t) solves it when μ(t) solves the unmasked equation",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_definition,
  .controls = { { "half-open interval" }, { "reversed" } },
};
