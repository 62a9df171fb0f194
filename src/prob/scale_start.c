/* scale_start.c -- the start of a scaling in double, in the logarithmic domain: sweeps, then damped
 * Newton on the concave  q(f) = <mu, f> - sum_j nu_j log sum_i exp(L_ij + f_i),  whose gradient is
 * mu - P 1 for the plan P with exact column sums. */
#include "prob/parts.h"

#include <math.h>

typedef struct {
  arr L, Lt, mu, nu, log_mu, log_nu;
} problem;

static arr best_g(const problem *p, arr f) {
  return sub(p->log_nu, log_sum_exp(add(p->Lt, row(f))));
}
static arr best_f(const problem *p, arr g) {
  return sub(p->log_mu, log_sum_exp(add(p->L, row(g))));
}
static double value(const problem *p, arr f) {
  return approx(add(dot(p->mu, f), dot(p->nu, best_g(p, f))), 0, 0);
}

/* Half the step until q does not fall; at first so that no potential moves by more than 1. */
static arr along(const problem *p, arr f, arr df) {
  double q = value(p, f), t = fmin(1, exp2(-log2_size(df)));
  for (int halvings = 0; halvings < 30; halvings++, t /= 2) {
    arr moved = add(f, mul(dyadic(f->in, t), df));
    if (value(p, moved) >= q - 1e-15 * fabs(q)) return moved;
  }
  return f;
}

/* The tiny diagonal keeps an underflown Laplacian regular; the line search judges the outcome. */
static arr newton(const problem *p, arr f, double *gap) {
  arith *D = f->in;
  arr P = expo(add(add(p->L, column(f)), row(best_g(p, f))));
  arr a = sub(p->mu, sum_rows(P));
  *gap = log2_size(over(a, p->mu));
  if (*gap < -46) return f;
  arr H = add(graph_laplacian(P, p->nu), mul(dyadic(D, 0x1p-900), eye(D, f->rows - 1)));
  return along(p, f, newton_step(P, p->nu, a, sub(p->nu, p->nu), inverse(H)).f);
}

potentials potentials_in_double(arr L, arr mu, arr nu) {
  problem p = { L, transpose(L), mu, nu, ln(mu), ln(nu) };
  arr f = sub(mu, mu), best = f;
  double gap = HUGE_VAL, least_gap = HUGE_VAL;
  int idle = 0;
  mark here = region_mark(L->in);
  for (int i = 0; i < 200 && idle < 3 && least_gap > -46; i++) {
    arr next = newton(&p, i < 5 ? best_f(&p, best_g(&p, f)) : f, &gap);
    if (gap < least_gap - 0.01)
      idle = 0, least_gap = gap, best = f;
    else
      idle += gap < -30 || i > 50;
    f = next;
    region_keep(&here, &f, &best);
  }
  f = sub(best, item(best, 0));
  return (potentials){ f, best_g(&p, f) };
}
