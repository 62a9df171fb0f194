/* sheet.h -- what a user gives: NAME = rows, on the command line or in a file. */
#ifndef ELENCHUS_SHEET_H
#define ELENCHUS_SHEET_H

#include "claim/rows.h"

typedef struct {
  char *name;
  rows value;
  char *file; /* NULL: the command line */
  int line;
} assigned;

typedef struct {
  assigned *of;
  size_t count;
} sheet;

/* "V = 1 0; 0 1" or "V=@file.txt", a bare block of numbers as numpy.savetxt writes it. */
bool sheet_set(sheet *, const char *assignment, complaint *why);

/* n bytes of NAME = rows; `file` is for the sentence.  Nothing assigned is no mistake here. */
bool sheet_parse(sheet *, const char *file, const char *s, size_t n, complaint *why);

/* A file of NAME = rows, '#' comments; rows may go on over the lines that follow. */
bool sheet_read(sheet *, const char *file, complaint *why);

void sheet_free(sheet *);

#endif
