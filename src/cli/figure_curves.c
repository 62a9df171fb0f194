/* figure_curves.c -- what was measured on what is stated, against the abscissa; and traces. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figure.h"

enum { MOST_PANELS = 4, MOST_ENTRIES = 3, LEAST_POINTS = 3 };

/* One comparison at one instance, in one arithmetic: the one to be believed most. */
typedef struct {
  const compared_row *like;
  const char *entry[MOST_ENTRIES], *value[MOST_ENTRIES]; /* and what was measured there first */
  int entries;
  double first; /* the abscissa at which entries were counted */
  bool closed, left_out;
  const compared_row *control; /* the first row of a control that measured or stated otherwise */
  int control_column;          /* and which of the two it moved: 2 measured, 3 stated */
} panel;

typedef struct {
  double low, high, least_positive;
} extent;

static bool drawable(const compared_row *r) {
  return same_text(r->variable, "-") == false && isfinite(r->x) && isfinite(r->y) &&
         (is_trace(r) || isfinite(r->target)) && !same_text(r->comparator, "tends");
}

static bool in_series(const compared_row *r, const compared_row *like, const char *entry,
                      const char *control) {
  return drawable(r) && same_text(r->entry, entry) && same_text(r->control, control) &&
         same_text(r->arithmetic, like->arithmetic) && same_comparison(r, like);
}

static int distinct_points(const row_file *rows, const compared_row *like) {
  int n = 0;
  double last = NAN;
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    if (in_series(r, like, like->entry, "-") && r->x != last) n++, last = r->x;
  }
  return n;
}

/* The panel of this comparison, or a new one. */
static panel *panel_of(panel **all, int *n, const compared_row *r) {
  for (int i = 0; i < *n; i++)
    if (same_comparison((*all)[i].like, r)) return *all + i;
  *all = one_more(*all, (size_t)*n, sizeof **all);
  (*all)[*n] = (panel){ .like = r };
  return *all + (*n)++;
}

static panel *find_panels(const row_file *rows, int *n) {
  panel *all = NULL;
  *n = 0;
  for (int traces = 1; traces >= 0; traces--)
    for (size_t i = 0; i < rows->count; i++) {
      const compared_row *r = &rows->of[i];
      if (is_control(r) || !drawable(r) || is_trace(r) != traces) continue;
      panel *p = panel_of(&all, n, r);
      if (rank_named(r->arithmetic) > rank_named(p->like->arithmetic)) p->like = r;
    }
  int kept = 0;
  for (int i = 0; i < *n; i++)
    if (distinct_points(rows, all[i].like) >= LEAST_POINTS) all[kept++] = all[i];
  *n = kept;
  return all;
}

/* An entry that opens like another, as those of a symmetric matrix do, is not drawn twice. */
static bool has_entry(const panel *p, const compared_row *r) {
  for (int k = 0; k < p->entries; k++)
    if (same_text(p->entry[k], r->entry) || same_text(p->value[k], r->measured)) return true;
  return false;
}

static bool differ(double x, double y) { return fabs(x - y) > 1e-9 * fabs(x); }

/* The column a control moved; 0 for one that here says the same as the plain measurement. */
static int moved_column(const row_file *rows, const compared_row *control) {
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    if (in_series(r, control, control->entry, "-") && r->x == control->x)
      return differ(r->y, control->y) ? 2 : differ(r->target, control->target) ? 3 : 0;
  }
  return 0;
}

static void fill_panel(const row_file *rows, panel *p) {
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    if (!drawable(r) || !same_comparison(r, p->like) ||
        !same_text(r->arithmetic, p->like->arithmetic))
      continue;
    if (is_control(r)) {
      if (!p->control && (p->control_column = moved_column(rows, r))) p->control = r;
    } else if (!p->closed && !has_entry(p, r)) {
      if (p->entries && r->x != p->first)
        p->closed = true;
      else if (p->entries == MOST_ENTRIES)
        p->left_out = p->closed = true;
      else {
        p->first = r->x;
        p->value[p->entries] = r->measured, p->entry[p->entries++] = r->entry;
      }
    }
  }
}

static int by_abscissa(const void *a, const void *b) {
  double x = (*(const compared_row *const *)a)->x, y = (*(const compared_row *const *)b)->x;
  return (x > y) - (x < y);
}

static void widen(extent *e, double y) {
  if (!isfinite(y)) return;
  if (!(e->low <= y)) e->low = y;
  if (!(e->high >= y)) e->high = y;
  if (y > 0 && !(e->least_positive <= y)) e->least_positive = y;
}

