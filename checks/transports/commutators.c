/*. # What the commutator of two covariances decides
 *
 *  Flow matching between $N(0,\Sigma_0)$ and $N(0,\Sigma_1)$ moves a sample by the linear field
 *  $A_tz$, $A_t=N_t\Sigma_t^{-1}$ with $N_t=t\Sigma_1-(1-t)\Sigma_0$ and
 *  $\Sigma_t=(1-t)^2\Sigma_0+t^2\Sigma_1$. A linear field is a gradient exactly when its matrix is
 *  symmetric. The survey says: not when the covariances fail to commute. One line makes this exact.
 *  Since $[\Sigma_t,N_t]=\big((1-t)^2t+t^2(1-t)\big)[\Sigma_0,\Sigma_1]=t(1-t)[\Sigma_0,\Sigma_1]$,
 *
 *  $$A_t-A_t^\top=\Sigma_t^{-1}[\Sigma_t,N_t]\Sigma_t^{-1}
 *     =t(1-t)\,\Sigma_t^{-1}[\Sigma_0,\Sigma_1]\Sigma_t^{-1}.$$
 *
 *  So the curl vanishes at both ends, and in between at one time only if at all times, which is
 *  when the covariances commute. It is an identity between rational functions and is decided in
 *  rational numbers.
 *
 *  The consequence that the survey draws, that flow matching is then not the least-squares field,
 *  is quantified: with the symmetric $S$ that solves $S\Sigma_t+\Sigma_tS=\dot\Sigma_t$ the
 *  difference $A_t-S=K$ has $K\Sigma_t$ antisymmetric, hence no work is done between $Sz$ and $Kz$,
 *  and $\mathrm{Tr}(A_t\Sigma_tA_t^\top)=\mathrm{Tr}(S\Sigma_tS)+\mathrm{Tr}(K\Sigma_tK^\top)$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr antisymmetric(arr A) { return sub(A, transpose(A)); }

/* B^-1 C B^-1 for a symmetric B */
static arr between_inverses(arr B, arr C) { return transpose(solve(B, transpose(solve(B, C)))); }

static truth commuting(run *here) {
  arr S0 = exact_input(here, "Sigma0"), S1 = exact_input(here, "Sigma1");
  return equal(dot(S0, S1), dot(S1, S0));
}

static void measure_curl(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), times_ = input(here, "t");
  arr zero = whole(S0->in, 0);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), S = interpolant_covariance(t, S0, S1),
        A = interpolant_field(t, S0, S1);
    arr weight = mul(t, instead(here, "t in place of t(1-t)", rest_of(t), whole(t->in, 1)));
    arr curl = antisymmetric(A), stated = between_inverses(S, mul(weight, commutator(S0, S1)));
    at(here, "t", t);
    equals_on_scale(here, "curl of the field", curl, stated, norm(A));
    arr best = lyapunov(S, times(interpolant_drift(t, S0, S1), 2, 1)), spare = sub(A, best);
    arr idle = dot(spare, S), wasted = mean_square(spare, S);
    equals_on_scale(here, "what the spare field moves", idle, neg(transpose(idle)),
                    norm(dot(A, S)));
    equals(here, "power of the field", mean_square(A, S), add(mean_square(best, S), wasted));
    if (commuting(here) == YES) continue;
    exceeds(here, "size of the curl", norm(curl), zero);
    exceeds(here, "power above the least", wasted, zero);
  }
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

static void any_pair(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "t", draw_list(d, "1..7/16 9..15/16"));
}

CLAIM(odt_R3_2a) = {
  .title = "the Gaussian flow-matching field is a gradient only for commuting covariances",
  .kind = REMARK,
  .where = "Section 3.3, after Proposition 3.2",
  .says = "If the covariance matrices Σ₀ and Σ₁ do not commute, A_t is not symmetric, and v_t is "
          "not a gradient field.",
  .sentence = "Holds at every t in (0,1), with the curl made explicit: A − Aᵀ = t(1−t) "
              "Σ_t⁻¹[Σ₀,Σ₁]Σ_t⁻¹, zero at both ends.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "t", "m", POSITIVE, "times inside the path" } },
  .hypotheses = { { "every t lies in (0,1)", inside_the_path } },
  .instances = { { "two ellipses",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "t = 1/9 1/3 3/4 15/16" } },
                 { "three dimensions",
                   { "Sigma0 = 3 1 1/2; 1 2 1/3; 1/2 1/3 1", "Sigma1 = 1 0 -1/4; 0 2/3 0; -1/4 0 2",
                     "t = 1/5 2/3" } },
                 { "commuting", { "Sigma0 = 2 1; 1 1", "Sigma1 = 5 3; 3 2", "t = 1/5 2/3" } } },
  .draw = any_pair,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "odt-P3.2" },
  .measure = measure_curl,
  .controls = { { "t in place of t(1-t)", "two ellipses" },
                { "t in place of t(1-t)", "three dimensions" } },
};

