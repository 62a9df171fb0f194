/* Shrinking: it ends at a disagreement that is no heavier than what it began with, and true. */
#include <limits.h>
#include <signal.h>
#include <unistd.h>

#include "harness_claims.h"
#include "claim/shrink.h"

static arr ones(arith *in, int rows, int columns) {
  return add(zeros(in, rows, columns), whole(in, 1));
}

static void (*family)(draw *);
static void (*measured)(run *);
static int drawn;
static void any(draw *d) { drawn++, family(d); }
static void measure(run *here) { measured(here); }
static const claim shrinking = { .title = "harness",
                                 .kind = FORMULA,
                                 .where = "nowhere",
                                 .says = "as tested",
                                 .inputs = { { "x", "", REAL, NULL }, { "V", "n,m", REAL, NULL } },
                                 .instances = { { "one", { "x = 0", "V = 1" } } },
                                 .standing = HOLDS,
                                 .draw = any,
                                 .measure = measure };
static const enrolled me = { "t-5", "t", "tests", "harness", &shrinking, false };

/* From these answers on, in the first floating arithmetic among these, or the first. */
static char *shrunk(const char *arithmetics, long one, long two) {
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, arithmetics, &why), "%s", why.text);
  p.use[p.count] = (choice){ EXACT, 0, "exact" }; /* beyond the plan, and no part of it */
  answer list[] = { { LONG_MIN, LONG_MAX, one, false }, { LONG_MIN, LONG_MAX, two, false } };
  answers given_ = { list, 2 };
  sample s;
  cr_assert(sample_answered(&shrinking, &given_, true, &s, NULL));
  int use = 0;
  while (use < p.count && p.use[use].kind != DOUBLE && p.use[use].kind != MPFR) use++;
  trial t = trial_run(&shrinking, &p, &s, 0, use % p.count, -1, false);
  drawn = 0;
  char *lines = shrunk_answers(&me, &p, &t, &given_);
  trial_free(&t), sample_free(&s);
  cr_assert(lines, "%s %ld", arithmetics, one);
  return lines;
}
static void becomes(const char *arithmetics, long one, long two, const char *lines) {
  char *found = shrunk(arithmetics, one, two);
  cr_expect_str_eq(found, lines, "%s, %ld %ld: %s", arithmetics, one, two, found);
  free(found);
}

static long low, high; /* of x; false where x is between from and to */
static long from, to;
static void one_number(draw *d) {
  set(d, "x", draw_between(d, low, high, 1));
  set(d, "V", ones(draw_arithmetic(d), 1, 1));
}
static void window(run *here) {
  arr x = input(here, "x");
  bool in = le(whole(x->in, from), x) == YES && le(x, whole(x->in, to)) == YES;
  equals(here, "outside", whole(x->in, in), whole(x->in, 0));
}
static void settled(long start, const char *x) {
  char *lines = say("x = %s\nV = 1;\n", x);
  becomes("exact", start, 0, lines);
  free(lines);
}

/* A coarse multiple on either side, within the bounds and on them. */
Test(harness_shrink, numbers_become_coarse) {
  family = one_number, measured = window;
  low = 0, high = 1 << 20, from = 1000, to = 1100;
  settled(1099, "1024"), settled(1001, "1024"), settled(1024, "1024");
  high = 1024;
  settled(1001, "1024");
  low = -(1 << 20), high = 1 << 20, from = -1100, to = -1000;
  settled(-1099, "-1024"), settled(-1001, "-1024");
  low = -1024;
  settled(-1001, "-1024");
  low = -(1 << 20), from = -5, to = 5;
  settled(4, "0"), settled(-4, "0");
  low = 3, from = 3, to = 100;
  settled(77, "3");
  low = -100, high = -7, from = -100, to = -7;
  settled(-77, "-7");
}

/* What weighs the same is no gain: 2 stays, though 4 would do. */
Test(harness_shrink, nothing_moves_sideways) {
  family = one_number, measured = window;
  low = 0, high = 5, from = 2, to = 5;
  settled(2, "2"), settled(4, "4");
  cr_expect_lt(drawn, 200, "%d: it ends when nothing is lighter", drawn);
}

static void sized(draw *d) {
  int n = (int)draw_whole(d, 1, 5);
  long k = draw_whole(d, 0, 1);
  set(d, "x", whole(draw_arithmetic(d), k));
  set(d, "V", ones(draw_arithmetic(d), 1, n));
}
static void three_or_more(run *here) {
  arr x = input(here, "x");
  equals(here, "short", whole(x->in, input(here, "V")->columns >= 3), whole(x->in, 0));
}
/* A size goes down one by one where its half is too small. */
Test(harness_shrink, sizes_go_down_to_the_least) {
  family = sized, measured = three_or_more;
  for (int n = 3; n <= 5; n++) becomes("exact", n, n % 2, "x = 0\nV = 1 1 1;\n");
}

/* One number alone has another question: its answer has ten bits where it was the simplest before. */
static bool upright;
static void dearer_when_small(draw *d) {
  long n = draw_whole(d, 1, 2);
  long v = n == 1 ? draw_whole(d, 0, 511) : draw_whole(d, 511, 600);
  set(d, "x", whole(draw_arithmetic(d), v));
  set(d, "V", upright ? ones(draw_arithmetic(d), (int)n, 1) : ones(draw_arithmetic(d), 1, (int)n));
}
static void large(run *here) {
  arr x = input(here, "x");
  equals(here, "small", whole(x->in, le(whole(x->in, 400), x) == YES), whole(x->in, 0));
}
Test(harness_shrink, numbers_weigh_more_than_their_digits) {
  family = dearer_when_small, measured = large;
  for (int k = 0; k < 2; k++) {
    upright = k;
    becomes("exact", 2, 511, "x = 448\nV = 1;\n");
  }
}

