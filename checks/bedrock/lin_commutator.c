#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"

/* Jacobi's identity holds for the commutator and not for the product. */
Test(lin_commutator, obeys_jacobi_and_has_no_trace) {
  arith *in = arith_exact();
  dice d = 11;
  for (int n = 2; n <= 5; n++) {
    arr A = random_matrix(in, &d, n, n), B = random_matrix(in, &d, n, n);
    arr C = random_matrix(in, &d, n, n), none = zeros(in, n, n);
    arr cycle = add(add(commutator(A, commutator(B, C)), commutator(B, commutator(C, A))),
                    commutator(C, commutator(A, B)));
    cr_expect(equal(cycle, none) == YES, "n = %d", n);
    cr_expect(equal(trace(commutator(A, B)), whole(in, 0)) == YES, "n = %d", n);
    cr_expect(equal(commutator(A, B), none) == NO, "n = %d", n);
    cr_expect(equal(commutator(A, dot(A, A)), none) == YES, "n = %d", n);
  }
  arith_free(in);
}

/* A B = 0 here, so the sign and the order are those of - B A. */
Test(lin_commutator, has_its_sign) {
  arith *in = arith_exact();
  arr A = given(in, "1 0; 0 0"), B = given(in, "0 0; 2 0");
  cr_expect(equal(commutator(A, B), given(in, "0 0; -2 0")) == YES);
  arith_free(in);
}
