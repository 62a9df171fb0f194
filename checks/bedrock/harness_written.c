/* What comparators write down beside their judgement: lost bits, sizes, margins, rows. */
#include "harness_bench.h"

static bool near_to(double x, double y) { return fabs(x - y) < 1e-12 * (1 + fabs(y)); }

static void hundred(run *here) {
  arith *in = arithmetic(here);
  arr measured = given(in, "100 -100; 1 10"), stated = whole(in, 10);
  equals(here, "table", measured, stated);
  equals(here, "turned", stated, measured);
}
Test(harness_written, every_entry_beside_a_number) {
  static const double sizes[] = { 2, 2, 0, 1 }, gaps[] = { 90, 110, 9, 0 };
  static const char *const values[] = { "100", "-100", "1", "10" };
  static const number kinds[] = { EXACT, DOUBLE, MPFR, BALL };
  for (int n = 0; n < 4; n++) {
    journal to = written(kinds[n], n > 1 ? 128 : n ? 53 : 0, SHORT_ROWS, hundred);
    for (int turned = 0; turned < 2; turned++) {
      const comparison *c = &to.of[turned];
      cr_expect(c->exact == (kinds[n] == EXACT) && c->width && c->certifies);
      cr_assert(c->rows == 2 && c->columns == 2 && c->count == 4);
      for (int i = 0; i < 4; i++) {
        const entry_row *r = &c->row[i];
        cr_expect(r->i == i / 2 && r->j == i % 2);
        cr_expect(!strncmp(turned ? r->stated : r->measured, values[i], strlen(values[i])));
        cr_expect(!strncmp(turned ? r->measured : r->stated, "10", 2));
        cr_expect(near_to(turned ? r->log_stated : r->log_measured, sizes[i]));
        cr_expect(near_to(turned ? r->log_measured : r->log_stated, 1));
        cr_expect(gaps[i] > 0 ? near_to(r->log_gap, log10(gaps[i])) : r->log_gap == -HUGE_VAL);
        cr_expect(!r->measured_full && !r->stated_full && !r->radius && !r->stated_radius);
      }
    }
    journal_free(&to);
  }
}

/* 16 (1 - 2^-40) against 16, and 16 with the radius 2^-36. */
static void lost(run *here) {
  arith *in = arithmetic(here);
  arr x = whole(in, 16), tiny = power(rat(in, 1, 2), 40);
  equals(here, "near", mul(x, rest_of(tiny)), x);
  equals(here, "itself", x, x);
  equals(here, "nothing", sub(x, x), whole(in, 0));
  equals_on_scale(here, "on a scale", mul(x, rest_of(tiny)), x, mul(x, x));
  equals(here, "opposite", x, neg(x));
  equals(here, "blurred", ball(x, mul(x, tiny)), x);
  equals(here, "endless", over(x, whole(in, 0)), x);
}
Test(harness_written, lost_bits_are_the_gap_on_its_scale) {
  static const double floating[] = { 88, 0, 0, 84, 129 };
  journal to = written(MPFR, 128, SHORT_ROWS, lost);
  cr_assert_eq(to.count, 7u);
  for (int i = 0; i < 5; i++) {
    cr_expect(near_to(to.of[i].lost, floating[i]), "%s: %g", to.of[i].what, to.of[i].lost);
    cr_expect(near_to(to.of[i].row[0].lost, floating[i]), "%s", to.of[i].what);
  }
  cr_expect(isnan(to.of[6].lost) && isnan(to.of[6].row[0].lost));
  cr_expect_str_eq(to.of[6].note, "not a number");
  cr_expect(near_to(to.of[0].gap, -36) && near_to(to.of[0].scale, 4) && !to.of[0].note);
  cr_expect(near_to(to.of[3].scale, 8) && to.of[0].radius == -HUGE_VAL);
  journal_free(&to);
  to = written(EXACT, 0, SHORT_ROWS, lost); /* which cannot divide by zero */
  cr_assert(to.count >= 5);
  for (int i = 0; i < 5; i++) cr_expect(to.of[i].lost == 0 && to.of[i].row[0].lost == 0);
  journal_free(&to);
  to = written(BALL, 128, SHORT_ROWS, lost);
  double digits = -36 * 0.30102999566398119521;
  cr_expect(fabs(to.of[5].radius + 36) < 1e-6 && fabs(to.of[5].row[0].log_radius - digits) < 1e-6);
  journal_free(&to);
}

