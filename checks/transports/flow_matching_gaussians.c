/*. # Flow matching between Gaussians, and what it costs
 *
 *  Between $N(0,\Sigma_0)$ and $N(0,\Sigma_1)$ everything about flow matching is linear. The
 *  interpolant $(1-t)X_0+tX_1$ of independent ends has covariance
 *  $\Sigma_t=(1-t)^2\Sigma_0+t^2\Sigma_1$, because the cross terms vanish, and regressing $X_1-X_0$ on
 *  it gives the field $A_tz$ with $A_t=(t\Sigma_1-(1-t)\Sigma_0)\Sigma_t^{-1}$.
 *
 *  This is the conditional expectation: $Z=LX$ and $X_1-X_0=DX$ for $X=(X_0,X_1)$ of covariance
 *  $C=\mathrm{diag}(\Sigma_0,\Sigma_1)$, $L=\big((1-t)\mathrm{Id},t\mathrm{Id}\big)$ and
 *  $D=(-\mathrm{Id},\mathrm{Id})$, and the expectation of one Gaussian given another is
 *  $DCL^\top(LCL^\top)^{-1}$. Many fields carry the path, that of least effort among them; this one alone has
 *  $A\,LCL^\top=DCL^\top$.
 *
 *  Two more things are run here. The pair must solve the
 *  continuity equation, which for a linear field reads $\dot\Sigma_t=A_t\Sigma_t+\Sigma_tA_t^\top$; the
 *  left side is taken by automatic differentiation. And the *flow* $\dot Y=A_tY$, $Y_0=\mathrm{Id}$,
 *  integrated as a matrix equation that knows nothing of $\Sigma_t$ but the field, must push $\Sigma_0$
 *  to $\Sigma_1$: $Y_1\Sigma_0Y_1^\top=\Sigma_1$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr interpolant(arr t, arr S0, arr S1) {
  return add(mul(square(rest_of(t)), S0), mul(square(t), S1));
}

/* The false neighbour: variances that add as if they were deviations. */
static arr without_squares(arr t, arr S0, arr S1) { return add(mul(rest_of(t), S0), mul(t, S1)); }

static arr matching_field(arr t, arr S0, arr S1) {
  arr cross = sub(mul(t, S1), mul(rest_of(t), S0));
  return transpose(solve(interpolant(t, S0, S1), transpose(cross)));
}

static arr carried(arr t, arr Y, const arr *with) {
  return dot(matching_field(t, with[0], with[1]), Y);
}

static arr square_path(arr t, const arr *with) { return interpolant(t, with[0], with[1]); }
static arr linear_path(arr t, const arr *with) { return without_squares(t, with[0], with[1]); }

/* Blocks on the diagonal. */
static arr joint_covariance(arr S0, arr S1) {
  arr none = wholes(S0, 0);
  return stack(beside(S0, none), beside(none, S1));
}

/* The symmetric A with A S + S A the rate of S. */
static arr field_of_least_effort(arr t, arr S0, arr S1) {
  return lyapunov(interpolant_covariance(t, S0, S1), times(interpolant_drift(t, S0, S1), 2, 1));
}

static void compare_regression(run *here, arr t, arr S0, arr S1) {
  arr unit = eye(t->in, S0->rows), C = joint_covariance(S0, S1);
  arr L = beside(mul(rest_of(t), unit), mul(t, unit)), D = beside(neg(unit), unit);
  arr A = instead(here, "the field of least effort", matching_field(t, S0, S1),
                  field_of_least_effort(t, S0, S1));
  equals(here, "covariance of the interpolant", interpolant(t, S0, S1),
         product(L, C, transpose(L)));
  equals(here, "field on the interpolant, and the covariance of both",
         product(A, L, C, transpose(L)), product(D, C, transpose(L)));
}

static void measure_field(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), times = input(here, "t");
  arr ends[] = { S0, S1 }, one = whole(S0->in, 1);
  arr (*path)(arr, const arr *) = instead(here, "squares dropped", square_path, linear_path);
  for (int i = 0; i < times->rows; i++) {
    arr t = item(times, i), A = matching_field(t, S0, S1), S = path(t, ends);
    arr flux = dot(A, S);
    at(here, "t", t);
    compare_regression(here, t, S0, S1);
    equals(here, "rate of the covariance", add(flux, transpose(flux)),
           derivative(path, t, one, ends));
  }
  arr unit = eye(S0->in, S0->rows);
  equals(here, "field at t = 0", matching_field(whole(S0->in, 0), S0, S1), neg(unit));
  equals(here, "field at t = 1", matching_field(one, S0, S1), unit);
  arr T = item(times, times->rows - 1), Y = flow(carried, unit, T, S0, S1);
  at(here, "t", T);
  equals(here, "law carried by the flow", product(Y, S0, transpose(Y)), path(T, ends));
}

static arr failure_to_commute(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1");
  return norm(commutator(S0, S1));
}

static truth up_to_the_end(run *here) {
  arr t = exact_input(here, "t");
  return le(t, whole(t->in, 1));
}

static void any_pair(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "t", stack(draw_between(d, 1, 7, 16), whole(draw_arithmetic(d), 1)));
}

