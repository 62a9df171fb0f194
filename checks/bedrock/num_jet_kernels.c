/* inverse, solve, spd_root and softmax of series obey the equations that define them. */
#include "num_series.h"
#include "lin/lin.h"
#include "prob/prob.h"

enum { LOST = 40 };
#define SAME(x, y) cr_expect(same_series(x, y, LOST), "%s: %s", arith_name(in), #x " = " #y)

static arr symmetric(arr x) { return times(add(x, transpose(x)), 1, 2); }

/* In exact too: rational functions of t. */
Test(num_jet_kernels, inverse_and_solve) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 3; n++) {
      arith *in = arithmetic_number(k), *J = arith_jet(in, ORDER);
      dice d = (dice)n;
      arr A = random_series(J, &d, random_spd(in, &d, n)),
          B = random_series(J, &d, random_matrix(in, &d, n, 2));
      arr b = random_series(J, &d, random_vector(in, &d, n)), one = eye(J, n),
          A0 = random_spd(in, &d, n);
      arr AX = dot(A, inverse(A)), XA = dot(inverse(A), A), AS = dot(A, solve(A, B)),
          Ab = dot(A, solve(A, b));
      arr constant = dot(A0, solve(A0, B)), two = solve(A, A);
      advance_all(J);
      SAME(AX, one);
      SAME(XA, one);
      SAME(AS, B);
      SAME(Ab, b);
      SAME(constant, B);
      SAME(two, one);
      arith_free(in);
    }
}

Test(num_jet_kernels, the_root_squared) {
  for (int k = 0; k < INEXACT; k++)
    for (int n = 1; n <= 3; n++) {
      arith *in = arithmetic_number(k), *J = arith_jet(in, 5);
      dice d = (dice)n;
      arr A = symmetric(random_series(J, &d, random_spd(in, &d, n))), R = spd_root(A),
          RR = dot(R, R), T = transpose(R);
      advance_all(J);
      SAME(RR, A);
      SAME(T, R);
      arith_free(in);
    }
}

static arr quotient(arr x) {
  arr e = expo(x);
  return x->rank == 2 ? over(e, column(sum_rows(e))) : over(e, total(e));
}

Test(num_jet_kernels, softmax_is_its_quotient) {
  for (int k = 0; k < INEXACT; k++)
    for (int n = 1; n <= 4; n++) {
      arith *in = arithmetic_number(k), *J = arith_jet(in, ORDER);
      dice d = (dice)n;
      arr v = random_series(J, &d, random_vector(in, &d, n)),
          X = random_series(J, &d, random_matrix(in, &d, 3, n));
      arr p = softmax(v), P = softmax(X), q = quotient(v), Q = quotient(X);
      arr sum = total(p), sums = sum_rows(P), one = whole(J, 1), ones = wholes(sums, 1);
      advance_all(J);
      SAME(p, q);
      SAME(P, Q);
      SAME(sum, one);
      SAME(sums, ones);
      arith_free(in);
    }
}
