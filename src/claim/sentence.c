/* sentence.c -- the verdict in one honest sentence: what was seen, where, how closely; no more. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/verdict.h"

static int supporting(const finding *f, source from) {
  return f->at[from].agree + f->at[from].weak;
}

/* "3 built-in and 50 drawn instances", of those where something of this part was judged and agrees. */
static char *places(const verdict *v, const finding *f) {
  int b = supporting(f, BUILT_IN), d = supporting(f, DRAWN), h = supporting(f, HARD);
  if (supporting(f, USERS))
    return d ? say("your instance and %d drawn ones", d) : copy_of("your instance");
  if (!inputs_of(v->of->record)) return copy_of("the one instance there is");
  int last = h ? h : d ? d : b;
  char *drawn = d ? say("%s%d drawn", h ? ", " : " and ", d) : copy_of("");
  char *hard = h ? say(" and %d hard", h) : copy_of("");
  char *all = say("%d built-in%s%s instance%s", b, drawn, hard, last == 1 ? "" : "s");
  free(drawn), free(hard);
  return all;
}

/* "certified there to 1e-37" */
static char *how(const finding *f) {
  bool width = isfinite(f->digits) && f->digits >= 1;
  char *to = width ? say(" to 1e-%d", (int)floor(f->digits)) : copy_of("");
  char *text = NULL;
  switch (f->evidence) {
  case PROVED:
  case CERTIFIED:
    text = say("certified there%s%s", f->exactly ? " exactly" : to,
               f->fitted ? " (fitted rates and statistics aside)" : "");
    break;
  case RESOLVED: text = say("resolved there%s at growing precision", to); break;
  case SEEN: text = say("seen there%s in floating point", to); break;
  case UNSEEN: text = copy_of("without evidence"); break;
  }
  free(to);
  return text;
}

/* The best arithmetic in which a built-in instance refuses `as printed`. */
static const char *counterexample(const ledger *l) {
  const claim *c = l->e->of->record;
  int best = -1;
  for (int k = 0; k < controls_of(c); k++) {
    if (strcmp(c->controls[k].name, "as printed")) continue;
    for (size_t s = 0; s < l->e->sample_count; s++)
      for (int use = 0; use < l->p->count; use++) {
        static const int rank[] = { [EXACT] = 3, [BALL] = 2, [MPFR] = 1, [DOUBLE] = 0 };
        if (control_at(l, s, use, k) == REFUSED && rank[l->p->use[use].kind] > best)
          best = rank[l->p->use[use].kind];
      }
  }
  static const char *const words[] = { " (counterexample in double)", " (counterexample in MPFR)",
                                       " (certified counterexample)",
                                       " (one exact counterexample)" };
  return best < 0 ? "" : words[best];
}

/* Where the plain measurement is itself the counterexample. */
static const char *refutation(const finding *f) {
  if (f->evidence >= CERTIFIED)
    return f->exactly ? "one exact counterexample" : "certified counterexample";
  return f->evidence == RESOLVED ? "counterexample resolved in MPFR" : "counterexample in double";
}

static char *agreeing(const ledger *l, const verdict *v, const finding *f) {
  char *at = places(v, f), *close = how(f), *text = NULL;
  const claim *c = v->of->record;
  bool users = supporting(f, USERS) > 0;
  switch (f->standing) {
  case CORRECTED:
    text = say("false as printed%s; the correction holds at %s, %s", users ? "" : counterexample(l),
               at, close);
    break;
  case REFUTED: text = say("false as printed (%s), at %s", refutation(f), at); break;
  case OPEN:
    text = say("open%s%s; what is measured agrees at %s, %s", c->remains ? ": " : "",
               c->remains ? c->remains : "", at, close);
    break;
  case REPRODUCED: text = say("reproduced at %s, %s", at, close); break;
  case NOT_REPRODUCED:
    text = say("not reproduced; what is found instead agrees at %s, %s", at, close);
    break;
  default:
    text = v->of->proof && f->evidence >= CERTIFIED
               ? say("proved%s%s", c->over ? " for " : "", c->over ? c->over : "")
               : say("holds at %s, %s; not a proof for all", at, close);
  }
  free(at), free(close);
  return text;
}

static const char *first_message(const ledger *l, outcome state) {
  const examination *e = l->e;
  for (size_t s = 0; s < e->sample_count; s++)
    if (e->samples[s].state == state) return e->samples[s].message;
  return NULL;
}

static char *failing(const ledger *l, const verdict *v, const finding *f) {
  const char *vain = first_message(l, VACUOUS), *open = first_message(l, UNSETTLED);
  char *why = NULL;
  switch (f->outcome) {
  case FAULT: return copy_of(l->e->fault ? l->e->fault : "a fault of the program");
  case VACUOUS: return say("says nothing here: %s", vain ? vain : "a hypothesis fails");
  case WEAK:
    if (v->weakness)
      return say("this instance cannot tell the claim from its control: %s", v->weakness);
    why = accepted_control(l, true);
    return why ? why : copy_of("no instance tells the claim from its control");
  case HALTED:
    if (l->e->halted) return copy_of(l->e->halted);
    break;
  case NOT_RUN:
    if (!v->of->record->measure)
      return say("%s%s%s", standing_word(f->standing), v->of->record->remains ? ": " : "",
                 v->of->record->remains ? v->of->record->remains : "");
    return copy_of("none of these arithmetics can evaluate it");
  default: break;
  }
  why = first_of(l, f->outcome, true);
  if (!why && f->outcome == UNSETTLED && open) return copy_of(open);
  return why ? why : copy_of(outcome_word(f->outcome));
}

static char *prefixed(char *text, const char *prefix) {
  char *both = say("%s%s", prefix, text);
  free(text);
  return both;
}

char *sentence_of(const ledger *l, const verdict *v, const finding *f) {
  char *text = f->outcome == AGREES ? agreeing(l, v, f) : failing(l, v, f);
  const char *broken_premise = first_message(l, VACUOUS);
  if (l->p->beyond && broken_premise) {
    char *label = say("beyond the claim (%s): ", broken_premise);
    text = prefixed(text, label);
    free(label);
  }
  if (f->label || !v->parts) return text;
  int stand = 0;
  for (int i = 0; i < v->parts; i++)
    stand += v->part[i].standing == HOLDS || v->part[i].standing == REPRODUCED;
  char *count = say("%d of %d parts stand; ", stand, v->parts);
  text = prefixed(text, count);
  free(count);
  return text;
}
