/* What a verdict counts: by arithmetic, by source, by claim; bounds, exit codes, lent proofs. */
#include "harness_made.h"

static verdict of(const made *m) { return judge(&m->e, &m->p); }

Test(harness_tallies, every_arithmetic_has_its_worst) {
  made *m = made_in("exact,double,mpfr:128,ball:128");
  m->c.controls[0] = (control){ "sign", "s1" };
  static const outcome found[4][2] = {
    { AGREES, LOST }, { LOST, AGREES }, { AGREES, AGREES }, { AGREES, AGREES }
  };
  for (int s = 0; s < 2; s++) {
    put_sample(m, BUILT_IN, AGREES);
    for (int use = 0; use < 4; use++) {
      comparison *c = say_that(m, use, -1, found[use][s]);
      c->lost = s ? 3 : 7;
      m->e.trials[m->e.trial_count - 1].bits *= s ? 1 : 2;
      if (!s) say_that(m, use, 0, use == 1 || use == 3 ? AGREES : DISAGREES);
    }
  }
  verdict v = of(m);
  static const outcome expected[] = { LOST, LOST, AGREES, WEAK };
  for (int use = 0; use < 4; use++) {
    cr_expect_eq(v.in[use].outcome, expected[use], "%s", m->p.use[use].name);
    cr_expect_eq(v.in[use].bits, 2 * m->p.use[use].bits);
    cr_expect(use % 3 ? v.in[use].lost == 7 : isnan(v.in[use].lost), "%s", m->p.use[use].name);
    cr_expect_not(v.in[use].announced);
  }
  verdict_free(&v);
  m->c.least_bits = 128;
  v = of(m);
  for (int use = 0; use < 4; use++) cr_expect_eq(v.in[use].announced, use == 1);
  verdict_free(&v);
  m->e.trials[2].journal.of[0].judged = AGREES; /* in double, plainly, at the first */
  v = of(m);
  cr_expect(v.in[1].outcome == WEAK && !v.in[1].announced, "what is not lost was not announced");
  verdict_free(&v), made_free(m);
}

/* A curve or a fit has no lost bits of its own, and takes none away. */
Test(harness_tallies, what_was_lost_is_remembered_beside_a_curve) {
  made *m = made_in("double");
  put_sample(m, BUILT_IN, AGREES);
  trial *t = put_trial(m, 0, -1, AGREES);
  put(t, "curve", NULL, NOT_RUN)->lost = NAN;
  put(t, "e", NULL, AGREES)->lost = 7;
  put(t, "curve", NULL, NOT_RUN)->lost = NAN;
  verdict v = of(m);
  cr_expect_eq(v.in[0].lost, 7);
  verdict_free(&v), made_free(m);
}

/* Of every source one sample that agrees, is weak, vacuous, lost, out of reach: and n more agree. */
Test(harness_tallies, samples_are_counted_by_their_source) {
  made *m = made_in("double");
  m->c.controls[0] = (control){ "sign", NULL };
  for (int from = 0; from < 4; from++) {
    for (int i = 0; i <= from; i++) {
      put_sample(m, (source)from, AGREES);
      say_that(m, 0, -1, AGREES), say_that(m, 0, 0, DISAGREES);
    }
    put_sample(m, (source)from, AGREES);
    say_that(m, 0, -1, AGREES), say_that(m, 0, 0, AGREES);
    put_sample(m, (source)from, VACUOUS)->message = copy_of("vacuous");
    put_sample(m, (source)from, VACUOUS)->message = copy_of("vacuous");
    for (int i = 0; i < 3; i++) {
      put_sample(m, (source)from, AGREES);
      say_that(m, 0, -1, LOST), say_that(m, 0, 0, LOST);
    }
  }
  verdict v = of(m);
  for (int from = 0; from < 4; from++) {
    const tally *t = &v.whole.at[from];
    cr_expect(t->agree == from + 1 && t->weak == 1 && t->vacuous == 2 && t->other == 3,
              "%d: %d %d %d %d", from, t->agree, t->weak, t->vacuous, t->other);
  }
  verdict_free(&v), made_free(m);
}

