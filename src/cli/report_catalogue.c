/* report_catalogue.c -- what the catalogue lists and nobody has examined yet, with the reason. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/html.h"
#include "cli/report.h"

typedef struct {
  const char *id, *title, *reason;
} statement;

/* Lines with a reason, cut in place; how many. */
static size_t unexamined(char *text, statement **all) {
  size_t n = 0;
  char *save = NULL;
  *all = NULL;
  strtok_r(text, "\n", &save); /* the names of the columns */
  for (char *line; (line = strtok_r(NULL, "\n", &save));) {
    statement s = { .id = strsep(&line, "\t"), .title = strsep(&line, "\t"), .reason = line };
    if (!s.reason || !*s.reason) continue;
    *all = one_more(*all, n, sizeof **all);
    (*all)[n++] = s;
  }
  return n;
}

void put_catalogue(FILE *out) {
  complaint ignored;
  size_t bytes;
  char *path = say("%s/data/catalogue.tsv", data_folder()),
       *text = whole_file(path, &bytes, &ignored);
  statement *all = NULL;
  size_t n = text ? unexamined(text, &all) : 0;
  if (n)
    html(out,
         "<details class=\"wide\"><summary>Catalogued and not examined: %d statements</summary>\n"
         "<table>\n<thead><tr><th scope=\"col\">id</th><th scope=\"col\">statement</th>"
         "<th scope=\"col\">why</th></tr></thead>\n<tbody>\n",
         (int)n);
  for (size_t i = 0; i < n; i++)
    html(out, "<tr><th scope=\"row\" class=\"id\">%s</th><td>%s</td><td>%s</td></tr>\n", all[i].id,
         all[i].title, all[i].reason);
  if (n) html(out, "</tbody></table></details>\n");
  free(path), free(text), free(all);
}
