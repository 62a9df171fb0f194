/*. # Maps and couplings
 *
 *  A map that carries $\alpha_0$ to $\alpha_1$ is a coupling, so Kantorovich's value (10) is at most
 *  Monge's (9). The survey adds: "When an optimal Monge map $T$ exists, it induces an optimal coupling
 *  [...], and the values of (9) and (10) coincide."
 *
 *  **Not with atoms of different masses.** From $\frac13\delta_0+\frac23\delta_1$ to
 *  $\frac23\delta_0+\frac13\delta_1$ there is one map only, which exchanges the points: it is optimal, for
 *  want of others, and costs 1. A coupling leaves a third in each place and moves a third, at the cost
 *  $\frac13$. What is missing is a hypothesis that lets maps approach couplings: that $\alpha_0$ has no
 *  atoms, or that both laws are uniform on as many points, where the extreme couplings are
 *  permutations (Birkhoff).
 *
 *  Optimality of a coupling is never taken from a program on trust. Potentials with $f_i+g_j\le c_{ij}$
 *  bound every coupling from below by $\sum_iw_if_i+\sum_jv_jg_j$; where this meets the cost, both are
 *  optimal. On the line the coupling is the one that keeps the order, and the potentials are read
 *  off along its staircase; in the plane, for uniform laws, they are cheapest chains of exchanges.
 *  Maps between atoms are enumerated, and which of them carry the law is decided in rational
 *  numbers.
 *
 *  **Without atoms.** From the uniform law on $[0,1]$ to atoms $y_j$ of masses $v_j$ the map sends the
 *  interval between the quantiles of $v$ to $y_j$. Its potentials $g_j$ are such that
 *  $(x-y_j)^2-g_j$ is the least for all $x$ of that interval: cost and dual value agree again.
 */
#include "claim/claim.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* ---- maps between atoms ---- */

enum { MOST_ATOMS = 4 };

typedef struct {
  long count; /* how many maps carry the law */
  int best[MOST_ATOMS];
  arr least; /* what the cheapest of them costs, in rational numbers; NULL if there is none */
} maps;

static bool carries(const int *to, arr w, arr v) {
  for (int j = 0; j < v->rows; j++) {
    arr arrived = whole(w->in, 0);
    for (int i = 0; i < w->rows; i++)
      if (to[i] == j) arrived = add(arrived, item(w, i));
    if (equal(arrived, item(v, j)) != YES) return false;
  }
  return true;
}

static arr cost_of_map(const int *to, arr w, arr C) {
  arr sum = whole(w->in, 0);
  for (int i = 0; i < w->rows; i++) sum = add(sum, mul(item(w, i), entry(C, i, to[i])));
  return sum;
}

/* All maps of the atoms, in rational numbers. */
static maps all_maps(arr w, arr v, arr C) {
  maps m = { 0, { 0 }, NULL };
  int n = w->rows, to[MOST_ATOMS] = { 0 };
  for (bool more = true; more;) {
    if (carries(to, w, v)) {
      arr cost = cost_of_map(to, w, C);
      m.count++;
      if (!m.least || lt(cost, m.least) == YES) {
        m.least = cost;
        for (int i = 0; i < n; i++) m.best[i] = to[i];
      }
    }
    more = false;
    for (int i = 0; i < n && !more; i++) more = ++to[i] < v->rows || (to[i] = 0);
  }
  return m;
}

/* ---- the coupling that keeps the order, with its potentials ---- */

typedef struct {
  arr plan, f, g;
} dual_pair;

/* Along the staircase from cell to cell, decided in rational numbers: masses W, V as w, v. */
static dual_pair in_order(arr w, arr v, arr W, arr V, arr C) {
  int n = w->rows, m = v->rows, i = 0, j = 0;
  arith *A = w->in;
  arr rows = eye(A, n), columns = eye(A, m), plan = zeros(A, n, m), f[n], g[m];
  arr left = item(w, 0), room = item(v, 0), Left = item(W, 0), Room = item(V, 0);
  f[0] = whole(A, 0), g[0] = entry(C, 0, 0);
  while (true) {
    bool down = lt(Left, Room) == YES; /* row i is spent first */
    arr moved = down ? left : room, Moved = down ? Left : Room;
    plan = add(plan, mul(moved, outer(row_at(rows, i), row_at(columns, j))));
    left = sub(left, moved), room = sub(room, moved);
    Left = sub(Left, Moved), Room = sub(Room, Moved);
    if (down ? ++i == n : ++j == m) break;
    if (down)
      left = item(w, i), Left = item(W, i), f[i] = sub(entry(C, i, j), g[j]);
    else
      room = item(v, j), Room = item(V, j), g[j] = sub(entry(C, i, j), f[i]);
  }
  return (dual_pair){ plan, pack(A, n, f), pack(A, m, g) };
}

