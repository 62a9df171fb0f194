/* cmd_hunt.c -- elenchus hunt. */
#include <getopt.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "claim/hunt.h"
#include "claim/json.h"
#include "claim/results.h"
#include "claim/shrink.h"
#include "cli/run_options.h"

static const char text[] =
    "Usage: elenchus hunt [OPTION]... [ID | PAPER]...\n"
    "Search inside the hypotheses for the worst case of every bound (none named: of\n"
    "all claims): the largest measured/bound, first at random, then by an optimiser\n"
    "over the claim's family, in double; what is found is decided in balls.\n"
    "\n"
    "  --evaluations=N  of the measurement, for one bound; default 1000\n"
    "  --seconds=T      of CPU, for one bound; default 10\n"
    "  --seed=S         of the random instances; default 1\n"
    "  --results=DIR    write what was found to DIR/hunt.jsonl, for the report\n"
    "  --hard=DIR       keep an instance that breaks a bound in DIR\n"
    "  --help\n"
    "\n"
    "Exit 1 when a bound is broken.\n"
    "Example: elenchus hunt eot-R2.2 --evaluations 10000\n";

typedef struct {
  hunt_plan plan;
  const char *hard, *results;
  json_t *found;
  selection chosen;
} hunting;

static bool take(int o, hunting *h, complaint *why) {
  long n = 0;
  if (o == 'r') {
    h->results = optarg;
    return *optarg || complain(why, "--results needs the name of a folder");
  }
  if (o == 'k') {
    h->hard = optarg;
    return true;
  }
  if (o == 'e' && read_count(optarg, "--evaluations", 1, 100000000, &n, why)) {
    h->plan.evaluations = (int)n;
    return true;
  }
  if (o == 'T' && read_count(optarg, "--seconds", 1, 1000000, &n, why)) {
    h->plan.seconds = (double)n;
    return true;
  }
  if (o == 'S' && read_count(optarg, "--seed", 0, LONG_MAX, &n, why)) {
    h->plan.seed = (unsigned long)n;
    return true;
  }
  return false;
}

static const char *ratio_text(double x, char buffer[32]) {
  if (!isfinite(x)) return "-";
  snprintf(buffer, 32, "%.9g", x);
  return buffer;
}

static const char *there_word(const prey *p) {
  return p->attained ? "attained" : outcome_word(p->there);
}

static void add_row(table *t, const char *id, const prey *p) {
  char drawn[32], worst[32], sure[32];
  table_row(t,
            (const char *[]){ id, p->what, ratio_text(p->drawn, drawn), ratio_text(p->worst, worst),
                              ratio_text(p->certified, sure), there_word(p) });
}

static bool keep(const hunting *h, const char *id, const prey *p, complaint *why) {
  if (!h->hard || !p->broken) return true;
  char *comment = say("at_most `%s` is broken", p->what);
  char *path = hard_store(h->hard, id, p->instance, comment, why);
  if (path) fprintf(stderr, "elenchus: %s keeps the instance\n", path);
  free(comment), free(path);
  return path != NULL;
}

static void show_progress(const hunting *h, size_t i) {
  if (!isatty(STDERR_FILENO)) return;
  fprintf(stderr, "\r\033[K[%zu/%zu] %s", i, h->chosen.count,
          i < h->chosen.count ? h->chosen.of[i]->id : "");
  if (i == h->chosen.count) fputs("\r\033[K", stderr);
}

typedef struct {
  table *table;
  FILE *lines; /* below the table */
  int bounds, broken, without, died;
} tally_sheet;

static json_t *prey_json(const hunting *h, const char *id, const prey *p) {
  json_t *to = json_object();
  json_object_set_new(to, "id", json_text(id));
  json_object_set_new(to, "bound", json_text(p->what));
  json_object_set_new(to, "drawn", json_double(p->drawn));
  json_object_set_new(to, "hunted", json_double(p->worst));
  json_object_set_new(to, "certified", json_double(p->certified));
  json_object_set_new(to, "there", json_text(there_word(p)));
  json_object_set_new(to, "seed", json_integer((json_int_t)h->plan.seed));
  json_object_set_new(to, "evaluations", json_integer(p->evaluations));
  json_object_set_new(to, "instance", json_text(p->instance));
  return to;
}

