/* Each comparator agrees with what is true, refuses what is not, and knows when it cannot tell. */
#include "harness_claims.h"

static outcome judged(void (*measure)(run *), const char *arithmetics) {
  claim *c = malloc(sizeof *c);
  *c = (claim){ HARNESS_RECORD, .measure = measure };
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, arithmetics, &why), "%s", why.text);
  tried *t = try_claim(c, p);
  outcome o = trial_outcome(&t->e.trials[0], NULL);
  try_free(t), free(c);
  return o;
}

static const char *const all[] = { "exact", "double", "mpfr:128", "ball:128" };
#define EVERYWHERE(measure, expected)                                              \
  for (int k_ = 0; k_ < 4; k_++)                                                   \
  cr_expect_eq(judged(measure, all[k_]), expected, #measure " in %s: %s", all[k_], \
               outcome_word(judged(measure, all[k_])))

/* x (1 + 2^-k) against x loses p - k bits. */
static int at_bit;
static void off_by_a_power(run *here) {
  arr x = input(here, "x");
  equals(here, "off", x, mul(x, add(whole(x->in, 1), power(rat(x->in, 1, 2), at_bit))));
}
Test(harness_comparators, lost_bits_have_two_thresholds) {
  for (at_bit = 2; at_bit <= 120; at_bit += 2) {
    outcome o = judged(off_by_a_power, "mpfr:128");
    int lost = 128 - at_bit;
    if (abs(lost - 64) <= 2 || abs(lost - 96) <= 2) continue;
    cr_expect_eq(o,
                 lost < 64   ? AGREES
                 : lost < 96 ? LOST
                             : DISAGREES,
                 "%d bits: %s", lost, outcome_word(o));
    cr_expect_eq(judged(off_by_a_power, "exact"), DISAGREES);
    cr_expect_eq(judged(off_by_a_power, "ball:128"), DISAGREES);
  }
}

static void below(run *here) { at_most(here, "x", input(here, "x"), rat(arithmetic(here), 1, 2)); }
static void above(run *here) { at_most(here, "x", input(here, "x"), rat(arithmetic(here), 1, 3)); }
static void greater(run *here) {
  exceeds(here, "x", input(here, "x"), rat(arithmetic(here), 1, 3));
}
static void not_greater(run *here) {
  exceeds(here, "x", input(here, "x"), rat(arithmetic(here), 1, 2));
}
static void itself(run *here) {
  exceeds(here, "x", dyadic(arithmetic(here), 1), whole(arithmetic(here), 1));
}
Test(harness_comparators, bounds) {
  EVERYWHERE(below, AGREES);
  EVERYWHERE(above, DISAGREES);
  EVERYWHERE(greater, AGREES);
  EVERYWHERE(not_greater, DISAGREES);
  EVERYWHERE(itself, DISAGREES);
}

static void bound_reached(run *here) {
  attains(here, "x", input(here, "x"), rat(arithmetic(here), 3, 7));
}
static void unreached(run *here) {
  attains(here, "x", input(here, "x"), rat(arithmetic(here), 4, 7));
}
static void distinct(run *here) { apart(here, "x", input(here, "x"), rat(arithmetic(here), 4, 7)); }
static void not_distinct(run *here) {
  apart(here, "x", input(here, "x"), rat(arithmetic(here), 3, 7));
}
static void same_bits(run *here) {
  same(here, "V", input(here, "V"), transpose(transpose(input(here, "V"))));
}
static void other_bits(run *here) {
  same(here, "V", input(here, "V"), transpose(input(here, "V")));
}
Test(harness_comparators, equal_and_apart) {
  EVERYWHERE(bound_reached, AGREES);
  EVERYWHERE(unreached, DISAGREES);
  EVERYWHERE(distinct, AGREES);
  EVERYWHERE(not_distinct, DISAGREES);
  EVERYWHERE(same_bits, AGREES);
  EVERYWHERE(other_bits, DISAGREES);
}

static void counted(run *here) { is(here, "rows", input(here, "V")->rows, 2); }
static void miscounted(run *here) { is(here, "rows", input(here, "V")->rows, 3); }
static void decided(run *here) {
  holds(here, "positive", lt(whole(arithmetic(here), 0), input(here, "x")));
}
static void undecided(run *here) {
  holds(here, "unsure", UNSURE);
  here->full = false;
}
Test(harness_comparators, decisions) {
  EVERYWHERE(counted, AGREES);
  EVERYWHERE(miscounted, DISAGREES);
  EVERYWHERE(decided, AGREES);
  cr_expect_eq(judged(undecided, "ball:128"), UNSETTLED);
  cr_expect_eq(judged(undecided, "double"), LOST);
}

static void rising(run *here) { monotone(here, "up", given(arithmetic(here), "1 2 2 3"), 1); }
static void falling(run *here) { monotone(here, "down", given(arithmetic(here), "1 2 2 3"), -1); }
Test(harness_comparators, monotone) {
  EVERYWHERE(rising, AGREES);
  EVERYWHERE(falling, DISAGREES);
}

/* 1 + 3 g^2 tends to 1 with rate 2. */
static void rate(run *here, long stated) {
  arith *in = arithmetic(here);
  arr g = given(in, "1/8 1/16 1/32 1/64 1/128"), one = whole(in, 1);
  tends(here, "rate", g, add(one, mul(whole(in, 3), square(g))), one, whole(in, stated),
        rat(in, 1, 10));
}
static void quadratic(run *here) { rate(here, 2); }
static void cubic(run *here) { rate(here, 3); }
static void constant(run *here) {
  arith *in = arithmetic(here);
  tends(here, "already there", given(in, "1/8 1/16 1/32"), given(in, "1 1 1"), whole(in, 1),
        whole(in, 2), rat(in, 1, 10));
}
static void quadratic_beside_a_proof(run *here) {
  quadratic(here);
  bound_reached(here);
}
Test(harness_comparators, rates) {
  EVERYWHERE(quadratic, AGREES);
  EVERYWHERE(cubic, DISAGREES);
  EVERYWHERE(constant, LOST);
  claim c = { HARNESS_RECORD, .measure = quadratic };
  tried *t = try_claim(&c, plan_default(false));
  cr_expect_eq(t->v.whole.evidence, RESOLVED, "a fitted slope is no proof");
  try_free(t);
  c.measure = quadratic_beside_a_proof;
  t = try_claim(&c, plan_default(false));
  cr_expect_eq(t->v.whole.evidence, CERTIFIED);
  cr_expect(strstr(t->v.whole.sentence, "fitted rates and statistics aside"));
  try_free(t);
}

static void inside_interval(run *here) {
  arith *in = arithmetic(here);
  within(here, "mean", input(here, "x"), rat(in, 2, 5), rat(in, 1, 2), "1e-7");
}
static void outside_interval(run *here) {
  arith *in = arithmetic(here);
  within(here, "mean", input(here, "x"), rat(in, 1, 2), rat(in, 3, 5), "1e-7");
}
Test(harness_comparators, statistics) {
  EVERYWHERE(inside_interval, AGREES);
  EVERYWHERE(outside_interval, DISAGREES);
}

static void nought(run *here) {
  arr x = input(here, "x");
  vanishes(here, "x - x", sub(mul(x, rat(x->in, 1, 3)), over(x, whole(x->in, 3))), x);
}
Test(harness_comparators, vanishing_needs_a_scale) { EVERYWHERE(nought, AGREES); }
