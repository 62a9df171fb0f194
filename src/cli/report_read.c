/* report_read.c -- what a verdict says, as texts. */
#include <stdlib.h>
#include <string.h>

#include "cli/html.h"
#include "cli/report.h"

bool is_true(const json_t *v, const char *key) { return json_is_true(json_object_get(v, key)); }

bool is_proof(const listed *e) { return text_in(e->verdict, "proves") != NULL; }

const char *digits_in(const json_t *v, char buffer[32]) {
  const json_t *digits = json_object_get(v, "digits");
  if (json_is_string(digits)) return json_string_value(digits);
  if (!json_is_integer(digits)) return "";
  snprintf(buffer, 32, "%d digits", (int)json_integer_value(digits));
  return buffer;
}

char *chapter_name(const json_t *v) {
  return say("%s-%s", text_in(v, "folder"), text_in(v, "chapter"));
}

const listed *listed_as(const report *r, const char *id) {
  for (size_t i = 0; i < r->count; i++)
    if (same_text(text_in(r->of[i].verdict, "id"), id)) return &r->of[i];
  return NULL;
}

char *page_of(const report *r, const char *id) {
  const listed *e = listed_as(r, id);
  if (!e) return NULL;
  char *chapter = chapter_name(e->verdict), *page = say("%s.html#%s", chapter, id);
  free(chapter);
  return page;
}

void link_to(FILE *out, const report *r, const char *id) {
  char *page = page_of(r, id);
  if (page)
    html(out, "<a class=\"id\" href=\"%s\">%s</a>", page, id);
  else
    html(out, "<span class=\"id\">%s</span>", id);
  free(page);
}

void standing_pill(FILE *out, const json_t *v) {
  const char *word = text_in(v, "standing");
  if (word) html(out, "<span class=\"word %c\">%s</span>", word, word);
}

void evidence_pill(FILE *out, const json_t *v) {
  const char *word = text_in(v, "evidence");
  html(out, "<span class=\"evidence %c\">%s</span>", word ? word : "unseen", word ? word : "none");
}

static const char *stop_after(const char *s) {
  size_t n = strlen(s);
  return n && strchr(".!?", s[n - 1]) ? "" : ".";
}

void verdict_text(FILE *out, const json_t *v) {
  const char *summary = text_in(v, "summary"), *sentence = text_in(v, "sentence");
  if (summary) html(out, "<strong>%Q%r</strong> ", summary, stop_after(summary));
  if (sentence)
    html(out, summary ? "%Q%r" : "<strong>%Q%r</strong>", sentence, stop_after(sentence));
}

void verdict_plainly(FILE *out, const json_t *v) {
  const char *summary = text_in(v, "summary"), *sentence = text_in(v, "sentence");
  if (summary) html(out, "%S%r ", summary, stop_after(summary));
  if (sentence) html(out, "%S%r", sentence, stop_after(sentence));
}

void input_text(FILE *out, const char *name, const char *rows) {
  size_t n = strlen(rows);
  while (n && strchr("; ", rows[n - 1])) n--;
  html(out, "%s = ", name);
  html_escaped(out, rows, n);
}
