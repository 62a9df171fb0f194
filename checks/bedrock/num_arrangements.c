/* Rearrangements and reductions, entry by entry, in every arithmetic and shape up to 3 x 4. */
#include "num_all.h"

static bool same(arr x, arr y) {
  char *a = written(x);
  bool yes = still(y, a);
  free(a);
  return yes;
}
#define SAME(x, y) cr_expect(same(x, y), "%s: %s", arith_name(in), #x)

/* In balls the order of rounding is free: x and y meet, and x is no wider, up to two bits. */
static bool alike(arr x, arr y) {
  if (arith_kind(x->in) != BALL) return same(x, y);
  return overlaps(x, y) == YES && log2_radius(x) <= log2_radius(y) + 2;
}
#define ALIKE(x, y) cr_expect(alike(x, y), "%s: %s", arith_name(in), #x)

static void rearranged(arith *in, arr X) {
  int m = X->rows, n = X->columns;
  arr T = transpose(X), F = flat(X), S = shaped(X, n, m), twice = stack(X, X), broad = beside(X, X);
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      arr e = entry(X, i, j);
      SAME(entry(T, j, i), e);
      SAME(item(F, i * n + j), e);
      SAME(entry(S, (i * n + j) / m, (i * n + j) % m), e);
      SAME(item(row_at(X, i), j), e);
      SAME(item(column_at(X, j), i), e);
      SAME(entry(rows_from(X, i, m - i), 0, j), e);
      SAME(entry(twice, m + i, j), e);
      SAME(entry(broad, i, n + j), e);
    }
  SAME(shaped(S, m, n), X);
  SAME(transpose(T), X);
  SAME(flat(row(F)), F);
  SAME(flat(column(F)), F);
  SAME(rows_from(stack(F, F), m * n, m * n), F);
  SAME(stack(item(F, 0), rows_from(stack(F, F), 1, m * n)), stack(F, item(F, 0)));
  cr_expect(row(F)->rank == 2 && row(F)->rows == 1 && column(F)->columns == 1 && F->rank == 1);
}

/* Sums run in the order of the index, so naive ones have the same digits. */
static arr summed(arr v) {
  arr s = item(v, 0);
  for (int i = 1; i < v->rows; i++) s = add(s, item(v, i));
  return s;
}

static void reduced(arith *in, arr X) {
  SAME(total(X), summed(flat(X)));
  for (int i = 0; i < X->rows; i++) {
    SAME(item(sum_rows(X), i), summed(row_at(X, i)));
    arr most = entry(X, i, 0);
    for (int j = 1; j < X->columns; j++) most = greater_of(most, entry(X, i, j));
    ALIKE(item(greatest_in_rows(X), i), most);
  }
  for (int j = 0; j < X->columns; j++) SAME(item(sum_columns(X), j), summed(column_at(X, j)));
  arr most = entry(X, 0, 0), fewest = most;
  for (int i = 1; i < X->rows * X->columns; i++)
    most = greater_of(most, item(flat(X), i)), fewest = lesser_of(fewest, item(flat(X), i));
  ALIKE(greatest(X), most);
  ALIKE(least(X), fewest);
}

static void multiplied(arith *in, arr X, arr Y) {
  arr Z = dot(X, Y);
  for (int i = 0; i < X->rows; i++)
    for (int j = 0; j < Y->columns; j++) {
      arr x = row_at(X, i), y = column_at(Y, j), z = dot(x, y), s = summed(mul(x, y));
      SAME(entry(Z, i, j), z);
      SAME(item(dot(X, y), i), z);
      SAME(item(dot(x, Y), j), z);
      ALIKE(z, s);
    }
}

static void square_ones(arith *in, dice *d, int n) {
  arr X = thirds(in, d, n, n), v = thirds(in, d, n, 1), w = thirds(in, d, 3, 1),
      D = diagonal(flat(v));
  SAME(dot(eye(in, n), D), D);
  SAME(diagonal_of(D), flat(v));
  SAME(trace(X), summed(diagonal_of(X)));
  SAME(outer(flat(v), flat(w)), mul(v, transpose(w)));
  SAME(product(X, X, v), dot(dot(X, X), v));
  for (int i = 0; i < n * n; i++)
    SAME(entry(D, i / n, i % n), i / n == i % n ? entry(v, i / n, 0) : whole(in, 0));
  SAME(filled(in, n, 2, item(flat(v), 0)), spread(item(flat(v), 0), zeros(in, n, 2)));
  SAME(wholes(X, 3), filled(in, n, n, whole(in, 3)));
}

Test(num_arrangements, of_every_shape) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    dice d = 1;
    for (int m = 1; m <= 3; m++)
      for (int n = 1; n <= 4; n++) {
        arr X = thirds(in, &d, m, n);
        rearranged(in, X);
        reduced(in, X);
        multiplied(in, X, thirds(in, &d, n, 1 + (m + n) % 3));
        square_ones(in, &d, n);
      }
    arith_free(in);
  }
}
