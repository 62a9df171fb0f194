/*. # The mobility of softmax
 *
 *  Softmax at temperature $\tau$ answers a change of the logits $z$ by
 *
 *  $$\frac{\partial p}{\partial z}=\frac1\tau\big(\mathrm{Diag}(p)-pp^\top\big),\qquad p=\mathrm{softmax}(z/\tau),$$
 *
 *  the *mobility*. The paper bounds its norm by $\frac1{2\tau}$, sharply. For the derivative that is
 *  right. For $J_{sm}(z)=\mathrm{Diag}(p)-pp^\top$, as Section 2.2 defines it without the factor, it is not:
 *  at $\tau=2$ and $p=(\frac12,\frac12)$ the norm is $\frac12$ and the bound $\frac14$; and for $\tau<1$ the
 *  bound is not sharp.
 *
 *  The derivative is taken here by automatic differentiation of softmax and compared with the formula;
 *  its eigenvalues are enclosed. Gershgorin's rows give the pointwise bound
 *  $\lambda_{\max}\le\max_i2p_i(1-p_i)/\tau$, and $\frac12-2p(1-p)=\frac12(1-2p)^2$ the constant. From below
 *  $\lambda_{\max}\ge p_m(1-p_m)/\tau$ with $p_m$ the largest mass (a diagonal entry), so the mobility
 *  collapses exactly as fast as $1-p_m$.
 *
 *  Equality at $p=(\frac12,\frac12,0,\dots)$ is attained by no finite $z$ beyond two tokens; along
 *  $p=(\frac{1-d}2,\frac{1-d}2,d)$ the largest eigenvalue is $\frac{1-d}2$, and the gap closes like $d$.
 *
 *  The printed proof goes through $v^\top Jv\le\frac12\sum_ip_iv_i^2$. At the equality case itself,
 *  $p=(\frac12,\frac12)$ and $v=(1,-1)$, the left side is 1 and the right side $\frac12$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr covariance_of(arr p) { return sub(diagonal(p), outer(p, p)); }

static arr at_temperature(arr z, const arr *with) { return softmax(over(z, with[0])); }

/* Column j is the derivative along e_j. */
static arr jacobian(arr z, arr tau) {
  arr unit = eye(z->in, z->rows), columns = NULL;
  for (int j = 0; j < z->rows; j++) {
    arr slope = column(derivative(at_temperature, z, row_at(unit, j), (arr[]){ tau }));
    columns = columns ? beside(columns, slope) : slope;
  }
  return columns;
}

static arr gershgorin(arr p) { return greatest(times(mul(p, rest_of(p)), 2, 1)); }

static void refute_the_printed_proof(run *here, arith *A) {
  arr p = given(A, "1/2 1/2"), v = given(A, "1 -1");
  part(here, "(proof)");
  arr bound = times(dot(p, square(v)), 1, 2);
  equals(here, "v'Jv, twice the bound the proof uses", product(v, covariance_of(p), v),
         times(bound, 2, 1));
}

static void attain_the_bound(run *here, arith *A) {
  arr half = rat(A, 1, 2), gaps = NULL, gauge = NULL;
  part(here, "(bound)");
  attains(here, "two equal tokens", largest_eigenvalue(covariance_of(given(A, "1/2 1/2"))), half);
  arr uneven = given(A, "2/3 1/3");
  attains(here, "Gershgorin's bound, by two tokens", largest_eigenvalue(covariance_of(uneven)),
          gershgorin(uneven));
  for (int k = 2; k <= 5; k++) {
    arr d = power(rat(A, 1, 10), k), side = times(rest_of(d), 1, 2);
    arr gap = sub(half, largest_eigenvalue(covariance_of(stack(stack(side, side), d))));
    gaps = gaps ? stack(gaps, gap) : flat(gap);
    gauge = gauge ? stack(gauge, d) : flat(d);
  }
  tends(here, "gap to one half with a third token of mass d", gauge, gaps, whole(A, 0), whole(A, 1),
        rat(A, 1, 100));
}

