/*. # Straight lines
 *
 *  The minimiser of the action moves each particle on a straight line from $x$ to $T(x)$ at constant
 *  speed: $\alpha_t=M_t\sharp\alpha_0$, $M_t=(1-t)\mathrm{Id}+tT$, $v_t(M_tx)=T(x)-x$. It works because
 *  $T$ is the gradient of a convex function:
 *
 *  - $M_t$ is then injective for $t<1$, so that there is a field at all, and $DM_t$ and $DT$ commute, so
 *    that $Dv_t=(DT-\mathrm{Id})\,DM_t^{-1}$ is symmetric: $v_t$ is a gradient;
 *  - $M_tM_s^{-1}$ is again the gradient of a convex function, the optimal map from $\alpha_s$ to
 *    $\alpha_t$, and $W_2(\alpha_s,\alpha_t)=|t-s|\,W_2(\alpha_0,\alpha_1)$: a geodesic.
 *
 *  This is examined for Gaussians, where the field is run and must draw straight lines; and for a
 *  convex function that is no quadratic, $\phi(x)=\frac12x\cdot Px+\sum_kc_k\log\cosh(k\cdot x)$,
 *  whose gradient moves a cloud of atoms. Two false neighbours have the same ends. The gradient $-T$ of
 *  a concave function reaches $\Sigma_1$ too and squeezes the Gaussian flat on its way. A map with an
 *  antisymmetric part moves on straight lines at constant speed, and the distance does not: its
 *  cloud could have been matched at less cost.
 *
 *  *The end.* (12) is stated up to $t=1$, where it needs that $T$ is injective. If $Te=0$ then
 *  $v_t(e)=-\frac e{1-t}$ for a linear $T$, and at $t=1$ there is no field. The action does not
 *  notice one instant.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr conjugate(arr A, arr S) { return product(A, S, transpose(A)); }

static arr place(arr t, arr T) { return add(mul(rest_of(t), eye(T->in, T->rows)), mul(t, T)); }

/* (T - Id) M_t^-1; with = { T } */
static arr field_at(arr t, arr T) {
  arr speed = sub(T, eye(T->in, T->rows));
  return transpose(solve(transpose(place(t, T)), transpose(speed)));
}
static arr moved(arr t, arr x, const arr *with) { return dot(field_at(t, with[0]), x); }

static void measure_gaussian(run *here, arr T, arr times_) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), x = input(here, "x"), z = x;
  arr W = bures_squared(S0, S1), before = whole(x->in, 0), S = S0, unit = eye(x->in, x->rows);
  equals(here, "law at the end", conjugate(T, S0), S1);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), M = place(t, T), later = conjugate(M, S0), A = field_at(t, T);
    arr step = solve(place(before, T), M); /* they commute */
    at(here, "t", t);
    equals(here, "squared distance along the path", bures_squared(S, later),
           mul(square(sub(t, before)), W));
    equals(here, "map between two times", optimal_map(S, later), step);
    equals(here, "field, which is a gradient", A, transpose(A));
    bool collapses = under(here, "a gradient that is not convex"); /* before t = 1 */
    z = collapses ? x : flow_between(moved, before, z, t, &T);
    equals(here, "a particle on its line", z, dot(add(unit, mul(t, sub(T, unit))), x));
    S = later, before = t;
  }
}

/* T e = 0 by a projection along T. */
static void measure_collapse(run *here, arr T, arr times_) {
  arr e = input(here, "x"), image = dot(T, e),
      flat_ = sub(T, over(outer(image, image), dot(e, image)));
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i);
    at(here, "t", t);
    equals(here, "velocity in a collapsing direction", dot(field_at(t, flat_), e),
           neg(over(e, rest_of(t))));
  }
}

/* with = { P, K, c, J } */
static arr gradient_map(arr x, const arr *with) {
  arr waves = mul(with[2], tanhyp(dot(with[1], x)));
  return add(dot(add(with[0], with[3]), x), dot(waves, with[1]));
}

static arr differential(arr x, const arr *with) {
  arr unit = eye(x->in, x->rows), D = NULL;
  for (int i = 0; i < x->rows; i++) {
    arr side = column(derivative(gradient_map, x, row_at(unit, i), with));
    D = D ? beside(D, side) : side;
  }
  return D;
}

static arr images(arr X, const arr *with) {
  arr all = row(gradient_map(row_at(X, 0), with));
  for (int i = 1; i < X->rows; i++) all = stack(all, row(gradient_map(row_at(X, i), with)));
  return all;
}

static arr squared(arr X, arr Y) {
  int to[X->rows];
  return times(assignment(squared_distances(X, Y), to, NULL, NULL), 1, X->rows);
}

