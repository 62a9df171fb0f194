/* ledger.c -- reading an examination: what each trial says, and whether controls were refused. */
#include "claim/ledger.h"

#include <stdlib.h>

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

/* Exact arithmetic or a ball agrees at this sample: its certificate outranks any floating digits. */
static bool certified_at(const ledger *l, size_t sample) {
  for (int use = 0; use < l->p->count; use++) {
    number kind = l->p->use[use].kind;
    if ((kind == EXACT || kind == BALL) && alone(l, sample, use) == AGREES) return true;
  }
  return false;
}

outcome plain_at(const ledger *l, size_t sample, int use) {
  outcome o = alone(l, sample, use);
  number kind = l->p->use[use].kind;
  if (o > AGREES && announced_lost(l, use)) return LOST;
  if (o == DISAGREES && (kind == DOUBLE || kind == MPFR) && certified_at(l, sample)) return LOST;
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
