/*. # How far the printed L2 equation is off, in the plane
 *
 *  Put $M=K^\top K$. The right side of (4.3) is $F_1+F_1^\top$ with $F_1=2V\Sigma(\mathrm{Id}+2M\Sigma)^{-1}A\Sigma$; printed is
 *  $F_1+2\Sigma A^\top(\mathrm{Id}+2M\Sigma)^{-1}\Sigma V^\top$. For $2\times2$ matrices
 *  $(\mathrm{Id}+X)^{-1}\det(\mathrm{Id}+X)=(1+\mathrm{Tr}X)\,\mathrm{Id}-X$, and $M\Sigma$ and $\Sigma M$ have one trace and one
 *  determinant. So for all $\Sigma\succ0$, $K$, $Q$ and $V$ of the plane
 *
 *  $$F_1^\top=2\Sigma A^\top(\mathrm{Id}+2\Sigma M)^{-1}\Sigma V^\top,\qquad
 *    \text{printed}-\text{true}=\frac{4\,\Sigma A^\top(\Sigma M-M\Sigma)\,\Sigma V^\top}{\det(\mathrm{Id}+2M\Sigma)} .$$
 *
 *  A commutator of symmetric matrices of the plane is a multiple of the quarter turn, which is invertible. Hence, for
 *  invertible $A$ and $V$, (4.3) as printed is right at $\Sigma\succ0$ *if and only if* $\Sigma$ commutes with $K^\top K$.
 *
 *  Times the determinant, both sides are polynomials: linear in $A$ and in $V$, so unit matrices suffice; linear in the
 *  entries of $M$, of degree three in each entry of $\Sigma$. Two and four values of each decide, in rational numbers.
 */
#include "claim/claim.h"
#include "lin/lin.h"

static arr unit_matrix(arith *E, int k) {
  arr e[4];
  for (int i = 0; i < 4; i++) e[i] = whole(E, i == k);
  return shaped(pack(E, 4, e), 2, 2);
}

/* Positive definite: diagonal entries from 4 on, the other below 4. */
static arr grid_matrix(arith *E, long n, int values) {
  arr a = whole(E, 4 + n % values), c = whole(E, n / values % values);
  arr b = whole(E, 4 + n / values / values % values);
  return shaped(pack(E, 4, (arr[]){ a, c, c, b }), 2, 2);
}

static arr damping(arr X) { return add(eye(X->in, 2), times(X, 2, 1)); }

static arr second_term(arr inverted, arr S, arr A, arr V) {
  return times(product(S, transpose(A), solve(inverted, dot(S, transpose(V)))), 2, 1);
}

typedef struct {
  arr S, M, A, V;
} point;

static bool is_the_transpose(point p) {
  arr first = times(product(p.V, p.S, solve(damping(dot(p.M, p.S)), dot(p.A, p.S))), 2, 1);
  return equal(transpose(first), second_term(damping(dot(p.S, p.M)), p.S, p.A, p.V)) == YES;
}

static bool is_off_by(point p, long four) {
  arr printed_ = damping(dot(p.M, p.S)), true_ = damping(dot(p.S, p.M));
  arr off = sub(second_term(printed_, p.S, p.A, p.V), second_term(true_, p.S, p.A, p.V));
  arr stated = product(p.S, transpose(p.A), commutator(p.S, p.M), p.S, transpose(p.V));
  return equal(mul(determinant(printed_), off), times(stated, four, 1)) == YES;
}

static void measure(run *here) {
  arith *E = arithmetic(here);
  long transposes = 0, distances = 0, points = 0, four = instead(here, "2 for 4", 4, 2);
  for (long n = 0; n < 64; n++)
    for (long m = 0; m < 8; m++)
      for (long k = 0; k < 16; k++, points++) {
        arr S = grid_matrix(E, n, 4), M = grid_matrix(E, m, 2);
        point p = { S, M, unit_matrix(E, (int)(k % 4)), unit_matrix(E, (int)(k / 4)) };
        transposes += !is_the_transpose(p);
        distances += !is_off_by(p, four);
      }
  is(here, "points where the corrected term is not the transpose", transposes, 0);
  is(here, "points where the printed term is off by something else", distances, 0);
  remark(here, "two polynomial identities, on a grid of %ld points", points);
}

static bool all_but_exact(number kind) { return kind != EXACT; }

PROOF(udt_P4_11) = {
  .title = "how far the printed L2 equation is off, in the plane",
  .kind = PROPOSITION,
  .where = "Proposition 4.11, eq. (4.3)",
  .says = "the second term of (4.3) is off by 4ΣAᵀ(ΣKᵀK − KᵀKΣ)ΣVᵀ/det(I + 2KᵀKΣ): for invertible "
          "A and V it is right if "
          "and only if Σ commutes with KᵀK",
  .proves = "udt-P4.11(4.3)",
  .over = "all Σ ≻ 0, K, Q and V of the plane",
  .standing = HOLDS,
  .origin = DERIVED,
  .at_least = PROVED,
  .unable = all_but_exact,
  .measure = measure,
  .controls = { { "2 for 4" } },
};