/* What an inequality lost are the bits of its excess, and none where there is none. */
static void excess_(run *here) {
  arith *in = arithmetic(here);
  arr tiny = power(rat(in, 1, 2), 100), nought = whole(in, 0), four = whole(in, 4);
  at_most_on_scale(here, "over", tiny, nought, four);
  at_most_on_scale(here, "under", neg(tiny), nought, four);
  at_most_on_scale(here, "far under", neg(four), nought, four);
  exceeds(here, "exceeds", four, nought);
  apart(here, "apart", four, nought);
  same(here, "same", four, neg(four));
  within(here, "within", four, nought, four, "1e-7");
}
Test(harness_written, an_excess_is_what_a_bound_loses) {
  static const double expected[] = { 26, 0, 0, 0, 0, 0, 0 };
  journal to = written(MPFR, 128, SHORT_ROWS, excess_);
  for (size_t i = 0; i < to.count; i++) {
    cr_expect(near_to(to.of[i].lost, expected[i]), "%s: %g", to.of[i].what, to.of[i].lost);
    cr_expect_eq(to.of[i].certifies, i < 6, "%s", to.of[i].what);
    cr_expect_not(to.of[i].width);
  }
  journal_free(&to);
}

static void margins(run *here) {
  arith *in = arithmetic(here);
  arr bound = given(in, "2 4; 8 0");
  at_most(here, "first", given(in, "3/2 1; 1 0"), bound);
  at_most(here, "later", given(in, "1 1; 6 -1"), bound);
  at_most(here, "nowhere", given(in, "-1 -2"), given(in, "0 -1"));
  attains(here, "attained", bound, bound);
  at_most(here, "one bound", given(in, "1 2"), whole(in, 4));
}
Test(harness_written, margins_are_of_positive_bounds) {
  static const double rows[][4] = {
    { .25, .75, .875, NAN }, { .5, .75, .25, NAN }, { NAN, NAN }, { 0, 0, 0, NAN }, { .75, .5 }
  };
  static const double tightest[] = { .75, .75, NAN, 1, .5 };
  static const number kinds[] = { EXACT, DOUBLE, MPFR, BALL };
  for (int n = 0; n < 4; n++) {
    journal to = written(kinds[n], n > 1 ? 128 : n ? 53 : 0, SHORT_ROWS, margins);
    cr_assert_eq(to.count, 5u);
    for (int i = 0; i < 5; i++) {
      const comparison *c = &to.of[i];
      double t = tightest[i];
      cr_expect(isnan(t) ? isnan(c->tightness) : c->tightness == t, "%s", c->what);
      for (int k = 0; k < c->count; k++) {
        double m = c->row[k].margin, expected = rows[i][k];
        cr_expect(isnan(expected) ? isnan(m) : m == expected, "%s %d: %g", c->what, k, m);
      }
    }
    journal_free(&to);
  }
}

/* A fit says nothing of its single values. */
static void fitted(run *here) {
  arith *in = arithmetic(here);
  arr gauge = given(in, "1/2 1/4 1/8 1/16");
  tends(here, "fit", gauge, gauge, whole(in, 0), whole(in, 1), rat(in, 1, 100));
}
Test(harness_written, a_fit_certifies_nothing) {
  journal to = written(MPFR, 128, SHORT_ROWS, fitted);
  const comparison *c = &to.of[to.count - 1];
  cr_expect(to.count == 5 && c->count == 4 && !c->certifies && c->lost == 0);
  cr_expect_str_eq(c->note, "slope 1.000000, stated 1.000000");
  for (int i = 0; i < c->count; i++) cr_expect(isnan(c->row[i].lost));
  for (int i = 0; i < 4; i++) {
    cr_expect(to.of[i].judged == NOT_RUN && !to.of[i].certifies);
    cr_expect(near_to(to.of[i].row[0].log_measured, -(i + 1) * log10(2)));
  }
  journal_free(&to);
}

