/* Every comparator on both sides of each of its limits: at 128 bits, with powers of two. */
#include "harness_bench.h"
#include "num_deaths.h"

static long k;

static arr one(run *here) { return whole(arithmetic(here), 1); }
static arr nought(run *here) { return whole(arithmetic(here), 0); }
static arr small(run *here) { return power(whole(arithmetic(here), 2), -k); }
static arr infinite(run *here) { return over(one(here), nought(here)); }
/* What rounds up to 2^-k in the 30 bits of a radius. */
static arr blur(run *here) {
  return mul(small(here), rest_of(power(rat(arithmetic(here), 1, 2), 30)));
}
static arr blurred(run *here) { return ball(one(here), blur(here)); }

static void expect_at(void (*measure)(run *), number kind, const long *at, const outcome *expected,
                      int n) {
  for (int i = 0; i < n; i++) {
    k = at[i];
    outcome o = judged_in(kind, 128, measure);
    cr_expect_eq(o, expected[i], "2^-%ld: %s", k, outcome_word(o));
  }
}
#define LIMITS(measure, kind, at, ...)                                            \
  expect_at(measure, kind, (const long[])AT at, (const outcome[]){ __VA_ARGS__ }, \
            sizeof((const long[])AT at) / sizeof(long))
#define AT(...) \
  { __VA_ARGS__ }

static void off(run *here) { equals(here, "off", sub(one(here), small(here)), one(here)); }
static void off_blur(run *here) { equals(here, "blur", blurred(here), one(here)); }
static void nothing(run *here) { equals(here, "nothing", nought(here), nought(here)); }
Test(harness_limits, equality) {
  LIMITS(off, MPFR, (64, 63, 33, 32), AGREES, LOST, LOST, DISAGREES);
  LIMITS(off_blur, BALL, (65, 64, 63, 2), AGREES, UNSETTLED, UNSETTLED, UNSETTLED);
  LIMITS(off, BALL, (127, 2), DISAGREES, DISAGREES);
  LIMITS(nothing, BALL, (1), AGREES);
  LIMITS(nothing, MPFR, (1), AGREES);
}

/* Balls that were given more bits still owe only the digits that were asked for. */
Test(harness_limits, balls_owe_the_bits_asked_for) {
  static const outcome expected[] = { AGREES, UNSETTLED };
  for (int i = 0; i < 2; i++) {
    k = 100;
    journal to = written_at(BALL, i ? 256 : 128, 256, SHORT_ROWS, NULL, off_blur);
    cr_expect_eq(to.of[0].judged, expected[i]);
    journal_free(&to);
  }
}

static void excess_of(run *here) {
  at_most_on_scale(here, "excess", small(here), nought(here), one(here));
}
static void excess_far(run *here) {
  arr far = power(whole(arithmetic(here), 2), 20);
  at_most_on_scale(here, "excess", mul(far, small(here)), nought(here), far);
}
static void no_excess(run *here) { at_most(here, "none", nought(here), nought(here)); }
Test(harness_limits, bounds) {
  LIMITS(excess_of, MPFR, (118, 117, 64, 63), AGREES, LOST, LOST, DISAGREES);
  LIMITS(excess_far, MPFR, (118, 117, 64, 63), AGREES, LOST, LOST, DISAGREES);
  LIMITS(excess_of, BALL, (500), DISAGREES);
  LIMITS(excess_of, EXACT, (500), DISAGREES);
  LIMITS(no_excess, MPFR, (1), AGREES);
  LIMITS(no_excess, DOUBLE, (1), AGREES);
  LIMITS(no_excess, BALL, (1), AGREES);
}

