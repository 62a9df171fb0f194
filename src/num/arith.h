/* arith.h -- inside an arithmetic: its region and the kernels that know its numbers.
 *
 * Everything but the kernels is written once.  A kernel sees n entries at fixed strides (0 repeats
 * one entry) and never aliases its result with an operand.
 */
#ifndef ELENCHUS_ARITH_H
#define ELENCHUS_ARITH_H

#include "num/arb_shim.h"
#include "num/arr.h"
#include "num/region.h"

typedef enum { ADD, SUB, MUL, OVER, MAX, MIN, BINARIES } binary;
typedef enum { NEG, ABS, SQUARE, ROOT, EXP, LOG, SIN, COS, TANH, UNARIES } unary;
typedef enum { LESS_EQUAL, LESS, EQUAL } relation;

typedef struct {
  number kind;
  size_t size;                               /* of an entry */
  void (*lay_out)(arith *, void *z, long n); /* fresh flat entries; NULL where zeros will do */
  void (*binary[BINARIES])(arith *, long n, void *z, const void *x, long sx, const void *y,
                           long sy);
  void (*unary[UNARIES])(arith *, long n, void *z, const void *x);
  void (*times)(arith *, long n, void *z, const void *x, long p, long q);
  void (*copy)(arith *, long n, void *z, const void *x, long sx);
  void (*sum)(arith *, long n, void *z, const void *x, long sx);
  /* z (m x n) = x (m x k) y (k x n): products, then sums, in the order of the index */
  void (*gemm)(arith *, long m, long k, long n, void *z, const void *x, const void *y);
  /* z = sum over t of x_t y_t, products of matrices or of entries (then either side may be a
   * scalar); rounded once an entry.  NULL: term by term. */
  void (*convolve)(arith *, long terms, const arr *x, const arr *y, arr z, bool matrices);
  void (*from_fmpq)(arith *, void *z, const fmpq_t);
  void (*from_arb)(arith *, void *z, const arb_t);
  void (*to_arb)(arb_t z, const void *x); /* exactly; not for rationals */
  void (*pi)(arith *, void *z);
  truth (*compare)(relation, const void *x, const void *y);
  void (*relocate)(void *z, const void *x, long n); /* move n entries; x is dead afterwards */
} kernels;

/* A file of kernels names them alike, so that one list serves all four. */
#define KERNELS_OF_THIS_FILE                                                                 \
  .binary = { add_, sub_, mul_, over_, max_, min_ },                                         \
  .unary = { neg_, abs_, square_, root_, exp_, log_, sin_, cos_, tanh_ }, .times = times_,   \
  .copy = copy_, .sum = sum_, .gemm = gemm_, .from_fmpq = from_fmpq_, .from_arb = from_arb_, \
  .pi = pi_, .compare = compare_, .relocate = relocate_

struct arith {
  const kernels *k;
  long bits;
  char name[24];
  region home, attic; /* the attic holds survivors while the home is rewound */
  arith *base;        /* of a jet */
  struct tape *tape;  /* of a jet */
  arith *jets;        /* live jets over this base, so that one abandoned by cannot() is not lost */
  arith *next_jet;
};

extern const kernels exact_kernels, double_kernels, mpfr_kernels, ball_kernels;

/* A fresh array of that shape, entries initialised but of any value. */
arr fresh(arith *, int rank, int rows, int columns);
static inline long entries(arr x) { return (long)x->rows * x->columns; }
static inline void *at_(arr x, long i) { return (char *)x->data + (size_t)i * x->in->k->size; }

arr dot_result(arr x, arr y);                 /* fresh, of the shape of x.y */
arith *meet(arr *x, arr *y, const char *who); /* the common arithmetic; lifts a base into its jet */
_Noreturn void shapes_clash(const char *who, arr x, arr y);
const char *shape_text(arr x, char *buffer, size_t size);

#endif
