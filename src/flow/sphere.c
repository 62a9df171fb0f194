#include "flow/sphere.h"

#include "flow/attention.h"

arr unit_rows(arr X) { return over(X, column(root(sum_rows(square(X))))); }

arr tangential(arr X, arr F) { return sub(F, mul(column(sum_rows(mul(X, F))), X)); }

arr sphere_attention(arr t, arr X, const arr *with) {
  head h = { mul(with[2], eye(X->in, X->columns)), with[1], with[0] };
  (void)t;
  return tangential(X, attention(h, X, X, with[3]));
}

arr zero_temperature(arr t, arr X, const arr *with) {
  arr nearest = dot(X, with[1]), size = root(sum_rows(square(nearest)));
  (void)t;
  return tangential(X, over(dot(nearest, transpose(with[0])), column(size)));
}

arr no_log_masses(arr X) { return flat(zeros(X->in, X->rows, 1)); }

static arr ahead(arr X, arr step, arr F) { return unit_rows(add(X, mul(step, F))); }

arr attention_step(const arr *with, int i, arr X) {
  (void)i;
  return ahead(X, with[4], sphere_attention(with[4], X, with));
}

arr zero_temperature_step(const arr *with, int i, arr X) {
  (void)i;
  return ahead(X, with[4], zero_temperature(with[4], X, with));
}
