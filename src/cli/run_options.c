/* run_options.c -- what `elenchus run` was asked. */
#include "cli/run_options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] =
    "Usage: elenchus run [OPTION]... [ID | PAPER]...\n"
    "Examine claims (none named: all) and print one table: id, standing, outcome,\n"
    "evidence, digits.\n"
    "\n"
    "  --arith=LIST       of exact, double, mpfr:P, ball:P;\n"
    "                     default exact,double,mpfr:128,mpfr:256,ball:128\n"
    "  --bits=P           exact, double, mpfr:P, mpfr:2P and ball:P\n"
    "  --set='NAME=ROWS'  your value of an input: V='1 0; 0 1', or V=@file as\n"
    "                     numpy.savetxt writes it; the inputs you do not give come\n"
    "                     from a built-in instance of the same sizes\n"
    "  --instance=FILE    a file of NAME = ROWS; # opens a comment\n"
    "  --draw=N           so many random instances inside the hypotheses\n"
    "  --seed=S           of these; default 1\n"
    "  --hard=DIR         keep drawn instances that disagree in DIR, made small;\n"
    "                     those in data/hard are run ever after\n"
    "  --beyond           measure even where a hypothesis fails, and say so\n"
    "  --budget=WORD      quick or full: 512 bits too, and ten times as long\n"
    "  -j, --jobs=N       so many claims at a time; changes nothing else\n"
    "  --results=DIR      write DIR/<id>.tsv, DIR/verdicts.jsonl, DIR/manifest.json\n"
    "  --json=FILE        write the verdicts to FILE, one JSON object a line\n"
    "  --resume           go on with the run that was cut off in the DIR of --results\n"
    "  --shard=I/N        of N parts only the I-th, for `elenchus merge`; in a job\n"
    "                     array of Slurm that is the default\n"
    "  --time             add the CPU time of each claim\n"
    "  --help\n"
    "\n"
    "Example:\n"
    "  elenchus run udt-P4.2 --set V='1 0; 0 1' --set A='-1/2 0.1; 0 -1' --bits 512\n";

static const struct option options[] = {
  { "arith", required_argument, NULL, 'a' },
  { "bits", required_argument, NULL, 'b' },
  { "set", required_argument, NULL, 's' },
  { "instance", required_argument, NULL, 'i' },
  { "draw", required_argument, NULL, 'd' },
  { "seed", required_argument, NULL, 'S' },
  { "beyond", no_argument, NULL, 'B' },
  { "budget", required_argument, NULL, 'u' },
  { "jobs", required_argument, NULL, 'j' },
  { "results", required_argument, NULL, 'r' },
  { "json", required_argument, NULL, 'o' },
  { "time", no_argument, NULL, 't' },
  { "hard", required_argument, NULL, 'k' },
  { "resume", no_argument, NULL, 'R' },
  { "shard", required_argument, NULL, 'H' },
  { "help", no_argument, NULL, 'h' },
  { 0 },
};

bool read_count(const char *s, const char *option, long low, long high, long *n, complaint *why) {
  char *end, word[64];
  errno = 0;
  *n = strtol(s, &end, 10);
  if (*s && !*end && !errno && *n >= low && *n <= high && *s != ' ') return true;
  return complain(why, "%s=`%s` is not a whole number from %ld to %ld", option,
                  quoted(s, strlen(s), word), low, high);
}

typedef struct {
  const char *arithmetics, *bits;
  shard shard;
} wish;

