/*. # Softmax attention keeps Gaussians Gaussian
 *
 *  Softmax attention moves a token $x$ towards a weighted mean of all tokens,
 *
 *  $$\Gamma_\mu(x)=\frac{\int e^{\langle Qx,Ky\rangle}\,Vy\,d\mu(y)}{\int e^{\langle Qx,Ky\rangle}\,d\mu(y)},
 *  \qquad \langle Qx,Ky\rangle=\langle Ax,y\rangle,\quad A=K^\top Q.$$
 *
 *  Tilting $N(\alpha,\Sigma)$ by $e^{\langle Ax,y\rangle}$ gives $N(\alpha+\Sigma Ax,\Sigma)$, so the
 *  field is $V(\alpha+\Sigma Ax)$: affine, whatever $x$ and $\Sigma$.
 *
 *  The closed form is met here by quadrature that knows nothing of tilting. With $y=\alpha+Lg$,
 *  $\Sigma=LL^\top$, both integrals are averages of $e^{c\cdot g}$ and $g\,e^{c\cdot g}$, $c=L^\top Ax$,
 *  over standard Gaussians (the factor $e^{\langle Ax,\alpha\rangle}$ cancels). The number of
 *  Gauss-Hermite nodes follows the precision, and in balls the neglected part is added, so the
 *  enclosures contain the integrals and not just the sums. The error falls faster than any power.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr attention_by(gaussian_rule rule, arr x, arr mean, arr S, arr A, arr V) {
  arr L = cholesky(S), tilt = product(transpose(L), A, x);
  arr mass = mul(rule.weights, expo(dot(rule.points, tilt)));
  arr defect = rule.defect ? rule.defect : whole(x->in, 0);
  arr average = over(ball(dot(mass, rule.points), defect), ball(total(mass), defect));
  return dot(V, add(mean, dot(L, average)));
}

static arr attention(arr x, arr mean, arr S, arr A, arr V) {
  arr tilt = product(transpose(cholesky(S)), A, x);
  return attention_by(gaussian_rule_for(tilt, x->rows), x, mean, S, A, V);
}

static arr affine(arr x, arr mean, arr S, arr A, arr V) {
  return dot(V, add(mean, product(S, A, x)));
}
static arr transposed(arr x, arr mean, arr S, arr A, arr V) {
  return affine(x, mean, S, transpose(A), V);
}
static arr halved(arr x, arr mean, arr S, arr A, arr V) {
  return affine(x, mean, times(S, 1, 2), A, V);
}

static void measure_field(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), V = input(here, "V"), A = dot(transpose(K), Q);
  arr mean = input(here, "alpha"), S = input(here, "Sigma"), x = input(here, "x");
  arr (*stated)(arr, arr, arr, arr, arr) = instead(here, "A transposed", affine, transposed);
  stated = instead(here, "half the covariance", stated, halved);
  equals(here, "field at x", attention(x, mean, S, A, V), stated(x, mean, S, A, V));
  for (int n = 2; n <= 12; n += 2) {
    arr coarse = attention_by(gaussian_rule_of(x->in, n, x->rows), x, mean, S, A, V);
    trace_point(here, "error of n nodes", whole(x->in, n),
                norm(sub(coarse, affine(x, mean, S, A, V))));
  }
}

static void any_gaussian(draw *d) {
  int n = (int)draw_whole(d, 2, 2), k = (int)draw_whole(d, 1, 3);
  set(d, "Q", draw_dyadic(d, k, n));
  set(d, "K", draw_dyadic(d, k, n));
  set(d, "V", draw_dyadic(d, n, n));
  set(d, "alpha", draw_dyadic(d, n, 0));
  set(d, "Sigma", draw_spd(d, n));
  set(d, "x", draw_dyadic(d, n, 0));
}

CLAIM(udt_L4_1) = {
  .title = "softmax attention on a Gaussian",
  .kind = LEMMA,
  .where = "Lemma 4.1",
  .says = "Let μ = N(α, Σ). Then for all x: Γ_μ(x) = V(α + ΣAx)",
  .inputs = { { "Q", "k,d", REAL, "queries" },
              { "K", "k,d", REAL, "keys" },
              { "V", "d,d", REAL, "values" },
              { "alpha", "d", REAL, "mean of the tokens" },
              { "Sigma", "d,d", SPD, "their covariance" },
              { "x", "d", REAL, "a token" } },
  .instances = { { "one head of rank one in the plane",
                   { "Q = 1 -1/2;", "K = -1/3 1;", "V = 1 1/3; -1/2 2", "alpha = 1/5 -3/7",
                     "Sigma = 1/4 1; 1 17/4", "x = 3/5 -2/3" } },
                 { "a line, far from the bulk",
                   { "Q = 7/5", "K = 3/4", "V = 2", "alpha = -1/3", "Sigma = 3/5", "x = 9/2" } } },
  .draw = any_gaussian,
  .draws = 2,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .measure = measure_field,
  .controls = { { "A transposed", "one head of rank one in the plane" },
                { "half the covariance" } },
};

/*. ## The closure as a system of equations
 *
 *  An affine field carries $N(\alpha,\Sigma)$ to a Gaussian, so the transformer equation
 *  $\partial_t\mu+\mathrm{div}(\mu\Gamma_\mu)=0$ closes to
 *
 *  $$\dot\Sigma=V\Sigma A\Sigma+\Sigma A^\top\Sigma V^\top,\qquad \dot\alpha=V(\mathrm{Id}+\Sigma A)\alpha .$$
 *
 *  The full equation is run beside it. Weighted particles at Gauss-Hermite nodes stand for the initial
 *  law; they interact by softmax attention, each with its constant weight, and nothing tells them that
 *  they are Gaussian. Their mean and covariance at $T$ must be those of the closure. Because the flow is
 *  affine, particles stay images of nodes and the number of nodes that the precision asks for at the
 *  start, with room for the growth of $\Sigma$, is enough. On the line they run in double and in MPFR;
 *  in the plane, where particles are squared and interactions raised to the fourth power, in double;
 *  they are left out where the precision would ask for more than 600.
 *  Balls would enclose the particles, not the equation, so they do without.
 *
 *  A second road needs no particles: $\Sigma(t)=\Phi\Sigma_0\Phi^\top$ with $\dot\Phi=V\Sigma A\Phi$, and a
 *  tagged token obeys $x(t)=\alpha(t)+\Phi(t)(x_0-\alpha_0)$. All are integrated together, and
 *  enclosed in balls.
 */
