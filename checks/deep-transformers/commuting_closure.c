/*. # Where the covariance equation can be solved
 *
 *  On the line the closure $\dot s=2av\,s^2$ is solved by $1/s(t)=1/s_0-2vat$: a straight line in $1/s$.
 *  It reaches zero, and $s$ infinity, at $t_{\max}=1/(2vas_0)$ when $av>0$; otherwise the solution
 *  lasts, and for $av<0$ it decays like $t\,s(t)\to1/(2|av|)$.
 *
 *  The enclosed flow is run into the blow-up: every step it takes is certified, so the last time it
 *  reaches is a proved lower bound of $t_{\max}$, and it comes within a small factor of it.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr along_the_line(arr t, arr s0, arr av) {
  return reciprocal(sub(reciprocal(s0), times(mul(av, t), 2, 1)));
}

static arr scalar_field(arr t, arr s, const arr *with) {
  (void)t;
  return times(mul(with[0], square(s)), 2, 1);
}

static void measure_blow_up(run *here, arr av, arr s0) {
  arr t_max = reciprocal(times(mul(av, s0), 2, 1));
  arr stated = instead(here, "factor 2 lost", t_max, times(t_max, 2, 1));
  arr T = times(stated, 999, 1000);
  at(here, "t", T);
  equals(here, "growth a thousandth before the stated blow-up",
         times(along_the_line(T, s0, av), 1, 1000), s0);
  equals(here, "variance there", flow(scalar_field, s0, T, av), along_the_line(T, s0, av));
  if (arith_kind(s0->in) != BALL) return;
  arr last_state, last = flow_until_blow_up(scalar_field, s0, 16, &last_state, (arr[]){ av });
  at_most(here, "last certified time", last, stated);
  exceeds(here, "last certified time, within a thousandth", last, times(stated, 999, 1000));
}

static void measure_line(run *here) {
  arr a = input(here, "a"), v = input(here, "v"), s0 = input(here, "s0"), times_ = input(here, "t");
  arr av = mul(a, v), exact_av = mul(exact_input(here, "a"), exact_input(here, "v"));
  arr zero = whole(exact_av->in, 0);
  if (lt(zero, exact_av) == YES) {
    measure_blow_up(here, av, s0);
    return;
  }
  arr rate = instead(here, "factor 2 lost", av, times(av, 1, 2)), decay = NULL, gauge = NULL;
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), s = flow(scalar_field, s0, t, av);
    at(here, "t", t);
    equals(here, "variance", s, along_the_line(t, s0, rate));
    arr scaled = mul(t, s);
    decay = decay ? stack(decay, scaled) : flat(scaled);
    gauge = gauge ? stack(gauge, reciprocal(t)) : flat(reciprocal(t));
  }
  if (lt(exact_av, zero) == YES)
    tends(here, "t s(t)", gauge, decay, neg(reciprocal(times(rate, 2, 1))), whole(s0->in, 1),
          rat(s0->in, 1, 20));
}

CLAIM(udt_P4_3) = {
  .title = "the closure in one dimension: decay or blow-up",
  .kind = PROPOSITION,
  .where = "Proposition 4.3",
  .says = "s(t) = (s₀⁻¹ − 2vat)⁻¹ for t ∈ [0, t_max), where t_max := (2vas₀)⁻¹ if av > 0, and "
          "t_max := +∞ if av ≤ 0",
  .sentence = "Holds; the sentence after it, that the solution either goes to zero or blows up, "
              "forgets av = 0, where it rests.",
  .inputs = { { "a", "", REAL, "key times query" },
              { "v", "", REAL, "value" },
              { "s0", "", POSITIVE, "initial variance" },
              { "t", "m", POSITIVE, "times, ascending; used when av <= 0" } },
  .instances = { { "blow-up", { "a = 3/4", "v = 7/5", "s0 = 5/3", "t = 1" } },
                 { "decay", { "a = -3/4", "v = 7/5", "s0 = 5/3", "t = 1/3 2 100 10000 1000000" } },
                 { "rest", { "a = 0", "v = 7/5", "s0 = 5/3", "t = 1 50" } } },
  /* not drawn: the three signs of av are all cases, and each has its instance */
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2" },
  .measure = measure_line,
  .controls = { { "factor 2 lost", "blow-up" }, { "factor 2 lost", "decay" } },
};

