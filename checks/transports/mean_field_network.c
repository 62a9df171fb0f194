/*. # A network as a law of its neurons
 *
 *  A two-layer network is a mean over neurons $x_i=(u_i,v_i)$, so it depends on their empirical law
 *  alone:
 *
 *  $$g_\alpha(z)=\int v\,\sigma(\langle z,u\rangle)\,d\alpha(u,v),\qquad
 *    f(\alpha)=\frac1N\sum_k|g_\alpha(z_k)-y_k|^2 .$$
 *
 *  For a cloud of neurons the two ways of writing are compared as they stand: the sum (19) over every
 *  copy of every neuron, in either order, against the integral with masses. The integral means more
 *  than the sum, and this is examined too. The risk is a convex parabola along mixtures,
 *
 *  $$f\big((1-s)\alpha+s\beta\big)=(1-s)f(\alpha)+sf(\beta)-s(1-s)\,\frac1N\sum_k|g_\beta(z_k)-g_\alpha(z_k)|^2,$$
 *
 *  whose slope at $s=0$ is $\int\delta f(\alpha)\,d(\beta-\alpha)$ with
 *
 *  $$\delta f(\alpha)(u,v)=\frac2N\sum_k\langle v,g_\alpha(z_k)-y_k\rangle\,\sigma(\langle z_k,u\rangle),$$
 *
 *  and it is a relaxation "valid even when $\alpha$ has a density". Take on the line $u$ uniform on
 *  $[-h,2h]$ and $v=ru+c+\xi$ with $\xi$ uniform on $[-1,1]$, independent: a density on a
 *  parallelogram. With ReLU the integral is elementary, and the risk of $2m$ neurons at the midpoints
 *  of cells must approach that of the density like $m^{-2}$; the kink at $u=0$ cuts its cell at a
 *  third, whatever $m$, if 3 does not divide it.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/networks.h"

static arr number_of_entries(arr x) { return whole(x->in, x->rows); }

/* (19), neuron by neuron; copies[i] of the neuron i. */
static arr prediction_by_sum(run *here, arr z, arr X, bool backwards) {
  arr copies = exact_input(here, "copies"), sum = wholes(outer_weights(X, z->rows), 0);
  arr u = inner_weights(X, z->rows), v = outer_weights(X, z->rows), none = whole(z->in, 0);
  sum = row_at(sum, 0);
  for (int k = 0; k < X->rows; k++) {
    int i = backwards ? X->rows - 1 - k : k;
    arr s = dot(z, row_at(u, i));
    long count = (long)approx(copies, i, 0);
    for (long c = 0; c < count && lt(none, s) == YES; c++) sum = add(sum, mul(s, row_at(v, i)));
  }
  return over(sum, as(z->in, total(copies)));
}

static arr risk_by_sum(run *here, arr Z, arr Y, arr X, bool backwards) {
  arr sum = whole(Z->in, 0);
  for (int k = 0; k < Z->rows; k++) {
    arr g = prediction_by_sum(here, row_at(Z, k), X, backwards);
    sum = add(sum, total(square(sub(g, row_at(Y, k)))));
  }
  return over(sum, number_of_entries(Z));
}

/* with: Z, Y, both clouds, the masses of either, all of ReLU. */
static arr risk_of_mixture(arr s, const arr *with) {
  arr rest = sub(whole(s->in, 1), s), w = stack(mul(rest, with[3]), mul(s, with[4]));
  return network_risk(relu_unit, with[0], with[1], with[2], w);
}

static arr first_variation(arr Z, arr Y, arr X, arr w, arr neurons) {
  int d = Z->columns;
  arr miss = sub(network_at(relu_unit, Z, X, w), Y);
  arr hidden = relu_unit.value(dot(Z, transpose(inner_weights(neurons, d))));
  arr along = mul(hidden, dot(miss, transpose(outer_weights(neurons, d))));
  return times(sum_columns(along), 2, Z->rows);
}

static void measure_mixtures(run *here, arr Z, arr Y, arr X, arr w) {
  arr B = beside(input(here, "U'"), input(here, "V'")), s = input(here, "s"), one = whole(s->in, 1);
  arr q = spread(rat(s->in, 1, B->rows), column_at(B, 0));
  arr with[] = { Z, Y, stack(X, B), w, q, NULL }, zero = whole(s->in, 0), rest = sub(one, s);
  arr start = risk_of_mixture(zero, with), end = risk_of_mixture(one, with);
  arr chord = add(mul(rest, start), mul(s, end));
  arr change = sub(network_at(relu_unit, Z, B, q), network_at(relu_unit, Z, X, w));
  arr sag = mul(mul(s, rest), over(total(square(change)), number_of_entries(Z)));
  equals(here, "risk of a mixture", risk_of_mixture(s, with),
         instead(here, "linear along mixtures", sub(chord, sag), chord));
  arr slope = derivative(risk_of_mixture, zero, one, with);
  arr by_variation =
      sub(dot(q, first_variation(Z, Y, X, w, B)), dot(w, first_variation(Z, Y, X, w, X)));
  equals(here, "slope towards another law", slope,
         instead(here, "first variation halved", by_variation, times(by_variation, 1, 2)));
}

