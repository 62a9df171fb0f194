/* answers.h -- the choices behind a drawn instance: recorded, changed, and played again.
 *
 * A drawn family asks for numbers one after the other, each between bounds, and builds its inputs
 * from them.  Whatever the answers, its hypotheses hold.  So an instance is made simpler, or worse,
 * by other answers to the same questions: shrinking and hunting need to know nothing else.
 */
#ifndef ELENCHUS_ANSWERS_H
#define ELENCHUS_ANSWERS_H

#include "claim/sample.h"

typedef struct {
  long low, high, value;
  bool continuous; /* a fraction, which a finer grid refines; not a size or a case */
} answer;

typedef struct {
  answer *of;
  size_t count;
} answers;

/* Fractions are drawn in multiples of their unit / FINE where an optimiser asks. */
enum { FINE = 1 << 16 };

/* Draw k of the family under this seed, as sample_drawn(), with its answers. */
bool sample_drawn_with(const claim *, const char *id, unsigned long seed, int k, sample *,
                       answers *, complaint *why);

/* The instance of these answers.  One out of the bounds it meets is moved to the nearest; where they
 * end, each further one is the simplest.  fine: fractions count in units / FINE.  What was asked and
 * answered goes to *asked.  False when no instance comes of it: the family cannot, or a type is
 * not met. */
bool sample_answered(const claim *, const answers *given, bool fine, sample *, answers *asked);

long simplest(long low, long high); /* zero, or what is nearest to it */
void answers_free(answers *);

#endif
