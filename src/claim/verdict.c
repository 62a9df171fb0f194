/* verdict.c -- what an examination comes to. */
#include "claim/verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/shrink.h"

static outcome worse(outcome a, outcome b) { return a > b ? a : b; }

/* Only a disagreement at a drawn instance touches the claim; what else it shows is counted. */
static outcome at_sample(const ledger *l, size_t s) {
  const sample *at = &l->e->samples[s];
  outcome worst = NOT_RUN;
  if (at->state != AGREES && !l->p->beyond) return at->state;
  for (int use = 0; use < l->p->count; use++) {
    outcome o = settled_at(l, s, use);
    if (o == LOST && announced_lost(l, use)) continue;
    if (o == AGREES && !controls_refused(l, s, use)) o = WEAK;
    worst = worse(worst, o);
  }
  return worst;
}

static outcome overall(const ledger *l) {
  outcome worst = NOT_RUN, drawn = NOT_RUN;
  if (l->e->fault) return FAULT;
  for (size_t s = 0; s < l->e->sample_count; s++) {
    outcome o = at_sample(l, s);
    if (!explores(&l->e->samples[s]) || o == DISAGREES)
      worst = worse(worst, o);
    else
      drawn = drawn == NOT_RUN || o < drawn ? o : drawn;
  }
  if (worst == NOT_RUN) worst = drawn;
  return l->e->halted ? worse(worst, HALTED) : worst;
}

static double tightest(const ledger *l) {
  double most = NAN;
  for (size_t i = 0; i < l->e->trial_count; i++) {
    const trial *t = &l->e->trials[i];
    for (size_t k = 0; t->control < 0 && k < t->journal.count; k++) {
      const comparison *c = &t->journal.of[k];
      if (l->part && (!c->part || strcmp(c->part, l->part))) continue;
      if (c->judged == AGREES) most = fmax(most, c->tightness); /* NaN where nothing was bounded */
    }
  }
  return most;
}

static void count_samples(const ledger *l, tally at[4]) {
  for (size_t s = 0; s < l->e->sample_count; s++) {
    tally *t = &at[l->e->samples[s].from];
    outcome o = at_sample(l, s);
    if (o == VACUOUS)
      t->vacuous++;
    else if (o == AGREES)
      t->agree++;
    else if (o == WEAK)
      t->weak++;
    else
      t->other++;
  }
}

static finding find(const ledger *l, const char *label, standing s) {
  reached r = evidence_reached(l);
  finding f = { .label = label,
                .standing = s,
                .outcome = overall(l),
                .evidence = r.evidence,
                .exactly = r.exactly,
                .fitted = r.fitted,
                .digits = r.digits,
                .tightness = tightest(l) };
  count_samples(l, f.at);
  return f;
}

static by_arithmetic summed(const ledger *l, int use) {
  by_arithmetic a = { .outcome = NOT_RUN, .lost = NAN };
  bool floating = l->p->use[use].kind == DOUBLE || l->p->use[use].kind == MPFR;
  for (size_t s = 0; s < l->e->sample_count; s++) {
    const trial *t = trial_at(l, s, use, -1);
    if (!t) continue;
    outcome o = plain_at(l, s, use);
    if (o == AGREES && !controls_refused(l, s, use)) o = WEAK;
    a.outcome = worse(a.outcome, o);
    if (t->bits > a.bits) a.bits = t->bits;
    for (size_t k = 0; floating && k < t->journal.count; k++)
      a.lost = fmax(a.lost, t->journal.of[k].lost);
  }
  a.announced = a.outcome == LOST && announced_lost(l, use);
  return a;
}

/* Something was judged somewhere. */
static bool ran_at_all(const ledger *l) {
  for (size_t s = 0; s < l->e->sample_count; s++) {
    outcome o = at_sample(l, s);
    if (o != NOT_RUN && o != VACUOUS) return true;
  }
  return false;
}

verdict judge(const examination *e, const plan *p) {
  ledger l = { .e = e, .p = p };
  const claim *c = e->of->record;
  verdict v = { .of = e->of, .parts = parts_of(c) };
  v.whole = find(&l, NULL, c->standing);
  for (int use = 0; use < p->count; use++) v.in[use] = summed(&l, use);
  v.ran = ran_at_all(&l);
  for (int i = 0; i < v.parts; i++) {
    l.part = c->parts[i].label;
    v.part[i] = find(&l, c->parts[i].label, c->parts[i].standing);
  }
  l.part = NULL;
  v.why = first_complaint(&l, &v);
  v.as_recorded = !v.why;
  v.weakness = accepted_control(&l, false);
  v.counterexample = counterexample_of(&l);
  v.hard = shrunk_instance(&l);
  v.replay = v.hard ? replay_of(e->of->id, v.hard) : NULL;
  v.remarks = gather_remarks(e, p);
  v.whole.sentence = sentence_of(&l, &v, &v.whole);
  for (int i = 0; i < v.parts; i++) {
    l.part = v.part[i].label;
    v.part[i].sentence = sentence_of(&l, &v, &v.part[i]);
  }
  return v;
}

void verdict_free(verdict *v) {
  for (int i = 0; i < v->parts; i++) free(v->part[i].sentence);
  free(v->whole.sentence), free(v->why), free(v->weakness), free(v->hard), free(v->replay);
  free(v->remarks);
  free(v->counterexample);
  *v = (verdict){ 0 };
}

int exit_code(const verdict *v, size_t n) {
  bool ran = false, wrong = false;
  for (size_t i = 0; i < n; i++) {
    if (v[i].whole.outcome == FAULT) return 99;
    wrong = wrong || !v[i].as_recorded;
    ran = ran || v[i].ran || v[i].whole.outcome == VACUOUS;
  }
  return wrong ? 1 : ran ? 0 : 77;
}
