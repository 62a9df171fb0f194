/* waves.c -- trigonometric sums, their derivatives and their potentials. */
#include "flow/waves.h"

waves waves_at(arr K, arr x) {
  arr phase = dot(K, x);
  return (waves){ K, cosine(phase), sine(phase) };
}

arr wave_value(waves w, arr C) {
  return add(dot(column_at(C, 0), w.cosines), dot(column_at(C, 1), w.sines));
}

arr wave_slope(waves w, arr C) {
  return dot(sub(mul(column_at(C, 1), w.cosines), mul(column_at(C, 0), w.sines)), w.K);
}

arr wave_bend(waves w, arr C) {
  arr sizes = add(mul(column_at(C, 0), w.cosines), mul(column_at(C, 1), w.sines));
  return neg(dot(transpose(w.K), mul(column(sizes), w.K)));
}

arr wave_inverse_laplacian(arr K, arr C) { return neg(over(C, column(sum_rows(square(K))))); }