/*. ## Matrices that commute
 *
 *  Put $B_0=VA+A^\top V^\top$. If $V$ commutes with $\Sigma_0$ and with $B_0$, then
 *  $R(t)=\Sigma_0^{-1}-tB_0$ commutes with $V$, and $\Sigma=R^{-1}$ satisfies
 *  $\dot\Sigma=\Sigma B_0\Sigma=V\Sigma A\Sigma+\Sigma A^\top\Sigma V^\top$: the closure is solved. $V$ need
 *  not be symmetric or normal, and $\Sigma_0$ need not commute with $B_0$. "For all $t$ such that the
 *  matrix is invertible" must be read as *up to the first singular time*, which is
 *  $t^*=1/\lambda_{\max}(\Sigma_0^{1/2}B_0\Sigma_0^{1/2})$. The printed proof calls $V$ and $\Sigma_0$ co-diagonalizable, which it
 *  does not use, and its indices are one off: with eigenvalues in descending order and $\Omega=\Sigma^{-1}$, Weyl's inequality is
 *
 *  $$\lambda_i(\Omega)\ge\lambda_d(\Omega_0)-t\lambda_{d+1-i}(B_0),\qquad\lambda_i(\Sigma)=1/\lambda_{d+1-i}(\Omega),$$
 *
 *  where (C.1) has $d-i$, which is no index for $i=d$, and the sentence after it $\lambda_i(\Sigma)=\lambda_{d-i}(\Omega)$.
 *
 *  When $B_0\preceq0$ the covariance decays to a matrix whose rank is the dimension of $\ker B_0$. The
 *  limit can be named, which the proposition does not do: with $N$ a basis of $\ker B_0$,
 *
 *  $$\Sigma^*=N\,(N^\top\Sigma_0^{-1}N)^{-1}N^\top,$$
 *
 *  the covariance of the tokens conditioned on the collapsed directions being zero, and
 *  $\|\Sigma(t)-\Sigma^*\|$ falls like $1/t$ (block elimination of $\Sigma_0^{-1}-tB_0$ in the frame of
 *  $B_0$).
 */
static arr lopsided(arr t, arr S, const arr *with) {
  (void)t;
  return times(product(with[1], S, with[0], S), 2, 1);
}

static arr growth(arr A, arr V) {
  arr F = dot(V, A);
  return add(F, transpose(F));
}

static arr exact_growth(run *here) {
  return growth(exact_input(here, "A"), exact_input(here, "V"));
}

static truth commute(arr x, arr y) { return equal(dot(x, y), dot(y, x)); }

static arr explicit_solution(arr t, arr S0, arr B0) {
  return inverse(sub(inverse(S0), mul(t, B0)));
}

static arr blow_up_rate(arr S0, arr B0) {
  arr L = cholesky(S0);
  return largest_eigenvalue(product(transpose(L), B0, L));
}

static void measure_escape(run *here, field F, arr S0, arr A, arr V, arr rate) {
  arr t_star = reciprocal(rate), T = times(t_star, 999, 1000), B0 = growth(A, V);
  at(here, "t", T);
  equals(here, "covariance just before the blow-up", flow(F, S0, T, A, V),
         explicit_solution(T, S0, B0));
  arr weyl = reciprocal(mul(least_eigenvalue(S0), largest_eigenvalue(B0)));
  at_most(here, "blow-up time, below Weyl's bound", t_star, weyl);
  if (arith_kind(S0->in) != BALL) return;
  arr state, last = flow_until_blow_up(F, S0, 16, &state, (arr[]){ A, V });
  at_most(here, "last certified time", last, t_star);
  exceeds(here, "last certified time, within a thousandth", last, T);
  exceeds(here, "largest eigenvalue there", largest_eigenvalue(state), whole(S0->in, 500));
}

static arr limit_in(arr N, arr S0) {
  return product(N, inverse(product(transpose(N), inverse(S0), N)), transpose(N));
}

/* The closed form, late, beside the limit. */
static void measure_limit(run *here, arr S0, arr B0, arr N) {
  arr limit = limit_in(N, S0), T = whole(S0->in, 1), late = whole(S0->in, 1000);
  vanishes(here, "growth at the limit", dot(B0, limit), mul(norm(B0), norm(limit)));
  at_most(here, "distance to the limit at 1000, eight hundredfold",
          times(norm(sub(explicit_solution(late, S0, B0), limit)), 800, 1),
          norm(sub(explicit_solution(T, S0, B0), limit)));
}

