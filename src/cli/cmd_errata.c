/* cmd_errata.c -- elenchus errata. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/workers.h"
#include "cli/cli.h"

static const char text[] =
    "Usage: elenchus errata [OPTION]... [ID | PAPER]...\n"
    "What is false as printed, ordered by kind: as printed, a counterexample\n"
    "(measured now, exactly or in balls), what is true instead, what still stands.\n"
    "\n"
    "  --paper=KEY        of one paper: odt, udt, dac, eot, low\n"
    "  --help\n"
    "\n"
    "Example: elenchus errata --paper odt\n";

static bool erring(const enrolled *e) {
  const claim *c = e->record;
  bool any = !e->proof && c->erratum != NO_ERRATUM;
  for (int i = 0; i < parts_of(c) && !e->proof; i++) any = any || c->parts[i].erratum != NO_ERRATUM;
  return any;
}

static erratum first_kind(const claim *c) {
  if (c->erratum) return c->erratum;
  for (int i = 0; i < parts_of(c); i++)
    if (c->parts[i].erratum) return c->parts[i].erratum;
  return NO_ERRATUM;
}

static void line(const char *label, const char *s) {
  if (s && *s) printf("  %-15s %s\n", label, s);
}

static void print_part(const part_spec *p) {
  if (!p->erratum) return;
  printf("  part %s, %s\n", p->label, erratum_word(p->erratum));
  line("printed", p->says);
  line(p->standing == CORRECTED ? "correction" : "why", p->truth);
}

static void print_one(const verdict *v) {
  const claim *c = v->of->record;
  char *paper = paper_line(v->of->id);
  printf("%s  %s\n", v->of->id, c->title);
  line("paper", paper);
  free(paper);
  line("where", c->where);
  line("printed", c->says);
  line("counterexample", v->counterexample);
  line("correction", c->correction);
  for (int i = 0; i < parts_of(c); i++) print_part(&c->parts[i]);
  line("still stands", c->remains);
  line("verdict", c->sentence ? c->sentence : v->whole.sentence);
  putchar('\n');
}

static bool keep(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  (void)e, (void)seconds;
  ((verdict *)with)[i] = *v;
  return true;
}

/* Exactly and in balls: the numbers of a counterexample are proofs at the instance. */
static int examine_and_print(const selection *s) {
  complaint why;
  plan p = plan_default(false);
  plan_arithmetics(&p, "exact,ball:128", &why);
  p.draws = 0, p.keep = SHORT_ROWS;
  verdict *v = room(NULL, s->count, sizeof *v);
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  bool fine = examine_all(s->of, s->count, &p, online > 0 ? (int)online : 1, keep, v, &why);
  for (int k = TYPO; fine && k <= PROOF_STEP; k++) {
    bool headed = false;
    for (size_t i = 0; i < s->count; i++) {
      if ((int)first_kind(v[i].of->record) != k) continue;
      if (!headed) printf("== %s ==\n\n", erratum_word((erratum)k));
      headed = true;
      print_one(&v[i]);
    }
  }
  for (size_t i = 0; i < s->count; i++)
    if (v[i].of) verdict_free(&v[i]);
  free(v);
  return fine ? AS_RECORDED : refuse("%s", why.text);
}

int cmd_errata(int argc, char **argv) {
  static const struct option options[] = { { "paper", required_argument, NULL, 'p' },
                                           { "help", no_argument, NULL, 'h' },
                                           { 0 } };
  const char *paper = NULL;
  complaint why;
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    if (o != 'p') return misused("errata");
    if (!paper_named(paper = optarg, &why)) return refuse("%s", why.text);
  }
  selection s;
  if (!select_claims(&s, argv + optind, argc - optind, false, &why)) return refuse("%s", why.text);
  size_t n = 0;
  for (size_t i = 0; i < s.count; i++)
    if (erring(s.of[i]) && (!paper || !strcmp(paper, s.of[i]->paper))) s.of[n++] = s.of[i];
  s.count = n;
  int code = examine_and_print(&s);
  selection_free(&s);
  return code;
}
