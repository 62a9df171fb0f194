/*. # The energy that Sinkhorn attention descends
 *
 *  For $A=A^\top=-V$ the paper writes the Sinkformer as the Wasserstein gradient flow of
 *
 *  $$\mathcal F_\varepsilon(\mu)=-\tfrac12\int\kappa^\infty\log\frac{\kappa^\infty}{\kappa^0}\,d\mu\otimes\mu+\tfrac1{4\varepsilon}\int(|Qx|^2+|Kx|^2)\,d\mu
 *  =-\tfrac12OT_\varepsilon(\mu,\mu)+\dots$$
 *
 *  For finitely many tokens of masses $m_i$ that means $-\frac1{m_i}\partial_{x_i}\mathcal F_\varepsilon=\Gamma(x_i)$. The dual of
 *  $OT_\varepsilon$ is maximal in $(f,g)$, so its derivative by the tokens may be taken at fixed potentials: by series, in
 *  balls, with no formula for $\Gamma$ in sight. It gives $\frac1{2\varepsilon}(A^\top\mathbb E[y|x_i]+A\,\mathbb E[x|y=x_i])$
 *  with a minus sign, and since a plan of $\mu$ with itself for a symmetric $A$ is symmetric, both halves are
 *  $\frac12\Gamma$. With another $A$ they differ. The envelope itself is checked by
 *  symmetric differences of the optimal value, which tend to the slope at the rate two.
 *
 *  Remark 5.2: $\kappa^0=e^{Qx\cdot Ky/\varepsilon}$ has the same scaling limit, and absorbs the second term.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef struct {
  arr Q, K, V, epsilon, masses;
} head_of;

static arr costs(head_of h, arr X) {
  arr squares = squared_distances(dot(X, transpose(h.Q)), dot(X, transpose(h.K)));
  return over(times(squares, 1, 2), h.epsilon);
}

static scaling scaled(head_of h, arr X) {
  return scale_to(expo(neg(costs(h, X))), h.masses, h.masses);
}

/* (|Qx|^2 + |Kx|^2) / 4 epsilon, averaged. */
static arr second_term(head_of h, arr X) {
  arr q = sum_rows(square(dot(X, transpose(h.Q)))), k = sum_rows(square(dot(X, transpose(h.K))));
  return over(times(dot(h.masses, add(q, k)), 1, 4), h.epsilon);
}

static arr energy(head_of h, arr X) {
  scaling s = scaled(h, X);
  arr gains = ln(mul(over(s.u, h.masses), over(s.v, h.masses)));
  return sub(second_term(h, X), times(dot(h.masses, gains), 1, 2));
}

/* Minus half the dual value of potentials, plus the second term; with = { Q, K, epsilon, masses, f, g }. */
static arr dual_energy(arr x, const arr *with) {
  head_of h = { with[0], with[1], NULL, with[2], with[3] };
  arr f = with[4], g = with[5], X = shaped(x, f->rows, h.Q->columns);
  arr exponents = sub(add(column(f), row(g)), costs(h, X));
  arr mass = dot(h.masses, dot(expo(exponents), h.masses));
  arr value = add(add(dot(h.masses, f), dot(h.masses, g)), rest_of(mass));
  return sub(second_term(h, X), times(value, 1, 2));
}

static arr velocities(head_of h, arr X) {
  scaling s = scaled(h, X);
  arr plan = coupling(expo(neg(costs(h, X))), s), means = over(dot(plan, X), column(h.masses));
  return over(dot(means, transpose(h.V)), h.epsilon);
}

static arr particle_field(arr t, arr X, const arr *with) {
  (void)t;
  return velocities((head_of){ with[0], with[1], with[2], with[3], with[4] }, X);
}

static head_of symmetric_head(run *here, arr A) {
  arr Q = input(here, "Q"), K = solve(transpose(Q), transpose(A));
  return (head_of){ Q, K, neg(input(here, "A")), input(here, "epsilon"), input(here, "p") };
}

static arr keys_and_queries(run *here) {
  arr A = input(here, "A"), unit = eye(A->in, A->rows);
  arr off = outer(row_at(unit, 0), row_at(unit, A->rows - 1));
  return instead(here, "A not symmetric", A, add(A, off));
}