static void measure_bound(run *here) {
  arr z = input(here, "z"), tau = input(here, "tau");
  refute_the_printed_proof(here, z->in);
  arr p = softmax(over(z, tau)), C = covariance_of(p), J = over(C, tau), most = greatest(p);
  arr bound = over(rat(z->in, 1, 2), tau), largest = largest_eigenvalue(J);
  attain_the_bound(here, z->in);
  equals(here, "derivative of softmax", jacobian(z, tau), J);
  at_most(here, "norm of the mobility", largest_eigenvalue(instead(here, "as printed", J, C)),
          instead(here, "constant 1/4", bound, times(bound, 1, 2)));
  at_most(here, "norm below Gershgorin's bound", largest, over(gershgorin(p), tau));
  at_most(here, "collapse from below", over(mul(most, rest_of(most)), tau), largest);
}

static void any_logits(draw *d) {
  set(d, "z", times(draw_dyadic(d, (int)draw_whole(d, 2, 6), 0), 2, 1));
  set(d, "tau", draw_between(d, 1, 16, 4));
}

CLAIM(eot_R2_2) = {
  .title = "sharp mobility bound",
  .kind = REMARK,
  .where = "Section 2.2, remark (Sharp Mobility Bound), with its proof in Appendix B",
  .says = "‖J_sm(z)‖_op ≤ 1/(2τ), with equality at distributions p = (1/2, 1/2, 0, …, 0)",
  .correction = "‖∂p/∂z‖_op = ‖(Diag(p) − ppᵀ)/τ‖_op ≤ 1/(2τ)",
  .sentence = "Right for the derivative ∂p/∂z, false for J_sm = Diag(p) − ppᵀ as defined, which "
              "lacks the factor 1/τ; the inequality its proof uses is false at the equality case.",
  .remains = "The bound, its sharpness and the collapse, with J_sm read as ∂p/∂z.",
  .inputs = { { "z", "n", REAL, "logits" }, { "tau", "", POSITIVE, "temperature" } },
  .instances = { { "warm", { "z = 1/10 0 -16", "tau = 2" } },
                 { "three temperatures, cold", { "z = 0 1/2 -1/3 2", "tau = 1/2" } },
                 { "three temperatures, unit", { "z = 0 1/2 -1/3 2", "tau = 1" } } },
  .draw = any_logits,
  .standing = CORRECTED,
  .erratum = CONSTANT,
  .at_least = CERTIFIED,
  .parts = { { "(bound)", CORRECTED, "‖J_sm(z)‖ ≤ 1/(2τ)", "holds for ∂p/∂z, which carries 1/τ",
               CONSTANT, PRINTED },
             { "(proof)", REFUTED, "vᵀJv ≤ ½ Σ p_i v_i²",
               "Popoviciu: Var_p(v) ≤ ¼(max v − min v)² ≤ ½|v|²", PROOF_STEP, PRINTED } },
  .measure = measure_bound,
  .controls = { { "as printed", "warm" }, { "constant 1/4", "warm" } },
};

/*. ## The spectrum of the mobility
 *
 *  Proposition J.3 lists four properties of $J=\mathrm{Diag}(p)-pp^\top$ for $p$ of full support. A diagonal
 *  matrix minus a matrix of rank one has interlacing eigenvalues: with the masses in ascending order,
 *
 *  $$0=\lambda_0\le p_{(1)}\le\lambda_1\le p_{(2)}\le\dots\le\lambda_{V-1}\le p_{(V)},$$
 *
 *  and $\lambda_{V-1}\le\frac12$ by the bound above. So (1), (2) and (4) hold, and $\lambda_1\ge p_{\min}$, which
 *  the proof needs, is true. Its argument is not: it drops $(\sum p_iv_i)^2$ as zero for $v\perp\mathbf1$,
 *  and for $p=(\frac7{10},\frac15,\frac1{10})$, $v=(1,-1,0)$ it is $\frac14$.
 *
 *  (3) is printed as an asymptotic law, $\kappa(J)\sim1/(2p_{\min})$. It is an upper bound only. Two tokens
 *  have one non-zero eigenvalue, so $\kappa=1$ for every $p$; along $p=(1-d,\frac d2,\frac d2)$ the
 *  eigenvalues are $\frac d2$ and $\frac{3d}2-\frac{3d^2}2$, so $\kappa=3(1-d)\to3$ while $1/(2p_{\min})=1/d$.
 */
