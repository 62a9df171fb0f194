/* equals.c -- equalities: equals, vanishes, attains. */
#include <math.h>

#include "claim/compare.h"

static outcome floating(const sides *s, double lost) {
  double p = (double)s->bits;
  if (!s->finite) return LOST;
  return lost <= p / 2 ? AGREES : lost >= 3 * p / 4 ? DISAGREES : LOST;
}

/* 0 inside the difference, and the difference narrower than half the digits asked for. */
static outcome in_balls(const sides *s, const comparison *c) {
  if (!s->finite) return UNSETTLED;
  if (overlaps(s->gap, wholes(s->gap, 0)) == NO) return DISAGREES;
  if (c->gap == -HUGE_VAL) return AGREES;
  return c->radius < c->scale - (double)s->bits / 2 ? AGREES : UNSETTLED;
}

static outcome equal_sides(const sides *s, const comparison *c) {
  switch (s->kind) {
  case EXACT: return c->gap == -HUGE_VAL ? AGREES : DISAGREES;
  case BALL: return in_balls(s, c);
  default: return floating(s, c->lost);
  }
}

static void equality(run *here, const char *who, const char *what, const sides *s) {
  comparison *c = compared(here, who, what, s);
  c->width = true;
  pronounce(here, c, equal_sides(s, c));
}

void equals(run *here, const char *what, arr measured, arr stated) {
  sides s = facing(here, "equals", what, measured, stated, NULL);
  equality(here, "equals", what, &s);
}

void equals_on_scale(run *here, const char *what, arr measured, arr stated, arr scale) {
  sides s = facing(here, "equals", what, measured, stated, scale);
  equality(here, "equals", what, &s);
}

void vanishes(run *here, const char *what, arr measured, arr scale) {
  sides s = facing(here, "vanishes", what, measured, whole(measured->in, 0), scale);
  equality(here, "vanishes", what, &s);
}

void attains(run *here, const char *what, arr measured, arr bound) {
  sides s = facing(here, "attains", what, measured, bound, NULL);
  comparison *c = compared(here, "attains", what, &s);
  c->width = true;
  record_tightness(c, &s);
  pronounce(here, c, equal_sides(&s, c));
}
