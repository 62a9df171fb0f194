/* run_table.h -- verdicts as a person reads them. */
#ifndef ELENCHUS_RUN_TABLE_H
#define ELENCHUS_RUN_TABLE_H

#include "claim/verdict.h"

/* The table; what is not as recorded, and why; for one claim alone also its sentence, what each
 * arithmetic said, and how tight a bound was.  seconds: NULL, or CPU time per claim. */
void print_verdicts(const verdict *, size_t n, const plan *, const double *seconds);

/* "exact", "37", "-" */
const char *digits_text(const finding *, char buffer[24]);

#endif
