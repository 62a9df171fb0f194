/* One claim examined: which trials there are, how far balls are widened, what is kept of the rows. */
#include <signal.h>
#include <unistd.h>

#include "harness_bench.h"
#include "num_deaths.h"
#include "claim/hard.h"

static number kind_of(run *here) { return arith_kind(arithmetic(here)); }

static examination examined(const claim *c, const char *arithmetics, keeping keep) {
  static enrolled me;
  me = (enrolled){ "t-1", "t", "tests", "harness", c, false };
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, arithmetics, &why), "%s", why.text);
  p.keep = keep;
  return examine(&me, &p, NULL);
}

/* How many trials there are of that arithmetic and control (from -1). */
static int trials_of(const examination *e, int use, int control) {
  int n = 0;
  for (size_t i = 0; i < e->trial_count; i++)
    n += e->trials[i].use == use && e->trials[i].control == control;
  return n;
}

/* ---- how far a ball is widened ---- */

static outcome in_a_ball[3], exactly_[3]; /* plainly, and under either control */
static void scripted(run *here) {
  int i = under(here, "sign") ? 1 : under(here, "other") ? 2 : 0;
  outcome o = kind_of(here) == BALL ? in_a_ball[i] : exactly_[i];
  if (o != NOT_RUN) holds(here, "h", o == AGREES ? YES : o == DISAGREES ? NO : UNSURE);
  if (o == HALTED) cannot(arithmetic(here), UNDECIDED, "open");
}
static const claim script = { HARNESS_RECORD, .measure = scripted,
                              .controls = { { "sign", NULL }, { "other", NULL } } };

static long bits_reached(const char *arithmetics, int control, outcome *judged) {
  examination e = examined(&script, arithmetics, SHORT_ROWS);
  const trial *found = NULL;
  for (size_t i = 0; i < e.trial_count; i++)
    if (e.trials[i].control == control) found = &e.trials[i]; /* the last arithmetic's */
  cr_assert(found);
  long bits = found->bits;
  if (judged) *judged = trial_outcome(found, NULL);
  examination_free(&e);
  return bits;
}
static void script_is(outcome plain, outcome sign, outcome other, bool exact) {
  outcome *to = exact ? exactly_ : in_a_ball;
  to[0] = plain, to[1] = sign, to[2] = other;
}

Test(harness_trials, an_open_ball_is_doubled_four_times_up_to_4096_bits) {
  script_is(UNSETTLED, DISAGREES, DISAGREES, false);
  cr_expect_eq(bits_reached("ball:128", -1, NULL), 2048);
  cr_expect_eq(bits_reached("ball:100", -1, NULL), 1600);
  cr_expect_eq(bits_reached("ball:512", -1, NULL), 4096);
  cr_expect_eq(bits_reached("ball:2048", -1, NULL), 4096);
  cr_expect_eq(bits_reached("ball:3000", -1, NULL), 3000);
  script_is(AGREES, DISAGREES, DISAGREES, false);
  cr_expect_eq(bits_reached("ball:128", -1, NULL), 128);
  script_is(DISAGREES, DISAGREES, DISAGREES, false);
  cr_expect_eq(bits_reached("ball:128", -1, NULL), 128);
}

/* What is stopped as undecided is open too, but in balls alone; a difference once seen stands. */
static bool differs;
static void stopped_undecided(run *here) {
  if (differs) is(here, "differs", 0, 1);
  is(here, "counted", 1, 1);
  cannot(arithmetic(here), UNDECIDED, "open");
}
static const claim undecided_ = { HARNESS_RECORD, .measure = stopped_undecided };
Test(harness_trials, what_stops_undecided_is_open) {
  static const struct {
    const char *in;
    bool differs;
    long bits;
  } cases[] = { { "ball:128", false, 2048 },
                { "ball:128", true, 128 },
                { "mpfr:128", false, 128 },
                { "double", false, 53 } };
  for (int i = 0; i < 4; i++) {
    differs = cases[i].differs;
    examination e = examined(&undecided_, cases[i].in, SHORT_ROWS);
    cr_assert_eq(e.trial_count, 1u);
    cr_expect_eq(e.trials[0].bits, cases[i].bits);
    cr_expect_eq(trial_outcome(&e.trials[0], NULL), differs ? DISAGREES : UNSETTLED);
    examination_free(&e);
  }
}

Test(harness_trials, nothing_is_settled_that_nobody_asks) {
  sample s;
  complaint why;
  script_is(UNSETTLED, UNSETTLED, UNSETTLED, false);
  cr_assert(sample_built_in(&script, 0, &s, &why));
  plan p = plan_default(false);
  cr_assert(plan_arithmetics(&p, "ball:128", &why));
  for (int settle = 0; settle < 2; settle++) {
    trial t = trial_run(&script, &p, &s, 0, 0, -1, settle);
    cr_expect_eq(t.bits, settle ? 2048 : 128);
    trial_free(&t);
  }
  sample_free(&s);
}

