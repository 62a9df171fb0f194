/* shrink.c -- a disagreement at a drawn instance, found again at one as simple as possible. */
#include "claim/shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/aside.h"
#include "claim/premises.h"

enum { MOST_TRIES = 2000, MOST_SECONDS = 120 };

typedef struct {
  const claim *record;
  plan plan; /* no rows are kept */
  int use;   /* the arithmetic that disagreed */
  const char *comparator, *what;
  bool fine; /* the grid of the answers */
  int tries; /* left */
} pursuit;

const trial *drawn_disagreement(const ledger *l) {
  for (size_t i = 0; i < l->e->trial_count; i++) {
    const trial *t = &l->e->trials[i];
    if (l->e->samples[t->sample].from != DRAWN) continue;
    if (plain_at(l, (size_t)t->sample, t->use) == DISAGREES) return t;
  }
  return NULL;
}

static const comparison *first_refusal(const trial *t) {
  for (size_t k = 0; k < t->journal.count; k++)
    if (t->journal.of[k].judged == DISAGREES) return &t->journal.of[k];
  return NULL;
}

static bool same_refusal(const pursuit *p, const trial *t) {
  const comparison *c = first_refusal(t);
  return c && !strcmp(c->what, p->what) && !strcmp(c->comparator, p->comparator);
}

/* A certificate outranks floating digits in what it has certified: the comparison that is pursued. */
static bool certified_to_agree(const pursuit *p, const sample *s, const trial *floating) {
  size_t i = 0;
  while (floating->journal.of[i].judged != DISAGREES) i++;
  for (int use = 0; use < p->plan.count; use++) {
    number kind = p->plan.use[use].kind;
    if (kind != EXACT && kind != BALL) continue;
    trial t = trial_run(p->record, &p->plan, s, 0, use, -1, false);
    const comparison *c = counterpart(floating, i, &t);
    bool agrees = c && c->judged == AGREES && trial_outcome(&t, NULL) == AGREES;
    trial_free(&t);
    if (agrees) return true;
  }
  return false;
}

static bool disagrees(const pursuit *p, sample *s) {
  check_hypotheses(p->record, s);
  if (s->state != AGREES) return false;
  trial t = trial_run(p->record, &p->plan, s, 0, p->use, -1, false);
  number kind = p->plan.use[p->use].kind;
  bool floating = kind == DOUBLE || kind == MPFR;
  bool same = same_refusal(p, &t) && !(floating && certified_to_agree(p, s, &t));
  trial_free(&t);
  return same;
}

/* Significant bits: 64 has one, 65 has seven. */
static int bits_of(long x) {
  unsigned long odd = x < 0 ? -(unsigned long)x : (unsigned long)x;
  int bits = 0;
  while (odd && odd % 2 == 0) odd /= 2;
  for (; odd; odd /= 2) bits++;
  return bits;
}

/* How much there is to read: numbers weigh more than the digits of what they are made of. */
static long weight(const claim *c, const sample *s, const answers *given) {
  long sum = 0;
  for (int i = 0; i < inputs_of(c); i++) sum += 1000L * s->value[i]->rows * s->value[i]->columns;
  for (size_t i = 0; i < given->count; i++) {
    const answer *a = &given->of[i];
    if (a->value != simplest(a->low, a->high)) sum += 1 + bits_of(a->value);
  }
  return sum;
}

typedef struct {
  answers given;
  sample at;
  long weight;
} found;

static void found_free(found *f) { answers_free(&f->given), sample_free(&f->at); }

/* Answer i changed to x: better when it still disagrees and is lighter.  Takes its place then. */
static bool try_answer(pursuit *p, found *best, size_t i, long x) {
  if (best->given.of[i].value == x || !p->tries) return false;
  p->tries--;
  found f = { 0 };
  long kept = best->given.of[i].value;
  best->given.of[i].value = x;
  bool better = sample_answered(p->record, &best->given, p->fine, &f.at, &f.given);
  best->given.of[i].value = kept;
  if (better) f.weight = weight(p->record, &f.at, &f.given);
  better = better && f.weight < best->weight && disagrees(p, &f.at);
  if (better) {
    found_free(best);
    *best = f;
  } else {
    found_free(&f);
  }
  return better;
}

