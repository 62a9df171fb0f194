/*. # Geodesics of the twisted distance, and an energy that is not convex along them
 *
 *  Weighted particles turn the formal calculus of Section 5.4 into finitely many variables. By (5.2) with
 *  $\mathcal G_\rho(v)=Bv/g$, $g=\int G(x,y)\rho(dy)$ and $G(x,y)=e^{Ax\cdot y}$, a path of particles of masses $m_i$ costs
 *  $\int L\,ds$ with
 *
 *  $$L=\sum_im_i\,g_i\,\dot x_i\cdot B^{-1}\dot x_i,\qquad g_i=\sum_jm_jG(x_i,x_j).$$
 *
 *  Lemma 5.3 for $\rho=\sum m_i\delta_{x_i}$ and $p_i=\nabla\psi(x_i)$ says $\dot x_i=\frac{Bp_i}{2g_i}$ and, taking the gradient of
 *  the second equation along the particle,
 *
 *  $$\dot p_i=\frac{p_i\cdot Bp_i}{4g_i^2}\,\nabla_1g_i+\frac14\sum_jm_j\frac{p_j\cdot Bp_j}{g_j^2}\,\nabla_2G(x_j,x_i).$$
 *
 *  Two roads that know neither equation: Lagrange's, $m_ip_i=\partial L/\partial\dot x_i$ at fixed positions
 *  and $m_i\dot p_i=\partial L/\partial x_i$ at fixed velocities; and Hamilton's, with
 *  $H=\frac14\sum m_i\frac{p_i\cdot Bp_i}{g_i}$. Both gradients are taken by series. Note the order of arguments in the last term:
 *  $G(y,x)$, with $A$ and not $A^\top$ in its gradient. It matters when $A$ is not symmetric, and the lemma does not
 *  ask for symmetry. $H$ is constant along the flow, which is enclosed.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"

/* The state: positions above momenta, by rows; with = { A, B, m }. */
static arr positions(arr state) { return rows_from(state, 0, state->rows / 2); }
static arr momenta(arr state) { return rows_from(state, state->rows / 2, state->rows / 2); }

/* G(x_i, x_j) = exp(A x_i . x_j) */
static arr kernel(arr A, arr X) { return expo(product(X, transpose(A), transpose(X))); }

/* p_i . B p_i */
static arr sizes(arr P, arr B) { return sum_rows(mul(dot(P, B), P)); }

static arr velocities(arr state, const arr *with) {
  arr g = dot(kernel(with[0], positions(state)), with[2]);
  return over(times(dot(momenta(state), with[1]), 1, 2), column(g));
}

typedef struct {
  arr own, others; /* the two terms of the rate of the momenta */
} forces;

static forces forces_of(arr state, const arr *with, bool transposed) {
  arr A = with[0], m = with[2], X = positions(state), G = kernel(A, X), g = dot(G, m);
  arr s = over(sizes(momenta(state), with[1]), square(g)), by_mass = mul(column(m), X);
  arr own = mul(column(times(s, 1, 4)), product(G, by_mass, A));
  arr K = transposed ? G : transpose(G), weights = column(mul(m, s));
  arr others = times(dot(K, mul(weights, dot(X, transpose(A)))), 1, 4);
  return (forces){ own, others };
}

static arr geodesic(arr t, arr state, const arr *with) {
  forces f = forces_of(state, with, false);
  (void)t;
  return stack(velocities(state, with), add(f.own, f.others));
}

static arr without_the_last_term(arr t, arr state, const arr *with) {
  (void)t;
  return stack(velocities(state, with), forces_of(state, with, false).own);
}

static arr with_the_kernel_turned(arr t, arr state, const arr *with) {
  forces f = forces_of(state, with, true);
  (void)t;
  return stack(velocities(state, with), add(f.own, f.others));
}

/* H as a function of the entries; with = { A, B, m, a state of the shape }. */
static arr hamiltonian(arr x, const arr *with) {
  arr state = shaped(x, with[3]->rows, with[3]->columns);
  arr g = dot(kernel(with[0], positions(state)), with[2]);
  return times(dot(with[2], over(sizes(momenta(state), with[1]), g)), 1, 4);
}

