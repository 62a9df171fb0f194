/* drift.c -- two verdicts on one claim, field by field and number by number. */
#include "claim/drift.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "claim/say.h"
#include "claim/verdict_file.h"
#include "num/arr.h"

__attribute__((format(printf, 4, 5))) static void
told(drift *d, const json_t *v, bool contradiction, const char *format, ...) {
  va_list list;
  va_start(list, format);
  fprintf(d->out, "%s: ", text_in(v, "id"));
  vfprintf(d->out, format, list);
  fputs(contradiction ? "; both cannot be true\n" : "\n", d->out);
  va_end(list);
  d->changes++, d->contradictions += contradiction;
}

void drift_alone(drift *d, const json_t *v, const char *where) {
  told(d, v, false, "only in %s (%s, %s)", where, text_in(v, "standing"), text_in(v, "outcome"));
}

static char *shown(const json_t *v) {
  if (!v || json_is_null(v)) return copy_of("none");
  if (json_is_string(v)) return copy_of(json_string_value(v));
  char *text = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(6));
  return text ? text : copy_of("?");
}

static void field(drift *d, const json_t *id, const char *label, const json_t *a, const json_t *b,
                  const char *key) {
  const json_t *x = json_object_get(a, key), *y = json_object_get(b, key);
  bool missing = (!x || json_is_null(x)) && (!y || json_is_null(y));
  if (missing || (x && y && json_equal(x, y))) return;
  char *before = shown(x), *after = shown(y);
  told(d, id, false, "%s%s%s: %s, was %s", label, *label ? " " : "", key, after, before);
  free(before), free(after);
}

static void statements(drift *d, const json_t *a, const json_t *b) {
  static const char *const keys[] = { "standing", "outcome",     "evidence", "digits",
                                      "erratum",  "as_recorded", "says",     "correction",
                                      "remains",  "where",       "summary" };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) field(d, b, "", a, b, keys[i]);
}

static bool same_text_in(const json_t *a, const json_t *b, const char *key) {
  const char *x = text_in(a, key), *y = text_in(b, key);
  return x == y || (x && y && !strcmp(x, y));
}

static bool alike(const json_t *a, const json_t *b, const char *const *keys) {
  for (; *keys; keys++)
    if (!same_text_in(a, b, *keys)) return false;
  return true;
}

/* The entry of the list that has the same keys as the i-th of its own list, counting repetitions. */
static const json_t *partner(const json_t *list, const json_t *own, size_t i,
                             const char *const *keys) {
  const json_t *one = json_array_get(own, i);
  int before = 0;
  for (size_t k = 0; k < i; k++) before += alike(json_array_get(own, k), one, keys);
  for (size_t k = 0; k < json_array_size(list); k++)
    if (alike(json_array_get(list, k), one, keys) && before-- == 0) return json_array_get(list, k);
  return NULL;
}

static void parts(drift *d, const json_t *a, const json_t *b) {
  static const char *const keys[] = { "label", NULL };
  const json_t *old = json_object_get(a, "parts"), *now = json_object_get(b, "parts");
  for (size_t i = 0; i < json_array_size(now); i++) {
    const json_t *part = json_array_get(now, i), *was = partner(old, now, i, keys);
    const char *label = text_in(part, "label");
    if (!was) {
      told(d, b, false, "the part %s is new", label ? label : "?");
      continue;
    }
    field(d, b, label ? label : "?", was, part, "standing");
    field(d, b, label ? label : "?", was, part, "outcome");
    field(d, b, label ? label : "?", was, part, "evidence");
  }
}

typedef enum { SAME, MET, MOVED, APART } meeting; /* of two numbers with radii */

static arr number_in(arith *E, const json_t *entry, const char *key) {
  const char *text = text_in(entry, key);
  char message[128];
  return text ? parse(E, text, message, sizeof message) : NULL;
}

/* Of balls: do they meet, and is the new one at most twice as wide?  Of numbers without a radius: are
 * they the same?  *by: log10 of how far apart the middles are, HUGE_VAL where one is no number. */
static meeting meet(arith *E, const json_t *a, const json_t *b, bool balls, double *by) {
  *by = -HUGE_VAL;
  if (same_text_in(a, b, "value") && same_text_in(a, b, "radius")) return SAME;
  arr x = number_in(E, a, "value"), y = number_in(E, b, "value");
  if (!x || !y || x->rank || y->rank) {
    *by = HUGE_VAL;
    return same_text_in(a, b, "value") ? SAME : MOVED;
  }
  arr r = number_in(E, a, "radius"), s = number_in(E, b, "radius"), zero = whole(E, 0);
  r = r && !r->rank ? absolute(r) : zero, s = s && !s->rank ? absolute(s) : zero;
  arr gap = absolute(sub(x, y));
  *by = log2_size(gap) * log10(2);
  if (!balls) return equal(gap, zero) == YES ? SAME : MOVED;
  if (lt(add(r, s), gap) == YES) return APART;
  return le(s, times(r, 2, 1)) == YES ? MET : MOVED;
}

