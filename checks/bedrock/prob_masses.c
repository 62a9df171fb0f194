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
