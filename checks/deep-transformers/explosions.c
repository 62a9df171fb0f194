/*. # Explosions, and mixed fates
 *
 *  Figure 2(a) to (c): $V=\mathrm{Id}$ and $A+A^\top\succ0$. The matrices are not printed. Whatever they are:
 *
 *  *Softmax* has $\Sigma^{-1}=\Sigma_0^{-1}-t(A+A^\top)$ (Proposition 4.4) and is infinite at
 *  $t^*=1/\lambda_{\max}(\Sigma_0^{1/2}(A+A^\top)\Sigma_0^{1/2})$.
 *
 *  *Two heads.* If both have the values $\mathrm{Id}$, the covariance sees $A_1+A_2=A$ and nothing changes. With the
 *  identity split, $V^{(h)}=e_he_h^\top$, there is no formula, but Jacobi's is linear in the heads:
 *
 *  $$\frac d{dt}\ln\det\Sigma=2\,\mathrm{Tr}(B\Sigma),\qquad B=\mathrm{Sym}\sum_hA_hV^{(h)} .$$
 *
 *  If $B\succ0$, then $\mathrm{Tr}(B\Sigma)\ge d(\det B\det\Sigma)^{1/d}$ and $y=(\det\Sigma)^{1/d}$ has $\dot y\ge2(\det B)^{1/d}y^2$: it is
 *  infinite before $1/(2(\det B\det\Sigma_0)^{1/d})$. The explosion is proved from above by this, from below by the
 *  enclosed flow. $B\succ0$ is not implied by $A+A^\top\succ0$; it is decided for each instance.
 *
 *  *L2.* For $K^\top K\succeq\kappa^2$ the solution is global with $\mathrm{Tr}\Sigma\le\mathrm{Tr}\Sigma_0e^{2\|V\|\|Q\|t/\kappa}$
 *  (udt-L4.12, corrected). It is followed past the explosion of softmax, and grows: as $\Sigma$, and as
 *  $P=\Sigma^{-1}$ with $\dot P=-2\big(P(P+2K^\top K)^{-1}A+\text{its transpose}\big)$, which stays bounded.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr unit_matrix(arith *A, int i, int j) {
  arr unit = eye(A, 2);
  return outer(row_at(unit, i), row_at(unit, j));
}

/* Head h has row h of Q and of K, and the values e_h e_h'; with = { Q, K }. */
static arr split_heads(arr t, arr S, const arr *with) {
  arr F = NULL;
  (void)t;
  for (int h = 0; h < 2; h++) {
    arr A = outer(row_at(with[1], h), row_at(with[0], h));
    arr part_ = softmax_rate(S, A, unit_matrix(S->in, h, h));
    F = F ? add(F, part_) : part_;
  }
  return F;
}

static arr volume_growth(arr Q, arr K) {
  arr B = NULL;
  for (int h = 0; h < 2; h++) {
    arr A = outer(row_at(K, h), row_at(Q, h)), AV = dot(A, unit_matrix(Q->in, h, h));
    B = B ? add(B, AV) : AV;
  }
  return times(add(B, transpose(B)), 1, 2);
}

static void measure_softmax(run *here, arr S0, arr A, arr t_star) {
  arr unit = eye(S0->in, 2), growth = add(A, transpose(A)), T = times(t_star, 9, 10);
  arr from = instead(here, "A in the place of A + A'", growth, A);
  part(here, "(a) softmax explodes");
  at(here, "t", T);
  equals(here, "covariance", flow(softmax_closure, S0, T, A, unit),
         inverse(sub(inverse(S0), mul(T, from))));
  vanishes(here, "determinant of the precision at t*",
           determinant(sub(inverse(S0), mul(t_star, growth))), square(norm(inverse(S0))));
  if (arith_kind(S0->in) != BALL) return;
  arr state, last = flow_until_blow_up(softmax_closure, S0, 12, &state, (arr[]){ A, unit });
  at_most(here, "last certified time", last, t_star);
  exceeds(here, "last certified time, near the explosion", last, times(t_star, 19, 20));
}

static bool round_start(run *here) {
  arr S = exact_input(here, "Sigma0"),
      B = volume_growth(exact_input(here, "Q"), exact_input(here, "K"));
  arr unit = eye(S->in, 2);
  return equal(S, mul(entry(S, 0, 0), unit)) == YES && equal(B, mul(entry(B, 0, 0), unit)) == YES;
}

