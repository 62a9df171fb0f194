/* Second derivatives by jets against closed forms. */
#include "flow_fields.h"

#include "flow/flow.h"

enum { LOST = 20 };

static arr form(arr x, const arr *with) { return dot(x, dot(with[0], x)); }
static arr quartic(arr x, const arr *with) { return (void)with, square(dot(x, x)); }
static arr quotient(arr x, const arr *with) { return over(whole(x->in, 1), dot(with[1], x)); }
static arr straight(arr x, const arr *with) { return dot(with[1], x); }
static arr constant(arr x, const arr *with) { return (void)x, trace(with[0]); }
static arr bell(arr x, const arr *with) { return (void)with, expo(times(dot(x, x), -1, 2)); }
static arr logarithm(arr x, const arr *with) { return (void)with, ln(dot(x, x)); }
static arr columns_of_inverse(arr t, const arr *with) {
  return inverse(add(with[0], mul(t, with[1])));
}

/* x'Ax; |x|^4; 1 / b.x: rational, so also in exact. */
Test(flow_laplacian, rational) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 4; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr A = random_matrix(in, &d, n, n), x = random_vector(in, &d, n),
          e = random_vector(in, &d, n);
      arr b = add(random_vector(in, &d, n), wholes(x, 9)), with[] = { A, b }, bx = dot(b, x);
      arr zero = whole(in, 0);
      cr_expect(near(second_derivative(form, x, e, with), times(dot(e, dot(A, e)), 2, 1), LOST));
      cr_expect(near(laplacian(form, x, with), times(trace(A), 2, 1), LOST));
      cr_expect(near(laplacian(quartic, x, with), times(dot(x, x), 4 * (n + 2), 1), LOST));
      cr_expect(near(second_derivative(quotient, x, e, with),
                     over(times(square(dot(b, e)), 2, 1), power(bx, 3)), LOST));
      cr_expect(equal(second_derivative(straight, x, e, with), zero) == YES);
      cr_expect(equal(laplacian(constant, x, with), zero) == YES);
      arith_free(in);
    }
}

/* exp(-|x|^2/2) and log |x|^2, harmonic in the plane. */
Test(flow_laplacian, transcendental) {
  for (int k = 0; k < INEXACT; k++)
    for (int n = 1; n <= 4; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr x = add(random_vector(in, &d, n), given(in, "3")), q = dot(x, x), one = whole(in, 1);
      arr stated = mul(sub(q, whole(in, n)), expo(times(q, -1, 2)));
      cr_expect(near(laplacian(bell, x, NULL), stated, LOST));
      arr harmonic = over(whole(in, 2 * (n - 2)), q);
      cr_expect(near(add(one, laplacian(logarithm, x, NULL)), add(one, harmonic), LOST));
      arith_free(in);
    }
}

/* Of a matrix: (A + tB)^-1 bends by 2 A^-1 B A^-1 B A^-1. */
Test(flow_laplacian, of_a_matrix) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 5;
    arr A = random_spd(in, &d, 3), B = random_matrix(in, &d, 3, 3), Ai = inverse(A);
    arr with[] = { A, B }, stated = times(product(Ai, B, Ai, B, Ai), 2, 1);
    arr bend = second_derivative(columns_of_inverse, whole(in, 0), whole(in, 1), with);
    cr_expect(near(bend, stated, 2 * LOST));
    arith_free(in);
  }
}
