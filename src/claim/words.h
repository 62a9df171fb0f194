/* words.h -- the words of design section 2 and the enumerators they name. */
#ifndef ELENCHUS_WORDS_H
#define ELENCHUS_WORDS_H

#include "claim/claim.h"

/* What one comparison, trial, arithmetic or claim came to, from the best to the worst. */
typedef enum {
  NOT_RUN, /* this arithmetic cannot evaluate the measurement, or nothing was compared */
  AGREES,
  WEAK,      /* the instance cannot tell the claim from its control */
  VACUOUS,   /* a hypothesis fails */
  LOST,      /* too few digits left to judge */
  UNSETTLED, /* balls too wide at the last precision tried: "undecided" */
  HALTED,    /* a method or the budget came to its end: "stopped" */
  DISAGREES,
  FAULT
} outcome;

const char *outcome_word(outcome);
const char *evidence_word(evidence);
const char *standing_word(standing);
const char *erratum_word(erratum);
const char *kind_word(kind);
const char *type_word(type);

/* The enumerator that a word names, or -1. */
int outcome_named(const char *);
int standing_named(const char *);
int evidence_named(const char *);

#endif
