/* num_all.h -- the arithmetics of these tests, and every digit of an array. */
#ifndef ELENCHUS_BEDROCK_NUM_ALL_H
#define ELENCHUS_BEDROCK_NUM_ALL_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "num/arr.h"

/* One limb, several, and a number of bits that is no multiple of 64, of each kind. */
enum { KINDS = 8 };
static inline arith *kind_number(int k) {
  return k == 0   ? arith_exact()
         : k == 1 ? arith_double()
         : k == 2 ? arith_mpfr(53)
         : k == 3 ? arith_mpfr(200)
         : k == 4 ? arith_mpfr(1024)
         : k == 5 ? arith_ball(53)
         : k == 6 ? arith_ball(200)
                  : arith_ball(1024);
}

/* Shape, entries to the last digit, radii.  malloc'ed. */
static inline char *written(arr x) {
  char *text, *values = arr_text(x, 0);
  size_t size;
  FILE *out = open_memstream(&text, &size);
  fprintf(out, "%d: %s", x->rank, values);
  for (int i = 0; i < x->rows; i++)
    for (int j = 0; j < x->columns; j++) {
      char *r = radius_text(x, i, j);
      fprintf(out, " %s", r);
      free(r);
    }
  fclose(out);
  free(values);
  return text;
}

static inline bool still(arr x, const char *text) {
  char *now = written(x);
  bool same = strcmp(now, text) == 0;
  if (!same) fprintf(stderr, "%s: %s, was %s\n", arith_name(x->in), now, text);
  free(now);
  return same;
}

/* Thirds, which no binary arithmetic holds; balls have radii. */
static inline arr thirds(arith *in, dice *d, int rows, int columns) {
  return times(random_matrix(in, d, rows, columns), 1, 3);
}

#endif
