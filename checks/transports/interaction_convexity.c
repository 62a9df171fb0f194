/*. # Which interaction energies are convex along geodesics
 *
 *  A geodesic between two clouds moves every atom on a straight line, paired as the optimal plan has
 *  it. If $k(x,y)=W(x-y)$, two atoms $\pm\frac12\delta$ that move to $\pm\frac12\delta'$ with
 *  $\langle\delta,\delta'\rangle\ge0$ (which makes the pairing optimal) have the energy
 *  $\frac12W(0)+\frac12W(\delta_t)$ with $\delta_t$ affine, for even $W$. So wherever $W$ bends down on
 *  such a segment, geodesic convexity is lost. The survey says only that it is lost in general, and it
 *  is:
 *
 *  - $W=1/(1+\frac12|x|^2)$, smooth and bounded, is concave for $|x|^2<\frac23$;
 *  - the quadratic risk of Section 6, which is an interaction energy too: for one linear neuron
 *    $f=\frac1N\sum(uvz_k-y_k)^2$ on Dirac masses, and between the two minimisers $(a,b)$ and $(-a,-b)$
 *    the straight line passes through $0$, where the risk is the mean of $y^2$.
 *
 *  What is true instead? Three statements, which are ours.
 *
 *  **Convex $W$.** Then $W(x_t-x'_t)$ is convex in $t$ for every pair of lines, and the energy is
 *  convex along geodesics, whatever the plan. For $W=\frac12|x|^2$ it lies below its chord by
 *  $t(1-t)\big(W_2^2-|m|^2\big)$ exactly, $m$ being the shift of the mean.
 *
 *  **On the line** less is needed: an optimal plan keeps the order, differences never change their
 *  sign, and $W$ need only be convex on $(0,\infty)$. Thus the repulsion $W=-|x|$, whose minimisers do
 *  not exist, is geodesically convex there: it is *affine* along every geodesic. In the plane the same
 *  $W$ is not convex: between the differences $(4,0)$ and $(0,3)$ lies $(2,\frac32)$, and
 *  $-\frac52>-\frac{4+3}2$, a counterexample in rational numbers.
 *
 *  **Bounded below.** If $D^2W\succeq-c$ then
 *
 *  $$f(\alpha_t)\le(1-t)f(\alpha_0)+tf(\alpha_1)+c\,t(1-t)\big(W_2^2(\alpha_0,\alpha_1)-|m|^2\big),$$
 *
 *  because $W(\delta_t)$ lies at most $\frac c2t(1-t)|\delta'-\delta|^2$ above its chord and
 *  $\iint|(y-x)-(y'-x')|^2=2W_2^2-2|m|^2$. So the energy is $(-2c)$-convex, and the constant cannot be
 *  improved: for clouds shrunk to a point the defect is the whole right side.
 */
#include "claim/claim.h"
#include "lin/lin.h"

typedef arr (*shape)(arr difference);

static arr bump(arr x) {
  arr one = whole(x->in, 1);
  return over(one, add(one, times(dot(x, x), 1, 2)));
}
static arr well(arr x) { return times(dot(x, x), 1, 2); }
static arr quartic(arr x) { /* any convex one would do; mutants: aside */
  return add(square(dot(x, x)), square(item(x, 0)));
}
static arr hill(arr x) { return neg(quartic(x)); }
static arr repulsion(arr x) { return neg(norm(x)); }

static arr energy(shape W, arr X) {
  arr sum = NULL;
  for (int i = 0; i < X->rows; i++)
    for (int j = 0; j < X->rows; j++) {
      arr x = row_at(X, i), term = W(i == j ? wholes(x, 0) : sub(x, row_at(X, j)));
      sum = sum ? add(sum, term) : term;
    }
  return times(sum, 1, (long)X->rows * X->rows);
}

static arr between(arr t, arr x, arr y) { return add(mul(sub(whole(t->in, 1), t), x), mul(t, y)); }

static arr along(shape W, arr t, arr X, arr Y) { return energy(W, between(t, X, Y)); }
static arr chord(shape W, arr t, arr X, arr Y) { return between(t, energy(W, X), energy(W, Y)); }

/*. The plan is found by trying all pairings, with rational costs. */
typedef struct {
  arr X, Y, least;
  int order[8], best[8];
} pairing;