/* What exact numbers have settled, no ball is widened for: each control for itself. */
Test(harness_trials, a_ball_is_widened_for_what_is_not_settled_exactly) {
  script_is(UNSETTLED, UNSETTLED, UNSETTLED, false);
  for (int k = 0; k < 8; k++) {
    bool settled[] = { k & 1, k >> 1 & 1, k >> 2 };
    script_is(settled[0] ? AGREES : UNSETTLED, settled[1] ? DISAGREES : AGREES,
              settled[2] ? DISAGREES : AGREES, true);
    for (int i = 0; i < 3; i++)
      cr_expect_eq(bits_reached("exact,ball:128", i - 1, NULL), settled[i] ? 128 : 2048, "%d %d", k,
                   i);
  }
}

/* ---- which trials there are ---- */

static void to_a_point(run *here) {
  arr x = input(here, "x");
  is(here, "rational", whole_input(here, "n"), 1);
  equals(here, "real", expo(instead(here, "sign", x, neg(x))), expo(x));
}
static void not_rational(run *here) {
  arr x = input(here, "x");
  equals(here, "real", expo(instead(here, "sign", x, neg(x))), expo(x));
}
static const claim up_to_a_point = { .title = "harness",
                                     .kind = FORMULA,
                                     .where = "nowhere",
                                     .says = "as tested",
                                     .standing = HOLDS,
                                     .inputs = { { "x", "", REAL, NULL },
                                                 { "n", "", INTEGER, NULL } },
                                     .instances = { { "one", { "x = 3/7", "n = 1" } } },
                                     .measure = to_a_point,
                                     .controls = { { "sign", NULL } } };
static const claim real_only = { HARNESS_RECORD, .measure = not_rational,
                                 .controls = { { "sign", NULL } } };
Test(harness_trials, a_control_is_tried_where_something_was_compared) {
  examination e = examined(&up_to_a_point, "exact,double", SHORT_ROWS);
  cr_expect_eq(e.trial_count, 4u);
  cr_expect(trials_of(&e, 0, -1) == 1 && trials_of(&e, 0, 0) == 1 && trials_of(&e, 1, 0) == 1);
  cr_expect_eq(e.trials[0].state, NOT_RUN);
  examination_free(&e);
  e = examined(&real_only, "exact,double", SHORT_ROWS);
  cr_expect_eq(e.trial_count, 3u);
  cr_expect(trials_of(&e, 0, -1) == 1 && trials_of(&e, 0, 0) == 0 && trials_of(&e, 1, 0) == 1);
  examination_free(&e);
}

Test(harness_trials, controls_drown_where_loss_is_announced) {
  for (int least = 52; least <= 129; least++) {
    if (least == 56) least = 127;
    claim c = real_only;
    c.least_bits = least, c.measure = scripted, c.controls[1] = (control){ "other", NULL };
    script_is(AGREES, DISAGREES, DISAGREES, false), script_is(AGREES, DISAGREES, DISAGREES, true);
    examination e = examined(&c, "exact,double,mpfr:128,ball:64", SHORT_ROWS);
    for (int k = 0; k < 2; k++) {
      cr_expect_eq(trials_of(&e, 0, k), 1, "exact numbers lose nothing");
      cr_expect_eq(trials_of(&e, 1, k), least <= 53, "%d", least);
      cr_expect_eq(trials_of(&e, 2, k), least <= 128, "%d", least);
      cr_expect_eq(trials_of(&e, 3, k), 1, "a ball says what it lost");
    }
    for (int use = 0; use < 4; use++) cr_expect_eq(trials_of(&e, use, -1), 1);
    examination_free(&e);
  }
}

static bool no_balls(number kind) { return kind == BALL; }
Test(harness_trials, a_claim_runs_where_it_is_able) {
  claim c = script;
  script_is(AGREES, DISAGREES, DISAGREES, false), script_is(AGREES, DISAGREES, DISAGREES, true);
  c.unable = no_balls;
  examination e = examined(&c, "exact,double,ball:128", SHORT_ROWS);
  cr_expect_eq(e.trial_count, 6u);
  cr_expect_eq(trials_of(&e, 2, -1), 0);
  examination_free(&e);
  c.measure = NULL;
  e = examined(&c, "exact,double,ball:128", SHORT_ROWS);
  cr_expect(e.sample_count == 1 && e.trial_count == 0);
  examination_free(&e);
}

