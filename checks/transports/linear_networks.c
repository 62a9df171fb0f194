/*. # Linear networks, where the training of a law can be followed
 *
 *  With $\sigma(s)=s$ the network of a law $\alpha$ of neurons is linear, $g_\alpha(z)=\int v\langle
 *  z,u\rangle\,d\alpha=\Sigma_{VU}z$, and with $S_{zz}$, $S_{yz}$ the moments of the data
 *
 *  $$f(\alpha)=\mathrm{Tr}(\Sigma_{VU}S_{zz}\Sigma_{UV})-2\,\mathrm{Tr}(S_{yz}\Sigma_{UV})+\tfrac1N\sum|y_k|^2 .$$
 *
 *  The Gaussian integral is taken by a rule, not by the formula for a moment: the mean over the
 *  $2^{d+d'}$ points $L\epsilon$, $\epsilon_i=\pm1$, $\Sigma=LL^\top$, is exact for polynomials of
 *  degree 3 and rational. The risk is then the mean over the data, as (21) has it. Nothing here needs
 *  the Gaussian: for any law, centred or not, $\Sigma_{UV}$ is to be read as $\int uv^\top d\alpha$.
 */
#include <stdio.h>

#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/networks.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* All vectors of n signs, by rows. */
static arr all_signs(arith *A, int n) {
  arr rows = NULL;
  for (int bits = 0; bits < 1 << n; bits++) {
    arr e[n];
    for (int i = 0; i < n; i++) e[i] = whole(A, bits >> i & 1 ? 1 : -1);
    rows = rows ? stack(rows, row(pack(A, n, e))) : row(pack(A, n, e));
  }
  return rows;
}

static arr cross_moments(arr Y, arr Z) { return times(dot(transpose(Y), Z), 1, Z->rows); }

/* The block of u and v. */
static arr cross_block(arr Sigma, int d) { return outer_weights(rows_from(Sigma, 0, d), d); }

static void measure_predictor(run *here) {
  arr L = input(here, "L"), Z = input(here, "Z"), Y = input(here, "Y"), X = input(here, "X");
  int d = Z->columns;
  arr points = dot(all_signs(L->in, L->rows), transpose(L)), w = equal_masses(points);
  arr S = dot(L, transpose(L)), Suv = cross_block(S, d), Szz = second_moments(Z);
  if (d == Y->columns) Suv = instead(here, "block transposed", Suv, transpose(Suv));
  equals(here, "predictions of a Gaussian law", network_at(linear_unit, Z, points, w), dot(Z, Suv));
  arr square_part = trace(product(transpose(Suv), Szz, Suv));
  arr cross_part = trace(dot(cross_moments(Y, Z), Suv)), level = trace(second_moments(Y));
  long twice = instead(here, "cross term counted once", 2, 1);
  equals(here, "risk of a Gaussian law", network_risk(linear_unit, Z, Y, points, w),
         add(sub(square_part, times(cross_part, twice, 1)), level));
  equals(here, "predictions of a cloud that is not centred",
         network_at(linear_unit, Z, X, equal_masses(X)), dot(Z, cross_block(second_moments(X), d)));
}

static arr coupling_of_weights(run *here) {
  arr L = input(here, "L");
  return norm(cross_block(dot(L, transpose(L)), input(here, "Z")->columns));
}

static truth a_neuron_has_both_weights(run *here) {
  int d = exact_input(here, "Z")->columns, p = exact_input(here, "Y")->columns;
  return exact_input(here, "X")->columns == d + p ? YES : NO;
}

static void draw_data(draw *d, int k, int p) {
  int N = (int)draw_whole(d, 2, 4);
  set(d, "Z", draw_dyadic(d, N, k));
  set(d, "Y", draw_dyadic(d, N, p));
}

static void any_linear_network(draw *d) {
  int k = (int)draw_whole(d, 1, 2), p = (int)draw_whole(d, 1, 2), n = (int)draw_whole(d, 1, 4);
  draw_data(d, k, p);
  set(d, "L", draw_dyadic(d, k + p, k + p));
  set(d, "X", draw_dyadic(d, n, k + p));
}