static arr lopsided_rate(arr S, arr A, arr V) { return times(product(V, S, A, S), 2, 1); }

static arr mean_rate(arr mean, arr S, arr A, arr V) {
  return dot(V, add(mean, product(S, A, mean)));
}

typedef arr (*rate)(arr S, arr A, arr V);

/* Rows of the state: Sigma, Phi, then the mean and a tagged token. */
static arr closure_with(rate of_covariance, arr state, const arr *with, arr A_of_mean) {
  arr A = with[0], V = with[1];
  int d = state->columns;
  arr S = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  arr mean = row_at(state, 2 * d), token = row_at(state, 2 * d + 1);
  arr linear = product(V, S, A, Phi), drift = affine(token, mean, S, A, V);
  arr means = stack(row(mean_rate(mean, S, A_of_mean, V)), row(drift));
  return stack(stack(of_covariance(S, A, V), linear), means);
}
static arr closure(arr t, arr state, const arr *with) {
  (void)t;
  return closure_with(softmax_rate, state, with, with[0]);
}
static arr lopsided(arr t, arr state, const arr *with) {
  (void)t;
  return closure_with(lopsided_rate, state, with, with[0]);
}
static arr misdirected(arr t, arr state, const arr *with) {
  (void)t;
  return closure_with(softmax_rate, state, with, transpose(with[0]));
}

