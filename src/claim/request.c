/* request.c -- all that decides what a run finds, as JSON. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/examined.h"
#include "claim/json.h"
#include "claim/versions.h"

/* The program itself, by its bytes (FNV-1a): what was built from other sources finds other things. */
static char *program_mark(void) {
  uint64_t h = 0xCBF29CE484222325u;
  unsigned char bytes[65536];
  FILE *in = fopen("/proc/self/exe", "rb");
  for (size_t n; in && (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
    for (size_t i = 0; i < n; i++) h = (h ^ bytes[i]) * 0x100000001B3u;
  if (in) fclose(in);
  return say("%s %016llx", program_version(), (unsigned long long)h);
}

static json_t *given_json(const sheet *given) {
  json_t *list = json_array();
  for (size_t i = 0; given && i < given->count; i++) {
    char *line = say("%s = %s", given->of[i].name, given->of[i].value.text);
    json_array_append_new(list, json_text(line));
    free(line);
  }
  return list;
}

json_t *request_of(const plan *p, const enrolled *const *claims, size_t n, json_t *arguments) {
  json_t *to = json_object(), *ids = json_array(), *use = json_array();
  char *mark_ = program_mark();
  for (size_t i = 0; i < n; i++) json_array_append_new(ids, json_text(claims[i]->id));
  for (int i = 0; i < p->count; i++) json_array_append_new(use, json_text(p->use[i].name));
  json_object_set_new(to, "program", json_text(mark_));
  json_object_set_new(to, "arithmetics", use);
  json_object_set_new(to, "draws", json_integer(p->draws));
  json_object_set_new(to, "seed", json_integer((json_int_t)p->seed));
  json_object_set_new(to, "full", json_boolean(p->full));
  json_object_set_new(to, "beyond", json_boolean(p->beyond));
  json_object_set_new(to, "keep", json_integer(p->keep));
  json_object_set_new(to, "given", given_json(p->given));
  json_object_set_new(to, "claims", ids);
  json_object_set(to, "arguments", arguments);
  free(mark_);
  return to;
}

const char *request_difference(const json_t *a, const json_t *b) {
  static const struct {
    const char *key, *said;
  } parts[] = { { "program", "another program" },
                { "arithmetics", "other arithmetics" },
                { "draws", "another number of draws" },
                { "seed", "another seed" },
                { "full", "another budget" },
                { "beyond", "another --beyond" },
                { "keep", "other results to keep" },
                { "given", "other inputs" },
                { "claims", "other claims" } };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!json_equal(json_object_get(a, parts[i].key), json_object_get(b, parts[i].key)))
      return parts[i].said;
  return NULL;
}

static char *joined(const json_t *list) {
  char *all = copy_of("");
  for (size_t i = 0; i < json_array_size(list); i++) {
    const char *word = json_string_value(json_array_get(list, i));
    char *more = say("%s%s%s", all, i ? "," : "", word ? word : "");
    free(all);
    all = more;
  }
  return all;
}

bool request_plan(const json_t *request, plan *p, sheet *given, complaint *why) {
  *p = plan_default(json_is_true(json_object_get(request, "full")));
  *given = (sheet){ 0 };
  char *names = joined(json_object_get(request, "arithmetics"));
  bool fine = plan_arithmetics(p, names, why);
  free(names);
  p->draws = (int)json_integer_value(json_object_get(request, "draws"));
  p->seed = (unsigned long)json_integer_value(json_object_get(request, "seed"));
  p->beyond = json_is_true(json_object_get(request, "beyond"));
  p->keep = (keeping)json_integer_value(json_object_get(request, "keep"));
  const json_t *list = json_object_get(request, "given");
  for (size_t i = 0; fine && i < json_array_size(list); i++) {
    const char *line = json_string_value(json_array_get(list, i));
    fine = line ? sheet_set(given, line, why) : complain(why, "an input is no text");
  }
  if (given->count) p->given = given;
  if (!fine) sheet_free(given);
  return fine;
}
