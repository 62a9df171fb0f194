/* report_chapters.c -- one page a chapter. */
#include <stdlib.h>
#include <string.h>

#include "cli/html.h"
#include "cli/report.h"

static bool same_chapter(const listed *a, const listed *b) {
  return same_text(text_in(a->verdict, "chapter"), text_in(b->verdict, "chapter")) &&
         same_text(text_in(a->verdict, "folder"), text_in(b->verdict, "folder"));
}

const paper *paper_of(const report *r, const char *key) {
  for (size_t i = 0; i < r->paper_count; i++)
    if (key && same_text(r->papers[i].key, key)) return &r->papers[i];
  return NULL;
}

static bool write_chapter(const report *r, const listed *const *e, size_t n, complaint *why) {
  char *name = chapter_name(e[0]->verdict), *file = say("%s.html", name), *text = woven(name);
  char *title = chapter_title(text, name);
  FILE *out = page_open(r, file, title, why);
  if (out) {
    const paper *p = paper_of(r, text_in(e[0]->verdict, "paper"));
    if (p) html(out, "<p class=\"crumbs\">%s, <cite>%s</cite></p>\n", p->authors, p->title);
    if (!text)
      html(out, "<h1>%s</h1>\n<p class=\"note\">The prose of this chapter is not installed.</p>\n",
           name);
    weave_boxes(out, r, text, e, n);
  }
  bool fine = out && page_close(r, out, file, why);
  free(name), free(file), free(text), free(title);
  return fine;
}

bool write_chapters(const report *r, complaint *why) {
  const listed **e = room(NULL, r->count, sizeof *e);
  bool fine = true;
  for (size_t i = 0; fine && i < r->count; i++) {
    bool seen = false;
    size_t n = 0;
    for (size_t k = 0; k < i; k++) seen = seen || same_chapter(&r->of[k], &r->of[i]);
    for (size_t k = i; !seen && k < r->count; k++)
      if (same_chapter(&r->of[k], &r->of[i])) e[n++] = &r->of[k];
    fine = seen || write_chapter(r, e, n, why);
  }
  free(e);
  return fine;
}