/* Of a part, the samples where something of it was compared; the whole counts all. */
Test(harness_tallies, a_part_counts_where_it_speaks) {
  made *m = made_in("double,mpfr:128");
  m->c.parts[0] = (part_spec){ "(i)", HOLDS, "one", NULL, NO_ERRATUM, PRINTED };
  m->c.parts[1] = (part_spec){ "(ii)", HOLDS, "two", NULL, NO_ERRATUM, PRINTED };
  for (int s = 0; s < 5; s++) {
    put_sample(m, s < 3 ? BUILT_IN : DRAWN, AGREES);
    for (int use = 0; use < 2; use++) {
      trial *t = put_trial(m, use, -1, AGREES);
      put(t, "always", "(ii)", AGREES);
      if ((s == 1 && use == 1) || s == 4) put(t, "sometimes", "(i)", AGREES);
    }
  }
  verdict v = of(m);
  cr_expect(v.whole.at[BUILT_IN].agree == 3 && v.whole.at[DRAWN].agree == 2);
  cr_expect(v.part[0].at[BUILT_IN].agree == 1 && v.part[0].at[DRAWN].agree == 1);
  cr_expect(v.part[1].at[BUILT_IN].agree == 3 && v.part[1].at[DRAWN].agree == 2);
  cr_expect(strstr(v.part[0].sentence, "1 built-in and 1 drawn instance,"), "%s",
            v.part[0].sentence);
  verdict_free(&v), made_free(m);
}

/* As many parts as there is room for: none is found behind them. */
Test(harness_tallies, eight_parts_are_eight) {
  made *m = made_in("double");
  char *label[8];
  for (int i = 0; i < 8; i++) {
    label[i] = say("(%d)", i);
    m->c.parts[i] = (part_spec){ label[i], HOLDS, "so", NULL, NO_ERRATUM, PRINTED };
  }
  put_sample(m, BUILT_IN, AGREES);
  trial *t = put_trial(m, 0, -1, AGREES);
  for (int i = 0; i < 8; i++) put(t, "e", label[i], AGREES);
  verdict v = of(m);
  cr_assert_eq(v.parts, 8);
  for (int i = 0; i < 8; i++) {
    cr_expect_str_eq(v.part[i].label, label[i]);
    cr_expect_eq(v.part[i].at[BUILT_IN].agree, 1);
  }
  cr_expect_eq(v.in[0].outcome, AGREES);
  verdict_free(&v), made_free(m);
  for (int i = 0; i < 8; i++) free(label[i]);
}

Test(harness_tallies, a_claim_ran_where_something_was_judged) {
  static const outcome found[] = { NOT_RUN, AGREES, LOST, DISAGREES };
  for (int first = 0; first < 4; first++)
    for (int second = 0; second < 4; second++) {
      made *m = made_in("double");
      for (int i = 0; i < 2; i++) {
        put_sample(m, BUILT_IN, AGREES);
        put_trial(m, 0, -1, found[i ? second : first] ? AGREES : NOT_RUN);
        if (found[i ? second : first]) put(&m->e.trials[i], "e", NULL, found[i ? second : first]);
      }
      verdict v = of(m);
      cr_expect_eq(v.ran, first || second);
      verdict_free(&v);
      m->e.samples[0].state = m->e.samples[1].state = VACUOUS;
      m->e.samples[0].message = copy_of("vacuous");
      v = of(m);
      cr_expect_not(v.ran);
      cr_expect_eq(exit_code(&v, 1), v.as_recorded ? 0 : 1);
      verdict_free(&v), made_free(m);
    }
}

/* Drawn instances cannot carry a claim, but where there are no others the best of them is shown. */
Test(harness_tallies, drawn_instances_alone_show_their_best) {
  static const outcome found[] = { LOST, AGREES, LOST, UNSETTLED };
  for (int first = 0; first < 4; first++)
    for (int with = 0; with < 2; with++) {
      made *m = made_in("double");
      if (with) put_sample(m, BUILT_IN, AGREES), say_that(m, 0, -1, LOST);
      for (int i = first; i < 4; i++) put_sample(m, DRAWN, AGREES), say_that(m, 0, -1, found[i]);
      verdict v = of(m);
      cr_expect_eq(v.whole.outcome, with || first > 1 ? LOST + (!with && first > 2) : AGREES);
      verdict_free(&v), made_free(m);
    }
}

