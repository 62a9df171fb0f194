/*. # A cone, and a scheme that leaves it
 *
 *  Section 4.5 draws covariances $\Sigma=\begin{pmatrix}a&c\\c&b\end{pmatrix}$ by $x=a-b$, $y=2c$, $z=a+b$. Since
 *  $4\det\Sigma=z^2-x^2-y^2$ and the eigenvalues are $\frac12(z\pm\sqrt{x^2+y^2})$, positive semidefinite
 *  matrices are the round cone $z\ge\sqrt{x^2+y^2}$, and its boundary those of rank at most one.
 *
 *  The curves are drawn by $\Sigma_{k+1}=\Sigma_k+\tau g(\Sigma_k)$ with a fixed step. The equation stays in the cone, because
 *  $\Sigma=\Phi\Sigma_0\Phi^\top$. The scheme does not: a tangent of a cone leaves it. For $V=J$, $A=-\mathrm{Id}$ and
 *  $\Sigma=\mathrm{diag}(1,\eta)$ one step has the determinant
 *
 *  $$\eta-\tau^2(1-\eta^2)^2,$$
 *
 *  negative for every $\tau$ if $\eta$ is small: precisely where clustering leads. (The public code projects on the cone after each
 *  step; the text does not say so.) A factor repairs it for nothing: with $\Sigma=LL^\top$ and
 *  $\dot L=V\,(LL^\top)A\,L$ the same scheme is $L_{k+1}=(\mathrm{Id}+\tau V\Sigma_kA)L_k$, the image of the tokens
 *  under the step of their own field. $LL^\top$ is a covariance whatever the step, of the rank it had, and of the
 *  same first order. Towards a blow-up with a nearly singular start the plain scheme has a negative eigenvalue
 *  as soon as a step is longer than the small eigenvalue allows; the factor never has.
 *
 *  In balls the schemes are enclosed, and the signs are certified.
 */
#include "l2_growth.h"

#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

typedef struct {
  arr x, y, z;
} place;

static place place_of(arr S) {
  return (place){ sub(entry(S, 0, 0), entry(S, 1, 1)), times(entry(S, 0, 1), 2, 1), trace(S) };
}

static truth in_the_cone(run *here, place p) {
  arr zero = wholes(p.z, 0);
  if (le(zero, p.z) != YES) return NO;
  if (under(here, "the cone z >= |x| + |y|")) return le(add(absolute(p.x), absolute(p.y)), p.z);
  return le(add(square(p.x), square(p.y)), square(p.z));
}

static void measure_cone(run *here, arr S) {
  place p = place_of(S);
  arr height = sub(square(p.z), add(square(p.x), square(p.y)));
  part(here, "the cone");
  equals(here, "determinant", times(height, 1, 4), determinant(S));
  arr exact_S = exact_input(here, "Sigma");
  for (int k = -2; k <= 2; k++) {
    arr far = shaped(pack(exact_S->in, 4,
                          (arr[]){ entry(exact_S, 0, 0), times(entry(exact_S, 0, 1), 4 + k, 4),
                                   times(entry(exact_S, 0, 1), 4 + k, 4), entry(exact_S, 1, 1) }),
                     2, 2);
    is(here, "is it in the cone", in_the_cone(here, place_of(far)), positive_semidefinite(far));
  }
}

static void measure_one_step(run *here, arr tau) {
  arith *N = tau->in;
  arr J = given(N, "0 -1; 1 0"), A = neg(eye(N, 2)), one = whole(N, 1), with[] = { A, J };
  arr root_ = diagonal(stack(one, times(tau, 1, 2))), eta = times(square(tau), 1, 4);
  arr thin = diagonal(stack(one, eta)), step = euler(softmax_closure, thin, tau, 1, with);
  part(here, "Euler leaves it");
  arr stated = sub(eta, square(mul(tau, rest_of(square(eta)))));
  equals(here, "determinant after one step", determinant(step), stated);
  exceeds(here, "zero, of that determinant", wholes(one, 0), determinant(step));
  part(here, "a factor does not");
  arr push = add(eye(N, 2), mul(tau, product(J, thin, A)));
  arr moved = euler(softmax_factor, root_, tau, 1, with);
  equals(here, "factor after one step", moved, dot(push, root_));
  equals(here, "determinant after one step of the factor", square(determinant(moved)),
         mul(square(determinant(push)), eta));
}

enum { STEPS = 12 };

