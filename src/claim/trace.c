/* trace.c -- points of a figure: written down, judged by nothing. */
#include <math.h>

#include "claim/compare.h"
#include "claim/say.h"

void trace_point(run *here, const char *curve, arr x, arr y) {
  if (here->keep == FEW_ROWS || here->control) return;
  comparison *c = journal_add(here->to, "trace", curve);
  c->judged = NOT_RUN, c->certifies = false;
  c->part = copy_of(here->part), c->variable = copy_of("x"), c->at = entry_text(x, 0, 0, 20);
  c->rows = y->rows, c->columns = y->columns;
  mark m = region_mark(y->in);
  for (int i = 0; i < y->rows; i++)
    for (int j = 0; j < y->columns; j++) {
      entry_row *r = comparison_add(c);
      r->i = i, r->j = j, r->measured = entry_text(y, i, j, 20);
      r->log_measured = 0.30102999566398119521 * log2_size(entry(y, i, j));
    }
  region_keep_(&m, 0, NULL);
}
