/*. # No pair of tokens moves by a gradient
 *
 *  Two equal tokens $x_0,x_1$ on the line, attention with $V=Q^\top K=c>0$ and $c\,x_i^2\le1$: if
 *  $|x_0|\ne|x_1|$, the Jacobian of their velocities is not symmetric, and no functional has them as its
 *  gradient. With $a=cx_0(x_0-x_1)$, $b=cx_1(x_1-x_0)$ and $f(a)=\sigma(-a)(1-a\,\sigma(a))$ the two
 *  entries of the Jacobian off the diagonal are $cf(a)$ and $cf(b)$.
 *
 *  **The algebraic half.** Scaling tokens by $\sqrt c$ makes $c=1$ and leaves the square $[-1,1]^2$. There
 *
 *  $$a-b=x_0^2-x_1^2,\qquad a+\tfrac14x_1^2=(x_0-\tfrac12x_1)^2,\qquad
 *    2-a=(1-x_0^2)+(1+x_0x_1),$$
 *
 *  polynomial identities of degree two, decided at three values of each variable in rational numbers: $a$ and,
 *  by symmetry, $b$ lie in $[-\frac14,2]$ and differ unless $|x_0|=|x_1|$.
 *
 *  **The boxes.** On $[-\frac14,2]$ the derivative of $f$ is negative, which balls decide; differentiation is
 *  automatic, so that no formula for $f'$ is used. A function that decreases strictly takes no
 *  value twice. The interval cannot be made much longer: $f'$ vanishes at $2.399\ldots$, and tokens of
 *  size $\frac54$ reach $3.125$.
 */
#include "claim/claim.h"
#include "claim/cover.h"
#include "flow/flow.h"

static arr share_of_the_other(arr a, const arr *with) {
  arr one = wholes(a, 1), up = over(one, add(one, expo(neg(a)))), down = sub(one, up);
  (void)with;
  return mul(down, sub(one, mul(a, up)));
}

static truth decreasing_on(const arr *box, const void *with) {
  (void)with;
  arr slope = derivative(share_of_the_other, box[0], whole(box[0]->in, 1), NULL);
  arr zero = whole(slope->in, 0);
  return lt(slope, zero) == YES ? YES : lt(zero, slope) == YES ? NO : UNSURE;
}

static truth token_identities(arith *E) {
  truth all = YES;
  for (long n = 0; n < 9; n++) {
    arr x = rat(E, n % 3, 2), y = rat(E, n / 3, 2), one = whole(E, 1), gap = sub(x, y);
    arr a = mul(x, gap), b = neg(mul(y, gap)), middle = sub(x, times(y, 1, 2));
    arr low = add(a, times(square(y), 1, 4)), high = sub(whole(E, 2), a);
    arr room = add(sub(one, square(x)), add(one, mul(x, y)));
    if (equal(sub(a, b), sub(square(x), square(y))) != YES) all = NO;
    if (equal(low, square(middle)) != YES || equal(high, room) != YES) all = NO;
  }
  return all;
}

static void measure(run *here) {
  arr size = exact_input(here, "size"), larger = rat(size->in, 5, 4);
  size = instead(here, "tokens of size 5/4", size, larger);
  holds(here, "the algebraic half", token_identities(size->in));
  arith *A = arithmetic(here);
  arr low = as(A, times(square(size), -1, 4)), high = as(A, times(square(size), 2, 1));
  cover c = cover_box(1, &low, &high, 40, decreasing_on, NULL);
  is(here, "boxes refuted", c.refuted, 0);
  is(here, "boxes left undecided", c.undecided, 0);
  remark(here, "%ld boxes, bisected at most %d times", c.proved, c.deepest);
}

static bool all_but_balls(number kind) { return kind != BALL; }

PROOF(odt_R7_2b) = {
  .title = "two tokens on the line have no symmetric Jacobian",
  .kind = REMARK,
  .where = "Section 7.2, after eq. (29)",
  .says = "∂v₀/∂x₁ ≠ ∂v₁/∂x₀ for all tokens with |x₀| ≠ |x₁| and c x² ≤ 1",
  .proves = "odt-R7.2bno gradient flow",
  .over = "every two tokens of the line with |x₀| ≠ |x₁| and V = QᵀK = c, 0 < c ≤ 1/max x²",
  .inputs = { { "size", "", POSITIVE, "bound of the tokens, for c = 1" } },
  .instances = { { "1", { "size = 1" } } },
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = PROVED,
  .unable = all_but_balls,
  .measure = measure,
  .controls = { { "tokens of size 5/4" } },
};