/* V = J - 1/3, A = -1: Sigma turns, and blows up at 3 / (2 largest eigenvalue). */
static void measure_blow_up(run *here, arr root_) {
  arith *N = root_->in;
  arr V = given(N, "-1/3 -1; 1 -1/3"), A = neg(eye(N, 2)), S = dot(root_, transpose(root_));
  arr largest = largest_eigenvalue(S), T = over(rat(N, 5, 4), largest), with[] = { A, V };
  arr plain = euler(softmax_closure, S, T, STEPS, with);
  arr factor = euler(softmax_factor, root_, T, STEPS, with), made = dot(factor, transpose(factor));
  at(here, "t", T);
  part(here, "Euler leaves it");
  exceeds(here, "zero, of the least eigenvalue near a blow-up", wholes(T, 0),
          least_eigenvalue(plain));
  part(here, "a factor does not");
  arr kept = instead(here, "the plain scheme in the place of the factor", made, plain);
  exceeds(here, "least eigenvalue near a blow-up", least_eigenvalue(kept), wholes(T, 0));
  if (arith_kind(N) != DOUBLE) return;
  arr exact = flow(softmax_closure, S, T, A, V), gauge = NULL, off[2] = { NULL, NULL };
  equals(here, "largest eigenvalue, at 5/6 of its time", largest_eigenvalue(exact),
         times(largest, 6, 1));
  for (int n = 4000; n <= 64000; n *= 4) {
    arr L = euler(softmax_factor, root_, T, n, with), one = rat(N, 1, n);
    arr by[] = { norm(sub(dot(L, transpose(L)), exact)),
                 norm(sub(euler(softmax_closure, S, T, n, with), exact)) };
    gauge = gauge ? stack(gauge, one) : flat(one);
    for (int k = 0; k < 2; k++) off[k] = off[k] ? stack(off[k], by[k]) : flat(by[k]);
  }
  tends(here, "error of the factor", gauge, off[0], wholes(T, 0), whole(N, 1), rat(N, 1, 5));
  part(here, "the cone");
  tends(here, "error of the plain scheme", gauge, off[1], wholes(T, 0), whole(N, 1), rat(N, 1, 5));
}

/* Least eigenvalues, over the largest, after each step. */
static void trace_schemes(run *here, arr root_) {
  arith *N = root_->in;
  arr V = given(N, "-1/3 -1; 1 -1/3"), A = neg(eye(N, 2)), S = dot(root_, transpose(root_));
  arr largest = item(symmetric_eigen(S, NULL), 1), T = over(rat(N, 5, 4), largest);
  arr plain = S, factor = root_, step = times(T, 1, STEPS), with[] = { A, V };
  for (int k = 0; k <= STEPS; k++) {
    arr t = times(step, k, 1), made = dot(factor, transpose(factor));
    arr all[] = { plain, made, flow(softmax_closure, S, t, A, V) }, ratios[3];
    for (int i = 0; i < 3; i++) {
      arr values = symmetric_eigen(all[i], NULL);
      ratios[i] = over(item(values, 0), item(values, 1));
    }
    trace_point(here, "flatness", t, pack(N, 3, ratios));
    plain = euler(softmax_closure, plain, step, 1, with);
    factor = euler(softmax_factor, factor, step, 1, with);
  }
}

static void measure_scheme(run *here) {
  measure_cone(here, input(here, "Sigma"));
  if (under(here, "the cone z >= |x| + |y|")) return;
  measure_one_step(here, input(here, "tau"));
  measure_blow_up(here, input(here, "L"));
  if (arith_kind(arithmetic(here)) == DOUBLE) trace_schemes(here, input(here, "L"));
}

static void any_step(draw *d) {
  arith *E = draw_arithmetic(d);
  arr x = draw_list(d, "3..6/8 1..4/64 1..4/8");
  set(d, "Sigma", draw_spd(d, 2));
  set(d, "tau", item(x, 0));
  set(d, "L",
      shaped(pack(E, 4, (arr[]){ whole(E, 1), whole(E, 0), item(x, 2), item(x, 1) }), 2, 2));
}

