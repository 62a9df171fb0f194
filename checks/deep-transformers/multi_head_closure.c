/*. # Several heads
 *
 *  A multi-head field is a sum, $\Gamma=\sum_hW^{(h)}V^{(h)}(\alpha+\Sigma A^{(h)}x)$ on Gaussians by Lemma 4.1; it
 *  is affine, and the closure is the sum of the closures of the heads,
 *
 *  $$\dot\Sigma=\sum_h\Big(U_h\Sigma A_h\Sigma+\Sigma A_h^\top\Sigma U_h^\top\Big),\qquad
 *    \dot\alpha=\sum_hU_h(\mathrm{Id}+\Sigma A_h)\alpha,\qquad U_h=W^{(h)}V^{(h)} .$$
 *
 *  Proposition 4.9 prints the second term after the sum without parentheses; read literally, $h$ would be free in
 *  it, and the control keeps it for the last head only. Section 2.7 has absorbed $W^{(h)}$ in a square $V^{(h)}$, and
 *  the proposition and Lemma B.4 print $W^{(h)}V^{(h)}$ again: both are the same with $U_h$. Parameters depend on time; here
 *  the values of the first head and the keys of the second grow, by a factor of $1+\gamma t$.
 *
 *  The rates of the mean and of a tagged token are those of Gauss-Hermite rules for the softmax of each head, which know
 *  nothing of Lemma 4.1. The covariance is met by the flow map
 *  $\Sigma=\Phi\Sigma_0\Phi^\top$, and all by weighted Gauss-Hermite particles, each
 *  pulled by both heads, whose distance falls with the fourth power of the step of Runge and Kutta.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* with = { A1, U1, A2, U2 }. */
static arr two_heads(arr t, arr S, const arr *with) {
  (void)t;
  return add(softmax_rate(S, with[0], with[1]), softmax_rate(S, with[2], with[3]));
}

static arr without_parentheses(arr t, arr S, const arr *with) {
  (void)t;
  return add(product(with[1], S, with[0], S), softmax_rate(S, with[2], with[3]));
}

/* At t, from with = { A1, U1, A2, U2, gamma }. */
static void at_time(arr t, const arr *with, arr *now) {
  arr grown = add(whole(t->in, 1), mul(with[4], t));
  now[0] = with[0], now[1] = mul(grown, with[1]), now[2] = mul(grown, with[2]), now[3] = with[3];
}

/* Rows of the state: Sigma, Phi, then the mean and a tagged token. */
static arr closure_with(field covariance, arr drifting, arr state, const arr *now) {
  int d = state->columns;
  arr S = rows_from(state, 0, d), Phi = rows_from(state, d, d), means = rows_from(state, 2 * d, 2);
  arr M = add(product(now[1], S, now[0]), product(now[3], S, now[2]));
  arr drift = dot(drifting, row_at(means, 0));
  means = add(row(drift), dot(means, transpose(M)));
  return stack(stack(covariance(NULL, S, now), dot(M, Phi)), means);
}
static arr closure(arr t, arr state, const arr *with) {
  arr now[4];
  at_time(t, with, now);
  return closure_with(two_heads, add(now[1], now[3]), state, now);
}
static arr literal_closure(arr t, arr state, const arr *with) {
  arr now[4];
  at_time(t, with, now);
  return closure_with(without_parentheses, add(now[1], now[3]), state, now);
}
static arr lost_drift(arr t, arr state, const arr *with) {
  arr now[4];
  at_time(t, with, now);
  return closure_with(two_heads, now[1], state, now);
}

/* with = { Q1, K1, U1, Q2, K2, U2, log masses, gamma }. */
static arr interaction(arr t, arr X, const arr *with) {
  arr grown = add(whole(t->in, 1), mul(with[7], t));
  head first = { with[0], with[1], mul(grown, with[2]) };
  head second = { with[3], mul(grown, with[4]), with[5] };
  return add(attention(first, X, X, with[6]), attention(second, X, X, with[6]));
}

