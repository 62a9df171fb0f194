#include "prob/parts.h"

#include <math.h>

typedef struct {
  arr K, mu, nu;
} problem;

/* Row and column sums of the plan short of the marginals: absolute, and relative in bits. */
typedef struct {
  arr r, c, a, b;
  double gap;
} shortfall;

static shortfall short_of(const problem *p, scaling s) {
  arr r = mul(s.u, dot(p->K, s.v)), c = mul(s.v, dot(s.u, p->K));
  shortfall d = { sharp(r), sharp(c), sharp(sub(p->mu, r)), sharp(sub(p->nu, c)), 0 };
  d.gap = fmax(log2_size(over(d.a, p->mu)), log2_size(over(d.b, p->nu)));
  return d;
}

static scaling start(const problem *p, arith *D, arr *P) {
  arr L = as(D, ln(p->K));
  potentials q = potentials_in_double(L, as(D, p->mu), as(D, p->nu));
  *P = expo(add(add(L, column(q.f)), row(q.g)));
  arith *in = p->K->in;
  return (scaling){ sharp(expo(as(in, q.f))), sharp(expo(as(in, q.g))) };
}

/* Newton with the derivative of the start, in double: each step gains what double gives. */
static scaling correct_in_double(const problem *p, scaling s, arr P, double noise, double *gap) {
  arith *in = p->K->in, *D = P->in;
  arr c = sum_columns(P), guard = mul(dyadic(D, 0x1p-900), eye(D, P->rows - 1));
  arr H = inverse(add(graph_laplacian(P, c), guard));
  scaling best = s;
  mark here = region_mark(in), there = region_mark(D);
  for (*gap = HUGE_VAL;;) {
    shortfall d = short_of(p, s);
    if (!(d.gap < *gap - 1)) return best;
    best = s, *gap = d.gap;
    if (d.gap <= noise) return best;
    long k = exponent_above(stack(d.a, d.b));
    potentials step =
        newton_step(P, c, as(D, by_power_of_two(d.a, -k)), as(D, by_power_of_two(d.b, -k)), H);
    s.u = sharp(add(s.u, mul(s.u, by_power_of_two(as(in, step.f), k))));
    s.v = sharp(add(s.v, mul(s.v, by_power_of_two(as(in, step.g), k))));
    region_keep(&here, &s.u, &s.v, &best.u, &best.v);
    region_keep_(&there, 0, NULL);
  }
}

static arr limited(arr d) {
  double size = log2_size(d);
  return size > 0 ? by_power_of_two(d, -(long)ceil(size)) : d;
}

static scaling newton(const problem *p, arr u, double enough) {
  scaling best = { u, p->nu };
  double gap = HUGE_VAL;
  mark here = region_mark(u->in);
  for (int i = 0; i < 200; i++) {
    scaling s = { u, sharp(over(p->nu, dot(u, p->K))) };
    shortfall d = short_of(p, s);
    if (d.gap < gap) best = s, gap = d.gap;
    if (d.gap <= enough) break;
    arr P = sharp(coupling(p->K, s)), H = sharp(inverse(sharp(graph_laplacian(P, d.c))));
    u = sharp(mul(u, expo(limited(sharp(newton_step(P, d.c, d.a, d.b, H).f)))));
    region_keep(&here, &u, &best.u, &best.v);
  }
  return best;
}

/* Newton throughout at working precision, for plans that double cannot tell from reducible ones.
 * Potentials are nearly proportional to the logarithm of the kernel, so the scaling of the square
 * root of K, entry by entry, squared, is a start for that of K. */
static scaling by_roots(const problem *p, double enough) {
  arr u = over(p->mu, p->mu);
  if (projective_diameter(p->K) > 8) {
    problem half = { sharp(root(p->K)), p->mu, p->nu };
    u = sharp(square(by_roots(&half, -20).u));
  }
  return newton(p, u, enough);
}

typedef struct {
  const problem *p;
  arith *D;
  scaling s;
  double noise, gap;
} trial;

static void in_double(void *data) {
  trial *t = data;
  arr P;
  scaling s = start(t->p, t->D, &P);
  t->s = correct_in_double(t->p, s, P, t->noise, &t->gap);
}

/* Where double has no answer, a singular matrix say, the other road has. */
static scaling solution(const problem *p) {
  double noise = 2 + log2(p->K->rows + p->K->columns) - (double)arith_bits(p->K->in);
  trial t = { .p = p, .D = arith_double(), .noise = noise };
  char why[128];
  int inability = arith_guard(in_double, &t, why, sizeof why);
  arith_free(t.D);
  return !inability && t.gap <= noise + 12 ? t.s : by_roots(p, noise);
}

static int heaviest(arr mu) {
  int k = 0;
  for (int i = 1; i < mu->rows; i++)
    if (lt(item(mu, k), item(mu, i)) == YES) k = i;
  return k;
}

/* The rows from row k on, then those before it. */
static arr turned(arr x, int k) {
  return k ? stack(rows_from(x, k, x->rows - k), rows_from(x, 0, k)) : x;
}

/* The first row is the one that Newton leaves out of its equations: next to what a small mass
 * couples, the rest would cancel. */
scaling scaling_at_precision(arr K, arr mu, arr nu) {
  if (K->rows == 1) {
    arr one = shaped(whole(K->in, 1), 1, 1);
    return (scaling){ column_at(one, 0), over(nu, row_at(K, 0)) };
  }
  int first = heaviest(mu);
  problem p = { turned(K, first), turned(mu, first), nu };
  scaling s = solution(&p);
  arr u = turned(s.u, first ? K->rows - first : 0), gauge = item(u, 0);
  return (scaling){ sharp(over(u, gauge)), sharp(mul(s.v, gauge)) };
}
