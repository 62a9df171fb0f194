/* Examinations made by hand, trial by trial, to be read by what judges them. */
#ifndef HARNESS_MADE_H
#define HARNESS_MADE_H

#include "harness_claims.h"
#include "claim/reached.h"
#include "claim/say.h"

typedef struct {
  claim c;
  enrolled me;
  plan p;
  examination e;
} made;

static inline made *made_in(const char *arithmetics) {
  made *m = calloc(1, sizeof *m);
  complaint why;
  m->c = (claim){ HARNESS_RECORD };
  m->me = (enrolled){ "t-1", "t", "tests", "harness", &m->c, false };
  m->p = plan_default(false);
  cr_assert(plan_arithmetics(&m->p, arithmetics, &why), "%s", why.text);
  m->e.of = &m->me;
  return m;
}

static inline void made_free(made *m) { examination_free(&m->e), free(m); }

static inline ledger reading(const made *m, const char *part) {
  return (ledger){ .e = &m->e, .p = &m->p, .part = part };
}

static inline sample *put_sample(made *m, source from, outcome state) {
  examination *e = &m->e;
  e->samples = one_more(e->samples, e->sample_count, sizeof *e->samples);
  sample *s = &e->samples[e->sample_count++];
  *s = (sample){ .from = from, .state = state, .name = say("s%zu", e->sample_count) };
  s->text[0] = copy_of("3/7"), s->text[1] = copy_of("1 2;-3 1/5");
  return s;
}

/* In the order of sample, arithmetic and control. */
static inline trial *put_trial(made *m, int use, int control, outcome state) {
  examination *e = &m->e;
  e->trials = one_more(e->trials, e->trial_count, sizeof *e->trials);
  trial *t = &e->trials[e->trial_count++];
  *t = (trial){ .sample = (int)e->sample_count - 1,
                .use = use,
                .control = control,
                .state = state,
                .bits = m->p.use[use].bits };
  if (state != AGREES) t->message = copy_of("stopped");
  return t;
}

/* An equality on the scale 1 whose gap is 2^-100, with nothing lost. */
static inline comparison *put(trial *t, const char *what, const char *part_, outcome judged) {
  comparison *c = journal_add(&t->journal, "equals", what);
  c->part = copy_of(part_), c->judged = judged, c->width = true;
  c->gap = -100, c->scale = 0, c->lost = 0;
  return c;
}

/* A trial of the sample that was put last, with one comparison. */
static inline comparison *say_that(made *m, int use, int control, outcome judged) {
  return put(put_trial(m, use, control, AGREES), "e", NULL, judged);
}

#endif
