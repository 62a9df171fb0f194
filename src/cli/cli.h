/* cli.h -- the elenchus program: one file a command. */
#ifndef ELENCHUS_CLI_H
#define ELENCHUS_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "claim/hard.h"
#include "claim/registry.h"
#include "claim/say.h"

enum { AS_RECORDED = 0, NOT_AS_RECORDED = 1, BAD_INPUT = 2, NOTHING_RAN = 77, OUR_FAULT = 99 };

int cmd_list(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_hunt(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_errata(int argc, char **argv);
int cmd_plot(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_selftest(int argc, char **argv);

/* "elenchus: <sentence>" on standard error; BAD_INPUT. */
int refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* After getopt_long has complained: where help is; BAD_INPUT. */
int misused(const char *command);
/* The help on standard output; 0. */
int help(const char *text);
/* code, unless standard output could not be written. */
int finish_output(int code);

/* Claims named by ids and paper keys, without repetition, in natural order; no words: all.  With
 * an id come the proofs that prove it, if asked for.  False with a sentence. */
typedef struct {
  const enrolled **of;
  size_t count;
} selection;
bool select_claims(selection *, char *const *words, int n, bool with_proofs, complaint *why);
void selection_free(selection *);
const enrolled *claim_named(const char *id, complaint *why);
bool paper_named(const char *key, complaint *why);

/* A table on standard output: cells are copied; columns as wide as their widest cell; the last one
 * is not padded.  Colours are of the words of section 2, on a terminal and without NO_COLOR. */
typedef struct table table;
table *table_new(int columns);
void table_row(table *, const char *const *cells);
void table_print(table *, FILE *, bool colour);
void table_free(table *);
bool wants_colour(FILE *);

/* "authors: title (version)" of the paper of an id, from data/papers.tsv.  malloc'ed; NULL when it is
 * not there. */
char *paper_line(const char *id);
bool program_found(const char *name, char *path, size_t size); /* on PATH */

#endif
