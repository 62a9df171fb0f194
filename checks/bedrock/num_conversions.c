/* as() rounds to nearest, ties to even, down into the subnormal numbers; balls enclose. */
#include "num_all.h"
#include "num_hard.h"

/* |q - x| <= |q - y|, exactly; strictly when strict. */
static bool nearer(arr q, double x, double y, bool strict) {
  arr a = absolute(sub(q, dyadic(q->in, x))), b = absolute(sub(q, dyadic(q->in, y)));
  return (strict ? lt(a, b) : le(a, b)) == YES;
}

static bool odd(double x) {
  unsigned long long bits;
  memcpy(&bits, &x, sizeof bits);
  return bits & 1;
}

/* Neighbours are farther, or as far when x is even. */
static bool nearest_double(arr q, double x) {
  return nearer(q, x, nextafter(x, INFINITY), odd(x)) &&
         nearer(q, x, nextafter(x, -INFINITY), odd(x));
}

static bool nearest_mpfr(arr q, arr x) {
  arith *M = x->in, *E = q->in;
  arr up = add(x, whole(M, 0)), down = add(x, whole(M, 0)), gap = absolute(sub(q, as(E, x)));
  mpfr_nextabove(up->data), mpfr_nextbelow(down->data);
  bool even = mpfr_min_prec(x->data) < M->bits;
  arr high = absolute(sub(q, as(E, up))), low = absolute(sub(q, as(E, down)));
  return even ? le(gap, high) == YES && le(gap, low) == YES
              : lt(gap, high) == YES && lt(gap, low) == YES;
}

/* Between two doubles, often in the middle, sometimes very close to it; below 2^-1022 too. */
static arr hard_rational(arith *E, dice *d, int e) {
  double x = random_double(d, 3), ulp = nextafter(fabs(x), INFINITY) - fabs(x);
  arr q = add(dyadic(E, x), times(dyadic(E, ulp), roll_between(d, 0, 4), 4));
  long kind = roll_between(d, 0, 3);
  if (kind == 0) q = add(q, mul(dyadic(E, ulp), power(rat(E, 1, 3), roll_between(d, 1, 60))));
  if (kind == 1) q = times(q, 1, 3);
  return mul(q, power(whole(E, 2), e));
}

Test(num_conversions, exact_rounds_to_nearest) {
  static const long bits[] = { 2, 24, 53, 64, 113, 200 };
  arith *E = arith_exact(), *D = arith_double();
  dice d = 1;
  mark m = region_mark(E);
  for (int i = 0; i < 3000; i++) {
    int e = i % 3 == 0 ? -1070 + (int)roll_between(&d, -6, 60) : i % 3 == 1 ? 1015 : 0;
    arr q = hard_rational(E, &d, e);
    cr_expect(nearest_double(q, approx(as(D, q), 0, 0)), "%g", approx(q, 0, 0));
    region_keep_(&m, 0, NULL);
  }
  for (int k = 0; k < 6; k++) {
    arith *M = arith_mpfr(bits[k]), *wide = arith_mpfr(4096);
    for (int i = 0; i < 400; i++) {
      arr q = hard_rational(E, &d, i % 2 ? 0 : -1070),
          exact = over(as(wide, mul(q, whole(E, 3))), whole(wide, 1));
      cr_expect(nearest_mpfr(q, as(M, q)), "%ld bits", bits[k]);
      cr_expect(i % 4 || nearest_mpfr(as(E, exact), as(M, exact)), "%ld bits", bits[k]);
    }
    arith_free(M), arith_free(wide);
  }
  arith_free(E), arith_free(D);
}

Test(num_conversions, doubles_come_back) {
  arith *E = arith_exact(), *D = arith_double(), *M = arith_mpfr(53), *B = arith_ball(53);
  static const double hard[] = {
    0, 5e-324, -5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308,
    1, 0.1,    -1e-300
  };
  dice d = 2;
  for (int i = 0; i < 1000; i++) {
    double x = i < 9 ? hard[i] : random_double(&d, i % 2 ? 1020 : 3);
    arr y = dyadic(D, x);
    cr_expect(approx(as(D, as(E, y)), 0, 0) == x && approx(as(D, as(M, y)), 0, 0) == x);
    cr_expect(approx(as(D, as(B, y)), 0, 0) == x && equal(as(B, y), dyadic(B, x)) == YES);
    cr_expect(equal(as(E, as(M, y)), dyadic(E, x)) == YES && as(D, y) == y);
  }
  cr_expect(isinf(approx(as(D, power(given(E, "10"), 400)), 0, 0)), "overflow");
  cr_expect_eq(approx(as(D, power(given(E, "10"), -400)), 0, 0), 0, "underflow");
  cr_expect(isnan(approx(as(D, dyadic(M, NAN)), 0, 0)) &&
            isinf(approx(as(D, dyadic(M, INFINITY)), 0, 0)));
  arith_free(E), arith_free(D), arith_free(M), arith_free(B);
}

static void encloses(arr x, arr q) {
  cr_expect(arb_contains_fmpq(x->data, q->data), "%s", arith_name(x->in));
  cr_expect(log2_radius(x) <= log2_size(q) - (double)arith_bits(x->in) + 2);
}

Test(num_conversions, balls_enclose) {
  arith *E = arith_exact(), *wide = arith_ball(3000), *W = arith_mpfr(3000);
  static const long bits[] = { 2, 24, 53, 128 };
  dice d = 3;
  for (int k = 0; k < 4; k++) {
    arith *B = arith_ball(bits[k]);
    for (int i = 0; i < 200; i++) {
      arr q = hard_rational(E, &d, i % 2 ? 0 : -1070);
      encloses(as(B, q), q);
      encloses(as(B, as(wide, q)), q);
      encloses(as(B, as(W, q)), as(E, as(W, q)));
      arr b = ball(as(wide, q), rat(wide, 1, 7));
      cr_expect(inside(b, as(wide, as(B, b))) == YES);
    }
    arith_free(B);
  }
  arith_free(E), arith_free(wide), arith_free(W);
}