/* U E[y] under weights e^<Ax, y> for y = mean + L g: the mean, moved by that of g. */
static arr head_by_quadrature(arr A, arr U, arr x, arr mean, arr L) {
  arr tilt = dot(transpose(L), dot(A, x));
  gaussian_rule rule = gaussian_rule_for(tilt, tilt->rows);
  arr weights = mul(rule.weights, expo(dot(rule.points, tilt)));
  arr mass = ball(total(weights), rule.defect),
      shift = ball(dot(weights, rule.points), rule.defect);
  return dot(U, add(mean, dot(L, over(shift, mass))));
}

/* Rates at the time t, in the state at 0. */
static void compare_rates(run *here, field F, arr t, arr state, const arr *with) {
  int d = state->columns;
  arr now[4], L = cholesky(rows_from(state, 0, d)), mean = row_at(state, 2 * d);
  arr rates = rows_from(F(t, state, with), 2 * d, 2);
  at_time(t, with, now);
  at(here, "t", t);
  for (int i = 0; i < 2; i++) {
    arr x = row_at(state, 2 * d + i);
    arr pulls = add(head_by_quadrature(now[0], now[1], x, mean, L),
                    head_by_quadrature(now[2], now[3], x, mean, L));
    equals(here, i ? "rate of a token" : "rate of the mean", row_at(rates, i), pulls);
  }
}

typedef struct {
  arr Q1, K1, U1, Q2, K2, U2;
} heads;

static heads heads_of(run *here) {
  return (heads){ input(here, "Q1"), input(here, "K1"), dot(input(here, "W1"), input(here, "V1")),
                  input(here, "Q2"), input(here, "K2"), dot(input(here, "W2"), input(here, "V2")) };
}

static void compare_particles(run *here, heads h, arr mean, arr S, arr mean_T, arr S_T) {
  arr T = input(here, "T"), zero = whole(S->in, 0), off = NULL, off_mean = NULL, gauge = NULL;
  gaussian_rule rule = gaussian_rule_of(S->in, 14, S->rows);
  arr X = add(row(mean), dot(rule.points, transpose(cholesky(S))));
  arr with[] = { h.Q1, h.K1, h.U1, h.Q2, h.K2, h.U2, ln(rule.weights), input(here, "gamma") };
  for (int n = 2; n <= 16; n *= 2) {
    arr end = runge_kutta(interaction, X, T, n, with), step = rat(S->in, 1, n);
    arr by = norm(sub(S_T, covariance(end, rule.weights)));
    arr mean_by = norm(sub(mean_T, dot(rule.weights, end)));
    off = off ? stack(off, by) : flat(by), gauge = gauge ? stack(gauge, step) : flat(step);
    off_mean = off_mean ? stack(off_mean, mean_by) : flat(mean_by);
  }
  arr four = whole(S->in, 4), slack = rat(S->in, 1, 5);
  tends(here, "covariance of the particles, less that of the closure", gauge, off, zero, four,
        slack);
  tends(here, "mean of the particles, less that of the closure", gauge, off_mean, zero, four,
        slack);
}

static void measure_closure(run *here) {
  heads h = heads_of(here);
  arr A1 = dot(transpose(h.K1), h.Q1), A2 = dot(transpose(h.K2), h.Q2), S = input(here, "Sigma0");
  arr start = input(here, "start"), mean = row_at(start, 0), T = input(here, "T");
  arr with[] = { A1, h.U1, A2, h.U2, input(here, "gamma") };
  int d = S->rows;
  field F = instead(here, "second term of the last head only", closure, literal_closure);
  F = instead(here, "the mean drawn by the first head", F, lost_drift);
  arr state = stack(stack(S, eye(S->in, d)), start);
  compare_rates(here, F, T, state, with);
  state = flow_from(F, state, T, with);
  arr S_T = rows_from(state, 0, d), Phi = rows_from(state, d, d);
  arr mean_T = row_at(state, 2 * d), token_T = row_at(state, 2 * d + 1);
  equals(here, "covariance carried by the flow map", S_T, product(Phi, S, transpose(Phi)));
  equals(here, "tagged token", token_T, add(mean_T, dot(Phi, sub(row_at(start, 1), mean))));
  bool long_enough = lt(rat(T->in, 1, 2), T) == YES; /* for an order to be seen */
  if (arith_kind(S->in) == DOUBLE && d == 2 && long_enough)
    compare_particles(here, h, mean, S, mean_T, S_T);
}

