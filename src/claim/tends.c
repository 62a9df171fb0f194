/* tends.c -- rates: values that approach a limit like a power of a gauge. */
#include <math.h>

#include "claim/compare.h"
#include "claim/say.h"

typedef struct {
  double x, y; /* log2 of the gauge and of |value - limit| */
} point;

/* The last three points clear of rounding: |value - limit| above 2^10 units of the values. */
static int clear_points(run *here, arr gauge, arr value, arr limit, point last[3]) {
  int n = 0;
  double unit = arith_kind(here->in) == EXACT ? -HUGE_VAL
                                              : fmax(log2_size(value), log2_size(limit)) +
                                                    ROUNDING_BITS - (double)arith_bits(here->in);
  mark m = region_mark(value->in);
  for (int i = value->rows - 1; i >= 0 && n < 3; i--) {
    arr left = sub(item(value, i), limit);
    double y = log2_size(left);
    if (!all_finite(left) || y <= unit || log2_radius(left) > y - ROUNDING_BITS) continue;
    last[n++] = (point){ log2_size(item(gauge, i)), y };
  }
  region_keep_(&m, 0, NULL);
  return n;
}

/* Least squares through three points. */
static double slope(const point p[3]) {
  double x = (p[0].x + p[1].x + p[2].x) / 3, xx = 0, xy = 0;
  for (int i = 0; i < 3; i++) xx += (p[i].x - x) * p[i].x, xy += (p[i].x - x) * p[i].y;
  return xy / xx;
}

/* A fitted slope is evidence and never a proof: it certifies nothing in any arithmetic. */
void tends(run *here, const char *what, arr gauge, arr value, arr limit, arr rate, arr slack) {
  if (gauge->rank != 1 || value->rank != 1 || gauge->rows != value->rows || limit->rank)
    broken("tends \"%s\": gauge and value are vectors of one length, the limit a number", what);
  for (int i = 0; i < value->rows; i++)
    trace_point(here, what, item(gauge, i), absolute(sub(item(value, i), limit)));
  sides s = facing(here, "tends", what, value, limit, NULL);
  comparison *c = compared(here, "tends", what, &s);
  point last[3];
  c->certifies = false, c->lost = 0;
  for (int i = 0; i < c->count; i++) c->row[i].lost = NAN;
  if (clear_points(here, gauge, value, limit, last) < 3) {
    if (!c->note) c->note = copy_of("fewer than three points are clear of rounding");
    pronounce(here, c, LOST);
    return;
  }
  double found = slope(last), stated = approx(rate, 0, 0);
  c->note = say("slope %.6f, stated %.6f", found, stated);
  pronounce(here, c, fabs(found - stated) <= approx(slack, 0, 0) ? AGREES : DISAGREES);
}
