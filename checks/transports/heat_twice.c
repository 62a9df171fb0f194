/*. # The heat equation is a gradient flow twice
 *
 *  ## In the Wasserstein geometry: of the entropy
 *
 *  For $f(\alpha)=\int\log\rho\,d\alpha$ the first variation is $\log\rho$ up to a constant, particles
 *  move against its gradient, $v=-\nabla\log\rho$, and
 *  $\partial_t\rho=\mathrm{div}(\rho\nabla\log\rho)=\Delta\rho$. This is a statement about fluxes, about
 *  particles and about distances, and each is examined by itself.
 *
 *  *Fluxes.* The heat flow of a mixture of Gaussians is the mixture with variances $\sigma_i+2t$. Its
 *  rate in time is compared with $\mathrm{div}(\rho\nabla\log\rho)$, taken from
 *  $\mathrm{div}(\rho\nabla\varphi)=\frac12(\Delta(\rho\varphi)+\rho\Delta\varphi-\varphi\Delta\rho)$.
 *
 *  *Particles.* $\dot x=-\nabla\log\rho_t(x)$ is integrated with its tangent map $D$; then
 *  $\rho_T(x_T)\det D_T=\rho_0(x_0)$ must hold for the mixture at $T$, far from any Gaussian.
 *
 *  *Distances.* In a space without a linear structure a gradient flow is what satisfies, for every
 *  $\beta$, the evolution variational inequality of a convex $f$,
 *
 *  $$\tfrac12\tfrac d{dt}W_2^2(\alpha_t,\beta)\le f(\beta)-f(\alpha_t),$$
 *
 *  and only one curve does. With the optimal map $T$ from $\alpha_t=N(0,S)$, $\dot S=2\,\mathrm{Id}$, to
 *  $\beta=N(0,R)$ the left side is $\mathrm{Tr}(\mathrm{Id}-T)$ and the right side $-\log\det T$, so it
 *  reads $\mathrm{Tr}T-d-\log\det T\ge0$. The derivative of the distance is taken through its two
 *  matrix roots. Slack of second order in $T-\mathrm{Id}$: a heat equation at half the speed, which is
 *  what a Brownian motion would suggest, violates it near $\beta=\alpha_t$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/waves.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* A mixture after the time t: with = { B, s, p, t, speed of the heat } */
static arr variances(const arr *with) { return add(with[1], times(mul(with[3], with[4]), 2, 1)); }

/* log of p_i times the density of the hump i, but for d/2 log 2 pi */
static arr log_humps(arr x, const arr *with) {
  arr v = variances(with), off = sum_rows(square(sub(row(x), with[0])));
  return sub(ln(with[2]), times(add(over(off, v), times(ln(v), x->rows, 1)), 1, 2));
}

static arr log_density(arr x, const arr *with) { return log_sum_exp(log_humps(x, with)); }
static arr density(arr x, const arr *with) { return expo(log_density(x, with)); }
static arr entropy_density(arr x, const arr *with) {
  return mul(density(x, with), log_density(x, with));
}

/* div(rho grad log rho) */
static arr rate_of_descent(arr x, const arr *with) {
  arr rho = density(x, with), potential = log_density(x, with);
  arr both = add(laplacian(entropy_density, x, with), mul(rho, laplacian(log_density, x, with)));
  return times(sub(both, mul(potential, laplacian(density, x, with))), 1, 2);
}

/* with = { B, s, p, x, speed } */
static arr density_in_time(arr t, const arr *with) {
  return density(with[3], (arr[]){ with[0], with[1], with[2], t, with[4] });
}

/* A particle, and below it the tangent map; with = { B, s, p, NULL, speed }. */
static arr descending(arr t, arr state, const arr *with) {
  arr x = row_at(state, 0), D = rows_from(state, 1, x->rows);
  arr mixture[] = { with[0], with[1], with[2], t, with[4] };
  arr share = softmax(log_humps(x, mixture)), v = column(variances(mixture));
  arr pulls = over(sub(with[0], row(x)), v), score = dot(share, pulls);
  arr weighted = mul(column(share), pulls), spread_ = dot(transpose(weighted), pulls);
  arr narrowing = mul(total(over(column(share), v)), eye(arith_base(t->in), x->rows));
  arr bend = sub(sub(spread_, outer(score, score)), narrowing);
  return neg(stack(row(score), dot(bend, D)));
}

