/* lin.h -- linear algebra on arrays, certified in balls.
 *
 * Decisions (pivots, orderings, stopping) look at midpoints and leave the enclosure sound either
 * way; a matrix that cannot be told from a singular one stops the run as UNDECIDED.  All lift to
 * jets where it says so.  Where a matrix has to be symmetric, its symmetric part is taken.
 */
#ifndef ELENCHUS_LIN_H
#define ELENCHUS_LIN_H

#include "num/arr.h"

arr solve(arr A, arr B); /* A X = B, B a matrix or a vector; jets too */
arr inverse(arr A);      /* jets too */
arr determinant(arr A);  /* jets too */
arr cholesky(arr A);     /* lower L with L L' = A; STOPPED when A is decided not to be SPD,
                                UNDECIDED when balls leave it open */
truth positive_semidefinite(arr A); /* likewise; balls decide it only where it is definite */
truth positive_definite(arr A);     /* of the symmetric part; decided in exact and in balls */

/* Eigenvalues ascending (a vector), orthonormal eigenvectors in the columns of *vectors unless it is
 * NULL (in balls the vectors are midpoints: orthonormal to working precision, not enclosed).  In
 * balls the values are enclosed, repeated ones too: Ostrowski's inertia theorem and Weyl's
 * inequality around an approximate diagonalisation. */
arr symmetric_eigen(arr A, arr *vectors);
arr least_eigenvalue(arr A);   /* of the symmetric part, as symmetric_eigen has it */
arr largest_eigenvalue(arr A); /* likewise */

/* The symmetric positive definite square root of an SPD matrix, repeated eigenvalues and condition
 * to 1e12 and beyond.  Solved in double, corrected at working precision, in balls certified once:
 * |A^(1/2) - Y|_F <= |A - Y^2|_F / mu when Y >= mu.  Jets too. */
arr spd_root(arr A);

arr lyapunov(arr S, arr C);   /* X with S X + X S = C for SPD S; jets not */
arr operator_norm(arr A);     /* largest singular value */
arr commutator(arr A, arr B); /* A B - B A; exact and jets too */

/* In exact only. */
int matrix_rank(arr A);
arr null_space(arr A); /* a basis by columns; NULL when A is injective */

#endif
