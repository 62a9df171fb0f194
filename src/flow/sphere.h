/* sphere.h -- tokens on the unit sphere, by rows, each drawn along its tangent plane. */
#ifndef ELENCHUS_SPHERE_H
#define ELENCHUS_SPHERE_H

#include "num/arr.h"

/* The rows of X scaled to length one. */
arr unit_rows(arr X);

/* F - <x, F> x, row by row: the tangential part where |x| = 1.  Jets too. */
arr tangential(arr X, arr F);

/* Fields on the rows of X.  Softmax attention, with = { V, B, beta, log masses }: weights
 * proportional to the masses times e^(beta <x, B y>), values V y. */
arr sphere_attention(arr t, arr X, const arr *with);
arr no_log_masses(arr X); /* for tokens of equal mass: zeros, one a row */
/* The same for beta -> infinity and a law that charges all of the sphere, with = { V, B }:
 * V B'x / |B'x|.  No token feels another. */
arr zero_temperature(arr t, arr X, const arr *with);

/* Explicit Euler and back to the sphere, for iterate(): with = { V, B, beta, log masses, time step },
 * of which the second wants neither beta nor masses. */
arr attention_step(const arr *with, int i, arr X);
arr zero_temperature_step(const arr *with, int i, arr X);

#endif
