/* report_claim.c -- the box of one claim: printed, verdict, correction, numbers, figure, replay. */
#include <stdlib.h>
#include <string.h>

#include "cli/html.h"
#include "cli/report.h"

static void item_of(FILE *out, const char *label, const char *text, const char *style) {
  if (text) html(out, "<dt>%s</dt><dd class=\"%s\">%s</dd>\n", label, style, text);
}

static void hypotheses_item(FILE *out, const claim *c) {
  if (!c || !hypotheses_of(c)) return;
  html(out, "<dt>hypotheses</dt><dd><ul>");
  for (int i = 0; i < hypotheses_of(c); i++) html(out, "<li>%s</li>", c->hypotheses[i].says);
  html(out, "</ul></dd>\n");
}

static void uses_item(FILE *out, const report *r, const json_t *v) {
  const json_t *uses = json_object_get(v, "uses"), *one;
  const char *proves = text_in(v, "proves");
  size_t i;
  if (json_array_size(uses)) {
    html(out, "<dt>rests on</dt><dd>");
    json_array_foreach(uses, i, one) {
      html(out, "%s", i ? ", " : "");
      link_to(out, r, json_string_value(one));
    }
    html(out, "</dd>\n");
  }
  if (!proves) return;
  html(out, "<dt>proves</dt><dd>");
  link_to(out, r, proves);
  html(out, "%s%s</dd>\n", text_in(v, "over") ? ", over " : "", text_in(v, "over"));
}

static void counterexample_item(FILE *out, const json_t *v) {
  char *text = NULL;
  size_t n;
  FILE *memory = open_memstream(&text, &n);
  bool any = counterexample_table(memory, v);
  fclose(memory);
  if (any) html(out, "<dt>counterexample</dt><dd>%r</dd>\n", text);
  free(text);
}

static void heading(FILE *out, const json_t *v, bool erring) {
  const char *id = text_in(v, "id"), *erratum = text_in(v, "erratum"), *kind = text_in(v, "kind");
  html(out, "<header><h2 id=\"%s-title\"><a class=\"id\" href=\"#%s\">%s</a> %s</h2>\n", id, id, id,
       text_in(v, "title"));
  standing_pill(out, v);
  evidence_pill(out, v);
  html(out, "</header>\n<p class=\"where\">%S", kind);
  if (erring && erratum) html(out, "; erratum of kind: %s", erratum);
  html(out, ". %s</p>\n", text_in(v, "where"));
}

static void record_list(FILE *out, const report *r, const listed *e, bool erring) {
  const json_t *v = e->verdict;
  const char *standing = text_in(v, "standing");
  bool open = standing && !strcmp(standing, "open");
  html(out, "<dl>\n");
  item_of(out,
          text_in(v, "origin") && !strcmp(text_in(v, "origin"), "derived") ? "derived"
          : erring                                                         ? "as printed"
                                                                           : "says",
          text_in(v, "says"), "statement");
  item_of(out, "correction", text_in(v, "correction"), "statement");
  counterexample_item(out, v);
  item_of(out, open ? "why open" : "what stands", text_in(v, "remains"), "statement");
  hypotheses_item(out, e->of ? e->of->record : NULL);
  uses_item(out, r, v);
  html(out, "</dl>\n");
}

static void figure_of(FILE *out, const listed *e) {
  if (!e->figure || !e->figure->drawn) return;
  html(out, "<figure><img src=\"figures/%s\" alt=\"%s: ", e->figure->name,
       text_in(e->verdict, "id"));
  verdict_plainly(out, e->verdict);
  html(out, "\" loading=\"lazy\"><figcaption>%s</figcaption></figure>\n", e->figure->caption);
}

static void shortfall(FILE *out, const json_t *v) {
  const char *why = text_in(v, "why"), *weakness = text_in(v, "weakness");
  if (why) html(out, "<p class=\"alarm\">Not as recorded: %q.</p>\n", why);
  if (weakness && !why) html(out, "<p class=\"note\">Weak: %q.</p>\n", weakness);
}

void claim_box(FILE *out, const report *r, const listed *e) {
  const json_t *v = e->verdict;
  const char *id = text_in(v, "id"), *standing = text_in(v, "standing"),
             *replay = text_in(v, "replay");
  bool erring = text_in(v, "erratum") != NULL;
  html(out, "<section class=\"claim %c\" id=\"%s\" aria-labelledby=\"%s-title\">\n",
       standing ? standing : "open", id, id);
  heading(out, v, erring);
  html(out, "<p class=\"verdict\">");
  verdict_text(out, v);
  html(out, "</p>\n");
  shortfall(out, v);
  record_list(out, r, e, erring);
  parts_table(out, v);
  figure_of(out, e);
  comparisons_table(out, v);
  controls_table(out, v);
  hunted_table(out, r, id);
  instances_table(out, e);
  if (replay) html(out, "<p class=\"replay\">Where it disagreed: <code>%s</code></p>\n", replay);
  html(out, "<p class=\"replay\">To see it again: <code>elenchus run %s</code></p>\n</section>\n",
       id);
}
