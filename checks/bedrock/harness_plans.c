/* What a run is asked for: arithmetics and precisions read or refused, budgets, premises decided. */
#include "harness_claims.h"
#include "claim/premises.h"

static plan of_list(const char *list) {
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, list, &why), "%s", why.text);
  return p;
}
static const char *refused(const char *list) {
  static complaint why;
  plan p = plan_default(false);
  *why.text = '\0';
  return plan_arithmetics(&p, list, &why) ? "taken" : why.text;
}
static char *names_of(const plan *p) {
  char *all = copy_of("");
  for (int i = 0; i < p->count; i++) {
    char *more = say("%s%s%s", all, i ? "," : "", p->use[i].name);
    free(all);
    all = more;
  }
  return all;
}
static void comes_to(const plan *p, const char *names) {
  char *found = names_of(p);
  cr_expect_str_eq(found, names);
  free(found);
}

/* In whatever order they were asked for, and asked for again by their names. */
Test(harness_plans, arithmetics_are_sorted) {
  static const char *const sorted = "exact,double,mpfr:16,mpfr:99,mpfr:128,ball:64,ball:65536";
  plan p = of_list("ball:65536,mpfr:99,double,mpfr:0128,exact,ball:64,mpfr:16");
  comes_to(&p, sorted);
  static const number kinds[] = { EXACT, DOUBLE, MPFR, MPFR, MPFR, BALL, BALL };
  static const long bits[] = { 0, 53, 16, 99, 128, 64, 65536 };
  for (int i = 0; i < 7; i++) cr_expect(p.use[i].kind == kinds[i] && p.use[i].bits == bits[i]);
  p = of_list(sorted);
  comes_to(&p, sorted);
  plan usual = plan_default(false), full = plan_default(true);
  comes_to(&usual, "exact,double,mpfr:128,mpfr:256,ball:128");
  comes_to(&full, "exact,double,mpfr:128,mpfr:256,mpfr:512,ball:128,ball:512");
  cr_expect(usual.draws == -1 && usual.seed == 1 && !usual.full && full.full);
  complaint why;
  cr_assert(plan_bits(&p, "100", &why));
  comes_to(&p, "exact,double,mpfr:100,mpfr:200,ball:100");
}

