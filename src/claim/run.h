/* run.h -- inside a run: one measurement, at one instance, in one arithmetic, under one control. */
#ifndef ELENCHUS_RUN_H
#define ELENCHUS_RUN_H

#include "claim/claim.h"
#include "claim/journal.h"
#include "claim/sample.h"

/* How much of the numbers compared is written down: only of what does not agree; all, to 20 digits;
 * all, and at instances that are not drawn also with every digit. */
typedef enum { FEW_ROWS, SHORT_ROWS, FULL_ROWS } keeping;

struct run {
  const claim *record;
  const sample *at_sample;
  arith *in, *exact; /* one and the same in an exact run */
  long nominal;      /* the bits asked for: balls may have been given more */
  arr given[MOST_INPUTS], exact_given[MOST_INPUTS];
  const char *control;
  bool full;
  keeping keep;
  const char *part;
  char *variable, *at;
  journal *to;
  char *remarks; /* one a line */
};

/* A run at the sample in a fresh arithmetic of that kind (bits: 0 for exact, 53 for double). */
run *run_open(const claim *, const sample *, number, long nominal, long bits);
void run_close(run *); /* with its arithmetics; the journal and the remarks are the caller's */

#endif
