/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the array code costs over plain C: the same operations in the same order, written by hand over
 * double, mpfr_t and arb_t.  The results are compared bit for bit in the same run.
 *
 *   the Runge-Kutta step of the covariance equation S' = VSAS + (VSAS)', 2x2 to 8x8
 *   one sweep of softmax attention over 64 tokens at 256 bits
 */
#include <string.h>

#include "flow/flow.h"
#include "num/arith.h"
#include "paired.h"
#include "prob/prob.h"

enum { STEPS = 16 };

static long bits;

/* ---- by hand ---------------------------------------------------------------------------------- */

#define NUMBER double
#define NAME(x) double_##x
#define ADD(z, x, y) ((z) = (x) + (y))
#define MUL(z, x, y) ((z) = (x) * (y))
#define BY(z, x, n) ((z) = (x) / (n))
#define TWICE(z, x) ((z) = (x)*2)
#define TO(z, x) ((z) = (x))
#define DOT(z, n, x, y) ((z) = double_dot(n, x, y))
static double double_dot(int n, const double *x, const double *y) {
  double s = x[0] * y[0];
  for (int l = 1; l < n; l++) s = s + x[l] * y[l * n];
  return s;
}
#include "plain_step.h"

static mpfr_t term;

#define NUMBER mpfr_t
#define NAME(x) mpfr_##x##_by_hand
#define ADD(z, x, y) mpfr_add(z, x, y, MPFR_RNDN)
#define MUL(z, x, y) mpfr_mul(z, x, y, MPFR_RNDN)
#define BY(z, x, n) mpfr_div_si(z, x, n, MPFR_RNDN)
#define TWICE(z, x) mpfr_mul_si(z, x, 2, MPFR_RNDN)
#define TO(z, x) mpfr_set(z, x, MPFR_RNDN)
#define DOT(z, n, x, y) mpfr_dot_by_hand(z, n, n, x, y)
static void mpfr_dot_by_hand(mpfr_ptr z, int n, int stride, mpfr_t *x, mpfr_t *y) {
  mpfr_mul(z, x[0], y[0], MPFR_RNDN);
  for (int l = 1; l < n; l++) {
    mpfr_mul(term, x[l], y[l * stride], MPFR_RNDN);
    mpfr_add(z, z, term, MPFR_RNDN);
  }
}
#include "plain_step.h"

#define NUMBER arb_t
#define NAME(x) arb_##x##_by_hand
#define ADD(z, x, y) arb_add(z, x, y, bits)
#define MUL(z, x, y) arb_mul(z, x, y, bits)
#define BY(z, x, n) arb_div_si(z, x, n, bits)
#define TWICE(z, x) arb_mul_si(z, x, 2, bits)
#define TO(z, x) arb_set(z, x)
#define DOT(z, n, x, y) arb_dot(z, NULL, 0, *(x), 1, *(y), n, n, bits)
#include "plain_step.h"

/* ---- the step of the covariance equation ------------------------------------------------------- */

typedef struct {
  arith *in;
  int n;
  arr V, A, S0, T, S;
  double_plain d;
  mpfr_plain_by_hand m;
  arb_plain_by_hand b;
} bout;

static arr covariance(arr t, arr S, const arr *with) {
  arr V = with[0], A = with[1], F = product(V, S, A, S);
  (void)t;
  return add(F, transpose(F));
}

static void by_arrays(void *with) {
  bout *x = with;
  mark here = region_mark(x->in);
  arr S = runge_kutta(covariance, x->S0, x->T, STEPS, (arr[]){ x->V, x->A });
  region_keep(&here, &S);
  x->S = S;
}

/* Outside the clock, and once: the last result stays, the ones before it are given back. */
static void timed_arrays(void *with) {
  bout *x = with;
  mark here = region_mark(x->in);
  by_arrays(x);
  region_keep_(&here, 0, NULL);
}

static void by_hand(void *with) {
  bout *x = with;
  switch (arith_kind(x->in)) {
  case DOUBLE: double_run(x->n, STEPS, &x->d); break;
  case MPFR: mpfr_run_by_hand(x->n, STEPS, &x->m); break;
  default: arb_run_by_hand(x->n, STEPS, &x->b);
  }
}

static bool same_bits(const bout *x) {
  number kind = arith_kind(x->in);
  for (int i = 0; i < x->n * x->n; i++) {
    void *z = at_(x->S, i);
    if (kind == DOUBLE && *(double *)z != x->d.S[i]) return false;
    if (kind == MPFR && !mpfr_equal_p(z, x->m.S[i])) return false;
    if (kind == BALL && !arb_equal(z, x->b.S[i])) return false;
  }
  return true;
}

