/* report_tables.c -- what lies folded under a claim: comparisons, controls, instances, parts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/html.h"
#include "cli/report.h"

/* "10^-37", as a power of ten to one decimal place; empty where there is nothing. */
static void power_cell(FILE *out, double power) {
  char text[32];
  snprintf(text, sizeof text, "%.1f", power);
  if (isnan(power))
    html(out, "<td class=\"number\"></td>");
  else if (power == -HUGE_VAL)
    html(out, "<td class=\"number\">0</td>");
  else
    html(out, "<td class=\"number\">10<sup>%s</sup></td>", text);
}

static double number_in(const json_t *c, const char *key) {
  const json_t *x = json_object_get(c, key);
  return json_is_number(x) ? json_number_value(x) : NAN;
}

/* Zero is written as null, for it has no logarithm; and so is what is not a number, with a note. */
static double power_in(const json_t *c, const char *key) {
  const json_t *x = json_object_get(c, key);
  const char *note = text_in(c, "note");
  if (note && !strcmp(note, "not a number")) return NAN;
  return json_is_number(x) ? json_number_value(x) : -HUGE_VAL;
}

/* Comparisons of one name, instance and arithmetic, at however many abscissae. */
typedef struct {
  const json_t *like;
  int count;
  double gap, radius, lost, tightness;
  const char *judged;
} summary;

static bool alike(const json_t *a, const json_t *b) {
  static const char *const keys[] = { "what",       "part",       "instance",
                                      "arithmetic", "comparator", "judged" };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const char *x = text_in(a, keys[i]), *y = text_in(b, keys[i]);
    if (!x != !y || (x && strcmp(x, y))) return false;
  }
  return true;
}

static double larger(double a, double b) { return a >= b || isnan(b) ? a : b; }

static size_t summarise(const json_t *list, summary *all) {
  const json_t *c;
  size_t i, n = 0;
  json_array_foreach(list, i, c) {
    size_t k = 0;
    while (k < n && !alike(all[k].like, c)) k++;
    if (k == n)
      all[n++] = (summary){ .like = c, .gap = NAN, .radius = NAN, .lost = NAN, .tightness = NAN };
    summary *s = &all[k];
    s->count++;
    s->gap = larger(s->gap, power_in(c, "log10_gap"));
    s->radius = larger(s->radius, power_in(c, "log10_radius"));
    s->lost = larger(s->lost, number_in(c, "lost_bits"));
    s->tightness = larger(s->tightness, number_in(c, "tightness"));
  }
  return n;
}

static void number_cell(FILE *out, double x, const char *format) {
  char text[32] = "";
  if (isfinite(x)) snprintf(text, sizeof text, format, x);
  html(out, "<td class=\"number\">%s</td>", text);
}

static void outcome_cell(FILE *out, const char *word) {
  html(out, "<td><span class=\"outcome %c\">%s</span></td>", word ? word : "", word);
}

static void comparison_row(FILE *out, const summary *s) {
  const char *in = text_in(s->like, "arithmetic"), *note = text_in(s->like, "note");
  bool exact = in && *in == 'e', ball = in && *in == 'b';
  html(out, "<tr><th scope=\"row\">%s", text_in(s->like, "what"));
  if (s->count > 1) html(out, " <span class=\"note\">(%d)</span>", s->count);
  if (note) html(out, "<br><span class=\"note\">%s</span>", note);
  html(out, "</th><td>%s</td><td>%s</td><td><code>%s</code></td>", text_in(s->like, "comparator"),
       text_in(s->like, "instance"), in);
  power_cell(out, s->gap);
  number_cell(out, exact ? NAN : s->lost, "%.1f");
  power_cell(out, ball ? s->radius : NAN);
  number_cell(out, s->tightness, "%.4g");
  outcome_cell(out, text_in(s->like, "judged"));
  html(out, "</tr>\n");
}

static void table_head(FILE *out, const char *caption, const char *const *names) {
  html(
      out,
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>\n<thead><tr>",
      caption);
  for (; *names; names++)
    html(out, "<th scope=\"col\"%r>%s</th>", **names == '#' ? " class=\"number\"" : "",
         *names + (**names == '#'));
  html(out, "</tr></thead>\n<tbody>\n");
}

static void table_foot(FILE *out) { html(out, "</tbody></table></div></details>\n"); }

void comparisons_table(FILE *out, const json_t *v) {
  static const char *const names[] = { "what",   "comparator", "instance", "arithmetic",
                                       "#gap",   "#lost bits", "#radius",  "#measured/bound",
                                       "judged", NULL };
  const json_t *list = json_object_get(v, "comparisons");
  size_t size = json_array_size(list);
  if (!size) return;
  summary *all = room(NULL, size, sizeof *all);
  size_t n = summarise(list, all);
  html(out, "<details><summary>What was compared: %d comparisons</summary>\n", (int)size);
  table_head(out, "What was compared", names);
  for (size_t i = 0; i < n; i++) comparison_row(out, &all[i]);
  table_foot(out);
  free(all);
}

static void control_row(FILE *out, const json_t *c) {
  const char *result = text_in(c, "result"), *what = text_in(c, "what"),
             *message = text_in(c, "message");
  bool refused = result && !strcmp(result, "refused");
  html(out, "<tr><th scope=\"row\">%s</th><td>%s</td><td><code>%s</code></td><td>%s</td><td>",
       text_in(c, "control"), text_in(c, "instance"), text_in(c, "arithmetic"), result);
  if (refused && what)
    html(out, "%s <q>%s</q>", text_in(c, "comparator"), what);
  else if (message)
    html(out, "%s", message);
  html(out, "</td>");
  power_cell(out, refused ? power_in(c, "log10_gap") : NAN);
  html(out, "</tr>\n");
}

