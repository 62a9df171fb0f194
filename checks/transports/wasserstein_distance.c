/*. # The distance, and the order it keeps on the line only
 *
 *  $W_2$ is a distance. Symmetry and separation are seen at once; the triangle inequality is
 *  Minkowski's, along a chain of optimal couplings. It is examined for uniform laws on atoms, where an
 *  optimal coupling is a matching with a dual certificate, and for Gaussians by the Bures formula.
 *  It is attained when a law is translated along a line, and there the square of $W_2$, which the
 *  problem (10) defines and which is often called a distance too, fails by a factor 2.
 *
 *  Two identities make it computable. Means and shapes separate,
 *
 *  $$W_2^2(\alpha,\beta)=|m_\alpha-m_\beta|^2+W_2^2(\alpha-m_\alpha,\beta-m_\beta),$$
 *
 *  because $\int|x-y|^2d\pi$ depends on a translation only through the means. And on the line the
 *  matching keeps the order: exchanging two crossed pairs saves
 *  $2(x_i-x_j)(y_j-y_i)$. Both are decided in rational numbers.
 */
#include "claim/claim.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* Squared distance of the uniform laws on the rows of X and of Y. */
static arr squared(arr X, arr Y) {
  int to[X->rows];
  return times(assignment(squared_distances(X, Y), to, NULL, NULL), 1, X->rows);
}

static arr mean_of(arr X) { return times(sum_columns(X), 1, X->rows); }

static arr moved(arr X, arr by) { return add(X, row(by)); }

/* Entries in ascending order, or in the other; the order is decided in rational numbers. */
static arr sorted(arr x, arr exact_x, bool upwards) {
  int n = x->rows;
  arr list[n];
  for (int i = 0; i < n; i++) {
    int rank = 0;
    for (int j = 0; j < n; j++) {
      bool less = lt(item(exact_x, j), item(exact_x, i)) == YES;
      rank += less || (j < i && equal(item(exact_x, j), item(exact_x, i)) == YES);
    }
    list[upwards ? rank : n - 1 - rank] = item(x, i);
  }
  return pack(x->in, n, list);
}

static void measure_line(run *here, arr P, arr Q) {
  arr x = column_at(P, 0), y = column_at(Q, 0), X = column_at(exact_input(here, "P"), 0),
      Y = column_at(exact_input(here, "Q"), 0);
  bool same_way = instead(here, "the order turned round", true, false);
  arr matched = total(square(sub(sorted(x, X, true), sorted(y, Y, same_way))));
  equals(here, "squared distance on the line", squared(column(x), column(y)),
         times(matched, 1, P->rows));
}

/* Rows in the opposite order. */
static arr turned(arr X) {
  arr all = row(row_at(X, X->rows - 1));
  for (int i = X->rows - 2; i >= 0; i--) all = stack(all, row(row_at(X, i)));
  return all;
}

static void measure_identities(run *here, arr P, arr Q, arr shift) {
  arr a = mean_of(P), b = mean_of(Q), shape = squared(moved(P, neg(a)), moved(Q, neg(b)));
  arr scale = total(square(P));
  equals(here, "squared distance, the other way", squared(Q, P), squared(P, Q));
  equals_on_scale(here, "of a law from itself", squared(P, turned(P)), whole(P->in, 0), scale);
  exceeds(here, "of two laws", squared(P, Q), whole(P->in, 0));
  equals(here, "means and shapes", squared(P, Q), add(shape, total(square(sub(a, b)))));
  equals(here, "squared distance of a translated law", squared(moved(P, shift), Q),
         add(shape, total(square(sub(add(a, shift), b)))));
}

/* The distance, or its square. */
static arr from_square(run *here, arr q) {
  return under(here, "the square in place of the distance") ? q : root(q);
}

