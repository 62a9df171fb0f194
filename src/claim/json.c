/* json.c -- JSON values of what we write. */
#include "claim/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "claim/store.h"
#include "num/arr.h"

json_t *json_text(const char *s) {
  json_t *w = s ? json_string(s) : json_null();
  if (w) return w;
  char *plain = copy_of(s);
  for (char *c = plain; *c; c++)
    if ((unsigned char)*c > 127) *c = '?';
  w = json_string(plain);
  free(plain);
  if (!w) broken("out of memory");
  return w;
}

json_t *json_rough(double x) {
  if (!isfinite(x)) return json_null();
  return json_real(fabs(x) < 1e12 ? round(1000 * x) / 1000 : x);
}

json_t *json_double(double x) {
  char text[16];
  if (isfinite(x)) return json_real(x);
  snprintf(text, sizeof text, "%s", isnan(x) ? "nan" : x > 0 ? "inf" : "-inf");
  return json_string(text);
}

bool json_store(const char *path, const json_t *value, complaint *why) {
  draft d;
  if (!draft_open(&d, path, why)) return false;
  char *text = json_dumps(value, JSON_SORT_KEYS | JSON_INDENT(2));
  if (!text) broken("out of memory");
  fprintf(d.out, "%s\n", text);
  free(text);
  return draft_commit(&d, why);
}
