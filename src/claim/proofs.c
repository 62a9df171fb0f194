/* proofs.c -- what a proof that agreed lends to the claim it proves. */
#include <stdlib.h>
#include <string.h>

#include "claim/verdict.h"

/* Evidence is raised by a proof over the whole domain only; any other is mentioned. */
static void raise_to_proved(finding *f, const claim *proof) {
  if (f->outcome != AGREES) return;
  if (proof->entire) f->evidence = PROVED;
  if (!proof->over) return;
  char *more = say("%s; proved for %s", f->sentence, proof->over);
  free(f->sentence);
  f->sentence = more;
}

/* .proves is an id, or an id followed by a part's label: udt-LB.3(ii). */
static void lend(verdict *v, const char *id, const claim *proof) {
  size_t n = strlen(v->of->id);
  if (!strcmp(id, v->of->id))
    raise_to_proved(&v->whole, proof);
  else if (!strncmp(id, v->of->id, n))
    for (int i = 0; i < v->parts; i++)
      if (!strcmp(id + n, v->part[i].label)) raise_to_proved(&v->part[i], proof);
}

void apply_proofs(verdict *v, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const claim *c = v[i].of->record;
    if (!v[i].of->proof || !v[i].as_recorded || v[i].whole.outcome != AGREES) continue;
    if (v[i].whole.evidence < CERTIFIED) continue;
    v[i].whole.evidence = PROVED;
    for (size_t k = 0; c->proves && k < n; k++)
      if (!v[k].of->proof) lend(&v[k], c->proves, c);
  }
}
