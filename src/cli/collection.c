/* collection.c -- what a run finds, gathered claim by claim, written and printed at its end. */
#include "cli/collection.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/examined.h"
#include "claim/json.h"
#include "cli/run_table.h"
#include "cli/run_values.h"

collection collection_new(const plan *p, const enrolled *const *claims, size_t n) {
  return (collection){ .plan = p,
                       .claims = claims,
                       .count = n,
                       .verdicts = room(NULL, n, sizeof(verdict)),
                       .objects = room(NULL, n, sizeof(json_t *)),
                       .seconds = room(NULL, n, sizeof(double)) };
}

void collection_free(collection *c) {
  for (size_t i = 0; i < c->count; i++) {
    if (c->verdicts[i].of) verdict_free(&c->verdicts[i]);
    json_decref(c->objects[i]);
  }
  free(c->verdicts), free(c->objects), free(c->seconds), free(c->values);
  *c = (collection){ 0 };
}

static void show_progress(const collection *c, const char *id) {
  if (!isatty(STDERR_FILENO)) return;
  fprintf(stderr, "\r\033[K[%zu/%zu] %s", c->done, c->count, c->done < c->count ? id : "");
  if (c->done == c->count) fputs("\r\033[K", stderr);
}

static bool keep_hard(collection *c, const verdict *v) {
  if (!c->hard || !v->hard) return true;
  char *path = hard_store(c->hard, v->of->id, v->hard, v->why ? v->why : "disagrees", &c->why);
  if (path)
    fprintf(stderr, "elenchus: %s keeps an instance at which %s disagrees\n", path, v->of->id);
  free(path);
  return path != NULL;
}

bool collection_take(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  collection *c = with;
  c->verdicts[i] = *v, c->seconds[i] = seconds, c->done++;
  if (!keep_hard(c, v)) return false;
  show_progress(c, v->of->id);
  if (c->plan->given && !v->of->proof && !c->values) c->values = values_text(e, c->plan);
  if (c->results || c->json || c->objects_wanted) c->objects[i] = verdict_json(e, c->plan, v);
  if (c->results && !write_rows(c->results, e, c->plan, &c->why)) return false;
  return !c->keep_examinations || examined_store(c->results, e, seconds, &c->why);
}

void collection_settle(collection *c) {
  apply_proofs(c->verdicts, c->count);
  for (size_t i = 0; i < c->count && c->objects[i]; i++)
    verdict_json_update(c->objects[i], &c->verdicts[i]);
}

static bool write_all(collection *c) {
  bool fine = true;
  if (c->results) {
    char *path = say("%s/verdicts.jsonl", c->results);
    fine = write_verdicts(path, c->objects, c->count, &c->why);
    free(path);
  }
  return fine && (!c->json || write_verdicts(c->json, c->objects, c->count, &c->why));
}

int collection_finish(collection *c) {
  collection_settle(c);
  if (!write_all(c)) return refuse("%s", c->why.text);
  print_verdicts(c->verdicts, c->count, c->plan, c->times ? c->seconds : NULL);
  if (c->values) printf("\n%s", c->values);
  return exit_code(c->verdicts, c->count);
}

/* How many words an option takes that changes nothing of what is found. */
static int idle_words(const char *word) {
  static const char *const valued[] = { "--jobs", "--shard", "--results", "--json", "--hard" };
  if (!strcmp(word, "--resume") || !strcmp(word, "--time")) return 1;
  if (!strncmp(word, "-j", 2)) return word[2] ? 1 : 2;
  for (size_t i = 0; i < sizeof valued / sizeof *valued; i++) {
    size_t n = strlen(valued[i]);
    if (!strncmp(word, valued[i], n) && (!word[n] || word[n] == '=')) return word[n] ? 1 : 2;
  }
  return 0;
}

json_t *deciding_arguments(int argc, char **argv) {
  json_t *list = json_array();
  for (int i = 0; i < argc; i++) {
    int skip = idle_words(argv[i]);
    if (skip)
      i += skip - 1;
    else
      json_array_append_new(list, json_text(argv[i]));
  }
  return list;
}
