/*. # Attention as a gradient
 *
 *  If $V=Q^\top K$, attention is the gradient of a log partition function: with $A=K^\top Q$,
 *
 *  $$\phi[\alpha](x)=\log\int e^{\langle Ax,y\rangle}\,d\alpha(y),\qquad
 *    \nabla\phi[\alpha](x)=A^\top\frac{\int y\,e^{\langle Ax,y\rangle}d\alpha}{\int e^{\langle Ax,y\rangle}d\alpha}
 *    =\Gamma[\alpha](x).$$
 *
 *  Its Hessian is $A^\top CA$, $C$ the covariance of the tokens under the attention of $x$: $\phi$ is
 *  convex. For any other $V$ the derivative of $\Gamma$ is $VCA$, and $C$ is arbitrary. It is symmetric for
 *  every symmetric $C$ only if $V$ is a multiple of $A^\top$, for invertible $A$: write $V=WA^\top$, so that
 *  $WA^\top CA$ is symmetric; $A^\top CA$ runs through all symmetric matrices, $W$ is symmetric (take the
 *  identity) and commutes with all of them. So $V=K^\top Q$ in the place of $Q^\top K$ will not do.
 *
 *  The gradient is compared with automatic differentiation, and then without derivatives: the work of
 *  $\Gamma$ along a broken line is enclosed as a flow and must be the difference of $\phi$ at its ends.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* with: Q, K, V, tokens by rows, their log masses. */
static arr potential(arr x, const arr *with) {
  arr scores = dot(dot(with[3], transpose(with[1])), dot(with[0], x));
  return log_sum_exp(add(scores, with[4]));
}

static arr field_at(arr x, const arr *with) {
  return flat(attention((head){ with[0], with[1], with[2] }, row(x), with[3], with[4]));
}

/* The covariance of the tokens under the attention of x. */
static arr attended(arr x, const arr *with) {
  arr scores = dot(dot(with[3], transpose(with[1])), dot(with[0], x));
  arr p = softmax(add(scores, with[4])), mean = dot(p, with[3]), off = sub(with[3], row(mean));
  return dot(transpose(off), mul(column(p), off));
}

/* The derivative of f along each unit vector, in the columns. */
static arr jacobian(arr (*f)(arr, const arr *), arr x, const arr *with) {
  arr unit = eye(x->in, x->rows), J = NULL;
  for (int i = 0; i < x->rows; i++) {
    arr along = column(derivative(f, x, row_at(unit, i), with));
    J = J ? beside(J, along) : along;
  }
  return J;
}

/* with[5], with[6]: the ends of a segment. */
static arr work_rate(arr s, arr sum, const arr *with) {
  arr way = sub(with[6], with[5]);
  (void)sum;
  return dot(field_at(add(with[5], mul(s, way)), with), way);
}

static void measure_work(run *here, const arr *with, arr corners) {
  arith *N = corners->in;
  arr zero = whole(N, 0), sum = zero, leg[7];
  for (int i = 0; i < 5; i++) leg[i] = with[i];
  for (int i = 0; i + 1 < corners->rows; i++) {
    leg[5] = row_at(corners, i), leg[6] = row_at(corners, i + 1);
    sum = add(sum, flow_from(work_rate, zero, whole(N, 1), leg));
  }
  arr gained = sub(potential(leg[6], with), potential(row_at(corners, 0), with));
  equals(here, "work along a broken line", sum, gained);
}

static void measure_gradient(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), corners = input(here, "x");
  arr V = instead(here, "V = K'Q", dot(transpose(Q), K), dot(transpose(K), Q));
  arr A = dot(transpose(K), Q), unit = eye(Q->in, A->rows);
  for (int i = 0; i < A->rows; i++)
    for (int j = 0; j <= i; j++) {
      arr e = outer(row_at(unit, i), row_at(unit, j)), bend = product(V, add(e, transpose(e)), A);
      equals(here, "derivative for a covariance, and its transpose", bend, transpose(bend));
    }
  arr with[] = { Q, K, V, input(here, "X"), ln(input(here, "m")) }, x = row_at(corners, 0);
  equals(here, "gradient of the potential", gradient(potential, x, with), field_at(x, with));
  arr H = jacobian(field_at, x, with);
  equals(here, "derivative of the field", H, product(transpose(A), attended(x, with), A));
  holds(here, "which is positive definite", positive_definite(H));
  measure_work(here, with, corners);
}

static truth tokens_span(run *here) {
  arr X = exact_input(here, "X"),
      A = dot(transpose(exact_input(here, "K")), exact_input(here, "Q"));
  arr off = sub(X, row(row_at(X, 0))), gram = dot(transpose(off), off);
  arr both = mul(determinant(gram), determinant(A));
  return equal(both, whole(X->in, 0)) == YES ? NO : YES;
}

static arr asymmetry(run *here) {
  arr A = dot(transpose(input(here, "K")), input(here, "Q"));
  return norm(sub(A, transpose(A)));
}

/* Tokens of which three are always a triangle. */
static arr draw_tokens(draw *d) {
  arith *E = draw_arithmetic(d);
  return stack(given(E, "1 2; -2 1; 1 -2"), times(draw_dyadic(d, 1, 2), 1, 2));
}

/* Off the identity by less than invertibility allows. */
static arr draw_near_identity(draw *d) {
  return add(eye(draw_arithmetic(d), 2), times(draw_dyadic(d, 2, 2), 1, 6));
}

static void any_attention(draw *d) {
  set(d, "Q", draw_near_identity(d));
  set(d, "K", draw_near_identity(d));
  set(d, "X", draw_tokens(d));
  set(d, "m", draw_probability(d, 4));
  set(d, "x", times(draw_dyadic(d, 3, 2), 1, 2));
}

CLAIM(odt_R7_2a) = {
  .title = "attention is a gradient field if V = QᵀK",
  .kind = REMARK,
  .where = "Section 7.2, after eq. (29)",
  .says =
      "A direct calculation shows that if one assumes V = QᵀK, then Γ_θ[α] = ∇ₓφ[α], φ[α](x) := "
      "log ∫ e^⟨Qx,Ky⟩ dα(y)",
  .sentence = "Holds; for invertible QᵀK only its multiples are possible as V.",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "X", "n,d", REAL, "tokens, by rows" },
              { "m", "n", PROBABILITY, "their masses" },
              { "x", "c,d", REAL, "corners of a broken line" } },
  .hypotheses = { { "K'Q is invertible and the tokens span the space", tokens_span } },
  .instances = { { "four tokens in the plane",
                   { "Q = 1 1/2; -1/3 2/3", "K = 1/2 -1/4; 3/4 1/5",
                     "X = 1 1/2; -1/3 1; 1/4 -1; -1 0", "m = 1/2 1/4 1/8 1/8",
                     "x = 1/2 -2/3; -1 1/3; 3/4 2" } },
                 { "keys of another dimension",
                   { "Q = 1 0 1/2; -1/3 2/3 0; 1/4 1/5 -1; 0 1 1",
                     "K = 1/2 -1/4 1; 3/4 1/5 0; 0 1/3 1/2; 1 0 0",
                     "X = 1 1/2 0; -1/3 1 1; 1/4 -1 1/2; -1 0 -1", "m = 1/3 1/3 1/6 1/6",
                     "x = 1/2 -2/3 1; -1/2 1/3 0" } } },
  .draw = any_attention,
  .draws = 1,
  .visible = { { "asymmetry of K'Q", asymmetry } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_gradient,
  .controls = { { "V = K'Q" } },
};
