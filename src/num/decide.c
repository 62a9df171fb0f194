/* decide.c -- comparisons that answer NO, YES or UNSURE, and what balls are made of. */
#include <math.h>

#include "num/arith.h"
#include "num/jet.h"

static truth compared(arr x, arr y, relation r, const char *who) {
  meet(&x, &y, who);
  if (x->in->tape) x = jet_value(x), y = jet_value(y);
  mark m = region_mark(x->in);
  if (x->rank != y->rank || x->rows != y->rows || x->columns != y->columns) {
    arr shape = add(x, y);
    x = spread(x, shape), y = spread(y, shape);
  }
  truth all = YES;
  for (long i = 0; i < entries(x) && all != NO; i++) {
    truth one = x->in->k->compare(r, at_(x, i), at_(y, i));
    all = one == NO ? NO : one == UNSURE ? UNSURE : all;
  }
  region_keep_(&m, 0, NULL);
  return all;
}

truth le(arr x, arr y) { return compared(x, y, LESS_EQUAL, "le"); }
truth lt(arr x, arr y) { return compared(x, y, LESS, "lt"); }
truth equal(arr x, arr y) { return compared(x, y, EQUAL, "equal"); }

static bool same_shape(arr x, arr y) {
  return x->rank == y->rank && x->rows == y->rows && x->columns == y->columns;
}

static truth balls(arr x, arr y, int (*f)(const arb_t, const arb_t), const char *who) {
  if (x->in != y->in || x->in->tape) broken("%s: %s and %s", who, x->in->name, y->in->name);
  if (!same_shape(x, y)) shapes_clash(who, x, y);
  if (x->in->k->kind != BALL) return equal(x, y);
  if (!all_finite(x) || !all_finite(y)) return UNSURE;
  for (long i = 0; i < entries(x); i++)
    if (!f(at_(x, i), at_(y, i))) return NO;
  return YES;
}
static int contained(const arb_t x, const arb_t y) { return arb_contains(y, x); }
static int meeting(const arb_t x, const arb_t y) { return arb_overlaps(x, y); }

/* 1/0 lies inside 1/0 for Arb; here both must be finite before anything is inside anything. */
truth inside(arr x, arr y) { return balls(x, y, contained, "inside") == YES ? YES : NO; }
truth overlaps(arr x, arr y) { return balls(x, y, meeting, "overlaps"); }

bool all_finite(arr x) {
  if (x->in->tape) x = jet_value(x);
  number kind = x->in->k->kind;
  for (long i = 0; i < entries(x); i++)
    if ((kind == DOUBLE && !isfinite(*(double *)at_(x, i))) ||
        (kind == MPFR && !mpfr_number_p((mpfr_srcptr)at_(x, i))) ||
        (kind == BALL && !arb_is_finite(at_(x, i))))
      return false;
  return true;
}

/* f of every ball, as balls; other numbers have no radius, and plain() says what they become. */
static arr of_balls(arr x, void (*f)(arb_t, const arb_t, slong), arr (*plain)(arr)) {
  if (x->in->tape) return jet_constant(x->in, of_balls(jet_value(x), f, plain));
  if (x->in->k->kind != BALL) return plain(x);
  arr z = fresh(x->in, x->rank, x->rows, x->columns);
  for (long i = 0; i < entries(x); i++) f(at_(z, i), at_(x, i), x->in->bits);
  return z;
}
static arr itself(arr x) { return x; }
static arr nothing(arr x) { return wholes(x, 0); }
static void middle_of(arb_t z, const arb_t x, slong p) {
  (void)p;
  arb_get_mid_arb(z, x);
}
static void radius_of(arb_t z, const arb_t x, slong p) {
  (void)p;
  arb_get_rad_arb(z, x);
}
static void lower_of(arb_t z, const arb_t x, slong p) {
  mag_zero(arb_radref(z));
  arb_get_lbound_arf(arb_midref(z), x, p);
}
static void upper_of(arb_t z, const arb_t x, slong p) {
  mag_zero(arb_radref(z));
  arb_get_ubound_arf(arb_midref(z), x, p);
}

arr sharp(arr x) { return of_balls(x, middle_of, itself); }
arr radius(arr x) { return of_balls(x, radius_of, nothing); }
arr lower(arr x) { return of_balls(x, lower_of, itself); }
arr upper(arr x) { return of_balls(x, upper_of, itself); }

arr ball(arr middle, arr rad) {
  if (middle->in->tape || rad->in->tape) broken("ball of a series; take sharp() of it first");
  if (middle->in->k->kind != BALL) return middle;
  arr shape = add(middle, rad), r = spread(rad, shape), z = spread(middle, shape);
  for (long i = 0; i < entries(z); i++) {
    arf_t bound;
    arf_init(bound);
    arb_get_abs_ubound_arf(bound, at_(r, i), MAG_BITS);
    arb_add_error_arf(at_(z, i), bound);
    arf_clear(bound);
  }
  return z;
}

arr hull(arr x, arr y) {
  if (x->in != y->in || x->in->tape || x->in->k->kind != BALL)
    broken("hull: %s and %s, not balls", x->in->name, y->in->name);
  if (!same_shape(x, y)) shapes_clash("hull", x, y);
  arr z = fresh(x->in, x->rank, x->rows, x->columns);
  for (long i = 0; i < entries(z); i++) arb_union(at_(z, i), at_(x, i), at_(y, i), x->in->bits);
  return z;
}

double approx(arr x, int i, int j) {
  if (x->in->tape) x = jet_value(x);
  arb_t b;
  arb_init(b);
  const void *e = at_(x, (long)i * x->columns + j);
  if (x->in->k->kind == EXACT)
    arb_set_fmpq(b, e, 64);
  else
    x->in->k->to_arb(b, e);
  double d = arf_get_d(arb_midref(b), ARF_RND_NEAR);
  arb_clear(b);
  return d;
}

static double log2_of(const arf_t x) {
  if (arf_is_zero(x)) return -HUGE_VAL;
  if (!arf_is_finite(x)) return HUGE_VAL;
  fmpz_t e;
  arf_t m;
  fmpz_init(e), arf_init(m);
  arf_frexp(m, e, x);
  double l = log2(fabs(arf_get_d(m, ARF_RND_NEAR))) + fmpz_get_d(e);
  fmpz_clear(e), arf_clear(m);
  return l;
}

/* The largest over all entries of log2 of the upper end of |entry|, or of its radius. */
static double largest(arr x, bool radii) {
  if (x->in->tape) x = jet_value(x);
  double most = -HUGE_VAL;
  arb_t b;
  arf_t u;
  arb_init(b), arf_init(u);
  for (long i = 0; i < entries(x); i++) {
    if (x->in->k->kind == EXACT)
      arb_set_fmpq(b, at_(x, i), 64);
    else
      x->in->k->to_arb(b, at_(x, i));
    if (radii)
      arf_set_mag(u, arb_radref(b));
    else
      arb_get_abs_ubound_arf(u, b, 64);
    if (radii && x->in->k->kind == EXACT) arf_zero(u);
    double l = arf_is_nan(u) ? HUGE_VAL : log2_of(u);
    if (l > most) most = l;
  }
  arb_clear(b), arf_clear(u);
  return most;
}

double log2_size(arr x) { return largest(x, false); }
double log2_radius(arr x) { return largest(x, true); }