static void greater_by(run *here) { exceeds(here, "by", one(here), sub(one(here), small(here))); }
static void greater_blur(run *here) { exceeds(here, "blur", blurred(here), one(here)); }
static void apart_by(run *here) { apart(here, "by", one(here), sub(one(here), small(here))); }
static void apart_blur(run *here) { apart(here, "blur", blurred(here), one(here)); }
Test(harness_limits, strictly_greater_and_apart) {
  LIMITS(greater_by, MPFR, (63, 64), AGREES, DISAGREES);
  LIMITS(greater_by, BALL, (100), AGREES);
  LIMITS(greater_by, EXACT, (100), AGREES);
  LIMITS(greater_blur, BALL, (100, 2), UNSETTLED, UNSETTLED);
  LIMITS(apart_by, MPFR, (63, 64), AGREES, DISAGREES);
  LIMITS(apart_by, BALL, (127), AGREES);
  LIMITS(apart_by, EXACT, (500), AGREES);
  LIMITS(apart_blur, BALL, (63, 64, 65), UNSETTLED, UNSETTLED, DISAGREES);
}

static void interval(run *here, arr low, arr x, arr high) {
  within(here, "in", x, low, high, "1e-7");
}
static void inside_(run *here) {
  interval(here, nought(here), blurred(here), add(one(here), one(here)));
}
static void over_high(run *here) { interval(here, nought(here), blurred(here), one(here)); }
static void over_low(run *here) {
  interval(here, one(here), blurred(here), add(one(here), one(here)));
}
static void at_ends(run *here) { interval(here, one(here), one(here), one(here)); }
Test(harness_limits, an_interval_decides_both_ends) {
  LIMITS(inside_, BALL, (2), AGREES);
  LIMITS(over_high, BALL, (2), UNSETTLED);
  LIMITS(over_low, BALL, (2), UNSETTLED);
  LIMITS(at_ends, MPFR, (1), AGREES);
}

static void same_blur(run *here) { same(here, "blur", blurred(here), one(here)); }
static void same_far(run *here) { same(here, "far", blurred(here), whole(arithmetic(here), 3)); }
static void same_itself(run *here) { same(here, "itself", blurred(here), blurred(here)); }
static void same_near(run *here) { same(here, "near", one(here), sub(one(here), small(here))); }
Test(harness_limits, the_same_bits) {
  LIMITS(same_blur, BALL, (100), UNSETTLED);
  LIMITS(same_far, BALL, (100), DISAGREES);
  LIMITS(same_itself, BALL, (100), AGREES);
  LIMITS(same_near, MPFR, (128), DISAGREES);
}

static void no_holds(run *here) { holds(here, "no", NO); }
static void open_holds(run *here) { holds(here, "open", UNSURE); }
Test(harness_limits, a_decision_has_three_values) {
  LIMITS(no_holds, MPFR, (1), DISAGREES);
  LIMITS(no_holds, BALL, (1), DISAGREES);
  LIMITS(open_holds, BALL, (1), UNSETTLED);
  LIMITS(open_holds, EXACT, (1), UNSETTLED);
  LIMITS(open_holds, MPFR, (1), LOST);
  LIMITS(open_holds, DOUBLE, (1), LOST);
}

/* A side that is no number settles nothing: more bits may help a ball, and nobody else. */
static void endless_equals(run *here) { equals(here, "x", infinite(here), one(here)); }
static void equals_endless(run *here) { equals(here, "x", one(here), infinite(here)); }
static void endless_scale(run *here) {
  equals_on_scale(here, "x", one(here), one(here), infinite(here));
}
static void endless_within(run *here) { interval(here, nought(here), infinite(here), one(here)); }
static void endless_bound(run *here) { at_most(here, "x", one(here), infinite(here)); }
static void endless_excess(run *here) { exceeds(here, "x", infinite(here), one(here)); }
static void endless_apart(run *here) { apart(here, "x", infinite(here), one(here)); }
static void endless_same(run *here) { same(here, "x", infinite(here), one(here)); }
static void same_endless(run *here) { same(here, "x", one(here), infinite(here)); }
Test(harness_limits, what_is_no_number_settles_nothing) {
  static void (*const all[])(run *) = { endless_equals, equals_endless, endless_scale,
                                        endless_within, endless_bound,  endless_excess,
                                        endless_apart,  endless_same,   same_endless };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    cr_expect_eq(judged_in(BALL, 128, all[i]), UNSETTLED, "%zu in balls", i);
    cr_expect_eq(judged_in(MPFR, 128, all[i]), LOST, "%zu in MPFR", i);
    cr_expect_eq(judged_in(DOUBLE, 53, all[i]), LOST, "%zu in double", i);
    journal to = written(MPFR, 128, SHORT_ROWS, all[i]);
    cr_expect_str_eq(to.of[0].note, "not a number");
    journal_free(&to);
  }
}

