/* The tape: constants cost nothing, orders can be caught up, and memory is given back. */
#include "num_series.h"

static arr everything(arr x) {
  arr one = wholes(x, 1), e = expo(x), r = root(add(one, square(x)));
  arr s = add(mul(sine(x), tanhyp(e)), over(cosine(r), r));
  return add(mul(s, ln(r)), mul(total(x), power(absolute(add(e, one)), -2)));
}

/* A node made after the orders were advanced has the coefficients of one made before. */
Test(num_jet_tape, late_nodes_catch_up) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k), *J = arith_jet(in, ORDER);
    dice d = 1;
    arr x = random_series(J, &d, random_vector(in, &d, 3)), early = everything(x), a[3], b[3];
    a[0] = sine(x), a[1] = cosine(x), a[2] = tanhyp(x);
    advance_all(J);
    arr late = everything(x);
    b[0] = sine(x), b[1] = cosine(x), b[2] = tanhyp(x);
    cr_expect(same_series(early, late, arith_kind(in) == BALL ? 30 : -1e9));
    for (int i = 0; i < 3; i++)
      cr_expect(same_series(a[i], b[i], arith_kind(in) == BALL ? 30 : -1e9), "function %d", i);
    arith_free(in);
  }
}

Test(num_jet_tape, constants_are_structural_zeros) {
  arith *M = arith_mpfr(128), *J = arith_jet(M, ORDER);
  arr x = as(J, given(M, "1/3 2/3")), y = everything(x), z = add(x, time_series(J, whole(M, 0)));
  arr line = mul(z, whole(J, 3)), mixed = dot(given(M, "1 2; 3 4"), x);
  advance_all(J);
  for (int k = 1; k <= ORDER; k++) {
    cr_expect(!jet_coefficient(y, k) && !jet_coefficient(mixed, k), "order %d", k);
    cr_expect(k == 1 || !jet_coefficient(line, k), "order %d", k);
  }
  cr_expect(jet_coefficient(line, 1) && jet_coefficient(line, 1)->rows == 2, "widened");
  cr_expect(equal(jet_value(y), everything(given(M, "1/3 2/3"))) == YES);
  arith_free(M);
}

/* A series kept over a mark keeps its coefficients; so does one met inside a loop of the base. */
Test(num_jet_tape, series_outlive_a_mark) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k), *J = arith_jet(in, ORDER);
    dice d = 2;
    arr x = random_series(J, &d, random_vector(in, &d, 3)), c = random_vector(in, &d, 3), twice = x;
    mark m = region_mark(J);
    arr y = mul(x, c), kept = y;
    advance_all(J);
    region_keep(&m, &kept, &twice);
    random_matrix(in, &d, 9, 9);
    cr_expect(kept == y && twice == x);
    for (int i = 0; i <= ORDER; i++)
      cr_expect(!jet_coefficient(x, i) ||
                equal(jet_coefficient(kept, i), mul(jet_coefficient(x, i), c)) != NO);
    arith_free(in);
  }
}

/* Advancing marks the region at every node: survivors are the coefficients, and nothing else. */
Test(num_jet_tape, advancing_gives_memory_back) {
  arith *M = arith_mpfr(256);
  size_t used[2];
  for (int i = 0; i < 2; i++) {
    arith *J = arith_jet(M, 8 << i);
    dice d = 3;
    arr x = random_series(J, &d, random_vector(M, &d, 3));
    everything(x);
    mark before = region_mark(M);
    advance_all(J);
    used[i] = region_mark(M).used - before.used;
    cr_expect_eq(before.page, region_mark(M).page);
    arith_free(J);
  }
  cr_expect_leq(used[1], 2 * used[0] + used[0] / 4, "%zu bytes, then %zu", used[0], used[1]);
  arith_free(M);
}

static void abandons(void *with) {
  arith *J = arith_jet(with, 3);
  root(add(jet_variable(J, whole(with, 2)), whole(with, 1)));
}

/* A jet left behind by cannot() goes with its base. */
Test(num_jet_tape, abandoned_jets_are_freed) {
  arith *E = arith_exact(), *J = arith_jet(E, 2), *K = arith_jet(E, 0);
  char message[128];
  for (int i = 0; i < 5; i++)
    cr_expect_eq(arith_guard(abandons, E, message, sizeof message), NOT_RATIONAL);
  cr_expect_str_eq(message, "exact: this root is not rational");
  cr_expect_eq(jet_order(K), 0);
  arith_free(J);
  cr_expect(E->jets == NULL || E->jets != J);
  arith_free(E);
}

/* |x| of a series is decided by its value, or not at all. */
static arr size_of(arr x) { return absolute(jet_variable(arith_jet(x->in, 1), x)); }
Test(num_jet_tape, absolute_needs_a_sign) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    cr_expect_eq(inability_of(size_of, given(in, "1 0")), UNDECIDED);
    cr_expect_eq(inability_of(size_of, given(in, "1 -1")), 0);
    if (arith_kind(in) == BALL)
      cr_expect_eq(inability_of(size_of, ball(whole(in, 1), whole(in, 1))), UNDECIDED);
    arith_free(in);
  }
}
