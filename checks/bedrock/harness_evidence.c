/* The evidence reached: which trials it rests on, and which it may not rest on. */
#include "harness_made.h"

static reached of(const made *m, const char *part) {
  ledger l = reading(m, part);
  return evidence_reached(&l);
}
static bool near_to(double x, double y) { return fabs(x - y) < 1e-9; }
static const double decimal = 0.30102999566398119521;

static made *agreeing(const char *arithmetics) {
  made *m = made_in(arithmetics);
  put_sample(m, BUILT_IN, AGREES);
  for (int use = 0; use < m->p.count; use++) say_that(m, use, -1, AGREES);
  return m;
}
static evidence of_agreement(const char *arithmetics) {
  made *m = agreeing(arithmetics);
  evidence e = of(m, NULL).evidence;
  ledger l = reading(m, NULL);
  cr_expect_eq(attainable(&l), e, "%s", arithmetics);
  made_free(m);
  return e;
}

Test(harness_evidence, arithmetics_give_what_they_can) {
  cr_expect_eq(of_agreement("exact"), CERTIFIED);
  cr_expect_eq(of_agreement("ball:128"), CERTIFIED);
  cr_expect_eq(of_agreement("double,ball:128"), CERTIFIED);
  cr_expect_eq(of_agreement("mpfr:128,mpfr:256"), RESOLVED);
  cr_expect_eq(of_agreement("double,mpfr:64,mpfr:128"), RESOLVED);
  cr_expect_eq(of_agreement("mpfr:128,mpfr:130"), SEEN, "not twice the bits");
  cr_expect_eq(of_agreement("mpfr:128,mpfr:200"), SEEN);
  cr_expect_eq(of_agreement("double"), SEEN);
  cr_expect_eq(of_agreement("mpfr:106,double"), SEEN, "double is not MPFR");
  cr_expect_eq(of_agreement("mpfr:128"), SEEN);
}

/* Fits and statistics agree in exact numbers and in balls, and prove nothing there. */
Test(harness_evidence, what_certifies_nothing_is_no_certificate) {
  static const char *const names[] = { "exact", "ball:256", "mpfr:128,ball:256",
                                       "double,ball:106" };
  static const evidence expected[] = { UNSEEN, UNSEEN, SEEN, SEEN };
  for (int i = 0; i < 4; i++) {
    made *m = made_in(names[i]);
    put_sample(m, BUILT_IN, AGREES);
    for (int use = 0; use < m->p.count; use++) say_that(m, use, -1, AGREES)->certifies = false;
    reached r = of(m, NULL);
    cr_expect_eq(r.evidence, expected[i], "%s: %s", names[i], evidence_word(r.evidence));
    cr_expect_eq(isnan(r.digits), expected[i] == UNSEEN);
    made_free(m);
  }
  made *m = made_in("ball:128");
  put_sample(m, BUILT_IN, AGREES);
  trial *t = put_trial(m, 0, -1, AGREES);
  put(t, "fit", "(i)", AGREES)->certifies = false;
  put(t, "proof", "(ii)", AGREES);
  cr_expect(of(m, NULL).evidence == CERTIFIED && of(m, NULL).fitted);
  cr_expect_eq(of(m, "(i)").evidence, UNSEEN, "the proof of another part");
  cr_expect(of(m, "(ii)").evidence == CERTIFIED && !of(m, "(ii)").fitted);
  made_free(m);
}

/* From 128 to 256 bits: eight more bits lost is noise, nine are none of the same digits. */
Test(harness_evidence, losses_may_not_grow_with_the_precision) {
  for (int more = 0; more < 20; more++)
    for (int where = 0; where < 3; where++) {
      made *m = made_in("mpfr:128,mpfr:256");
      put_sample(m, BUILT_IN, AGREES);
      for (int use = 0; use < 2; use++) {
        trial *t = put_trial(m, use, -1, AGREES);
        put(t, "e", "(i)", AGREES)->lost = 10 + (where == 0 ? use * more : 0);
        put(t, "e", "(ii)", AGREES)->lost = 10 + (where == 1 ? use * more : 0);
        comparison *c = put(t, "curve", "(i)", NOT_RUN);
        c->lost = 10 + (where == 2 ? use * more : 0);
      }
      evidence grown = more > 8 ? SEEN : RESOLVED;
      cr_expect_eq(of(m, "(i)").evidence, where == 0 ? grown : RESOLVED);
      cr_expect_eq(of(m, "(ii)").evidence, where == 1 ? grown : RESOLVED);
      cr_expect_eq(of(m, NULL).evidence, where == 2 ? RESOLVED : grown);
      made_free(m);
    }
}

