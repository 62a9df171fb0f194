/*. # Softmax attention as a twisted gradient flow
 *
 *  With $B=-VA^{-\top}$ symmetric positive definite, Section 5.4 says, the transformer equation is the gradient flow of
 *  $\mathcal F(\mu)=\frac12\iint e^{Ax\cdot y}d\mu\,d\mu$ for the mobility $\mathcal G_\mu(v)=Bv/\int e^{Ax\cdot y}d\mu(y)$. The gradient is
 *
 *  $$\nabla\delta\mathcal F(x)=\tfrac12\int\big(A^\top y\,e^{Ax\cdot y}+Ay\,e^{Ay\cdot x}\big)d\mu(y),$$
 *
 *  and $-BA^\top=V$ turns the first half into half of $\Gamma\int e^{Ax\cdot y}d\mu$. The second half is equal to the first
 *  when $A=A^\top$. That is not implied by the hypothesis: $B=\mathrm{Id}$, $V=-A^\top$ is admitted for every
 *  $A$. Without symmetry the two fields differ by as much as the antisymmetric part of $A$, in the first order, and
 *  $\mathcal F$ is no energy at all: there are three tokens along which it increases.
 *
 *  The gradient is taken by series from the energy of weighted tokens; the field is attention. For symmetric $A$ the
 *  energy falls at the rate $\int\Gamma\cdot B^{-1}\Gamma\,(G*\mu)\,d\mu$, with $G(x,y)=e^{Ax\cdot y}$.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef struct {
  arr A, B, p;
} twisted;

static arr kernel(arr A, arr X) { return expo(product(X, transpose(A), transpose(X))); }

/* 1/2 sum p_i p_j exp(A x_i . x_j) as a function of the entries; with = { A, p, X }. */
static arr energy(arr x, const arr *with) {
  arr X = shaped(x, with[2]->rows, with[2]->columns);
  return times(product(with[1], kernel(with[0], X), with[1]), 1, 2);
}

static arr values_of(twisted e) { return neg(dot(e.B, transpose(e.A))); }

static arr softmax_field(twisted e, arr X) {
  head h = { e.A, eye(e.A->in, e.A->rows), values_of(e) };
  return attention(h, X, X, ln(e.p));
}

static arr steepest(twisted e, arr X) {
  arr slopes = shaped(gradient(energy, flat(X), (arr[]){ e.A, e.p, X }), X->rows, X->columns);
  arr mobility = mul(e.p, dot(kernel(e.A, X), e.p));
  return neg(over(dot(slopes, e.B), column(mobility)));
}

static arr rate_of_energy(twisted e, arr X) {
  return derivative(energy, flat(X), flat(softmax_field(e, X)), (arr[]){ e.A, e.p, X });
}

static void measure_climb(run *here, arith *N) {
  arr X = given(N, "9/5 2; 1 6/5; -1 4/5"), A = given(N, "-3/10 -3/2; 13/10 -13/10");
  twisted e = { A, eye(N, 2), given(N, "1/3 1/3 1/3") };
  exceeds(here, "rate of the energy of three tokens", rate_of_energy(e, X), whole(N, 4));
}

static void measure_defect(run *here, twisted e, arr W, arr X) {
  arr gauges = NULL, defects = NULL, A = e.A;
  for (int k = 4; k <= 10; k += 2) {
    arr theta = power(rat(X->in, 1, 2), k);
    e.A = add(A, mul(theta, W));
    arr defect = norm(sub(softmax_field(e, X), steepest(e, X)));
    gauges = gauges ? stack(gauges, theta) : flat(theta);
    defects = defects ? stack(defects, defect) : flat(defect);
  }
  tends(here, "defect against the antisymmetric part", gauges, defects, whole(X->in, 0),
        whole(X->in, 1), rat(X->in, 1, 20));
}

