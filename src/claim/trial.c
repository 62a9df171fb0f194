/* trial.c -- the measurement of a claim run once: instance, arithmetic, control. */
#include "claim/trial.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DOUBLINGS = 4, BITS_CAP = 4096 };

static void measured(void *with) {
  run *here = with;
  here->record->measure(here);
}

static outcome state_of(int inability) {
  switch (inability) {
  case 0: return AGREES;
  case NOT_RATIONAL: return NOT_RUN;
  case UNDECIDED: return UNSETTLED;
  default: return HALTED;
  }
}

/* Nobody asked for the rows: only what differs needs its numbers. */
static void thin(trial *t) {
  for (size_t i = 0; i < t->journal.count; i++)
    if (t->control >= 0 ? t->journal.of[i].judged != DISAGREES : t->journal.of[i].judged == AGREES)
      comparison_forget_rows(&t->journal.of[i]);
}

static trial run_once(const claim *c, const plan *p, const sample *s, trial t, long bits) {
  const choice *u = &p->use[t.use];
  char message[512];
  run *here = run_open(c, s, u->kind, u->bits, bits);
  here->control = t.control < 0 ? NULL : c->controls[t.control].name;
  here->full = p->full;
  here->keep = p->keep == FULL_ROWS && explores(s) ? SHORT_ROWS : p->keep;
  here->to = &t.journal;
  t.state = state_of(arith_guard(measured, here, message, sizeof message));
  t.bits = bits;
  t.message = t.state == AGREES ? NULL : copy_of(message);
  t.remarks = here->remarks;
  run_close(here);
  if (p->keep == FEW_ROWS) thin(&t);
  return t;
}

static bool left_open(const trial *t) {
  outcome worst = worst_of(&t->journal, NULL);
  return worst != DISAGREES && (t->state == UNSETTLED || worst == UNSETTLED);
}

trial trial_run(const claim *c, const plan *p, const sample *s, int sample_index, int use,
                int control, bool settle) {
  trial fresh = { .sample = sample_index, .use = use, .control = control };
  long bits = p->use[use].bits;
  trial t = run_once(c, p, s, fresh, bits);
  if (p->use[use].kind != BALL || !settle) return t;
  for (int i = 0; i < MOST_DOUBLINGS && 2 * bits <= BITS_CAP && left_open(&t); i++) {
    trial_free(&t);
    t = run_once(c, p, s, fresh, bits *= 2);
  }
  return t;
}

void trial_free(trial *t) {
  journal_free(&t->journal);
  free(t->message), free(t->remarks);
  t->message = t->remarks = NULL;
}

outcome worst_of(const journal *j, const char *part) {
  outcome worst = NOT_RUN;
  for (size_t i = 0; i < j->count; i++) {
    const comparison *c = &j->of[i];
    if (part && (!c->part || strcmp(c->part, part))) continue;
    if (c->judged > worst) worst = c->judged;
  }
  return worst;
}

outcome trial_outcome(const trial *t, const char *part) {
  outcome worst = worst_of(&t->journal, part);
  return t->state == AGREES || worst == DISAGREES ? worst : t->state;
}
