/* number_text.h -- one exact number as text: a decimal, with or without exponent, or p/q. */
#ifndef ELENCHUS_NUMBER_TEXT_H
#define ELENCHUS_NUMBER_TEXT_H

#include "claim/say.h"

enum { LONGEST_NUMBER_TEXT = 4096, LARGEST_TEN_POWER = 4096 };

/* The number in the n bytes at s, appended to *text by longer(), in the plain form that parse()
 * reads: no '+', a digit on both sides of a point.  False with a sentence, which says what was found, for anything
 * else: too long, too large an exponent, a zero denominator, no number at all. */
bool read_number_text(const char *s, size_t n, char **text, size_t *length, complaint *why);

#endif