/* The energy along the tokens, falling; with theta W added to A, for the figure. */
static arr energies_along(run *here, twisted e, arr X, arr T, const char *curve) {
  arr I = eye(e.A->in, e.A->rows), V = values_of(e), all = NULL, before = wholes(T, 0);
  arr with[] = { e.A, e.A, I, I, V, V, ln(e.p) };
  for (int i = 0; i <= 12; i++) {
    arr t = times(T, i, 12);
    X = flow_between(attention_field, before, X, t, with);
    arr value = energy(flat(X), (arr[]){ e.A, e.p, X });
    trace_point(here, curve, t, value);
    all = all ? stack(all, value) : flat(value);
    before = t;
  }
  return all;
}

static void measure_structure(run *here) {
  arr S = input(here, "A"), W = input(here, "W"), X = input(here, "X"), T = input(here, "T");
  arr A = instead(here, "as printed", S, add(S, W));
  twisted e = { A, input(here, "B"), input(here, "p") };
  arr field_ = softmax_field(e, X), mass = dot(kernel(A, X), e.p);
  equals(here, "attention, and the steepest descent", field_, steepest(e, X));
  arr weight = mul(e.p, mass),
      inner = sum_rows(mul(field_, transpose(solve(e.B, transpose(field_)))));
  equals(here, "rate of the energy", rate_of_energy(e, X), neg(dot(weight, inner)));
  measure_climb(here, X->in);
  measure_defect(here, e, W, X);
  if (arith_kind(X->in) != DOUBLE) return;
  monotone(here, "energy along the tokens", energies_along(here, e, X, T, "symmetric"), -1);
  arr fast = times(T, 1, 4);
  twisted climbing = { given(X->in, "-3/10 -3/2; 13/10 -13/10"), eye(X->in, 2),
                       given(X->in, "1/3 1/3 1/3") };
  energies_along(here, climbing, given(X->in, "9/5 2; 1 6/5; -1 4/5"), fast, "not symmetric");
}

static truth antisymmetric(run *here) {
  arr W = exact_input(here, "W");
  return equal(transpose(W), neg(W));
}

static arr size_of_W(run *here) { return norm(input(here, "W")); }

static void any_twist(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 4);
  arr G = draw_dyadic(d, 2, 2), w = draw_between(d, 2, 8, 4), none = whole(E, 0);
  set(d, "A", times(add(G, transpose(G)), 1, 2));
  set(d, "W", shaped(pack(E, 4, (arr[]){ none, w, neg(w), none }), 2, 2));
  set(d, "B", draw_spd(d, 2));
  set(d, "X", add(times(draw_dyadic(d, n, 2), 1, 4), filled(E, n, 2, rat(E, 2, 3))));
  set(d, "p", draw_probability(d, n));
  set(d, "T", rat(E, 1, 4));
}

CLAIM(udt_E5_14) = {
  .title = "softmax attention as a twisted Wasserstein gradient flow",
  .kind = FORMULA,
  .where = "Section 5.4, eq. (5.14)",
  .says = "when B is symmetric and positive definite, the Transformer PDE becomes the gradient "
          "flow PDE "
          "(5.7) for the quadratic interaction functional F(μ) := ½∫e^(Ax·y) dμ(x)dμ(y)",
  .correction = "when A and B := −VA⁻ᵀ are symmetric and B is positive definite",
  .sentence = "The hypothesis A = Aᵀ is missing; without it the functional can increase along the "
              "flow.",
  .remains =
      "The gradient-flow structure for symmetric A. Lemma 5.3 does not need it, and Proposition "
      "5.4 implies it.",
  .inputs = { { "A", "d,d", SYMMETRIC, "KᵀQ" },
              { "W", "d,d", REAL, "an antisymmetric part" },
              { "B", "d,d", SPD, "-VA⁻ᵀ" },
              { "X", "n,d", REAL, "tokens" },
              { "p", "n", PROBABILITY, "their masses" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "W is antisymmetric", antisymmetric } },
  .instances = { { "three tokens",
                   { "A = -3/10 -1/10; -1/10 -13/10", "W = 0 -7/5; 7/5 0", "B = 1 1/4; 1/4 1/2",
                     "X = 1 1/2; -1/3 1; 2/3 -1", "p = 1/2 1/3 1/6", "T = 1" } },
                 { "four tokens, A indefinite",
                   { "A = 1 1/2; 1/2 -2/3", "W = 0 1/2; -1/2 0", "B = 2/3 -1/4; -1/4 1",
                     "X = 1 0; -1/2 2/3; 0 -1; 1/3 1/5", "p = 1/10 2/5 1/5 3/10", "T = 1/2" } } },
  .draw = any_twist,
  .draws = 2,
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .uses = { "udt-E5.1" },
  .visible = { { "antisymmetric part", size_of_W } },
  .measure = measure_structure,
  .controls = { { "as printed" } },
};

