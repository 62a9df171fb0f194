/* verdict_file.c -- verdicts that a run has written, read again. */
#include "claim/verdict_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "claim/results.h"
#include "claim/row_file.h"

const char *text_in(const json_t *v, const char *key) {
  const char *s = json_string_value(json_object_get(v, key));
  return s && *s && strcmp(s, "-") ? s : NULL;
}

/* What is amiss with the object, or NULL. */
static const char *fault_of(const json_t *v) {
  static const char *const texts[] = { "id", "folder", "chapter", "standing", "outcome" };
  static const char *const lists[] = { "parts", "arithmetics", "instances", "comparisons",
                                       "controls" };
  if (!json_is_object(v)) return "not a verdict";
  if (json_integer_value(json_object_get(v, "schema")) != VERDICT_SCHEMA)
    return "a verdict of another schema";
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (!text_in(v, texts[i])) return "not a verdict";
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    const json_t *list = json_object_get(v, lists[i]), *one;
    size_t k;
    if (!json_is_array(list)) return "not a verdict";
    json_array_foreach(list, k, one) if (!json_is_object(one)) return "not a verdict";
  }
  return NULL;
}

json_t *verdicts_parse(const char *name, const char *bytes, size_t n, complaint *why) {
  json_t *all = json_array();
  const char *end = bytes + n;
  int number = 0;
  for (const char *line = bytes, *next; line < end; line = next) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    next = newline ? newline + 1 : end;
    number++;
    json_t *v = json_loadb(line, (size_t)((newline ? newline : end) - line), 0, NULL);
    const char *fault = fault_of(v);
    if (!fault) {
      json_array_append_new(all, v);
      continue;
    }
    json_decref(v), json_decref(all);
    complain(why, "%.300s, line %d: %s", name, number, fault);
    return NULL;
  }
  if (json_array_size(all)) return all;
  json_decref(all);
  complain(why, "%.300s holds no verdict", name);
  return NULL;
}

json_t *verdicts_read(const char *path, complaint *why) {
  struct stat is;
  bool folder = stat(path, &is) == 0 && S_ISDIR(is.st_mode);
  char *file = folder ? say("%s/verdicts.jsonl", path) : copy_of(path);
  size_t n;
  char *bytes = whole_file(file, &n, why);
  json_t *all = bytes ? verdicts_parse(file, bytes, n, why) : NULL;
  free(bytes), free(file);
  return all;
}
