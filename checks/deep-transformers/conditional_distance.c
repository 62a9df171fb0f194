/*. # Plans that keep the position
 *
 *  For laws with one time marginal $\theta$ the conditional distance transports every slice by itself,
 *  $d^2=\int W_2^2(\mu^\tau,\nu^\tau)\,d\theta(\tau)$. Equivalently it is $W_2$ when a step along $\tau$
 *  costs infinitely much, and that is the second road: for finitely many atoms of equal mass the
 *  cheapest matching for the cost $|x-y|^2+M(\tau-\tau')^2$ keeps every position as soon as $M\cdot\mathrm{gap}^2$
 *  exceeds what all values together could cost. One matching of all atoms at large $M$ must equal the sum
 *  of matchings slice by slice; at $M=1$ it is $W_2^2$ of the laws on $[0,1]\times\mathbb R^d$, which is no
 *  larger. All of it is rational but the triangle inequality and
 *  the distance to the middle, which need roots.
 */
#include "claim/claim.h"
#include "prob/prob.h"

static int slice_end(arr tau, int first) {
  int end = first + 1;
  while (end < tau->rows && equal(item(tau, end), item(tau, first)) == YES) end++;
  return end;
}

/* n d^2 for n atoms of mass 1/n. */
static arr slice_by_slice(arr tau, arr X, arr Y) {
  arr sum = whole(X->in, 0);
  for (int first = 0, end; first < tau->rows; first = end) {
    end = slice_end(tau, first);
    int to[tau->rows];
    arr here = rows_from(X, first, end - first), there = rows_from(Y, first, end - first);
    sum = add(sum, assignment(squared_distances(here, there), to, NULL, NULL));
  }
  return sum;
}

static arr stretched(arr M, arr tau, arr X, arr Y) {
  int to[tau->rows];
  arr along = square(sub(column(tau), row(tau)));
  return assignment(add(squared_distances(X, Y), mul(M, along)), to, NULL, NULL);
}

static arr prohibitive(arr tau, arr X, arr Y) {
  arr gap = NULL;
  for (int i = 1; i < tau->rows; i++) {
    arr step = sub(item(tau, i), item(tau, i - 1));
    if (lt(whole(tau->in, 0), step) == YES) gap = gap ? lesser_of(gap, step) : step;
  }
  arr most = add(total(squared_distances(X, Y)), whole(X->in, 1));
  return gap ? over(most, square(gap)) : most;
}

static arr distance(arr tau, arr X, arr Y) { return root(slice_by_slice(tau, X, Y)); }

static bool all_apart(arr tau) {
  for (int i = 0; i < tau->rows; i++)
    if (slice_end(tau, i) != i + 1) return false;
  return true;
}

static arr slices_reversed(arr tau, arr X) {
  arr all = NULL;
  for (int first = 0, end; first < tau->rows; first = end) {
    end = slice_end(tau, first);
    for (int i = end - 1; i >= first; i--)
      all = all ? stack(all, row(row_at(X, i))) : row(row_at(X, i));
  }
  return all;
}

static void measure_distance(run *here) {
  arr exact_tau = exact_input(here, "tau"), tau = input(here, "tau");
  arr X = input(here, "X"), Y = input(here, "Y"), Z = input(here, "Z");
  arr cost = slice_by_slice(exact_tau, X, Y), one = whole(X->in, 1);
  arr M = as(X->in, prohibitive(exact_tau, exact_input(here, "X"), exact_input(here, "Y")));
  M = instead(here, "positions may move", M, one);
  equals(here, "n d^2 slice by slice, and where positions are too dear to move", cost,
         stretched(M, tau, X, Y));
  equals(here, "with the laws exchanged", slice_by_slice(exact_tau, Y, X), cost);
  vanishes(here, "from a law to itself, its atoms in another order",
           slice_by_slice(exact_tau, slices_reversed(exact_tau, X), X), add(total(square(X)), one));
  at_most(here, "n W_2^2", stretched(one, tau, X, Y), cost);
  arr d = distance(exact_tau, X, Y);
  if (all_apart(exact_tau)) {
    equals(here, "one token at each position", cost, total(square(sub(X, Y))));
    equals(here, "d to the middle", times(distance(exact_tau, X, times(add(X, Y), 1, 2)), 2, 1), d);
  }
  at_most(here, "d, by a third law", d, add(distance(exact_tau, X, Z), distance(exact_tau, Z, Y)));
}

static truth ascending(run *here) {
  arr tau = exact_input(here, "tau");
  if (tau->rows == 1) return YES;
  int n = tau->rows - 1;
  return le(rows_from(tau, 0, n), rows_from(tau, 1, n));
}

static arr price_of_position(run *here) {
  arr tau = input(here, "tau"), X = input(here, "X"), Y = input(here, "Y");
  return sub(slice_by_slice(exact_input(here, "tau"), X, Y), stretched(whole(X->in, 1), tau, X, Y));
}

static void any_slices(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 4, 6), k = (int)draw_whole(d, 1, 2);
  arr tau = flat(whole(E, 0));
  for (int i = 1; i < n; i++) {
    arr step = rat(E, draw_whole(d, 0, 1), 8);
    tau = stack(tau, add(item(tau, i - 1), step));
  }
  set(d, "tau", tau);
  set(d, "X", draw_dyadic(d, n, k));
  set(d, "Y", draw_dyadic(d, n, k));
  set(d, "Z", draw_dyadic(d, n, k));
}

CLAIM(udt_D3_2) = {
  .title = "the conditional Wasserstein distance",
  .kind = DEFINITION,
  .where = "Definition 3.2",
  .says = "d(μ̄, ν̄) := (∫₀¹ W₂(μ^τ, ν^τ)² dθ(τ))^(1/2) … The idea of Definition 3.2 is to constrain "
          "the transport plans so that they preserve the time marginal",
  .inputs = { { "tau", "n", NONNEGATIVE, "positions of n atoms of mass 1/n, ascending" },
              { "X", "n,d", REAL, "their values under the first law" },
              { "Y", "n,d", REAL, "under the second" },
              { "Z", "n,d", REAL, "under a third" } },
  .hypotheses = { { "positions ascend", ascending } },
  .instances = { { "three slices in the plane",
                   { "tau = 1/4 1/4 1/4 1/2 1/2 1", "X = 0 0; 1 -2; 3 1/2; 1 1; -1 0; 2 -3",
                     "Y = 1 1; 0 2; -1/3 1; 2 -3; 1/2 0; 3 1/2",
                     "Z = 0 1; 1 0; 1 1; -1 -1; 2 2; 1/3 1/7" } },
                 { "one token at each position",
                   { "tau = 1/5 2/5 3/5 4/5 1", "X = 0; 3; 0; 1/3; 2", "Y = 3; 0; 1/4; 2; 1/3",
                     "Z = 1; 1/2; 0; -1; 2" } } },
  .draw = any_slices,
  .visible = { { "what free positions would save", price_of_position } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .measure = measure_distance,
  .controls = { { "positions may move" } },
};
