/* types.c -- the types of inputs, decided in exact arithmetic. */
#include "claim/types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int sign_of(arr x) { /* of a scalar */
  arr zero = whole(x->in, 0);
  return lt(x, zero) == YES ? -1 : lt(zero, x) == YES ? 1 : 0;
}

/* "entry (1,2) of V is -1/2", with one-based indices as mathematicians write them. */
static char *named_entry(const char *name, arr x, int i, int j) {
  char *value = entry_text(x, i, j, 0);
  if (strlen(value) > 60) free(value), value = entry_text(x, i, j, 12);
  char *text = x->rank == 0   ? say("%s is %s", name, value)
               : x->rank == 1 ? say("entry %d of %s is %s", i + 1, name, value)
                              : say("entry (%d,%d) of %s is %s", i + 1, j + 1, name, value);
  free(value);
  return text;
}

static bool refuse_entry(const char *name, arr x, int i, int j, const char *expected,
                         complaint *why) {
  char *found = named_entry(name, x, i, j);
  complain(why, "%s, expected %s", found, expected);
  free(found);
  return false;
}

static bool signs(const char *name, arr x, int least, const char *expected, complaint *why) {
  for (int i = 0; i < x->rows; i++)
    for (int j = 0; j < x->columns; j++)
      if (sign_of(entry(x, i, j)) < least) return refuse_entry(name, x, i, j, expected, why);
  return true;
}

static bool integral(const char *name, arr x, complaint *why) {
  for (int i = 0; i < x->rows; i++)
    for (int j = 0; j < x->columns; j++) {
      char *text = entry_text(x, i, j, 0);
      bool whole_number = !strchr(text, '/');
      free(text);
      if (!whole_number) return refuse_entry(name, x, i, j, "a whole number", why);
    }
  return true;
}

static bool sums_to_one(const char *name, arr x, complaint *why) {
  bool vector = x->rank < 2;
  for (int i = 0; i < (vector ? 1 : x->rows); i++) {
    arr sum = vector ? total(x) : total(row_at(x, i));
    if (equal(sum, whole(x->in, 1)) == YES) continue;
    char *text = entry_text(sum, 0, 0, 0);
    if (vector)
      complain(why, "%s sums to %.80s, expected 1", name, text);
    else
      complain(why, "row %d of %s sums to %.80s, expected 1", i + 1, name, text);
    free(text);
    return false;
  }
  return true;
}

static bool symmetric(const char *name, arr x, complaint *why) {
  if (x->rank == 0) return true;
  if (x->rows != x->columns)
    return complain(why, "%s is %d x %d, a symmetric matrix is square", name, x->rows, x->columns);
  for (int i = 0; i + 1 < x->rows; i++)
    for (int j = i + 1; j < x->rows; j++) {
      if (equal(entry(x, i, j), entry(x, j, i)) == YES) continue;
      char *a = entry_text(x, i, j, 0), *b = entry_text(x, j, i, 0);
      complain(why, "%s is not symmetric: entry (%d,%d) is %.80s, entry (%d,%d) is %.80s", name,
               i + 1, j + 1, a, j + 1, i + 1, b);
      free(a), free(b);
      return false;
    }
  return true;
}

/* LDL' by Schur complements.  A zero pivot is allowed in a semidefinite matrix, its row then being
 * zero; every pivot of a definite one is positive (and is a quotient of leading minors). */
static bool definite(const char *name, arr x, bool strictly, complaint *why) {
  const char *wanted = strictly ? "positive definite" : "positive semidefinite";
  if (!symmetric(name, x, why)) return false;
  int n = x->rows;
  for (int k = 0; k < n; k++) {
    arr pivot = entry(x, 0, 0), column0 = column_at(x, 0);
    int s = sign_of(pivot), rest = n - k - 1;
    bool zero_row = equal(column0, mul(column0, whole(x->in, 0))) == YES;
    if (s < 0 || (s == 0 && (strictly || !zero_row)))
      return complain(why, "%s is not %s: pivot %d of its LDL' is %s", name, wanted, k + 1,
                      s < 0      ? "negative"
                      : strictly ? "0"
                                 : "0 before a row that is not");
    if (!rest) return true;
    arr below = rows_from(column0, 1, rest);
    arr block = transpose(rows_from(transpose(rows_from(x, 1, rest)), 1, rest));
    x = s ? sub(block, over(outer(below, below), pivot)) : block;
  }
  return true;
}

bool of_type(const char *name, type t, arr x, complaint *why) {
  if (x->rank == 0 && (t == SPD || t == PSD)) t = t == SPD ? POSITIVE : NONNEGATIVE;
  switch (t) {
  case REAL: return true;
  case POSITIVE: return signs(name, x, 1, "a positive number", why);
  case NONNEGATIVE: return signs(name, x, 0, "a number >= 0", why);
  case INTEGER: return integral(name, x, why);
  case SYMMETRIC: return symmetric(name, x, why);
  case SPD: return definite(name, x, true, why);
  case PSD: return definite(name, x, false, why);
  case PROBABILITY:
    return signs(name, x, 1, "a positive probability", why) && sums_to_one(name, x, why);
  case STOCHASTIC: return signs(name, x, 0, "a number >= 0", why) && sums_to_one(name, x, why);
  }
  broken("of_type: no type %d", (int)t);
}