/*. ## The energy of a Gaussian
 *
 *  On $N(\alpha,\Sigma)$ the paper evaluates $F=\frac12\iint e^{Ax\cdot y}$ by completing two squares and obtains a formula with
 *  $|\det(\mathrm{Id}-A\Sigma A^\top\Sigma)|$. The absolute value hides a hypothesis. In the $2d$ variables $z=(x,y)$ the
 *  integrand is a Gaussian of precision
 *
 *  $$P-N=\begin{pmatrix}\Sigma^{-1}&-A^\top\\-A&\Sigma^{-1}\end{pmatrix},$$
 *
 *  which is positive exactly when $\|\Sigma^{1/2}A\Sigma^{1/2}\|<1$. There the formula holds, and it is compared with the
 *  same integral as one Gaussian in twice the dimension: exponents and determinants in rational numbers.
 *  Outside, the integrand does not fall off along some line and $F=+\infty$, while the formula goes on being finite;
 *  the transformer equation does not notice, since its field normalises.
 *
 *  Inside, for symmetric $A$, the energy falls along the closure, means and covariances together: the derivative of the
 *  formula, by series, equals $-\int\Gamma\cdot B^{-1}\Gamma\,(G*\mu)\,d\mu$, a moment of a Gaussian of precision
 *  $\Sigma^{-1}-A\Sigma A$ and mass $2F$.
 */
static arr exponent(arr A, arr alpha, arr S) {
  arr P = inverse(S), sum = add(A, P), inner = inverse(sub(P, product(A, S, transpose(A))));
  arr pulled = dot(sum, alpha);
  return times(sub(product(pulled, inner, pulled), product(alpha, P, alpha)), 1, 2);
}

static arr determinant_of(arr A, arr S) {
  return sub(eye(S->in, S->rows), product(A, S, transpose(A), S));
}

static arr plane_determinant(arr M) {
  arr ad = mul(entry(M, 0, 0), entry(M, 1, 1)), bc = mul(entry(M, 0, 1), entry(M, 1, 0));
  return sub(ad, bc);
}

/* log 2F in the plane; rows of the state: Sigma, then the mean; with = { A }. */
static arr log_energy(arr state, const arr *with) {
  arr S = rows_from(state, 0, 2), alpha = row_at(state, 2);
  arr room = ln(plane_determinant(determinant_of(with[0], S)));
  return sub(exponent(with[0], alpha, S), times(room, 1, 2));
}

static arr doubled(arr a, arr b, arr c, arr d) { return stack(beside(a, b), beside(c, d)); }