static bool take(int o, run_options *r, wish *w, complaint *why) {
  long n = 0;
  switch (o) {
  case 'a': w->arithmetics = optarg; return true;
  case 'b': w->bits = optarg; return true;
  case 's': return sheet_set(&r->sheet, optarg, why);
  case 'i': return sheet_read(&r->sheet, optarg, why);
  case 'B': return r->plan.beyond = true;
  case 't': return r->times = true;
  case 'R': return r->resume = true;
  case 'H': return read_shard(optarg, &w->shard, why);
  case 'r': r->results = optarg; return true;
  case 'o': r->json = optarg; return true;
  case 'k': r->hard = optarg; return true;
  case 'd':
    if (!read_count(optarg, "--draw", 0, 1000000, &n, why)) return false;
    r->plan.draws = (int)n;
    return true;
  case 'S':
    if (!read_count(optarg, "--seed", 0, LONG_MAX, &n, why)) return false;
    r->plan.seed = (unsigned long)n;
    return true;
  case 'j':
    if (!read_count(optarg, "-j", 1, 512, &n, why)) return false;
    r->jobs = (int)n;
    return true;
  case 'u':
    if (strcmp(optarg, "quick") && strcmp(optarg, "full"))
      return complain(why, "`%.40s` is not a budget (expected quick or full)", optarg);
    r->plan.full = !strcmp(optarg, "full");
    return true;
  }
  return false;
}

/* Everything that could be wrong with what the user gave is found before anything runs. */
static bool check_given(run_options *r, complaint *why) {
  if (!r->sheet.count) return true;
  if (r->chosen.count != 1)
    return complain(why, "--set and --instance need exactly one claim, %zu are named",
                    r->chosen.count);
  sample s;
  bool fine = sample_users(r->chosen.of[0]->record, &r->sheet, &s, why);
  sample_free(&s);
  r->plan.given = &r->sheet;
  return fine;
}

/* In a job array of Slurm a run that keeps results takes its task's share, and says so. */
static bool take_shard(run_options *r, shard s, complaint *why) {
  bool asked = s.count > 0;
  if (!asked && r->results && !r->sheet.count && slurm_shard(&s))
    fprintf(stderr, "elenchus: shard %ld/%ld, as SLURM_ARRAY_TASK_ID says\n", s.of, s.count);
  if ((asked || r->resume) && !r->results)
    return complain(why, "--%s needs --results=DIR", asked ? "shard" : "resume");
  if (asked && r->sheet.count) return complain(why, "--shard and --set exclude each other");
  r->sharded = s.count > 0;
  r->chosen = shard_of(&r->whole, s);
  return true;
}

static bool settle(run_options *r, const wish *w, char **words, int n, complaint *why) {
  plan wished = plan_default(r->plan.full);
  memcpy(r->plan.use, wished.use, sizeof wished.use);
  r->plan.count = wished.count;
  if (w->arithmetics && w->bits) return complain(why, "--arith and --bits exclude each other");
  if (w->arithmetics && !plan_arithmetics(&r->plan, w->arithmetics, why)) return false;
  if (w->bits && !plan_bits(&r->plan, w->bits, why)) return false;
  if (r->results && !*r->results) return complain(why, "--results needs the name of a folder");
  r->plan.keep = r->results || r->json || r->sheet.count ? FULL_ROWS : FEW_ROWS;
  bool with_proofs = !r->sheet.count;
  return select_claims(&r->whole, words, n, with_proofs, why) && take_shard(r, w->shard, why) &&
         check_given(r, why);
}

int read_run_options(int argc, char **argv, run_options *r) {
  wish w = { 0 };
  complaint why;
  *r = (run_options){ .plan = plan_default(false) };
  for (int o; (o = getopt_long(argc, argv, "j:h", options, NULL)) != -1;) {
    if (o == 'h') return help(text);
    if (o == '?') return misused("run");
    if (!take(o, r, &w, &why)) return refuse("%s", why.text);
  }
  if (!settle(r, &w, argv + optind, argc - optind, &why)) return refuse("%s", why.text);
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  if (!r->jobs) r->jobs = online > 0 ? (int)online : 1;
  return -1;
}

void run_options_free(run_options *r) {
  sheet_free(&r->sheet);
  selection_free(&r->whole);
  selection_free(&r->chosen);
}