static void any_heads(draw *d) {
  const char *names[] = { "Q1", "K1", "W1", "V1", "Q2", "K2", "W2", "V2" };
  int n = 2, k = (int)draw_whole(d, 1, 2);
  for (int i = 0; i < 8; i++) {
    bool output = names[i][0] == 'W';
    set(d, names[i], times(draw_dyadic(d, output ? n : k, output ? k : n), 1, 2));
  }
  set(d, "start", draw_dyadic(d, 2, n));
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "gamma", draw_between(d, -4, 4, 4));
  set(d, "T", draw_between(d, 1, 2, 16));
}

CLAIM(udt_P4_9) = {
  .title = "the closure of multi-head softmax attention on Gaussians",
  .kind = PROPOSITION,
  .where = "Proposition 4.9",
  .says = "Σ' = Σ_h W⁽ʰ⁾V⁽ʰ⁾ΣA⁽ʰ⁾Σ + ΣA⁽ʰ⁾ᵀΣ(W⁽ʰ⁾V⁽ʰ⁾)ᵀ and α' = Σ_h W⁽ʰ⁾V⁽ʰ⁾(I + ΣA⁽ʰ⁾)α",
  .sentence =
      "Holds, with the sum over both terms (parentheses are not printed). W⁽ʰ⁾, which Section "
      "2.7 absorbs in V⁽ʰ⁾, is printed again: W⁽ʰ⁾V⁽ʰ⁾ is the V⁽ʰ⁾ of the field.",
  .inputs = { { "Q1", "k,d", REAL, "queries of the first head" },
              { "K1", "k,d", REAL, "its keys" },
              { "W1", "d,k", REAL, "its output" },
              { "V1", "k,d", REAL, "its values" },
              { "Q2", "k,d", REAL, "queries of the second head" },
              { "K2", "k,d", REAL, "its keys" },
              { "W2", "d,k", REAL, "its output" },
              { "V2", "k,d", REAL, "its values" },
              { "start", "2,d", REAL, "initial mean, and a tagged token" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "gamma", "", REAL, "growth of V of the first head and of the keys of the second" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "two heads of size one",
                   { "Q1 = 1/2 -1/3;", "K1 = -1/4 1/2;", "W1 = 1; -1/2", "V1 = 1/3 3/4;",
                     "Q2 = 1/5 1/2;", "K2 = 1/2 -1/5;", "W2 = 1/4; 1", "V2 = -1/2 2/3;",
                     "start = 1/5 -1/4; 1 -2/3", "Sigma0 = 2/3 1/3; 1/3 1/2", "gamma = 1/3",
                     "T = 3/4" } },
                 { "two heads of size two",
                   { "Q1 = 1/2 -1/3; 1/4 1/5", "K1 = -1/4 1/2; 1/3 0", "W1 = 1 1/3; -1/2 0",
                     "V1 = 1/3 3/4; 1/5 -1", "Q2 = 1/5 1/2; 0 -1/3", "K2 = 1/2 -1/5; 1/4 1",
                     "W2 = 1/4 1; 1 -1/2", "V2 = -1/2 2/3; 1/3 0", "start = 1/5 -1/4; -1 1/2",
                     "Sigma0 = 2/3 1/3; 1/3 1/2", "gamma = -1/2", "T = 1/2" } } },
  .draw = any_heads,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L4.1", "udt-P4.2" },
  .measure = measure_closure,
  .controls = { { "second term of the last head only" }, { "the mean drawn by the first head" } },
};