/* with = { S, R, speed } */
static arr distance_in_time(arr t, const arr *with) {
  arr grown = times(mul(mul(with[2], t), eye(with[0]->in, with[0]->rows)), 2, 1);
  return bures_squared(add(with[0], grown), with[1]);
}

static arr log_determinant(arr S) { return ln(determinant(S)); }

static void measure_distances(run *here, arr speed) {
  arr S = input(here, "S"), R = input(here, "R"), none = whole(S->in, 0), one = whole(S->in, 1);
  arr T = optimal_map(S, R),
      approach = derivative(distance_in_time, none, one, (arr[]){ S, R, speed });
  arr gain = times(sub(log_determinant(S), log_determinant(R)), 1, 2);
  at_most(here, "evolution variational inequality", times(approach, 1, 2), gain);
  equals(here, "difference of the entropies", gain, neg(log_determinant(T)));
  equals(here, "rate of half the squared distance", times(approach, 1, 2),
         sub(whole(S->in, S->rows), trace(T)));
}

/* Particles on the line from -4 to 3, for the figure. */
static void trace_particles(run *here, const arr *start) {
  arith *A = start[0]->in;
  arr before = whole(A, 0), states[15];
  for (int j = 0; j < 15; j++)
    states[j] = given(A, "-4;"), states[j] = add(states[j], rat(A, j, 2));
  for (int i = 0; i <= 24; i++) {
    arr t = rat(A, i, 16), places[15];
    for (int j = 0; j < 15; j++) {
      arr state =
          i ? flow_between(descending, before, stack(states[j], eye(A, 1)), t, start) : NULL;
      if (state) states[j] = rows_from(state, 0, 1);
      places[j] = entry(states[j], 0, 0);
    }
    trace_point(here, "particles", t, pack(A, 15, places));
    before = t;
  }
}

static void measure_entropy(run *here) {
  arr B = input(here, "B"), s = input(here, "s"), p = input(here, "p"), x = input(here, "x");
  arr T = input(here, "T"), one = whole(x->in, 1), none = whole(x->in, 0);
  arr speed = instead(here, "half the Laplacian", one, rat(x->in, 1, 2));
  arr still[] = { B, s, p, x, speed }, start[] = { B, s, p, none, speed };
  arr end[] = { B, s, p, T, speed };
  measure_distances(here, speed);
  equals(here, "variances at the start", variances(start), s);
  equals(here, "rate of the density", derivative(density_in_time, none, one, still),
         rate_of_descent(x, start));
  arr state = flow_from(descending, stack(row(x), eye(x->in, x->rows)), T, start);
  arr z = row_at(state, 0), D = rows_from(state, 1, x->rows);
  at(here, "t", T);
  equals(here, "density carried by a particle", mul(density(z, end), determinant(D)),
         density(x, start));
  if (arith_kind(x->in) == DOUBLE && x->rows == 1) trace_particles(here, start);
}

static arr spread_of_the_variances(run *here) {
  arr s = input(here, "s");
  return sub(greatest(s), least(s));
}

static void any_mixture(draw *d) {
  arith *E = draw_arithmetic(d);
  set(d, "B", draw_dyadic(d, 2, 2));
  set(d, "s", draw_list(d, "4..8/8 9..16/8"));
  set(d, "p", draw_probability(d, 2));
  set(d, "x", draw_dyadic(d, 2, 0));
  set(d, "T", rat(E, 1, 16));
  set(d, "S", draw_spd(d, 3));
  set(d, "R", draw_spd(d, 3));
}

