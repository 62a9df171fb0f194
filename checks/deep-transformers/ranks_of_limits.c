/*. # The ranks of limits
 *
 *  With $V=\mathrm{Id}$ and $S=A+A^\top\preceq0$ the covariance is $\Sigma(t)=(\Sigma_0^{-1}-tS)^{-1}$ (Proposition
 *  4.4). Before Proposition 4.8 the paper recalls that then "limiting points $\Sigma^*$ must satisfy
 *  $\mathrm{rk}\,\Sigma^*\le\mathrm{rk}A$". It is the other way round: what $S$ does not touch is what stays. For a
 *  basis $N$ of $\ker S$ the matrix $N^\top\Sigma^{-1}N$ does not move, and block elimination gives
 *
 *  $$\Sigma^*=N\,(N^\top\Sigma_0^{-1}N)^{-1}N^\top,\qquad \mathrm{rk}\,\Sigma^*=d-\mathrm{rk}(A+A^\top)\quad\text{exactly.}$$
 *
 *  For $d=3$ and $A=\mathrm{diag}(-1,0,0)$ the limit is the lower $2\times2$ block of a covariance, conditioned on
 *  the first coordinate: of rank 2, while $\mathrm{rk}A=1$. The paper's own Proposition 4.8 has the right
 *  bound, $\dim\ker A$, where no eigenvalue is positive. The slip matters, since the printed bound is used for
 *  the experiments of Figures 3 and 8.
 *
 *  Ranks here are decided in rational numbers, of limits that are known exactly; no threshold is involved.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr limit_of(arr N, arr S0) {
  return product(N, inverse(product(transpose(N), solve(S0, N))), transpose(N));
}

static arr kept(arr N, arr S) { return product(transpose(N), solve(S, N)); }

/* Covariances at 16, 256, 4096, 65536: what is off falls like 1/t. */
static void compare_limit(run *here, field F, arr S0, const arr *with, arr limit) {
  arith *A = S0->in;
  arr S = S0, t = whole(A, 0), gauge = NULL, off = NULL;
  for (long n = 16; n <= 65536; n *= 16) {
    arr next = whole(A, n), one = rat(A, 1, n);
    S = flow_between(F, t, S, next, with);
    t = next;
    arr by = norm(sub(S, limit));
    gauge = gauge ? stack(gauge, one) : flat(one), off = off ? stack(off, by) : flat(by);
  }
  tends(here, "distance to the limit", gauge, off, whole(A, 0), whole(A, 1), rat(A, 1, 10));
}

/* Any A with A + A' negative semidefinite, of the rank of Y. */
static arr keys_from(arr Y, arr W) { return sub(sub(W, transpose(W)), dot(transpose(Y), Y)); }

static void measure_limit(run *here) {
  arr Y = exact_input(here, "Y"), exact_A = keys_from(Y, exact_input(here, "W"));
  arr N = null_space(add(exact_A, transpose(exact_A))),
      limit = limit_of(N, exact_input(here, "Sigma0"));
  int d = Y->columns, rank = matrix_rank(limit);
  is(here, "rank of the limit", rank, d - matrix_rank(Y));
  int bound = instead(here, "as printed", d - matrix_rank(Y), matrix_rank(exact_A));
  holds(here, "it is at most its bound", rank <= bound ? YES : NO);
  if (d > 3 && arith_kind(arithmetic(here)) != DOUBLE) return;
  arr A = keys_from(input(here, "Y"), input(here, "W")), S0 = input(here, "Sigma0");
  arr T = input(here, "T"), V = eye(S0->in, d), S = flow(softmax_closure, S0, T, A, V);
  at(here, "t", T);
  arr still = as(S0->in, N);
  equals(here, "what the kernel of A + A' keeps", kept(still, S), kept(still, S0));
  if (arith_kind(S0->in) == DOUBLE)
    compare_limit(here, softmax_closure, S0, (arr[]){ A, V }, as(S0->in, limit));
}

static truth a_kernel(run *here) {
  arr Y = exact_input(here, "Y");
  return matrix_rank(Y) < Y->columns ? YES : NO;
}

static void thin_keys(draw *d) {
  int n = (int)draw_whole(d, 3, 4), k = (int)draw_whole(d, 1, 2);
  set(d, "Y", draw_dyadic(d, k, n));
  set(d, "W", times(draw_dyadic(d, n, n), 1, 4));
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "T", draw_between(d, 1, 8, 4));
}

