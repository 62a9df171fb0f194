/*. # Gradient descent and the flow it tends to
 *
 *  $X_{t+\tau}=X_t-\tau\nabla F(X_t)$ "converges formally", as $\tau\to0$, "to the ODE dynamics in
 *  (17)", $\dot X=-\nabla F(X)$ with $F$ the risk (20). With (17) as printed, without the factor $n$,
 *  this is so; the flow (15) of the law of neurons is $n$ times faster, and in its time the step is
 *  $n\tau$.
 *
 *  The convergence need not be formal. For linear networks everything is a polynomial, and the error of
 *  the scheme can be named: $X_\tau(T)=X(T)+\tau\,e(T)+O(\tau^2)$, where the error rides along with the
 *  flow,
 *
 *  $$\dot e=Dg(X)\,e-\tfrac12Dg(X)\,g(X),\qquad g=-\nabla F,\quad e(0)=0 .$$
 *
 *  The term $-\frac12Dg\,g$ is itself a gradient: $Dg\,g=\frac12\nabla|\nabla F|^2$. So to the second
 *  order descent with step $\tau$ is the flow of another risk,
 *
 *  $$F_\tau=F+\tfrac\tau4|\nabla F|^2,$$
 *
 *  which prefers flat regions. Both are examined: the first coefficient, and the second order of what
 *  is left against the flow of $F_\tau$. For a network with activation $\tanh$ the first order is. One
 *  more thing separates the scheme from the flow: the risk falls at every step only if $\tau$ is not
 *  too long,
 *
 *  $$F(X_{k+1})\le F(X_k)-\tfrac\tau2|\nabla F(X_k)|^2\qquad\text{while }\tau\le1/L,$$
 *
 *  and with a long step it rises.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/networks.h"
#include "prob/prob.h"

/* with: S_zz, S_yz.  Minus the gradient of F at the neurons X. */
static arr linear_descent(arr t, arr X, const arr *with) {
  arr B = linear_generator(second_moments(X), with[0], with[1]);
  return (void)t, times(dot(X, transpose(B)), 1, X->rows);
}

static arr of_laws(arr t, arr X, const arr *with) {
  return times(linear_descent(t, X, with), X->rows, 1);
}

/* The derivative of that along H; the generator is affine in the second moments. */
static arr derivative_along(arr X, arr H, const arr *with) {
  arr cross = dot(transpose(X), H), change = times(add(cross, transpose(cross)), 1, X->rows);
  arr none = zeros(arith_base(X->in), X->columns, X->columns);
  arr B = linear_generator(second_moments(X), with[0], with[1]);
  arr dB =
      sub(linear_generator(change, with[0], with[1]), linear_generator(none, with[0], with[1]));
  return times(add(dot(H, transpose(B)), dot(X, transpose(dB))), 1, X->rows);
}

/* Neurons, and below them the error of the scheme over its step. */
static arr with_error(arr t, arr state, const arr *with) {
  int n = state->rows / 2;
  arr X = rows_from(state, 0, n), e = rows_from(state, n, n), g = linear_descent(t, X, with);
  return stack(g, derivative_along(X, sub(e, times(g, 1, 2)), with));
}

/* The flow of F + tau/4 |grad F|^2; with[2]: tau. */
static arr modified(arr t, arr X, const arr *with) {
  arr g = linear_descent(t, X, with), bend = derivative_along(X, g, with);
  return sub(g, mul(times(with[2], 1, 2), bend));
}

/* with: data, labels, masses. */
static arr smooth_descent(arr t, arr X, const arr *with) {
  arr G = network_gradient(tanh_unit, with[0], with[1], X, with[2]);
  return (void)t, times(G, -1, X->rows);
}

/* with: data, labels, masses, and a cloud of the same shape. */
static arr linear_risk(arr x, const arr *with) {
  arr X = shaped(x, with[3]->rows, with[3]->columns);
  return network_risk(linear_unit, with[0], with[1], X, with[2]);
}

/* |grad F|^2, by its formula. */
static arr squared_slope(arr x, const arr *with) {
  arr X = shaped(x, with[2]->rows, with[2]->columns);
  return total(square(linear_descent(whole(x->in, 0), X, with)));
}

enum { FIRST = 8 }; /* steps of the scheme; then 16, 32, and in double 64 and 128 */

static int rungs(arith *A) { return arith_kind(A) == DOUBLE ? 5 : 3; }

static arr appended(arr list, arr x) { return list ? stack(list, x) : flat(x); }

