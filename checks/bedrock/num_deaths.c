/* Broken contracts abort, and the message names both sides. */
#include "num_all.h"
#include "num_deaths.h"
#include "num/arith.h"
#include "num/jet.h"

typedef struct {
  arr (*one)(arr);
  arr (*two)(arr, arr);
  arr x, y;
} contract;
static void breaks(const void *with) {
  const contract *c = with;
  c->one ? c->one(c->x) : c->two(c->x, c->y);
}
static bool dies1(arr (*f)(arr), arr x, const char *a, const char *b) {
  return aborts_saying(breaks, &(contract){ f, NULL, x, NULL }, a, b);
}
static bool dies2(arr (*f)(arr, arr), arr x, arr y, const char *a, const char *b) {
  return aborts_saying(breaks, &(contract){ NULL, f, x, y }, a, b);
}

static arr before_the_first(arr x) { return rows_from(x, -1, 1); }
static arr none_at_all(arr x) { return rows_from(x, 0, 0); }
static arr le_of(arr x, arr y) { return le(x, y) == YES ? x : y; }
static arr inside_of(arr x, arr y) { return inside(x, y) == YES ? x : y; }

Test(num_deaths, arithmetics_do_not_mix) {
  arith *all[KINDS];
  for (int k = 0; k < KINDS; k++) all[k] = kind_number(k);
  arr (*const f[])(arr, arr) = { add,       sub, mul,   over,  greater_of,
                                 lesser_of, dot, stack, le_of, inside_of };
  for (int i = 0; i < KINDS; i++) {
    int j = (i + 3) % KINDS;
    arr x = given(all[i], "1 2"), y = given(all[j], "3 4");
    for (size_t k = i; k < sizeof f / sizeof *f; k += 4)
      cr_expect(dies2(f[k], x, y, arith_name(all[i]), arith_name(all[j])), "%zu: %d, %d", k, i, j);
  }
  arith *other = arith_double(), *J = arith_jet(all[1], 2), *K = arith_jet(all[2], 2);
  cr_expect(dies2(add, whole(all[1], 1), whole(other, 1), "double meets double", "add"));
  cr_expect(dies2(mul, whole(J, 1), whole(K, 1), "jet/double", "jet/mpfr:53"));
  cr_expect(dies2(mul, whole(J, 1), whole(all[2], 1), "mul: jet/double meets mpfr:53", "as()"));
  cr_expect(dies2(mul, whole(all[2], 1), whole(J, 1), "mul: mpfr:53 meets jet/double", "as()"));
  for (int k = 0; k < KINDS; k++) arith_free(all[k]);
  arith_free(other);
}

Test(num_deaths, products_name_both_shapes) {
  arith *D = arith_double();
  arr s = whole(D, 2), v = given(D, "1 2 3"), X = zeros(D, 3, 4), Y = zeros(D, 3, 2);
  cr_expect(dies2(dot, X, Y, "dot: shapes (3 x 4) and (3 x 2)", "(double)"));
  cr_expect(dies2(dot, X, v, "(3 x 4)", "(3)"));
  cr_expect(dies2(dot, s, v, "scalar", "(3)"));
  cr_expect(dies2(dot, v, s, "(3)", "scalar"));
  cr_expect(dies2(dot, s, flat(s), "scalar", "(1)"));
  cr_expect(dies2(dot, flat(s), s, "(1)", "scalar"));
  cr_expect(dies2(stack, X, Y, "stack: shapes (3 x 4)", "(3 x 2)"));
  cr_expect(dies2(stack, X, v, "(3 x 4)", "(3)"));
  cr_expect(dies2(stack, v, X, "(3)", "(3 x 4)"));
  cr_expect(dies2(beside, X, zeros(D, 2, 2), "beside: shapes (3 x 4)", "(2 x 2)"));
  cr_expect(dies2(beside, v, column(v), "(3)", "(3 x 1)"));
  cr_expect(dies2(beside, column(v), v, "(3 x 1)", "(3)"));
  cr_expect(dies1(before_the_first, X, "rows_from: 1 rows from -1", "of 3"));
  cr_expect(dies1(none_at_all, X, "rows_from: 0 rows from 0", "of 3"));
  cr_expect(dies2(spread, v, X, "spread: shapes (3)", "(3 x 4)"));
  cr_expect(dies2(spread, X, Y, "(3 x 4)", "(3 x 2)"));
  cr_expect(dies2(inside_of, v, whole(D, 1), "inside: shapes (3)", "scalar"));
  cr_expect(dies2(inside_of, X, transpose(X), "(3 x 4)", "(4 x 3)"));
  arith *B = arith_ball(64);
  arr Z = as(B, X);
  cr_expect(dies2(inside_of, Z, transpose(Z), "inside: shapes (3 x 4)", "(4 x 3)"));
  cr_expect(dies2(hull, Z, flat(Z), "hull: shapes (3 x 4)", "(12)"));
  arith_free(D), arith_free(B);
}