/* L as a function of the positions; with = { A, B^-1, m, velocities }. */
static arr lagrangian(arr x, const arr *with) {
  arr X = shaped(x, with[3]->rows, with[3]->columns), g = dot(kernel(with[0], X), with[2]);
  return dot(with[2], mul(g, sizes(with[3], with[1])));
}

/* The same of the velocities; with = { A, B^-1, m, positions }. */
static arr lagrangian_of_speeds(arr v, const arr *with) {
  arr X = with[3], g = dot(kernel(with[0], X), with[2]);
  return dot(with[2], mul(g, sizes(shaped(v, X->rows, X->columns), with[1])));
}

static void measure_geodesic(run *here) {
  arr A = input(here, "A"), B = input(here, "B"), m = input(here, "m"), X = input(here, "X");
  arr P = input(here, "P"), T = input(here, "T"), state = stack(X, P), with[] = { A, B, m, state };
  int n = X->rows, d = X->columns;
  field F = instead(here, "no last term", geodesic, without_the_last_term);
  F = instead(here, "G(x,y) for G(y,x)", F, with_the_kernel_turned);
  arr rates = F(T, state, with), mass = column(m), speeds = velocities(state, with);
  arr slopes = shaped(gradient(hamiltonian, flat(state), with), 2 * n, d);
  equals(here, "velocities by Hamilton", positions(rates), over(momenta(slopes), mass));
  equals(here, "rates of the momenta by Hamilton", momenta(rates),
         neg(over(positions(slopes), mass)));
  arr action[] = { A, inverse(B), m, speeds }, of_speeds[] = { A, action[1], m, X };
  arr conjugate = shaped(gradient(lagrangian_of_speeds, flat(speeds), of_speeds), n, d);
  equals(here, "momenta by Lagrange", P, over(conjugate, mass));
  arr by_lagrange = shaped(gradient(lagrangian, flat(X), action), n, d);
  equals(here, "rates of the momenta by Lagrange", momenta(rates), over(by_lagrange, mass));
  if (arith_kind(X->in) == BALL) T = times(T, 1, 32);
  arr end = flow_from(F, state, T, with);
  equals(here, "energy of the motion", hamiltonian(flat(end), with),
         hamiltonian(flat(state), with));
}

static arr asymmetry_of_A(run *here) {
  arr A = input(here, "A");
  return norm(sub(A, transpose(A)));
}

static void any_particles(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  set(d, "A", add(times(draw_dyadic(d, 2, 2), 1, 4), given(E, "0 1/2; -1/2 0")));
  set(d, "B", draw_spd(d, 2));
  set(d, "m", draw_probability(d, n));
  set(d, "X", times(draw_dyadic(d, n, 2), 1, 2));
  set(d, "P", add(times(draw_dyadic(d, n, 2), 1, 4), filled(E, n, 2, rat(E, 2, 3))));
  set(d, "T", rat(E, 1, 2));
}

CLAIM(udt_L5_3) = {
  .title = "geodesics of the twisted distance",
  .kind = LEMMA,
  .where = "Lemma 5.3",
  .says = "∂_sρ + div(B∇ψ/(2G∗ρ) ρ) = 0, ∂_sψ + ¼ ∇ψ·B∇ψ/(G∗ρ) − ¼∫ ∇_yψ·B∇_yψ/(G∗ρ(y))² G(y,x) "
          "ρ_s(y)dy "
          "= 0 for some function ψ",
  .sentence =
      "Holds, for A that is not symmetric too, with the arguments of G in the order printed.",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "B", "d,d", SPD, "-VA⁻ᵀ" },
              { "m", "n", PROBABILITY, "masses" },
              { "X", "n,d", REAL, "particles" },
              { "P", "n,d", REAL, "gradients of psi there" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "two particles",
                   { "A = -1/2 1; -1/3 -2/3", "B = 1 1/4; 1/4 1/2", "m = 1/3 2/3",
                     "X = 1 0; -1/2 2/3", "P = 1/2 1; -1 1/3", "T = 1/2" } },
                 { "three particles",
                   { "A = 1/2 -3/4; 1/4 -1/3", "B = 2/3 -1/5; -1/5 1", "m = 1/2 1/3 1/6",
                     "X = 1 1/2; -1/3 1; 2/3 -1", "P = 1 -1/2; 1/3 1; -2/3 1/4", "T = 1/2" } } },
  .draw = any_particles,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .visible = { { "asymmetry of A", asymmetry_of_A } },
  .measure = measure_geodesic,
  .controls = { { "no last term" }, { "G(x,y) for G(y,x)" } },
};

