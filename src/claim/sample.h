/* sample.h -- one instance: exact values of every input of a claim, and where they came from. */
#ifndef ELENCHUS_SAMPLE_H
#define ELENCHUS_SAMPLE_H

#include "claim/claim.h"
#include "claim/sheet.h"
#include "claim/words.h"

typedef enum { BUILT_IN, DRAWN, USERS, HARD } source; /* HARD: once hard, run ever after */

enum { MOST_INPUTS = 12 };

typedef struct {
  char *name;
  source from;
  char *text[MOST_INPUTS]; /* the values, in the notation of given() */
  char *note;              /* which inputs were filled in from a built-in instance; or NULL */
  outcome state;           /* AGREES when it may be measured; VACUOUS, UNSETTLED or FAULT */
  char *message;           /* why not */
  arith *exact;            /* of the values; NULL once released */
  arr value[MOST_INPUTS];
} sample;

/* Instance i of the record.  False when the record itself is at fault. */
bool sample_built_in(const claim *, int i, sample *, complaint *why);

/* The user's values; what is missing comes from the first built-in instance whose sizes agree. */
bool sample_users(const claim *, const sheet *, sample *, complaint *why);

/* Draw k (from 0) of the claim's family under this seed; the same everywhere. */
bool sample_drawn(const claim *, const char *id, unsigned long seed, int k, sample *,
                  complaint *why);

/* Built-in and user's instances carry the record; drawn and hard ones can only contradict it. */
bool explores(const sample *);

void sample_release(sample *); /* the arrays; texts stay */
void sample_free(sample *);

/* For those who make samples: take the matrix x as input i; check types; write the texts. */
bool sample_finish(const claim *, sample *, complaint *why);

#endif
