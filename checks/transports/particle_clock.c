/*. # The clock of the particles
 *
 *  An energy of laws moves a cloud of $n$ equal atoms by (15). The survey writes this system as $\dot
 *  X=-\nabla F(X)$ with $F(X)=f\big(\frac1n\sum\delta_{x_i}\big)$, and soon after, for interactions, as
 *  $\dot x_i=-\frac2n\sum_j\nabla_xk(x_i,x_j)$. These differ by a factor. An atom has mass $\frac1n$,
 *  so moving it changes the energy by $\frac1n$ of the slope of the first variation,
 *
 *  $$\nabla_{x_i}F=\frac1n\nabla_Wf(\alpha)(x_i),\qquad\text{and (15) is}\qquad\dot X=-n\,\nabla F(X).$$
 *
 *  The printed system runs through the same orbits $n$ times slower. It is not the flow of a law at
 *  all: write every atom twice, and the law, its energy and (15) are the same, but the printed
 *  particles move at half their speed. Nor does the energy fall at the rate $\int|\nabla_Wf|^2d\alpha$
 *  of a gradient flow. With the inner product $\frac1n\sum\langle x_i,y_i\rangle$ the gradient of $F$
 *  is $n$ times the usual one and (17) would be right; the text does not say so.
 *
 *  The factor is that of the atoms' mass and has nothing to do with the energy. Three kinds are added
 *  here: an attraction, $k=\frac\mu2|x-y|^2$; a function of the mean, $\epsilon\,e^{\langle b,\int
 *  x\,d\alpha\rangle}$; and the risk of a two-layer network with activation $\tanh$, whose atoms are
 *  neurons. Left side: the energy of the cloud differentiated by the position of each atom, by
 *  automatic differentiation. Right side: the gradient of the first variation. The energy lost is
 *  compared with the integral of its rate, which rides along as a component of the enclosed flow. Under
 *  attraction alone every deviation from the mean decays like $e^{-2\mu t}$ whatever $n$; as printed,
 *  like $e^{-2\mu t/n}$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/networks.h"
#include "prob/prob.h"

/* What an energy and its fields are given; the last one serves an energy or a field of its own. */
enum { MU, B, EPSILON, DATA, LABELS, SHARE, OWN, PARAMETERS };

static bool absent(arr coefficient) { return equal(coefficient, whole(coefficient->in, 0)) == YES; }

static arr mean_of(arr X) { return times(sum_columns(X), 1, X->rows); }

static arr tilt(arr X, const arr *with) {
  return mul(with[EPSILON], expo(dot(mean_of(X), with[B])));
}

/* Terms with coefficient 0 are left out, so that the rest stays rational. */
static arr energy(arr X, const arr *with) {
  arr off = sub(X, row(mean_of(X))), E = times(mul(with[MU], total(square(off))), 1, X->rows);
  if (!absent(with[EPSILON])) E = add(E, tilt(X, with));
  if (absent(with[SHARE])) return E;
  arr risk = network_risk(tanh_unit, with[DATA], with[LABELS], X, equal_masses(X));
  return add(E, mul(with[SHARE], risk));
}

/* Rows: the gradient of the first variation. */
static arr wasserstein_gradient(arr X, const arr *with) {
  arr G = times(mul(with[MU], sub(X, row(mean_of(X)))), 2, 1);
  if (!absent(with[EPSILON])) G = add(G, row(mul(tilt(X, with), with[B])));
  if (absent(with[SHARE])) return G;
  arr slope = network_gradient(tanh_unit, with[DATA], with[LABELS], X, equal_masses(X));
  return add(G, mul(with[SHARE], slope));
}

/* with[OWN]: a cloud of the same shape. */
static arr energy_of_entries(arr x, const arr *with) {
  return energy(shaped(x, with[OWN]->rows, with[OWN]->columns), with);
}

static arr of_laws(arr t, arr X, const arr *with) {
  return (void)t, neg(wasserstein_gradient(X, with));
}
static arr of_function(arr t, arr X, const arr *with) {
  return times(of_laws(t, X, with), 1, X->rows);
}

/* with[OWN]: the factor; the last row carries the integral of the mean of |grad_W f|^2. */
static arr descent(arr t, arr state, const arr *with) {
  arr X = rows_from(state, 0, state->rows - 1), G = wasserstein_gradient(X, with);
  arr none = wholes(row_at(X, 0), 0), spent = times(total(square(G)), 1, X->rows);
  return (void)t, stack(neg(mul(with[OWN], G)), row(add(none, spent)));
}

static void parameters_of(run *here, arr *with) {
  with[MU] = input(here, "mu"), with[B] = input(here, "b"), with[EPSILON] = input(here, "epsilon");
  with[DATA] = input(here, "Z"), with[LABELS] = input(here, "Y"),
  with[SHARE] = input(here, "share");
  with[OWN] = NULL;
}

static bool only_attracted(run *here) {
  return absent(exact_input(here, "epsilon")) && absent(exact_input(here, "share"));
}

/* Root of the mean square deviation of n atoms on [-1, 1] that attract each other, for the figure. */
static void trace_spread(run *here, field f, const char *curve, int n) {
  arith *A = arithmetic(here);
  if (arith_kind(A) != DOUBLE || under(here, "as printed")) return;
  arr X = NULL, before = whole(A, 0), with[PARAMETERS] = { [MU] = whole(A, 1) };
  with[EPSILON] = with[SHARE] = before;
  for (int i = 0; i < n; i++) {
    arr x = row(flat(rat(A, 2 * i - n + 1, n - 1)));
    X = X ? stack(X, x) : x;
  }
  arr start = norm(X);
  for (int i = 0; i <= 24; i++) {
    arr t = rat(A, i, 12);
    X = flow_between(f, before, X, t, with), before = t;
    trace_point(here, curve, t, over(norm(X), start));
  }
}