/* Sum of kappa log(kappa/kappa0) mu mu, for kappa0 with a given exponent. */
static arr relative_to(head_of h, arr X, arr exponents) {
  scaling s = scaled(h, X);
  arr plan = coupling(expo(neg(costs(h, X))), s), density = over(plan, outer(h.masses, h.masses));
  return total(mul(plan, sub(ln(density), exponents)));
}

static void measure_quotients(run *here, head_of h, arr X, arr direction, arr slope) {
  arr gauges = NULL, quotients = NULL;
  for (int k = 3; k <= 6; k++) {
    arr step = power(rat(X->in, 1, 2), k), moved = mul(step, direction);
    arr rise = sub(energy(h, add(X, moved)), energy(h, sub(X, moved)));
    arr quotient = over(times(rise, 1, 2), step);
    gauges = gauges ? stack(gauges, step) : flat(step);
    quotients = quotients ? stack(quotients, quotient) : flat(quotient);
  }
  tends(here, "symmetric difference of the energy", gauges, quotients, slope, whole(X->in, 2),
        rat(X->in, 1, 10));
}

static void measure_descent(run *here, head_of h, arr X) {
  arr step = rat(X->in, 1, 4), energies = flat(energy(h, X));
  for (int i = 0; i <= 8; i++) {
    trace_point(here, "energy", times(step, i, 1), energy(h, X));
    trace_point(here, "tokens", times(step, i, 1), flat(X));
    if (i) energies = stack(energies, energy(h, X));
    arr with[] = { h.Q, h.K, h.V, h.epsilon, h.masses };
    X = runge_kutta(particle_field, X, step, 1, with);
  }
  monotone(here, "energy along the tokens", energies, -1);
}

static void measure_gradient(run *here) {
  head_of h = symmetric_head(here, keys_and_queries(here));
  arr X = input(here, "X"), scores = product(X, transpose(h.Q), h.K, transpose(X));
  long half = instead(here, "factor 1 for 1/2", 2, 1);
  scaling s = scaled(h, X);
  arr f = ln(over(s.u, h.masses)), g = ln(over(s.v, h.masses));
  arr first = times(relative_to(h, X, neg(costs(h, X))), -1, half);
  equals(here, "energy by (5.11)", add(first, second_term(h, X)), energy(h, X));
  equals(here, "energy with the kernel of Remark 5.2",
         times(relative_to(h, X, over(scores, h.epsilon)), -1, 2), energy(h, X));
  arr with[] = { h.Q, h.K, h.epsilon, h.masses, f, g };
  equals(here, "dual energy at the optimal potentials", dual_energy(flat(X), with), energy(h, X));
  arr slopes = shaped(gradient(dual_energy, flat(X), with), X->rows, X->columns);
  arr field_ = velocities(h, X);
  equals(here, "minus the gradient", neg(over(slopes, column(h.masses))), field_);
  arr direction = shaped(input(here, "D"), X->rows, X->columns);
  measure_quotients(here, h, X, direction, neg(dot(h.masses, sum_rows(mul(field_, direction)))));
  if (arith_kind(X->in) != BALL) measure_descent(here, h, X);
}

static void any_tokens(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 3, 4);
  arr G = draw_dyadic(d, 2, 2);
  set(d, "A", times(add(G, transpose(G)), 1, 2));
  set(d, "Q", add(times(draw_dyadic(d, 2, 2), 1, 8), eye(E, 2)));
  set(d, "epsilon", draw_between(d, 2, 6, 2));
  set(d, "X", times(draw_dyadic(d, n, 2), 1, 2));
  set(d, "p", draw_probability(d, n));
  set(d, "D", add(times(draw_dyadic(d, n, 2), 1, 8), filled(E, n, 2, whole(E, 1))));
}

