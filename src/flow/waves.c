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

wave_path wave_path_of(const arr *with) { return (wave_path){ with[0], with[1], with[2] }; }

arr wave_path_coefficients(wave_path p, arr t) {
  return add(mul(sub(whole(t->in, 1), t), p.start), mul(t, p.end));
}

arr wave_path_density(wave_path p, arr t, waves w) {
  return add(whole(t->in, 1), wave_value(w, wave_path_coefficients(p, t)));
}

arr wave_path_potential(wave_path p) { return wave_inverse_laplacian(p.K, sub(p.end, p.start)); }

arr wave_path_field(wave_path p, arr t, waves w) {
  return neg(over(wave_slope(w, wave_path_potential(p)), wave_path_density(p, t, w)));
}
