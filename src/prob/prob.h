/* prob.h -- probability on finite sets and Gaussians, in every arithmetic but exact (unless said). */
#ifndef ELENCHUS_PROB_H
#define ELENCHUS_PROB_H

#include "num/arr.h"

/* Softmax of a vector, or of each row of a matrix.  In balls every entry is the hull of its values
 * at the two corners where it is extremal (it increases in its own argument and decreases in the
 * others), so wide logits do not blow up.  Lifts to jets: k p_k = sum p_i (w - s)_{k-1-i}. */
arr softmax(arr scores);
arr softmax_columns(arr scores);
arr log_sum_exp(arr scores); /* vector: a scalar; matrix: a vector over the rows */

arr entropy(arr p); /* - sum p log p of a probability vector */
arr relative_entropy(arr p, arr q);
arr stochastic_rows(arr K);   /* K divided by its row sums; exact too */
arr currents(arr rho, arr P); /* rho_i P_ij - rho_j P_ji; exact too */

/* Scaling of a positive kernel to marginals: u, v with diag(u) K diag(v) 1 = mu and its transpose
 * nu, each mass to working precision of its own size; u normalised by u_0 = 1.  Sweeps in double,
 * Newton at working precision; in balls certified:
 * Hilbert distance to the solution <= displacement of one sweep / (1 - tanh^2(D/4)), D the
 * projective diameter of K (Birkhoff).  mu and nu vectors of equal sum. */
typedef struct {
  arr u, v;
} scaling;
scaling scale_to(arr K, arr mu, arr nu);
arr coupling(arr K, scaling s); /* diag(u) K diag(v) */

arr squared_distances(arr X, arr Y); /* |x_i - y_j|^2 for rows x_i and y_j; exact and jets too */

/* Least total cost of a matching of the rows of a square C to its columns, to[i] being that of row i,
 * and, unless f is NULL, its dual: f_i + g_j <= C_ij, with equality where matched.  Exact too. */
arr assignment(arr C, int *to, arr *f, arr *g);

/* Weighted points that stand for N(0, I_d): tensor products of n Gauss-Hermite nodes. */
typedef struct {
  arr points, weights, defect;
} gaussian_rule;
gaussian_rule gaussian_rule_of(arith *, int n, int d);
/* So many nodes that E e^(c.g) and E g_k e^(c.g) are met to working precision for every c with
 * |c_i| <= max |tilt_i|; what is neglected is at most defect.  Use: ball(sum, rule.defect). */
gaussian_rule gaussian_rule_for(arr tilt, int d);

/* 1/n for each of the n rows of X. */
arr equal_masses(arr X);
arr second_moments(arr X);         /* the mean of x x' over the rows x of X */
arr covariance(arr X, arr masses); /* of the law with masses (their sum 1) on the rows of X */
arr mean_square(arr A, arr S);     /* E|A x|^2 for x of covariance S: Tr(A S A') */

/* n points of the sphere in space, uniform, a function of the seed alone; by rows. */
arr tokens_on_sphere(arith *, int n, long seed);

/* Centred Gaussians: Bures distance squared and optimal map between covariances. */
arr bures_squared(arr S0, arr S1);
arr optimal_map(arr S0, arr S1);
arr geometric_mean(arr S0, arr S1); /* S0 # S1, the optimal map of S0^-1 to S1 */

/* E[y|x] = T x under the plan of N(0, S) and N(0, W) that minimises E|Qx - Ky|^2/(2 epsilon) plus its
 * relative entropy to the product; A = K'Q, of any rank.  Jets too. */
arr entropic_map(arr S, arr W, arr A, arr epsilon);

/* Z = (1-t) X0 + t X1 of independent centred Gaussians: the covariance of Z, that of X1 - X0 with Z
 * (half the rate of the former), and the matrix A of E[X1 - X0 | Z = z] = A z.  Exact and jets too. */
arr interpolant_covariance(arr t, arr S0, arr S1);
arr interpolant_drift(arr t, arr S0, arr S1);
arr interpolant_field(arr t, arr S0, arr S1);

#endif