/* The density on the parallelogram: law = (h, r, c). */
static arr prediction_of_density(arr law, arr z) {
  arr h = item(law, 0), rh = mul(item(law, 1), h), c = item(law, 2), none = whole(z->in, 0);
  arr right = add(times(rh, 8, 3), times(c, 2, 1)), left = sub(times(c, 1, 2), times(rh, 1, 3));
  arr both = add(mul(right, greater_of(z, none)), mul(left, greater_of(neg(z), none)));
  return mul(times(h, 1, 3), both);
}

/* Two neurons to a cell: xi = 1 and xi = -1. */
static arr neurons_of_density(arr law, int m) {
  arith *A = law->in;
  arr h = item(law, 0), rows = NULL;
  for (int j = 0; j < m; j++) {
    arr u = mul(h, sub(rat(A, 3 * (2 * j + 1), 2 * m), whole(A, 1)));
    arr v = add(mul(item(law, 1), u), item(law, 2)), one = whole(A, 1);
    arr cell = stack(row(stack(u, add(v, one))), row(stack(u, sub(v, one))));
    rows = rows ? stack(rows, cell) : cell;
  }
  return rows;
}

static void measure_density(run *here) {
  arr law = input(here, "law"), z = input(here, "z"), y = input(here, "y"), gauges = NULL;
  arr limit = over(total(square(sub(prediction_of_density(law, z), y))), number_of_entries(z));
  arr risks = NULL;
  for (int m = 32; m <= 256; m *= 2) {
    arr X = neurons_of_density(law, m), w = spread(rat(z->in, 1, X->rows), column_at(X, 0));
    arr gauge = rat(z->in, 1, m), risk = network_risk(relu_unit, column(z), column(y), X, w);
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    risks = risks ? stack(risks, risk) : flat(risk);
  }
  tends(here, "risk of neurons drawn from a density", gauges, risks, limit, whole(z->in, 2),
        rat(z->in, 1, 10));
}

static void measure_relaxation(run *here) {
  arr Z = input(here, "Z"), Y = input(here, "Y"), X = beside(input(here, "U"), input(here, "V"));
  arr copies = input(here, "copies"), w = over(copies, total(copies)), sums = NULL;
  w = instead(here, "masses forgotten", w, spread(rat(w->in, 1, w->rows), w));
  for (int k = 0; k < Z->rows; k++) {
    arr g = row(prediction_by_sum(here, row_at(Z, k), X, false));
    sums = sums ? stack(sums, g) : g;
  }
  equals(here, "predictions of a cloud", network_at(relu_unit, Z, X, w), sums);
  arr risk = network_risk(relu_unit, Z, Y, X, w);
  equals(here, "risk of a cloud", risk, risk_by_sum(here, Z, Y, X, false));
  equals(here, "risk with the neurons in reverse", risk, risk_by_sum(here, Z, Y, X, true));
  measure_mixtures(here, Z, Y, X, w);
  measure_density(here);
}

static arr prediction_size(run *here) {
  arr X = beside(input(here, "U"), input(here, "V")), copies = input(here, "copies");
  return norm(network_at(relu_unit, input(here, "Z"), X, over(copies, total(copies))));
}

static truth every_neuron_is_there(run *here) {
  arr copies = exact_input(here, "copies");
  return lt(whole(copies->in, 0), copies);
}

static void any_law(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 4), m = (int)draw_whole(d, 1, 3), N = (int)draw_whole(d, 2, 4);
  int k = (int)draw_whole(d, 1, 3), p = (int)draw_whole(d, 1, 2);
  arr copies = flat(whole(E, draw_whole(d, 1, 3)));
  for (int i = 1; i < n; i++) copies = stack(copies, whole(E, draw_whole(d, 1, 4)));
  set(d, "Z", draw_dyadic(d, N, k));
  set(d, "Y", draw_dyadic(d, N, p));
  set(d, "U", draw_dyadic(d, n, k));
  set(d, "V", draw_dyadic(d, n, p));
  set(d, "copies", copies);
  set(d, "U'", draw_dyadic(d, m, k));
  set(d, "V'", draw_dyadic(d, m, p));
  set(d, "s", draw_between(d, 1, 15, 16));
  set(d, "law", draw_list(d, "2..8/4 3..8/4 5..12/4"));
  set(d, "z", draw_list(d, "1..8/4 -8..-1/4"));
  set(d, "y", draw_list(d, "-8..-1/4 -8..-1/4"));
}