static void mpfr_start(int n, mpfr_t *x) {
  for (int i = 0; i < n; i++) mpfr_init2(x[i], bits);
}
static void mpfr_end(int n, mpfr_t *x) {
  for (int i = 0; i < n; i++) mpfr_clear(x[i]);
}
static void arb_start(int n, arb_t *x) {
  for (int i = 0; i < n; i++) arb_init(x[i]);
}
static void arb_end(int n, arb_t *x) {
  for (int i = 0; i < n; i++) arb_clear(x[i]);
}

static void copy_in(bout *x) {
  const arr from[] = { x->V, x->A, x->S0, x->T };
  double *d[] = { x->d.V, x->d.A, x->d.S0, x->d.T };
  mpfr_t *m[] = { x->m.V, x->m.A, x->m.S0, x->m.T };
  arb_t *b[] = { x->b.V, x->b.A, x->b.S0, x->b.T };
  number kind = arith_kind(x->in);
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < entries(from[k]); i++) {
      const void *z = at_(from[k], i);
      if (kind == DOUBLE) d[k][i] = *(const double *)z;
      if (kind == MPFR) mpfr_set(m[k][i], z, MPFR_RNDN);
      if (kind == BALL) arb_set(b[k][i], z);
    }
}

/* k/64 in [-1/2, 1/2], always the same. */
static arr some_matrix(arith *in, int rows, int columns, unsigned long state) {
  arr e[rows * columns];
  for (int i = 0; i < rows * columns; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    e[i] = rat(in, (long)(state >> 33) % 65 - 32, 64);
  }
  return shaped(pack(in, rows * columns, e), rows, columns);
}

static const char *verdict(double ratio, double budget) {
  return budget > 0 ? ratio <= budget ? "within" : "over" : "";
}

static bool report(const char *what, const char *in, timing t, double budget, bool same) {
  char most[16] = "-";
  if (budget > 0) snprintf(most, sizeof most, "%.1f", budget);
  printf("%-24s %-9s %10.2f %10.2f %7.2f %7s %-7s %s\n", what, in, 1e6 * t.plain, 1e6 * t.ours,
         t.ratio, most, verdict(t.ratio, budget), same ? "same bits" : "OTHER BITS");
  fflush(stdout);
  return same;
}

static bool step_of(arith *in, int n) {
  char what[64];
  bits = arith_bits(in);
  bout *x = calloc(1, sizeof *x);
  x->in = in, x->n = n;
  number kind = arith_kind(in);
  if (kind == MPFR) mpfr_init2(term, bits), mpfr_each_by_hand(&x->m, mpfr_start);
  if (kind == BALL) arb_each_by_hand(&x->b, arb_start);
  x->V = times(some_matrix(in, n, n, 1), 1, n), x->A = some_matrix(in, n, n, 2),
  x->T = rat(in, 1, 3);
  arr G = some_matrix(in, n, n, 3);
  x->S0 = add(dot(G, transpose(G)), eye(in, n));
  copy_in(x);
  snprintf(what, sizeof what, "%d Runge-Kutta steps %dx%d", STEPS, n, n);
  timing t = in_turns(by_hand, timed_arrays, x);
  by_hand(x), by_arrays(x);
  bool same = report(what, arith_name(in), t, kind == DOUBLE ? 0 : 1.2, same_bits(x));
  if (kind == MPFR) mpfr_clear(term), mpfr_each_by_hand(&x->m, mpfr_end);
  if (kind == BALL) arb_each_by_hand(&x->b, arb_end);
  free(x);
  arith_free(in);
  return same;
}

/* ---- attention ---------------------------------------------------------------------------------- */

enum { TOKENS = 64, WIDE = 4 };

typedef struct {
  arith *in;
  arr X, A, V, Y;
  mpfr_t x[TOKENS * WIDE], xt[WIDE * TOKENS], at[WIDE * WIDE], vt[WIDE * WIDE], y[TOKENS * WIDE];
  mpfr_t keys[TOKENS * WIDE], scores[TOKENS], means[TOKENS * WIDE], most, sum;
} attention;

static void attend_by_arrays(void *with) {
  attention *a = with;
  arr scores = product(a->X, transpose(a->A), transpose(a->X));
  a->Y = product(softmax(scores), a->X, transpose(a->V));
}

