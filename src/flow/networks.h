/* networks.h -- two-layer networks as clouds of neurons.
 *
 * A neuron is a row (u, v) of X: inner weight u of as many entries as the data have columns, then
 * the outer weight v.  Neurons have masses w of sum 1; data are the rows of Z, labels those of Y.
 */
#ifndef ELENCHUS_NETWORKS_H
#define ELENCHUS_NETWORKS_H

#include "num/arr.h"

typedef struct {
  arr (*value)(arr s), (*slope)(arr s);
} activation;

/* max(s, 0), with slope 0 at 0; no jets.  A slope that balls leave open stops the run. */
extern const activation relu_unit;
extern const activation tanh_unit;   /* tanh; jets too */
extern const activation linear_unit; /* s; jets too */

arr inner_weights(arr X, int d); /* the first d columns */
arr outer_weights(arr X, int d); /* the others */

arr network_at(activation, arr Z, arr X, arr w);          /* rows sum_i w_i sigma(<z_k, u_i>) v_i */
arr network_risk(activation, arr Z, arr Y, arr X, arr w); /* the mean of |g(z_k) - y_k|^2 */

/* Rows: the gradient of the first variation of the risk, at the neurons. */
arr network_gradient(activation, arr Z, arr Y, arr X, arr w);

arr with_bias(arr Z); /* a column of ones to the right */

/* As many ReLU neurons of equal masses as data, with a bias: inner weights along the direction, knots at
 * the data.  Where the data differ along it, the network meets every label. */
arr interpolating_neurons(arr Z, arr Y, arr direction);

/* Activation s: the neurons move by x' = B x, the rows of X by X B', with the moments of the data
 * Szz = mean of z z', Syz = mean of y z', and Sigma the second moments of the neurons. */
arr linear_generator(arr Sigma, arr Szz, arr Syz);

arr signs(arith *, int d, int p); /* J = diag(1, .., 1, -1, .., -1), d ones */
/* Eigenvalues of J Sigma, ascending: p negative ones, then d positive ones, for SPD Sigma. */
arr signed_spectrum(arr Sigma, int d);

/* 4 (lambda_+ + lambda_-) times the least eigenvalue of Szz, lambda_+ and -lambda_- being the eigenvalues of
 * J Sigma next to zero: the excess risk of the linear network decays at least like e^(-rate t). */
arr linear_rate(arr Sigma, arr Szz);

#endif
