/* jets.c -- solve, inverse, square root and softmax of truncated series: the equation that defines
 * each, matched at order k, leaves one linear equation with the coefficients of order 0. */
#include "lin/jets.h"

#include "lin/lin.h"
#include "num/jet.h"
#include "prob/prob.h"

/* A X = B:  A_0 X_k = B_k - sum_{i>=1} A_i X_{k-i}; fixed holds the inverse of A_0. */
static arr solve_step(const node *X, int k) {
  arr sum = NULL;
  for (int i = 1; i <= k; i++)
    if (X->x->c[i] && X->c[k - i]) {
      arr term = dot(X->x->c[i], X->c[k - i]);
      sum = sum ? add(sum, term) : term;
    }
  arr right = less(X->y->c[k], sum);
  return right ? dot(X->fixed, right) : NULL;
}

arr jet_solve(arr A, arr B) {
  meet(&A, &B, "solve");
  arr value = solve(jet_value(A), jet_value(B));
  return jet_node(A, B, value, solve_step, inverse(jet_value(A)), false);
}

arr jet_inverse(arr A) { return jet_solve(A, eye(A->in, A->rows)); }

/* S S = A:  S_0 S_k + S_k S_0 = A_k - sum_{0<i<k} S_i S_{k-i} */
static arr root_step(const node *S, int k) {
  arr right = less(S->x->c[k], convolved(S, S, k, 1, 1, dot));
  return right ? lyapunov(S->c[0], right) : NULL;
}

arr jet_spd_root(arr A) {
  return jet_node(A, NULL, spd_root(jet_value(A)), root_step, NULL, false);
}

/* p' = p (g' - <p, g'>), along the rows:  k p_k = sum_{i<k} p_i q_{k-1-i}  with
 * q_m = w_m - sum_{i<=m} <p_i, w_{m-i}>,  w_m = (m+1) g_{m+1}.  The series q is kept as d, from d[1]
 * on: step k needs q_0 .. q_{k-1} and is the one that makes q_{k-1} = d[k]. */
static arr softmax_step(const node *p, int k) {
  arr mean = NULL, w = NULL;
  bool matrix = p->array.rank == 2;
  for (int i = 0; i < k; i++) {
    arr g = p->x->c[k - i];
    if (!g || !p->c[i]) continue;
    arr scaled = times(g, k - i, 1);
    if (i == 0) w = scaled;
    arr term = matrix ? column(sum_rows(mul(p->c[i], scaled))) : dot(p->c[i], scaled);
    mean = mean ? add(mean, term) : term;
  }
  if (mean) p->d[k] = w ? sub(w, mean) : sub(wholes(p->c[0], 0), mean);
  arr sum = NULL;
  for (int i = 0; i < k; i++)
    if (p->c[i] && p->d[k - i]) {
      arr term = mul(p->c[i], p->d[k - i]);
      sum = sum ? add(sum, term) : term;
    }
  return sum ? times(sum, 1, k) : NULL;
}

arr jet_softmax(arr scores) {
  return jet_node(scores, NULL, softmax(jet_value(scores)), softmax_step, NULL, true);
}