CLAIM(odt_P3_2) = {
  .title = "Gaussian flow matching",
  .kind = PROPOSITION,
  .where = "Proposition 3.2",
  .says = "Σ_t = (1−t)²Σ₀ + t²Σ₁ and v_t(z) = A_t z with A_t = (−(1−t)Σ₀ + tΣ₁)Σ_t⁻¹",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "t", "m", POSITIVE, "times, the last one where the flow is compared" } },
  .hypotheses = { { "every t is at most 1", up_to_the_end } },
  .instances = { { "two ellipses",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "t = 1/3 3/4 1" } },
                 { "condition 1e6 against a rotated ellipsoid",
                   { "Sigma0 = 1 0 0; 0 1/1000 0; 0 0 1/1000000",
                     "Sigma1 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1", "t = 1/5 9/10 1" } } },
  .draw = any_pair,
  .draws = 1,
  .visible = { { "commutator of the covariances", failure_to_commute } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_field,
  .controls = { { "squares dropped" }, { "the field of least effort" } },
};

/*. ## The price: a $\pi/2$ law
 *
 *  The survey says that flow matching and optimal transport behave differently; for Gaussians the
 *  difference has closed forms. Write $\Sigma_0=PP^\top$, $\Sigma_1=PDP^\top$ with $D$ diagonal. Then
 *  $A_t$ is diagonal in the frame $P$, with entries $a_i(t)=\frac{tD_i-(1-t)}{(1-t)^2+t^2D_i}$, half the
 *  logarithmic derivative of $(1-t)^2+t^2D_i$, so the flow is
 *  $T_t=\big((1-t)^2\mathrm{Id}+t^2\Sigma_1\Sigma_0^{-1}\big)^{1/2}$ and ends at the root of
 *  $\Sigma_1\Sigma_0^{-1}$ with positive spectrum. With the geometric mean $\Sigma_0\#\Sigma_1=PD^{1/2}P^\top$:
 *
 *  - moving each point once, by the end map, costs $\mathrm{Tr}(\Sigma_0+\Sigma_1-2\,\Sigma_0\#\Sigma_1)$;
 *  - the kinetic energy of the path is
 *    $\int_0^1\mathrm{Tr}(A_t\Sigma_tA_t^\top)\,dt=\mathrm{Tr}(\Sigma_0+\Sigma_1)-\frac\pi2\mathrm{Tr}(\Sigma_0\#\Sigma_1)$,
 *    since $\int_0^1\frac{(tD-(1-t))^2}{(1-t)^2+t^2D}dt=1+D-\frac\pi2\sqrt D$;
 *  - $W_2^2\le$ the first $\le$ the second, with equality on the left only for commuting covariances.
 *
 *  So even between a Gaussian and itself the path spends $(2-\frac\pi2)\mathrm{Tr}\,\Sigma$ on going
 *  nowhere. The energy is not evaluated by this formula: it rides along the flow as one more component
 *  of the state, and $Y_1$ is the matrix that was integrated.
 */
/* The state is the flow matrix, and below it a row whose first entry is the energy spent. */
static arr with_energy(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr A = matching_field(t, with[0], with[1]), S = interpolant(t, with[0], with[1]);
  arr spent = mul(row_at(eye(t->in, d), 0), total(mul(dot(A, S), A)));
  return stack(dot(A, rows_from(state, 0, d)), row(spent));
}

static arr energy_law(arr S0, arr S1, arr factor) {
  return sub(trace(add(S0, S1)), mul(factor, trace(geometric_mean(S0, S1))));
}

static truth commuting(run *here) {
  arr S0 = exact_input(here, "Sigma0"), S1 = exact_input(here, "Sigma1");
  return equal(dot(S0, S1), dot(S1, S0));
}

static void measure_cost(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), unit = eye(S0->in, S0->rows);
  arith *A = S0->in;
  int d = S0->rows;
  arr state = flow(with_energy, stack(unit, zeros(A, 1, d)), whole(A, 1), S0, S1);
  arr Y = rows_from(state, 0, d), spent = entry(state, d, 0), moved = sub(Y, unit);
  arr cost = trace(product(moved, S0, transpose(moved))), least_cost = bures_squared(S0, S1);
  arr two = whole(A, 2),
      factor = instead(here, "2 in place of pi/2", times(constant_pi(A), 1, 2), two);
  equals(here, "square of the end map", dot(Y, Y), transpose(solve(S0, S1)));
  equals_on_scale(here, "transport cost of the end map", cost, energy_law(S0, S1, two), trace(S0));
  equals(here, "kinetic energy", spent, energy_law(S0, S1, factor));
  exceeds(here, "kinetic energy above transport cost", spent, cost);
  if (commuting(here) == YES)
    equals_on_scale(here, "transport cost of commuting covariances", cost, least_cost, trace(S0));
  else
    exceeds(here, "transport cost above the optimal one", cost, least_cost);
}

static void any_covariances(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
}

CLAIM(odt_R3_2c) = {
  .title = "the π/2 law: what flow matching costs against optimal transport",
  .kind = REMARK,
  .where = "Sections 3.3 and 4.2 (the comparison of the two interpolations)",
  .says = "in general, the optimal transport map and the flow-matching map are different",
  .sentence = "Quantified: energy Tr(Σ₀+Σ₁) − (π/2)Tr(Σ₀#Σ₁), never below the cost of the end "
              "map, which is optimal exactly when the covariances commute.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" } },
  .instances = { { "two ellipses", { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3" } },
                 { "three dimensions",
                   { "Sigma0 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1",
                     "Sigma1 = 1 0 -1/4; 0 2/3 0; -1/4 0 2" } },
                 { "going nowhere", { "Sigma0 = 2 1; 1 1", "Sigma1 = 2 1; 1 1" } } },
  .draw = any_covariances,
  .draws = 1,
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P3.2", "odt-P4.3" },
  .measure = measure_cost,
  .controls = { { "2 in place of pi/2", "two ellipses" } },
};
