/* table.c -- aligned columns, and the colours of verdicts. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum { MOST_COLUMNS = 8 };

struct table {
  int columns;
  size_t rows;
  char *(*cell)[MOST_COLUMNS];
};

bool wants_colour(FILE *f) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(fileno(f)) && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

table *table_new(int columns) {
  table *t = room(NULL, 1, sizeof *t);
  if (columns > MOST_COLUMNS) broken("table_new: %d columns", columns);
  t->columns = columns;
  return t;
}

void table_row(table *t, const char *const *cells) {
  t->cell = one_more(t->cell, t->rows, sizeof *t->cell);
  for (int i = 0; i < t->columns; i++) t->cell[t->rows][i] = copy_of(cells[i] ? cells[i] : "");
  t->rows++;
}

/* Characters, where UTF-8 takes several bytes for one. */
static int width(const char *s) {
  int n = 0;
  for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
  return n;
}

static const char *colour_of(const char *word) {
  static const struct {
    const char *word, *code;
  } list[] = {
    { "agrees", "32" },  { "certified", "32" }, { "proved", "32;1" },  { "disagrees", "31;1" },
    { "fault", "31;1" }, { "stopped", "33" },   { "undecided", "33" }, { "lost", "33" },
    { "weak", "33" },    { "vacuous", "33" },   { "corrected", "35" }, { "refuted", "35" },
  };
  for (size_t i = 0; i < sizeof list / sizeof *list; i++)
    if (!strcmp(word, list[i].word)) return list[i].code;
  return NULL;
}

void table_print(table *t, FILE *out, bool colour) {
  int widest[MOST_COLUMNS] = { 0 };
  for (size_t r = 0; r < t->rows; r++)
    for (int i = 0; i < t->columns; i++) {
      int n = width(t->cell[r][i]);
      if (n > widest[i]) widest[i] = n;
    }
  for (size_t r = 0; r < t->rows; r++) {
    int last = t->columns - 1;
    while (last > 0 && !*t->cell[r][last]) last--;
    for (int i = 0; i <= last; i++) {
      const char *s = t->cell[r][i], *code = colour ? colour_of(s) : NULL;
      if (code)
        fprintf(out, "\033[%sm%s\033[0m", code, s);
      else
        fputs(s, out);
      if (i < last) fprintf(out, "%*s", widest[i] - width(s) + 2, "");
    }
    fputc('\n', out);
  }
}

void table_free(table *t) {
  for (size_t r = 0; r < t->rows; r++)
    for (int i = 0; i < t->columns; i++) free(t->cell[r][i]);
  free(t->cell);
  free(t);
}
