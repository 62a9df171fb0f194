/*. # Particles and laws
 *
 *  If particles move by $\dot x=v_t(x)$, their law moves by
 *  $\partial_t\alpha_t+\mathrm{div}(v_t\alpha_t)=0$: against a test function,
 *
 *  $$\frac d{dt}\int\varphi\,d\alpha_t=\int\nabla\varphi\cdot v_t\,d\alpha_t .$$
 *
 *  For a cloud of points this is the chain rule, and running the chain rule would examine nothing.
 *  But the right side can be followed without any particle when a finite space of test functions is
 *  mapped into itself by $\varphi\mapsto v_t\cdot\nabla\varphi$: then the weak equation is a closed
 *  linear system for the numbers $\int\varphi\,d\alpha_t$. For the field
 *
 *  $$v_t(x,y)=\big(ax,\ by+c(1+t)x^2\big),$$
 *
 *  which is neither linear, nor autonomous, nor a gradient, the eight functions
 *  $x,y,x^2,xy,y^2,x^3,x^2y,x^4$ are such a space. The points are flowed by the nonlinear field,
 *  the eight moments by their own equation, and they must meet.
 *
 *  For a density $\rho_t$ the equation holds point by point. Here the flow is explicit,
 *
 *  $$T_t(x,y)=\Big(e^{at}x,\ e^{bt}\big(y+c\,\kappa_tx^2\big)\Big),\qquad
 *    \kappa_t=\int_0^t(1+s)e^{(2a-b)s}ds,$$
 *
 *  so $\rho_t=e^{-(a+b)t}\,\rho_0\circ T_t^{-1}$ is a formula, and automatic differentiation
 *  decides (2) at any point. The third road goes through the tangent map, integrated along with the
 *  particle, which must satisfy $\rho_t(T_tx)\det DT_t(x)=\rho_0(x)$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr growing(arr c, arr t) { return mul(c, add(t, whole(t->in, 1))); }

/* with: a, b, c; the particles are the rows of X. */
static arr velocity(arr t, arr X, const arr *with) {
  arr x = column_at(X, 0), y = column_at(X, 1);
  arr up = add(mul(with[1], y), mul(growing(with[2], t), square(x)));
  return beside(column(mul(with[0], x)), column(up));
}

static arr moments_of(arr X, arr w) {
  arr x = column_at(X, 0), y = column_at(X, 1), xx = square(x), xy = mul(x, y);
  arr order_two = stack(stack(row(x), row(y)), stack(row(xx), row(xy)));
  arr beyond =
      stack(stack(row(square(y)), row(mul(x, xx))), stack(row(mul(xx, y)), row(square(xx))));
  return dot(stack(order_two, beyond), w);
}

/* with: a, b, c, and the sign of the divergence. */
static arr weak_equation(arr t, arr m, const arr *with) {
  arr a = with[0], b = with[1], C = growing(with[2], t), slant = add(times(a, 2, 1), b);
  arr xx = item(m, 2), xxx = item(m, 5), xxy = item(m, 6), xxxx = item(m, 7);
  arr y = add(mul(b, item(m, 1)), mul(C, xx)), xy = add(mul(add(a, b), item(m, 3)), mul(C, xxx));
  arr yy = times(add(mul(b, item(m, 4)), mul(C, xxy)), 2, 1);
  arr rates[] = { mul(a, item(m, 0)),
                  y,
                  times(mul(a, xx), 2, 1),
                  xy,
                  yy,
                  times(mul(a, xxx), 3, 1),
                  add(mul(slant, xxy), mul(C, xxxx)),
                  times(mul(a, xxxx), 4, 1) };
  return mul(with[3], pack(m->in, 8, rates));
}

/*. The density, with $\rho_0=\exp\big(-\frac14(x^2-1)^2-\frac12y^2\big)$: two humps. */
static arr density_at_start(arr x, arr y) { /* any other would do; mutants: aside */
  arr well = square(sub(square(x), whole(x->in, 1)));
  return expo(neg(add(times(well, 1, 4), times(square(y), 1, 2))));
}

static arr kappa(arr t, arr k) {
  arr one = whole(t->in, 1), e = expo(mul(k, t));
  arr first = sub(mul(add(one, t), e), one), second = over(sub(e, one), k);
  return over(sub(first, second), k);
}

static arr carried_values(arr t, arr z, const arr *with) {
  arr a = with[0], b = with[1], k = sub(times(a, 2, 1), b);
  arr x = mul(item(z, 0), expo(neg(mul(a, t))));
  arr y = sub(mul(item(z, 1), expo(neg(mul(b, t)))), mul(mul(with[2], kappa(t, k)), square(x)));
  return density_at_start(x, y);
}

static arr carried_density(arr t, arr z, const arr *with) {
  return mul(carried_values(t, z, with), expo(neg(mul(add(with[0], with[1]), t))));
}

/* with[3]: the time */
static arr explicit_flow(arr z, const arr *with) {
  arr a = with[0], b = with[1], t = with[3], k = sub(times(a, 2, 1), b), x = item(z, 0);
  arr lifted = add(item(z, 1), mul(mul(with[2], kappa(t, k)), square(x)));
  return stack(mul(x, expo(mul(a, t))), mul(lifted, expo(mul(b, t))));
}

typedef arr (*law)(arr t, arr z, const arr *with);

