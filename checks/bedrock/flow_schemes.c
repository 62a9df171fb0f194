/* Schemes have their order and nothing more; loops keep memory flat. */
#include "flow_fields.h"
#include "num/arith.h"

/* log2 of error(n) / error(2n), far below the rounding of 256 bits. */
static double slope(arr (*scheme)(field, arr, arr, int, const arr *), field f, arr x0, arr T,
                    arr end, int n) {
  double coarse = log2_size(sub(scheme(f, x0, T, n, NULL), end));
  return coarse - log2_size(sub(scheme(f, x0, T, 2 * n, NULL), end));
}

Test(flow_schemes, orders) {
  arith *M = arith_mpfr(256);
  arr one = whole(M, 1), T = rat(M, 1, 2), e = expo(T), two = whole(M, 2), g = expo(square(T));
  cr_expect_float_eq(slope(euler, decay_field, one, T, over(one, e), 200), 1, 0.05);
  cr_expect_float_eq(slope(euler, squared_field, one, T, two, 300), 1, 0.05);
  cr_expect_float_eq(slope(euler, gaussian_field, one, T, g, 200), 1, 0.05);
  cr_expect_float_eq(slope(runge_kutta, decay_field, one, T, over(one, e), 40), 4, 0.1);
  cr_expect_float_eq(slope(runge_kutta, squared_field, one, T, two, 80), 4, 0.1);
  cr_expect_float_eq(slope(runge_kutta, gaussian_field, one, T, g, 60), 4, 0.1);
  arith_free(M);
}

FIELD(cube_of_time, mul(with[0], power(t, 3)))

/* x' = -x: (1 - h)^n and (1 - h + h^2/2 - h^3/6 + h^4/24)^n; x' = 4 t^3: Riemann's sum, and t^4. */
Test(flow_schemes, exactly) {
  arith *E = arith_exact();
  arr one = whole(E, 1), four = whole(E, 4), zero = whole(E, 0), T = rat(E, 3, 2);
  for (int n = 1; n <= 5; n++) {
    arr h = times(T, 1, n), sum = zero, step = sub(one, h);
    arr quartic = add(add(step, times(square(h), 1, 2)),
                      sub(times(power(h, 4), 1, 24), times(power(h, 3), 1, 6)));
    for (int i = 0; i < n; i++) sum = add(sum, mul(h, times(power(times(h, i, 1), 3), 4, 1)));
    cr_expect(equal(euler(decay_field, one, T, n, NULL), power(step, n)) == YES);
    cr_expect(equal(runge_kutta(decay_field, one, T, n, NULL), power(quartic, n)) == YES);
    cr_expect(equal(euler(cube_of_time, zero, T, n, &four), sum) == YES);
    cr_expect(equal(runge_kutta(cube_of_time, zero, T, n, &four), power(T, 4)) == YES);
  }
  arith_free(E);
}

static int pages(const arith *in) {
  return in->home.bytes.count + in->home.cells.count + in->attic.bytes.count;
}

static arr counted(const arr *with, int i, arr state) {
  return add(times(state, 1, 2), times(with[0], i, 1));
}

Test(flow_schemes, iterate_runs_in_order_and_keeps_memory_flat) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    arr one = given(in, "1 1; 1 1"), x = one;
    for (int i = 0; i < 9; i++) x = counted(&one, i, x);
    cr_expect(equal(iterate(9, counted, one, &one), x) != NO &&
              iterate(0, counted, one, &one) == one);
    arr warm = iterate(50, counted, one, &one);
    int before = pages(in);
    for (int i = 0; i < (k == 5 ? 5 : 100); i++) warm = iterate(50, counted, one, &one);
    runge_kutta(decay_field, warm, whole(in, 1), k == 5 ? 5 : 500, NULL);
    euler(decay_field, warm, whole(in, 1), k == 5 ? 5 : 500, NULL);
    cr_expect(pages(in) <= before + 1, "%s: %d, %d pages", arith_name(in), before, pages(in));
    arith_free(in);
  }
}

typedef struct {
  arr times_, x0;
  int seen;
} eye_of;
static void see(void *eye, int i, arr t, arr x) {
  eye_of *e = eye;
  cr_expect(i == e->seen++ && equal(t, item(e->times_, i)) != NO);
  cr_expect(near(x, over(e->x0, sub(whole(t->in, 1), mul(t, e->x0))), 12), "at %d", i);
}

Test(flow_schemes, states_seen_along_the_way) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    eye_of e = { given(in, "0 1/7 1/7 1/2 4/5"), whole(in, 1), 0 };
    flow_seen(squared_field, e.x0, e.times_, NULL, see, &e);
    cr_expect_eq(e.seen, 5);
    arith_free(in);
  }
}

static void flat_flow(arith *in) {
  arr x0 = given(in, "1/3 1/2"), x = flow(falling_field, x0, whole(in, 1));
  int before = pages(in);
  mark m = region_mark(in);
  for (int i = 0; i < 4; i++) x = flow(falling_field, x0, whole(in, 1)), region_keep(&m, &x);
  cr_expect_eq(pages(in), before, "%s", arith_name(in));
  cr_expect_null(in->jets);
}

Test(flow_schemes, flows_keep_memory_flat) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    flat_flow(in);
    arith_free(in);
  }
}
