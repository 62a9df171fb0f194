/*. # Gaussian tokens
 *
 *  Attention moves a token $x$ to the mean of $V_ty$ under the law of the tokens, tilted by
 *  $e^{\langle Q_tx,K_ty\rangle}$. Write the score as $\langle K_t^\top Q_tx,\,y\rangle$. Tilting
 *  $N(0,\Sigma)$ by $e^{\langle w,y\rangle}$ moves its mean to $\Sigma w$ and changes nothing else, so
 *
 *  $$\Gamma(x)=V_t\Sigma K_t^\top Q_t\,x .$$
 *
 *  The field is linear, a linear flow carries a Gaussian to a Gaussian, and
 *  $\dot\Sigma=M\Sigma+\Sigma M^\top$ with $M=V_t\Sigma K_t^\top Q_t$ is
 *
 *  $$\dot\Sigma=V_t\Sigma K_t^\top Q_t\Sigma+\Sigma Q_t^\top K_t\Sigma V_t^\top .$$
 *
 *  The survey prints $V\Sigma Q^\top K^\top\Sigma+\Sigma K^\top Q^\top\Sigma V^\top$ in (30). The two
 *  terms are not transposes of each other, so no covariance can follow the equation: it turns a
 *  symmetric matrix into one that is not. Three repairs suggest themselves.
 *
 *  - *Drop one transposition in each term*, $V\Sigma Q^\top K\Sigma+\Sigma K^\top Q\Sigma V^\top$. This is
 *    symmetric, but has $A^\top$ for $A=K^\top Q$: the roles of queries and keys are exchanged.
 *  - *Read (30) for symmetric $Q$ and $K$*. Then it is symmetric as it stands, with
 *    $QK=A^\top$ in place of $A=KQ$: still wrong unless $Q$ and $K$ commute.
 *  - *Tokens as rows*, $\langle xQ,yK\rangle$. Then $A=KQ^\top$, which is not there either.
 *
 *  In one dimension, and for symmetric $Q$ and $K$ that commute, all of them agree. For the printed
 *  equation to be right for all $V$ and $\Sigma$ in $d\ge2$, $K^\top Q=Q^\top K^\top$ and
 *  $Q^\top K=K^\top Q^\top$ must hold: if $EX+YE^\top=0$ for every $E$, then $X=Y=0$.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

typedef arr (*rate)(head, arr S);

static arr corrected(head h, arr S) { return softmax_rate(S, dot(transpose(h.K), h.Q), h.V); }

static arr printed(head h, arr S) {
  arr first = product(h.V, S, transpose(h.Q), transpose(h.K), S);
  arr second = product(S, transpose(h.K), transpose(h.Q), S, transpose(h.V));
  return add(first, second);
}

/* The same head with queries and keys that are symmetric and commute. */
static head tamed(head h) {
  arr Q = dot(h.Q, transpose(h.Q)), K = add(dot(Q, Q), eye(Q->in, Q->rows));
  return (head){ Q, K, h.V };
}

static arr exchanged(head h, arr S) { return corrected((head){ h.K, h.Q, h.V }, S); }

/*. ## The rate, by other roads
 *
 *  The tilted law is Gaussian with log density $\langle w,y\rangle-\frac12y^\top\Sigma^{-1}y$, and the
 *  mean of a Gaussian is where its density is largest: $\Sigma^{-1}y=w$, a linear system, solved in
 *  rational numbers. Quadrature knows not even that. With $y=Lg$, $\Sigma=LL^\top$, the mean under the
 *  tilt is a ratio of averages of $e^{c\cdot g}$ over standard Gaussians, $c=L^\top w$, and
 *  Gauss-Hermite sums meet them to working precision; in balls the neglected part is added. Fields at
 *  the unit vectors are the columns of $M$; at another token the field must be $Mx$.
 */
static arr of_the_law(arr M, arr S) {
  arr half = dot(M, S);
  return add(half, transpose(half));
}

static arr by_the_mode(head h, arr S) {
  return dot(h.V, solve(inverse(S), dot(transpose(h.K), h.Q)));
}

