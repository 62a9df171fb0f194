/* The words of a verdict, from findings made by hand: which entry, which place, how closely, and why not. */
#include "harness_claims.h"

static arr seen_as(run *here) { return input(here, "x"); }
static void measures(run *here) { equals(here, "x", seen_as(here), seen_as(here)); }
static const claim stated = { HARNESS_RECORD, .measure = measures, .least_bits = 53,
                              .controls = { { "sign", NULL }, { "as printed", NULL } } };
static const enrolled me = { "t-1", "t", "tests", "harness", &stated, false };
static const enrolled proof = { "t-1:proof", "t", "tests", "harness", &stated, true };

typedef struct {
  examination e;
  plan p;
  ledger l;
} made;

/* Instances of these sources, the arithmetics exact, double, mpfr:128, mpfr:256, ball:128. */
static made *with(int n, const source *from) {
  made *m = calloc(1, sizeof *m);
  m->p = plan_default(false), m->e = (examination){ .of = &me };
  m->l = (ledger){ .e = &m->e, .p = &m->p };
  for (int i = 0; i < n; i++) {
    m->e.samples = one_more(m->e.samples, m->e.sample_count, sizeof *m->e.samples);
    m->e.samples[m->e.sample_count++] =
        (sample){ .name = say("s%d", i), .from = from[i], .state = AGREES };
  }
  return m;
}
static void drop(made *m) { examination_free(&m->e), free(m); }

/* In the order of examine(): by instance, arithmetic, control. */
static trial *tries(made *m, int s, int use, int control, outcome state) {
  m->e.trials = one_more(m->e.trials, m->e.trial_count, sizeof *m->e.trials);
  trial *t = &m->e.trials[m->e.trial_count++];
  *t = (trial){ .sample = s, .use = use, .control = control, .state = state };
  return t;
}
static comparison *compares(trial *t, const char *what, outcome o) {
  comparison *c = journal_add(&t->journal, "equals", what);
  c->judged = o;
  return c;
}
static void has(comparison *c, int i, int j, double gap) {
  entry_row *r = comparison_add(c);
  r->i = i, r->j = j, r->log_gap = gap;
  r->measured = say("m%d%d", i, j), r->stated = say("s%d%d", i, j);
}
static void is_(char *said, const char *expected) {
  if (expected) {
    cr_assert(said, "%s", expected);
    cr_expect_str_eq(said, expected, "%s", said);
  } else {
    cr_expect(!said, "%s", said);
  }
  free(said);
}
static const source one[] = { BUILT_IN }, two[] = { BUILT_IN, DRAWN };

static void described(int use, int rows, int columns, double lost, outcome o,
                      const char *expected) {
  made *m = with(1, one);
  trial *t = tries(m, 0, use, -1, AGREES);
  comparison *c = compares(t, "w", o);
  c->rows = rows, c->columns = columns, c->lost = lost;
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++) has(c, i, j, -fabs(i - 1.0) - fabs(j - 1.0));
  is_(describe(&m->l, t, c, o), expected);
  drop(m);
}
Test(harness_sentences, the_worst_entry_is_named) {
  described(0, 1, 1, 5, DISAGREES,
            "equals `w` disagrees at `s0` in exact: measured m00, stated s00");
  described(0, 3, 1, 0, DISAGREES,
            "equals `w` disagrees at `s0` in exact: entry 2 measured m10, stated s10");
  described(0, 1, 3, 0, DISAGREES,
            "equals `w` disagrees at `s0` in exact: entry (1,2) measured m01, stated s01");
  described(0, 3, 4, 0, DISAGREES,
            "equals `w` disagrees at `s0` in exact: entry (2,2) measured m11, stated s11");
  described(0, 1, 2, 0, LOST,
            "equals `w` is lost at `s0` in exact: entry (1,2) measured m01, stated s01");
  described(0, 2, 1, 0, LOST,
            "equals `w` is lost at `s0` in exact: entry 2 measured m10, stated s10");
  described(1, 0, 0, 5, LOST, "equals `w` is lost at `s0` in double (5 of 53 bits lost)");
  described(2, 0, 0, 5, LOST, "equals `w` is lost at `s0` in mpfr:128 (5 of 128 bits lost)");
  described(1, 0, 0, 0, LOST, "equals `w` is lost at `s0` in double");
  described(4, 0, 0, 5, UNSETTLED, "equals `w` undecided at `s0` in ball:128");
}

