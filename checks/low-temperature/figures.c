/*. # Figures 1 and 2
 *
 *  The initial law is a mixture of three von Mises-Fisher laws with densities proportional to $e^{\kappa_i\mu_i^\top x}$. The printed
 *  $\mu_i$ are not of length one, so the concentrations are $\kappa_i|\mu_i|$. In space the law is that of
 *  $\langle x,\mu\rangle=1+\frac1\kappa\log(u+(1-u)e^{-2\kappa})$ for uniform $u$, with a free angle around $\mu$, and its mean along $\mu$ is
 *  $\coth\kappa-\frac1\kappa$. Tokens are made from uniform ones by this map; the mean is compared with the exact integral, which is a flow in
 *  $u$, and that of the sample lies within five standard errors of it.
 *
 *  Figure 1: $\beta=30$, $V=\mathrm{Id}$, $B=R^\top\mathrm{diag}(5,5,1)R$, $R$ a rotation by $\frac\pi8$ (about the first axis here; the
 *  text names none). Tokens gather at the circle $E\cap S$ and stay there. Figure 2: $V=\mathrm{diag}(1,1,2)$ and $VB^\top$ the same as before, so
 *  first the circle, then the two points $\pm e_3$ of $F\cap S$, where the pair is stable by `low-B3`. With fewer tokens
 *  than the 2000 of the paper.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* <x, mu> at the quantile u. */
static arr height(arr u, arr kappa) {
  arr one = whole(u->in, 1), least_ = expo(times(kappa, -2, 1));
  return add(one, over(ln(add(u, mul(sub(one, u), least_))), kappa));
}

/* Towards the mean of the height, and of its square. */
static arr height_rate(arr u, arr sums, const arr *with) {
  arr h = height(u, with[0]);
  (void)sums;
  return stack(h, square(h));
}

/* coth kappa - 1 / kappa. */
static arr langevin(arr kappa) { return sub(reciprocal(tanhyp(kappa)), reciprocal(kappa)); }

/* An orthonormal frame, mu its first row. */
static arr frame_along(arr mu) {
  arith *N = mu->in;
  arr a = over(mu, norm(mu)), b = sub(given(N, "0 0 1"), mul(item(a, 2), a));
  b = over(b, norm(b));
  arr c = pack(N, 3,
               (arr[]){ sub(mul(item(a, 1), item(b, 2)), mul(item(a, 2), item(b, 1))),
                        sub(mul(item(a, 2), item(b, 0)), mul(item(a, 0), item(b, 2))),
                        sub(mul(item(a, 0), item(b, 1)), mul(item(a, 1), item(b, 0))) });
  return stack(stack(row(a), row(b)), row(c));
}

/* Uniform tokens by rows, pushed to the law around mu. */
static arr pushed(arr X, arr mu, arr kappa) {
  arr u = times(add(column_at(X, 2), whole(X->in, 1)), 1, 2), h = height(u, kappa),
      rest = root(sub(whole(X->in, 1), square(h)));
  arr flat_ = unit_rows(transpose(rows_from(transpose(X), 0, 2))), aside = mul(column(rest), flat_);
  return dot(beside(column(h), aside), frame_along(mu));
}

typedef struct {
  arr mu, kappa; /* by rows; scaled by the length of mu */
} mixture;

static mixture printed_mixture(arith *N) {
  arr mu = given(N, "1 -3/10 -1/5; 0 1 -3/10; -1 1 1"), kappa = given(N, "2 10 5");
  return (mixture){ mu, mul(kappa, root(sum_rows(square(mu)))) };
}

static arr sample_mixture(arith *N, int a_third, long seed) {
  mixture m = printed_mixture(N);
  arr X = NULL;
  for (int i = 0; i < 3; i++) {
    arr Y = pushed(tokens_on_sphere(N, a_third, seed + i), row_at(m.mu, i), item(m.kappa, i));
    X = X ? stack(X, Y) : Y;
  }
  return X;
}

/* Of the height: 1 - 2L/kappa - L^2, L its mean. */
static arr height_variance(arr kappa) {
  arr L = langevin(kappa);
  return sub(sub(whole(L->in, 1), over(times(L, 2, 1), kappa)), square(L));
}

