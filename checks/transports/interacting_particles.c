/*. # Particles that descend an energy
 *
 *  An energy of laws, $f(\alpha)$, moves a cloud of $n$ equal atoms by (15): every atom goes along
 *  $-\nabla_Wf(\alpha)(x_i)$, with $\nabla_Wf$ the gradient of the first variation. The energies here
 *  are interactions (18) with the kernel
 *
 *  $$k(x,y)=\tfrac{c_0}2|x-y|_M^2+c_1e^{-|x-y|_M^2/2}+\tfrac{c_2}4(x\cdot y)^2+c_3(b\cdot x)|y|^2,
 *    \qquad|x|_M^2=x^\top Mx,$$
 *
 *  which is symmetric when $c_3=0$.
 *
 *  ## The factor 2
 *
 *  $f\big((1-s)\alpha+s\beta\big)$ is a quadratic polynomial in $s$, and its slope at $0$ shows the
 *  first variation of any kernel, $\delta f(x)=\int k(x,y)+k(y,x)\,d\alpha(y)$. Hence
 *
 *  $$\nabla_Wf(x)=\int\nabla_1k(x,y)+\nabla_2k(y,x)\,d\alpha(y):$$
 *
 *  twice $\int\nabla_xk\,d\alpha$ when $k$ is symmetric, once $\nabla h$ when $k(x,y)=h(x)$, neither in
 *  general. The survey has both cases right, and says that it assumes symmetry.
 *
 *  Two roads lead to the same system. Differentiating the energy of the cloud by the position of one
 *  atom, by automatic differentiation, gives $\frac1n$ of the force. And along the flow the energy must
 *  fall by exactly
 *
 *  $$f(\alpha_0)-f(\alpha_T)=\int_0^T\!\!\int|\nabla_Wf(\alpha_t)|^2d\alpha_t\,dt,$$
 *
 *  an integral that is carried along as one more component of the enclosed flow; with the factor 1 only
 *  half of it is lost. Two atoms on the line under $e^{-m(x-y)^2/2}$ repel: their distance obeys
 *  $\dot\delta=2m\delta e^{-m\delta^2/2}$, and the inverse function $t(\delta)$, integrated on its own,
 *  must return the time.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "prob/prob.h"

/* with: M, b, c = (c0, c1, c2, c3), then what a field needs of its own. */
static arr weighted_distances(arr X, arr Y, arr M) {
  arr XM = dot(X, M), own = sum_rows(mul(XM, X)), others = sum_rows(mul(dot(Y, M), Y));
  return sub(add(column(own), row(others)), times(dot(XM, transpose(Y)), 2, 1));
}

static arr attraction(arr X, arr Y, const arr *with) {
  return times(mul(item(with[2], 0), weighted_distances(X, Y, with[0])), 1, 2);
}

/* Without exponentials where its coefficient is 0, so that the rest stays rational. */
static arr bell(arr X, arr Y, const arr *with) {
  arr c = item(with[2], 1), zero = whole(c->in, 0);
  if (equal(c, zero) == YES) return zeros(c->in, X->rows, Y->rows);
  return mul(c, expo(neg(times(weighted_distances(X, Y, with[0]), 1, 2))));
}

/* k(x_i, y_j) */
static arr kernel(arr X, arr Y, const arr *with) {
  arr aligned = mul(times(item(with[2], 2), 1, 4), square(dot(X, transpose(Y))));
  arr slanted = mul(item(with[2], 3), outer(dot(X, with[1]), sum_rows(square(Y))));
  return add(add(attraction(X, Y, with), bell(X, Y, with)), add(aligned, slanted));
}

static arr energy(arr X, arr w, const arr *with) { return dot(w, dot(kernel(X, X, with), w)); }

/* What the gradients of k by its first and by its second argument have in common, integrated. */
static arr shared_gradient(arr X, const arr *with) {
  arr A = sub(item(with[2], 0), bell(X, X, with));
  arr pulled = dot(sub(mul(column(sum_rows(A)), X), dot(A, X)), with[0]);
  arr aligned = mul(times(item(with[2], 2), 1, 2), dot(dot(X, transpose(X)), X));
  return times(add(pulled, aligned), 1, X->rows);
}

/* Rows: the integral of grad_1 k(x_i, y), and that of grad_1 k(x_i, y) + grad_2 k(y, x_i). */
static arr first_gradient(arr X, const arr *with) {
  arr mean = times(mul(item(with[2], 3), total(square(X))), 1, X->rows);
  return add(shared_gradient(X, with), row(mul(mean, with[1])));
}
static arr wasserstein_gradient(arr X, const arr *with) {
  arr squares = times(mul(item(with[2], 3), total(square(X))), 1, X->rows);
  arr slants = times(mul(item(with[2], 3), total(dot(X, with[1]))), 2, X->rows);
  arr slanted = add(mul(slants, X), row(mul(squares, with[1])));
  return add(times(shared_gradient(X, with), 2, 1), slanted);
}
static arr doubled_gradient(arr X, const arr *with) { return times(first_gradient(X, with), 2, 1); }

typedef arr (*force)(arr X, const arr *with);

