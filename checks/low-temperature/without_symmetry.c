/*. # Without symmetry
 *
 *  If $A=VB^\top$ is not symmetric, its dominant eigenvector $e$ is not orthogonal to the others, and tokens decide between $e$ and
 *  $-e$ by another vector, the left eigenvector $l$ with $lA=\mu l$: along (3) the sign of $\langle l,x\rangle$ does not
 *  change, and $x(t)\to\mathrm{sign}\langle l,x_0\rangle\,e$. Not the orthogonal projection $\Pi$ but the oblique
 *  one, $x\mapsto e\langle l,x\rangle/\langle l,e\rangle$, decides. So "without an assumption of this form one cannot hope to
 *  characterize the stationary distribution" by $\Pi$: some tokens are sent to the other side. Near the limit the distance decays at the rate
 *  $(\mu_1-\mu_2)/|B^\top e|$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"
#include "symmetric_case.h"

/* with = { P, l, P^-1 x, B }: time passed when the clock shows s. */
static arr time_rate(arr s, const arr *with) {
  return norm(dot(along(s, with[0], with[1], with[2]), with[3]));
}

static void measure_limit(run *here, arr P, arr l, arr B, arr x, arr e) {
  arith *N = P->in;
  arr gap = sub(item(l, 0), item(l, 1)), rate = over(gap, norm(dot(e, B))), gauges = NULL,
      offs = NULL;
  arr with[] = { P, l, solve(P, x), B }, zero = whole(N, 0), clock = zero, t = zero,
      step = over(whole(N, 4), gap);
  for (int k = 1; k <= 4; k++) {
    arr next = times(step, k, 1);
    t = add(t, integral(time_rate, clock, next, 24, 4, with)), clock = next;
    arr gauge = expo(neg(mul(rate, t))), off = norm(sub(along(clock, P, l, with[2]), e));
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    offs = offs ? stack(offs, off) : flat(off);
  }
  tends(here, "distance to the limit, in time", gauges, offs, zero, whole(N, 1), rat(N, 1, 20));
}

/* Which side a token ends on, by the sign of its inner product with y. */
static arr side_of(arr x, arr y) {
  return lt(wholes(dot(x, y), 0), dot(x, y)) == YES ? whole(x->in, 1) : whole(x->in, -1);
}

static void measure_sides(run *here) {
  arr P = input(here, "P"), l = input(here, "l"), B = input(here, "B"),
      X = unit_rows(input(here, "X"));
  arr T = input(here, "T"), A = product(P, diagonal(l), inverse(P)), e = unit_of(column_at(P, 0));
  arr left = row_at(inverse(P), 0), judge = instead(here, "the orthogonal projection", left, e);
  if (arith_kind(T->in) == BALL) T = times(T, 1, 4);
  vanishes(here, "left eigenvector", sub(dot(left, A), mul(item(l, 0), left)), norm(A));
  arr end = flow(zero_temperature, X, T, values_for(A, B), B), sharp_ = dot(end, left),
      before = dot(X, left);
  at_most(here, "zero, below the product of two inner products with l", wholes(before, 0),
          mul(sharp_, before));
  for (int i = 0; i < X->rows; i++) {
    arr x = row_at(X, i), goal = mul(side_of(x, judge), e);
    arr late = over(whole(T->in, 12), sub(item(l, 0), item(l, 1)));
    measure_limit(here, P, l, B, x, goal);
    exceeds(here, "how far the token gets", dot(along(late, P, l, solve(P, x)), goal),
            rat(T->in, 99, 100));
  }
  arr first = row_at(X, 0);
  exceeds(here, "the two judges differ on the first token",
          neg(mul(dot(first, left), dot(first, e))), whole(T->in, 0));
}

static truth descending(run *here) {
  arr l = exact_input(here, "l");
  arr next = rows_from(l, 1, l->rows - 1), before = rows_from(l, 0, l->rows - 1);
  return lt(next, before);
}
static truth spans(run *here) {
  arr P = exact_input(here, "P"), B = exact_input(here, "B"), zero = whole(P->in, 0);
  return equal(determinant(P), zero) == YES || equal(determinant(B), zero) == YES ? NO : YES;
}
static truth judged(run *here) {
  arr P = exact_input(here, "P"), X = exact_input(here, "X"), l = dot(X, row_at(inverse(P), 0)),
      e = dot(X, column_at(P, 0));
  arr zero = whole(P->in, 0), both = mul(l, e);
  for (int i = 0; i < both->rows; i++)
    if (equal(item(both, i), zero) == YES) return NO;
  return lt(item(both, 0), zero);
}