/* Of what refuses `as printed`, the best arithmetic; of its comparisons the one that refused. */
Test(harness_sentences, the_counterexample_is_the_best_one) {
  for (int mask = 0; mask < 32; mask++) {
    static const int best[] = { 0, 4, 2, 3, 1 };
    static const char *const names[] = { "exact", "double", "mpfr:128", "mpfr:256", "ball:128" };
    made *m = with(1, one);
    int expected = -1;
    for (int use = 0; use < 5; use++) {
      compares(tries(m, 0, use, 0, AGREES), "sign", DISAGREES);
      trial *t = tries(m, 0, use, 1, AGREES);
      compares(t, "fine", AGREES);
      if (mask >> use & 1) compares(t, "printed", DISAGREES);
    }
    for (int k = 4; k >= 0; k--)
      if (mask >> best[k] & 1) expected = best[k];
    char *said =
        expected < 0 ? NULL : say("equals `printed` disagrees at `s0` in %s", names[expected]);
    is_(counterexample_of(&m->l), said);
    free(said), drop(m);
  }
}

/* Also where `as printed` is the first of the controls. */
Test(harness_sentences, as_printed_may_be_the_first_control) {
  static const claim c = { HARNESS_RECORD, .measure = measures,
                           .controls = { { "as printed", NULL } } };
  static const enrolled of = { "t-1", "t", "tests", "harness", &c, false };
  made *m = with(1, one);
  m->e.of = &of;
  compares(tries(m, 0, 0, -1, AGREES), "w", DISAGREES);
  is_(counterexample_of(&m->l), NULL);
  compares(tries(m, 0, 0, 0, AGREES), "w", DISAGREES);
  is_(counterexample_of(&m->l), "equals `w` disagrees at `s0` in exact");
  drop(m);
}

Test(harness_sentences, the_first_of_an_outcome) {
  made *m = with(2, two);
  compares(tries(m, 0, 0, -1, AGREES), "a", AGREES);
  compares(tries(m, 0, 0, 0, AGREES), "c", DISAGREES);
  compares(tries(m, 1, 0, -1, AGREES), "d", DISAGREES);
  is_(first_of(&m->l, DISAGREES, true), "equals `d` disagrees at `s1` in exact");
  is_(first_of(&m->l, DISAGREES, false), NULL);
  drop(m);
  m = with(1, one);
  compares(tries(m, 0, 0, -1, AGREES), "a", UNSETTLED);
  trial *t = tries(m, 0, 2, -1, HALTED);
  t->message = copy_of("it blew up");
  compares(t, "b", AGREES);
  is_(first_of(&m->l, HALTED, true), "stopped at `s0` in mpfr:128: it blew up");
  is_(first_of(&m->l, UNSETTLED, true), "equals `a` undecided at `s0` in exact");
  is_(first_of(&m->l, LOST, true), NULL);
  drop(m);
  m = with(1, one);
  t = tries(m, 0, 3, -1, AGREES);
  compares(t, "fine", AGREES), compares(t, "gone", LOST);
  is_(first_of(&m->l, LOST, true), "equals `gone` is lost at `s0` in mpfr:256");
  drop(m);
  /* Of a part, what was compared in it: what belongs to no part or another one shows nothing. */
  m = with(1, one);
  t = tries(m, 0, 0, -1, AGREES);
  compares(t, "whole", DISAGREES);
  compares(t, "other", DISAGREES)->part = copy_of("(j)");
  compares(t, "own fine", AGREES)->part = copy_of("(i)");
  compares(t, "own", DISAGREES)->part = copy_of("(i)");
  m->l.part = "(i)";
  is_(first_of(&m->l, DISAGREES, true), "equals `own` disagrees at `s0` in exact");
  drop(m);
}

