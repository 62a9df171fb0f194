/*. # How soon, and how far
 *
 *  How close is the flow at $\beta$ to that at zero temperature? Proposition 6 has $\sqrt{\log(\beta+1)/\beta}$. For a smooth law the truth is $1/\beta$, as the
 *  Laplace principle (`low-L5s`) makes one expect: on the circle with $B=\mathrm{Id}$, $V=\mathrm{diag}(2,1)$, tokens at quantiles of the density
 *  $(1+\frac12\cos(\vartheta-1))/2\pi$ are run at several $\beta$ and compared, each with itself, with $\tan\vartheta(t)=e^{-t}\tan\vartheta_0$,
 *  the solution of (3). Since the coupling is monotone that is $W_2$, but for what is of higher order.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* The angle where theta + (sin(theta - 1) + sin 1)/2 is 2 pi q; Newton from q 2 pi. */
static arr quantile(arr q) {
  arr turn = times(mul(constant_pi(q->in), q), 2, 1), one = whole(q->in, 1), x = turn;
  for (int i = 0; i < 40; i++) {
    arr off = sub(x, one), value = add(x, times(add(sine(off), sine(one)), 1, 2));
    x = sub(x, over(sub(value, turn), add(one, times(cosine(off), 1, 2))));
  }
  return x;
}

static arr quantile_tokens(arith *N, int n) {
  arr all = NULL;
  for (int i = 0; i < n; i++) {
    arr a = quantile(rat(N, 2 * i + 1, 2 * n)), x = row(stack(cosine(a), sine(a)));
    all = all ? stack(all, x) : x;
  }
  return all;
}

/* (3) for B = Id and V = diag(2, 1). */
static arr cold_tokens(arr X, arr t) {
  arr grown = stack(expo(t), whole(t->in, 1));
  return unit_rows(dot(X, diagonal(grown)));
}

/* From the tokens at zero temperature, at three values of beta. */
static void measure_rate(run *here, arr X, arr cold, arr V, arr B, arr t) {
  arith *N = arithmetic(here);
  arr gauges = NULL, values = NULL;
  for (int k = 0; k < 3; k++) {
    arr beta = whole(N, (arith_kind(N) == DOUBLE ? 25 : 10) << k);
    arr with[] = { V, B, beta, no_log_masses(X) };
    arr off = sub(runge_kutta(sphere_attention, X, t, 20, with), cold);
    arr distance = root(times(total(square(off)), 1, X->rows));
    gauges = gauges ? stack(gauges, reciprocal(beta)) : flat(reciprocal(beta));
    values = values ? stack(values, distance) : flat(distance);
  }
  arr rate = instead(here, "the rate 1/2", whole(N, 1), rat(N, 1, 2));
  tends(here, "distance between the flows", gauges, values, whole(N, 0), rate, rat(N, 1, 8));
}

static arr tokens_for(run *here) {
  arith *N = arithmetic(here);
  return quantile_tokens(N, (int)whole_input(here, arith_kind(N) == DOUBLE ? "n" : "few"));
}

static void measure_distance(run *here) {
  arr X = tokens_for(here), t = input(here, "t");
  arr cold = cold_tokens(X, instead(here, "twice as fast", t, times(t, 2, 1)));
  measure_rate(here, X, cold, given(t->in, "2 0; 0 1"), eye(t->in, 2), t);
}

static bool not_exact_nor_balls(number kind) { return kind == EXACT || kind == BALL; }

CLAIM(low_P6r) = {
  .title = "the distance between the flows is of the order 1/β",
  .kind = REMARK,
  .where = "Proposition 6, beside it",
  .says = "W₂(ρ_t^β, ρ_t) decays like 1/β for a smooth positive density and fixed t, where "
          "Proposition 6 has √(log(β + 1)/β)",
  .sentence = "Seen on the circle, for one law at two times: the rate one, not one half.",
  .inputs = { { "t", "", POSITIVE, "time" },
              { "n", "", INTEGER, "tokens in double" },
              { "few", "", INTEGER, "in MPFR" } },
  .instances = { { "t = 1/2", { "t = 1/2", "n = 200", "few = 60" } },
                 { "t = 1", { "t = 1", "n = 200", "few = 60" } } },
  /* not drawn: a rate is seen where tokens are many against the temperature */
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = RESOLVED,
  .unable = not_exact_nor_balls,
  .uses = { "low-L5s", "low-E3" },
  .measure = measure_distance,
  .controls = { { "the rate 1/2" }, { "twice as fast" } },
};

