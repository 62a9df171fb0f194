/* The steps that lead to a scaling, each by itself: what a step spoils the next one would mend. */
#include "lin_near.h"
#include "num_deaths.h"
#include "random.h"
#include "prob/parts.h"

/* In rational numbers: to first order the step gains what it is asked for. */
Test(prob_newton_step, row_and_column_sums_gain_what_is_asked) {
  arith *E = arith_exact();
  dice d = 81;
  for (int n = 2; n <= 5; n++) {
    arr P = random_positive(E, &d, n, n + 1), r = sum_rows(P), c = sum_columns(P);
    arr b = random_vector(E, &d, n + 1), a = random_vector(E, &d, n);
    a = add(a, stack(sub(total(b), total(a)), flat(zeros(E, n - 1, 1))));
    potentials s = newton_step(P, c, a, b, inverse(graph_laplacian(P, c)));
    cr_expect(equal(add(mul(r, s.f), dot(P, s.g)), a) == YES);
    cr_expect(equal(add(dot(s.f, P), mul(c, s.g)), b) == YES);
    cr_expect(equal(item(s.f, 0), whole(E, 0)) == YES);
  }
  arith_free(E);
}

/* Couplings of 2^-60 next to ones of 1: in double as in MPFR, relative to each entry. */
Test(prob_newton_step, weak_couplings_do_not_cancel) {
  arith *D = arith_double(), *M = arith_mpfr(256);
  arr t = power(rat(D, 1, 2), 60), one = whole(D, 1), e[9];
  for (int k = 0; k < 9; k++) e[k] = k % 4 ? times(t, k + 1, 3) : one;
  arr P = shaped(pack(D, 9, e), 3, 3), fine = as(M, P);
  arr L = graph_laplacian(P, sum_columns(P)), truth_ = graph_laplacian(fine, sum_columns(fine));
  cr_expect_lt(log2_size(over(sub(as(M, L), truth_), truth_)), -48);
  arith_free(D), arith_free(M);
}

/* exp(-cost |x - y|^2), and masses of 1 to 3 or falling by 2^grade: the slowest sweeps take many
 * thousands, and Newton without a line search would not come near. */
static void starts(int n, long cost, int grade, double met) {
  arith *D = arith_double();
  arr e[n * n], w[n], turned[n];
  for (int k = 0; k < n * n; k++)
    e[k] = rat(D, -cost * (k / n - k % n) * (k / n - k % n), (n - 1) * (n - 1));
  for (int i = 0; i < n; i++)
    w[i] = turned[n - 1 - i] = grade ? power(rat(D, 1, 2), i * grade) : whole(D, i % 3 + 1);
  arr L = shaped(pack(D, n * n, e), n, n), mu = pack(D, n, w), nu = pack(D, n, turned);
  potentials q = potentials_in_double(L, mu, nu);
  arr P = expo(add(add(L, column(q.f)), row(q.g)));
  cr_expect_lt(log2_size(over(sub(sum_rows(P), mu), mu)), met, "rows, %ld", cost);
  cr_expect_lt(log2_size(over(sub(sum_columns(P), nu), nu)), met, "columns, %ld", cost);
  cr_expect(equal(item(q.f, 0), whole(D, 0)) == YES);
  arith_free(D);
}

Test(prob_newton_step, the_start_meets_the_marginals) {
  starts(2, 1, 0, -44), starts(5, 4, 0, -44), starts(6, 20, 0, -44), starts(6, 60, 0, -40);
  starts(8, 200, 0, -36);
  for (long cost = 1; cost <= 81; cost *= 3)
    for (int grade = 0; grade <= 6; grade += 3) starts(4, cost, grade, -44);
}

/* The sweep of (a 1; 1 a) contracts by tanh^2(D/4) at its fixed point (1, 1): there the certificate
 * is attained to first order. */
Test(prob_newton_step, the_certificate_is_attained) {
  arith *B = arith_ball(256);
  arr ones = given(B, "1 1"), delta = power(rat(B, 1, 2), 40), a[] = { ones, ones };
  for (long k = 2; k <= 1000; k *= 7) {
    arr K = add(filled(B, 2, 2, whole(B, 1)), times(eye(B, 2), k - 1, 1));
    for (int s = -1; s <= 1; s += 2) {
      arr u = sharp(add(ones, mul(times(delta, s, 1), given(B, "0 1"))));
      scaling z = enclosed_scaling(K, a[0], a[1], u, projective_diameter(K));
      cr_expect(inside(whole(B, 1), item(z.u, 1)) == YES, "k = %ld", k);
      cr_expect_float_eq(log2_radius(z.u) - log2_size(delta), 0, 1e-6, "k = %ld", k);
      arr v = over(ones, add(whole(B, k), whole(B, 1)));
      cr_expect(inside(v, z.v) == YES);
    }
  }
  arith_free(B);
}

typedef struct {
  arr K, mu, nu;
} marginals;

static void scale(const void *with) {
  const marginals *m = with;
  scale_to(m->K, m->mu, m->nu);
}

Test(prob_newton_step, shapes_that_do_not_meet_are_refused) {
  arith *D = arith_double();
  arr K = given(D, "1 2 3; 4 5 6"), two = given(D, "3 3"), three = given(D, "2 2 2");
  arr flat_ = given(D, "2 2 2"), scalar = whole(D, 6);
  marginals wrong[] = { { K, three, three },
                        { K, two, two },
                        { K, column(two), three },
                        { K, two, row(three) },
                        { K, two, column(three) },
                        { flat_, three, whole(D, 6) },
                        { flat_, three, flat(scalar) },
                        { K, two, scalar },
                        { K, scalar, three } };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cr_expect(aborts_saying(scale, &wrong[i], "scale_to", "marginals"), "case %zu", i);
  arith_free(D);
}