static arr by_quadrature(head h, arr S, arr x) {
  arr L = cholesky(S), tilt = product(transpose(L), transpose(h.K), h.Q, x);
  gaussian_rule rule = gaussian_rule_for(tilt, x->rows);
  arr mass = mul(rule.weights, expo(dot(rule.points, tilt)));
  arr mean = over(ball(dot(mass, rule.points), rule.defect), ball(total(mass), rule.defect));
  return product(h.V, L, mean);
}

static void measure_rate(run *here, rate stated, head h, arr S, arr x) {
  arr R = stated(h, S), unit = eye(S->in, S->rows), columns = NULL;
  equals(here, "rate, and its transpose", R, transpose(R));
  equals(here, "rate, the square completed", of_the_law(by_the_mode(h, S), S), R);
  equals(here, "rate as printed, where symmetric queries and keys commute", printed(tamed(h), S),
         stated(tamed(h), S));
  if (S->rows > 2) return;
  for (int i = 0; i < S->rows; i++) {
    arr moved = column(by_quadrature(h, S, row_at(unit, i)));
    columns = columns ? beside(columns, moved) : moved;
  }
  equals(here, "field at another token", by_quadrature(h, S, x), dot(columns, x));
  equals(here, "rate, by quadrature", of_the_law(columns, S), R);
}

/*. ## The dynamics
 *
 *  Two flows that share no product. One is (30). The other is the full equation (29), run with
 *  weighted particles at Gauss-Hermite nodes: they interact by softmax attention, under parameters
 *  that change with time, and nothing tells them that they are Gaussian. At $T$ their covariance
 *  must be that of the closure, and their fourth moments those of a Gaussian with this covariance.
 *  Tokens without mass start on the ellipse $x^\top\Sigma_0^{-1}x=4$ and feel the cloud; if the law
 *  remains Gaussian they end on $x^\top\Sigma_T^{-1}x=4$. The error falls geometrically with the number of
 *  nodes, about a digit a node; ten a side are run, in double and in the plane.
 *
 *  Between them stands the linear map $\Phi$ of the flow, $\dot\Phi=V_t\Sigma K_t^\top Q_t\Phi$, and
 *  $\Sigma_T=\Phi\Sigma_0\Phi^\top$ is a theorem about (30) only if (30) is the right equation. Both are
 *  enclosed in balls.
 */
static arr with_the_map(rate of_covariance, arr t, arr state, const arr *with) {
  int d = state->columns;
  head h = head_at(t, with);
  arr S = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  return stack(of_covariance(h, S), product(h.V, S, transpose(h.K), h.Q, Phi));
}
static arr closure(arr t, arr state, const arr *with) {
  return with_the_map(corrected, t, state, with);
}
static arr as_printed(arr t, arr state, const arr *with) {
  return with_the_map(printed, t, state, with);
}
static arr with_exchange(arr t, arr state, const arr *with) {
  return with_the_map(exchanged, t, state, with);
}
static arr frozen(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr start = corrected(head_at(wholes(t, 0), with), rows_from(state, 0, d));
  return stack(start, rows_from(closure(t, state, with), d, d));
}

enum { NODES = 10, TAGGED = 16, DRAWN = 96 };

/* On the ellipse twice as large as the deviations of N(0, L L'), by rows. */
static arr on_the_ellipse(arr L, int n) {
  arith *A = L->in;
  arr circle = NULL, lap = times(constant_pi(A), 2, 1);
  for (int k = 0; k < n; k++) {
    arr angle = times(lap, k, n), x = row(stack(cosine(angle), sine(angle)));
    circle = circle ? stack(circle, x) : x;
  }
  return times(dot(circle, transpose(L)), 2, 1);
}

static void trace_ellipses(run *here, arr S0, arr S, arr tagged, arr T, const arr *with) {
  arr false_end = rows_from(flow_from(as_printed, stack(S0, eye(S0->in, 2)), T, with), 0, 2);
  arr symmetrised = times(add(false_end, transpose(false_end)), 1, 2);
  arr ends[] = { S0, S, symmetrised };
  static const char *const names[] = { "start", "corrected", "as printed, symmetrised" };
  for (int k = 0; k < TAGGED; k++)
    trace_point(here, "token", entry(tagged, k, 0), entry(tagged, k, 1));
  for (int e = 0; e < 3; e++) {
    arr around = on_the_ellipse(cholesky(ends[e]), DRAWN);
    for (int k = 0; k <= DRAWN; k++) {
      arr x = row_at(around, k % DRAWN);
      trace_point(here, names[e], item(x, 0), item(x, 1));
    }
  }
}

