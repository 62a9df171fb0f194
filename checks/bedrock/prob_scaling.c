#include "lin_near.h"
#include "random.h"
#include "prob/parts.h"
#include "prob/prob.h"

/* Plain sweeps in MPFR until they stand still, u_0 = 1: another road to the scaling. */
static scaling sinkhorn(arr K, arr mu, arr nu) {
  arr u = over(mu, mu), v = NULL, before = mu;
  mark here = region_mark(K->in);
  for (int i = 0; i < 20000 && equal(u, before) != YES; i++) {
    before = u;
    v = over(nu, dot(u, K));
    u = over(mu, dot(K, v));
    u = over(u, item(u, 0));
    region_keep(&here, &u, &v, &before);
  }
  return (scaling){ u, over(nu, dot(u, K)) };
}

typedef struct {
  arr K, mu, nu;
} problem;

static problem random_problem(arith *exact, dice *d, int n, int m) {
  problem p = { random_positive(exact, d, n, m), random_positive(exact, d, 1, n),
                random_positive(exact, d, 1, m) };
  p.mu = row_at(stochastic_rows(p.mu), 0), p.nu = row_at(stochastic_rows(p.nu), 0);
  return p;
}

/* exp(-cost |x - y|^2) on [0, 1]: the diameter is about twice the cost. */
static problem cold_problem(arith *in, int n, long cost) {
  arr e[n * n], w[n];
  for (int k = 0; k < n * n; k++) {
    long gap = k / n - k % n;
    e[k] = rat(in, -cost * gap * gap, (n - 1) * (n - 1));
  }
  for (int i = 0; i < n; i++) w[i] = rat(in, 2 * (i % 3 + 1), 1);
  problem p = { expo(shaped(pack(in, n * n, e), n, n)), pack(in, n, w), NULL };
  arr turned[n];
  for (int i = 0; i < n; i++) turned[i] = w[n - 1 - i];
  p.nu = pack(in, n, turned);
  return p;
}

static void scales(problem p, double lost) {
  scaling s = scale_to(p.K, p.mu, p.nu);
  arr plan = coupling(p.K, s);
  cr_expect(near(sum_rows(plan), p.mu, lost), "rows");
  cr_expect(near(sum_columns(plan), p.nu, lost), "columns");
  cr_expect(equal(item(s.u, 0), whole(p.K->in, 1)) == YES, "gauge");
}

Test(prob_scaling, marginals_are_met_in_every_arithmetic) {
  arith *E = arith_exact();
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 71;
    for (int n = 1; n <= 9; n += 2) {
      problem p = random_problem(E, &d, n, n + 2 * (n % 3));
      scales((problem){ as(in, p.K), as(in, p.mu), as(in, p.nu) }, 24);
    }
    scales(cold_problem(in, 6, 4), 16);
    arith_free(in);
  }
  arith_free(E);
}

Test(prob_scaling, balls_contain_the_sweeps_at_4p) {
  arith *E = arith_exact(), *B = arith_ball(128), *M = arith_mpfr(512);
  dice d = 72;
  for (int n = 1; n <= 7; n += 2) {
    problem p = random_problem(E, &d, n, n + 1);
    scaling s = scale_to(as(B, p.K), as(B, p.mu), as(B, p.nu));
    scaling t = sinkhorn(as(M, p.K), as(M, p.mu), as(M, p.nu));
    cr_expect(contains(s.u, t.u, 480) && contains(s.v, t.v, 480), "n = %d", n);
    cr_expect_lt(log2_radius(s.u) - log2_size(s.u), -110, "radius");
  }
  problem q = cold_problem(B, 5, 8), p = cold_problem(M, 5, 8);
  scaling s = scale_to(q.K, q.mu, q.nu);
  scaling t = sinkhorn(p.K, p.mu, p.nu);
  cr_expect(contains(s.u, t.u, 400) && contains(s.v, t.v, 400));
  arith_free(E), arith_free(B), arith_free(M);
}

