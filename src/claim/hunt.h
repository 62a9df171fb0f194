/* hunt.h -- the worst case of a bound inside the hypotheses. */
#ifndef ELENCHUS_HUNT_H
#define ELENCHUS_HUNT_H

#include "claim/plan.h"
#include "claim/registry.h"

typedef struct {
  unsigned long seed;
  int evaluations; /* of the measurement, in double, for one bound */
  double seconds;  /* of CPU for one bound: fewer evaluations where they are dear */
} hunt_plan;

typedef struct {
  char *what; /* the bound, as its comparison is called */
  double drawn,
      worst;        /* measured/bound: the largest among random instances, and the largest found */
  double certified; /* the same there in rationals or balls; NaN when they cannot say */
  outcome there;    /* AGREES, DISAGREES, UNSETTLED (attained, or too wide), NOT_RUN */
  bool attained;    /* a ball leaves it open, and both sides are one to half its digits */
  bool broken;      /* rationals or balls refute it there; without them, floating digits do */
  int evaluations;
  char *instance; /* NAME = ROWS a line; of a broken bound, made small */
} prey;

typedef struct {
  prey *of;
  size_t count;
  bool died; /* the search did not come to its end */
} bag;

/* For every `at_most` of the claim, the answers of its family are moved so that measured/bound grows:
 * random instances first, then from the best of them Subplex (Rowan 1990; NLopt) over all fractions,
 * sizes and cases kept.  What is found is measured once more in rationals and balls.  The same seed
 * finds the same.  In a child of its own.  False with a sentence when the claim draws no family,
 * bounds nothing, or the child died. */
bool hunt(const enrolled *, const hunt_plan *, bag *, complaint *why);
void bag_free(bag *);

#endif