static void timed_attention(void *with) {
  attention *a = with;
  mark here = region_mark(a->in);
  attend_by_arrays(a);
  region_keep_(&here, 0, NULL);
}

/* One row of scores at a time: the maximum, exponentials, their sum, quotients, the mean. */
static void attend_by_hand(void *with) {
  attention *a = with;
  for (int i = 0; i < TOKENS; i++)
    for (int k = 0; k < WIDE; k++)
      mpfr_dot_by_hand(a->keys[i * WIDE + k], WIDE, WIDE, a->x + i * WIDE, a->at + k);
  for (int i = 0; i < TOKENS; i++) {
    mpfr_t *s = a->scores;
    for (int j = 0; j < TOKENS; j++)
      mpfr_dot_by_hand(s[j], WIDE, TOKENS, a->keys + i * WIDE, a->xt + j);
    mpfr_set(a->most, s[0], MPFR_RNDN);
    for (int j = 1; j < TOKENS; j++) mpfr_max(a->most, a->most, s[j], MPFR_RNDN);
    for (int j = 0; j < TOKENS; j++) {
      mpfr_sub(s[j], s[j], a->most, MPFR_RNDN);
      mpfr_exp(s[j], s[j], MPFR_RNDN);
    }
    mpfr_set(a->sum, s[0], MPFR_RNDN);
    for (int j = 1; j < TOKENS; j++) mpfr_add(a->sum, a->sum, s[j], MPFR_RNDN);
    for (int j = 0; j < TOKENS; j++) mpfr_div(s[j], s[j], a->sum, MPFR_RNDN);
    for (int k = 0; k < WIDE; k++)
      mpfr_dot_by_hand(a->means[i * WIDE + k], TOKENS, WIDE, s, a->x + k);
  }
  for (int i = 0; i < TOKENS; i++)
    for (int k = 0; k < WIDE; k++)
      mpfr_dot_by_hand(a->y[i * WIDE + k], WIDE, WIDE, a->means + i * WIDE, a->vt + k);
}

static void set_all(mpfr_t *z, arr x) {
  for (int i = 0; i < entries(x); i++) mpfr_set(z[i], at_(x, i), MPFR_RNDN);
}

static void each_of(attention *a, void (*on)(int, mpfr_t *)) {
  on(TOKENS * WIDE, a->x), on(TOKENS * WIDE, a->xt), on(TOKENS * WIDE, a->y),
      on(TOKENS * WIDE, a->keys);
  on(TOKENS * WIDE, a->means), on(TOKENS, a->scores), on(WIDE * WIDE, a->at),
      on(WIDE * WIDE, a->vt);
  on(1, &a->most), on(1, &a->sum), on(1, &term);
}

static bool attention_at(long p) {
  attention *a = calloc(1, sizeof *a);
  bits = p;
  a->in = arith_mpfr(p);
  each_of(a, mpfr_start);
  a->X = times(some_matrix(a->in, TOKENS, WIDE, 4), 3, 1);
  a->A = some_matrix(a->in, WIDE, WIDE, 5), a->V = some_matrix(a->in, WIDE, WIDE, 6);
  set_all(a->x, a->X), set_all(a->xt, transpose(a->X)), set_all(a->at, transpose(a->A));
  set_all(a->vt, transpose(a->V));
  timing t = in_turns(attend_by_hand, timed_attention, a);
  attend_by_hand(a), attend_by_arrays(a);
  bool same = true;
  for (int i = 0; i < TOKENS * WIDE; i++) same = same && mpfr_equal_p(at_(a->Y, i), a->y[i]);
  same = report("attention, 64 tokens", arith_name(a->in), t, 0.5, same);
  each_of(a, mpfr_end);
  arith_free(a->in);
  free(a);
  return same;
}

int main(void) {
  static const int sizes[] = { 2, 4, 8 };
  bool same = true;
  print_machine();
  printf("%-24s %-9s %10s %10s %7s %7s\n", "", "in", "plain us", "arrays us", "ratio", "budget");
  for (int i = 0; i < 3; i++) {
    int n = sizes[i];
    arith *in[] = { arith_double(), arith_mpfr(128), arith_mpfr(256), arith_ball(128),
                    arith_ball(256) };
    for (size_t k = 0; k < sizeof in / sizeof *in; k++) same = step_of(in[k], n) && same;
  }
  same = attention_at(256) && same;
  mpfr_free_cache();
  return !same;
}