static void places(run *here) {
  arith *in = arithmetic(here);
  arr x = input(here, "x");
  part(here, "(ii)");
  at(here, "t", rat(in, 1, 4));
  equals(here, "e", ball(x, rat(in, 1, 1024)), x);
  is(here, "i", 3, 3);
  trace_point(here, "curve", rat(in, 1, 2), given(in, "1 2; 3 4"));
  part(here, NULL);
  holds(here, "h", YES);
}
Test(harness_written, full_rows_are_whole_and_have_their_place) {
  for (int n = 0; n < 3; n++) {
    keeping keep = (keeping[]){ FEW_ROWS, SHORT_ROWS, FULL_ROWS }[n];
    journal to = written(BALL, 128, keep, places);
    cr_assert_eq(to.count, keep == FEW_ROWS ? 3u : 4u, "no traces where nobody draws");
    for (size_t i = 0; i < to.count; i++) {
      const comparison *c = &to.of[i];
      bool trace_ = !strcmp(c->comparator, "trace"), last = i + 1 == to.count;
      cr_expect(last ? !c->part : !strcmp(c->part, "(ii)"));
      cr_expect_str_eq(c->variable, trace_ ? "x" : "t");
      cr_expect(!strncmp(c->at, trace_ ? "0.5" : "0.25", 3));
      cr_expect_eq(c->count, c->rows * c->columns);
      cr_expect_eq(c->count, trace_ ? 4 : 1);
      cr_expect_not(c->exact);
      if (trace_) continue;
      bool full = keep == FULL_ROWS;
      const entry_row *r = c->row;
      cr_expect(!r->measured_full == !full && !r->stated_full == !full);
      cr_expect(!r->radius == !full && !r->stated_radius == !full);
      if (full && i) cr_expect(!strcmp(r->radius, "0") && !strcmp(r->measured_full, r->measured));
      if (full && !i)
        cr_expect(strtod(r->radius, NULL) > 0 && strtod(r->stated_radius, NULL) < 1e-30);
    }
    journal_free(&to);
  }
  journal exact = written(EXACT, 0, FULL_ROWS, places);
  cr_expect(exact.of[0].exact && exact.of[1].exact && exact.of[3].exact);
  journal_free(&exact);
}

/* A number is written whole when it has at most 2000 characters. */
static void long_numbers(run *here) {
  arr ten = whole(arithmetic(here), 10);
  equals(here, "long", power(ten, 1999), power(ten, 2000));
}
Test(harness_written, very_long_numbers_are_cut) {
  journal to = written(EXACT, 0, FULL_ROWS, long_numbers);
  cr_expect_eq(strlen(to.of[0].row[0].measured_full), 2000u);
  cr_expect(strlen(to.of[0].row[0].stated_full) < 80);
  journal_free(&to);
}

/* Under a control one refusal is enough, unless somebody wants to see the rest. */
static void twice_refused(run *here) {
  is(here, "first", 1, 2);
  is(here, "second", 1, 2);
}
Test(harness_written, the_rest_of_a_refused_control_is_not_measured) {
  for (int n = 0; n < 3; n++)
    for (int controlled = 0; controlled < 2; controlled++) {
      keeping keep = (keeping[]){ FEW_ROWS, SHORT_ROWS, FULL_ROWS }[n];
      journal to = written_at(DOUBLE, 53, 53, keep, controlled ? "sign" : NULL, twice_refused);
      cr_expect_eq(to.count, controlled && keep == FEW_ROWS ? 1u : 2u);
      journal_free(&to);
    }
}
