/* report_counter.c -- the numbers that contradict a printed statement. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/html.h"
#include "cli/report.h"

/* Exactly is best, then in balls: both are proofs at the instance. */
static int strength(const json_t *c) {
  const char *in = text_in(c, "arithmetic");
  return !in ? 0 : *in == 'e' ? 4 : *in == 'b' ? 3 : *in == 'm' ? 2 : 1;
}

/* The refusal of `as printed`. */
static const json_t *refusal_of_printed(const json_t *v) {
  const json_t *best = NULL, *c;
  size_t i;
  json_array_foreach(json_object_get(v, "controls"), i, c) {
    const char *name = text_in(c, "control"), *result = text_in(c, "result");
    if (!name || strcmp(name, "as printed") || !result || strcmp(result, "refused")) continue;
    if (json_object_get(c, "measured") && (!best || strength(c) > strength(best))) best = c;
  }
  return best;
}

/* Where a difference was itself what had to be shown. */
static bool shows_difference(const json_t *c) {
  const char *by = text_in(c, "comparator"), *judged = text_in(c, "judged");
  return by && judged && !strcmp(judged, "agrees") &&
         (!strcmp(by, "apart") || !strcmp(by, "exceeds"));
}

/* For a refuted statement: the measurement is the counterexample. */
static const json_t *shown_difference(const json_t *v) {
  const json_t *best = NULL, *c;
  size_t i;
  json_array_foreach(json_object_get(v, "comparisons"), i, c) {
    if (shows_difference(c) && json_object_get(c, "measured") &&
        (!best || strength(c) > strength(best)))
      best = c;
  }
  return best;
}

static double value_at(const json_t *side, size_t k) {
  const char *s = text_in(json_array_get(json_object_get(side, "entries"), k), "value");
  const char *slash = s ? strchr(s, '/') : NULL;
  return !s ? NAN : slash ? strtod(s, NULL) / strtod(slash + 1, NULL) : strtod(s, NULL);
}

/* The entry where the two sides are farthest apart. */
static size_t farthest(const json_t *c) {
  const json_t *a = json_object_get(c, "measured"), *b = json_object_get(c, "stated");
  size_t n = json_array_size(json_object_get(a, "entries")), best = 0;
  for (size_t k = 1; k < n; k++)
    if (fabs(value_at(a, k) - value_at(b, k)) > fabs(value_at(a, best) - value_at(b, best)))
      best = k;
  return best;
}

/* "0.3076 ± 2e-38" */
static void number_row(FILE *out, const char *label, const json_t *side, size_t k) {
  const json_t *one = json_array_get(json_object_get(side, "entries"), k);
  const char *value = text_in(one, "value"), *radius = text_in(one, "radius");
  char *digits = certain_digits(value, radius), width[48] = "";
  if (radius && strtod(radius, NULL) > 0)
    snprintf(width, sizeof width, " \302\261 %.1e", strtod(radius, NULL));
  html(out, "<tr><th scope=\"row\">%s</th><td>%s%s</td></tr>\n", label, digits, width);
  free(digits);
}

static const json_t *inputs_at(const json_t *v, const char *instance) {
  const json_t *one;
  size_t i;
  json_array_foreach(json_object_get(v, "instances"), i, one) {
    const char *name = text_in(one, "name");
    if (name && !strcmp(name, instance)) return json_object_get(one, "inputs");
  }
  return NULL;
}

static void inputs_row(FILE *out, const json_t *inputs) {
  const char *name;
  json_t *value;
  bool any = false;
  html(out, "<tr><th scope=\"row\">inputs</th><td>");
  json_object_foreach((json_t *)inputs, name, value) {
    const char *s = json_string_value(value);
    if (!s) continue;
    if (any) html(out, "<br>");
    input_text(out, name, s);
    any = true;
  }
  html(out, "</td></tr>\n");
}

static void place_row(FILE *out, const json_t *c, size_t k) {
  const json_t *side = json_object_get(c, "measured");
  int rows = (int)json_integer_value(json_object_get(side, "rows"));
  int columns = (int)json_integer_value(json_object_get(side, "columns"));
  const char *variable = text_in(c, "variable"), *at = text_in(c, "at");
  html(out, "<tr><th scope=\"row\">what</th><td class=\"said\">%s", text_in(c, "what"));
  if (rows * columns > 1 && columns == 1)
    html(out, ", entry %d", (int)k + 1);
  else if (rows * columns > 1 && columns)
    html(out, ", entry (%d,%d)", (int)k / columns + 1, (int)k % columns + 1);
  char *digits = at ? certain_digits(at, NULL) : NULL;
  if (variable && at) html(out, ", at %s = %s", variable, digits);
  html(out, "; in <code>%s</code></td></tr>\n", text_in(c, "arithmetic"));
  free(digits);
}

static bool same_in(const json_t *a, const json_t *b, const char *key) {
  const char *x = text_in(a, key), *y = text_in(b, key);
  return x && y ? !strcmp(x, y) : x == y;
}

/* Did the control change what is stated, and leave what is measured as it was? */
static bool moved_stated(const json_t *v, const json_t *control) {
  const json_t *c;
  size_t i;
  json_array_foreach(json_object_get(v, "comparisons"), i, c) {
    if (same_in(c, control, "what") && same_in(c, control, "at") &&
        same_in(c, control, "instance") && same_in(c, control, "part") &&
        same_in(c, control, "arithmetic"))
      return json_equal(json_object_get(c, "measured"), json_object_get(control, "measured"));
  }
  return false;
}

typedef struct {
  const char *measured, *stated;
} labels;

static labels labels_of(const json_t *v, const json_t *c, bool printed) {
  const char *by = text_in(c, "comparator");
  bool bound = by && (!strcmp(by, "at_most") || !strcmp(by, "exceeds"));
  if (!printed) return (labels){ "measured", bound ? "beyond" : "apart from" };
  if (moved_stated(v, c)) return (labels){ "measured", bound ? "printed bound" : "as printed" };
  return (labels){ "as printed", bound ? "bound" : "in truth" };
}

bool counterexample_table(FILE *out, const json_t *v) {
  const json_t *printed = refusal_of_printed(v);
  const char *standing = text_in(v, "standing");
  bool refuted = standing && !strcmp(standing, "refuted");
  const json_t *c = printed ? printed : refuted ? shown_difference(v) : NULL;
  if (!c) return false;
  size_t k = farthest(c);
  labels said = labels_of(v, c, printed != NULL);
  const char *instance = text_in(c, "instance");
  const json_t *inputs = instance ? inputs_at(v, instance) : NULL;
  html(out, "<table class=\"facts\">\n");
  place_row(out, c, k);
  number_row(out, said.measured, json_object_get(c, "measured"), k);
  number_row(out, said.stated, json_object_get(c, "stated"), k);
  if (inputs) inputs_row(out, inputs);
  html(out, "</table>\n");
  return true;
}