CLAIM(odt_R6_2a) = {
  .title = "predictor and risk of a linear network",
  .kind = FORMULA,
  .where = "Section 6.2",
  .says =
      "g_α(z) = ∫ v ⟨z, u⟩ dα(u,v) = Σ_VU z; f(α) = Tr(Σ_VU S_zz Σ_UV) − 2 Tr(S_yz Σ_UV) + const, "
      "which depends on α only through Σ_UV and Σ_VU",
  .inputs = { { "L", "D,D", REAL, "Σ = LLᵀ" },
              { "X", "n,D", REAL, "a cloud of neurons (u,v), by rows" },
              { "Z", "N,d", REAL, "data, by rows" },
              { "Y", "N,p", REAL, "their labels" } },
  .hypotheses = { { "a neuron has an inner and an outer weight", a_neuron_has_both_weights } },
  .instances = { { "two inputs, two outputs",
                   { "L = 1 0 0 1/3; -1/2 2 0 0; 2/3 -1 1 0; 1/4 1/2 -1 3/2",
                     "X = 1 -1/2 2/3 1; 1/3 1 -1 1/2; 2 0 1 -1/4", "Z = 1 1/2; -2/3 1; 3/4 -5/4",
                     "Y = 1 -1; 1/2 2; -1/3 1/5" } },
                 { "two inputs, one output",
                   { "L = 1 1/2 0; -1/2 2 1/3; 2/3 -1 1", "X = 1 -1/2 2; 1/3 1 -1",
                     "Z = 1 1/2; -2/3 1; 3/4 -5/4; 0 2", "Y = 1; 1/2; -1/3; 2" } } },
  .draw = any_linear_network,
  .visible = { { "coupling of inner and outer weights", coupling_of_weights } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "odt-E21" },
  .measure = measure_predictor,
  .controls = { { "block transposed", "two inputs, two outputs" }, { "cross term counted once" } },
};

/*. ## The closure
 *
 *  With $R=S_{zz}\Sigma_{UV}-S_{zy}$ the first variation is $\delta f(u,v)=2\,u^\top Rv$, whose
 *  gradient is
 *
 *  $$\nabla_Wf(u,v)=+2\,(Rv,\ R^\top u).$$
 *
 *  The proposition prints $-2(\dots)$. That is minus the gradient, the *velocity*; taken at its word
 *  with (15), neurons would climb the risk. The equation (23) that follows has the right sign. Here
 *  $\delta f$ is found by mixing a point mass into the law, its gradient by automatic differentiation;
 *  and the neurons themselves are run.
 *
 *  The field is linear, $\dot x=Bx$ with $B$ symmetric, so there is one matrix $\Phi_t$ that moves
 *  every neuron, a Gaussian stays Gaussian, and $\Sigma_t=\Phi_t\Sigma_0\Phi_t^\top$. Since the field
 *  depends on the law through $\Sigma$ alone, the closure is not about Gaussians: second moments of
 *  *any* law obey (23). A handful of atoms with second moments $\Sigma_0$, flowed as particles, must
 *  reproduce the covariance flow to the last digit. That $S_{zz}$ has full rank is not needed either;
 *  one instance has a singular one.
 *
 *  What is conserved? With $J=\mathrm{diag}(\mathrm{Id}_d,-\mathrm{Id}_{d'})$, $JB=-BJ$ and
 *
 *  $$\frac d{dt}(J\Sigma)=J(B\Sigma+\Sigma B)=[J\Sigma,B]:$$
 *
 *  a Lax pair. The spectrum of $J\Sigma_t$ does not move; a neuron on its own keeps $|u|^2-|v|^2$.
 *  Since $\mathrm{Tr}B=0$, $\det\Phi=1$, and the Gaussian density is constant along neurons:
 *  $x^\top\Sigma_t^{-1}x$ is conserved. And the risk falls by
 *
 *  $$-\dot f=\int|\nabla_Wf|^2d\alpha=4\,\mathrm{Tr}(R\Sigma_{VV}R^\top)+4\,\mathrm{Tr}(R^\top\Sigma_{UU}R).$$
 */