static void measure_attraction(run *here, arr X, arr Y, arr T, arr mu) {
  arr mean = row(mean_of(X)), rate = times(mul(mu, T), -2, 1);
  equals(here, "atoms that attract each other", Y, add(mean, mul(expo(rate), sub(X, mean))));
  trace_spread(here, of_laws, "spread", 2);
  trace_spread(here, of_function, "printed, 2 atoms", 2);
  trace_spread(here, of_function, "printed, 8 atoms", 8);
  trace_spread(here, of_function, "printed, 32 atoms", 32);
}

static void measure_clock(run *here) {
  arr X = input(here, "X"), T = input(here, "T"), with[PARAMETERS];
  parameters_of(here, with);
  with[OWN] = X;
  arr slope = shaped(gradient(energy_of_entries, flat(X), with), X->rows, X->columns);
  field f = instead(here, "as printed", of_laws, of_function);
  equals(here, "velocity and gradient of F", f(T, X, with),
         times(slope, instead(here, "as printed", -X->rows, -1), 1));
  equals(here, "velocity and Wasserstein gradient", f(T, X, with),
         neg(wasserstein_gradient(X, with)));
  equals(here, "velocity when atoms are written twice",
         rows_from(f(T, stack(X, X), with), 0, X->rows), f(T, X, with));
  arr none = row(wholes(row_at(X, 0), 0));
  with[OWN] = rat(T->in, 1, instead(here, "as printed", 1, X->rows));
  arr end = flow_from(descent, stack(X, none), T, with), Y = rows_from(end, 0, X->rows);
  long slower = instead(here, "same clock", X->rows, 1);
  at(here, "t", T);
  equals(here, "orbit of the printed system, n times slower",
         flow_from(of_function, X, times(T, slower, 1), with), Y);
  equals(here, "energy lost", sub(energy(X, with), energy(Y, with)), entry(end, X->rows, 0));
  if (only_attracted(here)) measure_attraction(here, X, Y, T, with[MU]);
}

static arr size_of_velocity(run *here) {
  arr with[PARAMETERS];
  parameters_of(here, with);
  return norm(wasserstein_gradient(input(here, "X"), with));
}

static truth atoms_are_neurons(run *here) {
  int data = exact_input(here, "Z")->columns, labels = exact_input(here, "Y")->columns;
  return exact_input(here, "X")->columns == data + labels ? YES : NO;
}

static void any_energy(draw *d) {
  int n = (int)draw_whole(d, 2, 3), N = (int)draw_whole(d, 1, 2), k = (int)draw_whole(d, 2, 3);
  set(d, "X", draw_dyadic(d, n, k));
  set(d, "mu", draw_between(d, -4, 8, 8));
  set(d, "b", draw_dyadic(d, k, 0));
  set(d, "epsilon", draw_between(d, 0, 4, 8));
  set(d, "Z", draw_dyadic(d, N, k - 1));
  set(d, "Y", draw_dyadic(d, N, 1));
  set(d, "share", draw_between(d, 1, 8, 4));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(odt_E17) = {
  .title = "the particle form of a Wasserstein gradient flow",
  .kind = FORMULA,
  .where = "Section 5.3, eq. (17)",
  .says =
      "the flow (15) preserves the discrete structure α_t = (1/n) Σ δ_(x_i(t)), so that the "
      "particles evolve according to a system of coupled ODEs Ẋ(t) = −∇F(X), where F(X) := f((1/n) "
      "Σ δ_(x_i))",
  .correction = "Ẋ(t) = −n ∇F(X)",
  .sentence = "False as printed by a factor n in time: the printed particles slow down when every "
              "atom is written twice, though the law is the same.",
  .remains =
      "The orbits, run through n times slower; the system displayed after (18) has the right "
      "factor.",
  .inputs = { { "X", "n,d", REAL, "atoms, by rows" },
              { "mu", "", REAL, "attraction" },
              { "b", "d", REAL, "direction of the function of the mean" },
              { "epsilon", "", NONNEGATIVE, "its coefficient" },
              { "Z", "N,q", REAL, "data of the network" },
              { "Y", "N,p", REAL, "their labels" },
              { "share", "", NONNEGATIVE, "coefficient of its risk" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "an atom has as many entries as a datum and its label", atoms_are_neurons } },
  .instances = { { "three atoms that attract each other",
                   { "X = 0 1; 1 -1; 3 1/2", "mu = 1", "b = 1/2 1", "epsilon = 0", "Z = 1", "Y = 1",
                     "share = 0", "T = 1/3" } },
                 { "three neurons in a tilted field",
                   { "X = 1/2 -1/3; -1 2/5; 3/4 1", "mu = -1/5", "b = 1/2 -1/3", "epsilon = 3/4",
                     "Z = 1; -2/3", "Y = 1/2; 2", "share = 1", "T = 1/8" } } },
  .draw = any_energy,
  .draws = 1,
  .visible = { { "size of the velocity", size_of_velocity } },
  .standing = CORRECTED,
  .erratum = CONSTANT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E18" },
  .measure = measure_clock,
  .controls = { { "as printed" }, { "same clock" } },
};
