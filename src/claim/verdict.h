/* verdict.h -- what an examination comes to: outcome, evidence, and the sentence that says so. */
#ifndef ELENCHUS_VERDICT_H
#define ELENCHUS_VERDICT_H

#include "claim/ledger.h"
#include "claim/reached.h"

typedef struct {
  int agree, weak, vacuous, other; /* samples of one source, in every arithmetic that ran */
} tally;

/* Of the claim as a whole (label NULL) or of one part, which need not be measured at every sample. */
typedef struct {
  const char *label;
  standing standing;
  outcome outcome;
  evidence evidence;
  bool exactly, fitted; /* see reached.h */
  double digits;        /* NaN: no equality was judged */
  double tightness;     /* the largest measured/bound; NaN: no bound was judged */
  tally at[4];          /* BUILT_IN, DRAWN, USERS, HARD */
  char *sentence;
} finding;

typedef struct {
  outcome outcome;
  bool announced; /* lost, as the record says */
  double lost;    /* the most bits; NaN outside floating arithmetic */
  long bits;      /* the most any trial took */
} by_arithmetic;

typedef struct {
  const enrolled *of;
  finding whole, part[8];
  int parts;
  by_arithmetic in[MOST_CHOICES];
  bool as_recorded, ran;
  char *why;            /* the first reason for not being as recorded */
  char *weakness;       /* the first control accepted where that is no failure */
  char *counterexample; /* to the printed statement, with its numbers; NULL when it stands */
  char *hard;           /* a drawn instance that disagrees, shrunk, NAME = ROWS a line; or NULL */
  char *replay;         /* the command that repeats it */
  char *remarks; /* what measurements remarked, a line each, with their arithmetic; or NULL */
} verdict;

/* e is sorted by instance, arithmetic and control, as examine() leaves it. */
verdict judge(const examination *, const plan *);
void verdict_free(verdict *);

/* Proofs that agreed in this run raise the claims they prove, parts too, to PROVED. */
void apply_proofs(verdict *, size_t n);

/* 0, 1, 77 or 99 (design section 3). */
int exit_code(const verdict *, size_t n);

/* -- between the files of the verdict -- */

/* The first thing that keeps the claim from being as recorded; NULL when it is.  malloc'ed. */
char *first_complaint(const ledger *, const verdict *);
/* The first accepted control: at built-in instances, or at the others.  malloc'ed; or NULL. */
char *accepted_control(const ledger *, bool built_in);
/* The first comparison of that outcome, in a sentence with its place and numbers; or NULL. */
char *first_of(const ledger *, outcome, bool drawn_too);
char *sentence_of(const ledger *, const verdict *, const finding *);
/* "equals `trace` disagrees at `first` in exact: measured 1/2, stated 1/3". */
char *describe(const ledger *, const trial *, const comparison *, outcome);
char *gather_remarks(const examination *, const plan *); /* malloc'ed; or NULL */
char *counterexample_of(const ledger *);

#endif