CLAIM(odt_T5_1) = {
  .title = "the heat equation is the Wasserstein gradient flow of the entropy",
  .kind = THEOREM,
  .where = "Theorem 5.1",
  .says = "Let f(α) = ∫ log(dα/dx(x)) dα(x) be the Shannon–Boltzmann negative entropy. Then the "
          "Wasserstein gradient flow of f is the heat equation ∂_t α_t = Δα_t",
  .inputs = { { "B", "m,d", REAL, "means of a mixture of Gaussians" },
              { "s", "m", POSITIVE, "their variances" },
              { "p", "m", PROBABILITY, "their masses" },
              { "x", "d", REAL, "where a particle starts" },
              { "T", "", POSITIVE, "how long it moves" },
              { "S", "n,n", SPD, "covariance of a Gaussian" },
              { "R", "n,n", SPD, "covariance of another, to which the distance is taken" } },
  .instances = { { "three humps in the plane; two ellipsoids",
                   { "B = 2 0; 0 2; -1 -1", "s = 1/4 1 9/16", "p = 1/2 1/3 1/6", "x = 1/2 -1/3",
                     "T = 1/9", "S = 3 1 1/2; 1 2 1/3; 1/2 1/3 1",
                     "R = 1 0 -1/4; 0 2/3 0; -1/4 0 2" } },
                 { "two humps on the line; nearly the same Gaussian",
                   { "B = 1; -2", "s = 1/3 1/2", "p = 2/3 1/3", "x = -1/2", "T = 1/7",
                     "S = 2 1; 1 1", "R = 21/10 1; 1 11/10" } } },
  .draw = any_mixture,
  .draws = 1,
  .visible = { { "spread of the variances", spread_of_the_variances } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_entropy,
  .controls = { { "half the Laplacian" } },
};

/*. ## In the Euclidean geometry: of half the Dirichlet energy
 *
 *  The $L^2$ gradient of $\int|\nabla\rho|^2$ is $-2\Delta\rho$, for
 *  $\frac d{ds}\int|\nabla\rho+s\nabla h|^2=2\int\nabla\rho\cdot\nabla h=-\int2\Delta\rho\,h$. The survey
 *  names this energy without its factor $\frac12$; its flow is the heat equation at twice the speed.
 *  The sentence after it, that one changes the functional and the geometry "yet recovers the same
 *  PDE", needs the factor.
 *
 *  On a torus everything is a finite sum. For $\rho=1+\sum_kA_k\cos k\cdot x+B_k\sin k\cdot x$ with
 *  frequencies that differ up to sign, the mean of $|\nabla\rho|^2$ is
 *  $\frac12\sum_k|k|^2(A_k^2+B_k^2)$ by Parseval's identity, and also the mean over a grid that is
 *  fine enough. Three tests of a gradient flow:
 *
 *  - the slope of $f$ in a direction $h$ is $-\int\partial_t\rho\,h$;
 *  - the flow spends what it loses, $f(\rho_0)-f(\rho_T)=\int_0^T\!\int|\partial_t\rho|^2dx\,dt$;
 *  - the minimising movement of $\frac1{2\tau}\|\rho-\rho_n\|^2+f(\rho)$, the $L^2$ brother of (13),
 *    which is the resolvent $A_k\mapsto A_k/(1+\tau|k|^2)$, tends to the heat flow.
 *
 *  The first two are decided in rational numbers and in balls, the last is a rate.
 */
static arr sizes(arr K) { return column(sum_rows(square(K))); }

/* Mean over the torus of the product of two waves without constants. */
static arr inner(arr C, arr h) { return times(total(mul(C, h)), 1, 2); }

/* with = { K, factor of the energy, ... } */
static arr energy(arr C, const arr *with) { return mul(with[1], inner(C, mul(sizes(with[0]), C))); }

/* One more than the largest frequency of a product of two waves. */
static long enough_points(run *here) {
  arr K = greatest(absolute(exact_input(here, "K")));
  long n = 0;
  while (le(whole(K->in, n), times(K, 2, 1)) == YES) n++;
  return n;
}

static arr energy_on_the_grid(long n, arr C, const arr *with) {
  arith *A = C->in;
  arr step = times(constant_pi(A), 2, n), sum = whole(A, 0);
  for (long i = 0; i < n * n; i++) {
    arr x = mul(step, stack(whole(A, i / n), whole(A, i % n)));
    sum = add(sum, total(square(wave_slope(waves_at(with[0], x), C))));
  }
  return times(mul(with[1], sum), 1, n * n);
}

static arr heat_rate(arr C, const arr *with) { return neg(mul(sizes(with[0]), C)); }

/* Coefficients, and in a row below what was spent. */
static arr heat(arr t, arr state, const arr *with) {
  arr C = rows_from(state, 0, with[0]->rows), rate = heat_rate(C, with);
  arr first = row_at(eye(arith_base(t->in), 2), 0);
  return stack(rate, row(mul(inner(rate, rate), first)));
}

/* with = { K, factor, tau, the coefficients before } */
static arr objective(arr C, const arr *with) {
  arr off = sub(C, with[3]);
  return add(over(inner(off, off), times(with[2], 2, 1)), energy(C, with));
}
static arr resolvent(const arr *with, int i, arr C) {
  arr growth = times(mul(mul(with[1], with[2]), sizes(with[0])), 2, 1);
  (void)i;
  return over(C, add(whole(C->in, 1), growth));
}

/* The amplitudes after T, by 4, 8, .. 64 steps. */
static void measure_movement(run *here, arr C, arr T, arr end, const arr *with) {
  arr gauges = NULL, off = NULL, one = whole(C->in, 1);
  for (int n = 4; n <= 64; n *= 2) {
    arr tau = times(T, 1, n), with_step[] = { with[0], with[1], tau };
    arr gap = norm(sub(iterate(n, resolvent, C, with_step), end));
    gauges = gauges ? stack(gauges, tau) : flat(tau);
    off = off ? stack(off, gap) : flat(gap);
  }
  tends(here, "minimising movement", gauges, off, whole(C->in, 0), one, rat(C->in, 1, 10));
}

static void measure_dirichlet(run *here) {
  arr K = input(here, "K"), C = input(here, "C"), h = input(here, "h"), T = input(here, "T");
  arith *A = K->in;
  arr factor = instead(here, "as printed", rat(A, 1, 2), whole(A, 1));
  arr with[] = { K, factor, T, C };
  equals(here, "slope of the energy", derivative(energy, C, h, with),
         neg(inner(heat_rate(C, with), h)));
  arr after = resolvent(with, 0, C), slope = derivative(objective, after, h, with);
  vanishes(here, "slope of what a step minimises", slope, norm(C));
  arr state = flow_from(heat, stack(C, zeros(A, 1, 2)), T, with),
      end = rows_from(state, 0, K->rows);
  at(here, "t", T);
  equals(here, "energy lost by the heat flow", sub(energy(C, with), energy(end, with)),
         entry(state, K->rows, 0));
  equals(here, "heat flow", end, mul(expo(neg(mul(T, sizes(K)))), C));
  equals(here, "energy on a grid", energy_on_the_grid(enough_points(here), C, with),
         energy(C, with));
  measure_movement(here, C, T, end, with);
}

static truth different_frequencies(run *here) {
  arr K = exact_input(here, "K"), zero = wholes(row_at(K, 0), 0);
  for (int i = 0; i < K->rows; i++) {
    if (equal(row_at(K, i), zero) == YES) return NO;
    for (int j = 0; j < i; j++)
      if (equal(row_at(K, i), row_at(K, j)) == YES || equal(row_at(K, i), neg(row_at(K, j))) == YES)
        return NO;
  }
  return YES;
}

static arr size_of_the_direction(run *here) { return entry(input(here, "h"), 0, 0); }

static void any_waves(draw *d) {
  arith *E = draw_arithmetic(d);
  arr first = draw_list(d, "1..3/1 -2..2/1");
  set(d, "K", stack(row(first), row(add(first, given(E, "1 2")))));
  set(d, "C", times(draw_dyadic(d, 2, 2), 1, 8));
  set(d, "h", draw_dyadic(d, 2, 2));
  set(d, "T", draw_between(d, 1, 4, 16));
}

CLAIM(odt_R5_2a) = {
  .title = "the heat equation as the L² gradient flow of the Dirichlet energy",
  .kind = REMARK,
  .where = "Section 5.2, after Theorem 5.1",
  .says = "Traditionally, the heat equation arises as the L² gradient flow of the Dirichlet energy "
          "f(α) = ∫ ‖∇ρ(x)‖² dx where ρ = dα/dx, with respect to the L² Euclidean distance between "
          "densities",
  .correction = "f(α) = ½ ∫ ‖∇ρ(x)‖² dx",
  .sentence = "False by a factor 2: the L² gradient flow of the printed energy is ∂_t ρ = 2Δρ.",
  .remains = "Everything else: with the factor ½ two functionals in two geometries have the same "
             "flow.",
  .inputs = { { "K", "m,2", INTEGER, "wave vectors on the torus, by rows" },
              { "C", "m,2", REAL, "cosine and sine coefficients of the density, beside 1" },
              { "h", "m,2", REAL, "of a direction" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "the wave vectors are not zero and differ up to sign",
                    different_frequencies } },
  .instances = { { "a triad of waves",
                   { "K = 1 0; 0 1; 1 2", "C = 0 1/7; 1/5 0; 1/3 1/4", "h = 1 1/2; 0 -1/3; 2 1/4",
                     "T = 1/3" } },
                 { "one wave", { "K = 2 -1", "C = 2/5 1/3", "h = 1 -2", "T = 1/9" } } },
  .draw = any_waves,
  .visible = { { "the direction", size_of_the_direction } },
  .standing = CORRECTED,
  .erratum = CONSTANT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_dirichlet,
  .controls = { { "as printed" } },
};
