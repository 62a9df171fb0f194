/* figure_rates.c -- tends: the distance to the limit, by gauge where it is on record. */
#include <math.h>
#include <stdlib.h>

#include "cli/figure.h"

enum { MOST_LINES = 6 };

static bool tends_row(const compared_row *r) {
  return same_text(r->comparator, "tends") && !is_control(r) && isfinite(r->log_gap);
}

/* Comparisons in the arithmetic with the most bits, one a line. */
static int find_lines(const row_file *rows, const compared_row *line[MOST_LINES]) {
  int n = 0;
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    int k = 0;
    if (!tends_row(r)) continue;
    while (k < n && !same_comparison(line[k], r)) k++;
    if (k == MOST_LINES) continue;
    if (k == n)
      line[n++] = r;
    else if (rank_named(r->arithmetic) > rank_named(line[k]->arithmetic))
      line[k] = r;
  }
  return n;
}

/* The gauge of entry k: the k-th point of the trace that bears the name of the comparison. */
static double gauge_of(const row_file *rows, const compared_row *like, int k) {
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    if (is_trace(r) && same_text(r->what, like->what) && same_text(r->instance, like->instance) &&
        same_text(r->arithmetic, like->arithmetic) && k-- == 0)
      return r->x;
  }
  return NAN;
}

static bool write_line(FILE *s, const row_file *rows, const compared_row *like, int index) {
  bool gauged = true;
  int n = 0;
  fprintf(s, "$rate_%d << EOD\n", index);
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    if (!tends_row(r) || !same_comparison(r, like) || !same_text(r->arithmetic, like->arithmetic))
      continue;
    double gauge = gauge_of(rows, like, n++);
    gauged = gauged && gauge > 0;
    fprintf(s, "%d\t%.17g\t%.17g\n", n, gauge, pow(10, r->log_gap));
  }
  fprintf(s, "EOD\n");
  return gauged;
}

char *rates_figure(FILE *script, const row_file *rows) {
  const compared_row *line[MOST_LINES];
  int n = find_lines(rows, line);
  bool gauged = true;
  if (!n) return NULL;
  gp_panels(script, 1);
  for (int i = 0; i < n; i++) gauged = write_line(script, rows, line[i], i) && gauged;
  fprintf(script, "set logscale y\nset format y '10^{%%T}'\nset ylabel 'distance to the limit'\n");
  if (gauged)
    fprintf(script, "set logscale x\nset format x '10^{%%T}'\nset xlabel 'gauge'\n");
  else
    fprintf(script, "set xlabel 'step towards the limit'\nset xtics 1\n");
  fprintf(script, "plot ");
  for (int i = 0; i < n; i++) {
    char *title = say("%s, %s", line[i]->what, line[i]->instance);
    fprintf(script, "$rate_%d using %d:3 with linespoints lt %d title ", i, gauged ? 2 : 1,
            i ? i + 2 : 1);
    gp_string(script, title);
    fprintf(script, i + 1 < n ? ", " : "\n");
    free(title);
  }
  return copy_of(
      "How the distance to the stated limit falls; on these axes a power of the gauge is a "
      "straight line.");
}
