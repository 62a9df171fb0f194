/* reached.c -- the evidence an examination reached: seen < resolved < certified. */
#include "claim/reached.h"

#include <math.h>
#include <string.h>

static const double LOG10_2 = 0.30102999566398119521;
enum { GROWTH_BITS = 8 }; /* lost bits that may appear when the precision doubles */

static bool counts(const ledger *l, const sample *s) {
  bool users = l->p->given != NULL;
  return s->from == (users ? USERS : BUILT_IN) && (s->state == AGREES || l->p->beyond);
}

static bool same_word(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }
static bool in_part(const ledger *l, const comparison *c) {
  return !l->part || same_word(l->part, c->part);
}

/* A part need not be measured at every instance: those where no arithmetic compares anything of it
 * say nothing of it. */
static bool speaks(const ledger *l, size_t s) {
  if (!l->part) return true;
  for (int use = 0; use < l->p->count; use++) {
    const trial *t = trial_at(l, s, use, -1);
    if (t && worst_of(&t->journal, l->part) != NOT_RUN) return true;
  }
  return false;
}

/* Does a comparison of the trial prove something at the instance?  Fits and statistics beside it are
 * noted: they never do. */
static bool certifies(const ledger *l, const trial *t, bool *fitted) {
  bool any = false;
  for (size_t i = 0; i < t->journal.count; i++) {
    const comparison *c = &t->journal.of[i];
    if (!in_part(l, c) || c->judged == NOT_RUN) continue;
    any = any || c->certifies;
    *fitted = *fitted || !c->certifies;
  }
  return any;
}

/* Decimal digits between the gap of the worst equality and its scale; HUGE_VAL when all are exact. */
static double closeness(const ledger *l, const trial *t) {
  double least = NAN;
  for (size_t i = 0; i < t->journal.count; i++) {
    const comparison *c = &t->journal.of[i];
    if (!c->width || !in_part(l, c)) continue;
    double digits = c->gap == -HUGE_VAL ? HUGE_VAL : (c->scale - c->gap) * LOG10_2;
    least = fmin(least, digits);
  }
  return least;
}

/* At this sample, in exact arithmetic or in the narrowest ball that agrees. */
static bool certified_at(const ledger *l, size_t s, reached *r) {
  for (int pass = 0; pass < 2; pass++)
    for (int use = l->p->count - 1; use >= 0; use--) {
      if (l->p->use[use].kind != (pass ? BALL : EXACT)) continue;
      const trial *t = trial_at(l, s, use, -1);
      if (plain_at(l, s, use) != AGREES || !controls_refused(l, s, use) ||
          !certifies(l, t, &r->fitted))
        continue;
      if (pass) r->exactly = false, r->digits = fmin(r->digits, closeness(l, t));
      return true;
    }
  return false;
}

static bool certified(const ledger *l, reached *r) {
  bool any = false;
  r->exactly = true, r->digits = NAN;
  for (size_t s = 0; s < l->e->sample_count; s++) {
    if (!counts(l, &l->e->samples[s]) || !speaks(l, s)) continue;
    if (!certified_at(l, s, r)) return false;
    any = true;
  }
  for (size_t s = 0; any && s < l->e->sample_count; s++)
    if (explores(&l->e->samples[s])) certified_at(l, s, r); /* the digits are of these too */
  return any;
}

/* From p to 2p bits no comparison loses more than eight further bits. */
static bool steady(const ledger *l, const trial *t, const trial *twice) {
  for (size_t i = 0; i < t->journal.count; i++) {
    const comparison *c = &t->journal.of[i];
    if (!in_part(l, c) || c->judged == NOT_RUN) continue;
    const comparison *d = counterpart(t, i, twice);
    if (d && d->lost > c->lost + GROWTH_BITS) return false;
  }
  return true;
}

/* Agreement that a false neighbour would have got too is none; nor is luck where loss is announced. */
static bool convincing(const ledger *l, size_t s, int use) {
  return plain_at(l, s, use) == AGREES && controls_refused(l, s, use) && !announced_lost(l, use);
}

/* use and, unless it is the same, twice: agreement at every sample that counts. */
static bool agree_at_all(const ledger *l, int use, int twice, double *digits) {
  bool any = false;
  *digits = NAN;
  for (size_t s = 0; s < l->e->sample_count; s++) {
    if (!counts(l, &l->e->samples[s]) || !speaks(l, s)) continue;
    if (!convincing(l, s, use) || !convincing(l, s, twice)) return false;
    const trial *t = trial_at(l, s, twice, -1);
    if (use != twice && !steady(l, trial_at(l, s, use, -1), t)) return false;
    double bits = LOG10_2 * (double)l->p->use[twice].bits, shown = closeness(l, t);
    if (!isnan(shown)) *digits = fmin(*digits, fmin(shown, bits));
    any = true;
  }
  return any;
}

static bool resolved(const ledger *l, reached *r) {
  bool found = false;
  for (int a = 0; a < l->p->count; a++)
    for (int b = 0; b < l->p->count; b++) {
      const choice *u = &l->p->use[a], *v = &l->p->use[b];
      double digits;
      if (u->kind != MPFR || v->kind != MPFR || v->bits != 2 * u->bits) continue;
      if (!agree_at_all(l, a, b, &digits)) return false;
      found = true, r->digits = digits;
    }
  return found;
}

static bool seen(const ledger *l, reached *r) {
  for (int use = 0; use < l->p->count; use++) {
    number kind = l->p->use[use].kind;
    if ((kind == DOUBLE || kind == MPFR) && agree_at_all(l, use, use, &r->digits)) return true;
  }
  return false;
}

reached evidence_reached(const ledger *l) {
  reached r = { .evidence = UNSEEN, .digits = NAN };
  for (size_t s = 0; s < l->e->sample_count; s++)
    for (int use = 0; use < l->p->count; use++)
      if (plain_at(l, s, use) == DISAGREES) return r;
  if (certified(l, &r)) {
    r.evidence = CERTIFIED;
    return r;
  }
  r.exactly = false;
  r.evidence = resolved(l, &r) ? RESOLVED : seen(l, &r) ? SEEN : UNSEEN;
  if (r.evidence == UNSEEN) r.digits = NAN;
  return r;
}

static bool ran(const ledger *l, int use) {
  for (size_t s = 0; s < l->e->sample_count; s++)
    if (plain_at(l, s, use) != NOT_RUN) return true;
  return false;
}

evidence attainable(const ledger *l) {
  evidence most = UNSEEN;
  for (int a = 0; a < l->p->count; a++) {
    const choice *u = &l->p->use[a];
    evidence e = u->kind == BALL || (u->kind == EXACT && ran(l, a)) ? CERTIFIED
                 : u->kind == EXACT                                 ? UNSEEN
                                                                    : SEEN;
    for (int b = 0; b < l->p->count && u->kind == MPFR; b++)
      if (l->p->use[b].kind == MPFR && l->p->use[b].bits == 2 * u->bits) e = RESOLVED;
    if (e > most) most = e;
  }
  return most;
}
