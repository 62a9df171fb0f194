/* The house rules on records, over every claim and proof that is linked in; HACKING.md gives the
 * reason of each.  What can only be read off the text of a chapter is read where the sources lie:
 * make check names the place in $srcdir. */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/premises.h"
#include "claim/registry.h"
#include "claim/sample.h"

typedef void rule(const char *id, const claim *, const enrolled *);

static void everywhere(rule *keep) {
  cr_assert_gt(registry_size(), 0u, "no chapter is linked in");
  for (size_t i = 0; i < registry_size(); i++)
    keep(registry_at(i)->id, registry_at(i)->record, registry_at(i));
}

static bool told(const char *s) { return s && *s && strspn(s, " \t\n") < strlen(s); }

static bool alike(const char *a, const char *b) { return a && b && !strcmp(a, b); }

/* ---- what a record says ----------------------------------------------------------------------- */

static void is_complete(const char *id, const claim *c, const enrolled *e) {
  cr_expect(told(c->title), "%s has no title", id);
  cr_expect(told(c->says), "%s has no statement", id);
  cr_expect(c->kind, "%s has no kind", id);
  cr_expect(c->standing, "%s has no standing", id);
  cr_expect(c->measure || c->standing == OPEN, "%s measures nothing and is not open", id);
  cr_expect(c->at_least || c->standing == OPEN, "%s promises no evidence", id);
  if (!e->proof) return;
  cr_expect(told(c->over), "%s does not say over which set", id);
  cr_expect(c->at_least == PROVED, "%s is a proof and promises less", id);
}
Test(registry, a_record_is_complete) { everywhere(is_complete); }

/* "line 7", "lines 7-9" */
static bool cites_a_line(const char *where) {
  for (const char *at = where; (at = strstr(at, "ine")); at += 3) {
    bool word = at > where && (at[-1] == 'l' || at[-1] == 'L') &&
                (at == where + 1 || !isalpha((unsigned char)at[-2]));
    const char *after = at + 3 + (at[3] == 's');
    if (word && *after == ' ' && isdigit((unsigned char)after[strspn(after, " ")])) return true;
  }
  return false;
}

static void has_a_locator(const char *id, const claim *c, const enrolled *e) {
  (void)e;
  cr_assert(told(c->where), "%s does not say where it is printed", id);
  cr_expect(!cites_a_line(c->where), "%s cites a line: %s", id, c->where);
  cr_expect(strpbrk(c->where, "0123456789"), "%s names no section, equation or theorem: %s", id,
            c->where);
}
Test(registry, a_locator_is_a_section_an_equation_or_a_theorem) { everywhere(has_a_locator); }

static void is_plain(const char *id, const char *s) {
  for (; s && *s; s++)
    cr_expect(*s != '$' && !(*s == '\\' && isalpha((unsigned char)s[1])) && (unsigned char)*s >= 32,
              "%s: TeX or a control byte at `%.20s`", id, s);
}

static void speaks_plainly(const char *id, const claim *c, const enrolled *e) {
  (void)e;
  const char *texts[] = { c->title,    c->where,   c->says, c->correction,
                          c->sentence, c->remains, c->over };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) is_plain(id, texts[i]);
  for (int i = 0; i < parts_of(c); i++)
    is_plain(id, c->parts[i].says), is_plain(id, c->parts[i].truth);
  for (int i = 0; i < inputs_of(c); i++) is_plain(id, c->inputs[i].means);
}
Test(registry, strings_are_plain_text) { everywhere(speaks_plainly); }

/* ---- standings -------------------------------------------------------------------------------- */

static bool false_as_printed(standing s) { return s == CORRECTED || s == REFUTED; }

static bool has_control(const claim *c, const char *name) {
  for (int i = 0; i < controls_of(c); i++)
    if (alike(c->controls[i].name, name)) return true;
  return false;
}

static bool has_refuted_part(const claim *c) {
  for (int i = 0; i < parts_of(c); i++)
    if (false_as_printed(c->parts[i].standing)) return true;
  return false;
}

static void answers_for_its_standing(const char *id, const claim *c, const enrolled *e) {
  (void)e;
  bool wrong = false_as_printed(c->standing);
  cr_expect(!wrong || c->erratum, "%s is false as printed; of what kind is the erratum?", id);
  cr_expect(!wrong || told(c->remains), "%s is false as printed; what still stands?", id);
  cr_expect(c->standing != CORRECTED || told(c->correction), "%s is corrected, to what?", id);
  cr_expect(c->standing != CORRECTED || has_control(c, "as printed"),
            "%s is corrected, but the statement `as printed` is no control of it", id);
  cr_expect(c->standing != OPEN || told(c->remains), "%s is open; why?", id);
  cr_expect(c->standing != HOLDS || !told(c->correction), "%s holds and has a correction", id);
  cr_expect(c->standing != HOLDS || !c->erratum || c->erratum == PROOF_STEP || has_refuted_part(c),
            "%s holds and has an erratum that is no proof step", id);
}
Test(registry, a_standing_is_answered_for) { everywhere(answers_for_its_standing); }