/* A data block of x, measured, stated, sorted by x; and how far it reaches. */
static void write_series(FILE *s, const row_file *rows, const panel *p, int k, const char *control,
                         const char *name, extent *xs, extent *ys) {
  const compared_row **list = room(NULL, rows->count, sizeof *list);
  size_t n = 0;
  for (size_t i = 0; i < rows->count; i++)
    if (in_series(&rows->of[i], p->like, p->entry[k], control)) list[n++] = &rows->of[i];
  qsort(list, n, sizeof *list, by_abscissa);
  fprintf(s, "$%s << EOD\n", name);
  for (size_t i = 0; i < n; i++) {
    fprintf(s, "%s\t%s\t%s\n", list[i]->at, list[i]->measured,
            is_trace(list[i]) ? "NaN" : list[i]->stated);
    widen(xs, list[i]->x), widen(ys, list[i]->y);
    if (!is_trace(list[i])) widen(ys, list[i]->target);
  }
  fprintf(s, "EOD\n");
  free(list);
}

static bool wants_log(const extent *e) { return e->low > 0 && e->high > 300 * e->low; }

static void write_axes(FILE *s, const panel *p, const extent *xs, const extent *ys,
                       const extent *others) {
  char *title = say("%s\n%s", p->like->what, p->like->instance);
  fprintf(s, "set title "), gp_lines(s, title), fprintf(s, " noenhanced\n");
  fprintf(s, "set xlabel "), gp_string(s, is_trace(p->like) ? "" : p->like->variable);
  fprintf(s, " noenhanced\n");
  free(title);
  fprintf(s, "unset logscale\nset format '%%g'\nset autoscale\n");
  if (wants_log(xs)) fprintf(s, "set logscale x\n");
  if (wants_log(ys) && !(others->low <= 0)) {
    fprintf(s, "set logscale y\nset format y '10^{%%T}'\n");
    return;
  }
  double span = ys->high > ys->low ? ys->high - ys->low : fabs(ys->high) + 1;
  double low = fmin(ys->low, others->low), high = fmax(ys->high, others->high);
  if (low < ys->low - 3 * span) fprintf(s, "set yrange [%.6g:*]\n", ys->low - 2 * span);
  if (high > ys->high + 3 * span) fprintf(s, "set yrange [*:%.6g]\n", ys->high + 2 * span);
}

static bool is_bound(const panel *p) {
  return same_text(p->like->comparator, "at_most") || same_text(p->like->comparator, "exceeds");
}

static void write_plot(FILE *s, const panel *p, int index) {
  bool trace = is_trace(p->like);
  fprintf(s, "plot ");
  for (int k = 0; k < p->entries; k++) {
    char *title = p->entries == 1 ? copy_of(trace ? "" : "measured") : say("entry %s", p->entry[k]);
    int type = k ? k + 2 : 1;
    if (!trace)
      fprintf(s, "$plain_%d_%d using 1:3 with lines ls 11 title '%s', ", index, k,
              k             ? ""
              : is_bound(p) ? "bound"
                            : "stated");
    fprintf(s, "$plain_%d_%d using 1:2 with %s lt %d title ", index, k,
            trace ? "linespoints" : "points", type);
    gp_string(s, title);
    if (p->control) {
      fprintf(s, ", $control_%d_%d using 1:%d with lines ls 13 title ", index, k,
              p->control_column);
      gp_string(s, k ? "" : p->control->control);
    }
    fprintf(s, k + 1 < p->entries ? ", " : "\n");
    free(title);
  }
}

static void write_panel(FILE *s, const row_file *rows, const panel *p, int index) {
  extent xs = { NAN, NAN, NAN }, ys = xs, others = xs;
  char name[32];
  for (int k = 0; k < p->entries; k++) {
    snprintf(name, sizeof name, "plain_%d_%d", index, k);
    write_series(s, rows, p, k, "-", name, &xs, &ys);
    if (!p->control) continue;
    snprintf(name, sizeof name, "control_%d_%d", index, k);
    write_series(s, rows, p, k, p->control->control, name, &xs, &others);
  }
  write_axes(s, p, &xs, &ys, &others);
  write_plot(s, p, index);
}

static char *caption_of(const panel *all, int shown, int n) {
  bool traced = false, judged = false, refused = false, shortened = false;
  for (int i = 0; i < shown; i++) {
    traced = traced || is_trace(all[i].like);
    judged = judged || !is_trace(all[i].like);
    refused = refused || all[i].control;
    shortened = shortened || all[i].left_out;
  }
  char *more = n > shown ? say(" The first %d of %d are shown.", shown, n) : copy_of("");
  char *text = say(
      "%s%s%s%s%s%s", judged ? "What was measured (points) beside what is stated (thin line)" : "",
      judged && traced ? ", and " : "",
      traced ? judged ? "curves of the run" : "Curves of the run, joined point by point" : "",
      refused ? "; dashed, the control that has to be refused." : ".",
      shortened ? " The first three entries." : "", more);
  free(more);
  return text;
}

char *curves_figure(FILE *script, const row_file *rows) {
  int n;
  panel *all = find_panels(rows, &n);
  int shown = n < MOST_PANELS ? n : MOST_PANELS;
  if (n) gp_panels(script, shown);
  for (int i = 0; i < shown; i++) {
    fill_panel(rows, &all[i]);
    write_panel(script, rows, &all[i], i);
  }
  if (shown > 1) fprintf(script, "unset multiplot\n");
  char *caption = n ? caption_of(all, shown, n) : NULL;
  free(all);
  return caption;
}
