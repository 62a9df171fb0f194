/* What outlives a rewind is what it was, to the last digit, in every arithmetic. */
#include "num_all.h"
#include "num_hard.h"

/* Overwrites what a wrong survivor would still read. */
static void scribble(arith *in) {
  dice d = 99;
  for (int i = 0; i < 6; i++) thirds(in, &d, 5, 5 + i);
}

static void swapped_and_kept_twice(arith *in) {
  dice d = 1;
  arr old = thirds(in, &d, 2, 2);
  char *o = written(old);
  mark m = region_mark(in);
  scribble(in);
  arr x = thirds(in, &d, 3, 3), y = thirds(in, &d, 1, 1), none = NULL, ancient = old;
  arr z = item(flat(thirds(in, &d, 2, 3)), 4);
  char *a = written(x), *b = written(y), *c = written(z);
  for (int i = 0; i < 5; i++) {
    arr again = x, first = z;
    region_keep(&m, &none, &y, &x, &again, &ancient, &z, &first, &x);
    cr_expect(x == again && z == first && !none && ancient == old);
    arr t = x;
    x = y, y = t;
    scribble(in);
    cr_expect(still(x, i % 2 ? a : b) && still(y, i % 2 ? b : a) && still(z, c) && still(old, o));
  }
  free(a), free(b), free(c), free(o);
}

static void across_pages(arith *in) {
  dice d = 2;
  int n = 90; /* 8100 doubles fill a page of 2^16 bytes */
  arr big = thirds(in, &d, 9, 9);
  mark m = region_mark(in);
  for (int i = 0; i < 3; i++) {
    arr wide = spread(item(flat(big), i), filled(in, n, n, whole(in, 0))),
        small = thirds(in, &d, 2, 1);
    arr tail = thirds(in, &d, 3, 3), moved = big;
    char *w = written(entry(wide, n - 1, n - 1)), *s = written(small), *t = written(tail);
    region_keep(&m, &tail, &wide, &small, &moved);
    scribble(in);
    cr_expect(still(entry(wide, 0, 0), w) && still(entry(wide, n - 1, n - 1), w));
    cr_expect(still(small, s) && still(tail, t) && moved == big);
    free(w), free(s), free(t);
  }
}

/* Every level gives back its own and hands its result to the level around it. */
static arr nested(arith *in, dice *d, int depth, char **text) {
  mark m = region_mark(in);
  arr own = thirds(in, d, 1 + depth % 3, 2), below = NULL;
  char *mine = written(own), *theirs = NULL;
  if (depth) below = nested(in, d, depth - 1, &theirs);
  scribble(in);
  cr_expect(still(own, mine) && (!below || still(below, theirs)), "depth %d", depth);
  arr z = below ? stack(own, below) : own;
  *text = written(z);
  region_keep(&m, &z);
  free(mine), free(theirs);
  return z;
}

static void marks_nest(arith *in) {
  dice d = 3;
  char *text;
  arr z = nested(in, &d, 12, &text);
  scribble(in);
  cr_expect(still(z, text));
  free(text);
}

Test(num_region, survivors_swapped_and_kept_twice) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    swapped_and_kept_twice(in);
    arith_free(in);
  }
}

Test(num_region, survivors_across_pages) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    across_pages(in);
    arith_free(in);
  }
}

Test(num_region, marks_nest) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    marks_nest(in);
    arith_free(in);
  }
}

static int pages(const arith *in) {
  return in->home.bytes.count + in->home.cells.count + in->attic.bytes.count +
         in->attic.cells.count;
}

/* Steps of x -> x/2 + 1/3 x0: no page more after the first hundred. */
Test(num_region, memory_is_flat) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    dice d = 4;
    arr x0 = thirds(in, &d, 2, 2), x = x0;
    mark m = region_mark(in);
    int before = 0;
    for (int i = 0; i < often(arith_bits(in) > 64 ? 2000 : 20000); i++) {
      if (i == 100) before = pages(in);
      x = i % 64 ? add(times(x, 1, 2), times(x0, 1, 3)) : x0;
      region_keep(&m, &x);
    }
    cr_expect(before > 0 && before == pages(in), "%s: %d pages, then %d", arith_name(in), before,
              pages(in));
    arith_free(in);
  }
}

/* A page too small for the next array is passed over and used again after a rewind. */
Test(num_region, memory_is_flat_in_uneven_pieces) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    dice d = 5;
    arr zero = whole(in, 0);
    mark m = region_mark(in);
    int before = 0;
    for (int i = 0; i < 300; i++) {
      if (i == 100) before = pages(in);
      for (int j = 0; j < 5; j++) {
        int n = (i * 7 + j * 13) % 100 == 99 ? 150 : 1 + (int)(roll(&d) % 40);
        filled(in, n, n, zero);
      }
      region_keep_(&m, 0, NULL);
    }
    cr_expect(pages(in) <= before + 1, "%s: %d pages, then %d", arith_name(in), before, pages(in));
    arith_free(in);
  }
}
