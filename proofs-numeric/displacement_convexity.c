/*. # Powers and the entropy along every geodesic, in dimensions two to four
 *
 *  Along a geodesic the energy of a cell is $Vg(\rho/V)$ with $V(s)=\det(\mathrm{Id}+sB)$, where $s$ is the
 *  time from a given one and $B$ a matrix with real eigenvalues $\mu_1,\dots,\mu_d$: the product of the
 *  inverse of a positive symmetric matrix with a symmetric one. For $g(s)=\frac{s^q}{q-1}$, and for
 *  $s\log s$ at $q=1$, up to a positive factor
 *
 *  $$\frac{d^2}{ds^2}Vg(\rho/V)\Big|_{s=0}=\sum_i\mu_i^2+(q-1)\Big(\sum_i\mu_i\Big)^2,$$
 *
 *  by $V'=\sum\mu_i$ and $V''=(\sum\mu_i)^2-\sum\mu_i^2$ at $s=0$. It is to be shown that this is not negative, for
 *  all real $\mu$ and all $q\ge1-\frac1d$. It grows with $q$, so $q=1-\frac1d$ is left.
 *
 *  **The algebraic half.** There
 *
 *  $$\sum_i\mu_i^2-\tfrac1d\Big(\sum_i\mu_i\Big)^2=\tfrac1d\sum_{i<j}(\mu_i-\mu_j)^2,$$
 *
 *  an identity of degree two in each variable, decided at $3^d$ points in rational numbers. So is the second
 *  derivative, for $q=0$ and $q=2$, where the energies are rational functions of the volume and automatic
 *  differentiation needs no formula; both sides are affine in $q$.
 *
 *  **The boxes.** By homogeneity and symmetry $\mu_1=1$ and $|\mu_i|\le1$ are left. Where some $\mu_i\le\frac34$
 *  the form is positive and balls decide it without the identity; in the corner $\mu_i\ge\frac34$, which holds
 *  the dilation where it vanishes, the identity stands alone.
 *
 *  **Sharp.** The dilation $\mu=(1,\dots,1)$ has $d+(q-1)d^2$, negative for every $q\le1-\frac1d-\frac1{64}$: it
 *  grows with $q$, and for $0\le q$ balls decide it.
 */
#include "claim/claim.h"
#include "claim/cover.h"
#include "flow/flow.h"

enum { LEAST_DIMENSION = 2, LARGEST_DIMENSION = 4 };

/* sum mu^2 + (q - 1) (sum mu)^2 */
static arr form(arr mu, arr q) {
  arr less = sub(q, whole(q->in, 1));
  return add(total(square(mu)), mul(less, square(total(mu))));
}

/* The point k of the grid {0, 1, 2}^d. */
static arr on_the_grid(arith *E, int d, int k) {
  arr mu[LARGEST_DIMENSION];
  for (int i = 0; i < d; i++, k /= 3) mu[i] = whole(E, k % 3);
  return pack(E, d, mu);
}

static int grid_size(int d) { return d == 0 ? 1 : 3 * grid_size(d - 1); }

static truth squares_identity(arith *E, int d, arr q) {
  for (int k = 0; k < grid_size(d); k++) {
    arr mu = on_the_grid(E, d, k), sum = whole(E, 0);
    for (int i = 0; i < d; i++)
      for (int j = 0; j < i; j++) sum = add(sum, square(sub(item(mu, i), item(mu, j))));
    if (equal(form(mu, q), times(sum, 1, d)) != YES) return NO;
  }
  return YES;
}

/* V^(1-q)/(q-1) for q = 0 and 2, at the volume of the product of 1 + s mu_i. */
static arr volume(arr s, const arr *with) {
  arr V = whole(s->in, 1);
  for (int i = 0; i < with[0]->rows; i++)
    V = mul(V, add(whole(s->in, 1), mul(s, item(with[0], i))));
  return V;
}
static arr energy_at_0(arr s, const arr *with) { return neg(volume(s, with)); }
static arr energy_at_2(arr s, const arr *with) { return reciprocal(volume(s, with)); }