CLAIM(low_R2) = {
  .title = "without the symmetry of VBᵀ another projection decides",
  .kind = REMARK,
  .where = "Section 2, Discussion of the assumptions",
  .says = "without an assumption of this form one cannot hope to be able to characterize the "
          "stationary distribution Π♯ρ₀ "
          "for (3) as done in Corollary 2",
  .sentence = "Holds: the oblique spectral projection takes the place of Π, and sends some tokens "
              "to the other side.",
  .inputs = { { "P", "d,d", REAL, "eigenvectors of VB', by columns" },
              { "l", "d", REAL, "its eigenvalues, descending" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "X", "n,d", REAL,
                "tokens, scaled to the sphere; the first between the two great circles" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "the eigenvectors span, and B is invertible", spans },
                  { "the eigenvalues descend", descending },
                  { "no token is undecided, and the judges differ on the first", judged } },
  .instances = { { "in space",
                   { "P = 1 1/2 0; -1/3 1 1/4; 1/2 0 1", "l = 3/2 1/3 -1",
                     "B = 1 1/2 0; 0 1 1/3; 1/4 0 2", "X = 3 3 -8; 1 -1 2; -2 1 1", "T = 1/2" } },
                 { "in the plane",
                   { "P = 1 1; 0 1/2", "l = 1 -1/2", "B = 1 1/3; -1/2 1", "X = 1 2/3; 1 1/3; -1 -1",
                     "T = 3/4" } } },
  /* not drawn: the first token has to lie between two great circles */
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "low-E3", "low-L9" },
  .measure = measure_sides,
  .controls = { { "the orthogonal projection" } },
};

/*. ## Figure 5
 *
 *  The spectra of $V_1B_1^\top$, $V_1$, $V_2B_2^\top$ and $V_2$ are as printed: decided by their characteristic
 *  polynomials, in rational numbers. In the first setting $|B_1^\top x|=1$, so the clock of (3) is time itself, and in the plane
 *  of $e_1$ and $e_2$ every token comes back after $2\pi$, having been at $-x$ after $\pi$: enclosed, over half the period.
 *  Tokens off the plane fall into it, as fast as $e^{-2t}$. "Trajectories rotate around the sphere and do not display clear convergence"
 *  is exactly so at zero temperature.
 *
 *  In the second setting the eigenvalues of $V_2B_2^\top$ are real, the dominant eigenvector is $(\sqrt2,1,0)$, and 100 tokens at
 *  $\beta=100$ under Algorithm 1 first align with it, and then with $F$, spanned by $e_2$. (The caption gives (39) for the
 *  matrices (40) of the bottom row.) The initial law is not printed; here it is uniform, with a mean alignment of
 *  one half at the start; aligned means nine tenths, and four fifths for the few tokens run in MPFR, which feel a
 *  nearest token each.
 */
#define V1 "-1 1 0; -2 1 0; 0 0 -2"
#define B1 "-1 0 0; 0 -1 0; 0 0 1"
#define V2 "-1 0 0; 0 1 0; 0 0 -2"
#define B2 "-1 1 0; -2 1 0; 0 0 1"

/* Of det(z - M): the coefficients of z^2, z and 1. */
static arr characteristic(arr M) {
  arr first = trace(M), second = times(sub(square(first), trace(dot(M, M))), 1, 2);
  return pack(M->in, 3, (arr[]){ neg(first), second, neg(determinant(M)) });
}

static arr keys(run *here, arith *N, const char *B) {
  return given(N, instead(here, "other keys", B, "1 0 0; 0 2 0; 0 0 1"));
}

static arr dominant_direction(arith *N) {
  return unit_of(stack(stack(root(whole(N, 2)), whole(N, 1)), whole(N, 0)));
}

static void measure_spectra(run *here, arith *N) {
  arr M1 = dot(given(N, V1), transpose(keys(here, N, B1))),
      M2 = dot(given(N, V2), transpose(keys(here, N, B2)));
  arr turning = given(N, "2 1 2"),
      real = given(N, "0 -5 -2"); /* (z^2 + 1)(z + 2), (z^2 - 2z - 1)(z + 2) */
  equals(here, "V1 B1'", characteristic(M1), turning);
  equals(here, "V1", characteristic(given(N, V1)), turning);
  equals(here, "V2 B2'", characteristic(M2), real);
  equals(here, "V2", characteristic(given(N, V2)), given(N, "2 -1 -2")); /* (z^2 - 1)(z + 2) */
  if (arith_kind(N) == EXACT) return;
  arr e = dominant_direction(N), top = add(whole(N, 1), root(whole(N, 2)));
  equals_on_scale(here, "its dominant direction", dot(M2, e), mul(top, e), top);
}

