/* within.c -- statistics: a value inside an interval of stated false-alarm rate. */
#include <math.h>

#include "claim/compare.h"
#include "claim/say.h"

/* A statistic is evidence and never a proof. */
void within(run *here, const char *what, arr statistic, arr low, arr high, const char *rate) {
  sides s = facing(here, "within", what, statistic, high, NULL);
  comparison *c = compared(here, "within", what, &s);
  c->certifies = false, c->lost = 0;
  if (s.finite) c->note = say("false alarms: %s", rate);
  truth up = le(statistic, high), down = le(low, statistic);
  outcome open = s.kind == BALL ? UNSETTLED : LOST;
  pronounce(here, c,
            !s.finite                  ? open
            : up == NO || down == NO   ? DISAGREES
            : up == YES && down == YES ? AGREES
                                       : UNSETTLED);
}
