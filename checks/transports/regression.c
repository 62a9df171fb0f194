/*. # The regression that learns the field
 *
 *  Formula (8) asks for the field that predicts $X_1-X_0$ from $Z_t$ with least mean square. Any
 *  other field is $v+w$, and because $w(Z_t)$ is a function of $Z_t$ there is no cross term:
 *
 *  $$\mathbb E|(v+w)(Z_t)-(X_1-X_0)|^2=\mathbb E|v(Z_t)-(X_1-X_0)|^2+\mathbb E|w(Z_t)|^2 .$$
 *
 *  For finite data this says something only where different pairs meet at one point. On a lattice
 *  they do: at $t=\frac13$ the points $\frac23x_0+\frac13x_1$ coincide often, the conditional
 *  expectation is a weighted mean over the pairs that meet, and everything is decided in rational
 *  numbers. The loss that remains is the price of the crossings and is not zero. The false
 *  neighbour forgets the masses.
 *
 *  Between Gaussians the least loss has a closed form. Given $Z_t$ the covariance of $X_1-X_0$ is
 *  $\Sigma_0\Sigma_t^{-1}\Sigma_1$ (a symmetric matrix: its inverse is
 *  $(1-t)^2\Sigma_1^{-1}+t^2\Sigma_0^{-1}$), and its integral over the path is
 *
 *  $$\int_0^1\Sigma_0\big((1-t)^2\Sigma_0+t^2\Sigma_1\big)^{-1}\Sigma_1\,dt
 *    =\frac\pi2\,\Sigma_0\#\Sigma_1,$$
 *
 *  since in the common frame $\Sigma_0=PP^\top$, $\Sigma_1=PDP^\top$ it reads
 *  $\int_0^1\frac{D}{(1-t)^2+t^2D}dt=\frac\pi2\sqrt D$. The least value of (8) is therefore
 *  $\frac\pi2\mathrm{Tr}(\Sigma_0\#\Sigma_1)$, matrix by matrix, and what flow matching spends and
 *  what it cannot learn add up to $\mathrm{Tr}(\Sigma_0+\Sigma_1)$. The integral is run as a flow,
 *  so that it is enclosed.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* Row i of X with row j of Y; values of a function of the two, by rows. */
static arr pairs_of(arr X, arr Y, arr share_x, arr share_y) {
  arr all = NULL;
  for (int i = 0; i < X->rows; i++)
    for (int j = 0; j < Y->rows; j++) {
      arr z = row(add(mul(share_x, row_at(X, i)), mul(share_y, row_at(Y, j))));
      all = all ? stack(all, z) : z;
    }
  return all;
}

/* Entry (k, l) is one where the pairs k and l meet; decided exactly. */
static arr meetings(run *here) {
  arr t = exact_input(here, "t"), X = exact_input(here, "X0"), Y = exact_input(here, "X1");
  arr Z = pairs_of(X, Y, rest_of(t), t), all = NULL;
  arith *A = arithmetic(here);
  for (int k = 0; k < Z->rows; k++)
    for (int l = 0; l < Z->rows; l++) {
      arr met = whole(A, equal(row_at(Z, k), row_at(Z, l)) == YES);
      all = all ? stack(all, met) : flat(met);
    }
  return shaped(all, Z->rows, Z->rows);
}

static arr mean_square_over(arr rows, arr weights) { return dot(weights, sum_rows(square(rows))); }

static void measure_crossings(run *here) {
  arr X = input(here, "X0"), Y = input(here, "X1"), t = input(here, "t"), G = input(here, "G");
  arr one = whole(t->in, 1), Z = pairs_of(X, Y, rest_of(t), t), U = pairs_of(X, Y, neg(one), one);
  arr mass = flat(outer(input(here, "w"), input(here, "p"))), same_place = meetings(here);
  arr seen = instead(here, "masses forgotten", mass, wholes(mass, 1));
  arr v = over(dot(same_place, mul(column(seen), U)), column(dot(same_place, seen)));
  arr w = add(dot(Z, G), mul(column(sum_rows(square(Z))), row(row_at(G, 0))));
  arr shift = sub(dot(input(here, "p"), Y), dot(input(here, "w"), X));
  equals(here, "mean of the field", dot(mass, v), shift);
  arr least_ = mean_square_over(sub(v, U), mass), other = mean_square_over(sub(add(v, w), U), mass);
  equals(here, "loss of another field", other, add(least_, mean_square_over(w, mass)));
  exceeds(here, "least loss, where paths cross", least_, whole(t->in, 0));
}

