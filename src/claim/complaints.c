/* complaints.c -- why a claim is not as its record says, in one sentence. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/verdict.h"

/* Is c what made the trial come to o?  A disagreement that a certificate outranks is a loss. */
static bool shows(const ledger *l, const comparison *c, outcome o) {
  if (l->part && (!c->part || strcmp(c->part, l->part))) return false;
  return c->judged == o || (o == LOST && c->judged == DISAGREES);
}

char *first_of(const ledger *l, outcome o, bool drawn_too) {
  for (size_t i = 0; i < l->e->trial_count; i++) {
    const trial *t = &l->e->trials[i];
    size_t s = (size_t)t->sample;
    if (t->control >= 0 || settled_at(l, s, t->use) != o || announced_lost(l, t->use)) continue;
    if (!drawn_too && explores(&l->e->samples[s])) continue;
    for (size_t k = 0; k < t->journal.count; k++)
      if (shows(l, &t->journal.of[k], o)) return describe(l, t, &t->journal.of[k], o);
    if (t->state == o)
      return say("%s at `%s` in %s: %s", outcome_word(o), l->e->samples[s].name,
                 l->p->use[t->use].name, t->message ? t->message : "");
  }
  return NULL;
}

static char *accepted(const ledger *l, size_t s, int use, int k) {
  const trial *t = trial_at(l, s, use, k);
  const char *name = l->e->of->record->controls[k].name, *in = l->p->use[use].name;
  const char *at = l->e->samples[s].name;
  outcome o = trial_outcome(t, NULL);
  if (t->state != AGREES)
    return say("no comparator refused the control `%s` at `%s` in %s before it %s: %s", name, at,
               in, t->state == HALTED ? "stopped" : "was left open", t->message ? t->message : "");
  if (o == LOST || o == UNSETTLED)
    return say("the control `%s` was not visibly refused at `%s` in %s (%s)", name, at, in,
               outcome_word(o));
  return say("the control `%s` was accepted at `%s` in %s", name, at, in);
}

char *accepted_control(const ledger *l, bool built_in) {
  for (size_t s = 0; s < l->e->sample_count; s++) {
    if ((l->e->samples[s].from == BUILT_IN) != built_in) continue;
    for (int use = 0; use < l->p->count; use++)
      for (int k = 0; k < controls_of(l->e->of->record); k++)
        if (plain_at(l, s, use) == AGREES && control_at(l, s, use, k) == ACCEPTED)
          return accepted(l, s, use, k);
  }
  return NULL;
}

/* Somewhere the claim agreed with this control switched on beside it, or it names no instance. */
static bool testable(const ledger *l, int k) {
  const claim *c = l->e->of->record;
  bool placed = false;
  for (size_t s = 0; s < l->e->sample_count; s++) {
    if (!control_applies(c, k, &l->e->samples[s])) continue;
    placed = true;
    for (int use = 0; use < l->p->count; use++)
      if (plain_at(l, s, use) == AGREES && !announced_lost(l, use)) return true;
  }
  return !placed;
}

/* A control that no built-in instance ever put to the test shows nothing. */
static char *untested_control(const ledger *l) {
  const claim *c = l->e->of->record;
  for (int k = 0; k < controls_of(c); k++) {
    bool tested = !testable(l, k);
    for (size_t s = 0; s < l->e->sample_count; s++)
      for (int use = 0; use < l->p->count; use++)
        tested = tested || control_at(l, s, use, k) != ABSENT;
    if (!tested) return say("the control `%s` was never put to the test", c->controls[k].name);
  }
  return NULL;
}

static char *vacuous_built_in(const ledger *l) {
  for (size_t s = 0; s < l->e->sample_count; s++) {
    const sample *at = &l->e->samples[s];
    if (at->from == BUILT_IN && at->state != AGREES)
      return say("%s at the built-in instance `%s`", at->message, at->name);
  }
  return NULL;
}

static char *too_little(const ledger *l, const finding *f) {
  const claim *c = l->e->of->record;
  if (f->standing == OPEN && !c->at_least) return NULL;
  evidence most = attainable(l), floor = c->at_least ? c->at_least : SEEN;
  if (floor > most) floor = most;
  if (f->evidence >= floor) return NULL;
  return say("%s%sevidence reached is `%s`, the record promises `%s`", f->label ? f->label : "",
             f->label ? ": " : "", f->evidence ? evidence_word(f->evidence) : "none",
             evidence_word(floor));
}

/* Built-in instances carry the record; a user's or a drawn one can only contradict it. */
char *first_complaint(const ledger *l, const verdict *v) {
  const examination *e = l->e;
  const claim *c = e->of->record;
  char *why = NULL;
  if (e->fault) return copy_of(e->fault);
  if (!l->p->beyond || !l->p->given) why = first_of(l, DISAGREES, true);
  if (!why && e->halted) why = copy_of(e->halted);
  if (why || l->p->given || !c->measure) return why;
  if (e->invisible) return copy_of(e->invisible);
  if ((why = vacuous_built_in(l)) || (why = accepted_control(l, true))) return why;
  if ((why = first_of(l, HALTED, false)) || (why = first_of(l, UNSETTLED, false))) return why;
  if ((why = first_of(l, LOST, false))) return why;
  if (!v->ran && attainable(l) < SEEN) return NULL; /* none of these arithmetics can run it */
  if ((why = untested_control(l)) || (why = too_little(l, &v->whole))) return why;
  for (int i = 0; i < v->parts && !why; i++) why = too_little(l, &v->part[i]);
  return why;
}
