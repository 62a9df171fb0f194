/* cmd_merge.c -- elenchus merge. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "claim/examined.h"
#include "cli/collection.h"

static const char text[] =
    "Usage: elenchus merge --results=DIR [OPTION]... SHARD...\n"
    "Join what `elenchus run --shard=I/N --results=SHARD` left in N folders: the same\n"
    "files and the same table as one run without --shard.\n"
    "\n"
    "  --results=DIR  write DIR/<id>.tsv, DIR/verdicts.jsonl, DIR/manifest.json\n"
    "  --json=FILE    write the verdicts to FILE, one JSON object a line\n"
    "  --time         add the CPU time of each claim\n"
    "  --help\n"
    "\n"
    "Example: elenchus merge --results=all part-1 part-2 part-3\n";

typedef struct {
  const char *results, *json;
  bool times;
  char **shards;
  int count;
} merging;

/* The request that all shards share. */
static json_t *shared_request(const merging *m, complaint *why) {
  json_t *first = request_load(m->shards[0], why);
  for (int i = 1; first && i < m->count; i++) {
    json_t *other = request_load(m->shards[i], why);
    const char *difference = other ? request_difference(first, other) : "";
    if (other && difference)
      complain(why, "%.200s and %.200s are no shards of one run: %s", m->shards[0], m->shards[i],
               difference);
    json_decref(other);
    if (difference) json_decref(first), first = NULL;
  }
  return first;
}

static bool select_requested(const json_t *request, selection *s, complaint *why) {
  const json_t *ids = json_object_get(request, "claims");
  for (size_t i = 0; i < json_array_size(ids); i++) {
    const char *id = json_string_value(json_array_get(ids, i));
    const enrolled *of = id ? claim_named(id, why) : NULL;
    if (!of) return id ? false : complain(why, "an id is no text");
    s->of = one_more(s->of, s->count, sizeof *s->of);
    s->of[s->count++] = of;
  }
  return s->count || complain(why, "the shards name no claim");
}

static bool take_from_shards(collection *c, size_t i, const merging *m) {
  for (int k = 0; k < m->count; k++) {
    examination e;
    double seconds;
    if (!examined_load(m->shards[k], c->claims[i], c->plan, &e, &seconds)) continue;
    verdict v = judge(&e, c->plan);
    bool fine = collection_take(c, i, &e, &v, seconds);
    examination_free(&e);
    return fine;
  }
  return complain(&c->why, "%s is finished in none of the shards", c->claims[i]->id);
}

/* Nothing is written before every claim has been found. */
static bool all_there(const selection *s, const plan *p, const merging *m, complaint *why) {
  for (size_t i = 0; i < s->count; i++) {
    bool found = false;
    for (int k = 0; k < m->count && !found; k++) {
      examination e;
      double seconds;
      found = examined_load(m->shards[k], s->of[i], p, &e, &seconds);
      if (found) examination_free(&e);
    }
    if (!found) return complain(why, "%s is finished in none of the shards", s->of[i]->id);
  }
  return true;
}

static int join(const merging *m, const json_t *request, const selection *s, const plan *p) {
  collection c = collection_new(p, s->of, s->count);
  c.results = m->results, c.json = m->json, c.times = m->times;
  json_t *arguments = json_object_get(request, "arguments");
  bool fine = all_there(s, p, m, &c.why) && make_folder(m->results, &c.why) &&
              write_manifest(m->results, p, arguments, &c.why);
  for (size_t i = 0; fine && i < s->count; i++) fine = take_from_shards(&c, i, m);
  int code = fine ? collection_finish(&c) : refuse("%s", c.why.text);
  collection_free(&c);
  return code;
}

static int merge(const merging *m) {
  complaint why;
  json_t *request = shared_request(m, &why);
  if (!request) return refuse("%s", why.text);
  plan p;
  sheet given;
  selection s = { 0 };
  bool fine = request_plan(request, &p, &given, &why) && select_requested(request, &s, &why);
  int code = fine ? join(m, request, &s, &p) : refuse("%s", why.text);
  selection_free(&s), sheet_free(&given);
  json_decref(request);
  return code;
}

int cmd_merge(int argc, char **argv) {
  static const struct option options[] = { { "results", required_argument, NULL, 'r' },
                                           { "json", required_argument, NULL, 'o' },
                                           { "time", no_argument, NULL, 't' },
                                           { "help", no_argument, NULL, 'h' },
                                           { 0 } };
  merging m = { 0 };
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    if (o == 'r')
      m.results = optarg;
    else if (o == 'o')
      m.json = optarg;
    else if (o == 't')
      m.times = true;
    else
      return misused("merge");
  }
  m.shards = argv + optind, m.count = argc - optind;
  if (!m.results || !*m.results) return refuse("merge needs --results=DIR, where the whole goes");
  if (!m.count) return refuse("merge needs the folders of the shards");
  return merge(&m);
}
