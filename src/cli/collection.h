/* collection.h -- what a run finds, gathered claim by claim, written and printed at its end. */
#ifndef ELENCHUS_COLLECTION_H
#define ELENCHUS_COLLECTION_H

#include "claim/results.h"
#include "cli/cli.h"

typedef struct {
  const plan *plan;
  const enrolled *const *claims;
  size_t count, done;
  const char *results; /* DIR of rows, verdicts and manifest, or NULL */
  const char *json;    /* a file of verdicts alone, or NULL */
  const char *hard;    /* folder for instances that disagree, or NULL */
  bool times, keep_examinations, objects_wanted;
  verdict *verdicts;
  json_t **objects;
  double *seconds;
  char *values; /* measured at the user's instance */
  complaint why;
} collection;

collection collection_new(const plan *, const enrolled *const *claims, size_t n);
void collection_free(collection *);

/* A receiver (workers.h), with = the collection: judge is done, the verdict becomes ours. */
bool collection_take(void *with, size_t i, const examination *, verdict *, double seconds);

/* Proofs lend what they prove, also in the objects. */
void collection_settle(collection *);

/* That; verdicts are written, then printed.  The exit code. */
int collection_finish(collection *);

/* The words of a command line that decide what is found, for the manifest: not -j, --shard,
 * --resume, --time, nor where results go. */
json_t *deciding_arguments(int argc, char **argv);

#endif
