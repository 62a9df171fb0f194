/* run_table.c -- verdicts as a person reads them. */
#include "cli/run_table.h"

#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"

const char *digits_text(const finding *f, char buffer[24]) {
  if (f->exactly) return "exact";
  if (!isfinite(f->digits)) return "-";
  snprintf(buffer, 24, "%d", (int)floor(f->digits));
  return buffer;
}

static void add_finding(table *t, const char *id, const finding *f, const char *seconds) {
  char digits[24];
  table_row(t, (const char *[]){ id, standing_word(f->standing), outcome_word(f->outcome),
                                 evidence_word(f->evidence), digits_text(f, digits), seconds });
}

static void print_table(const verdict *v, size_t n, const double *seconds) {
  table *t = table_new(6);
  table_row(t, (const char *[]){ "id", "standing", "outcome", "evidence", "digits",
                                 seconds ? "CPU s" : "" });
  for (size_t i = 0; i < n; i++) {
    char time[32] = "";
    if (seconds) snprintf(time, sizeof time, "%.3f", seconds[i]);
    add_finding(t, v[i].of->id, &v[i].whole, time);
    for (int k = 0; k < v[i].parts; k++) {
      char *label = say("  %s", v[i].part[k].label);
      add_finding(t, label, &v[i].part[k], "");
      free(label);
    }
  }
  table_print(t, stdout, wants_colour(stdout));
  table_free(t);
}

static void print_arithmetics(const verdict *v, const plan *p) {
  table *t = table_new(4);
  for (int i = 0; i < p->count; i++) {
    const by_arithmetic *a = &v->in[i];
    char lost[48] = "", *more = a->bits > p->use[i].bits ? say("needed %ld bits", a->bits) : NULL;
    if (a->outcome != NOT_RUN && !isnan(a->lost))
      snprintf(lost, sizeof lost, "%.0f bits lost", a->lost);
    char *name = say("  %s", p->use[i].name);
    table_row(t, (const char *[]){ name, outcome_word(a->outcome), lost,
                                   a->announced ? "as announced" : more });
    free(name), free(more);
  }
  table_print(t, stdout, wants_colour(stdout));
  table_free(t);
}

/* One claim alone: all that there is to say. */
static void print_detail(const verdict *v, const plan *p) {
  printf("\n%s %s.\n", v->of->id, v->whole.sentence);
  for (int i = 0; i < v->parts; i++) printf("  %s %s.\n", v->part[i].label, v->part[i].sentence);
  print_arithmetics(v, p);
  if (isfinite(v->whole.tightness) && v->whole.tightness > 0)
    printf("The largest measured/bound is %.6g.\n", v->whole.tightness);
  if (v->counterexample) printf("As printed: %s.\n", v->counterexample);
  if (v->weakness) printf("Weak: %s.\n", v->weakness);
}

static void print_remarks(const verdict *v) {
  if (v->remarks) printf("Remarks of %s:\n%s", v->of->id, v->remarks);
}

static void print_complaints(const verdict *v, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!v[i].as_recorded) printf("%s is not as recorded: %s.\n", v[i].of->id, v[i].why);
    if (v[i].replay) printf("  to see it again: %s\n", v[i].replay);
  }
}

void print_verdicts(const verdict *v, size_t n, const plan *p, const double *seconds) {
  size_t as = 0, claims = 0;
  print_table(v, n, seconds);
  for (size_t i = 0; i < n; i++) as += v[i].as_recorded, claims += !v[i].of->proof;
  if (claims == 1)
    for (size_t i = 0; i < n; i++)
      if (!v[i].of->proof) print_detail(&v[i], p);
  for (size_t i = 0; claims <= 1 && i < n; i++) print_remarks(&v[i]);
  putchar('\n');
  print_complaints(v, n);
  printf("%zu of %zu as recorded.\n", as, n);
}
