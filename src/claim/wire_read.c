/* wire_read.c -- samples and trials back from JSON. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/wire.h"

static char *word(json_t *v) { return copy_of(json_string_value(v)); }

static double real(json_t *v) {
  if (json_is_number(v)) return json_number_value(v);
  const char *s = json_string_value(v);
  return s ? strtod(s, NULL) : NAN;
}

static long whole_number(json_t *v) { return (long)json_integer_value(v); }

static void read_sample(examination *e, json_t *v) {
  e->samples = one_more(e->samples, e->sample_count, sizeof *e->samples);
  sample *s = &e->samples[e->sample_count++];
  *s = (sample){ .name = word(json_object_get(v, "name")),
                 .from = (source)whole_number(json_object_get(v, "from")),
                 .note = word(json_object_get(v, "note")),
                 .state = (outcome)whole_number(json_object_get(v, "state")),
                 .message = word(json_object_get(v, "message")) };
  for (int i = 0; i < MOST_INPUTS; i++)
    s->text[i] = word(json_array_get(json_object_get(v, "text"), (size_t)i));
}

static void read_row(comparison *c, json_t *v) {
  entry_row *r = comparison_add(c);
  r->i = (int)whole_number(json_array_get(v, 0)), r->j = (int)whole_number(json_array_get(v, 1));
  char **words[] = { &r->measured,    &r->stated, &r->measured_full,
                     &r->stated_full, &r->radius, &r->stated_radius };
  double *reals[] = { &r->log_measured, &r->log_stated, &r->log_gap,
                      &r->log_radius,   &r->margin,     &r->lost };
  for (size_t k = 0; k < 6; k++) {
    *words[k] = word(json_array_get(v, 2 + k));
    *reals[k] = real(json_array_get(v, 8 + k));
  }
}

static void read_comparison(journal *to, json_t *v) {
  comparison *c = journal_add(to, json_string_value(json_array_get(v, 0)), NULL);
  c->what = word(json_array_get(v, 1)), c->part = word(json_array_get(v, 2));
  c->variable = word(json_array_get(v, 3)), c->at = word(json_array_get(v, 4));
  c->note = word(json_array_get(v, 5));
  c->judged = (outcome)whole_number(json_array_get(v, 6));
  c->exact = whole_number(json_array_get(v, 7)), c->width = whole_number(json_array_get(v, 8));
  c->certifies = whole_number(json_array_get(v, 9));
  c->rows = (int)whole_number(json_array_get(v, 10));
  c->columns = (int)whole_number(json_array_get(v, 11));
  double *reals[] = { &c->lost, &c->gap, &c->scale, &c->radius, &c->tightness };
  for (size_t k = 0; k < 5; k++) *reals[k] = real(json_array_get(v, 12 + k));
  json_t *row, *list = json_array_get(v, 17);
  size_t k;
  json_array_foreach(list, k, row) read_row(c, row);
}

static void read_trial(examination *e, json_t *v) {
  e->trials = one_more(e->trials, e->trial_count, sizeof *e->trials);
  trial *t = &e->trials[e->trial_count++];
  *t = (trial){ .sample = (int)whole_number(json_object_get(v, "sample")),
                .use = (int)whole_number(json_object_get(v, "use")),
                .control = (int)whole_number(json_object_get(v, "control")),
                .bits = whole_number(json_object_get(v, "bits")),
                .state = (outcome)whole_number(json_object_get(v, "state")),
                .message = word(json_object_get(v, "message")),
                .remarks = word(json_object_get(v, "remarks")) };
  json_t *one, *list = json_object_get(v, "journal");
  size_t k;
  json_array_foreach(list, k, one) read_comparison(&t->journal, one);
}

static void read_line(examination *e, json_t *line, char **whole) {
  json_t *v;
  if ((v = json_object_get(line, "sample")))
    read_sample(e, v);
  else if ((v = json_object_get(line, "trial")))
    read_trial(e, v);
  else if ((v = json_object_get(line, "fault")) && !e->fault)
    e->fault = word(v);
  else if ((v = json_object_get(line, "invisible")) && !e->invisible)
    e->invisible = word(v);
  else if ((v = json_object_get(line, "halted")) && !e->halted)
    e->halted = word(v);
  else if ((v = json_object_get(line, "whole")) && whole && !*whole)
    *whole = word(v);
}

void wire_read(FILE *from, examination *e, char **whole) {
  char *text = NULL;
  size_t size = 0;
  rewind(from);
  for (ssize_t n; (n = getline(&text, &size, from)) > 0;) {
    json_t *line = text[n - 1] == '\n' ? json_loadb(text, (size_t)n, 0, NULL) : NULL;
    if (line) read_line(e, line, whole);
    json_decref(line);
  }
  free(text);
}
