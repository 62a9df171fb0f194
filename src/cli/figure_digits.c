/* figure_digits.c -- equalities: how many bits agree, by how many were carried. */
#include <math.h>
#include <stdlib.h>

#include "cli/figure.h"

/* The worst entry of one comparison in one arithmetic. */
typedef struct {
  const compared_row *like;
  double agreed;
} level;

typedef struct {
  level *of;
  size_t count;
} levels;

static bool is_equality(const compared_row *r) {
  return same_text(r->comparator, "equals") || same_text(r->comparator, "vanishes") ||
         same_text(r->comparator, "attains");
}

/* Of the bits carried, those not lost: in balls, those that the enclosure leaves. */
static double agreed_bits(const compared_row *r) {
  return fmax(0, (double)bits_named(r->arithmetic) - r->lost);
}

static bool same_level(const compared_row *a, const compared_row *b) {
  return same_comparison(a, b) && same_text(a->arithmetic, b->arithmetic) &&
         same_text(a->control, b->control);
}

static levels find_levels(const row_file *rows) {
  levels all = { 0 };
  for (size_t i = 0; i < rows->count; i++) {
    const compared_row *r = &rows->of[i];
    double agreed = agreed_bits(r);
    size_t k = 0;
    if (!is_equality(r) || !bits_named(r->arithmetic) || !!isnan(r->lost)) continue;
    while (k < all.count && !same_level(all.of[k].like, r)) k++;
    if (k == all.count) {
      all.of = one_more(all.of, k, sizeof *all.of);
      all.of[all.count++] = (level){ .like = r, .agreed = agreed };
    } else if (agreed < all.of[k].agreed)
      all.of[k].agreed = agreed;
  }
  return all;
}

/* A control shows itself by the comparison that it spoils most; the others may well agree. */
static bool refused(const level *l) {
  return is_control(l->like) && l->agreed < 0.5 * (double)bits_named(l->like->arithmetic);
}

static int write_block(FILE *s, const levels *all, const char *name, bool controls, char kind) {
  int n = 0;
  fprintf(s, "$%s << EOD\n", name);
  for (size_t i = 0; i < all->count; i++) {
    const level *l = &all->of[i];
    if (is_control(l->like) != controls || (controls && !refused(l))) continue;
    if (!controls && (*l->like->arithmetic == 'b') != (kind == 'b')) continue;
    fprintf(s, "%ld\t%.17g\n", bits_named(l->like->arithmetic), l->agreed);
    n++;
  }
  fprintf(s, "EOD\n");
  return n;
}

char *digits_figure(FILE *script, const row_file *rows) {
  levels all = find_levels(rows);
  long most = 0;
  for (size_t i = 0; i < all.count; i++)
    if (bits_named(all.of[i].like->arithmetic) > most)
      most = bits_named(all.of[i].like->arithmetic);
  if (!all.count) return NULL;
  gp_size(script, 720, 430);
  int floating = write_block(script, &all, "floating", false, 'm');
  int balls = write_block(script, &all, "balls", false, 'b');
  int controls = write_block(script, &all, "controls", true, 0);
  free(all.of);
  fprintf(script,
          "$all << EOD\n0\t0\n%ld\t%ld\nEOD\n"
          "set xlabel 'bits carried'\nset ylabel 'bits that agree'\n"
          "set xrange [0:%ld]\nset yrange [%s:%ld]\nset xtics 64\nset ytics 64\n"
          "plot $all using 1:2 with lines ls 11 title 'all of them'",
          most, most, most + 12, "-8", most + 12);
  if (floating)
    fprintf(script, ", $floating using 1:2 with points lt 1 ps 0.7 title 'double and MPFR'");
  if (balls)
    fprintf(script, ", $balls using 1:2 with points lt 3 ps 0.7 title 'enclosed in balls'");
  if (controls)
    fprintf(script, ", $controls using 1:2 with points lt 2 pt 2 ps 0.8 title 'controls, refused'");
  fputc('\n', script);
  return say(
      "Each point is one comparison at one instance: the bits on which both sides agree, against "
      "the bits carried. A true identity stays by the diagonal%s.",
      controls ? "; a false one stays below however many bits are spent" : "");
}
