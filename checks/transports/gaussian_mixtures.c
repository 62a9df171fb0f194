/*. # Gaussians, not mixtures
 *
 *  The survey counts among the works on the transformer equation that treat "tractable cases such as Gaussian
 *  mixtures" the paper of Castin et al. (its reference [16]). That paper treats Gaussians: their closure
 *  (its Proposition 4.2, the survey's Theorem 7.1), their fate, other attentions. Of mixtures it says
 *  nothing, and they are another matter, because a component feels the others.
 *
 *  Let $\alpha=\sum_ip_iN(m_i,\Sigma)$ and $w=K^\top Qx$. Tilting by $e^{\langle w,y\rangle}$ moves every component
 *  by $\Sigma w$ and multiplies its mass by $e^{\langle m_i,w\rangle}$, up to a common factor:
 *
 *  $$\Gamma(x)=V\Big(\Sigma w+\sum_i\pi_i(x)\,m_i\Big),\qquad \pi_i(x)=\frac{p_ie^{\langle m_i,w\rangle}}{\sum_jp_je^{\langle m_j,w\rangle}} .$$
 *
 *  The second term is no affine function of $x$: on the line, for two equal components at $\pm m$,
 *  it is $vm\tanh(amx)$. A curve of mixtures of $k$ distinct Gaussians changes its density at the rate
 *  $\sum_iN_i(x)\,q_i(x)$ with polynomials $q_i$ of degree two. The rate that the equation asks for is
 *  $-\mathrm{div}(\rho\Gamma)$. For one component it is of this form, for more it is not: coefficients
 *  of the $q_i$ that fit it at as many points as there are coefficients miss it at the next. Were each
 *  component to feel only itself, they would not. Nor do more components help, as long as
 *  their number is bounded: limits of their rates are polynomials times Gaussians, entire functions,
 *  and $\tanh(amx)$ has poles.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* with: K'Q, V, means by rows, log masses, covariance, its inverse */
enum { KEYS, VALUES, MEANS, LOG_MASSES, COVARIANCE, PRECISION, PARAMETERS };

/* The same density, by whitened distances. */
static arr whitened_components(arr x, const arr *with) {
  arr L = cholesky(with[COVARIANCE]), all = NULL;
  for (int i = 0; i < with[MEANS]->rows; i++) {
    arr off = solve(L, sub(x, row_at(with[MEANS], i))),
        bell = expo(times(total(square(off)), -1, 2));
    arr part_ = mul(expo(item(with[LOG_MASSES], i)), bell);
    all = all ? stack(all, part_) : flat(part_);
  }
  return all;
}

static arr field_of(arr x, const arr *with) {
  arr w = dot(with[KEYS], x),
      mean = dot(softmax(add(dot(with[MEANS], w), with[LOG_MASSES])), with[MEANS]);
  return dot(with[VALUES], add(dot(with[COVARIANCE], w), mean));
}

/* Components at x, up to a common constant. */
static arr components(arr x, const arr *with) {
  arr off = sub(row(x), with[MEANS]), level = sum_rows(mul(off, dot(off, with[PRECISION])));
  return expo(sub(with[LOG_MASSES], times(level, 1, 2)));
}

static arr flux(arr x, const arr *with) {
  return mul(total(components(x, with)), field_of(x, with));
}

/* If each component felt only itself: V (m_i + Sigma w), times its density. */
static arr separate_flux(arr x, const arr *with) {
  arr w = dot(with[KEYS], x), N = components(x, with);
  arr fields = add(row(dot(with[COVARIANCE], w)), with[MEANS]);
  return dot(with[VALUES], dot(N, fields));
}

/* By Gauss-Hermite, which knows no tilted mean, from the scores <Qx, Ky> themselves. */
static arr field_by_quadrature(arr x, arr Q, arr K, const arr *with) {
  arr L = cholesky(with[COVARIANCE]), w = dot(dot(Q, x), K), tilt = dot(transpose(L), w);
  gaussian_rule rule = gaussian_rule_for(tilt, x->rows);
  arr mass = mul(rule.weights, expo(dot(rule.points, tilt)));
  arr size = ball(total(mass), rule.defect), moved = ball(dot(mass, rule.points), rule.defect);
  arr pull = expo(add(dot(with[MEANS], w), with[LOG_MASSES]));
  arr sum = add(mul(size, dot(pull, with[MEANS])), mul(total(pull), dot(L, moved)));
  return dot(with[VALUES], over(sum, mul(size, total(pull))));
}

/* 1, x_i and x_i x_j with i <= j, as a vector. */
static arr monomials(arr x) {
  arr all = stack(wholes(item(x, 0), 1), x);
  for (int i = 0; i < x->rows; i++)
    for (int j = i; j < x->rows; j++) all = stack(all, mul(item(x, i), item(x, j)));
  return all;
}

