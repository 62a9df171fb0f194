/*. # The least action, and its certificate
 *
 *  Benamou and Brenier's theorem says that the cheapest way to carry $\alpha_0$ to $\alpha_1$ in unit time
 *  costs $W_2^2$. That it can be done is seen by doing it; that it cannot be done for less needs a
 *  certificate, and there is one. If $\partial_t\varphi+\frac12|\nabla\varphi|^2=0$, then along *any* pair
 *  $(\alpha_t,v_t)$ that solves the continuity equation
 *
 *  $$\frac d{dt}\int\varphi_t\,d\alpha_t=\int\big(\nabla\varphi\cdot v-\tfrac12|\nabla\varphi|^2\big)d\alpha
 *     =\tfrac12\int|v|^2d\alpha-\tfrac12\int|v-\nabla\varphi|^2d\alpha,$$
 *
 *  $$\int_0^1\!\int|v_t|^2d\alpha_t\,dt
 *     =2\int\varphi_1d\alpha_1-2\int\varphi_0d\alpha_0+\int_0^1\!\int|v_t-\nabla\varphi_t|^2d\alpha_t\,dt .$$
 *
 *  The first two terms see the ends only. So every solution of Hamilton and Jacobi's equation bounds
 *  every competitor from below, and what a competitor spends above the bound is the last term. For
 *  Gaussian ends, $\varphi_t=\frac12x\cdot C(\mathrm{Id}+tC)^{-1}x$ is a solution for every symmetric
 *  $C\succ-\mathrm{Id}$; with $C=T-\mathrm{Id}$, $T$ the optimal map, the ends give $W_2^2$.
 *
 *  Competitors: let the particle that starts at $x$ follow
 *  $N_tx=((1-t)\mathrm{Id}+tT)x+t(1-t)Hx$, for any matrix $H$. The law of the ends is right, the field
 *  $\dot N_tN_t^{-1}$ is in general no gradient, and the action is
 *  $W_2^2+\frac13\mathrm{Tr}(H\Sigma_0H^\top)$. It is not computed so: the field alone is integrated, with
 *  what it spends and what it wastes as further components, and the three terms of the identity
 *  must meet.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr conjugate(arr A, arr S) { return product(A, S, transpose(A)); }

/* with = { Sigma0, T, H, C } */
static arr place(arr t, const arr *with) {
  arr unit = eye(with[1]->in, with[1]->rows);
  arr straight = add(mul(rest_of(t), unit), mul(t, with[1]));
  return add(straight, mul(mul(t, rest_of(t)), with[2]));
}

static arr field_at(arr t, const arr *with) {
  arr speed = sub(with[1], eye(with[1]->in, with[1]->rows));
  arr bend = sub(whole(t->in, 1), times(t, 2, 1));
  return transpose(solve(transpose(place(t, with)), transpose(add(speed, mul(bend, with[2])))));
}

/* C (Id + tC)^-1 */
static arr slope_at(arr t, const arr *with) {
  return solve(add(eye(with[3]->in, with[3]->rows), mul(t, with[3])), with[3]);
}

/* The flow matrix, and below it a row: the action, and the square of v - grad phi. */
static arr moved(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr Y = rows_from(state, 0, d), A = field_at(t, with), S = conjugate(Y, with[0]);
  arr off = sub(A, slope_at(t, with)), unit = eye(arith_base(t->in), d);
  arr spent = trace(conjugate(A, S)), wasted = trace(conjugate(off, S));
  arr both = add(mul(spent, row_at(unit, 0)), mul(wasted, row_at(unit, 1)));
  return stack(dot(A, Y), row(both));
}

/* Twice the integral of phi at the end less that at the start. */
static arr bound_of_ends(arr S0, arr S1, const arr *with) {
  arr none = whole(S0->in, 0), one = whole(S0->in, 1);
  return sub(trace(dot(slope_at(one, with), S1)), trace(dot(slope_at(none, with), S0)));
}

static arr map_of_flow_matching(arr S0, arr S1) {
  return transpose(solve(S0, geometric_mean(S0, S1)));
}

static void measure_path(run *here, arr S0, arr S1, const arr *with, arr least_) {
  arith *A = S0->in;
  int d = S0->rows;
  arr end = flow_from(moved, stack(eye(A, d), zeros(A, 1, d)), whole(A, 1), with);
  arr spent = entry(end, d, 0), wasted = entry(end, d, 1), Y = rows_from(end, 0, d);
  spent = instead(here, "half of the action", spent, times(spent, 1, 2));
  arr bound = bound_of_ends(S0, S1, with);
  equals(here, "law carried by the field", conjugate(Y, S0), S1);
  equals(here, "action", spent, add(bound, wasted));
  equals(here, "and by the bump of the path", spent,
         add(least_, times(trace(conjugate(with[2], S0)), 1, 3)));
}

