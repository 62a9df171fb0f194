/* drift.h -- two verdicts on one claim, field by field and number by number. */
#ifndef ELENCHUS_DRIFT_H
#define ELENCHUS_DRIFT_H

#include <jansson.h>
#include <stdio.h>

typedef struct {
  FILE *out;
  int changes;        /* all that differs */
  int contradictions; /* of them, those in which both cannot be true */
} drift;

/* What `after` says otherwise than `before`, a line each.  Numbers of floating arithmetic have to be
 * the same; balls have to meet, and balls that meet but are not the same are no drift unless the new
 * one is wider than twice the old. */
void drift_of(drift *, const json_t *before, const json_t *after);

/* What there is only on one side. */
void drift_alone(drift *, const json_t *verdict, const char *where);

#endif
