/* cmd_plot.c -- elenchus plot. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/store.h"
#include "cli/cli.h"
#include "cli/figure.h"
#include "cli/folders.h"

static const char text[] =
    "Usage: elenchus plot ID [--results=DIR] [-o FILE.svg]\n"
    "       elenchus plot --all --results=DIR [-o FOLDER]\n"
    "The figure of a claim, or of every claim, from the numbers that were compared.\n"
    "\n"
    "  --results=DIR      what `elenchus run --results` left there; without it, the\n"
    "                     claim is examined first\n"
    "  --all              every claim with results, one file each\n"
    "  -o, --output=NAME  the file, default ID.svg; with --all the folder, default\n"
    "                     figures\n"
    "  --help\n"
    "\n"
    "Example: elenchus plot odt-P3.3 -o field.svg\n";

typedef struct {
  const char *results, *output;
  bool all;
} wish;

/* The figures that were drawn, from the folder where gnuplot left them to where they were wanted. */
static bool deliver(const figure *f, size_t n, const char *from, const wish *w, complaint *why) {
  for (size_t i = 0; i < n; i++) {
    if (!f[i].drawn) continue;
    char *drawn = say("%s/%s", from, f[i].name);
    char *wanted =
        w->all ? say("%s/%s", w->output, f[i].name) : copy_of(w->output ? w->output : f[i].name);
    bool fine = copy_file(drawn, wanted, why);
    free(drawn), free(wanted);
    if (!fine) return false;
  }
  return true;
}

/* Of a single claim one expects a figure; among all, some compare no numbers. */
static int deliver_all(const figure *f, const selection *s, const char *from, const wish *w,
                       int code) {
  complaint why;
  if (!w->all && !f[0].caption) {
    refuse("%s has nothing to draw: it compares no numbers that make a picture", f[0].of->id);
    return NOTHING_RAN;
  }
  if (w->all && !make_folder(w->output, &why)) return refuse("%s", why.text);
  return deliver(f, s->count, from, w, &why) ? code : refuse("%s", why.text);
}

static int plot_in(const char *folder, const selection *s, const wish *w) {
  complaint why;
  figure *f = room(NULL, s->count, sizeof *f);
  for (size_t i = 0; i < s->count; i++) f[i].of = s->of[i];
  int code = AS_RECORDED;
  if (!w->results && !examine_into(folder, s->of[0], &why))
    code = refuse("%s", why.text);
  else if (!figures_draw(f, s->count, w->results ? w->results : folder, folder, &why))
    code = refuse("%s", why.text);
  if (code == AS_RECORDED || w->all) code = deliver_all(f, s, folder, w, code);
  figures_free(f, s->count);
  free(f);
  return code;
}

static bool has_results(const selection *s, const wish *w, complaint *why) {
  if (!w->results) return true;
  char *one =
      w->all ? say("%s/verdicts.jsonl", w->results) : row_file_path(w->results, s->of[0]->id);
  bool there = access(one, R_OK) == 0;
  free(one);
  if (there) return true;
  const char *what = w->all ? "" : s->of[0]->id;
  return complain(why,
                  "%.200s holds no results%s%s; `elenchus run %s%s--results %.200s` makes them",
                  w->results, *what ? " of " : "", what, what, *what ? " " : "", w->results);
}

static bool settle(selection *s, wish *w, char **words, int n, complaint *why) {
  if (w->all && (n || !w->results))
    return complain(why, "plot --all takes --results DIR and no ids");
  if (!w->all && n != 1) return complain(why, "plot takes one id, or --all; %d are named", n);
  if (w->all && !w->output) w->output = "figures";
  if (w->output && !*w->output) return complain(why, "-o needs the name of a file");
  if (!w->all) {
    s->of = one_more(NULL, 0, sizeof *s->of);
    s->of[0] = claim_named(words[0], why), s->count = 1;
    if (!s->of[0]) return false;
  } else if (!select_claims(s, NULL, 0, true, why))
    return false;
  return has_results(s, w, why);
}

int cmd_plot(int argc, char **argv) {
  static const struct option options[] = { { "results", required_argument, NULL, 'r' },
                                           { "output", required_argument, NULL, 'o' },
                                           { "all", no_argument, NULL, 'a' },
                                           { "help", no_argument, NULL, 'h' },
                                           { 0 } };
  wish w = { 0 };
  for (int o; (o = getopt_long(argc, argv, "o:h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    if (o == 'a')
      w.all = true;
    else if (o == 'r')
      w.results = optarg;
    else if (o == 'o')
      w.output = optarg;
    else
      return misused("plot");
  }
  complaint why;
  selection s = { 0 };
  char *folder = NULL;
  bool fine = settle(&s, &w, argv + optind, argc - optind, &why);
  if (fine) folder = temporary_folder(NULL, &why);
  int code = folder ? plot_in(folder, &s, &w) : refuse("%s", why.text);
  if (folder) remove_folder(folder);
  free(folder);
  selection_free(&s);
  return code;
}
