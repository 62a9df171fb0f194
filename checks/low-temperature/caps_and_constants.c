/*. # Caps, and constants of the proof
 *
 *  The area of a spherical cap of chordal radius $r$ is $|S^{d-2}|\int_0^{2\arcsin(r/2)}\sin^{d-2}$. The proof of Proposition 6 bounds it
 *  from below by $c_dr^{d-1}$ for $r<\sqrt2$ and by half the sphere, $C_d=\pi^{d/2}/\Gamma(\frac d2)$, above. The best
 *  constants are $c_2=2$, approached as $r\to0$, and $c_d=C_d2^{-(d-1)/2}$ for $d\ge3$, attained at
 *  $r=\sqrt2$; in space the cap is $\pi r^2$, exactly. Integrals are flows, enclosed.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"
#include "uniform_law.h"

/* Half the area of S^(d-1): pi^(d/2) / Gamma(d/2). */
static arr half_sphere(arith *N, int d) {
  arr pi = constant_pi(N), top = power(pi, d / 2);
  return over(d % 2 ? mul(top, root(pi)) : top, gamma_half(N, d));
}

/* The angle a with sin(a/2) = r/2. */
static arr angle_of_chord(arr r) { return angle_to(rest_of(times(square(r), 1, 2))); }

static arr cap_area(arr r, int d) {
  arr integral_ = partial_integral(0, d - 2, angle_of_chord(r));
  return d == 2 ? times(integral_, 2, 1) : times(mul(half_sphere(r->in, d - 1), integral_), 2, 1);
}

static arr best_constant(arith *N, int d) {
  arr quotient = power(root(rat(N, 1, 2)), d - 1);
  return d == 2 ? whole(N, 2) : mul(half_sphere(N, d), quotient);
}

static void measure_caps(run *here) {
  arith *N = arithmetic(here);
  int d = (int)whole_input(here, "d");
  arr radii = input(here, "r"), diagonal_ = root(whole(N, 2)), c = best_constant(N, d);
  c = instead(here, "a thousandth more", c, times(c, 1001, 1000));
  part(here, "the half sphere");
  equals(here, "cap of radius root 2", cap_area(diagonal_, d), half_sphere(N, d));
  part(here, "smaller caps");
  for (int i = 0; i < radii->rows; i++) {
    arr r = item(radii, i);
    if (d == 3)
      equals(here, "a cap in space", cap_area(r, 3), mul(c, square(r)));
    else
      at_most(here, "c_d r^(d-1)", mul(c, power(r, d - 1)), cap_area(r, d));
  }
  if (d > 2)
    attains(here, "the best constant, at root 2", mul(c, power(diagonal_, d - 1)),
            cap_area(diagonal_, d));
  else
    at_most(here, "the best constant, at a small radius", mul(c, rat(N, 1, 1000)),
            cap_area(rat(N, 1, 1000), 2));
}

static truth caps_allowed(run *here) {
  arr r = exact_input(here, "r");
  long d = whole_input(here, "d");
  return 2 <= d && d <= 12 && lt(square(r), whole(r->in, 2)) == YES ? YES : NO;
}

static void any_caps(draw *d) {
  set(d, "d", whole(draw_arithmetic(d), draw_whole(d, 2, 8)));
  set(d, "r", draw_list(d, "1..16/32 16..32/32 32..44/32"));
}

static bool not_exact(number kind) { return kind == EXACT; }

