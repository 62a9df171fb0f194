/* waves.h -- trigonometric sums: C_k0 cos k.x + C_k1 sin k.x over the rows k of K. */
#ifndef ELENCHUS_WAVES_H
#define ELENCHUS_WAVES_H

#include "num/arr.h"

/* Cosines and sines at a point, computed once for all sums over the same K; jets too. */
typedef struct {
  arr K, cosines, sines;
} waves;

waves waves_at(arr K, arr x);
arr wave_value(waves, arr C);
arr wave_slope(waves, arr C);             /* the gradient, a vector */
arr wave_bend(waves, arr C);              /* the Hessian */
arr wave_inverse_laplacian(arr K, arr C); /* coefficients, no k being 0 */

#endif