CLAIM(udt_E5_11) = {
  .title = "the Sinkformer as a Wasserstein gradient flow",
  .kind = FORMULA,
  .where = "Section 5.3, eq. (5.11) and Remark 5.2; Appendix D.1",
  .says = "under the assumption that A = Aᵀ = −V, the Sinkformer PDE is a Wasserstein gradient "
          "flow for "
          "F_ε(μ) := −½∫κ∞ log(κ∞/κ⁰) d(μ⊗μ) + (1/4ε)∫(|Qx|² + |Kx|²)dμ(x)",
  .inputs = { { "A", "d,d", SYMMETRIC, "KᵀQ = -V" },
              { "Q", "d,d", REAL, "queries, invertible; K follows" },
              { "epsilon", "", POSITIVE, "regularisation" },
              { "X", "n,d", REAL, "tokens" },
              { "p", "n", PROBABILITY, "their masses" },
              { "D", "n,d", REAL, "a displacement of the tokens" } },
  .instances = { { "four tokens in the plane",
                   { "A = 1 1/2; 1/2 -3/2", "Q = 1 0; 1 2", "epsilon = 3/2",
                     "X = 1 0; -1/2 2/3; 0 -1; 1/3 1/5", "p = 1/10 2/5 1/5 3/10",
                     "D = 1 1/2; -1/3 1; 2/3 1/4; 1 -1" } },
                 { "three tokens in the plane, all attracted",
                   { "A = 1 -1/3; -1/3 2/3", "Q = 1 1/4; -1/2 1", "epsilon = 3/4",
                     "X = 1 1/2; -1 2/3; 1/4 -3/2", "p = 1/2 1/3 1/6",
                     "D = 1/3 -1; 1/2 1; -1 1/5" } } },
  .draw = any_tokens,
  .draws = 2,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "udt-EA.1" },
  .measure = measure_gradient,
  .controls = { { "A not symmetric" }, { "factor 1 for 1/2" } },
};

/*. ## On Gaussians
 *
 *  The value of the plan is explicit: with $X=T\Sigma_1$ the covariance of $y$ and $x$,
 *
 *  $$2\varepsilon\,OT_\varepsilon=\mathrm{Tr}\,Q\Sigma_1Q^\top+\mathrm{Tr}\,K\Sigma_2K^\top-2\mathrm{Tr}(A^\top X)+|Q\alpha_1-K\alpha_2|^2
 *  -\varepsilon\log\det(1-\Sigma_2^{-1}X\Sigma_1^{-1}X^\top).$$
 *
 *  The means enter by $|Q\alpha_1-K\alpha_2|^2$. Definition (5.13) subtracts $|\alpha_1-\alpha_2|^2$ and calls the result
 *  $\mathfrak B_\varepsilon^2(\Sigma_1,\Sigma_2)$. It is not a function of the covariances: for $\alpha_1=\alpha_2=\alpha$ it contains
 *  $|(Q-K)\alpha|^2$. Evaluated literally, with the means in it, (5.12) is right, because
 *  $|Q\alpha|^2+|K\alpha|^2-|(Q-K)\alpha|^2=2\alpha^\top A\alpha$; read as written, with a distance of covariances, its last
 *  term is wrong and the mean would follow $-\frac1{2\varepsilon}(Q^\top Q+K^\top K)\alpha$ in place of $\frac1\varepsilon V\alpha$.
 *  The repair: subtract $|Q\alpha_1-K\alpha_2|^2$ in (5.13), and write $2\alpha^\top A\alpha$ at the end of (5.12). Then
 *
 *  $$\mathfrak B^2_\varepsilon=\mathrm{Tr}\,Q\Sigma_1Q^\top+\mathrm{Tr}\,K\Sigma_2K^\top-\mathrm{Tr}\,D+d\varepsilon(1-\log2\varepsilon)+\varepsilon\log\det(D+\varepsilon),\quad
 *  D=(4\Sigma_2^{1/2}A\Sigma_1A^\top\Sigma_2^{1/2}+\varepsilon^2)^{1/2},$$
 *
 *  and the gradient flow for the Bures metric (with the factor two of the claim on (5.10)),
 *  $\dot\Sigma=-2(N\Sigma+\Sigma N)$ with $N=\nabla_\Sigma F$ by series, is the corrected closure of Proposition 4.15.
 */
typedef struct {
  arr Q, K, A, epsilon;
} problem;

