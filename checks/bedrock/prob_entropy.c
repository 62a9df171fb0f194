#include "lin_near.h"
#include "random.h"
#include "prob/prob.h"

static arr random_probability(arith *in, dice *d, int n) {
  arr K = random_positive(in, d, 1, n);
  return row_at(stochastic_rows(K), 0);
}

/* H(softmax x) = log sum exp x - <p, x>; KL(p|q) = cross entropy - entropy; H(even) = log n. */
Test(prob_entropy, identities) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 61;
    for (int n = 1; n <= 8; n++) {
      arr x = random_vector(in, &d, n), p = softmax(x), q = random_probability(in, &d, n);
      arr one = whole(in, 1), shifted = add(one, entropy(p));
      cr_expect(near(shifted, add(one, sub(log_sum_exp(x), dot(p, x))), 8), "n = %d", n);
      arr cross = neg(dot(p, ln(q)));
      cr_expect(near(add(one, relative_entropy(p, q)), add(one, sub(cross, entropy(p))), 8));
      cr_expect(lt(relative_entropy(p, q), neg(rat(in, 1, 1L << 40))) == NO, "Gibbs");
      arr even = column_at(filled(in, n, 1, rat(in, 1, n)), 0);
      cr_expect(near(add(one, entropy(even)), add(one, ln(whole(in, n))), 6));
    }
    arith_free(in);
  }
}

Test(prob_entropy, zeros_count_for_nothing) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    arr p = given(in, "0 1/2 0 1/2"), q = given(in, "1/4 1/4 1/4 1/4"), two = ln(whole(in, 2));
    cr_expect(near(entropy(p), two, 3));
    cr_expect(near(relative_entropy(p, q), two, 3));
    cr_expect(near(relative_entropy(p, given(in, "0 1/4 1/2 1/4")), two, 3));
    cr_expect(le(absolute(entropy(given(in, "0 1 0"))), whole(in, 0)) == YES);
    cr_expect(le(absolute(relative_entropy(q, q)), rat(in, 1, 1L << 50)) == YES);
    arith_free(in);
  }
}

Test(prob_entropy, log_sum_exp_of_rows_and_of_large_scores) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 62;
    arr X = random_matrix(in, &d, 3, 4), L = log_sum_exp(X), big = whole(in, 100000);
    for (int i = 0; i < 3; i++) {
      cr_expect(near(item(L, i), log_sum_exp(row_at(X, i)), 3));
      cr_expect(near(item(L, i), ln(total(expo(row_at(X, i)))), 5));
    }
    cr_expect(near(log_sum_exp(add(X, big)), add(L, big), 3));
    cr_expect(near(log_sum_exp(sub(X, big)), sub(L, big), 3));
    arith_free(in);
  }
}

/* 0 log(0/q) = 0, also where q is 0. */
Test(prob_entropy, what_has_no_mass_has_no_divergence) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    arr p = given(in, "0 1/2 0 3/8 1/8"), q = given(in, "1/4 1/4 0 1/8 3/8");
    arr held = given(in, "1/2 3/8 1/8"), against = given(in, "1/4 1/8 3/8");
    arr plain = dot(held, ln(over(held, against)));
    cr_expect(near(relative_entropy(p, q), plain, 6));
    cr_expect(near(relative_entropy(held, against), plain, 6));
    cr_expect(near(entropy(p), neg(dot(held, ln(held))), 6));
    arith_free(in);
  }
}
