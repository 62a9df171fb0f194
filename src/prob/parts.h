/* parts.h -- what the files of prob share; a claim has no use for it. */
#ifndef ELENCHUS_PROB_PARTS_H
#define ELENCHUS_PROB_PARTS_H

#include "lin/lin.h"
#include "lin/parts.h"
#include "prob/prob.h"

/* x_i / sum x in balls, of a vector or by the rows of a matrix, x_i anywhere in [low_i, high_i],
 * 0 <= low_i: the hull of its values at the two corners of the box where it is extremal. */
arr shares_at_corners(arr low, arr high);

/* Newton's step for the plan P with column sums c to gain a in its row sums and b in its column
 * sums: P -> (1 + df_i) P_ij (1 + dg_j), df_0 = 0, given the inverse of graph_laplacian(P, c). */
typedef struct {
  arr f, g;
} potentials;
arr graph_laplacian(arr P, arr c);
potentials newton_step(arr P, arr c, arr a, arr b, arr inverse_laplacian);

/* f, g, f_0 = 0, such that exp(f_i + L_ij + g_j) has the marginals mu and nu as nearly as double
 * finds them; in one double arithmetic. */
potentials potentials_in_double(arr L, arr mu, arr nu);

/* The same at the precision of sharp K, mu, nu, as u = exp f, v = exp g. */
scaling scaling_at_precision(arr K, arr mu, arr nu);

/* An upper bound of max log (K_ik K_jl / (K_jk K_il)). */
double projective_diameter(arr K);

/* Balls that contain the scaling of K to mu, nu, around that of a sharp iterate u, u_0 = 1. */
scaling enclosed_scaling(arr K, arr mu, arr nu, arr u, double diameter);

#endif
