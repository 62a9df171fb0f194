#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* The map pushes S0 to S1 and its displacement costs the Bures distance: tr (T - I) S0 (T - I). */
Test(prob_gaussians, the_map_carries_and_costs) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 81;
    for (int n = 1; n <= 6; n++) {
      arr S0 = random_spd(in, &d, n), S1 = random_spd(in, &d, n), T = optimal_map(S0, S1);
      cr_expect(near(product(T, S0, T), S1, 28), "n = %d", n);
      arr step = sub(T, eye(in, n)), cost = trace(product(step, S0, step));
      cr_expect(near(bures_squared(S0, S1), cost, 28), "n = %d", n);
      cr_expect(near(optimal_map(S1, S0), inverse(T), 28), "n = %d", n);
      cr_expect(near(bures_squared(S0, S1), bures_squared(S1, S0), 28), "n = %d", n);
    }
    arith_free(in);
  }
}

/* G = S0 # S1 is the solution of G S0^-1 G = S1, symmetric in its arguments. */
Test(prob_gaussians, geometric_mean) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 82;
    for (int n = 1; n <= 6; n++) {
      arr S0 = random_spd(in, &d, n), S1 = random_spd(in, &d, n), G = geometric_mean(S0, S1);
      cr_expect(near(product(G, inverse(S0), G), S1, 28), "n = %d", n);
      cr_expect(near(geometric_mean(S1, S0), G, 28), "n = %d", n);
      cr_expect(near(G, optimal_map(inverse(S0), S1), 28), "n = %d", n);
    }
    arith_free(in);
  }
}

/* Commuting covariances: everything is explicit; equal ones: identity and zero. */
Test(prob_gaussians, commuting_covariances) {
  arith *E = arith_exact();
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 83;
    arr Q = random_orthogonal(E, &d, 4), back = transpose(Q);
    arr roots0 = given(E, "1 1 2 3"), roots1 = given(E, "3 1/2 1/2 5");
    arr S0 = as(in, product(Q, diagonal(square(roots0)), back));
    arr S1 = as(in, product(Q, diagonal(square(roots1)), back));
    arr T = as(in, product(Q, diagonal(over(roots1, roots0)), back));
    arr G = as(in, product(Q, diagonal(mul(roots1, roots0)), back));
    arr cost = as(in, total(square(sub(roots1, roots0))));
    cr_expect(near(optimal_map(S0, S1), T, 28));
    cr_expect(near(geometric_mean(S0, S1), G, 28));
    cr_expect(near(bures_squared(S0, S1), cost, 28));
    cr_expect(near(optimal_map(S0, S0), eye(in, 4), 28));
    cr_expect(le(sharp(absolute(bures_squared(S0, S0))), rat(in, 1, 1L << 40)) == YES);
    arith_free(in);
  }
  arith_free(E);
}
