/*. # The least risk
 *
 *  That the least risk is zero is drawn from universality. With a bias and distinct inputs it is right
 *  and needs no universality: $N$ neurons do it, in any dimension, with knots along any direction in
 *  which the data differ (a triangular system). Both provisos are customary, neither is printed, and
 *  each is needed. How much is lost without it can be said exactly.
 *
 *  - Without a bias, data $z_k>0$ on the line see only $G(z)=cz$, and the least risk is
 *    $\overline{y^2}-\overline{zy}^2/\overline{z^2}$. For the data $(1,0)$ and $(2,1)$ it is
 *    $\frac1{10}$.
 *  - With every input there twice, under labels $y_k$ and $y'_k$, it is the mean of
 *    $\frac14|y_k-y_k'|^2$, attained by interpolating the means.
 */
#include "claim/claim.h"
#include "flow/networks.h"
#include "prob/prob.h"

static arr mean_of(arr x) { return times(total(x), 1, x->rows); }

static arr value_at(arr Z, arr X) {
  return item(flat(network_at(relu_unit, Z, X, equal_masses(X))), 0);
}

/* Both fits of the data on the line, for the figure. */
static void trace_fits(run *here, arr z, arr y, arr best) {
  arith *A = z->in;
  if (arith_kind(A) != DOUBLE || under(here, "as printed") || under(here, "first labels only"))
    return;
  arr X = interpolating_neurons(column(z), column(y), flat(whole(A, 1)));
  for (int i = 0; i < z->rows; i++) trace_point(here, "data", item(z, i), item(y, i));
  for (int i = 0; i <= 44; i++) {
    arr x = rat(A, i, 20), Z = row(flat(x));
    trace_point(here, "with a bias", x, value_at(with_bias(Z), X));
    trace_point(here, "without", x, value_at(Z, best));
  }
}

static void measure_least_risk(run *here) {
  arr Z = input(here, "Z"), Y = input(here, "Y"), direction = input(here, "direction");
  arr X = interpolating_neurons(Z, Y, direction), w = equal_masses(X), zero = whole(Z->in, 0);
  part(here, "a bias and distinct inputs");
  equals(here, "labels that are met", network_at(relu_unit, with_bias(Z), X, w), Y);
  arr z = input(here, "z"), y = input(here, "y"), one = flat(whole(Z->in, 1));
  part(here, "without a bias");
  arr slope = over(mean_of(mul(z, y)), mean_of(square(z)));
  arr lost = sub(mean_of(square(y)), mul(slope, mean_of(mul(z, y))));
  lost = instead(here, "as printed", lost, zero);
  arr best = row(stack(whole(Z->in, 1), slope)), mass = spread(whole(Z->in, 1), one);
  attains(here, "risk of one neuron", network_risk(relu_unit, column(z), column(y), best, mass),
          lost);
  arr other = beside(input(here, "u"), input(here, "v"));
  at_most(here, "risk of another network, at least", lost,
          network_risk(relu_unit, column(z), column(y), other, equal_masses(other)));
  trace_fits(here, z, y, best);
  part(here, "inputs that repeat");
  arr again = input(here, "Y'"), half = times(add(Y, again), 1, 2), all = with_bias(stack(Z, Z));
  arr middle = instead(here, "first labels only", half, Y),
      fitted = interpolating_neurons(Z, middle, direction);
  arr spread_ = times(total(square(sub(again, Y))), 1, 4L * Z->rows);
  attains(here, "risk of the network that meets the means",
          network_risk(relu_unit, all, stack(Y, again), fitted, w), spread_);
  at_most(here, "risk of the network that meets the first labels, at least", spread_,
          network_risk(relu_unit, all, stack(Y, again), X, w));
}

static truth inputs_differ(run *here) {
  arr p = dot(exact_input(here, "Z"), exact_input(here, "direction"));
  for (int i = 0; i < p->rows; i++)
    for (int j = 0; j < i; j++)
      if (equal(item(p, i), item(p, j)) == YES) return NO;
  return YES;
}

static arr disagreement(run *here) { return norm(sub(input(here, "Y'"), input(here, "Y"))); }

