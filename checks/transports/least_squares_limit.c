/*. # Where the training of a linear network ends
 *
 *  After Proposition 6.2 the survey says that the flow (23) "converges to the global minimizer
 *  characterized by $\Sigma_{UV,\infty}=S_{yz}S_{zz}^{-1}$". The shapes give the slip away:
 *  $S_{yz}S_{zz}^{-1}$ is $d'\times d$, like $\Sigma_{VU}$, which is the matrix of the predictor. For
 *  $d=d'$ the printed limit can be compared, and it is refused.
 *
 *  That there is convergence, and how fast, follows from what is conserved. Let $\lambda_+$ be the
 *  least positive and $-\lambda_-$ the greatest negative eigenvalue of $J\Sigma_0$, $\Sigma_0\succ0$.
 *  For $-\lambda_-<\theta<\lambda_+$ the matrix $\Sigma_t-\theta J$ is invertible at all times, because
 *  the spectrum of $J\Sigma_t$ does not move and $J^2=\mathrm{Id}$; at $\theta=0$ it is positive
 *  definite, so it is for all these $\theta$. Its diagonal blocks at the two ends give
 *
 *  $$\Sigma_{UU}(t)\succeq\lambda_+\mathrm{Id},\qquad\Sigma_{VV}(t)\succeq\lambda_-\mathrm{Id}\qquad\text{for all }t.$$
 *
 *  With $R=S_{zz}\Sigma_{UV}-S_{zy}$ and $f_*$ the risk of least squares, $\dot
 *  f=-4\,\mathrm{Tr}(R\Sigma_{VV}R^\top)-4\,\mathrm{Tr}(R^\top\Sigma_{UU}R)
 *  \le-4(\lambda_++\lambda_-)|R|^2$ and $|R|^2\ge\lambda_{\min}(S_{zz})(f-f_*)$. Hence
 *
 *  $$f(t)-f_*\le(f(0)-f_*)\,e^{-\gamma t},\qquad\gamma=4(\lambda_++\lambda_-)\lambda_{\min}(S_{zz}),$$
 *
 *  and $|\Sigma_{VU}(t)-S_{yz}S_{zz}^{-1}|^2\le\frac1{\lambda_{\min}(S_{zz})}(f(0)-f_*)\,e^{-\gamma t}$: the
 *  predictor converges.
 *
 *  Second moments of $n\ge d+d'$ atoms in general position are positive definite: for linear networks
 *  that many neurons suffice.
 *
 *  **The constant 4 is sharp.** For $d=d'=1$, $S_{zz}=s$, $S_{yz}=0$ and entries $a,c,b$ of $\Sigma$
 *  one has $\dot c=-2sc(a+b)$ and, from the conserved spectrum, $a+b=\sqrt{\Delta^2+4c^2}$ with
 *  $\Delta=\lambda_++\lambda_-$. This is solved by
 *
 *  $$\frac\Delta{2c(t)}=\sinh\Big(\mathrm{arsinh}\frac\Delta{2c_0}+2s\Delta t\Big),$$
 *
 *  so that the gap $sc^2$ decays with exactly the rate $\gamma=4s\Delta$ in the end; at the start its
 *  rate is $\gamma/\sqrt{1-(2c/(a+b))^2}$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/networks.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* with: S_zz, S_yz */
static arr training(arr t, arr Sigma, const arr *with) {
  arr half = dot(linear_generator(Sigma, with[0], with[1]), Sigma);
  return (void)t, add(half, transpose(half));
}

/* The block of v and u, the matrix of the predictor. */
static arr predictor(arr Sigma, int d) {
  return inner_weights(rows_from(Sigma, d, Sigma->rows - d), d);
}

/* The risk above that of least squares, W. */
static arr gap_of(arr Sigma, arr Szz, arr W) {
  arr off = sub(predictor(Sigma, Szz->rows), W);
  return trace(product(off, Szz, transpose(off)));
}