/* Both precisions, every built-in sample; drawn ones, and those that could not be measured, aside. */
Test(harness_evidence, agreement_is_asked_of_every_sample_that_counts) {
  for (int sample_ = 0; sample_ < 4; sample_++)
    for (int use = 0; use < 2; use++) {
      made *m = made_in("mpfr:128,mpfr:256");
      for (int i = 0; i < 4; i++) {
        put_sample(m, i < 2 ? BUILT_IN : i == 2 ? DRAWN : HARD, AGREES);
        for (int k = 0; k < 2; k++) say_that(m, k, -1, i == sample_ && k == use ? LOST : AGREES);
      }
      cr_expect_eq(of(m, NULL).evidence, sample_ < 2 ? SEEN : RESOLVED);
      m->e.samples[0].state = m->e.samples[1].state = VACUOUS;
      cr_expect_eq(of(m, NULL).evidence, UNSEEN);
      m->p.beyond = true;
      cr_expect_eq(of(m, NULL).evidence, sample_ < 2 ? SEEN : RESOLVED);
      made_free(m);
    }
}

/* Without the user's instance the built-in ones count, with it that one alone. */
Test(harness_evidence, the_users_instance_counts_alone) {
  sheet given_ = { 0 };
  made *m = made_in("ball:128");
  put_sample(m, USERS, AGREES);
  say_that(m, 0, -1, AGREES);
  cr_expect_eq(of(m, NULL).evidence, UNSEEN);
  m->p.given = &given_;
  cr_expect_eq(of(m, NULL).evidence, CERTIFIED);
  made_free(m);
}

static void spoil(made *m, outcome last) {
  m->c.controls[0] = (control){ "sign", NULL };
  put_sample(m, BUILT_IN, AGREES);
  for (int use = 0; use < m->p.count; use++) {
    say_that(m, use, -1, AGREES);
    say_that(m, use, 0, use + 1 == m->p.count ? last : DISAGREES);
  }
}
Test(harness_evidence, an_accepted_control_takes_the_evidence_away) {
  static const char *const names[] = { "double", "mpfr:128,mpfr:256", "ball:128", "exact" };
  static const evidence refused[] = { SEEN, RESOLVED, CERTIFIED, CERTIFIED },
                        accepted[] = { UNSEEN, SEEN, UNSEEN, UNSEEN };
  for (int i = 0; i < 4; i++) {
    made *m = made_in(names[i]), *n = made_in(names[i]);
    spoil(m, DISAGREES), spoil(n, AGREES);
    cr_expect_eq(of(m, NULL).evidence, refused[i]);
    cr_expect_eq(of(n, NULL).evidence, accepted[i]);
    made_free(m), made_free(n);
  }
}

Test(harness_evidence, luck_where_loss_is_announced_is_none) {
  made *m = agreeing("double,mpfr:128,mpfr:256");
  m->c.least_bits = 128;
  cr_expect_eq(of(m, NULL).evidence, RESOLVED);
  m->c.least_bits = 129;
  cr_expect_eq(of(m, NULL).evidence, SEEN);
  m->c.least_bits = 257;
  cr_expect_eq(of(m, NULL).evidence, UNSEEN);
  made_free(m);
}

/* One disagreement, anywhere, and there is no evidence. */
Test(harness_evidence, a_disagreement_leaves_none) {
  for (int sample_ = 0; sample_ < 2; sample_++)
    for (int use = 0; use < 3; use++) {
      made *m = made_in("exact,double,ball:128");
      for (int i = 0; i < 2; i++) {
        put_sample(m, i ? DRAWN : BUILT_IN, AGREES);
        for (int k = 0; k < 3; k++)
          put(put_trial(m, k, -1, AGREES), i == sample_ && k == use ? "f" : "e", NULL,
              i == sample_ && k == use ? DISAGREES : AGREES);
      }
      cr_expect_eq(of(m, NULL).evidence, UNSEEN);
      made_free(m);
    }
}

