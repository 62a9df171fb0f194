/* shard.h -- which part of a run this process takes. */
#ifndef ELENCHUS_SHARD_H
#define ELENCHUS_SHARD_H

#include "cli/cli.h"

typedef struct {
  long of, count; /* 3 of 8; 0 of 0: all of it */
} shard;

/* "3/8". */
bool read_shard(const char *text, shard *, complaint *why);

/* The place in a job array of Slurm, from SLURM_ARRAY_TASK_ID, _MIN, _STEP and _COUNT; false outside
 * of one. */
bool slurm_shard(shard *);

/* Every count-th of the claims, from the of-th on; a selection of its own. */
selection shard_of(const selection *, shard);

#endif