static void measure_integral(run *here, arr A, arr alpha, arr S) {
  arr P = inverse(S), none = zeros(S->in, S->rows, S->rows);
  arr long_alpha = stack(alpha, alpha), both = doubled(P, none, none, P);
  arr left = doubled(P, neg(transpose(A)), neg(A), P), pulled = dot(both, long_alpha);
  arr by_all = times(
      sub(product(pulled, inverse(left), pulled), product(long_alpha, both, long_alpha)), 1, 2);
  arr plain =
      instead(here, "A negated in the exponent", exponent(A, alpha, S), exponent(neg(A), alpha, S));
  equals(here, "exponent", by_all, plain);
  equals(here, "determinant", over(determinant(left), determinant(both)),
         determinant(determinant_of(A, S)));
  holds(here, "the integrand is a Gaussian", positive_definite(left));
}

static void measure_outside(run *here) {
  arr A = input(here, "A"), S = input(here, "Large"), z = input(here, "z"), P = inverse(S);
  arr left = doubled(P, neg(transpose(A)), neg(A), P), none = wholes(item(z, 0), 0);
  exceeds(here, "growth of the integrand along a line", neg(product(z, left, z)), none);
  arr value = absolute(determinant(determinant_of(A, S)));
  exceeds(here, "the determinant, of a finite formula", value, none);
  truth grows = lt(none, neg(product(z, left, z)));
  holds(here, "there is no integral", instead(here, "as printed", grows, positive_definite(left)));
}

static void measure_tokens(run *here, arr A, arr alpha, arr S) {
  enum { NODES = 14 };
  gaussian_rule rule = gaussian_rule_of(S->in, NODES, 2);
  arr X = add(row(alpha), dot(rule.points, transpose(cholesky(S))));
  arr value = product(rule.weights, kernel(A, X), rule.weights);
  equals(here, "energy of weighted tokens", value,
         expo(log_energy(stack(S, row(alpha)), (arr[]){ A })));
}

static void measure_dissipation(run *here, arr A, arr B, arr alpha, arr S) {
  arr V = neg(dot(B, A)), with[] = { A }, state = stack(S, row(alpha));
  arr mean_rate = dot(V, add(alpha, product(S, A, alpha)));
  arr direction = stack(softmax_rate(S, A, V), row(mean_rate)), P = inverse(S);
  arr spread = inverse(sub(P, product(A, S, A))), centre = product(spread, add(P, A), alpha);
  arr slope = product(V, S, A), field_ = add(dot(V, alpha), dot(slope, centre));
  arr around = trace(product(inverse(B), slope, spread, transpose(slope)));
  arr loss = add(product(field_, inverse(B), field_), around);
  equals(here, "rate of log F along the closure", derivative(log_energy, state, direction, with),
         times(loss, -2, 1));
}

static void measure_gaussian(run *here) {
  arr A = input(here, "A"), S = input(here, "Sigma"), alpha = input(here, "alpha");
  part(here, "inside");
  measure_integral(here, add(A, input(here, "W")), alpha, S);
  part(here, "everywhere");
  measure_outside(here);
  if (arith_kind(A->in) == EXACT) return;
  part(here, "dissipation");
  measure_dissipation(here, A, input(here, "B"), alpha, S);
  part(here, "inside");
  if (arith_kind(A->in) == DOUBLE) measure_tokens(here, A, alpha, S);
}

static truth inside_for(arr A, arr S) {
  arr P = inverse(S);
  return positive_definite(doubled(P, neg(transpose(A)), neg(A), P));
}

static truth both_inside(run *here) {
  arr A = exact_input(here, "A"), S = exact_input(here, "Sigma");
  truth skew = inside_for(add(A, exact_input(here, "W")), S), plain = inside_for(A, S);
  return skew == YES && plain == YES ? YES : NO;
}

static truth grows_along_z(run *here) {
  arr A = exact_input(here, "A"), z = exact_input(here, "z"),
      P = inverse(exact_input(here, "Large"));
  return lt(product(z, doubled(P, neg(transpose(A)), neg(A), P), z), whole(A->in, 0));
}

