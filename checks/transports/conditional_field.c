/*. # The field of conditional expectations
 *
 *  Let $Z_t=(1-t)X_0+tX_1$. Proposition 3.1 says that $v_t(z)=\mathbb E[X_1-X_0\mid Z_t=z]$ carries
 *  the law of $Z_t$: for a test function, $\frac d{dt}\mathbb E\varphi(Z_t)=\mathbb
 *  E[\nabla\varphi(Z_t)\cdot(X_1-X_0)] =\mathbb E[\nabla\varphi(Z_t)\cdot v_t(Z_t)]$. To examine it
 *  one needs laws for which both sides are known and neither is trivial. Mixtures of round
 *  Gaussians at both ends will do. With components $i$, $j$ of means $a_i$, $b_j$ and variances
 *  $\sigma_i^2$, $\tau_j^2$ chosen with probability $w_{ij}$, the pair moves its own Gaussian by a
 *  field that is affine,
 *
 *  $$v_{ij}(z)=b_j-a_i+\beta_{ij}\,(z-m_{ij}),\qquad
 *    \beta_{ij}=\frac{t\tau_j^2-(1-t)\sigma_i^2}{(1-t)^2\sigma_i^2+t^2\tau_j^2},$$
 *
 *  and $v_t=\sum\pi_{ij}v_{ij}$ with the *posterior* probabilities $\pi_{ij}(z)$, a softmax. The
 *  density is a formula too, so (2) is decided at a point by automatic differentiation.
 *
 *  Then the sampler is run: a particle follows $\dot z=v_t(z)$ while
 *  $\log\rho_t(z_t)=\log\rho_0(z_0)-\int_0^t\mathrm{div}\,v_s(z_s)\,ds$ is integrated beside it,
 *  and the density where it arrives is the formula's. The divergence is
 *  $\sum\pi_{ij}\big(d\,\beta_{ij}-(v_{ij}-v)\cdot(z-m_{ij})/s_{ij}\big)$.
 *
 *  That $v_t$ is the conditional expectation is decided by its definition, an integral over $X_0$ that
 *  knows no posterior.
 *
 *  The weights $w_{ij}$ need not be products: independence of the ends selects the path, but is not
 *  used in the proposition. One instance has correlated ends.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* One row for each pair of components. */
typedef struct {
  arr a, b, va, vb, w;
} mixture;

static mixture mixture_of(const arr *with) {
  return (mixture){ with[0], with[1], with[2], with[3], with[4] };
}

typedef struct {
  arr off, variance, beta, share, logits; /* share: posterior probabilities */
} seen_from;

static seen_from seen(mixture m, arr t, arr z) {
  arr rest = rest_of(t), mean = add(mul(rest, m.a), mul(t, m.b)), off = sub(row(z), mean);
  arr s = add(mul(square(rest), m.va), mul(square(t), m.vb));
  arr energy = over(sum_rows(square(off)), times(s, 2, 1));
  arr logits = sub(sub(ln(m.w), ln(s)), energy); /* in the plane: ln s is half of ln det */
  arr beta = over(sub(mul(t, m.vb), mul(rest, m.va)), s);
  return (seen_from){ off, s, beta, softmax(logits), logits };
}

/* Up to the constant log 2 pi. */
static arr log_density(mixture m, arr t, arr z) { return log_sum_exp(seen(m, t, z).logits); }

static arr fields_of_pairs(mixture m, seen_from s) {
  return add(sub(m.b, m.a), mul(column(s.beta), s.off));
}

static arr expected(mixture m, seen_from s) { return dot(s.share, fields_of_pairs(m, s)); }

static arr slope_of_field(mixture m, seen_from s) {
  arr V = fields_of_pairs(m, s), spread_ = sub(V, row(dot(s.share, V)));
  arr scores = over(s.off, column(s.variance)), unit = eye(m.a->in, 2);
  arr joint = dot(transpose(mul(column(s.share), spread_)), scores);
  return sub(mul(dot(s.share, s.beta), unit), joint);
}

