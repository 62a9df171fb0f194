/* cmd_run.c -- elenchus run. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/results.h"
#include "claim/workers.h"
#include "cli/run_options.h"
#include "cli/run_table.h"
#include "cli/run_values.h"

typedef struct {
  const run_options *options;
  verdict *verdicts;
  json_t **json;
  double *seconds;
  char *values; /* at the user's instance */
  size_t done;
  complaint why;
} progress;

static void show_progress(const progress *p, const char *id) {
  if (!isatty(STDERR_FILENO)) return;
  size_t all = p->options->chosen.count;
  fprintf(stderr, "\r\033[K[%zu/%zu] %s", p->done, all, p->done < all ? id : "");
  if (p->done == all) fputs("\r\033[K", stderr);
}

static bool take(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  progress *p = with;
  const run_options *o = p->options;
  p->verdicts[i] = *v, p->seconds[i] = seconds, p->done++;
  show_progress(p, v->of->id);
  if (o->plan.given && !v->of->proof && !p->values) p->values = values_text(e, &o->plan);
  if (o->results || o->json) p->json[i] = verdict_json(e, &o->plan, v);
  return !o->results || write_rows(o->results, e, &o->plan, &p->why);
}

static bool write_all(progress *p, size_t n) {
  const run_options *o = p->options;
  bool fine = true;
  for (size_t i = 0; i < n && p->json[i]; i++) verdict_json_update(p->json[i], &p->verdicts[i]);
  if (o->results) {
    char *path = say("%s/verdicts.jsonl", o->results);
    fine = write_verdicts(path, p->json, n, &p->why);
    free(path);
  }
  return fine && (!o->json || write_verdicts(o->json, p->json, n, &p->why));
}

static int examine_chosen(progress *p, int argc, char **argv) {
  const run_options *o = p->options;
  size_t n = o->chosen.count;
  if (o->results && (!make_folder(o->results, &p->why) ||
                     !write_manifest(o->results, &o->plan, argc, argv, &p->why)))
    return refuse("%s", p->why.text);
  if (!examine_all(o->chosen.of, n, &o->plan, o->jobs, take, p, &p->why) ||
      (apply_proofs(p->verdicts, n), !write_all(p, n)))
    return refuse("%s", p->why.text);
  print_verdicts(p->verdicts, n, &o->plan, o->times ? p->seconds : NULL);
  if (p->values) printf("\n%s", p->values);
  return exit_code(p->verdicts, n);
}

int cmd_run(int argc, char **argv) {
  run_options o;
  int code = read_run_options(argc, argv, &o);
  if (code >= 0) {
    run_options_free(&o);
    return code;
  }
  size_t n = o.chosen.count;
  progress p = { .options = &o,
                 .verdicts = room(NULL, n, sizeof(verdict)),
                 .json = room(NULL, n, sizeof(json_t *)),
                 .seconds = room(NULL, n, sizeof(double)) };
  code = examine_chosen(&p, argc, argv);
  for (size_t i = 0; i < n; i++) {
    if (p.verdicts[i].of) verdict_free(&p.verdicts[i]);
    json_decref(p.json[i]);
  }
  free(p.verdicts), free(p.json), free(p.seconds), free(p.values);
  run_options_free(&o);
  return code;
}
