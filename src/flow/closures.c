#include "flow/closures.h"

arr softmax_rate(arr S, arr A, arr V) {
  arr F = product(V, S, A, S);
  return add(F, transpose(F));
}

arr softmax_closure(arr t, arr S, const arr *with) {
  (void)t;
  return softmax_rate(S, with[0], with[1]);
}
