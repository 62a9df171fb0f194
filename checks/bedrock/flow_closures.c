/* Rates of covariances, against the moments of an affine field and a factor of the covariance. */
#include "lin_near.h"
#include "random.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

typedef struct {
  arr S, Q, K, V;
} setting;

static setting setting_in(arith *A, dice *d, int n, int k) {
  return (setting){ random_spd(A, d, n), random_matrix(A, d, k, n), random_matrix(A, d, k, n),
                    random_matrix(A, d, n, n) };
}

/* The covariance of V E[y | K y + noise = Q x] with x: noise of covariance 1/2. */
static arr by_regression(setting s) {
  arr Kt = transpose(s.K), half = times(eye(s.S->in, s.K->rows), 1, 2);
  arr gain = product(s.S, Kt, inverse(add(product(s.K, s.S, Kt), half)));
  arr F = product(s.V, gain, s.Q, s.S);
  return add(F, transpose(F));
}

Test(flow_closures, l2_rate_is_a_regression) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *A = arithmetic_number(k);
    dice d = 3;
    for (int n = 1; n <= 3; n++) {
      setting s = setting_in(A, &d, n, n == 3 ? 2 : n);
      arr rate = l2_rate(s.S, s.Q, s.K, s.V), with[] = { s.Q, s.K, s.V };
      cr_expect(near(rate, by_regression(s), 24), "n = %d", n);
      cr_expect(near(l2_closure(whole(A, 0), s.S, with), rate, 24));
    }
    arith_free(A);
  }
}

/* E[y | x] = S A x under softmax. */
Test(flow_closures, softmax_rate_and_its_factor) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *A = arithmetic_number(k);
    dice d = 4;
    for (int n = 1; n <= 3; n++) {
      setting s = setting_in(A, &d, n, n);
      arr L = random_matrix(A, &d, n, n == 1 ? 1 : n - 1), S = dot(L, transpose(L));
      arr AT = dot(transpose(s.K), s.Q), with[] = { AT, s.V };
      arr moved = dot(softmax_factor(whole(A, 0), L, with), transpose(L));
      arr rate = softmax_closure(whole(A, 0), S, with);
      cr_expect(near(add(moved, transpose(moved)), rate, 24), "n = %d", n);
      arr drift = product(s.V, S, AT, S);
      cr_expect(near(softmax_rate(S, AT, s.V), add(drift, transpose(drift)), 24), "n = %d", n);
    }
    arith_free(A);
  }
}
