#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"

/* Products of full thin factors have the rank of the factor, and a kernel of the other dimension. */
Test(lin_rank, of_products) {
  arith *E = arith_exact();
  dice d = 5;
  for (int n = 1; n <= 6; n++)
    for (int r = 1; r <= n; r++) {
      arr X = random_matrix(E, &d, n + 1, r), Y = random_matrix(E, &d, r, n), A = dot(X, Y);
      cr_expect(matrix_rank(A) == r && matrix_rank(transpose(A)) == r, "n = %d, r = %d", n, r);
      arr N = null_space(A);
      cr_expect((r == n) == (N == NULL), "n = %d, r = %d", n, r);
      if (!N) continue;
      cr_expect(N->rows == n && N->columns == n - r && matrix_rank(N) == n - r);
      cr_expect(equal(dot(A, N), zeros(E, n + 1, n - r)) == YES, "n = %d, r = %d", n, r);
    }
  arith_free(E);
}

/* A first column of zeros, and rows in the wrong order. */
Test(lin_rank, by_hand) {
  arith *E = arith_exact();
  arr A = given(E, "0 0 1; 0 2 3; 0 2 4"), N = null_space(A);
  cr_expect(matrix_rank(A) == 2 && matrix_rank(zeros(E, 3, 3)) == 0);
  cr_expect(equal(N, given(E, "1; 0; 0")) == YES);
  cr_expect(equal(null_space(zeros(E, 2, 3)), eye(E, 3)) == YES);
  arith_free(E);
}

static arr rank_as_number(arr A) { return whole(A->in, matrix_rank(A)); }

Test(lin_rank, only_in_rational_numbers) {
  arith *D = arith_double();
  cr_expect(inability_of(rank_as_number, eye(D, 2)) == STOPPED);
  arith_free(D);
}
