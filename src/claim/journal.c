/* journal.c -- what comparators wrote down: one comparison each, entry by entry. */
#include "claim/journal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "claim/say.h"

comparison *journal_add(journal *j, const char *comparator, const char *what) {
  j->of = one_more(j->of, j->count, sizeof *j->of);
  comparison *c = &j->of[j->count++];
  *c = (comparison){ .what = copy_of(what),
                     .certifies = true,
                     .lost = NAN,
                     .gap = NAN,
                     .scale = NAN,
                     .radius = NAN,
                     .tightness = NAN };
  snprintf(c->comparator, sizeof c->comparator, "%s", comparator);
  return c;
}

entry_row *comparison_add(comparison *c) {
  c->row = one_more(c->row, (size_t)c->count, sizeof *c->row);
  entry_row *r = &c->row[c->count++];
  *r = (entry_row){ .log_measured = NAN,
                    .log_stated = NAN,
                    .log_gap = NAN,
                    .log_radius = NAN,
                    .margin = NAN,
                    .lost = NAN };
  return r;
}

void comparison_forget_rows(comparison *c) {
  for (int i = 0; i < c->count; i++) {
    entry_row *r = &c->row[i];
    free(r->measured), free(r->stated), free(r->measured_full), free(r->stated_full);
    free(r->radius), free(r->stated_radius);
  }
  free(c->row);
  c->row = NULL, c->count = 0;
}

void journal_free(journal *j) {
  for (size_t i = 0; i < j->count; i++) {
    comparison *c = &j->of[i];
    comparison_forget_rows(c);
    free(c->what), free(c->part), free(c->variable), free(c->at), free(c->note);
  }
  free(j->of);
  *j = (journal){ 0 };
}
