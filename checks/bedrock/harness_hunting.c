/* How a hunt goes: so many random instances, a climb from each of the best, and the last word. */
#include <sys/mman.h>

#include "harness_claims.h"
#include "claim/hunt.h"

/* What the child measured in double, seen from here. */
static struct {
  int count;
  double at[4096], ratio[4096];
} * seen;

static bool fractional = true;
static void numbers(draw *d) {
  arr x = fractional ? draw_between(d, -64, 64, 64) : draw_between(d, -64, 64, 1);
  set(d, "x", x);
  set(d, "V", fractional ? draw_dyadic(d, 2, 2) : zeros(x->in, 2, 2));
}
static arr hill(run *here) {
  arr x = input(here, "x");
  return sub(whole(x->in, 2), square(sub(x, rat(x->in, 1, 3))));
}
static void watched(run *here) {
  arr x = input(here, "x"), V = input(here, "V"), h = hill(here);
  at_most(here, "half", times(h, 1, 4), whole(x->in, 2));
  at_most(here, "hill", h, whole(x->in, 2));
  at_most_on_scale(here, "nought", neg(square(x)), whole(x->in, 0), whole(x->in, 1));
  if (!seen || arith_kind(x->in) != DOUBLE || seen->count == 4096) return;
  arr sum = total(mul(V, given(x->in, "3 5; 7 11")));
  seen->at[seen->count] = approx(x, 0, 0) + 100 * approx(sum, 0, 0);
  seen->ratio[seen->count++] = approx(h, 0, 0) / 8;
}
static const claim climbed = { HARNESS_RECORD, .measure = watched, .draw = numbers };

static bag hunted(const claim *c, unsigned long seed, int evaluations, double seconds) {
  static enrolled of[16];
  static int used;
  enrolled *me = &of[used++ % 16];
  *me = (enrolled){ "t-3", "t", "tests", "harness", c, false };
  hunt_plan plan_ = { .seed = seed, .evaluations = evaluations, .seconds = seconds };
  complaint why;
  bag b;
  cr_assert(hunt(me, &plan_, &b, &why), "%s", why.text);
  return b;
}

/* Eight looks for names; of the random instances the best three, the best one first, are where the
 * climbs begin. */
Test(harness_hunting, climbs_begin_at_the_best_random_instances) {
  seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  cr_assert(seen != MAP_FAILED);
  static const int plans[][3] = { { 8, 3, 1 },
                                  { 16, 5, 3 },
                                  { 28, 8, 6 } }; /* all, random, a climb */
  for (int k = 0; k < 3; k++)
    for (unsigned long seed = 1; seed <= 4; seed++) {
      seen->count = 0;
      bag b = hunted(&climbed, seed, plans[k][0], 60);
      int first = 8, random_ = plans[k][1], each = plans[k][2];
      cr_assert_eq(b.count, 2u);
      cr_expect_str_eq(b.of[0].what, "half");
      cr_expect_str_eq(b.of[1].what, "hill");
      cr_expect(b.of[0].evaluations <= plans[k][0] && b.of[0].evaluations > random_);
      for (int i = 0; i < 8 && i < random_; i++) cr_expect_eq(seen->at[i], seen->at[first + i]);
      bool taken[8] = { false };
      for (int climb = 0; climb < 3; climb++) {
        int best = -1;
        for (int i = 0; i < random_; i++)
          if (!taken[i] && (best < 0 || seen->ratio[first + i] > seen->ratio[first + best]))
            best = i;
        taken[best] = true;
        cr_expect_eq(seen->at[first + best], seen->at[first + random_ + climb * each], "climb %d",
                     climb);
      }
      cr_expect(b.of[0].worst >= b.of[0].drawn && b.of[0].worst <= 0.25);
      bag_free(&b);
    }
}

/* Where there is nothing to move, a quarter and one; where there is no time, one. */
Test(harness_hunting, evaluations_are_counted) {
  fractional = false;
  bag b = hunted(&climbed, 1, 200, 60);
  cr_expect_eq(b.of[0].evaluations, 51, "%d", b.of[0].evaluations);
  bag_free(&b);
  b = hunted(&climbed, 1, 200, 0);
  cr_expect_eq(b.of[0].evaluations, 1, "%d", b.of[0].evaluations);
  bag_free(&b);
  fractional = true;
  b = hunted(&climbed, 1, 1, 4);
  cr_expect(b.of[0].evaluations >= 2 && b.of[0].evaluations <= 4, "%d", b.of[0].evaluations);
  bag_free(&b);
}