static arr ascending(arr p) {
  int n = p->rows, order[n];
  for (int i = 0; i < n; i++) {
    int j = i;
    for (; j > 0 && approx(p, order[j - 1], 0) > approx(p, i, 0); j--) order[j] = order[j - 1];
    order[j] = i;
  }
  arr sorted[n];
  for (int i = 0; i < n; i++) sorted[i] = item(p, order[i]);
  return pack(p->in, n, sorted);
}

static arr condition(arr p) {
  arr values = symmetric_eigen(covariance_of(p), NULL);
  return over(item(values, p->rows - 1), item(values, 1));
}

static arr asymptote(arr p) { return over(rat(p->in, 1, 2), least(p)); }

static void interlace(run *here, arr p, arr values) {
  int n = p->rows;
  arr sorted = ascending(p);
  part(here, "(1)");
  vanishes(here, "least eigenvalue", item(values, 0), whole(p->in, 1));
  at_most(here, "masses below the eigenvalues", rows_from(sorted, 0, n - 1),
          rows_from(values, 1, n - 1));
  at_most(here, "eigenvalues below the next masses", rows_from(values, 1, n - 1),
          rows_from(sorted, 1, n - 1));
  at_most(here, "largest eigenvalue", item(values, n - 1),
          instead(here, "constant 1/4", rat(p->in, 1, 2), rat(p->in, 1, 4)));
}

static void refute_the_law(run *here, arith *A) {
  part(here, "(3)");
  arr d = rat(A, 1, 1000), p = stack(rest_of(d), stack(times(d, 1, 2), times(d, 1, 2)));
  arr law = instead(here, "as printed", times(rest_of(d), 3, 1), asymptote(p));
  equals(here, "condition near a symmetric vertex", condition(p), law);
  arr two = given(A, "99/100 1/100"), C = covariance_of(two);
  equals(here, "two tokens: the non-zero eigenvalue is the trace", largest_eigenvalue(C), trace(C));
  part(here, "(proof)");
  arr q = given(A, "7/10 1/5 1/10"), v = given(A, "1 -1 0");
  equals(here, "the square that is dropped as zero", square(dot(q, v)), rat(A, 1, 4));
}

static void measure_spectrum(run *here) {
  arr p = input(here, "p"), J = covariance_of(p), values = symmetric_eigen(J, NULL);
  arr ones = wholes(p, 1);
  part(here, "(2)");
  vanishes(here, "J applied to the constant vector", dot(J, ones), whole(p->in, 1));
  refute_the_law(here, p->in);
  interlace(here, p, values);
  part(here, "(3)");
  at_most(here, "condition, as an upper bound", condition(p), asymptote(p));
  part(here, "(4)");
  equals(here, "two equal tokens", largest_eigenvalue(covariance_of(given(p->in, "1/2 1/2"))),
         rat(p->in, 1, 2));
}

static void any_masses(draw *d) { set(d, "p", draw_probability(d, (int)draw_whole(d, 3, 7))); }