static void measure_action(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), H = input(here, "H");
  arr M = input(here, "M"), t = input(here, "t"), one = whole(S0->in, 1), none = wholes(H, 0);
  arr unit = eye(S0->in, S0->rows), T = optimal_map(S0, S1), C = sub(T, unit);
  T = instead(here, "another map with these ends", T, map_of_flow_matching(S0, S1));
  arr W = bures_squared(S0, S1), best[] = { S0, T, none, C };
  arr other[] = { S0, T, H, sub(M, unit) }, slope = slope_at(t, best);
  at(here, "t", t);
  equals(here, "equation of Hamilton and Jacobi", derivative(slope_at, t, one, best),
         neg(dot(slope, slope)));
  equals(here, "power along the geodesic",
         trace(conjugate(field_at(t, best), conjugate(place(t, best), S0))), W);
  at(here, "t", one);
  equals(here, "bound of the ends", bound_of_ends(S0, S1, best), W);
  at_most(here, "bound by another potential", bound_of_ends(S0, S1, other), W);
  measure_path(here, S0, S1, best, W);
  measure_path(here, S0, S1, other, W);
  exceeds(here, "what the bump costs", trace(conjugate(H, S0)), whole(S0->in, 0));
}

static truth inside_the_path(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

static arr failure_to_commute(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1");
  return norm(commutator(S0, S1));
}

static arr asymmetry(run *here) {
  arr H = input(here, "H");
  return sub(H, transpose(H));
}

static void any_path(draw *d) {
  arith *E = draw_arithmetic(d);
  arr S0 = draw_spd(d, 2), half = add(eye(E, 2), times(draw_spd(d, 2), 1, 2));
  set(d, "Sigma0", S0);
  set(d, "Sigma1", product(half, S0, half));
  set(d, "H", times(draw_dyadic(d, 2, 2), 1, 4));
  set(d, "M", draw_spd(d, 2));
  set(d, "t", draw_between(d, 1, 15, 16));
}

CLAIM(odt_T4_2) = {
  .title = "the least action is the squared distance",
  .kind = THEOREM,
  .where = "Theorem 4.2, eq. (11)",
  .says = "W₂²(α₀, α₁) = inf ∫₀¹ ∫ |v_t(x)|² dα_t(x) dt, where the infimum is over (α_t, v_t) "
          "solving ∂_t α_t + div(α_t v_t) = 0 with α_{t=0} = α₀ and α_{t=1} = α₁",
  .sentence = "Holds: attained on the geodesic, and every competitor spends ∫∫|v − ∇φ|² above the "
              "bound of a solution φ of the Hamilton-Jacobi equation.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "H", "d,d", REAL, "a bump on the straight lines" },
              { "M", "d,d", SPD, "Id + C of another potential" },
              { "t", "", POSITIVE, "a time on the geodesic" } },
  .hypotheses = { { "t lies in (0,1)", inside_the_path } },
  .instances = { { "two ellipses",
                   { "Sigma0 = 2 1; 1 1", "Sigma1 = 1/2 -1/3; -1/3 3", "H = 1/3 -1/2; 1/4 1/5",
                     "M = 1/2 -1/5; -1/5 1", "t = 1/3" } } },
  .draw = any_path,
  .draws = 1,
  .visible = { { "commutator of the covariances", failure_to_commute },
               { "asymmetry of the bump", asymmetry } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E1", "odt-P4.3" },
  .measure = measure_action,
  .controls = { { "half of the action" }, { "another map with these ends" } },
};

/*. ## Hidden convexity
 *
 *  In $(\alpha,v)$ the problem is not convex. The integrand $\alpha|v|^2$ bends along a line by
 *  $2\alpha|\dot v|^2+4\dot\alpha\,v\cdot\dot v$, of either sign; and the constraint is bilinear, so that the mean
 *  of two admissible pairs is not admissible. With the momentum $m=\alpha v$ both are mended: the constraint
 *  becomes linear and the integrand is the perspective $|m|^2/\alpha$, for which
 *
 *  $$(1-s)\frac{|m_0|^2}{\alpha_0}+s\frac{|m_1|^2}{\alpha_1}-\frac{|m_s|^2}{\alpha_s}
 *     =s(1-s)\,\frac{\alpha_0\alpha_1}{\alpha_s}\,|v_0-v_1|^2\ \ge0,\qquad v_i=\frac{m_i}{\alpha_i},$$
 *
 *  $\alpha_s=(1-s)\alpha_0+s\alpha_1$, $m_s=(1-s)m_0+sm_1$. There is equality where the velocities agree, so it is
 *  convex and nowhere strictly, along the rays $m=\alpha v$. All this is rational.
 *
 *  For the constraint take two of the paths above between the same Gaussians, with the bumps $H$ and
 *  $-H$, and mix them, half and half. The mixture is no Gaussian. At a point its rate is minus the
 *  divergence of the mean momentum, and is not minus that of the mean velocity times the mean density.
 */

/* with = { density and velocity at s = 0, at s = 1 } */
static arr between(arr s, arr from, arr to) { return add(mul(rest_of(s), from), mul(s, to)); }

static arr by_velocity(arr s, const arr *with) {
  return mul(between(s, with[0], with[2]), total(square(between(s, with[1], with[3]))));
}
static arr by_momentum(arr s, const arr *with) {
  arr m = between(s, mul(with[0], with[1]), mul(with[2], with[3]));
  return over(total(square(m)), between(s, with[0], with[2]));
}

static void measure_integrand(run *here, arr s, const arr *with) {
  arr one = whole(s->in, 1), zero = whole(s->in, 0), off = sub(with[3], with[1]);
  arr (*action)(arr, const arr *) =
      instead(here, "velocity in place of momentum", by_momentum, by_velocity);
  arr chord = between(s, action(zero, with), action(one, with)), a = between(s, with[0], with[2]);
  arr weight = over(mul(mul(s, rest_of(s)), mul(with[0], with[2])), a),
      v = between(s, with[1], with[3]);
  at(here, "s", s);
  equals(here, "chord above the action", sub(chord, action(s, with)),
         mul(weight, total(square(off))));
  exceeds(here, "the action is convex in the momentum", second_derivative(action, s, one, with),
          zero);
  arr turn = mul(sub(with[2], with[0]), dot(v, off));
  arr bend = add(times(mul(a, total(square(off))), 2, 1), times(turn, 4, 1));
  equals(here, "bend in the velocity", second_derivative(by_velocity, s, one, with), bend);
  exceeds(here, "which is concave here", zero, bend);
  arr same_[] = { with[0], with[1], with[2], with[1] }, scale = action(zero, with);
  vanishes(here, "bend along a ray of momenta", second_derivative(by_momentum, s, one, same_),
           scale);
}

/* with = { Sigma0, T, H, x or t } */
static arr gaussian_at(arr t, arr x, const arr *with) {
  arr S = conjugate(place(t, with), with[0]), energy = times(dot(x, solve(S, x)), 1, 2);
  arr det = sub(mul(entry(S, 0, 0), entry(S, 1, 1)), square(entry(S, 1, 0)));
  return over(expo(neg(energy)), root(det));
}
static arr density_in_time(arr t, const arr *with) {
  arr back[] = { with[0], with[1], neg(with[2]) };
  return times(add(gaussian_at(t, with[3], with), gaussian_at(t, with[3], back)), 1, 2);
}
static arr mean_momentum(arr x, const arr *with) {
  arr t = with[3], back[] = { with[0], with[1], neg(with[2]) };
  arr here_ = mul(gaussian_at(t, x, with), dot(field_at(t, with), x));
  return times(add(here_, mul(gaussian_at(t, x, back), dot(field_at(t, back), x))), 1, 2);
}
static arr mean_velocity(arr x, const arr *with) {
  arr t = with[3], back[] = { with[0], with[1], neg(with[2]) };
  arr A = times(add(field_at(t, with), field_at(t, back)), 1, 2),
      along[] = { with[0], with[1], with[2], x };
  return mul(density_in_time(t, along), dot(A, x));
}

static void measure_constraint(run *here, arr t, arr x) {
  arr S0 = input(here, "Sigma0"), T = input(here, "T"), H = input(here, "H"), one = whole(t->in, 1);
  arr at_x[] = { S0, T, H, x }, at_t[] = { S0, T, H, t };
  arr (*flux)(arr, const arr *) =
      instead(here, "velocity in place of momentum", mean_momentum, mean_velocity);
  arr rate = derivative(density_in_time, t, one, at_x);
  at(here, "t", t);
  equals(here, "rate of a mixture of paths", rate, neg(divergence(flux, x, at_t)));
  apart(here, "what the mean velocity would give", rate, neg(divergence(mean_velocity, x, at_t)));
  arr still = wholes(H, 0), one_x[] = { S0, T, still, x }, one_t[] = { S0, T, still, t };
  equals(here, "and gives for a single path", derivative(density_in_time, t, one, one_x),
         neg(divergence(mean_velocity, x, one_t)));
}

static void measure_convexity(run *here) {
  arr with[] = { input(here, "a0"), input(here, "v0"), input(here, "a1"), input(here, "v1") };
  arr shares = input(here, "s"), x = input(here, "x");
  for (int i = 0; i < shares->rows; i++) measure_integrand(here, item(shares, i), with);
  for (int i = 0; i < shares->rows; i++) measure_constraint(here, item(shares, i), x);
}

static truth between_the_ends(run *here) {
  arr s = exact_input(here, "s");
  return lt(s, whole(s->in, 1));
}

/* At both ends of the line, hence between them: the bend of a|v|^2 is affine in s. */
static truth concave_somewhere(run *here) {
  arr a0 = exact_input(here, "a0"), a1 = exact_input(here, "a1"), v0 = exact_input(here, "v0");
  arr v1 = exact_input(here, "v1"), off = sub(v1, v0), rise = sub(a1, a0);
  arr square_ = total(square(off)), zero = whole(a0->in, 0);
  arr first = add(mul(a0, square_), times(mul(rise, dot(v0, off)), 2, 1));
  arr last = add(mul(a1, square_), times(mul(rise, dot(v1, off)), 2, 1));
  return lt(first, zero) == YES ? lt(last, zero) : NO;
}

static arr bump(run *here) { return norm(input(here, "H")); }

/* The density rises much while the velocity falls a little. */
static void any_line(draw *d) {
  arith *E = draw_arithmetic(d);
  arr v = add(draw_dyadic(d, 2, 0), given(E, "5 0")), H = draw_dyadic(d, 2, 2);
  set(d, "a0", draw_between(d, 1, 8, 8));
  set(d, "a1", add(draw_between(d, 1, 8, 8), whole(E, 3)));
  set(d, "v0", v);
  set(d, "v1", mul(v, draw_between(d, 13, 15, 16)));
  set(d, "s", draw_list(d, "1..7/16 9..15/16"));
  set(d, "Sigma0", draw_spd(d, 2));
  set(d, "T", add(draw_spd(d, 2), times(eye(E, 2), 1, 2)));
  set(d, "H", times(add(H, given(E, "3 0; 0 0")), 1, 8));
  set(d, "x", draw_dyadic(d, 2, 0));
}

CLAIM(odt_R4_2a) = {
  .title = "the action is convex in density and momentum, not in density and velocity",
  .kind = REMARK,
  .where = "Section 4.2, after Theorem 4.2",
  .says = "the dynamic problem (11) is non-convex in (α_t, v_t)_t. However, after the change of "
          "variables m_t := α_t v_t, it becomes convex in (m_t, α_t)_t.",
  .inputs = { { "a0", "", POSITIVE, "a density at one end of a line" },
              { "v0", "k", REAL, "a velocity there" },
              { "a1", "", POSITIVE, "a density at the other end" },
              { "v1", "k", REAL, "a velocity there" },
              { "s", "n", POSITIVE, "places on the line, and times" },
              { "Sigma0", "2,2", SPD, "covariance at t = 0" },
              { "T", "2,2", SPD, "a map" },
              { "H", "2,2", REAL, "bump of one path, minus that of the other" },
              { "x", "2", REAL, "a point" } },
  .hypotheses = { { "every s lies in (0,1)", between_the_ends },
                  { "the line is one along which a|v|^2 is concave", concave_somewhere } },
  .instances = { { "a rise in density, a fall in speed",
                   { "a0 = 1/3", "v0 = 2 1 -1", "a1 = 4", "v1 = 17/10 9/10 -3/4", "s = 1/5 1/2 7/9",
                     "Sigma0 = 2 1; 1 1", "T = 1/2 1/3; 1/3 2", "H = 1/3 -1/2; 1/4 1/5",
                     "x = 1/2 -1/3" } } },
  .draw = any_line,
  .visible = { { "bump of the paths", bump } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "odt-T4.2" },
  .measure = measure_convexity,
  .controls = { { "velocity in place of momentum" } },
};
