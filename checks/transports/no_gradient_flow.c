/*. # No Wasserstein gradient flow
 *
 *  For one law $\alpha$ the field of attention with $V=Q^\top K$ is the gradient of $\phi[\alpha]$. The equation
 *  (29) would be a gradient flow in the space of laws if $\phi[\alpha]$ were the first variation of a functional.
 *
 *  If $\phi[\alpha]$ were, up to a constant $c[\alpha]$, the first variation of a functional, its derivative by
 *  the law would be symmetric up to functions of one variable,
 *  $D(x,y)-D(y,x)=c'(x)-c'(y)$ with $D(x,y)=e^{\langle Ax,y\rangle}/Z(x)$, and the sum
 *  of $D(x,y)-D(y,x)$ around three points would vanish. It does not.
 *
 *  Nor does any other functional help. In a Wasserstein gradient flow $n$ tokens move by
 *  $v_i=\mp n\nabla_{x_i}F(x_1,\dots,x_n)$, and $\partial v_i/\partial x_j$ is a symmetric matrix. For
 *  two equal tokens on the line with $qk=c$ put $a=cx_0(x_0-x_1)$, $b=cx_1(x_1-x_0)$ and
 *  $\sigma(a)=1/(1+e^{-a})$; then
 *
 *  $$\frac{\partial v_0}{\partial x_1}=c\,f(a),\qquad\frac{\partial v_1}{\partial x_0}=c\,f(b),\qquad
 *    f(a)=\sigma(-a)\big(1-a\,\sigma(a)\big),$$
 *
 *  and $f'(a)=-\sigma(a)\sigma(-a)\big(2-a\tanh\frac a2\big)$: $f$ decreases strictly between $\pm a_*$,
 *  $a_*\tanh\frac{a_*}2=2$, $a_*=2.399\ldots$. As $a-b=c(x_0^2-x_1^2)$, no two tokens with
 *  $c\,|x|^2\le1$ have a symmetric Jacobian unless $|x_0|=|x_1|$; the proof that goes with this claim decides
 *  it. Further out there are others: beyond $a_*$ the function rises again, and $f(a)=f(b)$ on a curve
 *  that crosses the antidiagonal.
 *
 *  What the normalisation breaks, the normalisation mends. If $A$ is symmetric,
 *  $Z_iv_i=\sum_je^{\langle Ax_i,x_j\rangle}A x_j$ is the gradient of
 *  $\frac12\sum_{ij}e^{\langle Ax_i,x_j\rangle}$: a gradient flow for a metric in which the token $i$ has the
 *  mobility $1/Z_i$. It needs $A=A^\top$.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* The derivative of f along each unit vector, in the columns. */
static arr jacobian(arr (*f)(arr, const arr *), arr x, const arr *with) {
  arr unit = eye(x->in, x->rows), J = NULL;
  for (int i = 0; i < x->rows; i++) {
    arr along = column(derivative(f, x, row_at(unit, i), with));
    J = J ? beside(J, along) : along;
  }
  return J;
}

static arr two_tokens(arr x, const arr *with) {
  arr X = column(x), zero = whole(arith_base(x->in), 0), unit = eye(zero->in, 1);
  return flat(
      attention((head){ unit, mul(with[0], unit), mul(with[0], unit) }, X, X, stack(zero, zero)));
}

static arr logistic(arr a) { return over(wholes(a, 1), add(wholes(a, 1), expo(neg(a)))); }

static arr share_of_the_other(arr a) {
  return mul(logistic(neg(a)), sub(wholes(a, 1), mul(a, logistic(a))));
}

static arr share_by_jets(arr a, const arr *with) {
  (void)with;
  return share_of_the_other(a);
}

static arr difference_of_shares(arr c, arr x) {
  arr x0 = item(x, 0), x1 = item(x, 1), gap = mul(c, sub(x0, x1));
  return sub(share_of_the_other(mul(x0, gap)), share_of_the_other(neg(mul(x1, gap))));
}

static void measure_two_tokens(run *here, arr c, arr x) {
  arr zero = whole(c->in, 0), one = whole(c->in, 1), a = sub(item(x, 0), item(x, 1));
  arr J = jacobian(two_tokens, x, (arr[]){ c }), stated = mul(c, difference_of_shares(c, x));
  part(here, "no gradient flow");
  arr measured = sub(entry(J, 0, 1), entry(J, 1, 0));
  equals(here, "asymmetry of the Jacobian of two tokens", measured,
         instead(here, "a gradient flow", stated, zero));
  exceeds(here, "its size", absolute(measured), zero);
  arr bend = sub(whole(c->in, 2), mul(a, tanhyp(times(a, 1, 2))));
  equals(here, "slope of f", derivative(share_by_jets, a, one, NULL),
         neg(mul(mul(logistic(a), logistic(neg(a))), bend)));
  arr near_ = given(c->in, "9/10 -5/4"), far = given(c->in, "9/10 -7/5");
  exceeds(here, "asymmetry on one side of the other curve", difference_of_shares(one, near_), zero);
  exceeds(here, "and on its other side", neg(difference_of_shares(one, far)), zero);
}

