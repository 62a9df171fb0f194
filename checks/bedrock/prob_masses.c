/* Empirical laws: masses, means of squares, and what is left of one. */
#include <criterion/criterion.h>

#include "random.h"
#include "prob/prob.h"

/* E|A x|^2 over points is Tr(A S A') with their second moments S, whatever the points. */
Test(prob_masses, mean_square_is_a_mean_of_squares) {
  arith *in = arith_exact();
  dice d = 5;
  for (int n = 2; n <= 6; n++) {
    arr X = random_matrix(in, &d, n, 3), A = random_matrix(in, &d, 2, 3), p = equal_masses(X);
    cr_expect(p->rank == 1 && p->rows == n && equal(total(p), whole(in, 1)) == YES);
    arr S = second_moments(X), images = dot(X, transpose(A));
    cr_expect(equal(mean_square(A, S), dot(p, sum_rows(square(images)))) == YES, "n = %d", n);
    arr first = row_at(X, 0), pair = stack(row(first), row(neg(first)));
    cr_expect(equal(second_moments(pair), outer(first, first)) == YES);
  }
  arith_free(in);
}

Test(prob_masses, the_rest_adds_up_to_one) {
  arith *in = arith_exact();
  dice d = 6;
  arr x = random_matrix(in, &d, 2, 3);
  cr_expect(equal(add(x, rest_of(x)), wholes(x, 1)) == YES);
  cr_expect(equal(rest_of(rest_of(x)), x) == YES);
  arith_free(in);
}

/* C(X, p) = sum_ij p_i p_j (x_i - x_j)(x_i - x_j)' / 2, which knows no mean. */
Test(prob_masses, covariance_is_half_the_mean_over_pairs) {
  arith *in = arith_exact();
  dice d = 7;
  for (int n = 1; n <= 5; n++) {
    arr X = random_matrix(in, &d, n, 3), p = square(row_at(random_matrix(in, &d, 1, n), 0));
    p = over(p, total(p));
    arr pairs = zeros(in, 3, 3);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) {
        arr apart = sub(row_at(X, i), row_at(X, j)), mass = mul(item(p, i), item(p, j));
        pairs = add(pairs, times(mul(mass, outer(apart, apart)), 1, 2));
      }
    cr_expect(equal(covariance(X, p), pairs) == YES, "n = %d", n);
  }
  arith_free(in);
}
