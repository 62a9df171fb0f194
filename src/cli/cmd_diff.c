/* cmd_diff.c -- elenchus diff. */
#include <getopt.h>
#include <string.h>

#include "cli/cli.h"
#include "claim/drift.h"
#include "claim/verdict_file.h"

static const char text[] =
    "Usage: elenchus diff BEFORE AFTER\n"
    "What two runs say otherwise, verdict by verdict and number by number.  Each is a\n"
    "file that `elenchus run --json` wrote, or a folder of --results.\n"
    "\n"
    "  --help\n"
    "\n"
    "Exit 0 when nothing differs, 1 when something does.\n"
    "Example: elenchus diff results-0.1 results-0.2\n";

static const json_t *verdict_of(const json_t *all, const char *id) {
  for (size_t i = 0; i < json_array_size(all); i++)
    if (!strcmp(text_in(json_array_get(all, i), "id"), id)) return json_array_get(all, i);
  return NULL;
}

static int compare(const json_t *before, const json_t *after) {
  drift d = { .out = stdout };
  int both = 0;
  for (size_t i = 0; i < json_array_size(after); i++) {
    const json_t *now = json_array_get(after, i), *was = verdict_of(before, text_in(now, "id"));
    if (was)
      drift_of(&d, was, now), both++;
    else
      drift_alone(&d, now, "the second");
  }
  for (size_t i = 0; i < json_array_size(before); i++) {
    const json_t *was = json_array_get(before, i);
    if (!verdict_of(after, text_in(was, "id"))) drift_alone(&d, was, "the first");
  }
  printf("%d verdict%s compared, %d difference%s, %d contradiction%s.\n", both,
         both == 1 ? "" : "s", d.changes, d.changes == 1 ? "" : "s", d.contradictions,
         d.contradictions == 1 ? "" : "s");
  return d.changes ? NOT_AS_RECORDED : AS_RECORDED;
}

int cmd_diff(int argc, char **argv) {
  static const struct option options[] = { { "help", no_argument, NULL, 'h' }, { 0 } };
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    return misused("diff");
  }
  if (argc - optind != 2) return refuse("diff needs two results, %d are named", argc - optind);
  complaint why;
  json_t *before = verdicts_read(argv[optind], &why);
  json_t *after = before ? verdicts_read(argv[optind + 1], &why) : NULL;
  int code = after ? compare(before, after) : refuse("%s", why.text);
  json_decref(before), json_decref(after);
  return code;
}