/* with: Q, K, V, tokens by rows, their log masses. */
static arr potential(arr x, const arr *with) {
  arr scores = dot(dot(with[3], transpose(with[1])), dot(with[0], x));
  return log_sum_exp(add(scores, with[4]));
}

static void trace_share(run *here, arith *N) {
  for (int k = -40; k <= 60; k++) {
    arr a = rat(N, k, 10);
    trace_point(here, "f", a, share_of_the_other(a));
  }
}

/* phi at with[5] of the law mixed with a Dirac at with[6]. */
static arr mixed_potential(arr share, const arr *with) {
  arr query = dot(with[0], with[5]), rest = sub(wholes(share, 1), share);
  arr old = add(dot(dot(with[3], transpose(with[1])), query), with[4]);
  arr mass = add(mul(rest, total(expo(old))), mul(share, expo(dot(query, dot(with[1], with[6])))));
  return ln(mass);
}

/* The derivative of phi at x by mass at y, in excess of the mean. */
static arr by_mass(arr x, arr y, const arr *with) {
  arr Z = expo(potential(x, with)), score = dot(dot(with[0], x), dot(with[1], y));
  return sub(over(expo(score), Z), whole(x->in, 1));
}

static arr twist(arr x, arr y, const arr *with) {
  return sub(by_mass(x, y, with), by_mass(y, x, with));
}

static arr by_law(arr x, arr y, const arr *with) {
  arr mixing[] = { with[0], with[1], with[2], with[3], with[4], x, y };
  return derivative(mixed_potential, whole(x->in, 0), whole(x->in, 1), mixing);
}

static void measure_variation(run *here, const arr *with, arr corners) {
  arr zero = whole(corners->in, 0), around = zero, formula = zero;
  part(here, "no first variation");
  for (int i = 0; i < 3; i++) {
    arr x = row_at(corners, i), y = row_at(corners, (i + 1) % 3);
    equals(here, "derivative by the law", by_law(x, y, with), by_mass(x, y, with));
    around = add(around, sub(by_law(x, y, with), by_law(y, x, with)));
    formula = add(formula, twist(x, y, with));
  }
  equals(here, "its twist around a triangle", around, formula);
  around = instead(here, "a first variation", around, zero);
  exceeds(here, "which is not zero", absolute(around), zero);
}

/*. ## With a mobility
 *
 *  The energy is $E=\frac12\sum_{ij}m_im_je^{\langle Ax_i,x_j\rangle}$ for tokens of masses $m_i$, with
 *  $\nabla_{x_i}E=m_iZ_iv_i$ when $A=A^\top$. Along the flow of attention it grows at the rate
 *  $\sum_im_iZ_i|v_i|^2$, which is integrated with the tokens. Without the factors $Z_i$ the
 *  integral is another.
 */
/* with: Q, K, V, masses */
static arr pulls(arr X, const arr *with) {
  return expo(product(X, transpose(with[0]), with[1], transpose(X)));
}

static arr partition(arr X, const arr *with) { return dot(pulls(X, with), with[3]); }

static arr energy(arr X, const arr *with) { return times(dot(with[3], partition(X, with)), 1, 2); }

static arr energy_of_entries(arr x, const arr *with) {
  return energy(shaped(x, with[3]->rows, with[2]->rows), with);
}

static arr velocity(arr X, const arr *with) {
  return attention((head){ with[0], with[1], with[2] }, X, X, ln(with[3]));
}

/* Momenta m_i Z_i v_i, or m_i v_i, of the entries x. */
static arr with_mobility(arr x, const arr *with) {
  arr X = shaped(x, with[3]->rows, with[2]->rows);
  return flat(mul(column(mul(with[3], partition(X, with))), velocity(X, with)));
}
static arr without_mobility(arr x, const arr *with) {
  arr X = shaped(x, with[3]->rows, with[2]->rows);
  return flat(mul(column(with[3]), velocity(X, with)));
}

/* The tokens, and a last row of which every entry is the gain; with[4] powers of Z. */
static arr with_gain(arr t, arr state, const arr *with) {
  int n = with[3]->rows;
  arr X = rows_from(state, 0, n), v = velocity(X, with);
  arr weight = with[4] ? with[3] : mul(with[3], partition(X, with));
  arr gain = dot(weight, sum_rows(square(v)));
  (void)t;
  return stack(v, mul(gain, wholes(rows_from(X, 0, 1), 1)));
}

