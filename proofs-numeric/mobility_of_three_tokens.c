/*. # The mobility bound for every law of three tokens
 *
 *  For every probability vector $p$ of three tokens the largest eigenvalue of
 *  $J=\mathrm{Diag}(p)-pp^\top$ is at most $\frac12$, and it is less except at the three points
 *  $(\frac12,\frac12,0)$, $(\frac12,0,\frac12)$, $(0,\frac12,\frac12)$.
 *
 *  **The algebraic half.** Row $i$ of $J$ has the diagonal entry $p_i(1-p_i)$ and off-diagonal entries
 *  that add up to the same, so Gershgorin's discs end at $2p_i(1-p_i)$, and
 *
 *  $$\tfrac12-2p(1-p)=\tfrac12(1-2p)^2\ge0 .$$
 *
 *  This is a polynomial identity of degree two: three points decide it, in rational numbers. It gives
 *  the bound everywhere, also where it is attained and no box can decide a strict inequality.
 *
 *  **The boxes.** Away from the three points the inequality is strict: there
 *  $\frac12\mathrm{Id}-J$ is positive definite, which interval Cholesky factors decide on a finite
 *  cover of the simplex. Within $\frac1{16}$ of a point of equality the algebraic half stands alone. A
 *  box outside the simplex asks for nothing. Nothing is left undecided.
 */
#include "claim/claim.h"
#include "claim/cover.h"
#include "lin/lin.h"

typedef struct {
  arr bound;
  truth algebra; /* whether the bound is the one of the algebraic half */
} statement;

static truth near_half(arr p) {
  arr off = absolute(sub(p, rat(p->in, 1, 2)));
  return le(off, rat(p->in, 1, 16));
}

static truth bound_on(const arr *box, const void *with) {
  const statement *s = with;
  arr x = box[0], y = box[1], one = whole(x->in, 1), sum = add(x, y), z = sub(one, sum);
  if (lt(one, sum) == YES) return YES; /* outside the simplex */
  int halves = (near_half(x) == YES) + (near_half(y) == YES) + (near_half(z) == YES);
  if (halves >= 2 && s->algebra == YES) return YES;
  arr p = stack(stack(x, y), z), J = sub(diagonal(p), outer(p, p));
  arr room = sub(mul(s->bound, eye(x->in, 3)), J);
  if (lt(determinant(room), whole(x->in, 0)) == YES && le(sum, one) == YES &&
      le(whole(x->in, 0), least(p)) == YES)
    return NO;
  return positive_definite(room) == YES ? YES : UNSURE;
}

/* bound - 2p(1-p) = (1-2p)^2/2 at three points, hence for all p, when the bound is 1/2. */
static truth gershgorin_identity(arith *exact, arr bound) {
  truth all = YES;
  for (long k = 0; k < 3; k++) {
    arr p = rat(exact, k, 3), one = whole(exact, 1);
    arr left = sub(bound, times(mul(p, sub(one, p)), 2, 1));
    arr right = times(square(sub(one, times(p, 2, 1))), 1, 2);
    if (equal(left, right) != YES) all = NO;
  }
  return all;
}

static void measure(run *here) {
  arr constant = exact_input(here, "bound"), false_one = rat(constant->in, 9, 20);
  arr in_algebra = instead(here, "9/20 in the algebra", constant, false_one);
  arr on_boxes = instead(here, "9/20 on the boxes", constant, false_one);
  holds(here, "the algebraic half: 1/2 - 2p(1-p) is half a square",
        gershgorin_identity(constant->in, in_algebra));
  arith *A = arithmetic(here);
  arr zero = whole(A, 0), one = whole(A, 1);
  statement s = { as(A, on_boxes), equal(on_boxes, in_algebra) };
  cover c = cover_box(2, (arr[]){ zero, zero }, (arr[]){ one, one }, 24, bound_on, &s);
  is(here, "boxes refuted", c.refuted, 0);
  is(here, "boxes left undecided", c.undecided, 0);
  remark(here, "%ld boxes, bisected at most %d times", c.proved, c.deepest);
}

static bool all_but_balls(number kind) { return kind != BALL; }

PROOF(eot_R2_2) = {
  .title = "the mobility bound over the simplex of three tokens",
  .kind = REMARK,
  .where = "Section 2.2, remark (Sharp Mobility Bound)",
  .says = "‖Diag(p) − ppᵀ‖ ≤ 1/2 for every p in the simplex of three tokens",
  .proves = "eot-R2.2",
  .over = "every p in the simplex of three tokens",
  .inputs = { { "bound", "", POSITIVE, "the constant" } },
  .instances = { { "1/2", { "bound = 1/2" } } },
  .standing = HOLDS,
  .at_least = PROVED,
  .unable = all_but_balls,
  .measure = measure,
  .controls = { { "9/20 in the algebra" }, { "9/20 on the boxes" } },
};
