/* cmd_hunt.c -- elenchus hunt. */
#include <getopt.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "claim/hunt.h"
#include "claim/shrink.h"
#include "cli/run_options.h"

static const char text[] =
    "Usage: elenchus hunt [OPTION]... [ID | PAPER]...\n"
    "Search inside the hypotheses for the worst case of every bound (none named: of\n"
    "all claims): the largest measured/bound, first at random, then by an optimiser\n"
    "over the claim's family, in double; what is found is decided in balls.\n"
    "\n"
    "  --evaluations=N  of the measurement, for one bound; default 1000\n"
    "  --seed=S         of the random instances; default 1\n"
    "  --hard=DIR       keep an instance that breaks a bound in DIR\n"
    "  --help\n"
    "\n"
    "Exit 1 when a bound is broken.\n"
    "Example: elenchus hunt eot-R2.2 --evaluations 10000\n";

typedef struct {
  hunt_plan plan;
  const char *hard;
  selection chosen;
} hunting;

static bool take(int o, hunting *h, complaint *why) {
  long n = 0;
  if (o == 'k') {
    h->hard = optarg;
    return true;
  }
  if (o == 'e' && read_count(optarg, "--evaluations", 1, 100000000, &n, why)) {
    h->plan.evaluations = (int)n;
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

static void add_row(table *t, const char *id, const prey *p) {
  char drawn[32], worst[32], sure[32];
  const char *word =
      p->there == UNSETTLED && fabs(p->certified - 1) < 1e-9 ? "attained" : outcome_word(p->there);
  table_row(t,
            (const char *[]){ id, p->what, ratio_text(p->drawn, drawn), ratio_text(p->worst, worst),
                              ratio_text(p->certified, sure), word });
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

static bool note(const hunting *h, const char *id, const prey *p, tally_sheet *t, complaint *why) {
  t->bounds++, t->broken += p->broken;
  add_row(t->table, id, p);
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
  int code = fine ? report(h, &t, lines, &why) : refuse("%s", why.text);
  table_free(t.table), free(lines);
  return code;
}

int cmd_hunt(int argc, char **argv) {
  static const struct option options[] = { { "evaluations", required_argument, NULL, 'e' },
                                           { "seed", required_argument, NULL, 'S' },
                                           { "hard", required_argument, NULL, 'k' },
                                           { "help", no_argument, NULL, 'h' },
                                           { 0 } };
  hunting h = { .plan = { .seed = 1, .evaluations = 1000 } };
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
  return code;
}
