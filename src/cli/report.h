/* report.h -- the report: pages made of stored verdicts, woven chapters and figures. */
#ifndef ELENCHUS_REPORT_H
#define ELENCHUS_REPORT_H

#include <jansson.h>
#include <stdio.h>

#include "cli/figure.h"
#include "claim/verdict_file.h"

typedef struct {
  json_t *verdict;
  const enrolled *of; /* NULL for results of a claim this program does not have */
  figure *figure;
} listed;

typedef struct {
  char *key, *title, *authors, *version;
} paper;

typedef struct {
  const char *results, *folder; /* read; written */
  listed *of;                   /* in the order of the verdicts */
  size_t count;
  json_t *manifest;
  json_t *hunted; /* the lines of hunt.jsonl, an array; empty without it */
  paper *papers;
  size_t paper_count;
  figure *figures;
  size_t figure_count;
} report;

/* False with a sentence when the folder holds no results, or something else by that name. */
bool report_load(report *, const char *results, complaint *why);
void report_free(report *);

/* -- pages -- */

bool write_index(const report *, complaint *why);
bool write_errata(const report *, complaint *why);
bool write_chapters(const report *, complaint *why);

/* Of the book's other pages: written, or, with a page to list them on, listed there. */
bool book_pages(const report *, FILE *list, complaint *why);

/* A page of that file name and title (markup); then what is between head and foot; false when it
 * could not be written. */
FILE *page_open(const report *, const char *file, const char *title, complaint *why);
bool page_close(const report *, FILE *, const char *file, complaint *why);

/* -- what pages are made of -- */

/* Of the papers the results are about; NULL when it is none of them. */
const paper *paper_of(const report *, const char *key);
/* A fragment of HTML from the data folder, as it is. */
void put_fragment(FILE *, const char *name);
/* The statements of the catalogue that have a reason for not being claims, folded. */
void put_catalogue(FILE *);

/* A text, NULL when there is none ("-" counts as none). */
bool is_true(const json_t *, const char *key);
bool is_proof(const listed *);

/* "exact", "37 digits", or "". */
const char *digits_in(const json_t *finding, char buffer[32]);

/* "transports-score_field" */
char *chapter_name(const json_t *verdict);
/* "transports-score_field.html#odt-P3.3", NULL for an id that has no page. */
char *page_of(const report *, const char *id);
void link_to(FILE *, const report *, const char *id);
const listed *listed_as(const report *, const char *id);

void claim_box(FILE *, const report *, const listed *);
void standing_pill(FILE *, const json_t *finding);
void evidence_pill(FILE *, const json_t *finding);
/* The sentence, opened by the summary if there is one; as markup, or plain for an attribute. */
void verdict_text(FILE *, const json_t *verdict);
void verdict_plainly(FILE *, const json_t *verdict);
/* "V = 1 0; 0 1" */
void input_text(FILE *, const char *name, const char *rows);
void comparisons_table(FILE *, const json_t *verdict);
void controls_table(FILE *, const json_t *verdict);
void hunted_table(FILE *, const report *, const char *id);
void instances_table(FILE *, const listed *);
void parts_table(FILE *, const json_t *verdict);
/* False when nothing in the record contradicts the printed statement by numbers. */
bool counterexample_table(FILE *, const json_t *verdict);

/* The digits of a decimal that its radius leaves certain, at most 48 of them; fractions as they are.
 * malloc'ed. */
char *certain_digits(const char *value, const char *radius);

/* -- chapters -- */

/* The woven page, malloc'ed; NULL when there is none. */
char *woven(const char *chapter);
/* The text of its first heading, without markup; else the name.  malloc'ed. */
char *chapter_title(const char *html, const char *name);
/* The page with a box where each claim is recorded, and at the end those it does not mention. */
void weave_boxes(FILE *, const report *, const char *html, const listed *const *, size_t n);

/* -- the folder -- */

/* True when `path` may be replaced: it is not there, empty, or an earlier report. */
bool may_replace(const char *path, complaint *why);
/* The finished folder takes the place of `path` in one step. */
bool put_in_place(const char *finished, const char *path, complaint *why);

#endif