/* In the order in which they are compared, each with its own ratio, whatever the other is. */
Test(harness_hunting, bounds_are_kept_apart) {
  bag b = hunted(&climbed, 5, 200, 60);
  cr_assert_eq(b.count, 2u);
  cr_expect(b.of[0].worst <= 0.25 && b.of[0].worst > 0.249999, "%.12f", b.of[0].worst);
  cr_expect(b.of[1].worst <= 1 && b.of[1].worst > 0.999999, "%.12f", b.of[1].worst);
  bag_free(&b);
}

static void only_floating(run *here) {
  arr x = input(here, "x");
  number kind = arith_kind(x->in);
  if (kind == EXACT || kind == BALL) cannot(x->in, NOT_RATIONAL, "not here");
  at_most(here, "hill", hill(here), whole(x->in, 2));
}
static void only_floating_broken(run *here) {
  arr x = input(here, "x");
  number kind = arith_kind(x->in);
  if (kind == EXACT || kind == BALL) cannot(x->in, NOT_RATIONAL, "not here");
  at_most(here, "hill", hill(here), whole(x->in, 1));
}
static const claim floating = { HARNESS_RECORD, .measure = only_floating, .draw = numbers };
static const claim floating_broken = { HARNESS_RECORD, .measure = only_floating_broken,
                                       .draw = numbers };
Test(harness_hunting, without_a_certificate_floating_digits_decide) {
  bag b = hunted(&floating, 1, 40, 60);
  cr_expect(!b.of[0].broken && b.of[0].there == NOT_RUN && isnan(b.of[0].certified) &&
            !b.of[0].attained);
  bag_free(&b);
  b = hunted(&floating_broken, 1, 40, 60);
  cr_expect(b.of[0].broken && b.of[0].there == NOT_RUN && isnan(b.of[0].certified));
  bag_free(&b);
}

/* Equal sides that rationals cannot reach and balls leave open; and a scale far from 1. */
static void equal_sides(run *here) {
  arr x = input(here, "x"), far = power(whole(x->in, 2), 1000);
  at_most(here, "one", add(mul(far, mul(expo(x), expo(neg(x)))), power(rat(x->in, 1, 2), 1060)),
          far);
}
static const claim open_ = { HARNESS_RECORD, .measure = equal_sides, .draw = numbers };
Test(harness_hunting, a_bound_that_is_attained_is_left_open) {
  bag b = hunted(&open_, 1, 20, 60);
  cr_expect(b.of[0].attained && b.of[0].there == UNSETTLED && !b.of[0].broken);
  bag_free(&b);
}

/* Attained is what agrees to more than half the digits: 64 of 128 bits. */
static long agreeing_bits;
static void nearly_equal_sides(run *here) {
  arr x = input(here, "x"), one = sharp(mul(expo(x), expo(neg(x))));
  arr gap = power(whole(one->in, 2), -agreeing_bits);
  at_most(here, "one", ball(one, gap), one);
}
static const claim nearly = { HARNESS_RECORD, .measure = nearly_equal_sides, .draw = numbers };
Test(harness_hunting, half_the_digits_are_not_enough) {
  for (agreeing_bits = 40; agreeing_bits <= 100; agreeing_bits++) {
    bag b = hunted(&nearly, 1, 1, 1);
    cr_expect_eq(b.of[0].there, UNSETTLED);
    cr_expect_eq(b.of[0].attained, agreeing_bits > 64, "%ld bits", agreeing_bits);
    bag_free(&b);
  }
}

/* A bound that the random instances do not meet is named, and nothing said of it. */
static void seldom(run *here) {
  arr x = input(here, "x");
  if (lt(whole(x->in, 0), x) == YES) at_most(here, "hill", hill(here), whole(x->in, 2));
}
static const claim rare = { HARNESS_RECORD, .measure = seldom, .draw = numbers };
Test(harness_hunting, what_was_not_met_is_not_measured) {
  int unmet = 0;
  for (unsigned long seed = 1; seed <= 8; seed++) {
    sample s;
    complaint why;
    cr_assert(sample_drawn(&rare, "t-3", seed, 0, &s, &why));
    bool met = approx(s.value[0], 0, 0) > 0;
    sample_free(&s);
    bag b = hunted(&rare, seed, 1, 1);
    cr_expect_eq(*b.of[0].instance != 0, met);
    cr_expect_eq(isnan(b.of[0].certified), !met);
    cr_expect_eq(b.of[0].there, met ? AGREES : NOT_RUN);
    unmet += !met;
    bag_free(&b);
  }
  cr_expect(unmet > 0 && unmet < 8);
}