/* The false neighbour: the components keep the weights they started with. */
static seen_from seen_blindly(mixture m, arr t, arr z) {
  seen_from s = seen(m, t, z);
  s.share = over(m.w, total(m.w));
  return s;
}

/* The particle and the logarithm of the density gained. */
static arr sampled(seen_from (*see)(mixture, arr, arr), arr t, arr state, const arr *with) {
  mixture m = mixture_of(with);
  seen_from s = see(m, t, rows_from(state, 0, 2));
  return stack(expected(m, s), neg(trace(slope_of_field(m, s))));
}
static arr sampler(arr t, arr state, const arr *with) { return sampled(seen, t, state, with); }
static arr blind_sampler(arr t, arr state, const arr *with) {
  return sampled(seen_blindly, t, state, with);
}

/* with[5]: the point, or the time */
static arr density_in_time(arr t, const arr *with) {
  return expo(log_density(mixture_of(with), t, with[5]));
}
static arr flux_by(seen_from (*see)(mixture, arr, arr), arr z, const arr *with) {
  mixture m = mixture_of(with);
  return mul(expo(log_density(m, with[5], z)), expected(m, see(m, with[5], z)));
}
static arr mass_flux(arr z, const arr *with) { return flux_by(seen, z, with); }
static arr blind_flux(arr z, const arr *with) { return flux_by(seen_blindly, z, with); }

/* All pairs of n rows with m rows. */
static arr first_of_pairs(arr X, int m) {
  arr all = NULL;
  for (int i = 0; i < X->rows * m; i++)
    all = all ? stack(all, rows_from(X, i / m, 1)) : rows_from(X, 0, 1);
  return all;
}
static arr second_of_pairs(arr Y, int n) {
  arr all = Y;
  for (int i = 1; i < n; i++) all = stack(all, Y);
  return all;
}

static void pair_up(arr *with, arr A, arr a, arr B, arr b, arr W) {
  with[0] = first_of_pairs(A, B->rows), with[1] = second_of_pairs(B, A->rows);
  with[2] = first_of_pairs(square(a), B->rows), with[3] = second_of_pairs(square(b), A->rows);
  with[4] = flat(W);
}

/*. ### From the definition
 *
 *  Given $Z_t=z$ and $X_0=x$ the other end is $x_1=\frac1t(z-(1-t)x)$, so with $N$ for Gaussian densities
 *
 *  $$\mathbb E[X_1-X_0\mid Z_t=z]=\frac{\sum w_{ij}\int(x_1-x)\,N(x;a_i,\sigma_i^2)\,N(x_1;b_j,\tau_j^2)\,dx}
 *    {\sum w_{ij}\int N(x;a_i,\sigma_i^2)\,N(x_1;b_j,\tau_j^2)\,dx} .$$
 *
 *  Each integral is a product over the two axes, and on an axis the trapezoidal rule converges like
 *  $e^{-2\pi^2s^2/h^2}$ at the step $h$, $s$ being the deviation of the product of the two Gaussians in $x$. It is
 *  laid along the narrower one.
 */
/* k/m for k from -n to n, so many that the rule has all digits. */
static arr rungs(arith *A) {
  long r = 0;
  while (r * r < arith_bits(A)) r++;
  long m = 1 + r / 3, n = m * (6 + r);
  arr steps[2 * n + 1];
  for (long k = -n; k <= n; k++) steps[k + n] = rat(A, k, m);
  return pack(A, (int)(2 * n + 1), steps);
}

/* On one axis: the integrals over X0 of the joint density of both ends, and of that times X1 - X0. */
typedef struct {
  arr mass, moment;
} line_integral;

