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

/* A path of densities 1 + sum on the torus whose coefficients move on straight lines from start to
 * end; with = { K, start, end, ... }.  Its field is that of Dacorogna and Moser: density times field is
 * minus the gradient of the potential, whose Laplacian is the rate of the density. */
typedef struct {
  arr K, start, end;
} wave_path;

wave_path wave_path_of(const arr *with);
arr wave_path_coefficients(wave_path, arr t);
arr wave_path_density(wave_path, arr t, waves);
arr wave_path_potential(wave_path);
arr wave_path_field(wave_path, arr t, waves);

#endif
