/* report_load.c -- stored results and the papers they are about. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/report.h"

static bool load_verdicts(report *r, complaint *why) {
  json_t *all = verdicts_read(r->results, why), *v;
  size_t i;
  json_array_foreach(all, i, v) {
    r->of = one_more(r->of, r->count, sizeof *r->of);
    r->of[r->count++] =
        (listed){ .verdict = json_incref(v), .of = registry_find(text_in(v, "id")) };
  }
  json_decref(all);
  return all != NULL;
}

/* What `elenchus hunt --results` left there, if it did. */
static void load_hunted(report *r) {
  char *path = say("%s/hunt.jsonl", r->results);
  FILE *in = fopen(path, "r");
  r->hunted = json_array();
  for (json_t *line; in && (line = json_loadf(in, JSON_DISABLE_EOF_CHECK, NULL));)
    json_array_append_new(r->hunted, line);
  if (in) fclose(in);
  free(path);
}

static void load_papers(report *r) {
  char *path = say("%s/data/papers.tsv", data_folder()), *save = NULL;
  complaint ignored;
  size_t n;
  char *text = whole_file(path, &n, &ignored);
  char *line = text ? strtok_r(text, "\n", &save) : NULL;
  while (line && (line = strtok_r(NULL, "\n", &save))) {
    char *key = strsep(&line, "\t");
    strsep(&line, "\t"); /* the folder */
    char *title = strsep(&line, "\t"), *authors = strsep(&line, "\t");
    r->papers = one_more(r->papers, r->paper_count, sizeof *r->papers);
    r->papers[r->paper_count++] = (paper){ .key = copy_of(key),
                                           .title = copy_of(title),
                                           .authors = copy_of(authors),
                                           .version = copy_of(line) };
    line = "";
  }
  free(text), free(path);
}

bool report_load(report *r, const char *results, complaint *why) {
  r->results = results;
  if (!load_verdicts(r, why)) return false;
  char *path = say("%s/manifest.json", results);
  r->manifest = json_load_file(path, 0, NULL);
  free(path);
  load_hunted(r);
  load_papers(r);
  r->figures = room(NULL, r->count, sizeof *r->figures);
  for (size_t i = 0; i < r->count; i++) {
    if (!r->of[i].of) continue;
    r->of[i].figure = &r->figures[r->figure_count];
    r->figures[r->figure_count++].of = r->of[i].of;
  }
  return true;
}

void report_free(report *r) {
  for (size_t i = 0; i < r->count; i++) json_decref(r->of[i].verdict);
  for (size_t i = 0; i < r->paper_count; i++) {
    paper *p = &r->papers[i];
    free(p->key), free(p->title), free(p->authors), free(p->version);
  }
  figures_free(r->figures, r->figure_count);
  json_decref(r->manifest), json_decref(r->hunted);
  free(r->of), free(r->papers), free(r->figures);
  *r = (report){ 0 };
}