/*. ## The map in closed form
 *
 *  For any $L$ with $LL^\top=\Sigma_0$ put $M_t=(1-t)^2\mathrm{Id}+t^2L^{-1}\Sigma_1L^{-\top}$, so
 *  that $\Sigma_t=LM_tL^\top$ and, since $\dot M_t$ commutes with $M_t$, $A_t=\frac12L\dot
 *  M_tM_t^{-1}L^{-1}$. The flow of $A_t$ from the identity is therefore
 *
 *  $$T_t=L\,M_t^{1/2}L^{-1},\qquad T_t^2=(1-t)^2\mathrm{Id}+t^2\Sigma_1\Sigma_0^{-1},$$
 *
 *  not symmetric in general although its spectrum is positive. It is compared at several times with
 *  the flow of the field, integrated as an equation for a matrix; $L$ is the Cholesky factor, and
 *  with $L=\Sigma_0^{1/2}$ the same matrix must come out.
 *
 *  For $\Sigma_0=\mathrm{Id}$ the end map is $\Sigma_1^{1/2}$, the optimal map, and $A_t$ is
 *  symmetric. The sentence "the flow-matching vector field $v_t$ is a gradient and coincides with
 *  the optimal transport map" is read, with the sentence after Proposition 4.3, as a statement
 *  about the two maps. It does not extend to what happens on the way: the laws
 *  $(1-t)^2\mathrm{Id}+t^2\Sigma_1$ and $\big((1-t)\mathrm{Id}+t\Sigma_1^{1/2}\big)^2$ differ by
 *  $2t(1-t)\Sigma_1^{1/2}$, a positive matrix, so flow matching passes through smaller covariances
 *  than the geodesic.
 */
static arr carried(arr t, arr Y, const arr *with) {
  return dot(interpolant_field(t, with[0], with[1]), Y);
}

static arr map_in_the_frame(arr L, arr t, arr S1) {
  arr unit = eye(L->in, L->rows), white = solve(L, transpose(solve(L, S1)));
  arr M = add(mul(square(rest_of(t)), unit), mul(square(t), white));
  return transpose(solve(transpose(L), transpose(dot(L, spd_root(M)))));
}

static arr geodesic(arr t, arr T, arr S0) {
  arr half = add(mul(rest_of(t), eye(T->in, T->rows)), mul(t, T));
  return product(half, S0, half);
}

static bool white_noise(run *here) {
  arr S0 = exact_input(here, "Sigma0");
  return equal(S0, eye(S0->in, S0->rows)) == YES;
}

static void measure_map(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), times_ = input(here, "t");
  arr Y = eye(S0->in, S0->rows), before = whole(S0->in, 0), ends[] = { S0, S1 };
  arr T = optimal_map(S0, S1), one = whole(S0->in, 1), none = zeros(S0->in, S0->rows, S0->rows);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), S = interpolant_covariance(t, S0, S1);
    Y = flow_between(carried, before, Y, t, ends), before = t;
    arr stated = instead(here, "the map of the geodesic", map_in_the_frame(cholesky(S0), t, S1),
                         add(mul(rest_of(t), eye(T->in, T->rows)), mul(t, T)));
    at(here, "t", t);
    equals(here, "flow of the field", Y, stated);
    equals(here, "the same in another frame", Y, map_in_the_frame(spd_root(S0), t, S1));
    if (!white_noise(here)) continue;
    arr A = interpolant_field(t, S0, S1), apart_by = times(mul(t, mul(rest_of(t), T)), 2, 1);
    equals_on_scale(here, "curl for white noise", antisymmetric(A), none, one);
    equals(here, "law of the geodesic less the law of the flow", sub(geodesic(t, T, S0), S),
           apart_by);
  }
  Y = flow_between(carried, before, Y, one, ends);
  at(here, "t", one);
  arr end = instead(here, "the map of the geodesic", map_in_the_frame(cholesky(S0), one, S1), T);
  equals(here, "end map", Y, end);
  if (white_noise(here)) equals(here, "end map for white noise: the optimal one", Y, T);
  if (commuting(here) != YES) apart(here, "end map and optimal map", Y, T);
}

static void white_or_not(draw *d) {
  int n = 2;
  bool white = draw_whole(d, 0, 1);
  set(d, "Sigma0", white ? eye(draw_arithmetic(d), n) : draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "t", draw_list(d, "1..5/16 9..13/16"));
}

static arr shear_of_the_target(run *here) {
  arr S1 = input(here, "Sigma1");
  return entry(S1, 0, 1);
}

CLAIM(odt_R3_2b) = {
  .title = "the flow-matching map in closed form; for white noise it is the optimal map",
  .kind = REMARK,
  .where = "Section 3.3, after Proposition 3.2",
  .says = "when Σ₀ = Id, the flow-matching vector field v_t is a gradient and coincides with the "
          "optimal transport map",
  .sentence = "Holds for the end maps, which is how the survey puts it after Proposition 4.3; the "
              "laws on the way differ by 2t(1−t)Σ₁^(1/2). For any Σ₀ the map is a root of "
              "(1−t)²Id + t²Σ₁Σ₀⁻¹.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "t", "m", POSITIVE, "times inside the path, ascending" } },
  .hypotheses = { { "every t lies in (0,1)", inside_the_path } },
  .instances = { { "white noise",
                   { "Sigma0 = 1 0; 0 1", "Sigma1 = 1/2 -1/3; -1/3 3", "t = 1/3 3/4" } },
                 { "two ellipses",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "t = 1/3 3/4" } } },
  .draw = white_or_not,
  .draws = 1,
  .visible = { { "shear of the target", shear_of_the_target } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P3.2", "odt-P4.3" },
  .measure = measure_map,
  .controls = { { "the map of the geodesic", "white noise" } },
};