/* The largest measured/bound of what agrees plainly, in each part. */
Test(harness_tallies, the_tightest_bound_is_one_that_holds) {
  made *m = made_in("double");
  m->c.controls[0] = (control){ "sign", NULL };
  m->c.parts[0] = (part_spec){ .label = "(i)", .standing = HOLDS };
  m->c.parts[1] = (part_spec){ .label = "(ii)", .standing = HOLDS };
  m->c.parts[2] = (part_spec){ .label = "(iii)", .standing = HOLDS };
  put_sample(m, BUILT_IN, AGREES);
  trial *t = put_trial(m, 0, -1, AGREES);
  put(t, "a", "(i)", AGREES)->tightness = .25;
  put(t, "b", "(i)", AGREES)->tightness = .75;
  put(t, "c", "(ii)", AGREES)->tightness = .875;
  put(t, "d", "(ii)", LOST)->tightness = 2;
  put(t, "e", "(iii)", AGREES);
  put(t, "f", NULL, AGREES)->tightness = .9375;
  t = put_trial(m, 0, 0, AGREES);
  put(t, "a", "(i)", AGREES)->tightness = .96875;
  put(t, "b", "(i)", DISAGREES)->tightness = 3;
  verdict v = of(m);
  cr_expect_eq(v.whole.tightness, .9375);
  cr_assert_eq(v.parts, 3);
  cr_expect_eq(v.part[0].tightness, .75);
  cr_expect_eq(v.part[1].tightness, .875);
  cr_expect(isnan(v.part[2].tightness));
  verdict_free(&v), made_free(m);
}

/* As many parts as a record can state. */
Test(harness_tallies, eight_parts_are_judged) {
  static const char *const labels[] = { "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)" };
  made *m = made_in("exact,double");
  put_sample(m, BUILT_IN, AGREES);
  for (int i = 0; i < 8; i++)
    m->c.parts[i] = (part_spec){ .label = labels[i], .standing = HOLDS, .says = labels[i] };
  for (int use = 0; use < 2; use++) {
    trial *t = put_trial(m, use, -1, AGREES);
    for (int i = 0; i < 8; i++) put(t, "e", labels[i], AGREES)->lost = 5;
  }
  verdict v = of(m);
  cr_assert_eq(v.parts, 8);
  for (int i = 0; i < 8; i++) {
    cr_expect_eq(v.part[i].evidence, CERTIFIED);
    cr_expect_str_eq(v.part[i].label, labels[i]);
  }
  cr_expect(v.in[0].outcome == AGREES && v.in[1].outcome == AGREES && v.in[1].lost == 5);
  cr_expect(!strncmp(v.whole.sentence, "8 of 8 parts stand; ", 20), "%s", v.whole.sentence);
  verdict_free(&v), made_free(m);
}

Test(harness_tallies, the_exit_code_is_that_of_the_worst) {
  static const verdict right = { .as_recorded = true, .ran = true, .whole.outcome = AGREES };
  static const verdict wrong = { .as_recorded = false, .ran = true, .whole.outcome = DISAGREES };
  static const verdict idle = { .as_recorded = true, .whole.outcome = NOT_RUN };
  static const verdict vacuous = { .as_recorded = true, .whole.outcome = VACUOUS };
  static const verdict fault = { .as_recorded = false, .ran = true, .whole.outcome = FAULT };
  const verdict all[] = { right, wrong, idle, vacuous, fault };
  static const int code[] = { 0, 1, 77, 0, 99 }, rank[] = { 1, 2, 0, 1, 3 };
  for (int i = 0; i < 5; i++)
    for (int k = 0; k < 5; k++) {
      const verdict two[] = { all[i], all[k], fault };
      cr_expect_eq(exit_code(two, 1), code[i]);
      cr_expect_eq(exit_code(two, 2), code[rank[i] > rank[k] ? i : k], "%d %d", i, k);
    }
}

/* A claim of two parts and what would prove it; behind both a claim that nobody asked about. */
typedef struct {
  claim of_claim, of_proof;
  enrolled claim_, proof_, other_;
  verdict v[3];
} lending;