static void measure_heads(run *here, arr S0, arr Q, arr K, arr A) {
  arr B = volume_growth(Q, K), heads[] = { Q, K }, unit = eye(S0->in, 2), whole_ = NULL;
  part(here, "(b) two heads explode");
  for (int h = 0; h < 2; h++) {
    arr one_head = softmax_rate(S0, outer(row_at(K, h), row_at(Q, h)), unit);
    whole_ = whole_ ? add(whole_, one_head) : one_head;
  }
  equals(here, "rate, the identity in each head", whole_, softmax_rate(S0, A, unit));
  equals(here, "growth of the volume", trace(solve(S0, split_heads(S0, S0, heads))),
         times(trace(dot(B, S0)), instead(here, "half the growth", 2, 1), 1));
  equals(here, "B and its transpose", B, transpose(B));
  holds(here, "B is positive definite",
        positive_definite(volume_growth(exact_input(here, "Q"), exact_input(here, "K"))));
  arr latest = times(reciprocal(root(mul(determinant(B), determinant(S0)))), 1, 2);
  void (*judge)(run *, const char *, arr, arr) = round_start(here) ? attains : at_most;
  judge(here, "one over the latest time", reciprocal(latest), trace(dot(B, S0)));
  if (arith_kind(S0->in) != BALL) return;
  arr state, last = flow_until_blow_up(split_heads, S0, 12, &state, heads);
  at(here, "t", last);
  at_most(here, "last certified time", last, latest);
  exceeds(here, "trace there, tenfold", trace(state), times(trace(S0), 10, 1));
}

/* The same for P = Sigma^-1 and V = 1; with = { K'Q, K'K }. */
static arr in_precisions(arr t, arr P, const arr *with) {
  arr F = dot(P, solve(add(P, times(with[1], 2, 1)), with[0]));
  (void)t;
  return times(add(F, transpose(F)), -2, 1);
}

static void measure_l2(run *here, arr S0, arr Q, arr K, arr A, arr t_star) {
  arr unit = eye(S0->in, 2), t = times(t_star, 5, 4), S = flow(l2_closure, S0, t, Q, K, unit);
  part(here, "(c) L2 diverges, and lasts");
  at(here, "t", t);
  arr P = flow(in_precisions, inverse(S0), t, A, dot(transpose(K), K));
  equals(here, "covariance past the explosion of softmax", S, inverse(P));
  exceeds(here, "trace, of its start", trace(S), trace(S0));
  if (arith_kind(S0->in) != DOUBLE) return;
  S = flow_between(l2_closure, t, S, times(t, 8, 1), (arr[]){ Q, K, unit });
  exceeds(here, "trace much later, tenfold", trace(S), times(trace(S0), 10, 1));
}

static void measure_explosions(run *here) {
  arr Q = input(here, "Q"), K = input(here, "K"), S0 = input(here, "Sigma0"),
      A = dot(transpose(K), Q);
  arr L = cholesky(S0), growth = add(A, transpose(A));
  arr t_star = reciprocal(largest_eigenvalue(product(transpose(L), growth, L)));
  measure_softmax(here, S0, A, t_star);
  measure_heads(here, S0, Q, K, A);
  measure_l2(here, S0, Q, K, A, t_star);
}

static truth keys_attract(run *here) {
  arr A = dot(transpose(exact_input(here, "K")), exact_input(here, "Q"));
  return positive_definite(add(A, transpose(A)));
}
static truth keys_regular(run *here) { return matrix_rank(exact_input(here, "K")) == 2 ? YES : NO; }

/* Near a multiple of the identity, so that B is positive definite. */
static void attracting_keys(draw *d) {
  arith *E = draw_arithmetic(d);
  arr size = draw_between(d, 6, 10, 8);
  set(d, "Q", add(mul(size, eye(E, 2)), times(draw_dyadic(d, 2, 2), 1, 8)));
  set(d, "K", add(eye(E, 2), times(draw_dyadic(d, 2, 2), 1, 8)));
  set(d, "Sigma0", draw_spd(d, 2));
}

