/* aside.h -- work in a child of its own, which may die without taking anything with it. */
#ifndef ELENCHUS_ASIDE_H
#define ELENCHUS_ASIDE_H

#include <stdio.h>

/* What body wrote, malloc'ed; NULL when the child could not be started, died, or took longer than so
 * many seconds on the clock (0: any time). */
char *said_aside(void (*body)(FILE *out, void *with), void *with, unsigned seconds);

#endif
