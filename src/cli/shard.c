/* shard.c -- which part of a run this process takes. */
#include "cli/shard.h"

#include <stdlib.h>
#include <string.h>

bool read_shard(const char *text, shard *s, complaint *why) {
  char *end, word[64];
  s->of = strtol(text, &end, 10);
  bool fine = end > text && *end == '/' && *text != ' ';
  const char *count = fine ? end + 1 : text;
  s->count = fine ? strtol(count, &end, 10) : 0;
  fine = fine && end > count && !*end && *count != ' ' && *count != '+' && *count != '-';
  if (fine && s->count >= 1 && s->count <= 1000000 && s->of >= 1 && s->of <= s->count) return true;
  return complain(why, "--shard=`%s` is no part of a whole (expected I/N, as in 3/8)",
                  quoted(text, strlen(text), word));
}

static bool whole_in_environment(const char *name, long *n) {
  const char *text = getenv(name);
  char *end;
  if (!text || !*text) return false;
  *n = strtol(text, &end, 10);
  return !*end;
}

bool slurm_shard(shard *s) {
  long id, first = 0, step = 1, count;
  if (!whole_in_environment("SLURM_ARRAY_TASK_ID", &id)) return false;
  if (!whole_in_environment("SLURM_ARRAY_TASK_COUNT", &count)) return false;
  whole_in_environment("SLURM_ARRAY_TASK_MIN", &first);
  whole_in_environment("SLURM_ARRAY_TASK_STEP", &step);
  if (step < 1 || id < first || (id - first) % step || (id - first) / step >= count) return false;
  *s = (shard){ (id - first) / step + 1, count };
  return true;
}

selection shard_of(const selection *all, shard s) {
  selection mine = { 0 };
  for (size_t i = 0; i < all->count; i++) {
    if (s.count && (long)(i % (size_t)s.count) != s.of - 1) continue;
    mine.of = one_more(mine.of, mine.count, sizeof *mine.of);
    mine.of[mine.count++] = all->of[i];
  }
  return mine;
}