#define PRECISION "` is not a precision (expected 16 to 65536 bits)"
#define ARITHMETIC "` is not an arithmetic (expected exact, double, mpfr:P or ball:P)"
Test(harness_plans, what_is_no_arithmetic_is_named) {
  static const char *const bad[][2] = {
    { "", "`" ARITHMETIC },
    { "exakt", "`exakt" ARITHMETIC },
    { "ex", "`ex" ARITHMETIC },
    { "doubla", "`doubla" ARITHMETIC },
    { "doub", "`doub" ARITHMETIC },
    { "hello", "`hello" ARITHMETIC },
    { "mpfr", "`mpfr" ARITHMETIC },
    { "exact,", "`" ARITHMETIC },
    { "mpfr:", "`" PRECISION },
    { "mpfr:15", "`15" PRECISION },
    { "ball:65537", "`65537" PRECISION },
    { "ball:-64", "`-64" PRECISION },
    { "ball: 64", "` 64" PRECISION },
    { "ball:64x", "`64x" PRECISION },
    { "mpfr:x", "`x" PRECISION },
    { "mpfr::9", "`:9" PRECISION },
    { "mpfr:000000000000064", "`000000000000064" PRECISION }, /* fifteen digits */
    { "mpfr:0000000000000640", "`0000000000000640" PRECISION },
    { "double,double", "double is named twice" },
    { "mpfr:64,double,mpfr:064", "mpfr:64 is named twice" },
    { "exact,double,exact", "exact is named twice" },
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    cr_expect_str_eq(refused(bad[i][0]), bad[i][1], "%s", bad[i][0]);
  cr_expect_str_eq(refused("mpfr:16,ball:65536,ball:00000000000064,mpfr:96"), "taken");
  char *many = copy_of("exact");
  for (int i = 0; i < 16; i++) {
    char *more = say("%s,mpfr:%d", many, 20 + i);
    free(many);
    many = more;
    cr_expect_str_eq(refused(many), i < 15 ? "taken" : "more than 16 arithmetics");
  }
  free(many);
}

Test(harness_plans, budgets_grow_with_what_is_asked_for) {
  claim c = { HARNESS_RECORD };
  plan p = plan_default(false);
#ifdef __SANITIZE_ADDRESS__
  double usual = 200;
#else
  double usual = 20;
#endif
  cr_expect_eq(plan_budget(&p, &c), usual);
  for (int draws = -1; draws <= 20; draws++) {
    p.draws = draws;
    double expected = usual * (draws > 5 ? draws : 5) / 5;
    cr_expect(fabs(plan_budget(&p, &c) - expected) < 1e-9, "%d draws", draws);
  }
  p.full = true;
  cr_expect_eq(plan_budget(&p, &c), 40 * usual);
  c.budget = 3;
  cr_expect_eq(plan_budget(&p, &c), 6 * usual);
  p = plan_default(false);
  cr_expect_eq(plan_budget(&p, &c), 3 * usual / 20);
}

/* ---- premises ---- */

static number kind_of(run *here) { return arith_kind(arithmetic(here)); }
static arr expo_of_x(run *here) { return expo(input(here, "x")); }

/* x = 3/7: thirds of it make it whole again, which balls cannot see. */
static truth equality(run *here) {
  arr x = input(here, "x");
  return equal(mul(times(x, 1, 3), whole(x->in, 3)), x);
}
static truth real_truth(run *here) { return lt(whole(arithmetic(here), 1), expo_of_x(here)); }
static truth real_falsehood(run *here) { return lt(expo_of_x(here), whole(arithmetic(here), 1)); }
static truth for_balls(run *here) { return kind_of(here) == EXACT ? UNSURE : YES; }
static long least_bits_;
static truth with_bits(run *here) {
  if (kind_of(here) == EXACT) return UNSURE;
  return arith_bits(arithmetic(here)) < least_bits_ ? UNSURE : YES;
}
/* e^x e^-x is 1, to within 2^-3000. */
static truth narrow(run *here) {
  arr x = input(here, "x"), one = whole(x->in, 1);
  return le(mul(expo(x), expo(neg(x))), add(one, power(rat(x->in, 1, 2), 3000)));
}
static truth never(run *here) {
  (void)here;
  return UNSURE;
}
static truth nowhere(run *here) {
  cannot(arithmetic(here), STOPPED, "out of reach");
  return NO;
}
static truth exact_no(run *here) { return kind_of(here) == EXACT ? NO : YES; }

Test(harness_plans, hypotheses_are_decided_exactly_or_in_balls) {
  static const struct {
    truth (*decide)(run *);
    outcome state;
  } cases[] = { { equality, AGREES },   { real_truth, AGREES }, { real_falsehood, VACUOUS },
                { for_balls, AGREES },  { narrow, AGREES },     { never, UNSETTLED },
                { nowhere, UNSETTLED }, { exact_no, VACUOUS } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    claim c = { HARNESS_RECORD, .hypotheses = { { "it is so", cases[i].decide } } };
    sample s;
    complaint why;
    cr_assert(sample_built_in(&c, 0, &s, &why), "%s", why.text);
    check_hypotheses(&c, &s);
    cr_expect_eq(s.state, cases[i].state, "%zu: %s", i, outcome_word(s.state));
    if (s.state == AGREES)
      cr_expect_null(s.message);
    else
      cr_expect_str_eq(s.message, s.state == VACUOUS ? "the hypothesis `it is so` fails"
                                                     : "the hypothesis `it is so` stays undecided");
    sample_free(&s);
  }
  for (long bits = 256; bits <= 8192; bits *= 2) {
    least_bits_ = bits;
    claim c = { HARNESS_RECORD, .hypotheses = { { "it is so", with_bits } } };
    sample s;
    complaint why;
    cr_assert(sample_built_in(&c, 0, &s, &why));
    check_hypotheses(&c, &s);
    cr_expect_eq(s.state, bits <= 4096 ? AGREES : UNSETTLED, "%ld", bits);
    sample_free(&s);
  }
}

/* Sizes 2^-k that only one arithmetic, or none, can tell. */
static long k;
static number only;
static arr tiny(run *here) {
  if (kind_of(here) != only) cannot(arithmetic(here), NOT_RATIONAL, "elsewhere");
  return power(rat(arithmetic(here), 1, 2), k);
}
static arr huge_ball(run *here) {
  if (kind_of(here) != BALL) cannot(arithmetic(here), NOT_RATIONAL, "elsewhere");
  return ball(whole(arithmetic(here), 1), whole(arithmetic(here), 2));
}
static arr negative(run *here) { return given(arithmetic(here), "0 -1; 0 0"); }
static arr nought(run *here) { return whole(arithmetic(here), 0); }

static const char *seen(arr (*measure)(run *)) {
  static complaint why;
  claim c = { HARNESS_RECORD, .visible = { { "it", measure } } };
  sample s;
  cr_assert(sample_built_in(&c, 0, &s, &why), "%s", why.text);
  *why.text = '\0';
  bool yes = check_visible(&c, &s, &why);
  sample_free(&s);
  cr_expect(yes ? !*why.text : *why.text);
  return yes ? "seen" : why.text;
}
Test(harness_plans, what_is_to_be_seen_is_above_the_noise) {
  static const char *const zero = "`it` is zero at the instance `one`",
                           *const unclear =
                               "`it` is not clearly different from zero at the instance `one`";
  only = MPFR; /* digits show what is above 2^-64 */
  for (k = 60; k < 68; k++) cr_expect_str_eq(seen(tiny), k < 64 ? "seen" : zero, "2^-%ld", k);
  only = EXACT, k = 500; /* and proofs whatever is not zero */
  cr_expect_str_eq(seen(tiny), "seen");
  only = BALL;
  cr_expect_str_eq(seen(tiny), "seen");
  only = DOUBLE; /* which nobody asks */
  cr_expect_str_eq(seen(tiny), unclear);
  cr_expect_str_eq(seen(huge_ball), unclear);
  cr_expect_str_eq(seen(negative), "seen");
  cr_expect_str_eq(seen(nought), zero);
  cr_expect_str_eq(seen(expo_of_x), "seen");
}
