/* shape.c -- rearranging entries; every result is a copy, so nothing shares memory. */
#include "num/arith.h"
#include "num/jet.h"

/* A new shape over entries taken from x at a stride. */
static arr taken(arr x, int rank, int rows, int columns, long first, long stride) {
  arr z = fresh(x->in, rank, rows, columns);
  x->in->k->copy(x->in, entries(z), z->data, at_(x, first), stride);
  return z;
}

static void in_range(const char *who, int i, int n) {
  if (i < 0 || i >= n) broken("%s: index %d outside 0 .. %d", who, i, n - 1);
}

static arr picked(arr x, long i, long j) {
  in_range("entry, row", (int)i, x->rows);
  in_range("entry, column", (int)j, x->columns);
  return taken(x, 0, 1, 1, i * x->columns + j, 1);
}
static arr picked_row(arr x, long i, long unused) {
  (void)unused;
  in_range("row_at", (int)i, x->rows);
  return taken(x, 1, x->columns, 1, i * x->columns, 1);
}
static arr picked_column(arr x, long j, long unused) {
  (void)unused;
  in_range("column_at", (int)j, x->columns);
  return taken(x, 1, x->rows, 1, j, x->columns);
}
static arr picked_rows(arr x, long first, long count) {
  if (first < 0 || count < 1 || first + count > x->rows)
    broken("rows_from: %ld rows from %ld, of %d", count, first, x->rows);
  return taken(x, x->rank, (int)count, x->columns, first * x->columns, 1);
}
static arr reshaped(arr x, long rows, long columns) {
  if (rows * columns != entries(x)) broken("shaped: %ld x %ld, of %ld", rows, columns, entries(x));
  return taken(x, 2, (int)rows, (int)columns, 0, 1);
}
static arr flattened(arr x, long a, long b) {
  (void)a, (void)b;
  return taken(x, 1, (int)entries(x), 1, 0, 1);
}

#define LIFTED(x, f, a, b) ((x)->in->tape ? jet_map_with(x, f, a, b) : f(x, a, b))
arr entry(arr x, int i, int j) { return LIFTED(x, picked, i, j); }
arr item(arr v, int i) { return entry(v, i, 0); }
arr row_at(arr x, int i) { return LIFTED(x, picked_row, i, 0); }
arr column_at(arr x, int j) { return LIFTED(x, picked_column, j, 0); }
arr rows_from(arr x, int first, int count) { return LIFTED(x, picked_rows, first, count); }
arr shaped(arr x, int rows, int columns) { return LIFTED(x, reshaped, rows, columns); }
arr row(arr v) { return LIFTED(v, reshaped, 1, v->rows * v->columns); }
arr column(arr v) { return LIFTED(v, reshaped, v->rows * v->columns, 1); }
arr flat(arr x) { return LIFTED(x, flattened, 0, 0); }

static void put(arr z, long at, arr x) {
  z->in->k->copy(z->in, entries(x), at_(z, at), x->data, 1);
}

arr stack(arr x, arr y) {
  arith *A = meet(&x, &y, "stack");
  if (A->tape) return jet_join(x, y, stack);
  if (x->rank == 2 ? y->rank != 2 || x->columns != y->columns : y->rank == 2)
    shapes_clash("stack", x, y);
  arr z = fresh(A, x->rank == 2 ? 2 : 1, x->rows + y->rows, x->columns);
  put(z, 0, x);
  put(z, entries(x), y);
  return z;
}

arr beside(arr x, arr y) {
  if (x->rank != 2 || y->rank != 2 || x->rows != y->rows) shapes_clash("beside", x, y);
  return transpose(stack(transpose(x), transpose(y)));
}

arr pack(arith *A, int n, const arr *scalars) {
  if (A->tape) {
    arr z = scalars[0];
    for (int i = 1; i < n; i++) z = stack(z, scalars[i]);
    return n == 1 ? flat(z) : z;
  }
  arr z = fresh(A, 1, n, 1);
  for (int i = 0; i < n; i++) {
    if (scalars[i]->rank != 0 || scalars[i]->in != A) broken("pack: item %d is not a scalar", i);
    put(z, i, scalars[i]);
  }
  return z;
}
