/* The hunt: bounds that are broken where nobody draws, sharp ones, and searches that die. */
#include <signal.h>

#include "harness_claims.h"
#include "claim/hunt.h"

static void numbers(draw *d) {
  set(d, "x", draw_between(d, -64, 64, 64));
  set(d, "V", draw_dyadic(d, 2, 2));
}

/* Greatest at x = 1/3, which is no multiple of 1/64: above 1 - 1e-5 only within 0.0032 of it. */
static arr hill(run *here) {
  arr x = input(here, "x");
  return sub(whole(x->in, 1), square(sub(x, rat(x->in, 1, 3))));
}
static void nearly(run *here) {
  at_most(here, "hill", hill(here),
          sub(whole(arithmetic(here), 1), rat(arithmetic(here), 1, 100000)));
}
static void sharp_(run *here) {
  at_most(here, "hill", hill(here), whole(arithmetic(here), 1));
  at_most(here, "half of it", times(hill(here), 1, 2), whole(arithmetic(here), 1));
}
static void unbounded(run *here) { equals(here, "itself", input(here, "x"), input(here, "x")); }
static void dies(run *here) {
  if (lt(hill(here), rat(arithmetic(here), 1, 2)) == YES) raise(SIGSEGV);
  sharp_(here);
}

static const claim broken_ = { HARNESS_RECORD, .measure = nearly, .draw = numbers };
static const claim kept = { HARNESS_RECORD, .measure = sharp_, .draw = numbers };
static const claim without = { HARNESS_RECORD, .measure = unbounded, .draw = numbers };
static const claim mortal = { HARNESS_RECORD, .measure = dies, .draw = numbers };
static const hunt_plan plan_ = { .seed = 3, .evaluations = 200, .seconds = 60 };

static enrolled as_enrolled(const claim *c) {
  return (enrolled){ "t-3", "t", "tests", "harness", c, false };
}

Test(harness_hunt, finds_what_no_draw_shows) {
  enrolled of = as_enrolled(&broken_);
  complaint why;
  bag b;
  cr_assert(hunt(&of, &plan_, &b, &why), "%s", why.text);
  cr_assert_eq(b.count, 1u);
  cr_expect(b.of[0].drawn < 1 && b.of[0].worst > 1, "%.12f, %.12f", b.of[0].drawn, b.of[0].worst);
  cr_expect(b.of[0].broken && b.of[0].there == DISAGREES);
  cr_expect(strstr(b.of[0].instance, "V = 0 0; 0 0"), "%s", b.of[0].instance);
  bag_free(&b);
}

Test(harness_hunt, comes_close_to_a_sharp_bound_and_tells_bounds_apart) {
  enrolled of = as_enrolled(&kept);
  complaint why;
  bag b, again;
  cr_assert(hunt(&of, &plan_, &b, &why), "%s", why.text);
  cr_assert_eq(b.count, 2u);
  cr_expect(b.of[0].worst > 1 - 1e-8 && !b.of[0].broken && !b.of[0].attained);
  cr_expect(b.of[1].worst > 0.5 - 1e-8 && b.of[1].worst <= 0.5 && b.of[1].there == AGREES);
  cr_assert(hunt(&of, &plan_, &again, &why), "%s", why.text);
  for (size_t i = 0; i < b.count; i++) cr_expect_str_eq(b.of[i].instance, again.of[i].instance);
  bag_free(&b), bag_free(&again);
}

Test(harness_hunt, says_what_it_cannot) {
  enrolled quiet = as_enrolled(&without), dead = as_enrolled(&mortal);
  complaint why;
  bag b;
  cr_expect(!hunt(&quiet, &plan_, &b, &why) && !b.died);
  cr_expect_str_eq(why.text, "t-3 bounds nothing at its drawn instances");
  cr_expect(!hunt(&dead, &plan_, &b, &why) && b.died);
  cr_expect_str_eq(why.text, "the hunt of t-3 did not come to its end");
  bag_free(&b);
}
