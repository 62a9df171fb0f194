/* Boxes: each piece decided once, halved along its longest side, no deeper than allowed. */
#include <criterion/criterion.h>

#include "claim/cover.h"
#include "num_deaths.h"

typedef struct {
  arith *in;
  arr low[MOST_DIMENSIONS + 1], high[MOST_DIMENSIONS + 1]; /* behind the last side: no array */
} sides_of;

static sides_of box_of(int n, const long *low, const long *high) {
  sides_of b = { .in = arith_ball(128) };
  for (int i = 0; i < n; i++) b.low[i] = whole(b.in, low[i]), b.high[i] = whole(b.in, high[i]);
  return b;
}

static cover covered(int n, const long *low, const long *high, int depth, box_predicate decide,
                     const void *with) {
  sides_of b = box_of(n, low, high);
  cover c = cover_box(n, b.low, b.high, depth, decide, with);
  arith_free(b.in);
  return c;
}

static truth always(const arr *box, const void *with) {
  (void)box;
  return *(const truth *)with;
}

Test(harness_covers, what_is_decided_is_not_halved) {
  static const long low[] = { 0 }, high[] = { 1 };
  static const truth answers[] = { YES, NO, UNSURE };
  for (int i = 0; i < 3; i++) {
    cover c = covered(1, low, high, 3, always, &answers[i]);
    cr_expect_eq(c.proved, answers[i] == YES);
    cr_expect_eq(c.refuted, answers[i] == NO);
    cr_expect_eq(c.undecided, answers[i] == UNSURE ? 8 : 0);
    cr_expect_eq(c.deepest, answers[i] == UNSURE ? 3 : 0);
  }
}

/* YES where no side is longer than that. */
static truth no_longer(const arr *box, const void *with) {
  const long *side = with;
  for (int i = 0; i < side[1]; i++)
    if (log2_radius(box[i]) > (double)side[0] - 1 + 0x1p-20) return UNSURE;
  return YES;
}

Test(harness_covers, the_longest_side_is_halved) {
  static const long low[] = { 10, -4 }, high[] = { 11, 0 }, unit[] = { 0, 2 };
  cover c = covered(2, low, high, 2, no_longer, unit);
  cr_expect_eq(c.proved, 4);
  cr_expect_eq(c.undecided, 0);
  cr_expect_eq(c.deepest, 2);
  static const long last[] = { 0, 0, 0, 0, 0, 10 }, end[] = { 1, 1, 1, 1, 1, 12 }, six[] = { 0, 6 };
  c = covered(6, last, end, 1, no_longer, six);
  cr_expect_eq(c.proved, 2);
  cr_expect_eq(c.undecided, 0);
}

/* Decided on either side of 1/2, but for rounding. */
static truth beside_a_half(const arr *box, const void *with) {
  arith *in = box[0]->in;
  arr blur = power(rat(in, 1, 2), 20), half = rat(in, 1, 2);
  if (le(box[0], add(half, blur)) == YES) return *(const truth *)with;
  return le(sub(half, blur), box[0]);
}

Test(harness_covers, a_side_is_cut_in_its_middle) {
  static const long low[] = { 0 }, high[] = { 1 };
  static const truth yes = YES, no = NO;
  cover c = covered(1, low, high, 1, beside_a_half, &yes);
  cr_expect_eq(c.proved, 2);
  cr_expect_eq(c.undecided, 0);
  c = covered(1, low, high, 1, beside_a_half, &no);
  cr_expect_eq(c.refuted, 1);
  cr_expect_eq(c.proved, 0, "behind a refuted box nothing is asked");
}

/* The pieces cover the box: x + y = 3 is met on every staircase of pieces that it crosses. */
static truth off_the_line(const arr *box, const void *with) {
  (void)with;
  return overlaps(add(box[0], box[1]), whole(box[0]->in, 3)) == NO ? YES : UNSURE;
}
Test(harness_covers, no_piece_is_left_out) {
  static const long low[] = { 0, 0 }, high[] = { 4, 4 };
  for (int depth = 0; depth <= 8; depth += 2) {
    cover c = covered(2, low, high, depth, off_the_line, NULL);
    long side = 1L << (depth / 2), crossed = 0;
    for (long i = 0; i < side; i++)
      for (long j = 0; j < side; j++) {
        bool below = 4 * (i + j + 2)<3 * side, above = 4 * (i + j)> 3 * side;
        crossed += !below && !above;
      }
    cr_expect_eq(c.undecided, crossed, "depth %d: %ld, not %ld", depth, c.undecided, crossed);
    cr_expect_eq(c.deepest, depth);
  }
}

static void cover_in_mpfr(const void *with) {
  arith *in = arith_mpfr(64);
  arr low = whole(in, 0), high = whole(in, 1);
  cover_box(1, &low, &high, 1, always, with);
}
static void cover_nothing(const void *with) {
  sides_of b = box_of(0, NULL, NULL);
  cover_box(0, b.low, b.high, 1, always, with);
}
static void cover_too_much(const void *with) {
  static const long nought[7] = { 0 };
  sides_of b = box_of(7, nought, nought);
  cover_box(7, b.low, b.high, 1, always, with);
}
Test(harness_covers, boxes_are_balls_of_one_to_six_dimensions) {
  static const truth yes = YES;
  cr_expect(aborts_saying(cover_in_mpfr, &yes, "cover_box", "in balls only"));
  cr_expect(aborts_saying(cover_nothing, &yes, "a box of 0", "dimensions"));
  cr_expect(aborts_saying(cover_too_much, &yes, "a box of 7", "dimensions"));
}