static void late_turn(run *here) { monotone(here, "late", given(arithmetic(here), "1 2 3 1"), 1); }
static void early_turn(run *here) {
  monotone(here, "early", given(arithmetic(here), "2 1 2 3"), 1);
}
static void two_down(run *here) { monotone(here, "two", given(arithmetic(here), "2 1"), -1); }
static void two_up(run *here) { monotone(here, "two", given(arithmetic(here), "1 2"), -1); }
Test(harness_limits, every_step_counts) {
  LIMITS(late_turn, MPFR, (1), DISAGREES);
  LIMITS(early_turn, MPFR, (1), DISAGREES);
  LIMITS(two_down, EXACT, (1), AGREES);
  LIMITS(two_up, EXACT, (1), DISAGREES);
}

/* |value - 1| = gauge^2 at the three gauges, the last of them spoilt or blurred where asked. */
static void approach(run *here, const char *values, const char *rate, const char *slack) {
  arith *in = arithmetic(here);
  tends(here, "rate", given(in, "1/8 1/16 1/32"), given(in, values), one(here), given(in, rate),
        given(in, slack));
}
static void three(run *here) { approach(here, "65/64 257/256 1025/1024", "2", "1/100"); }
static void at_slack(run *here) { approach(here, "65/64 257/256 1025/1024", "5/2", "1/2"); }
static void past_slack(run *here) { approach(here, "65/64 257/256 1025/1024", "5/2", "1/3"); }
static void four(run *here) {
  arith *in = arithmetic(here);
  tends(here, "rate", given(in, "1/4 1/8 1/16 1/32"), given(in, "3 65/64 257/256 1025/1024"),
        one(here), whole(in, 2), rat(in, 1, 100));
}
static void torn(run *here) { /* the first value is no number */
  arith *in = arithmetic(here);
  arr first = over(one(here), nought(here));
  tends(here, "rate", given(in, "1/4 1/8 1/16 1/32"),
        stack(first, given(in, "65/64 257/256 1025/1024")), one(here), whole(in, 2),
        rat(in, 1, 100));
}
static void bent(run *here) { approach(here, "65/64 257/256 3/2", "2", "1/100"); }
static void uneven(run *here) {
  arith *in = arithmetic(here);
  tends(here, "rate", given(in, "1/2 1/16 1/64"), given(in, "3/2 17/16 65/64"), one(here),
        whole(in, 1), rat(in, 1, 1000000));
}
/* Values that end at the gauge, with 2^-k of it for a radius. */
static void ending(run *here) {
  arith *in = arithmetic(here);
  arr g = given(in, "1/4 1/8 1/16");
  arr value = ball(mul(g, rest_of(small(here))), mul(g, blur(here)));
  tends(here, "rate", g, value, whole(in, 0), whole(in, 1), rat(in, 1, 10));
}
/* 1 + gauge^2, with the radius 2^-k. */
static void blurred_rate(run *here) {
  arith *in = arithmetic(here);
  arr value = mul(given(in, "17/16 257/256 4097/4096"), blurred(here));
  tends(here, "rate", given(in, "1/4 1/16 1/64"), value, one(here), whole(in, 2), rat(in, 1, 10));
}
Test(harness_limits, a_rate_needs_three_clear_points) {
  LIMITS(three, MPFR, (1), AGREES);
  LIMITS(three, EXACT, (1), AGREES);
  LIMITS(four, MPFR, (1), AGREES);
  LIMITS(torn, MPFR, (1), LOST);
  LIMITS(torn, BALL, (1), LOST);
  LIMITS(at_slack, MPFR, (1), AGREES);
  LIMITS(past_slack, MPFR, (1), DISAGREES);
  LIMITS(bent, MPFR, (1), DISAGREES);
  LIMITS(uneven, MPFR, (1), AGREES);
  LIMITS(blurred_rate, BALL, (40, 18), AGREES, LOST);
  LIMITS(ending, BALL, (11, 10, 9), AGREES, AGREES, LOST);
}

