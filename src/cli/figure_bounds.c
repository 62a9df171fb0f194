/* figure_bounds.c -- at_most: what was measured, as a share of its bound. */
#include <math.h>
#include <stdlib.h>

#include "cli/figure.h"

enum { MOST_BARS = 16 };

/* One bound at one instance: the entry that comes nearest to it, and what the controls made of it. */
typedef struct {
  const compared_row *like;
  double share, refused;
} bar;

typedef struct {
  bar *of;
  size_t count;
} bars;

static bool bounded(const compared_row *r) {
  return same_text(r->comparator, "at_most") && isfinite(r->margin);
}

static bar *bar_of(bars *all, const compared_row *r, bool make) {
  for (size_t i = 0; i < all->count; i++)
    if (same_comparison(all->of[i].like, r)) return &all->of[i];
  if (!make) return NULL;
  all->of = one_more(all->of, all->count, sizeof *all->of);
  all->of[all->count] = (bar){ .like = r, .share = -HUGE_VAL, .refused = NAN };
  return &all->of[all->count++];
}

static bars find_bars(const row_file *rows) {
  bars all = { 0 };
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    if (!bounded(r) || is_control(r)) continue;
    bar *b = bar_of(&all, r, true);
    if (1 - r->margin > b->share) b->share = 1 - r->margin;
  }
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    bar *b = bounded(r) && is_control(r) ? bar_of(&all, r, false) : NULL;
    if (b && 1 - r->margin > 1 && !(b->refused >= 1 - r->margin)) b->refused = 1 - r->margin;
  }
  return all;
}

static int tightest_first(const void *a, const void *b) {
  double x = ((const bar *)a)->share, y = ((const bar *)b)->share;
  return (x < y) - (x > y);
}

char *bounds_figure(FILE *script, const row_file *rows) {
  bars all = find_bars(rows);
  if (!all.count) return NULL;
  qsort(all.of, all.count, sizeof *all.of, tightest_first);
  int n = all.count < MOST_BARS ? (int)all.count : MOST_BARS;
  double least = 0.1;
  for (int i = 0; i < n; i++)
    if (all.of[i].share > 0 && all.of[i].share < least) least = all.of[i].share;
  least = pow(10, fmax(-6, floor(log10(least))));
  gp_size(script, 720, 130 + 44 * n);
  fprintf(script, "$bars << EOD\n");
  bool refused = false;
  for (int i = 0; i < n; i++) {
    const bar *b = &all.of[i];
    fprintf(script, "%s \302\267 %s\t%.17g\t%.17g\n", b->like->what, b->like->instance,
            fmax(b->share, least), b->refused);
    refused = refused || isfinite(b->refused);
  }
  fprintf(
      script,
      "EOD\n$bound << EOD\n1\t-0.6\n1\t%g\nEOD\nleast = %.6g\n"
      "set logscale x\nset xrange [least:*]\nset yrange [%g:-0.6]\n"
      "unset ytics\nunset grid\nset grid xtics\nset border 1\n"
      "set style fill solid 0.85 noborder\nset xlabel 'measured / bound'\n"
      "plot $bars using (least):0:(least):2:($0+0.05):($0+0.4) with boxxyerror lt 1 lw 0.01 "
      "title 'measured', $bound using 1:2 with lines ls 11 title 'bound', "
      "$bars using (least):($0-0.2):1 with labels left noenhanced notitle%s\n",
      n - 0.4, least, n - 0.4,
      refused
          ? ", $bars using 3:($0+0.22) with points lt 2 pt 2 ps 0.8 lw 1.6 title 'control, refused'"
          : "");
  char *rest = all.count > (size_t)n ? say(" The %d tightest of %zu.", n, all.count) : copy_of("");
  char *caption = say("What was measured as a share of its bound; at 1 the bound is attained%s.%s",
                      refused ? ", beyond it the control is refused" : "", rest);
  free(rest), free(all.of);
  return caption;
}