/* It drowns in floating digits.  What rationals or balls say of it: up to 8 that it is true, up to 12
 * something else, which is true, and above that it is true where another thing is false. */
static void drowning(run *here) {
  arr x = input(here, "x"), big = power(whole(x->in, 10), 40);
  number kind = arith_kind(x->in);
  bool sure = kind == EXACT || kind == BALL, above = lt(whole(x->in, 12), x) == YES;
  equals(here, "fine", x, x);
  if (!sure || above || le(x, whole(x->in, 8)) == YES)
    equals(here, "drowned", sub(add(x, big), big), x);
  if (sure && above) equals(here, "false", x, add(x, x));
}
static void to_fifteen(draw *d) {
  set(d, "x", draw_between(d, 0, 15, 1));
  set(d, "V", ones(draw_arithmetic(d), 1, 1));
}
Test(harness_shrink, a_certificate_ends_the_pursuit) {
  family = to_fifteen, measured = drowning;
  static const char *const sure[] = { "double,exact", "double,ball:256", "mpfr:64,exact",
                                      "mpfr:64,ball:256", "double,mpfr:256,exact" };
  for (int i = 0; i < 5; i++) becomes(sure[i], 15, 0, "x = 12\nV = 1;\n");
  becomes("double", 15, 0, "x = 8\nV = 1;\n");
  becomes("mpfr:64", 15, 0, "x = 8\nV = 1;\n");
  becomes("double,mpfr:256", 15, 0, "x = 8\nV = 1;\n");
}

/* Sixty answers of many digits each: the tries come to their end. */
static void sixty(draw *d) {
  arr sum = whole(draw_arithmetic(d), draw_whole(d, 0, 3));
  for (int i = 0; i < 60; i++) sum = add(sum, whole(sum->in, draw_whole(d, -1000001, 1 << 30)));
  set(d, "x", sum);
  set(d, "V", ones(sum->in, 1, 1));
}
static void all_of_them(run *here) {
  arr x = input(here, "x");
  equals(here, "all", whole(x->in, le(x, whole(x->in, -60000060)) == YES), whole(x->in, 0));
}
Test(harness_shrink, it_tries_so_many_times) {
  family = sixty, measured = all_of_them;
  plan p = plan_default(false);
  complaint why;
  cr_assert(plan_arithmetics(&p, "exact", &why));
  answer list[61] = { { 0 } };
  for (int i = 1; i <= 60; i++) list[i].value = -1000001;
  answers given_ = { list, 61 };
  sample s;
  cr_assert(sample_answered(&shrinking, &given_, true, &s, NULL));
  trial t = trial_run(&shrinking, &p, &s, 0, 0, -1, false);
  drawn = 0;
  char *lines = shrunk_answers(&me, &p, &t, &given_);
  cr_expect_str_eq(lines, "x = -60000060\nV = 1;\n");
  cr_expect(drawn > 1000 && drawn <= 2001, "%d", drawn);
  trial_free(&t), sample_free(&s), free(lines);
}

/* Only at one drawn number it is false; and at the built-in instance. */
static char *only;
static pid_t home;
static void far_and_wide(draw *d) {
  set(d, "x", draw_between(d, 1, 1000000007, 1));
  set(d, "V", draw_dyadic(d, 1, 2));
}
static void there(run *here) {
  if (home && home != getpid()) raise(SIGKILL);
  arr x = input(here, "x");
  bool in = equal(x, given(x->in, only)) == YES || equal(x, whole(x->in, 0)) == YES;
  equals(here, "elsewhere", whole(x->in, in), whole(x->in, 0));
}
static verdict judged_at(int k, char **lines) {
  sample s;
  complaint why;
  family = far_and_wide, measured = there;
  plan p = plan_default(false);
  p.draws = 6;
  cr_assert(plan_arithmetics(&p, "exact", &why));
  cr_assert(sample_drawn(&shrinking, me.id, p.seed, k, &s, &why));
  only = copy_of(s.text[0]);
  *lines = instance_lines(&shrinking, &s);
  examination e = examine(&me, &p, NULL);
  verdict v = judge(&e, &p);
  examination_free(&e), sample_free(&s);
  return v;
}
Test(harness_shrink, it_begins_at_the_draw_that_disagreed) {
  for (int k = 0; k < 6; k += 5) {
    char *lines;
    verdict v = judged_at(k, &lines);
    char *expected = say("x = %s\nV = 0 0;\n", only);
    cr_assert(v.hard && v.replay);
    cr_expect_str_eq(v.hard, expected);
    char *replay = say("elenchus run t-5 --set 'x = %s' --set 'V = 0 0;'", only);
    cr_expect_str_eq(v.replay, replay);
    free(expected), free(replay), free(only), free(lines), verdict_free(&v);
  }
}

/* Where the child dies, what was drawn is told. */
Test(harness_shrink, a_death_leaves_what_was_drawn) {
  char *lines;
  home = getpid();
  verdict v = judged_at(3, &lines);
  cr_assert(v.hard);
  cr_expect_str_eq(v.hard, lines);
  home = 0;
  free(only), free(lines), verdict_free(&v);
}