static arr curvature(run *here) {
  arr z = input(here, "z"), y = input(here, "y");
  return sub(mul(item(z, 0), item(y, 1)), mul(item(z, 1), item(y, 0)));
}

static void any_data(draw *d) {
  arith *E = draw_arithmetic(d);
  int N = (int)draw_whole(d, 2, 5), k = (int)draw_whole(d, 1, 3), p = (int)draw_whole(d, 1, 2);
  arr Z = NULL, a = flat(whole(E, 8));
  for (int i = 0; i < N; i++) { /* first entries apart by more than the others can undo */
    arr z = flat(add(whole(E, i), draw_between(d, 0, 4, 8)));
    if (k > 1) z = stack(z, draw_dyadic(d, k - 1, 0));
    Z = Z ? stack(Z, row(z)) : row(z);
  }
  if (k > 1) a = stack(a, times(draw_dyadic(d, k - 1, 0), 1, 4));
  set(d, "Z", Z);
  set(d, "Y", draw_dyadic(d, N, p));
  set(d, "Y'", add(draw_dyadic(d, N, p), rat(E, 1, 3)));
  set(d, "direction", a);
  set(d, "z", draw_list(d, "1..8/4 9..16/4"));
  set(d, "y", draw_list(d, "-8..8/4 1..9/5"));
  set(d, "u", draw_dyadic(d, 3, 1));
  set(d, "v", draw_dyadic(d, 3, 1));
}

CLAIM(odt_R6_1a) = {
  .title = "the minimal risk is zero",
  .kind = REMARK,
  .where = "Section 6.1, after Theorem 6.1",
  .says =
      "Since two-layer MLPs are universal approximators, the minimal risk is zero, meaning that "
      "the trained network can perfectly interpolate the data",
  .correction = "with a bias and distinct inputs the minimal risk is zero, and N neurons attain it",
  .sentence =
      "True with a bias and distinct inputs, which are customary and not printed; without a "
      "bias the data (1,0), (2,1) leave a risk of 1/10.",
  .remains = "The statement under the two provisos, for any number of labels and dimensions.",
  .inputs = { { "Z", "N,d", REAL, "data, by rows" },
              { "Y", "N,p", REAL, "their labels" },
              { "Y'", "N,p", REAL, "other labels of the same data" },
              { "direction", "d", REAL, "along which the data differ" },
              { "z", "q", POSITIVE, "data on the line, for networks without bias" },
              { "y", "q", REAL, "their labels" },
              { "u", "n,1", REAL, "inner weights of such a network" },
              { "v", "n,1", REAL, "its outer weights" } },
  .hypotheses = { { "the data differ along the direction", inputs_differ } },
  .instances = { { "(1,0) and (2,1)",
                   { "Z = 1 1/2; -2/3 1; 3/4 -5/4; 1/5 2", "Y = 1 -1; 1/2 2; -1/3 0; 3/2 1/4",
                     "Y' = 0 1; 1/2 1; 1/3 1/2; -1 2", "direction = 1 1/3", "z = 1 2", "y = 0 1",
                     "u = 1; -1/2; 2", "v = 1; 2; -1/3" } },
                 { "five data on the line",
                   { "Z = 2; -1; 1/2; 0; -3/2", "Y = 1; -1/2; 3/4; 2; -1",
                     "Y' = 1/2; 1; -1; 0; 2/3", "direction = -2/3", "z = 1/2 1 5/3", "y = 1 -1/3 2",
                     "u = 3/2; 1", "v = -1; 2" } } },
  .draw = any_data,
  .visible = { { "distance of the labels", disagreement }, { "bend of the labels", curvature } },
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .uses = { "odt-E19", "odt-E21" },
  .parts = { { "a bias and distinct inputs", HOLDS, "N neurons meet every label", NULL, NO_ERRATUM,
               PRINTED },
             { "without a bias", REFUTED, "the minimal risk is zero",
               "for z_k > 0 it is the mean of y² less (mean of zy)²/(mean of z²)", HYPOTHESIS,
               PRINTED },
             { "inputs that repeat", REFUTED, "the minimal risk is zero",
               "with two labels for each input it is the mean of |y − y′|²/4", HYPOTHESIS,
               PRINTED } },
  .measure = measure_least_risk,
  .controls = { { "as printed" }, { "first labels only" } },
};