/* gap: the most that the risk can be above that of least squares at this time. */
static void measure_limit(run *here, arr Sigma, arr t, arr Szz, arr W, arr gap) {
  arr limit = instead(here, "as printed", W, transpose(W)), V = predictor(Sigma, Szz->rows);
  part(here, "the limit");
  is(here, "rows of the limit", limit->rows, V->rows);
  if (limit->rows != V->rows) return;
  at(here, "t", t);
  at_most(here, "squared distance of the predictor from its limit", total(square(sub(V, limit))),
          over(gap, least_eigenvalue(Szz)));
}

/* lambda_+ and lambda_- */
static arr next_to_zero(arr Sigma, int d) {
  int p = Sigma->rows - d;
  arr spectrum = signed_spectrum(Sigma, d);
  return stack(item(spectrum, p), neg(item(spectrum, p - 1)));
}

static void compare_decay(run *here, arr rate, arr t, arr before, arr after) {
  at_most(here, "decay of the gap, at least", mul(rate, t), sub(ln(before), ln(after)));
}

static void measure_rate(run *here, arr Sigma, arr Szz, arr Syz) {
  arr times_ = input(here, "t"), spectrum = signed_spectrum(Sigma, Szz->rows);
  int d = Szz->rows, p = Syz->rows;
  arr edges = next_to_zero(Sigma, d), W = transpose(solve(Szz, transpose(Syz)));
  arr rate = linear_rate(Sigma, Szz), gap = gap_of(Sigma, Szz, W), before = whole(Szz->in, 0);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i);
    Sigma = flow_between(training, before, Sigma, t, (arr[]){ Szz, Syz }), before = t;
    measure_limit(here, Sigma, t, Szz, W, mul(gap, expo(neg(mul(rate, t)))));
    part(here, "the rate");
    at(here, "t", t);
    compare_decay(here, rate, t, gap, gap_of(Sigma, Szz, W));
    equals(here, "eigenvalues of J Sigma", signed_spectrum(Sigma, d), spectrum);
    arr U = inner_weights(rows_from(Sigma, 0, d), d), V = outer_weights(rows_from(Sigma, d, p), d);
    arr least_of = stack(least_eigenvalue(U), least_eigenvalue(V));
    at_most(here, "least eigenvalues of the diagonal blocks, at least", edges, least_of);
  }
}

/*. The scalar case, in closed form. */
static arr symmetric_of(arr a, arr c, arr b) { return stack(row(stack(a, c)), row(stack(c, b))); }

/* lambda_+ + lambda_- of the entries a, c, b. */
static arr spread_of(arr a, arr c, arr b) {
  return root(sub(square(add(a, b)), times(square(c), 4, 1)));
}

static arr coupling_at(arr t, arr a, arr c, arr b, arr s) {
  arr D = spread_of(a, c, b), size = absolute(c), one = whole(t->in, 1);
  arr x = over(D, times(size, 2, 1)), clock = times(mul(mul(s, D), t), 2, 1);
  arr e = mul(add(x, root(add(one, square(x)))), expo(clock));
  return mul(over(c, size), over(D, sub(e, over(one, e))));
}

static arr fastest_rate(arr a, arr b, arr s) { return times(mul(s, add(a, b)), 4, 1); }

/* Gap and rate by the flow and by the closed form, from the entries a, c, b. */
static void measure_scalar(run *here, arr a, arr c, arr b, arr s) {
  arr Szz = row(flat(s)), none = zeros(s->in, 1, 1), T = item(input(here, "t"), 0);
  arr start = symmetric_of(a, c, b), end = flow(training, start, T, Szz, none);
  at(here, "t", T);
  equals(here, "coupling of one input and one output", entry(end, 0, 1),
         coupling_at(T, a, c, b, s));
  arr D = spread_of(a, c, b), rate = times(mul(s, D), 4, 1), tilt = sub(a, b);
  equals(here, "eigenvalues next to zero", next_to_zero(start, 1),
         times(stack(add(D, tilt), sub(D, tilt)), 1, 2));
  equals(here, "rate of one input and one output", linear_rate(start, Szz), rate);
  arr turn = entry(training(T, start, (arr[]){ Szz, none }), 0, 1);
  equals(here, "rate at the start", over(times(turn, -2, 1), c), fastest_rate(a, b, s));
  compare_decay(here, rate, T, gap_of(start, Szz, none), gap_of(end, Szz, none));
}