Test(harness_trials, a_control_bites_where_it_is_said_to) {
  static const char *const names[] = { "one", "two" };
  const claim c = { HARNESS_RECORD, .controls = { { "sign", NULL }, { "other", "one" } } };
  for (int from = 0; from < 4; from++)
    for (int i = 0; i < 2; i++) {
      const sample s = { .from = (source)from, .name = (char *)names[i] };
      cr_expect(control_applies(&c, 0, &s));
      cr_expect_eq(control_applies(&c, 1, &s), from == BUILT_IN && i == 0);
    }
}

static void counts_one(run *here) { is(here, "one", 1, 1); }
static void draws_both(draw *d) {
  set(d, "x", draw_between(d, 1, 5, 7));
  set(d, "V", draw_dyadic(d, 2, 2));
}
Test(harness_trials, samples_come_from_where_they_are_stated) {
  claim c = { HARNESS_RECORD, .measure = counts_one, .draw = draws_both, .draws = 2 };
  examination e = examined(&c, "double", SHORT_ROWS);
  cr_expect(e.sample_count == 3 && e.samples[0].from == BUILT_IN && e.samples[2].from == DRAWN);
  examination_free(&e);
  c.measure = NULL; /* nothing to measure, nothing to draw for */
  e = examined(&c, "double", SHORT_ROWS);
  cr_expect_eq(e.sample_count, 1u);
  examination_free(&e);
  c.measure = counts_one, c.instances[0].given[1] = "V = 1 2"; /* a fault of the record */
  e = examined(&c, "double", SHORT_ROWS);
  cr_expect(e.sample_count == 0 && e.fault);
  examination_free(&e);
  c.instances[0] = (instance){ NULL }, c.draw = NULL; /* inputs, and no instance of them */
  e = examined(&c, "double", SHORT_ROWS);
  cr_expect(e.sample_count == 0 && !e.fault);
  examination_free(&e);
  c.inputs[0] = (input_spec){ NULL }; /* no inputs: one empty instance */
  e = examined(&c, "double", SHORT_ROWS);
  cr_expect(e.sample_count == 1 && e.trial_count == 1);
  cr_expect_str_eq(e.samples[0].name, "-");
  examination_free(&e);
  c.instances[0].name = "stated";
  e = examined(&c, "double", SHORT_ROWS);
  cr_expect(e.sample_count == 1 && !strcmp(e.samples[0].name, "stated"));
  examination_free(&e);
}

/* Hard instances are for the record as it stands: not beside the user's, not after a fault. */
Test(harness_trials, hard_instances_are_run_with_the_built_in) {
  char folder[] = "/tmp/elenchus-trials-XXXXXX";
  cr_assert(mkdtemp(folder));
  char *hard = say("%s/data/hard", folder);
  setenv("ELENCHUS_DATA", folder, 1);
  complaint why;
  char *path = hard_store(hard, "t-1", "x = 1\nV = 1 0; 0 1\n", "nothing", &why);
  cr_assert(path, "%s", why.text);
  claim c = { HARNESS_RECORD, .measure = counts_one };
  examination e = examined(&c, "double", SHORT_ROWS);
  cr_expect(e.sample_count == 2 && e.samples[1].from == HARD);
  examination_free(&e);
  c.measure = NULL;
  e = examined(&c, "double", SHORT_ROWS);
  cr_expect_eq(e.sample_count, 1u, "nothing to measure");
  examination_free(&e);
  c.measure = counts_one;
  enrolled me = { "t-1", "t", "tests", "harness", &c, false };
  sheet mine = { 0 };
  cr_assert(sheet_set(&mine, "x = 2", &why));
  plan p = plan_default(false);
  p.given = &mine;
  e = examine(&me, &p, NULL);
  cr_expect(e.sample_count == 1 && e.samples[0].from == USERS);
  examination_free(&e), sheet_free(&mine);
  c.instances[0].given[1] = "V = 1 2";
  e = examined(&c, "double", SHORT_ROWS);
  cr_expect(e.sample_count == 0 && e.fault, "after a fault nothing is measured");
  examination_free(&e);
  unlink(path), free(path), rmdir(hard), free(hard);
  path = say("%s/data", folder);
  rmdir(path), free(path), rmdir(folder);
}

/* ---- what is kept ---- */

static void mixed(run *here) {
  arr x = input(here, "x");
  holds(here, "agrees", YES);
  holds(here, "open", UNSURE);
  holds(here, "differs", NO);
  equals(here, "agrees too", x, x);
}
static const claim of_mixed = { HARNESS_RECORD, .measure = mixed, .draw = draws_both, .draws = 1,
                                .controls = { { "sign", NULL } } };
