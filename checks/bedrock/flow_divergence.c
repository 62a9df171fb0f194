/* Divergences by jets against closed forms. */
#include "lin_near.h"
#include "random.h"
#include "flow/flow.h"

static arr linear(arr x, const arr *with) { return dot(with[0], x); }
static arr swirl(arr x, const arr *with) {
  return mul(dot(x, x), dot(sub(with[0], transpose(with[0])), x));
}
static arr radial(arr x, const arr *with) { return (void)with, mul(dot(x, x), x); }
static arr fixed(arr x, const arr *with) { return (void)x, with[1]; }

/* div Ax = tr A; div |x|^2 J x = 0 for antisymmetric J; div |x|^2 x = (d + 2) |x|^2. */
Test(flow_divergence, closed_forms) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 4; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr with[] = { random_matrix(in, &d, n, n), random_vector(in, &d, n) };
      arr x = random_vector(in, &d, n), one = whole(in, 1), q = dot(x, x);
      cr_expect(near(divergence(linear, x, with), trace(with[0]), 20));
      cr_expect(near(add(one, divergence(swirl, x, with)), one, 20));
      cr_expect(near(divergence(radial, x, with), times(q, n + 2, 1), 20));
      cr_expect(equal(divergence(fixed, x, with), whole(in, 0)) == YES);
      arith_free(in);
    }
}
