/* select.c -- claims by id and by paper. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static bool unknown(const char *word, const char *what, complaint *why) {
  char shown[64];
  const char *near = registry_nearest(word);
  quoted(word, strlen(word), shown);
  if (near) return complain(why, "`%s` is not %s; did you mean %s?", shown, what, near);
  return complain(why, "`%s` is not %s (elenchus list shows all)", shown, what);
}

const enrolled *claim_named(const char *id, complaint *why) {
  const enrolled *of = registry_find(id);
  if (!of) unknown(id, "a claim", why);
  return of;
}

bool paper_named(const char *key, complaint *why) {
  return registry_has_paper(key) || unknown(key, "a paper", why);
}

/* The claim itself, or a proof of it or of one of its parts. */
static bool belongs(const enrolled *e, const char *id, bool with_proofs) {
  if (!strcmp(e->id, id)) return true;
  const char *proves = e->proof && with_proofs ? e->record->proves : NULL;
  size_t n = strlen(id);
  return proves && !strncmp(proves, id, n) && (!proves[n] || proves[n] == '(');
}

bool select_claims(selection *s, char *const *words, int n, bool with_proofs, complaint *why) {
  *s = (selection){ 0 };
  for (int k = 0; k < n; k++)
    if (!registry_find(words[k]) && !registry_has_paper(words[k]))
      return unknown(words[k], "a claim", why);
  for (size_t i = 0; i < registry_size(); i++) {
    const enrolled *e = registry_at(i);
    bool wanted = n == 0;
    for (int k = 0; k < n && !wanted; k++)
      wanted = !strcmp(e->paper, words[k]) || belongs(e, words[k], with_proofs);
    if (!wanted) continue;
    s->of = one_more(s->of, s->count, sizeof *s->of);
    s->of[s->count++] = e;
  }
  return true;
}

void selection_free(selection *s) {
  free(s->of);
  *s = (selection){ 0 };
}
