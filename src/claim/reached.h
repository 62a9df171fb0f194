/* reached.h -- the evidence an examination reached: seen < resolved < certified. */
#ifndef ELENCHUS_REACHED_H
#define ELENCHUS_REACHED_H

#include "claim/ledger.h"

typedef struct {
  evidence evidence;
  bool fitted;   /* certified but for fitted rates and statistics, which are no proofs */
  bool exactly;  /* certified in exact arithmetic at every instance */
  double digits; /* decimal digits to which equalities were enclosed, or agree; NaN: none judged */
} reached;

/* Over the built-in instances, or the user's when there is one.  UNSEEN when one of them disagrees or
 * was not measured. */
reached evidence_reached(const ledger *);

/* The most that these arithmetics can give, for comparison with .at_least. */
evidence attainable(const ledger *);

#endif