void controls_table(FILE *out, const json_t *v) {
  static const char *const names[] = { "control", "instance", "arithmetic", "result",
                                       "by",      "#gap",     NULL };
  const json_t *list = json_object_get(v, "controls"), *c;
  size_t i, refused = 0;
  json_array_foreach(list, i, c) refused +=
      text_in(c, "result") && !strcmp(text_in(c, "result"), "refused");
  if (!json_array_size(list)) return;
  html(out, "<details><summary>Controls: %d of %d trials refused</summary>\n", (int)refused,
       (int)json_array_size(list));
  table_head(out, "Controls", names);
  json_array_foreach(list, i, c) control_row(out, c);
  table_foot(out);
}

static void hunted_row(FILE *out, const json_t *p) {
  html(out, "<tr><th scope=\"row\">%s</th>", text_in(p, "bound"));
  number_cell(out, number_in(p, "drawn"), "%.6g");
  number_cell(out, number_in(p, "hunted"), "%.9g");
  html(out, "<td>%s</td><td><code>", text_in(p, "there"));
  const char *instance = text_in(p, "instance");
  for (const char *at = instance ? instance : ""; *at;) {
    size_t n = strcspn(at, "\n");
    html_escaped(out, at, n);
    at += n + (at[n] == '\n');
    if (*at) html(out, "<br>");
  }
  html(out, "</code></td></tr>\n");
}

static bool is_of(const json_t *p, const char *id) {
  const char *its = text_in(p, "id");
  return its && !strcmp(its, id);
}

void hunted_table(FILE *out, const report *r, const char *id) {
  static const char *const names[] = {
    "bound", "#drawn", "#hunted", "there", "worst instance", NULL
  };
  const json_t *p;
  size_t i;
  int count = 0;
  json_array_foreach(r->hunted, i, p) count += is_of(p, id);
  if (!count) return;
  html(out, "<details><summary>How tight: the largest measured/bound found</summary>\n");
  table_head(out, "Tightness", names);
  json_array_foreach(r->hunted, i, p) if (is_of(p, id)) hunted_row(out, p);
  table_foot(out);
}

static void instance_rows(FILE *out, const json_t *s) {
  const char *name, *note = text_in(s, "note"), *message = text_in(s, "message");
  json_t *value;
  html(out, "<tr><th scope=\"row\">%s<br><span class=\"note\">%s</span></th><td><code>",
       text_in(s, "name"), text_in(s, "source"));
  bool any = false;
  json_object_foreach(json_object_get(s, "inputs"), name, value) {
    if (any) html(out, "<br>");
    if (json_is_string(value)) input_text(out, name, json_string_value(value));
    any = true;
  }
  html(out, "</code>");
  if (note) html(out, "<br>%s", note);
  if (message) html(out, "<br>%s", message);
  html(out, "</td></tr>\n");
}

static void input_list(FILE *out, const claim *c) {
  html(out, "<p class=\"note\">");
  for (int i = 0; i < inputs_of(c); i++) {
    const input_spec *in = &c->inputs[i];
    html(out, "%s<code>%s</code>%s%s%s%s", i ? "; " : "", in->name, *in->shape ? " (" : "",
         in->shape, *in->shape ? ")" : "", in->means ? ", " : "");
    html(out, "%s", in->means);
  }
  html(out, ".</p>\n");
}

void instances_table(FILE *out, const listed *e) {
  static const char *const names[] = { "instance", "inputs, exactly", NULL };
  const json_t *list = json_object_get(e->verdict, "instances"), *s;
  size_t i;
  if (!json_array_size(list)) return;
  html(out, "<details><summary>Instances: %d written out</summary>\n", (int)json_array_size(list));
  if (e->of && inputs_of(e->of->record)) input_list(out, e->of->record);
  table_head(out, "Instances", names);
  json_array_foreach(list, i, s) instance_rows(out, s);
  table_foot(out);
}

void parts_table(FILE *out, const json_t *v) {
  const json_t *list = json_object_get(v, "parts"), *p;
  size_t i;
  if (!json_array_size(list)) return;
  html(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
            "aria-label=\"Parts\"><table>\n<thead><tr>"
            "<th scope=\"col\">part</th><th scope=\"col\">standing</th><th scope=\"col\">says, and "
            "verdict</th>"
            "<th scope=\"col\">evidence</th></tr></thead>\n<tbody>\n");
  json_array_foreach(list, i, p) {
    const char *truth = text_in(p, "truth"), *origin = text_in(p, "origin");
    html(out, "<tr><th scope=\"row\">%s</th><td>", text_in(p, "label"));
    standing_pill(out, p);
    html(out, "</td><td>%s", text_in(p, "says"));
    if (origin && !strcmp(origin, "derived"))
      html(out, " <span class=\"note\">(derived, not printed)</span>");
    if (truth) html(out, "<br><span class=\"note\">%S</span>", truth);
    html(out, "<br><span class=\"note\">%Q.</span></td><td>", text_in(p, "sentence"));
    evidence_pill(out, p);
    html(out, "</td></tr>\n");
  }
  html(out, "</tbody></table></div>\n");
}
