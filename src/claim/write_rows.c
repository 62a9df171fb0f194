/* write_rows.c -- DIR/<id>.tsv: every number that was compared, and every point of a figure; of
 * controls, those at instances that are not drawn. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/results.h"

static const char header[] =
    "arithmetic\tinstance\tcontrol\tpart\twhat\tentry\tvariable\tat\tmeasured\tstated\t"
    "log10_measured\tlog10_stated\tlog10_gap\tlog10_radius\tmargin\tlost\tjudged\tcomparator\n";

/* Tabs and newlines would be columns and rows. */
static void text(FILE *out, const char *s) {
  if (!s || !*s) s = "-";
  for (; *s; s++) fputc(*s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s, out);
  fputc('\t', out);
}

static void real(FILE *out, double x) { fprintf(out, "%.10g\t", isnan(x) ? NAN : x); }

static void entry_of(FILE *out, const comparison *c, const entry_row *r) {
  if (c->rows * c->columns == 1)
    fputs("-\t", out);
  else if (c->columns == 1)
    fprintf(out, "%d\t", r->i + 1);
  else
    fprintf(out, "%d,%d\t", r->i + 1, r->j + 1);
}

static void one_row(FILE *out, const comparison *c, const entry_row *r) {
  text(out, c->part), text(out, c->what);
  entry_of(out, c, r);
  text(out, c->variable), text(out, c->at), text(out, r->measured), text(out, r->stated);
  real(out, r->log_measured), real(out, r->log_stated), real(out, r->log_gap);
  real(out, r->log_radius), real(out, r->margin), real(out, r->lost);
  bool trace_ = !strcmp(c->comparator, "trace");
  fprintf(out, "%s\t%s\n", trace_ ? "trace" : outcome_word(c->judged), c->comparator);
}

bool write_rows(const char *folder, const examination *e, const plan *p, complaint *why) {
  char *path = say("%s/%s.tsv", folder, e->of->id);
  for (char *c = path + strlen(folder); *c; c++)
    if (*c == ':') *c = '-';
  draft d;
  bool fine = draft_open(&d, path, why);
  free(path);
  if (!fine) return false;
  fputs(header, d.out);
  for (size_t i = 0; i < e->trial_count; i++) {
    const trial *t = &e->trials[i];
    if (t->control >= 0 && explores(&e->samples[t->sample])) continue;
    for (size_t k = 0; k < t->journal.count; k++)
      for (int n = 0; n < t->journal.of[k].count; n++) {
        text(d.out, p->use[t->use].name), text(d.out, e->samples[t->sample].name);
        text(d.out, t->control < 0 ? NULL : e->of->record->controls[t->control].name);
        one_row(d.out, &t->journal.of[k], &t->journal.of[k].row[n]);
      }
  }
  return draft_commit(&d, why);
}