/* The rate on average falls from 4 s (a + b) to the stated one. */
static void measure_sharpness(run *here, arr a, arr c, arr b, arr s) {
  arr bound = times(mul(s, spread_of(a, c, b)), 4, 1), fastest = fastest_rate(a, b, s);
  arr gauges = NULL, rates = NULL, one = whole(s->in, 1);
  bound = instead(here, "5 for 4", bound, times(bound, 5, 4));
  for (int k = 4; k <= 64; k *= 2) {
    arr t = whole(s->in, k), ratio = over(coupling_at(t, a, c, b, s), c), gauge = rat(s->in, 1, k);
    arr rate = over(times(ln(absolute(ratio)), -2, 1), t);
    at(here, "t", t);
    at_most(here, "stated rate, and the rate on average", bound, rate);
    at_most(here, "rate on average, and the rate at the start", rate, fastest);
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    rates = rates ? stack(rates, rate) : flat(rate);
  }
  tends(here, "rate on average", gauges, rates, bound, one, rat(s->in, 1, 20));
}

static void measure_constant(run *here) {
  arr S0 = input(here, "scalar"), a = item(S0, 0), c = item(S0, 1), b = item(S0, 2);
  part(here, "the rate");
  measure_scalar(here, a, c, b, input(here, "s"));
  measure_sharpness(here, a, c, b, input(here, "s"));
}

/*. ## A singular start, and what rounding makes of it
 *
 *  $\Sigma_0\succ0$ is needed. "In line with Theorem 6.1", which starts from a density, the sentence
 *  may well mean it; without it there are starts that never reach the minimum. Take
 *  $S_{zz}=\mathrm{Id}$, $S_{yz}=q^\top$ with $|q|=1$ and a single neuron, $\Sigma_0=ww^\top$,
 *  $w=(-q,1)$. It moves along its own line, $x=\sqrt{-c}\,w$, and $\dot c=4c(c-1)$ from $c(0)=-1$ gives
 *
 *  $$c(t)=-\frac1{2e^{4t}-1}\to0 :$$
 *
 *  the neuron dies at the saddle $\Sigma=0$, with excess risk $(c-1)^2\to1$. But the saddle is
 *  unstable: a perturbation of the neuron along $(q,1)$ grows like $e^{2t}$. Double precision, which
 *  cannot hold $q$, follows the exact flow for a while, leaves it and "converges" to the minimiser that
 *  the exact flow never reaches. More digits postpone this and do not prevent it: $p$ bits last until
 *  about $t=\frac{p\ln2}2$, each digit for a little more than one unit of time. (Run on $\Sigma$ in
 *  place of the neuron, the same rounding can make the covariance indefinite, and then the solution
 *  leaves every bound.) Balls say how long they are sure.
 */
static arr decayed(arr t) {
  arr e = times(expo(times(t, 4, 1)), 2, 1), one = whole(t->in, 1);
  return neg(over(one, sub(e, one)));
}

static arr saddle_path(arr c, arr q) {
  arr qq = mul(neg(c), outer(q, q)), cross = column(mul(c, q));
  return stack(beside(qq, cross), beside(transpose(cross), row(flat(neg(c)))));
}

static arr excess(arr Sigma, arr q) { return gap_of(Sigma, eye(q->in, q->rows), row(q)); }

/* One neuron, a row; with: S_zz, S_yz. */
static arr neuron(arr t, arr x, const arr *with) {
  arr B = linear_generator(dot(transpose(x), x), with[0], with[1]);
  return (void)t, dot(x, transpose(B));
}

static arr start_of(arr q) { return row(stack(neg(q), whole(q->in, 1))); }

static arr covariance_of(arr x) { return dot(transpose(x), x); }

/* Gap and error along the run, for the figure. */
static void trace_escape(run *here, arr q, const arr *with, long last) {
  arr x = start_of(q), before = whole(q->in, 0);
  for (long i = 0; i <= last; i += 2) {
    arr t = whole(q->in, i);
    x = flow_between(neuron, before, x, t, with), before = t;
    trace_point(here, "gap", t, excess(covariance_of(x), q));
    trace_point(here, "error", t, norm(sub(covariance_of(x), saddle_path(decayed(t), q))));
  }
}

