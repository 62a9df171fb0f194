/*. # The energy of a nonlinear diffusion is its pressure
 *
 *  Which diffusion is the Wasserstein gradient flow of $f(\alpha)=\int g(\rho)\,dx$? The first
 *  variation is $g'(\rho)$, particles move by $v=-\nabla g'(\rho)$, and so
 *
 *  $$\partial_t\rho=\mathrm{div}\big(\rho\nabla g'(\rho)\big)=\mathrm{div}\big(\rho\,g''(\rho)\nabla\rho\big)
 *    =\Delta\tilde g(\rho),\qquad \tilde g'(s)=s\,g''(s),\quad \tilde g(s)=s\,g'(s)-g(s).$$
 *
 *  The survey prints $sg'(s)=\tilde g'(s)$. That this is false needs no computation: adding a
 *  multiple of $s$ to $g$ adds a constant to $f$, which moves nothing, and it would add a
 *  heat equation to the printed relation. Nor does the relation agree with its own first example, for
 *  $g=s\log s$ it gives $\tilde g'=s(1+\log s)$ and not the 1 of the heat equation.
 *
 *  $\tilde g$ has a name. A cell of volume $V$ that holds the mass $m$ has the energy $V\,g(m/V)$,
 *  and what it loses when it grows is
 *
 *  $$-\frac{d}{dV}\,V\,g(m/V)=s\,g'(s)-g(s),\qquad s=m/V :$$
 *
 *  $\tilde g$ is the pressure, and the flow is driven by differences of pressure. Both sides are taken
 *  by automatic differentiation of $g$ alone.
 *
 *  ## At a point
 *
 *  The equation asks for two derivatives of $\rho$ at a point, so a quadratic density
 *  $\rho(y)=r+u\cdot y+\frac12y^\top Hy$ is as general as any. No derivative is typed: with
 *  $\varphi=g'(\rho)$,
 *
 *  $$\mathrm{div}(\rho\nabla\varphi)=\tfrac12\big(\Delta(\rho\varphi)+\rho\Delta\varphi-\varphi\Delta\rho\big).$$
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/gas.h"

/* The integral of s g'(s), term by term. */
static arr printed_pressure(gas g, arr s) {
  arr half = times(square(s), 1, 2), sum = wholes(s, 0);
  bool has_logarithm = equal(g.a, whole(g.a->in, 0)) != YES;
  if (has_logarithm) sum = mul(g.a, mul(half, add(rat(g.a->in, 1, 2), ln(s))));
  for (int k = 0; k < g.q->rows; k++) {
    arr q = item(g.q, k), more = add(q, whole(q->in, 1));
    sum = add(sum, mul(mul(item(g.c, k), as(g.c->in, over(q, more))), raised(s, more)));
  }
  return sum;
}

/* with = { a, c, q, r, u, H } */
static gas gas_of(const arr *with) { return (gas){ with[0], with[1], with[2] }; }

static arr density_at(arr y, const arr *with) {
  return add(add(with[3], dot(with[4], y)), times(dot(y, dot(with[5], y)), 1, 2));
}

static arr potential_at(arr y, const arr *with) {
  return gas_slope(gas_of(with), density_at(y, with));
}
static arr weighted_potential_at(arr y, const arr *with) {
  return mul(density_at(y, with), potential_at(y, with));
}
static arr pressure_at(arr y, const arr *with) {
  return gas_pressure(gas_of(with), density_at(y, with));
}
static arr printed_pressure_at(arr y, const arr *with) {
  return printed_pressure(gas_of(with), density_at(y, with));
}

/* div(rho grad g'(rho)) */
static arr rate_of_descent(arr y, const arr *with) {
  arr rho = density_at(y, with), potential = potential_at(y, with);
  arr both =
      add(laplacian(weighted_potential_at, y, with), mul(rho, laplacian(potential_at, y, with)));
  return times(sub(both, mul(potential, laplacian(density_at, y, with))), 1, 2);
}

static arr energy_at(arr s, const arr *with) { return gas_energy(gas_of(with), s); }
static arr slope_at(arr s, const arr *with) { return gas_slope(gas_of(with), s); }
static arr pressure_of(arr s, const arr *with) { return gas_pressure(gas_of(with), s); }
static arr printed_pressure_of(arr s, const arr *with) { return printed_pressure(gas_of(with), s); }