static void accepted_as(outcome state, outcome judged, const char *message, const char *expected) {
  made *m = with(2, two);
  for (int s = 0; s < 2; s++) {
    compares(tries(m, s, 2, -1, AGREES), "w", AGREES);
    trial *t = tries(m, s, 2, 0, state);
    t->message = copy_of(message);
    compares(t, "w", judged);
    compares(tries(m, s, 2, 1, AGREES), "w", DISAGREES);
  }
  char *drawn = expected ? say(expected, "s1") : NULL,
       *built_in = expected ? say(expected, "s0") : NULL;
  is_(accepted_control(&m->l, true), built_in);
  is_(accepted_control(&m->l, false), drawn);
  free(drawn), free(built_in), drop(m);
}
Test(harness_sentences, an_accepted_control_is_named_with_its_place) {
  accepted_as(AGREES, DISAGREES, NULL, NULL);
  accepted_as(AGREES, AGREES, NULL, "the control `sign` was accepted at `%s` in mpfr:128");
  accepted_as(AGREES, LOST, NULL,
              "the control `sign` was not visibly refused at `%s` in mpfr:128 (lost)");
  accepted_as(AGREES, UNSETTLED, NULL,
              "the control `sign` was not visibly refused at `%s` in mpfr:128 (undecided)");
  accepted_as(HALTED, AGREES, "oh",
              "no comparator refused the control `sign` at `%s` in mpfr:128 before it stopped: oh");
  accepted_as(
      UNSETTLED, AGREES, "oh",
      "no comparator refused the control `sign` at `%s` in mpfr:128 before it was left open: oh");
}

/* A finding with so many instances that agree and are weak, of each source. */
static finding counted(finding f, int b, int d, int u, int h) {
  f.at[BUILT_IN].agree = b - b / 2, f.at[BUILT_IN].weak = b / 2;
  f.at[DRAWN].agree = d / 2, f.at[DRAWN].weak = d - d / 2;
  f.at[USERS].agree = u / 2, f.at[USERS].weak = u - u / 2, f.at[HARD].weak = h;
  return f;
}
static void holds_at(int b, int d, int u, int h, const char *places) {
  made *m = with(1, one);
  verdict v = { .of = &me };
  finding f = { .standing = HOLDS, .outcome = AGREES, .evidence = SEEN, .digits = NAN };
  f = counted(f, b, d, u, h);
  char *expected = say("holds at %s, seen there in floating point; not a proof for all", places);
  is_(sentence_of(&m->l, &v, &f), expected);
  free(expected), drop(m);
}
Test(harness_sentences, instances_are_counted) {
  holds_at(1, 0, 0, 0, "1 built-in instance");
  holds_at(2, 0, 0, 0, "2 built-in instances");
  holds_at(2, 1, 0, 0, "2 built-in and 1 drawn instance");
  holds_at(1, 5, 0, 0, "1 built-in and 5 drawn instances");
  holds_at(1, 5, 0, 1, "1 built-in, 5 drawn and 1 hard instance");
  holds_at(1, 0, 0, 3, "1 built-in and 3 hard instances");
  holds_at(0, 0, 1, 0, "your instance");
  holds_at(0, 0, 2, 0, "your instance");
  holds_at(0, 4, 1, 0, "your instance and 4 drawn ones");
}

static void found(const enrolled *of, finding f, const char *expected) {
  made *m = with(1, one);
  verdict v = { .of = of };
  f = counted(f, 3, 0, 0, 0);
  f.outcome = AGREES;
  is_(sentence_of(&m->l, &v, &f), expected);
  drop(m);
}
Test(harness_sentences, how_closely) {
  finding f = { .standing = HOLDS, .evidence = CERTIFIED, .digits = 36.9 };
  found(&me, f, "holds at 3 built-in instances, certified there to 1e-36; not a proof for all");
  f.digits = 1;
  found(&me, f, "holds at 3 built-in instances, certified there to 1e-1; not a proof for all");
  f.digits = 0.9;
  found(&me, f, "holds at 3 built-in instances, certified there; not a proof for all");
  f.digits = INFINITY;
  found(&me, f, "holds at 3 built-in instances, certified there; not a proof for all");
  f.exactly = true;
  found(&me, f, "holds at 3 built-in instances, certified there exactly; not a proof for all");
  f.evidence = RESOLVED, f.digits = 30;
  found(&me, f,
        "holds at 3 built-in instances, resolved there to 1e-30 at growing precision; not a proof "
        "for all");
  found(&proof, f,
        "holds at 3 built-in instances, resolved there to 1e-30 at growing precision; not a proof "
        "for all");
  f.evidence = CERTIFIED;
  found(&proof, f, "proved");
  f.standing = REFUTED;
  found(&me, f, "false as printed (one exact counterexample), at 3 built-in instances");
  f.exactly = false;
  found(&me, f, "false as printed (certified counterexample), at 3 built-in instances");
  f.evidence = RESOLVED;
  found(&me, f, "false as printed (counterexample resolved in MPFR), at 3 built-in instances");
  f.evidence = SEEN;
  found(&me, f, "false as printed (counterexample in double), at 3 built-in instances");
}