Test(harness_trials, rows_are_kept_as_somebody_asks) {
  for (int n = 0; n < 3; n++) {
    keeping keep = (keeping[]){ FEW_ROWS, SHORT_ROWS, FULL_ROWS }[n];
    examination e = examined(&of_mixed, "double", keep);
    cr_assert_eq(e.trial_count, 4u);
    for (size_t i = 0; i < 4; i++) {
      const trial *t = &e.trials[i];
      bool drawn = e.samples[t->sample].from == DRAWN, few = keep == FEW_ROWS;
      cr_assert_eq(t->journal.count, t->control >= 0 && few ? 3u : 4u);
      for (size_t k = 0; k < t->journal.count; k++) {
        const comparison *c = &t->journal.of[k];
        bool told = !few || (t->control < 0 ? c->judged != AGREES : c->judged == DISAGREES);
        cr_expect_eq(c->count, told, "%s", c->what);
        if (c->count) cr_expect_eq(!c->row[0].measured_full, drawn || keep != FULL_ROWS);
      }
    }
    examination_free(&e);
  }
}

/* ---- remarks, names, budgets ---- */

static void remarks_all(run *here) {
  remark(here, "%s", under(here, "sign") ? "under control" : "first");
  remark(here, "second");
  is(here, "one", 1, under(here, "sign") ? 2 : 1);
}
Test(harness_trials, remarks_are_those_of_plain_measurements) {
  claim c = { HARNESS_RECORD, .measure = remarks_all, .controls = { { "sign", NULL } } };
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, "double,mpfr:64", &why));
  tried *t = try_claim(&c, p);
  cr_expect_str_eq(t->v.remarks, "  at `one` in double: first\n  at `one` in double: second\n"
                                 "  at `one` in mpfr:64: first\n  at `one` in mpfr:64: second\n");
  try_free(t);
  c.measure = counts_one;
  t = try_claim(&c, p);
  cr_expect_null(t->v.remarks);
  try_free(t);
}

static void die(const void *measure) {
  journal to = written(MPFR, 128, SHORT_ROWS, *(void (*const *)(run *))measure);
  journal_free(&to);
}
static void no_input(run *here) { input(here, "W"); }
static void no_control(run *here) { under(here, "other"); }
static void no_part(run *here) { part(here, "(iii)"); }
static void no_whole(run *here) { whole_input(here, "x"); }
Test(harness_trials, names_that_the_record_does_not_know_are_faults) {
  void (*all[])(run *) = { no_input, no_control, no_part, no_whole };
  static const char *const said[] = { "input: \"W\" is no input", "under: \"other\" is no control",
                                      "part: \"(iii)\" is no part", "whole_input: x = 3/7" };
  for (int i = 0; i < 4; i++) cr_expect(aborts_saying(die, &all[i], "fault", said[i]));
}

static void endless(run *here) {
  is(here, "one", 1, 1);
  for (volatile long i = 0;; i++) continue;
}
static const claim spends = { HARNESS_RECORD, .measure = endless, .budget = 0.25 };
Test(harness_trials, a_budget_may_be_a_fraction_of_a_second, .signal = SIGPROF, .timeout = 60) {
  char message[768];
  enrol_claim("t_9", "checks/tests/harness.c", &spends);
  claim_main_test("t-9", message, sizeof message);
}

static void counts_two(run *here) { is(here, "two", 1, 2); }
static const claim right = { HARNESS_RECORD, .measure = counts_one, .controls = { { NULL } } };
static const claim wrong = { HARNESS_RECORD, .measure = counts_two };
static const claim faulty = { .title = "harness",
                              .kind = FORMULA,
                              .where = "nowhere",
                              .says = "as tested",
                              .standing = HOLDS,
                              .measure = counts_one,
                              .inputs = { { "p", "", POSITIVE, NULL } },
                              .instances = { { "one", { "p = -1" } } } };
Test(harness_trials, one_claim_has_its_code_and_reason) {
  char message[768];
  enrol_claim("t_1", "checks/tests/harness.c", &right);
  enrol_claim("t_2", "checks/tests/harness.c", &wrong);
  enrol_claim("t_3", "checks/tests/harness.c", &faulty);
  cr_expect_eq(claim_main_test("t-1", message, sizeof message), 0, "%s", message);
  cr_expect_str_eq(message, "");
  cr_expect_eq(claim_main_test("t-2", message, sizeof message), 1);
  cr_expect(strstr(message, "`two` disagrees"), "%s", message);
  cr_expect_eq(claim_main_test("t-3", message, sizeof message), 99);
  cr_expect(strstr(message, "instance `one`"), "%s", message);
  cr_expect_eq(claim_main_test("t-33", message, sizeof message), 2);
  cr_expect(strstr(message, "`t-33` is not a claim; did you mean t-3?"), "%s", message);
}