/* Without the constant, the mean square of the labels. */
static arr risk_of(arr Suv, arr Szz, arr Syz) {
  arr square_part = trace(product(transpose(Suv), Szz, Suv));
  return sub(square_part, times(trace(dot(Syz, Suv)), 2, 1));
}

/* With the share s of a neuron x mixed into the law; with: Suv, x, Szz, Syz. */
static arr risk_of_mixture(arr s, const arr *with) {
  int d = with[2]->rows;
  arr u = rows_from(with[1], 0, d), v = rows_from(with[1], d, with[1]->rows - d);
  arr rest = sub(whole(s->in, 1), s), Suv = add(mul(rest, with[0]), mul(s, outer(u, v)));
  return risk_of(Suv, with[2], with[3]);
}

/* 2 u' R v; with: R. */
static arr first_variation(arr x, const arr *with) {
  int d = with[0]->rows;
  arr u = rows_from(x, 0, d), v = rows_from(x, d, x->rows - d);
  return times(dot(u, dot(with[0], v)), 2, 1);
}

static arr residual(arr Sigma, arr Szz, arr Syz) {
  return sub(dot(Szz, cross_block(Sigma, Szz->rows)), transpose(Syz));
}

/* Rows 2 (R v, R' u) at the rows of X. */
static arr gradient_at(arr X, arr R) {
  arr U = inner_weights(X, R->rows), V = outer_weights(X, R->rows);
  return times(beside(dot(V, transpose(R)), dot(U, R)), 2, 1);
}

/* with: S_zz, S_yz.  The last row carries the integral of the mean of |grad_W f|^2. */
static arr moments(arr t, arr state, const arr *with) {
  int d = with[0]->rows, D = state->columns;
  arr Sigma = rows_from(state, 0, D), B = linear_generator(Sigma, with[0], with[1]);
  arr R = residual(Sigma, with[0], with[1]), half = dot(B, Sigma);
  arr Suu = inner_weights(rows_from(Sigma, 0, d), d);
  arr Svv = outer_weights(rows_from(Sigma, d, D - d), d);
  arr spent = add(trace(product(R, Svv, transpose(R))), trace(product(transpose(R), Suu, R)));
  arr last = add(wholes(row_at(Sigma, 0), 0), times(spent, 4, 1));
  return (void)t, stack(add(half, transpose(half)), row(last));
}

/* The same with R in both places, which only d = d' allows. */
static arr lopsided(arr t, arr state, const arr *with) {
  int d = with[0]->rows;
  arr Sigma = rows_from(state, 0, 2 * d), R = times(residual(Sigma, with[0], with[1]), -2, 1);
  arr none = zeros(arith_base(R->in), d, d), B = stack(beside(none, R), beside(R, none));
  arr half = dot(B, Sigma);
  return (void)t, stack(add(half, transpose(half)), row(wholes(row_at(Sigma, 0), 0)));
}

/* with: S_zz, S_yz, Sigma_0, and the sign: 1 descends. */
static arr propagator(arr t, arr Phi, const arr *with) {
  arr Sigma = product(Phi, with[2], transpose(Phi));
  return (void)t, dot(linear_generator(Sigma, with[0], with[1]), Phi);
}

/* with: data, labels, masses, sign. */
static arr neurons(arr t, arr X, const arr *with) {
  return (void)t, neg(mul(with[3], network_gradient(linear_unit, with[0], with[1], X, with[2])));
}

/* Tr (J Sigma)^k for k = 1 .. D, which fix the spectrum. */
static arr power_traces(arr Sigma, int d) {
  int D = Sigma->rows;
  arr M = dot(signs(Sigma->in, d, D - d), Sigma), power_ = M, list[D];
  for (int k = 0; k < D; k++) list[k] = trace(power_), power_ = dot(power_, M);
  return pack(Sigma->in, D, list);
}

static arr mahalanobis(arr X, arr Sigma) {
  return sum_rows(mul(X, transpose(solve(Sigma, transpose(X)))));
}

