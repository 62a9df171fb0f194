/*. # Training over depth
 *
 *  The neurons of a deep residual network form a law $\alpha(s)$ at each depth $s$, and the survey measures
 *  the distance of two networks by
 *
 *  $$\mathcal W_2(\alpha,\alpha')^2=\int_0^1W_2(\alpha(s),\alpha'(s))^2\,ds .$$
 *
 *  It is the $L^2$ norm over depth of a distance, so Minkowski's inequality makes it one, and geodesics are
 *  geodesics at every depth. Mass does not move between depths: were the depths forgotten, the
 *  networks would be told apart by their averages only, and $W_2^2$ is jointly convex, so that distance is
 *  smaller. For Gaussians this is seen on covariances,
 *  $\mathcal B(\int\Sigma,\int\Sigma')^2\le\int\mathcal B(\Sigma(s),\Sigma'(s))^2ds$.
 *
 *  Why this metric? The gradient of a loss by the weights of one of $S$ layers is of the order
 *  $\frac1S$. In the metric $\frac1S\sum_k|\theta_k|^2$, the discrete $\mathcal W_2$ for one neuron a layer, the
 *  gradient has a factor $S$ and the descent has a limit; with all layers weighed alike it slows down like
 *  $\frac1S$. The survey quotes the limit from a paper that proves it. It can be watched in a model that
 *  has everything but width: $\dot z=a(s)z$, layers $1+\frac{a_k}S$, one input $z=1$ and the target
 *  $c$. With $A=\int a$ the loss is $f=(e^A-c)^2$, its gradient $2(e^A-c)e^A$ at every depth, so the limit
 *  moves all of $a$ by the same amount, $a(s,t)=a(s,0)+A(t)-A(0)$. The network follows
 *  $\dot a_k=-2(Z-c)\prod_{j\ne k}(1+\frac{a_j}S)$, and its $\mathcal W_2$-distance from the limit at a time $T$
 *  is of the order $\frac1S$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/*. ## The distance
 *
 *  Paths of covariances $(\mathrm{Id}+sM)\Sigma(\mathrm{Id}+sM)^\top$ in the plane. There the square root in the Bures
 *  distance can be taken by hand, $\mathrm{Tr}\,X^{1/2}=(\mathrm{Tr}\,X+2\sqrt{\det X})^{1/2}$, and
 *
 *  $$\mathcal B(\Sigma,\Sigma')^2=\mathrm{Tr}(\Sigma+\Sigma')
 *    -2\sqrt{\mathrm{Tr}(\Sigma\Sigma')+2\sqrt{\det\Sigma\det\Sigma'}} .$$
 *
 *  The integral over depth is enclosed as a flow, and met by Gauss-Legendre sums of the distance that knows
 *  only matrix roots. For $M=m\,\mathrm{Id}$ and $M'=n\,\mathrm{Id}$ from one $\Sigma$ it is
 *  $\frac13(m-n)^2\,\mathrm{Tr}\,\Sigma$, and the way by the dilation half way is no longer.
 */
typedef struct {
  arr S, M;
} path;

static arr covariance_at(arr s, path p) {
  arr F = add(eye(p.S->in, p.S->rows), mul(s, p.M));
  return product(F, p.S, transpose(F));
}

/* Of the path over all depths. */
static arr mean_covariance(path p) {
  arr MS = dot(p.M, p.S), both = times(add(MS, transpose(MS)), 1, 2);
  return add(add(p.S, both), times(dot(MS, transpose(p.M)), 1, 3));
}

static arr plane_determinant(arr S) {
  return sub(mul(entry(S, 0, 0), entry(S, 1, 1)), mul(entry(S, 0, 1), entry(S, 1, 0)));
}

static arr plane_distance(arr S, arr R) {
  arr dets = root(mul(plane_determinant(S), plane_determinant(R)));
  arr overlap = root(add(trace(dot(S, R)), times(dets, 2, 1)));
  return sub(add(trace(S), trace(R)), times(overlap, 2, 1));
}

/* with: S, M, S', M' */
static arr distance_at(arr s, const arr *with) {
  return bures_squared(covariance_at(s, (path){ with[0], with[1] }),
                       covariance_at(s, (path){ with[2], with[3] }));
}

