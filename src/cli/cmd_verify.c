/* cmd_verify.c -- elenchus verify. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/workers.h"
#include "cli/collection.h"
#include "claim/drift.h"
#include "cli/run_options.h"
#include "claim/verdict_file.h"

static const char text[] =
    "Usage: elenchus verify [-j N] RESULTS\n"
    "Examine once more what a record claims, with its own arithmetics, instances and\n"
    "seed, and print what comes out otherwise.  RESULTS is a file that `elenchus run\n"
    "--json` wrote, or a folder of --results.\n"
    "\n"
    "  -j, --jobs=N  so many claims at a time\n"
    "  --help\n"
    "\n"
    "Exit 0 when all is as it was, 1 when something drifted.\n"
    "Example: elenchus verify results.jsonl\n";

/* Verdicts that were reached in one way are examined in one run, so that proofs meet their claims. */
typedef struct {
  const json_t *verdicts;
  bool *done;
  int jobs;
  drift drift;
  complaint why;
} verification;

static json_t *way_of(const json_t *v) {
  json_t *way = json_object(), *names = json_array();
  const json_t *list = json_object_get(v, "arithmetics");
  for (size_t i = 0; i < json_array_size(list); i++)
    json_array_append(names, json_object_get(json_array_get(list, i), "name"));
  json_object_set_new(way, "arithmetics", names);
  json_object_set(way, "run", json_object_get(v, "run"));
  return way;
}

static bool plan_of(const json_t *way, plan *p, complaint *why) {
  const json_t *run = json_object_get(way, "run"), *list = json_object_get(way, "arithmetics");
  char *names = copy_of("");
  for (size_t i = 0; i < json_array_size(list); i++) {
    const char *name = json_string_value(json_array_get(list, i));
    char *more = say("%s%s%s", names, i ? "," : "", name ? name : "?");
    free(names);
    names = more;
  }
  *p = plan_default(json_is_true(json_object_get(run, "full")));
  bool fine = plan_arithmetics(p, names, why);
  free(names);
  p->draws = (int)json_integer_value(json_object_get(run, "draws"));
  p->seed = (unsigned long)json_integer_value(json_object_get(run, "seed"));
  p->beyond = json_is_true(json_object_get(run, "beyond"));
  p->keep = FULL_ROWS;
  return fine;
}

/* The user's values, where the record has such an instance. */
static bool given_in(const json_t *v, sheet *given, complaint *why) {
  const json_t *list = json_object_get(v, "instances");
  for (size_t i = 0; i < json_array_size(list); i++) {
    const json_t *one = json_array_get(list, i), *inputs = json_object_get(one, "inputs");
    const char *source_ = text_in(one, "source"), *name;
    json_t *value;
    if (!source_ || strcmp(source_, "given")) continue;
    json_object_foreach((json_t *)inputs, name, value) {
      char *line = say("%s = %s", name, json_is_string(value) ? json_string_value(value) : "");
      bool fine = sheet_set(given, line, why);
      free(line);
      if (!fine) return false;
    }
  }
  return true;
}

static bool examine_again(verification *w, const plan *p, const enrolled *const *claims, size_t n,
                          const size_t *at) {
  collection c = collection_new(p, claims, n);
  c.objects_wanted = true;
  bool fine = examine_all(claims, n, p, w->jobs, collection_take, &c, &w->why);
  if (fine) collection_settle(&c);
  for (size_t i = 0; fine && i < n; i++)
    drift_of(&w->drift, json_array_get(w->verdicts, at[i]), c.objects[i]);
  collection_free(&c);
  return fine;
}

/* All that are left of the way of verdict `first`; alone, when it is of a user's instance. */
static bool verify_way(verification *w, size_t first) {
  size_t n = 0, all = json_array_size(w->verdicts);
  const enrolled **claims = room(NULL, all, sizeof *claims);
  size_t *at = room(NULL, all, sizeof *at);
  json_t *way = way_of(json_array_get(w->verdicts, first));
  plan p;
  sheet given = { 0 };
  bool fine =
      plan_of(way, &p, &w->why) && given_in(json_array_get(w->verdicts, first), &given, &w->why);
  if (given.count) p.given = &given;
  for (size_t i = first; fine && i < all; i++) {
    const json_t *v = json_array_get(w->verdicts, i);
    json_t *other = way_of(v);
    bool mine = !w->done[i] && (i == first || (!given.count && json_equal(way, other)));
    json_decref(other);
    if (!mine) continue;
    w->done[i] = true;
    claims[n] = registry_find(text_in(v, "id")), at[n] = i;
    if (claims[n])
      n++;
    else
      drift_alone(&w->drift, v, "the record");
  }
  fine = fine && examine_again(w, &p, claims, n, at);
  json_decref(way), sheet_free(&given), free(claims), free(at);
  return fine;
}

static int verify(const json_t *verdicts, int jobs) {
  size_t n = json_array_size(verdicts);
  verification w = { .verdicts = verdicts,
                     .done = room(NULL, n, sizeof(bool)),
                     .jobs = jobs,
                     .drift = { stdout, 0, 0 } };
  bool fine = true;
  for (size_t i = 0; fine && i < n; i++) fine = w.done[i] || verify_way(&w, i);
  free(w.done);
  if (!fine) return refuse("%s", w.why.text);
  printf("%zu verdict%s examined again, %d drifted%s.\n", n, n == 1 ? "" : "s", w.drift.changes,
         w.drift.contradictions ? ", against what was certified" : "");
  return w.drift.changes ? NOT_AS_RECORDED : AS_RECORDED;
}

int cmd_verify(int argc, char **argv) {
  static const struct option options[] = { { "jobs", required_argument, NULL, 'j' },
                                           { "help", no_argument, NULL, 'h' },
                                           { 0 } };
  complaint why;
  long jobs = sysconf(_SC_NPROCESSORS_ONLN);
  for (int o; (o = getopt_long(argc, argv, "j:h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    if (o == '?') return misused("verify");
    if (!read_count(optarg, "-j", 1, 512, &jobs, &why)) return refuse("%s", why.text);
  }
  if (argc - optind != 1) return refuse("verify needs one file or folder of results");
  json_t *verdicts = verdicts_read(argv[optind], &why);
  int code = verdicts ? verify(verdicts, jobs > 0 ? (int)jobs : 1) : refuse("%s", why.text);
  json_decref(verdicts);
  return code;
}