static void measure_triangles(run *here, arr P, arr Q, arr shift) {
  arr R = input(here, "R"), S[] = { input(here, "S0"), input(here, "S1"), input(here, "S2") };
  arr once = moved(P, shift), twice = moved(once, shift);
  arr first = from_square(here, squared(P, once)), second = from_square(here, squared(once, twice));
  attains(here, "triangle of translates", from_square(here, squared(P, twice)), add(first, second));
  for (int i = 0; i < 3; i++) {
    arr X = i == 0 ? Q : P, Y = i == 2 ? Q : R, between = i == 0 ? P : i == 1 ? Q : R;
    arr legs = add(from_square(here, squared(X, between)), from_square(here, squared(between, Y)));
    at_most(here, "side of a triangle of atoms", from_square(here, squared(X, Y)), legs);
    arr A = S[i == 0], B = S[i == 2 ? 1 : 2], C = S[i];
    arr ways = add(from_square(here, bures_squared(A, C)), from_square(here, bures_squared(C, B)));
    at_most(here, "side of a triangle of Gaussians", from_square(here, bures_squared(A, B)), ways);
  }
}

static void measure_distance(run *here) {
  arr P = input(here, "P"), Q = input(here, "Q"), shift = input(here, "a");
  measure_line(here, P, Q);
  measure_identities(here, P, Q, shift);
  measure_triangles(here, P, Q, shift);
}

static arr far_from_the_line(run *here) { return column_at(input(here, "Q"), 1); }

static void any_three(draw *d) {
  int n = (int)draw_whole(d, 2, 5), k = (int)draw_whole(d, 2, 3);
  set(d, "P", draw_dyadic(d, n, k));
  arr shift = draw_between(d, 1, 9, 7);
  set(d, "Q", add(draw_dyadic(d, n, k), filled(draw_arithmetic(d), n, k, shift)));
  set(d, "R", draw_dyadic(d, n, k));
  set(d, "a", draw_dyadic(d, k, 0));
  set(d, "S0", draw_spd(d, 2));
  set(d, "S1", draw_spd(d, 2));
  set(d, "S2", draw_spd(d, 2));
}

CLAIM(odt_R4_1a) = {
  .title = "W₂ is a distance; on the line it keeps the order",
  .kind = REMARK,
  .where = "Section 4.1, after eq. (10)",
  .says = "The square root of the optimal value, W₂(α₀, α₁), is the 2-Wasserstein distance. It "
          "defines a geometric notion of distance on the space of probability measures. … In one "
          "dimension, T reduces to the unique increasing map pushing α₀ to α₁.",
  .inputs = { { "P", "n,k", REAL, "atoms of equal mass, by rows" },
              { "Q", "n,k", REAL, "of another law" },
              { "R", "n,k", REAL, "of a third" },
              { "a", "k", REAL, "a translation" },
              { "S0", "d,d", SPD, "covariance of a Gaussian" },
              { "S1", "d,d", SPD, "of another" },
              { "S2", "d,d", SPD, "of a third" } },
  .instances = { { "atoms in the plane; ellipses",
                   { "P = 1 0; -1/2 2; -3/4 -5/3; 1/7 1/5; 2 2", "a = 1/3 -2",
                     "Q = 2 1; -1 1/2; 0 -3; 1/3 1/2; 5/7 -1",
                     "R = 0 1; 1 1/3; -2 1/5; 1 -1; 3 -1/2", "S0 = 2 1; 1 1",
                     "S1 = 1/2 -1/3; -1/3 3", "S2 = 1 0; 0 1/9" } },
                 { "atoms in space; ellipsoids",
                   { "P = 1 0 1/2; -1/2 2 1; -3/4 -5/3 0", "Q = 2 1 1/3; -1 1/2 2; 0 -3 1/5",
                     "R = 1/5 1/3 -1; 1 0 1; -1 2 1/2", "a = -1 1/2 1/3",
                     "S0 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1", "S1 = 1 0 -1/4; 0 2/3 0; -1/4 0 2",
                     "S2 = 1 1/2 0; 1/2 2 1/5; 0 1/5 1" } } },
  .draw = any_three,
  .visible = { { "second coordinates", far_from_the_line } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "odt-E9", "odt-P4.3" },
  .measure = measure_distance,
  .controls = { { "the square in place of the distance" }, { "the order turned round" } },
};