CLAIM(udt_X0) = {
  .title = "the cone of covariances, and Euler's scheme",
  .kind = ALGORITHM,
  .where = "Section 4.5",
  .says = "with (x, y, z) := (a − b, 2c, a + b) the set of symmetric non-negative 2×2 matrices "
          "becomes the cone z ≥ √(x² + y²); the equation is discretized as Σₖ₊₁ = Σₖ + τg(Σₖ)",
  .sentence = "Holds; the scheme as written leaves the cone for every step size, from thin "
              "covariances, and a factor stays.",
  .inputs = { { "Sigma", "2,2", SYMMETRIC, "a symmetric matrix, off the axis" },
              { "tau", "", POSITIVE, "step" },
              { "L", "2,2", REAL, "factor of a thin covariance" } },
  .instances = { { "a covariance",
                   { "Sigma = 3/2 3/4; 3/4 1", "tau = 3/10", "L = 1 0; 1/3 1/20" } },
                 { "none", { "Sigma = 1/2 3/4; 3/4 1", "tau = 1/2", "L = 1 1/50; -2/5 1/25" } } },
  .draw = any_step,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = SCHEME,
  .uses = { "udt-P4.2", "udt-L4.6" },
  .parts = { { "the cone", HOLDS, "Σ ≽ 0 if and only if z ≥ √(x² + y²); the scheme has order one",
               NULL, NO_ERRATUM, PRINTED },
             { "Euler leaves it", HOLDS,
               "for V = J, A = −I: det(Σ + τg(Σ)) = η − τ²(1 − η²)² at Σ = diag(1,η)", NULL,
               NO_ERRATUM, DERIVED },
             { "a factor does not", HOLDS,
               "Lₖ₊₁ = (I + τVLₖLₖᵀA)Lₖ keeps Σ = LLᵀ positive and of its rank", NULL, NO_ERRATUM,
               DERIVED } },
  .measure = measure_scheme,
  .controls = { { "the cone z >= |x| + |y|" }, { "the plain scheme in the place of the factor" } },
};

/*. ## Convergence to a line
 *
 *  "All trajectories converge to a line, which is the case for Softmax and L2 self-attention when $A+A^\top$ is
 *  negative and of rank 1." Figure 1(b) has $V=\mathrm{Id}$ by its caption, and "$V$ random" by the text.
 *
 *  *$V=\mathrm{Id}$.* Let $A=-ww^\top+\omega J$, so $A+A^\top=-2ww^\top$. Softmax: $\Sigma^{-1}=\Sigma_0^{-1}+2t\,ww^\top$, and with
 *  $n\perp w$ the limit is $nn^\top/(n^\top\Sigma_0^{-1}n)$, on the line of $nn^\top$. L2 with $Q=w^\top$,
 *  $K=-Q$: $\Sigma^{-1}=\Sigma_0^{-1}+\chi\,ww^\top$ with $\dot\chi=4/(1+2w^\top\Sigma w)$, and with
 *  $\sigma=w^\top\Sigma_0w$, $w^\top\Sigma w=\sigma/(1+\chi\sigma)$ integrates to
 *
 *  $$4t=\chi+2\ln(1+\chi\sigma):$$
 *
 *  L2 attention with one row of keys, $K=-Q$, is solved, in every dimension, and has the same limit.
 *
 *  *$V=V^\top\succ0$.* $\mathrm{Tr}(V^{-1}\Sigma)$ falls, under softmax at the rate $2|\Sigma w|^2$, under L2 with $K=-Q$ at
 *  $4|\Sigma w|^2/(1+2w^\top\Sigma w)$, so limit points lie on the line; it has a limit, and on the line its value
 *  names one point: every trajectory converges.
 *
 *  *L2, other keys.* For $V=K=\mathrm{Id}$ and $A=-ww^\top+\omega J$ the trajectories still come to the line, where all points
 *  are at rest, but not to that one: $\mathrm{Tr}\,\Sigma$ falls, and from $\Sigma_0=\mathrm{Id}$, with $w=e_1$ and $\omega=3$, it is
 *  below $1$, the trace of $nn^\top/(n^\top\Sigma_0^{-1}n)$, at $t=2$. With an SPD $V$ they need not come at all: $V=\begin{pmatrix}2&1\\1&1\end{pmatrix}$,
 *  $K=\mathrm{diag}(1,2)$, $Q=\begin{pmatrix}-1/10&1\\-1/2&0\end{pmatrix}$ have $A+A^\top=-\frac15e_1e_1^\top$ and $\alpha=\frac{11}{40}$, and from
 *  $20\,\mathrm{Id}$ the covariance grows for ever by the argument of udt-X1.
 *
 *  *Other $V$.* For $V=-\mathrm{Id}$, $\Sigma^{-1}=\Sigma_0^{-1}-2t\,ww^\top$ is singular at $t^*=1/(2\sigma)$: no line. The text has "random" for
 *  independent Gaussian entries, under which $V$ is as likely as $-V$.
 */
