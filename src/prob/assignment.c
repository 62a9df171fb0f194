/* assignment.c -- the cheapest matching of rows to columns, with its dual.
 *
 * Rows join one by one along cheapest augmenting paths (the Hungarian method), decided at midpoints:
 * a steering value, which costs optimality and never soundness.  The dual is made of the costs
 * themselves: f is the cheapest chain of exchanges, so that f_i + g_j <= C_ij holds for an optimal
 * matching, and with equality where i is matched to j.
 */
#include "prob/prob.h"

#include "lin/parts.h"

static bool below(arr x, arr y) { return !y || lt(x, y) == YES; }

/* One augmentation.  Columns are numbered from 1; row_of[j] is the row, from 1, matched to column j;
 * row_of[0] is the row that joins.  u and v are the potentials so far. */
static void join_row(arr C, int n, arr *u, arr *v, int *row_of) {
  arr least_[n + 1];
  int before[n + 1], at = 0;
  bool used[n + 1];
  for (int j = 0; j <= n; j++) least_[j] = NULL, used[j] = false;
  do {
    int row = row_of[at], next = 0;
    arr step = NULL;
    used[at] = true;
    for (int j = 1; j <= n; j++) {
      if (used[j]) continue;
      arr reduced = sub(sub(entry(C, row - 1, j - 1), u[row]), v[j]);
      if (below(reduced, least_[j])) least_[j] = reduced, before[j] = at;
      if (below(least_[j], step)) step = least_[j], next = j;
    }
    for (int j = 0; j <= n; j++)
      if (used[j])
        u[row_of[j]] = add(u[row_of[j]], step), v[j] = sub(v[j], step);
      else if (j)
        least_[j] = sub(least_[j], step);
    at = next;
  } while (row_of[at]);
  for (; at; at = before[at]) row_of[at] = row_of[before[at]];
}

static void match(arr C, int *to) {
  int n = C->rows, row_of[n + 1];
  arr u[n + 1], v[n + 1];
  for (int j = 0; j <= n; j++) row_of[j] = 0, u[j] = v[j] = whole(C->in, 0);
  for (int i = 1; i <= n; i++) row_of[0] = i, join_row(C, n, u, v, row_of);
  for (int j = 1; j <= n; j++) to[row_of[j] - 1] = j - 1;
}

/* f_i = min over chains from i of the sum of C_(i, to k) - C_(k, to k). */
static arr cheapest_chains(arr C, const int *to) {
  int n = C->rows;
  arr f[n];
  for (int i = 0; i < n; i++) f[i] = whole(C->in, 0);
  for (int round_ = 1; round_ < n; round_++)
    for (int i = 0; i < n; i++)
      for (int k = 0; k < n; k++)
        if (k != i) f[i] = lesser_of(f[i], add(f[k], sub(entry(C, i, to[k]), entry(C, k, to[k]))));
  return pack(C->in, n, f);
}

arr assignment(arr C, int *to, arr *f, arr *g) {
  int n = order_of_square(C, "assignment");
  arr cost = whole(C->in, 0), dual[n];
  match(sharp(C), to);
  for (int i = 0; i < n; i++) cost = add(cost, entry(C, i, to[i]));
  if (!f) return cost;
  *f = cheapest_chains(C, to);
  for (int i = 0; i < n; i++) dual[to[i]] = sub(entry(C, i, to[i]), item(*f, i));
  *g = pack(C->in, n, dual);
  return cost;
}
