/*. # The Laplace principle
 *
 *  $m_{\beta,\varrho}(x)$ is the mean of $\varrho$ under the weights $e^{\beta\langle B^\top x,y\rangle}$, and tends to the maximiser
 *  $y^*(x)=B^\top x/|B^\top x|$ when $\varrho$ charges the whole sphere. For the uniform law it is $r_d(\kappa)\,y^*$ with
 *  $\kappa=\beta|B^\top x|$ and a ratio of Bessel functions, $r_d=I_{d/2}/I_{d/2-1}$. For odd $d$ it is elementary,
 *
 *  $$r_1=\tanh\kappa,\qquad r_{d+2}=\frac1{r_d}-\frac d\kappa,\qquad r_3=\coth\kappa-\frac1\kappa,$$
 *
 *  and is compared with the integrals it stands for, $\int e^{\kappa\cos\theta}\cos\theta\sin^{d-2}\theta\,d\theta$ over the one without the
 *  cosine, run as flows in $\theta$ and enclosed; for even $d$ the recurrence itself is. With $\kappa(1-r_d)\to\frac{d-1}2$
 *  the limit (12) comes with its rate (for $d=3$ that is exact but for $e^{-2\kappa}$, so it is tested from five dimensions on).
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr unit_of(arr x) { return over(x, norm(x)); }

/* r_d for odd d. */
static arr bessel_ratio(arr kappa, int d) {
  arr r = tanhyp(kappa);
  for (int m = 1; m < d; m += 2) r = sub(reciprocal(r), over(whole(kappa->in, m), kappa));
  return r;
}

/* Of e^(kappa (cos - 1)) sin^(d-2): with and without the cosine; with = { kappa, d }. */
static arr cap_weights(arr t, arr x, const arr *with) {
  long d = (long)approx(with[1], 0, 0);
  arr c = cosine(t), w = mul(expo(mul(with[0], sub(c, whole(c->in, 1)))), power(sine(t), d - 2));
  (void)x;
  return stack(mul(w, c), w);
}

static arr integrated_ratio(arr kappa, int d) {
  arith *N = kappa->in;
  arr ends = flow(cap_weights, given(N, "0 0"), constant_pi(N), kappa, whole(N, d));
  return over(item(ends, 0), item(ends, 1));
}

static void measure_uniform_law(run *here) {
  arr kappa = input(here, "kappa"), one = whole(kappa->in, 1), gauges = NULL, values = NULL;
  int d = (int)whole_input(here, "d"), odd = d % 2 ? d : d + 1;
  int shifted = instead(here, "the ratio of two dimensions less", 0, 2);
  arr even = integrated_ratio(kappa, odd - 1), next = integrated_ratio(kappa, odd + 1);
  part(here, "uniform law");
  equals(here, "mean along the maximiser, odd dimension", integrated_ratio(kappa, odd),
         bessel_ratio(kappa, odd - shifted));
  equals(here, "recurrence from one even dimension to the next", next,
         sub(reciprocal(even), over(whole(kappa->in, odd - 1 - shifted), kappa)));
  part(here, "the limit");
  for (int k = 6; k <= 10; k += 2) {
    arr large = whole(kappa->in, 1 << k), off = mul(large, sub(one, bessel_ratio(large, odd + 2)));
    gauges = gauges ? stack(gauges, reciprocal(large)) : flat(reciprocal(large));
    values = values ? stack(values, off) : flat(off);
  }
  tends(here, "kappa times the defect", gauges, values, rat(kappa->in, odd + 1 - shifted, 2), one,
        rat(kappa->in, 1, 10));
}

static truth dimension_allowed(run *here) {
  long d = whole_input(here, "d");
  return 3 <= d && d <= 9 ? YES : NO;
}

static void any_temperature(draw *d) {
  set(d, "kappa", draw_between(d, 2, 20, 4));
  set(d, "d", whole(draw_arithmetic(d), draw_whole(d, 3, 6)));
}

static bool not_exact(number kind) { return kind == EXACT; }

