/* wire.h -- an examination on its way from a child to the one writer, a JSON value a line. */
#ifndef ELENCHUS_WIRE_H
#define ELENCHUS_WIRE_H

#include <stdio.h>

#include "claim/examine.h"

void wire_sample(FILE *, const sample *);
void wire_trial(FILE *, const trial *);
void wire_word(FILE *, const char *key, const char *text); /* "fault", "invisible" */

/* All whole lines of the file, back into the examination; a torn last line is ignored.  What the word
 * `whole` says, if the file has it, goes to *whole (malloc'ed; NULL: nobody asks). */
void wire_read(FILE *, examination *, char **whole);

#endif