static void compare_particles(run *here, arr S0, arr S, arr x, arr T, const arr *parameters) {
  arr L = cholesky(S0), with[7];
  gaussian_rule rule = gaussian_rule_of(S0->in, NODES, 2);
  for (int i = 0; i < 6; i++) with[i] = parameters[i];
  with[6] = ln(rule.weights);
  int n = rule.points->rows;
  arr nodes = dot(rule.points, transpose(L)), tagged_0 = on_the_ellipse(L, TAGGED);
  arr X = flow_from(attention_field, stack(nodes, tagged_0), T, with);
  arr cloud = rows_from(X, 0, n), tagged = rows_from(X, n, TAGGED), w = rule.weights;
  equals(here, "covariance of the particles", product(transpose(cloud), mul(column(w), cloud)), S);
  equals(here, "their fourth moment along x", dot(w, power(dot(cloud, x), 4)),
         times(square(product(x, S, x)), 3, 1));
  equals(here, "level of the tagged tokens", sum_rows(mul(tagged, dot(tagged, inverse(S)))),
         whole(S->in, 4));
  trace_ellipses(here, S0, S, tagged, T, parameters);
}

static void measure_closure(run *here) {
  arr S0 = input(here, "Sigma0"), x = input(here, "x"), T = input(here, "T");
  arr with[] = { input(here, "Q0"),
                 input(here, "Q1"),
                 input(here, "K0"),
                 input(here, "K1"),
                 input(here, "V0"),
                 input(here, "V1"),
                 NULL };
  rate stated = instead(here, "as printed", corrected, printed);
  stated = instead(here, "queries and keys exchanged", stated, exchanged);
  field F = instead(here, "as printed", closure, as_printed);
  F = instead(here, "queries and keys exchanged", F, with_exchange);
  F = instead(here, "parameters frozen", F, frozen);
  measure_rate(here, stated, head_at(T, with), S0, x);
  int d = S0->rows;
  arr end = flow_from(F, stack(S0, eye(S0->in, d)), T, with);
  arr S = rows_from(end, 0, d), Phi = rows_from(end, d, d);
  at(here, "t", T);
  equals(here, "covariance carried by the flow", product(Phi, S0, transpose(Phi)), S);
  if (d == 2 && arith_kind(S0->in) == DOUBLE) compare_particles(here, S0, S, x, T, with);
}

static arr asymmetry(run *here) {
  arr with[] = { input(here, "Q0"), input(here, "Q1"), input(here, "K0"),
                 input(here, "K1"), input(here, "V0"), input(here, "V1") };
  head h = head_at(input(here, "T"), with);
  arr S = input(here, "Sigma0"), half = product(h.V, S, transpose(h.K), h.Q, S);
  return norm(sub(half, transpose(half)));
}

static arr misplacement(run *here) {
  arr with[] = { input(here, "Q0"), input(here, "Q1"), input(here, "K0"),
                 input(here, "K1"), input(here, "V0"), input(here, "V1") };
  head h = head_at(input(here, "T"), with);
  arr S = input(here, "Sigma0");
  return norm(sub(corrected(h, S), printed(h, S)));
}

static arr larger_square(arr X, arr Y) { return greater_of(total(square(X)), total(square(Y))); }

/* The largest eigenvalue grows no faster than 2 |V| |K| |Q| times its square, so it at most doubles
 * before T = 1/(4 |V| |K| |Q| Tr Sigma0). */
