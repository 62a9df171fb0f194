/* main.c -- elenchus: statements are questioned until they stand or contradict themselves. */
#include <signal.h>
#include <string.h>

#include "claim/versions.h"
#include "cli/cli.h"

static const char usage[] =
    "Usage: elenchus COMMAND [OPTION]... [ID | PAPER]...\n"
    "Examine the claims of five papers on attention, transport and diffusion.\n"
    "\n"
    "  run        examine claims and say what holds, how it is known and how closely\n"
    "  merge      join the results of a run that was split into shards\n"
    "  hunt       the worst case of every bound inside its hypotheses\n"
    "  verify     examine once more what a record claims\n"
    "  diff       what two runs say otherwise\n"
    "  list       the claims, one a line\n"
    "  show       one claim: statement, hypotheses, inputs, controls, correction\n"
    "  errata     what is false as printed, and what is true instead\n"
    "  plot       figures from stored results\n"
    "  report     the report from stored results\n"
    "  doctor     versions, rounding, data and tools of this installation\n"
    "  selftest   every claim, as TAP\n"
    "\n"
    "`elenchus COMMAND --help` says more.\n"
    "Example: elenchus run odt udt-P4.2 --budget full\n"
    "\n"
    "Exit: 0 as recorded, 1 something disagrees, 2 bad input, 77 nothing could run,\n"
    "99 a fault of ours.\n";

static const struct {
  const char *name;
  int (*main)(int, char **);
} commands[] = {
  { "list", cmd_list },     { "show", cmd_show },     { "run", cmd_run },
  { "merge", cmd_merge },   { "hunt", cmd_hunt },     { "verify", cmd_verify },
  { "diff", cmd_diff },     { "errata", cmd_errata }, { "plot", cmd_plot },
  { "report", cmd_report }, { "doctor", cmd_doctor }, { "selftest", cmd_selftest },
};

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs(usage, stderr);
    return BAD_INPUT;
  }
  const char *word = argv[1];
  signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is an error of write, and said so */
  if (!strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help")) return help(usage);
  if (!strcmp(word, "--version")) {
    printf("elenchus %s\nLicense GPL-3.0-or-later.\n", program_version());
    return finish_output(0);
  }
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (!strcmp(word, commands[i].name)) {
      char *name = say("elenchus %s", word);
      argv[1] = name; /* getopt_long names the program by it */
      return finish_output(commands[i].main(argc - 1, argv + 1));
    }
  char shown[64];
  return refuse("`%s` is not a command; see elenchus --help", quoted(word, strlen(word), shown));
}
