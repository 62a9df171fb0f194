/* report_errata.c -- the errata sheet: what one mails to an author. */
#include <stdlib.h>
#include <string.h>

#include "cli/html.h"
#include "cli/report.h"

static const struct {
  const char *kind, *heading, *meaning;
} kinds[] = {
  { "statement", "Statements", "What is printed is false; the sentence itself has to change." },
  { "hypothesis", "Hypotheses", "True once a hypothesis is added or mended." },
  { "constant", "Constants", "The form is right and a constant is not." },
  { "proof step", "Steps of proofs",
    "A step as printed is false; what it was to prove may stand." },
  { "typo", "Slips of the pen", "A symbol; the text around it shows what was meant." },
};

static bool is_kind(const json_t *v, const char *kind) {
  const char *erratum = text_in(v, "erratum");
  return erratum && same_text(erratum, kind);
}

/* Of the claim, else of its first part that has one. */
static bool belongs(const json_t *v, const char *kind) {
  const json_t *p;
  size_t i;
  if (text_in(v, "erratum")) return is_kind(v, kind);
  json_array_foreach(json_object_get(v, "parts"), i,
                     p) if (text_in(p, "erratum")) return is_kind(p, kind);
  return false;
}

static void line(FILE *out, const char *label, const char *text) {
  if (text) html(out, "<dt>%s</dt><dd class=\"statement\">%s</dd>\n", label, text);
}

static void parts(FILE *out, const json_t *v) {
  const json_t *p;
  size_t i;
  json_array_foreach(json_object_get(v, "parts"), i, p) {
    const char *standing = text_in(p, "standing"), *truth = text_in(p, "truth");
    if (!text_in(p, "erratum")) continue;
    html(out, "<dt>part %s</dt><dd class=\"statement\"><p>%s ", text_in(p, "label"),
         text_in(p, "says"));
    standing_pill(out, p);
    html(out, "</p>");
    if (truth)
      html(out, "<p class=\"note\">%s: %s</p>",
           standing && same_text(standing, "corrected") ? "Correction" : "Why", truth);
    html(out, "</dd>\n");
  }
}

static void erratum_entry(FILE *out, const report *r, const json_t *v) {
  const char *id = text_in(v, "id"), *remains = text_in(v, "remains");
  html(out,
       "<section class=\"erratum claim %c\" id=\"%s\" aria-labelledby=\"%s-title\">\n<header><h3 "
       "id=\"%s-title\">",
       text_in(v, "standing") ? text_in(v, "standing") : "open", id, id, id);
  link_to(out, r, id);
  html(out, " %s</h3>\n", text_in(v, "title"));
  standing_pill(out, v);
  evidence_pill(out, v);
  html(out, "</header>\n<p class=\"where\">%s</p>\n<dl>\n", text_in(v, "where"));
  line(out, "as printed", text_in(v, "says"));
  html(out, "<dt>counterexample</dt><dd>");
  if (!counterexample_table(out, v)) {
    html(out, "<p class=\"statement\">");
    verdict_text(out, v);
    html(out, "</p>");
  }
  html(out, "</dd>\n");
  line(out, "correction", text_in(v, "correction"));
  parts(out, v);
  line(out, "what stands", remains);
  html(out, "<dt>verdict</dt><dd class=\"statement\">");
  verdict_text(out, v);
  html(out,
       "</dd>\n</dl>\n<p class=\"replay\">To see it again: <code>elenchus run "
       "%s</code></p>\n</section>\n",
       id);
}

static int of_kind(FILE *out, const report *r, size_t k) {
  int n = 0;
  for (size_t i = 0; i < r->count; i++) {
    if (!belongs(r->of[i].verdict, kinds[k].kind)) continue;
    if (!n++)
      html(out, "<h2>%s</h2>\n<p class=\"note\">%s</p>\n", kinds[k].heading, kinds[k].meaning);
    erratum_entry(out, r, r->of[i].verdict);
  }
  return n;
}

bool write_errata(const report *r, complaint *why) {
  FILE *out = page_open(r, "errata.html", "Errata", why);
  int n = 0;
  if (!out) return false;
  html(out, "<h1>Errata</h1>\n<p class=\"lead\">What is false as printed, with a counterexample at "
            "exact inputs, "
            "the statement that is true, and what stands without it. Numbers are exact, or certain "
            "to the last "
            "digit shown.</p>\n");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) n += of_kind(out, r, k);
  if (!n) html(out, "<p>None of the claims in these results is false as printed.</p>\n");
  return page_close(r, out, "errata.html", why);
}
