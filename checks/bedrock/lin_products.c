/* The products that balls round once: as dot() has them in every arithmetic, and narrower in none. */
#include "lin_near.h"
#include "random.h"
#include "lin/parts.h"

Test(lin_products, each_is_the_plain_product) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 41;
    for (int n = 1; n <= 6; n++) {
      arr A = random_spd(in, &d, n), Y = random_spd(in, &d, n);
      arr C = random_matrix(in, &d, n, 4), X = random_matrix(in, &d, n, 3),
          Z = random_matrix(in, &d, 3, 4);
      cr_expect(near(square_residual(A, Y, 0), sub(A, dot(Y, Y)), 6));
      cr_expect(near(plus_product(NULL, X, Z, 0), dot(X, Z), 6));
      cr_expect(near(plus_product(C, X, Z, 0), add(C, dot(X, Z)), 6));
      cr_expect(near(symmetric_product(X, X, 0), dot(transpose(X), X), 6));
      arr WX = dot(random_spd(in, &d, n), X); /* X'WX is symmetric */
      cr_expect(near(symmetric_product(X, WX, 0), dot(transpose(X), WX), 8));
    }
    arith_free(in);
  }
}

/* Fewer bits make wider balls around the same truth. */
Test(lin_products, fewer_bits_still_enclose) {
  arith *E = arith_exact(), *in = arith_ball(256);
  dice d = 42;
  for (int n = 1; n <= 5; n++) {
    arr A = times(random_spd(E, &d, n), 1, 3), Y = times(random_spd(E, &d, n), 1, 7);
    arr a = as(in, A), y = as(in, Y), truth_ = sub(A, dot(Y, Y));
    for (long bits = 20; bits <= 256; bits += 59) {
      arr R = square_residual(a, y, bits);
      cr_expect(contains(R, truth_, 0));
      cr_expect_lt(log2_radius(R), 12 - (double)bits);
      if (bits < 200) cr_expect_gt(log2_radius(R), -8 - (double)bits);
      cr_expect(contains(plus_product(a, y, y, bits), add(A, dot(Y, Y)), 0));
      cr_expect(contains(symmetric_product(y, y, bits), dot(Y, Y), 0));
    }
  }
  arith_free(E), arith_free(in);
}
