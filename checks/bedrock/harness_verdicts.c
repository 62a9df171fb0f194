/* The harness must be able to fail: what is wrong is refused, and for the right reason. */
#include "harness_claims.h"

static void becomes(const claim *c, outcome o, evidence e, bool as_recorded, const char *why) {
  tried *t = try_claim(c, plan_default(false));
  cr_expect_eq(t->v.whole.outcome, o, "outcome %s: %s", outcome_word(t->v.whole.outcome), t->v.why);
  cr_expect_eq(t->v.whole.evidence, e, "evidence %s", evidence_word(t->v.whole.evidence));
  cr_expect_eq(t->v.as_recorded, as_recorded, "%s", t->v.why);
  if (why) cr_expect(t->v.why && strstr(t->v.why, why), "%s", t->v.why);
  cr_expect(t->v.whole.sentence && *t->v.whole.sentence);
  try_free(t);
}

/* (x + 1)^2 = x^2 + 2x + 1 */
static void square_of_sum(run *here) {
  arr x = input(here, "x"), one = whole(x->in, 1);
  equals(here, "square", square(signed_sum(here, x, one)),
         add(add(square(x), times(x, 2, 1)), one));
}
static const claim exact_truth = { HARNESS_RECORD, .measure = square_of_sum, .at_least = CERTIFIED,
                                   .controls = { { "sign", NULL } } };
Test(harness_verdicts, an_identity_is_certified) {
  becomes(&exact_truth, AGREES, CERTIFIED, true, NULL);
}

/* exp(x + 1) = e exp(x), out of reach of rationals */
static void exponential(run *here) {
  arr x = input(here, "x"), one = whole(x->in, 1);
  equals(here, "exponential", expo(signed_sum(here, x, one)), mul(expo(one), expo(x)));
}
static const claim real_truth = { HARNESS_RECORD, .measure = exponential, .at_least = CERTIFIED,
                                  .controls = { { "sign", NULL } } };
Test(harness_verdicts, balls_certify_what_rationals_cannot) {
  becomes(&real_truth, AGREES, CERTIFIED, true, NULL);
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, "double,mpfr:128,mpfr:256", &why));
  tried *t = try_claim(&real_truth, p);
  cr_expect_eq(t->v.whole.evidence, RESOLVED);
  cr_expect(t->v.as_recorded, "a floor beyond these arithmetics: %s", t->v.why);
  try_free(t);
  cr_assert(plan_arithmetics(&p, "double", &why));
  t = try_claim(&real_truth, p);
  cr_expect_eq(t->v.whole.evidence, SEEN);
  try_free(t);
}

/* A formula that is wrong by one part in a million. */
static void nearly(run *here) {
  arr x = input(here, "x");
  equals(here, "nearly", x, times(x, 1000001, 1000000));
}
static const claim wrong = { HARNESS_RECORD, .measure = nearly };
Test(harness_verdicts, a_wrong_formula_disagrees) {
  becomes(&wrong, DISAGREES, UNSEEN, false, "equals `nearly` disagrees at `one` in exact");
}

/* True to 2^-100 only: double cannot see it, MPFR at growing precision does. */
static void identity_nearly_true(run *here) {
  arr x = input(here, "x");
  equals(here, "to 2^-100", x, mul(x, add(whole(x->in, 1), power(rat(x->in, 1, 2), 100))));
}
static const claim only_nearly = { HARNESS_RECORD, .measure = identity_nearly_true };
Test(harness_verdicts, an_identity_only_nearly_true_is_not_resolved) {
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, "mpfr:128,mpfr:256", &why));
  tried *t = try_claim(&only_nearly, p);
  cr_expect(!t->v.as_recorded && t->v.whole.evidence < RESOLVED);
  try_free(t);
}

static void ignores_its_control(run *here) {
  arr x = input(here, "x");
  under(here, "sign");
  equals(here, "itself", x, x);
}
static const claim accepting = { HARNESS_RECORD, .measure = ignores_its_control,
                                 .controls = { { "sign", NULL } } };
Test(harness_verdicts, an_accepted_control_fails) {
  becomes(&accepting, WEAK, UNSEEN, false, "the control `sign` was accepted at `one` in exact");
}

