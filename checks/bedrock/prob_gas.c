/* Internal energies: powers against products and roots, slopes against jets, pressures against the
 * energy lost by a volume that grows. */
#include "lin_near.h"
#include "random.h"
#include "flow/flow.h"
#include "prob/gas.h"

enum { LOST = 20 };

static arr energy(arr s, const arr *with) {
  return gas_energy((gas){ with[0], with[1], with[2] }, s);
}
static arr of_cell(arr V, const arr *with) { return mul(V, energy(over(with[3], V), with)); }

Test(prob_gas, powers) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k), *E = arith_exact();
    dice d = 3;
    arr s = random_positive(in, &d, 2, 2), one = wholes(s, 1);
    cr_expect(near(raised(s, whole(E, 3)), mul(s, mul(s, s)), LOST));
    cr_expect(near(raised(s, whole(E, -2)), over(one, square(s)), LOST));
    cr_expect(equal(raised(s, whole(E, 0)), one) == YES);
    if (arith_kind(in) != EXACT) {
      cr_expect(near(raised(s, rat(E, 1, 2)), root(s), LOST));
      cr_expect(near(raised(s, rat(E, -3, 2)), over(one, mul(s, root(s))), LOST));
      cr_expect(near(power(raised(s, rat(E, 1, 3)), 3), s, LOST));
    }
    arith_free(in), arith_free(E);
  }
}

Test(prob_gas, slopes_and_pressures) {
  static const char *const exponents[] = { "2 3 1", "-1 1 4", "3/2 1/3 2" };
  for (int k = 0; k < ARITHMETICS; k++)
    for (int i = 0; i < 6; i++) {
      arith *in = arithmetic_number(k), *E = arith_exact();
      bool rational = i < 2;
      dice d = (dice)(i + 1);
      arr c = random_vector(in, &d, 3), s = rat(in, 7, 5), V = rat(in, 3, 7), one = whole(in, 1);
      gas g = { whole(in, i % 2 && !rational ? 2 : 0), c, given(E, exponents[rational ? i : 2]) };
      arr with[] = { g.a, g.c, g.q, mul(s, V) };
      if (rational || arith_kind(in) != EXACT) {
        cr_expect(near(gas_slope(g, s), derivative(energy, s, one, with), LOST));
        cr_expect(near(gas_pressure(g, s), neg(derivative(of_cell, V, one, with)), LOST));
      }
      arith_free(in), arith_free(E);
    }
}