/* e^{sA} turns the plane by s and shrinks the rest: the token comes back, but for what it loses. */
static void measure_rotation(run *here, arith *N) {
  arr x = given(N, "1 2 2"), pi = constant_pi(N),
      with[] = { given(N, V1), keys(here, N, B1), NULL };
  arr half = flow_from(zero_temperature, row(unit_of(x)), pi, with), e = expo(times(pi, -2, 1));
  arr left = mul(e, given(N, "0 0 2")), plane = given(N, "1 2 0");
  equals(here, "half a turn", row_at(half, 0), unit_of(sub(left, plane)));
  arr in_plane = row(unit_of(plane)), quarter = times(pi, 1, 2);
  arr turned = flow_from(zero_temperature, in_plane, quarter, with);
  equals(here, "two quarters of a turn, in the plane",
         flow_from(zero_temperature, turned, quarter, with), neg(in_plane));
}

static void measure_alignment(run *here, arith *N) {
  enum { BLOCK = 25 };
  int n = (int)whole_input(here, arith_kind(N) == DOUBLE ? "n" : "few");
  arr step = rat(N, 1, 100), X = tokens_on_sphere(N, n, whole_input(here, "seed")),
      e = dominant_direction(N);
  arr with[] = { given(N, V2), keys(here, N, B2), whole(N, 100), no_log_masses(X), step };
  arr most = whole(N, 0), t = most, sizes = NULL,
      bound = arith_kind(N) == DOUBLE ? rat(N, 9, 10) : rat(N, 4, 5), pause = times(step, BLOCK, 1);
  while (lt(t, whole(N, 20)) == YES) {
    X = iterate(BLOCK, attention_step, X, with), t = add(t, pause);
    arr near_E = times(total(absolute(dot(X, e))), 1, n);
    sizes = stack(near_E, times(total(absolute(column_at(X, 1))), 1, n));
    trace_point(here, "alignment", t, sizes);
    if (lt(t, whole(N, 6)) == YES) most = greater_of(most, near_E);
  }
  exceeds(here, "alignment with E in the first phase", most, bound);
  exceeds(here, "alignment with F at the end", item(sizes, 1), bound);
}

static void measure_figure(run *here) {
  arith *N = arithmetic(here);
  part(here, "spectra");
  measure_spectra(here, N);
  if (arith_kind(N) == EXACT) return;
  part(here, "top row: rotation");
  measure_rotation(here, N);
  if (arith_kind(N) == BALL) return;
  part(here, "bottom row: E, then F");
  measure_alignment(here, N);
}

CLAIM(low_X5) = {
  .title = "Figure 5: complex and real spectra",
  .kind = EXPERIMENT,
  .where = "Appendix C.2, eqs. (39) and (40), Figure 5",
  .says = "the eigenvalues of V₁B₁ᵀ and V₁ equal ±i and −2, whereas the eigenvalues of V₂B₂ᵀ … are "
          "real and equal 1 ± √2 and "
          "−2. Those of V₂ are equal to ±1 and −2 … complex eigenvalues lead to a visible rotation "
          "of the trajectories … "
          "In the bottom row, … the same two-step behavior as in the symmetric case is recovered",
  .sentence = "Reproduced; the rotation has the period 2π exactly. The caption says (39) where "
              "(40) is meant.",
  .inputs = { { "n", "", INTEGER, "tokens in double" },
              { "few", "", INTEGER, "tokens in MPFR" },
              { "seed", "", INTEGER, "of the initial tokens" } },
  .instances = { { "Figure 5", { "n = 100", "few = 24", "seed = 3" } } },
  /* not drawn: an experiment is one configuration, printed with its constants */
  .standing = REPRODUCED,
  .at_least = RESOLVED,
  .encloses = FLOW,
  .uses = { "low-X3" },
  .parts = { { "spectra", HOLDS, "±i and −2; 1 ± √2 and −2; ±1 and −2", NULL, NO_ERRATUM, PRINTED },
             { "top row: rotation", REPRODUCED,
               "at zero temperature tokens of the plane have the period 2π", NULL, NO_ERRATUM,
               PRINTED },
             { "bottom row: E, then F", REPRODUCED, "alignment with E, then with F", NULL,
               NO_ERRATUM, PRINTED } },
  .measure = measure_figure,
  .controls = { { "other keys" } },
};