/* The least over equalities of the part, drawn samples too; bounds have no digits. */
Test(harness_evidence, digits_are_those_of_the_worst_equality) {
  made *m = made_in("ball:128");
  for (int i = 0; i < 2; i++) {
    put_sample(m, i ? DRAWN : BUILT_IN, AGREES);
    trial *t = put_trial(m, 0, -1, AGREES);
    comparison *c = put(t, "e", "(i)", AGREES);
    c->gap = i ? -90 : -100, c->scale = 2;
    c = put(t, "f", "(ii)", AGREES);
    c->gap = -80;
    c = put(t, "bound", "(i)", AGREES);
    c->width = false, c->gap = -3;
  }
  cr_expect(near_to(of(m, "(i)").digits, 92 * decimal), "%g", of(m, "(i)").digits);
  cr_expect(near_to(of(m, "(ii)").digits, 80 * decimal));
  cr_expect(near_to(of(m, NULL).digits, 80 * decimal));
  made_free(m);
  m = agreeing("ball:128");
  m->e.trials[0].journal.of[0].gap = -HUGE_VAL;
  cr_expect_eq(of(m, NULL).digits, HUGE_VAL);
  m->e.trials[0].journal.of[0].width = false;
  cr_expect(isnan(of(m, NULL).digits));
  made_free(m);
}

Test(harness_evidence, floating_digits_are_no_more_than_there_are) {
  static const double gaps[] = { -100, -255, -300, -HUGE_VAL }, bits[] = { 100, 255, 256, 256 };
  for (int i = 0; i < 4; i++) {
    made *m = agreeing("mpfr:128,mpfr:256");
    m->e.trials[1].journal.of[0].gap = gaps[i];
    reached r = of(m, NULL);
    cr_expect(r.evidence == RESOLVED && near_to(r.digits, bits[i] * decimal), "%g", r.digits);
    cr_expect_not(r.exactly);
    made_free(m);
  }
}

/* In rational numbers at every sample, or in a ball at one of them. */
Test(harness_evidence, exactly_means_at_every_instance) {
  for (int both = 0; both < 2; both++) {
    made *m = made_in("exact,ball:128");
    for (int i = 0; i < 2; i++) {
      put_sample(m, BUILT_IN, AGREES);
      if (both || !i) say_that(m, 0, -1, AGREES);
      if (!both && i) put_trial(m, 0, -1, NOT_RUN);
      say_that(m, 1, -1, AGREES);
    }
    reached r = of(m, NULL);
    cr_expect_eq(r.evidence, CERTIFIED);
    cr_expect_eq(r.exactly, both);
    cr_expect_eq(isnan(r.digits), both, "exact numbers have no digits");
    made_free(m);
  }
}

/* The narrowest ball that agrees. */
Test(harness_evidence, of_two_balls_the_narrower_counts) {
  made *m = agreeing("ball:64,ball:128");
  m->e.trials[0].journal.of[0].gap = -40;
  cr_expect(near_to(of(m, NULL).digits, 100 * decimal));
  m->e.trials[1].journal.of[0].judged = UNSETTLED;
  cr_expect(near_to(of(m, NULL).digits, 40 * decimal));
  made_free(m);
}

/* A part need not be measured at every instance, but at one. */
Test(harness_evidence, a_part_is_judged_where_it_is_measured) {
  made *m = made_in("double,ball:128");
  for (int i = 0; i < 2; i++) {
    put_sample(m, BUILT_IN, AGREES);
    for (int use = 0; use < 2; use++)
      put(put_trial(m, use, -1, AGREES), "e", i ? "(ii)" : "(i)", AGREES);
  }
  cr_expect_eq(of(m, "(i)").evidence, CERTIFIED);
  cr_expect_eq(of(m, "(ii)").evidence, CERTIFIED);
  cr_expect_eq(of(m, "(iii)").evidence, UNSEEN);
  made_free(m);
  m = made_in("double,ball:128"); /* seen at one instance in double alone */
  put_sample(m, BUILT_IN, AGREES);
  put(put_trial(m, 0, -1, AGREES), "e", "(i)", AGREES);
  put_trial(m, 1, -1, AGREES);
  cr_expect_eq(of(m, "(i)").evidence, SEEN);
  made_free(m);
}

/* Exact numbers can certify where they ran, at any sample. */
Test(harness_evidence, what_never_ran_could_not_have_given_more) {
  for (int ran = 0; ran < 2; ran++) {
    made *m = made_in("exact,double");
    put_sample(m, BUILT_IN, AGREES);
    put_trial(m, 0, -1, NOT_RUN), say_that(m, 1, -1, AGREES);
    put_sample(m, BUILT_IN, AGREES);
    put_trial(m, 0, -1, ran ? AGREES : NOT_RUN);
    if (ran) put(&m->e.trials[m->e.trial_count - 1], "e", NULL, AGREES);
    say_that(m, 1, -1, AGREES);
    ledger l = reading(m, NULL);
    cr_expect_eq(attainable(&l), ran ? CERTIFIED : SEEN);
    made_free(m);
  }
}
