#include "flow/closures.h"

#include "lin/lin.h"
#include "prob/prob.h"

arr softmax_rate(arr S, arr A, arr V) {
  arr F = product(V, S, A, S);
  return add(F, transpose(F));
}

arr softmax_closure(arr t, arr S, const arr *with) {
  (void)t;
  return softmax_rate(S, with[0], with[1]);
}

arr l2_rate(arr S, arr Q, arr K, arr V) {
  arr Kt = transpose(K), damping = add(eye(S->in, S->rows), times(product(Kt, K, S), 2, 1));
  arr F = times(product(V, S, solve(damping, product(Kt, Q, S))), 2, 1);
  return add(F, transpose(F));
}

arr l2_closure(arr t, arr S, const arr *with) {
  (void)t;
  return l2_rate(S, with[0], with[1], with[2]);
}

arr softmax_factor(arr t, arr L, const arr *with) {
  (void)t;
  return product(with[1], L, product(transpose(L), with[0], L));
}

arr sinkhorn_rate(arr S, arr A, arr V, arr epsilon) {
  arr F = over(product(V, entropic_map(S, S, A, epsilon), S), epsilon);
  return add(F, transpose(F));
}

arr sinkhorn_closure(arr t, arr S, const arr *with) {
  (void)t;
  return sinkhorn_rate(S, with[0], with[1], with[2]);
}
