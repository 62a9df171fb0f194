/* report_page.c -- head and foot of every page. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "claim/versions.h"
#include "cli/html.h"
#include "cli/report.h"

static const struct {
  const char *href, *name;
} places[] = {
  { "index.html#claims", "Claims" }, { "index.html#chapters", "Chapters" },
  { "errata.html", "Errata" },       { "index.html#words", "Words" },
  { "index.html#run", "This run" },
};

FILE *page_open(const report *r, const char *file, const char *title, complaint *why) {
  char *path = say("%s/%s", r->folder, file);
  FILE *out = fopen(path, "w");
  if (!out) complain(why, "cannot write %.300s: %s", path, strerror(errno));
  free(path);
  if (!out) return NULL;
  html(out,
       "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
       "<meta name=\"generator\" content=\"elenchus %s\">\n"
       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
       "<title>%r \342\200\223 Elenchus</title>\n<link rel=\"stylesheet\" "
       "href=\"report.css\">\n</head>\n<body>\n"
       "<a class=\"skip\" href=\"#content\">To the content</a>\n"
       "<header class=\"top\"><a class=\"name\" href=\"index.html\">Elenchus</a>\n"
       "<nav aria-label=\"Main\"><ul>\n",
       program_version(), title);
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    html(out, "<li><a href=\"%s\"%r>%s</a></li>\n", places[i].href,
         same_text(places[i].href, file) ? " aria-current=\"page\"" : "", places[i].name);
  html(out, "</ul></nav></header>\n<main id=\"content\">\n");
  return out;
}

/* The day of the sources where it is given; pages of the same results are the same bytes. */
static void date(FILE *out) {
  const char *epoch = getenv("SOURCE_DATE_EPOCH");
  char day[32], *end;
  time_t t = epoch && *epoch ? (time_t)strtoll(epoch, &end, 10) : 0;
  struct tm utc;
  if (epoch && *epoch && !*end && gmtime_r(&t, &utc) && strftime(day, sizeof day, "%Y-%m-%d", &utc))
    html(out, ", of <time datetime=\"%s\">%s</time>", day, day);
}

bool page_close(const report *r, FILE *out, const char *file, complaint *why) {
  const char *version = text_in(r->manifest, "version");
  html(out, "</main>\n<footer>Elenchus %s", version ? version : program_version());
  date(out);
  html(out, ". Every number can be regenerated: <code>elenchus run</code> with the id of a claim."
            "</footer>\n</body>\n</html>\n");
  errno = 0;
  int failed = fflush(out) || ferror(out) ? (errno ? errno : EIO) : 0;
  if (fclose(out) && !failed) failed = errno;
  return !failed || complain(why, "cannot write %.300s/%s: %s", r->folder, file, strerror(failed));
}