static void measure_collapse(run *here, field F, arr S0, arr A, arr V, arr N) {
  arr limit = limit_in(N, S0), S = S0, distances = NULL, gauge = NULL;
  arr T = whole(S0->in, 1), zero = whole(S0->in, 0);
  for (int i = 0; i < 4; i++, T = times(T, 16, 1)) {
    arr before = i ? times(T, 1, 16) : zero;
    S = flow_between(F, before, S, T, (arr[]){ A, V });
    arr off = norm(sub(S, limit));
    distances = distances ? stack(distances, off) : flat(off);
    gauge = gauge ? stack(gauge, reciprocal(T)) : flat(reciprocal(T));
    at(here, "t", T);
    trace_point(here, "eigenvalues", T, symmetric_eigen(S, NULL));
  }
  tends(here, "distance to the limit", gauge, distances, zero, whole(S0->in, 1),
        rat(S0->in, 1, 20));
}

/* Eigenvalues in descending order, of Sigma, its inverse Omega and B0.  Where Sigma_0 and B0 commute, Weyl's
 * bound may be attained. */
static void measure_indices(run *here, arr S, arr S0, arr B0, arr t) {
  arr of_S = symmetric_eigen(S, NULL), of_P = symmetric_eigen(inverse(S), NULL);
  arr of_B = symmetric_eigen(B0, NULL), start = least_eigenvalue(inverse(S0));
  bool strict = commute(exact_input(here, "Sigma0"), exact_growth(here)) == NO;
  part(here, "(C.1)");
  for (int i = 1, d = S->rows; i <= d; i++) {
    int other = instead(here, "as printed", i - 1, i < d ? i : d - 1);
    equals(here, "eigenvalue of Sigma, by one of Omega", item(of_S, d - i),
           reciprocal(item(of_P, other)));
    arr least_ = sub(start, mul(t, item(of_B, i - 1)));
    if (strict) at_most(here, "lower bound, of an eigenvalue of Omega", least_, item(of_P, d - i));
  }
}

static bool kernel_given(run *here) {
  arr N = exact_input(here, "N"), B0 = exact_growth(here);
  arr none = zeros(N->in, N->rows, N->columns);
  return equal(N, none) == NO && equal(dot(B0, N), none) == YES;
}

static bool escapes(run *here) {
  return !kernel_given(here) && positive_definite(neg(exact_growth(here))) != YES;
}

static void measure_commuting(run *here) {
  arr A = input(here, "A"), V = input(here, "V"), S0 = input(here, "Sigma0"),
      times_ = input(here, "t");
  arr unit = eye(S0->in, S0->rows), corner = outer(row_at(unit, 0), row_at(unit, S0->rows - 1));
  V = instead(here, "V does not commute", V, add(V, corner));
  field F = instead(here, "transpose dropped", softmax_closure, lopsided);
  arr B0 = growth(A, V), rate = blow_up_rate(S0, B0);
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i), S = flow(F, S0, t, A, V);
    at(here, "t", t);
    part(here, "Σ(t)");
    equals(here, "covariance", S, explicit_solution(t, S0, B0));
    measure_indices(here, S, S0, B0, t);
  }
  if (under(here, "V does not commute") || under(here, "transpose dropped")) return;
  part(here, "2.");
  if (escapes(here)) measure_escape(here, F, S0, A, V, rate);
  part(here, "1.");
  if (!kernel_given(here)) return;
  measure_limit(here, S0, B0, input(here, "N"));
  if (arith_kind(S0->in) != BALL) measure_collapse(here, F, S0, A, V, input(here, "N"));
}

static truth V_and_covariance(run *here) {
  return commute(exact_input(here, "V"), exact_input(here, "Sigma0"));
}
static truth V_and_growth(run *here) { return commute(exact_input(here, "V"), exact_growth(here)); }
static truth before_blow_up(run *here) {
  arr S0 = exact_input(here, "Sigma0"), B0 = exact_growth(here);
  arr t = exact_input(here, "t"), last = item(t, t->rows - 1);
  return positive_definite(sub(inverse(S0), mul(last, B0)));
}

static arr asymmetry(run *here) {
  arr S0 = input(here, "Sigma0"), F = product(input(here, "V"), S0, input(here, "A"), S0);
  return norm(sub(F, transpose(F)));
}