/* f_i + g_j against the cost of each pair: attained where it is so in rational numbers. */
static void measure_potentials(run *here, const char *what, arr slack, arr bound, arr C) {
  arr zero = whole(C->in, 0), scale = greatest(C);
  for (int i = 0; i < C->rows; i++)
    for (int j = 0; j < C->columns; j++)
      if (equal(entry(slack, i, j), whole(slack->in, 0)) == YES)
        equals_on_scale(here, what, entry(bound, i, j), entry(C, i, j), scale);
      else
        at_most_on_scale(here, what, sub(entry(bound, i, j), entry(C, i, j)), zero, scale);
}

static arr sums(arr f, arr g) { return add(column(f), row(g)); }

static bool uniform(arr w, arr v) {
  return w->rows == v->rows && equal(w, item(w, 0)) == YES && equal(v, item(w, 0)) == YES;
}

/* What the maps can do against the coupling of that cost. */
static void measure_maps(run *here, maps m, bool alike, arr w, arr C, arr cost) {
  void (*judge)(run *, const char *, arr, arr) = instead(here, "as printed", exceeds, equals);
  if (!m.count) {
    part(here, "the constraint can be empty");
    is(here, "maps that carry the law", m.count, 0);
    return;
  }
  arr monge = cost_of_map(m.best, w, C);
  part(here, "the values coincide");
  (alike ? equals : judge)(here, "value of (9), and of (10)", monge, cost);
  part(here, "(10) relaxes (9)");
  (alike ? attains : at_most)(here, "value of (10), and of (9)", cost, monge);
}

static void measure_line(run *here) {
  arr x = input(here, "x"), y = input(here, "y"), w = input(here, "w"), v = input(here, "v");
  arr W = exact_input(here, "w"), V = exact_input(here, "v");
  arr exact_C = squared_distances(column(exact_input(here, "x")), column(exact_input(here, "y")));
  arr C = squared_distances(column(x), column(y));
  dual_pair d = in_order(w, v, W, V, C), e = in_order(W, V, W, V, exact_C);
  arr cost = total(mul(C, d.plan));
  part(here, "(10) relaxes (9)");
  equals(here, "first marginal", sum_rows(d.plan), w);
  equals(here, "second marginal", sum_columns(d.plan), v);
  measure_potentials(here, "potentials on the line", sub(exact_C, sums(e.f, e.g)), sums(d.f, d.g),
                     C);
  equals(here, "cost of the coupling in order", cost, add(dot(w, d.f), dot(v, d.g)));
  measure_maps(here, all_maps(W, V, exact_C), uniform(W, V), w, C, cost);
}

static void measure_plane(run *here) {
  arr P = input(here, "P"), Q = input(here, "Q"), C = squared_distances(P, Q), f, g, F, G;
  arr exact_C = squared_distances(exact_input(here, "P"), exact_input(here, "Q"));
  int n = P->rows, to[n], exact_to[n];
  arr cost = times(assignment(C, to, &f, &g), 1, n);
  assignment(exact_C, exact_to, &F, &G);
  arr W = flat(filled(exact_C->in, n, 1, rat(exact_C->in, 1, n))), w = as(C->in, W);
  part(here, "(10) relaxes (9)");
  equals(here, "cost of a pair", entry(C, 0, 0), total(square(sub(row_at(P, 0), row_at(Q, 0)))));
  measure_potentials(here, "potentials in the plane", sub(exact_C, sums(F, G)), sums(f, g), C);
  equals(here, "cost of the matching", cost, times(add(total(f), total(g)), 1, n));
  exceeds(here, "cost of the independent coupling", times(total(C), 1, n * n), cost);
  measure_maps(here, all_maps(W, W, exact_C), true, w, C, cost);
}

/* From the uniform law on [0,1]: the cost by Simpson's rule, exact for squares, its dual by cubes. */
static void measure_without_atoms(run *here) {
  arr y = input(here, "y"), v = input(here, "v"), cut = whole(y->in, 0), g = cut;
  arr map_cost = cut, dual = cut, middle[MOST_ATOMS], potential[MOST_ATOMS];
  int m = y->rows;
  for (int j = 0; j < m; j++) {
    arr end = add(cut, item(v, j)), off = sub(cut, item(y, j)), far = sub(end, item(y, j));
    arr ends = add(square(off), square(far)), both = square(add(off, far));
    if (j) g = add(g, sub(square(off), square(sub(cut, item(y, j - 1)))));
    map_cost = add(map_cost, times(mul(item(v, j), add(ends, both)), 1, 6));
    arr cubes = times(sub(power(far, 3), power(off, 3)), 1, 3);
    dual = add(dual, add(sub(cubes, mul(g, sub(end, cut))), mul(g, item(v, j))));
    potential[j] = g, middle[j] = times(add(cut, end), 1, 2), cut = end;
  }
  part(here, "the values coincide");
  equals(here, "cost of the map, without atoms", map_cost, dual);
  for (int i = 0; i < m; i++)
    for (int j = 0; j < m; j++)
      if (i != j)
        exceeds(here, "its potential", sub(square(sub(middle[i], item(y, j))), potential[j]),
                sub(square(sub(middle[i], item(y, i))), potential[i]));
}