CLAIM(udt_X2) = {
  .title = "Figure 2(a) to (c): explosions, and L2 that lasts",
  .kind = EXPERIMENT,
  .where = "Section 4.5, item 4, and Figure 2(a), (b), (c)",
  .says = "V = I₂ and Q, K fixed so that A + Aᵀ ≻ 0: in (a) softmax and (b) multi-head, the "
          "dynamics explode in finite time, while it is well-posed (but diverging) in (c) L2",
  .sentence = "Reproduced with matrices of ours: the explosions are enclosed from below and "
              "bounded from above; L2 with an invertible K lasts.",
  .inputs = { { "Q", "2,2", REAL, "queries; row h is that of head h" },
              { "K", "2,2", REAL, "keys" },
              { "Sigma0", "2,2", SPD, "initial covariance" } },
  .hypotheses = { { "A + A' is positive definite", keys_attract },
                  { "K is regular", keys_regular } },
  .instances = { { "triangular",
                   { "Q = 1 1/2; 0 1", "K = 1 0; 3/10 1", "Sigma0 = 3/5 1/10; 1/10 2/5" } },
                 { "nothing symmetric",
                   { "Q = 1 -1/3; 1/4 3/4", "K = 1 1/5; -1/4 4/5",
                     "Sigma0 = 1/2 -1/5; -1/5 2/3" } },
                 { "a round start, where the bound is attained",
                   { "Q = 3/4 0; 0 3/4", "K = 1 0; 0 1", "Sigma0 = 2/3 0; 0 2/3" } } },
  .draw = attracting_keys,
  .draws = 1,
  .standing = REPRODUCED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.4", "udt-P4.9", "udt-L4.12" },
  .parts = { { "(a) softmax explodes", REPRODUCED, "at t* = 1/λ_max(Σ₀^½(A + Aᵀ)Σ₀^½)", NULL,
               NO_ERRATUM, PRINTED },
             { "(b) two heads explode", REPRODUCED,
               "before 1/(2(det B det Σ₀)^½), B = Sym Σ_h A_hV⁽ʰ⁾ ≻ 0", NULL, NO_ERRATUM, PRINTED },
             { "(c) L2 diverges, and lasts", REPRODUCED,
               "Tr Σ grows, and Σ lasts (udt-L4.12 with KᵀK ≻ 0)", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_explosions,
  .controls = { { "A in the place of A + A'" }, { "half the growth" } },
};

/*. ## Some converge, and others explode
 *
 *  Figure 2(d): for one choice of matrices, with one positive and one negative eigenvalue of $A+A^\top$, some
 *  starts converge and others blow up. With $V=\mathrm{Id}$ this is impossible: a positive eigenvalue blows every
 *  $\Sigma_0\succ0$ up (Proposition 4.4). It happens for
 *
 *  $$V=\begin{pmatrix}\frac12&-\frac12\\-2&-\frac12\end{pmatrix},\qquad
 *    A=\begin{pmatrix}-1&-\frac12\\0&0\end{pmatrix} .$$
 *
 *  The right side is quadratic, so the direction $R=\Sigma/\mathrm{Tr}\Sigma$ moves by itself in the slice of
 *  trace one, $R'=F(R)-\mathrm{Tr}F(R)R$, and $\frac d{dt}\mathrm{Tr}\Sigma=\mathrm{Tr}F(R)\,(\mathrm{Tr}\Sigma)^2$.
 *
 *  *Explosion.* The cap $5\,\Sigma_{12}\ge\mathrm{Tr}\Sigma$ of the slice is not left, and on it
 *  $\mathrm{Tr}F(R)\ge\frac1{12}$ (proved by covers in udt-X2d:proof). So *every* covariance with
 *  $5\,\Sigma_{12}\ge\mathrm{Tr}\Sigma$ is infinite before $12/\mathrm{Tr}\Sigma_0$.
 *
 *  *Convergence.* The limits are rank-one points on the isotropic cone of $A+A^\top$ (Lemma 4.7), here
 *  $s\,uu^\top$ with $u=(1,-2)$. There $u^\top(A+A^\top)Vu<0$ and $u^\top AVu<0$: the first says that the cone
 *  attracts along rank one, the second that the determinant decays, $\frac d{dt}\ln\det\Sigma=2\mathrm{Tr}(AV\Sigma)$. The
 *  limits attract, and what is near them stays.
 *
 *  Both are integrated twice, as $\Sigma$ and as $LL^\top$ with $\dot L=VLL^\top AL$, which is a covariance by
 *  construction up to the blow-up.
 *
 *  *L2* attention with $Q=A$, $K=\mathrm{Id}$ has both fates, in infinite time, though not from the same starts. On $ww^\top$ it
 *  moves $w$ by $\frac{2w^\top Aw}{1+2|w|^2}Vw$, softmax by $w^\top Aw\,Vw$, and the determinant likewise, so the same limits attract by
 *  the same two signs. Far out it is slower: from the edge of the cap softmax explodes, and L2 comes back and
 *  settles. From a small start in the cap it grows for as long as it is run, by a factor above $80$ in ten
 *  units of time. Two heads of values $V$ whose $A_1+A_2$ is $A$ have the equation of softmax.
 */
static void mixed(arith *N, arr *A, arr *V) {
  *V = given(N, "1/2 -1/2; -2 -1/2");
  *A = given(N, "-1 -1/2; 0 0");
}

static bool in_the_cap(arr S) { return le(trace(S), times(entry(S, 0, 1), 5, 1)) == YES; }

static arr factor_at(run *here, arr S0, arr T, arr A, arr V) {
  arr L = flow(softmax_factor, cholesky(S0), T, A,
               instead(here, "the factor moved by V'", V, transpose(V)));
  return dot(L, transpose(L));
}

static void measure_blow_up(run *here, arr S0, arr A, arr V) {
  arr latest = times(reciprocal(trace(S0)), 12, 1), T = times(latest, 1, 24);
  part(here, "explosion");
  at(here, "t", T);
  arr S = flow(softmax_closure, S0, T, A, V), growth = trace(softmax_rate(S0, A, V));
  equals(here, "covariance, by its factor", factor_at(here, S0, T, A, V), S);
  at_most(here, "least growth on the cap", times(square(trace(S0)), 1, 12), growth);
  holds(here, "still in the cap", le(trace(S), times(entry(S, 0, 1), 5, 1)));
  if (arith_kind(S0->in) != BALL) return;
  arr state, last = flow_until_blow_up(softmax_closure, S0, 12, &state, (arr[]){ A, V });
  at_most(here, "last certified time", last, latest);
  exceeds(here, "trace there, hundredfold", trace(state), times(trace(S0), 100, 1));
}

static arr isotropy(arr u, const arr *with) { return dot(u, dot(with[0], u)); }

static void measure_settling(run *here, arr S0, arr A, arr V) {
  arith *N = S0->in;
  arr u = given(N, "1 -2"), T = over(whole(N, 2), trace(S0)), zero = whole(N, 0);
  part(here, "convergence");
  vanishes(here, "rate at the limits", softmax_rate(outer(u, u), A, V), whole(N, 1));
  equals(here, "pull along rank one", derivative(isotropy, u, dot(V, u), (arr[]){ A }),
         dot(u, product(add(A, transpose(A)), V, u)));
  exceeds(here, "zero, of the pull along rank one", zero,
          dot(u, product(add(A, transpose(A)), V, u)));
  exceeds(here, "zero, of the growth of the determinant", zero, dot(u, product(A, V, u)));
  at(here, "t", T);
  arr S = flow(softmax_closure, S0, T, A, V);
  equals(here, "covariance, by its factor", factor_at(here, S0, T, A, V), S);
  at_most(here, "determinant", determinant(S), determinant(S0));
  if (arith_kind(N) != DOUBLE) return;
  arr late = flow_between(softmax_closure, T, S, times(T, 400, 1), (arr[]){ A, V });
  arr limit = mul(over(trace(late), dot(u, u)), outer(u, u));
  equals(here, "covariance much later", late, limit);
}

/* The limits, and what is near them, under L2 with Q = A and K = 1. */
static void measure_twin(run *here, arr A, arr V) {
  arith *N = A->in;
  arr unit = eye(N, 2), u = given(N, "1 -2"), with[] = { A, unit, V, NULL };
  part(here, "L2");
  vanishes(here, "rate of L2 at the limits", l2_rate(outer(u, u), A, unit, V), whole(N, 1));
  arr thin = given(N, "1 3; 3 9"), slower = over(whole(N, 2), whole(N, 21));
  equals(here, "rate of L2 on rank one", l2_rate(thin, A, unit, V),
         mul(slower, softmax_rate(thin, A, V)));
  if (arith_kind(N) != DOUBLE) return;
  const char *settle[] = { "1/2 -1; -1 5/2", "3/4 11/40; 11/40 5/8" };
  for (int i = 0; i < 2; i++) {
    arr late = flow_from(l2_closure, given(N, settle[i]), whole(N, 400), with);
    equals(here, i ? "covariance much later, from the edge of the cap" : "covariance much later",
           late, mul(over(trace(late), dot(u, u)), outer(u, u)));
  }
  arr S0 = given(N, "1/30 1/48; 1/48 1/20"), S = flow_from(l2_closure, S0, whole(N, 40), with);
  exceeds(here, "trace of L2, thousandfold", trace(S), times(trace(S0), 1000, 1));
  arr S_then = flow_between(l2_closure, whole(N, 40), S, whole(N, 50), with);
  exceeds(here, "and eightyfold again", trace(S_then), times(trace(S), 80, 1));
}

/* The trace grows two-hundredfold, in the clock ds = Tr dt. */
static arr in_its_clock(arr s, arr S, const arr *with) { /* for the figure; mutants: aside */
  return over(softmax_closure(s, S, with), trace(S));
}
static bool escapes(arr S, arr A, arr V) { /* for the figure; mutants: aside */
  arr large = whole(S->in, 200);
  for (int k = 0; k < 40 && lt(trace(S), large) == YES; k++)
    S = runge_kutta(in_its_clock, S, whole(S->in, 1), 12, (arr[]){ A, V });
  return lt(trace(S), large) != YES;
}

/* The slice, by x = a - b and y = 2c. */
static void trace_fates(run *here, arr A, arr V) {
  arith *N = A->in;
  for (int i = -12; i <= 12; i++)
    for (int j = -12; j <= 12; j++) {
      if (i * i + j * j > 160) continue;
      arr x = rat(N, i, 13), y = rat(N, j, 13), one = whole(N, 1), c = times(y, 1, 2);
      arr S = shaped(
          pack(N, 4, (arr[]){ times(add(one, x), 1, 2), c, c, times(sub(one, x), 1, 2) }), 2, 2);
      trace_point(here, escapes(S, A, V) ? "explodes" : "converges", x, y);
    }
}

static void measure_mixed(run *here) {
  arr S0 = input(here, "Sigma0"), A, V;
  mixed(S0->in, &A, &V);
  bool cap = in_the_cap(exact_input(here, "Sigma0"));
  (cap ? measure_blow_up : measure_settling)(here, S0, A, V);
  measure_twin(here, A, V);
  if (arith_kind(S0->in) != DOUBLE) return;
  if (!under(here, "the factor moved by V'") && !cap) trace_fates(here, A, V);
}

static truth capped_or_settling(run *here) {
  arr S = exact_input(here, "Sigma0"), three = times(entry(S, 0, 1), 3, 1);
  if (in_the_cap(S)) return YES;
  arr two = times(entry(S, 0, 0), 2, 1);
  return le(three, neg(trace(S))) == YES && le(two, entry(S, 1, 1)) == YES ? YES : NO;
}

/* Multiples of a start in the cap. */
static void a_capped_start(draw *d) {
  arr x = draw_list(d, "2..6/8 5..8/8 5..8/8 4..12/8"),
      c = add(item(x, 0), rat(draw_arithmetic(d), 1, 2));
  arr a = add(c, times(item(x, 1), 1, 4)), b = add(c, times(item(x, 2), 1, 4));
  set(d, "Sigma0", mul(item(x, 3), shaped(stack(stack(a, c), stack(c, b)), 2, 2)));
}

CLAIM(udt_X2d) = {
  .title = "Figure 2(d): some converge and others explode",
  .kind = EXPERIMENT,
  .where = "Section 4.5, Figures 2(d) and 6",
  .says = "some of the initializations lead to a finite-time blow-up while others lead to "
          "convergence of the covariance matrix; A + Aᵀ has one positive and one negative "
          "eigenvalue; we observed a very similar behavior with L2 and multi-head self-attention",
  .sentence = "Reproduced with matrices of ours (those of the figure are not printed): every Σ₀ "
              "with 5Σ₁₂ ≥ Tr Σ₀ blows up before 12/Tr Σ₀, others settle on the isotropic cone. L2 "
              "has both fates, from other starts.",
  .remains = "Several heads of different values are not examined.",
  .inputs = { { "Sigma0", "2,2", SPD, "initial covariance" } },
  .hypotheses = { { "5 Sigma12 >= Tr Sigma, or 3 Sigma12 <= -Tr Sigma and 2 Sigma11 <= Sigma22",
                    capped_or_settling } },
  .instances = { { "explodes", { "Sigma0 = 1/30 1/48; 1/48 1/20" } },
                 { "on the edge of the cap", { "Sigma0 = 3/4 11/40; 11/40 5/8" } },
                 { "converges", { "Sigma0 = 1/2 -1; -1 5/2" } },
                 { "converges, from nearer", { "Sigma0 = 3/5 -6/5; -6/5 13/5" } } },
  .draw = a_capped_start,
  .draws = 1,
  .standing = REPRODUCED,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-L4.7", "udt-P4.4" },
  .parts = { { "explosion", REPRODUCED, "5Σ₁₂ ≥ Tr Σ₀: infinite before 12/Tr Σ₀", NULL, NO_ERRATUM,
               PRINTED },
             { "convergence", REPRODUCED,
               "to s·uuᵀ, uᵀ(A + Aᵀ)u = 0: the signs by which it attracts in every arithmetic, the "
               "limit of two starts in double",
               NULL, NO_ERRATUM, PRINTED },
             { "L2", REPRODUCED,
               "Q = A, K = I, in double: to s·uuᵀ from two starts, one of which explodes under "
               "softmax; "
               "growth from a third",
               NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_mixed,
  .controls = { { "the factor moved by V'" } },
};
