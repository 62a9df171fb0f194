#include "flow/variants.h"

#include "prob/prob.h"

static arr queries(head h, arr X) { return dot(X, transpose(h.Q)); }
static arr keys(head h, arr cloud) { return dot(cloud, transpose(h.K)); }

static arr scores(head h, arr X, arr cloud) {
  return dot(queries(h, X), transpose(keys(h, cloud)));
}

/* Rows of means with these weights, or sums. */
static arr valued(head h, arr weights, arr cloud) {
  return product(weights, cloud, transpose(h.V));
}

/* log p + log v of the potential on the cloud. */
static arr balanced_masses(head h, arr cloud, arr masses) {
  return ln(scale_to(expo(scores(h, cloud, cloud)), masses, masses).v);
}

static arr sigmoid(arr z) {
  arr one = whole(z->in, 1);
  return over(one, add(one, expo(neg(z))));
}

static arr normalised(variant by, head h, arr X, arr cloud, arr masses) {
  if (by == SINKHORN) return attention(h, X, cloud, balanced_masses(h, cloud, masses));
  if (by == SOFTMAX) return attention(h, X, cloud, ln(masses));
  arr far = squared_distances(queries(h, X), keys(h, cloud));
  return valued(h, softmax(sub(row(ln(masses)), far)), cloud);
}

arr attention_of(variant by, head h, arr X, arr cloud, arr masses) {
  if (by <= SINKHORN) return normalised(by, h, X, cloud, masses);
  arr s = scores(h, X, cloud);
  arr kernel = by == SIGMOID       ? sigmoid(s)
               : by == EXPONENTIAL ? expo(s)
               : by == RECTIFIED   ? greater_of(s, wholes(s, 0))
                                   : s;
  return valued(h, mul(kernel, row(masses)), cloud);
}

#define FIELD(name, by)                                 \
  static arr name(arr t, arr X, const arr *with) {      \
    head h = { with[0], with[1], with[2] };             \
    return (void)t, attention_of(by, h, X, X, with[3]); \
  }
FIELD(by_softmax, SOFTMAX)
FIELD(by_distance, L2)
FIELD(by_sinkhorn, SINKHORN)
FIELD(by_sigmoid, SIGMOID)
FIELD(by_exponential, EXPONENTIAL)
FIELD(by_score, LINEAR)
FIELD(by_rectified_score, RECTIFIED)

field tokens_under(variant by) {
  static const field all[VARIANTS] = { by_softmax,     by_distance, by_sinkhorn,       by_sigmoid,
                                       by_exponential, by_score,    by_rectified_score };
  return all[by];
}