static arr unexplained(arr t, arr sum, const arr *with) {
  (void)sum;
  return product(with[0], inverse(interpolant_covariance(t, with[0], with[1])), with[1]);
}

/* E|B Z - (X1 - X0)|^2 */
static arr gaussian_loss(arr B, arr t, arr S0, arr S1) {
  arr cross = interpolant_drift(t, S0, S1), S = interpolant_covariance(t, S0, S1);
  arr explained = sub(product(B, S, transpose(B)), times(dot(B, cross), 2, 1));
  return trace(add(add(S0, S1), explained));
}

static void measure_gaussian_loss(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), G = input(here, "G");
  arr t = input(here, "t"), ends[] = { S0, S1 }, S = interpolant_covariance(t, S0, S1),
      one = whole(t->in, 1);
  arr A = interpolant_field(t, S0, S1);
  arr least_ = trace(unexplained(t, NULL, ends)), more = trace(product(G, S, transpose(G)));
  equals(here, "least loss between Gaussians", gaussian_loss(A, t, S0, S1), least_);
  equals(here, "loss of another matrix", gaussian_loss(add(A, G), t, S0, S1), add(least_, more));
  arr mean = geometric_mean(S0, S1), factor = times(constant_pi(t->in), 1, 2);
  factor = instead(here, "pi/2 dropped", factor, one);
  arr all = flow(unexplained, zeros(t->in, S0->rows, S0->rows), one, S0, S1);
  equals(here, "what cannot be learned, over the path", all, mul(factor, mean));
}

static void measure_regression(run *here) {
  measure_crossings(here);
  if (!under(here, "masses forgotten")) measure_gaussian_loss(here);
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

static arr failure_to_commute(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1");
  return norm(commutator(S0, S1));
}

/* 2(1,-1) + (0,0) = 2(0,0) + (2,-2): two paths meet at t = 1/3, wherever the first cloud lies. */
static void lattice_ends(draw *d) {
  arith *E = draw_arithmetic(d);
  arr x = given(E, "0 0; 1 -1; 0 1"), y = given(E, "0 0; 2 -2; -2 2");
  arr shift = draw_list(d, "-2..2/1 -2..2/1");
  set(d, "X0", add(x, row(shift)));
  set(d, "w", draw_probability(d, 3));
  set(d, "X1", y);
  set(d, "p", draw_probability(d, 3));
  set(d, "t", rat(E, 1, 3));
  set(d, "G", add(draw_dyadic(d, 2, 2), given(E, "3 0; 0 0")));
  set(d, "Sigma0", draw_spd(d, 2));
  set(d, "Sigma1", draw_spd(d, 2));
}

CLAIM(odt_E8) = {
  .title = "flow matching as a regression, and its least loss",
  .kind = FORMULA,
  .where = "Section 3.2, eq. (8)",
  .says = "v_t can equivalently be computed by solving the least-squares problem min ∫∫ "
          "‖v_t((1−t)x₀ + tx₁) − (x₁ − x₀)‖² dα₀ dα₁ dt",
  .sentence = "Holds; between Gaussians the least value is (π/2) Tr(Σ₀#Σ₁).",
  .inputs = { { "X0", "n,2", INTEGER, "atoms at t = 0, on a lattice" },
              { "w", "n", PROBABILITY, "their masses" },
              { "X1", "m,2", INTEGER, "atoms at t = 1" },
              { "p", "m", PROBABILITY, "their masses" },
              { "t", "", POSITIVE, "time" },
              { "G", "2,2", REAL, "of a competing field" },
              { "Sigma0", "2,2", SPD, "covariance at t = 0, of Gaussian ends" },
              { "Sigma1", "2,2", SPD, "covariance at t = 1" } },
  .hypotheses = { { "t lies in (0,1)", inside_the_path } },
  .instances = { { "a lattice at a third; two ellipses",
                   { "X0 = 0 0; 1 -1; 0 1", "w = 1/2 1/3 1/6", "X1 = 0 0; 2 -2; -2 2; 0 2",
                     "p = 1/4 1/2 1/8 1/8", "t = 1/3", "G = 1/2 1/3; -1 1/5", "Sigma0 = 2 1; 1 1",
                     "Sigma1 = 1/2 -1/3; -1/3 3" } } },
  .draw = lattice_ends,
  .visible = { { "commutator of the covariances", failure_to_commute } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P3.1", "odt-P3.2", "odt-R3.2c" },
  .measure = measure_regression,
  .controls = { { "masses forgotten" }, { "pi/2 dropped" } },
};