static void measure_couplings(run *here) {
  measure_line(here);
  measure_plane(here);
  measure_without_atoms(here);
}

static truth increasing(arr x) {
  int n = x->rows - 1;
  return n ? lt(rows_from(x, 0, n), rows_from(x, 1, n)) : YES;
}
static truth ascending(run *here) {
  return increasing(exact_input(here, "x")) == YES ? increasing(exact_input(here, "y")) : NO;
}

static arr off_the_line(run *here) { return column_at(input(here, "P"), 1); }

static arr ladder(draw *d, int n) {
  arr x = flat(draw_dyadic(d, 0, 0));
  for (int i = 1; i < n; i++) x = stack(x, add(item(x, i - 1), draw_between(d, 1, 8, 8)));
  return x;
}

/* Half of the time uniform, half of the time different masses in the reverse order. */
static void any_atoms(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 4);
  bool alike = draw_whole(d, 0, 1);
  arr w = flat(rat(E, 1, n)), v = NULL;
  for (int i = 1; i < n; i++) w = stack(w, rat(E, 1, n));
  if (!alike) {
    w = flat(whole(E, 1));
    for (int i = 1; i < n; i++) w = stack(w, whole(E, 1L << i));
    w = over(w, total(w));
  }
  for (int i = n - 1; i >= 0; i--) v = v ? stack(v, item(w, i)) : flat(item(w, i));
  set(d, "x", ladder(d, n));
  set(d, "w", w);
  set(d, "y", ladder(d, n));
  set(d, "v", v);
  set(d, "P", draw_dyadic(d, 3, 2));
  set(d, "Q", draw_dyadic(d, 3, 2));
}

CLAIM(odt_E9) = {
  .title = "Monge's value and Kantorovich's",
  .kind = FORMULA,
  .where = "Section 4.1, eqs. (9) and (10)",
  .says = "When an optimal Monge map T exists, it induces an optimal coupling π* = (Id, T)♯α₀, and "
          "the values of (9) and (10) coincide.",
  .correction = "When α₀ has no atoms, or both laws are uniform on as many points, the values of "
                "(9) and (10) coincide, and an optimal Monge map induces an optimal coupling",
  .sentence = "False for atoms of different masses: from ⅓δ₀ + ⅔δ₁ to ⅔δ₀ + ⅓δ₁ one map exists, "
              "which costs 1, and a coupling costs ⅓.",
  .remains =
      "That (10) relaxes (9), that the constraint of (9) can be empty, and the statement for "
      "laws without atoms and for uniform laws on n points.",
  .inputs = { { "x", "n", REAL, "atoms on the line at t = 0, ascending, at most 4" },
              { "w", "n", PROBABILITY, "their masses" },
              { "y", "m", REAL, "atoms on the line at t = 1, ascending, at most 4" },
              { "v", "m", PROBABILITY, "their masses" },
              { "P", "k,2", REAL, "atoms of equal mass in the plane at t = 0, at most 4" },
              { "Q", "k,2", REAL, "atoms of equal mass in the plane at t = 1" } },
  .hypotheses = { { "x and y ascend", ascending } },
  .instances = { { "different masses",
                   { "x = 0 1", "w = 1/3 2/3", "y = 0 1", "v = 2/3 1/3",
                     "P = 1 0; -1/2 2; -3/4 -5/3", "Q = 2 1; -1 1/2; 0 -3" } },
                 { "three different masses",
                   { "x = -1 1/3 2", "w = 1/7 2/7 4/7", "y = -1/2 0 5/2", "v = 4/7 1/7 2/7",
                     "P = 1 0; -1/2 2; -3/4 -5/3; 1/7 1/5", "Q = 2 1; -1 1/2; 0 -3; 1/3 1/2" } },
                 { "equal masses",
                   { "x = -1 1/3 2 9/4", "w = 1/4 1/4 1/4 1/4", "y = -1/2 0 5/2 7",
                     "v = 1/4 1/4 1/4 1/4", "P = 1 0; -1/2 2", "Q = 2 1; -1 1/2" } },
                 { "no map at all",
                   { "x = 0 1", "w = 1/2 1/2", "y = -1 1 3", "v = 1/2 1/3 1/6", "P = 1 0; -1/2 2",
                     "Q = 2 1; -1 1/2" } } },
  .draw = any_atoms,
  .visible = { { "second coordinate of the atoms", off_the_line } },
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .parts = { { "the values coincide", CORRECTED,
               "when an optimal Monge map exists, the values of (9) and (10) coincide",
               "when α₀ has no atoms, or both laws are uniform on as many points", HYPOTHESIS,
               PRINTED },
             { "(10) relaxes (9)", HOLDS, "the value of (10) is at most that of (9)", NULL,
               NO_ERRATUM, PRINTED },
             { "the constraint can be empty", HOLDS, "the constraint T♯α₀ = α₁ can be empty", NULL,
               NO_ERRATUM, PRINTED } },
  .measure = measure_couplings,
  .controls = { { "as printed", "different masses" }, { "as printed", "three different masses" } },
};