/* with[3]: its mass */
static arr energy_of_cell(arr V, const arr *with) {
  return mul(V, gas_energy(gas_of(with), over(with[3], V)));
}

static void measure_relation(run *here, arr s, arr V, const arr *with) {
  arr one = whole(s->in, 1), cell[] = { with[0], with[1], with[2], mul(s, V) };
  arr slope = derivative(energy_at, s, one, with);
  arr factor = instead(here, "as printed", second_derivative(energy_at, s, one, with), slope);
  equals(here, "slope of the energy", slope, slope_at(s, with));
  equals(here, "slope of the printed function", derivative(printed_pressure_of, s, one, with),
         mul(s, slope));
  equals(here, "energy lost by a cell that grows", neg(derivative(energy_of_cell, V, one, cell)),
         pressure_of(s, with));
  equals(here, "slope of the pressure", derivative(pressure_of, s, one, with), mul(s, factor));
}

/*. ## A gas in a box
 *
 *  On the line the statement can be run. Take laws that are uniform on each of $N$ cells of masses
 *  $m_i$ and volumes $V_i$ in a box: $f=\sum_iV_ig(m_i/V_i)$ exactly. When the walls between the cells
 *  move with velocities $w_j$, the field is linear in each cell and the squared speed in the
 *  Wasserstein sense is a quadratic form, which Simpson's rule computes without error,
 *
 *  $$\int|v|^2d\alpha=\sum_i\tfrac{m_i}3\big(w_i^2+w_iw_{i+1}+w_{i+1}^2\big)=w^\top Mw .$$
 *
 *  Steepest descent of $f$ along these laws maximises $2w\cdot F-w^\top Mw$, so $Mw=F$, the
 *  differences of $-\partial f/\partial V$ across the walls, that is, of the pressure. A curve of
 *  steepest descent spends what it loses,
 *
 *  $$f(\alpha_0)-f(\alpha_T)=\int_0^T\!\int|v_t|^2d\alpha_t\,dt,$$
 *
 *  and this is what distinguishes the pressure from any other function put in its place. The flow is
 *  enclosed, the loss is the difference of two energies.
 */

/* Row j has 1 at cell j and -1 at cell j + 1, on either side of wall j. */
static arr sides_of_walls(arith *A, int cells) {
  arr unit = eye(A, cells);
  return sub(rows_from(unit, 0, cells - 1), rows_from(unit, 1, cells - 1));
}

/* The form M: cell i lies between the walls i - 1 and i, those of the box stand still. */
static arr inertia(arr m) {
  int n = m->rows - 1;
  arr unit = eye(m->in, n), M = times(diagonal(add(rows_from(m, 0, n), rows_from(m, 1, n))), 1, 3);
  for (int j = 0; j + 1 < n; j++) {
    arr shared = outer(row_at(unit, j), row_at(unit, j + 1));
    M = add(M, times(mul(item(m, j + 1), add(shared, transpose(shared))), 1, 6));
  }
  return M;
}

/* Integral of |v|^2 over the cells, by Simpson's rule, which is exact for squares of linear fields. */
static arr power_of_walls(arr w, arr m) {
  arr still = flat(whole(w->in, 0)), left = stack(still, w), right = stack(w, still);
  arr ends = add(square(left), square(right));
  return times(dot(m, add(ends, square(add(left, right)))), 1, 6);
}

typedef arr (*equation_of_state)(gas, arr s);

/* Volumes, and last what was spent; with = { a, c, q, m, sides, the inverse of M }. */
static arr moved_by(equation_of_state state_of, arr state, const arr *with) {
  int n = with[3]->rows;
  arr V = rows_from(state, 0, n), force = dot(with[4], state_of(gas_of(with), over(with[3], V)));
  arr w = dot(with[5], force);
  return stack(dot(transpose(with[4]), w), power_of_walls(w, with[3]));
}
static arr by_pressure(arr t, arr state, const arr *with) {
  return (void)t, moved_by(gas_pressure, state, with);
}
static arr by_printed_pressure(arr t, arr state, const arr *with) {
  return (void)t, moved_by(printed_pressure, state, with);
}

static arr power_at_walls(arr w, const arr *with) { return power_of_walls(w, with[3]); }

static arr energy_of_gas(gas g, arr m, arr V) { return dot(V, gas_energy(g, over(m, V))); }

static arr energy_at_volumes(arr V, const arr *with) {
  return energy_of_gas(gas_of(with), with[3], V);
}

