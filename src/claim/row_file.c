/* row_file.c -- <results>/<id>.tsv in memory: the numbers that were compared. */
#include "claim/row_file.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 18 };

static const char *const names[COLUMNS] = {
  "arithmetic", "instance",     "control",  "part",   "what",           "entry",
  "variable",   "at",           "measured", "stated", "log10_measured", "log10_stated",
  "log10_gap",  "log10_radius", "margin",   "lost",   "judged",         "comparator",
};

char *row_file_path(const char *folder, const char *id) {
  char *path = say("%s/%s.tsv", folder, id);
  for (char *c = path + strlen(folder); *c; c++)
    if (*c == ':') *c = '-';
  return path;
}

char *whole_file(const char *path, size_t *n, complaint *why) {
  char *s = NULL;
  size_t size = 0, got;
  FILE *in = fopen(path, "r");
  *n = 0;
  if (!in) {
    complain(why, "cannot read %.300s: %s", path, strerror(errno));
    return NULL;
  }
  do {
    if (*n + 4096 > size) s = room(s, size = 2 * size + 8192, 1);
    *n += got = fread(s + *n, 1, size - *n - 1, in);
  } while (got);
  int failed = ferror(in);
  fclose(in);
  s[*n] = '\0';
  if (!failed) return s;
  complain(why, "cannot read %.300s: %s", path, strerror(EIO));
  free(s);
  return NULL;
}

/* The fields of a line, cut in place; how many there are. */
static int fields_of(char *line, char *field[COLUMNS]) {
  int n = 0;
  for (char *next = line; next; n++) {
    char *tab = strchr(next, '\t');
    if (tab) *tab++ = '\0';
    if (n < COLUMNS) field[n] = next;
    next = tab;
  }
  return n;
}

static bool is_header(char *line) {
  char *field[COLUMNS];
  if (fields_of(line, field) != COLUMNS) return false;
  for (int i = 0; i < COLUMNS; i++)
    if (strcmp(field[i], names[i])) return false;
  return true;
}

static double number_of(const char *s) {
  char *end;
  double x = strtod(s, &end);
  return end == s ? NAN : x;
}

static compared_row row_of(char *const *f) {
  return (compared_row){
    .arithmetic = f[0],
    .instance = f[1],
    .control = f[2],
    .part = f[3],
    .what = f[4],
    .entry = f[5],
    .variable = f[6],
    .at = f[7],
    .measured = f[8],
    .stated = f[9],
    .x = number_of(f[7]),
    .y = number_of(f[8]),
    .target = number_of(f[9]),
    .log_measured = number_of(f[10]),
    .log_stated = number_of(f[11]),
    .log_gap = number_of(f[12]),
    .log_radius = number_of(f[13]),
    .margin = number_of(f[14]),
    .lost = number_of(f[15]),
    .judged = f[16],
    .comparator = f[17],
  };
}

bool row_file_parse(row_file *rows, const char *path, char *text, complaint *why) {
  *rows = (row_file){ .text = text };
  int line = 0;
  bool fine = true;
  for (char *at = rows->text, *next; fine && *at; at = next) {
    char *end = strchr(at, '\n'), *field[COLUMNS];
    next = end ? end + 1 : at + strlen(at);
    if (end) *end = '\0';
    if (!line++) {
      fine = is_header(at);
      continue;
    }
    if (!(fine = fields_of(at, field) == COLUMNS)) break;
    rows->of = one_more(rows->of, rows->count, sizeof *rows->of);
    rows->of[rows->count++] = row_of(field);
  }
  if (fine && line) return true;
  row_file_free(rows);
  return complain(why, "%.300s, line %d: not a row of results of this version of elenchus", path,
                  line ? line : 1);
}

bool row_file_read(row_file *rows, const char *path, complaint *why) {
  size_t n;
  char *text = whole_file(path, &n, why);
  *rows = (row_file){ 0 };
  return text && row_file_parse(rows, path, text, why);
}

void row_file_free(row_file *rows) {
  free(rows->text), free(rows->of);
  *rows = (row_file){ 0 };
}

bool same_text(const char *a, const char *b) { return !strcmp(a, b); }
bool is_control(const compared_row *r) { return strcmp(r->control, "-") != 0; }
bool is_trace(const compared_row *r) { return same_text(r->comparator, "trace"); }

/* Drawn instances are named "seed S, draw K". */
bool is_drawn(const compared_row *r) {
  unsigned long seed;
  int draw;
  return sscanf(r->instance, "seed %lu, draw %d", &seed, &draw) == 2;
}

long bits_named(const char *arithmetic) {
  const char *colon = strchr(arithmetic, ':');
  return colon ? strtol(colon + 1, NULL, 10) : same_text(arithmetic, "double") ? 53 : 0;
}

long rank_named(const char *arithmetic) {
  long bits = bits_named(arithmetic);
  switch (*arithmetic) {
  case 'b': return 1000000 + bits;
  case 'm': return 1000 + bits;
  case 'e': return 2;
  default: return 1;
  }
}
