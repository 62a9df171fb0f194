/* journal.h -- what comparators wrote down: one comparison each, entry by entry. */
#ifndef ELENCHUS_JOURNAL_H
#define ELENCHUS_JOURNAL_H

#include "claim/words.h"

/* One entry of one comparison.  Logarithms are to base 10; NaN where there is nothing to say. */
typedef struct {
  int i, j;
  char *measured, *stated; /* 20 digits, decimal; NULL when the comparison keeps no rows */
  char *measured_full, *stated_full, *radius, *stated_radius; /* enough digits to read it back */
  double log_measured, log_stated, log_gap, log_radius;
  double margin; /* (bound - measured) / bound */
  double lost;   /* bits */
} entry_row;

typedef struct {
  char comparator[12]; /* "equals"; "trace" for points of a figure, which nothing judges */
  char *what, *part, *variable, *at;
  outcome judged;            /* AGREES, LOST, UNSETTLED, DISAGREES; NOT_RUN for a trace */
  bool exact;                /* decided in exact arithmetic */
  bool width;                /* an equality: gap against scale is how closely it was enclosed */
  bool certifies;            /* in exact and in balls this judgement is a proof at the instance */
  double lost;               /* bits: p + gap - scale, at least 0 */
  double gap, scale, radius; /* log2 of the largest entry */
  double tightness;          /* the largest measured / bound */
  char *note;                /* "not a number", or what a fit found */
  int rows, columns;
  entry_row *row;
  int count;
} comparison;

typedef struct {
  comparison *of;
  size_t count;
} journal;

comparison *journal_add(journal *, const char *comparator, const char *what);
entry_row *comparison_add(comparison *);
void comparison_forget_rows(comparison *);
void journal_free(journal *);

#endif
