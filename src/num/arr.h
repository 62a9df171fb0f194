/* arr.h -- arrays in an arithmetic chosen at run time.
 *
 * An arr is an immutable array (scalar, vector or matrix) in the region of one arithmetic: exact
 * rationals, double, MPFR at P bits, balls at P bits, or truncated Taylor series (jets) over any of
 * these.  Formulas nest and read as mathematics; one compiled line runs in every arithmetic.
 *
 *     arr F = product(V, S, A, S);
 *     return add(F, transpose(F));
 *
 * Shapes.  A scalar has rank 0, a vector rank 1 (rows entries), a matrix rank 2 (rows x columns,
 * stored by rows).  Elementwise operations broadcast strictly: a scalar meets anything; otherwise
 * the ranks are equal and each extent is equal or 1.  row(v) and column(v) make a matrix of a
 * vector.  There are no views: every operation makes a new array.
 *
 * Ownership.  Arrays live in the region of their arithmetic and are never freed one by one; loops
 * that run long give their memory back by region_mark() and region_keep(), which library code alone
 * calls.
 *
 * Errors.  A broken contract (shapes, mixed arithmetics) aborts with a message that names both
 * sides.  What an arithmetic cannot do (a root that is not rational, a comparison that balls leave
 * open) goes through cannot() to the run that asked.
 */
#ifndef ELENCHUS_ARR_H
#define ELENCHUS_ARR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct arith arith;
typedef const struct array *arr;
typedef enum { NO, YES, UNSURE } truth;

struct array {
  arith *in;
  int rank, rows, columns; /* rows = columns = 1 for a scalar, columns = 1 for a vector */
  void *data;              /* entries by rows; a node of the tape in jets */
};

/* ---- arithmetics ---------------------------------------------------------------------------- */

typedef enum { EXACT, DOUBLE, MPFR, BALL, JET } number;

arith *arith_exact(void);
arith *arith_double(void);
arith *arith_mpfr(long bits);
arith *arith_ball(long bits);
arith *arith_jet(arith *base, int order); /* coefficients 0 .. order of series in one variable */
void arith_free(arith *);                 /* with every array in it */

number arith_kind(const arith *);
long arith_bits(const arith *);        /* 53 for double, 0 for exact; a jet has its base's */
const char *arith_name(const arith *); /* "exact", "double", "mpfr:256", "ball:128", "jet" */
arith *arith_base(arith *);            /* of a jet; any other arithmetic is its own base */

/* What this arithmetic cannot do here.  Never returns: control goes to the handler of arith_guard,
 * or the process aborts when there is none.  NOT_RATIONAL: exact arithmetic meets exp or a root;
 * UNDECIDED: balls too wide for a decision, more bits may help; STOPPED: a method did not reach its
 * end (the message says which and where). */