static arr distance_rate(arr s, arr sum, const arr *with) {
  (void)sum;
  return plane_distance(covariance_at(s, (path){ with[0], with[1] }),
                        covariance_at(s, (path){ with[2], with[3] }));
}

static arr over_depth(path p, path q) {
  arr zero = whole(p.S->in, 0);
  return flow(distance_rate, zero, whole(p.S->in, 1), p.S, p.M, q.S, q.M);
}

static arr of_the_means(path p, path q) {
  return plane_distance(mean_covariance(p), mean_covariance(q));
}

typedef arr (*distance_rule)(path, path); /* squared */

static arr between(distance_rule rule, path p, path q) { return root(rule(p, q)); }

static arr joined(arr values, arr next) { return values ? stack(values, next) : flat(next); }

static void measure_distance(run *here, path p, path q, path third) {
  arith *N = p.S->in;
  arr zero = whole(N, 0), one = whole(N, 1), m = input(here, "m"), n = input(here, "n");
  distance_rule rule = instead(here, "laws averaged over depth", over_depth, of_the_means);
  arr with[] = { p.S, p.M, q.S, q.M }, W = rule(p, q), unit = eye(N, 2);
  path start = { p.S, mul(m, unit) }, end = { p.S, mul(n, unit) };
  path half = { p.S, mul(times(add(m, n), 1, 2), unit) };
  arr scaled = rule(start, end),
      two_halves = add(between(rule, start, half), between(rule, half, end));
  equals(here, "distance of dilated laws", scaled, times(mul(square(sub(m, n)), trace(p.S)), 1, 3));
  attains(here, "way by the dilation half way", between(rule, start, end), two_halves);
  if (arith_kind(N) != BALL)
    equals(here, "distance, by quadrature and matrix roots",
           integral(distance_at, zero, one, 32, 4, with), W);
  arr ends = add(covariance_at(zero, p), covariance_at(one, p));
  arr simpson = add(ends, times(covariance_at(rat(N, 1, 2), p), 4, 1));
  equals(here, "mean covariance", mean_covariance(p), times(simpson, 1, 6));
  exceeds(here, "distance, beyond that of the averages", W, of_the_means(p, q));
  at_most(here, "way round by a third network", between(rule, p, third),
          add(between(rule, p, q), between(rule, q, third)));
}

/*. ## The limit of gradient descent
 *
 *  The networks start from $a_k=a(\frac kS,0)$ on a line.
 */
/* with: c, and the factor of the gradient. */
static arr descent(arr t, arr a, const arr *with) {
  int S = a->rows;
  arr layers[S], others[S], Z = whole(a->in, 1), above = Z;
  (void)t;
  for (int k = 0; k < S; k++) {
    layers[k] = add(whole(a->in, 1), times(item(a, k), 1, S));
    others[k] = Z, Z = mul(Z, layers[k]);
  }
  for (int k = S - 1; k >= 0; k--) others[k] = mul(others[k], above), above = mul(above, layers[k]);
  arr slope = times(mul(sub(Z, with[0]), with[1]), -2, 1);
  return mul(slope, pack(a->in, S, others));
}

/* with: c */
static arr limit_descent(arr t, arr A, const arr *with) {
  arr e = expo(A);
  (void)t;
  return times(mul(sub(e, with[0]), e), -2, 1);
}

static void measure_descent(run *here) {
  arr a = input(here, "a"), c = input(here, "c"), T = input(here, "T"), gauges = NULL, offs = NULL;
  arith *N = c->in;
  arr start = item(a, 0), slope = sub(item(a, 1), start), mean = times(total(a), 1, 2);
  arr gained = sub(flow(limit_descent, mean, T, c), mean);
  for (int S = 4; S <= 16; S *= 2) {
    arr weight = instead(here, "layers weighed alike", whole(N, 1), rat(N, 1, S)), first = NULL;
    for (int k = 0; k < S; k++) {
      arr at_k = add(start, times(slope, k, S));
      first = joined(first, at_k);
    }
    arr off = sub(flow(descent, first, T, c, weight), add(first, gained));
    arr distance = over(norm(off), root(whole(N, S)));
    gauges = joined(gauges, rat(N, 1, S));
    offs = joined(offs, distance);
  }
  tends(here, "distance of the trained network from the limit", gauges, offs, whole(N, 0),
        whole(N, 1), rat(N, 1, 4));
  at_most(here, "at sixteen layers, of the way gone", item(offs, 2), times(absolute(gained), 1, 4));
}

