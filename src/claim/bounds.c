/* bounds.c -- inequalities: at_most, exceeds, apart. */
#include <math.h>

#include "claim/compare.h"

static outcome decided(truth t) { return t == YES ? AGREES : t == NO ? DISAGREES : UNSETTLED; }

/* In floating arithmetic an excess of 2^10 rounding units is none; one that half the digits show is
 * a violation; between the two the digits do not suffice to accuse anybody. */
outcome no_greater(const sides *s, comparison *c) {
  if (s->kind == EXACT || s->kind == BALL)
    return s->finite ? decided(le(s->measured, s->stated)) : UNSETTLED;
  if (!s->finite) return LOST;
  double p = (double)s->bits, over = excess(s);
  c->lost = fmax(0, p + over);
  return over <= ROUNDING_BITS - p ? AGREES : over > -p / 2 ? DISAGREES : LOST;
}

static void bounded(run *here, const char *what, arr measured, arr bound, arr scale) {
  sides s = facing(here, "at_most", what, measured, bound, scale);
  comparison *c = compared(here, "at_most", what, &s);
  record_tightness(c, &s);
  pronounce(here, c, no_greater(&s, c));
}

void at_most(run *here, const char *what, arr measured, arr bound) {
  bounded(here, what, measured, bound, NULL);
}
void at_most_on_scale(run *here, const char *what, arr measured, arr bound, arr scale) {
  bounded(here, what, measured, bound, scale);
}

/* Every entry greater, by more than half the digits could blur. */
static outcome greater(const sides *s) {
  if (s->kind == EXACT || s->kind == BALL)
    return s->finite ? decided(lt(s->stated, s->measured)) : UNSETTLED;
  if (!s->finite) return LOST;
  arr smallest = least(s->gap);
  bool above = lt(whole(smallest->in, 0), smallest) == YES;
  return above && log2_size(smallest) > s->scale - (double)s->bits / 2 ? AGREES : DISAGREES;
}

void exceeds(run *here, const char *what, arr measured, arr bound) {
  sides s = facing(here, "exceeds", what, measured, bound, NULL);
  comparison *c = compared(here, "exceeds", what, &s);
  c->lost = 0;
  pronounce(here, c, greater(&s));
}

/* Some entry differs.  Balls that overlap to half the digits asked for count as equal. */
static outcome different(const sides *s, const comparison *c) {
  double blur = s->scale - (double)s->bits / 2;
  if (s->kind == EXACT) return c->gap > -HUGE_VAL ? AGREES : DISAGREES;
  if (!s->finite) return s->kind == BALL ? UNSETTLED : LOST;
  if (s->kind != BALL) return c->gap > blur ? AGREES : DISAGREES;
  if (overlaps(s->gap, wholes(s->gap, 0)) == NO) return AGREES;
  return c->gap < blur ? DISAGREES : UNSETTLED;
}

void apart(run *here, const char *what, arr x, arr y) {
  sides s = facing(here, "apart", what, x, y, NULL);
  comparison *c = compared(here, "apart", what, &s);
  c->lost = 0;
  pronounce(here, c, different(&s, c));
}