/* V = p I + q S, A = V^-1 (B/2 + W) with B = b S + c S^2 negative and W antisymmetric. */
static void commuting_family(draw *d) {
  arith *E = draw_arithmetic(d);
  int n = (int)draw_whole(d, 2, 3);
  arr S = draw_spd(d, n), unit = eye(E, n), G = draw_dyadic(d, n, n);
  arr v = draw_list(d, "1..8/4 1..8/4"), b = draw_list(d, "0..4/4 1..4/8");
  arr V = add(mul(item(v, 0), unit), mul(item(v, 1), S));
  arr B = neg(add(mul(item(b, 0), S), mul(item(b, 1), dot(S, S))));
  arr half = add(times(B, 1, 2), sub(G, transpose(G)));
  set(d, "V", V);
  set(d, "A", dot(inverse(V), half));
  set(d, "Sigma0", S);
  set(d, "t", draw_list(d, "1..2/4 3..6/4"));
  set(d, "N", zeros(E, n, 1));
}

CLAIM(udt_P4_4) = {
  .title = "explicit covariance when V commutes: collapse or blow-up",
  .kind = PROPOSITION,
  .where = "Proposition 4.4, eq. (4.2)",
  .says = "V commutes with Σ₀ and VA + AᵀVᵀ ⟹ Σ(t) = (Σ₀⁻¹ − t(VA + AᵀVᵀ))⁻¹; if VA + AᵀVᵀ ≼ 0 it "
          "converges and the mass concentrates on a subspace of dimension the multiplicity of 0; "
          "with a positive eigenvalue it blows up in finite time",
  .sentence =
      "Holds up to the first singular time, where the solution ends, with the limit and the "
      "blow-up time made explicit. In the proof indices are one off.",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "V", "d,d", REAL, "values" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "t", "m", POSITIVE, "times, ascending" },
              { "N", "d,k", REAL, "basis of the kernel of VA + AᵀVᵀ, or zero" } },
  .hypotheses = { { "V commutes with Sigma0", V_and_covariance },
                  { "V commutes with VA + A'V'", V_and_growth },
                  { "the last t is below the blow-up time", before_blow_up } },
  .instances = { { "a rotation in the plane of V",
                   { "V = 1 -2 0; 2 1 0; 0 0 1/2",
                     "A = -3/10 -1/10 1/6; 1/10 -3/10 -1/12; -2/3 -1/2 -3",
                     "Sigma0 = 3/2 0 0; 0 3/2 0; 0 0 2/3", "t = 1/3 2", "N = 0; 0; 0" } },
                 { "collapse to a line",
                   { "V = 1 0; 0 1", "A = -1 0; -2 -1", "Sigma0 = 2 1; 1 1", "t = 2/3 5",
                     "N = 1; -1" } },
                 { "blow-up",
                   { "V = 1 0; 0 1", "A = 1/2 2/5; -1/5 1/3", "Sigma0 = 9/8 1/4; 1/4 5/8",
                     "t = 1/4 1/2", "N = 0; 0" } } },
  .draw = commuting_family,
  .draws = 1,
  .standing = HOLDS,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2" },
  .parts = { { "Σ(t)", HOLDS, "Σ(t) = (Σ₀⁻¹ − t(VA + AᵀVᵀ))⁻¹ up to the first singular time", NULL,
               NO_ERRATUM, PRINTED },
             { "1.", HOLDS, "VA + AᵀVᵀ ≼ 0: Σ(t) → N(NᵀΣ₀⁻¹N)⁻¹Nᵀ, N a basis of its kernel", NULL,
               NO_ERRATUM, PRINTED },
             { "2.", HOLDS, "a positive eigenvalue: blow-up at 1/λ_max(Σ₀^½(VA + AᵀVᵀ)Σ₀^½)", NULL,
               NO_ERRATUM, PRINTED },
             { "(C.1)", CORRECTED,
               "λᵢ(Ω) ≥ λ_d(Ω₀) − tλ_{d−i}(VA + AᵀVᵀ), λᵢ(Σ(t)) = λ_{d−i}(Ω(t))",
               "λᵢ(Ω) ≥ λ_d(Ω₀) − tλ_{d+1−i}(VA + AᵀVᵀ), λᵢ(Σ(t)) = 1/λ_{d+1−i}(Ω(t))", PROOF_STEP,
               PRINTED } },
  .visible = { { "asymmetry of V Sigma A Sigma", asymmetry } },
  .measure = measure_commuting,
  .controls = { { "transpose dropped", "blow-up" },
                { "V does not commute", "blow-up" },
                { "as printed" } },
};