/* The best refusal of `as printed` stands beside a correction; a user's instance says nothing of it. */
Test(harness_sentences, a_correction_has_its_counterexample) {
  static const char *const words[] = { " (one exact counterexample)", " (counterexample in double)",
                                       " (counterexample in MPFR)", " (counterexample in MPFR)",
                                       " (certified counterexample)" };
  finding f = { .standing = CORRECTED, .outcome = AGREES, .evidence = SEEN, .digits = NAN };
  for (int k = -1; k < 5; k++) {
    made *m = with(1, one);
    for (int use = 0; use < 5; use++) {
      compares(tries(m, 0, use, 0, AGREES), "w", DISAGREES);
      compares(tries(m, 0, use, 1, AGREES), "w",
               use == k || (k == 4 && use == 2) ? DISAGREES : AGREES);
    }
    verdict v = { .of = &me };
    char *said = say("false as printed%s; the correction holds at 1 built-in instance, seen there "
                     "in floating point",
                     k < 0 ? "" : words[k]);
    finding built_in = counted(f, 1, 0, 0, 0), users = counted(f, 0, 0, 1, 0);
    is_(sentence_of(&m->l, &v, &built_in), said);
    is_(sentence_of(&m->l, &v, &users),
        "false as printed; the correction holds at your instance, seen there in floating point");
    free(said), drop(m);
  }
}

Test(harness_sentences, failures_say_what_failed) {
  made *m = with(2, two);
  verdict v = { .of = &me };
  m->e.samples[1].state = UNSETTLED, m->e.samples[1].message = copy_of("`x > 0` is undecided");
  finding f = { .standing = HOLDS, .outcome = UNSETTLED };
  is_(sentence_of(&m->l, &v, &f), "`x > 0` is undecided");
  f.outcome = LOST;
  is_(sentence_of(&m->l, &v, &f), "lost");
  compares(tries(m, 0, 3, -1, AGREES), "w", UNSETTLED);
  f.outcome = UNSETTLED;
  is_(sentence_of(&m->l, &v, &f), "equals `w` undecided at `s0` in mpfr:256");
  m->e.samples[1].state = VACUOUS;
  f.outcome = VACUOUS;
  is_(sentence_of(&m->l, &v, &f), "says nothing here: `x > 0` is undecided");
  m->p.beyond = true;
  f.outcome = LOST;
  is_(sentence_of(&m->l, &v, &f), "beyond the claim (`x > 0` is undecided): lost");
  v.parts = 3;
  v.part[0].standing = REPRODUCED, v.part[1].standing = REFUTED, v.part[2].standing = CORRECTED;
  v.part[3].standing = HOLDS;
  m->p.beyond = false;
  is_(sentence_of(&m->l, &v, &f), "1 of 3 parts stand; lost");
  f.label = "(i)";
  is_(sentence_of(&m->l, &v, &f), "lost");
  drop(m);
}