static void parts_answer_too(const char *id, const claim *c, const enrolled *e) {
  (void)e;
  for (int i = 0; i < parts_of(c); i++) {
    const part_spec *p = &c->parts[i];
    cr_expect(p->standing && told(p->says), "%s %s has no standing or no statement", id, p->label);
    cr_expect(p->standing == HOLDS || p->standing == REPRODUCED || told(p->truth),
              "%s %s: what is true, or why is it open?", id, p->label);
    cr_expect(!false_as_printed(p->standing) || p->erratum, "%s %s: what kind of erratum?", id,
              p->label);
    for (int k = 0; k < i; k++)
      cr_expect(!alike(p->label, c->parts[k].label), "%s: two parts %s", id, p->label);
  }
}
Test(registry, a_part_answers_for_its_standing) { everywhere(parts_answer_too); }

/* ---- controls and instances ------------------------------------------------------------------- */

static bool has_instance(const claim *c, const char *name) {
  for (int i = 0; i < instances_of(c); i++)
    if (alike(c->instances[i].name, name)) return true;
  return false;
}

static void can_fail(const char *id, const claim *c, const enrolled *e) {
  (void)e;
  cr_expect(!c->measure || controls_of(c) > 0, "%s has no control", id);
  for (int i = 0; i < controls_of(c); i++) {
    const control *k = &c->controls[i];
    cr_expect(told(k->name), "%s: control %d has no name", id, i + 1);
    cr_expect(!k->at || has_instance(c, k->at),
              "%s: the control `%s` bites at `%s`, which is no instance", id, k->name, k->at);
    for (int j = 0; j < i; j++)
      cr_expect(!alike(k->name, c->controls[j].name) ||
                    !(alike(k->at, c->controls[j].at) || k->at == c->controls[j].at),
                "%s: the control `%s` is there twice", id, k->name);
  }
}
Test(registry, a_claim_has_a_control) { everywhere(can_fail); }

static void has_instances(const char *id, const claim *c, const enrolled *e) {
  (void)e;
  cr_expect(!inputs_of(c) || instances_of(c) > 0, "%s has no instance", id);
  for (int i = 0; i < instances_of(c); i++) {
    complaint why;
    sample s;
    cr_expect(sample_built_in(c, i, &s, &why), "%s: %s", id, why.text);
    sample_free(&s);
    for (int k = 0; k < i; k++)
      cr_expect(!alike(c->instances[i].name, c->instances[k].name), "%s: two instances `%s`", id,
                c->instances[i].name);
  }
}
Test(registry, an_instance_is_of_its_types) { everywhere(has_instances); }

/* Twenty random instances, from a seed that no default run takes. */
static void draws_inside_its_hypotheses(const char *id, const claim *c, const enrolled *e) {
  (void)e;
  cr_expect(c->draw || !c->draws, "%s wants %d draws and has no family to draw from", id, c->draws);
  for (int k = 0; c->draw && k < 20; k++) {
    complaint why = { "" };
    sample s;
    bool fine = sample_drawn(c, id, 20, k, &s, &why);
    if (fine) check_hypotheses(c, &s);
    cr_expect(fine && s.state == AGREES, "%s at draw %d: %s", id, k + 1,
              fine ? s.message : why.text);
    sample_free(&s);
  }
}
Test(registry, a_drawn_instance_satisfies_the_hypotheses) {
  everywhere(draws_inside_its_hypotheses);
}

/* ---- text beside the record ------------------------------------------------------------------- */

/* A file of the source tree, malloc'ed; NULL when it is not there. */
static char *source_text(const char *folder, const char *name, const char *suffix) {
  const char *top = getenv("srcdir");
  char path[4096], *text = NULL;
  const char *below = !strcmp(folder, "proofs-numeric") || !strcmp(folder, "data") ? "" : "checks/";
  snprintf(path, sizeof path, "%s/%s%s/%s%s", top ? top : ".", below, folder, name, suffix);
  FILE *in = fopen(path, "rb");
  if (!in) return NULL;
  size_t have = 0, got;
  do {
    text = realloc(text, have + 65537);
    cr_assert(text);
    have += got = fread(text + have, 1, 65536, in);
  } while (got);
  text[have] = '\0';
  fclose(in);
  return text;
}

/* Does the text call one of these functions?  They are separated by blanks. */
static bool calls(const char *text, const char *names) {
  char list[256], *rest = list;
  snprintf(list, sizeof list, "%s", names);
  for (char *name; (name = strtok_r(rest, " ", &rest));)
    for (const char *at = text; (at = strstr(at, name)); at++) {
      bool whole_word = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
      if (whole_word && at[strlen(name)] == '(') return true;
    }
  return false;
}

