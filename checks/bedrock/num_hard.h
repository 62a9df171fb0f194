/* num_hard.h -- numbers that are hard on an arithmetic, deterministic. */
#ifndef ELENCHUS_BEDROCK_NUM_HARD_H
#define ELENCHUS_BEDROCK_NUM_HARD_H

#include <math.h>
#include <stdlib.h>

#include "random.h"
#include "num/arith.h"

/* A double of 1 to 53 significant bits, 2^-e <= |x| < 2^e: short ones make ties. */
static inline double random_double(dice *d, int e) {
  long dropped = roll_between(d, 0, 3) ? 0 : roll_between(d, 0, 52);
  unsigned long long m = (roll(d) >> 11 | 1ULL << 52) >> dropped << dropped;
  double x = ldexp((double)m, (int)roll_between(d, -e, e - 1) - 52);
  return roll(d) % 2 ? x : -x;
}

static inline arr of_doubles(arith *in, int n, const double *x) {
  arr e[n];
  for (int i = 0; i < n; i++) e[i] = dyadic(in, x[i]);
  return pack(in, n, e);
}

static inline arr random_doubles(arith *in, dice *d, int n, int e) {
  double x[n];
  for (int i = 0; i < n; i++) x[i] = random_double(d, e);
  return of_doubles(in, n, x);
}

/* A dyadic number of at most 9 bits with |exponent| <= e: collisions and zeros are frequent. */
static inline void random_dyadic(dice *d, arf_t x, long e) {
  arf_set_si(x, roll_between(d, -256, 256));
  arf_mul_2exp_si(x, x, roll_between(d, -e, e));
}

enum { EXACTLY, NARROW, WIDE, ZERO_INSIDE, HUGE_ONE, TINY_ONE, ENDLESS, NOT_A_NUMBER, BALL_KINDS };

/* n 2^e */
static inline void random_radius(mag_t r, long n, long e) {
  mag_set_ui(r, (ulong)n);
  mag_mul_2exp_si(r, r, e);
}

/* A ball of one kind at so many bits. */
static inline void hard_ball(dice *d, arb_t b, int kind, long bits) {
  arf_t m;
  mag_t r;
  arf_init(m), mag_init(r);
  arf_set_d(m, random_double(d, 3));
  arf_set_round(m, m, bits, ARF_RND_NEAR);
  if (kind == NARROW) random_radius(r, roll_between(d, 1, 999), -bits - 8);
  if (kind == WIDE) random_radius(r, roll_between(d, 1, 999), -roll_between(d, 9, 20));
  if (kind == ZERO_INSIDE) random_radius(r, roll_between(d, 8, 99), 0);
  if (kind == ZERO_INSIDE && roll(d) % 3 == 0) arf_zero(m);
  if (kind == HUGE_ONE || kind == TINY_ONE) random_radius(r, roll_between(d, 0, 9), -20);
  if (kind == ENDLESS) mag_inf(r);
  arb_set_arf(b, m);
  mag_set(arb_radref(b), r);
  if (kind == HUGE_ONE) arb_mul_2exp_si(b, b, 1000);
  if (kind == TINY_ONE) arb_mul_2exp_si(b, b, -1000);
  if (kind == NOT_A_NUMBER) arb_indeterminate(b);
  arf_clear(m), mag_clear(r);
}

/* A point of a ball with a finite middle, its ends and its middle included; exact at 4 times the
 * bits, so long as the radius is above 2^-2bits of the middle. */
static inline void point_inside(dice *d, mpfr_t x, const arb_t b) {
  arf_t offset, middle;
  arf_init(offset), arf_init(middle);
  if (mag_is_inf(arb_radref(b)))
    random_dyadic(d, offset, 40);
  else
    arf_set_mag(offset, arb_radref(b));
  arf_mul_si(offset, offset, roll_between(d, -4, 4), ARF_PREC_EXACT, ARF_RND_DOWN);
  arf_mul_2exp_si(offset, offset, -2);
  arf_add(middle, arb_midref(b), offset, ARF_PREC_EXACT, ARF_RND_DOWN);
  if (arf_get_mpfr(x, middle, MPFR_RNDN) != 0) abort();
  arf_clear(offset), arf_clear(middle);
}

/* How many times the campaign of a test is run: more by ELENCHUS_OFTEN=100 in the environment. */
static inline long often(long n) {
  const char *times_ = getenv("ELENCHUS_OFTEN");
  return times_ ? n * atol(times_) : n;
}

#endif