static void moving_parameters(draw *d) {
  arith *E = draw_arithmetic(d);
  arr S = times(draw_spd(d, 2), 1, 4), bound = square(trace(S));
  static const char *const names[] = { "Q0", "Q1", "K0", "K1", "V0", "V1" };
  for (int i = 0; i < 6; i += 2) {
    arr start = times(draw_dyadic(d, 2, 2), 1, 2), end = times(draw_dyadic(d, 2, 2), 1, 2);
    bound = mul(bound, larger_square(start, end));
    set(d, names[i], start);
    set(d, names[i + 1], end);
  }
  long k = 1;
  while (lt(whole(E, k * k), bound) == YES) k++;
  set(d, "Sigma0", S);
  set(d, "x", draw_dyadic(d, 2, 0));
  set(d, "T", rat(E, 1, 4 * k));
}

CLAIM(odt_T7_1) = {
  .title = "Gaussian tokens stay Gaussian, and how their covariance moves",
  .kind = THEOREM,
  .where = "Theorem 7.1, eq. (30)",
  .says = "for as long as a smooth solution to (29) exists, the distribution remains Gaussian, "
          "α_t = N(0, Σ_t), and Σ'_t = V_t Σ_t Q_tᵀ K_tᵀ Σ_t + Σ_t K_tᵀ Q_tᵀ Σ_t V_tᵀ",
  .correction = "Σ'_t = V_t Σ_t K_tᵀ Q_t Σ_t + Σ_t Q_tᵀ K_t Σ_t V_tᵀ",
  .sentence = "The law remains Gaussian; eq. (30) is false as printed, for it does not keep a "
              "covariance symmetric.",
  .remains = "That the law remains Gaussian, and that its covariance obeys a closed quadratic "
             "equation, also when the parameters depend on time.",
  .inputs = { { "Q0", "d,d", REAL, "queries at t = 0" },
              { "Q1", "d,d", REAL, "and at t = 1, on a line between" },
              { "K0", "d,d", REAL, "keys at t = 0" },
              { "K1", "d,d", REAL, "and at t = 1" },
              { "V0", "d,d", REAL, "values at t = 0" },
              { "V1", "d,d", REAL, "and at t = 1" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "x", "d", REAL, "a token" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "the plane",
                   { "Q0 = 1 1/2; -1/3 2/3", "Q1 = 1/4 1; -1 1/2", "K0 = 1/2 -1/4; 3/4 1/5",
                     "K1 = -1/2 1/3; 1/2 1", "V0 = 3/4 -1/2; 1/3 1", "V1 = 1/2 1; -2/3 1/4",
                     "Sigma0 = 4/5 1/3; 1/3 1/2", "x = 6/5 -2/3", "T = 5/8" } },
                 { "symmetric queries and keys that do not commute",
                   { "Q0 = 1 1/2; 1/2 -1/3", "Q1 = 1 1/2; 1/2 -1/3", "K0 = 1/4 1/3; 1/3 1/2",
                     "K1 = 1/4 1/3; 1/3 1/2", "V0 = 2/3 1/5; -1 1/2", "V1 = 2/3 1/5; -1 1/2",
                     "Sigma0 = 1/2 -1/4; -1/4 3/4", "x = 1/3 1", "T = 1/2" } },
                 { "space",
                   { "Q0 = 1 0 1/2; -1/3 2/3 0; 1/4 1/5 -1", "Q1 = 0 1 0; 1/2 0 1/3; 1 1/2 1",
                     "K0 = 1/2 -1/4 1; 3/4 1/5 0; 0 1/3 1/2", "K1 = 1 1 0; 0 1/2 1/4; -1 0 1/3",
                     "V0 = 3/4 -1/2 0; 1/3 1 1/2; 1/5 0 -1/2", "V1 = 0 1 1; -2/3 1/4 0; 1 1/2 0",
                     "Sigma0 = 1/2 1/5 0; 1/5 1/3 -1/7; 0 -1/7 3/5", "x = 1/2 -1/3 1",
                     "T = 1/3" } } },
  .draw = moving_parameters,
  .draws = 1,
  .visible = { { "asymmetry of V Sigma K'Q Sigma", asymmetry },
               { "distance of the printed from the true rate", misplacement } },
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L4.1", "udt-P4.2" },
  .measure = measure_closure,
  .controls = { { "as printed" },
                { "queries and keys exchanged" },
                { "parameters frozen", "the plane" } },
};
