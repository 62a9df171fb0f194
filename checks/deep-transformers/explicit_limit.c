/*. # When everything commutes, and when the mean is asked
 *
 *  If $\Sigma_0$ and $B_0=VA+A^\top V^\top$ commute, they have a common eigenbasis $R$, and in it Proposition 4.4
 *  falls apart into scalars: eigenvalues $s_i$ of $\Sigma_0$ and $b_i$ of $B_0$ *of the same eigenvector* give
 *
 *  $$\Sigma(t)=R\,\mathrm{diag}\Big(\frac1{1/s_i-tb_i}\Big)R^\top,\qquad
 *    \Sigma^*=R\,\mathrm{diag}\big(s_i\,[\,b_i=0\,]\big)R^\top\quad(b\le0).$$
 *
 *  Remark 4.5 says so, with $\lambda_i$ for "codiagonalizable" matrices. Read with the ordered eigenvalues of
 *  Proposition 4.4 and its proof it would be false: for $\Sigma_0=\mathrm{diag}(1,2)$, $B_0=\mathrm{diag}(0,-1)$ the
 *  limit is $\mathrm{diag}(1,0)$, and the largest eigenvalues paired would leave 2. That reading is the control.
 *
 *  The family: a rational rotation $R$, eigenvalues in no order, $V=R\,\mathrm{diag}(v)R^\top$ and
 *  $A=V^{-1}(\frac12B_0+W)$ with $W$ antisymmetric, so that $A$ commutes with nothing.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr in_frame(arr R, arr values) { return product(R, diagonal(values), transpose(R)); }

static arr antisymmetric(arr w) { return sub(w, transpose(w)); }

/* Ascending, by comparison of exact numbers. */
static arr ascending(arr x) {
  arr e[x->rows];
  for (int i = 0; i < x->rows; i++) {
    int j = i;
    for (; j > 0 && lt(item(x, i), e[j - 1]) == YES; j--) e[j] = e[j - 1];
    e[j] = item(x, i);
  }
  return pack(x->in, x->rows, e);
}

static truth repelling(run *here) {
  arr b = exact_input(here, "b");
  return le(b, wholes(b, 0));
}

static void measure_limit(run *here, arr frame, arr s, arr b, arr S0, arr B0) {
  arith *N = S0->in;
  arr times_ = input(here, "t"), t = item(times_, times_->rows - 1), none = whole(N, 0);
  arr kept = NULL, gauge = NULL, off = NULL;
  for (int i = 0; i < s->rows; i++) {
    arr one = equal(item(b, i), none) == YES ? item(s, i) : none;
    kept = kept ? stack(kept, one) : flat(one);
  }
  arr limit = in_frame(frame, kept);
  for (long n = 100; n <= 100000000; n *= 100) {
    arr S = inverse(sub(inverse(S0), mul(times(t, n, 1), B0))), by = norm(sub(S, limit));
    gauge = gauge ? stack(gauge, rat(N, 1, n)) : flat(rat(N, 1, n));
    off = off ? stack(off, by) : flat(by);
  }
  tends(here, "distance to the limit", gauge, off, none, whole(N, 1), rat(N, 1, 20));
}

static void measure_pairs(run *here) {
  arr R = input(here, "R"), v = input(here, "v"), T = input(here, "t"),
      W = antisymmetric(input(here, "W"));
  arr s = exact_input(here, "s"), b = exact_input(here, "b");
  arr B0 = in_frame(R, input(here, "b")), S0 = in_frame(R, input(here, "s")), V = in_frame(R, v);
  arr A = dot(in_frame(R, reciprocal(v)), add(times(B0, 1, 2), W));
  s = as(R->in, instead(here, "paired by size", s, ascending(s)));
  b = as(R->in, instead(here, "paired by size", b, ascending(b)));
  arr frame = instead(here, "paired by size", R, NULL);
  if (!frame) symmetric_eigen(S0, &frame);
  for (int i = 0; i < T->rows; i++) {
    arr t = item(T, i), S = flow(softmax_closure, S0, t, A, V);
    at(here, "t", t);
    equals(here, "covariance", S, in_frame(frame, reciprocal(sub(reciprocal(s), mul(t, b)))));
  }
  if (repelling(here) == YES) measure_limit(here, frame, s, b, S0, B0);
}

static truth orthogonal(run *here) {
  arr R = exact_input(here, "R");
  return equal(dot(transpose(R), R), eye(R->in, R->rows));
}
static truth before_blow_up(run *here) {
  arr t = exact_input(here, "t"), s = exact_input(here, "s"), b = exact_input(here, "b");
  return lt(mul(greatest(t), b), reciprocal(s));
}

static arr non_commutation(run *here) {
  arr R = input(here, "R"), W = antisymmetric(input(here, "W"));
  return norm(commutator(in_frame(R, input(here, "s")), W));
}

