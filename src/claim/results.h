/* results.h -- what a run leaves behind: rows for figures, verdicts for machines, a manifest. */
#ifndef ELENCHUS_RESULTS_H
#define ELENCHUS_RESULTS_H

#include <jansson.h>

#include "claim/store.h"
#include "claim/verdict.h"

enum { VERDICT_SCHEMA = 1 };

/* DIR/<id>.tsv, ':' in an id becoming '-'. */
bool write_rows(const char *folder, const examination *, const plan *, complaint *why);

/* The verdict as one JSON object (schema in doc), proofs not yet applied. */
json_t *verdict_json(const examination *, const plan *, const verdict *);

json_t *comparisons_json(const ledger *); /* of it: what was compared plainly */
json_t *controls_json(const ledger *);    /* and what refused each control */

/* Evidence and sentences once more, after apply_proofs(). */
void verdict_json_update(json_t *, const verdict *);

/* One object a line, keys sorted. */
bool write_verdicts(const char *path, json_t *const *, size_t n, complaint *why);

/* Versions, processor, rounding mode and arguments; no host name, no clock but SOURCE_DATE_EPOCH. */
bool write_manifest(const char *folder, const plan *, json_t *arguments, complaint *why);

#endif