static arr plane_determinant(arr M) {
  arr ad = mul(entry(M, 0, 0), entry(M, 1, 1)), bc = mul(entry(M, 0, 1), entry(M, 1, 0));
  return sub(ad, bc);
}

static arr symmetric_part(arr S) { return times(add(S, transpose(S)), 1, 2); }

static arr spread_of(problem p, arr S1, arr S2) {
  return add(mean_square(p.Q, S1), mean_square(p.K, S2));
}

/* 2 epsilon OT by the plan. */
static arr plan_value(problem p, arr a1, arr S1, arr a2, arr S2) {
  arr T = entropic_map(S1, S2, p.A, p.epsilon), X = dot(T, S1), unit = eye(S1->in, 2);
  arr left = plane_determinant(sub(unit, solve(S2, dot(X, transpose(T)))));
  arr means = total(square(sub(dot(p.Q, a1), dot(p.K, a2))));
  arr joint = stack(beside(S1, transpose(X)), beside(X, S2));
  arr cost = mean_square(beside(p.Q, neg(p.K)), joint);
  return sub(add(cost, means), mul(p.epsilon, ln(left)));
}

static arr printed_bures(problem p, arr a1, arr S1, arr a2, arr S2) {
  return sub(plan_value(p, a1, S1, a2, S2), total(square(sub(a1, a2))));
}

static arr corrected_bures(problem p, arr a1, arr S1, arr a2, arr S2) {
  arr means = total(square(sub(dot(p.Q, a1), dot(p.K, a2))));
  return sub(plan_value(p, a1, S1, a2, S2), means);
}

static arr closed_form(problem p, arr S1, arr S2) {
  arith *N = S1->in;
  arr R = spd_root(S2), B = dot(R, p.A), e = p.epsilon, one = whole(N, 1), unit = eye(N, 2);
  arr inner = add(times(product(B, S1, transpose(B)), 4, 1), mul(square(e), unit));
  arr D = spd_root(symmetric_part(inner)), room = plane_determinant(add(D, mul(e, unit)));
  arr constant = times(mul(e, sub(one, ln(times(e, 2, 1)))), 2, 1);
  return add(sub(spread_of(p, S1, S2), trace(D)), add(constant, mul(e, ln(room))));
}

static arr over_four(arr x, arr epsilon) { return over(times(x, 1, 4), epsilon); }

/* psi as a function of the four entries of Sigma; with = { Q, K, A, epsilon }. */
static arr energy_of_covariance(arr x, const arr *with) {
  problem p = { with[0], with[1], with[2], with[3] };
  arr S = symmetric_part(shaped(x, 2, 2));
  return over_four(sub(spread_of(p, S, S), closed_form(p, S, S)), p.epsilon);
}

static arr energy_of_mean(arr a, const arr *with) {
  return over_four(times(product(a, with[2], a), 2, 1), with[3]);
}

static arr printed_energy_of_mean(arr a, const arr *with) {
  arr squares = add(total(square(dot(with[0], a))), total(square(dot(with[1], a))));
  return over_four(squares, with[3]);
}

