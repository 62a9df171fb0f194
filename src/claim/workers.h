/* workers.h -- claims examined in forked children, a few at a time, each under a budget. */
#ifndef ELENCHUS_WORKERS_H
#define ELENCHUS_WORKERS_H

#include "claim/verdict.h"

/* What became of claim i; the examination is freed afterwards, the verdict is the caller's.  False
 * ends the run: no more children are started, those that run are killed. */
typedef bool (*receiver)(void *with, size_t i, const examination *, verdict *, double seconds);

/* Examine claims[0 .. n-1], at most `jobs` at a time.  A child that crashes is a fault, one that
 * outlives its budget is stopped, and what it had measured until then counts; nothing else suffers.
 * Claims are handed over as they end, in any order.  False when the receiver ended the run or no
 * child could be started (then with a sentence). */
bool examine_all(const enrolled *const *claims, size_t n, const plan *, int jobs, receiver,
                 void *with, complaint *why);

#endif
