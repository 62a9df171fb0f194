/* gather_remarks.c -- what plain measurements remarked, with instance and arithmetic. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/verdict.h"

static void put(FILE *out, const examination *e, const plan *p, const trial *t) {
  char *lines = copy_of(t->remarks), *save = NULL;
  for (char *line = strtok_r(lines, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
    fprintf(out, "  at `%s` in %s: %s\n", e->samples[t->sample].name, p->use[t->use].name, line);
  free(lines);
}

char *gather_remarks(const examination *e, const plan *p) {
  char *text = NULL;
  size_t size;
  FILE *out = open_memstream(&text, &size);
  if (!out) return NULL;
  for (size_t i = 0; i < e->trial_count; i++)
    if (e->trials[i].control < 0 && e->trials[i].remarks) put(out, e, p, &e->trials[i]);
  fclose(out);
  if (size) return text;
  free(text);
  return NULL;
}
