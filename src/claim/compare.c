/* compare.c -- what all comparators share: the gap, its scale, the lost bits, the rows. */
#include "claim/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/say.h"

static const double LOG10_2 = 0.30102999566398119521;

static bool same_shape(arr x, arr y) {
  return x->rank == y->rank && x->rows == y->rows && x->columns == y->columns;
}

/* Entry (i,j) of the gap stands for this row and column of a side, which may be one number. */
static int row_of(arr side, int i) { return side->rank ? i : 0; }
static int column_of(arr side, int j) { return side->rank ? j : 0; }

sides facing(run *here, const char *who, const char *what, arr measured, arr stated, arr scale) {
  if (measured->in != stated->in)
    broken("%s \"%s\": measured in %s, stated in %s", who, what, arith_name(measured->in),
           arith_name(stated->in));
  if (stated->rank && measured->rank && !same_shape(measured, stated))
    broken("%s \"%s\": measured is %d x %d (rank %d), stated %d x %d (rank %d)", who, what,
           measured->rows, measured->columns, measured->rank, stated->rows, stated->columns,
           stated->rank);
  if (arith_kind(measured->in) == JET) broken("%s \"%s\": a series is not compared", who, what);
  sides s = { .measured = measured, .stated = stated, .kind = arith_kind(measured->in) };
  s.bits = measured->in == here->in ? here->nominal : arith_bits(measured->in);
  s.gap = sub(measured, stated);
  s.finite = all_finite(s.gap) && (!scale || all_finite(scale));
  s.scale = scale ? log2_size(scale) : fmax(log2_size(measured), log2_size(stated));
  if (scale && s.finite && s.scale == -HUGE_VAL) broken("%s \"%s\": the scale is 0", who, what);
  return s;
}

/* Where both sides are 0, gap - scale is no number, and fmax gives 0. */
static double bits_lost(const sides *s, double gap) {
  if (!s->finite) return NAN;
  return s->kind == EXACT ? 0 : fmax(0, (double)s->bits + gap - s->scale);
}

static char *full_text(arr x, int i, int j) {
  char *text = entry_text(x, i, j, 0);
  if (strlen(text) <= 2000) return text;
  free(text);
  return entry_text(x, i, j, 60);
}

static void write_row(comparison *c, const sides *s, int i, int j, keeping keep) {
  arr stated = s->stated, measured = s->measured;
  int k = row_of(stated, i), l = column_of(stated, j);
  int m_row = row_of(measured, i), m_column = column_of(measured, j);
  mark m = region_mark(s->gap->in);
  entry_row *r = comparison_add(c);
  r->i = i, r->j = j;
  r->measured = entry_text(measured, m_row, m_column, 20);
  r->stated = entry_text(stated, k, l, 20);
  r->log_measured = LOG10_2 * log2_size(entry(measured, m_row, m_column));
  r->log_stated = LOG10_2 * log2_size(entry(stated, k, l));
  double gap = log2_size(entry(s->gap, i, j));
  r->log_gap = LOG10_2 * gap;
  r->log_radius = LOG10_2 * log2_radius(entry(s->gap, i, j));
  r->lost = bits_lost(s, gap);
  if (keep == FULL_ROWS) {
    r->measured_full = full_text(measured, m_row, m_column),
    r->radius = radius_text(measured, m_row, m_column);
    r->stated_full = full_text(stated, k, l), r->stated_radius = radius_text(stated, k, l);
  }
  region_keep_(&m, 0, NULL);
}

comparison *compared(run *here, const char *who, const char *what, const sides *s) {
  comparison *c = journal_add(here->to, who, what);
  c->part = copy_of(here->part), c->variable = copy_of(here->variable), c->at = copy_of(here->at);
  c->exact = s->kind == EXACT;
  c->rows = s->gap->rows, c->columns = s->gap->columns;
  c->gap = log2_size(s->gap), c->scale = s->scale, c->radius = log2_radius(s->gap);
  c->lost = bits_lost(s, c->gap);
  if (!s->finite) c->note = copy_of("not a number");
  for (int i = 0; i < c->rows; i++)
    for (int j = 0; j < c->columns; j++) write_row(c, s, i, j, here->keep);
  return c;
}

void pronounce(run *here, comparison *c, outcome o) {
  c->judged = o;
  if (o == DISAGREES && here->control && here->keep == FEW_ROWS)
    cannot(here->in, STOPPED, "refused, the rest was not measured");
}

/* Of positive bounds: margin = (bound - measured) / bound, from the gap, which cancels less than the
 * quotient would. */
void record_tightness(comparison *c, const sides *s) {
  for (int i = 0; s->finite && i < c->rows; i++)
    for (int j = 0; j < c->columns; j++) {
      double bound = approx(s->stated, row_of(s->stated, i), column_of(s->stated, j));
      if (!(bound > 0)) continue;
      double margin = -approx(s->gap, i, j) / bound;
      c->row[i * c->columns + j].margin = margin;
      c->tightness = fmax(c->tightness, 1 - margin);
    }
}

double excess(const sides *s) {
  mark m = region_mark(s->gap->in);
  arr most = greatest(s->gap);
  double size = lt(whole(most->in, 0), most) == YES ? log2_size(most) : -HUGE_VAL;
  region_keep_(&m, 0, NULL);
  return size == -HUGE_VAL ? size : size - s->scale;
}