/*. ## "Convergence to a plane"
 *
 *  Figure 1(c) shows multi-head trajectories, $V=\mathrm{Id}$ and $A+A^\top\preceq0$ of rank one, that converge to a
 *  plane. The exact matrices are not printed. If $V=\mathrm{Id}$ means $V^{(h)}=\mathrm{Id}$ for both heads, the
 *  covariance sees $A_1+A_2$ alone and converges to a line as for one head. The identity *split over the heads*,
 *  $V^{(h)}=e_he_h^\top$ (as in the paper's public code), is another matter. Let head $h$ have query $q_he_1$ and
 *  key $-q_he_1$, so that $A_h=-q_h^2e_1e_1^\top$, and write $p=q_1^2$, $r=q_2^2$,
 *  $\Sigma=\begin{pmatrix}a&c\\c&b\end{pmatrix}$:
 *
 *  $$\dot a=-2p\,a^2,\qquad\dot c=-(p+r)\,ac,\qquad\dot b=-2r\,c^2 .$$
 *
 *  *One head silent*, $p=0$: $a=a_0$, $c=c_0e^{-ra_0t}$, $b=b_0-\frac{c_0^2}{a_0}(1-e^{-2ra_0t})$. The limits are
 *  $\mathrm{diag}(a_0,\,b_0-c_0^2/a_0)$, all positive definite diagonal matrices: they fill the plane $c=0$
 *  of the cone, and have *full rank*. That limiting covariances are rank-deficient is not
 *  true of several heads.
 *
 *  *Both heads heard*, $p,r>0$: with $m=1+2pa_0t$,
 *  $a=\frac{a_0}m$, $c=c_0m^{-(p+r)/(2p)}$, $b=b_0-\frac{c_0^2}{a_0}\big(1-m^{-r/p}\big)$: the same $b$ remains, but
 *  $a\to0$, and the limits are a line again. So the plane belongs to a head without queries, and
 *  "$A+A^\top$ of rank one" does not decide between the two.
 */
static arr matrix_of(arr a, arr c, arr b) {
  return shaped(pack(a->in, 4, (arr[]){ a, c, c, b }), 2, 2);
}

/* Queries q_h e_1, keys their negatives. */
static arr keys_of(arr q) {
  arr zero = wholes(q, 0);
  return matrix_of(neg(square(q)), zero, zero);
}

static arr split_solution(arr t, arr S0, arr p, arr r, bool silent) {
  arr a = entry(S0, 0, 0), c = entry(S0, 0, 1), b = entry(S0, 1, 1), one = whole(t->in, 1);
  arr exhausted = over(square(c), a), rate = mul(r, mul(a, t));
  if (silent) {
    arr fallen = expo(neg(rate));
    return matrix_of(a, mul(c, fallen), sub(b, mul(exhausted, rest_of(square(fallen)))));
  }
  arr log_m = ln(add(one, times(mul(p, mul(a, t)), 2, 1))), m = expo(log_m);
  arr shrunk = expo(neg(over(mul(add(p, r), log_m), times(p, 2, 1))));
  arr left = expo(neg(over(mul(r, log_m), p)));
  return matrix_of(over(a, m), mul(c, shrunk), sub(b, mul(exhausted, rest_of(left))));
}

static void trace_starts(run *here, arr S0, arr p, arr r, bool silent) {
  for (int i = 0; i < 3; i++) {
    const char *names[] = { "first", "second", "third" };
    arr S = mul(
        S0, matrix_of(rat(p->in, 4 - i, 4), rat(p->in, 3 - 2 * i, 3), rat(p->in, 2 + 3 * i, 3)));
    for (int k = 0; k <= 20; k++) {
      arr t = rat(p->in, k * k, 20);
      trace_point(here, names[i], t, flat(split_solution(t, S, p, r, silent)));
    }
  }
}