static bool first_instance(run *here) {
  return exact_input(here, "early")->rows > 1 && !under(here, "as printed") &&
         !under(here, "5 for 4");
}

/* What is computed is not what the equation does: in floating arithmetic only. */
static void measure_escape(run *here, arr q, arr x, arr t, const arr *with) {
  trace_escape(here, q, with, 60);
  if (arith_bits(q->in) > 128 && !has_full_budget(here)) return;
  arr long_after = rat(q->in, arith_bits(q->in), 2),
      end = flow_between(neuron, t, x, long_after, with);
  at(here, "t", long_after);
  exceeds(here, "half, and the excess risk that rounding leaves", rat(q->in, 1, 2),
          excess(covariance_of(end), q));
}

static void measure_saddle(run *here) {
  arr q = input(here, "q"), early = input(here, "early"), one = whole(q->in, 1),
      before = whole(q->in, 0);
  arr with[] = { eye(q->in, q->rows), row(q), NULL }, start = saddle_path(neg(one), q),
      Sigma = start;
  arr x = start_of(q);
  part(here, "from a singular start");
  for (int i = 0; i < early->rows; i++) {
    arr t = item(early, i), stated = saddle_path(decayed(t), q);
    Sigma = flow_between(training, before, Sigma, t, with);
    x = flow_between(neuron, before, x, t, with), before = t;
    at(here, "t", t);
    equals_on_scale(here, "covariance of one neuron", Sigma, stated, norm(start));
    equals_on_scale(here, "the neuron itself", covariance_of(x), stated, norm(start));
    exceeds(here, "its excess risk", excess(Sigma, q), one);
  }
  if (arith_kind(q->in) != BALL && first_instance(here)) measure_escape(here, q, x, before, with);
}

static void measure_training(run *here) {
  arr X = input(here, "X"), Z = input(here, "Z"), Y = input(here, "Y");
  measure_rate(here, second_moments(X), second_moments(Z), times(dot(transpose(Y), Z), 1, Z->rows));
  measure_constant(here);
  measure_saddle(here);
}

static truth neurons_span(run *here) {
  arr X = exact_input(here, "X");
  return positive_definite(second_moments(X));
}

static truth data_span(run *here) {
  return positive_definite(second_moments(exact_input(here, "Z")));
}

static truth is_positive(run *here) {
  arr s = exact_input(here, "scalar");
  return positive_definite(symmetric_of(item(s, 0), item(s, 1), item(s, 2)));
}

static truth is_a_unit(run *here) {
  arr q = exact_input(here, "q");
  return equal(dot(q, q), whole(q->in, 1));
}

static truth a_neuron_has_both_weights(run *here) {
  int d = exact_input(here, "Z")->columns, p = exact_input(here, "Y")->columns;
  return exact_input(here, "X")->columns == d + p ? YES : NO;
}

static arr asymmetry(run *here) {
  arr Z = input(here, "Z"), Y = input(here, "Y"), W = dot(transpose(Y), Z);
  if (W->rows != W->columns) return whole(W->in, 1);
  return norm(sub(W, transpose(W)));
}

static arr initial_coupling(run *here) { return item(input(here, "scalar"), 1); }

static void any_training(draw *d) {
  arith *E = draw_arithmetic(d);
  int k = 2, p = (int)draw_whole(d, 1, 2), D = k + p;
  arr c = draw_between(d, 1, 4, 8), m = draw_between(d, 1, 5, 6), one = whole(E, 1);
  arr unit = add(one, square(m));
  set(d, "X", add(times(draw_dyadic(d, D, D), 1, 8), times(eye(E, D), 2, 1)));
  arr Z = add(times(draw_dyadic(d, k, k), 1, 4), times(eye(E, k), 3, 2));
  set(d, "Z", stack(Z, draw_dyadic(d, 1, k)));
  set(d, "Y", draw_dyadic(d, k + 1, p));
  set(d, "t", flat(draw_between(d, 8, 12, 12)));
  arr ends = draw_list(d, "5..8/8 5..8/8");
  set(d, "scalar", stack(stack(item(ends, 0), c), item(ends, 1)));
  set(d, "s", draw_between(d, 2, 8, 4));
  set(d, "q", stack(over(sub(one, square(m)), unit), over(times(m, 2, 1), unit)));
  set(d, "early", flat(draw_between(d, 1, 4, 8)));
}

