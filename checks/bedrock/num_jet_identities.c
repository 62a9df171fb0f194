/* Series of every operation obey the identities of their functions, in every arithmetic. */
#include "num_series.h"

enum { LOST = 24 };
#define SAME(x, y) cr_expect(same_series(x, y, LOST), "%s: %s", arith_name(in), #x " = " #y)

/* Exact values of functions are rational at 0, 1 and squares only. */
static arr value(arith *in, dice *d, int shape, long exact) {
  arr like = shape ? zeros(in, 2, 3) : whole(in, 0);
  if (arith_kind(in) == EXACT) return wholes(like, exact);
  arr x = random_matrix(in, d, 2, 3);
  x = shape ? x : item(flat(x), 0);
  return exact ? add(absolute(x), rat(in, 1, 2)) : x;
}

static void elementary(arith *in, arith *J, arr f, arr g) {
  arr one = wholes(f, 1), e = expo(f), s = sine(f), c = cosine(f), inverse_e = over(one, e);
  arr sum = expo(add(f, g)), factors = mul(e, expo(g)), circle = add(square(s), square(c));
  arr turned = sine(add(f, g)), parts = add(mul(s, cosine(g)), mul(c, sine(g)));
  arr leaned = cosine(add(f, g)), rest = sub(mul(c, cosine(g)), mul(s, sine(g)));
  arr t = tanhyp(f), quotient = over(sub(e, inverse_e), add(e, inverse_e)), back = ln(e);
  advance_all(J);
  SAME(sum, factors);
  SAME(circle, one);
  SAME(turned, parts);
  SAME(leaned, rest);
  SAME(t, quotient);
  SAME(back, f);
}

static void algebraic(arith *in, arith *J, arr f, arr g, arr h, arr a) {
  arr r = square(root(h)), q = mul(over(f, h), h), p = mul(power(h, -2), mul(h, h)),
      one = wholes(h, 1);
  arr cube = power(f, 3), fff = mul(mul(f, f), f), other = add(f, wholes(f, 0));
  arr left = mul(f, add(g, h)), right = add(mul(f, g), mul(f, h)), both = expo(ln(a));
  arr sized = absolute(neg(h)), scaled = times(times(f, 2, 3), 3, 2), squares = square(f),
      pair = mul(f, other);
  arr difference = sub(square(f), square(g)), product_of = mul(add(f, g), sub(f, g));
  advance_all(J);
  SAME(r, h);
  SAME(q, add(f, wholes(h, 0)));
  SAME(p, one);
  SAME(cube, fff);
  SAME(left, right);
  SAME(both, a);
  SAME(sized, h);
  SAME(scaled, f);
  SAME(squares, pair);
  SAME(difference, product_of);
}

Test(num_jet_identities, in_every_arithmetic) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int round = 0; round < 6; round++) {
      arith *in = arithmetic_number(k), *J = arith_jet(in, ORDER), *K = arith_jet(in, ORDER);
      dice d = (dice)round;
      int shape = round % 2;
      elementary(in, J, random_series(J, &d, value(in, &d, shape, 0)),
                 random_series(J, &d, value(in, &d, shape, 0)));
      arr f = random_series(K, &d, value(in, &d, 0, 0)),
          g = random_series(K, &d, value(in, &d, shape, 0));
      algebraic(in, K, f, g, random_series(K, &d, value(in, &d, shape, 4)),
                random_series(K, &d, value(in, &d, shape, 1)));
      arith_free(in);
    }
}

/* Known series, exactly: k! times coefficient k at t, of exp, sin, cos, tanh, ln(1+t), 1/(1-t),
 * root(1+t). */
Test(num_jet_identities, known_coefficients) {
  arith *E = arith_exact(), *J = arith_jet(E, 6);
  arr t = time_series(J, whole(E, 0)), one = whole(J, 1), late = add(one, t);
  arr s[] = {
    expo(t), sine(t), cosine(t), tanhyp(t), ln(late), over(one, sub(one, t)), root(late)
  };
  static const char *const known[] = {
    "1 1 1 1 1 1 1",
    "0 1 0 -1 0 1 0",
    "1 0 -1 0 1 0 -1",
    "0 1 0 -2 0 16 0",
    "0 1 -1 2 -6 24 -120",
    "1 1 2 6 24 120 720",
    "1 1/2 -1/4 3/8 -15/16 105/32 -945/64",
  };
  advance_all(J);
  for (int i = 0; i < 7; i++) {
    long factorial = 1;
    for (int k = 0; k <= 6; factorial *= ++k)
      cr_expect(equal(times(coefficient(s[i], k), factorial, 1), item(given(E, known[i]), k)) ==
                    YES,
                "function %d, order %d", i, k);
  }
  arith_free(E);
}