static void measure_gas(run *here, gas g) {
  arr m = input(here, "m"), V = input(here, "V"), T = input(here, "T"), none = flat(wholes(T, 0));
  arr sides = sides_of_walls(m->in, m->rows), speeds = inverse(inertia(m));
  arr with[] = { g.a, g.c, g.q, m, sides, speeds };
  field F = instead(here, "as printed", by_pressure, by_printed_pressure);
  arr force = dot(sides, gas_pressure(g, over(m, V)));
  equals(here, "force on the walls", force, neg(dot(sides, gradient(energy_at_volumes, V, with))));
  equals(here, "steepest descent", gradient(power_at_walls, dot(speeds, force), with),
         times(force, 2, 1));
  arr end = flow_from(F, stack(V, none), T, with), later = rows_from(end, 0, V->rows);
  at(here, "t", T);
  equals(here, "volume of the box", total(later), total(V));
  equals(here, "energy spent by the gas", item(end, V->rows),
         sub(energy_of_gas(g, m, V), energy_of_gas(g, m, later)));
}

static void measure_diffusion(run *here) {
  gas g = { input(here, "a"), input(here, "c"), exact_input(here, "q") };
  arr r = input(here, "r"), Y = input(here, "Y"), V = input(here, "V");
  arr with[] = { g.a, g.c, g.q, r, input(here, "u"), input(here, "H") };
  measure_relation(here, r, item(V, 0), with);
  arr (*stated)(arr, const arr *) = instead(here, "as printed", pressure_at, printed_pressure_at);
  for (int i = 0; i < Y->rows; i++) {
    arr y = row_at(Y, i);
    at(here, "y", item(y, 0));
    equals(here, "rate of the density", laplacian(stated, y, with), rate_of_descent(y, with));
  }
  measure_gas(here, g);
}

static truth positive_density(run *here) {
  arr Y = exact_input(here, "Y"), zero = whole(Y->in, 0);
  arr with[] = {
    zero, zero, zero, exact_input(here, "r"), exact_input(here, "u"), exact_input(here, "H")
  };
  for (int i = 0; i < Y->rows; i++)
    if (lt(zero, density_at(row_at(Y, i), with)) != YES) return NO;
  return YES;
}

static arr slope_of_the_density(run *here) { return norm(input(here, "u")); }

static void any_gas(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 1, 3), cells = (int)draw_whole(d, 3, 4);
  arr m = flat(draw_between(d, 4, 12, 8)), V = flat(draw_between(d, 4, 12, 8));
  for (int i = 1; i < cells; i++)
    m = stack(m, draw_between(d, 4, 12, 8)), V = stack(V, draw_between(d, 4, 12, 8));
  set(d, "a", draw_between(d, 0, 1, 1));
  set(d, "c", draw_list(d, "1..8/8 -8..8/8"));
  set(d, "q", stack(draw_between(d, 5, 12, 4), whole(E, 1)));
  set(d, "r", whole(E, 3));
  set(d, "u", times(draw_dyadic(d, n + 1, 0), 1, 2));
  set(d, "H", times(draw_spd(d, n + 1), -1, 8));
  set(d, "Y", times(draw_dyadic(d, 2, n + 1), 1, 4));
  set(d, "m", m);
  set(d, "V", V);
  set(d, "T", rat(E, 1, 64));
}

