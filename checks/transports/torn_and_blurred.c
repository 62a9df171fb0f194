/*. # Torn and blurred: two interpolations towards atoms
 *
 *  The survey says why flow matching looks different: it "proceeds through convolution, producing
 *  smoother interpolations". From $N(0,1)$ to atoms $y_1<\dots<y_m$ on the line both are explicit. The
 *  optimal map sends the interval $(c_{j-1},c_j)$ to $y_j$ when $y_j$ has its mass
 *  $p_j=\Phi(c_j)-\Phi(c_{j-1})$, so the geodesic tears the Gaussian at every $c_j$: at
 *  $(1-t)c_j+ty_j$ its density falls from $\frac{\varphi(c_j)}{1-t}$ to zero, and a gap of length
 *  $t(y_{j+1}-y_j)$ follows. Flow matching has the mixture
 *
 *  $$\rho_t(z)=\sum_jp_j\,\frac1{1-t}\,\varphi\Big(\frac{z-ty_j}{1-t}\Big),\qquad
 *    |\rho_t'|\le\frac1{(1-t)^2\sqrt{2\pi e}},$$
 *
 *  analytic and positive everywhere; one hump attains the bound. Its increments over the edge of every
 *  gap respect the constant of Lipschitz, and the geodesic's do not. The masses $p_j$ are integrals of
 *  $\varphi$, enclosed as flows, and the mixture is what the flow-matching field carries: a particle
 *  that starts at a cut is followed with its tangent, $\rho_t(z_t)\,\partial z_t=\varphi(c_1)$, and the
 *  mass on its left does not change.
 *
 *  Between atoms and atoms neither is smooth, and convolution still shows: $n$ atoms of the geodesic
 *  remain $n$, the interpolant of flow matching has $n^2$.
 */
#include "claim/claim.h"
#include "flow/flow.h"

static arr bell(arr x) {
  arr size = root(times(constant_pi(arith_base(x->in)), 2, 1));
  return over(expo(times(square(x), -1, 2)), size);
}
static arr bell_rate(arr t, arr sum, const arr *with) { return (void)sum, (void)with, bell(t); }

/* The mass of N(0,1) below c; on which side of 0 it lies is decided at midpoints. */
static arr mass_below(arr c) {
  arr half = rat(c->in, 1, 2);
  bool below = approx(c, 0, 0) < 0;
  arr from_zero = flow(bell_rate, wholes(c, 0), below ? neg(c) : c);
  return below ? sub(half, from_zero) : add(half, from_zero);
}

static arr masses_between(arr c) {
  int m = c->rows;
  arr p[m + 1], before = whole(c->in, 0);
  for (int j = 0; j < m; j++) {
    arr now = mass_below(item(c, j));
    p[j] = sub(now, before), before = now;
  }
  p[m] = sub(whole(c->in, 1), before);
  return pack(c->in, m + 1, p);
}

/* with = { t, y, p } */
static arr standardised(arr z, const arr *with) {
  return over(sub(z, mul(with[0], with[1])), rest_of(with[0]));
}
static arr mixture(arr z, const arr *with) {
  return over(dot(with[2], bell(standardised(z, with))), rest_of(with[0]));
}

/* A particle of flow matching and its tangent; with = { NULL, y, p } */
static arr matching(arr t, arr state, const arr *with) {
  arr z = item(state, 0), rest = rest_of(t), y = with[1];
  arr weights = mul(with[2], bell(standardised(z, (arr[]){ t, y, with[2] })));
  arr share = over(weights, total(weights)), mean = dot(share, y);
  arr variance = sub(dot(share, square(y)), square(mean));
  arr slope = sub(over(mul(t, variance), square(rest)), whole(t->in, 1));
  return stack(over(sub(mean, z), rest), over(mul(slope, item(state, 1)), rest));
}