typedef enum { NOT_RATIONAL = 1, UNDECIDED, STOPPED } inability;
_Noreturn void cannot(arith *, inability, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Run body(with); 0 when it ended, otherwise the inability, its sentence in message.  Guards nest. */
int arith_guard(void (*body)(void *with), void *with, char *message, size_t size);

/* A fault of ours: abort with file and line. */
_Noreturn void broken(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- where numbers come from ---------------------------------------------------------------- */

/* Exact entries: "1/2 0; 3/7 -1.25e-3".  One row without ';' is a vector, one entry a scalar; a
 * trailing ';' makes a row a matrix.  given() aborts on bad text, parse() answers with NULL and a
 * sentence in message. */
arr given(arith *, const char *text);
arr parse(arith *, const char *text, char *message, size_t size);

arr whole(arith *, long n);
arr rat(arith *, long p, long q);
arr constant_pi(arith *);
arr eye(arith *, int n);
arr zeros(arith *, int rows, int columns);             /* a matrix */
arr filled(arith *, int rows, int columns, arr value); /* a matrix of one scalar */
arr wholes(arr like, long n);  /* n in every entry of the shape of like: never x - x, which is no
                                  zero in balls */
arr spread(arr x, arr like);   /* x broadcast to the shape of like, entry for entry */
arr dyadic(arith *, double x); /* this double, exactly */
arr as(arith *, arr x); /* x in another arithmetic, rounded to nearest or enclosed; into exact only
                           from double and from MPFR; a ball rounds to its midpoint elsewhere */

/* ---- elementwise ---------------------------------------------------------------------------- */

arr add(arr x, arr y);
arr sub(arr x, arr y);
arr mul(arr x, arr y);
arr over(arr x, arr y);
arr times(arr x, long p, long q); /* x p / q: two roundings in floating point */
arr neg(arr x);
arr rest_of(arr x); /* 1 - x */
arr absolute(arr x);
arr reciprocal(arr x);    /* 1/x */
arr square(arr x);        /* never negative, also in balls */
arr power(arr x, long n); /* whole n, also negative */
arr root(arr x);          /* exact: of squares of rationals only */
arr expo(arr x);
arr ln(arr x);
arr sine(arr x);
arr cosine(arr x);
arr tanhyp(arr x);
arr greater_of(arr x, arr y); /* entry by entry; in balls an enclosure of the larger */
arr lesser_of(arr x, arr y);

/* ---- matrices and reductions ---------------------------------------------------------------- */

arr dot(arr x, arr y); /* matrix.matrix, matrix.vector, vector.matrix, vector.vector (a scalar);
                          terms are multiplied, then added, in the order of the index */
arr product_(arr first, ...);
#define product(...) product_(__VA_ARGS__, (arr)0) /* dot, from left to right */
arr transpose(arr x);
arr outer(arr u, arr v); /* vectors: u v' */
arr trace(arr x);        /* a scalar */
arr total(arr x);        /* sum of all entries */
arr sum_rows(arr x);     /* vector: entry i sums row i */
arr sum_columns(arr x);  /* vector: entry j sums column j */
arr diagonal(arr v);     /* vector to diagonal matrix */
arr diagonal_of(arr x);  /* matrix to vector */
arr norm(arr x);         /* Euclidean, Frobenius */
arr greatest(arr x);     /* scalar: max over all entries, an enclosure of it in balls */
arr least(arr x);
arr greatest_in_rows(arr x); /* vector */

/* ---- shape ---------------------------------------------------------------------------------- */

arr entry(arr x, int i, int j); /* a scalar; j = 0 for a vector */
arr item(arr v, int i);         /* entry(v, i, 0) */
arr row_at(arr x, int i);       /* row i of a matrix, a vector */
arr column_at(arr x, int j);
arr rows_from(arr x, int first, int count);   /* of a matrix or a vector */
arr row(arr v);                               /* vector to 1 x n */
arr column(arr v);                            /* vector to n x 1 */
arr flat(arr x);                              /* entries by rows as a vector */
arr shaped(arr x, int rows, int columns);     /* the same entries as a matrix */
arr stack(arr x, arr y);                      /* y below x; vectors and scalars join to a vector */
arr beside(arr x, arr y);                     /* y to the right of x */
arr pack(arith *, int n, const arr *scalars); /* a vector of n scalars */

/* ---- decisions ------------------------------------------------------------------------------ */

/* Over all entries, broadcasting; any open entry leaves the whole UNSURE, a false one makes it NO.
 * In double and MPFR the stored numbers are compared as they are; NaN is UNSURE. */
truth le(arr x, arr y);
truth lt(arr x, arr y);
truth equal(arr x, arr y);    /* YES needs zero radii */
truth inside(arr x, arr y);   /* the ball x lies in the ball y, both finite */
truth overlaps(arr x, arr y); /* NO proves x != y */
bool all_finite(arr x);       /* no NaN, no infinity, no infinite radius */

arr sharp(arr x);               /* midpoints: exact numbers of the same arithmetic */
arr radius(arr x);              /* radii as exact numbers; zero outside balls */
arr ball(arr middle, arr rad);  /* in balls: middle +- |rad|, broadcasting; elsewhere middle */
arr hull(arr x, arr y);         /* smallest balls around both; in balls only */
arr lower(arr x), upper(arr x); /* end points as exact numbers */
/* Midpoint of an entry, to steer a decision, never to compute. */
double approx(arr x, int i, int j);

/* log2 of the largest |entry| (of its upper end), -HUGE_VAL for zero, HUGE_VAL when not finite. */
double log2_size(arr x);
double log2_radius(arr x); /* likewise of the radii */

/* ---- text ----------------------------------------------------------------------------------- */

/* Entry (i,j) as decimals with so many significant digits (0: enough to read it back; exact: p/q),
 * the midpoint in balls; and the radius, upwards, "0" outside balls.  malloc'ed. */
char *entry_text(arr x, int i, int j, int digits);
char *radius_text(arr x, int i, int j);
char *arr_text(arr x, int digits); /* rows by ';', the notation of given() */

/* ---- regions: library code only ------------------------------------------------------------- */

typedef struct {
  arith *in;
  int page, cell_page;
  size_t used, cell_used;
} mark;

mark region_mark(arith *);
/* Give back all since the mark but the arrays named, which may be NULL, old, or named twice. */
void region_keep_(const mark *, int n, arr **survivors);
#define region_keep(k, ...) \
  region_keep_(k, (int)(sizeof((arr *[]){ __VA_ARGS__ }) / sizeof(arr *)), (arr *[]){ __VA_ARGS__ })

#endif
