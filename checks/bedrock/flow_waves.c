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

static arr density(arr t, const arr *with) {
  return wave_path_density(wave_path_of(with), t, waves_at(with[0], with[3]));
}
static arr momentum(arr x, const arr *with) {
  wave_path p = wave_path_of(with);
  waves w = waves_at(p.K, x);
  return mul(wave_path_density(p, with[3], w), wave_path_field(p, with[3], w));
}

/* From one density to the other, with the equation of continuity, and a field that is a gradient over
 * the density. */
Test(flow_waves, paths_keep_mass) {
  for (int k = 0; k < INEXACT; k++)
    for (int n = 1; n <= 3; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n + 10;
      arr K = add(random_positive(in, &d, 3, n), filled(in, 3, n, rat(in, 1, 4)));
      arr start = times(random_matrix(in, &d, 3, 2), 1, 16),
          end = times(random_matrix(in, &d, 3, 2), 1, 16);
      arr x = random_vector(in, &d, n), t = rat(in, 1, 3), one = whole(in, 1);
      arr with[] = { K, start, end, x }, at[] = { K, start, end, t };
      arr rate = derivative(density, t, one, with);
      cr_expect(near(add(one, neg(rate)), add(one, divergence(momentum, x, at)), 24));
      waves w = waves_at(K, x);
      cr_expect(near(density(whole(in, 0), with), add(one, wave_value(w, start)), 8));
      cr_expect(near(density(one, with), add(one, wave_value(w, end)), 8));
      arr u = wave_path_potential(wave_path_of(with));
      cr_expect(near(add(one, trace(wave_bend(w, u))), add(one, rate), 24));
      cr_expect(near(momentum(x, at), neg(wave_slope(w, u)), 12));
      arith_free(in);
    }
}
