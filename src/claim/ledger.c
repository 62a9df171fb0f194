/* ledger.c -- reading an examination: what each trial says, and whether controls were refused. */
#include "claim/ledger.h"

#include <stdlib.h>
#include <string.h>

static int in_order(const void *a, const void *b) {
  const trial *x = a, *y = b;
  if (x->sample != y->sample) return x->sample < y->sample ? -1 : 1;
  if (x->use != y->use) return x->use < y->use ? -1 : 1;
  return x->control < y->control ? -1 : x->control > y->control;
}

const trial *trial_at(const ledger *l, size_t sample, int use, int control) {
  trial key = { .sample = (int)sample, .use = use, .control = control };
  if (!l->e->trial_count) return NULL;
  return bsearch(&key, l->e->trials, l->e->trial_count, sizeof key, in_order);
}

bool announced_lost(const ledger *l, int use) {
  const choice *u = &l->p->use[use];
  return (u->kind == DOUBLE || u->kind == MPFR) && u->bits < l->e->of->record->least_bits;
}

static outcome alone(const ledger *l, size_t sample, int use) {
  const trial *t = trial_at(l, sample, use, -1);
  return t ? trial_outcome(t, l->part) : NOT_RUN;
}

static bool same_word(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static bool alike(const comparison *c, const comparison *d) {
  return same_word(c->what, d->what) && same_word(c->part, d->part);
}

const comparison *counterpart(const trial *t, size_t i, const trial *other) {
  int n = 0;
  for (size_t k = 0; k < i; k++) n += alike(&t->journal.of[k], &t->journal.of[i]);
  for (size_t k = 0; k < other->journal.count; k++)
    if (alike(&other->journal.of[k], &t->journal.of[i]) && n-- == 0) return &other->journal.of[k];
  return NULL;
}

/* Comparison i of a floating trial: rationals or a ball agree on the same one, here. */
static bool certified_to_agree(const ledger *l, const trial *t, size_t i) {
  for (int use = 0; use < l->p->count; use++) {
    number kind = l->p->use[use].kind;
    const trial *sure =
        kind == EXACT || kind == BALL ? trial_at(l, (size_t)t->sample, use, -1) : NULL;
    const comparison *c = sure ? counterpart(t, i, sure) : NULL;
    if (c && c->judged == AGREES && alone(l, (size_t)t->sample, use) == AGREES) return true;
  }
  return false;
}

/* A certificate outranks floating digits in what it has certified, and in nothing else. */
static bool outranked(const ledger *l, const trial *t) {
  for (size_t i = 0; i < t->journal.count; i++) {
    const comparison *c = &t->journal.of[i];
    if (l->part && !same_word(c->part, l->part)) continue;
    if (c->judged == DISAGREES && !certified_to_agree(l, t, i)) return false;
  }
  return true;
}

outcome plain_at(const ledger *l, size_t sample, int use) {
  outcome o = alone(l, sample, use);
  number kind = l->p->use[use].kind;
  if (o > AGREES && announced_lost(l, use)) return LOST;
  if (o == DISAGREES && (kind == DOUBLE || kind == MPFR) &&
      outranked(l, trial_at(l, sample, use, -1)))
    return LOST;
  return o;
}

static int exact_use(const ledger *l) {
  for (int use = 0; use < l->p->count; use++)
    if (l->p->use[use].kind == EXACT) return use;
  return -1;
}

outcome settled_at(const ledger *l, size_t sample, int use) {
  outcome o = plain_at(l, sample, use);
  int exact = exact_use(l);
  if (o == UNSETTLED && exact >= 0 && plain_at(l, sample, exact) == AGREES) return AGREES;
  return o;
}

refusal control_at(const ledger *l, size_t sample, int use, int control) {
  const trial *t = trial_at(l, sample, use, control);
  outcome o = t ? trial_outcome(t, NULL) : NOT_RUN;
  if (o == NOT_RUN && (!t || t->state == NOT_RUN)) return ABSENT;
  if (o == DISAGREES) return REFUSED;
  int exact = exact_use(l);
  if (o == UNSETTLED && exact >= 0 && exact != use)
    return control_at(l, sample, exact, control) == REFUSED ? REFUSED : ACCEPTED;
  return ACCEPTED;
}

bool controls_refused(const ledger *l, size_t sample, int use) {
  for (int k = 0; k < controls_of(l->e->of->record); k++)
    if (control_at(l, sample, use, k) == ACCEPTED) return false;
  return true;
}