static void try_all(pairing *p, int placed, arr cost) {
  int n = p->X->rows;
  if (p->least && lt(cost, p->least) != YES) return;
  if (placed == n) {
    p->least = cost;
    for (int i = 0; i < n; i++) p->best[i] = p->order[i];
    return;
  }
  for (int j = 0; j < n; j++) {
    bool taken = false;
    for (int i = 0; i < placed; i++) taken = taken || p->order[i] == j;
    if (taken) continue;
    p->order[placed] = j;
    arr step = sub(row_at(p->X, placed), row_at(p->Y, j));
    try_all(p, placed + 1, add(cost, dot(step, step)));
  }
}

/* The rows of Y in the order in which those of X go to them; the first two in rational numbers. */
static arr partners(arr exact_X, arr exact_Y, arr Y) {
  pairing p = { .X = exact_X, .Y = exact_Y };
  try_all(&p, 0, whole(exact_X->in, 0));
  arr rows = NULL;
  for (int i = 0; i < Y->rows; i++) {
    arr next = row(row_at(Y, p.best[i]));
    rows = rows ? stack(rows, next) : next;
  }
  return rows;
}

/* No two atoms would rather exchange their targets. */
static truth is_monotone(run *here) {
  arr X = exact_input(here, "X"), Y = exact_input(here, "Y"), zero = whole(X->in, 0);
  Y = partners(X, Y, Y);
  for (int i = 0; i < X->rows; i++)
    for (int j = 0; j < i; j++) {
      arr x = sub(row_at(X, i), row_at(X, j)), y = sub(row_at(Y, i), row_at(Y, j));
      if (le(zero, dot(x, y)) != YES) return NO;
    }
  return YES;
}

static arr targets(run *here) {
  return partners(exact_input(here, "X"), exact_input(here, "Y"), input(here, "Y"));
}

static arr two_atoms(arr difference) {
  arr half = row(times(difference, 1, 2));
  return stack(half, neg(half));
}

static arr risk_of_one_neuron(arr u, arr v, arr z, arr y) {
  return times(total(square(sub(mul(mul(u, v), z), y))), 1, z->rows);
}

/* Both weights of one neuron change their sign on the way; or, which is no more than a change of scale,
 * the outer one alone. */
static void measure_neuron(run *here, arr t) {
  arr a = item(input(here, "z"), 0), b = item(input(here, "from"), 0), z = input(here, "z");
  arr y = mul(mul(a, b), z), none = whole(t->in, 0), rest = sub(whole(t->in, 1), t);
  arr u = instead(here, "a convex kernel", between(t, a, neg(a)), a), v = between(t, b, neg(b));
  arr rise = times(square(mul(t, rest)), 16, 1);
  arr risk = risk_of_one_neuron(u, v, z, y);
  equals(here, "risk between two minimisers", risk,
         mul(rise, risk_of_one_neuron(none, none, z, y)));
  exceeds(here, "risk between two minimisers, where it is 0", risk, risk_of_one_neuron(a, b, z, y));
}

static void measure_loss(run *here) {
  arr from = input(here, "from"), to = input(here, "to"), t = input(here, "t");
  arr X = two_atoms(from), Y = two_atoms(to), half = rat(from->in, 1, 2);
  shape W = instead(here, "a convex kernel", bump, well);
  part(here, "not in general");
  for (int i = 0; i < t->rows; i++) {
    arr s = item(t, i), E = along(W, s, X, Y), alone = W(wholes(from, 0));
    at(here, "t", s);
    equals(here, "energy of two atoms", E, mul(half, add(alone, W(between(s, from, to)))));
    exceeds(here, "energy of two atoms, and its chord", E, chord(W, s, X, Y));
    measure_neuron(here, s);
  }
  X = two_atoms(given(half->in, "4 0")), Y = two_atoms(given(half->in, "0 3"));
  W = instead(here, "a convex kernel", repulsion, well);
  at(here, "t", half);
  exceeds(here, "repulsion in the plane, and its chord", along(W, half, X, Y),
          chord(W, half, X, Y));
}

/* The most that the energy of the bump may exceed its chord, c = 1. */
static arr allowance(arr t, arr X, arr Y) {
  arr step = sub(Y, X), shift = times(sum_columns(step), 1, X->rows);
  arr spread_ = sub(times(total(square(step)), 1, X->rows), dot(shift, shift));
  return mul(mul(t, sub(whole(t->in, 1), t)), spread_);
}