/* Attention of weighted particles, rows of X. */
static arr interaction(arr t, arr X, const arr *with) {
  arr A = with[0], V = with[1], log_weights = with[2];
  arr scores = add(product(X, transpose(A), transpose(X)), row(log_weights));
  (void)t;
  return product(softmax(scores), X, transpose(V));
}

enum { MOST_PARTICLES = 600 };

static void compare_particles(run *here, arr mean, arr S, arr mean_T, arr S_T) {
  arr A = input(here, "A"), V = input(here, "V"), T = input(here, "T"), L = cholesky(S);
  arr spread = add(norm(mean), times(norm(S_T), 2, 1));
  gaussian_rule rule = gaussian_rule_for(mul(spread, norm(A)), S->rows);
  if (rule.points->rows > MOST_PARTICLES) {
    remark(here, "particles are left out: the precision asks for %d of them", rule.points->rows);
    return;
  }
  arr X = add(row(mean), dot(rule.points, transpose(L)));
  X = flow(interaction, X, T, A, V, ln(rule.weights));
  arr centre = dot(rule.weights, X), moved = sub(X, row(centre));
  arr spread_T = product(transpose(moved), mul(column(rule.weights), moved));
  equals(here, "mean of the particles", mean_T, centre);
  equals(here, "covariance of the particles", S_T, spread_T);
}

static void measure_closure(run *here) {
  arr A = input(here, "A"), V = input(here, "V"), S = input(here, "Sigma0"), T = input(here, "T");
  arr mean = input(here, "alpha0"), token = input(here, "x0"), unit = eye(S->in, S->rows);
  int d = S->rows;
  field F = instead(here, "transpose dropped", closure, lopsided);
  F = instead(here, "A transposed in the mean", F, misdirected);
  arr state = stack(stack(S, unit), stack(row(mean), row(token)));
  state = flow(F, state, T, A, V);
  arr S_T = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  arr mean_T = row_at(state, 2 * d), token_T = row_at(state, 2 * d + 1);
  equals(here, "covariance carried by the flow map", S_T, product(Phi, S, transpose(Phi)));
  equals(here, "tagged token", token_T, add(mean_T, dot(Phi, sub(token, mean))));
  number kind = arith_kind(S->in);
  if ((kind == DOUBLE && d <= 2) || (kind == MPFR && d == 1))
    compare_particles(here, mean, S, mean_T, S_T);
}

CLAIM(udt_P4_2) = {
  .title = "the closure of softmax attention on Gaussians",
  .kind = PROPOSITION,
  .where = "Proposition 4.2, eq. (4.1)",
  .says = "Σ' = VΣAΣ + ΣAᵀΣVᵀ and α' = V(I + ΣA)α",
  .remains = "Run with constant Q, K, V; the equations are about one time, and udt-P4.9 runs them "
             "with parameters that move.",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "V", "d,d", REAL, "values" },
              { "alpha0", "d", REAL, "initial mean" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "x0", "d", REAL, "a tagged token" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "the plane",
                   { "A = -1/3 1/2; 1/5 -1/4", "V = 1 -1/2; 1/3 4/5", "alpha0 = 1/5 -1/4",
                     "Sigma0 = 1/4 1/10; 1/10 1/5", "x0 = 1 -2/3", "T = 3/4" } },
                 { "the line",
                   { "A = -2/5", "V = 3/2", "alpha0 = 1/4", "Sigma0 = 1/3", "x0 = 1",
                     "T = 1/4" } } },
  /* not drawn: a random A and V may blow up before T; udt-P4.4 draws where that time is known */
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L4.1" },
  .measure = measure_closure,
  .controls = { { "transpose dropped", "the plane" }, { "A transposed in the mean", "the plane" } },
};
