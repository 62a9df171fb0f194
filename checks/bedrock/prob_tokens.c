/* Points of the sphere against Archimedes' map of the stream of SplitMix64, typed a second time. */
#include "lin_near.h"
#include "random.h"
#include "prob/prob.h"

/* (2k + 1) / 2^32 for the k in [0, 2^31) that the upper bits are. */
static arr next_uniform(arith *in, dice *d) {
  return times(whole(in, 2 * (long)(roll(d) >> 33) + 1), 1, 1L << 32);
}

Test(prob_tokens, height_and_longitude_are_uniform) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    for (long seed = 0; seed < 4; seed++) {
      dice d = (dice)seed;
      arr X = tokens_on_sphere(in, 6, seed), one = whole(in, 1);
      cr_assert(X->rows == 6 && X->columns == 3);
      for (int i = 0; i < 6; i++) {
        arr u = next_uniform(in, &d), v = next_uniform(in, &d), x = row_at(X, i);
        cr_expect(near(dot(x, x), one, 9));
        cr_expect(equal(item(x, 2), sub(times(u, 2, 1), one)) != NO);
        arr angle = mul(times(v, 2, 1), constant_pi(in)), z = item(x, 2);
        arr across = root(sub(one, square(z)));
        cr_expect(near(item(x, 0), mul(across, cosine(angle)), 16));
        cr_expect(near(item(x, 1), mul(across, sine(angle)), 16));
      }
    }
    arith_free(in);
  }
}
