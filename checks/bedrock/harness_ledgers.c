/* What a trial counts for beside the others: certificates outrank digits, exact numbers outrank balls. */
#include "harness_made.h"

static outcome plainly(const made *m, int use) {
  ledger l = reading(m, NULL);
  return plain_at(&l, 0, use);
}

/* Fewer bits than the record needs: what is not agreement is loss there.  As many are enough. */
Test(harness_ledgers, announced_loss_excuses_and_no_more) {
  static const outcome found[] = { AGREES, LOST, UNSETTLED, DISAGREES };
  for (int i = 0; i < 4; i++)
    for (int least = 53; least <= 129; least++) {
      if (least == 60) least = 127;
      made *m = made_in("double,mpfr:128,ball:53");
      m->c.least_bits = least;
      put_sample(m, BUILT_IN, AGREES);
      for (int use = 0; use < 3; use++) say_that(m, use, -1, found[i]);
      outcome excused = found[i] == AGREES ? AGREES : LOST;
      cr_expect_eq(plainly(m, 0), least > 53 ? excused : found[i]);
      cr_expect_eq(plainly(m, 1), least > 128 ? excused : found[i]);
      cr_expect_eq(plainly(m, 2), found[i], "a ball says itself what it lost");
      made_free(m);
    }
}

/* Floating arithmetic disagrees on e; what the other says of e, if it does, is given. */
static outcome next_to(const char *arithmetics, const char *what, const char *part_, outcome judged,
                       outcome besides) {
  made *m = made_in(arithmetics);
  put_sample(m, BUILT_IN, AGREES);
  int floating_use = m->p.use[0].kind == EXACT;
  for (int use = 0; use < 2; use++) {
    trial *t = put_trial(m, use, -1, AGREES);
    if (use == floating_use) {
      put(t, "e", "(i)", DISAGREES);
      continue;
    }
    if (what) put(t, what, part_, judged);
    put(t, "another", NULL, besides);
  }
  outcome o = plainly(m, floating_use);
  made_free(m);
  return o;
}
Test(harness_ledgers, a_certificate_outranks_digits_in_what_it_certifies) {
  static const char *const sure[] = { "exact,double", "double,ball:128", "mpfr:64,ball:128" };
  for (int i = 0; i < 3; i++) {
    cr_expect_eq(next_to(sure[i], "e", "(i)", AGREES, AGREES), LOST);
    cr_expect_eq(next_to(sure[i], "e", "(ii)", AGREES, AGREES), DISAGREES, "another part");
    cr_expect_eq(next_to(sure[i], "e", NULL, AGREES, AGREES), DISAGREES, "no part");
    cr_expect_eq(next_to(sure[i], "f", "(i)", AGREES, AGREES), DISAGREES, "another name");
    cr_expect_eq(next_to(sure[i], NULL, NULL, AGREES, AGREES), DISAGREES, "nothing");
    cr_expect_eq(next_to(sure[i], "e", "(i)", UNSETTLED, AGREES), DISAGREES, "left open");
    cr_expect_eq(next_to(sure[i], "e", "(i)", AGREES, DISAGREES), DISAGREES, "refuted elsewhere");
  }
  cr_expect_eq(next_to("double,mpfr:128", "e", "(i)", AGREES, AGREES), DISAGREES,
               "more digits are no certificate");
}

Test(harness_ledgers, a_part_is_read_alone) {
  made *m = made_in("exact,double");
  put_sample(m, BUILT_IN, AGREES);
  trial *t = put_trial(m, 0, -1, AGREES);
  put(t, "e", "(i)", AGREES), put(t, "g", NULL, AGREES);
  t = put_trial(m, 1, -1, AGREES);
  put(t, "e", "(i)", DISAGREES), put(t, "e", "(ii)", DISAGREES), put(t, "g", NULL, AGREES);
  ledger whole_ = reading(m, NULL), first = reading(m, "(i)"), second = reading(m, "(ii)");
  cr_expect_eq(plain_at(&first, 0, 1), LOST);
  cr_expect_eq(plain_at(&second, 0, 1), DISAGREES);
  cr_expect_eq(plain_at(&whole_, 0, 1), DISAGREES);
  cr_expect_eq(plain_at(&second, 0, 0), NOT_RUN);
  made_free(m);
}