/* So many times against the gradient G; the last row of the state carries the integral of the mean of
 * |G|^2. */
static arr spending(arr factor, arr G) {
  arr none = wholes(row_at(G, 0), 0), spent = times(total(square(G)), 1, G->rows);
  return stack(neg(mul(factor, G)), row(add(none, spent)));
}

/* with[3]: the factor */
static arr descent(arr t, arr state, const arr *with) {
  arr X = rows_from(state, 0, state->rows - 1);
  return (void)t, spending(with[3], wasserstein_gradient(X, with));
}

/* with[3]: both clouds; with[4], with[5]: their masses. */
static arr energy_of_mixture(arr s, const arr *with) {
  arr rest = sub(whole(s->in, 1), s);
  return energy(with[3], stack(mul(rest, with[4]), mul(s, with[5])), with);
}

static arr potential(arr X, arr Y, const arr *with) {
  arr w = equal_masses(Y);
  return add(dot(kernel(X, Y, with), w), dot(w, kernel(Y, X, with)));
}

static void measure_slope(run *here, arr X, arr Y, const arr *parameters) {
  arr w = equal_masses(X), q = equal_masses(Y), zero = whole(X->in, 0), one = whole(X->in, 1);
  arr with[] = { parameters[0], parameters[1], parameters[2], stack(X, Y), w, q, NULL };
  arr slope = derivative(energy_of_mixture, zero, one, with);
  arr gained = sub(dot(q, potential(Y, X, with)), dot(w, potential(X, X, with)));
  equals(here, "slope of the energy towards another law", slope,
         instead(here, "factor 1 for a symmetric kernel", gained, times(gained, 1, 2)));
}

/* with[3]: a cloud of the same shape, whose shape counts. */
static arr energy_of_entries(arr x, const arr *with) {
  arr X = shaped(x, with[3]->rows, with[3]->columns);
  return energy(X, equal_masses(with[3]), with);
}

static arr slope_by_positions(arr X, const arr *parameters) {
  arr with[] = { parameters[0], parameters[1], parameters[2], X, NULL };
  return shaped(gradient(energy_of_entries, flat(X), with), X->rows, X->columns);
}

/* The integral of k(x, y) over the cloud with[3]. */
static arr first_half(arr x, const arr *with) {
  return item(dot(kernel(row(x), with[3], with), equal_masses(with[3])), 0);
}

/* The time to the distance delta of two atoms, with: m. */
static arr time_by_distance(arr delta, arr t, const arr *with) {
  arr m = with[0], bell_ = expo(times(mul(m, square(delta)), 1, 2));
  return (void)t, over(bell_, times(mul(m, delta), 2, 1));
}

static bool two_on_the_line(run *here) {
  arr X = exact_input(here, "X"), c = exact_input(here, "c"), zero = whole(c->in, 0);
  bool alone = equal(item(c, 0), zero) == YES && equal(item(c, 1), whole(c->in, 1)) == YES &&
               equal(item(c, 2), zero) == YES && equal(item(c, 3), zero) == YES;
  return alone && X->rows == 2 && X->columns == 1;
}

static bool is_symmetric(run *here) {
  arr c = exact_input(here, "c");
  return equal(item(c, 3), whole(c->in, 0)) == YES;
}

static void measure_flow(run *here, arr X, arr T, const arr *parameters) {
  arr one = whole(T->in, 1), half = rat(T->in, 1, 2), none = row(wholes(row_at(X, 0), 0));
  arr factor = instead(here, "factor 1 for a symmetric kernel", one, half), w = equal_masses(X);
  arr with[] = { parameters[0], parameters[1], parameters[2], factor, NULL };
  arr end = flow_from(descent, stack(X, none), T, with), Y = rows_from(end, 0, X->rows);
  at(here, "t", T);
  equals(here, "energy lost", sub(energy(X, w, with), energy(Y, w, with)), entry(end, X->rows, 0));
  if (!two_on_the_line(here)) return;
  arr far = sub(entry(Y, 0, 0), entry(Y, 1, 0)), near = sub(entry(X, 0, 0), entry(X, 1, 0));
  arr m = entry(with[0], 0, 0);
  equals(here, "time by the distance of two atoms",
         flow_between(time_by_distance, near, whole(T->in, 0), far, (arr[]){ m }), T);
}

/*. When $k(x,y)=h(x)$ the particles do not see each other: here $h(x)=\frac12|x|_M^2+e^{b\cdot x}$, and
 *  one atom in company is compared with the same atom alone.
 */
static arr own_slope(arr X, const arr *with) {
  return add(dot(X, with[0]), outer(expo(dot(X, with[1])), with[1]));
}

static arr own_energy(arr x, const arr *with) {
  arr well = times(dot(x, dot(with[0], x)), 1, 2);
  return add(well, expo(dot(with[1], x)));
}

static arr independently(arr t, arr X, const arr *with) { return (void)t, neg(own_slope(X, with)); }
static arr twice_as_fast(arr t, arr X, const arr *with) {
  return (void)t, times(own_slope(X, with), -2, 1);
}

