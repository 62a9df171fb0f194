/* cmd_run.c -- elenchus run. */
#include <stdlib.h>

#include "claim/examined.h"
#include "claim/workers.h"
#include "cli/collection.h"
#include "cli/run_options.h"

/* What an earlier run of the same request has finished is taken from there; the others' places in
 * the collection go to *left. */
static size_t take_finished(collection *c, bool resume, size_t *left) {
  size_t n = 0;
  for (size_t i = 0; i < c->count; i++) {
    examination e;
    double seconds;
    if (resume && examined_load(c->results, c->claims[i], c->plan, &e, &seconds)) {
      verdict v = judge(&e, c->plan);
      bool fine = collection_take(c, i, &e, &v, seconds);
      examination_free(&e);
      if (!fine) return (size_t)-1;
    } else {
      left[n++] = i;
    }
  }
  return n;
}

typedef struct {
  collection *into;
  const size_t *place;
} placed;

static bool take_placed(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  const placed *p = with;
  return collection_take(p->into, p->place[i], e, v, seconds);
}

static bool examine_rest(collection *c, const run_options *o) {
  size_t *place = room(NULL, c->count, sizeof *place);
  const enrolled **rest = room(NULL, c->count, sizeof(enrolled *));
  size_t n = take_finished(c, o->resume, place);
  bool fine = n != (size_t)-1;
  for (size_t i = 0; fine && i < n; i++) rest[i] = c->claims[place[i]];
  placed p = { c, place };
  fine = fine && examine_all(rest, n, c->plan, o->jobs, take_placed, &p, &c->why);
  free(place), free(rest);
  return fine;
}

static bool begin(collection *c, const run_options *o, json_t *arguments) {
  if (!o->results) return true;
  json_t *request = request_of(&o->plan, o->whole.of, o->whole.count, arguments);
  bool fine = make_folder(o->results, &c->why) &&
              examined_begin(o->results, request, o->resume, &c->why) &&
              write_manifest(o->results, &o->plan, arguments, &c->why);
  json_decref(request);
  return fine;
}

static int examine_chosen(collection *c, const run_options *o, json_t *arguments) {
  if (!begin(c, o, arguments) || !examine_rest(c, o)) return refuse("%s", c->why.text);
  int code = collection_finish(c);
  if (o->results && code != BAD_INPUT && !o->sharded) examined_end(o->results);
  return code;
}

int cmd_run(int argc, char **argv) {
  run_options o;
  json_t *arguments = deciding_arguments(argc, argv);
  int code = read_run_options(argc, argv, &o);
  if (code < 0) {
    collection c = collection_new(&o.plan, o.chosen.of, o.chosen.count);
    c.results = o.results, c.json = o.json, c.times = o.times, c.hard = o.hard,
    c.keep_examinations = o.results;
    code = examine_chosen(&c, &o, arguments);
    collection_free(&c);
  }
  json_decref(arguments);
  run_options_free(&o);
  return code;
}
