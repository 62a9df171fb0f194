/* Derivatives by jets against closed forms. */
#include "flow_fields.h"

enum { LOST = 20 };

static arr form(arr x, const arr *with) { return dot(x, dot(with[0], x)); }
static arr constant(arr x, const arr *with) { return (void)x, trace(with[0]); }
static arr inverted(arr X, const arr *with) { return (void)with, inverse(X); }
static arr rooted(arr X, const arr *with) { return (void)with, spd_root(X); }
static arr chosen(arr x, const arr *with) { return (void)with, ln(total(expo(x))); }
static arr ratio(arr x, const arr *with) { return over(dot(x, x), dot(with[1], x)); }
static arr looped(const arr *with, int i, arr x) { return (void)i, add(mul(x, x), with[1]); }
static arr iterated(arr x, const arr *with) { return total(iterate(3, looped, x, with)); }

/* x'Ax; a constant; x.x / b.x: rational, so also in exact. */
Test(flow_derivatives, rational) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 4; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr A = random_matrix(in, &d, n, n), x = random_vector(in, &d, n),
          b = add(random_vector(in, &d, n), wholes(x, 9));
      arr with[] = { A, b }, e = random_vector(in, &d, n), bx = dot(b, x);
      arr g = gradient(form, x, with), slope = derivative(form, x, e, with),
          r = gradient(ratio, x, with);
      cr_expect(near(g, dot(add(A, transpose(A)), x), LOST) && near(slope, dot(g, e), LOST));
      cr_expect(near(r, sub(over(times(x, 2, 1), bx), mul(b, over(dot(x, x), square(bx)))), LOST));
      cr_expect(equal(derivative(constant, x, e, with), whole(in, 0)) == YES);
      cr_expect(equal(gradient(constant, x, with), wholes(x, 0)) == YES);
      arith_free(in);
    }
}

Test(flow_derivatives, of_inverses_roots_and_choices) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 3; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr S = random_spd(in, &d, n), E = random_spd(in, &d, n), Si = inverse(S),
          x = random_vector(in, &d, n);
      cr_expect(near(derivative(inverted, S, E, NULL), neg(product(Si, E, Si)), LOST));
      if (arith_kind(in) != EXACT) {
        arr X = derivative(rooted, S, E, NULL), R = spd_root(S);
        cr_expect(near(add(dot(X, R), dot(R, X)), E, LOST));
        cr_expect(near(gradient(chosen, x, NULL), softmax(x), LOST));
      }
      arith_free(in);
    }
}

/* Through iterate(): x -> x^2 + b three times, by the chain rule. */
Test(flow_derivatives, through_a_loop) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    arr x = given(in, "1/2 -1/3"), b = given(in, "1 2"), with[] = { b, b };
    arr y = add(square(x), b), z = add(square(y), b), chain = times(mul(mul(x, y), z), 8, 1);
    cr_expect(near(gradient(iterated, x, with), chain, LOST), "%s", arith_name(in));
    arith_free(in);
  }
}

static arr volume_of(arr A, const arr *with) { return (void)with, determinant(A); }

/* A determinant is linear in every row; also where the matrix is singular. */
Test(flow_derivatives, of_determinants) {
  arith *E = arith_exact();
  dice d = 61;
  for (int n = 1; n <= 5; n++)
    for (int singular = 0; singular < 2; singular++) {
      arr A = random_matrix(E, &d, n, n), D = random_matrix(E, &d, n, n), sum = whole(E, 0);
      if (singular) A = n > 1 ? dot(column(column_at(A, 0)), row(row_at(A, 0))) : zeros(E, 1, 1);
      for (int i = 0; i < n; i++) {
        arr rows = NULL;
        for (int k = 0; k < n; k++) {
          arr one = row(row_at(k == i ? D : A, k));
          rows = rows ? stack(rows, one) : one;
        }
        sum = add(sum, determinant(rows));
      }
      cr_expect(equal(derivative(volume_of, A, D, NULL), sum) == YES, "n = %d", n);
    }
  arith_free(E);
}
