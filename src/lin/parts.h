/* parts.h -- what the files of lin and prob share; a claim has no use for it.
 *
 * Direct access, here alone: in double the entries are a double[], in balls an arb_struct[], by
 * rows.  An array from fresh() is written before anyone else holds it.
 */
#ifndef ELENCHUS_LIN_PARTS_H
#define ELENCHUS_LIN_PARTS_H

#include "num/arith.h"

int order_of_square(arr A, const char *who); /* its extent; a broken contract when not square */
arr symmetric_part(arr A);                   /* (A + A')/2, bitwise symmetric in floating point */
truth is_diagonal(arr A);
arr by_power_of_two(arr x, long k); /* 2^k x: exact while exponents last */
long exponent_above(arr x);         /* k with every |entry| <= 2^k; 0 when all vanish */
arr mask(int rows, int columns, arith *, const bool *set); /* ones and zeros */
arr from_rows(int n, const arr *rows);                     /* vectors, stacked to a matrix */
arr bound_of_norm(arr x); /* sharp, at least the Frobenius norm; 0 for exact zeros */

/* A ball array copied into an arb_mat (vectors are columns), and back as a matrix or a vector. */
void arb_mat_of(arb_mat_t, arr);
arr of_arb_mat(arith *, const arb_mat_t, int rank);

/* Elimination with partial pivoting of [A | B], B NULL when only pivots are wanted: n rows, row k
 * holding its pivot, the coefficients to the right of it, and its part of B.  False: a column has
 * no nonzero entry left.  *odd tells the parity of the row exchanges. */
bool eliminate(arr A, arr B, arr *rows, bool *odd);

/* Eigenvalues (ascending) and eigenvectors in the double arithmetic D of 2^-exponent M, M a sharp
 * symmetric matrix; orthonormal and accurate to a few n eps of the largest |eigenvalue|. */
typedef struct {
  arr values, vectors;
  long exponent;
} spectrum;
spectrum spectrum_in_double(arith *D, arr M);

/* X with  D X + X D = R  for D = vectors diag(roots) vectors', all in one arithmetic. */
arr lyapunov_in_basis(arr vectors, arr roots, arr R);

/* Cyclic Jacobi in floating point: rotates S to diagonal form and the columns of X along with it.
 * False when 60 sweeps were not enough. */
bool jacobi(arr *S, arr *X);

/* |offdiagonal part|, in bits, of X'AX and of X'X, whichever is worse, and the two products. */
typedef struct {
  arr rotated, gram;
  double defect;
} look;
look look_at(arr A, arr X, long bits); /* of the products; 0: all */

/* *X holds approximate orthonormal eigenvectors of the sharp symmetric A, |A| <= 1, and is left
 * with the best ones found; the answer is the last look at them. */
look refined_eigenvectors(arr A, arr *X);

/* A positive mu, exact, with Y >= mu proved by the ball Cholesky factor of Y - mu I; near `guess`,
 * which is an estimate of the least eigenvalue.  NULL when not decided. */
arr floor_of(arr Y, double guess);

/* Products, in balls rounded once an entry and to so many bits (0: all): A - Y^2 for symmetric A
 * and Y; X'Y where that is symmetric; C + X Y, C may be NULL. */
arr square_residual(arr A, arr Y, long bits);
arr symmetric_product(arr X, arr Y, long bits);
arr plus_product(arr C, arr X, arr Y, long bits);

/* Y with |A - Y^2| at working precision, for A sharp with entries <= 1 and its eigenvectors and the
 * roots of its eigenvalues in double; NULL when the corrections do not get there. */
arr corrected_root(arr A, arr vectors, arr roots);

/* An arithmetic with room for lost bits: `in` itself when they are few, or in double. */
arith *roomier(arith *in, double lost_bits);

#endif
