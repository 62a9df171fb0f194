/* decisions.c -- what is decided and not measured: is, holds, same. */
#include <math.h>

#include "claim/compare.h"
#include "claim/say.h"

static void decision(run *here, const char *who, const char *what, outcome judged, char *measured,
                     char *stated) {
  comparison *c = journal_add(here->to, who, what);
  c->part = copy_of(here->part), c->variable = copy_of(here->variable), c->at = copy_of(here->at);
  c->lost = 0, c->rows = c->columns = 1;
  c->exact = arith_kind(here->in) == EXACT;
  entry_row *r = comparison_add(c);
  r->measured = measured, r->stated = stated;
  if (here->keep == FULL_ROWS) {
    r->measured_full = copy_of(measured), r->stated_full = copy_of(stated);
    r->radius = copy_of("0"), r->stated_radius = copy_of("0");
  }
  pronounce(here, c, judged);
}

void is(run *here, const char *what, long measured, long stated) {
  decision(here, "is", what, measured == stated ? AGREES : DISAGREES, say("%ld", measured),
           say("%ld", stated));
}

void holds(run *here, const char *what, truth t) {
  static const char *const words[] = { "no", "yes", "unsure" };
  number kind = arith_kind(here->in);
  outcome open = kind == BALL || kind == EXACT ? UNSETTLED : LOST;
  decision(here, "holds", what,
           t == YES  ? AGREES
           : t == NO ? DISAGREES
                     : open,
           copy_of(words[t]), copy_of("yes"));
}

static bool same_bits(arr x, arr y) {
  return equal(sharp(x), sharp(y)) == YES && equal(radius(x), radius(y)) == YES;
}

/* Identical balls are the same; different ones that overlap may still hold the same number. */
static outcome identical(const sides *s) {
  if (!all_finite(s->measured) || !all_finite(s->stated)) return s->kind == BALL ? UNSETTLED : LOST;
  if (same_bits(s->measured, s->stated)) return AGREES;
  return s->kind == BALL && overlaps(s->measured, s->stated) != NO ? UNSETTLED : DISAGREES;
}

void same(run *here, const char *what, arr x, arr y) {
  sides s = facing(here, "same", what, x, y, NULL);
  comparison *c = compared(here, "same", what, &s);
  c->lost = 0;
  pronounce(here, c, identical(&s));
}
