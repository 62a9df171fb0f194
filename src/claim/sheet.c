/* sheet.c -- what a user gives: NAME = rows, on the command line or in a file. */
#include "claim/sheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 64 << 20 };

/* The bytes of a file, malloc'ed; NULL with a sentence. */
static char *bytes_of(const char *file, size_t *n, complaint *why) {
  char *s = NULL;
  size_t have = 0, most = 0, got;
  FILE *in = fopen(file, "rb");
  if (!in) {
    complain(why, "cannot read %.300s: %s", file, strerror(errno));
    return NULL;
  }
  do {
    if (have + 65536 > most) s = room(s, most = 2 * have + 65536, 1);
    have += got = fread(s + have, 1, 65536, in);
  } while (got && have <= LARGEST_FILE);
  bool failed = ferror(in);
  int reason = errno;
  fclose(in);
  *n = have;
  if (!failed && have <= LARGEST_FILE) return s;
  free(s);
  if (failed)
    complain(why, "cannot read %.300s: %s", file, strerror(reason));
  else
    complain(why, "%.300s is larger than 64 MB", file);
  return NULL;
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* The name in s .. s+n, blanks around it cut. */
static bool read_name(const char *s, size_t n, place at, char **name, complaint *why) {
  char where[160], word[64];
  while (n && blank(*s)) s++, n--;
  while (n && blank(s[n - 1])) n--;
  bool fine = n > 0 && n < 60;
  for (size_t i = 0; i < n; i++)
    fine = fine && !blank(s[i]) && (unsigned char)s[i] > 32 && s[i] != 127;
  if (!fine)
    return complain(why, "%s`%s` is not a name (expected NAME = rows)", place_text(at, where),
                    quoted(s, n, word));
  *name = say("%.*s", (int)n, s);
  return true;
}

/* Takes name and value over, or frees them. */
static bool put(sheet *all, char *name, rows value, place at, complaint *why) {
  for (size_t i = 0; i < all->count; i++)
    if (!strcmp(all->of[i].name, name)) {
      char where[160];
      complain(why, "%s%s is given twice", place_text(at, where), name);
      free(name), rows_free(&value);
      return false;
    }
  all->of = one_more(all->of, all->count, sizeof *all->of);
  all->of[all->count++] = (assigned){ name, value, copy_of(at.file), at.line };
  return true;
}

static bool assign(sheet *all, char *name, const char *s, size_t n, place at, complaint *why) {
  rows value;
  if (read_rows(name, s, n, at, &value, why)) return put(all, name, value, at, why);
  free(name);
  return false;
}

bool sheet_set(sheet *all, const char *text, complaint *why) {
  char word[64], *name;
  place here = { 0 };
  const char *is = strchr(text, '=');
  if (!is)
    return complain(why, "`%s` assigns nothing (expected NAME = rows, as in V='1 0; 0 1')",
                    quoted(text, strlen(text), word));
  if (!read_name(text, (size_t)(is - text), here, &name, why)) return false;
  const char *value = is + 1 + strspn(is + 1, " \t");
  if (*value != '@') return assign(all, name, value, strlen(value), here, why);
  size_t n;
  char *s = bytes_of(value + 1, &n, why);
  bool fine = s && assign(all, name, s, n, (place){ value + 1, 1 }, why);
  if (!s) free(name);
  free(s);
  return fine;
}

/* The end of the assignment that begins at s: the start of the next line with '=' before any '#'. */
static const char *next_assignment(const char *s, const char *end) {
  for (;;) {
    const char *line = memchr(s, '\n', (size_t)(end - s));
    if (!line) return end;
    s = line + 1;
    for (const char *c = s; c < end && *c != '\n' && *c != '#'; c++)
      if (*c == '=') return s;
  }
}

bool sheet_parse(sheet *all, const char *file, const char *s, size_t n, complaint *why) {
  const char *end = s + n;
  place at = { file, 1 };
  if (n >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3)) s += 3;
  while (s < end) {
    if (blank(*s)) {
      at.line += *s++ == '\n';
    } else if (*s == '#') {
      while (s < end && *s != '\n') s++;
    } else {
      char *name, where[160], word[64];
      const char *stop = next_assignment(s, end), *is = memchr(s, '=', (size_t)(stop - s));
      const char *newline = memchr(s, '\n', (size_t)(stop - s));
      if (!is || (newline && newline < is))
        return complain(why, "%s`%s` is not an assignment (expected NAME = rows)",
                        place_text(at, where),
                        quoted(s, (size_t)((newline ? newline : stop) - s), word));
      if (!read_name(s, (size_t)(is - s), at, &name, why)) return false;
      if (!assign(all, name, is + 1, (size_t)(stop - is - 1), at, why)) return false;
      for (; s < stop; s++) at.line += *s == '\n';
    }
  }
  return true;
}

bool sheet_read(sheet *all, const char *file, complaint *why) {
  size_t n;
  char *s = bytes_of(file, &n, why);
  if (!s) return false;
  bool fine = sheet_parse(all, file, s, n, why);
  free(s);
  if (fine && !all->count)
    return complain(why, "%.300s assigns nothing (expected NAME = rows)", file);
  return fine;
}

void sheet_free(sheet *all) {
  for (size_t i = 0; i < all->count; i++) {
    free(all->of[i].name), free(all->of[i].file);
    rows_free(&all->of[i].value);
  }
  free(all->of);
  *all = (sheet){ 0 };
}