/*. ## Monotone is less than gradient
 *
 *  A linear map $M=S+J$ with $S\succ0$ symmetric and $J$ antisymmetric is monotone,
 *  $(Mx-My)\cdot(x-y)=(x-y)\cdot S(x-y)$, and it is a gradient only if $J=0$. In the plane every $J\ne0$
 *  is found out by a cycle: for a closed polygon $x_1,\dots,x_n$ of signed area $A$ and sides $d_i$,
 *
 *  $$\sum_iMx_i\cdot(x_i-x_{i+1})=\tfrac12\sum_id_i\cdot Sd_i-2jA,\qquad J=\begin{pmatrix}0&-j\\j&0\end{pmatrix},$$
 *
 *  while for the gradient of a convex function no cycle has a negative sum. With more and shorter
 *  sides the first term vanishes and the second does not. A quarter turn added to the identity,
 *  $j=1$, needs a pentagon: triangles have $\sum|d_i|^2\ge4\sqrt3A$ and quadrilaterals
 *  $\sum|d_i|^2\ge4A$. What a negative cycle means for transport is
 *  that the atoms $x_i$ reach the places $Mx_i$ at less cost when each takes its neighbour's, and for
 *  a Gaussian that $M$ costs more than the optimal map $T$,
 *
 *  $$\mathrm{Tr}\big((M-\mathrm{Id})\Sigma(M-\mathrm{Id})^\top\big)-W_2^2
 *     =\mathrm{Tr}\big((M-T)\Sigma(M-T)^\top T^{-1}\big)>0 .$$
 *
 *  (The survey's "for all $(x,y)\in\mathbb R^d$" is meant for pairs.)
 */
static arr next_of(arr X, int i) { return row_at(X, (i + 1) % X->rows); }

static arr cross(arr a, arr b) {
  return sub(mul(item(a, 0), item(b, 1)), mul(item(a, 1), item(b, 0)));
}

typedef struct {
  arr cycle, sides, area;
} polygon;

static polygon polygon_of(arr X, arr M) {
  arr zero = whole(X->in, 0);
  polygon p = { zero, zero, zero };
  for (int i = 0; i < X->rows; i++) {
    arr x = row_at(X, i), side = sub(x, next_of(X, i));
    p.cycle = add(p.cycle, dot(dot(M, x), side));
    p.sides = add(p.sides, dot(side, dot(M, side)));
    p.area = add(p.area, times(cross(x, next_of(X, i)), 1, 2));
  }
  return p;
}

static void measure_cycles(run *here, arr M, arr X) {
  arr zero = whole(X->in, 0), j = times(sub(entry(M, 1, 0), entry(M, 0, 1)), 1, 2);
  polygon p = polygon_of(X, M);
  for (int i = 0; i < X->rows; i++)
    for (int k = 0; k < i; k++) {
      arr x = row_at(X, i), y = row_at(X, k), way = sub(dot(M, x), dot(M, y));
      exceeds(here, "monotone on a pair", dot(way, sub(x, y)), zero);
    }
  equals_on_scale(here, "sum along a cycle", p.cycle,
                  sub(times(p.sides, 1, 2), times(mul(j, p.area), 2, 1)), p.sides);
  exceeds(here, "it is negative", zero, p.cycle);
}

/* Each corner to its own place, to that of the corner before it, and as cheaply as can be. */
static void measure_places(run *here, arr M, arr X) {
  arr own = whole(X->in, 0), before = own, places = NULL;
  for (int i = 0; i < X->rows; i++) {
    arr place = dot(M, row_at(X, i));
    own = add(own, total(square(sub(place, row_at(X, i)))));
    before = add(before, total(square(sub(place, next_of(X, i)))));
    arr path[] = { entry(X, i, 1), item(place, 0), item(place, 1) };
    trace_point(here, "own place", entry(X, i, 0), pack(X->in, 3, path));
    path[0] = item(next_of(X, i), 1);
    trace_point(here, "neighbour's place", item(next_of(X, i), 0), pack(X->in, 3, path));
    places = i ? stack(places, row(place)) : row(place);
  }
  equals(here, "cost of taking the neighbour's place", before,
         add(own, times(polygon_of(X, M).cycle, 2, 1)));
  exceeds(here, "cost of the map on the polygon", own, times(squared(X, places), X->rows, 1));
}

