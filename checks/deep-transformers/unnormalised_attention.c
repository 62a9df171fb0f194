/*. # Attention without its denominator
 *
 *  Leave out the normalisation and put another function in place of the exponential:
 *
 *  $$\Gamma^{(k)}_\mu(x)=\int Vy\;k(Ax\cdot y)\,d\mu(y),\qquad k=\exp,\ \mathrm{ReLU},\ \sigma,\qquad A=K^\top Q .$$
 *
 *  "It is easy to see that none of these attention variants preserve the Gaussianity of the data, as
 *  $\Gamma_\mu$ is not an affine function when $\mu$ is Gaussian." For $\mu=\mathcal N(\alpha,\Sigma)$ everything reduces to one
 *  Gaussian variable: with $w=Ax$, $m=w\cdot\alpha$, $s^2=w\cdot\Sigma w$ and $z=(w\cdot y-m)/s$ the mean of $y$ given $z$ is
 *  $\alpha+\frac zs\Sigma w$, and by Stein's identity $\mathbb E[z\,k(m+sz)]=s\,\mathbb E[k'(m+sz)]$, so
 *
 *  $$\Gamma^{(k)}_\mu(x)=V\big(\alpha\,\mathbb E[k(m+sz)]+\Sigma Ax\;\mathbb E[k'(m+sz)]\big).$$
 *
 *  - $\exp$: both means are $e^{m+s^2/2}$. The other road is a Gauss-Hermite rule, in the plane
 *    for $y$ itself.
 *  - ReLU: the means are $m\Phi(m/s)+s\varphi(m/s)$ and $\Phi(m/s)$. The other road integrates $(m+sz)\,z\,\varphi(z)$
 *    from the kink on.
 *  - $\sigma$: no closed form; $\mathbb E[z\,\sigma(m+sz)]$ and $s\,\mathbb E[\sigma'(m+sz)]$ are integrated separately.
 *
 *  Integrals are flows with enclosed remainder, and a bound of the tails is added to the balls. A field is
 *  affine along a line only if its value in the middle is the mean of those on both sides; for all three it
 *  is decided not to be.
 *
 *  *Not affine, so not Gaussian?* In one dimension, yes: there a curve of laws has one flux, its densities being given,
 *  and that of a curve of Gaussians is the density times an affine function. Hence an instance on the line, where the
 *  ReLU field is linear on both sides of 0, and looked at from both. In higher dimensions
 *  the printed "as" is no proof: $\Gamma(x)=|x|^2Jx$ with the quarter turn $J$ is not affine and keeps $\mathcal N(0,\mathrm{Id})$. But
 *  the conclusion is inherited: if $A$ and $V$ see the first coordinate only, it moves as on the line.
 *
 *  The sentence is about the class of all Gaussians, and there it is right. It has one exception, which
 *  every layer normalisation makes: for $\alpha=0$ the ReLU field is $\frac12V\Sigma Ax$, linear. More is true.
 *  As $\mathrm{ReLU}(z)=\frac12(z+|z|)$ and $y\,|Ax\cdot y|$ is odd in $y$, *any* law that is symmetric under $y\mapsto-y$, Gaussian or
 *  not, moves by $\dot x=\frac12VM Ax$ with $M$ its second moments: the closure of softmax attention at
 *  half its speed, with blow-up at twice its time. Symmetric clouds of tokens show it, without any
 *  Gaussian: the full attention dynamics of the tokens against the closed equation for $M$.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "flow/variants.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* ---- integrals over the line ---------------------------------------------------------------- */

static arr density(arr z, arr two_pi) { return over(expo(times(square(z), -1, 2)), root(two_pi)); }

/* (1 + tanh(z/2))/2 */
static arr sigmoid(arr z) { return times(add(tanhyp(times(z, 1, 2)), wholes(z, 1)), 1, 2); }

/* with = { m, s, from, width, 2 pi }; z = from + t width.  Rates of the integrals of k, z k and k'. */
typedef struct {
  arr z, score, weight;
} node;
static node node_at(arr t, const arr *with) {
  arr z = add(with[2], mul(t, with[3]));
  return (node){ z, add(with[0], mul(with[1], z)), mul(with[3], density(z, with[4])) };
}
static arr relu_rates(arr t, arr x, const arr *with) {
  node n = node_at(t, with);
  arr k = mul(n.score, n.weight);
  return (void)x, stack(stack(k, mul(n.z, k)), n.weight);
}
static arr sigmoid_rates(arr t, arr x, const arr *with) {
  node n = node_at(t, with);
  arr value = sigmoid(n.score), k = mul(value, n.weight);
  return (void)x, stack(stack(k, mul(n.z, k)), mul(k, rest_of(value)));
}