/*. ## Six terms
 *
 *  The proof of Proposition 5.4 gives $\partial_t\mathcal E(\rho)=-\frac12\int\Gamma_\rho\cdot\nabla\psi\,d\rho$ for
 *  $\mathcal E=\frac12\iint G\,d\rho\,d\rho$ along a geodesic, and after "mechanical but painful computations" a second
 *  derivative of six integrals. Here $A=A^\top$, since $\mathcal E$ descends along $\Gamma$ for such $A$ only. On
 *  particles $\mathcal E$ is a function of the positions and
 *
 *  $$\ddot{\mathcal E}=D^2\mathcal E[\dot x,\dot x]+D\mathcal E[\ddot x],$$
 *
 *  with $\ddot x$ the derivative of the velocities along the geodesic field: three series, exact, nothing
 *  mechanical to get wrong. Five of the six integrals are right. The last,
 *  $-\frac14\iint\nabla_x\psi\cdot(\Gamma_\rho(x)-Vy)\,(Vx)\cdot\nabla_y\psi\,\frac{\rho(x)\rho(y)}{G*\rho(x)\,G*\rho(y)}$, has lost a factor
 *  $G(x,y)$, which the display of $\partial_t\Gamma_\rho$ above it has. At a Dirac it is zero anyway, because
 *  $\Gamma=Vx$.
 */
static arr interaction(arr x, const arr *with) {
  arr X = shaped(x, with[2]->rows, with[1]->rows);
  return times(product(with[2], kernel(with[0], X), with[2]), 1, 2);
}

/* Velocities as a function of the entries of a state; with = { A, B, m, the state }. */
static arr velocities_at(arr x, const arr *with) {
  return flat(velocities(shaped(x, with[3]->rows, with[3]->columns), with));
}

static arr second_by_series(arr state, const arr *with) {
  arr x = flat(positions(state)), v = velocities_at(flat(state), with);
  arr acceleration =
      derivative(velocities_at, flat(state), flat(geodesic(NULL, state, with)), with);
  arr bend = second_derivative(interaction, x, v, with);
  return add(bend, dot(gradient(interaction, x, with), acceleration));
}

typedef struct {
  arr B, V, G, g, m, P, field, values; /* field: rows Gamma(x_i); values: rows V x_i */
} setting;

static setting setting_of(arr state, const arr *with) {
  arr X = positions(state), G = kernel(with[0], X), g = dot(G, with[2]), B = with[1];
  arr V = neg(dot(B, transpose(with[0]))), values = dot(X, transpose(V));
  arr mean = over(dot(G, mul(column(with[2]), values)), column(g));
  return (setting){ B, V, G, g, with[2], momenta(state), mean, values };
}

/* Six sums over particles; the last with the kernel, or with ones in its place. */
static arr six_terms(setting e, arr last_kernel) {
  arr inverse_B = inverse(e.B), s = sizes(e.P, e.B), by_g = over(e.m, e.g), by_g2 = over(by_g, e.g);
  arr to_field = sum_rows(mul(e.P, e.field)), to_values = dot(e.P, transpose(e.values));
  arr back = transpose(to_values), mixed = product(e.field, inverse_B, transpose(e.values));
  arr first = dot(by_g, mul(s, sizes(e.field, inverse_B)));
  arr second = product(e.m, mul(e.G, mixed), mul(by_g2, s));
  arr third = dot(by_g, square(to_field));
  arr fourth = product(by_g2, mul(e.G, square(to_values)), e.m);
  arr fifth = product(by_g, mul(e.G, product(e.P, e.V, e.B, transpose(e.P))), by_g);
  arr sixth = product(by_g, mul(last_kernel, mul(sub(column(to_field), to_values), back)), by_g);
  arr quarters = sub(sub(sub(fourth, third), fifth), sixth);
  return add(times(add(first, second), 1, 8), times(quarters, 1, 4));
}