static void measure_convex(run *here) {
  arr X = input(here, "X"), Y = targets(here), t = input(here, "t");
  arr u = column(input(here, "u")), v = input(here, "v"), reversed = NULL;
  for (int i = v->rows - 1; i >= 0; i--) {
    arr next = row(flat(item(v, i)));
    reversed = reversed ? stack(reversed, next) : next;
  }
  shape W = instead(here, "a concave kernel", quartic, hill);
  v = instead(here, "order reversed", column(v), reversed);
  for (int i = 0; i < t->rows; i++) {
    arr s = item(t, i);
    at(here, "t", s);
    part(here, "convex W");
    at_most(here, "energy, and its chord", along(W, s, X, Y), chord(W, s, X, Y));
    equals(here, "energy of the quadratic kernel", along(well, s, X, Y),
           sub(chord(well, s, X, Y), allowance(s, X, Y)));
    part(here, "repulsion on the line");
    equals(here, "energy, and its chord", along(repulsion, s, u, v), chord(repulsion, s, u, v));
  }
}

static void measure_bound(run *here) {
  arr X = input(here, "X"), Y = targets(here), t = input(here, "t"), one = whole(X->in, 1);
  arr gauges = NULL, shares = NULL, half = rat(X->in, 1, 2);
  part(here, "W'' bounded below");
  holds(here, "no two atoms would rather exchange their targets", is_monotone(here));
  for (int i = 0; i < t->rows; i++) {
    arr s = item(t, i), most = allowance(s, X, Y);
    at(here, "t", s);
    at_most(here, "energy", along(bump, s, X, Y), add(chord(bump, s, X, Y), most));
  }
  for (int k = 3; k <= 6; k++) {
    arr e = power(half, k), x = mul(e, X), y = mul(e, Y);
    arr defect = sub(along(bump, half, x, y), chord(bump, half, x, y));
    arr most = allowance(half, x, y), share = over(defect, most),
        allowed = instead(here, "c halved", most, times(most, 1, 2));
    at(here, "size of the clouds", e);
    at_most(here, "energy of small clouds above the chord", defect, allowed);
    gauges = gauges ? stack(gauges, e) : flat(e);
    shares = shares ? stack(shares, share) : flat(share);
  }
  tends(here, "share of the bound that is used", gauges, shares, one, whole(X->in, 2),
        rat(X->in, 1, 10));
}

/* Energies above their chords, for the figure. */
static void trace_geodesics(run *here) {
  arith *A = arithmetic(here);
  if (arith_kind(A) != DOUBLE) return;
  arr a = two_atoms(given(A, "4 0")), b = two_atoms(given(A, "0 3")), e = rat(A, 1, 5);
  arr u = column(given(A, "-2 0 1")), v = column(given(A, "-1/2 2 5/2"));
  for (int i = 0; i <= 20; i++) {
    arr t = rat(A, i, 20), x = mul(e, a), y = mul(e, b), s = sub(whole(A, 1), times(t, 2, 1));
    trace_point(here, "neuron", t,
                risk_of_one_neuron(s, s, row_at(eye(A, 1), 0), row_at(eye(A, 1), 0)));
    trace_point(here, "plane", t, sub(along(repulsion, t, x, y), chord(repulsion, t, x, y)));
    trace_point(here, "line", t, sub(along(repulsion, t, u, v), chord(repulsion, t, u, v)));
    trace_point(here, "quartic", t, sub(along(quartic, t, x, y), chord(quartic, t, x, y)));
  }
}

static void measure(run *here) {
  trace_geodesics(here);
  measure_bound(here);
  measure_convex(here);
  measure_loss(here);
}

static truth close_together(run *here) {
  arr a = exact_input(here, "from"), b = exact_input(here, "to"), most = rat(a->in, 2, 3);
  truth first = lt(dot(a, a), most), second = lt(dot(b, b), most);
  if (first != YES || second != YES) return NO;
  return lt(whole(a->in, 0), dot(a, b)) == YES && equal(a, b) == NO ? YES : NO;
}

static truth ascending(run *here) {
  arr u = exact_input(here, "u"), v = exact_input(here, "v");
  int n = u->rows - 1;
  bool first = lt(rows_from(u, 0, n), rows_from(u, 1, n)) == YES;
  return first && lt(rows_from(v, 0, n), rows_from(v, 1, n)) == YES ? YES : NO;
}

static truth inside_the_geodesic(run *here) {
  arr t = exact_input(here, "t");
  return lt(t, whole(t->in, 1));
}