static const claim elsewhere = { HARNESS_RECORD, .measure = square_of_sum,
                                 .controls = { { "sign", "nowhere" } } };
Test(harness_verdicts, a_control_without_its_instance_fails) {
  becomes(&elsewhere, AGREES, CERTIFIED, false, "never put to the test");
}

/* At x = 0 the sign of x cannot matter. */
static void odd_power(run *here) {
  arr x = input(here, "x"), y = instead(here, "sign", x, neg(x));
  equals_on_scale(here, "cube", mul(y, square(x)), power(x, 3), whole(x->in, 1));
}
static void draws_zero(draw *d) {
  set(d, "x", whole(draw_arithmetic(d), 0));
  set(d, "V", draw_dyadic(d, 2, 2));
}
static const claim weak_when_drawn = { HARNESS_RECORD, .measure = odd_power, .draw = draws_zero,
                                       .controls = { { "sign", NULL } } };
Test(harness_verdicts, a_weak_instance_is_no_failure) {
  becomes(&weak_when_drawn, AGREES, CERTIFIED, true, NULL);
  sheet mine = { 0 };
  complaint why;
  cr_assert(sheet_set(&mine, "x = 0", &why));
  plan p = plan_default(false);
  p.given = &mine;
  tried *t = try_claim(&weak_when_drawn, p);
  cr_expect_eq(t->v.whole.outcome, WEAK);
  cr_expect(t->v.as_recorded && t->v.weakness);
  cr_expect(strstr(t->e.samples[0].note, "V from the built-in instance `one`"));
  try_free(t), sheet_free(&mine);
}

static truth is_positive(run *here) {
  arr x = input(here, "x");
  return lt(whole(x->in, 0), x);
}
static const claim premised = { HARNESS_RECORD, .measure = square_of_sum,
                                .hypotheses = { { "x > 0", is_positive } },
                                .controls = { { "sign", NULL } } };
Test(harness_verdicts, a_false_hypothesis_is_vacuous) {
  becomes(&premised, AGREES, CERTIFIED, true, NULL);
  sheet mine = { 0 };
  complaint why;
  cr_assert(sheet_set(&mine, "x = -1", &why));
  plan p = plan_default(false);
  p.given = &mine;
  tried *t = try_claim(&premised, p);
  cr_expect_eq(t->v.whole.outcome, VACUOUS);
  cr_expect(strstr(t->v.whole.sentence, "the hypothesis `x > 0` fails"));
  cr_expect_eq(exit_code(&t->v, 1), 0);
  try_free(t);
  p.beyond = true;
  t = try_claim(&premised, p);
  cr_expect(!strncmp(t->v.whole.sentence, "beyond the claim", 16), "%s", t->v.whole.sentence);
  cr_expect_eq(t->v.whole.outcome, AGREES);
  try_free(t), sheet_free(&mine);
}

static arr nothing(run *here) { return sub(input(here, "x"), input(here, "x")); }
static const claim invisible = { HARNESS_RECORD, .measure = square_of_sum,
                                 .visible = { { "nothing", nothing } },
                                 .controls = { { "sign", NULL } } };
Test(harness_verdicts, what_cannot_be_seen_is_said) {
  becomes(&invisible, AGREES, CERTIFIED, false, "`nothing` is zero at the instance `one`");
}

/* A ball that agrees on something else says nothing for what only floating arithmetic compares. */
static void compares_more(run *here) {
  arr x = input(here, "x");
  equals(here, "itself", signed_sum(here, x, x), times(x, 2, 1));
  if (arith_kind(x->in) != BALL && arith_kind(x->in) != EXACT)
    equals(here, "something else", x, times(x, 2, 1));
}
Test(harness_verdicts, a_certificate_outranks_only_what_it_certifies) {
  static const claim c = { HARNESS_RECORD, .measure = compares_more, .controls = { { "sign" } } };
  tried *t = try_claim(&c, plan_default(false));
  cr_expect_eq(t->v.whole.outcome, DISAGREES);
  cr_expect(strstr(t->v.why, "equals `something else` disagrees at `one` in double"), "%s",
            t->v.why);
  try_free(t);
}

