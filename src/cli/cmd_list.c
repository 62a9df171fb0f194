/* cmd_list.c -- elenchus list. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "claim/words.h"
#include "cli/cli.h"

static const char text[] =
    "Usage: elenchus list [OPTION]... [ID | PAPER]...\n"
    "The claims, one a line: id, kind, standing, promised evidence, title.\n"
    "\n"
    "  --paper=KEY        of one paper: odt, udt, dac, eot, low\n"
    "  --standing=WORD    holds, corrected, refuted, open, reproduced, not reproduced\n"
    "  --evidence=WORD    promising at least: seen, resolved, certified, proved\n"
    "  --help\n"
    "\n"
    "Example: elenchus list --paper odt --standing corrected\n";

typedef struct {
  const char *paper;
  int standing, evidence; /* -1: any */
} wanted;

static bool keeps(const wanted *w, const enrolled *e) {
  const claim *c = e->record;
  bool standing = w->standing < 0 || (int)c->standing == w->standing;
  for (int i = 0; i < parts_of(c) && !standing; i++)
    standing = (int)c->parts[i].standing == w->standing;
  return standing && (!w->paper || !strcmp(w->paper, e->paper)) && (int)c->at_least >= w->evidence;
}

static void print(const selection *s, const wanted *w) {
  table *t = table_new(5);
  for (size_t i = 0; i < s->count; i++) {
    const enrolled *e = s->of[i];
    const claim *c = e->record;
    if (!keeps(w, e)) continue;
    table_row(t,
              (const char *[]){ e->id, e->proof ? "proof" : kind_word(c->kind),
                                standing_word(c->standing), evidence_word(c->at_least), c->title });
  }
  table_print(t, stdout, wants_colour(stdout));
  table_free(t);
}

int cmd_list(int argc, char **argv) {
  static const struct option options[] = {
    { "paper", required_argument, NULL, 'p' },
    { "standing", required_argument, NULL, 's' },
    { "evidence", required_argument, NULL, 'e' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
  };
  wanted w = { NULL, -1, -1 };
  complaint why;
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) switch (o) {
    case 'h': return help(text);
    case 'p':
      if (!paper_named(w.paper = optarg, &why)) return refuse("%s", why.text);
      break;
    case 's':
      if ((w.standing = standing_named(optarg)) < 1)
        return refuse("`%.40s` is not a standing (expected holds, corrected, refuted, open, "
                      "reproduced or \"not reproduced\")",
                      optarg);
      break;
    case 'e':
      if ((w.evidence = evidence_named(optarg)) < 1)
        return refuse(
            "`%.40s` is not a word for evidence (expected seen, resolved, certified or proved)",
            optarg);
      break;
    default: return misused("list");
    }
  selection s;
  if (!select_claims(&s, argv + optind, argc - optind, true, &why)) return refuse("%s", why.text);
  print(&s, &w);
  selection_free(&s);
  return 0;
}