static void measure_energy(run *here) {
  arr A = input(here, "A"), Q = input(here, "Q"), S = input(here, "Sigma"),
      a = input(here, "alpha");
  arr W = input(here, "Omega"), b = input(here, "beta"), epsilon = input(here, "epsilon");
  problem p = { Q, solve(transpose(Q), transpose(A)), A, epsilon };
  arr with[] = { p.Q, p.K, p.A, epsilon }, none = wholes(a, 0);
  part(here, "(5.13)");
  arr hidden = sub(printed_bures(p, a, S, a, S), printed_bures(p, none, S, none, S));
  exceeds(here, "printed distance, by the means alone", hidden, whole(a->in, 0));
  equals(here, "printed distance, by the means alone", hidden,
         total(square(sub(dot(p.Q, a), dot(p.K, a)))));
  arr distance =
      instead(here, "as printed", corrected_bures(p, a, S, b, W), printed_bures(p, a, S, b, W));
  equals(here, "distance of two covariances", distance, closed_form(p, S, W));
  arr means = sub(total(square(sub(dot(p.Q, a), dot(p.K, b)))), total(square(sub(a, b))));
  equals(here, "printed distance, less that of the centred laws",
         sub(printed_bures(p, a, S, b, W), printed_bures(p, none, S, none, W)), means);
  part(here, "(5.12)");
  arr literal = sub(spread_of(p, S, S), printed_bures(p, a, S, a, S));
  arr squares = add(total(square(dot(p.Q, a))), total(square(dot(p.K, a))));
  arr (*of_mean)(arr, const arr *) =
      instead(here, "with a function of the covariances", energy_of_mean, printed_energy_of_mean);
  arr stated = add(energy_of_covariance(flat(S), with), of_mean(a, with));
  equals(here, "energy, (5.12) taken literally", over_four(add(literal, squares), epsilon), stated);
  equals(here, "flow of the mean", neg(gradient(of_mean, a, with)), over(neg(dot(A, a)), epsilon));
  part(here, "flow of the covariance");
  arr N = shaped(gradient(energy_of_covariance, flat(S), with), 2, 2), F = dot(N, S);
  long two = instead(here, "factor 2 lost", -2, -1);
  equals(here, "flow of the covariance", times(add(F, transpose(F)), two, 1),
         sinkhorn_rate(S, A, neg(A), epsilon));
}

static truth queries_are_not_keys(run *here) {
  arr A = exact_input(here, "A"), Q = exact_input(here, "Q"), a = exact_input(here, "alpha");
  arr gap = sub(dot(Q, a), dot(solve(transpose(Q), transpose(A)), a));
  return equal(total(square(gap)), whole(a->in, 0)) == YES ? NO : YES;
}

static void any_energy(draw *d) {
  arith *E = draw_arithmetic(d);
  arr G = draw_dyadic(d, 2, 2);
  set(d, "A", times(add(G, transpose(G)), 1, 2));
  set(d, "Q", add(times(draw_dyadic(d, 2, 2), 1, 8), times(eye(E, 2), 9, 4)));
  set(d, "epsilon", draw_between(d, 2, 6, 2));
  set(d, "alpha", add(times(draw_dyadic(d, 2, 0), 1, 8), given(E, "1 1")));
  set(d, "Sigma", draw_spd(d, 2));
  set(d, "beta", draw_dyadic(d, 2, 0));
  set(d, "Omega", draw_spd(d, 2));
}