static line_integral on_axis(arr steps, arr t, arr z, const arr *pair) {
  arr rest = rest_of(t), wide = root(pair[2]), other = over(mul(t, root(pair[3])), rest);
  bool first = lt(wide, other) == YES;
  arr middle = first ? pair[0] : over(sub(z, mul(t, pair[1])), rest), width = first ? wide : other;
  arr x = add(middle, mul(width, steps)), end = over(sub(z, mul(rest, x)), t);
  arr energy =
      add(over(square(sub(x, pair[0])), pair[2]), over(square(sub(end, pair[1])), pair[3]));
  arr density = mul(width, expo(times(energy, -1, 2)));
  return (line_integral){ total(density), dot(density, sub(end, x)) };
}

static arr by_the_definition(mixture m, arr t, arr z) {
  arr steps = rungs(t->in), mass = whole(t->in, 0), sum = wholes(z, 0);
  for (int i = 0; i < m.w->rows; i++) {
    arr va = item(m.va, i), vb = item(m.vb, i), weight = over(item(m.w, i), mul(va, vb));
    arr first[] = { entry(m.a, i, 0), entry(m.b, i, 0), va, vb };
    arr second[] = { entry(m.a, i, 1), entry(m.b, i, 1), va, vb };
    line_integral x = on_axis(steps, t, item(z, 0), first);
    line_integral y = on_axis(steps, t, item(z, 1), second);
    mass = add(mass, mul(weight, mul(x.mass, y.mass)));
    sum = add(sum, mul(weight, stack(mul(x.moment, y.mass), mul(x.mass, y.moment))));
  }
  return over(sum, mass);
}

static void measure_expectation(run *here) {
  arr x = input(here, "x"), t = input(here, "t"), T = input(here, "T"), with[6];
  pair_up(with, input(here, "A"), input(here, "a"), input(here, "B"), input(here, "b"),
          input(here, "W"));
  mixture m = mixture_of(with);
  arr (*flux)(arr, const arr *) = instead(here, "prior weights", mass_flux, blind_flux);
  field F = instead(here, "prior weights", sampler, blind_sampler);
  arr none = whole(x->in, 0), one = whole(x->in, 1);
  at(here, "t", t);
  if (arith_kind(x->in) != BALL) /* which would not enclose what the rule neglects */
    equals(here, "conditional expectation, from its definition", expected(m, seen(m, t, x)),
           by_the_definition(m, t, x));
  with[5] = x;
  arr rate = derivative(density_in_time, t, one, with);
  with[5] = t;
  equals(here, "rate of the density", rate, neg(divergence(flux, x, with)));
  arr end = flow_from(F, stack(x, none), T, with), z = rows_from(end, 0, 2);
  at(here, "t", T);
  equals(here, "log density where the sample arrives", log_density(m, T, z),
         add(log_density(m, none, x), item(end, 2)));
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t"), T = exact_input(here, "T"), one = whole(t->in, 1);
  return lt(t, one) == YES ? le(T, one) : NO;
}

/* How far the posterior is from the prior. */
static arr learning(run *here) {
  arr with[6];
  pair_up(with, input(here, "A"), input(here, "a"), input(here, "B"), input(here, "b"),
          input(here, "W"));
  mixture m = mixture_of(with);
  seen_from s = seen(m, input(here, "t"), input(here, "x"));
  return norm(sub(s.share, over(m.w, total(m.w))));
}

static void any_mixtures(draw *d) {
  int n = 2, m = 2;
  arr half = rat(draw_arithmetic(d), 1, 2);
  set(d, "A", draw_dyadic(d, n, 2));
  set(d, "a", add(half, times(square(draw_dyadic(d, n, 0)), 1, 4)));
  set(d, "B", draw_dyadic(d, m, 2));
  set(d, "b", add(half, times(square(draw_dyadic(d, m, 0)), 1, 4)));
  arr p = draw_probability(d, n), q = draw_probability(d, m);
  set(d, "W", outer(p, q));
  set(d, "x", draw_dyadic(d, 2, 0));
  set(d, "t", draw_between(d, 1, 6, 8));
  set(d, "T", draw_between(d, 3, 5, 64));
}