Test(prob_scaling, wide_kernels_contain_the_scalings_of_their_members) {
  arith *E = arith_exact(), *B = arith_ball(128), *M = arith_mpfr(512);
  dice d = 73;
  problem p = random_problem(E, &d, 4, 3);
  arr tilt = random_matrix(E, &d, 4, 3), member = add(p.K, times(tilt, 1, 1 << 17));
  scaling s = scale_to(ball(as(B, p.K), rat(B, 1, 1 << 16)), as(B, p.mu), as(B, p.nu));
  scaling t = sinkhorn(as(M, p.K), as(M, p.mu), as(M, p.nu));
  scaling m = sinkhorn(as(M, member), as(M, p.mu), as(M, p.nu));
  cr_expect(contains(s.u, t.u, 480) && contains(s.v, t.v, 480));
  cr_expect(contains(s.u, m.u, 480) && contains(s.v, m.v, 480));
  arith_free(E), arith_free(B), arith_free(M);
}

/* At cost 1500 the plan underflows in double and its Newton matrix is reducible, at 1000 it is
 * singular. */
Test(prob_scaling, low_temperature_and_fifty_points) {
  arith *B = arith_ball(256), *M = arith_mpfr(256), *E = arith_exact();
  scales(cold_problem(M, 8, 64), 40), scales(cold_problem(B, 8, 64), 110);
  scales(cold_problem(M, 6, 1500), 40);
  scales(cold_problem(M, 5, 1000), 40), scales(cold_problem(M, 4, 2187), 40);
  dice d = 74;
  problem p = random_problem(E, &d, 50, 50);
  scales((problem){ as(B, p.K), as(B, p.mu), as(B, p.nu) }, 30);
  arith_free(B), arith_free(M), arith_free(E);
}

/* Mass moves from one entry of mu to another: K, and with it K'u, has no radius to hide behind. */
Test(prob_scaling, wide_marginals_contain_the_scalings_of_their_members) {
  arith *B = arith_ball(128), *M = arith_mpfr(512);
  for (long cost = 1; cost < 5; cost++) {
    arr K = given(M, "9 3 1; 3 9 3; 1 3 9"), mu = given(M, "3 3 3"), nu = given(M, "2 3 4");
    K = power(K, cost);
    arr s = rat(M, 1, 1 << 10), moved = add(mu, mul(s, given(M, "1 0 -1")));
    scaling wide = scale_to(as(B, K), ball(as(B, mu), as(B, s)), as(B, nu));
    scaling a = sinkhorn(K, mu, nu), b = sinkhorn(K, moved, nu);
    cr_expect(contains(wide.u, a.u, 400) && contains(wide.v, a.v, 400), "cost %ld", cost);
    cr_expect(contains(wide.u, b.u, 400) && contains(wide.v, b.v, 400), "cost %ld", cost);
  }
  arith_free(B), arith_free(M);
}

/* D of a 2 x 2 kernel is |log (ad/bc)|; row and column factors leave it alone. */
Test(prob_scaling, the_diameter_is_an_upper_bound) {
  arith *B = arith_ball(64);
  double D = projective_diameter(given(B, "2 1; 1 2")), far = log(4e300);
  cr_expect(D >= log(4) && D < log(4) + 1e-9);
  cr_expect_float_eq(projective_diameter(given(B, "2e9 1e9; 1e-7 2e-7")), log(4), 1e-9);
  D = projective_diameter(given(B, "2e300 1 1; 1 2 1; 1 1 1"));
  cr_expect(D >= far && D < far + 1e-9);
  D = projective_diameter(ball(given(B, "2 1; 1 2"), rat(B, 1, 4)));
  cr_expect(D >= log(2.25 * 2.25 / 0.75 / 0.75));
  arith_free(B);
}

