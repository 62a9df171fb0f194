/* shrink.c -- a disagreement at a drawn instance, found again at one as simple as possible. */
#include "claim/shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "claim/answers.h"
#include "claim/premises.h"

enum { MOST_TRIES = 2000, MOST_SECONDS = 120 };

typedef struct {
  const claim *record;
  plan plan; /* no rows are kept */
  int use;   /* the arithmetic that disagreed */
  const char *comparator, *what;
  int tries; /* left */
} pursuit;

const trial *drawn_disagreement(const ledger *l) {
  for (size_t i = 0; i < l->e->trial_count; i++) {
    const trial *t = &l->e->trials[i];
    if (t->control >= 0 || l->e->samples[t->sample].from != DRAWN) continue;
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

/* A certificate at this instance outranks floating digits. */
static bool certified_to_agree(const pursuit *p, const sample *s) {
  for (int use = 0; use < p->plan.count; use++) {
    number kind = p->plan.use[use].kind;
    if ((kind != EXACT && kind != BALL) || use == p->use) continue;
    trial t = trial_run(p->record, &p->plan, s, 0, use, -1, false);
    bool agrees = trial_outcome(&t, NULL) == AGREES;
    trial_free(&t);
    if (agrees) return true;
  }
  return false;
}

static bool disagrees(const pursuit *p, sample *s) {
  check_hypotheses(p->record, s);
  if (s->state != AGREES) return false;
  trial t = trial_run(p->record, &p->plan, s, 0, p->use, -1, false);
  bool same = same_refusal(p, &t);
  trial_free(&t);
  number kind = p->plan.use[p->use].kind;
  return same && (kind == EXACT || kind == BALL || !certified_to_agree(p, s));
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
  bool better = sample_answered(p->record, &best->given, false, &f.at, &f.given);
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
  for (long unit = 1024; unit > 1; unit /= 2) {
    long inner = a.value / unit * unit, outer = inner + (a.value < 0 ? -unit : unit);
    if (inner && try_answer(p, best, i, inner)) return true;
    if (a.low <= outer && outer <= a.high && try_answer(p, best, i, outer)) return true;
  }
  return try_answer(p, best, i, a.value + (a.value < goal ? 1 : a.value > goal ? -1 : 0));
}

static void shrink_from(pursuit *p, found *best) {
  bool lighter = true;
  while (lighter && p->tries) {
    lighter = false;
    for (size_t i = 0; i < best->given.count; i++)
      while (i < best->given.count && lighten(p, best, i)) lighter = true;
  }
}

static char *lines_of(const claim *c, const sample *s) {
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

static char *shrink(const ledger *l, const trial *t) {
  const claim *c = l->e->of->record;
  const comparison *refused = first_refusal(t);
  if (!refused) return NULL;
  pursuit p = { .record = c,
                .plan = *l->p,
                .use = t->use,
                .comparator = refused->comparator,
                .what = refused->what,
                .tries = MOST_TRIES };
  p.plan.keep = FEW_ROWS;
  found best = { 0 };
  complaint why;
  int k = draws_before(l->e, t->sample);
  if (!sample_drawn_with(c, l->e->of->id, l->p->seed, k, &best.at, &best.given, &why)) return NULL;
  best.weight = weight(c, &best.at, &best.given);
  shrink_from(&p, &best);
  char *lines = lines_of(c, &best.at);
  found_free(&best);
  return lines;
}

/* All that the file descriptor gives, malloc'ed. */
static char *read_all(int from) {
  char *all = copy_of("");
  char some[4096];
  for (ssize_t n; (n = read(from, some, sizeof some)) > 0;) {
    char *more = say("%s%.*s", all, (int)n, some);
    free(all);
    all = more;
  }
  return all;
}

char *shrunk_instance(const ledger *l) {
  const trial *t = drawn_disagreement(l);
  int ends[2];
  if (!t) return NULL;
  char *as_drawn = lines_of(l->e->of->record, &l->e->samples[t->sample]);
  fflush(NULL);
  if (pipe(ends)) return as_drawn;
  pid_t child = fork();
  if (child == 0) {
    alarm(MOST_SECONDS);
    char *lines = shrink(l, t);
    FILE *out = fdopen(ends[1], "w");
    if (lines && out) fputs(lines, out), fflush(out);
    _exit(0);
  }
  close(ends[1]);
  char *lines = child > 0 ? read_all(ends[0]) : copy_of("");
  close(ends[0]);
  if (child > 0) waitpid(child, NULL, 0);
  if (!*lines) { /* the child died: what was drawn is an instance too */
    free(lines);
    return as_drawn;
  }
  free(as_drawn);
  return lines;
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