static void die(const void *measure) {
  journal to = written(MPFR, 128, SHORT_ROWS, *(void (*const *)(run *))measure);
  journal_free(&to);
}
static bool dies_of(void (*measure)(run *), const char *a, const char *b) {
  return aborts_saying(die, &measure, a, b);
}
static void tends_of(run *here, const char *gauge, const char *value, const char *limit) {
  arith *in = arithmetic(here);
  tends(here, "r", given(in, gauge), given(in, value), given(in, limit), one(here), one(here));
}
static void gauge_matrix(run *here) { tends_of(here, "1; 1/2; 1/4", "3 2 1", "0"); }
static void value_matrix(run *here) { tends_of(here, "1 1/2 1/4", "3; 2; 1", "0"); }
static void unequal(run *here) { tends_of(here, "1 1/2 1/4", "3 2 1 1", "0"); }
static void limit_vector(run *here) { tends_of(here, "1 1/2 1/4", "3 2 1", "0 0 0"); }
static void equal_of(run *here, const char *x, const char *y) {
  equals(here, "e", given(arithmetic(here), x), given(arithmetic(here), y));
}
static void other_rows(run *here) { equal_of(here, "1 2; 3 4", "1 2; 3 4; 5 6"); }
static void other_columns(run *here) { equal_of(here, "1 2; 3 4", "1 2 3; 4 5 6"); }
static void other_rank(run *here) { equal_of(here, "1; 2", "1 2"); }
static void other_arithmetic(run *here) { equals(here, "e", one(here), exact_input(here, "x")); }
static void scale_nought(run *here) {
  equals_on_scale(here, "e", one(here), one(here), nought(here));
}
static void single(run *here) { monotone(here, "m", given(arithmetic(here), "1;"), 1); }
static void one_value(run *here) {
  monotone(here, "m", rows_from(given(arithmetic(here), "1 2"), 0, 1), 1);
}
Test(harness_limits, what_cannot_be_compared_is_a_fault) {
  static const char *const vectors =
      "gauge and value are vectors of one length, the limit a number";
  cr_expect(dies_of(gauge_matrix, "tends \"r\"", vectors));
  cr_expect(dies_of(value_matrix, "tends \"r\"", vectors));
  cr_expect(dies_of(unequal, "tends \"r\"", vectors));
  cr_expect(dies_of(limit_vector, "tends \"r\"", vectors));
  cr_expect(dies_of(other_rows, "measured is 2 x 2 (rank 2)", "stated 3 x 2 (rank 2)"));
  cr_expect(dies_of(other_columns, "measured is 2 x 2 (rank 2)", "stated 2 x 3 (rank 2)"));
  cr_expect(dies_of(other_rank, "measured is 2 x 1 (rank 2)", "stated 2 x 1 (rank 1)"));
  cr_expect(dies_of(other_arithmetic, "measured in mpfr:128", "stated in exact"));
  cr_expect(dies_of(scale_nought, "equals \"e\"", "the scale is 0"));
  cr_expect(dies_of(single, "monotone \"m\"", "not a vector"));
  cr_expect(dies_of(one_value, "monotone \"m\"", "1 values"));
}
