/*. # Hardy's inequality for all masses
 *
 *  Let $w_1,\dots,w_n>0$, $W_i=w_1+\dots+w_i$, and let $A_i=\frac1{W_i}\sum_{j\le i}w_jx_j$ be the means over the
 *  past. Then, whatever $n$, the masses and the real numbers $x_i$,
 *
 *  $$\sum_iw_iA_i^2\ \le\ 4\sum_iw_ix_i^2 .$$
 *
 *  The difference is a sum of squares. With $W_0=A_0=0$,
 *
 *  $$4\sum_iw_ix_i^2-\sum_iw_iA_i^2=\sum_iw_i(2x_i-A_i)^2+2W_nA_n^2+2\sum_iW_{i-1}(A_i-A_{i-1})^2 ,$$
 *
 *  because in one step, from $(W',A')$ to $(W'+w,A)$ with $wx=(W'+w)A-W'A'$,
 *
 *  $$4wx^2-wA^2-w(2x-A)^2=4(wx)A-2wA^2=2(W'+w)A^2-2W'A'^2+2W'(A-A')^2 ,$$
 *
 *  and the first two terms telescope. The step is an identity of polynomials in $w$, $W'$, $A$, $A'$, of
 *  degree at most two in each. A polynomial of degree $k$ in each of its variables that vanishes on a
 *  grid of $k+1$ values of each is zero: $3^4$ points in rational numbers decide it. Any time
 *  marginal $\theta$ is a limit of such masses, so the averaging operator of masked attention has norm at
 *  most 2 on $L^2(\theta)$, and with Grönwall's inequality the rate of Theorem 3.4 contains $2C_1$.
 *
 *  The constant cannot be less. It is not attained; on $W_i=r^i$ and $x_i=r^{-i/2}$ the ratio of the two
 *  sums tends to $(1+r^{-1/2})^2$, and $r=\frac{121}{100}$, 400 tokens beat $\frac72$ in place of 4 by an
 *  exact sum.
 */
#include "claim/claim.h"

/* The digits of number in base 3, as -1, 0, 1. */
static void grid_point(arith *E, long number, int count, arr *x) {
  for (int i = 0; i < count; i++, number /= 3) x[i] = whole(E, number % 3 - 1);
}

/* Points at which the step is no identity; x is eliminated by w x = (W' + w) A - W' A'. */
static long failures_of_the_step(run *here, arith *E) {
  long failures = 0, two = instead(here, "3 in place of 4", 2, 1);
  for (long n = 0; n < 81; n++) {
    arr x[4];
    grid_point(E, n, 4, x);
    arr w = x[0], before = x[1], A = x[2], A_before = x[3], W = add(before, w);
    arr wx = sub(mul(W, A), mul(before, A_before));
    arr left = sub(times(mul(wx, A), two + 2, 1), times(mul(w, square(A)), 2, 1));
    arr right = sub(mul(W, square(A)), mul(before, square(A_before)));
    right = times(add(right, mul(before, square(sub(A, A_before)))), 2, 1);
    failures += equal(left, right) != YES;
  }
  return failures;
}

/* sum w A^2 and sum w x^2 for W_i = r^i, x_i = s^-i, s^2 = r. */
static arr ratio_of_sums(arr s, int n) {
  arr r = square(s), W = whole(s->in, 1), past = W, x = W, means = W, squares = W;
  for (int i = 1; i < n; i++) {
    arr grown = mul(W, r), w = sub(grown, W);
    W = grown, x = over(x, s), past = add(past, mul(w, x));
    arr A = over(past, W);
    means = add(means, mul(w, square(A))), squares = add(squares, mul(w, square(x)));
  }
  return over(means, squares);
}

static void measure(run *here) {
  arith *E = arithmetic(here);
  is(here, "points where the step is no sum of squares", failures_of_the_step(here, E), 0);
  arr least_ = instead(here, "4 itself", rat(E, 7, 2), rat(E, 4, 1));
  exceeds(here, "ratio of the sums for 400 tokens", ratio_of_sums(rat(E, 11, 10), 400), least_);
}

static bool all_but_exact(number kind) { return kind != EXACT; }

PROOF(udt_T3_4) = {
  .title = "Hardy's inequality for all masses, the constant of masked attention",
  .kind = LEMMA,
  .where = "Theorem 3.4, proof",
  .says = "Σ w_i A_i² ≤ 4 Σ w_i x_i² with A_i = (w₁x₁ + … + w_ix_i)/(w₁ + … + w_i)",
  .proves = "udt-T3.4stability",
  .over =
      "every number of tokens, all masses of positions and all differences, the averaging operator "
      "that the rate 2C₁ rests on",
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = PROVED,
  .unable = all_but_exact,
  .measure = measure,
  .controls = { { "3 in place of 4" }, { "4 itself" } },
};