static void a_frame(draw *d) {
  arith *E = draw_arithmetic(d);
  arr s = draw_list(d, "1..4/4 5..8/4 9..12/4"), v = draw_list(d, "1..4/4 5..8/4 9..12/4");
  arr b = draw_list(d, "1..8/8 1..8/8");
  set(d, "R", draw_rotation(d, 3));
  set(d, "s", s);
  set(d, "b", neg(stack(b, whole(E, 0))));
  set(d, "v", v);
  set(d, "W", draw_dyadic(d, 3, 3));
  set(d, "t", draw_list(d, "1..2/4"));
}

CLAIM(udt_R4_5) = {
  .title = "the explicit limit when everything commutes",
  .kind = REMARK,
  .where = "Remark 4.5",
  .says = "Σ₀ and VA + AᵀVᵀ commute: λᵢ(Σ(t)) = (λᵢ(Σ₀)⁻¹ − tλᵢ(VA + AᵀVᵀ))⁻¹; if VA + AᵀVᵀ ≼ 0, "
          "λᵢ(Σ*) = 0 if λᵢ(VA + AᵀVᵀ) < 0, λᵢ(Σ₀) if it is 0",
  .sentence = "Holds for eigenvalues of a common eigenvector; paired by size it would be false.",
  .inputs = { { "R", "d,d", REAL, "common eigenvectors" },
              { "s", "d", POSITIVE, "eigenvalues of Σ₀" },
              { "b", "d", REAL, "eigenvalues of VA + AᵀVᵀ" },
              { "v", "d", POSITIVE, "eigenvalues of V" },
              { "W", "d,d", REAL, "its antisymmetric part goes into A" },
              { "t", "m", POSITIVE, "times" } },
  .hypotheses = { { "R is orthogonal", orthogonal },
                  { "the last t is below the blow-up time", before_blow_up } },
  .instances = { { "diag(1,2) and diag(0,-1), turned",
                   { "R = 3/5 -4/5; 4/5 3/5", "s = 1 2", "b = 0 -1", "v = 2/3 3/2",
                     "W = 0 1/3; 0 0", "t = 1/3 2" } },
                 { "space",
                   { "R = 1/3 2/3 2/3; 2/3 1/3 -2/3; 2/3 -2/3 1/3", "s = 3/2 1/3 2/3",
                     "b = -1/2 0 -4/3", "v = 1 2/3 5/4", "W = 0 1/3 -1/2; 0 0 3/4; 0 0 0",
                     "t = 3/4" } },
                 { "of both signs",
                   { "R = 3/5 -4/5; 4/5 3/5", "s = 1/2 2", "b = 3/2 -1/3", "v = 5/4 2/3",
                     "W = 0 1/2; 0 0", "t = 1/2 5/4" } } },
  .draw = a_frame,
  .draws = 1,
  .visible = { { "A does not commute with Sigma0", non_commutation } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.4" },
  .measure = measure_pairs,
  .controls = { { "paired by size" } },
};

/*. ## Where the mean goes
 *
 *  After the remark the paper concludes that, for $VA+A^\top V^\top\ne0$, "any Gaussian solution of the Transformer
 *  PDE either i) converges to a degenerate Gaussian measure [...] or ii) converges in finite time to a
 *  probability distribution of zero mass". The paragraph is announced as an analysis of the covariance; of
 *  the measure it is true for centred tokens only. Let $V=v\,\mathrm{Id}$. The covariance is carried by
 *  $\dot\Phi=v\Sigma A\Phi$, $\Sigma=\Phi\Sigma_0\Phi^\top$, and the mean, $\dot\alpha=v(\mathrm{Id}+\Sigma A)\alpha$, by
 *  $\alpha=e^{vt}\Phi\alpha_0$. Hence an identity:
 *
 *  $$\alpha^\top\Sigma^{-1}\alpha=e^{2vt}\,\alpha_0^\top\Sigma_0^{-1}\alpha_0 .$$
 *
 *  Counted in its own widths the mean leaves exponentially, while the width falls like $t^{-1/2}$ at
 *  the fastest: $\Sigma^{-1}=\Sigma_0^{-1}-tB_0\preceq(\|\Sigma_0^{-1}\|+t\|B_0\|)\,\mathrm{Id}$. So for $v>0$, $B_0\preceq0$ and
 *  *every* $\alpha_0\ne0$,
 *
 *  $$|\alpha(t)|^2\ \ge\ e^{2vt}\,\frac{\alpha_0^\top\Sigma_0^{-1}\alpha_0}{\|\Sigma_0^{-1}\|+t\|B_0\|}\to\infty,$$
 *
 *  and the measure converges to nothing: the mass escapes while its covariance collapses. On the line with
 *  $a=-1$, $v=s_0=\alpha_0=1$: $\alpha=e^t/\sqrt{1+2t}$. For $v<0$ (and $B_0\preceq0$) the mean goes to zero and the
 *  sentence is true. If the measure converged as printed, the mean
 *  counted in widths would stay bounded; that is the control.
 */
static arr mean_and_covariance(arr t, arr state, const arr *with) {
  int d = state->columns;
  arr S = rows_from(state, 0, d), mean = row_at(state, d), V = with[1];
  arr drift = dot(V, add(mean, product(S, with[0], mean)));
  (void)t;
  return stack(softmax_rate(S, with[0], V), row(drift));
}

static void measure_mean(run *here) {
  arr A = input(here, "A"), S0 = input(here, "Sigma0"), v = input(here, "v"),
      mean = input(here, "alpha0");
  arr T = input(here, "t"), V = mul(v, eye(S0->in, S0->rows)), B0 = mul(v, add(A, transpose(A)));
  int d = S0->rows;
  arr own = dot(mean, solve(S0, mean)), stiff = item(symmetric_eigen(inverse(S0), NULL), d - 1);
  arr pull = item(symmetric_eigen(neg(B0), NULL), d - 1);
  arr state = stack(S0, row(mean)), before = whole(S0->in, 0), two_v = times(v, 2, 1);
  for (int i = 0; i < T->rows; i++) {
    arr t = item(T, i);
    state = flow_between(mean_and_covariance, before, state, t, (arr[]){ A, V });
    before = t;
    arr S = rows_from(state, 0, d), now = row_at(state, d);
    at(here, "t", t);
    equals(here, "the mean in widths of the covariance", dot(now, solve(S, now)),
           instead(here, "as printed", mul(expo(mul(two_v, t)), own), own));
    arr least_ = over(mul(expo(mul(two_v, t)), own), add(stiff, mul(t, pull)));
    if (lt(whole(v->in, 0), v) == YES) {
      (d == 1 ? attains : at_most)(here, "lower bound of the mean, squared", least_, dot(now, now));
      if (i == T->rows - 1)
        exceeds(here, "the mean, squared, has grown fourfold", dot(now, now),
                times(dot(mean, mean), 4, 1));
    } else if (i == T->rows - 1)
      at_most(here, "the mean, squared, has shrunk", dot(now, now), times(dot(mean, mean), 1, 4));
  }
}

static truth keys_do_not_attract(run *here) {
  arr A = exact_input(here, "A"), v = exact_input(here, "v");
  return positive_semidefinite(neg(mul(v, add(A, transpose(A)))));
}

static void off_centre(draw *d) {
  int n = 2;
  arr G = draw_dyadic(d, n, n), p = draw_list(d, "9..16/8 8..12/8 8..12/8");
  set(d, "A", sub(times(sub(G, transpose(G)), 1, 4), times(draw_spd(d, n), 1, 4)));
  set(d, "v", item(p, 0));
  set(d, "Sigma0", draw_spd(d, n));
  set(d, "alpha0", rows_from(p, 1, 2));
  set(d, "t", given(draw_arithmetic(d), "1 2"));
}

CLAIM(udt_E4_mean) = {
  .title = "a collapsing covariance whose mean escapes",
  .kind = REMARK,
  .where = "Section 4.1, after Remark 4.5",
  .says = "under the assumption of Proposition 4.4 and for VA + AᵀVᵀ ≠ 0, any Gaussian solution of "
          "the Transformer PDE either i) converges to a degenerate Gaussian measure, i.e., with a "
          "low-rank "
          "covariance matrix, when t → +∞, or ii) converges in finite time to a probability "
          "distribution "
          "of zero mass",
  .correction = "any centred Gaussian solution; for V = vI with v > 0 and VA + AᵀVᵀ ≼ 0 the mean "
                "of any other one goes to infinity",
  .sentence = "True of the covariance, and of centred tokens. Else the mean can escape while the "
              "covariance collapses: αᵀΣ⁻¹α = e^(2vt)α₀ᵀΣ₀⁻¹α₀ for V = vI.",
  .remains = "The dichotomy for the covariance, of which the paragraph is an analysis.",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "v", "", REAL, "V = vI" },
              { "Sigma0", "d,d", SPD, "initial covariance" },
              { "alpha0", "d", REAL, "initial mean" },
              { "t", "m", POSITIVE, "times, ascending" } },
  .hypotheses = { { "VA + A'V' is negative semidefinite", keys_do_not_attract } },
  .instances = { { "the line", { "A = -1;", "v = 1", "Sigma0 = 1;", "alpha0 = 1", "t = 1 2" } },
                 { "the plane",
                   { "A = -1 1/2; -3/4 -2/3", "v = 3/2", "Sigma0 = 1 1/3; 1/3 1/2",
                     "alpha0 = -2/3 1/2", "t = 1/2 3/2" } },
                 { "the other sign, where it holds",
                   { "A = 1 1/2; -3/4 2/3", "v = -3/2", "Sigma0 = 1 1/3; 1/3 1/2",
                     "alpha0 = -2/3 1/2", "t = 1/2 3/2" } } },
  .draw = off_centre,
  .draws = 1,
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2", "udt-P4.4" },
  .measure = measure_mean,
  .controls = { { "as printed", "the plane" } },
};
