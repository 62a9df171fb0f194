/* Gauss rules are exact on polynomials of degree 2n - 1, and enclosed in balls. */
#include "flow_fields.h"
#include "num/arith.h"

/* sum of w x^k */
static arr moment(arr x, arr w, int k) { return dot(w, power(x, k)); }

/* Over [-1, 1]; over N(0, 1). */
static arr lebesgue(arith *E, int k) { return k % 2 ? whole(E, 0) : rat(E, 2, k + 1); }
static arr normal(arith *E, int k) {
  arr m = whole(E, k % 2 == 0);
  for (int j = 1; j < k && k % 2 == 0; j += 2) m = times(m, j, 1);
  return m;
}

/* In floating point up to bits lost against sum of w |x|^k. */
static void exact_on_polynomials(arith *in, int n, void (*rule)(arith *, int, arr *, arr *),
                                 arr (*truth_)(arith *, int)) {
  arith *E = arith_exact();
  arr x, w;
  rule(in, n, &x, &w);
  cr_expect(x->rank == 1 && w->rank == 1 && x->rows == n && w->rows == n);
  for (int i = 1; i < n; i++) cr_expect(lt(item(x, i - 1), item(x, i)) == YES, "ascending");
  cr_expect(lt(wholes(w, 0), w) == YES, "weights are positive");
  for (int k = 0; k < 2 * n; k++) {
    arr m = moment(x, w, k), t = truth_(E, k), scale = moment(absolute(x), w, k);
    double room = log2_size(scale) - (double)arith_bits(in) + 8 + 0.2 * k;
    cr_expect(arith_kind(in) != BALL || arb_contains_fmpq(m->data, t->data), "n = %d, k = %d", n,
              k);
    cr_expect(log2_radius(m) <= room, "radius, n = %d, k = %d", n, k);
    cr_expect(log2_size(sub(sharp(m), as(in, t))) <= room + 1, "%s: n = %d, k = %d", arith_name(in),
              n, k);
  }
  cr_expect(log2_size(sub(sharp(moment(x, w, 2 * n)), as(in, truth_(E, 2 * n)))) > -4.0 * n,
            "no more than that");
  arith_free(E);
}

Test(flow_quadrature, rules_are_exact_on_polynomials) {
  for (int k = 0; k < INEXACT; k++)
    for (int n = 1; n <= 12; n += 1 + n / 4) {
      arith *in = arithmetic_number(k);
      exact_on_polynomials(in, n, gauss_legendre, lebesgue);
      exact_on_polynomials(in, n, gauss_hermite, normal);
      arith_free(in);
    }
  arith *B = arith_ball(128);
  exact_on_polynomials(B, 40, gauss_legendre, lebesgue);
  exact_on_polynomials(B, 40, gauss_hermite, normal);
  arith_free(B);
}

static arr bell(arr t, const arr *with) {
  return (void)with, over(whole(t->in, 1), add(whole(t->in, 1), square(t)));
}
static arr grown(arr t, const arr *with) { return expo(mul(t, with[0])); }
static arr seventh(arr t, const arr *with) { return (void)with, power(t, 7); }
static arr both(arr t, const arr *with) { return stack(grown(t, with), seventh(t, with)); }

/* On [0, 1] in panels: pi/4; (e^3 - 1)/3; t^7 exactly; a vector. */
Test(flow_quadrature, integrals) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    bool wide = arith_bits(in) > 200;
    arr zero = whole(in, 0), one = whole(in, 1), three[] = { whole(in, 3) };
    arr pi_4 = integral(bell, zero, one, wide ? 30 : 12, wide ? 8 : 4, NULL),
        e = integral(grown, zero, one, wide ? 24 : 12, wide ? 4 : 2, three);
    arr e3 = times(sub(expo(whole(in, 3)), one), 1, 3),
        pair = integral(both, one, whole(in, 2), 12, wide ? 6 : 2, three);
    double bits = (double)arith_bits(in) - 8;
    cr_expect_lt(log2_size(sub(sharp(pi_4), sharp(times(constant_pi(in), 1, 4)))), -bits);
    cr_expect_lt(log2_size(sub(sharp(e), sharp(e3))), -bits + 3);
    cr_expect(near(integral(seventh, one, whole(in, 3), 4, 1, NULL), whole(in, 820), 6));
    cr_expect(near(integral(seventh, one, whole(in, 3), 4, 5, NULL), whole(in, 820), 8));
    cr_expect(near(item(pair, 1), rat(in, 255, 8), 8));
    arith_free(in);
  }
}

static arr in_exact(arr x) {
  arr nodes, weights;
  gauss_legendre(x->in, 3, &nodes, &weights);
  return nodes;
}
static arr in_exact_too(arr x) {
  arr nodes, weights;
  gauss_hermite(x->in, 3, &nodes, &weights);
  return nodes;
}

Test(flow_quadrature, nodes_are_not_rational) {
  arith *E = arith_exact();
  cr_expect_eq(inability_of(in_exact, whole(E, 1)), NOT_RATIONAL);
  cr_expect_eq(inability_of(in_exact_too, whole(E, 1)), NOT_RATIONAL);
  arith_free(E);
}

/* The recurrence loses bits with every step: rules of many nodes are still proved, and narrow. */
Test(flow_quadrature, rules_of_many_nodes_are_narrow) {
  arith *B = arith_ball(64), *M = arith_ball(256);
  for (int n = 100; n <= 400; n += 150) {
    arr x, w, fine_x, fine_w;
    gauss_hermite(B, n, &x, &w);
    gauss_hermite(M, n, &fine_x, &fine_w);
    cr_expect(overlaps(x, as(B, fine_x)) == YES && overlaps(w, as(B, fine_w)) == YES);
    cr_expect_lt(log2_radius(over(x, sharp(x))), -60, "nodes, n = %d", n);
    cr_expect_lt(log2_radius(over(w, sharp(w))), -60, "weights, n = %d", n);
  }
  arith_free(B), arith_free(M);
}
