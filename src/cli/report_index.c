/* report_index.c -- the first page: what this is, the claims, the words, the run. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/html.h"
#include "cli/report.h"

void put_fragment(FILE *out, const char *name) {
  complaint ignored;
  size_t n;
  char *path = say("%s/%s", data_folder(), name), *text = whole_file(path, &n, &ignored);
  if (text) fputs(text, out);
  free(path), free(text);
}

static const char *const standings[] = { "holds",      "corrected",      "refuted", "open",
                                         "reproduced", "not reproduced", NULL };
static const char *const evidences[] = { "proved", "certified", "resolved", "seen", NULL };

static int how_many(const report *r, const char *key, const char *word) {
  int n = 0;
  for (size_t i = 0; i < r->count; i++) {
    const char *s = text_in(r->of[i].verdict, key);
    n += s && same_text(s, word) && !is_proof(&r->of[i]);
  }
  return n;
}

static void counts(FILE *out, const report *r) {
  int astray = 0, all = 0;
  for (size_t i = 0; i < r->count; i++) {
    all += !is_proof(&r->of[i]);
    astray += !is_proof(&r->of[i]) && !is_true(r->of[i].verdict, "as_recorded");
  }
  html(out, "<ul class=\"counts wide\" aria-label=\"How many of each standing\">\n");
  for (const char *const *s = standings; *s; s++)
    if (how_many(r, "standing", *s))
      html(out, "<li><b>%d</b> <span class=\"word %c\">%s</span></li>\n",
           how_many(r, "standing", *s), *s, *s);
  html(out, "</ul>\n");
  if (astray)
    html(out,
         "<p class=\"alarm wide\">%d of %d claims are not as recorded in this run; their rows say "
         "why.</p>\n",
         astray, all);
}

static void choice(FILE *out, const char *label, const char *name, const report *r,
                   const char *const *words) {
  html(out, "<label>%s<select name=\"%s\"><option value=\"\">all</option>", label, name);
  for (; words && *words; words++)
    if (how_many(r, name, *words)) html(out, "<option>%s</option>", *words);
  for (size_t i = 0; !words && i < r->paper_count; i++)
    if (how_many(r, "paper", r->papers[i].key))
      html(out, "<option value=\"%s\">%s: %s</option>", r->papers[i].key, r->papers[i].key,
           r->papers[i].title);
  html(out, "</select></label>\n");
}

static void filters(FILE *out, const report *r) {
  html(out, "<form class=\"filters wide\" hidden aria-label=\"Narrow the table\">\n");
  choice(out, "paper", "paper", r, NULL);
  choice(out, "standing", "standing", r, standings);
  choice(out, "evidence", "evidence", r, evidences);
  html(out, "<label>words<input type=\"search\" name=\"text\" autocomplete=\"off\"></label>\n"
            "<output aria-live=\"polite\"></output>\n</form>\n");
}

static void claim_row(FILE *out, const report *r, const listed *e) {
  const json_t *v = e->verdict;
  const char *paper = text_in(v, "paper"), *outcome = text_in(v, "outcome"),
             *why = text_in(v, "why");
  char digits[32];
  html(out, "<tr data-paper=\"%s\" data-standing=\"%s\" data-evidence=\"%s\"><th scope=\"row\">",
       paper, text_in(v, "standing"), text_in(v, "evidence"));
  link_to(out, r, text_in(v, "id"));
  html(out, "</th><td class=\"title\">%s", text_in(v, "title"));
  if (why) html(out, "<br><span class=\"alarm\">%Q.</span>", why);
  html(out, "</td><td class=\"paper\">%s</td><td>", paper);
  standing_pill(out, v);
  html(out, "</td><td><span class=\"outcome %c\">%s</span></td><td>", outcome ? outcome : "",
       outcome);
  evidence_pill(out, v);
  html(out, "</td><td class=\"digits\">%s</td></tr>\n", digits_in(v, digits));
}

static void claims(FILE *out, const report *r) {
  html(out, "<h2 id=\"claims\">The claims</h2>\n");
  counts(out, r);
  filters(out, r);
  html(
      out,
      "<div class=\"scroll wide\" tabindex=\"0\" role=\"region\" aria-label=\"Verdicts\"><table "
      "id=\"verdicts\">\n"
      "<thead><tr><th scope=\"col\">id</th><th scope=\"col\">claim</th><th scope=\"col\">paper</th>"
      "<th scope=\"col\">standing</th><th scope=\"col\">outcome</th><th scope=\"col\">evidence</th>"
      "<th scope=\"col\">to</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < r->count; i++) claim_row(out, r, &r->of[i]);
  html(out, "</tbody></table></div>\n");
  put_catalogue(out);
}

/* The ids of one chapter, after its title. */
static void chapter_item(FILE *out, const report *r, size_t first) {
  char *name = chapter_name(r->of[first].verdict), *text = woven(name),
       *title = chapter_title(text, name);
  html(out, "<li><a href=\"%s.html\">%r</a>", name, title);
  for (size_t i = first; i < r->count; i++) {
    char *other = chapter_name(r->of[i].verdict);
    if (same_text(name, other))
      html(out, " <span class=\"id\">%s</span>", text_in(r->of[i].verdict, "id"));
    free(other);
  }
  html(out, "</li>\n");
  free(name), free(text), free(title);
}

