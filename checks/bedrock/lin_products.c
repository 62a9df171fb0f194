/* The products that balls round once: as dot() has them in every arithmetic, and narrower in none. */
#include "lin_near.h"
#include "num_deaths.h"
#include "random.h"
#include "lin/lin.h"
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

/* Also where 2^k is no double. */
Test(lin_products, powers_of_two_of_any_size) {
  arith *E = arith_exact(), *M = arith_mpfr(100);
  dice d = 43;
  arr x = random_matrix(E, &d, 2, 3), y = as(M, x);
  for (long k = -4000; k <= 4000; k += 401) {
    cr_expect(equal(by_power_of_two(x, k), mul(x, power(whole(E, 2), k))) == YES, "%ld", k);
    cr_expect(equal(by_power_of_two(y, k), mul(y, power(whole(M, 2), k))) == YES, "%ld", k);
  }
  arith_free(E), arith_free(M);
}

Test(lin_products, room_is_made_where_bits_are_lost) {
  arith *D = arith_double(), *M = arith_mpfr(100), *B = arith_ball(100);
  cr_expect(roomier(D, 100) == D && roomier(M, 4) == M && roomier(B, 4.5) == B);
  arith *wide[] = { roomier(M, 30), roomier(B, 5), roomier(B, 1e9) };
  long bits[] = { 130, 105, 4196 };
  for (int i = 0; i < 3; i++) {
    cr_expect_eq(arith_bits(wide[i]), bits[i]);
    cr_expect_eq(arith_kind(wide[i]), i ? BALL : MPFR);
    arith_free(wide[i]);
  }
  arith_free(D), arith_free(M), arith_free(B);
}

typedef struct {
  arr A, B;
} system_;
static void solved(const void *with) {
  const system_ *s = with;
  solve(s->A, s->B);
}
static void order_of(const void *x) { order_of_square((arr)x, "kernel"); }

Test(lin_products, what_has_to_be_square_is) {
  arith *D = arith_double();
  cr_expect_eq(order_of_square(eye(D, 3), "kernel"), 3);
  cr_expect(aborts_saying(order_of, zeros(D, 2, 3), "kernel: a square matrix", "2 x 3"));
  cr_expect(aborts_saying(order_of, given(D, "7"), "kernel: a square matrix", "rank 0"));
  system_ uneven = { eye(D, 3), given(D, "1 2") }, bare = { eye(D, 1), whole(D, 2) };
  cr_expect(aborts_saying(solved, &uneven, "solve: 3 equations", "2 rows"));
  cr_expect(aborts_saying(solved, &bare, "solve: 1 equations", "1 rows"));
  arith_free(D);
}