/* Beyond L the integrals of |z|(|m| + s|z|)(density) are at most (|m| + s)(L + 1)exp(-L^2/2) a side. */
static arr integrals(field rates, arr m, arr s, arr from, arr L) {
  arith *in = m->in;
  arr none = spread(whole(in, 0), given(in, "0 0 0"));
  arr sum = flow(rates, none, whole(in, 1), m, s, from, sub(L, from), times(constant_pi(in), 2, 1));
  arr size = add(add(absolute(m), s), whole(in, 1));
  arr tails = mul(mul(size, add(L, whole(in, 1))), expo(times(square(L), -1, 2)));
  return ball(sum, times(tails, 2, 1));
}

/* A whole number with exp(-L^2/2) below half a unit of the last place. */
static arr far_out(arith *in) {
  long L = 1;
  while (L * L < 14 * (arith_bits(in) + 8) / 10) L++;
  return whole(in, L);
}

/* ---- the fields at a Gaussian --------------------------------------------------------------- */

typedef struct {
  arr V, A, mean, covariance;
} gaussian_head;
typedef struct {
  arr w, m, s;
} line;
static line line_of(gaussian_head g, arr x) {
  arr w = dot(g.A, x);
  return (line){ w, dot(w, g.mean), root(product(w, g.covariance, w)) };
}

/* V (mean E + Sigma A x E'). */
static arr assembled(gaussian_head g, arr w, arr E, arr E_slope) {
  return dot(g.V, add(mul(g.mean, E), mul(dot(g.covariance, w), E_slope)));
}

/* The field, and the same by another road. */
typedef struct {
  arr field, again;
} roads;

/* Of y itself in the plane, of z elsewhere. */
static arr exponential_by_rule(gaussian_head g, line l) {
  bool plane = l.w->rows == 2;
  arr half = cholesky(g.covariance), tilt = plane ? dot(transpose(half), l.w) : flat(l.s);
  gaussian_rule rule = gaussian_rule_for(tilt, tilt->rows);
  arr weights = mul(expo(l.m), mul(rule.weights, expo(dot(rule.points, tilt))));
  arr slack = mul(expo(l.m), rule.defect), E = ball(total(weights), slack);
  arr E_node = ball(dot(weights, rule.points), slack);
  if (!plane) return assembled(g, l.w, E, over(item(E_node, 0), l.s));
  return dot(g.V, add(mul(g.mean, E), dot(half, E_node)));
}

static roads exponential_field(gaussian_head g, arr x) {
  line l = line_of(g, x);
  arr closed = expo(add(l.m, times(square(l.s), 1, 2)));
  return (roads){ assembled(g, l.w, closed, closed), exponential_by_rule(g, l) };
}

static roads relu_field(gaussian_head g, arr x) {
  line l = line_of(g, x);
  arr cut = over(l.m, l.s), bell = density(cut, times(constant_pi(x->in), 2, 1));
  arr I = integrals(relu_rates, l.m, l.s, neg(cut), far_out(x->in)), mass = item(I, 2);
  return (roads){ assembled(g, l.w, add(mul(l.m, mass), mul(l.s, bell)), mass),
                  assembled(g, l.w, item(I, 0), over(item(I, 1), l.s)) };
}

static roads sigmoid_field(gaussian_head g, arr x) {
  line l = line_of(g, x);
  arr L = far_out(x->in), I = integrals(sigmoid_rates, l.m, l.s, neg(L), L);
  return (roads){ assembled(g, l.w, item(I, 0), item(I, 2)),
                  assembled(g, l.w, item(I, 0), over(item(I, 1), l.s)) };
}

/* ---- the claim ------------------------------------------------------------------------------ */

typedef roads (*field_at)(gaussian_head, arr x);

/* Mean of the field at x + h and at x - h: where it is affine, the field at x. */
static arr around(run *here, field_at f, gaussian_head g) {
  arr x = input(here, "x"), h = input(here, "h");
  return times(add(f(g, add(x, h)).field, f(g, sub(x, h)).field), 1, 2);
}