static void measure_metric(run *here) {
  path p = { input(here, "S"), input(here, "M") }, q = { input(here, "R"), input(here, "L") };
  path third = { input(here, "S"), input(here, "L") };
  part(here, "a distance");
  if (!under(here, "layers weighed alike")) measure_distance(here, p, q, third);
  part(here, "its gradient flow, in a model");
  if (!under(here, "laws averaged over depth")) measure_descent(here);
}

static truth regular_at_all_depths(run *here) {
  arr unit = exact_input(here, "S"), one = whole(unit->in, 1);
  truth first = lt(total(square(exact_input(here, "M"))), one);
  truth second = lt(total(square(exact_input(here, "L"))), one);
  return first == YES ? second : first;
}

static void any_networks(draw *d) {
  set(d, "S", draw_spd(d, 2));
  set(d, "R", draw_spd(d, 2));
  set(d, "M", times(draw_dyadic(d, 2, 2), 1, 5));
  set(d, "L", times(draw_dyadic(d, 2, 2), 1, 5));
  set(d, "m", draw_between(d, 1, 4, 2));
  set(d, "n", draw_between(d, 5, 8, 2));
  set(d, "a", draw_list(d, "-4..-1/8 1..4/8"));
  set(d, "c", draw_between(d, 8, 12, 4));
  set(d, "T", draw_between(d, 1, 2, 16));
}

