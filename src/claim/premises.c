/* premises.c -- before anything is measured: do the hypotheses hold, can the instance show anything? */
#include "claim/premises.h"

#include <stdlib.h>

#include "claim/registry.h"
#include "claim/run.h"

enum { FIRST_BITS = 256, LAST_BITS = 4096 };

typedef struct {
  run *here;
  const hypothesis *premise;
  const visible *seen;
  truth answer;
  arr value;
} question;

static void decide(void *with) {
  question *q = with;
  q->answer = q->premise->decide(q->here);
}

static void look(void *with) {
  question *q = with;
  q->value = q->seen->measure(q->here);
}

/* Decisions may use comparators by mistake; what they would write goes nowhere. */
static bool asked(const claim *c, const sample *s, number kind, long bits, question *q,
                  void (*ask)(void *), void (*then)(question *)) {
  char message[512];
  journal nowhere = { 0 };
  q->here = run_open(c, s, kind, bits, bits);
  q->here->to = &nowhere;
  bool fine = arith_guard(ask, q, message, sizeof message) == 0;
  if (fine && then) then(q);
  free(q->here->remarks);
  run_close(q->here);
  journal_free(&nowhere);
  return fine;
}

static truth decided(const claim *c, const sample *s, const hypothesis *h) {
  question q = { .premise = h };
  if (asked(c, s, EXACT, 0, &q, decide, NULL) && q.answer != UNSURE) return q.answer;
  for (long bits = FIRST_BITS; bits <= LAST_BITS; bits *= 2)
    if (asked(c, s, BALL, bits, &q, decide, NULL) && q.answer != UNSURE) return q.answer;
  return UNSURE;
}

void check_hypotheses(const claim *c, sample *s) {
  for (int i = 0; i < hypotheses_of(c); i++) {
    const hypothesis *h = &c->hypotheses[i];
    truth t = decided(c, s, h);
    if (t == YES) continue;
    s->state = t == NO ? VACUOUS : UNSETTLED;
    s->message =
        say(t == NO ? "the hypothesis `%s` fails" : "the hypothesis `%s` stays undecided", h->says);
    return;
  }
}

static void clearly_not_zero(question *q) {
  arr zero = whole(q->value->in, 0), size = greatest(absolute(q->value));
  number kind = arith_kind(size->in);
  arr floor_ = kind == MPFR ? power(rat(size->in, 1, 2), FIRST_BITS / 4) : zero;
  q->answer = lt(floor_, size);
}

bool check_visible(const claim *c, const sample *s, complaint *why) {
  static const number kinds[] = { EXACT, BALL, MPFR };
  for (int i = 0; i < visibles_of(c); i++) {
    question q = { .seen = &c->visible[i], .answer = UNSURE };
    for (int k = 0; k < 3 && q.answer == UNSURE; k++)
      asked(c, s, kinds[k], kinds[k] == EXACT ? 0 : FIRST_BITS, &q, look, clearly_not_zero);
    if (q.answer != YES)
      return complain(why, "`%s` is %s at the instance `%s`", q.seen->name,
                      q.answer == NO ? "zero" : "not clearly different from zero", s->name);
  }
  return true;
}