CLAIM(odt_E21) = {
  .title = "the risk of a law of neurons",
  .kind = FORMULA,
  .where = "Section 6.1, eq. (21)",
  .says = "g_α(z) := ∫ v σ(⟨z, u⟩) dα(u, v), f(α) := (1/N) Σ_k ‖g_α(z_k) − y_k‖²; when α = (1/n) "
          "Σ_i δ_(u_i, v_i), one recovers g_α = G_X; f(α) is a continuous relaxation of (20) valid "
          "even when α has a density",
  .inputs = { { "Z", "N,d", REAL, "data, by rows" },
              { "Y", "N,p", REAL, "their labels" },
              { "U", "n,d", REAL, "inner weights" },
              { "V", "n,p", REAL, "outer weights" },
              { "copies", "n", INTEGER, "how often each neuron is there" },
              { "U'", "m,d", REAL, "inner weights of another cloud" },
              { "V'", "m,p", REAL, "its outer weights" },
              { "s", "", POSITIVE, "share of the other cloud in a mixture" },
              { "law", "3", REAL, "h, r, c of the density" },
              { "z", "q", REAL, "data on the line, for the density" },
              { "y", "q", REAL, "their labels" } },
  .hypotheses = { { "every neuron is there at least once", every_neuron_is_there } },
  .instances = { { "four neurons in the plane, two labels",
                   { "Z = 1 1/2; -2/3 1; 3/4 -5/4; 1/5 2", "Y = 1 -1; 1/2 2; -1/3 0; 3/2 1/4",
                     "U = 1 -1/2; 2/3 1; -1 3/4; 1/2 -7/5", "V = 1 2; -1/2 1/3; 3/4 -1; 5/3 1/5",
                     "copies = 1 3 2 1", "U' = 1/2 1; -1 -1/3", "V' = -1 2/3; 1/4 5/4", "s = 2/7",
                     "law = 1 3/2 4/3", "z = 1 -2/3", "y = -1/2 -1" } },
                 { "three neurons on the line",
                   { "Z = 1; 2; -3/2", "Y = 1; -1; 1/3", "U = 1; 1/2; -2/3", "V = 1; -2/3; 3/4",
                     "copies = 2 1 1", "U' = -1;", "V' = 3/2;", "s = 3/5", "law = 3/2 2/3 3",
                     "z = 1/3 -1 5/4", "y = -1 -1/2 0" } } },
  .draw = any_law,
  .visible = { { "size of the predictions", prediction_size } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .measure = measure_relaxation,
  .controls = { { "masses forgotten" }, { "linear along mixtures" }, { "first variation halved" } },
};

/*. ## The interaction kernel
 *
 *  Expanding the square, $f(\alpha)=\iint k\,d\alpha\,d\alpha+\frac1N\sum|y_k|^2$ with
 *
 *  $$k(x,x')=\frac{\mathbf 1}N\sum_k\langle v,v'\rangle\,\sigma(\langle u,z_k\rangle)\,\sigma(\langle u',z_k\rangle)
 *     -\frac2N\sum_k\langle v,y_k\rangle\,\sigma(\langle u,z_k\rangle).$$
 *
 *  The survey prints $\frac2N$ before the first sum. With (18) as it stands, which has no factor
 *  $\frac12$, that is $2|g|^2-2\langle g,y\rangle$, whose least value is at $g=\frac y2$: a network
 *  that interpolates the labels has *more* printed energy than the one with every outer weight halved.
 *  A factor $\frac12$ in (18) would not save it, for then the linear part is halved too. Nor is the
 *  slip visible where $g_\alpha$ vanishes on the data, as it does for weights $\pm v$ in pairs.
 *
 *  Where does the printed kernel come from? It is the kernel of the first variation,
 *
 *  $$\int k_{(22)}(x,x')\,d\alpha(x')=\delta f(\alpha)(x),$$
 *
 *  so that $\nabla_Wf(x)=\int\nabla_xk_{(22)}(x,x')\,d\alpha(x')$ is right, with the factor 1. The
 *  formula $\nabla_Wf=2\int\nabla_xk\,d\alpha$ of Section 5.3 asks for a symmetric kernel, and (22) is
 *  not symmetric: the linear part has to be shared between $x$ and $x'$. Both gradients are taken by
 *  automatic differentiation, for the activation $\tanh$.
 */
static arr hidden_of(activation sigma, arr Z, arr X) {
  return sigma.value(dot(Z, transpose(inner_weights(X, Z->columns))));
}

static arr mutual(activation sigma, arr Z, arr X, arr B) {
  arr both = dot(transpose(hidden_of(sigma, Z, X)), hidden_of(sigma, Z, B));
  return mul(both, dot(outer_weights(X, Z->columns), transpose(outer_weights(B, Z->columns))));
}

static arr pull(activation sigma, arr Z, arr Y, arr X) {
  arr towards = dot(Y, transpose(outer_weights(X, Z->columns)));
  return sum_columns(mul(hidden_of(sigma, Z, X), towards));
}

/* k(x, x') for the rows x of X, x' of B, with this coefficient over N in the first place. */
static arr kernel(long first, activation sigma, arr Z, arr Y, arr X, arr B) {
  arr own = times(column(pull(sigma, Z, Y, X)), 2, Z->rows);
  return sub(times(mutual(sigma, Z, X, B), first, Z->rows), own);
}

static arr symmetrised(activation sigma, arr Z, arr Y, arr X, arr B) {
  arr shared = add(column(pull(sigma, Z, Y, X)), row(pull(sigma, Z, Y, B)));
  return times(sub(mutual(sigma, Z, X, B), shared), 1, Z->rows);
}

static arr energy(long first, arr Z, arr Y, arr X, arr w) {
  return dot(w, dot(kernel(first, relu_unit, Z, Y, X, X), w));
}

/* At the neuron x, of tanh; with: Z, Y, X, w. */
static arr printed_potential(arr x, const arr *with) {
  return item(dot(kernel(2, tanh_unit, with[0], with[1], row(x), with[2]), with[3]), 0);
}
static arr corrected_potential(arr x, const arr *with) {
  return item(dot(kernel(1, tanh_unit, with[0], with[1], row(x), with[2]), with[3]), 0);
}
static arr symmetric_potential(arr x, const arr *with) {
  return item(dot(symmetrised(tanh_unit, with[0], with[1], row(x), with[2]), with[3]), 0);
}

/* Outer weights times s, for the figure; the constant is added to either energy. */
static void trace_scaling(run *here, arr Z, arr Y, arr X, arr w) {
  arr U = inner_weights(X, Z->columns), V = outer_weights(X, Z->columns);
  arr level = over(total(square(Y)), number_of_entries(Z));
  for (int i = 0; i <= 30; i++) {
    arr s = rat(Z->in, i, 20), scaled = beside(U, mul(s, V));
    trace_point(here, "risk", s, network_risk(relu_unit, Z, Y, scaled, w));
    trace_point(here, "printed energy", s, add(energy(2, Z, Y, scaled, w), level));
    trace_point(here, "corrected energy", s, add(energy(1, Z, Y, scaled, w), level));
  }
}

static bool predicts_something(run *here) {
  arr X = beside(exact_input(here, "U"), exact_input(here, "V"));
  arr g = network_at(relu_unit, exact_input(here, "Z"), X, exact_input(here, "w"));
  return equal(g, wholes(g, 0)) == NO;
}

static void measure_kernel(run *here) {
  arr Z = input(here, "Z"), Y = input(here, "Y"), w = input(here, "w");
  arr U = input(here, "U"), V = input(here, "V"), X = beside(U, V);
  arr level = over(total(square(Y)), number_of_entries(Z));
  long first = instead(here, "as printed", 1, 2);
  part(here, "the form (18)");
  equals(here, "risk", network_risk(relu_unit, Z, Y, X, w), add(energy(first, Z, Y, X, w), level));
  arr taught = network_at(relu_unit, Z, X, w), half = beside(U, times(V, 1, 2));
  arr met = energy(first, Z, taught, X, w), halved = energy(first, Z, taught, half, w);
  arr size = over(total(square(taught)), number_of_entries(Z));
  equals(here, "energy lost by halving the outer weights", sub(halved, met), times(size, 1, 4));
  if (predicts_something(here)) exceeds(here, "energy with half the outer weights", halved, met);
  trace_scaling(here, Z, taught, X, w);
  part(here, "what (22) is");
  arr fair = dot(w, dot(symmetrised(relu_unit, Z, Y, X, X), w));
  equals(here, "energy of the symmetric kernel", fair, energy(1, Z, Y, X, w));
  arr own = dot(kernel(2, relu_unit, Z, Y, X, X), w), delta = first_variation(Z, Y, X, w, X);
  equals(here, "first variation", own, delta);
  arr with[] = { Z, Y, X, w, NULL }, G = network_gradient(tanh_unit, Z, Y, X, w);
  for (int i = 0; i < X->rows; i++) {
    arr x = row_at(X, i);
    arr plain = gradient(
        instead(here, "corrected kernel with the factor 1", printed_potential, corrected_potential),
        x, with);
    arr twice = gradient(instead(here, "not symmetrised", symmetric_potential, corrected_potential),
                         x, with);
    equals(here, "gradient by (22)", plain, row_at(G, i));
    equals(here, "gradient by the symmetric kernel", times(twice, 2, 1), row_at(G, i));
  }
}

static arr weighted_prediction(run *here) {
  arr X = beside(input(here, "U"), input(here, "V"));
  return norm(network_at(relu_unit, input(here, "Z"), X, input(here, "w")));
}

static void any_network(draw *d) {
  int n = (int)draw_whole(d, 2, 5), N = (int)draw_whole(d, 2, 5);
  int k = (int)draw_whole(d, 1, 3), p = (int)draw_whole(d, 1, 3);
  set(d, "Z", draw_dyadic(d, N, k));
  set(d, "Y", draw_dyadic(d, N, p));
  set(d, "U", draw_dyadic(d, n, k));
  set(d, "V", draw_dyadic(d, n, p));
  set(d, "w", draw_probability(d, n));
}

CLAIM(odt_E22) = {
  .title = "the interaction kernel of the quadratic loss",
  .kind = FORMULA,
  .where = "Section 6.1, eq. (22), with (18)",
  .says =
      "For quadratic loss, f can be written as a quadratic functional of the form (18), with "
      "an interaction kernel k((u,v),(u′,v′)) = (2/N) Σ_k ⟨v,v′⟩ σ(⟨u,z_k⟩) σ(⟨u′,z_k⟩) − (2/N) "
      "Σ_k ⟨v,y_k⟩ σ(⟨u,z_k⟩)",
  .correction = "k((u,v),(u′,v′)) = (1/N) Σ_k ⟨v,v′⟩ σ(⟨u,z_k⟩) σ(⟨u′,z_k⟩) − (2/N) Σ_k ⟨v,y_k⟩ "
                "σ(⟨u,z_k⟩), and f = ∬ k dα dα + (1/N) Σ_k ‖y_k‖²",
  .sentence = "False as printed: the first coefficient is 1/N. The printed energy is least where "
              "the network predicts half of every label.",
  .remains = "That f is of the form (18) up to a constant. The printed kernel is that of the first "
             "variation, so the gradient is its integral with the factor 1, not 2.",
  .inputs = { { "Z", "N,d", REAL, "data, by rows" },
              { "Y", "N,p", REAL, "their labels" },
              { "U", "n,d", REAL, "inner weights" },
              { "V", "n,p", REAL, "outer weights" },
              { "w", "n", PROBABILITY, "masses of the neurons" } },
  .instances = { { "two data on the line",
                   { "Z = 1; 2", "Y = 1; -1", "U = 1; 1/2", "V = 1; -1/3", "w = 1/2 1/2" } },
                 { "four neurons in the plane, two labels",
                   { "Z = 1 1/2; -2/3 1; 3/4 -5/4; 1/5 2", "Y = 1 -1; 1/2 2; -1/3 0; 3/2 1/4",
                     "U = 1 -1/2; 2/3 1; -1 3/4; 1/2 -7/5", "V = 1 2; -1/2 1/3; 3/4 -1; 5/3 1/5",
                     "w = 1/7 3/7 2/7 1/7" } } },
  .draw = any_network,
  .visible = { { "size of the predictions", weighted_prediction } },
  .standing = CORRECTED,
  .erratum = CONSTANT,
  .at_least = CERTIFIED,
  .uses = { "odt-E21", "odt-E18" },
  .parts = { { "the form (18)", CORRECTED, "f = ∬ k dα dα with k as in (22), first coefficient 2/N",
               "first coefficient 1/N, up to the constant (1/N) Σ‖y_k‖²", CONSTANT, PRINTED },
             { "what (22) is", HOLDS,
               "∫ k(x,x′) dα(x′) = δf(α)(x) for the printed k; ∇_W f = 2 ∫ ∇_x k dα for the "
               "corrected "
               "k made symmetric",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure_kernel,
  .controls = { { "as printed" }, { "corrected kernel with the factor 1" }, { "not symmetrised" } },
};
