/* gas.c -- internal energies, term by term: no logarithm is taken where none is asked for. */
#include "prob/gas.h"

arr raised(arr s, arr q) {
  long n = (long)approx(q, 0, 0);
  if (equal(q, whole(q->in, n)) == YES) return power(s, n);
  return expo(mul(as(arith_base(s->in), q), ln(s)));
}

static bool has_logarithm(gas g) { return equal(g.a, whole(g.a->in, 0)) != YES; }

arr gas_energy(gas g, arr s) {
  arr sum = has_logarithm(g) ? mul(g.a, mul(s, ln(s))) : wholes(s, 0);
  for (int k = 0; k < g.q->rows; k++) sum = add(sum, mul(item(g.c, k), raised(s, item(g.q, k))));
  return sum;
}

arr gas_slope(gas g, arr s) {
  arr one = wholes(s, 1), sum = has_logarithm(g) ? mul(g.a, add(one, ln(s))) : wholes(s, 0);
  for (int k = 0; k < g.q->rows; k++) {
    arr q = item(g.q, k), weight = mul(item(g.c, k), as(g.c->in, q));
    sum = add(sum, mul(weight, raised(s, sub(q, whole(q->in, 1)))));
  }
  return sum;
}

arr gas_pressure(gas g, arr s) { return sub(mul(s, gas_slope(g, s)), gas_energy(g, s)); }