CLAIM(low_E22) = {
  .title = "areas of spherical caps",
  .kind = FORMULA,
  .where = "Appendix A.1.2, between eqs. (22) and (23)",
  .says = "H^(d−1)(B_r(y)) ≥ c_d r^(d−1) for r < √2, and ≥ C_d := π^(d/2)/Γ(d/2) for r ≥ √2",
  .sentence = "Holds, with c₂ = 2 and c_d = C_d 2^(−(d−1)/2) for d ≥ 3, the best there are.",
  .inputs = { { "d", "", INTEGER, "dimension" }, { "r", "m", POSITIVE, "radii" } },
  .hypotheses = { { "2 <= d <= 12 and r < root 2", caps_allowed } },
  .instances = { { "the circle", { "d = 2", "r = 1/100 1/2 7/5" } },
                 { "space", { "d = 3", "r = 1/100 1/2 7/5" } },
                 { "six dimensions", { "d = 6", "r = 1/2 1 7/5" } } },
  .draw = any_caps,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .parts = { { "the half sphere", HOLDS, "C_d is the area for r = √2", NULL, NO_ERRATUM, PRINTED },
             { "smaller caps", HOLDS, "c_d exists, and its best value", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_caps,
  .controls = { { "a thousandth more" } },
};

/*. ## The choice of the level
 *
 *  With $q_\beta=\frac{d\log(\beta+1)}{2\beta}$ one has $e^{-\beta q_\beta}=(\beta+1)^{-d/2}$, and "$\frac{d\log(\beta+1)}\beta$ dominates both
 *  $\big(\frac{2\beta}{d\log(\beta+1)}\big)^{d-1}(\beta+1)^{-d}$ and $(\beta+1)^{-d}$ for all $\beta>0$". It does, with the constants
 *  $2^{d-1}/d^d\le\frac12$ and $\frac1d$, both approached as $\beta\to0$, because $(1+\beta)\log(1+\beta)\ge\beta$. Hence the exponents:
 *  with $(\beta+1)^{-(d-1)/2}$ it would fail for large $\beta$.
 */
/* What is dominated, over d log(beta + 1) / beta. */
static arr first_ratio(arr beta, int d) {
  arr one = whole(beta->in, 1), level = over(times(ln(add(beta, one)), d, 1), beta);
  return over(mul(power(over(whole(beta->in, 2), level), d - 1), power(add(beta, one), -d)), level);
}
static arr second_ratio(arr beta, int d) {
  arr one = whole(beta->in, 1), level = over(times(ln(add(beta, one)), d, 1), beta);
  return over(power(add(beta, one), -d), level);
}

static void measure_ratio(run *here, const char *what, arr (*ratio)(arr, int), int d,
                          arr constant) {
  arr betas = input(here, "beta"), gauges = NULL, values = NULL, one = whole(betas->in, 1);
  arr bound = instead(here, "nine tenths of the constants", constant, times(constant, 9, 10));
  for (int i = 0; i < betas->rows; i++) at_most(here, what, ratio(item(betas, i), d), bound);
  for (int k = 10; k <= 14; k += 2) {
    arr small = rat(betas->in, 1, 1L << k);
    gauges = gauges ? stack(gauges, small) : flat(small);
    values = values ? stack(values, ratio(small, d)) : flat(ratio(small, d));
  }
  tends(here, what, gauges, values, constant, one, rat(one->in, 1, 10));
}

static void measure_domination(run *here) {
  arr betas = input(here, "beta"), one = whole(betas->in, 1);
  int d = (int)whole_input(here, "d");
  part(here, "the level");
  for (int i = 0; i < betas->rows; i++) {
    arr beta = item(betas, i), log_ = ln(add(beta, one)), q = over(times(log_, d, 2), beta);
    long lost = instead(here, "the exponent d", -d, -1);
    equals(here, "exp(-2 beta q)", expo(neg(times(mul(beta, q), 2, 1))),
           power(add(beta, one), lost));
  }
  part(here, "domination");
  arr first = over(power(whole(one->in, 2), d - 1), power(whole(one->in, d), d));
  measure_ratio(here, "the first", first_ratio, d, first);
  measure_ratio(here, "the second", second_ratio, d, rat(one->in, 1, d));
}

static truth dimension_allowed(run *here) {
  long d = whole_input(here, "d");
  return 2 <= d && d <= 30 ? YES : NO;
}

static void any_levels(draw *d) {
  set(d, "d", whole(draw_arithmetic(d), draw_whole(d, 2, 9)));
  set(d, "beta", draw_list(d, "1..100/100 1..100/1 100..100000/1"));
}

CLAIM(low_E23) = {
  .title = "the choice of the level, and what it dominates",
  .kind = FORMULA,
  .where = "Appendix A.1.2, between eqs. (23) and (24)",
  .says = "e^(−βq_β) = (β + 1)^(−d/2) … d log(β + 1)/β dominates both (2β/(d log(β + 1)))^(d−1) (β "
          "+ 1)^(−d) and (β + 1)^(−d) for all β > 0",
  .sentence = "Holds, with the constants 2^(d−1)/d^d and 1/d.",
  .inputs = { { "d", "", INTEGER, "dimension" },
              { "beta", "m", POSITIVE, "inverse temperatures" } },
  .hypotheses = { { "2 <= d <= 30", dimension_allowed } },
  .instances = { { "from warm to cold, in space",
                   { "d = 3", "beta = 1/100000 1/10 1 10 1000 10000000" } },
                 { "in ten dimensions", { "d = 10", "beta = 1/100000 1/2 3 100 50000" } } },
  .draw = any_levels,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .parts = { { "the level", HOLDS, "e^(−βq_β) = (β + 1)^(−d/2)", NULL, NO_ERRATUM, PRINTED },
             { "domination", HOLDS, "by the constants 2^(d−1)/d^d and 1/d", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_domination,
  .controls = { { "the exponent d" }, { "nine tenths of the constants" } },
};

/*. ## How smooth the field of (3) is
 *
 *  (25) bounds $|v_\infty(x)-v_\infty(z)|$ by $2\sigma_{\max}(V)(1+\kappa)|x-z|$, with twos in both estimates before it. Both twos can be
 *  dropped: $\|\mathrm P_x-\mathrm P_z\|=\sin\angle(x,z)\le|x-z|$, and $\big|\frac a{|a|}-\frac b{|b|}\big|\le\frac{|a-b|}{\min(|a|,|b|)}$.
 *  The constant $\sigma_{\max}(V)(1+\kappa)$ is approached: for $B=\mathrm{Id}$ and $V=\mathrm{diag}(1,-1)$ the field on the circle is
 *  $-\sin2\vartheta$ along the tangent. It halves the $C_1$ of the theorem.
 */
static arr field_at(arr x, arr V, arr B) {
  return row_at(zero_temperature(x, row(x), (arr[]){ V, B }), 0);
}
static arr maximiser(arr x, arr B) {
  arr keys = dot(x, B);
  return over(keys, norm(keys));
}

static arr kappa_of(arr B) { return mul(operator_norm(B), operator_norm(inverse(B))); }
static arr sharp_constant(arr V, arr B) {
  return mul(operator_norm(V), add(whole(V->in, 1), kappa_of(B)));
}

static arr maximiser_of(arr x, const arr *with) { return maximiser(x, with[0]); }
static arr field_of(arr x, const arr *with) { return field_at(x, with[0], with[1]); }

/* Slopes where they are largest. */
static void measure_sharpness(run *here, arith *N) {
  arr B = given(N, "1 0; 0 1/10"), unit = eye(N, 2), e1 = row_at(unit, 0), e2 = row_at(unit, 1);
  arr V = given(N, "3 0; 0 -3"), keys[] = { B, NULL }, both[] = { V, unit, NULL };
  part(here, "maximisers");
  attains(here, "slope of the maximiser at e2", norm(derivative(maximiser_of, e2, e1, keys)),
          kappa_of(B));
  part(here, "(25)");
  attains(here, "slope of the field at e1", norm(derivative(field_of, e1, e2, both)),
          sharp_constant(V, unit));
}

static void measure_smoothness(run *here) {
  arr X = unit_rows(input(here, "X")), V = input(here, "V"), B = input(here, "B");
  arr x = row_at(X, 0), z = row_at(X, 1), gap = norm(sub(x, z)), c = dot(x, z);
  part(here, "projections");
  arr sine_ = root(sub(whole(c->in, 1), square(c))), kappa = kappa_of(B);
  equals(here, "norm of the difference", operator_norm(sub(outer(x, x), outer(z, z))), sine_);
  at_most(here, "sine, below the distance", sine_, gap);
  part(here, "maximisers");
  kappa = instead(here, "half of it", kappa, times(kappa, 1, 2));
  at_most(here, "distance of the maximisers, by that of the tokens",
          over(norm(sub(maximiser(x, B), maximiser(z, B))), gap), kappa);
  part(here, "(25)");
  arr moved = norm(sub(field_at(x, V, B), field_at(z, V, B)));
  at_most(here, "difference of the field, by that of the tokens", over(moved, gap),
          sharp_constant(V, B));
  measure_sharpness(here, V->in);
}

static truth two_tokens(run *here) { return exact_input(here, "X")->rows == 2 ? YES : NO; }
static truth invertible(run *here) {
  arr B = exact_input(here, "B");
  return equal(determinant(B), whole(B->in, 0)) == YES ? NO : YES;
}

static void any_pair(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  arith *E = draw_arithmetic(d);
  set(d, "X", add(draw_dyadic(d, 2, n), outer(given(E, "5/2 5/2"), row_at(eye(E, n), 0))));
  set(d, "V", draw_dyadic(d, n, n));
  set(d, "B", add(times(draw_dyadic(d, n, n), 1, 4), times(eye(E, n), 5, 4)));
}

CLAIM(low_E25) = {
  .title = "the Lipschitz constant of the zero-temperature field",
  .kind = FORMULA,
  .where = "Appendix A.1.2, eq. (25) and the two estimates before it",
  .says = "‖y*(x) − y*(z)‖ ≤ 2(σ_max(B)/σ_min(B))‖x − z‖, ‖P_x − P_z‖ ≤ 2‖x − z‖, ‖v_∞(x) − "
          "v_∞(z)‖ ≤ 2σ_max(V)(1 + "
          "σ_max(B)/σ_min(B))‖x − z‖",
  .sentence = "Holds, and without the factors 2, where it is sharp.",
  .inputs = { { "X", "2,d", REAL, "two tokens, scaled to the sphere" },
              { "V", "d,d", REAL, "values" },
              { "B", "d,d", REAL, "query-key matrix" } },
  .hypotheses = { { "there are two tokens", two_tokens }, { "B is invertible", invertible } },
  .instances = { { "nearly sharp, B near Id",
                   { "X = 1 1/1000; 1 -1/1000", "V = 1 0; 0 -1", "B = 1 0; 0 99/100" } },
                 { "sharp for the maximiser",
                   { "X = 1/1000 1; -1/1000 1", "V = 1 0; 0 1", "B = 1 0; 0 1/10" } },
                 { "in space",
                   { "X = 1 2 2; 2 -1 1", "V = 1 -1/2 1/3; 2/3 0 1; -1 1/2 -1",
                     "B = 1 1/2 0; 0 1 1/3; 1/4 0 2" } } },
  .draw = any_pair,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .parts = { { "projections", HOLDS, "‖P_x − P_z‖ = sin ∠(x, z) ≤ ‖x − z‖", NULL, NO_ERRATUM,
               PRINTED },
             { "maximisers", HOLDS, "with κ in place of 2κ", NULL, NO_ERRATUM, PRINTED },
             { "(25)", HOLDS, "with σ_max(V)(1 + κ) in place of twice it", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_smoothness,
  .controls = { { "half of it", "sharp for the maximiser" } },
};

/*. ## The last step
 *
 *  From $w'\le C(w+De^{C_0t})$ and $w(0)=0$ follows $w\le\frac C{C-C_0}D(e^{Ct}-e^{C_0t})$, attained where the inequality is an equation: the
 *  equation is flowed, and enclosed. With $C=2C_0+C_1$ the fraction is $\frac{2C_0+C_1}{C_0+C_1}\le2$, and two is what it approaches for $C_1\to0$.
 */
static arr groenwall_rate(arr t, arr w, const arr *with) {
  return mul(with[0], add(w, mul(with[2], expo(mul(with[1], t)))));
}

static void measure_last_step(run *here) {
  arr C0 = input(here, "C0"), C1 = input(here, "C1"), D = input(here, "D"), t = input(here, "t");
  arr C = add(times(C0, 2, 1), C1), zero = whole(t->in, 0), front = over(C, sub(C, C0));
  arr two = instead(here, "nine fifths for two", whole(t->in, 2), rat(t->in, 9, 5));
  arr grown = sub(expo(mul(C, t)), expo(mul(C0, t)));
  equals(here, "the fraction", front, over(C, add(C0, C1)));
  attains(here, "solution of the equation", flow(groenwall_rate, zero, t, C, C0, D),
          mul(mul(front, D), grown));
  at_most(here, "fraction", front, two);
}

static void any_rates(draw *d) {
  set(d, "C0", draw_between(d, 1, 24, 8));
  set(d, "C1", draw_between(d, 1, 24, 8));
  set(d, "D", draw_between(d, 1, 16, 8));
  set(d, "t", draw_between(d, 1, 8, 8));
}

CLAIM(low_E26) = {
  .title = "the integrating factor, and the factor 2",
  .kind = REMARK,
  .where = "Appendix A.1.2, eq. (26) and after",
  .says = "W₂(ρ_t^β, ρ_t) ≤ ((2C₀ + C₁)/(C₀ + C₁)) √(log(β + 1)/β) (e^((2C₀+C₁)t) − e^(C₀t)) ≤ "
          "2√(log(β + 1)/β) (e^((2C₀+C₁)t) − e^(C₀t))",
  .inputs = { { "C0", "", POSITIVE, "" },
              { "C1", "", POSITIVE, "" },
              { "D", "", POSITIVE, "root of log(beta + 1)/beta" },
              { "t", "", POSITIVE, "time" } },
  .instances = { { "C1 small", { "C0 = 1", "C1 = 1/100", "D = 1/10", "t = 1/2" } },
                 { "C1 large", { "C0 = 1/2", "C1 = 5", "D = 1/3", "t = 1/4" } } },
  .draw = any_rates,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .unable = not_exact,
  .measure = measure_last_step,
  .controls = { { "nine fifths for two", "C1 small" } },
};