CLAIM(udt_E4_rk) = {
  .title = "the rank of a limit is what A does not touch",
  .kind = REMARK,
  .where = "Section 4.1, before Proposition 4.8",
  .says = "(V = I) when A + Aᵀ ≼ 0, limiting points Σ* must satisfy rk Σ* ≤ rk A",
  .correction = "rk Σ* = d − rk(A + Aᵀ)",
  .sentence = "False: for A = diag(−1,0,0) the limit has rank 2. The bound is dim ker(A + Aᵀ), "
              "and it is attained by every Σ₀ ≻ 0.",
  .remains = "Propositions 4.4 and 4.8, which give the right bound, dim ker A for A = Aᵀ ≼ 0.",
  .inputs = { { "Y", "k,d", REAL, "A = W − Wᵀ − YᵀY" },
              { "W", "d,d", REAL, "its antisymmetric part goes into A" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "T", "", POSITIVE, "a time" } },
  .hypotheses = { { "Y has a kernel", a_kernel } },
  .instances = { { "one key in space",
                   { "Y = 1 0 0;", "W = 0 0 0; 0 0 0; 0 0 0", "Sigma0 = 2 1 0; 1 2 1; 0 1 2",
                     "T = 3" } },
                 { "an antisymmetric part, which lifts the rank of A",
                   { "Y = 1 -1/2 1/3;", "W = 0 1/2 -1/3; 0 0 1; 0 0 0",
                     "Sigma0 = 2 1 0; 1 2 1; 0 1 2", "T = 1" } },
                 { "in dimension four",
                   { "Y = 1 1 0 1/2;", "W = 0 1 0 1/2; 0 0 1/3 0; 0 0 0 1; 0 0 0 0",
                     "Sigma0 = 1 1/3 0 1/5; 1/3 2 1/2 0; 0 1/2 1 -1/4; 1/5 0 -1/4 3/2",
                     "T = 5/2" } } },
  .draw = thin_keys,
  .draws = 2,
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.4" },
  .measure = measure_limit,
  .controls = { { "as printed", "one key in space" } },
};

/*. ## Stationary points
 *
 *  For $V=\mathrm{Id}$ and $A=A^\top$ a symmetric $\Sigma$ is stationary when $\Sigma A\Sigma=0$, that is, when its range is
 *  *totally isotropic*: $x^\top Ay=0$ for all $x$, $y$ in it. Proposition 4.8 bounds its rank by
 *  $\dim\ker A+\min(n_+,n_-)$, which is Witt's dimension of maximal isotropic subspaces: the range avoids the
 *  positive and the negative cone, so modulo $\ker A$ it maps injectively into either eigenspace. The
 *  bound is sharp, and any isotropic space can be filled up to it.
 *
 *  The family: $A=G^\top DG$ with $D$ of entries $0$, $1$, $-1$; $U=G^{-1}(e_k,\dots,e_i+e_j,\dots)$ with the $k$
 *  of the zeros and pairs $i$, $j$ of opposite signs; $\Sigma=UCU^\top$, $C$ symmetric and not necessarily positive. That no
 *  more is possible is decided, too: on $W=\{x:U^\top Ax=0\}$ the form $x^\top Ax$ is semidefinite and
 *  vanishes on the range of $U$ alone, so no isotropic vector can be added. (The printed
 *  proof writes 0 for the eigenvalues that are $-1$ in its diagonal case; its computation has the right sign.)
 */
typedef struct {
  int zeros, plus, minus, pairs;
  arr isotropic; /* D-isotropic, by columns */
} signature;

static signature signature_of(arr signs) {
  arith *E = signs->in;
  signature s = { 0 };
  int d = signs->rows, plus[d], minus[d];
  arr unit = eye(E, d), zero = whole(E, 0);
  for (int i = 0; i < d; i++) {
    if (equal(item(signs, i), zero) == YES) {
      arr e = column(row_at(unit, i));
      s.isotropic = s.isotropic ? beside(s.isotropic, e) : e, s.zeros++;
    } else if (lt(zero, item(signs, i)) == YES)
      plus[s.plus++] = i;
    else
      minus[s.minus++] = i;
  }
  s.pairs = s.plus < s.minus ? s.plus : s.minus;
  for (int i = 0; i < s.pairs; i++) {
    arr e = column(add(row_at(unit, plus[i]), row_at(unit, minus[i])));
    s.isotropic = s.isotropic ? beside(s.isotropic, e) : e;
  }
  return s;
}

static void measure_maximality(run *here, arr A, arr U, signature s) {
  arr W = null_space(dot(transpose(U), A)), form = product(transpose(W), A, W);
  arr oriented = s.plus < s.minus ? neg(form) : form;
  holds(here, "what is orthogonal to the range has one sign", positive_semidefinite(oriented));
  is(here, "and is isotropic on the range alone", matrix_rank(form), W->columns - U->columns);
  is(here, "which it contains", matrix_rank(beside(W, U)), W->columns);
}

