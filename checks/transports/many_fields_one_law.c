/*. # Many fields, one law
 *
 *  Adding to $v_t$ a field $w$ with $\mathrm{div}(\alpha_tw)=0$ changes the paths and not the laws.
 *  The survey names rotations of $N(0,\mathrm{Id})$, "and in fact a much richer class of
 *  transformations". For $N(0,\Sigma)$ the linear part of it is exactly this: $\mathrm{div}(\alpha Mx)
 *  =\alpha\,(\mathrm{Tr}M-x^\top\Sigma^{-1}Mx)$ vanishes when $\Sigma^{-1}M$ is antisymmetric, that
 *  is
 *
 *  $$M=\Sigma J,\qquad J^\top=-J .$$
 *
 *  A rotation $J$ itself is in $\mathcal H_\alpha$ only if it commutes with $\Sigma$: it is the
 *  false neighbour here, and one would not see it on an isotropic law. Beyond the linear fields,
 *  $w=f(x^\top\Sigma^{-1}x)\,\Sigma Jx$ twists every ellipsoid of equal density by its own speed:
 *  $\nabla f$ is parallel to $\Sigma^{-1}x$, orthogonal to $\Sigma Jx$. Its flow must conserve
 *  density and volume, which the tangent map shows, without being linear.
 *
 *  For a moving law: between $N(0,\Sigma_0)$ and $N(0,\Sigma_1)$ the field $A_tx$ of flow matching
 *  and the field $(A_t+\Sigma_tJ)x$ both drive $\Sigma_t$, and their maps are different.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr gaussian_flux(arr x, const arr *with) { /* any function of the energy; mutants: aside */
  arr energy = times(dot(x, solve(with[0], x)), 1, 2);
  return mul(expo(neg(energy)), dot(with[1], x));
}

static arr linear_flow(arr t, arr Y, const arr *with) {
  (void)t;
  return dot(with[0], Y);
}

/* f(q) M x with f = 1/(1+q), q = x'Px, and below it the tangent map; with: M, P. */
static arr twist(arr t, arr state, const arr *with) {
  arr M = with[0], P = with[1], x = row_at(state, 0), D = rows_from(state, 1, x->rows);
  arr Px = dot(P, x), f = reciprocal(add(whole(t->in, 1), dot(x, Px))), turn = dot(M, x);
  arr slope = sub(mul(f, M), mul(times(square(f), 2, 1), outer(turn, Px)));
  return stack(row(mul(f, turn)), dot(slope, D));
}

/* with: Sigma0, Sigma1, J, whether the metric of the law is used, share of the swirl */
static arr swirling(arr t, arr Y, const arr *with) {
  arr S = interpolant_covariance(t, with[0], with[1]);
  arr metric = add(mul(with[3], S), mul(sub(whole(t->in, 1), with[3]), eye(t->in, Y->rows)));
  arr A = interpolant_field(t, with[0], with[1]);
  return dot(add(A, mul(with[4], dot(metric, with[2]))), Y);
}

static void measure_still(run *here, arr S, arr M, arr x, arr T) {
  arr with[] = { S, M }, P = inverse(S), unit = eye(S->in, S->rows), q = dot(x, dot(P, x));
  vanishes(here, "divergence of the flux", divergence(gaussian_flux, x, with),
           mul(expo(times(q, -1, 2)), norm(M)));
  arr Y = flow(linear_flow, unit, T, M);
  equals(here, "covariance turned in its own metric", product(Y, S, transpose(Y)), S);
  apart(here, "and not at rest", Y, unit);
  arr end = flow(twist, stack(row(x), unit), T, M, P), z = row_at(end, 0);
  arr f = reciprocal(add(whole(S->in, 1), q)), E = flow(linear_flow, unit, mul(T, f), M);
  arr slip = times(mul(mul(T, square(f)), outer(dot(M, z), dot(P, x))), 2, 1);
  arr D = rows_from(end, 1, x->rows);
  equals(here, "particle along the twist", z, dot(E, x));
  equals(here, "its tangent map", D, sub(E, slip));
  equals(here, "energy along the twist", dot(z, dot(P, z)), q);
  equals(here, "volume along the twist", determinant(D), whole(S->in, 1));
}

static void measure_many(run *here) {
  arr S0 = input(here, "Sigma0"), S1 = input(here, "Sigma1"), G = input(here, "G");
  arr T = input(here, "T"), J = sub(G, transpose(G)), unit = eye(S0->in, S0->rows);
  bool plain = under(here, "rotation in the standard metric");
  at(here, "t", T);
  measure_still(here, S0, plain ? J : dot(S0, J), input(here, "x"), T);
  arr metric = whole(T->in, !plain), one = whole(T->in, 1), none = whole(T->in, 0);
  arr swirled = flow(swirling, unit, T, S0, S1, J, metric, one);
  arr direct = flow(swirling, unit, T, S0, S1, J, metric, none),
      S = interpolant_covariance(T, S0, S1);
  equals(here, "law carried by the field", product(direct, S0, transpose(direct)), S);
  equals(here, "law carried by the field with a swirl", product(swirled, S0, transpose(swirled)),
         S);
  apart(here, "the two maps", swirled, direct);
}

static arr anisotropy(run *here) {
  arr S = input(here, "Sigma0"), G = input(here, "G"), J = sub(G, transpose(G));
  return norm(commutator(S, J));
}

static truth before_the_end(run *here) {
  arr T = exact_input(here, "T");
  return le(T, whole(T->in, 1));
}

static void any_swirl(draw *d) {
  int n = 2;
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "Sigma1", draw_spd(d, n));
  set(d, "G", add(draw_dyadic(d, n, n), given(draw_arithmetic(d), "0 4; 0 0")));
  set(d, "x", draw_dyadic(d, n, 0));
  set(d, "T", draw_between(d, 2, 5, 16));
}

CLAIM(odt_R2_1a) = {
  .title = "fields that leave the law where it is",
  .kind = REMARK,
  .where = "Section 2.1",
  .says = "adding to v_t any field from the linear space ℋ_α := {v : div(αv) = 0} does not affect "
          "the evolution of the measure",
  .sentence = "Holds; for N(0,Σ) the linear fields of ℋ_α are ΣJx with J antisymmetric, and not "
              "Jx.",
  .inputs = { { "Sigma0", "d,d", SPD, "covariance at t = 0" },
              { "Sigma1", "d,d", SPD, "covariance at t = 1" },
              { "G", "d,d", REAL, "J = G − Gᵀ" },
              { "x", "d", REAL, "a particle" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "T is at most 1", before_the_end } },
  .instances = { { "two ellipses",
                   { "Sigma0 = 2 1/2; 1/2 1", "Sigma1 = 1/2 -1/3; -1/3 3", "G = 0 3/2; 0 0",
                     "x = 7/5 -3/4", "T = 1/2" } } },
  .draw = any_swirl,
  .draws = 1,
  .visible = { { "commutator of the rotation and the covariance", anisotropy } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E1", "odt-P3.2" },
  .measure = measure_many,
  .controls = { { "rotation in the standard metric" } },
};