static bool is_ball(const json_t *c) {
  const char *in = text_in(c, "arithmetic");
  return in && !strncmp(in, "ball", 4);
}

static bool is_exact(const json_t *c) {
  const char *in = text_in(c, "arithmetic");
  return in && !strcmp(in, "exact");
}

/* What became of an entry, by 10^`most`. */
static char *movement(const json_t *was, const json_t *now, double most) {
  const char *old = text_in(was, "value"), *new = text_in(now, "value");
  if (most == HUGE_VAL) return say("is %s, was %s", new ? new : "missing", old ? old : "missing");
  if (most == -HUGE_VAL) return copy_of("is more than twice as wide");
  return say("moved by 1e%.0f", most);
}

/* Entry by entry; the worst is told. */
static void numbers(drift *d, const json_t *id, const json_t *was, const json_t *now,
                    const char *side) {
  const json_t *old = json_object_get(json_object_get(was, side), "entries");
  const json_t *new = json_object_get(json_object_get(now, side), "entries");
  arith *E = arith_exact();
  meeting worst = SAME;
  double most = -HUGE_VAL;
  size_t at = 0;
  for (size_t i = 0; i < json_array_size(old) && i < json_array_size(new); i++) {
    double by;
    meeting m = meet(E, json_array_get(old, i), json_array_get(new, i), is_ball(now), &by);
    if (m > worst) worst = m;
    if (m > MET && by > most) most = by, at = i;
  }
  arith_free(E);
  char *moved = movement(json_array_get(old, at), json_array_get(new, at), most);
  if (json_array_size(old) != json_array_size(new) && json_array_size(old) && json_array_size(new))
    told(d, id, false, "`%s` has another shape", text_in(now, "what"));
  else if (worst == MOVED || worst == APART)
    told(d, id, worst == APART || is_exact(now), "`%s` %s at `%s` in %s %s", text_in(now, "what"),
         side, text_in(now, "instance"), text_in(now, "arithmetic"), moved);
  free(moved);
}

static void comparisons(drift *d, const json_t *a, const json_t *b) {
  static const char *const keys[] = { "instance", "arithmetic", "comparator", "what",
                                      "part",     "at",         NULL };
  const json_t *old = json_object_get(a, "comparisons"), *now = json_object_get(b, "comparisons");
  size_t fresh = 0, n = json_array_size(now), gone = json_array_size(old);
  for (size_t i = 0; i < n; i++) {
    const json_t *c = json_array_get(now, i), *was = partner(old, now, i, keys);
    if (!was) {
      fresh++;
      continue;
    }
    gone--;
    if (!same_text_in(was, c, "judged"))
      told(d, b, false, "`%s` at `%s` in %s: %s, was %s", text_in(c, "what"),
           text_in(c, "instance"), text_in(c, "arithmetic"), text_in(c, "judged"),
           text_in(was, "judged"));
    numbers(d, b, was, c, "measured"), numbers(d, b, was, c, "stated");
  }
  if (fresh) told(d, b, false, "%zu comparison%s new", fresh, fresh == 1 ? " is" : "s are");
  if (gone) told(d, b, false, "%zu comparison%s gone", gone, gone == 1 ? " is" : "s are");
}

static void controls(drift *d, const json_t *a, const json_t *b) {
  static const char *const keys[] = { "control", "instance", "arithmetic", NULL };
  const json_t *old = json_object_get(a, "controls"), *now = json_object_get(b, "controls");
  size_t i;
  const json_t *c;
  json_array_foreach(now, i, c) {
    const json_t *was = partner(old, now, i, keys);
    if (was && !same_text_in(was, c, "result"))
      told(d, b, false, "the control `%s` at `%s` in %s: %s, was %s", text_in(c, "control"),
           text_in(c, "instance"), text_in(c, "arithmetic"), text_in(c, "result"),
           text_in(was, "result"));
  }
}

static void arithmetics(drift *d, const json_t *a, const json_t *b) {
  static const char *const keys[] = { "name", NULL };
  const json_t *old = json_object_get(a, "arithmetics"), *now = json_object_get(b, "arithmetics");
  size_t i;
  const json_t *one;
  json_array_foreach(now, i, one) {
    const json_t *was = partner(old, now, i, keys);
    const char *name = text_in(one, "name");
    if (was) field(d, b, name ? name : "?", was, one, "outcome");
  }
}

void drift_of(drift *d, const json_t *before, const json_t *after) {
  statements(d, before, after);
  arithmetics(d, before, after);
  parts(d, before, after);
  comparisons(d, before, after);
  controls(d, before, after);
}