/* The simplest first, then coarser multiples on either side, then the next towards the simplest. */
static bool lighten(pursuit *p, found *best, size_t i) {
  answer a = best->given.of[i];
  long goal = simplest(a.low, a.high);
  if (try_answer(p, best, i, goal)) return true;
  for (long unit = 1L << 24; unit > 1; unit /= 2) {
    long inner = a.value / unit * unit, outer = inner + (a.value < 0 ? -unit : unit);
    if (inner && try_answer(p, best, i, inner)) return true;
    if (a.low <= outer && outer <= a.high && try_answer(p, best, i, outer)) return true;
  }
  return try_answer(p, best, i, a.value + (a.value < goal ? 1 : a.value > goal ? -1 : 0));
}

/* A lighter answer i leaves those before it, and so is asked for again. */
static void shrink_from(pursuit *p, found *best) {
  bool lighter = true;
  while (lighter && p->tries) {
    lighter = false;
    for (size_t i = 0; i < best->given.count; i++)
      while (lighten(p, best, i)) lighter = true;
  }
}

char *instance_lines(const claim *c, const sample *s) {
  char *all = copy_of("");
  for (int i = 0; i < inputs_of(c); i++) {
    char *more = say("%s%s = %s\n", all, c->inputs[i].name, s->text[i]);
    free(all);
    all = more;
  }
  return all;
}

static int draws_before(const examination *e, int sample_index) {
  int k = 0;
  for (int i = 0; i < sample_index; i++) k += e->samples[i].from == DRAWN;
  return k;
}

/* The instance of *start, made small while it goes on to disagree in that arithmetic as t does. */
static char *shrink(const enrolled *of, const plan *p, const trial *t, found *start, bool fine) {
  const comparison *refused = first_refusal(t);
  if (!refused) return NULL;
  pursuit chase = { .record = of->record,
                    .plan = *p,
                    .use = t->use,
                    .comparator = refused->comparator,
                    .what = refused->what,
                    .fine = fine,
                    .tries = MOST_TRIES };
  chase.plan.keep = FEW_ROWS;
  start->weight = weight(of->record, &start->at, &start->given);
  shrink_from(&chase, start);
  return instance_lines(of->record, &start->at);
}

static char *shrink_drawn(const ledger *l, const trial *t) {
  found best = { 0 };
  complaint why;
  const enrolled *of = l->e->of;
  int k = draws_before(l->e, t->sample);
  bool drawn = sample_drawn_with(of->record, of->id, l->p->seed, k, &best.at, &best.given, &why);
  char *lines = drawn ? shrink(of, l->p, t, &best, false) : NULL;
  found_free(&best);
  return lines;
}

char *shrunk_answers(const enrolled *of, const plan *p, const trial *t, const answers *given) {
  found best = { 0 };
  bool made = sample_answered(of->record, given, true, &best.at, &best.given);
  char *lines = made ? shrink(of, p, t, &best, true) : NULL;
  found_free(&best);
  return lines;
}

typedef struct {
  const ledger *l;
  const trial *t;
} drawn_failure;

static void tell_shrunk(FILE *out, void *with) {
  const drawn_failure *f = with;
  char *lines = shrink_drawn(f->l, f->t);
  if (lines) fputs(lines, out);
  free(lines);
}

/* Where the child dies, what was drawn is an instance too. */
char *shrunk_instance(const ledger *l) {
  drawn_failure f = { l, drawn_disagreement(l) };
  if (!f.t) return NULL;
  char *lines = said_aside(tell_shrunk, &f, MOST_SECONDS);
  if (lines && *lines) return lines;
  free(lines);
  return instance_lines(l->e->of->record, &l->e->samples[f.t->sample]);
}

char *replay_of(const char *id, const char *lines) {
  char *all = say("elenchus run %s", id);
  for (const char *at = lines; *at;) {
    size_t n = strcspn(at, "\n");
    char *more = say("%s --set '%.*s'", all, (int)n, at);
    free(all);
    all = more;
    at += n + (at[n] == '\n');
  }
  return all;
}