/* The rates of a curve of mixtures, by coefficients of the q_i, relative to the density. */
static arr tangents(arr x, const arr *with) {
  arr N = components(x, with);
  return flat(outer(over(N, total(N)), monomials(x)));
}

/* Points of which no conic holds too many. */
static arr point(arith *A, int j, int d) {
  arr x[d];
  long residue = 1;
  for (int c = 0; c < d; c++) residue = residue * (j + 1) % 13, x[c] = rat(A, 2 * residue - 13, 8);
  return pack(A, d, x);
}

typedef arr (*flow_of_mass)(arr x, const arr *with);

static arr rate_at(flow_of_mass F, arr x, const arr *with) {
  return neg(over(divergence(F, x, with), total(components(x, with))));
}

/* What the coefficients that fit the first points say of the next one. */
static arr foretold(flow_of_mass F, arr next, const arr *with) {
  arith *A = next->in;
  arr rows_ = NULL, rates = NULL;
  int n = tangents(next, with)->rows;
  for (int j = 0; j < n; j++) {
    arr x = point(A, j, next->rows), tangent = row(tangents(x, with)), rate = rate_at(F, x, with);
    rows_ = rows_ ? stack(rows_, tangent) : tangent;
    rates = rates ? stack(rates, rate) : flat(rate);
  }
  return dot(tangents(next, with), solve(rows_, rates));
}

/*. ## A sixth moment
 *
 *  The full equation is run as well, with weighted tokens at Gauss-Hermite nodes of both components of
 *  $\frac12N(-m,s)+\frac12N(m,s)$. It remains even, and as a mixture it would have the moments
 *  $\mu_2=m^2+s$, $\mu_4=m^4+6m^2s+3s^2$ and so $\mu_6=15\mu_2^3-30\mu_2u^2+16u^3$ with
 *  $u^2=m^4=\frac12(3\mu_2^2-\mu_4)$. At the start it has; a little later it has not, whether 40 tokens
 *  are run or 52.
 */
static arr even_power(arr X, arr masses, int n) { return dot(masses, power(flat(X), n)); }

/* Of the sixth moment over that of the even mixture with the same second and fourth; the sixth and the
 * second. */
static arr excess(arr X, arr masses) {
  arr m2 = even_power(X, masses, 2),
      u2 = times(sub(times(square(m2), 3, 1), even_power(X, masses, 4)), 1, 2);
  arr six = sub(times(power(m2, 3), 15, 1), times(mul(m2, u2), 30, 1));
  arr found = even_power(X, masses, 6);
  return stack(sub(found, add(six, times(mul(u2, root(u2)), 16, 1))), stack(found, m2));
}

static arr excess_after(arr T, int nodes, const arr *with) {
  arith *A = T->in;
  gaussian_rule rule = gaussian_rule_of(A, nodes, 1);
  arr mean = absolute(entry(with[MEANS], 1, 0)), spread_ = mul(root(with[COVARIANCE]), rule.points);
  arr X = stack(add(spread_, mean), sub(spread_, mean)),
      m = times(stack(rule.weights, rule.weights), 1, 2);
  arr one = eye(A, 1), keys = with[KEYS], values = with[VALUES];
  X = flow(attention_field, X, T, one, one, keys, keys, values, values, ln(m));
  return excess(X, m);
}

static void measure_sixth_moment(run *here, const arr *with) {
  arith *A = with[KEYS]->in;
  arr later = rat(A, 1, 8), start = excess_after(whole(A, 0), 20, with);
  arr end = excess_after(later, 20, with), finer = excess_after(later, 26, with);
  vanishes(here, "excess of the sixth moment at the start", item(start, 0), item(start, 1));
  arr variance = add(square(entry(with[MEANS], 1, 0)), entry(with[COVARIANCE], 0, 0));
  equals(here, "its second moment", item(start, 2), variance);
  at(here, "t", later);
  equals_on_scale(here, "excess later, by 40 tokens and by 52", item(end, 0), item(finer, 0),
                  item(end, 1));
  exceeds(here, "its size", absolute(item(end, 0)), times(item(end, 1), 1, 1000000));
}

static void trace_fields(run *here, const arr *with) {
  arith *A = with[KEYS]->in;
  for (int k = -40; k <= 40; k++) {
    arr x = flat(rat(A, k, 10)), linear = product(with[VALUES], with[COVARIANCE], with[KEYS], x);
    trace_point(here, "mixture", item(x, 0), item(field_of(x, with), 0));
    for (int i = 0; i < with[MEANS]->rows; i++)
      trace_point(here, i ? "second component" : "first component", item(x, 0),
                  item(add(linear, dot(with[VALUES], row_at(with[MEANS], i))), 0));
  }
}