static void measure_ascent(run *here, arr X, arr T, const arr *with) {
  bool bare = under(here, "without the mobility");
  arr gradient_ = gradient(energy_of_entries, flat(X), with);
  part(here, "mended by a mobility");
  arr J = jacobian(bare ? without_mobility : with_mobility, flat(X), with);
  equals(here, "Jacobian of the momenta, and its transpose", J, transpose(J));
  equals(here, "gradient of the energy", gradient_, with_mobility(flat(X), with));
  arr end = flow_from(with_gain, stack(X, wholes(rows_from(X, 0, 1), 0)), T, with);
  at(here, "t", T);
  equals(here, "energy gained by the tokens", entry(end, X->rows, 0),
         sub(energy(rows_from(end, 0, X->rows), with), energy(X, with)));
}

static bool symmetric_values(run *here) {
  arr A = dot(transpose(exact_input(here, "K")), exact_input(here, "Q"));
  return equal(A, transpose(A)) == YES;
}

static void measure_structure(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), X = input(here, "X"), m = input(here, "m");
  arr V = dot(transpose(Q), K), law[] = { Q, K, V, X, ln(m) }, tokens[] = { Q, K, V, m, NULL };
  measure_two_tokens(here, input(here, "c"), input(here, "pair"));
  measure_variation(here, law, input(here, "x"));
  if (arith_kind(X->in) == DOUBLE) trace_share(here, X->in);
  if (symmetric_values(here))
    measure_ascent(here, X, input(here, "T"), tokens);
  else {
    arr J = jacobian(with_mobility, flat(X), tokens);
    part(here, "mended by a mobility");
    apart(here, "the same when K'Q is not symmetric", J, transpose(J));
  }
}

static truth apart_in_size(run *here) {
  arr x = square(exact_input(here, "pair")), c = exact_input(here, "c"), one = whole(c->in, 1);
  if (equal(item(x, 0), item(x, 1)) != NO) return NO;
  return le(mul(c, greatest(x)), one);
}

static void any_tokens(draw *d) {
  arith *E = draw_arithmetic(d);
  arr Q = draw_dyadic(d, 2, 2), first = draw_between(d, 1, 3, 8);
  set(d, "Q", Q);
  set(d, "K", Q);
  set(d, "X", times(draw_dyadic(d, 2, 2), 1, 2));
  set(d, "m", draw_probability(d, 2));
  set(d, "x", stack(given(E, "1 0; -1/2 1"), draw_dyadic(d, 1, 2)));
  set(d, "c", draw_between(d, 2, 4, 4));
  set(d, "pair", stack(first, neg(add(first, draw_between(d, 1, 5, 8)))));
  set(d, "T", draw_between(d, 1, 4, 64));
}

CLAIM(odt_R7_2b) = {
  .title = "the transformer equation is no Wasserstein gradient flow",
  .kind = REMARK,
  .where = "Section 7.2, after eq. (29)",
  .says =
      "φ[α] is not a first variation δf(α) of a functional on P(R^d), so (29) is generally not a "
      "Wasserstein gradient flow",
  .sentence = "Holds, also for V = QᵀK and already for two tokens on the line; with the inverse "
              "partition functions as mobilities it is a gradient flow when QᵀK is symmetric.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys; the values are QᵀK" },
              { "X", "n,d", REAL, "tokens, by rows" },
              { "m", "n", PROBABILITY, "their masses" },
              { "x", "3,d", REAL, "three points" },
              { "c", "", POSITIVE, "key times query of tokens on the line" },
              { "pair", "2", REAL, "two tokens on the line" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "the pair differs in absolute value, and c x² is at most 1", apart_in_size } },
  .instances = { { "queries are keys",
                   { "Q = 1 1/2; -1/3 1", "K = 1 1/2; -1/3 1", "X = 1/2 -1/3; -1/4 3/4; 1 1/5",
                     "m = 1/2 1/3 1/6", "x = 1 0; -1/2 1; 1/3 -2/3", "c = 1", "pair = 0 1",
                     "T = 1/8" } },
                 { "queries apart from keys",
                   { "Q = 1 1/2; -1/3 1", "K = 2/3 -1; 1/2 1/4", "X = 1/2 -1/3; -1/4 3/4",
                     "m = 2/5 3/5", "x = 1/2 1; -1 1/3; 0 -1", "c = 3/2", "pair = 2/3 -1/2",
                     "T = 1/8" } } },
  .draw = any_tokens,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-R7.2a" },
  .parts = { { "no first variation", HOLDS, "φ[α] is not a first variation δf(α)", NULL, NO_ERRATUM,
               PRINTED },
             { "no gradient flow", HOLDS, "(29) is generally not a Wasserstein gradient flow", NULL,
               NO_ERRATUM, PRINTED },
             { "mended by a mobility", HOLDS,
               "for symmetric A = KᵀQ, m_i Z_i v_i is the gradient of ½Σ m_i m_j e^⟨Ax_i,x_j⟩",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_structure,
  .controls = { { "a gradient flow" },
                { "a first variation" },
                { "without the mobility", "queries are keys" } },
};