static lending *lent(const char *proves, const char *over, bool entire, verdict proof, size_t n) {
  lending *l = calloc(1, sizeof *l);
  l->of_proof = (claim){ .proves = proves, .over = over, .entire = entire };
  l->claim_ = (enrolled){ .id = "t-1", .record = &l->of_claim };
  l->proof_ = (enrolled){ .id = "t-1:proof", .record = &l->of_proof, .proof = true };
  l->other_ = (enrolled){ .id = "t-1", .record = &l->of_claim };
  verdict v = { .of = &l->claim_, .parts = 2, .as_recorded = true };
  v.whole = (finding){ .outcome = AGREES, .evidence = CERTIFIED, .sentence = copy_of("holds") };
  v.part[0] = v.part[1] = v.part[2] = v.whole;
  v.part[0].label = "(i)", v.part[1].label = "(ii)", v.part[2].label = "(ii)";
  for (int i = 0; i < 3; i++) v.part[i].sentence = copy_of("holds");
  l->v[0] = v, l->v[2] = v;
  for (int i = 0; i < 3; i++) l->v[2].part[i].sentence = copy_of("holds");
  l->v[2].whole.sentence = copy_of("holds");
  l->v[2].of = &l->other_;
  proof.of = &l->proof_;
  l->v[1] = proof;
  apply_proofs(l->v, n);
  return l;
}

static void lending_free(lending *l) {
  for (int i = 0; i < 3; i += 2) {
    free(l->v[i].whole.sentence);
    for (int k = 0; k < 3; k++) free(l->v[i].part[k].sentence);
  }
  free(l);
}

static verdict proved(outcome o, evidence e, bool as_recorded) {
  return (verdict){ .as_recorded = as_recorded, .whole = { .outcome = o, .evidence = e } };
}
static bool raised(const finding *f) { return f->evidence == PROVED; }

Test(harness_tallies, a_proof_lends_to_what_it_proves) {
  static const char *const ids[] = { "t-1", "t-1(i)", "t-1(ii)", "t-1(iii)", "t-2", "t-2(i)" };
  for (int i = 0; i < 6; i++)
    for (int entire = 0; entire < 2; entire++) {
      lending *l = lent(ids[i], "all x", entire, proved(AGREES, CERTIFIED, true), 2);
      cr_expect(raised(&l->v[1].whole), "the proof itself is one");
      const finding *found[] = { &l->v[0].whole, &l->v[0].part[0], &l->v[0].part[1] };
      for (int k = 0; k < 3; k++) {
        cr_expect_eq(raised(found[k]), entire && i == k, "%s", ids[i]);
        cr_expect_str_eq(found[k]->sentence, i == k ? "holds; proved for all x" : "holds");
      }
      cr_expect_str_eq(l->v[0].part[2].sentence, "holds", "behind the last part");
      cr_expect_str_eq(l->v[2].whole.sentence, "holds", "behind the last claim");
      cr_expect(!raised(&l->v[2].whole) && !raised(&l->v[2].part[0]));
      lending_free(l);
    }
  lending *l = lent(NULL, NULL, true, proved(AGREES, CERTIFIED, true), 2);
  cr_expect(raised(&l->v[1].whole) && !raised(&l->v[0].whole));
  lending_free(l);
}

Test(harness_tallies, a_proof_has_to_be_one) {
  static const struct {
    outcome o;
    evidence e;
    bool as_recorded;
  } no[] = { { AGREES, RESOLVED, true },     { AGREES, SEEN, true },
             { AGREES, CERTIFIED, false },   { WEAK, CERTIFIED, true },
             { DISAGREES, CERTIFIED, true }, { DISAGREES, CERTIFIED, false } };
  for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
    lending *l = lent("t-1", "all x", true, proved(no[i].o, no[i].e, no[i].as_recorded), 2);
    cr_expect(!raised(&l->v[0].whole) && !raised(&l->v[1].whole), "%zu", i);
    cr_expect_str_eq(l->v[0].whole.sentence, "holds");
    lending_free(l);
  }
  lending *l = lent("t-1", "all x", true, proved(AGREES, CERTIFIED, true), 1);
  cr_expect_not(raised(&l->v[0].whole), "a proof behind the last verdict");
  lending_free(l);
}

/* Only what agrees is raised, and a claim that agrees lends nothing. */
Test(harness_tallies, what_does_not_agree_is_not_proved) {
  lending *l = lent("t-1", "all x", true, proved(AGREES, CERTIFIED, true), 1);
  l->v[0].whole.outcome = LOST;
  apply_proofs(l->v, 2);
  cr_expect_not(raised(&l->v[0].whole));
  cr_expect_str_eq(l->v[0].whole.sentence, "holds");
  lending *m = lent("t-1", NULL, true, proved(AGREES, CERTIFIED, true), 1);
  m->of_claim.proves = "t-1", m->of_claim.over = "some x";
  apply_proofs(m->v, 1);
  cr_expect_not(raised(&m->v[0].whole), "not a proof");
  lending_free(l), lending_free(m);
}
