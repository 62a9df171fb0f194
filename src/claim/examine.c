/* examine.c -- the examination of one claim: every instance, every arithmetic, every control. */
#include "claim/examine.h"

#include <stdlib.h>
#include <string.h>

#include "claim/hard.h"
#include "claim/premises.h"
#include "claim/wire.h"

enum { DEFAULT_DRAWS = 3 };

bool control_applies(const claim *c, int control, const sample *s) {
  const char *at = c->controls[control].at;
  return !at || (s->from == BUILT_IN && !strcmp(at, s->name));
}

static bool able(const claim *c, const choice *u) {
  return c->measure && !(c->unable && c->unable(u->kind));
}

/* Announced to be lost: the control would drown in the same noise. */
static bool announced(const claim *c, const choice *u) {
  return (u->kind == DOUBLE || u->kind == MPFR) && u->bits < c->least_bits;
}

static outcome add_trial(examination *e, const plan *p, int i, int use, int control, bool settle,
                         FILE *to) {
  e->trials = one_more(e->trials, e->trial_count, sizeof *e->trials);
  trial *t = &e->trials[e->trial_count++];
  *t = trial_run(e->of->record, p, &e->samples[i], i, use, control, settle);
  if (to) wire_trial(to, t);
  return trial_outcome(t, NULL);
}

/* In every arithmetic plainly, then once per control.  What exact arithmetic has settled, no ball is
 * widened for. */
static void measure_at(examination *e, const plan *p, int i, FILE *to) {
  const claim *c = e->of->record;
  bool exactly[1 + sizeof c->controls / sizeof *c->controls] = { false };
  for (int use = 0; use < p->count; use++) {
    const choice *u = &p->use[use];
    if (!able(c, u)) continue;
    outcome plain = add_trial(e, p, i, use, -1, !exactly[0], to);
    if (u->kind == EXACT) exactly[0] = plain == AGREES;
    bool compared = e->trials[e->trial_count - 1].journal.count > 0; /* rational up to a point */
    if ((plain == NOT_RUN && !compared) || announced(c, u)) continue;
    for (int k = 0; k < controls_of(c); k++)
      if (control_applies(c, k, &e->samples[i])) {
        outcome refused = add_trial(e, p, i, use, k, !exactly[1 + k], to);
        if (u->kind == EXACT) exactly[1 + k] = refused == DISAGREES;
      }
  }
}

/* The sample is known: check what it presumes, measure, let its arrays go. */
static void take(examination *e, const plan *p, sample s, FILE *to) {
  const claim *c = e->of->record;
  complaint why;
  check_hypotheses(c, &s);
  if (s.state == AGREES && s.from == BUILT_IN && !e->invisible && !check_visible(c, &s, &why)) {
    e->invisible = copy_of(why.text);
    if (to) wire_word(to, "invisible", why.text);
  }
  e->samples = one_more(e->samples, e->sample_count, sizeof *e->samples);
  e->samples[e->sample_count++] = s;
  if (to) wire_sample(to, &s);
  if (s.state == AGREES || p->beyond) measure_at(e, p, (int)e->sample_count - 1, to);
  sample_release(&e->samples[e->sample_count - 1]);
}

static void fault(examination *e, const char *why, FILE *to) {
  if (!e->fault) e->fault = copy_of(why);
  if (to) wire_word(to, "fault", why);
}

static void take_built_in(examination *e, const plan *p, FILE *to) {
  const claim *c = e->of->record;
  int n = instances_of(c);
  complaint why;
  for (int i = 0; i < n; i++) {
    sample s;
    if (sample_built_in(c, i, &s, &why)) {
      take(e, p, s, to);
    } else {
      sample_free(&s);
      fault(e, why.text, to);
    }
  }
  if (!n && !inputs_of(c) && c->measure)
    take(e, p, (sample){ .name = copy_of("-"), .exact = arith_exact(), .state = AGREES }, to);
}

static void take_drawn(examination *e, const plan *p, FILE *to) {
  const claim *c = e->of->record;
  int usual = p->given ? 0 : c->draws ? c->draws : DEFAULT_DRAWS;
  int n = !c->draw ? 0 : p->draws < 0 ? usual : p->draws;
  for (int k = 0; k < n; k++) {
    sample s;
    complaint why;
    if (sample_drawn(c, e->of->id, p->seed, k, &s, &why)) {
      take(e, p, s, to);
    } else {
      sample_free(&s);
      fault(e, why.text, to);
      return;
    }
  }
}

static void take_hard(examination *e, const plan *p, FILE *to) {
  char **files = hard_files(e->of->id);
  for (char **file = files; *file; file++) {
    sample s;
    complaint why;
    if (sample_hard(e->of->record, *file, &s, &why)) {
      take(e, p, s, to);
    } else {
      sample_free(&s);
      fault(e, why.text, to);
    }
  }
  hard_free(files);
}

examination examine(const enrolled *claim_, const plan *p, FILE *to) {
  examination e = { .of = claim_ };
  if (p->given) {
    sample s;
    complaint why;
    if (sample_users(claim_->record, p->given, &s, &why))
      take(&e, p, s, to);
    else
      sample_free(&s), fault(&e, why.text, to);
  } else {
    take_built_in(&e, p, to);
  }
  if (!e.fault && claim_->record->measure) take_drawn(&e, p, to);
  if (!e.fault && claim_->record->measure && !p->given) take_hard(&e, p, to);
  return e;
}

void examination_free(examination *e) {
  for (size_t i = 0; i < e->sample_count; i++) sample_free(&e->samples[i]);
  for (size_t i = 0; i < e->trial_count; i++) trial_free(&e->trials[i]);
  free(e->samples), free(e->trials), free(e->invisible), free(e->fault), free(e->halted);
  *e = (examination){ 0 };
}
