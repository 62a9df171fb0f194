/* cmd_report.c -- elenchus report. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/store.h"
#include "cli/cli.h"
#include "cli/folders.h"
#include "cli/report.h"

static const char text[] =
    "Usage: elenchus report [--results=DIR] [-o FOLDER]\n"
    "Pages to read and print: every verdict, each chapter with its figures, and the\n"
    "errata sheet.\n"
    "\n"
    "  --results=DIR        what `elenchus run --results` left there; without it,\n"
    "                       every claim is examined first\n"
    "  -o, --output=FOLDER  default report; an earlier report there is replaced\n"
    "  --help\n"
    "\n"
    "Example: elenchus report --results results -o report\n";

static bool copy_style(const char *folder, complaint *why) {
  static const char *const files[] = { "report.css", "report.js" };
  bool fine = true;
  for (size_t i = 0; fine && i < sizeof files / sizeof *files; i++) {
    char *from = say("%s/%s", data_folder(), files[i]), *to = say("%s/%s", folder, files[i]);
    fine = copy_file(from, to, why);
    free(from), free(to);
  }
  return fine;
}

/* Without a figure the report is still a report; that it is missing is said. */
static bool draw_figures(report *r, complaint *why) {
  complaint missing;
  char *folder = say("%s/figures", r->folder);
  bool fine = make_folder(folder, why);
  if (fine && !figures_draw(r->figures, r->figure_count, r->results, folder, &missing))
    refuse("the report goes without: %s", missing.text);
  free(folder);
  return fine;
}

static bool fill(report *r, complaint *why) {
  return copy_style(r->folder, why) && draw_figures(r, why) && write_chapters(r, why) &&
         write_errata(r, why) && book_pages(r, NULL, why) && write_index(r, why);
}

/* "report/" and "report" are one folder; a link is followed, so that it stays a link. */
static char *settled_name(const char *output) {
  char *real = realpath(output, NULL), *name = real ? real : copy_of(output);
  for (size_t n = strlen(name); n > 1 && name[n - 1] == '/'; n--) name[n - 1] = '\0';
  return name;
}

static bool make_parent(const char *path, complaint *why) {
  char *copy = copy_of(path), *slash = strrchr(copy, '/');
  if (slash && slash != copy) *slash = '\0';
  bool fine = !slash || slash == copy || make_folder(copy, why);
  free(copy);
  return fine;
}

static bool write_report(const char *results, const char *output, complaint *why) {
  report r = { 0 };
  char *path = settled_name(output), *draft_ = NULL;
  bool fine = report_load(&r, results, why) && may_replace(path, why) && make_parent(path, why) &&
              (draft_ = temporary_folder(path, why));
  r.folder = draft_;
  fine = fine && fill(&r, why) && put_in_place(draft_, path, why);
  if (draft_ && !fine) remove_folder(draft_);
  report_free(&r);
  free(path), free(draft_);
  return fine;
}

/* What cannot be written is found out before an hour of measuring. */
static bool examine_and_write(const char *output, complaint *why) {
  char *path = settled_name(output), *folder = NULL;
  bool fine = may_replace(path, why) && (folder = temporary_folder(NULL, why)) &&
              examine_into(folder, NULL, why) && write_report(folder, output, why);
  if (folder) remove_folder(folder);
  free(path), free(folder);
  return fine;
}

int cmd_report(int argc, char **argv) {
  static const struct option options[] = { { "results", required_argument, NULL, 'r' },
                                           { "output", required_argument, NULL, 'o' },
                                           { "help", no_argument, NULL, 'h' },
                                           { 0 } };
  const char *results = NULL, *output = "report";
  for (int o; (o = getopt_long(argc, argv, "o:h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    if (o == 'r')
      results = optarg;
    else if (o == 'o')
      output = optarg;
    else
      return misused("report");
  }
  if (optind < argc) return refuse("report takes no ids, found `%.40s`", argv[optind]);
  if (!*output) return refuse("-o needs the name of a folder");
  complaint why;
  bool fine = results ? write_report(results, output, &why) : examine_and_write(output, &why);
  return fine ? AS_RECORDED : refuse("%s", why.text);
}
