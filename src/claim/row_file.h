/* row_file.h -- <results>/<id>.tsv in memory: the numbers that were compared. */
#ifndef ELENCHUS_ROW_FILE_H
#define ELENCHUS_ROW_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "claim/say.h"

/* One row; texts are "-" and numbers NaN where there is nothing to say. */
typedef struct {
  const char *arithmetic, *instance, *control, *part, *what, *entry, *variable, *at;
  const char *measured, *stated;
  double x, y, target; /* at, measured and stated as doubles, to draw them */
  double log_measured, log_stated, log_gap, log_radius, margin, lost;
  const char *judged, *comparator;
} compared_row;

typedef struct {
  char *text;
  compared_row *of;
  size_t count;
} row_file;

/* <folder>/<id>.tsv, ':' in the id as '-'.  malloc'ed. */
char *row_file_path(const char *folder, const char *id);

/* The text of such a file, malloc'ed, becomes the rows'; `name` is for the sentence. */
bool row_file_parse(row_file *, const char *name, char *text, complaint *why);

/* False with a sentence: unreadable, or not such a file. */
bool row_file_read(row_file *, const char *path, complaint *why);
void row_file_free(row_file *);

/* The bytes of a file and a NUL, malloc'ed; NULL with a sentence. */
char *whole_file(const char *path, size_t *n, complaint *why);

/* A row that was drawn at random, a row of a control, a point of a trace. */
bool is_drawn(const compared_row *);
bool is_control(const compared_row *);
bool is_trace(const compared_row *);
bool same_text(const char *, const char *);

/* "mpfr:256" has 256 bits, double 53, exact none. */
long bits_named(const char *arithmetic);
/* The arithmetic one would rather believe ranks higher: balls, MPFR by bits, exact, double. */
long rank_named(const char *arithmetic);

#endif