static arr far_row(arr x) { return row_at(x, 3); }
static arr before_first(arr x) { return item(x, -1); }
static arr too_many(arr x) { return rows_from(x, 2, 2); }
static arr reshaped(arr x) { return shaped(x, 5, 2); }
static arr halved(arr x) { return times(x, 1, 0); }
static arr bad_text(arr x) { return given(x->in, "1 2; 3"); }
static arr no_fraction(arr x) { return rat(x->in, 1, 0); }

Test(num_deaths, indices_ranks_and_constants) {
  arith *D = arith_double();
  arr v = given(D, "1 2 3"), X = zeros(D, 3, 4);
  cr_expect(dies1(far_row, X, "index 3", "0 .. 2"));
  cr_expect(dies1(before_first, v, "index -1", "0 .. 2"));
  cr_expect(dies1(too_many, v, "2 rows from 2", "of 3"));
  cr_expect(dies1(reshaped, X, "5 x 2", "of 12"));
  cr_expect(dies1(transpose, v, "transpose", "rank 1"));
  cr_expect(dies1(diagonal, X, "diagonal", "rank 2"));
  cr_expect(dies1(diagonal_of, X, "diagonal_of", "square"));
  cr_expect(dies1(sum_rows, v, "sum_rows", "rank 1"));
  cr_expect(dies1(greatest_in_rows, v, "greatest_in_rows", "rank 1"));
  cr_expect(dies1(halved, v, "times", "1 / 0"));
  cr_expect(dies1(no_fraction, v, "rat", "1 / 0"));
  cr_expect(dies1(bad_text, v, "1 2; 3", "row 2 has 1 entry"));
  arith_free(D);
}

static arr out_of_jet(arr x) { return as(x->in->base, x); }
static arr jet_of_jet(arr x) { return whole(arith_jet(x->in, 1), 0); }

/* What is not defined on series says so instead of reading a node as numbers. */
Test(num_deaths, series) {
  arith *B = arith_ball(64), *J = arith_jet(B, 2);
  arr x = as(J, given(B, "1 2"));
  cr_expect(dies1(greatest, x, "greatest", "series"));
  cr_expect(dies1(least, x, "least", "series"));
  cr_expect(dies2(greater_of, x, x, "greater_of", "series"));
  cr_expect(dies2(hull, x, x, "hull", "jet/ball:64"));
  cr_expect(dies2(ball, x, x, "ball", "series"));
  cr_expect(dies2(inside_of, x, x, "inside", "jet/ball:64"));
  cr_expect(dies1(out_of_jet, x, "as", "jet"));
  cr_expect(dies1(jet_of_jet, x, "jet over a jet", ""));
  arith_free(B);
}

/* An inability with nobody to catch it is a fault. */
Test(num_deaths, no_guard, .signal = SIGABRT) { root(whole(arith_exact(), 2)); }