static void measure_law(run *here, arr kappa, arr read, arr squared) {
  arith *N = kappa->in;
  arr moments =
      flow_between(height_rate, whole(N, 0), given(N, "0 0"), whole(N, 1), (arr[]){ kappa, NULL });
  part(here, "the law");
  equals(here, "squared concentration", square(kappa), squared);
  equals(here, "mean along mu", item(moments, 0), langevin(read));
  equals(here, "variance along mu", sub(item(moments, 1), square(item(moments, 0))),
         height_variance(read));
}

static void measure_sample(run *here, arr mu, arr kappa, arr read, long seed) {
  int n = (int)whole_input(here, "n");
  arr X = pushed(tokens_on_sphere(mu->in, n, seed), mu, kappa), L = langevin(read);
  arr mean = times(total(dot(X, row_at(frame_along(mu), 0))), 1, n);
  arr five = times(root(times(height_variance(kappa), 1, n)), 5, 1);
  part(here, "the sample");
  within(here, "mean of the sample along mu", mean, sub(L, five), add(L, five), "6e-7");
  equals(here, "squared lengths", sum_rows(square(X)), wholes(column_at(X, 0), 1));
}

static void measure_mixture(run *here) {
  arith *N = arithmetic(here);
  mixture m = printed_mixture(N);
  arr printed = given(N, "2 10 5"), squared = given(N, "4.52 109 75");
  for (int i = 0; i < 3; i++) {
    arr kappa = item(m.kappa, i),
        read = instead(here, "2, 10 and 5 as they stand", kappa, item(printed, i));
    measure_law(here, kappa, read, item(squared, i));
    if (arith_kind(N) != BALL)
      measure_sample(here, row_at(m.mu, i), kappa, read, whole_input(here, "seed") + i);
  }
}

static bool not_exact(number kind) { return kind == EXACT; }
static bool not_exact_nor_balls(number kind) { return kind == EXACT || kind == BALL; }