/* The particle that starts at a cut: what is carried, and what stays on its left. */
static void measure_particle(run *here, arr c, const arr *with) {
  arr start = stack(c, whole(c->in, 1)), end = flow_from(matching, start, with[0], with);
  arr z = item(end, 0), places = standardised(z, with), left = whole(c->in, 0);
  for (int j = 0; j < places->rows; j++)
    left = add(left, mul(item(with[2], j), mass_below(item(places, j))));
  equals(here, "density carried by a particle", mul(mixture(z, with), item(end, 1)), bell(c));
  equals(here, "mass on its left", left, mass_below(c));
}

/* Left of a tear and in the gap right of it. */
typedef struct {
  arr left, right;
} sides;

/* The j-th tear, seen at a distance h from its left edge; with = { t, y, p } */
static void measure_tear(run *here, arr c, int j, arr h, const arr *with) {
  arr t = with[0], rest = rest_of(t), zero = whole(c->in, 0), one = whole(c->in, 1);
  arr origin[] = { t, flat(zero), flat(one) }, shift = mul(t, item(with[1], j));
  arr edge = add(mul(rest, c), shift), x = sub(c, over(h, rest));
  arr steepest = over(bell(one), square(rest)), lipschitz = mul(times(h, 2, 1), steepest);
  sides geodesic = { over(bell(x), rest), zero },
        blurred = { mixture(sub(edge, h), with), mixture(add(edge, h), with) };
  sides smooth = instead(here, "roles exchanged", blurred, geodesic);
  sides torn = instead(here, "roles exchanged", geodesic, blurred);
  at_most(here, "increment of the interpolant", absolute(sub(smooth.left, smooth.right)),
          lipschitz);
  exceeds(here, "increment of the geodesic", absolute(sub(torn.left, torn.right)), lipschitz);
  equals(here, "where a particle left of the edge began", item(standardised(sub(edge, h), with), j),
         x);
  at_most(here, "slope of the interpolant", absolute(derivative(mixture, edge, one, with)),
          steepest);
  attains(here, "slope of one hump", neg(derivative(mixture, rest, one, origin)), steepest);
  exceeds(here, "density of the interpolant in the gap", mixture(add(edge, h), with), zero);
}

/* Distinct values, decided in rational numbers. */
static long distinct(arr x) {
  long count = 0;
  for (int i = 0; i < x->rows; i++) {
    bool seen = false;
    for (int j = 0; j < i; j++) seen = seen || equal(item(x, i), item(x, j)) == YES;
    count += !seen;
  }
  return count;
}

static void measure_atoms(run *here) {
  arr x = exact_input(here, "x"), y = exact_input(here, "y"), t = item(exact_input(here, "t"), 0);
  arr from = mul(rest_of(t), x), to = mul(t, y);
  is(here, "atoms of the geodesic", distinct(add(from, to)), x->rows);
  is(here, "atoms of the interpolant", distinct(flat(add(column(from), row(to)))),
     (long)x->rows * y->rows);
}

/* Densities at t = 1/2, for the figure: of the mixture, and of the pieces between the cuts. */
static void trace_densities(run *here, arr c, arr y, arr p) {
  static const char *const pieces[] = { "piece 1", "piece 2", "piece 3", "piece 4" };
  arith *A = c->in;
  arr half = rat(A, 1, 2), with[] = { half, y, p };
  for (int i = -60; i <= 60; i++) {
    arr z = rat(A, i, 20);
    trace_point(here, "interpolant", z, mixture(z, with));
  }
  for (int j = 0; j < y->rows && j < 4; j++) {
    arr from = j ? item(c, j - 1) : whole(A, -3), to = j < c->rows ? item(c, j) : whole(A, 3);
    for (int i = 0; i <= 40; i++) {
      arr x = add(from, times(sub(to, from), i, 40)), z = mul(half, add(x, item(y, j)));
      trace_point(here, pieces[j], z, times(bell(x), 2, 1));
    }
  }
}

