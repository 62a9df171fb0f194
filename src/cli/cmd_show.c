/* cmd_show.c -- elenchus show. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "claim/words.h"
#include "cli/cli.h"

static const char text[] =
    "Usage: elenchus show ID...\n"
    "A claim: its statement, hypotheses, inputs with their shapes and types,\n"
    "instances, correction, controls, where it is printed, what it uses and what\n"
    "uses it.\n"
    "\n"
    "  --help\n"
    "\n"
    "Example: elenchus show odt-P3.3\n";

static void line(const char *label, const char *s) {
  if (s && *s) printf("%-12s %s\n", label, s);
}

static void show_inputs(const claim *c) {
  for (int i = 0; i < inputs_of(c); i++) {
    const input_spec *in = &c->inputs[i];
    const char *shape = in->shape && *in->shape ? in->shape : "a number";
    printf("%-12s %s: %s%s%s%s%s\n", i ? "" : "inputs", in->name, shape, in->type ? ", " : "",
           in->type ? type_word(in->type) : "", in->means ? "; " : "", in->means ? in->means : "");
  }
}

static void show_instances(const claim *c) {
  for (int i = 0; i < instances_of(c); i++) {
    const instance *at = &c->instances[i];
    printf("%-12s %s\n", i ? "" : "instances", at->name ? at->name : "");
    for (int k = 0; k < MOST_GIVEN && at->given[k]; k++) printf("%-14s %s\n", "", at->given[k]);
  }
  if (c->draw)
    printf("%-12s %d in a default run; --draw N for more\n", "drawn", c->draws ? c->draws : 3);
}

static void show_parts(const claim *c) {
  for (int i = 0; i < parts_of(c); i++) {
    const part_spec *p = &c->parts[i];
    printf("%-12s %s %s%s%s: %s\n", i ? "" : "parts", p->label, standing_word(p->standing),
           p->erratum ? ", " : "", p->erratum ? erratum_word(p->erratum) : "",
           p->says ? p->says : "");
    if (p->truth) printf("%-14s %s\n", "", p->truth);
  }
}

static void show_controls(const claim *c) {
  for (int i = 0; i < controls_of(c); i++)
    printf("%-12s %s%s%s\n", i ? "" : "controls", c->controls[i].name,
           c->controls[i].at ? ", refused at " : "", c->controls[i].at ? c->controls[i].at : "");
}

static void show_links(const enrolled *e) {
  const claim *c = e->record;
  for (int i = 0; i < 6 && c->uses[i]; i++) line(i ? "" : "uses", c->uses[i]);
  int n = 0;
  for (size_t k = 0; k < registry_size(); k++) {
    const enrolled *other = registry_at(k);
    for (int i = 0; i < 6 && other->record->uses[i]; i++)
      if (!strcmp(other->record->uses[i], e->id)) line(n++ ? "" : "used by", other->id);
    if (other->proof && other->record->proves && !strcmp(other->record->proves, e->id))
      line("proved by", other->id);
  }
}

static void show(const enrolled *e) {
  const claim *c = e->record;
  char *paper = paper_line(e->id);
  printf("%s  %s\n", e->id, c->title);
  line("paper", paper);
  free(paper);
  line("kind", e->proof ? "proof over a set" : kind_word(c->kind));
  line("printed", c->where);
  line("says", c->says);
  line("proves", c->proves);
  line("over", c->over);
  for (int i = 0; i < hypotheses_of(c); i++) line(i ? "" : "hypotheses", c->hypotheses[i].says);
  show_inputs(c);
  show_instances(c);
  for (int i = 0; i < visibles_of(c); i++) line(i ? "" : "visible", c->visible[i].name);
  line("standing", standing_word(c->standing));
  if (c->erratum) line("erratum", erratum_word(c->erratum));
  line("correction", c->correction);
  line("remains", c->remains);
  line("verdict", c->sentence);
  show_parts(c);
  show_controls(c);
  line("evidence", c->at_least ? evidence_word(c->at_least) : NULL);
  if (c->least_bits) printf("%-12s at least %d bits\n", "needs", c->least_bits);
  line("origin", c->origin == DERIVED ? "derived: ours, not in the paper" : NULL);
  show_links(e);
  printf("%-12s %s/%s\n", "chapter", e->folder, e->chapter);
}

int cmd_show(int argc, char **argv) {
  static const struct option options[] = { { "help", no_argument, NULL, 'h' }, { 0 } };
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    return misused("show");
  }
  if (optind == argc) return refuse("show needs an id, as in elenchus show odt-P3.3");
  complaint why;
  for (int i = optind; i < argc; i++)
    if (!claim_named(argv[i], &why)) return refuse("%s", why.text);
  for (int i = optind; i < argc; i++) {
    if (i > optind) putchar('\n');
    show(claim_named(argv[i], &why));
  }
  return 0;
}