CLAIM(odt_P3_1) = {
  .title = "the conditional-expectation field carries the interpolant",
  .kind = PROPOSITION,
  .where = "Proposition 3.1, eq. (7)",
  .says = "v_t(z) = E[X₁ − X₀ | (1−t)X₀ + tX₁ = z]; the pair (α_t, v_t) satisfies the continuity "
          "equation (2) in the weak sense",
  .sentence = "Holds, for any coupling of the ends.",
  .inputs = { { "A", "n,2", REAL, "means of the components at t = 0" },
              { "a", "n", POSITIVE, "their deviations" },
              { "B", "m,2", REAL, "means of the components at t = 1" },
              { "b", "m", POSITIVE, "their deviations" },
              { "W", "n,m", POSITIVE, "masses of the pairs, in any scale" },
              { "x", "2", REAL, "a point, where a sample starts" },
              { "t", "", POSITIVE, "time of the local equation" },
              { "T", "", POSITIVE, "how long the sample is followed" } },
  .hypotheses = { { "t lies in (0,1), and T is at most 1", inside_the_path } },
  .instances = { { "independent ends",
                   { "A = -1 0; 1 1/2", "a = 1 1/2", "B = -2 1; 3/2 -1", "b = 1/3 1",
                     "W = 1/6 1/6; 1/3 1/3", "x = 1/5 -3/4", "t = 1/3", "T = 1/8" } },
                 { "correlated ends",
                   { "A = -1 0; 1 1/2", "a = 1 3/4", "B = -2 1; 3/2 -1", "b = 2/3 1",
                     "W = 1/12 1/4; 1/2 1/6", "x = -2/5 1/3", "t = 2/3", "T = 1/16" } } },
  .draw = any_mixtures,
  .draws = 1,
  .visible = { { "distance of the posterior from the prior", learning } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E1" },
  .measure = measure_expectation,
  .controls = { { "prior weights", "independent ends" } },
};

/*. ## White noise: a gradient at every time, and not over time
 *
 *  For one standard Gaussian at $t=0$ the field is the gradient of
 *  $\psi_t=\frac1{2t}|z|^2+\frac{1-t}t\log\rho_t(z)$ (Proposition 3.3, corrected). A gradient that
 *  solves the continuity equation is the minimiser of (4) for its path. So each infinitesimal step
 *  is optimal.
 *
 *  Their composition is not. The tangent map $\dot D=\nabla v_t(z_t)\,D$ multiplies symmetric
 *  matrices that do not commute, and $D$ is the derivative of the displacement: where it is not
 *  symmetric the displacement is not a gradient, hence by Brenier's theorem not the optimal map.
 *  Three humps of different widths are enough. Two of one width are not: in their own frame the
 *  field decouples into a line and a Gaussian, and on a line every increasing map is optimal.
 *
 *  The gradient property itself hangs on the white noise. With noise of two humps the field is no
 *  longer a gradient, which is the first control.
 */
static arr potential(arr z, const arr *with) {
  arr t = with[5], half = over(total(square(z)), times(t, 2, 1));
  return add(half, mul(over(rest_of(t), t), log_density(mixture_of(with), t, z)));
}

static arr expected_at(arr z, const arr *with) {
  mixture m = mixture_of(with);
  return expected(m, seen(m, with[5], z));
}

/* The particle in the first row, its tangent map below. */
static arr with_tangent(arr t, arr state, const arr *with) {
  mixture m = mixture_of(with);
  seen_from s = seen(m, t, row_at(state, 0));
  return stack(row(expected(m, s)), dot(slope_of_field(m, s), rows_from(state, 1, 2)));
}

static void noise_and_data(run *here, arr *with) {
  arr B = input(here, "B"), b = input(here, "b"), p = input(here, "p");
  if (under(here, "two humps of one width")) {
    B = rows_from(B, 0, 2), b = spread(item(b, 0), rows_from(b, 0, 2)), p = rows_from(p, 0, 2);
    p = over(p, total(p));
  }
  arith *E = B->in;
  bool two = under(here, "noise of two humps");
  arr A = given(E, two ? "1 0; -1 0" : "0 0;"), a = two ? given(E, "1 1/2") : flat(whole(E, 1));
  arr weights = two ? given(E, "1/2 1/2") : flat(whole(E, 1));
  pair_up(with, A, a, B, b, outer(weights, p));
}

static arr twist_of(arr D) { return sub(entry(D, 1, 0), entry(D, 0, 1)); }

/* Over the whole path, for the figure. */
static void look_on(run *here, arr x, const arr *with) {
  arr state = stack(row(x), eye(x->in, 2)), before = whole(x->in, 0);
  for (int i = 1; i <= 16; i++) {
    arr t = rat(x->in, i, 16);
    state = flow_between(with_tangent, before, state, t, with), before = t;
    trace_point(here, "curl of the displacement", t, twist_of(rows_from(state, 1, 2)));
  }
}

static void measure_displacement(run *here) {
  arr x = input(here, "x"), t = input(here, "t"), T = input(here, "T"), with[6];
  noise_and_data(here, with);
  with[5] = t;
  mixture m = mixture_of(with);
  arr unit = eye(x->in, 2), first = derivative(expected_at, x, row_at(unit, 0), with);
  arr second = derivative(expected_at, x, row_at(unit, 1), with), none = whole(x->in, 0);
  at(here, "t", t);
  equals(here, "field and gradient of its potential", expected_at(x, with),
         gradient(potential, x, with));
  equals_on_scale(here, "one derivative and its transpose", item(first, 1), item(second, 0),
                  norm(first));
  if (under(here, "noise of two humps")) return;
  arr end = flow_from(with_tangent, stack(row(x), unit), T, with), z = row_at(end, 0);
  arr D = rows_from(end, 1, 2);
  at(here, "t", T);
  equals(here, "density carried by the sample", mul(expo(log_density(m, T, z)), determinant(D)),
         expo(log_density(m, none, x)));
  apart(here, "tangent map and its transpose", D, transpose(D));
  if (arith_kind(x->in) == DOUBLE) look_on(here, x, with);
}

static void several_humps(draw *d) {
  arr half = given(draw_arithmetic(d), "1/2 1 2");
  set(d, "B", add(draw_dyadic(d, 3, 2), given(draw_arithmetic(d), "4 0; 0 4; -3 -3")));
  set(d, "b", half);
  set(d, "p", draw_probability(d, 3));
  set(d, "x", draw_dyadic(d, 2, 0));
  set(d, "t", draw_between(d, 1, 7, 8));
  set(d, "T", draw_between(d, 5, 6, 64));
}

CLAIM(odt_R3_3a) = {
  .title = "for white noise the field is a gradient, the displacement is not",
  .kind = REMARK,
  .where = "Section 3.3, after Proposition 3.3, and the introduction of section 3",
  .says = "in the diffusion model setting, v_t is a gradient field, and therefore coincides with "
          "the solution of the constrained least-squares problem (4)",
  .sentence = "Holds at every time; composed over time the displacement is not a gradient, as the "
              "introduction of section 3 says, and so not the optimal map.",
  .inputs = { { "B", "m,2", REAL, "means of the data" },
              { "b", "m", POSITIVE, "their deviations" },
              { "p", "m", PROBABILITY, "their masses" },
              { "x", "2", REAL, "a point, where a sample starts" },
              { "t", "", POSITIVE, "time of the field" },
              { "T", "", POSITIVE, "how long the sample is followed" } },
  .hypotheses = { { "t lies in (0,1), and T is at most 1", inside_the_path } },
  .instances = { { "three humps",
                   { "B = 4 1; 0 4; 0 0", "b = 1/2 2 1/2", "p = 1/2 1/3 1/6", "x = 1 1", "t = 2/3",
                     "T = 1/10" } } },
  .draw = several_humps,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P3.1", "odt-P3.3", "odt-E4", "odt-T4.1" },
  .measure = measure_displacement,
  .controls = { { "noise of two humps" }, { "two humps of one width" } },
};