static arr in_front(arr S0, arr chi, arr w) {
  return inverse(add(inverse(S0), mul(chi, outer(w, w))));
}

static arr limit_on_the_line(arr S0, arr w) {
  arr n = stack(neg(item(w, 1)), item(w, 0));
  return over(outer(n, n), dot(n, solve(S0, n)));
}

static void measure_identity(run *here, arr S0, arr w, arr A, arr chi) {
  arr unit = eye(S0->in, 2), Q = row(w), sigma = dot(w, dot(S0, w)), one = whole(S0->in, 1);
  arr V = instead(here, "as printed", unit, neg(unit)), stated = in_front(S0, chi, w);
  arr t = times(add(chi, times(ln(add(one, mul(chi, sigma))), 2, 1)), 1, 4),
      half = times(chi, 1, 2);
  if (under(here, "as printed")) half = t = times(reciprocal(sigma), 1, 4);
  part(here, "V = I");
  at(here, "t", half);
  equals(here, "covariance, softmax", flow(softmax_closure, S0, half, A, V), stated);
  at(here, "t", t);
  equals(here, "covariance, L2", flow(l2_closure, S0, t, Q, neg(Q), V), stated);
  arr limit = limit_on_the_line(S0, w), gauge = NULL, off = NULL;
  for (long n = 100; n <= 100000000; n *= 100) {
    arr by = norm(sub(in_front(S0, whole(S0->in, n), w), limit)), g = rat(S0->in, 1, n);
    gauge = gauge ? stack(gauge, g) : flat(g), off = off ? stack(off, by) : flat(by);
  }
  tends(here, "distance to the line", gauge, off, wholes(one, 0), one, rat(S0->in, 1, 20));
}

static void measure_definite(run *here, arr S0, arr w, arr A, arr V) {
  arr T = whole(S0->in, 1), S = S0, before = wholes(T, 0), n = stack(neg(item(w, 1)), item(w, 0));
  part(here, "V symmetric positive definite");
  arr F = softmax_rate(S0, A, V), pushed = dot(S0, w);
  equals(here, "rate of Tr(V^-1 Sigma)", trace(solve(V, F)), neg(times(dot(pushed, pushed), 2, 1)));
  arr slower = l2_rate(S0, row(w), neg(row(w)), V), damped = add(times(dot(w, pushed), 2, 1), T);
  equals(here, "rate of Tr(V^-1 Sigma) under L2", trace(solve(V, slower)),
         neg(times(over(dot(pushed, pushed), damped), 4, 1)));
  if (arith_kind(S0->in) != DOUBLE) return;
  arr off = NULL;
  for (long k = 16; k <= 4096; k *= 16, before = T) {
    T = whole(S0->in, k);
    S = flow_between(softmax_closure, before, S, T, (arr[]){ A, V });
    arr along = mul(over(dot(n, dot(S, n)), square(dot(n, n))), outer(n, n)),
        by = norm(sub(S, along));
    off = off ? stack(off, by) : flat(by);
  }
  monotone(here, "distance to the line", off, -1);
  at_most(here, "the last of these, of the first", times(item(off, 2), 4, 1), item(off, 0));
}

/* Other keys than -Q. */
static void measure_other_keys(run *here, arith *N) {
  arr unit = eye(N, 2), V = given(N, "2 1; 1 1"), K = given(N, "1 0; 0 2"), two = whole(N, 2);
  arr Q = given(N, "-1/10 1; -1/2 0"), A = dot(transpose(K), Q);
  part(here, "L2");
  equals(here, "A and its transpose", add(A, transpose(A)), given(N, "-1/5 0; 0 0"));
  measure_l2_growth(here, Q, Q, K, V, times(unit, 20, 1), whole(N, 8));
  arr S = flow(l2_closure, unit, two, given(N, "-1 -3; 3 0"), unit, unit);
  at(here, "t", two);
  exceeds(here, "trace of nn'/(n'n), of that under L2", whole(N, 1), trace(S));
}

