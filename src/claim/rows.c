/* rows.c -- a block of exact numbers as text: rows by ';' or by line, entries by blanks or commas. */
#include "claim/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/number_text.h"

enum { MOST_NUMBERS = 1000000 };

typedef struct {
  const char *name;
  place at;
  rows *out;
  size_t length; /* of out->text */
  long count;
  int in_row;
  bool after_comma;
  complaint *why;
} reader;

const char *place_text(place p, char buffer[160]) {
  if (!p.file) return "";
  snprintf(buffer, 160, "%.100s, line %d: ", p.file, p.line);
  return buffer;
}

static bool refuse(reader *r, const char *what) {
  char where[160];
  return complain(r->why, "%s%s", place_text(r->at, where), what);
}

static void append(reader *r, const char *s) {
  size_t n = strlen(s);
  r->out->text = longer(r->out->text, r->length, n);
  memcpy(r->out->text + r->length, s, n + 1);
  r->length += n;
}

static const char *entries(int n) { return n == 1 ? "entry" : "entries"; }

static bool end_row(reader *r) {
  rows *out = r->out;
  char what[256];
  if (out->rows && r->in_row != out->columns) {
    snprintf(what, sizeof what, "row %d of %.60s has %d %s, row 1 has %d", out->rows + 1, r->name,
             r->in_row, entries(r->in_row), out->columns);
    return refuse(r, what);
  }
  append(r, ";");
  out->rows++, out->columns = r->in_row;
  r->in_row = 0, r->after_comma = false;
  return true;
}

static bool read_entry(reader *r, const char *s, size_t n) {
  complaint inner;
  if (r->in_row) append(r, " ");
  if (!read_number_text(s, n, &r->out->text, &r->length, &inner)) {
    char where[160];
    return complain(r->why, "%s%.60s: %s", place_text(r->at, where), r->name, inner.text);
  }
  r->in_row++, r->after_comma = false;
  return ++r->count <= MOST_NUMBERS || refuse(r, "more than a million numbers");
}

/* One byte that is no part of a number. */
static bool separator(reader *r, char c) {
  char what[160];
  if (c == ',') {
    if (!r->in_row || r->after_comma) {
      snprintf(what, sizeof what, "entry %d of row %d of %.60s is missing", r->in_row + 1,
               r->out->rows + 1, r->name);
      return refuse(r, what);
    }
    r->after_comma = true;
  } else if (c == ';' && !r->in_row) {
    snprintf(what, sizeof what, "row %d of %.60s is empty", r->out->rows + 1, r->name);
    return refuse(r, what);
  } else if ((c == ';' || c == '\n') && r->in_row && !end_row(r))
    return false;
  if (c == '\n') r->at.line++;
  return true;
}

static bool separates(char c) { return c && strchr(" \t\r\v\f\n,;#", c); }

bool read_rows(const char *name, const char *s, size_t n, place from, rows *out, complaint *why) {
  reader r = { .name = name, .at = from, .out = out, .why = why };
  *out = (rows){ 0 };
  const char *end = s + n;
  bool fine = true;
  while (fine && s < end) {
    const char *c = s;
    if (*c == '#') {
      while (s < end && *s != '\n') s++;
    } else if (separates(*c)) {
      fine = separator(&r, *s++);
    } else {
      while (s < end && !separates(*s)) s++;
      fine = read_entry(&r, c, (size_t)(s - c));
    }
  }
  if (fine && r.in_row) fine = end_row(&r);
  if (fine && !out->rows) {
    char what[128];
    snprintf(what, sizeof what, "%.60s has no numbers", name);
    fine = refuse(&r, what);
  }
  if (!fine) rows_free(out);
  return fine;
}

void rows_free(rows *r) {
  free(r->text);
  *r = (rows){ 0 };
}