static void measure_error(run *here, arr X, arr T, const arr *with) {
  arr none = wholes(X, 0), end = flow_from(with_error, stack(X, none), T, with);
  arr limit = rows_from(end, 0, X->rows), e = rows_from(end, X->rows, X->rows);
  arr gauges = NULL, gaps = NULL, leading = NULL, left = NULL, zero = whole(T->in, 0);
  limit = instead(here, "clock of (15)", limit, flow_from(of_laws, X, T, with));
  for (int i = 0; i < rungs(T->in); i++) {
    int m = FIRST << i;
    arr tau = times(T, 1, m), Y = euler(linear_descent, X, T, m, with), off = sub(Y, limit);
    arr better = flow_from(modified, X, T, (arr[]){ with[0], with[1], tau, NULL });
    gauges = appended(gauges, tau), gaps = appended(gaps, norm(off));
    leading = appended(leading, over(total(mul(off, X)), tau));
    left = appended(left, norm(sub(Y, better)));
  }
  arr one = whole(T->in, 1), two = whole(T->in, 2), slack = rat(T->in, 1, 10);
  tends(here, "distance of descent from the flow", gauges, gaps, zero, one, slack);
  tends(here, "its first coefficient", gauges, leading,
        total(mul(instead(here, "no curvature", e, none), X)), one, slack);
  tends(here, "distance from the flow of F + tau/4 |grad F|^2", gauges, left, zero, two, slack);
}

static void measure_smooth(run *here, arr X, arr T) {
  arr with[] = { input(here, "Z"), input(here, "Y"), equal_masses(X), NULL },
      zero = whole(T->in, 0);
  arr limit = flow_from(smooth_descent, X, T, with), gauges = NULL, gaps = NULL;
  for (int i = 0; i < 3; i++) {
    int m = FIRST << i;
    gauges = appended(gauges, times(T, 1, m));
    gaps = appended(gaps, norm(sub(euler(smooth_descent, X, T, m, with), limit)));
  }
  tends(here, "distance for tanh", gauges, gaps, zero, whole(T->in, 1), rat(T->in, 1, 10));
}

static void measure_steps(run *here, arr X, arr tau, const arr *with, const arr *data) {
  tau = instead(here, "a long step", tau, times(tau, 50, 1));
  for (int k = 0; k < 4; k++) {
    arr g = linear_descent(tau, X, with), next = add(X, mul(tau, g));
    arr fall = times(mul(tau, total(square(g))), 1, 2), F = linear_risk(flat(X), data);
    fall = instead(here, "twice the fall", fall, times(fall, 2, 1));
    at(here, "step", whole(tau->in, k));
    at_most(here, "risk after a step", linear_risk(flat(next), data), sub(F, fall));
    X = next;
  }
}

static void measure_descent(run *here) {
  arr X = input(here, "X"), Z = input(here, "Z"), Y = input(here, "Y"), T = input(here, "T");
  arr with[] = { second_moments(Z), times(dot(transpose(Y), Z), 1, Z->rows), X, NULL };
  arr data[] = { Z, Y, equal_masses(X), X, NULL }, g = linear_descent(T, X, with);
  equals(here, "gradient of the risk",
         shaped(gradient(linear_risk, flat(X), data), X->rows, X->columns), neg(g));
  equals(here, "derivative of the field along itself", times(derivative_along(X, g, with), 2, 1),
         shaped(gradient(squared_slope, flat(X), with), X->rows, X->columns));
  measure_steps(here, X, input(here, "tau"), with, data);
  if (under(here, "a long step")) return;
  measure_error(here, X, T, with);
  if (!under(here, "clock of (15)") && !under(here, "no curvature")) measure_smooth(here, X, T);
}

static arr size_of_gradient(run *here) {
  arr X = input(here, "X"), Z = input(here, "Z"), Y = input(here, "Y");
  return norm(network_gradient(linear_unit, Z, Y, X, equal_masses(X)));
}

static truth a_neuron_has_both_weights(run *here) {
  int d = exact_input(here, "Z")->columns, p = exact_input(here, "Y")->columns;
  return exact_input(here, "X")->columns == d + p ? YES : NO;
}

CLAIM(odt_E20) = {
  .title = "gradient descent and gradient flow",
  .kind = FORMULA,
  .where = "Section 6.1, after eq. (20)",
  .says = "X_{t+τ} = X_t − τ∇F(X_t). As τ → 0, this iteration converges formally to the ODE "
          "dynamics in "
          "(17)",
  .sentence = "Holds with (17) as printed, without the factor n; the error is τ times a computed "
              "coefficient, that of descending F + τ/4 |∇F|².",
  .inputs = { { "X", "n,D", REAL, "neurons (u,v), by rows" },
              { "Z", "N,d", REAL, "data, by rows" },
              { "Y", "N,p", REAL, "their labels" },
              { "T", "", POSITIVE, "time" },
              { "tau", "", POSITIVE, "a short step" } },
  .hypotheses = { { "a neuron has an inner and an outer weight", a_neuron_has_both_weights } },
  .instances = { { "two neurons, one input",
                   { "X = 1 1/4; 1/2 -2/3", "Z = 1; -1/2", "Y = 3/2; -1", "T = 1/8",
                     "tau = 1/8" } },
                 { "three neurons, two inputs",
                   { "X = 1 -1/2 2/3; 1/3 1 -1; -1/2 3/2 1/3", "Z = 1 1/2; -2/3 1", "Y = 1; 1/2",
                     "T = 1/10", "tau = 1/5" } } },
  /* not drawn: fitted orders want the ladder of steps in their range, which a random field need not */
  .visible = { { "size of the gradient", size_of_gradient } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E17", "odt-P6.2" },
  .measure = measure_descent,
  .controls = { { "clock of (15)" }, { "no curvature" }, { "twice the fall" }, { "a long step" } },
};
