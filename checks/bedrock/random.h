/* random.h -- deterministic exact inputs, the same in every arithmetic and on every machine. */
#ifndef ELENCHUS_BEDROCK_RANDOM_H
#define ELENCHUS_BEDROCK_RANDOM_H

#include "num/arr.h"

typedef unsigned long long dice; /* the state; start from any number */

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline unsigned long long roll(dice *d) {
  unsigned long long z = *d += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

static inline long roll_between(dice *d, long low, long high) {
  return low + (long)(roll(d) % (unsigned long long)(high - low + 1));
}

/* k/64 in [-2, 2]. */
static inline arr random_matrix(arith *in, dice *d, int rows, int columns) {
  arr e[rows * columns];
  for (int i = 0; i < rows * columns; i++) e[i] = rat(in, roll_between(d, -128, 128), 64);
  return shaped(pack(in, rows * columns, e), rows, columns);
}

static inline arr random_vector(arith *in, dice *d, int n) {
  return flat(random_matrix(in, d, n, 1));
}

/* k/64 in (0, 4]. */
static inline arr random_positive(arith *in, dice *d, int rows, int columns) {
  arr e[rows * columns];
  for (int i = 0; i < rows * columns; i++) e[i] = rat(in, roll_between(d, 1, 256), 64);
  return shaped(pack(in, rows * columns, e), rows, columns);
}

/* G G'/4 + I/8 with dyadic G: exact in every arithmetic with 53 bits for small n. */
static inline arr random_spd(arith *in, dice *d, int n) {
  arr G = random_matrix(in, d, n, n);
  return add(times(dot(G, transpose(G)), 1, 4), times(eye(in, n), 1, 8));
}

/* In exact: a rational orthogonal matrix, the product of three reflections. */
static inline arr random_orthogonal(arith *exact, dice *d, int n) {
  arr Q = eye(exact, n);
  for (int k = 0; k < 3; k++) {
    arr u = random_vector(exact, d, n);
    if (equal(dot(u, u), whole(exact, 0)) == YES) continue;
    Q = dot(Q, sub(eye(exact, n), mul(over(whole(exact, 2), dot(u, u)), outer(u, u))));
  }
  return Q;
}

/* In exact: a symmetric matrix with these eigenvalues. */
static inline arr with_eigenvalues(arr values, dice *d) {
  arr Q = random_orthogonal(values->in, d, values->rows);
  return product(Q, diagonal(values), transpose(Q));
}

#endif
