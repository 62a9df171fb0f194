/* cmd_selftest.c -- elenchus selftest. */
#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

#include "claim/workers.h"
#include "cli/cli.h"

static const char text[] =
    "Usage: elenchus selftest [ID | PAPER]...\n"
    "Examine claims (none named: all) with the default arithmetics and print TAP,\n"
    "for those who have no Criterion.  Exit 0 when all are as recorded.\n"
    "\n"
    "  --help\n"
    "\n"
    "Example: elenchus selftest odt\n";

static bool keep(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  (void)e, (void)seconds;
  ((verdict *)with)[i] = *v;
  return true;
}

static int print_tap(verdict *v, size_t n) {
  printf("1..%zu\n", n);
  for (size_t i = 0; i < n; i++) {
    printf("%sok %zu - %s\n", v[i].as_recorded ? "" : "not ", i + 1, v[i].of->id);
    if (v[i].why) printf("# %s\n", v[i].why);
  }
  return exit_code(v, n);
}

int cmd_selftest(int argc, char **argv) {
  static const struct option options[] = { { "help", no_argument, NULL, 'h' }, { 0 } };
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    return misused("selftest");
  }
  complaint why;
  selection s;
  if (!select_claims(&s, argv + optind, argc - optind, true, &why)) return refuse("%s", why.text);
  plan p = plan_default(false);
  verdict *v = room(NULL, s.count, sizeof *v);
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  bool fine = examine_all(s.of, s.count, &p, online > 0 ? (int)online : 1, keep, v, &why);
  int code = fine ? print_tap(v, s.count) : refuse("%s", why.text);
  for (size_t i = 0; i < s.count; i++)
    if (v[i].of) verdict_free(&v[i]);
  free(v);
  selection_free(&s);
  return code;
}
