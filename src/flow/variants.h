/* variants.h -- the fields of attention beside softmax, of weighted atoms. */
#ifndef ELENCHUS_VARIANTS_H
#define ELENCHUS_VARIANTS_H

#include "flow/attention.h"
#include "flow/flow.h"

/* Row by row of X, with the atoms y of the cloud and their masses p, of sum 1, and A = K'Q:
 *   SOFTMAX      V sum w y, w proportional to p e^<Ax, y>
 *   L2           the same with e^(-|Qx - Ky|^2)
 *   SINKHORN     the same with p e^<Ax, y> v(y), v the potential that makes the kernel on the cloud
 *                doubly stochastic (epsilon = 1); no jets
 *   SIGMOID      V sum p y / (1 + e^(-<Ax, y>))
 *   EXPONENTIAL  V sum p y e^<Ax, y>
 *   LINEAR       V sum p y <Ax, y>; exact too
 *   RECTIFIED    V sum p y max(<Ax, y>, 0); exact too, no jets */
typedef enum { SOFTMAX, L2, SINKHORN, SIGMOID, EXPONENTIAL, LINEAR, RECTIFIED, VARIANTS } variant;

arr attention_of(variant, head, arr X, arr cloud, arr masses);

/* Tokens that feel each other, with = { Q, K, V, masses }. */
field tokens_under(variant);

#endif