/* One object a line. */
static bool write_found(const hunting *h, complaint *why) {
  size_t n = json_array_size(h->found);
  if (!h->results) return true;
  char *path = say("%s/hunt.jsonl", h->results);
  json_t **list = room(NULL, n ? n : 1, sizeof *list);
  for (size_t i = 0; i < n; i++) list[i] = json_array_get(h->found, i);
  bool fine = make_folder(h->results, why) && write_verdicts(path, list, n, why);
  free(path), free(list);
  return fine;
}

static bool note(const hunting *h, const char *id, const prey *p, tally_sheet *t, complaint *why) {
  t->bounds++, t->broken += p->broken;
  add_row(t->table, id, p);
  json_array_append_new(h->found, prey_json(h, id, p));
  if (h->chosen.count == 1 || p->broken) {
    char *replay = replay_of(id, p->instance);
    fprintf(t->lines, "`%s` %s there:\n  %s\n", p->what, p->broken ? "is broken" : "is worst",
            replay);
    free(replay);
  }
  return keep(h, id, p, why);
}

static bool hunt_one(const hunting *h, const enrolled *of, tally_sheet *t, complaint *why) {
  bag b;
  bool fine = true;
  if (!hunt(of, &h->plan, &b, why)) {
    t->without += !b.died, t->died += b.died;
    if (b.died) fprintf(t->lines, "%s\n", why->text);
  }
  for (size_t i = 0; fine && i < b.count; i++) fine = note(h, of->id, &b.of[i], t, why);
  bag_free(&b);
  return fine;
}

static int report(const hunting *h, const tally_sheet *t, const char *lines, const complaint *why) {
  if (!t->bounds && !t->died)
    return refuse("%s", h->chosen.count == 1 ? why->text : "none of these claims bounds anything");
  table_print(t->table, stdout, wants_colour(stdout));
  printf("\n%s%d bound%s hunted, %d broken; %d claim%s without.\n", lines, t->bounds,
         t->bounds == 1 ? "" : "s", t->broken, t->without, t->without == 1 ? "" : "s");
  return t->died ? OUR_FAULT : t->broken ? NOT_AS_RECORDED : AS_RECORDED;
}

static int hunt_chosen(const hunting *h) {
  char *lines;
  size_t size;
  complaint why;
  tally_sheet t = { .table = table_new(6), .lines = open_memstream(&lines, &size) };
  bool fine = true;
  if (!t.lines) return refuse("no memory");
  table_row(t.table, (const char *[]){ "id", "bound", "drawn", "hunted", "certified", "there" });
  for (size_t i = 0; fine && i < h->chosen.count; i++) {
    show_progress(h, i);
    fine = hunt_one(h, h->chosen.of[i], &t, &why);
  }
  show_progress(h, h->chosen.count);
  fclose(t.lines);
  fine = fine && write_found(h, &why);
  int code = fine ? report(h, &t, lines, &why) : refuse("%s", why.text);
  table_free(t.table), free(lines);
  return code;
}

int cmd_hunt(int argc, char **argv) {
  static const struct option options[] = { { "evaluations", required_argument, NULL, 'e' },
                                           { "seconds", required_argument, NULL, 'T' },
                                           { "seed", required_argument, NULL, 'S' },
                                           { "hard", required_argument, NULL, 'k' },
                                           { "results", required_argument, NULL, 'r' },
                                           { "help", no_argument, NULL, 'h' },
                                           { 0 } };
  hunting h = { .plan = { .seed = 1, .evaluations = 1000, .seconds = 10 }, .found = json_array() };
  complaint why;
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    if (o == '?') return misused("hunt");
    if (!take(o, &h, &why)) return refuse("%s", why.text);
  }
  if (!select_claims(&h.chosen, argv + optind, argc - optind, false, &why))
    return refuse("%s", why.text);
  int code = hunt_chosen(&h);
  selection_free(&h.chosen);
  json_decref(h.found);
  return code;
}
