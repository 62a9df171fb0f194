/* flow_fields.h -- fields whose flows are known, and a few whose flows are not. */
#ifndef ELENCHUS_BEDROCK_FLOW_FIELDS_H
#define ELENCHUS_BEDROCK_FLOW_FIELDS_H

#include "lin_near.h"
#include "random.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

#define FIELD(name, expression)                           \
  static inline arr name(arr t, arr x, const arr *with) { \
    (void)t, (void)x, (void)with;                         \
    return expression;                                    \
  }
FIELD(squared_field, square(x))                                   /* x0 / (1 - x0 t) */
FIELD(linear_field, dot(with[0], x))                              /* exp(tA) x0 */
FIELD(riccati_field, product(x, with[0], x))                      /* (x0^-1 - tM)^-1 */
FIELD(tangent_field, add(square(x), whole(x->in, 1)))             /* tan t from 0 */
FIELD(gaussian_field, times(mul(t, x), 2, 1))                     /* x0 exp(t^2) */
FIELD(circle_field, neg(over(t, x)))                              /* root(x0^2 - t^2) */
FIELD(cubic_field, over(times(x, 3, 1), add(t, whole(x->in, 1)))) /* x0 (1 + t)^3 */
FIELD(decay_field, neg(x))                                        /* x0 exp(-t) */
FIELD(growing_field, x)                                           /* x0 exp(t) */
FIELD(still_field, zeros(x->in, x->rows, x->columns))             /* x0 */
FIELD(clock_field, cosine(t))                                     /* x0 + sin t */
FIELD(falling_field, neg(over(square(x), add(x, whole(x->in, 1)))))
FIELD(waving_field, add(mul(t, x), sine(mul(t, x))))
FIELD(choosing_field, sub(softmax(dot(with[0], x)), x))
FIELD(attending_field, dot(softmax(product(x, with[0], transpose(x))), x))
FIELD(inverting_field, sub(inverse(add(x, with[0])), times(x, 1, 2)))
FIELD(rooting_field, sub(spd_root(add(product(x, transpose(x)), with[0])), x))
FIELD(pulling_field,
      tanhyp(sub(ln(add(expo(x), whole(x->in, 1))), root(add(square(t), square(x))))))

/* x0 exp(tA) by the eigenvectors of A = P diag(l) P^-1. */
static inline arr linear_closed(arr P, arr l, arr x0, arr t) {
  return product(P, diagonal(expo(mul(t, l))), inverse(P), x0);
}
static inline arr riccati_closed(arr x0, arr M, arr t) {
  return inverse(sub(inverse(x0), mul(t, M)));
}

#endif
