/*. # A potential that is no first variation
 *
 *  Attention moves a token $x$ in the company of a law $\alpha$ by
 *  $\Gamma[\alpha](x)=V\int y\,e^{\langle Qx,Ky\rangle}d\alpha(y)\big/\!\int e^{\langle Qx,Ky\rangle}d\alpha(y)$.
 *  The quotient is a logarithmic derivative: with $\phi[\alpha](x)=\log\int e^{\langle Qx,Ky\rangle}d\alpha(y)$
 *
 *  $$\nabla\phi[\alpha](x)=Q^\top K\,\mathbb E_x[y],$$
 *
 *  the mean under the tilted law, so that $\Gamma=\nabla\phi$ when $V=Q^\top K$. Differentiating once
 *  more gives $\nabla\Gamma=Q^\top K\,\mathrm{Cov}_x\,K^\top Q\succeq0$: the potential is convex. With
 *  $V=K^\top Q$, which has the same shape, neither is true.
 *
 *  Three roads lead to this: the derivative of $\phi$ by automatic differentiation, the covariance of
 *  the tilted law, and the work of $\Gamma$ along the sides of a triangle, which is integrated as a
 *  differential equation and enclosed. It is the difference of $\phi$ along a side, and nothing around
 *  the triangle.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "prob/prob.h"

static arr potential_value(arr Q, arr K) { return dot(transpose(Q), K); }

/* with = { Q, K, V, cloud, log masses } */
static arr scores_at(arr x, const arr *with) {
  return add(dot(dot(with[3], transpose(with[1])), dot(with[0], x)), with[4]);
}
static arr potential(arr x, const arr *with) { return log_sum_exp(scores_at(x, with)); }

static arr drift(arr x, const arr *with) {
  head h = { with[0], with[1], with[2] };
  return row_at(attention(h, row(x), with[3], with[4]), 0);
}

/* Q'K Cov K'Q u, the covariance being that of the cloud as the token at x sees it. */
static arr tilted_covariance_along(arr u, arr x, const arr *with) {
  arr share = softmax(scores_at(x, with)), A = potential_value(with[0], with[1]);
  arr off = sub(with[3], row(dot(share, with[3])));
  arr covariance = dot(transpose(off), mul(column(share), off));
  return product(A, covariance, dot(transpose(A), u));
}

/* Work along the side from with[5] to with[6], of which s in [0, 1] is done. */
static arr power_along(arr s, arr work, const arr *with) {
  arr side = sub(with[6], with[5]);
  (void)work;
  return flat(dot(drift(add(with[5], mul(s, side)), with), side));
}

static arr work_from(arr start, arr end, const arr *with) {
  arr side[] = { with[0], with[1], with[2], with[3], with[4], start, end };
  arr none = whole(start->in, 0), one = whole(start->in, 1);
  return item(flow_from(power_along, flat(none), one, side), 0);
}

static void measure_potential(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), corners = input(here, "X"), u = input(here, "u");
  arr V = potential_value(Q, K);
  V = instead(here, "values K'Q", V, transpose(V));
  arr with[] = { Q, K, V, input(here, "Y"), ln(input(here, "p")) }, around = NULL, size = NULL;
  for (int i = 0; i < corners->rows; i++) {
    arr x = row_at(corners, i), slope = derivative(drift, x, u, with);
    at(here, "i", whole(x->in, i + 1));
    equals(here, "drift and gradient of the potential", drift(x, with),
           gradient(potential, x, with));
    equals(here, "derivative of the drift", slope, tilted_covariance_along(u, x, with));
    exceeds(here, "curvature of the potential", dot(u, slope), whole(x->in, 0));
  }
  for (int i = 0; i < corners->rows; i++) {
    arr start = row_at(corners, i), end = row_at(corners, (i + 1) % corners->rows);
    arr work = work_from(start, end, with);
    at(here, "i", whole(start->in, i + 1));
    arr before = potential(start, with), after = potential(end, with);
    equals_on_scale(here, "work along a side", work, sub(after, before),
                    add(absolute(before), absolute(after)));
    around = around ? add(around, work) : work;
    size = size ? add(size, absolute(work)) : absolute(work);
  }
  vanishes(here, "work around the triangle", around, size);
}