static void measure_kernel(run *here, const char *label, field_at f, gaussian_head g) {
  roads middle = f(g, input(here, "x"));
  part(here, label);
  equals(here, "field, by two roads", middle.field, middle.again);
  apart(here, "mean of the field on both sides", around(here, f, g), middle.field);
}

/* with = { A, V, masses } */
static arr relu_tokens(arr t, arr X, const arr *with) {
  arr scores = product(X, transpose(with[0]), transpose(X));
  arr weights = mul(times(add(scores, absolute(scores)), 1, 2), row(with[2]));
  return (void)t, product(weights, X, transpose(with[1]));
}

static void measure_centred(run *here, gaussian_head g) {
  arr x = input(here, "x"), Y = input(here, "Y"), T = input(here, "T"), X = stack(Y, neg(Y));
  g.mean = instead(here, "shifted data", wholes(g.mean, 0), g.mean);
  equals(here, "field of a centred Gaussian", relu_field(g, x).field,
         times(product(g.V, g.covariance, dot(g.A, x)), 1, 2));
  equals(here, "its mean on both sides", around(here, relu_field, g), relu_field(g, x).field);
  arr clock = instead(here, "at the speed of softmax", times(T, 1, 2), T);
  at(here, "t", T);
  equals(here, "second moments of a symmetric cloud",
         second_moments(flow(relu_tokens, X, T, g.A, g.V, equal_masses(X))),
         flow(softmax_closure, second_moments(X), clock, g.A, g.V));
}

static void measure_gaussianity(run *here) {
  gaussian_head g = { input(here, "V"), input(here, "A"), input(here, "alpha"),
                      input(here, "Sigma") };
  part(here, "centred ReLU");
  measure_centred(here, g);
  measure_kernel(here, "exp", exponential_field, g);
  measure_kernel(here, "ReLU", relu_field, g);
  measure_kernel(here, "sigmoid", sigmoid_field, g);
}

static arr mean_seen(run *here) { return norm(dot(input(here, "V"), input(here, "alpha"))); }
static arr slope_seen(run *here) {
  return norm(product(input(here, "V"), input(here, "Sigma"), input(here, "A"), input(here, "x")));
}
/* Scores of any two tokens are decided to be positive or negative. */
static truth no_score_vanishes(run *here) {
  arr Y = exact_input(here, "Y"),
      scores = product(Y, transpose(exact_input(here, "A")), transpose(Y));
  return lt(wholes(scores, 0), absolute(scores));
}

static void any_gaussian(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 1, 2);
  arr A = add(eye(E, n), times(draw_dyadic(d, n, n), 1, 16));
  set(d, "A", A);
  set(d, "V", add(eye(E, n), times(draw_dyadic(d, n, n), 1, 4)));
  set(d, "Sigma", times(draw_spd(d, n), 1, 4));
  set(d, "alpha", rows_from(draw_list(d, "1..3/4 1..3/4"), 0, n));
  set(d, "x", rows_from(draw_list(d, "-9..-3/8 3..9/8"), 0, n));
  set(d, "h", rows_from(draw_list(d, n > 1 ? "1..3/4 2..5/4" : "5..8/4 2..5/4"), 0, n));
  set(d, "Y", shaped(draw_list(d, n > 1 ? "4..8/8 4..8/8 4..8/8 4..8/8" : "4..8/8 4..8/8"), 2, n));
  set(d, "T", draw_between(d, 1, 4, 32));
}

