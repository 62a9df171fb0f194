/* examine.h -- the examination of one claim: every instance, every arithmetic, every control. */
#ifndef ELENCHUS_EXAMINE_H
#define ELENCHUS_EXAMINE_H

#include <stdio.h>

#include "claim/trial.h"

typedef struct {
  const enrolled *of;
  sample *samples;
  size_t sample_count;
  trial *trials;
  size_t trial_count;
  char *invisible; /* the first .visible quantity that is not, at a built-in instance */
  char *fault;     /* what went wrong in the record or in the program itself */
  char *halted;    /* "the budget of 20 s is spent": set by the runner */
} examination;

/* Measure; with `to`, also write every sample and trial there as soon as it is known. */
examination examine(const enrolled *, const plan *, FILE *to);
void examination_free(examination *);

/* Is this control switched on at this sample? */
bool control_applies(const claim *, int control, const sample *);

#endif
