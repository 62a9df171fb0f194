/*. # Every start in a cap explodes
 *
 *  Let $V=\begin{pmatrix}1/2&-1/2\\-2&-1/2\end{pmatrix}$, $A=\begin{pmatrix}-1&-1/2\\0&0\end{pmatrix}$ and
 *  $F(\Sigma)=V\Sigma A\Sigma+\Sigma A^\top\Sigma V^\top$. Then *every* solution of $\dot\Sigma=F(\Sigma)$ from $\Sigma_0\succ0$ with
 *  $5\,\Sigma_{12}(0)\ge\mathrm{Tr}\Sigma_0$ is infinite before $12/\mathrm{Tr}\Sigma_0$.
 *
 *  $F$ is quadratic. With $T=\mathrm{Tr}\Sigma$, $R=\Sigma/T$ and the clock $ds=T\,dt$,
 *
 *  $$R'=F(R)-\mathrm{Tr}F(R)\,R,\qquad\dot T=\mathrm{Tr}F(R)\,T^2 .$$
 *
 *  Trace-one covariances are the disc $x^2+y^2\le1$ by $x=R_{11}-R_{22}$, $y=2R_{12}$, which is not left because $\Sigma$
 *  stays positive definite. Two statements over boxes are enough:
 *
 *  - on the chord $y=\frac25$ of the disc, $y'=2F(R)_{12}-\mathrm{Tr}F(R)\,y>0$: the cap $y\ge\frac25$ is not left;
 *  - on the cap, $\mathrm{Tr}F(R)\ge\frac1{12}$: hence $\dot T\ge\frac1{12}T^2$ for ever, and $\frac1T$, which falls at least at the
 *    rate $\frac1{12}$, would be zero at $t=12/T_0$.
 *
 *  Boxes off the disc are true for want of points. The margins are strict (0.019 on the chord; 0.088 against 1/12 on the cap), so
 *  balls decide.
 */
#include "claim/claim.h"
#include "claim/cover.h"
#include "flow/closures.h"
#include "flow/flow.h"

typedef struct {
  arr edge, growth;
} cap;

static arr covariance_at(arr x, arr y) {
  arr one = whole(x->in, 1), c = times(y, 1, 2);
  arr a = times(add(one, x), 1, 2), b = times(sub(one, x), 1, 2);
  return shaped(pack(x->in, 4, (arr[]){ a, c, c, b }), 2, 2);
}

static arr rate_at(arr x, arr y) {
  arr A = given(x->in, "-1 -1/2; 0 0"), V = given(x->in, "1/2 -1/2; -2 -1/2");
  return softmax_rate(covariance_at(x, y), A, V);
}

static arr slope_at(arr x, arr y) {
  arr F = rate_at(x, y);
  return sub(times(entry(F, 0, 1), 2, 1), mul(trace(F), y));
}

static truth off_the_disc(arr x, arr y) { return lt(whole(x->in, 1), add(square(x), square(y))); }

/* box: x. */
static truth inwards_on(const arr *box, const void *with) {
  arr x = box[0], y = ((const cap *)with)->edge;
  if (off_the_disc(x, y) == YES) return YES;
  truth inwards = lt(whole(x->in, 0), slope_at(x, y));
  return inwards == NO && off_the_disc(x, y) == UNSURE ? UNSURE : inwards;
}

/* box: x, y. */
static truth growing_on(const arr *box, const void *with) {
  if (off_the_disc(box[0], box[1]) == YES) return YES;
  truth growing = lt(((const cap *)with)->growth, trace(rate_at(box[0], box[1])));
  return growing == NO && off_the_disc(box[0], box[1]) == UNSURE ? UNSURE : growing;
}

static void judge(run *here, const char *what, cover c) {
  is(here, "boxes refuted", c.refuted, 0);
  is(here, "boxes left undecided", c.undecided, 0);
  remark(here, "%s: %ld boxes, bisected at most %d times", what, c.proved, c.deepest);
}

static arr height(arr S, const arr *with) {
  (void)with;
  return over(times(entry(S, 0, 1), 2, 1), trace(S));
}

/* The coordinates, and the rate of y by differentiation, at a point of no symmetry. */
static void compare_coordinates(run *here, arr x, arr y) {
  arr S = covariance_at(x, y);
  equals(here, "trace", trace(S), whole(x->in, 1));
  equals(here, "x", sub(entry(S, 0, 0), entry(S, 1, 1)), x);
  equals(here, "y", height(S, NULL), y);
  equals(here, "rate of y", derivative(height, S, rate_at(x, y), NULL), slope_at(x, y));
}

static void measure(run *here) {
  arith *A = arithmetic(here);
  compare_coordinates(here, rat(A, 1, 3), rat(A, 3, 7));
  arr one = whole(A, 1), edge = instead(here, "the chord 1/5", rat(A, 2, 5), rat(A, 1, 5));
  arr growth = instead(here, "growth 1/8", rat(A, 1, 12), rat(A, 1, 8));
  cap c = { edge, growth };
  arr low[] = { neg(one), edge }, high[] = { one, one };
  judge(here, "the chord", cover_box(1, low, high, 30, inwards_on, &c));
  judge(here, "the cap", cover_box(2, low, high, 30, growing_on, &c));
}

static bool all_but_balls(number kind) { return kind != BALL; }

PROOF(udt_X2d) = {
  .title = "every start in a cap explodes",
  .kind = EXPERIMENT,
  .where = "Section 4.5, Figure 2(d)",
  .says =
      "5Σ₁₂ ≥ Tr Σ₀ ⟹ Σ is infinite before 12/Tr Σ₀, for V = (½ −½; −2 −½) and A = (−1 −½; 0 0)",
  .proves = "udt-X2dexplosion",
  .over = "every Σ₀ ≻ 0 with 5Σ₁₂ ≥ Tr Σ₀",
  .entire = true,
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = PROVED,
  .unable = all_but_balls,
  .measure = measure,
  .controls = { { "the chord 1/5" }, { "growth 1/8" } },
};
