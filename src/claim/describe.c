/* describe.c -- comparisons in words: what, where, which numbers; and the commands to see them again. */
#include <stdlib.h>
#include <string.h>

#include "claim/verdict.h"

/* The entry where most bits are lost, or NULL when no rows were kept. */
static const entry_row *worst_row(const comparison *c) {
  const entry_row *worst = NULL;
  for (int i = 0; i < c->count; i++)
    if (!worst || c->row[i].log_gap > worst->log_gap) worst = &c->row[i];
  return worst;
}

static char *numbers_of(const comparison *c) {
  const entry_row *r = worst_row(c);
  if (!r || !r->stated) return copy_of("");
  char *where = c->rows * c->columns == 1 ? copy_of("")
                : c->columns == 1         ? say("entry %d ", r->i + 1)
                                          : say("entry (%d,%d) ", r->i + 1, r->j + 1);
  char *text = say(": %smeasured %s, stated %s", where, r->measured, r->stated);
  free(where);
  return text;
}

char *describe(const ledger *l, const trial *t, const comparison *c, outcome o) {
  const choice *u = &l->p->use[t->use];
  bool floating = u->kind == DOUBLE || u->kind == MPFR;
  char *numbers = numbers_of(c);
  char *lost =
      floating && c->lost > 0 ? say(" (%.0f of %ld bits lost)", c->lost, u->bits) : copy_of("");
  char *text = say("%s `%s` %s at `%s` in %s%s%s%s%s", c->comparator, c->what,
                   o == LOST ? "is lost" : outcome_word(o), l->e->samples[t->sample].name, u->name,
                   numbers, lost, c->note ? "; " : "", c->note ? c->note : "");
  free(numbers), free(lost);
  return text;
}

/* The refusal of `as printed` in the best arithmetic that saw it. */
static const trial *best_refusal(const ledger *l) {
  const claim *c = l->e->of->record;
  static const int rank[] = { [EXACT] = 4, [BALL] = 3, [MPFR] = 2, [DOUBLE] = 1 };
  const trial *best = NULL;
  for (size_t i = 0; i < l->e->trial_count; i++) {
    const trial *t = &l->e->trials[i];
    if (t->control < 0 || strcmp(c->controls[t->control].name, "as printed")) continue;
    if (trial_outcome(t, NULL) != DISAGREES) continue;
    if (!best || rank[l->p->use[t->use].kind] > rank[l->p->use[best->use].kind]) best = t;
  }
  return best;
}

char *counterexample_of(const ledger *l) {
  const trial *t = best_refusal(l);
  for (size_t k = 0; t && k < t->journal.count; k++)
    if (t->journal.of[k].judged == DISAGREES) return describe(l, t, &t->journal.of[k], DISAGREES);
  return NULL;
}