static void measure_smoothness(run *here) {
  arr c = input(here, "c"), y = input(here, "y"), times_ = input(here, "t"), h = input(here, "h");
  arr one = whole(c->in, 1), three = whole(c->in, 3), tail = over(bell(three), three);
  measure_atoms(here);
  arr p = masses_between(c);
  at_most_on_scale(here, "mass above 3, less than a third of the bell",
                   sub(absolute(sub(one, mass_below(three))), tail), whole(c->in, 0), one);
  exceeds(here, "mass above 3, 8/27 of the bell", rest_of(mass_below(three)),
          times(tail, 8, 9)); /* 1/x - 1/x^3 */
  if (arith_kind(c->in) == DOUBLE) trace_densities(here, c, y, p);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), with[] = { t, y, p };
    at(here, "t", t);
    for (int j = 0; j < c->rows; j++) measure_tear(here, item(c, j), j, h, with);
    if (!i) measure_particle(here, item(c, 0), with);
  }
}

static bool ascends(arr x) {
  int n = x->rows - 1;
  return n == 0 || lt(rows_from(x, 0, n), rows_from(x, 1, n)) == YES;
}

static truth cuts_and_atoms(run *here) {
  arr c = exact_input(here, "c"), y = exact_input(here, "y");
  return c->rows + 1 == y->rows && ascends(c) && ascends(y) ? YES : NO;
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

static truth short_of_the_gaps(run *here) {
  arr y = exact_input(here, "y"), t = exact_input(here, "t");
  int n = y->rows - 1;
  arr gaps = outer(t, sub(rows_from(y, 1, n), rows_from(y, 0, n)));
  return lt(exact_input(here, "h"), least(gaps));
}

static arr first_cut(run *here) { return item(input(here, "c"), 0); }

static void any_tears(draw *d) {
  arith *E = draw_arithmetic(d);
  arr c = flat(draw_between(d, -8, -1, 8)), y = flat(draw_dyadic(d, 0, 0)), x = y;
  c = stack(c, add(item(c, 0), draw_between(d, 2, 8, 8)));
  for (int j = 0; j < 2; j++) {
    y = stack(y, add(item(y, j), draw_between(d, 4, 16, 8)));
    x = stack(x, add(item(x, j), draw_between(d, 4, 16, 7)));
  }
  set(d, "c", c);
  set(d, "y", y);
  set(d, "x", x);
  set(d, "t", draw_list(d, "3..7/16 8..11/16"));
  set(d, "h", rat(E, 1, 64));
}

CLAIM(odt_R4_2b) = {
  .title = "flow matching is smoother than the geodesic",
  .kind = REMARK,
  .where = "Section 4.2, after Theorem 4.2",
  .says = "This subtle but fundamental difference explains why OT interpolations and flow matching "
          "behave so differently: flow matching proceeds through convolution, producing smoother "
          "interpolations.",
  .sentence = "Holds where it can be seen: towards atoms the geodesic tears a Gaussian and leaves "
              "gaps, flow matching has a Lipschitz constant 1/((1−t)²√(2πe)).",
  .inputs = { { "c", "l", REAL, "where the Gaussian is cut, ascending" },
              { "y", "m", REAL, "atoms at t = 1, ascending, one more than cuts" },
              { "x", "m", REAL, "atoms at t = 0, for the last comparison" },
              { "t", "n", POSITIVE, "times" },
              { "h", "", POSITIVE, "distance from the edge of a gap" } },
  .hypotheses = { { "cuts and atoms ascend, one atom more than cuts", cuts_and_atoms },
                  { "every t lies in (0,1)", inside_the_path },
                  { "h is less than every gap", short_of_the_gaps } },
  .instances = { { "three atoms",
                   { "c = -1/2 1/3", "y = -1 1/4 2", "x = 0 1/3 5", "t = 1/3 1/2 3/4",
                     "h = 1/50" } },
                 { "two atoms",
                   { "c = 1/5", "y = -1 1", "x = -1/3 2", "t = 1/5 7/9", "h = 1/99" } } },
  .draw = any_tears,
  .draws = 1,
  .visible = { { "the first cut", first_cut } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-D3.1", "odt-E12" },
  .measure = measure_smoothness,
  .controls = { { "roles exchanged" } },
};
