/* The Gauss-Hermite rule of so many nodes as it takes, and the error that it confesses. */
#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* E e^(c.g) = e^(|c|^2/2) and E g e^(c.g) = c e^(|c|^2/2). */
static void averages(arith *in, arr c) {
  int d = c->rows;
  gaussian_rule rule = gaussian_rule_for(c, d);
  arr load = mul(rule.weights, expo(dot(rule.points, c))), size = expo(times(dot(c, c), 1, 2));
  arr sum = ball(total(load), rule.defect), first = ball(dot(load, rule.points), rule.defect);
  cr_expect(near(sum, size, 14), "%s, d = %d", arith_name(in), d);
  cr_expect(near(first, mul(size, c), 18), "%s, d = %d", arith_name(in), d);
}

Test(prob_gaussian_rule, averages_of_exponentials) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice roll_ = 61;
    for (int d = 1; d <= (arith_bits(in) > 100 ? 2 : 3); d++)
      for (int again = 0; again < 2; again++) averages(in, random_vector(in, &roll_, d));
    averages(in, given(in, "0 1/3"));
    averages(in, flat(whole(in, 0)));
    arith_free(in);
  }
}

/* (1 + c) sum over m >= n - 1 of (c^2/2)^m/m!, what one variable can be off by. */
static arr tail_of(arr c, int n) {
  arr half = times(square(c), 1, 2), term = add(whole(c->in, 1), c), sum = NULL;
  for (int m = 1; m < n + 400; m++) {
    term = times(mul(term, half), 1, m);
    if (m >= n - 1) sum = sum ? add(sum, term) : term;
  }
  return sum;
}

/* What is confessed is that tail, d times over and with the other factors at most, up to e^(c^2/2). */
Test(prob_gaussian_rule, the_defect_is_the_tail_of_the_series) {
  static const char *const tilts[] = { "1/64", "1/3", "1", "3/2", "5/2", "4" };
  for (size_t s = 0; s < sizeof tilts / sizeof *tilts; s++)
    for (int d = 1; d <= 2; d++) {
      arith *B = arith_ball(128), *fine = arith_ball(1024);
      arr c = given(fine, tilts[s]);
      gaussian_rule rule = gaussian_rule_for(flat(given(B, tilts[s])), d);
      int n = d == 1 ? rule.points->rows : (int)round(sqrt(rule.points->rows));
      arr growth = expo(times(square(c), 1, 2)), factor = mul(add(whole(fine, 1), c), growth);
      arr least_ = times(mul(tail_of(c, n), power(factor, d - 1)), d, 1);
      arr defect = as(fine, rule.defect);
      cr_expect(le(least_, defect) == YES, "%s, d = %d", tilts[s], d);
      cr_expect(le(defect, times(mul(least_, growth), 1025, 1024)) == YES || n == 2, "%s, d = %d",
                tilts[s], d);
      arith_free(B), arith_free(fine);
    }
}

/* As many nodes as it takes for working precision, and not many more. */
Test(prob_gaussian_rule, nodes_suffice_and_are_not_wasted) {
  static const long bits[] = { 53, 128, 256 };
  for (size_t k = 0; k < sizeof bits / sizeof *bits; k++)
    for (long sixteenths = 1; sixteenths <= 48; sixteenths += 5) {
      arith *B = arith_ball(bits[k]);
      arr c = flat(rat(B, sixteenths, 16));
      double defect = log2_size(gaussian_rule_for(c, 1).defect);
      cr_expect_lt(defect, -(double)bits[k] - 7, "%ld/16", sixteenths);
      cr_expect_gt(defect, -(double)bits[k] - 32, "%ld/16", sixteenths);
      arith_free(B);
    }
}

static arr too_many(arr tilt) { return gaussian_rule_for(tilt, 8).points; }
static arr by_rule(arr tilt) { return gaussian_rule_for(tilt, 1).points; }

Test(prob_gaussian_rule, what_cannot_be_done_is_said) {
  arith *E = arith_exact(), *D = arith_double(), *B = arith_ball(64);
  cr_expect_eq(inability_of(by_rule, given(E, "1 2")), NOT_RATIONAL);
  cr_expect_eq(inability_of(too_many, given(D, "1 2")), STOPPED);
  cr_expect_eq(gaussian_rule_for(flat(whole(B, 1)), 1).points->columns, 1);
  arith_free(E), arith_free(D), arith_free(B);
}