static void measure_plane(run *here) {
  arr q1 = input(here, "q1"), q2 = input(here, "q2"), S0 = input(here, "Sigma0"),
      T = input(here, "t");
  arith *N = S0->in;
  arr exact_q = exact_input(here, "q1"), p = square(q1), r = square(q2);
  bool silent = equal(exact_q, wholes(exact_q, 0)) == YES;
  arr first = given(N, "1 0; 0 0"), second = given(N, "0 0; 0 1");
  arr U1 = instead(here, "the identity in each head", first, eye(N, 2));
  arr U2 = instead(here, "the identity in each head", second, eye(N, 2));
  arr with[] = { keys_of(q1), U1, keys_of(q2), U2 }, last = NULL;
  part(here, silent ? "a silent head: a plane" : "two heads: a line");
  for (int i = 0; i < T->rows; i++) {
    arr t = item(T, i);
    last = flow_from(two_heads, S0, t, with);
    at(here, "t", t);
    equals(here, "covariance", last, split_solution(t, S0, p, r, silent));
  }
  arr a = entry(S0, 0, 0), exhausted = over(square(entry(S0, 0, 1)), a);
  at_most(here, "what stays of b", sub(entry(S0, 1, 1), exhausted), entry(last, 1, 1));
  arr limit = matrix_of(silent ? a : wholes(a, 0), wholes(a, 0), sub(entry(S0, 1, 1), exhausted));
  arr late = split_solution(whole(N, 1000000), S0, p, r, silent);
  at_most(here, "distance to the limit", norm(sub(late, limit)), times(a, 1, 1000));
  vanishes(here, "rate at the limit", two_heads(T, limit, with), square(norm(S0)));
  if (silent) exceeds(here, "determinant of the limit", determinant(limit), whole(N, 0));
  if (arith_kind(N) == DOUBLE) trace_starts(here, S0, p, r, silent);
}

static void split_keys(draw *d) {
  arr x = draw_list(d, "4..6/8 8..12/8");
  set(d, "q1", item(x, 0));
  set(d, "q2", item(x, 1));
  set(d, "Sigma0", draw_spd(d, 2));
  set(d, "t", draw_list(d, "1..2/4 16..24/1"));
}

CLAIM(udt_X1c) = {
  .title = "Figure 1(c): two heads, and a plane or a line",
  .kind = EXPERIMENT,
  .where = "Section 4.5, item 3, and Figure 1(c)",
  .says = "Convergence to a plane: we observe this behavior with MH self-attention when A + Aᵀ is "
          "negative and of rank 1. Figure 1(c) corresponds to this case for V = I₂",
  .sentence = "Reproduced, in closed form, when V = I₂ is split over two heads of which one has "
              "no queries; the limits are then of full rank. With queries in both heads it is a "
              "line.",
  .remains = "Convergence, in both cases.",
  .inputs = { { "q1", "", NONNEGATIVE, "query and minus the key of the first head, along e₁" },
              { "q2", "", POSITIVE, "those of the second" },
              { "Sigma0", "2,2", SPD, "initial covariance" },
              { "t", "m", POSITIVE, "times, the last one late" } },
  .instances = { { "the first head is silent",
                   { "q1 = 0", "q2 = 4/5", "Sigma0 = 3/4 1/2; 1/2 2/3", "t = 1/3 2 5" } },
                 { "both heads are heard",
                   { "q1 = 3/4", "q2 = 4/5", "Sigma0 = 3/4 1/2; 1/2 2/3", "t = 1/3 2 8" } } },
  .draw = split_keys,
  .draws = 1,
  .standing = REPRODUCED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.9" },
  .parts = { { "a silent head: a plane", REPRODUCED, "Σ → diag(a₀, b₀ − c₀²/a₀), of full rank",
               NULL, NO_ERRATUM, PRINTED },
             { "two heads: a line", HOLDS, "Σ → diag(0, b₀ − c₀²/a₀) when both heads have queries",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_plane,
  .controls = { { "the identity in each head" } },
};
