/* trial.h -- the measurement of a claim run once: instance, arithmetic, control. */
#ifndef ELENCHUS_TRIAL_H
#define ELENCHUS_TRIAL_H

#include "claim/plan.h"
#include "claim/registry.h"

typedef struct {
  int sample;    /* index among the samples examined */
  int use;       /* index among the plan's arithmetics */
  int control;   /* index among the record's controls; -1: plainly */
  long bits;     /* reached, after any doubling */
  outcome state; /* AGREES: the measurement ended; NOT_RUN, UNSETTLED, HALTED, FAULT: it did not */
  char *message; /* why it did not */
  char *remarks;
  journal journal;
} trial;

/* Balls left open are given twice the bits, up to 16 times and 4096, while `settle` says that
 * somebody needs to know. */
trial trial_run(const claim *, const plan *, const sample *, int sample_index, int use, int control,
                bool settle);
void trial_free(trial *);

/* The worst among its comparisons, traces aside; NOT_RUN when there is none.  With a part's label,
 * of that part alone. */
outcome worst_of(const journal *, const char *part);

/* What the trial came to: a difference once seen stands, whatever stopped the rest. */
outcome trial_outcome(const trial *, const char *part);

#endif
