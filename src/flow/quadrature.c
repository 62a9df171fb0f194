/* quadrature.c -- Gauss rules, their nodes enclosed in balls. */
#include <gsl/gsl_integration.h>

#include "num/arith.h"

#ifdef ELENCHUS_FLINT3
#include <flint/arb_hypgeom.h>
#else
#include <arb_hypgeom.h>
#endif

#include "flow/flow.h"

/* Work in balls 32 bits wider, then into the arithmetic asked for. */
static void in_balls(arith *A, int n, arr *nodes, arr *weights,
                     bool (*rule)(arith *, int n, arb_ptr nodes, arb_ptr weights)) {
  if (arith_kind(A) == EXACT) cannot(A, NOT_RATIONAL, "Gauss nodes are not rational");
  arith *B = arith_ball(arith_bits(A) + 32);
  arr x = fresh(B, 1, n, 1), w = fresh(B, 1, n, 1);
  bool enclosed = rule(B, n, x->data, w->data);
  if (enclosed) *nodes = as(A, x), *weights = as(A, w);
  arith_free(B);
  if (!enclosed)
    cannot(A, STOPPED, "a rule of %d nodes: a start value is too far from its root", n);
}

static bool legendre(arith *B, int n, arb_ptr x, arb_ptr w) {
  for (int i = 0; i < n; i++)
    arb_hypgeom_legendre_p_ui_root(x + n - 1 - i, w + n - 1 - i, (ulong)n, (ulong)i, B->bits);
  return true;
}

void gauss_legendre(arith *A, int n, arr *nodes, arr *weights) {
  in_balls(A, n, nodes, weights, legendre);
}

/* The recurrence loses about two bits a step where He_n oscillates. */
static slong guard_bits(int n) { return 64 + 2 * (slong)n; }

/* He_n and He_{n-1} at x by He_{k+1} = x He_k - k He_{k-1}. */
static void hermite_pair(arb_t value, arb_t before, const arb_t x, int n, slong bits) {
  arb_t next;
  arb_init(next);
  arb_one(before);
  arb_set(value, x);
  for (int k = 1; k < n; k++) {
    arb_mul(next, x, value, bits);
    arb_submul_ui(next, before, (ulong)k, bits);
    arb_swap(before, value);
    arb_swap(value, next);
  }
  arb_clear(next);
}

/* A root of He_n near start: Newton at midpoints, then one interval Newton step, which proves that
 * the ball holds exactly one root (He_n' = n He_{n-1}).  False when it does not prove it.  A ball
 * grows in the recurrence as well, so it has to be as much narrower to begin with. */
static bool hermite_root(arb_t root_, double start, int n, slong bits) {
  slong work = bits + guard_bits(n);
  arb_t value, slope, x, image;
  arb_init(value), arb_init(slope), arb_init(x), arb_init(image);
  arb_set_d(x, start);
  for (slong good = 8; good < 2 * bits; good *= 2) {
    hermite_pair(value, slope, x, n, work);
    arb_div(value, value, slope, work);
    arb_div_ui(value, value, (ulong)n, work);
    arb_sub(x, x, value, work);
    mag_zero(arb_radref(x));
  }
  hermite_pair(value, image, x, n, work);
  arb_set(root_, x);
  mag_set_ui_2exp_si(arb_radref(root_), 1, 8 - bits);
  hermite_pair(image, slope, root_, n, work);
  arb_mul_ui(slope, slope, (ulong)n, work);
  arb_div(value, value, slope, work);
  arb_sub(image, x, value, work);
  bool proved = arb_contains(root_, image);
  arb_set(root_, image);
  arb_clear(value), arb_clear(slope), arb_clear(x), arb_clear(image);
  return proved;
}

/* Nodes for N(0,1), ascending; weight (n-1)! / (n He_{n-1}^2). */
static bool hermite(arith *B, int n, arb_ptr x, arb_ptr w) {
  gsl_integration_fixed_workspace *start =
      gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, (size_t)n, 0, 0.5, 0, 0);
  arb_t value, factor;
  arb_init(value), arb_init(factor);
  arb_fac_ui(factor, (ulong)n - 1, B->bits + 64);
  arb_div_ui(factor, factor, (ulong)n, B->bits + 64);
  bool proved = true;
  for (int i = 0; proved && i < n; i++) {
    proved = hermite_root(x + i, gsl_integration_fixed_nodes(start)[i], n, B->bits + 2 * n);
    hermite_pair(value, w + i, x + i, n, B->bits + guard_bits(n));
    arb_sqr(w + i, w + i, B->bits);
    arb_div(w + i, factor, w + i, B->bits);
  }
  arb_clear(value), arb_clear(factor);
  gsl_integration_fixed_free(start);
  return proved;
}

void gauss_hermite(arith *A, int n, arr *nodes, arr *weights) {
  if (n < 1) broken("gauss_hermite: %d nodes", n);
  in_balls(A, n, nodes, weights, hermite);
}

arr integral(arr (*f)(arr t, const arr *with), arr a, arr b, int n, int panels, const arr *with) {
  arr x, w, sum = NULL;
  gauss_legendre(a->in, n, &x, &w);
  arr half = times(sub(b, a), 1, 2L * panels);
  mark m = region_mark(a->in);
  for (int i = 0; i < panels; i++) {
    arr middle = add(a, times(half, 2L * i + 1, 1));
    for (int j = 0; j < n; j++) {
      arr term = mul(item(w, j), f(add(middle, mul(half, item(x, j))), with));
      sum = sum ? add(sum, term) : term;
      region_keep(&m, &sum, &middle);
    }
  }
  return mul(half, sum);
}
