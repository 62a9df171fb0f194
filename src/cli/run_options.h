/* run_options.h -- what `elenchus run` was asked. */
#ifndef ELENCHUS_RUN_OPTIONS_H
#define ELENCHUS_RUN_OPTIONS_H

#include "claim/plan.h"
#include "cli/cli.h"
#include "cli/shard.h"

typedef struct {
  plan plan;
  sheet sheet;
  int jobs;
  const char *results, *json, *hard;
  bool times, resume, sharded;
  selection whole;  /* all that was named */
  selection chosen; /* of them, what this process takes */
} run_options;

/* -1 to go on, else the exit code; what is wrong has then been said. */
int read_run_options(int argc, char **argv, run_options *);
void run_options_free(run_options *);

/* A whole number from low to high. */
bool read_count(const char *s, const char *option, long low, long high, long *n, complaint *why);

#endif