static void measure_hessian(run *here) {
  arr A = input(here, "A"), B = input(here, "B"), m = input(here, "m"), X = input(here, "X");
  arr state = stack(X, input(here, "P")), with[] = { A, B, m, state };
  setting e = setting_of(state, with);
  arr v = velocities_at(flat(state), with), slope = dot(gradient(interaction, flat(X), with), v);
  arr pairing = dot(m, sum_rows(mul(e.field, e.P)));
  equals(here, "first derivative", slope, times(pairing, -1, 2));
  arr last = instead(here, "as printed", e.G, wholes(e.G, 1));
  equals(here, "second derivative", second_by_series(state, with), six_terms(e, last));
}

/* How far the six terms are from the printed ones. */
static arr lost_factor(run *here) {
  arr state = stack(input(here, "X"), input(here, "P"));
  arr with[] = { input(here, "A"), input(here, "B"), input(here, "m"), state };
  setting e = setting_of(state, with);
  return sub(six_terms(e, e.G), six_terms(e, wholes(e.G, 1)));
}

static void any_symmetric_particles(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  arr G = draw_dyadic(d, 2, 2);
  set(d, "A", times(add(G, transpose(G)), 1, 4));
  set(d, "B", draw_spd(d, 2));
  set(d, "m", draw_probability(d, n));
  set(d, "X", add(times(draw_dyadic(d, n, 2), 1, 2), filled(E, n, 2, rat(E, 1, 3))));
  set(d, "P", add(times(draw_dyadic(d, n, 2), 1, 4), filled(E, n, 2, rat(E, 2, 3))));
}

CLAIM(udt_EHess) = {
  .title = "the second derivative of the energy along geodesics",
  .kind = FORMULA,
  .where = "Appendix D.2, proof of Proposition 5.4",
  .says = "∂_t²E(ρ) = ⅛∫∇ψ·(B∇ψ) Γ·(B⁻¹Γ) ρ/(G∗ρ) + ⅛∬∇_yψ·(B∇_yψ)(Vy)·(B⁻¹Γ(x))G ρρ/(G∗ρ(y))² − "
          "¼∫(∇ψ·Γ)² ρ/(G∗ρ) + ¼∬(∇_xψ·Vy)²G ρρ/(G∗ρ(x))² − ¼∬∇_xψ·(VB∇_yψ)G ρρ/(G∗ρ(x) G∗ρ(y)) − "
          "¼∬∇_xψ·(Γ(x) − Vy)(Vx)·∇_yψ ρρ/(G∗ρ(x) G∗ρ(y))",
  .correction = "the same with G(x,y) in the last integral too",
  .sentence =
      "The sixth integral has lost a factor G(x, y), which the derivative of Γ just above it "
      "has.",
  .remains =
      "The other five, the first derivative, and Proposition 5.4: at a Dirac the sixth is zero.",
  .inputs = { { "A", "d,d", SYMMETRIC, "KᵀQ" },
              { "B", "d,d", SPD, "-VA⁻ᵀ" },
              { "m", "n", PROBABILITY, "masses" },
              { "X", "n,d", REAL, "particles" },
              { "P", "n,d", REAL, "gradients of psi there" } },
  .instances = { { "two particles",
                   { "A = -1/2 1/3; 1/3 -2/3", "B = 1 1/4; 1/4 1/2", "m = 1/3 2/3",
                     "X = 1 0; -1/2 2/3", "P = 1/2 1; -1 1/3" } },
                 { "three particles, A indefinite",
                   { "A = 1/2 -3/4; -3/4 -1/3", "B = 2/3 -1/5; -1/5 1", "m = 1/2 1/3 1/6",
                     "X = 1 1/2; -1/3 1; 2/3 -1", "P = 1 -1/2; 1/3 1; -2/3 1/4" } } },
  .draw = any_symmetric_particles,
  .draws = 2,
  .standing = CORRECTED,
  .erratum = TYPO,
  .at_least = CERTIFIED,
  .uses = { "udt-L5.3" },
  .visible = { { "what the lost factor changes", lost_factor } },
  .measure = measure_hessian,
  .controls = { { "as printed" } },
};