static void encloses_what_it_runs(const char *id, const claim *c, const enrolled *e) {
  cr_expect(!c->encloses || !c->unable || !c->unable(BALL),
            "%s says what balls enclose, and runs in none", id);
  char *text = source_text(e->folder, e->chapter, ".c");
  if (!text) return;
  cr_expect(c->encloses != FLOW ||
                calls(text, "flow flow_from flow_between flow_seen flow_until_blow_up"),
            "%s says that balls enclose a flow, and its chapter runs none", id);
  cr_expect(c->encloses != SCHEME || calls(text, "runge_kutta euler iterate"),
            "%s says that balls enclose a scheme, and its chapter runs none", id);
  free(text);
}
Test(registry, balls_enclose_what_is_run) { everywhere(encloses_what_it_runs); }

static void opens_with_prose(const char *id, const claim *c, const enrolled *e) {
  (void)c;
  char *text = source_text(e->folder, e->chapter, ".c");
  if (text)
    cr_expect(!strncmp(text, "/*. # ", 6), "%s/%s does not open with a heading in prose", e->folder,
              e->chapter);
  free(text);
  (void)id;
}
Test(registry, a_chapter_opens_with_its_title) { everywhere(opens_with_prose); }

/* The record of the claim as it is written: from CLAIM(name) to the line "};". */
static char *record_text(const enrolled *e) {
  char *text = source_text(e->folder, e->chapter, ".c"), name[128];
  snprintf(name, sizeof name, "%s(%.*s)", e->proof ? "PROOF" : "CLAIM", (int)strcspn(e->id, ":"),
           e->id);
  for (char *c = name; *c; c++)
    if (*c == '-' || *c == '.') *c = '_';
  char *from = text ? strstr(text, name) : NULL, *end = from ? strstr(from, "\n};") : NULL;
  char *record = end ? strndup(from, (size_t)(end - from)) : NULL;
  free(text);
  return record;
}

static void is_drawn_or_says_why_not(const char *id, const claim *c, const enrolled *e) {
  if (c->draw || e->proof || !inputs_of(c) || !c->measure) return;
  char *record = record_text(e);
  if (record)
    cr_expect(strstr(record, "/* not drawn: "),
              "%s draws nothing; say why in its record: /* not drawn: ... */", id);
  free(record);
}
Test(registry, a_claim_draws_or_says_why_not) { everywhere(is_drawn_or_says_why_not); }

/* ---- links ------------------------------------------------------------------------------------ */

static bool in_catalogue(const char *catalogue, const char *id) {
  size_t n = strlen(id);
  for (const char *line = catalogue; line; line = strchr(line, '\n'), line += line != NULL)
    if (!strncmp(line, id, n) && line[n] == '\t') return true;
  return false;
}

static void links_lead_somewhere(const char *id, const claim *c, const enrolled *e) {
  char *catalogue = source_text("data", "catalogue", ".tsv");
  if (!catalogue) return;
  cr_expect(e->proof || in_catalogue(catalogue, id), "%s is not in the catalogue", id);
  for (int i = 0; i < 6 && c->uses[i]; i++) {
    cr_expect(registry_find(c->uses[i]) || in_catalogue(catalogue, c->uses[i]),
              "%s uses %s: no such statement", id, c->uses[i]);
    cr_expect(!alike(c->uses[i], id), "%s uses itself", id);
  }
  free(catalogue);
}
Test(registry, links_lead_to_statements) { everywhere(links_lead_somewhere); }

static bool proves_something(const char *what) {
  for (size_t i = 0; i < registry_size(); i++) {
    const enrolled *e = registry_at(i);
    size_t n = strlen(e->id);
    if (e->proof || strncmp(what, e->id, n)) continue;
    if (!what[n]) return true;
    for (int k = 0; k < parts_of(e->record); k++)
      if (alike(what + n, e->record->parts[k].label)) return true;
  }
  return false;
}

static void a_proof_proves(const char *id, const claim *c, const enrolled *e) {
  cr_expect(!e->proof == !c->proves, "%s: only proofs prove, and each proves a claim", id);
  if (c->proves)
    cr_expect(proves_something(c->proves), "%s proves %s: no such claim or part", id, c->proves);
}
Test(registry, a_proof_proves_a_claim_or_a_part) { everywhere(a_proof_proves); }

/* The order is strict, so equal ids would be neighbours. */
Test(registry, an_id_is_one_claim) {
  for (size_t i = 1; i < registry_size(); i++)
    cr_expect(!alike(registry_at(i - 1)->id, registry_at(i)->id), "%s is there twice",
              registry_at(i)->id);
}
