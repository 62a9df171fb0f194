/* ledger.h -- reading an examination: what each trial says, and whether controls were refused. */
#ifndef ELENCHUS_LEDGER_H
#define ELENCHUS_LEDGER_H

#include "claim/examine.h"

/* An examination, what was planned, and the part in question (NULL: the whole claim). */
typedef struct {
  const examination *e;
  const plan *p;
  const char *part;
} ledger;

/* NULL when there was none.  control -1: plainly. */
const trial *trial_at(const ledger *, size_t sample, int use, int control);

/* The comparison of `other` that has the name and part of comparison i of t, and as many of them before
 * it; NULL when there is none. */
const comparison *counterpart(const trial *t, size_t i, const trial *other);

/* Fewer bits than the record needs: `lost` is expected there. */
bool announced_lost(const ledger *, int use);

/* Plainly at one sample in one arithmetic.  Anything but agreement is LOST where that is announced, and
 * so is a floating disagreement in what exact arithmetic or a ball agree on at this very sample. */
outcome plain_at(const ledger *, size_t sample, int use);

/* The same, but a ball left open counts as agreeing where exact arithmetic agrees at this sample. */
outcome settled_at(const ledger *, size_t sample, int use);

typedef enum { ABSENT, REFUSED, ACCEPTED } refusal;
/* ABSENT: not switched on here, or this arithmetic could not evaluate it.  A ball that leaves open
 * what exact arithmetic refuses at this sample counts as REFUSED. */
refusal control_at(const ledger *, size_t sample, int use, int control);

/* Every control switched on in this trial's place is refused (absent ones aside). */
bool controls_refused(const ledger *, size_t sample, int use);

#endif
