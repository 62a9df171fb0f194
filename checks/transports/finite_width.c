/*. # How many neurons
 *
 *  The convergence theorems are about laws of infinitely many neurons. Of finite clouds the survey says
 *  that "when $n$ is large enough, the dynamics still converge to a global minimizer", and that it is
 *  not known how large. What does a run show?
 *
 *  **A ReLU network.** Five data on the line, not fitted by any affine function; $n$ neurons $(u,b,v)$
 *  drawn uniformly from a sphere of radius 2, which has every direction; gradient descent with step
 *  $\tau=\frac14$ in the time of (15), to $t=100$. A run has succeeded when its risk is below a
 *  thousandth of that of the zero network. The answers fall in two heaps, near zero and far from it;
 *  one and two neurons never succeed, and the share of successes climbs to all. The seeds are fixed:
 *  the counts are the same on every machine.
 *
 *  **One neuron** must fail, and by how much can be said: $g(z)=v\,\sigma(\cdot)$ has one sign, so it
 *  misses every label of the other,
 *
 *  $$f\ge\min\Big(\frac1N\sum_{y_k>0}y_k^2,\ \frac1N\sum_{y_k<0}y_k^2\Big).$$
 *
 *  **Linear networks** know how many they need. A cloud of $n$ neurons has a predictor of rank at most
 *  $n$, and its excess risk is at least the sum of the least $d'-n$ eigenvalues of $WS_{zz}W^\top$, $W$
 *  being least squares (Eckart and Young). With $n\ge d+d'$ atoms in general position $\Sigma_0\succ0$,
 *  and the rate of the chapter on least squares applies: they converge. Both are enclosed.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/networks.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* with: data with bias, labels, masses, step. */
static arr descend(const arr *with, int i, arr X) {
  arr G = network_gradient(relu_unit, with[0], with[1], X, with[2]);
  return (void)i, sub(X, mul(with[3], G));
}

static arr final_risk(run *here, arr Z, arr Y, int n, long seed) {
  arr X = times(tokens_on_sphere(Z->in, n, seed), 2, 1), w = equal_masses(X);
  X = iterate((int)whole_input(here, "steps"), descend, X,
              (arr[]){ Z, Y, w, input(here, "tau"), NULL });
  return network_risk(relu_unit, Z, Y, X, w);
}

/* The mean squares of the positive and of the negative labels: the lesser. */
static arr one_sign_missed(arr Y) {
  arr zero = whole(Y->in, 0), above = greater_of(Y, zero), below = lesser_of(Y, zero);
  return times(lesser_of(total(square(above)), total(square(below))), 1, Y->rows);
}

/* Data whose labels of one sign a neuron meets, and which it does not see elsewhere. */
static void measure_sharpness(run *here, arith *A) {
  arr Z = with_bias(column(given(A, "-1 0 1 2"))), Y = column(given(A, "-1/2 -1/3 1 2"));
  arr X = row(given(A, "1 0 1")), opposite = row(given(A, "1 0 -1")), w = flat(whole(A, 1));
  arr bound = one_sign_missed(Y);
  attains(here, "risk of a neuron that meets the positive labels",
          network_risk(relu_unit, Z, Y, X, w), bound);
  attains(here, "and of its opposite for the opposite labels",
          network_risk(relu_unit, Z, neg(Y), opposite, w), one_sign_missed(neg(Y)));
}

/* How many of the first seeds succeed with n neurons. */
static int successes(run *here, arr Z, arr Y, int n, int seeds) {
  arr threshold = times(total(square(Y)), 1, 1000L * Y->rows);
  int count = 0;
  for (int seed = 1; seed <= seeds; seed++) {
    arr risk = final_risk(here, Z, Y, n, 97L * n + seed);
    trace_point(here, "risk at the end", whole(Z->in, n), risk);
    if (n == 1) at_most(here, "risk of one neuron, at least", one_sign_missed(Y), risk);
    count += lt(risk, threshold) == YES;
  }
  return count;
}

/* All sizes in double; the least and the largest, and fewer seeds, in MPFR. */
static void measure_runs(run *here, arr Z, arr Y) {
  arr sizes = exact_input(here, "sizes"), counts = NULL;
  bool quick = arith_kind(Z->in) != DOUBLE;
  int last = sizes->rows - 1, seeds = (int)whole_input(here, quick ? "few" : "seeds");
  for (int i = 0; i <= last; i += quick ? last : 1) {
    int n = (int)approx(sizes, i, 0), used = i == last ? instead(here, "one neuron", n, 1) : n;
    int count = successes(here, Z, Y, used, seeds);
    at(here, "n", whole(Z->in, n));
    if (n <= 2) is(here, "successes of one or two neurons", count, 0);
    if (i == last) is(here, "successes of the largest network", count, seeds);
    arr next = whole(Z->in, count);
    counts = counts ? stack(counts, next) : flat(next);
    trace_point(here, "successes", whole(Z->in, n), next);
  }
  monotone(here, "successes by the number of neurons", counts, 1);
}

/*. ## Linear networks */
/* Atoms, rows; with: S_zz, S_yz. */
static arr atoms(arr t, arr X, const arr *with) {
  return (void)t, dot(X, transpose(linear_generator(second_moments(X), with[0], with[1])));
}