static void measure_stationary(run *here) {
  signature s = signature_of(exact_input(here, "signs"));
  arr G = input(here, "G"), C = input(here, "C"), D = diagonal(input(here, "signs"));
  arr A = product(transpose(G), D, G), U = solve(G, as(G->in, s.isotropic));
  arr S = product(U, C, transpose(U)), unit = eye(S->in, S->rows);
  vanishes(here, "rate", softmax_rate(S, A, unit), mul(square(norm(S)), norm(A)));
  arr exact_G = exact_input(here, "G");
  arr exact_A = product(transpose(exact_G), diagonal(exact_input(here, "signs")), exact_G);
  arr exact_U = solve(exact_G, s.isotropic);
  arr exact_S = product(exact_U, exact_input(here, "C"), transpose(exact_U));
  int more = s.plus > s.minus ? s.plus : s.minus;
  int counted = instead(here, "max for min", s.pairs, more);
  int bound = instead(here, "the kernel forgotten", s.zeros + counted, counted);
  is(here, "rank", matrix_rank(exact_S), bound);
  measure_maximality(here, exact_A, exact_U, s);
}

static truth as_large_as_isotropic(run *here) {
  arr C = exact_input(here, "C");
  signature s = signature_of(exact_input(here, "signs"));
  if (C->rows != s.zeros + s.pairs) return NO;
  return matrix_rank(C) == C->rows ? YES : NO;
}
static truth a_basis(run *here) {
  arr G = exact_input(here, "G");
  return matrix_rank(G) == G->rows ? YES : NO;
}
static truth signs_only(run *here) {
  arr e = exact_input(here, "signs");
  return equal(mul(e, square(e)), e);
}

/* One zero, one pair, and the rest of one sign. */
static void any_signature(draw *d) {
  arith *E = draw_arithmetic(d);
  int rest = (int)draw_whole(d, 1, 3), n = 3 + rest, sign = draw_whole(d, 0, 1) ? 1 : -1;
  arr e = given(E, "1 0 -1");
  for (int i = 0; i < rest; i++) e = stack(e, whole(E, sign));
  arr G = times(draw_dyadic(d, n, n), 1, 8), c = draw_list(d, "1..8/4 1..8/4 9..12/4");
  set(d, "signs", e);
  set(d, "G", add(eye(E, n), times(G, 1, n)));
  set(d, "C",
      shaped(stack(stack(neg(item(c, 0)), item(c, 2)), stack(item(c, 2), item(c, 1))), 2, 2));
}

CLAIM(udt_P4_8) = {
  .title = "the rank of stationary points, sharp",
  .kind = PROPOSITION,
  .where = "Proposition 4.8",
  .says =
      "A symmetric, V = I, Σ symmetric with VΣAΣ + ΣAᵀΣVᵀ = 0 ⟹ rk Σ ≤ dim ker A + min(#positive, "
      "#negative eigenvalues of A)",
  .sentence = "Holds and is sharp for every signature. In the diagonal case of the proof one −1 "
              "is printed as 0.",
  .inputs = { { "signs", "d", INTEGER, "0, 1 or −1" },
              { "G", "d,d", REAL, "A = Gᵀ diag(signs) G" },
              { "C", "m,m", SYMMETRIC, "Σ in a basis of a maximal isotropic space" } },
  .hypotheses = { { "signs are 0, 1 or -1", signs_only },
                  { "G is regular", a_basis },
                  { "C is regular and has the size of a maximal isotropic space",
                    as_large_as_isotropic } },
  .instances = { { "signature (2,1,1)",
                   { "signs = 1 1 -1 0", "G = 1 1/2 0 -1/3; 0 1 2 1/4; 1/3 0 -1 1; 1/2 -1 0 1",
                     "C = 2 -1/2; -1/2 1" } },
                 { "signature (1,3,1), C indefinite",
                   { "signs = -1 0 1 -1 -1",
                     "G = 1 1/2 0 -1/3 1/5; 0 1 2 1/4 0; 1/3 0 -1 1 1/2; 1/2 -1 0 1 0; 0 1/3 1 "
                     "-1/2 2",
                     "C = 1/3 2; 2 -1" } },
                 { "a definite matrix with a kernel",
                   { "signs = 0 -1 0", "G = 1 1/2 0; -1/3 1 1; 0 1/4 2", "C = 1 1/3; 1/3 2" } } },
  .draw = any_signature,
  .standing = HOLDS,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .uses = { "udt-P4.2" },
  .measure = measure_stationary,
  .controls = { { "max for min" }, { "the kernel forgotten" } },
};
