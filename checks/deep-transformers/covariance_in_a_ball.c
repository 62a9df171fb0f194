/*. # The covariance of a law in a ball
 *
 *  Well-posedness in Section 3 rests on three estimates for laws in a ball $B_R$: the field is bounded, it
 *  is Lipschitz in $x$, and Lipschitz in the law. The second comes from the covariance of a law in a ball
 *  (Lemma B.1), $\|\mathrm{Var}\,\mu\|\le R^2$. The printed proof has more in its hands: the largest eigenvalue
 *  is at most the trace, $\mathbb E|X|^2-|\alpha|^2\le R^2-|\alpha|^2$, so a law with a mean has less room. Two points
 *  $\pm Ru$ of any masses attain this.
 */
#include "claim/claim.h"
#include "lin/lin.h"
#include "prob/prob.h"

static void measure_covariance(run *here) {
  arr Y = input(here, "Y"), p = input(here, "p"), R = input(here, "R"), mean = dot(p, Y);
  arr S = covariance(Y, p), unit = eye(R->in, Y->columns),
      room = sub(square(R), total(square(mean)));
  bool two_ends = Y->rows == 2 && equal(row_at(Y, 0), neg(row_at(Y, 1))) == YES;
  arr half = instead(here, "half the room", room, times(room, 1, 2));
  if (arith_kind(R->in) == EXACT) {
    holds(here, "R^2 - |mean|^2 - covariance is positive semidefinite",
          positive_semidefinite(sub(mul(half, unit), S)));
    return;
  }
  arr largest = operator_norm(S);
  (two_ends ? attains : at_most)(here, "largest variance, below R^2 - |mean|^2", largest, half);
  at_most(here, "largest variance", largest, square(R));
}

static truth in_the_ball(run *here) {
  arr Y = exact_input(here, "Y"), R = exact_input(here, "R");
  return le(sum_rows(square(Y)), square(R));
}

/* Dyadic points of [-2,2]^d are in the ball of radius 2d. */
static void any_law(draw *d) {
  int n = (int)draw_whole(d, 3, 6), k = (int)draw_whole(d, 2, 3);
  set(d, "Y", draw_dyadic(d, n, k));
  set(d, "p", draw_probability(d, n));
  set(d, "R", whole(draw_arithmetic(d), 2 * k));
}

CLAIM(udt_LB_1) = {
  .title = "the covariance of a law in a ball",
  .kind = LEMMA,
  .where = "Lemma B.1",
  .says = "‖Var μ‖₂ ≤ R² for a probability measure μ on ℝ^d supported in B_R",
  .sentence =
      "Holds, with R² − |α|² for R², which two opposite points attain whatever their masses.",
  .inputs = { { "Y", "n,d", REAL, "atoms" },
              { "p", "n", PROBABILITY, "their masses" },
              { "R", "", POSITIVE, "radius" } },
  .hypotheses = { { "the atoms are in the ball", in_the_ball } },
  .instances = { { "two opposite points", { "Y = 3 4; -3 -4", "p = 1/3 2/3", "R = 5" } },
                 { "a cloud in space",
                   { "Y = 1 2 -2; -2 1/2 1; 0 -3 0; 1 1 5/2", "p = 1/2 1/8 1/8 1/4", "R = 3" } } },
  .draw = any_law,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .measure = measure_covariance,
  .controls = { { "half the room", "two opposite points" } },
};