/*. ## Without symmetry
 *
 *  "The quantitative stability result from Proposition 6 ... is true without A2." The matrices of the top row of Figure 5, in their plane:
 *  $V=\begin{pmatrix}-1&1\\-2&1\end{pmatrix}$ and $B=-\mathrm{Id}$, so $A=-V$ turns: $e^{tA}=\cos t\,\mathrm{Id}+\sin t\,A$, and since $|B^\top x|=1$ that is
 *  the flow of (3), but for the scaling. The rate is the same.
 */
static void measure_without_symmetry(run *here) {
  arr X = tokens_for(here), t = input(here, "t"), V = given(t->in, "-1 1; -2 1"),
      unit = eye(t->in, 2);
  arr turn = sub(mul(cosine(t), unit), mul(sine(t), V));
  turn = instead(here, "the other way round", turn, add(mul(cosine(t), unit), mul(sine(t), V)));
  measure_rate(here, X, unit_rows(dot(X, transpose(turn))), V, neg(unit), t);
}

CLAIM(low_R3) = {
  .title = "Proposition 6 does not need the symmetry of VBᵀ",
  .kind = REMARK,
  .where = "Section 2, Discussion of the assumptions",
  .says = "the quantitative stability result from Proposition 6 … is true without A2",
  .sentence =
      "Seen for matrices that turn: the distance between the flows is of the order 1/β there too.",
  .inputs = { { "t", "", POSITIVE, "time" },
              { "n", "", INTEGER, "tokens in double" },
              { "few", "", INTEGER, "in MPFR" } },
  .instances = { { "t = 1/2", { "t = 1/2", "n = 200", "few = 60" } } },
  /* not drawn: a rate is seen where tokens are many against the temperature */
  .standing = HOLDS,
  .at_least = RESOLVED,
  .unable = not_exact_nor_balls,
  .uses = { "low-P6r", "low-X5" },
  .measure = measure_without_symmetry,
  .controls = { { "the rate 1/2" }, { "the other way round" } },
};

/*. ## The time of the transition
 *
 *  "After a time of order $\log\beta$ this metastable behavior gives way to the second time scale." For diagonal matrices on the circle, $E$ the
 *  first axis and $F$ the second, the spread around $E$ shrinks like $e^{-\gamma_Ft}$, $\gamma_F=\mu_1-\lambda_Fb_F$, until it is of the order $\beta^{-1/2}$; from
 *  then on the mean grows like $e^{(\lambda_F-\lambda_E)t}$. Hence
 *
 *  $$t_{\mathrm{tr}}=\tfrac12\Big(\frac{b_E}{\gamma_F}+\frac1{\lambda_F-\lambda_E}\Big)\log\beta+O(1):$$
 *
 *  for $V=\mathrm{diag}(1,\frac32)$, $B=\mathrm{diag}(1,\frac15)$ the slope is $\frac12(\frac{10}7+2)=\frac{12}7$, not one, as the vertical line at $t=\log\beta$ in the
 *  figures might suggest. Measured in double, as the time at which the tokens are halfway, for a law that is not symmetric.
 */
static arr transition_time(run *here, arr X, arr V, arr B, arr beta) {
  arith *N = X->in;
  arr step = rat(N, 1, 25), with[] = { V, B, beta, no_log_masses(X) }, half = rat(N, 1, 2);
  for (int i = 0; i < 900; i++) {
    X = unit_rows(runge_kutta(sphere_attention, X, step, 1, with));
    arr away = times(total(absolute(column_at(X, 1))), 1, X->rows), t = times(step, i + 1, 1);
    if (i % 10 == 0) trace_point(here, "alignment with F", t, away);
    if (i > 50 && lt(half, away) == YES) return t;
  }
  return times(step, 900, 1);
}

static void measure_transition(run *here) {
  arith *N = arithmetic(here);
  arr v = input(here, "v"), b = input(here, "b"),
      X = quantile_tokens(N, (int)whole_input(here, "n"));
  arr low = whole(N, 30), high = whole(N, 240), one = whole(N, 1);
  arr first = transition_time(here, X, diagonal(v), diagonal(b), low),
      last = transition_time(here, X, diagonal(v), diagonal(b), high);
  arr slope = over(sub(last, first), sub(ln(high), ln(low)));
  arr gamma = sub(mul(item(v, 0), item(b, 0)), mul(item(v, 1), item(b, 1))),
      up = reciprocal(sub(item(v, 1), item(v, 0)));
  arr stated = times(add(over(item(b, 0), gamma), up), 1, 2);
  stated = instead(here, "the growth alone", stated, up);
  at_most(here, "slope against log beta, off what is stated", absolute(sub(slope, stated)),
          over(one, whole(N, 10)));
}