/* The factors cosh^2(D/4) = 2^28 and 2^198 of these kernels are paid in working bits, not in radius. */
Test(prob_scaling, contraction_costs_no_radius) {
  arith *B = arith_ball(256);
  for (long e = 30; e <= 200; e += 170) {
    arr off = sub(filled(B, 2, 2, whole(B, 1)), eye(B, 2)), big = power(whole(B, 2), e);
    scaling s = scale_to(add(off, mul(big, eye(B, 2))), given(B, "1 2"), given(B, "2 1"));
    cr_expect_lt(log2_radius(s.u) - log2_size(s.u), -250, "2^%ld", e);
  }
  arith_free(B);
}

/* One row has its v for a quotient, and two are not one. */
Test(prob_scaling, one_row_and_two) {
  arith *B = arith_ball(128), *M = arith_mpfr(512);
  arr r = rat(M, 1, 64), moved = mul(r, given(M, "1 -1 1"));
  for (int n = 1; n <= 2; n++) {
    arr K = n == 1 ? row(given(M, "3 1 2")) : given(M, "3 1 2; 1 4 1"),
        mu = given(M, n == 1 ? "6;" : "2 4");
    arr nu = given(M, "1 2 3"), member = add(K, mul(r, filled(M, n, 3, whole(M, 1))));
    mu = flat(mu);
    scaling wide = scale_to(ball(as(B, K), as(B, r)), as(B, mu), as(B, nu));
    scaling a = sinkhorn(K, mu, nu), b = sinkhorn(member, mu, nu),
            c = sinkhorn(add(K, row(moved)), mu, nu);
    cr_expect(contains(wide.u, a.u, 480) && contains(wide.v, a.v, 480), "%d", n);
    cr_expect(contains(wide.u, b.u, 480) && contains(wide.v, b.v, 480), "%d", n);
    cr_expect(contains(wide.u, c.u, 480) && contains(wide.v, c.v, 480), "%d", n);
  }
  arith_free(B), arith_free(M);
}

static arr scaled_evenly(arr K) { return scale_to(K, given(K->in, "1 1"), given(K->in, "1 1")).u; }

/* From wider to wider kernels: radii come up to a quarter of u, and above that there is no answer. */
Test(prob_scaling, a_quarter_is_the_widest_answer) {
  arith *B = arith_ball(128);
  double widest = 0;
  int answers = 0, n = 200;
  for (int k = 1; k < n; k++) {
    attempt_at t = { scaled_evenly, ball(given(B, "2 1; 1 2"), rat(B, k, n)), NULL };
    char message[256] = "";
    int inability = arith_guard(attempt_body, &t, message, sizeof message);
    cr_expect_eq(inability, answers < k - 1 ? UNDECIDED : inability, "narrower ones had none");
    if (inability) cr_expect(strstr(message, "no digit is left"), "%s", message);
    if (inability) continue;
    answers++;
    widest = fmax(widest, exp2(log2_radius(t.answer) - log2_size(sharp(t.answer))));
  }
  cr_expect(widest > 1. / 5 && widest <= 1. / 4 && answers < n, "%g", widest);
  arith_free(B);
}

static arr scaled_by_signs(arr K) {
  arr one = filled(K->in, K->rows, 1, whole(K->in, 1));
  return scale_to(K, column_at(one, 0), column_at(one, 0)).u;
}

Test(prob_scaling, kernels_must_be_positive) {
  arith *B = arith_ball(128), *D = arith_double(), *E = arith_exact();
  cr_expect_eq(inability_of(scaled_by_signs, given(B, "1 0; 0 1")), STOPPED);
  cr_expect_eq(inability_of(scaled_by_signs, given(D, "1 -1; 1 1")), STOPPED);
  cr_expect_eq(inability_of(scaled_by_signs, ball(given(B, "1 1; 1 1"), whole(B, 2))), UNDECIDED);
  cr_expect_eq(inability_of(scaled_by_signs, given(E, "1 1; 1 1")), NOT_RATIONAL);
  arith_free(B), arith_free(D), arith_free(E);
}