static void measure_other(run *here, arr S0, arr w, arr A) {
  arr t_star = times(reciprocal(dot(w, dot(S0, w))), 1, 2), T = times(t_star, 9, 10),
      V = neg(eye(S0->in, 2));
  part(here, "V random");
  at(here, "t", T);
  arr S = flow(softmax_closure, S0, T, A, V);
  equals(here, "covariance for V = -1", S, in_front(S0, times(neg(T), 2, 1), w));
  equals(here, "its size along w, tenfold", dot(w, dot(S, w)), times(dot(w, dot(S0, w)), 10, 1));
}

static void measure_line(run *here) {
  arr S0 = input(here, "Sigma0"), w = input(here, "w"), V = input(here, "V");
  arr J = given(S0->in, "0 -1; 1 0"), A = sub(mul(input(here, "omega"), J), outer(w, w));
  measure_identity(here, S0, w, A, input(here, "chi"));
  if (under(here, "as printed")) return;
  measure_definite(here, S0, w, A, V);
  measure_other(here, S0, w, A);
  measure_other_keys(here, S0->in);
}

static void a_query(draw *d) {
  arr x = draw_list(d, "4..8/8 -8..8/8 -8..8/8 4..12/8");
  set(d, "w", rows_from(x, 0, 2));
  set(d, "omega", item(x, 2));
  set(d, "chi", item(x, 3));
  set(d, "Sigma0", draw_spd(d, 2));
  set(d, "V", draw_spd(d, 2));
}

CLAIM(udt_X1b) = {
  .title = "Figure 1(b): convergence to a line",
  .kind = EXPERIMENT,
  .where = "Section 4.5, item 2, and Figure 1(b)",
  .says = "all trajectories converge to a line, which is the case for Softmax and L2 "
          "self-attention when A + Aᵀ is negative and of rank 1. Figure 1(b) corresponds to this "
          "case with V random and Softmax self-attention",
  .correction = "for V = I, as in the caption, and for every symmetric positive definite V: under "
                "softmax, and under L2 if K = −Q",
  .sentence =
      "Reproduced in closed form for V = I, softmax and L2 with K = −Q, with the same limit. "
      "With \"V random\" it fails: V = −I blows up; so it does under L2 with other keys, even "
      "for V = Vᵀ ≻ 0.",
  .remains =
      "The figure: its caption has V = I₂, and with it softmax converges to the line for every A, "
      "and L2 with K = I, though to another point.",
  .inputs = { { "w", "2", REAL, "A + Aᵀ = −2wwᵀ" },
              { "omega", "", REAL, "antisymmetric part of A, for softmax" },
              { "chi", "", POSITIVE, "how far the solution has gone along wwᵀ" },
              { "Sigma0", "2,2", SPD, "initial covariance" },
              { "V", "2,2", SPD, "values of the second part" } },
  .instances = { { "an oblique query",
                   { "w = 2/3 -1/2", "omega = 1/3", "chi = 7/3", "Sigma0 = 3/2 1/2; 1/2 3/4",
                     "V = 2 1/2; 1/2 1" } },
                 { "another",
                   { "w = 1/3 1", "omega = -1/5", "chi = 1", "Sigma0 = 3/4 -1/3; -1/3 1",
                     "V = 1/2 1/4; 1/4 1" } } },
  .draw = a_query,
  .draws = 1,
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.4", "udt-P4.11", "udt-X1" },
  .parts = { { "V = I", REPRODUCED, "softmax, and L2 with K = −Q: Σ → nnᵀ/(nᵀΣ₀⁻¹n), n ⟂ w", NULL,
               NO_ERRATUM, PRINTED },
             { "V symmetric positive definite", HOLDS,
               "Tr(V⁻¹Σ)' = −2|Σw|² under softmax, −4|Σw|²/(1 + 2wᵀΣw) under L2 with K = −Q, and "
               "every "
               "trajectory converges to the line of nnᵀ",
               NULL, NO_ERRATUM, DERIVED },
             { "L2", REFUTED, "for L2 self-attention when A + Aᵀ is negative and of rank 1",
               "V = (2,1;1,1), K = diag(1,2), Q = (−1/10,1;−1/2,0): A + Aᵀ = diag(−1/5,0), and "
               "from 20 I "
               "the covariance grows for ever",
               HYPOTHESIS, PRINTED },
             { "V random", REFUTED, "with V random", "V = −I blows up at 1/(2wᵀΣ₀w)", HYPOTHESIS,
               PRINTED } },
  .measure = measure_line,
  .controls = { { "as printed" } },
};