CLAIM(low_E11) = {
  .title = "the consensus point and its limit",
  .kind = FORMULA,
  .where = "Section 4.1, eqs. (11) and (12)",
  .says = "m_{β,ϱ}(x) converges as β → ∞ to a maximizer of the function y ↦ ⟨Bᵀx, y⟩, which is "
          "given by y*(x) := Bᵀx/‖Bᵀx‖ if "
          "B is invertible",
  .sentence = "Holds; for the uniform law m = r y* with a ratio of Bessel functions, and 1 − r ≈ "
              "(d − 1)/(2β‖Bᵀx‖).",
  .inputs = { { "kappa", "", POSITIVE, "beta times the norm of B'x" },
              { "d", "", INTEGER, "dimension" } },
  .hypotheses = { { "3 <= d <= 9", dimension_allowed } },
  .instances = { { "in space", { "kappa = 5/2", "d = 3" } },
                 { "in five dimensions", { "kappa = 4", "d = 5" } } },
  .draw = any_temperature,
  .draws = 1,
  .standing = HOLDS,
  .at_least = RESOLVED,
  .unable = not_exact,
  .parts = { { "uniform law", HOLDS, "m = I_{d/2}(κ)/I_{d/2−1}(κ) y*, κ = β‖Bᵀx‖", NULL, NO_ERRATUM,
               DERIVED },
             { "the limit", HOLDS, "κ(1 − r) → (d − 1)/2", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_uniform_law,
  .controls = { { "the ratio of two dimensions less" } },
};

/*. ## Attention as consensus
 *
 *  With $J(x)=-\frac12\|x\|_B^2$ and $\kappa(x,y)=e^{-\frac\beta2\|x-y\|_B^2}$ the weights of (6) are, up to a factor that depends on
 *  $x$ alone, $e^{\frac\beta2(\langle x,By\rangle+\langle y,Bx\rangle)}$. They are those of attention if $B=B^\top$, as an "energy-norm" makes
 *  one expect and the text, with $B=Q^\top K$, does not say; in general they are those of $\frac12(B+B^\top)$. The exponents are compared
 *  in rational numbers.
 */
static arr form(arr X, arr B, arr Y) { return sum_rows(mul(dot(X, B), Y)); }

/* log of kappa(x_i, y_j) exp(-beta J(y_j)) over beta. */
static arr consensus_exponents(arr X, arr B) {
  arr E = NULL;
  for (int i = 0; i < X->rows; i++) {
    arr off = sub(row(row_at(X, i)), X), e = times(sub(form(X, B, X), form(off, B, off)), 1, 2);
    E = E ? stack(E, row(e)) : row(e);
  }
  return E;
}

static void measure_consensus(run *here) {
  arr X = input(here, "X"), B = input(here, "B"), beta = input(here, "beta");
  arr plain = instead(here, "as printed", times(add(B, transpose(B)), 1, 2), B);
  arr attention_ = product(X, plain, transpose(X)), own = times(form(X, B, X), -1, 2);
  equals(here, "exponents, but for what depends on x alone", consensus_exponents(X, B),
         add(attention_, column(own)));
  if (arith_kind(X->in) == EXACT) return;
  equals(here, "consensus points", dot(softmax(mul(beta, consensus_exponents(X, B))), X),
         dot(softmax(mul(beta, attention_)), X));
}

static arr skew_part(run *here) {
  arr B = input(here, "B");
  return norm(sub(B, transpose(B)));
}

static void any_matrix(draw *d) {
  int n = (int)draw_whole(d, 2, 3), m = (int)draw_whole(d, 2, 4);
  set(d, "X", draw_dyadic(d, m, n));
  set(d, "B", draw_dyadic(d, n, n));
  set(d, "beta", draw_between(d, 1, 8, 4));
}

CLAIM(low_E5) = {
  .title = "attention as consensus-based optimisation",
  .kind = REMARK,
  .where = "Section 3, eqs. (5) and (6)",
  .says = "J(x) = −½‖x‖_B², and κ(x, y) = exp(−(β/2)‖x − y‖_B²). In the noiseless case σ = 0, "
          "equation (5) with consensus point as "
          "in (6) leads exactly to the transformer model (1) when V ≡ Id and B ≡ QᵀK is "
          "time-independent",
  .correction =
      "… when V ≡ Id and B ≡ QᵀK is symmetric; in general it leads to (1) with (B + Bᵀ)/2 for B",
  .sentence = "Needs B = Bᵀ, which the word energy-norm suggests and QᵀK does not have.",
  .remains = "The equivalence for symmetric B.",
  .inputs = { { "X", "n,d", REAL, "tokens" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "beta", "", POSITIVE, "inverse temperature" } },
  .instances = { { "B = 2 1; 0 1",
                   { "X = 3/5 4/5; -1 0; 5/13 12/13", "B = 2 1; 0 1", "beta = 1" } },
                 { "in space",
                   { "X = 2/3 1/3 -2/3; 1 0 0; 0 3/5 4/5; -2/7 3/7 6/7",
                     "B = 1 -1 1/2; 2 0 1/3; -1 1 1", "beta = 2" } } },
  .draw = any_matrix,
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .visible = { { "B - B'", skew_part } },
  .measure = measure_consensus,
  .controls = { { "as printed" } },
};

/*. ## Lemma 5
 *
 *  For every law, $r$, $q$ and $\beta$,
 *  $|m_{\beta,\varrho}(x)-y^*(x)|\le\sqrt{r^2+\frac{2q}{\sigma_{\min}(B)}}+\frac{2e^{-\beta q}}{\varrho(\mathcal B_r(y^*(x)))}$. Laws of
 *  atoms are enough to press it: a mass $e^{-M}$ at $y^*$ and the rest at a distance $s$ with
 *  $\frac{\beta}{2}s^2=M-3$ come to 83 per cent of the bound, and refuse $e^{-2\beta q}$, $\frac q{\sigma_{\min}}$ and
 *  $\sigma_{\max}$ in the places of what is printed.
 */
static void measure_bound(run *here, arr X, arr masses, arr x, arr B, arr beta, arr r, arr q) {
  arr keys = dot(transpose(B), x), y = unit_of(keys), scores = mul(beta, dot(X, keys));
  arr m = dot(softmax(add(scores, ln(masses))), X), mass = whole(r->in, 0);
  for (int j = 0; j < X->rows; j++)
    if (le(total(square(sub(row_at(X, j), y))), square(r)) == YES)
      mass = add(mass, item(masses, j));
  arr smallest = reciprocal(operator_norm(inverse(B)));
  arr sigma = instead(here, "the largest singular value", smallest, operator_norm(B));
  long inside_ = instead(here, "q for 2q", 2, 1);
  long outside = instead(here, "exp(-2 beta q)", 1, 2);
  arr near_ = root(add(square(r), times(over(q, sigma), inside_, 1)));
  arr far = over(times(expo(neg(times(mul(beta, q), outside, 1))), 2, 1), mass);
  head h = { mul(beta, eye(x->in, x->rows)), B, eye(x->in, x->rows) };
  equals(here, "consensus point, by the kernel of attention", m,
         row_at(attention(h, row(x), X, ln(masses)), 0));
  at_most(here, "distance to the maximiser", norm(sub(m, y)), add(near_, far));
}

static void measure_laplace(run *here) {
  arr X = unit_rows(input(here, "Y")), p = input(here, "p"), x = unit_of(input(here, "x"));
  arr B = input(here, "B"), beta = input(here, "beta"), r = input(here, "r"), q = input(here, "q");
  for (int i = 0; i < q->rows; i++) measure_bound(here, X, p, x, B, beta, r, item(q, i));
}

/* Some atom is decided to lie within r of the maximiser. */
static truth charged(run *here) {
  arr Y = unit_rows(input(here, "Y")),
      y = unit_of(dot(transpose(input(here, "B")), input(here, "x")));
  arr off = sum_rows(square(sub(Y, row(y))));
  for (int i = 0; i < off->rows; i++)
    if (le(item(off, i), square(input(here, "r"))) == YES) return YES;
  return NO;
}

static truth invertible(run *here) {
  arr B = exact_input(here, "B");
  return equal(determinant(B), whole(B->in, 0)) == YES ? NO : YES;
}

static void any_atoms(draw *d) {
  int n = (int)draw_whole(d, 2, 4), m = (int)draw_whole(d, 2, 6);
  arith *E = draw_arithmetic(d);
  arr B = add(times(draw_dyadic(d, n, n), 1, 4), times(eye(E, n), 5, 4)), x = draw_dyadic(d, n, 0);
  x = add(x, times(row_at(eye(E, n), 0), 5, 2));
  set(d, "Y",
      stack(row(dot(transpose(B), x)),
            add(draw_dyadic(d, m - 1, n),
                outer(wholes(draw_dyadic(d, m - 1, 0), 1), times(row_at(eye(E, n), 1), 1, 100)))));
  set(d, "p", draw_probability(d, m));
  set(d, "x", x);
  set(d, "B", B);
  set(d, "beta", draw_between(d, 1, 160, 4));
  set(d, "r", draw_between(d, 1, 8, 8));
  set(d, "q", draw_list(d, "1..16/64 16..64/64"));
}

CLAIM(low_L5) = {
  .title = "a quantitative Laplace principle",
  .kind = LEMMA,
  .where = "Lemma 5, eq. (13)",
  .says = "‖m_{β,ϱ}(x) − y*(x)‖ ≤ √(r² + 2q/σ_min(B)) + 2e^(−βq)/ϱ(B_r(y*(x)))",
  .inputs = { { "Y", "n,d", REAL, "atoms of the law, scaled to the sphere" },
              { "p", "n", PROBABILITY, "their masses" },
              { "x", "d", REAL, "a token" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "beta", "", POSITIVE, "inverse temperature" },
              { "r", "", POSITIVE, "radius" },
              { "q", "m", POSITIVE, "levels" } },
  .hypotheses = { { "B is invertible", invertible }, { "the cap is charged", charged } },
  .instances = { { "a faint atom at the maximiser",
                   { "Y = 1 0; 28 -45",
                     "p = 1/4722366482869645213697 4722366482869645213696/4722366482869645213697",
                     "x = 1 0", "B = 1 0; 0 1", "beta = 100", "r = 1/1000", "q = 28/100 53/100" } },
                 { "where B is small",
                   { "Y = 0 1; -45 28",
                     "p = 1/4722366482869645213697 4722366482869645213696/4722366482869645213697",
                     "x = 0 1", "B = 1 0; 0 1/100", "beta = 10000", "r = 1/1000",
                     "q = 28/10000 53/10000" } },
                 { "one atom, near",
                   { "Y = 3 4;", "p = 1", "x = 1 0", "B = 1 0; 0 1", "beta = 10000", "r = 9/10",
                     "q = 1/200" } },
                 { "one atom, far",
                   { "Y = -3 4;", "p = 1", "x = 1 0", "B = 1 0; 0 1", "beta = 10000", "r = 9/5",
                     "q = 1/200" } },
                 { "in space",
                   { "Y = 3 1 2; 1 2 2; -1 1 0; 2 -1 1; 0 1 -3", "p = 1/5 1/5 1/5 1/5 1/5",
                     "x = 1 1/2 -1/3", "B = 1 1/2 0; 0 1 1/3; 1/4 0 2", "beta = 6", "r = 1",
                     "q = 1/4 1/2" } } },
  .draw = any_atoms,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .unable = not_exact,
  .uses = { "low-E11" },
  .measure = measure_laplace,
  .controls = { { "the largest singular value", "where B is small" },
                { "q for 2q", "a faint atom at the maximiser" },
                { "exp(-2 beta q)", "a faint atom at the maximiser" } },
};

/*. ## The rate in $\beta$, with and without smoothness
 *
 *  For the density $1+\langle a,y\rangle$ on the sphere, $|a|<1$, all is closed: with $r=r_d(\kappa)$ the second moments are
 *  $\frac r\kappa\mathrm{Id}+(1-\frac{dr}\kappa)y^*y^{*\top}$, so
 *  $m=\big(r\,y^*+\frac r\kappa a+(1-\frac{dr}\kappa)\langle a,y^*\rangle y^*\big)/(1+r\langle a,y^*\rangle)$ and
 *
 *  $$\kappa(m-y^*)\to\nabla\log f(y^*)-\tfrac{d-1}2y^* :$$
 *
 *  the rate is $1/\beta$. For half a uniform law and half an atom it is not: at the angle $\alpha$ to the atom where both weigh the same, which
 *  is near $1-\cos\alpha=\frac1\beta\log(2\beta)$ in space, $m$ lies half way, so that the distance is about
 *  $\sqrt{\log(2\beta)/(2\beta)}$. Lemma 5 with a lower bound on the density, which knows no smoothness, cannot give more than its $\sqrt{\log\beta/\beta}$.
 */
static arr tilted_mean(arr kappa, int d, arr y, arr a) {
  arr r = bessel_ratio(kappa, d), slope = over(r, kappa), one = whole(r->in, 1), level = dot(a, y);
  arr along = add(r, mul(sub(one, times(slope, d, 1)), level));
  return over(add(mul(along, y), mul(slope, a)), add(one, mul(r, level)));
}

static void measure_smooth(run *here, arr y, arr a, int d) {
  arith *N = y->in;
  arr level = dot(a, y), one = whole(N, 1), gauges = NULL, offs = NULL;
  arr slope = over(sub(a, mul(level, y)), add(one, level));
  int half = instead(here, "d for d - 1", d - 1, d);
  arr limit = sub(slope, times(y, half, 2));
  for (int k = 8; k <= 12; k += 2) {
    arr kappa = whole(N, 1 << k),
        off = norm(sub(mul(kappa, sub(tilted_mean(kappa, d, y, a), y)), limit));
    gauges = gauges ? stack(gauges, reciprocal(kappa)) : flat(reciprocal(kappa));
    offs = offs ? stack(offs, off) : flat(off);
  }
  tends(here, "kappa times the error, off its limit", gauges, offs, whole(N, 0), one,
        rat(N, 1, 10));
}

/* In space, B = Id: half a uniform law and half an atom, at the angle where 1 - cos = c. */
static arr distance_beside_atom(run *here, arr beta, arr c) {
  arr one = whole(beta->in, 1),
      uniform = over(times(sub(one, expo(times(beta, -2, 1))), 1, 2), beta);
  arr atom = expo(neg(mul(beta, c))), y = given(beta->in, "1 0");
  arr a = stack(sub(one, c), root(mul(c, sub(whole(c->in, 2), c))));
  equals(here, "length of the atom's place", norm(a), one);
  arr pull = add(mul(mul(uniform, bessel_ratio(beta, 3)), y), mul(atom, a));
  return norm(sub(over(pull, add(uniform, atom)), y));
}

static void measure_rough(run *here, arith *N) {
  for (int k = 12; k <= 20; k += 4) {
    arr beta = whole(N, 1 << k), level = over(ln(times(beta, 2, 1)), beta), one = whole(N, 1);
    arr rate = instead(here, "the rate 1/beta", root(times(level, 1, 2)), reciprocal(beta));
    arr distance = distance_beside_atom(here, beta, level);
    at_most(here, "distance by its rate, off one", absolute(sub(over(distance, rate), one)),
            rat(N, 1, 4000));
  }
}

static void measure_rates(run *here) {
  arr y = unit_of(input(here, "y")), a = input(here, "a");
  part(here, "smooth");
  measure_smooth(here, y, a, 3);
  part(here, "rough");
  measure_rough(here, y->in);
}

static truth short_tilt(run *here) {
  arr a = exact_input(here, "a");
  return lt(dot(a, a), whole(a->in, 1));
}

static void any_tilt(draw *d) {
  set(d, "y", add(draw_dyadic(d, 3, 0), row_at(times(eye(draw_arithmetic(d), 3), 3, 1), 0)));
  set(d, "a", times(draw_dyadic(d, 3, 0), 1, 4));
}

CLAIM(low_L5s) = {
  .title = "the rate of the Laplace principle",
  .kind = REMARK,
  .where = "Lemma 5, beside it",
  .says = "m − y* = (1/κ)(∇ log f − ((d − 1)/2)y*)(y*) + o(1/κ), κ = β‖Bᵀx‖, for a smooth positive "
          "density f; for half a uniform law and "
          "half an atom sup |m − y*| is of the order √(log β/β)",
  .sentence = "Holds: Lemma 5 is sharp in order where nothing is known but a lower bound, and a "
              "power short where the density is smooth.",
  .inputs = { { "y", "3", REAL, "the maximiser, before it is normalised" },
              { "a", "3", REAL, "density 1 + <a, y>" } },
  .hypotheses = { { "|a| < 1", short_tilt } },
  .instances = { { "a tilt aside", { "y = 1 2 2", "a = 1/2 -1/3 1/4" } },
                 { "another", { "y = 2 3 6", "a = -1/4 1/2 1/2" } } },
  .draw = any_tilt,
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = RESOLVED,
  .unable = not_exact,
  .uses = { "low-L5", "low-E11" },
  .parts = { { "smooth", HOLDS, "κ(m − y*) → ∇ log f − ((d − 1)/2)y*", NULL, NO_ERRATUM, DERIVED },
             { "rough", HOLDS,
               "|m − y*| ≈ √(log(2β)/(2β)) at the angle 1 − cos α = log(2β)/β to the atom", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_rates,
  .controls = { { "d for d - 1" }, { "the rate 1/beta" } },
};