static truth shrinks_or_grows(run *here) {
  arr X = exact_input(here, "X"), Y = exact_input(here, "Y"), half = rat(X->in, 1, 2);
  return lt(whole(X->in, 0), allowance(half, X, partners(X, Y, Y)));
}

static arr climbing(draw *d, int n) {
  arr u = flat(draw_between(d, -16, 0, 8));
  for (int i = 1; i < n; i++) u = stack(u, add(item(u, i - 1), draw_between(d, 1, 12, 8)));
  return u;
}

static void any_clouds(draw *d) {
  int n = (int)draw_whole(d, 2, 4), k = (int)draw_whole(d, 1, 3), m = (int)draw_whole(d, 2, 4);
  set(d, "X", draw_dyadic(d, n, k));
  set(d, "Y", draw_dyadic(d, n, k));
  set(d, "u", climbing(d, m));
  set(d, "v", climbing(d, m));
  set(d, "from", draw_list(d, "1..8/16 -2..2/16"));
  set(d, "to", draw_list(d, "9..12/16 -2..3/16"));
  set(d, "z", draw_list(d, "1..8/4 -8..8/4"));
  set(d, "t", draw_list(d, "1..7/16 8..15/16"));
}

CLAIM(odt_R5_3) = {
  .title = "interaction energies are not geodesically convex",
  .kind = REMARK,
  .where = "Section 5.3, after eq. (18)",
  .says = "In general, however, quadratic interaction energies of the form (18) are not "
          "geodesically convex",
  .sentence =
      "Holds, with rational witnesses, the risk of Section 6 among them; convex kernels and, "
      "on the line, repulsion by the distance are exceptions.",
  .inputs = { { "X", "n,d", REAL, "atoms, by rows" },
              { "Y", "n,d", REAL, "where they go, in any order" },
              { "u", "m", REAL, "atoms on the line, ascending" },
              { "v", "m", REAL, "where they go, ascending" },
              { "from", "2", REAL, "difference of two atoms in the plane" },
              { "to", "2", REAL, "their difference at the end" },
              { "z", "q", REAL, "data of one linear neuron; the first is also its inner weight" },
              { "t", "l", POSITIVE, "times on the geodesic" } },
  .hypotheses = { { "both differences are shorter than √(2/3), distinct, at an acute angle",
                    close_together },
                  { "the atoms on the line ascend", ascending },
                  { "every t is below 1", inside_the_geodesic },
                  { "the atoms do not all move alike", shrinks_or_grows } },
  .instances = { { "three atoms in the plane",
                   { "X = 1/2 -1/3; -1 2/5; 3/4 1", "Y = -2/3 1; 1 1/5; 1/4 -3/2", "u = -2 0 1",
                     "v = -1/2 2 5/2", "from = 1/10 0", "to = 1/2 1/5", "z = 1 -2/3",
                     "t = 1/5 1/2 5/7" } },
                 { "four atoms in space",
                   { "X = 1 0 -1/2; 1/3 -1 1; -3/4 1/2 0; 0 2 1/5",
                     "Y = -1 1/3 1; 1/2 1/2 -1; 2/3 -2 0; 1/7 1 -1", "u = -5/3 -1 1/4 2",
                     "v = 0 1/3 1/2 3", "from = 1/3 -1/4", "to = 2/3 1/3", "z = 1/2 5/4 -1",
                     "t = 2/9 3/4" } } },
  .draw = any_clouds,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "odt-E18", "odt-E22" },
  .parts = { { "not in general", HOLDS,
               "energies above their chords: a bounded kernel, the risk of a "
               "neuron, repulsion in the plane",
               NULL, NO_ERRATUM, PRINTED },
             { "convex W", HOLDS, "for k = W(x−y) with W convex, f is convex along geodesics", NULL,
               NO_ERRATUM, DERIVED },
             { "repulsion on the line", HOLDS,
               "for k = −|x−y| on the line, f is affine along geodesics", NULL, NO_ERRATUM,
               DERIVED },
             { "W'' bounded below", HOLDS,
               "if D²W ≽ −c, f(α_t) ≤ (1−t)f(α₀) + t f(α₁) + c t(1−t)(W₂² − |m|²), and c cannot be "
               "smaller",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure,
  .controls = { { "a convex kernel" },
                { "a concave kernel" },
                { "order reversed" },
                { "c halved" } },
};