CLAIM(udt_E5_12) = {
  .title = "the Gaussian energy of the Sinkformer",
  .kind = FORMULA,
  .where = "Section 5.3, eqs. (5.12) and (5.13); Appendix D.1",
  .says = "F_ε(α, Σ) = (1/4ε)(−B_ε²(Σ, Σ) + Tr(QΣQᵀ) + Tr(KΣKᵀ) + αᵀ(QᵀQ + KᵀK)α), where B_ε²(Σ₁, "
          "Σ₂) := "
          "2ε OT_ε(N(α₁, Σ₁), N(α₂, Σ₂)) − |α₁ − α₂|²",
  .correction =
      "B_ε²(Σ₁, Σ₂) := 2ε OT_ε(N(α₁, Σ₁), N(α₂, Σ₂)) − |Qα₁ − Kα₂|², and 2αᵀAα for the last "
      "term of F_ε",
  .sentence = "(5.13) is not a function of the covariances; (5.12) is right when the means are put "
              "into it, and wrong when it is read as a function of Σ.",
  .remains = "The energy, literally evaluated, and both gradient flows once (5.13) subtracts the "
             "cost of the means.",
  .inputs = { { "A", "2,2", SYMMETRIC, "KᵀQ = -V" },
              { "Q", "2,2", REAL, "queries, invertible; K follows" },
              { "epsilon", "", POSITIVE, "regularisation" },
              { "alpha", "2", REAL, "mean" },
              { "Sigma", "2,2", SPD, "covariance" },
              { "beta", "2", REAL, "another mean" },
              { "Omega", "2,2", SPD, "another covariance" } },
  .hypotheses = { { "Q alpha and K alpha differ", queries_are_not_keys } },
  .instances = { { "an attracted ellipse",
                   { "A = 1 1/2; 1/2 3/2", "Q = 1 0; 1 2", "epsilon = 1/2", "alpha = 1 1/2",
                     "Sigma = 2/3 1/4; 1/4 1/2", "beta = -1/3 2/5", "Omega = 1 -1/3; -1/3 1/2" } },
                 { "a saddle",
                   { "A = 1 2/3; 2/3 -3/4", "Q = 3/2 1/3; -1/4 1", "epsilon = 5/3",
                     "alpha = -1/2 1", "Sigma = 1 1/2; 1/2 2", "beta = 1 1",
                     "Omega = 1/2 1/5; 1/5 1/3" } } },
  .draw = any_energy,
  .draws = 2,
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .uses = { "udt-TA.3", "udt-E5.10", "udt-P4.15" },
  .parts = { { "(5.13)", CORRECTED, "B_ε²(Σ₁, Σ₂) is a distance of covariances",
               "|Qα₁ − Kα₂|² is to be subtracted, not |α₁ − α₂|²", STATEMENT, PRINTED },
             { "(5.12)", HOLDS, "F_ε with B_ε² evaluated at the two equal means", NULL, NO_ERRATUM,
               PRINTED },
             { "flow of the covariance", HOLDS,
               "the Bures flow of F_ε is the closure of Sinkhorn attention", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_energy,
  .controls = { { "as printed" }, { "with a function of the covariances" }, { "factor 2 lost" } },
};

/*. ## Rank
 *
 *  A Bures flow is $\dot\Sigma=L\Sigma+\Sigma L^\top$ with $L=-2N$, so $\Sigma=\Phi\Sigma_0\Phi^\top$ as long as $L$ is bounded, and
 *  the rank cannot increase. Nor does it decrease then: $\Phi$ is invertible. For Sinkhorn attention
 *  $\|T\|\le\frac1\varepsilon\|\Sigma\|\|A\|$ is bounded where $\Sigma$ is, so **the rank is constant at all
 *  finite times**, and deficiency is a property of the limit $t\to\infty$. Low rank has its own equation: for
 *  $\Sigma=XX^\top$, $X\in\mathbb R^{d\times r}$ and $B=X^\top AX$,
 *
 *  $$\dot X=\tfrac1\varepsilon VX\big[(BB^\top+\tfrac{\varepsilon^2}4)^{1/2}+\tfrac\varepsilon2\big]^{-1}B,$$
 *
 *  in which $\Sigma$ need not be inverted. The rank is a minor of $X$ that does not vanish; its covariance must be the
 *  limit of the closure at $XX^\top+\delta$ as $\delta\to0$.
 *
 *  "It is possible for the rank to decrease" is true of Bures flows at large: $F=\mathrm{Tr}\,\Sigma^{1/2}$ has
 *  $N=\frac12\Sigma^{-1/2}$, which is not bounded, and $\Sigma^{1/2}(t)=\Sigma_0^{1/2}-t\,\mathrm{Id}$ loses a rank at
 *  the least eigenvalue of $\Sigma_0^{1/2}$. This is exact.
 *
 *  "Typically becomes rank-deficient at the final time": for the Sinkformer, $A=A^\top=-V$, **always, unless $A=0$**. With
 *  $C=\Sigma^{-1}X\Sigma^{-1}X^\top$, $X=T\Sigma$, whose eigenvalues are squares of correlations,
 *
 *  $$\frac d{dt}\mathrm{Tr}\,\Sigma=-\frac2\varepsilon\mathrm{Tr}(AX),\qquad
 *    \frac1\varepsilon\mathrm{Tr}(AX)=\mathrm{Tr}\big((\mathrm{Id}-C)^{-1}C\big)\ge-\ln\det(\mathrm{Id}-C),$$
 *
 *  twice the relative entropy of the plan. So $\Sigma$ is bounded, and at its limit points the plan is a product, $\Sigma A\Sigma=0$,
 *  which no $\Sigma$ of full rank satisfies.
 */
static arr factor_flow(arr t, arr X, const arr *with) {
  arr A = with[0], V = with[1], epsilon = with[2], half = times(epsilon, 1, 2);
  arr B = product(transpose(X), A, X), unit = eye(X->in, X->columns);
  arr M = spd_root(add(symmetric_part(dot(B, transpose(B))), mul(square(half), unit)));
  (void)t;
  return over(product(V, X, solve(add(M, mul(half, unit)), B)), epsilon);
}

static arr extinct(arr t, const arr *with) {
  arr P = sub(with[0], mul(t, eye(with[0]->in, with[0]->rows)));
  return dot(P, P);
}

static void measure_extinction(run *here) {
  arr P = input(here, "P"), with[] = { P }, t = input(here, "s"), one = whole(t->in, 1);
  arr R = sub(P, mul(t, eye(P->in, P->rows))), N = times(inverse(R), 1, 2), S = dot(R, R);
  equals(here, "rate of the solution that dies", derivative(extinct, t, one, with),
         times(add(dot(N, S), dot(S, N)), instead(here, "uphill", -2, 2), 1));
  arr least_value = input(here, "least");
  vanishes(here, "determinant at the least eigenvalue of the root",
           determinant(extinct(least_value, with)), determinant(dot(P, P)));
  exceeds(here, "determinant before", determinant(S), wholes(t, 0));
}

/* Eigenvalues for the figure: of the covariance that dies, and of Sinkhorn attention from the same one. */
static void trace_eigenvalues(run *here, arr A, arr V, arr epsilon) {
  arr P = input(here, "P"), S = dot(P, P), step = times(input(here, "least"), 1, 16);
  arr before = wholes(step, 0), with[] = { A, V, epsilon };
  for (int i = 0; i <= 24; i++) {
    arr t = times(step, i, 1);
    S = flow_between(sinkhorn_closure, before, S, t, with);
    trace_point(here, "sinkhorn", t, symmetric_eigen(S, NULL));
    if (i < 16) trace_point(here, "dies", t, symmetric_eigen(extinct(t, (arr[]){ P }), NULL));
    before = t;
  }
}

static void measure_final(run *here, arr A, arr V, arr epsilon, arr S) {
  arr X = dot(entropic_map(S, S, A, epsilon), S), unit = eye(S->in, S->rows);
  arr half = solve(S, X), C = dot(half, half), room = sub(unit, C); /* X is symmetric with A */
  arr pulled = over(trace(dot(A, X)), epsilon), entropy_ = neg(ln(determinant(room)));
  part(here, "at the final time");
  equals(here, "rate of the trace", trace(sinkhorn_rate(S, A, V, epsilon)), times(pulled, -2, 1));
  equals(here, "E<Ax, y> over epsilon, by correlations", trace(solve(room, C)), pulled);
  at_most(here, "twice the entropy of the plan", entropy_, pulled);
  exceeds(here, "that, and half of its bound", entropy_, times(pulled, 1, 2));
  if (arith_kind(S->in) != DOUBLE) return;
  arr t = whole(S->in, 1000), L = flow(factor_flow, cholesky(S), t, A, V, epsilon);
  arr late = dot(L, transpose(L));
  at(here, "t", t);
  at_most(here, "determinant at a late time", square(determinant(L)),
          times(determinant(S), 1, 1000));
  at_most(here, "size of S A S at a late time", norm(product(late, A, late)),
          times(norm(product(S, A, S)), 1, 1000));
}

static void measure_rank(run *here) {
  arr A = input(here, "A"), V = neg(A), epsilon = input(here, "epsilon"), T = input(here, "T");
  part(here, "can decrease");
  measure_extinction(here);
  if (arith_kind(A->in) == EXACT) return;
  arr S = input(here, "Sigma0"), L = cholesky(S), X = input(here, "X0"), with[] = { A, V, epsilon };
  part(here, "cannot increase");
  arr full = factor_flow(T, L, with), rate = dot(full, transpose(L));
  equals(here, "rate by factors, of full rank", add(rate, transpose(rate)),
         sinkhorn_rate(S, A, V, epsilon));
  arr thin = dot(factor_flow(T, X, with), transpose(X)), gauges = NULL, rates = NULL,
      unit = eye(A->in, A->rows);
  long sign = instead(here, "uphill", 1, -1);
  for (int k = 4; k <= 10; k += 2) {
    arr delta = power(rat(A->in, 1, 4), k), near_ = add(dot(X, transpose(X)), mul(delta, unit));
    arr off =
        norm(sub(sinkhorn_rate(near_, times(A, sign, 1), V, epsilon), add(thin, transpose(thin))));
    gauges = gauges ? stack(gauges, delta) : flat(delta);
    rates = rates ? stack(rates, off) : flat(off);
  }
  tends(here, "closure near low rank, off the equation of factors", gauges, rates, whole(A->in, 0),
        whole(A->in, 1), rat(A->in, 1, 20));
  part(here, "constant at finite times");
  arr X_T = flow(factor_flow, X, T, A, V, epsilon), L_T = flow(factor_flow, L, T, A, V, epsilon);
  arr stated = instead(here, "uphill", flow(sinkhorn_closure, S, T, A, V, epsilon), S);
  equals(here, "covariance by factors", dot(L_T, transpose(L_T)), stated);
  exceeds(here, "size of the factor of low rank", norm(X_T), whole(A->in, 0));
  exceeds(here, "determinant", determinant(L_T), whole(A->in, 0));
  measure_final(here, A, V, epsilon, S);
  if (arith_kind(A->in) == DOUBLE) trace_eigenvalues(here, A, V, epsilon);
}

CLAIM(udt_E5_rank) = {
  .title = "rank along Bures flows",
  .kind = REMARK,
  .where = "Section 5.3, after eq. (5.13)",
  .says =
      "the low-rank manifold is closed, meaning that the rank cannot increase during evolution. "
      "However, it is possible for the rank to decrease, and even if the initial covariance is "
      "full-rank, it typically becomes rank-deficient at the final time",
  .sentence =
      "Holds; the flow of the Sinkformer keeps its rank at all finite times, and loses it in the "
      "limit whenever A is not 0.",
  .inputs = { { "A", "d,d", SYMMETRIC, "KᵀQ = -V" },
              { "epsilon", "", POSITIVE, "regularisation" },
              { "Sigma0", "d,d", SPD, "a covariance of full rank" },
              { "X0", "d,1", REAL, "a factor of rank one" },
              { "T", "", POSITIVE, "time" },
              { "P", "d,d", SPD, "root of the covariance that dies" },
              { "least", "", POSITIVE, "its least eigenvalue" },
              { "s", "", POSITIVE, "an earlier time" } },
  .instances = { { "attracted",
                   { "A = 1 1/2; 1/2 3/2", "epsilon = 3/2", "Sigma0 = 1/2 1/5; 1/5 1/3",
                     "X0 = 1; -1/2", "T = 1/8", "P = 2 1; 1 2", "least = 1", "s = 2/3" } },
                 { "a saddle in space",
                   { "A = 1 1/2 0; 1/2 -1 1/3; 0 1/3 1/2", "epsilon = 2",
                     "Sigma0 = 1/2 1/5 0; 1/5 1/3 -1/9; 0 -1/9 1/2", "X0 = 1/2; -2/3; 1",
                     "T = 1/16", "P = 3 1 1; 1 3 1; 1 1 3", "least = 2", "s = 3/4" } } },
  /* not drawn: the root of a covariance that dies has to have a rational eigenvalue that is known */
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.15", "udt-P4.17" },
  .parts = { { "cannot increase", HOLDS, "rank Σ(t) ≤ rank Σ₀", NULL, NO_ERRATUM, PRINTED },
             { "can decrease", HOLDS, "a Bures flow that loses a rank in finite time", NULL,
               NO_ERRATUM, PRINTED },
             { "at the final time", HOLDS,
               "typically rank-deficient at the final time; for the Sinkformer ΣAΣ = 0 at every "
               "limit point",
               NULL, NO_ERRATUM, PRINTED },
             { "constant at finite times", HOLDS, "rank Σ(t) = rank Σ₀ for Sinkhorn attention",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_rank,
  .controls = { { "uphill" } },
};