static void measure_not_gradient(run *here) {
  arr M = input(here, "M"), X = input(here, "X"), S = input(here, "Sigma"), unit = eye(M->in, 2);
  arr symmetric = times(add(M, transpose(M)), 1, 2);
  M = instead(here, "the symmetric part alone", M, symmetric);
  measure_cycles(here, M, X);
  measure_places(here, M, X);
  apart(here, "asymmetry", M, transpose(M));
  arr law = product(M, S, transpose(M)), T = optimal_map(S, law), off = sub(M, T),
      way = sub(M, unit);
  arr more = trace(solve(T, product(off, S, transpose(off))));
  equals(here, "cost of the map on a Gaussian", trace(product(way, S, transpose(way))),
         add(bures_squared(S, law), more));
  exceeds(here, "above the least", more, whole(M->in, 0));
}

static truth positive_part(run *here) {
  arr M = exact_input(here, "M");
  return positive_definite(add(M, transpose(M)));
}

static truth negative_cycle(run *here) {
  arr M = exact_input(here, "M");
  return lt(polygon_of(exact_input(here, "X"), M).cycle, whole(M->in, 0));
}

/* A hexagon on the circle, sheared, and a turn that is larger than its sides allow. */
static void any_turn(draw *d) {
  arith *E = draw_arithmetic(d);
  arr circle = given(E, "1 0; 3/5 4/5; -4/5 3/5; -12/13 -5/13; 3/5 -4/5; 12/13 -5/13");
  arr shear = add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 8)), X = dot(circle, transpose(shear));
  arr S = draw_spd(d, 2), zero = whole(E, 0);
  polygon p = polygon_of(X, S);
  arr j = add(over(p.sides, times(p.area, 4, 1)), draw_between(d, 1, 8, 8));
  set(d, "M", add(S, shaped(pack(E, 4, (arr[]){ zero, neg(j), j, zero }), 2, 2)));
  set(d, "X", X);
  set(d, "Sigma", draw_spd(d, 2));
}

CLAIM(odt_R4_1b) = {
  .title = "a monotone map need not be a gradient",
  .kind = REMARK,
  .where = "Section 4.1, before Theorem 4.1",
  .says = "In higher dimensions, however, the situation is more subtle, since not every monotone "
          "map is the gradient of a convex function.",
  .sentence = "Holds: a linear map with an antisymmetric part is monotone, and a polygon with a "
              "negative cycle proves that it is no gradient of a convex function and not optimal.",
  .inputs = { { "M", "2,2", REAL, "a monotone linear map" },
              { "X", "n,2", REAL, "corners of a polygon, anticlockwise" },
              { "Sigma", "2,2", SPD, "covariance of a Gaussian" } },
  .hypotheses = { { "the symmetric part of M is positive definite", positive_part },
                  { "the polygon has a negative cycle", negative_cycle } },
  .instances = { { "a turn by an eighth, and a pentagon",
                   { "M = 1 -1; 1 1", "X = 1 0; 3/10 19/20; -4/5 3/5; -4/5 -3/5; 3/10 -19/20",
                     "Sigma = 1 0; 0 1" } },
                 { "a shear that turns, and an oblique hexagon",
                   { "M = 2 -5/2; 3/2 1/3",
                     "X = 1 1/3; 1/3 1; -4/5 7/10; -12/13 -5/13; -1/10 -1; 4/5 -3/5",
                     "Sigma = 2 1; 1 1" } } },
  .draw = any_turn,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "odt-T4.1", "odt-R4.3" },
  .measure = measure_not_gradient,
  .controls = { { "the symmetric part alone" } },
};
