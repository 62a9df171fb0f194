/*. # The inequality behind Lemma 7, for all its arguments
 *
 *  For every $q\ge0$ and every $p\in(0,1]$ (and at $p=0$ for $q>0$),
 *
 *  $$1-\frac1{\sqrt{1+q}}\le q^p .$$
 *
 *  The corner $q\to0$, $p\to0$ is hard for boxes: $q^p$ is not continuous there. Algebra takes it.
 *
 *  **The algebraic half.** For $0\le q\le3$, $1-(1+q)^{-1/2}\le\frac q2$, because
 *
 *  $$1-(1-\tfrac q2)^2(1+q)=\tfrac14q^2(3-q)\ge0,$$
 *
 *  an identity of degree three that four points decide in rational numbers; and $\frac q2\le q\le q^p$ for
 *  $q\le1$. For $q\ge1$ the left side is below $1\le q^p$. The first settles $q\le\frac1{16}$, the second
 *  $q\ge16$, equality holding at $q=0$ only.
 *
 *  **The boxes.** On $[\frac1{16},16]\times[0,1]$ four fifths of the right side are enough, and balls
 *  decide it.
 */
#include "claim/claim.h"
#include "claim/cover.h"

/* box: q, p; with: the factor on the right; 1 would do. */
static truth inequality_on(const arr *box, const void *with) {
  arr q = box[0], p = box[1], one = whole(q->in, 1);
  arr left = sub(one, over(one, root(add(one, q)))),
      right = mul(*(const arr *)with, expo(mul(p, ln(q))));
  return lt(left, right);
}

static truth half_q_identity(arith *exact, arr half) {
  truth all = YES;
  for (long k = 0; k < 4; k++) {
    arr q = whole(exact, k), one = whole(exact, 1);
    arr left = sub(one, mul(square(sub(one, mul(q, half))), add(one, q)));
    arr right = times(mul(square(q), sub(whole(exact, 3), q)), 1, 4);
    if (equal(left, right) != YES) all = NO;
  }
  return all;
}

static void measure(run *here) {
  arr edge = exact_input(here, "edge"), one = whole(edge->in, 1);
  holds(here, "the algebraic half: 1 - (1 - q/2)^2 (1 + q) = q^2 (3 - q)/4",
        half_q_identity(edge->in, rat(edge->in, 1, 2)));
  holds(here, "which covers q up to the edge", le(edge, one));
  arith *A = arithmetic(here);
  arr factor = instead(here, "7/10 of the right side", rat(A, 4, 5), rat(A, 7, 10));
  arr low[] = { as(A, edge), whole(A, 0) }, high[] = { as(A, over(one, edge)), whole(A, 1) };
  cover c = cover_box(2, low, high, 30, inequality_on, &factor);
  is(here, "boxes refuted", c.refuted, 0);
  is(here, "boxes left undecided", c.undecided, 0);
  remark(here, "%ld boxes, bisected at most %d times", c.proved, c.deepest);
}

static bool all_but_balls(number kind) { return kind != BALL; }

PROOF(low_L7) = {
  .title = "the inequality behind Lemma 7 for all arguments",
  .kind = LEMMA,
  .where = "Proof of Lemma 7",
  .says = "1 − (1+q)^(−1/2) ≤ q^p for all q ≥ 0 and p ∈ (0,1]",
  .proves = "low-L7",
  .over = "every q ≥ 0 and every p in (0,1]",
  .entire = true,
  .inputs = { { "edge", "", POSITIVE, "boxes cover [edge, 1/edge]" } },
  .instances = { { "1/16", { "edge = 1/16" } } },
  .standing = HOLDS,
  .at_least = PROVED,
  .unable = all_but_balls,
  .measure = measure,
  .controls = { { "7/10 of the right side" } },
};
