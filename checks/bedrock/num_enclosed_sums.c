/* Products and reductions in balls contain the answers of MPFR at 4 times the precision. */
#include <criterion/criterion.h>

#include "num_hard.h"

enum { ROWS = 3, COLUMNS = 4 };

static arr hard_matrix(arith *B, dice *d, int rows, int columns, const int *kinds, int n) {
  arr x = fresh(B, 2, rows, columns);
  for (long i = 0; i < entries(x); i++)
    hard_ball(d, at_(x, i), kinds[roll(d) % (unsigned)n], B->bits);
  return x;
}

/* A matrix of points inside the balls of x. */
static arr members(arith *M, dice *d, arr x) {
  arr z = fresh(M, x->rank, x->rows, x->columns);
  for (long i = 0; i < entries(x); i++) point_inside(d, at_(z, i), at_(x, i));
  return z;
}

/* Entries of x meet those of y, widened by what MPFR at 4p may have rounded. */
static bool meet_all(arr x, arr y, arr scale) {
  bool all = x->rows == y->rows && x->columns == y->columns && x->rank == y->rank;
  arb_t a, s;
  arb_init(a), arb_init(s);
  for (long i = 0; all && i < entries(x); i++) {
    arf_set_mpfr(arb_midref(a), at_(y, i));
    arf_set_mpfr(arb_midref(s), at_(scale, i));
    mag_zero(arb_radref(a));
    arb_mul_2exp_si(s, s, -y->in->bits + 8);
    arb_add_error(a, s);
    all = arb_overlaps(at_(x, i), a);
  }
  arb_clear(a), arb_clear(s);
  return all;
}

static arr squares(arr x) { return total(square(x)); }
static arr gram(arr x) { return dot(x, transpose(x)); }
static arr heads(arr x) { return row_at(x, 0); }
static arr times_head(arr x) { return dot(x, heads(x)); }
static arr head_times(arr x) { return dot(heads(x), transpose(x)); }
static arr head_head(arr x) { return dot(heads(x), heads(x)); }
static arr corner(arr x) { return trace(rows_from(transpose(x), 0, ROWS)); }

static const struct {
  const char *name;
  arr (*f)(arr);
} sums[] = {
  { "total", total },
  { "sum_rows", sum_rows },
  { "sum_columns", sum_columns },
  { "squares", squares },
  { "norm", norm },
  { "matrix.matrix", gram },
  { "matrix.vector", times_head },
  { "vector.matrix", head_times },
  { "vector.vector", head_head },
  { "trace", corner },
  { "greatest", greatest },
  { "least", least },
  { "greatest_in_rows", greatest_in_rows },
};

static void campaign(arith *B, const int *kinds, int n, long rounds) {
  arith *M = arith_mpfr(4 * B->bits + 64);
  dice d = (dice)(B->bits + n);
  mark here = region_mark(B), there = region_mark(M);
  for (long r = 0; r < rounds; r++) {
    arr X = hard_matrix(B, &d, ROWS, COLUMNS, kinds, n);
    for (size_t k = 0; k < sizeof sums / sizeof *sums; k++) {
      arr x = members(M, &d, X), y = sums[k].f(x), scale = sums[k].f(absolute(x));
      cr_expect(meet_all(sums[k].f(X), y, scale), "%s, %s", sums[k].name, arith_name(B));
    }
    region_keep_(&here, 0, NULL), region_keep_(&there, 0, NULL);
  }
  arith_free(M);
}

Test(num_enclosed_sums, of_every_kind) {
  static const int narrow[] = { EXACTLY, NARROW }, wide[] = { EXACTLY, NARROW, WIDE, ZERO_INSIDE };
  static const int any[] = { EXACTLY, NARROW, WIDE, ZERO_INSIDE, HUGE_ONE, TINY_ONE, ENDLESS };
  static const long bits[] = { 24, 53, 128, 512 };
  for (int i = 0; i < 4; i++) {
    arith *B = arith_ball(bits[i]);
    campaign(B, narrow, 2, often(20));
    campaign(B, wide, 4, often(20));
    campaign(B, any, 7, often(20));
    arith_free(B);
  }
}

/* One entry that is no number leaves none of the sums it enters finite. */
Test(num_enclosed_sums, not_a_number_spreads) {
  static const int finite[] = { EXACTLY, NARROW, WIDE };
  arith *B = arith_ball(128);
  dice d = 1;
  for (int at = 0; at < ROWS * COLUMNS; at++)
    for (int kind = ENDLESS; kind <= NOT_A_NUMBER; kind++) {
      arr X = hard_matrix(B, &d, ROWS, COLUMNS, finite, 3);
      hard_ball(&d, at_(X, at), kind, B->bits);
      cr_expect(!all_finite(total(X)) && !all_finite(norm(X)) && !all_finite(gram(X)));
      cr_expect(!all_finite(item(sum_rows(X), at / COLUMNS)));
      cr_expect(!all_finite(item(sum_columns(X), at % COLUMNS)));
      cr_expect(kind == ENDLESS || (!all_finite(greatest(X)) && !all_finite(least(X))));
    }
  arith_free(B);
}