CLAIM(odt_R6_3a) = {
  .title = "the distance of deep networks over depth",
  .kind = DEFINITION,
  .where = "Section 6.3, after eq. (25)",
  .says = "the gradient descent dynamics for the ResNet (24) converge, as S → ∞, to a Wasserstein "
          "gradient flow with respect to a generalized metric over depth-dependent distributions: "
          "W₂(α,α')² := ∫₀¹ W₂(α(s),α'(s))² ds",
  .sentence =
      "A distance, larger than that of the laws averaged over depth; in a linear model with one "
      "neuron a layer descent approaches its gradient flow like 1/S. The limit for layers of any "
      "width is a theorem of another paper, and not examined.",
  .inputs = { { "S", "2,2", SPD, "covariance of the first network at depth 0" },
              { "M", "2,2", REAL, "how it is stretched with depth" },
              { "R", "2,2", SPD, "covariance of the second" },
              { "L", "2,2", REAL, "and how it is stretched" },
              { "m", "", POSITIVE, "a dilation with depth" },
              { "n", "", POSITIVE, "another" },
              { "a", "2", REAL, "weight of the linear model at depth 0 and 1 before training" },
              { "c", "", REAL, "its target" },
              { "T", "", POSITIVE, "time of training" } },
  .hypotheses = { { "M and L are less than 1 in norm", regular_at_all_depths } },
  .instances = { { "two networks",
                   { "S = 2 1; 1 1", "M = 1/2 1/3; -1/4 1/5", "R = 1 -1/3; -1/3 1/2",
                     "L = 1/3 0; 1/2 3/4", "m = 1", "n = 2", "a = -1/2 1", "c = 2", "T = 1/4" } },
                 { "a target out of reach",
                   { "S = 1 1/4; 1/4 1/3", "M = -1/3 1/2; 1/4 1/2", "R = 3/2 1/2; 1/2 2",
                     "L = 1/2 -2/5; 1/3 -1/4", "m = 1/2", "n = 3", "a = 1 -1/3", "c = -1",
                     "T = 1/3" } } },
  .draw = any_networks,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E24", "odt-P4.3" },
  .parts = { { "a distance", HOLDS, "W₂(α,α')² := ∫₀¹ W₂(α(s),α'(s))² ds", NULL, NO_ERRATUM,
               PRINTED },
             { "its gradient flow, in a model", HOLDS,
               "z' = a(s)z, one neuron a layer: descent of the network of S layers is of the order "
               "1/S away from the flow a(s,t) = a(s,0) + A(t) − A(0)",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_metric,
  .controls = { { "laws averaged over depth" }, { "layers weighed alike", "two networks" } },
};

/*. ## Near the minimisers, and far away
 *
 *  In the limit model the gradient in $\mathcal W_2$ has the square $f'(A)^2=4e^{2A}f$: the
 *  Polyak-Łojasiewicz inequality holds with the constant $4\varepsilon^2$ where $e^A\ge\varepsilon$, thus near
 *  the minimiser $A=\log c$ of a positive target, and with no constant everywhere. On the way, $e^A$ stays
 *  between its start and $c$, so $f(t)\le f(0)e^{-4\varepsilon^2t}$ with the smaller of the two as
 *  $\varepsilon$, and $f(t)$ is at least this with the larger; at last the rate is $4c^2$.
 *
 *  For a negative target there is no minimiser: $f>c^2$, and the infimum is at $A=-\infty$. The descent goes
 *  there, from every start, at an infinite distance in $\mathcal W_2$ while $f$ falls: the loss is not coercive.
 *  With $u=e^{-A}$ both cases have one integral,
 *
 *  $$\frac{d}{dt}\Big(-\frac uc-\frac{\log|1-cu|}{c^2}\Big)=2,$$
 *
 *  so that for $c<0$ the parameter diverges like $A=-\log(2|c|t)+O(\log t/t)$. For $c=-1$ and $A(0)=0$ this
 *  is $e^{-A}-\log(1+e^{-A})=1-\log2+2t$.
 */
static arr loss(arr A, arr c) { return square(sub(expo(A), c)); }

static arr loss_of(arr A, const arr *with) { return loss(A, with[0]); }

static arr first_integral(arr A, arr c) {
  arr u = expo(neg(A)), inner = absolute(sub(wholes(u, 1), mul(c, u)));
  return neg(add(over(u, c), over(ln(inner), square(c))));
}

/* Of the loss at t, were 4 low^2 the constant of the inequality all along. */
static arr decayed(arr start, arr low, arr t) {
  return mul(start, expo(neg(mul(times(square(low), 4, 1), t))));
}

static void measure_approach(run *here, arr A0, arr c, arr times_) {
  arr e = expo(A0), zero = wholes(A0, 0), A = A0, t = zero, losses = NULL, gauges = NULL;
  arr low = instead(here, "one constant for all", lesser_of(e, c), c), high = greater_of(e, c);
  for (int i = 0; i < times_->rows; i++) {
    arr next = item(times_, i), start = loss(A0, c);
    A = flow_between(limit_descent, t, A, next, (arr[]){ c });
    t = next;
    at(here, "t", t);
    at_most(here, "loss", loss(A, c), decayed(start, low, t));
    at_most(here, "loss, from below", decayed(start, high, t), loss(A, c));
    losses = joined(losses, loss(A, c));
    gauges = joined(gauges, expo(neg(t)));
  }
  tends(here, "loss against exp(-t)", gauges, losses, zero, times(square(c), 4, 1),
        rat(c->in, 1, 4));
}

static void measure_divergence(run *here, arr A0, arr c, arr times_) {
  arr zero = wholes(A0, 0), A = A0, t = zero, offs = NULL, gauges = NULL;
  arr losses = flat(loss(A0, c));
  arr stated = instead(here, "factor 2 lost", neg(times(c, 2, 1)), neg(c));
  for (int i = 0; i < times_->rows; i++) {
    arr next = item(times_, i);
    A = flow_between(limit_descent, t, A, next, (arr[]){ c });
    t = next;
    arr off = add(A, ln(mul(stated, t)));
    at(here, "t", t);
    arr above = mul(expo(A), sub(expo(A), times(c, 2, 1)));
    equals_on_scale(here, "loss above its infimum", sub(loss(A, c), square(c)), above, square(c));
    exceeds(here, "which is not reached", above, zero);
    losses = stack(losses, loss(A, c));
    offs = joined(offs, off);
    gauges = joined(gauges, over(ln(t), t));
  }
  monotone(here, "loss along the descent", losses, -1);
  exceeds(here, "way gone in the metric", sub(A0, A), whole(c->in, 10));
  tends(here, "A + log 2|c|t", gauges, offs, wholes(c, 0), whole(c->in, 1), rat(c->in, 1, 20));
}

/* The parameter at t = 2^-4, ..., 2^26. */
static void trace_descent(run *here, arr A, arr c) {
  arr t = wholes(A, 0);
  for (int k = -4; k <= 26; k++) {
    arr next = power(whole(c->in, 2), k);
    A = flow_between(limit_descent, t, A, next, (arr[]){ c });
    t = next;
    trace_point(here, "descent", t, A);
  }
}

static void measure_landscape(run *here) {
  arr A0 = input(here, "A0"), c = input(here, "c"), times_ = input(here, "t");
  arr t = item(times_, 0), e = expo(A0);
  arr slope = derivative(loss_of, A0, whole(c->in, 1), (arr[]){ c });
  arr constant = times(instead(here, "constant halved", square(e), times(square(e), 1, 2)), 4, 1);
  part(here, "near minimisers");
  equals(here, "square of the gradient", square(slope), mul(constant, loss(A0, c)));
  arr A = flow(limit_descent, A0, t, c);
  at(here, "t", t);
  equals(here, "first integral", sub(first_integral(A, c), first_integral(A0, c)), times(t, 2, 1));
  if (arith_kind(c->in) == DOUBLE) trace_descent(here, A0, c);
  arr exact = exact_input(here, "c");
  if (lt(whole(exact->in, 0), exact) == YES) {
    measure_approach(here, A0, c, times_);
    return;
  }
  part(here, "not coercive");
  measure_divergence(here, A0, c, times_);
}

static truth reachable_or_not(run *here) {
  arr c = exact_input(here, "c");
  return equal(c, whole(c->in, 0)) == YES ? NO : YES;
}

static void any_target(draw *d) {
  arith *E = draw_arithmetic(d);
  bool below = draw_whole(d, 0, 1);
  arr c = draw_between(d, 7, 10, 8);
  set(d, "c", below ? neg(c) : c);
  set(d, "A0", draw_between(d, -5, -2, 4));
  set(d, "t", below ? given(E, "2 1000 100000 10000000 1000000000") : given(E, "1 7 8 9"));
}

CLAIM(odt_R6_3b) = {
  .title = "the loss of deep networks: good near minimisers, not coercive",
  .kind = REMARK,
  .where = "Section 6.3, last paragraph",
  .says =
      "the loss satisfies a Polyak–Łojasiewicz (PL) inequality near minimizers […]. One major "
      "challenge is that the loss functional f(α) is not coercive on the path space endowed with "
      "W₂: under certain initializations, parameters may degenerate and diverge to infinity",
  .sentence =
      "Both are seen in the model z' = a(s)z, with the constant and the law of the "
      "divergence; the inequality for layers of any width is a theorem of another paper, and "
      "not examined.",
  .inputs = { { "c", "", REAL, "the target" },
              { "A0", "", REAL, "the mean of a over depth before training" },
              { "t", "m", POSITIVE, "times of training, ascending" } },
  .hypotheses = { { "the target is not 0", reachable_or_not } },
  .instances = { { "a positive target", { "c = 3/4", "A0 = -5/4", "t = 1/2 6 7 8" } },
                 { "a target out of reach",
                   { "c = -1", "A0 = 0", "t = 1 100 10000 1000000 100000000" } } },
  .draw = any_target,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-R6.3a" },
  .parts = { { "near minimisers", HOLDS, "|∇f|² ≥ 4ε² f where e^A ≥ ε, in the model", NULL,
               NO_ERRATUM, DERIVED },
             { "not coercive", HOLDS,
               "for c < 0 the descent has A = −log(2|c|t) + o(1) and f decreases to c²", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_landscape,
  .controls = { { "constant halved" },
                { "one constant for all", "a positive target" },
                { "factor 2 lost", "a target out of reach" } },
};
