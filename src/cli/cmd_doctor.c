/* cmd_doctor.c -- elenchus doctor. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "claim/versions.h"
#include "cli/cli.h"

static const char text[] =
    "Usage: elenchus doctor\n"
    "Versions, processor, rounding mode, whether sums of products are fused (they\n"
    "must not be), the data folder, gnuplot and pandoc.  Exit 0 when claims can be\n"
    "examined, 1 when something is in the way.\n"
    "\n"
    "  --help\n"
    "\n"
    "Example: elenchus doctor\n";

static void report_item(const char *label, const char *value, const char *remedy) {
  printf("%-14s %s%s%s\n", label, value, remedy ? "; " : "", remedy ? remedy : "");
}

static void tool(const char *name, const char *what) {
  char path[4096];
  bool found = program_found(name, path, sizeof path);
  char *remedy = say("%s needs it (Debian: apt install %s)", what,
                     strcmp(name, "gnuplot") ? name : "gnuplot-nox");
  report_item(name, found ? path : "not found", found ? NULL : remedy);
  free(remedy);
}

/* The same bits everywhere rest on both. */
static int arithmetic_is_sound(void) {
  int fused = sums_are_fused();
  const char *rounding = rounding_mode();
  bool nearest = !strcmp(rounding, "to nearest");
  report_item("rounding", rounding, nearest ? NULL : "double must round to nearest");
  report_item("contraction", fused ? "a*b + c is fused" : "none",
              fused ? "build with -ffp-contract=off" : NULL);
  return nearest && !fused;
}

static void data(void) {
  struct stat is;
  bool there = !stat(data_folder(), &is) && S_ISDIR(is.st_mode);
  report_item("data", data_folder(),
              there ? NULL : "no such folder: set ELENCHUS_DATA, or install");
}

int cmd_doctor(int argc, char **argv) {
  static const struct option options[] = { { "help", no_argument, NULL, 'h' }, { 0 } };
  for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    return misused("doctor");
  }
  if (optind < argc) return refuse("doctor takes no arguments, found `%.40s`", argv[optind]);
  report_item("elenchus", program_version(), NULL);
  for (const part_version *p = library_versions(); p->name; p++)
    report_item(p->name, p->version, NULL);
  report_item("processor", processor_name(), NULL);
  int sound = arithmetic_is_sound();
  data();
  tool("gnuplot", "elenchus plot");
  tool("pandoc", "the book");
  char count[32];
  snprintf(count, sizeof count, "%zu", registry_size());
  report_item("claims", count, registry_size() ? NULL : "no chapter is linked in");
  return sound && registry_size() ? AS_RECORDED : NOT_AS_RECORDED;
}