/* The mean of h over the entries of a cloud, whose shape is that of with[3]. */
static arr mean_of_own_energy(arr x, const arr *with) {
  arr X = shaped(x, with[3]->rows, with[3]->columns), sum = NULL;
  for (int i = 0; i < with[3]->rows; i++) {
    arr h = own_energy(row_at(X, i), with);
    sum = sum ? add(sum, h) : h;
  }
  return times(sum, 1, with[3]->rows);
}

static void measure_own(run *here, arr X, arr T, const arr *parameters) {
  arr with[] = { parameters[0], parameters[1], parameters[2], X, NULL };
  field f = instead(here, "factor 2 for k = h(x)", independently, twice_as_fast);
  arr slope = shaped(gradient(mean_of_own_energy, flat(X), with), X->rows, X->columns);
  arr speed = f(T, X, with);
  equals(here, "speeds under k = h(x)", speed, neg(times(slope, X->rows, 1)));
  arr company = flow_from(f, X, T, with),
      alone = flow_from(independently, rows_from(X, 0, 1), T, with);
  at(here, "t", T);
  equals(here, "an atom in company", row_at(company, 0), row_at(alone, 0));
}

static void measure_interaction(run *here) {
  arr X = input(here, "X"), T = input(here, "T");
  arr with[] = { input(here, "M"), input(here, "b"), input(here, "c"), NULL };
  measure_slope(here, X, input(here, "Y"), with);
  force f = is_symmetric(here) ? doubled_gradient : wasserstein_gradient;
  f = instead(here, "factor 1 for a symmetric kernel", f, first_gradient);
  f = instead(here, "symmetry taken for granted", f, doubled_gradient);
  arr slope = slope_by_positions(X, with);
  equals(here, "force on the atoms", f(X, with), times(slope, X->rows, 1));
  if (under(here, "symmetry taken for granted")) return;
  arr whole_cloud[] = { with[0], with[1], with[2], X, NULL };
  equals(here, "gradient by the first argument", row_at(first_gradient(X, with), 0),
         gradient(first_half, row_at(X, 0), whole_cloud));
  measure_own(here, X, T, with);
  measure_flow(here, X, T, with);
}

static arr size_of_force(run *here) {
  arr with[] = { input(here, "M"), input(here, "b"), input(here, "c"), NULL };
  return norm(wasserstein_gradient(input(here, "X"), with));
}

static void any_atoms(draw *d, int k) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  arr c = draw_list(d, "-2..4/8 2..8/8 1..4/8");
  set(d, "X", draw_dyadic(d, n, k));
  set(d, "M", draw_spd(d, k));
  set(d, "b", k == 1 ? flat(draw_between(d, 1, 8, 8)) : draw_dyadic(d, k, 0));
  set(d, "c", stack(c, draw_whole(d, 0, 1) ? whole(E, 0) : draw_between(d, 1, 4, 8)));
  set(d, "T", draw_between(d, 1, 4, 64));
}

static void any_interaction(draw *d) {
  int k = (int)draw_whole(d, 1, 2);
  any_atoms(d, k);
  set(d, "Y", draw_dyadic(d, (int)draw_whole(d, 1, 3), k));
}

CLAIM(odt_E18) = {
  .title = "the flow of a quadratic interaction energy",
  .kind = FORMULA,
  .where = "Section 5.3, eq. (18)",
  .says = "∇_W f(α)(x) = 2 ∫ ∇_x k(x,y) dα(y) (here we assume symmetry of k for simplicity), ẋ_i = "
          "−(2/n) Σ_j ∇_x k(x_i, x_j); when k(x,y) = h(x), ∇_W f(α) = ∇h, independently of α",
  .inputs = { { "X", "n,d", REAL, "atoms, by rows" },
              { "Y", "m,d", REAL, "another cloud" },
              { "M", "d,d", SPD, "metric of the kernel" },
              { "b", "d", REAL, "direction in the kernel, and in h" },
              { "c", "4", REAL, "coefficients of the kernel; symmetric when the last is 0" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "four atoms in the plane",
                   { "X = 1/2 -1/3; -1 2/5; 3/4 1; -1/5 -2", "Y = 1 1/3; -2/3 1/2",
                     "M = 3/2 1/2; 1/2 1", "b = 1/2 -1/3", "c = 1/3 1 1/2 0", "T = 1/16" } },
                 { "a kernel without symmetry",
                   { "X = 1/2 -1/3; -1 2/5; 3/4 1", "Y = 1 1/3; -2/3 1/2", "M = 1 -1/3; -1/3 2/3",
                     "b = 1/2 2/3", "c = -1/4 1/2 1/3 3/4", "T = 1/16" } },
                 { "two atoms on the line",
                   { "X = 2/5; -1/3", "Y = 1/4;", "M = 3/2;", "b = -2/3;", "c = 0 1 0 0",
                     "T = 1" } } },
  .draw = any_interaction,
  .draws = 1,
  .visible = { { "size of the force", size_of_force } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_interaction,
  .controls = { { "factor 1 for a symmetric kernel" },
                { "factor 2 for k = h(x)" },
                { "symmetry taken for granted", "a kernel without symmetry" } },
};