/* The first reason, and whom it binds: a user's instance is held to no record. */
Test(harness_sentences, the_order_of_complaints) {
  static sheet mine;
  made *m = with(2, two);
  verdict v = { .of = &me };
  v.whole = (finding){ .standing = HOLDS, .evidence = CERTIFIED }, v.ran = true;
  for (int s = 0; s < 2; s++) {
    compares(tries(m, s, 0, -1, AGREES), "w", AGREES);
    compares(tries(m, s, 0, 0, AGREES), "w", DISAGREES);
    compares(tries(m, s, 0, 1, AGREES), "w", DISAGREES);
  }
  is_(first_complaint(&m->l, &v), NULL);
  m->e.samples[1].state = VACUOUS, m->e.samples[1].message = copy_of("`y` fails");
  is_(first_complaint(&m->l, &v), NULL);
  m->e.samples[0].state = VACUOUS, m->e.samples[0].message = copy_of("`x` fails");
  is_(first_complaint(&m->l, &v), "`x` fails at the built-in instance `s0`");
  m->e.invisible = copy_of("unseen");
  is_(first_complaint(&m->l, &v), "unseen");
  m->p.given = &mine;
  is_(first_complaint(&m->l, &v), NULL);
  m->p.given = NULL;
  m->e.halted = copy_of("spent");
  is_(first_complaint(&m->l, &v), "spent");
  m->e.trials[0].journal.of[0].judged = DISAGREES;
  is_(first_complaint(&m->l, &v), "equals `w` disagrees at `s0` in exact");
  m->p.given = &mine;
  is_(first_complaint(&m->l, &v), "equals `w` disagrees at `s0` in exact");
  m->p.beyond = true;
  is_(first_complaint(&m->l, &v), "spent");
  m->p.given = NULL;
  is_(first_complaint(&m->l, &v), "equals `w` disagrees at `s0` in exact");
  m->e.fault = copy_of("faulty");
  is_(first_complaint(&m->l, &v), "faulty");
  drop(m);
}

/* What is promised, as far as these arithmetics reach. */
Test(harness_sentences, evidence_has_a_floor) {
  static claim c = { HARNESS_RECORD, .measure = measures, .controls = { { "sign", NULL } } };
  enrolled of = { "t-1", "t", "tests", "harness", &c, false };
  made *m = with(1, one);
  m->e.of = &of;
  verdict v = { .of = &of };
  v.whole = (finding){ .standing = HOLDS }, v.ran = true;
  compares(tries(m, 0, 1, -1, AGREES), "w", AGREES);
  is_(first_complaint(&m->l, &v), "the control `sign` was never put to the test");
  compares(tries(m, 0, 1, 0, AGREES), "w", DISAGREES);
  is_(first_complaint(&m->l, &v), "evidence reached is `none`, the record promises `seen`");
  v.whole.evidence = SEEN;
  is_(first_complaint(&m->l, &v), NULL);
  c.at_least = CERTIFIED;
  is_(first_complaint(&m->l, &v), "evidence reached is `seen`, the record promises `certified`");
  v.whole.evidence = CERTIFIED;
  is_(first_complaint(&m->l, &v), NULL);
  v.parts = 1, v.part[0] = (finding){ .label = "(i)", .standing = HOLDS, .evidence = RESOLVED };
  is_(first_complaint(&m->l, &v),
      "(i): evidence reached is `resolved`, the record promises `certified`");
  v.part[0].standing = OPEN, v.part[0].evidence = UNSEEN, c.at_least = UNSEEN;
  is_(first_complaint(&m->l, &v), NULL);
  /* A control stands where the claim itself was left open: that is another complaint. */
  m->e.trials[0].journal.of[0].judged = LOST;
  m->e.trials[1].control = 5;
  is_(first_complaint(&m->l, &v), "equals `w` is lost at `s0` in double");
  drop(m);
}

/* Where the claim agreed nowhere but as announced, its control had no place to be refused. */
Test(harness_sentences, what_could_not_be_tested_is_no_complaint) {
  static const claim c = { HARNESS_RECORD, .measure = measures, .least_bits = 200,
                           .controls = { { "sign", NULL } } };
  static const enrolled of = { "t-1", "t", "tests", "harness", &c, false };
  made *m = with(1, one);
  m->e.of = &of;
  verdict v = { .of = &of };
  v.whole = (finding){ .standing = HOLDS, .evidence = SEEN }, v.ran = true;
  compares(tries(m, 0, 2, -1, AGREES), "w", LOST);
  is_(first_complaint(&m->l, &v), NULL);
  drop(m);
}

/* What these arithmetics could have shown, and nothing was run, is missed. */
Test(harness_sentences, nothing_run_is_too_little) {
  static const claim c = { HARNESS_RECORD, .measure = measures };
  static const enrolled of = { "t-1", "t", "tests", "harness", &c, false };
  for (int only_double = 0; only_double < 2; only_double++) {
    made *m = with(1, one);
    m->e.of = &of;
    if (only_double) m->p.use[0] = m->p.use[1], m->p.count = 1;
    verdict v = { .of = &of };
    v.whole = (finding){ .standing = HOLDS };
    is_(first_complaint(&m->l, &v), "evidence reached is `none`, the record promises `seen`");
    drop(m);
  }
}
