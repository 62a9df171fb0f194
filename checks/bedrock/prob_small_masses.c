/* Scaling to marginals whose masses span more than 1/eps. */
#include "lin_near.h"
#include "flow/flow.h"
#include "prob/prob.h"

typedef struct {
  arr x, K, mu;
} problem;

/* Gauss-Hermite weights and e^(s x y), the nodes and weights being those doubles in every arithmetic. */
static problem hermite(arith *in, int n, long p, long q) {
  arith *D = arith_double();
  arr x, w;
  gauss_hermite(D, n, &x, &w);
  x = as(in, x), w = as(in, w);
  arith_free(D);
  return (problem){ x, expo(times(mul(column(x), row(x)), p, q)), w };
}

static arr relative(arr x, arr y) { return over(sub(x, y), y); }

static arr conditional_means(problem p) {
  arr plan = coupling(p.K, scale_to(p.K, p.mu, p.mu));
  cr_expect_lt(log2_size(relative(sum_rows(plan), p.mu)), 8 - (double)arith_bits(p.K->in));
  cr_expect_lt(log2_size(relative(sum_columns(plan), p.mu)), 8 - (double)arith_bits(p.K->in));
  return over(dot(plan, p.x), sum_rows(plan));
}

Test(prob_small_masses, double_finds_the_conditional_means_of_256_bits) {
  static const int nodes[] = { 2, 11, 20, 40, 60 };
  static const long slopes[][2] = { { 1, 1 }, { 1, 4 }, { 1, 8 } };
  arith *D = arith_double(), *M = arith_mpfr(256);
  for (int k = 0; k < 5; k++)
    for (int s = k == 4; s < 3; s++) {
      problem p = hermite(D, nodes[k], slopes[s][0], slopes[s][1]), q = p;
      q.x = as(M, p.x), q.K = as(M, p.K), q.mu = as(M, p.mu);
      arr gap = sub(as(M, conditional_means(p)), conditional_means(q));
      cr_expect_lt(log2_size(gap), -46, "%d nodes, e^(xy/%ld): 2^%.0f", nodes[k], slopes[s][1],
                   log2_size(gap));
    }
  arith_free(D), arith_free(M);
}

/* Whichever row is heaviest, the first one is the gauge; and u, v are those of the transpose. */
Test(prob_small_masses, any_row_may_be_the_heaviest) {
  for (int k = 0; k < FLOATS; k++) {
    arith *in = arithmetic_number(k);
    arr K = given(in, "3 1 1; 1 4 2; 2 1 5"), tiny = power(rat(in, 1, 2), 90);
    for (int heavy = 0; heavy < 3; heavy++) {
      arr w[3];
      for (int i = 0; i < 3; i++) w[i] = i == heavy ? whole(in, 1) : times(tiny, i + 1, 1);
      arr mu = pack(in, 3, w),
          nu = over(mul(mu, given(in, "1 2 1")), heavy == 1 ? whole(in, 2) : whole(in, 1));
      nu = mul(nu, over(total(mu), total(nu)));
      scaling s = scale_to(K, mu, nu), t = scale_to(transpose(K), nu, mu);
      double lost = 8 - (double)arith_bits(in);
      arr plan = coupling(K, s);
      cr_expect(equal(item(s.u, 0), whole(in, 1)) == YES);
      cr_expect_lt(log2_size(relative(sum_rows(plan), mu)), lost);
      cr_expect_lt(log2_size(relative(sum_columns(plan), nu)), lost);
      cr_expect_lt(log2_size(relative(transpose(coupling(transpose(K), t)), plan)), lost);
    }
    arith_free(in);
  }
}

/* Of sharp inputs, so that Birkhoff's factor, here 2^60, multiplies roundings only. */
Test(prob_small_masses, balls_contain_the_scaling_at_4p) {
  arith *B = arith_ball(128), *M = arith_mpfr(512);
  problem p = hermite(B, 16, 1, 2);
  arr K = sharp(p.K), mu = sharp(p.mu);
  scaling s = scale_to(K, mu, mu), t = scale_to(as(M, K), as(M, mu), as(M, mu));
  cr_expect(contains(s.u, t.u, 500) && contains(s.v, t.v, 500));
  cr_expect_lt(log2_radius(over(s.u, sharp(s.u))), -120);
  cr_expect_lt(log2_radius(over(s.v, sharp(s.v))), -120);
  arith_free(B), arith_free(M);
}

static arr of_unequal_sums(arr K) {
  arr tiny = power(rat(K->in, 1, 2), 100);
  return scale_to(K, mul(tiny, given(K->in, "1 1")), mul(tiny, given(K->in, "1 2"))).v;
}

/* u_1 = 2^-1060, where double has 14 bits left: the mass of its row, 2^-60, would have no more. */
static arr out_of_range(arr K) {
  arr far = power(whole(K->in, 2), 500), tiny = power(rat(K->in, 1, 2), 60);
  arr mu = stack(whole(K->in, 1), tiny), nu = times(mul(total(mu), given(K->in, "1 1")), 1, 2);
  return scale_to(mul(K, column(stack(over(whole(K->in, 1), far), far))), mu, nu).u;
}

Test(prob_small_masses, marginals_that_cannot_be_met_are_refused) {
  for (int k = 0; k < FLOATS; k++) {
    arith *in = arithmetic_number(k);
    cr_expect_eq(inability_of(of_unequal_sums, given(in, "2 1; 1 2")), UNDECIDED);
    cr_expect_eq(inability_of(out_of_range, given(in, "2 1; 1 3")), k ? 0 : UNDECIDED);
    arith_free(in);
  }
}