/*. ## Not convex
 *
 *  At a Dirac the six terms are $\frac14e^{-Az\cdot z}\,p^\top\big((z^\top V^\top B^{-1}Vz)\mathrm{Id}-V\big)Bp$. Let $V\succ0$ commute with
 *  $B\succ0$, so that $A=-B^{-1}V$ is symmetric and negative. Where $z^\top V^\top B^{-1}Vz$ is below
 *  the least eigenvalue of $V$, this is negative for *every* $p$ (at $z=0$ it is $-\frac14p^\top VBp$, and that
 *  alone proves the proposition for all $V$ and $B$); above the largest, positive. On the line, with
 *  $A=-a$, the change is at $|z|=a^{-1/2}$, the inflection of $\mathcal E=\frac12e^{-az^2}$ in its own arc length.
 *
 *  The printed proof joins $\delta_z$ to an arbitrary $\mu$; a smooth $\psi$ keeps a Dirac a Dirac, so the other end has to
 *  be one, which is enough. Non-convexity is shown twice: by the sign, in rational numbers up to a positive factor, and as
 *  it is defined. The geodesic through $z$ is followed both ways, enclosed, and in the middle the energy is above the mean of
 *  those of its ends.
 *
 *  The hypothesis $V\succ0$ is used: for $V\prec0$ all these second derivatives are positive, and nothing follows.
 */
static arr dirac_form(arr V, arr B, arr z, arr p) {
  arr Vz = dot(V, z), weight = dot(Vz, solve(B, Vz)), unit = eye(V->in, V->rows);
  return product(p, sub(mul(weight, unit), V), B, p);
}

static arr energy_at(arr state, const arr *with) {
  return interaction(flat(positions(state)), with);
}

/* How far the chord of the geodesic over [-T, T] is above the energy at its middle, the state. */
static arr chord_gap(arr state, arr T, const arr *with) {
  arr turned = stack(positions(state), neg(momenta(state)));
  arr end = flow_from(geodesic, state, T, with), start = flow_from(geodesic, turned, T, with);
  arr mean = times(add(energy_at(start, with), energy_at(end, with)), 1, 2);
  return sub(mean, energy_at(state, with));
}

static void measure_chord(run *here, arr state, arr T, const arr *with) {
  exceeds(here, "energy above the chord", neg(chord_gap(state, T, with)), wholes(T, 0));
  if (arith_kind(T->in) != DOUBLE) return;
  arr gauges = NULL, bends = NULL;
  for (int k = 1; k <= 4; k++) {
    arr t = mul(T, power(rat(T->in, 1, 2), k));
    arr bend = over(times(chord_gap(state, t, with), 2, 1), square(t));
    gauges = gauges ? stack(gauges, t) : flat(t);
    bends = bends ? stack(bends, bend) : flat(bend);
  }
  tends(here, "gap of the chord, by the square of its length", gauges, bends,
        second_by_series(state, with), whole(T->in, 2), rat(T->in, 1, 10));
}

/* The line with A = -1, B = 1, from z = -2: energies along the geodesic, for the figure. */
static void trace_line(run *here, arith *N) {
  arr A = given(N, "-1;"), B = given(N, "1;"), one = flat(whole(N, 1));
  arr state = given(N, "-2; 1/4"), before = whole(N, 0), with[] = { A, B, one, state };
  for (int i = 0; i <= 60; i++) {
    arr t = rat(N, i, 24);
    state = flow_between(geodesic, before, state, t, with);
    trace_point(here, "energy", t, stack(energy_at(state, with), entry(state, 0, 0)));
    before = t;
  }
}

static void measure_convexity(run *here) {
  arr V = input(here, "V"), B = input(here, "B"), z = input(here, "z"), p = input(here, "p");
  arr far = input(here, "far"), T = input(here, "T"), A = neg(transpose(solve(B, V)));
  arr none = wholes(T, 0), one = flat(wholes(T, 1)), state = stack(row(z), row(p));
  arr with[] = { A, B, one, state };
  V = instead(here, "V negative", V, neg(V));
  exceeds(here, "minus the second derivative at z, but for a factor", neg(dirac_form(V, B, z, p)),
          none);
  exceeds(here, "second derivative far out", dirac_form(V, B, far, p), none);
  equals(here, "A is symmetric", A, transpose(A));
  if (arith_kind(T->in) == EXACT) return;
  arr form = mul(expo(neg(product(z, A, z))), dirac_form(V, B, z, p));
  equals(here, "second derivative at a Dirac", second_by_series(state, with), times(form, 1, 4));
  measure_chord(here, state, T, with);
  if (arith_kind(T->in) == DOUBLE) trace_line(here, T->in);
}