/* sin(10^30) computed by a polynomial would drown; here a difference of huge terms does. */
static void cancels(run *here) {
  arr x = input(here, "x"), big = power(whole(x->in, 10), 30);
  equals(here, "cancelled", sub(add(expo(x), big), big), expo(x));
}
static const claim announced = { HARNESS_RECORD, .measure = cancels, .least_bits = 256 };
static const claim unannounced = { HARNESS_RECORD, .measure = cancels };
Test(harness_verdicts, lost_digits_are_announced_or_complained_of) {
  becomes(&announced, AGREES, CERTIFIED, true, NULL);
  tried *t = try_claim(&announced, plan_default(false));
  cr_expect(t->v.in[1].outcome == LOST && t->v.in[1].announced);
  cr_expect_eq(t->v.in[3].outcome, AGREES);
  try_free(t);
  becomes(&unannounced, LOST, CERTIFIED, false, "equals `cancelled` is lost at `one` in double");
}

static void no_number(run *here) {
  arr x = input(here, "x"), zero = sub(x, x);
  equals(here, "0/0", over(zero, zero), whole(x->in, 1));
}
static const claim not_a_number = { HARNESS_RECORD, .measure = no_number };
Test(harness_verdicts, what_is_not_a_number_is_lost) {
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, "double", &why));
  tried *t = try_claim(&not_a_number, p);
  cr_expect_eq(t->v.whole.outcome, LOST);
  cr_expect(!t->v.as_recorded && strstr(t->v.why, "not a number"), "%s", t->v.why);
  try_free(t);
}

/* An equality of numbers that balls cannot decide, and a method that never ends. */
static void undecidable(run *here) {
  arr x = input(here, "x");
  at_most(here, "equal sides", mul(expo(x), expo(neg(x))), whole(x->in, 1));
}
static void stops(run *here) { cannot(arithmetic(here), STOPPED, "did not reach T"); }
static const claim open_in_balls = { HARNESS_RECORD, .measure = undecidable };
static const claim stopping = { HARNESS_RECORD, .measure = stops };
Test(harness_verdicts, open_and_stopped_are_said) {
  becomes(&open_in_balls, UNSETTLED, RESOLVED, false, "undecided at `one` in ball:128");
  becomes(&stopping, HALTED, UNSEEN, false, "did not reach T");
}

/* Under the control the method stops before any comparator sees it. */
static void stops_under_control(run *here) {
  if (under(here, "sign")) cannot(arithmetic(here), STOPPED, "blew up");
  square_of_sum(here);
}
static const claim stopped_control = { HARNESS_RECORD, .measure = stops_under_control,
                                       .controls = { { "sign", NULL } } };
Test(harness_verdicts, a_stop_refuses_no_control) {
  becomes(&stopped_control, WEAK, UNSEEN, false, "no comparator refused the control `sign`");
}

static void in_parts(run *here) {
  arr x = input(here, "x");
  part(here, "(i)");
  equals(here, "first", x, x);
  part(here, "(ii)");
  exceeds(here, "second", add(x, whole(x->in, 1)), x);
}
static const claim parted = { HARNESS_RECORD, .measure = in_parts, .at_least = CERTIFIED,
                              .parts = {
                                  { .label = "(i)", .standing = HOLDS },
                                  { .label = "(ii)", .standing = REFUTED, .erratum = CONSTANT } } };
static const claim half_parted = { HARNESS_RECORD, .measure = square_of_sum,
                                   .parts = { { .label = "(i)", .standing = HOLDS } },
                                   .controls = { { "sign", NULL } } };
Test(harness_verdicts, every_part_needs_its_own_evidence) {
  becomes(&parted, AGREES, CERTIFIED, true, NULL);
  becomes(&half_parted, AGREES, CERTIFIED, false, "(i): evidence reached is `none`");
  tried *t = try_claim(&parted, plan_default(false));
  cr_expect(!strncmp(t->v.whole.sentence, "1 of 2 parts stand; ", 20), "%s", t->v.whole.sentence);
  try_free(t);
}
