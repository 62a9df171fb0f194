/* report_book.c -- the pages of the book that are no chapters: introduction, error calculus. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/html.h"
#include "cli/report.h"

static bool is_chapter(const char *name) {
  bool any = false;
  for (size_t i = 0; !any && i < registry_size(); i++) {
    const enrolled *e = registry_at(i);
    char *chapter = say("%s-%s", e->folder, e->chapter);
    any = same_text(chapter, name);
    free(chapter);
  }
  return any;
}

static int is_page(const struct dirent *d) {
  const char *dot = strrchr(d->d_name, '.');
  return dot && same_text(dot, ".html");
}

static bool write_page(const report *r, const char *file, const char *name, complaint *why) {
  char *text = woven(name), *title = chapter_title(text, name);
  FILE *out = page_open(r, file, title, why);
  if (out && text) fputs(text, out);
  free(text), free(title);
  return out && page_close(r, out, file, why);
}

static void list_page(FILE *out, const char *file, const char *name, bool first) {
  char *text = woven(name), *title = chapter_title(text, name);
  if (first) html(out, "<h3>To read first</h3>\n<ul class=\"chapters\">\n");
  html(out, "<li><a href=\"%s\">%r</a></li>\n", file, title);
  free(text), free(title);
}

/* By name, the introduction before all. */
static int reading_order(const struct dirent **a, const struct dirent **b) {
  bool first = !strncmp((*a)->d_name, "introduction", 12);
  bool second = !strncmp((*b)->d_name, "introduction", 12);
  return first != second ? second - first : strcmp((*a)->d_name, (*b)->d_name);
}

bool book_pages(const report *r, FILE *list, complaint *why) {
  char *folder = say("%s/book", data_folder());
  struct dirent **found = NULL;
  int n = scandir(folder, &found, is_page, reading_order), listed_ = 0;
  bool fine = true;
  for (int i = 0; i < n; i++) {
    const char *file = found[i]->d_name;
    char *name = say("%.*s", (int)(strlen(file) - strlen(".html")), file);
    if (fine && !is_chapter(name)) {
      if (list)
        list_page(list, file, name, !listed_++);
      else
        fine = write_page(r, file, name, why);
    }
    free(name), free(found[i]);
  }
  if (listed_) html(list, "</ul>\n");
  free(found), free(folder);
  return fine;
}