CLAIM(odt_E16) = {
  .title = "the pressure of a nonlinear diffusion",
  .kind = FORMULA,
  .where = "Section 5.2, eq. (16)",
  .says = "f(α) = ∫ g(dα/dx) dx gives rise to nonlinear diffusions of the type ∂α_t/∂t = "
          "Δ(g̃(α_t)), where g̃ is defined by the relation sg′(s) = g̃′(s)",
  .correction = "sg″(s) = g̃′(s), that is g̃(s) = sg′(s) − g(s)",
  .sentence = "False as printed: g′ stands where g″ belongs. The printed relation contradicts the "
              "example g = s log s that follows it.",
  .remains = "That the flow is a nonlinear diffusion. The printed relation is right when g stands "
             "for the first variation, the derivative of the g in (16).",
  .inputs = { { "a", "", REAL, "coefficient of s log s in g" },
              { "c", "k", REAL, "coefficients of powers in g" },
              { "q", "k", POSITIVE, "their exponents" },
              { "r", "", POSITIVE, "density at the origin" },
              { "u", "d", REAL, "its gradient there" },
              { "H", "d,d", SYMMETRIC, "its Hessian" },
              { "Y", "n,d", REAL, "points" },
              { "m", "l", POSITIVE, "masses of the cells of a gas" },
              { "V", "l", POSITIVE, "their volumes" },
              { "T", "", POSITIVE, "how long it is watched" } },
  .hypotheses = { { "the density is positive at the points", positive_density } },
  .instances = { { "entropy",
                   { "a = 1", "c = 0", "q = 1", "r = 5/4", "u = 1/3", "H = -1",
                     "Y = -1; -3/4; -1/2; -1/4; 0; 1/4; 1/2; 3/4; 1", "m = 1 2 1/2 1",
                     "V = 1/2 1/3 1 2/3", "T = 1/64" } },
                 { "whole powers, and a multiple of the mass",
                   { "a = 0", "c = 1/2 -3 1", "q = 3 1 2", "r = 2", "u = 1 -1/2",
                     "H = -1 1/3; 1/3 1/2", "Y = 1/2 -1/3; -2/5 1", "m = 1 2 1/2", "V = 1/2 1 2/3",
                     "T = 1/24" } },
                 { "slow and fast together",
                   { "a = 1/3", "c = 2 -1", "q = 5/3 2/3", "r = 3", "u = 1 -1/2 1/4",
                     "H = -1 1/3 0; 1/3 1/2 1/5; 0 1/5 -2", "Y = 1/2 -1/3 1/4", "m = 1 2 1/2",
                     "V = 1/2 1 2/3", "T = 1/64" } } },
  .draw = any_gas,
  .draws = 1,
  .visible = { { "gradient of the density", slope_of_the_density } },
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E15" },
  .measure = measure_diffusion,
  .controls = { { "as printed" } },
};

/*. ## The porous medium
 *
 *  For $\tilde g(s)=s^p$ the energy is $g(s)=\frac{s^p}{p-1}$, up to multiples of the mass. The survey
 *  prints $\frac{s^{p-1}}{p-1}$. It is the same slip as before, and one correction mends both: in
 *  this paragraph $g$ is now the density of the energy, now that of the first variation. Read as the
 *  first variation, $v=-\nabla\frac{\rho^{p-1}}{p-1}$, the printed function gives
 *  $\partial_t\rho=\frac1p\Delta\rho^p$ and the printed relation is right; read with $d\alpha$ in
 *  place of $dx$ in (16), as Theorem 5.1 writes the entropy, it is the true energy. Then $s\log s$
 *  would have to be $\log s$. (A prime lost on the way from the page to the text that was read would
 *  explain the relation; it would not explain the exponent.) Read literally,
 *
 *  $$\partial_t\rho=\tfrac{p-2}{p-1}\,\Delta\rho^{p-1} :$$
 *
 *  at $p=2$ nothing moves, for $1<p<2$ the equation runs backwards and a hill grows where it should
 *  sink, and for $p>2$ the exponent is another one.
 *
 *  The solution of Barenblatt spreads a hill of finite radius,
 *
 *  $$\rho_t(x)=R^{-d}\Big(C\big(1-|x|^2/R^2\big)\Big)_+^{1/(p-1)},\qquad
 *    R^m=R_0^m+\tfrac{2pC}{p-1}mt,\quad m=d(p-1)+2,$$
 *
 *  where $C$ fixes the mass (for $d=1$, $p=2$ it is $\frac34$). Inside the hill it is compared with the
 *  equation; and the particles, whose velocity $-\nabla g'(\rho_t)$ is taken by automatic
 *  differentiation at both ends, must be carried in proportion to $R$.
 */
static gas power_gas(arith *A, arr q, arr p) {
  arr one = whole(p->in, 1);
  return (gas){ whole(A, 0), flat(as(A, over(one, sub(p, one)))), flat(q) };
}

static arr less_one(arr p) { return sub(p, whole(p->in, 1)); }

/* with: C, p exact, then the point or the radius that is held fixed */
static arr barenblatt(arr R, arr x, const arr *with) {
  arr rest = sub(whole(R->in, 1), over(total(square(x)), square(R)));
  arr root_ = raised(mul(with[0], rest), power(less_one(with[1]), -1));
  return over(root_, power(R, x->rows));
}
static arr hill_by_radius(arr R, const arr *with) { return barenblatt(R, with[2], with); }
static arr power_of_hill(arr x, const arr *with) {
  return raised(barenblatt(with[2], x, with), with[1]);
}

