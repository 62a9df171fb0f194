/* corrected_root.c -- the SPD square root: solved in double, corrected at working precision.
 *
 * With A = X diag(s^2) X' in double, Y = X diag(s) X' is the start.  The error E = A^(1/2) - Y
 * satisfies Y E + E Y + E^2 = A - Y^2; the linear part, solved in the double eigenbasis after the
 * residual is scaled to 1, gains 53 bits less about half the bits of the condition each time.  The
 * gain is measured: corrections go on while the residual falls. */
#include "lin/parts.h"

#include <math.h>

static arr enter(arith *in, arr d, long k) { return by_power_of_two(as(in, symmetric_part(d)), k); }

/* A residual about to fall from 2^seen to 2^(seen - 53) shows 67 bits when 120 - seen are kept. */
arr corrected_root(arr A, arr vectors, arr roots) {
  arith *in = A->in, *D = roots->in;
  double seen = HUGE_VAL, noise = log2(A->rows) + 1 - (double)arith_bits(in);
  mark here = region_mark(in), there = region_mark(D);
  arr Y = enter(in, product(vectors, diagonal(roots), transpose(vectors)), 0), best = NULL;
  for (;;) {
    arr R = sharp(square_residual(A, Y, isinf(seen) ? 120 : (long)(120 - seen)));
    double size = log2_size(R);
    if (!(size < seen - 1)) break;
    best = Y, seen = size;
    if (size <= noise) break;
    long k = (long)ceil(size);
    arr step = lyapunov_in_basis(vectors, roots, as(D, by_power_of_two(R, -k)));
    Y = sharp(add(Y, enter(in, step, k)));
    region_keep(&here, &best, &Y);
    region_keep_(&there, 0, NULL);
  }
  return seen <= noise + 10 ? best : NULL;
}