static arr excess(arr X, arr Szz, arr W) {
  arr Sigma = second_moments(X), d_rows = rows_from(Sigma, Szz->rows, W->rows);
  arr off = sub(inner_weights(d_rows, Szz->rows), W);
  return trace(product(off, Szz, transpose(off)));
}

static void measure_linear(run *here) {
  arr X = input(here, "X"), Z = input(here, "D"), Y = input(here, "L"), T = input(here, "T");
  arr Szz = second_moments(Z), Syz = times(dot(transpose(Y), Z), 1, Z->rows);
  arr W = transpose(solve(Szz, transpose(Syz)));
  arr spectrum = symmetric_eigen(product(W, Szz, transpose(W)), NULL), late = times(T, 16, 1);
  arr missed = total(rows_from(spectrum, 0, spectrum->rows - 1));
  arr all = flow(atoms, X, T, Szz, Syz);
  arr few = instead(here, "one neuron", flow(atoms, rows_from(X, 0, 1), late, Szz, Syz), all);
  at(here, "t", late);
  at_most(here, "excess risk of one linear neuron, at least", missed, excess(few, Szz, W));
  at(here, "t", T);
  arr rate = linear_rate(second_moments(X), Szz);
  arr fall = sub(ln(excess(X, Szz, W)), ln(excess(all, Szz, W)));
  at_most(here, "decay of as many atoms as weights, at least", mul(rate, T), fall);
  exceeds(here, "that of one neuron, above theirs", missed, excess(all, Szz, W));
}

static void measure_width(run *here) {
  arr Z = with_bias(column(input(here, "z"))), Y = column(input(here, "y")),
      X = input(here, "neuron");
  part(here, "one neuron");
  at_most(here, "risk of a neuron, at least", one_sign_missed(Y),
          network_risk(relu_unit, Z, Y, row(X), flat(whole(X->in, 1))));
  measure_sharpness(here, Z->in);
  part(here, "linear networks");
  measure_linear(here);
  if (arith_kind(Z->in) == BALL) return;
  part(here, "finite clouds");
  measure_runs(here, Z, Y);
}

static truth atoms_span(run *here) {
  return positive_definite(second_moments(exact_input(here, "X")));
}

CLAIM(odt_R6_1b) = {
  .title = "finitely many neurons still converge",
  .kind = EXPERIMENT,
  .where = "Section 6.1, after Theorem 6.1",
  .says =
      "the discrete particle system with finitely many neurons approximates the mean-field limit: "
      "when n is large enough, the dynamics still converge to a global minimizer of f; it remains "
      "unclear how large n must be",
  .sentence = "Reproduced on one problem with fixed seeds: no run of one or two neurons "
              "succeeds, every run of 32 does; for linear networks d + d′ are enough.",
  .inputs = { { "z", "N", REAL, "data on the line" },
              { "y", "N", REAL, "labels" },
              { "sizes", "s", INTEGER, "numbers of neurons, ascending" },
              { "seeds", "", INTEGER, "runs of each, in double" },
              { "few", "", INTEGER, "and in MPFR" },
              { "tau", "", POSITIVE, "step" },
              { "steps", "", INTEGER, "number of steps" },
              { "neuron", "3", REAL, "a neuron (u, b, v)" },
              { "X", "n,D", REAL, "atoms of a linear network" },
              { "D", "M,d", REAL, "its data" },
              { "L", "M,p", REAL, "its labels" },
              { "T", "", POSITIVE, "time for it" } },
  .hypotheses = { { "the atoms span", atoms_span } },
  .instances = { { "five data on the line",
                   { "z = -1 -1/2 0 1/2 1", "y = 1/2 -3/10 1/5 2/5 -3/5", "sizes = 1 2 4 8 16 32",
                     "seeds = 12", "few = 1", "tau = 1/4", "steps = 1000", "neuron = 1 1/2 -1",
                     "X = 1 -1/2 2/3 1 0 1/4; 1/3 1 -1 1/2 1/5 0; 2 0 1 -1/4 1 -1/3; "
                     "-1/2 3/2 1/3 -1 0 1; 0 1/4 1/2 1 2 -1; 1 0 0 1/2 -1 1",
                     "D = 1 1/2 0; -2/3 1 1/4; 3/4 -5/4 1; 1/2 1/3 -1/2",
                     "L = 1 -1/3 1/4; 1/4 1 -1/2; 1/8 1/2 1; 1/3 1/2 -1/4", "T = 2/9" } } },
  /* not drawn: an experiment is one configuration, printed with its seeds */
  .standing = REPRODUCED,
  .at_least = RESOLVED,
  .encloses = FLOW,
  .uses = { "odt-T6.1", "odt-R6.2b" },
  .parts = { { "finite clouds", REPRODUCED,
               "when n is large enough the dynamics converge to a global "
               "minimizer",
               NULL, NO_ERRATUM, PRINTED },
             { "one neuron", HOLDS,
               "its risk is at least the lesser of the mean squares of the positive "
               "and of the negative labels",
               NULL, NO_ERRATUM, DERIVED },
             { "linear networks", HOLDS,
               "n neurons miss at least the sum of the least d′ − n eigenvalues of W S_zz Wᵀ, and "
               "d + d′ in general position converge",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_width,
  .controls = { { "one neuron" } },
};