/* with[3]: coefficient, with[4]: exponent of g */
static arr potential_of_hill(arr x, const arr *with) {
  gas g = { whole(with[2]->in, 0), with[3], with[4] };
  return gas_slope(g, barenblatt(with[2], x, with));
}

static arr order_of(arr p, int d) { return add(times(less_one(p), d, 1), whole(p->in, 2)); }

/* 2pC/(p-1) */
static arr spreading(arr C, arr p) { return mul(C, as(C->in, over(times(p, 2, 1), less_one(p)))); }

/* with: C, p, R0 */
static arr radius_at(arr t, int d, const arr *with) {
  arr m = order_of(with[1], d), start = raised(with[2], m);
  arr grown = add(start, mul(mul(as(with[0]->in, m), spreading(with[0], with[1])), t));
  return raised(grown, power(m, -1));
}
static arr by_hill(arr t, arr x, const arr *with) {
  arr R = radius_at(t, x->rows, with), m = order_of(with[1], x->rows);
  return over(mul(spreading(with[0], with[1]), x), raised(R, m));
}

static void measure_hill(run *here, gas g, arr p, arr x) {
  arith *A = x->in;
  arr C = input(here, "C"), R = input(here, "R"), T = input(here, "T"), one = whole(A, 1);
  arr by_radius[] = { C, p, x }, start[] = { C, p, R };
  arr kappa = spreading(C, p), speed = over(kappa, raised(R, less_one(order_of(p, x->rows))));
  at(here, "t", whole(A, 0));
  equals(here, "rate of the hill", mul(speed, derivative(hill_by_radius, R, one, by_radius)),
         laplacian(power_of_hill, x, start));
  arr later = radius_at(T, x->rows, start), z = over(mul(x, later), R);
  equals(here, "where a particle of the hill lands", flow_from(by_hill, x, T, start), z);
  for (int i = 0; i < 2; i++) {
    arr with[] = { C, p, i ? later : R, g.c, g.q }, t = i ? T : wholes(T, 0);
    at(here, "t", t);
    equals(here, "velocity in the hill", by_hill(t, i ? z : x, start),
           neg(gradient(potential_of_hill, i ? z : x, with)));
  }
}

static arr power_at(arr y, const arr *with) { return raised(density_at(y, with), with[6]); }

/* div(rho grad g'(rho)) for the energy g, in the density r + u.y + y'Hy/2 of local. */
static arr rate_in(gas g, arr y, const arr *local) {
  return rate_of_descent(y, (arr[]){ g.a, g.c, g.q, local[3], local[4], local[5] });
}

/* with = { a, c, q, r, u, H, exponent } */
static void measure_locally(run *here, gas g, arr p, arr y, const arr *with) {
  arith *A = y->in;
  arr lower_ = less_one(p), factor = as(A, over(less_one(lower_), lower_)), zero = whole(A, 0);
  arr printed[] = { with[0], with[1], with[2], with[3], with[4], with[5], lower_ };
  gas literal = power_gas(A, lower_, p);
  at(here, "y", item(y, 0));
  trace_point(here, "density", item(y, 0), density_at(y, with));
  part(here, "s^(p-1)/(p-1)");
  equals(here, "rate of the density", laplacian(power_at, y, with), rate_in(g, y, with));
  part(here, "the printed energy, literally");
  equals_on_scale(here, "rate with the printed energy", rate_in(literal, y, with),
                  mul(factor, laplacian(power_at, y, printed)), with[3]);
  arr top = wholes(y, 0), round_[] = { NULL, NULL, NULL, with[3], top, neg(eye(A, y->rows)) };
  exceeds(here, "a hill sinks", zero, rate_in(power_gas(A, p, p), top, round_));
  if (lt(lower_, whole(p->in, 1)) == YES)
    exceeds(here, "a hill that grows instead", rate_in(literal, top, round_), zero);
}

static void measure_medium(run *here) {
  arr p = exact_input(here, "p"), Y = input(here, "Y"), zero = whole(Y->in, 0);
  gas g = power_gas(Y->in, instead(here, "as printed", p, less_one(p)), p);
  arr with[] = { g.a, g.c, g.q, input(here, "r"), input(here, "u"), input(here, "H"), p };
  for (int i = 0; i < Y->rows; i++) measure_locally(here, g, p, row_at(Y, i), with);
  part(here, "s^(p-1)/(p-1)");
  measure_hill(here, g, p, input(here, "x"));
  part(here, "s log s");
  gas ideal = { whole(Y->in, 1), flat(zero), flat(whole(p->in, 1)) };
  at(here, "y", entry(Y, 0, 0));
  equals(here, "rate of the density with the entropy", rate_in(ideal, row_at(Y, 0), with),
         laplacian(density_at, row_at(Y, 0), with));
}