static void measure_mixture(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), S = input(here, "Sigma"), x = input(here, "x");
  arr with[PARAMETERS] = {
    dot(transpose(K), Q), input(here, "V"), input(here, "m"), ln(input(here, "p")), S, inverse(S)
  };
  flow_of_mass F = instead(here, "as printed", flux, separate_flux);
  equals(here, "field at x", field_of(x, with), field_by_quadrature(x, Q, K, with));
  equals(here, "components at x", components(x, with), whitened_components(x, with));
  arr rate = rate_at(F, x, with), fitted = foretold(F, x, with);
  if (with[MEANS]->rows == 1)
    equals(here, "rate of the density, and of a curve of Gaussians", rate, fitted);
  else
    apart(here, "rate of the density, and of a curve of mixtures", rate, fitted);
  if (arith_kind(x->in) != DOUBLE || x->rows > 1) return;
  trace_fields(here, with);
  if (with[MEANS]->rows == 2) measure_sixth_moment(here, with);
}

static truth distinct_and_felt(run *here) {
  arr m = exact_input(here, "m"),
      A = dot(transpose(exact_input(here, "K")), exact_input(here, "Q"));
  if (m->rows == 1) return YES;
  arr off = sub(row_at(m, 1), row_at(m, 0)), seen = dot(off, A),
      moved = dot(exact_input(here, "V"), off);
  truth blind = equal(seen, wholes(seen, 0)), still = equal(moved, wholes(moved, 0));
  return m->rows == 2 && blind == NO && still == NO ? YES : NO;
}

static arr draw_number(draw *d, long low, long high) {
  return column(flat(draw_between(d, low, high, 8)));
}

static void any_mixture(draw *d) {
  set(d, "Q", draw_number(d, 4, 8));
  set(d, "K", draw_number(d, 4, 8));
  set(d, "V", draw_number(d, -8, -4));
  set(d, "m", stack(draw_number(d, -8, -1), draw_number(d, 4, 8)));
  set(d, "p", draw_probability(d, 2));
  set(d, "Sigma", draw_number(d, 2, 4));
  set(d, "x", flat(draw_between(d, 5, 9, 4)));
}

CLAIM(odt_Castin) = {
  .title = "tractable cases of the transformer equation",
  .kind = REMARK,
  .where = "Section 7, introduction, of reference [16]",
  .says = "Recent work has explored the long-time behavior of such “transformer PDEs”, including "
          "clustering phenomena on the sphere [92, 32, 33] and tractable cases such as Gaussian "
          "mixtures "
          "[16]",
  .correction = "tractable cases such as Gaussians [16]; a mixture of several does not remain one",
  .sentence = "Reference [16] (as read: v1) treats Gaussians. Mixtures of two are left at once.",
  .remains =
      "The closure on single Gaussians, which the two papers state alike but for the slips in "
      "eq. (30); the survey has it for centred tokens.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "m", "n,d", REAL, "means of the components, by rows" },
              { "p", "n", PROBABILITY, "their masses" },
              { "Sigma", "d,d", SPD, "their covariance" },
              { "x", "d", REAL, "where the rate is foretold" } },
  .hypotheses = { { "one component, or two with means that are felt and move",
                    distinct_and_felt } },
  .instances = { { "two components on the line",
                   { "Q = 1", "K = 3/4", "V = -1", "m = -1/2; 3/2", "p = 2/5 3/5", "Sigma = 1/2",
                     "x = 7/4" } },
                 { "two components in the plane",
                   { "Q = 1 1/2; -1/3 2/3", "K = 1/2 -1/4; 3/4 1/5", "V = 1 -1/2; 1/3 4/5",
                     "m = 1 1/2; -1/3 -1", "p = 1/3 2/3", "Sigma = 4/5 1/3; 1/3 1/2",
                     "x = 1/4 -2/3" } },
                 { "one component in the plane",
                   { "Q = 1 1/2; -1/3 2/3", "K = 1/2 -1/4; 3/4 1/5", "V = 1 -1/2; 1/3 4/5",
                     "m = 1 1/2;", "p = 1", "Sigma = 4/5 1/3; 1/3 1/2", "x = 1/4 -2/3" } } },
  .draw = any_mixture,
  .draws = 1,
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .uses = { "odt-T7.1", "udt-L4.1", "udt-P4.2" },
  .measure = measure_mixture,
  .controls = { { "as printed", "two components on the line" },
                { "as printed", "two components in the plane" } },
};
