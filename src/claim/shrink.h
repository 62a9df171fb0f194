/* shrink.h -- a disagreement at a drawn instance, found again at one as simple as possible. */
#ifndef ELENCHUS_SHRINK_H
#define ELENCHUS_SHRINK_H

#include "claim/answers.h"
#include "claim/ledger.h"

/* The first drawn instance at which a plain trial disagrees; NULL when there is none. */
const trial *drawn_disagreement(const ledger *);

/* From there other answers are given to the family's questions, fewer and simpler ones, while the
 * same comparison goes on to disagree and no certificate contradicts it: fewer numbers first, then
 * shorter ones.  In a child of its own, and so many times at most.  The instance, one NAME = ROWS a
 * line; NULL when nothing was drawn that disagrees.  malloc'ed. */
char *shrunk_instance(const ledger *);

/* The same from answers on the fine grid, at which t disagrees; in this process. */
char *shrunk_answers(const enrolled *, const plan *, const trial *t, const answers *given);

/* The values of an instance, NAME = ROWS a line.  malloc'ed. */
char *instance_lines(const claim *, const sample *);

/* "elenchus run ID --set 'NAME = ROWS' ..." of such lines.  malloc'ed. */
char *replay_of(const char *id, const char *lines);

#endif
