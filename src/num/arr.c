/* arr.c -- shapes, broadcasting, and the elementwise operations of every arithmetic. */
#include "num/arr.h"

#include <stdio.h>

#include "num/arith.h"
#include "num/jet.h"

arr fresh(arith *A, int rank, int rows, int columns) {
  size_t n = (size_t)rows * (size_t)columns;
  struct array *z = region_bytes(&A->home, sizeof *z);
  *z = (struct array){ A, rank, rows, columns, NULL };
  if (A->home.cell_size)
    z->data = region_cells(&A->home, (long)n);
  else {
    size_t limbs = A->k->kind == MPFR ? mpfr_custom_get_size((mpfr_prec_t)A->bits) : 0;
    z->data = region_bytes(&A->home, n * (A->k->size + limbs));
    if (A->k->lay_out) A->k->lay_out(A, z->data, (long)n);
  }
  return z;
}

const char *shape_text(arr x, char *buffer, size_t size) {
  if (x->rank == 0) snprintf(buffer, size, "scalar");
  if (x->rank == 1) snprintf(buffer, size, "(%d)", x->rows);
  if (x->rank == 2) snprintf(buffer, size, "(%d x %d)", x->rows, x->columns);
  return buffer;
}

void shapes_clash(const char *who, arr x, arr y) {
  char a[32], b[32];
  broken("%s: shapes %s and %s do not match (%s)", who, shape_text(x, a, sizeof a),
         shape_text(y, b, sizeof b), x->in->name);
}

arith *meet(arr *x, arr *y, const char *who) {
  arith *A = (*x)->in, *B = (*y)->in;
  if (A == B) return A;
  if (A->tape && A->base == B) return *y = jet_constant(A, *y), A;
  if (B->tape && B->base == A) return *x = jet_constant(B, *x), B;
  broken("%s: %s meets %s; convert with as()", who, A->name, B->name);
}

/* The broadcast shape: a scalar meets anything; equal ranks, extents equal or 1. */
static arr broadcast(arith *A, arr x, arr y, const char *who) {
  if (x->rank == 0) return fresh(A, y->rank, y->rows, y->columns);
  if (y->rank == 0) return fresh(A, x->rank, x->rows, x->columns);
  if (x->rank != y->rank || (x->rows != y->rows && x->rows != 1 && y->rows != 1) ||
      (x->columns != y->columns && x->columns != 1 && y->columns != 1))
    shapes_clash(who, x, y);
  return fresh(A, x->rank, x->rows > y->rows ? x->rows : y->rows,
               x->columns > y->columns ? x->columns : y->columns);
}

static arr repeated(arr x, arr like) {
  arith *A = x->in;
  arr z = fresh(A, like->rank, like->rows, like->columns);
  if (x->rank && (x->rank != z->rank || (x->rows != 1 && x->rows != z->rows) ||
                  (x->columns != 1 && x->columns != z->columns)))
    shapes_clash("spread", x, like);
  for (int i = 0; i < z->rows; i++)
    A->k->copy(A, z->columns, at_(z, (long)i * z->columns),
               at_(x, x->rows == 1 ? 0 : (long)i * x->columns), x->columns > 1);
  return z;
}

arr spread(arr x, arr like) {
  if (like->in->tape) like = jet_value(like);
  return x->in->tape ? jet_spread(x, like) : repeated(x, like);
}

arr wholes(arr like, long n) { return spread(whole(like->in, n), like); }

static arr elementwise(binary op, arr x, arr y, const char *who) {
  arith *A = meet(&x, &y, who);
  if (A->tape) return jet_binary(op, x, y, who);
  arr z = broadcast(A, x, y, who);
  long n = entries(z), nx = entries(x), ny = entries(y);
  if ((nx == n || nx == 1) && (ny == n || ny == 1))
    A->k->binary[op](A, n, z->data, x->data, nx == n, y->data, ny == n);
  else
    for (int i = 0; i < z->rows; i++)
      A->k->binary[op](A, z->columns, at_(z, (long)i * z->columns),
                       at_(x, x->rows == 1 ? 0 : (long)i * x->columns), x->columns > 1,
                       at_(y, y->rows == 1 ? 0 : (long)i * y->columns), y->columns > 1);
  return z;
}

arr add(arr x, arr y) { return elementwise(ADD, x, y, "add"); }
arr sub(arr x, arr y) { return elementwise(SUB, x, y, "sub"); }
arr mul(arr x, arr y) { return elementwise(MUL, x, y, "mul"); }
arr over(arr x, arr y) { return elementwise(OVER, x, y, "over"); }
arr greater_of(arr x, arr y) { return elementwise(MAX, x, y, "greater_of"); }
arr lesser_of(arr x, arr y) { return elementwise(MIN, x, y, "lesser_of"); }

static arr apply(unary op, arr x) {
  if (x->in->tape) return jet_unary(op, x);
  arr z = fresh(x->in, x->rank, x->rows, x->columns);
  x->in->k->unary[op](x->in, entries(x), z->data, x->data);
  return z;
}

arr neg(arr x) { return apply(NEG, x); }
arr absolute(arr x) { return apply(ABS, x); }
arr root(arr x) { return apply(ROOT, x); }
arr expo(arr x) { return apply(EXP, x); }
arr ln(arr x) { return apply(LOG, x); }
arr sine(arr x) { return apply(SIN, x); }
arr cosine(arr x) { return apply(COS, x); }
arr tanhyp(arr x) { return apply(TANH, x); }
arr square(arr x) { return x->in->tape ? mul(x, x) : apply(SQUARE, x); }

arr times(arr x, long p, long q) {
  if (q == 0) broken("times: %ld / 0", p);
  if (x->in->tape) return jet_times(x, p, q);
  arr z = fresh(x->in, x->rank, x->rows, x->columns);
  x->in->k->times(x->in, entries(x), z->data, x->data, p, q);
  return z;
}

arr rest_of(arr x) { return sub(whole(x->in, 1), x); }

arr reciprocal(arr x) { return over(whole(x->in, 1), x); }

/* Left to right binary powers: 2 log2 n products at most; even ones are never negative. */
arr power(arr x, long n) {
  if (n < 0) return reciprocal(power(x, -n));
  if (n == 0) return wholes(x, 1);
  if (n == 1) return x;
  arr half = power(x, n / 2);
  return n % 2 ? mul(square(half), x) : square(half);
}