static truth above_one(run *here) {
  arr p = exact_input(here, "p");
  return lt(whole(p->in, 1), p);
}

static truth inside_the_hill(run *here) {
  arr x = exact_input(here, "x");
  return lt(total(square(x)), square(exact_input(here, "R")));
}

static void any_medium(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 1, 2) + 1;
  set(d, "p", add(whole(E, 1), draw_between(d, 1, 8, 4)));
  set(d, "r", whole(E, 3));
  set(d, "u", times(draw_dyadic(d, n, 0), 1, 2));
  set(d, "H", times(draw_spd(d, n), -1, 8));
  set(d, "Y", times(draw_dyadic(d, 1, n), 1, 4));
  set(d, "C", draw_between(d, 2, 12, 4));
  set(d, "R", whole(E, 4));
  set(d, "x", draw_dyadic(d, n, 0));
  set(d, "T", draw_between(d, 1, 4, 4));
}

CLAIM(odt_R5_2b) = {
  .title = "the energy of the porous medium equation",
  .kind = REMARK,
  .where = "Section 5.2, after eq. (16)",
  .says =
      "g(s) = s log(s) corresponds to Theorem 5.1, while g(s) = s^(p−1)/(p−1) with p > 1 yields "
      "the porous medium (slow diffusion) equation",
  .correction = "g(s) = s^p/(p−1)",
  .sentence = "False as printed, by the slip of the relation before it: s^(p−1)/(p−1) belongs to "
              "the first variation, or to an integral with dα for dx.",
  .remains = "The example s log s, and the porous medium equation as a gradient flow.",
  .inputs = { { "p", "", POSITIVE, "exponent" },
              { "r", "", POSITIVE, "density at the origin" },
              { "u", "d", REAL, "its gradient there" },
              { "H", "d,d", SYMMETRIC, "its Hessian" },
              { "Y", "n,d", REAL, "points" },
              { "C", "", POSITIVE, "height of a hill" },
              { "R", "", POSITIVE, "its radius at t = 0" },
              { "x", "d", REAL, "a point in it" },
              { "T", "", POSITIVE, "how long it spreads" } },
  .hypotheses = { { "p is above 1", above_one },
                  { "the density is positive at the points", positive_density },
                  { "x lies in the hill", inside_the_hill } },
  .instances = { { "p = 3/2 on the line",
                   { "p = 3/2", "r = 5/4", "u = 1/3", "H = -1",
                     "Y = -1; -3/4; -1/2; -1/4; 0; 1/4; 1/2; 3/4; 1", "C = 2/3", "R = 3/2",
                     "x = 1/3", "T = 5" } },
                 { "p = 2 in the plane",
                   { "p = 2", "r = 2", "u = 1 -1/2", "H = -1 1/3; 1/3 1/2", "Y = 1/2 -1/3; -2/5 1",
                     "C = 3/4", "R = 1", "x = 1/2 -1/3", "T = 7" } },
                 { "p = 3 in space",
                   { "p = 3", "r = 3", "u = 1 -1/2 1/4", "H = -1 1/3 0; 1/3 1/2 1/5; 0 1/5 -2",
                     "Y = 1/2 -1/3 1/4", "C = 3/4", "R = 1", "x = 1/2 -1/3 1/4", "T = 3" } } },
  .draw = any_medium,
  .visible = { { "gradient of the density", slope_of_the_density } },
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-E16" },
  .parts = { { "s log s", HOLDS, "g(s) = s log(s) corresponds to Theorem 5.1", NULL, NO_ERRATUM,
               PRINTED },
             { "s^(p-1)/(p-1)", CORRECTED, "g(s) = s^(p−1)/(p−1) yields the porous medium equation",
               "g(s) = s^p/(p−1)", STATEMENT, PRINTED },
             { "the printed energy, literally", HOLDS,
               "∂ρ = (p−2)/(p−1) Δρ^(p−1): at rest for p = 2, backwards for 1 < p < 2", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_medium,
  .controls = { { "as printed" } },
};
