/* Broadcasting over all small shapes against a naive reference; every other pair dies. */
#include "num_all.h"
#include "num_deaths.h"
#include "num/arith.h"

enum { SHAPES = 13, LARGEST = 3 };

/* A scalar, vectors of 1 to 3, matrices of 1 to 3 by 1 to 3. */
static arr of_shape(arith *in, dice *d, int s) {
  if (s == 0) return rat(in, roll_between(d, 1, 99), 7);
  arr x = thirds(in, d, s < 4 ? s : 1 + (s - 4) / 3, s < 4 ? 1 : 1 + (s - 4) % 3);
  x = add(absolute(x), rat(in, 1, 5));
  return s < 4 ? flat(x) : x;
}

static bool fit(int a, int b) { return a == b || a == 1 || b == 1; }

/* The rule, in other words: a scalar meets anything; else equal ranks, extents equal or 1. */
static bool allowed(arr x, arr y) {
  if (x->rank * y->rank == 0) return true;
  return x->rank == y->rank && fit(x->rows, y->rows) && fit(x->columns, y->columns);
}

static int wider(int a, int b) { return a > b ? a : b; }

static arr clipped(arr x, int i, int j) {
  return entry(x, x->rows == 1 ? 0 : i, x->columns == 1 ? 0 : j);
}

typedef arr (*operation)(arr, arr);
static const operation operations[] = { add, sub, mul, over, greater_of, lesser_of };
static const char *const names[] = { "add", "sub", "mul", "over", "greater_of", "lesser_of" };

static bool same(arr x, arr y) {
  char *a = written(x);
  bool yes = still(y, a);
  free(a);
  return yes;
}

static void entry_by_entry(arr x, arr y, operation f) {
  arr z = f(x, y);
  cr_assert(z->rank == wider(x->rank, y->rank) && z->rows == wider(x->rows, y->rows) &&
            z->columns == wider(x->columns, y->columns));
  for (int i = 0; i < z->rows; i++)
    for (int j = 0; j < z->columns; j++)
      cr_expect(same(entry(z, i, j), f(clipped(x, i, j), clipped(y, i, j))));
}

Test(num_shapes, broadcasting_is_entry_by_entry) {
  for (int k = 0; k < KINDS; k += k ? 3 : 1) { /* exact, double, mpfr:1024 */
    arith *in = kind_number(k);
    dice d = 1;
    mark m = region_mark(in);
    for (int s = 0; s < SHAPES * SHAPES; s++) {
      arr x = of_shape(in, &d, s / SHAPES), y = of_shape(in, &d, s % SHAPES);
      if (allowed(x, y)) entry_by_entry(x, y, operations[s % 6]);
      region_keep_(&m, 0, NULL);
    }
    arith_free(in);
  }
}

Test(num_shapes, comparisons_broadcast_alike) {
  for (int k = 0; k < KINDS; k += 5) { /* exact, ball:53 */
    arith *in = kind_number(k);
    dice d = 2;
    for (int s = 0; s < SHAPES * SHAPES; s++) {
      arr x = sharp(of_shape(in, &d, s / SHAPES)), y = sharp(of_shape(in, &d, s % SHAPES));
      if (!allowed(x, y)) continue;
      arr shape = add(x, y);
      truth all = YES;
      for (int i = 0; i < shape->rows; i++)
        for (int j = 0; j < shape->columns; j++)
          if (le(clipped(x, i, j), clipped(y, i, j)) == NO) all = NO;
      cr_expect_eq(le(x, y), all);
      cr_expect(equal(spread(x, shape), add(x, times(shape, 0, 1))) == YES);
    }
    arith_free(in);
  }
}

typedef struct {
  arr x, y;
  operation f;
} clash;
static void meet_them(const void *with) {
  const clash *c = with;
  c->f(c->x, c->y);
}

/* Both shapes, the operation and the arithmetic are in the message. */
Test(num_shapes, every_other_pair_dies_naming_both) {
  arith *D = arith_double(), *J = arith_jet(D, 1);
  dice d = 3;
  for (int s = 0; s < SHAPES * SHAPES; s++) {
    arr x = of_shape(D, &d, s / SHAPES), y = of_shape(D, &d, s % SHAPES);
    if (allowed(x, y)) continue;
    char a[32], b[32], shapes[96], head[32];
    snprintf(shapes, sizeof shapes, "shapes %s and %s do not match (double)",
             shape_text(x, a, sizeof a), shape_text(y, b, sizeof b));
    snprintf(head, sizeof head, "%s: ", names[s % 6]);
    clash c = { s % 6 < 4 && s % 2 ? as(J, x) : x, y, operations[s % 6] };
    cr_expect(aborts_saying(meet_them, &c, head, shapes));
  }
  arith_free(D);
}