static arr asymmetry_of_values(run *here) {
  arr V = potential_value(input(here, "Q"), input(here, "K"));
  return norm(sub(V, transpose(V)));
}

static void any_cloud(draw *d) {
  int n = (int)draw_whole(d, 2, 4), k = (int)draw_whole(d, 2, 3);
  set(d, "Q", draw_dyadic(d, k, 2));
  set(d, "K", draw_dyadic(d, k, 2));
  set(d, "Y", draw_dyadic(d, n, 2));
  set(d, "p", draw_probability(d, n));
  set(d, "X", times(draw_dyadic(d, 3, 2), 1, 2));
  set(d, "u", draw_dyadic(d, 2, 0));
}

static truth sees_a_spread(run *here) {
  arr Y = exact_input(here, "Y"),
      A = dot(transpose(exact_input(here, "Q")), exact_input(here, "K"));
  arr seen = dot(Y, dot(transpose(A), exact_input(here, "u")));
  return equal(seen, item(seen, 0)) == YES ? NO : YES;
}

CLAIM(odt_R7_2a) = {
  .title = "attention is a gradient when the values are QᵀK",
  .kind = REMARK,
  .where = "Section 7.2, after eq. (29)",
  .says = "if one assumes V = QᵀK, then Γ_θ[α] = ∇_x φ[α]. Hence in this case, the drift is a "
          "gradient field",
  .sentence = "Holds; the potential is convex, its Hessian a covariance of the cloud as the token "
              "sees it.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "Y", "n,d", REAL, "a cloud of tokens" },
              { "p", "n", PROBABILITY, "its masses" },
              { "X", "m,d", REAL, "corners of a path that closes" },
              { "u", "d", REAL, "a direction" } },
  .hypotheses = { { "the cloud is spread where u looks", sees_a_spread } },
  .instances = { { "three tokens in the plane",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "Y = 1 0; -1/2 3/2; 1/3 -1",
                     "p = 1/2 1/3 1/6", "X = 1/2 -1/3; 1 1/4; -1/4 3/4", "u = 1 -2/3" } },
                 { "keys of rank one",
                   { "Q = 1 -1/2;", "K = 1/3 1;", "Y = 1 1/2; -2 1; 0 -1; 3/2 0",
                     "p = 1/4 1/4 1/3 1/6", "X = 1 0; 0 1; -1/2 -1/2", "u = 1 1/3" } } },
  .draw = any_cloud,
  .draws = 2,
  .visible = { { "asymmetry of QᵀK", asymmetry_of_values } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_potential,
  .controls = { { "values K'Q" } },
};

/*. ## A law that moves is another matter
 *
 *  For $\alpha$ fixed $\Gamma[\alpha]$ is a gradient. The equation (29) would be a Wasserstein gradient
 *  flow if $\phi[\alpha]$ were, up to its sign, the first variation of a functional $f$. On atoms,
 *  $\alpha=\sum_ip_i\delta_{x_i}$ and $F(X)=f(\alpha)$, that means $\nabla_{x_i}F=p_i\,v_i$, and then
 *  the work $\int\sum_ip_i\,v_i\cdot dx_i$ around a loop of configurations is zero. It is not: around the
 *  parallelogram spanned by two displacements $U$ and $W$ of all tokens it is enclosed away from zero,
 *  and so is its derivative
 *
 *  $$B(U,W)-B(W,U),\qquad B(U,W)=\sum_ip_i\,W_i\cdot Dv_i[U],$$
 *
 *  which a second derivative of $F$ would make vanish. The reason is the denominator. When $Q^\top K$ is
 *  symmetric, attention without it,
 *
 *  $$Z_iv_i=\sum_jp_j\,e^{\langle Qx_i,Kx_j\rangle}Vx_j=\frac1{p_i}\nabla_{x_i}F,\qquad
 *    F=\tfrac12\sum_{ij}p_ip_j\,e^{\langle Qx_i,Kx_j\rangle},$$
 *
 *  is a gradient, and put in place of attention it is refused here. So attention is steepest ascent of
 *  $F$ with the mobility $1/Z_i$, a metric of its own: $F$ grows along the flow at the rate
 *  $\sum_ip_iZ_i|v_i|^2$, which is integrated with it.
 */
