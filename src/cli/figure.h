/* figure.h -- a claim's figure, drawn by gnuplot from the columns that were compared. */
#ifndef ELENCHUS_FIGURE_H
#define ELENCHUS_FIGURE_H

#include <stdio.h>

#include "claim/registry.h"
#include "claim/row_file.h"

typedef struct {
  const enrolled *of;
  char *name;    /* "odt-P3.3.svg": the id, ':' as '-' */
  char *caption; /* what is drawn, in plain words; NULL: nothing to draw */
  bool drawn;    /* the file is there and whole */
} figure;

/* One process of gnuplot draws the figures of these claims from <results>/<id>.tsv into a folder
 * that exists.  A claim without rows, or with none that can be drawn, has no caption.  False with a
 * sentence when gnuplot is missing or stops; then those figures that are whole say so. */
bool figures_draw(figure *, size_t n, const char *results, const char *folder, complaint *why);
void figures_free(figure *, size_t n);

/* -- between the files of the figure -- */

/* Each writes the commands of one figure and its caption (malloc'ed), or returns NULL when these
 * rows are not of its kind, having written nothing.  Rows of drawn instances are not among them. */
char *curves_figure(FILE *script, const row_file *); /* against an abscissa; traces */
char *rates_figure(FILE *script, const row_file *);  /* tends: distance to the limit */
char *bounds_figure(FILE *script, const row_file *); /* at_most: measured under its bound */
char *digits_figure(FILE *script, const row_file *); /* equalities: bits that agree, by precision */

/* The script beside the chapter, when there is one that draws this claim: the commands that load it,
 * and its caption. */
char *chapter_figure(FILE *script, const enrolled *, const char *results);

bool gnuplot_is_here(void);

/* What a script prints after each figure. */
#define FIGURE_FINISHED "figure finished"

/* Runs the script; false with a sentence, and with the number of figures finished before that. */
bool gnuplot_run(const char *script_path, size_t *finished, complaint *why);

void gp_string(FILE *script, const char *text);    /* quoted */
void gp_lines(FILE *script, const char *text);     /* quoted, broken at blanks to fit a panel */
void gp_size(FILE *script, int width, int height); /* and the style; before anything else is set */
void gp_panels(FILE *script, int n); /* size, style and layout for n panels side by side */

/* The same comparison, entry aside: instance, part and name. */
bool same_comparison(const compared_row *, const compared_row *);

#endif
