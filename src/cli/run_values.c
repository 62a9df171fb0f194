/* run_values.c -- the numbers measured at a user's instance, for comparison with one's own. */
#include "cli/run_values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 60 };

/* Balls before floating point before rationals, and more bits before fewer. */
static long rank(const plan *p, const trial *t) {
  number kind = p->use[t->use].kind;
  return (kind == BALL ? 2L << 40 : kind == EXACT ? 0 : 1L << 40) + p->use[t->use].bits;
}

static const trial *best_trial(const examination *e, const plan *p) {
  const trial *best = NULL;
  for (size_t i = 0; i < e->trial_count; i++) {
    const trial *t = &e->trials[i];
    if (t->control < 0 && t->journal.count && (!best || rank(p, t) > rank(p, best))) best = t;
  }
  return best;
}

/* The digits of text that the radius leaves, rounded down, with an ellipsis when some are cut. */
static void put_number(FILE *out, const char *text, const char *full, double log_number,
                       double log_radius) {
  const char *number = full ? full : text ? text : "-";
  if (isfinite(log_number) && isfinite(log_radius) && log_number < log_radius + 1) {
    fprintf(out, "0, to within 1e%.0f", ceil(log_radius));
    return;
  }
  double digits = floor(log_number - log_radius) + 1;
  int kept = isfinite(digits) && digits < MOST_DIGITS ? (int)fmax(digits, 1) : MOST_DIGITS;
  int length = (int)strlen(number), n = 0;
  while (n < length && strchr("-+.0", number[n])) n++; /* leading zeros are no digits */
  for (; n < length && strchr("0123456789.", number[n]) && kept > 0; n++) kept -= number[n] != '.';
  const char *tail = strpbrk(number + n, "e/@");
  bool cut = n < length && tail != number + n;
  if (tail && *tail == '/') n = length, cut = false, tail = NULL;
  fprintf(out, "%.*s%s%s", n, number, cut ? "…" : "", tail ? tail : "");
}

static void put_comparison(FILE *out, const comparison *c) {
  fprintf(out, "  %s %s", c->comparator, c->what);
  if (c->at) fprintf(out, ", %s = %.8s", c->variable, c->at);
  fputc('\n', out);
  for (int i = 0; i < c->count; i++) {
    const entry_row *r = &c->row[i];
    if (c->rows * c->columns > 1) fprintf(out, "    (%d,%d)", r->i + 1, r->j + 1);
    fputs("    ", out);
    put_number(out, r->measured, r->measured_full, r->log_measured, r->log_radius);
    fputs("\n      against ", out);
    put_number(out, r->stated, r->stated_full, r->log_stated, r->log_radius);
    fputc('\n', out);
  }
}

char *values_text(const examination *e, const plan *p) {
  const trial *t = best_trial(e, p);
  if (!t) return NULL;
  char *text;
  size_t size;
  FILE *out = open_memstream(&text, &size);
  if (!out) return NULL;
  fprintf(out, "Measured in %s:\n", p->use[t->use].name);
  for (size_t i = 0; i < t->journal.count; i++)
    if (t->journal.of[i].judged != NOT_RUN) put_comparison(out, &t->journal.of[i]);
  fclose(out);
  return text;
}