/* |A| + |W| < 4 and Sigma < 1/4; Large is above 8 and z doubles a direction in which A is at least 1/2. */
static void any_gaussian_energy(draw *d) {
  arith *E = draw_arithmetic(d);
  arr G = draw_dyadic(d, 2, 2), R = draw_rotation(d, 2), unit = eye(E, 2), none = whole(E, 0);
  arr a = draw_list(d, "4..8/8 -8..8/8"), w = draw_between(d, 2, 8, 8), S = draw_spd(d, 2);
  arr u = column_at(R, 0);
  set(d, "A", product(R, diagonal(a), transpose(R)));
  set(d, "W", shaped(pack(E, 4, (arr[]){ none, w, neg(w), none }), 2, 2));
  set(d, "B", draw_spd(d, 2));
  set(d, "alpha", add(times(draw_dyadic(d, 2, 0), 1, 4), given(E, "1 1")));
  set(d, "Sigma", over(S, times(add(trace(S), whole(E, 1)), 4, 1)));
  set(d, "Large", add(times(unit, 8, 1), dot(G, transpose(G))));
  set(d, "z", stack(u, u));
}

CLAIM(udt_E5_F) = {
  .title = "the softmax energy of a Gaussian",
  .kind = FORMULA,
  .where = "Section 5.4 and Appendix D.2",
  .says =
      "F(α, Σ) := exp(½αᵀ((A + Σ⁻¹)ᵀ(Σ⁻¹ − AΣAᵀ)⁻¹(A + Σ⁻¹) − Σ⁻¹)α) / (2|det(I − AΣAᵀΣ)|^(1/2))",
  .correction = "the same if ‖Σ^(1/2)AΣ^(1/2)‖₂ < 1, and F(α, Σ) = +∞ otherwise",
  .sentence = "Right where the integral exists; elsewhere the formula is finite and the energy is "
              "not.",
  .remains = "The formula, and the dissipation of F along the closure, inside.",
  .inputs = { { "A", "2,2", SYMMETRIC, "KᵀQ" },
              { "W", "2,2", REAL, "an antisymmetric part, for the formula" },
              { "B", "2,2", SPD, "-VA⁻ᵀ" },
              { "alpha", "2", REAL, "mean" },
              { "Sigma", "2,2", SPD, "covariance, inside" },
              { "Large", "2,2", SPD, "covariance, outside" },
              { "z", "4", REAL, "a line along which the integrand grows there" } },
  .hypotheses = { { "Sigma is inside, for A and for A + W", both_inside },
                  { "the integrand of Large grows along z", grows_along_z } },
  .instances = { { "a saddle",
                   { "A = 1 1/2; 1/2 -2/3", "W = 0 1/2; -1/2 0", "B = 1 1/4; 1/4 1/2",
                     "alpha = 2/3 -1/2", "Sigma = 1/4 1/10; 1/10 1/5", "Large = 4 1; 1 3",
                     "z = 1 1/3 1 1/3" } },
                 { "attracted",
                   { "A = -1 1/3; 1/3 -1/2", "W = 0 -1/3; 1/3 0", "B = 2/3 -1/5; -1/5 1",
                     "alpha = 1 1/2", "Sigma = 1/3 -1/8; -1/8 1/4", "Large = 5 1/2; 1/2 2",
                     "z = 1 -1/2 -1 1/2" } } },
  .draw = any_gaussian_energy,
  .draws = 2,
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .uses = { "udt-E5.14", "udt-P4.2" },
  .parts = { { "inside", HOLDS, "the formula for ‖Σ^(1/2)AΣ^(1/2)‖₂ < 1", NULL, NO_ERRATUM,
               PRINTED },
             { "everywhere", CORRECTED, "the formula for all A and Σ", "F = +∞ outside", HYPOTHESIS,
               PRINTED },
             { "dissipation", HOLDS, "F' = −∫Γ·B⁻¹Γ (G∗μ) dμ along the closure, A symmetric", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_gaussian,
  .controls = { { "as printed" }, { "A negated in the exponent" } },
};