static void measure_cloud(run *here, arr times_) {
  arr X = input(here, "X"), J = input(here, "J"), turn = sub(J, transpose(J)),
      before = whole(X->in, 0);
  arr none = wholes(turn, 0);
  arr with[] = { input(here, "P"), input(here, "K"), input(here, "c"),
                 instead(here, "a map that turns", none, turn) };
  arr end = images(X, with), way = times(total(square(sub(end, X))), 1, X->rows), cloud = X;
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), later = add(mul(rest_of(t), X), mul(t, end));
    at(here, "t", t);
    equals(here, "squared distance along the cloud", squared(cloud, later),
           mul(square(sub(t, before)), way));
    for (int k = 0; k < X->rows; k++) {
      arr D = differential(row_at(X, k), with), M = place(t, D), slope = field_at(t, D);
      equals(here, "slope of the field, which is a gradient", slope, transpose(slope));
      exceeds(here, "volume of a cell", determinant(M), whole(t->in, 0));
    }
    cloud = later, before = t;
  }
}

static void measure_lines(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), T = optimal_map(S0, S1);
  arr times_ = input(here, "t");
  measure_gaussian(here, instead(here, "a gradient that is not convex", T, neg(T)), times_);
  measure_collapse(here, T, times_);
  measure_cloud(here, times_);
}

static truth before_the_end(run *here) {
  arr t = exact_input(here, "t"), one = whole(t->in, 1);
  for (int i = 1; i < t->rows; i++)
    if (lt(item(t, i - 1), item(t, i)) != YES) return NO;
  return lt(t, one);
}

static arr failure_to_commute(run *here) {
  return norm(commutator(input(here, "Sigma0"), input(here, "Sigma1")));
}

/* Of the differentials at two atoms. */
static arr bend_of_the_map(run *here) {
  arr X = input(here, "X"), J = input(here, "J");
  arr with[] = { input(here, "P"), input(here, "K"), input(here, "c"), wholes(J, 0) };
  return norm(sub(differential(row_at(X, 0), with), differential(row_at(X, 1), with)));
}

static void any_lines(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "x", add(draw_dyadic(d, n, 0), flat(filled(E, n, 1, whole(E, 3)))));
  set(d, "P", draw_spd(d, n));
  set(d, "K", draw_dyadic(d, 2, n));
  set(d, "c", draw_list(d, "1..8/4 1..8/4"));
  set(d, "X", draw_dyadic(d, 4, n));
  set(d, "J", times(draw_dyadic(d, n, n), 4, 1));
  set(d, "t", draw_list(d, "1..6/16 7..12/16"));
}

CLAIM(odt_E12) = {
  .title = "the minimiser moves particles on straight lines",
  .kind = FORMULA,
  .where = "Theorem 4.2, eq. (12)",
  .says = "If α₀ has a density and T is the optimal Monge map T♯α₀ = α₁, the minimiser is α_t = "
          "((1−t)Id + tT)♯α₀, v_t((1−t)x + tT(x)) = T(x) − x, t ∈ [0,1]",
  .sentence =
      "Holds for t < 1; at t = 1 the field exists only where T is injective, in a direction "
      "that T collapses it grows like 1/(1−t), and the action does not notice.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "x", "d", REAL, "where a particle starts, not 0" },
              { "P", "d,d", SPD, "quadratic part of a convex function" },
              { "K", "k,d", REAL, "directions of its other part, by rows" },
              { "c", "k", POSITIVE, "their weights" },
              { "X", "n,d", REAL, "atoms that its gradient moves" },
              { "J", "d,d", REAL, "the map that turns is the gradient plus J - J'" },
              { "t", "m", POSITIVE, "times, ascending" } },
  .hypotheses = { { "the times ascend and are below 1", before_the_end } },
  .instances = { { "two ellipses, and a cloud in the plane",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "x = 7/5 -3/4",
                     "P = 1/2 1/5; 1/5 1/3", "K = 1 2; -1 1/2", "c = 1 3/2",
                     "X = 1 0; -1/2 2; -3/4 -5/3; 1/7 1/5", "J = 0 -2; 0 0",
                     "t = 1/3 3/4 15/16" } },
                 { "two ellipsoids, and a cloud in space",
                   { "Sigma0 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1", "Sigma1 = 1 0 -1/4; 0 2/3 0; -1/4 0 2",
                     "x = 1 1/2 -2/3", "P = 1 1/2 0; 1/2 2 1/5; 0 1/5 1", "K = 1 0 1; 1/2 -1 0",
                     "c = 1/2 2", "X = 1 0 1/2; -1/2 2 1; -3/4 -5/3 0; 1/7 1/5 -1",
                     "J = 0 -5 0; 0 0 3; 0 0 0", "t = 1/5 2/3" } } },
  .draw = any_lines,
  .draws = 1,
  .visible = { { "commutator of the covariances", failure_to_commute },
               { "bend of the map", bend_of_the_map } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-T4.1", "odt-T4.2", "odt-P4.3" },
  .measure = measure_lines,
  .controls = { { "a gradient that is not convex" }, { "a map that turns" } },
};