static void measure_gradient(run *here, arr X, arr Sigma, arr Szz, arr Syz) {
  arr R = residual(Sigma, Szz, Syz), zero = whole(R->in, 0), one = whole(R->in, 1),
      G = gradient_at(X, R);
  arr Suv = cross_block(Sigma, Szz->rows);
  G = instead(here, "as printed", G, neg(G));
  for (int i = 0; i < X->rows; i++) {
    arr x = row_at(X, i), with[] = { Suv, x, Szz, Syz };
    arr mean = times(trace(dot(transpose(R), Suv)), 2, 1);
    equals(here, "slope of the risk towards one neuron",
           derivative(risk_of_mixture, zero, one, with),
           sub(first_variation(x, (arr[]){ R }), mean));
    equals(here, "Wasserstein gradient", gradient(first_variation, x, (arr[]){ R }), row_at(G, i));
  }
  arr B = linear_generator(Sigma, Szz, Syz), J = signs(R->in, Szz->rows, Syz->rows);
  arr rate = add(dot(B, Sigma), dot(Sigma, transpose(B)));
  equals(here, "Lax pair", dot(J, rate), commutator(dot(J, Sigma), B));
}

static void measure_flow(run *here, arr X, arr Sigma, arr Szz, arr Syz) {
  arr T = input(here, "T"), Z = input(here, "Z"), Y = input(here, "Y"), w = equal_masses(X);
  int d = Szz->rows, D = Sigma->rows;
  arr none = row(wholes(row_at(Sigma, 0), 0));
  field f =
      d == Y->columns ? instead(here, "one block not transposed", moments, lopsided) : moments;
  arr end = flow(f, stack(Sigma, none), T, Szz, Syz), after = rows_from(end, 0, D);
  at(here, "t", T);
  equals(here, "traces of powers of J Sigma", power_traces(after, d), power_traces(Sigma, d));
  arr start_risk = risk_of(cross_block(Sigma, d), Szz, Syz);
  equals(here, "risk lost", sub(start_risk, risk_of(cross_block(after, d), Szz, Syz)),
         entry(end, D, 0));
  arr sign = whole(T->in, instead(here, "as printed", 1, -1));
  arr cloud = flow(neurons, X, T, Z, Y, w, sign);
  equals(here, "second moments of the atoms", second_moments(cloud), after);
  arr Phi = flow(propagator, eye(T->in, D), T, Szz, Syz, Sigma);
  equals(here, "atoms moved by one matrix", dot(X, transpose(Phi)), cloud);
  equals(here, "its determinant", determinant(Phi), whole(T->in, 1));
  if (X->rows >= D)
    equals(here, "exponent of the density along neurons", mahalanobis(cloud, after),
           mahalanobis(X, Sigma));
}

/* The branch of u^2 - v^2 on which a neuron lies: the coordinates of one of its points, entry by entry. */
static void branches(arr X, arr s, arr *u, arr *v) { /* figure; mutants: aside */
  arr x[X->rows], y[X->rows], zero = whole(s->in, 0);
  for (int i = 0; i < X->rows; i++) {
    arr a = entry(X, i, 0), b = entry(X, i, 1), k = sub(square(a), square(b));
    bool along = lt(zero, k) == YES;
    arr far = root(add(absolute(k), square(s)));
    if (lt(along ? a : b, zero) == YES) far = neg(far);
    x[i] = along ? far : s, y[i] = along ? s : far;
  }
  *u = pack(s->in, X->rows, x), *v = pack(s->in, X->rows, y);
}

/* One curve a neuron: "descent 3" is that of the third. */
static void trace_each(run *here, const char *what, arr u, arr v) {
  for (int i = 0; i < u->rows; i++) {
    char curve[32];
    snprintf(curve, sizeof curve, "%s %d", what, i + 1);
    trace_point(here, curve, item(u, i), item(v, i));
  }
}

/* The neurons on their way, where the printed gradient would move them, and their hyperbolas. */
static void trace_neurons(run *here, arr X) {
  arith *A = X->in;
  if (arith_kind(A) != DOUBLE || X->columns != 2 || under(here, "as printed")) return;
  for (int sign = 1; sign >= -1; sign -= 2) {
    arr with[] = { input(here, "Z"), input(here, "Y"), equal_masses(X), whole(A, sign), NULL };
    arr state = X, before = whole(A, 0);
    for (int i = 0; i <= 12; i++) {
      arr t = times(input(here, "T"), i, sign > 0 ? 6 : 36);
      state = flow_between(neurons, before, state, t, with), before = t;
      trace_each(here, sign > 0 ? "descent" : "printed", column_at(state, 0), column_at(state, 1));
    }
  }
  for (int i = -20; i <= 20; i++) {
    arr u, v;
    branches(X, rat(A, i, 10), &u, &v);
    trace_each(here, "hyperbola", u, v);
  }
}

