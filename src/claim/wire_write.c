/* wire_write.c -- samples and trials as JSON, a line each. */
#include <jansson.h>
#include <stdlib.h>

#include "claim/json.h"
#include "claim/wire.h"

static void send(FILE *to, const char *key, json_t *value) {
  json_t *line = json_object();
  json_object_set_new(line, key, value);
  char *text = json_dumps(line, JSON_COMPACT);
  json_decref(line);
  if (!text) broken("out of memory");
  fprintf(to, "%s\n", text);
  free(text);
  fflush(to);
}

void wire_word(FILE *to, const char *key, const char *text) { send(to, key, json_text(text)); }

void wire_sample(FILE *to, const sample *s) {
  json_t *list = json_array();
  for (int i = 0; i < MOST_INPUTS; i++) json_array_append_new(list, json_text(s->text[i]));
  json_t *value = json_object();
  json_object_set_new(value, "name", json_text(s->name));
  json_object_set_new(value, "from", json_integer(s->from));
  json_object_set_new(value, "text", list);
  json_object_set_new(value, "note", json_text(s->note));
  json_object_set_new(value, "state", json_integer(s->state));
  json_object_set_new(value, "message", json_text(s->message));
  send(to, "sample", value);
}

static json_t *row_value(const entry_row *r) {
  json_t *a = json_array();
  json_array_append_new(a, json_integer(r->i));
  json_array_append_new(a, json_integer(r->j));
  const char *words[] = { r->measured,    r->stated, r->measured_full,
                          r->stated_full, r->radius, r->stated_radius };
  for (int k = 0; k < 6; k++) json_array_append_new(a, json_text(words[k]));
  double reals[] = {
    r->log_measured, r->log_stated, r->log_gap, r->log_radius, r->margin, r->lost
  };
  for (int k = 0; k < 6; k++) json_array_append_new(a, json_double(reals[k]));
  return a;
}

static json_t *comparison_value(const comparison *c) {
  json_t *a = json_array(), *list = json_array();
  const char *words[] = { c->comparator, c->what, c->part, c->variable, c->at, c->note };
  for (int k = 0; k < 6; k++) json_array_append_new(a, json_text(words[k]));
  long wholes[] = { c->judged, c->exact, c->width, c->certifies, c->rows, c->columns };
  for (int k = 0; k < 6; k++) json_array_append_new(a, json_integer(wholes[k]));
  double reals[] = { c->lost, c->gap, c->scale, c->radius, c->tightness };
  for (int k = 0; k < 5; k++) json_array_append_new(a, json_double(reals[k]));
  for (int k = 0; k < c->count; k++) json_array_append_new(list, row_value(&c->row[k]));
  json_array_append_new(a, list);
  return a;
}

void wire_trial(FILE *to, const trial *t) {
  json_t *list = json_array(), *value = json_object();
  for (size_t k = 0; k < t->journal.count; k++)
    json_array_append_new(list, comparison_value(&t->journal.of[k]));
  json_object_set_new(value, "sample", json_integer(t->sample));
  json_object_set_new(value, "use", json_integer(t->use));
  json_object_set_new(value, "control", json_integer(t->control));
  json_object_set_new(value, "bits", json_integer(t->bits));
  json_object_set_new(value, "state", json_integer(t->state));
  json_object_set_new(value, "message", json_text(t->message));
  json_object_set_new(value, "remarks", json_text(t->remarks));
  json_object_set_new(value, "journal", list);
  send(to, "trial", value);
}