/* In time at the point with[3], and in space at the time with[3]. */
static arr values_in_time(arr t, const arr *with) { return carried_values(t, with[3], with); }
static arr density_in_time(arr t, const arr *with) { return carried_density(t, with[3], with); }

static arr flux_of(law rho, arr z, const arr *with) {
  arr t = with[3], v = flat(velocity(t, row(z), with));
  return mul(rho(t, z, with), v);
}
static arr flux_of_values(arr z, const arr *with) { return flux_of(carried_values, z, with); }
static arr flux_of_density(arr z, const arr *with) { return flux_of(carried_density, z, with); }

/* The state: the particle in the first row, its tangent map below. */
static arr with_tangent(arr t, arr state, const arr *with) {
  arr z = rows_from(state, 0, 1), D = rows_from(state, 1, 2), none = whole(t->in, 0);
  arr pull = times(mul(growing(with[2], t), entry(state, 0, 0)), 2, 1);
  arr slope = shaped(pack(state->in, 4, (arr[]){ with[0], none, pull, with[1] }), 2, 2);
  return stack(velocity(t, z, with), dot(slope, D));
}

static void measure_density(run *here, const arr *rates, arr t, arr z) {
  law rho = instead(here, "values carried unchanged", carried_density, carried_values);
  arr (*in_time)(arr, const arr *) =
      instead(here, "values carried unchanged", density_in_time, values_in_time);
  arr (*flux)(arr, const arr *) =
      instead(here, "values carried unchanged", flux_of_density, flux_of_values);
  arr at_z[] = { rates[0], rates[1], rates[2], z }, at_t[] = { rates[0], rates[1], rates[2], t };
  arr rate = derivative(in_time, t, whole(t->in, 1), at_z);
  arr out = divergence(flux, z, at_t);
  equals(here, "rate of the density at a point", rate,
         instead(here, "the other sign", neg(out), out));
  arr start = stack(row(z), eye(z->in, 2)), end = flow_from(with_tangent, start, t, rates);
  arr carried = rho(t, row_at(end, 0), rates), D = rows_from(end, 1, 2);
  arr unit = eye(z->in, 2), first = derivative(explicit_flow, z, row_at(unit, 0), at_t);
  arr second = derivative(explicit_flow, z, row_at(unit, 1), at_t);
  equals(here, "particle", row_at(end, 0), explicit_flow(z, at_t));
  equals(here, "tangent map", D, beside(column(first), column(second)));
  equals(here, "density carried by a particle", mul(carried, determinant(D)),
         density_at_start(item(z, 0), item(z, 1)));
}

static void measure_descriptions(run *here) {
  arr rates = input(here, "rates"), X = input(here, "X"), w = input(here, "w"),
      T = input(here, "T");
  arr sign = whole(T->in, instead(here, "the other sign", 1, -1));
  arr with[] = { item(rates, 0), item(rates, 1), item(rates, 2), sign };
  arr cloud = flow_from(velocity, X, T, with);
  arr moments = flow_from(weak_equation, moments_of(X, w), T, with);
  at(here, "t", T);
  equals(here, "moments of the cloud", moments_of(cloud, w), moments);
  measure_density(here, with, T, row_at(X, 0));
}

static arr expansion(run *here) {
  arr rates = input(here, "rates");
  return add(item(rates, 0), item(rates, 1));
}

static truth nonresonant(run *here) {
  arr rates = exact_input(here, "rates"), k = sub(times(item(rates, 0), 2, 1), item(rates, 1));
  return equal(k, whole(k->in, 0)) == YES ? NO : YES;
}

static void any_cloud(draw *d) {
  int n = (int)draw_whole(d, 3, 5);
  arr a = draw_between(d, 5, 8, 8), b = draw_between(d, -4, -1, 8), c = draw_between(d, 3, 8, 8);
  set(d, "rates", stack(stack(a, b), c));
  set(d, "X", draw_dyadic(d, n, 2));
  set(d, "w", draw_probability(d, n));
  set(d, "T", draw_between(d, 2, 6, 8));
}

CLAIM(odt_E1) = {
  .title = "moving particles and the continuity equation",
  .kind = FORMULA,
  .where = "Section 2, eqs. (1) and (2)",
  .says = "∂α_t/∂t + div(v_t α_t) = 0 for α_t = (T_t)♯α₀ with T_t the flow of v_t; a discrete "
          "particle distribution satisfies it only in the weak sense",
  .inputs = { { "rates", "3", REAL, "a, b, c of the field (ax, by + c(1+t)x²)" },
              { "X", "n,2", REAL, "particles, by rows" },
              { "w", "n", PROBABILITY, "their masses" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "2a differs from b (else the explicit flow has another form)", nonresonant } },
  .instances = { { "five particles",
                   { "rates = 2/3 -1/2 3/4", "X = 1/2 -1/3; -1 2/5; 3/4 1; -1/5 -2; 4/3 1/7",
                     "w = 1/3 1/6 1/4 1/8 1/8", "T = 3/4" } },
                 { "a contraction",
                   { "rates = -5/4 1/3 2", "X = 3/2 1; -1/3 1/4; 2 -1", "w = 1/2 1/3 1/6",
                     "T = 1" } } },
  .draw = any_cloud,
  .visible = { { "divergence of the field", expansion } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_descriptions,
  .controls = { { "the other sign" }, { "values carried unchanged" } },
};