typedef arr (*velocity)(arr X, const arr *with);

/* with = { Q, K, V, masses } */
static arr by_attention(arr X, const arr *with) {
  return attention((head){ with[0], with[1], with[2] }, X, X, ln(with[3]));
}

static arr exponentials(arr X, const arr *with) {
  return expo(product(X, transpose(with[0]), with[1], transpose(X)));
}
static arr weights_seen(arr X, const arr *with) { return dot(exponentials(X, with), with[3]); }

static arr unnormalised(arr X, const arr *with) {
  return product(exponentials(X, with), mul(column(with[3]), X), transpose(with[2]));
}

/* Along U, against W: the sum over the tokens of p_i W_i . Dv_i[U]. */
static arr pairing(velocity v, arr X, arr U, arr W, const arr *with) {
  return total(mul(mul(column(with[3]), W), derivative(v, X, U, with)));
}

/* with[4], with[5]: where a side begins, and the displacement along it. */
static arr power_of_cloud(velocity v, arr s, const arr *with) {
  arr moved = v(add(with[4], mul(s, with[5])), with);
  return flat(total(mul(mul(column(with[3]), moved), with[5])));
}
static arr power_of_attention(arr s, arr work, const arr *with) {
  return (void)work, power_of_cloud(by_attention, s, with);
}
static arr power_unnormalised(arr s, arr work, const arr *with) {
  return (void)work, power_of_cloud(unnormalised, s, with);
}

/* Around X, X + U, X + U + W, X + W. */
static arr work_around(field power_, arr X, arr U, arr W, const arr *with) {
  arr sides[] = { U, W, neg(U), neg(W) }, none = flat(whole(X->in, 0)), sum = NULL;
  for (int i = 0; i < 4; i++) {
    arr side[] = { with[0], with[1], with[2], with[3], X, sides[i] };
    arr work = item(flow_from(power_, none, whole(X->in, 1), side), 0);
    sum = sum ? add(sum, work) : work, X = add(X, sides[i]);
  }
  return sum;
}

static arr interaction_energy(arr X, const arr *with) {
  return times(dot(with[3], weights_seen(X, with)), 1, 2);
}
static arr energy_of_entries(arr x, const arr *with) {
  return interaction_energy(shaped(x, with[3]->rows, with[2]->rows), with);
}

/* The tokens, and a last row whose first entry is the sum over time of p_i Z_i |v_i|^2. */
static arr with_ascent(arr t, arr state, const arr *with) {
  int n = with[3]->rows;
  arr X = rows_from(state, 0, n), v = by_attention(X, with), zero = wholes(row_at(X, 0), 0);
  arr ascent = total(mul(mul(with[3], weights_seen(X, with)), sum_rows(square(v))));
  (void)t;
  return stack(v, add(row(zero), mul(ascent, row(row_at(eye(X->in, X->columns), 0)))));
}

/* Without the denominator, what a displacement costs is a difference of energies. */
static void measure_without(run *here, arr X, arr U, arr W, const arr *with) {
  arr before = interaction_energy(X, with), after = interaction_energy(add(X, U), with);
  arr side[] = { with[0], with[1], with[2], with[3], X, U };
  arr none = flat(whole(X->in, 0)), one = whole(X->in, 1);
  equals_on_scale(here, "work along a side without the denominator",
                  item(flow_from(power_unnormalised, none, one, side), 0), sub(after, before),
                  add(before, after));
  vanishes(here, "and around the loop", work_around(power_unnormalised, X, U, W, with),
           add(before, after));
}