CLAIM(odt_R6_2b) = {
  .title = "linear networks converge to least squares",
  .kind = REMARK,
  .where = "Section 6.2, after Proposition 6.2",
  .says =
      "The system is well posed and, in line with Theorem 6.1, converges to the global minimizer "
      "characterized by Σ_UV,∞ = S_yz S_zz⁻¹, so that g_∞ coincides with the least-squares linear "
      "estimator",
  .correction = "Σ_VU,∞ = S_yz S_zz⁻¹, for S_zz ≻ 0 and Σ₀ ≻ 0",
  .sentence = "A transpose is missing; with Σ₀ ≻ 0 the gap decays at least like "
              "exp(−4(λ₊+λ₋)λ_min(S_zz)t), "
              "and 4 is sharp.",
  .remains =
      "The convergence, for every positive definite start; from a singular one a neuron can end "
      "at the saddle Σ = 0.",
  .inputs = { { "X", "n,D", REAL, "atoms (u,v), by rows; Σ₀ = XᵀX/n" },
              { "Z", "N,d", REAL, "data, by rows" },
              { "Y", "N,p", REAL, "their labels" },
              { "t", "m", POSITIVE, "times, ascending" },
              { "scalar", "3", REAL, "entries a, c, b of Σ₀ for one input and one output" },
              { "s", "", POSITIVE, "S_zz there; S_yz = 0" },
              { "q", "k", REAL, "S_yz of a singular start, a unit vector; S_zz = I" },
              { "early", "l", POSITIVE, "times on the way to the saddle, ascending" } },
  .hypotheses = { { "a neuron has an inner and an outer weight", a_neuron_has_both_weights },
                  { "the atoms span, so that Sigma_0 is positive definite", neurons_span },
                  { "the data span, so that S_zz is positive definite", data_span },
                  { "a, c, b are the entries of a positive definite matrix", is_positive },
                  { "q is a unit vector", is_a_unit } },
  .instances = { { "two inputs, two outputs",
                   { "X = 1 -1/2 2/3 1; 1/3 1 -1 1/2; 2 0 1 -1/4; -1/2 3/2 1/3 -1",
                     "Z = 1 1/2; -2/3 1; 3/4 -5/4", "Y = 1 -1; 1/2 2; -1/3 1/5", "t = 1/5 1",
                     "scalar = 1 1/50 4/3", "s = 3/4", "q = 3/5 -4/5", "early = 1/2 1" } },
                 { "two inputs, one output",
                   { "X = 1 -1/2 2/3; 1/3 1 -1; -1/2 3/2 1/3; 2 1 0", "Z = 1 -1/3; -1/2 1; 5/3 1/4",
                     "Y = 1; 1/2; -1/3", "t = 1/8", "scalar = 2/3 -1/2 1", "s = 5/3",
                     "q = 2/3 -1/3 2/3", "early = 1/3" } } },
  .draw = any_training,
  .draws = 1,
  .visible = { { "asymmetry of the limit, where it is square", asymmetry },
               { "coupling at the start", initial_coupling } },
  .standing = CORRECTED,
  .erratum = TYPO,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P6.2", "odt-R6.2a" },
  .parts = { { "the limit", CORRECTED, "Σ_UV,∞ = S_yz S_zz⁻¹", "Σ_VU,∞ = S_yz S_zz⁻¹", TYPO,
               PRINTED },
             { "the rate", HOLDS,
               "f(t) − f∗ ≤ (f(0) − f∗) exp(−4(λ₊+λ₋)λ_min(S_zz)t), and no constant above 4 will "
               "do",
               NULL, NO_ERRATUM, DERIVED },
             { "from a singular start", HOLDS,
               "Σ₀ = wwᵀ, w = (−q,1) tends to Σ = 0 and the excess risk to 1; rounding leaves it",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_training,
  .controls = { { "as printed" }, { "5 for 4", "two inputs, two outputs" } },
};