static bool only_double(number kind) { return kind != DOUBLE; }

CLAIM(low_R5) = {
  .title = "when the second phase begins",
  .kind = REMARK,
  .where = "Section 5, Figure 4",
  .says =
      "After a time of order log β, this metastable behavior gives way to the second time scale",
  .sentence = "Holds, with the slope ½(b_E/γ_F + 1/(λ_F − λ_E)) in place of one.",
  .inputs = { { "v", "2", REAL, "diagonal of V: of E, of F" },
              { "b", "2", REAL, "diagonal of B" },
              { "n", "", INTEGER, "tokens" } },
  .instances = { { "slope 12/7", { "v = 1 3/2", "b = 1 1/5", "n = 240" } },
                 { "slope 17/14", { "v = 1 2", "b = 2 3/10", "n = 240" } } },
  /* not drawn: a slope in log beta is seen where tokens are many against the temperature */
  .standing = HOLDS,
  .at_least = SEEN,
  .unable = only_double,
  .uses = { "low-B3" },
  .measure = measure_transition,
  .controls = { { "the growth alone" } },
};

/*. ## $F$ or $F^{\mathrm{abs}}$
 *
 *  Figure 10 shows limits on $F$, on $F^{\mathrm{abs}}$, and one that changes from $F$ to $F^{\mathrm{abs}}$ when $\beta$ grows from $10$ to $10^3$. Its matrices are not printed. The
 *  rates of `low-B3` say how to find some: a pair on the most negative eigenvalue $\lambda$ is stable iff $|\lambda|\tanh(\beta|b|)>\lambda_{\max}$, so with
 *  $V=\mathrm{diag}(1,-\frac65,-\frac12)$ and $b_2=-\frac1{20}$ it is not at $\beta=10$, and is at $\beta=10^3$. With $E=F^{\mathrm{abs}}$ the tokens come by in
 *  the first phase, and leave for $F$ or stay.
 */
static arr final_sizes(run *here, arr V, arr B, long beta, const char *curve) {
  arith *N = V->in;
  int n = (int)whole_input(here, arith_kind(N) == DOUBLE ? "n" : "few");
  arr X = tokens_on_sphere(N, n, whole_input(here, "seed")),
      with[] = { V, B, whole(N, beta), no_log_masses(X), rat(N, 1, 20) };
  for (int i = 0; i < 60; i++) {
    trace_point(here, curve, whole(N, i), times(sum_columns(absolute(X)), 1, n));
    X = iterate(20, attention_step, X, with);
  }
  return times(sum_columns(absolute(X)), 1, n);
}

static void measure_choice(run *here) {
  arith *N = arithmetic(here);
  arr V = diagonal(given(N, "1 -6/5 -1/2")), B = diagonal(given(N, "-1/2 -1/20 1/3")),
      most = rat(N, 19, 20);
  V = instead(here, "no dominant negative value", V, diagonal(given(N, "1 -3/5 -1/2")));
  exceeds(here, "alignment with F at beta = 10", item(final_sizes(here, V, B, 10, "warm"), 0),
          most);
  exceeds(here, "alignment with the other space at beta = 1000",
          item(final_sizes(here, V, B, 1000, "cold"), 1), most);
}

CLAIM(low_X10) = {
  .title = "Figure 10: F at one temperature, F^abs at another",
  .kind = EXPERIMENT,
  .where = "Appendix C.4, Figure 10",
  .says = "the limiting alignment changes from F to F^abs … the selected eigenspace can be either "
          "F or F^abs, depending on the matrix realization, the initial "
          "configuration, and the temperature regime",
  .sentence = "Reproduced with matrices of our own, found from the rates of low-B3; those of the "
              "figure are not printed.",
  .inputs = { { "n", "", INTEGER, "tokens in double" },
              { "few", "", INTEGER, "in MPFR" },
              { "seed", "", INTEGER, "of the tokens" } },
  .instances = { { "in space", { "n = 80", "few = 10", "seed = 6" } } },
  /* not drawn: an experiment is one configuration */
  .standing = REPRODUCED,
  .at_least = RESOLVED,
  .unable = not_exact_nor_balls,
  .uses = { "low-B3" },
  .measure = measure_choice,
  .controls = { { "no dominant negative value" } },
};