static void measure_closure(run *here) {
  arr X = input(here, "X"), Z = input(here, "Z"), Y = input(here, "Y"), Sigma = second_moments(X);
  arr Szz = second_moments(Z), Syz = cross_moments(Y, Z);
  measure_gradient(here, X, Sigma, Szz, Syz);
  measure_flow(here, X, Sigma, Szz, Syz);
  trace_neurons(here, X);
}

static arr size_of_gradient(run *here) {
  arr X = input(here, "X"), Z = input(here, "Z"), Y = input(here, "Y");
  return norm(residual(second_moments(X), second_moments(Z), cross_moments(Y, Z)));
}

static void any_training(draw *d) {
  int k = (int)draw_whole(d, 1, 2), p = (int)draw_whole(d, 1, 2);
  draw_data(d, k, p);
  set(d, "X", add(draw_dyadic(d, k + p, k + p), times(eye(draw_arithmetic(d), k + p), 2, 1)));
  set(d, "T", draw_between(d, 1, 8, 128));
}

CLAIM(odt_P6_2) = {
  .title = "the training of linear networks closes on second moments",
  .kind = PROPOSITION,
  .where = "Proposition 6.2, eq. (23)",
  .says = "Assume S_zz is full rank and σ(s) = s. [∇_W f(α)](u,v) = −2((S_zz Σ_UV − S_zy)v, (Σ_VU "
          "S_zz − "
          "S_yz)u). Consequently, if α_0 = N(0, Σ₀), then α_t = N(0, Σ_t), where Σ̇ = BΣ + ΣBᵀ, B "
          ":= −2(0, "
          "S_zz Σ_UV − S_zy; Σ_VU S_zz − S_yz, 0)",
  .correction = "[∇_W f(α)](u,v) = +2((S_zz Σ_UV − S_zy)v, (Σ_VU S_zz − S_yz)u)",
  .sentence =
      "The gradient has the wrong sign; the equation (23) is right, and holds for the second "
      "moments of every law, with the spectrum of JΣ conserved.",
  .remains = "Equation (23) and the closure, for every law and any rank of S_zz.",
  .inputs = { { "X", "n,D", REAL, "atoms (u,v), by rows; Σ₀ = XᵀX/n" },
              { "Z", "N,d", REAL, "data, by rows" },
              { "Y", "N,p", REAL, "their labels" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "a neuron has an inner and an outer weight", a_neuron_has_both_weights } },
  .instances = { { "one input, one output",
                   { "X = 1 1/4; 1/2 -2/3; -1/3 1; 3/4 5/4; -1 -1/2", "Z = 1; -1/2; 3/2",
                     "Y = 3/2; -1; 2", "T = 1/3" } },
                 { "two inputs, two outputs",
                   { "X = 1 -1/2 2/3 1; 1/3 1 -1 1/2; 2 0 1 -1/4; -1/2 3/2 1/3 -1",
                     "Z = 1 1/2; -2/3 1; 3/4 -5/4", "Y = 1 -1; 1/2 2; -1/3 1/5", "T = 1/16" } },
                 { "two atoms, and data on one line",
                   { "X = 1 -1/2 2/3; 1/3 1 -1", "Z = 1 1/2; -2 -1; 3 3/2", "Y = 1; 1/2; -1/3",
                     "T = 1/16" } } },
  .draw = any_training,
  .draws = 2,
  .visible = { { "size of the gradient", size_of_gradient } },
  .standing = CORRECTED,
  .erratum = TYPO,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-R6.2a", "odt-E17" },
  .measure = measure_closure,
  .controls = { { "as printed" }, { "one block not transposed", "two inputs, two outputs" } },
};