CLAIM(udt_D2_5) = {
  .title = "unnormalised attention of Gaussian tokens",
  .kind = DEFINITION,
  .where = "Section 2.5",
  .says = "none of these attention variants preserve the Gaussianity of the data, as Γ_μ is not an "
          "affine function when μ is Gaussian",
  .sentence =
      "Right about the class of all Gaussians: on the line, where the printed reason "
      "suffices, and so in every dimension. Under ReLU, centred ones are preserved, at half "
      "the speed of softmax.",
  .remains =
      "In d ≥ 2 the printed reason is none: |x|²Jx, J the quarter turn, is not affine and keeps "
      "N(0, I).",
  .inputs = { { "A", "d,d", REAL, "Kᵀ Q" },
              { "V", "d,d", REAL, "values" },
              { "alpha", "d", REAL, "mean of the tokens" },
              { "Sigma", "d,d", SPD, "their covariance" },
              { "x", "d", REAL, "where the field is looked at" },
              { "h", "d", REAL, "to either side of x" },
              { "Y", "n,d", REAL, "half of a symmetric cloud" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "no two tokens of Y have score zero", no_score_vanishes } },
  .instances = { { "in the plane",
                   { "A = 1 1/2; -1/3 3/4", "V = 1 -1/2; 1/4 2/3", "alpha = 1/2 -1/3",
                     "Sigma = 3/4 1/4; 1/4 1/2", "x = 2/3 -1/2", "h = 1/3 1/2",
                     "Y = 1 1/3; -1/2 2/3; 1/4 -1", "T = 1/8" } },
                 { "on the line",
                   { "A = 4/5", "V = -2/3", "alpha = 1/3", "Sigma = 9/16", "x = 1/2", "h = 2/3",
                     "Y = 1; -1/2", "T = 1/16" } } },
  .draw = any_gaussian,
  .draws = 1,
  .visible = { { "the part of the mean", mean_seen },
               { "the part of the covariance", slope_seen } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2" },
  .parts = { { "exp", HOLDS, "Γ^(exp) is not affine when μ is Gaussian", NULL, NO_ERRATUM,
               PRINTED },
             { "ReLU", HOLDS, "Γ^(ReLU) is not affine when μ is Gaussian (and not centred)", NULL,
               NO_ERRATUM, PRINTED },
             { "sigmoid", HOLDS, "Γ^(σ) is not affine when μ is Gaussian", NULL, NO_ERRATUM,
               PRINTED },
             { "centred ReLU", HOLDS,
               "symmetric laws move by ẋ = ½ V M A x under ReLU attention, M their second moments",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_gaussianity,
  .controls = { { "shifted data" }, { "at the speed of softmax" } },
};

/*. ## Bounds that are reached, and what they allow
 *
 *  On a ball that carries all tokens the three unbounded fields obey
 *
 *  $$|\Gamma^{(\exp)}_\mu|\le\|V\|Re^{\|A\|R^2},\qquad|\Gamma^{(\mathrm{lin})}_\mu|,\ |\Gamma^{(\mathrm{ReLU})}_\mu|\le\|V\|\|A\|R^3,$$
 *
 *  since $|Vy|\le\|V\|R$ and $Ax\cdot y\le\|A\|R^2$. With $V=\mathrm{Id}$ a Dirac at $R\,u_1$, seen from $R\,v_1$ with the first
 *  singular vectors $Av_1=\sigma_1u_1$, reaches all of them. The matrix is given by its singular value
 *  decomposition, so the bounds are rational up to one exponential. "$R^2$" would be off by a factor $R$.
 *
 *  The paper concludes that compact supports are not guaranteed. They are in fact lost in finite time,
 *  already by one token on the line, with $av>0$ *(derived)*:
 *
 *  - identity and ReLU: $\dot y=av\,y^3$, so $y=y_0(1-2avy_0^2t)^{-1/2}$, infinite at $t^*=\frac1{2avy_0^2}$;
 *  - exponential: $\dot y=vy\,e^{ay^2}$, so $u=ay^2$ has $\frac{d}{dt}E_1(u)=-\frac{e^{-u}}u\dot u=-2v$ with
 *    $E_1(u)=\int_u^\infty e^{-r}\frac{dr}r$: infinite at $t^*=\frac{E_1(ay_0^2)}{2v}$;
 *  - softmax: $\dot y=vy$ for ever.
 *
 *  In balls the flow is followed until no step of $2^{-16}$ can be certified: the last certified time
 *  is below $t^*$ and above $\frac{99}{100}t^*$, so the blow-up is bracketed.
 */

static void judge_rows(run *here, void (*judge)(run *, const char *, arr, arr), const char *what,
                       arr field_rows, arr bound) {
  for (int i = 0; i < field_rows->rows; i++) judge(here, what, norm(row_at(field_rows, i)), bound);
}

static void measure_bounds(run *here, void (*judge)(run *, const char *, arr, arr), head h, arr a,
                           arr R, arr X, arr cloud) {
  arr v = operator_norm(h.V), p = equal_masses(cloud);
  arr cubic = mul(mul(v, a), power(R, instead(here, "R^2", 3, 2)));
  judge_rows(here, judge, "exp", attention_of(EXPONENTIAL, h, X, cloud, p),
             mul(mul(v, R), expo(mul(a, square(R)))));
  judge_rows(here, judge, "lin", attention_of(LINEAR, h, X, cloud, p), cubic);
  judge_rows(here, judge, "ReLU", attention_of(RECTIFIED, h, X, cloud, p), cubic);
}

/* e^(-r)/r dr from `from` on, with = { from, width }. */
static arr exponential_integrand(arr t, arr x, const arr *with) {
  arr r = add(with[0], mul(t, with[1]));
  return (void)x, mul(with[1], over(expo(neg(r)), r));
}
static arr exponential_integral_between(arr from, arr to) {
  return flow(exponential_integrand, whole(from->in, 0), whole(from->in, 1), from, sub(to, from));
}
/* Beyond L it is at most e^(-L)/L. */
static arr exponential_integral(arr from) {
  arr L = add(from, whole(from->in, 7 * (arith_bits(from->in) + 8) / 10));
  return ball(exponential_integral_between(from, L), over(expo(neg(L)), L));
}

static void measure_bracket(run *here, const char *what, variant by, arr y0, arr t_star,
                            const arr *with) {
  if (arith_kind(y0->in) != BALL) return;
  arr state, last = flow_until_blow_up(tokens_under(by), y0, 16, &state, with);
  at_most(here, what, last, t_star);
  exceeds(here, what, last, times(t_star, 99, 100));
}

static void trace_tokens(run *here, arr v, arr y0, arr cubic_end, arr exponential_end,
                         const arr *with) {
  if (arith_kind(v->in) != DOUBLE) return;
  arr last[] = { cubic_end, exponential_end };
  variant by[] = { LINEAR, EXPONENTIAL };
  const char *const curves[] = { "identity and ReLU", "exponential" };
  for (int k = 0; k < 2; k++)
    for (int i = 0; i <= 40; i++) {
      arr t = times(last[k], 1600 - (40 - i) * (40 - i), 1601);
      trace_point(here, curves[k], t, flat(flow_from(tokens_under(by[k]), row(y0), t, with)));
    }
  for (int i = 0; i <= 40; i++) {
    arr t = times(cubic_end, i, 40);
    trace_point(here, "softmax", t, mul(y0, expo(mul(v, t))));
  }
}

static void measure_one_token(run *here) {
  arr a = input(here, "a"), v = input(here, "v"), y0 = input(here, "y0"), one = whole(a->in, 1);
  arr start = row(y0), with[] = { row(a), row(one), row(v), one };
  long twice = instead(here, "half the rate", 2, 1);
  arr u0 = mul(a, square(y0)), t_star = over(one, times(mul(v, u0), 2, 1)),
      T = times(t_star, 9, 10);
  at(here, "t", T);
  equals(here, "identity or ReLU, at nine tenths of t*",
         flat(flow_from(tokens_under(LINEAR), start, T, with)),
         flat(over(start, root(rest_of(times(mul(mul(v, u0), T), twice, 1))))));
  measure_bracket(here, "identity or ReLU: t*", LINEAR, start, t_star, with);
  arr late = over(exponential_integral(u0), times(v, 2, 1));
  T = times(sharp(late), 9, 10);
  arr y = flow_from(tokens_under(EXPONENTIAL), start, T, with), u = mul(a, square(total(y)));
  at(here, "t", T);
  equals(here, "exponential: fall of E1, at nine tenths of t*", exponential_integral_between(u0, u),
         times(mul(v, T), twice, 1));
  measure_bracket(here, "exponential: t*", EXPONENTIAL, start, late, with);
  trace_tokens(here, v, y0, t_star, late, with);
}

static void measure_unbounded(run *here) {
  arr left = input(here, "left"), right = input(here, "right"), sizes = input(here, "singular");
  arr A = product(left, diagonal(sizes), transpose(right)), a = item(sizes, 0);
  arr X = input(here, "X"), R = input(here, "R"), unit = eye(a->in, X->columns);
  part(here, "bounds");
  measure_bounds(here, at_most, (head){ A, unit, input(here, "V") }, a, R, X, X);
  arr x = row(mul(R, column_at(right, 0))), y = row(mul(R, column_at(left, 0)));
  part(here, "reached");
  measure_bounds(here, attains, (head){ A, unit, unit }, a, R, x, y);
  part(here, "blow-up");
  measure_one_token(here);
}

static truth singular_decomposition(run *here) {
  arr left = exact_input(here, "left"), right = exact_input(here, "right"),
      sizes = exact_input(here, "singular"), unit = eye(left->in, left->rows);
  bool orthogonal = equal(dot(left, transpose(left)), unit) == YES &&
                    equal(dot(right, transpose(right)), unit) == YES;
  return orthogonal && le(sizes, item(sizes, 0)) == YES ? YES : NO;
}
static truth tokens_in_the_ball(run *here) {
  arr X = exact_input(here, "X"), R = exact_input(here, "R");
  return le(sum_rows(square(X)), square(R));
}

static void any_cloud(draw *d) {
  set(d, "left", draw_rotation(d, 2));
  set(d, "right", draw_rotation(d, 2));
  set(d, "singular", draw_list(d, "9..16/8 1..8/8"));
  set(d, "V", draw_dyadic(d, 2, 2));
  set(d, "X", times(draw_dyadic(d, 3, 2), 1, 2));
  set(d, "R", draw_between(d, 12, 16, 8));
  set(d, "a", draw_between(d, 2, 9, 8));
  set(d, "v", draw_between(d, 2, 9, 8));
  set(d, "y0", draw_between(d, 4, 9, 8));
}

CLAIM(udt_E3_3) = {
  .title = "sharp bounds of unnormalised attention, and its blow-up",
  .kind = FORMULA,
  .where = "Section 3.1, after the proof of Theorem 3.1",
  .says =
      "sup_{x∈B_R} |Γ^(exp)_μ(x)| ≤ ‖V‖₂ R e^(‖A‖₂R²), sup_{x∈B_R} |Γ^(lin)_μ(x)| ≤ ‖V‖₂‖A‖₂R³, "
      "sup_{x∈B_R} |Γ^(ReLU)_μ(x)| ≤ ‖V‖₂‖A‖₂R³, and when V = I_d, each bound is reached for a "
      "well-chosen Dirac measure. … we have no guarantee that μ stays compactly supported",
  .sentence =
      "The bounds hold and are reached, and one token shows that supports are lost in finite "
      "time.",
  .inputs = { { "left", "d,d", REAL, "orthogonal; A = left diag(singular) right'" },
              { "right", "d,d", REAL, "orthogonal" },
              { "singular", "d", POSITIVE, "singular values of A, the greatest first" },
              { "V", "d,d", REAL, "values" },
              { "X", "n,d", REAL, "tokens" },
              { "R", "", POSITIVE, "radius of a ball that holds them" },
              { "a", "", POSITIVE, "A of one token on the line" },
              { "v", "", POSITIVE, "its V" },
              { "y0", "", POSITIVE, "where it starts" } },
  .hypotheses = { { "left and right are orthogonal, the first singular value the greatest",
                    singular_decomposition },
                  { "the tokens lie in the ball", tokens_in_the_ball } },
  .instances = { { "in the plane",
                   { "left = 3/5 -4/5; 4/5 3/5", "right = 5/13 12/13; -12/13 5/13",
                     "singular = 3/2 1/3", "V = 1 -1/2; 1/4 2/3",
                     "X = 1 1/2; -1/3 1; 4/5 -6/5; -1 -1/4", "R = 3/2", "a = 3/4", "v = 5/3",
                     "y0 = 2/3" } },
                 { "in space",
                   { "left = 2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3",
                     "right = 1/9 8/9 -4/9; 4/9 -4/9 -7/9; 8/9 1/9 4/9", "singular = 2 1 1/5",
                     "V = 1 0 1/2; -1/3 1 0; 1/4 0 -2/3", "X = 1 1/2 -1/3; -1/3 1 1/2", "R = 5/4",
                     "a = 1/3", "v = 2", "y0 = 1" } } },
  .draw = any_cloud,
  .draws = 2,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .parts = { { "bounds", HOLDS, "the three bounds on B_R", NULL, NO_ERRATUM, PRINTED },
             { "reached", HOLDS, "when V = I_d, each bound is reached for a well-chosen Dirac",
               NULL, NO_ERRATUM, PRINTED },
             { "blow-up", HOLDS,
               "one token with av > 0 is infinite at 1/(2avy₀²), or E₁(ay₀²)/(2v) for the "
               "exponential",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_unbounded,
  .controls = { { "R^2" }, { "half the rate" } },
};