static bool opens_chapter(const report *r, size_t i) {
  char *name = chapter_name(r->of[i].verdict);
  bool first = true;
  for (size_t k = 0; first && k < i; k++) {
    char *other = chapter_name(r->of[k].verdict);
    first = !same_text(name, other);
    free(other);
  }
  free(name);
  return first;
}

static void chapters_of(FILE *out, const report *r, const char *key, const paper *p) {
  if (!how_many(r, "paper", key)) return;
  html(out, "<h3>%s</h3>\n", p ? p->title : key);
  if (p) html(out, "<p class=\"note\">%s. %S.</p>\n", p->authors, p->version);
  html(out, "<ul class=\"chapters\">\n");
  for (size_t i = 0; i < r->count; i++)
    if (same_text(text_in(r->of[i].verdict, "paper"), key) && opens_chapter(r, i))
      chapter_item(out, r, i);
  html(out, "</ul>\n");
}

static void chapters(FILE *out, const report *r) {
  html(out, "<h2 id=\"chapters\">The chapters</h2>\n<p>Each is a C source file, read as prose and "
            "run as it "
            "stands. What is false as printed is gathered in the <a href=\"errata.html\">errata "
            "sheet</a>.</p>\n");
  complaint ignored;
  book_pages(r, out, &ignored);
  for (size_t i = 0; i < r->paper_count; i++) chapters_of(out, r, r->papers[i].key, &r->papers[i]);
  for (size_t i = 0; i < r->count; i++) {
    const char *key = text_in(r->of[i].verdict, "paper");
    bool known = paper_of(r, key) != NULL;
    for (size_t k = 0; k < i; k++)
      known = known || same_text(text_in(r->of[k].verdict, "paper"), key);
    if (!known) chapters_of(out, r, key, NULL);
  }
}

static void fact(FILE *out, const char *label, const char *text) {
  if (text) html(out, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", label, text);
}

static void this_run(FILE *out, const report *r) {
  const json_t *m = r->manifest, *one;
  const char *name;
  size_t i;
  html(out, "<h2 id=\"run\">This run</h2>\n<table class=\"facts\">\n");
  fact(out, "elenchus", text_in(m, "version"));
  json_object_foreach(json_object_get(m, "libraries"), name, one)
      fact(out, name, json_string_value(one));
  fact(out, "processor", text_in(m, "processor"));
  fact(out, "rounding", text_in(m, "rounding"));
  fact(out, "sums of products", is_true(m, "fused_sums") ? "fused" : "rounded twice");
  html(out, "<tr><th scope=\"row\">arithmetics</th><td>");
  json_array_foreach(json_object_get(m, "arithmetics"), i, one)
      html(out, "%s%s", i ? ", " : "", json_string_value(one));
  html(out, "</td></tr>\n<tr><th scope=\"row\">seed of the draws</th><td>%d</td></tr>\n</table>\n",
       (int)json_integer_value(json_object_get(m, "seed")));
}

bool write_index(const report *r, complaint *why) {
  FILE *out = page_open(r, "index.html", "Statements, cross-examined", why);
  if (!out) return false;
  put_fragment(out, "front.html");
  claims(out, r);
  chapters(out, r);
  put_fragment(out, "words.html");
  if (r->manifest) this_run(out, r);
  html(out, "<script src=\"report.js\"></script>\n");
  return page_close(r, out, "index.html", why);
}