static truth bend_identity(arith *E, int d) {
  arr none = whole(E, 0), one = whole(E, 1), two = whole(E, 2);
  for (int k = 0; k < grid_size(d); k++) {
    arr mu = on_the_grid(E, d, k);
    if (equal(second_derivative(energy_at_0, none, one, &mu), form(mu, none)) != YES) return NO;
    if (equal(second_derivative(energy_at_2, none, one, &mu), form(mu, two)) != YES) return NO;
  }
  return YES;
}

typedef struct {
  int d;
  arr q;
  truth algebra; /* whether the identity of the squares stands */
} statement;

/* box: mu_2, .. mu_d */
static truth form_on(const arr *box, const void *with) {
  const statement *s = with;
  arr mu[LARGEST_DIMENSION], zero = whole(s->q->in, 0), edge = rat(s->q->in, 3, 4);
  mu[0] = whole(s->q->in, 1);
  bool corner = true;
  for (int i = 1; i < s->d; i++) mu[i] = box[i - 1], corner = corner && le(edge, mu[i]) == YES;
  if (corner && s->algebra == YES) return YES;
  arr value = form(pack(s->q->in, s->d, mu), s->q);
  return lt(zero, value) == YES ? YES : lt(value, zero) == YES ? NO : UNSURE;
}

/* box: q; with: the dilation. */
static truth dilation_on(const arr *box, const void *with) {
  arr value = form(*(const arr *)with, box[0]);
  return lt(value, whole(value->in, 0)) == YES   ? YES
         : le(whole(value->in, 0), value) == YES ? NO
                                                 : UNSURE;
}

static void measure_dimension(run *here, int d) {
  arith *A = arithmetic(here), *E = exact_input(here, "margin")->in;
  arr q = instead(here, "an exponent below 1 - 1/d", rat(E, d - 1, d), rat(E, 9 * (d - 1), 10 * d));
  arr low[LARGEST_DIMENSION], high[LARGEST_DIMENSION], one = whole(A, 1);
  truth algebra = squares_identity(E, d, q);
  holds(here, "the form as a sum of squares", algebra);
  holds(here, "the second derivative at q = 0 and 2", bend_identity(E, d));
  for (int i = 0; i < d; i++) low[i] = neg(one), high[i] = one;
  equals(here, "side of the box", sub(high[0], low[0]), whole(A, 2));
  statement s = { d, as(A, q), algebra };
  cover c = cover_box(d - 1, low, high, 30, form_on, &s);
  is(here, "boxes refuted", c.refuted, 0);
  is(here, "boxes left undecided", c.undecided, 0);
  arr dilation = flat(filled(A, d, 1, one)), most = sub(rat(A, d - 1, d), input(here, "margin"));
  arr none = whole(A, 0);
  cover below = cover_box(1, &none, &most, 30, dilation_on, &dilation);
  is(here, "exponents below at which a dilation is convex", below.refuted, 0);
  is(here, "exponents below left undecided", below.undecided, 0);
  remark(here, "dimension %d: %ld boxes, bisected at most %d times", d, c.proved, c.deepest);
}

static void measure(run *here) {
  for (int d = LEAST_DIMENSION; d <= LARGEST_DIMENSION; d++) measure_dimension(here, d);
}

static bool all_but_balls(number kind) { return kind != BALL; }

PROOF(odt_R5_2c) = {
  .title = "powers and the entropy are displacement convex, in dimensions 2, 3 and 4",
  .kind = REMARK,
  .where = "Section 5.2, after eq. (16)",
  .says = "the energy of every cell of every geodesic is convex in t for g(s) = s^q/(q−1), q ≥ 1 − "
          "1/d, "
          "and for s log s; for no 0 ≤ q ≤ 1 − 1/d − 1/64",
  .proves = "odt-R5.2c",
  .over =
      "the entropy and every power q ≥ 1 − 1/d, along every geodesic by a smooth map in dimension "
      "2, 3 or 4",
  .inputs = { { "margin", "", POSITIVE, "how far below 1 - 1/d exponents are refuted" } },
  .instances = { { "1/64", { "margin = 1/64" } } },
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = PROVED,
  .unable = all_but_balls,
  .measure = measure,
  .controls = { { "an exponent below 1 - 1/d" } },
};