/* Of equal names the second stands for the second, whatever stands between. */
Test(harness_ledgers, counterparts_keep_their_order) {
  made *m = made_in("exact,double");
  put_sample(m, BUILT_IN, AGREES);
  put_trial(m, 0, -1, AGREES), put_trial(m, 1, -1, AGREES);
  trial *x = &m->e.trials[0], *y = &m->e.trials[1];
  static const char *const left[] = { "e", "f", "e", "e", "e" }, *const in[] = { "(i)", NULL, NULL,
                                                                                 "(i)", "(i)" };
  static const char *const right[] = { "g", "e", "e", "e", "f" }, *const there[] = { NULL, NULL,
                                                                                     "(i)", "(i)",
                                                                                     "(i)" };
  static const int other[] = { 2, -1, 1, 3, -1 };
  for (int i = 0; i < 5; i++) put(x, left[i], in[i], AGREES), put(y, right[i], there[i], AGREES);
  for (int i = 0; i < 5; i++) {
    const comparison *c = counterpart(x, (size_t)i, y);
    cr_expect_eq(c, other[i] < 0 ? NULL : &y->journal.of[other[i]], "%d", i);
  }
  made_free(m);
}

Test(harness_ledgers, exact_numbers_settle_what_a_ball_leaves_open) {
  static const outcome all[] = { NOT_RUN, AGREES, LOST, UNSETTLED, DISAGREES };
  for (int i = 0; i < 5; i++)
    for (int k = 0; k < 5; k++) {
      made *m = made_in("exact,ball:128");
      put_sample(m, BUILT_IN, AGREES);
      if (all[i]) say_that(m, 0, -1, all[i]);
      if (all[k]) say_that(m, 1, -1, all[k]);
      ledger l = reading(m, NULL);
      cr_expect_eq(settled_at(&l, 0, 1), all[k] == UNSETTLED && all[i] == AGREES ? AGREES : all[k]);
      cr_expect_eq(plain_at(&l, 0, 1), all[k]);
      made_free(m);
    }
}

Test(harness_ledgers, controls_are_refused_by_a_difference) {
  static const outcome all[] = { AGREES, LOST, UNSETTLED, DISAGREES, NOT_RUN };
  static const refusal alone[] = { ACCEPTED, ACCEPTED, ACCEPTED, REFUSED, ACCEPTED };
  for (int i = 0; i < 5; i++)
    for (int k = 0; k < 5; k++) {
      made *m = made_in("exact,ball:128");
      m->c.controls[0] = (control){ "sign", NULL };
      put_sample(m, BUILT_IN, AGREES);
      for (int use = 0; use < 2; use++) {
        outcome o = all[use ? k : i];
        say_that(m, use, -1, AGREES);
        if (o)
          say_that(m, use, 0, o);
        else
          put_trial(m, use, 0, AGREES); /* it ended, and nothing was compared */
      }
      ledger l = reading(m, NULL);
      refusal ball_ = all[k] == UNSETTLED ? alone[i] : alone[k];
      cr_expect_eq(control_at(&l, 0, 0, 0), alone[i]);
      cr_expect_eq(control_at(&l, 0, 1, 0), ball_, "%d %d", i, k);
      cr_expect_eq(controls_refused(&l, 0, 1), ball_ == REFUSED);
      made_free(m);
    }
}

Test(harness_ledgers, a_control_may_be_absent) {
  made *m = made_in("exact,ball:128");
  m->c.controls[0] = (control){ "sign", NULL }, m->c.controls[1] = (control){ "other", NULL };
  put_sample(m, BUILT_IN, AGREES);
  say_that(m, 0, -1, AGREES);
  put_trial(m, 0, 0, NOT_RUN); /* out of reach of rationals */
  say_that(m, 1, -1, AGREES);
  put_trial(m, 1, 0, HALTED);
  ledger l = reading(m, NULL);
  cr_expect_eq(control_at(&l, 0, 0, 0), ABSENT);
  cr_expect_eq(control_at(&l, 0, 0, 1), ABSENT);
  cr_expect_eq(control_at(&l, 0, 1, 0), ACCEPTED, "a stop refuses nothing");
  cr_expect(controls_refused(&l, 0, 0) && !controls_refused(&l, 0, 1));
  made_free(m);
}
