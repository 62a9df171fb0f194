#include "lin_near.h"
#include "random.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* From F, G and A with a positive joint precision the marginals are rational, and so is T = G^-1 A. */
typedef struct {
  arr A, epsilon, S, W, T;
} plan;

static plan random_plan(arith *E, dice *d, int n) {
  arr A = random_matrix(E, d, n, n), epsilon = rat(E, roll_between(d, 1, 9), 3);
  arr F = add(random_spd(E, d, n), dot(transpose(A), A));
  arr G = add(random_spd(E, d, n), eye(E, n));
  arr S = mul(epsilon, inverse(sub(F, product(transpose(A), inverse(G), A))));
  arr W = mul(epsilon, inverse(sub(G, product(A, inverse(F), transpose(A)))));
  return (plan){ A, epsilon, S, W, solve(G, A) };
}

Test(prob_entropic_gaussians, the_precision_has_A_off_the_diagonal) {
  arith *E = arith_exact();
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 91;
    for (int n = 1; n <= 5; n++) {
      plan p = random_plan(E, &d, n);
      arr T = entropic_map(as(in, p.S), as(in, p.W), as(in, p.A), as(in, p.epsilon));
      cr_expect(near(T, as(in, p.T), 28), "n = %d", n);
      if (arith_kind(in) == BALL) cr_expect(contains(T, p.T, 0), "n = %d", n);
    }
    arith_free(in);
  }
  arith_free(E);
}

/* In one dimension the rate is v/a ((4 a^2 s^2 + epsilon^2)^(1/2) - epsilon)/epsilon, in series too. */
static arr along_the_line(arr s, const arr *with) {
  arr a = with[0], v = with[1], epsilon = with[2], x = times(mul(a, s), 2, 1);
  arr hypotenuse = root(add(square(x), square(epsilon)));
  return over(mul(v, sub(hypotenuse, epsilon)), mul(a, epsilon));
}

static arr as_matrices(arr s, const arr *with) {
  arr A = shaped(with[0], 1, 1), V = shaped(with[1], 1, 1);
  return entry(sinkhorn_rate(shaped(s, 1, 1), A, V, with[2]), 0, 0);
}

Test(prob_entropic_gaussians, the_rate_of_one_variance) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    arr with[] = { rat(in, -3, 4), rat(in, 7, 5), rat(in, 2, 3) }, s = rat(in, 5, 3);
    arr one = whole(in, 1);
    cr_expect(near(as_matrices(s, with), along_the_line(s, with), 20));
    cr_expect(
        near(derivative(as_matrices, s, one, with), derivative(along_the_line, s, one, with), 20));
    arith_free(in);
  }
}

/* Close tokens see softmax attention: the rate is V S A S / epsilon^2 to leading order, and V S A S is
 * not symmetric. */
Test(prob_entropic_gaussians, small_covariances) {
  arith *in = arith_mpfr(256);
  dice d = 92;
  arr A = random_matrix(in, &d, 3, 3), V = random_matrix(in, &d, 3, 3), epsilon = rat(in, 3, 2);
  arr S = mul(power(whole(in, 2), -40), random_spd(in, &d, 3)), zero = whole(in, 0);
  arr rate = sinkhorn_closure(zero, S, (arr[]){ A, V, epsilon });
  cr_expect(near(mul(rate, square(epsilon)), softmax_rate(S, A, V), 256 - 60));
  arith_free(in);
}
