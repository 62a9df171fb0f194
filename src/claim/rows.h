/* rows.h -- a block of exact numbers as text: rows by ';' or by line, entries by blanks or commas. */
#ifndef ELENCHUS_ROWS_H
#define ELENCHUS_ROWS_H

#include "claim/say.h"

/* Where text came from: a file and the line its first byte stands on, or no file. */
typedef struct {
  const char *file;
  int line;
} place;

typedef struct {
  int rows, columns;
  char *text; /* canonical, every row closed by ';': parse() makes a matrix of it */
} rows;

/* Read n bytes (NUL bytes are no numbers, '#' opens a comment) as the rows of `name`.  False with a
 * sentence that names the place and the entry, for a bad number, rows of different lengths, an empty
 * row, a missing entry between commas, no numbers, or more than a million. */
bool read_rows(const char *name, const char *s, size_t n, place from, rows *out, complaint *why);
void rows_free(rows *);

/* "mine.txt, line 7: " or "". */
const char *place_text(place, char buffer[160]);

#endif