static truth commuting(run *here) {
  arr V = exact_input(here, "V"), B = exact_input(here, "B");
  return equal(dot(V, B), dot(B, V));
}

static truth near_and_far(run *here) {
  arr V = exact_input(here, "V"), B = exact_input(here, "B"), unit = eye(V->in, V->rows);
  arr near_ = dot(V, exact_input(here, "z")), far = dot(V, exact_input(here, "far"));
  truth inner = positive_definite(sub(V, mul(dot(near_, solve(B, near_)), unit)));
  truth outer_ = positive_definite(sub(mul(dot(far, solve(B, far)), unit), V));
  return inner == YES && outer_ == YES ? YES : NO;
}

static arr form_at_z(run *here) {
  return dirac_form(input(here, "V"), input(here, "B"), input(here, "z"), input(here, "p"));
}

/* V and B with common axes and eigenvalues in [1/2, 2]: then |Vz|^2/b is below 8 |z|^2 and above |z|^2/8. */
static void any_commuting_pair(draw *d) {
  arith *E = draw_arithmetic(d);
  arr R = draw_rotation(d, 2), v = draw_list(d, "4..9/8 10..16/8"),
      b = draw_list(d, "4..16/8 4..16/8");
  arr z = times(draw_dyadic(d, 2, 0), 1, 16), p = draw_dyadic(d, 2, 0);
  set(d, "V", product(R, diagonal(v), transpose(R)));
  set(d, "B", product(R, diagonal(b), transpose(R)));
  set(d, "z", z);
  set(d, "far", mul(whole(E, 5), column_at(R, 0)));
  set(d, "p", add(square(p), rat(E, 1, 2)));
  set(d, "T", rat(E, 1, 8));
}

CLAIM(udt_P5_4) = {
  .title = "the energy is not geodesically convex",
  .kind = PROPOSITION,
  .where = "Proposition 5.4",
  .says =
      "Let A, V be such that B := −VA⁻ᵀ is symmetric and positive definite. Assume that V is "
      "symmetric "
      "positive definite and commutes with B. Then E is not geodesically convex for the distance "
      "d_{A,V}",
  .sentence =
      "Holds, formally: a geodesic between two Diracs whose middle is higher than its ends on "
      "average.",
  .inputs = { { "V", "d,d", SPD, "values" },
              { "B", "d,d", SPD, "-VA⁻ᵀ" },
              { "z", "d", REAL, "a Dirac near zero" },
              { "far", "d", REAL, "a Dirac far out" },
              { "p", "d", REAL, "gradient of psi" },
              { "T", "", POSITIVE, "time along the geodesic" } },
  .hypotheses = { { "V commutes with B", commuting },
                  { "z is near enough and the other far enough", near_and_far } },
  .instances = { { "common axes off the coordinates",
                   { "V = 2 1/2; 1/2 2", "B = 1 1/3; 1/3 1", "z = 1/5 -1/3", "far = 3 -2",
                     "p = 1 1/2", "T = 1/4" } },
                 { "the line",
                   { "V = 3/2;", "B = 2/3;", "z = 1/4", "far = 2", "p = -1", "T = 1/3" } },
                 { "space",
                   { "V = 2 1/2 0; 1/2 2 0; 0 0 1", "B = 1 1/4 0; 1/4 1 0; 0 0 1/2",
                     "z = 1/5 -1/6 1/4", "far = 1 2 -2", "p = 1 -1/2 2/3", "T = 1/5" } } },
  .draw = any_commuting_pair,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L5.3", "udt-EHess" },
  .visible = { { "second derivative at z", form_at_z } },
  .measure = measure_convexity,
  .controls = { { "V negative" } },
};
