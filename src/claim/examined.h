/* examined.h -- finished examinations kept on disk: what a killed run goes on from, what shards are
 * merged from.
 *
 * DIR/examined/ holds what was asked for (request.json) and one file a claim, which appears when its
 * examination has ended and is read back without loss.  A run that ends removes the folder; a shard
 * leaves it for the merge.
 */
#ifndef ELENCHUS_EXAMINED_H
#define ELENCHUS_EXAMINED_H

#include <jansson.h>

#include "claim/examine.h"

/* All that decides what a run finds: the program, arithmetics, draws, claims.  Not the shard, the
 * number of jobs, or where results go. */
json_t *request_of(const plan *, const enrolled *const *claims, size_t n, json_t *arguments);

/* The plan of such a request; what the user gave goes to *given.  False with a sentence. */
bool request_plan(const json_t *request, plan *, sheet *given, complaint *why);

/* NULL when equal, else what differs: "other arithmetics". */
const char *request_difference(const json_t *a, const json_t *b);

json_t *request_load(const char *results, complaint *why); /* NULL with a sentence */

/* Open DIR/examined: empty, or, to resume, with what an earlier run of the same request left. */
bool examined_begin(const char *results, const json_t *request, bool resume, complaint *why);

bool examined_store(const char *results, const examination *, double seconds, complaint *why);

/* False when there is none, or one byte of it is missing or another, or it was stopped before its
 * end. */
bool examined_load(const char *results, const enrolled *, const plan *, examination *,
                   double *seconds);

/* Of such a file, whatever the fingerprint in its last line. */
bool examined_read(FILE *, const enrolled *, const plan *, examination *, double *seconds);

void examined_end(const char *results);

#endif