CLAIM(low_X0) = {
  .title = "the initial law of Figures 1 and 2",
  .kind = EXPERIMENT,
  .where = "Appendix C.1, Initialization",
  .says = "a mixture of von Mises–Fisher distributions, with densities, that up to normalization "
          "are given as p(x|μᵢ, κᵢ) ∼ exp(κᵢμᵢᵀx) … μ₁ = (1, −0.3, "
          "−0.2), μ₂ = (0, 1, −0.3), μ₃ = (−1, 1, 1), κ₁ = 2, κ₂ = 10, κ₃ = 5, w₁ = w₂ = w₃ = 1/3",
  .sentence = "A law as described, with the concentrations κᵢ‖μᵢ‖ = 2.13, 10.4 and 8.66, since the "
              "μᵢ are not of length one.",
  .inputs = { { "n", "", INTEGER, "tokens of each component" },
              { "seed", "", INTEGER, "of the tokens" } },
  .instances = { { "as printed", { "n = 200", "seed = 3" } } },
  /* not drawn: an experiment is one configuration, printed with its constants */
  .standing = REPRODUCED,
  .at_least = RESOLVED,
  .unable = not_exact,
  .parts = { { "the law", HOLDS, "its mean along μᵢ is coth κ − 1/κ with κ = κᵢ‖μᵢ‖", NULL,
               NO_ERRATUM, PRINTED },
             { "the sample", REPRODUCED, "tokens drawn from it", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_mixture,
  .controls = { { "2, 10 and 5 as they stand" } },
};

/* R' diag(5, 5, 1) R. */
static arr printed_keys(arith *N) {
  arr angle = times(constant_pi(N), 1, 8), c = cosine(angle), s = sine(angle), one = whole(N, 1),
      o = whole(N, 0);
  arr R = shaped(pack(N, 9, (arr[]){ one, o, o, o, c, neg(s), o, s, c }), 3, 3);
  return product(transpose(R), diagonal(given(N, "5 5 1")), R);
}

/* The normal of E: the direction of the eigenvalue 1. */
static arr normal_of_E(arith *N) {
  arr angle = times(constant_pi(N), 1, 8);
  return pack(N, 3, (arr[]){ whole(N, 0), sine(angle), cosine(angle) });
}

static arr alignment_with_E(arr X, arr normal) {
  arr level = square(dot(X, normal));
  return times(total(root(sub(whole(X->in, 1), level))), 1, X->rows);
}

typedef struct {
  arr to_E, to_F; /* alignments at the times 5/2, 4 or 5, and 10 */
} alignments;

static alignments run_figure(run *here, arr V, arr B) {
  arith *N = V->in;
  int third = (int)whole_input(here, arith_kind(N) == DOUBLE ? "n" : "few");
  arr X = sample_mixture(N, third, whole_input(here, "seed")), normal = normal_of_E(N),
      step = rat(N, 1, 20);
  arr with[] = { V, B, input(here, "beta"), no_log_masses(X), step };
  alignments a = { NULL, NULL };
  for (int i = 0; i <= 20; i++) {
    arr to_E = alignment_with_E(X, normal),
        to_F = times(total(absolute(column_at(X, 2))), 1, X->rows), t = rat(N, i, 2);
    trace_point(here, "alignment", t, stack(to_E, to_F));
    if (i == 5 || i == 10 || i == 20) {
      a.to_E = a.to_E ? stack(a.to_E, to_E) : flat(to_E);
      a.to_F = a.to_F ? stack(a.to_F, to_F) : flat(to_F);
    }
    X = iterate(10, attention_step, X, with);
  }
  return a;
}

static void measure_circle(run *here) {
  arith *N = arithmetic(here);
  arr B = printed_keys(N), unit = eye(N, 3);
  alignments a = run_figure(here, unit, instead(here, "no keys", B, zeros(N, 3, 3)));
  exceeds(here, "alignment with E at t = 5/2, 5 and 10", a.to_E,
          arith_kind(N) == DOUBLE ? rat(N, 49, 50) : rat(N, 19, 20));
  at_most(here, "alignment with the third axis at the end", item(a.to_F, 2), rat(N, 9, 10));
}

#define RUN_OF_A_FIGURE                                           \
  { "beta", "", POSITIVE, "inverse temperature" },                \
      { "n", "", INTEGER, "tokens of each component in double" }, \
      { "few", "", INTEGER, "in MPFR" }, {                        \
    "seed", "", INTEGER, "of the tokens"                          \
  }

CLAIM(low_X1) = {
  .title = "Figure 1: concentration on a circle",
  .kind = EXPERIMENT,
  .where = "Section 2, Figure 1",
  .says = "We observe concentration of ρ_t^{β,n} at E ∩ S^(d−1) (orange circle) when running (1) "
          "with n = 2,000 tokens to simulate (2) for B = Rᵀdiag(5, 5, 1)R and "
          "V = Id, where R is a rotation by π/8. We use β = 30",
  .sentence = "Reproduced, with fewer tokens; they stay on the circle.",
  .inputs = { RUN_OF_A_FIGURE },
  .instances = { { "Figure 1", { "beta = 30", "n = 150", "few = 12", "seed = 3" } } },
  /* not drawn: an experiment is one configuration, printed with its constants */
  .standing = REPRODUCED,
  .at_least = RESOLVED,
  .unable = not_exact_nor_balls,
  .uses = { "low-X0" },
  .measure = measure_circle,
  .controls = { { "no keys" } },
};

/*. ## First the circle, then two points */
static void measure_second_figure(run *here) {
  arith *N = arithmetic(here);
  arr V = diagonal(given(N, "1 1 2")), B = dot(printed_keys(N), diagonal(given(N, "1 1 1/2")));
  V = instead(here, "V = Id", V, eye(N, 3));
  alignments a = run_figure(here, V, instead(here, "V = Id", B, printed_keys(N)));
  exceeds(here, "alignment with E at t = 5/2", item(a.to_E, 0),
          arith_kind(N) == DOUBLE ? rat(N, 19, 20) : rat(N, 9, 10));
  exceeds(here, "alignment with F at t = 10", item(a.to_F, 2), rat(N, 49, 50));
}

CLAIM(low_X2) = {
  .title = "Figure 2: a circle, then two points",
  .kind = EXPERIMENT,
  .where = "Section 2, Figure 2",
  .says = "with the same matrix VBᵀ, but with V = diag(1, 1, 2) and B adapted accordingly, we "
          "observe initial concentration of ρ_t^{β,n} at E ∩ S^(d−1) … "
          "before the terminal clustering in F ∩ S^(d−1)",
  .sentence = "Reproduced, with fewer tokens: the circle at t = 5/2, the pair ±e₃ at t = 10.",
  .inputs = { RUN_OF_A_FIGURE },
  .instances = { { "Figure 2", { "beta = 30", "n = 150", "few = 12", "seed = 3" } } },
  /* not drawn: an experiment is one configuration, printed with its constants */
  .standing = REPRODUCED,
  .at_least = RESOLVED,
  .unable = not_exact_nor_balls,
  .uses = { "low-X1", "low-B3" },
  .measure = measure_second_figure,
  .controls = { { "V = Id" } },
};

/*. ## Figures 8 and 9
 *
 *  For $B=-V$ the energy decreases (`low-X6`). With $B\prec0$ the least energy is that of one point at $v_{\min}(B)$: at $\beta=1$ the tokens end there, on $F$;
 *  at $\beta=\infty$ (Algorithm 2) they align with $E$, spanned by the eigenvector of the least $|\lambda|$, and not with $F$. With
 *  $B\succ0$ there is alignment with $E$ for large $\beta$ only. The text and the captions exchange the two figures: the text has $B\prec0$
 *  in Figure 9, the caption in Figure 8.
 */
static arr alignments_after(run *here, arr B, long beta, int blocks) {
  arith *N = B->in;
  int n = (int)whole_input(here, arith_kind(N) == DOUBLE ? "n" : "few");
  arr X = tokens_on_sphere(N, n, whole_input(here, "seed"));
  arr with[] = { neg(B), B, whole(N, beta ? beta : 1), no_log_masses(X), rat(N, 1, 20) };
  X = iterate(blocks * 20, beta ? attention_step : zero_temperature_step, X, with);
  return times(sum_columns(absolute(X)), 1, n);
}

static void measure_minimisation(run *here) {
  arith *N = arithmetic(here);
  arr B = diagonal(given(N, "1 3/5 1/5")), much = rat(N, 19, 20), some = rat(N, 4, 5);
  B = instead(here, "the other sign", B, neg(B));
  arr warm = alignments_after(here, neg(B), 1, 60), cold = alignments_after(here, neg(B), 0, 60);
  part(here, "negative definite");
  exceeds(here, "alignment with F at beta = 1", item(warm, 0), much);
  exceeds(here, "alignment with E at beta infinite", item(cold, 2), much);
  at_most(here, "alignment with F at beta infinite", item(cold, 0), rat(N, 1, 10));
  part(here, "positive definite");
  exceeds(here, "alignment with E at beta = 100", item(alignments_after(here, B, 100, 30), 2),
          some);
  exceeds(here, "alignment with E at beta = 100, above that at 1",
          item(alignments_after(here, B, 100, 30), 2), item(alignments_after(here, B, 1, 30), 2));
}

CLAIM(low_X8) = {
  .title = "Figures 8 and 9: minimisation",
  .kind = EXPERIMENT,
  .where = "Appendix C.3, Minimization case, Figures 8 and 9",
  .says = "for small β, we obtain convergence towards an energetically optimal state and alignment "
          "with F. … For β = ∞, as expected, we only obtain alignment towards E … "
          "only for larger values of β the alignment and Wasserstein convergence can be observed",
  .sentence = "Reproduced; the text calls Figure 9 what the captions call Figure 8, and the other "
              "way round.",
  .inputs = { { "n", "", INTEGER, "tokens in double" },
              { "few", "", INTEGER, "in MPFR" },
              { "seed", "", INTEGER, "of the tokens" } },
  .instances = { { "in space", { "n = 60", "few = 10", "seed = 4" } } },
  /* not drawn: an experiment is one configuration */
  .standing = REPRODUCED,
  .erratum = TYPO,
  .at_least = RESOLVED,
  .unable = not_exact_nor_balls,
  .uses = { "low-X6" },
  .parts = { { "negative definite", REPRODUCED, "F for small β, E for β = ∞", NULL, NO_ERRATUM,
               PRINTED },
             { "positive definite", REPRODUCED, "E for large β only", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_minimisation,
  .controls = { { "the other sign" } },
};