CLAIM(eot_PJ_3) = {
  .title = "eigenstructure of the softmax Jacobian",
  .kind = PROPOSITION,
  .where = "Appendix J.2, Proposition J.3",
  .says = "1. λ₀ = 0 (simple), 0 < λ_i ≤ 1/2; 2. v₀ = 1/√V; 3. κ(J_sm) ∼ 1/(2p_min) as p_min → 0; "
          "4. for the two-point uniform case, the nonzero eigenvalue equals 1/2",
  .correction = "3. κ(J_sm) ≤ 1/(2p_min); there is no asymptotic equality",
  .sentence = "(1), (2), (4) hold; (3) is false as an asymptotic law and true as an upper bound; "
              "the step to λ₁ ≥ p_min is wrong, its conclusion true by interlacing.",
  .remains = "All but (3), which stays as an upper bound.",
  .inputs = { { "p", "n", PROBABILITY, "masses of full support" } },
  .instances = { { "four tokens", { "p = 1/2 1/3 1/8 1/24" } },
                 { "nearly two tokens", { "p = 999999/2000000 1000000/2000000 1/2000000" } } },
  .draw = any_masses,
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .uses = { "eot-R2.2" },
  .parts = { { "(1)", HOLDS, "λ₀ = 0 simple, the others in (0, 1/2]", NULL, NO_ERRATUM, PRINTED },
             { "(2)", HOLDS, "J·1 = 0", NULL, NO_ERRATUM, PRINTED },
             { "(3)", CORRECTED, "κ ∼ 1/(2p_min)", "κ ≤ 1/(2p_min)", STATEMENT, PRINTED },
             { "(4)", HOLDS, "two equal tokens: 1/2", NULL, NO_ERRATUM, PRINTED },
             { "(proof)", REFUTED, "Σ p_i v_i = 0 for v ⊥ 1", "interlacing gives λ₁ ≥ p_min",
               PROOF_STEP, PRINTED } },
  .measure = measure_spectrum,
  .controls = { { "as printed" }, { "constant 1/4", "nearly two tokens" } },
};

/*. ## Two tokens
 *
 *  With two tokens everything is explicit: $J=p(1-p)\begin{pmatrix}1&-1\\-1&1\end{pmatrix}$ with eigenvalues
 *  0 and $2p(1-p)$. At temperature $\tau$ the printed "$\asymp$" is an equality, and in the gap
 *  $g=z_1-z_2$ of the logits it reads
 *
 *  $$\Big\|\frac{\partial p}{\partial z}\Big\|=\frac{2p(1-p)}\tau=\frac1{2\tau}\,\mathrm{sech}^2\frac g{2\tau}.$$
 *
 *  Past $g/\tau\approx37$ the factor $1-p$ is lost in double precision; the hyperbolic form keeps it.
 */
static void measure_two_tokens(run *here) {
  arr z = input(here, "z"), tau = input(here, "tau"), p = item(softmax(over(z, tau)), 0);
  arr J = jacobian(z, tau), mass = over(mul(p, rest_of(p)), tau), unit = eye(z->in, 2);
  arr sign = sub(times(unit, 2, 1), filled(z->in, 2, 2, whole(z->in, 1)));
  equals(here, "Jacobian", J, mul(mass, sign));
  equals(here, "norm", largest_eigenvalue(J),
         instead(here, "factor 2 lost", times(mass, 2, 1), mass));
  arr t = tanhyp(over(sub(item(z, 0), item(z, 1)), times(tau, 2, 1)));
  equals(
      here, "norm in the gap of the logits", largest_eigenvalue(J),
      over(sub(whole(z->in, 1), square(t)), times(tau, instead(here, "factor 2 lost", 2, 1), 1)));
}

static void two_logits(draw *d) {
  set(d, "z", draw_dyadic(d, 2, 0));
  set(d, "tau", draw_between(d, 1, 16, 8));
}

CLAIM(eot_E3_10) = {
  .title = "two-token mobility",
  .kind = EXAMPLE,
  .where = "Example 3.10 and Appendix L.3",
  .says = "J_sm(z) = p(1−p)(1 −1; −1 1), ‖J_sm(z)‖_op = 2p(1−p); with temperature, "
          "‖J_sm^(τ)(z)‖_op ≍ 2p(1−p)/τ",
  .sentence = "Holds, with equality where ≍ is printed; the summary's τ⁻¹p(1−p) omits the 2.",
  .inputs = { { "z", "2", REAL, "two logits" }, { "tau", "", POSITIVE, "temperature" } },
  .instances = { { "warm", { "z = 4/3 1/5", "tau = 3/2" } },
                 { "cold", { "z = 1 -1/2", "tau = 1/6" } } },
  .draw = two_logits,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "eot-R2.2" },
  .measure = measure_two_tokens,
  .controls = { { "factor 2 lost" } },
};
