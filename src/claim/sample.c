/* sample.c -- one instance: exact values of every input of a claim, and where they came from. */
#include "claim/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/natural.h"
#include "claim/registry.h"
#include "claim/shapes.h"
#include "claim/types.h"

static int input_named(const claim *c, const char *name) {
  for (int i = 0; i < inputs_of(c); i++)
    if (!strcmp(c->inputs[i].name, name)) return i;
  return -1;
}

/* The canonical rows as the value of input i, shaped and sized. */
static bool take(const claim *c, sample *s, int i, const rows *r, sizes *all, complaint *why) {
  char message[256];
  arr x = parse(s->exact, r->text, message, sizeof message);
  if (!x) return complain(why, "%s: %s", c->inputs[i].name, message);
  s->value[i] = shaped_as(&c->inputs[i], x, all, why);
  return s->value[i] != NULL;
}

static bool no_such_input(const claim *c, const char *name, complaint *why) {
  char list[400] = "";
  int least = 3, n = inputs_of(c);
  const char *near = NULL;
  for (int i = 0; i < n; i++) {
    size_t at = strlen(list);
    snprintf(list + at, sizeof list - at, "%s%s", i ? ", " : "", c->inputs[i].name);
    int d = edit_distance(name, c->inputs[i].name);
    if (d < least && d < (int)strlen(name)) least = d, near = c->inputs[i].name;
  }
  char word[64];
  quoted(name, strlen(name), word);
  if (!n) return complain(why, "`%s` is not an input: this claim has none", word);
  if (near)
    return complain(why, "`%s` is not an input; did you mean %s? The inputs are %s", word, near,
                    list);
  return complain(why, "`%s` is not an input; the inputs are %s", word, list);
}

static bool take_assigned(const claim *c, const assigned *a, sample *s, sizes *all,
                          complaint *why) {
  int i = input_named(c, a->name);
  complaint inner;
  if (i < 0 ? !no_such_input(c, a->name, &inner) : !take(c, s, i, &a->value, all, &inner)) {
    char where[160];
    return complain(why, "%s%s", place_text((place){ a->file, a->line }, where), inner.text);
  }
  return true;
}

bool sample_finish(const claim *c, sample *s, complaint *why) {
  for (int i = 0; i < inputs_of(c); i++) {
    if (!s->value[i]) return complain(why, "%s has no value", c->inputs[i].name);
    if (!of_type(c->inputs[i].name, c->inputs[i].type, s->value[i], why)) return false;
    s->text[i] = arr_text(s->value[i], 0);
  }
  s->state = AGREES;
  return true;
}

static sheet sheet_of(const instance *given, complaint *why) {
  sheet all = { 0 };
  for (int i = 0; i < MOST_GIVEN && given->given[i]; i++)
    if (!sheet_set(&all, given->given[i], why)) {
      sheet_free(&all);
      return (sheet){ .count = (size_t)-1 };
    }
  return all;
}

bool sample_built_in(const claim *c, int i, sample *s, complaint *why) {
  const instance *from = &c->instances[i];
  complaint inner;
  sheet all = sheet_of(from, &inner);
  *s = (sample){ .from = BUILT_IN, .exact = arith_exact() };
  s->name = from->name ? copy_of(from->name) : say("%d", i + 1);
  bool fine = all.count != (size_t)-1;
  sizes bound = { 0 };
  for (size_t k = 0; fine && k < all.count; k++)
    fine = take_assigned(c, &all.of[k], s, &bound, &inner);
  fine = fine && sample_finish(c, s, &inner);
  if (all.count != (size_t)-1) sheet_free(&all);
  return fine || complain(why, "instance `%s`: %s", s->name, inner.text);
}

/* The first input from i on that has no value; none: -1. */
static int missing(const claim *c, const sample *s, int i) {
  for (; i < inputs_of(c); i++)
    if (!s->value[i]) return i;
  return -1;
}

/* Fill the gaps of s from the built-in instance b, unless a size is in the way. */
static void fill(const claim *c, sample *s, const sample *b, const sizes *bound) {
  char note[400] = "";
  for (int i = missing(c, s, 0); i >= 0; i = missing(c, s, i + 1))
    if (!fits(&c->inputs[i], b->value[i], bound)) return;
  for (int i = missing(c, s, 0); i >= 0; i = missing(c, s, i)) {
    s->value[i] = as(s->exact, b->value[i]);
    size_t at = strlen(note);
    snprintf(note + at, sizeof note - at, "%s%s", at ? ", " : "", c->inputs[i].name);
  }
  if (*note) s->note = say("%s from the built-in instance `%s`", note, b->name);
}

bool sample_users(const claim *c, const sheet *all, sample *s, complaint *why) {
  *s = (sample){ .from = USERS, .name = copy_of("yours"), .exact = arith_exact() };
  sizes bound = { 0 };
  for (size_t k = 0; k < all->count; k++)
    if (!take_assigned(c, &all->of[k], s, &bound, why)) return false;
  for (int i = 0; missing(c, s, 0) >= 0 && i < instances_of(c); i++) {
    sample b;
    if (sample_built_in(c, i, &b, why)) fill(c, s, &b, &bound);
    sample_free(&b);
  }
  int gap = missing(c, s, 0);
  if (gap >= 0)
    return complain(
        why, "%s is missing, and no built-in instance has the sizes of yours; add --set %s='...'",
        c->inputs[gap].name, c->inputs[gap].name);
  return sample_finish(c, s, why);
}

bool explores(const sample *s) { return s->from == DRAWN || s->from == HARD; }

void sample_release(sample *s) {
  arith_free(s->exact);
  s->exact = NULL;
  memset(s->value, 0, sizeof s->value);
}

void sample_free(sample *s) {
  sample_release(s);
  for (int i = 0; i < MOST_INPUTS; i++) free(s->text[i]);
  free(s->name), free(s->note), free(s->message);
  *s = (sample){ 0 };
}
