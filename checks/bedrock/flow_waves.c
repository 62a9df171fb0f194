/* Trigonometric sums against their derivatives by jets. */
#include "lin_near.h"
#include "random.h"
#include "flow/flow.h"
#include "flow/waves.h"

static arr value(arr x, const arr *with) { return wave_value(waves_at(with[0], x), with[1]); }
static arr slope(arr x, const arr *with) { return wave_slope(waves_at(with[0], x), with[1]); }

Test(flow_waves, derivatives_and_the_laplacian) {
  for (int k = 0; k < INEXACT; k++)
    for (int n = 1; n <= 3; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr K = add(random_positive(in, &d, 3, n), filled(in, 3, n, rat(in, 1, 4)));
      arr with[] = { K, random_matrix(in, &d, 3, 2) }, x = random_vector(in, &d, n);
      waves w = waves_at(K, x);
      arr e = random_vector(in, &d, n), bend = wave_bend(w, with[1]), one = whole(in, 1);
      cr_expect(near(wave_slope(w, with[1]), gradient(value, x, with), 24));
      cr_expect(near(dot(bend, e), derivative(slope, x, e, with), 24));
      arr u = wave_inverse_laplacian(K, with[1]);
      cr_expect(near(add(one, trace(wave_bend(w, u))), add(one, wave_value(w, with[1])), 24));
      arith_free(in);
    }
}
