/* Bounds of the fields of attention: where they are attained, and written in another way. */
#include "lin_near.h"
#include "random.h"
#include "flow/estimates.h"
#include "flow/flow.h"

static arr column_of(arith *in, long p, long q) { return row(flat(rat(in, p, q))); }

/* with = { Q, K, V, masses, cloud }, the variant in by */
static variant by;
static arr field_at(arr x, const arr *with) {
  head h = { with[0], with[1], with[2] };
  return flat(attention_of(by, h, row(x), with[4], with[3]));
}

/* Two opposite points on the line, from 0. */
Test(flow_estimates, slope_in_place_is_attained) {
  for (int k = 0; k < INEXACT; k++)
    for (by = SOFTMAX; by <= SIGMOID; by++) {
      if (by == SINKHORN) continue;
      arith *in = arithmetic_number(k);
      arr R = rat(in, 3, 2), ends = stack(row(flat(R)), row(flat(neg(R))));
      arr Q = column_of(in, 5, 7), K = column_of(in, -2, 3), V = column_of(in, 4, 3);
      arr with[] = { Q, K, V, given(in, "1/2 1/2"), ends }, zero = flat(whole(in, 0));
      arr slope = absolute(derivative(field_at, zero, flat(whole(in, 1)), with));
      norms n = norms_of((head){ Q, K, V });
      cr_expect(near(flat(slope_in_place(by, n, R)), slope, 12));
      arith_free(in);
    }
}

/* s e^(2 s), whose derivative is (1 + 2 s) e^(2 s). */
static arr tilted(arr s, const arr *with) { return (void)with, mul(s, expo(times(s, 2, 1))); }

Test(flow_estimates, slope_in_law_is_its_formula) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    arr v = rat(in, 4, 3), a = rat(in, 1, 7), q = rat(in, 2, 5), b = rat(in, 3, 5),
        R = rat(in, 3, 2);
    arr x = rat(in, 5, 3), one = whole(in, 1), s = mul(mul(a, R), x), z = mul(a, square(R));
    norms n = { v, a, q, b };
    arr soft = mul(v, derivative(tilted, s, one, NULL));
    cr_expect(near(slope_in_law(SOFTMAX, n, R, x), soft, 12));
    cr_expect(near(slope_in_law(SIGMOID, n, R, x), add(v, times(mul(v, s), 1, 4)), 12));
    arr far = add(mul(q, x), mul(b, R)), bR = mul(b, R);
    arr whole_ = add(v, times(mul(v, add(s, square(bR))), 4, 1));
    cr_expect(near(slope_in_law(L2, n, R, x), mul(whole_, expo(mul(far, far))), 12));
    arr mean = derivative(tilted, add(s, z), one, NULL), e = expo(times(z, 2, 1));
    arr rest = times(mul(mul(z, power(e, 2)), add(e, one)), 2, 1);
    cr_expect(near(slope_in_law(SINKHORN, n, R, x), mul(v, add(mean, rest)), 16));
    cr_expect(near(slope_in_place(SINKHORN, n, R), mul(v, z), 12));
    arith_free(in);
  }
}

Test(flow_estimates, norms_are_of_the_head) {
  arith *in = arith_mpfr(128);
  dice seed = 11;
  head h = { random_matrix(in, &seed, 2, 3), random_matrix(in, &seed, 2, 3),
             random_matrix(in, &seed, 3, 3) };
  norms n = norms_of(h);
  cr_expect(le(n.A, mul(n.Q, n.K)) == YES);
  arr x = row_at(random_matrix(in, &seed, 1, 3), 0);
  cr_expect(le(norm(dot(h.Q, x)), mul(n.Q, norm(x))) == YES);
  cr_expect(le(norm(dot(h.K, x)), mul(n.K, norm(x))) == YES);
  cr_expect(near(norms_of((head){ h.V, eye(in, 3), h.V }).A, n.V, 12));
  cr_expect(
      near(norms_of((head){ eye(in, 3), h.V, h.V }).A, norms_of((head){ h.V, h.V, h.V }).K, 12));
  arith_free(in);
}