/*. ## Figure 4
 *
 *  In ten dimensions, diagonal matrices, tokens uniform on the sphere: first the alignment with $E$ grows, then that with $F$; a larger
 *  $\beta$ delays the change, and for $\beta=\infty$, Algorithm 2, there is none. The matrices of the figure are normal variates that are not printed; these are
 *  of our own, and the tokens fewer.
 */
/* n uniform tokens in ten dimensions would need normal variates; blocks of three coordinates of uniform tokens do. */
static arr tokens_in_ten(arith *N, int n, long seed) {
  arr X = NULL;
  for (int block = 0; block < 4; block++) {
    arr Y = tokens_on_sphere(N, n, seed + block);
    X = X ? beside(X, Y) : Y;
  }
  return unit_rows(transpose(rows_from(transpose(X), 0, 10)));
}

typedef struct {
  arr change, best_E, last_E,
      last_F; /* when F passes one half; alignments with E at best and at the end */
} course;

static course follow(run *here, arr X, arr V, arr B, long beta, const char *curve) {
  arith *N = V->in;
  arr with[] = { V, B, whole(N, beta ? beta : 1), no_log_masses(X), rat(N, 1, 20) },
      half = rat(N, 1, 2);
  course c = { NULL, whole(N, 0), NULL, NULL };
  for (int i = 0; i <= 80; i++) {
    arr sizes = times(sum_columns(absolute(X)), 1, X->rows), t = rat(N, i, 2);
    c.last_E = item(sizes, 0), c.last_F = item(sizes, 1), c.best_E = greater_of(c.best_E, c.last_E);
    trace_point(here, curve, t, rows_from(sizes, 0, 2));
    if (!c.change && i > 8 && lt(half, c.last_F) == YES) c.change = t;
    X = iterate(10, beta ? attention_step : zero_temperature_step, X, with);
  }
  if (!c.change) c.change = whole(N, 1000);
  return c;
}

static void measure_course(run *here) {
  arith *N = arithmetic(here);
  int n = (int)whole_input(here, "n");
  arr v = given(N, "1 3/2 1/2 -1/2 1/4 -1 3/4 -1/4 1/10 -3/5"),
      b = given(N, "1 1/5 1/2 1/3 -1/2 1/4 1/3 -1/4 1/2 3/10");
  v = instead(here, "F = E", v, given(N, "2 3/2 1/2 -1/2 1/4 -1 3/4 -1/4 1/10 -3/5"));
  arr X = tokens_in_ten(N, n, whole_input(here, "seed")), V = diagonal(v), B = diagonal(b);
  course warm = follow(here, X, V, B, 10, "warm"), cold = follow(here, X, V, B, 1000, "cold"),
         zero = follow(here, X, V, B, 0, "zero temperature");
  exceeds(here, "alignment with E on the way, beta = 1000", cold.best_E, rat(N, 4, 5));
  exceeds(here, "alignment with F at the end, beta = 10 and 1000", stack(warm.last_F, cold.last_F),
          rat(N, 9, 10));
  exceeds(here, "time of the change at beta = 1000, above that at 10", cold.change, warm.change);
  exceeds(here, "alignment with E at the end, zero temperature", zero.last_E, rat(N, 19, 20));
}

CLAIM(low_X4) = {
  .title = "Figure 4: alignment with E, then with F",
  .kind = EXPERIMENT,
  .where = "Section 5, Figure 4",
  .says = "After a time of order log β, this metastable behavior gives way to the second time "
          "scale, on which the solution aligns instead with the dominant eigenspace F of V. … "
          "increasing β delays this transition, while in the limiting case β = ∞, the second phase "
          "is absent",
  .sentence = "Reproduced in double, with matrices of our own and fewer tokens.",
  .inputs = { { "n", "", INTEGER, "tokens" },

              { "seed", "", INTEGER, "of the tokens" } },
  .instances = { { "in ten dimensions", { "n = 100", "seed = 2" } } },
  /* not drawn: an experiment is one configuration */
  .standing = REPRODUCED,
  .at_least = SEEN,
  .unable = only_double,
  .uses = { "low-R5", "low-C2" },
  .measure = measure_course,
  .controls = { { "F = E" } },
};