/* When Q'K is symmetric: steepest ascent in a metric of its own. */
static void measure_ascent(run *here, arr X, arr T, const arr *with) {
  arr Z = column(weights_seen(X, with)), plain = unnormalised(X, with);
  equals(here, "attention times its denominator", mul(Z, by_attention(X, with)), plain);
  arr slope = shaped(gradient(energy_of_entries, flat(X), with), X->rows, X->columns);
  equals(here, "gradient of the interaction energy", slope, mul(column(with[3]), plain));
  arr start = stack(X, zeros(X->in, 1, X->columns)), end = flow_from(with_ascent, start, T, with);
  at(here, "t", T);
  equals(here, "energy gained by the tokens", entry(end, X->rows, 0),
         sub(interaction_energy(rows_from(end, 0, X->rows), with), interaction_energy(X, with)));
}

static truth symmetric_values(run *here) {
  arr A = dot(transpose(exact_input(here, "Q")), exact_input(here, "K"));
  return equal(A, transpose(A));
}

static void measure_variation(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), X = input(here, "X"), U = input(here, "U");
  arr W = input(here, "W"), with[] = { Q, K, potential_value(Q, K), input(here, "p") };
  velocity v = instead(here, "without the denominator", by_attention, unnormalised);
  field power_ = instead(here, "without the denominator", power_of_attention, power_unnormalised);
  apart(here, "second derivative one way and the other", pairing(v, X, U, W, with),
        pairing(v, X, W, U, with));
  if (symmetric_values(here) == YES && !under(here, "without the denominator"))
    measure_ascent(here, X, input(here, "T"), with), measure_without(here, X, U, W, with);
  arr around = work_around(power_, X, U, W, with), none = whole(X->in, 0);
  exceeds(here, "work around a loop of configurations", absolute(around), none);
}

static void any_tokens(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  arr Q = draw_dyadic(d, 2, 2);
  set(d, "Q", Q);
  set(d, "K", Q);
  set(d, "X", times(draw_dyadic(d, n, 2), 1, 2));
  set(d, "p", draw_probability(d, n));
  set(d, "U", times(draw_dyadic(d, n, 2), 1, 2));
  set(d, "W", times(draw_dyadic(d, n, 2), 1, 2));
  set(d, "T", draw_between(d, 1, 4, 64));
}

static arr difference_of_displacements(run *here) {
  arr U = input(here, "U"), W = input(here, "W"), one = total(mul(U, W));
  return sub(mul(total(square(U)), total(square(W))), square(one));
}

CLAIM(odt_R7_2b) = {
  .title = "the transformer equation is no Wasserstein gradient flow",
  .kind = REMARK,
  .where = "Section 7.2, after eq. (29)",
  .says = "φ[α] is not a first variation δf(α) of a functional on P(R^d), so (29) is generally not "
          "a Wasserstein gradient flow",
  .sentence = "Holds, also for symmetric QᵀK: the work around a loop of configurations is not "
              "zero. In the metric with mobility 1/Z attention is steepest ascent of an "
              "interaction energy.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys; the values are QᵀK" },
              { "X", "n,d", REAL, "tokens" },
              { "p", "n", PROBABILITY, "their masses" },
              { "U", "n,d", REAL, "a displacement of all tokens" },
              { "W", "n,d", REAL, "another" },
              { "T", "", POSITIVE, "how long they are watched" } },
  .instances = { { "two tokens on the line",
                   { "Q = 1", "K = 1", "X = 0; 1", "p = 1/2 1/2", "U = 1; 0", "W = 0; 1",
                     "T = 1/8" } },
                 { "queries are keys",
                   { "Q = 1 1/2; -1/3 1", "K = 1 1/2; -1/3 1", "X = 1/2 -1/3; -1/4 3/4; 1 1/5",
                     "p = 1/2 1/3 1/6", "U = 1/3 0; 0 -1/2; 1/4 1", "W = 0 1/2; 1 1/3; -1/2 1/5",
                     "T = 1/16" } },
                 { "queries apart from keys",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "X = 1/2 -1/3; -1/4 3/4",
                     "p = 2/5 3/5", "U = 1/3 1; 0 -1/2", "W = 0 1/2; 1 1/3", "T = 1/8" } } },
  .draw = any_tokens,
  .draws = 2,
  .visible = { { "area between the displacements", difference_of_displacements } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-R7.2a" },
  .measure = measure_variation,
  .controls = { { "without the denominator", "queries are keys" } },
};
