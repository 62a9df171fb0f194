/*. # From the bidivergence to attention
 *
 *  The paper splits a squared distance into two halves. With tokens $x_i$ in the rows of $R$, a
 *  query-key matrix $W=W^{(Q)}W^{(K)}$ and $\mathcal G_{ij}=x_i^\top Wx_j$, they are
 *
 *  $$d^{\to}_{ij}=\mathcal G_{jj}-\mathcal G_{ij},\qquad d^{\leftarrow}_{ij}=\mathcal G_{ii}-\mathcal G_{ji},$$
 *
 *  and the forward operator is $A^+=\mathrm{softmax}_j(-\beta d^{\to}_{ij})$. Three lines after (8) conclude
 *  that $A^+=\mathrm{softmax}_j(\beta QK^\top)$, "because of the shift-invariance of softmax". Softmax over
 *  $j$ is invariant under terms that depend on $i$; the term dropped is $\mathcal G_{jj}$, which depends
 *  on $j$. What remains true is
 *
 *  - $A^+=\mathrm{softmax}_j(\beta\mathcal G_{ij}-\beta\mathcal G_{jj})$: attention with a penalty on long keys;
 *  - $\mathrm{softmax}_j(\beta QK^\top)=\mathrm{softmax}_j(-\beta(\mathcal G_{ii}-\mathcal G_{ij}))$: the query term may
 *    be subtracted;
 *  - $\mathrm{softmax}_i(-\beta d^{\to}_{ij})=\mathrm{softmax}_i(\beta QK^\top)$: along the other axis the
 *    argument is right;
 *  - $\mathrm{softmax}_j(-\beta d^{\leftarrow}_{ij})=\mathrm{softmax}_j(\beta(QK^\top)^\top)$: so exchanging the two
 *    halves between (7) and (8) repairs both;
 *  - equality as printed when all $\mathcal G_{jj}$ agree, as for unit vectors and a rotation $W$; otherwise
 *    the two rows differ in total variation by at most $\frac{\sqrt k-1}{\sqrt k+1}$ with
 *    $k=e^{\beta(\max_j\mathcal G_{jj}-\min_j\mathcal G_{jj})}$, a bound that two tokens attain.
 */
#include "claim/claim.h"
#include "prob/prob.h"

static arr scores(run *here) {
  arr R = input(here, "R");
  return product(R, input(here, "WQ"), input(here, "WK"), transpose(R));
}

static arr forward_half(arr G) { return sub(row(diagonal_of(G)), G); }
static arr backward_half(arr G) { return sub(column(diagonal_of(G)), transpose(G)); }

static arr key_penalised(arr beta, arr G) {
  return softmax(sub(mul(beta, G), mul(beta, row(diagonal_of(G)))));
}
static arr dot_product(arr beta, arr G) { return softmax(mul(beta, G)); }

static arr cool(arr beta, arr d) { return neg(mul(beta, d)); }

static arr variation_bound(arr beta, arr G) {
  arr lengths = diagonal_of(G), gap = sub(greatest(lengths), least(lengths)), one = whole(G->in, 1);
  arr k = expo(times(mul(beta, gap), 1, 2));
  return over(sub(k, one), add(k, one));
}

/* Of every two rows. */
static arr total_variation(arr P, arr Q) { return times(sum_rows(absolute(sub(P, Q))), 1, 2); }

/* Two tokens whose scores differ by half the penalty: it turns them round. */
static arr variation_of_two(arr beta, arr G) {
  arr lengths = diagonal_of(G),
      half = times(mul(beta, sub(greatest(lengths), least(lengths))), 1, 2);
  arr zero = whole(G->in, 0), before = softmax(stack(zero, half)),
      after = softmax(stack(zero, neg(half)));
  return item(total_variation(row(before), row(after)), 0);
}

static void measure(run *here) {
  arr G = scores(here), beta = input(here, "beta");
  arr A = softmax(cool(beta, forward_half(G))), plain = dot_product(beta, G);
  arr (*stated)(arr, arr) = instead(here, "as printed", key_penalised, dot_product);
  equals(here, "the forward operator", A, stated(beta, G));
  equals(here, "query term subtracted", softmax(cool(beta, sub(column(diagonal_of(G)), G))), plain);
  equals(here, "along the other axis", softmax_columns(cool(beta, forward_half(G))),
         softmax_columns(mul(beta, G)));
  equals(here, "the other half", softmax(cool(beta, backward_half(G))),
         dot_product(beta, transpose(G)));
  equals(here, "the two operators are transposes", softmax_columns(cool(beta, backward_half(G))),
         transpose(A));
  arr variation = total_variation(A, plain), bound = variation_bound(beta, G);
  at_most(here, "total variation of the two rows", greatest(variation), bound);
  attains(here, "the same for two tokens that balance the penalty", variation_of_two(beta, G),
          bound);
}

/* Zero would hide the dropped term. */
static arr key_length_gap(run *here) {
  arr lengths = diagonal_of(scores(here));
  return sub(greatest(lengths), least(lengths));
}

static void any_tokens(draw *d) {
  int n = (int)draw_whole(d, 3, 6), k = (int)draw_whole(d, 1, 3);
  set(d, "R", draw_dyadic(d, n, 3));
  set(d, "WQ", draw_dyadic(d, 3, k));
  set(d, "WK", draw_dyadic(d, k, 3));
  set(d, "beta", draw_between(d, 1, 8, 4));
}

CLAIM(dac_R3_8) = {
  .title = "reduction of the forward operator to softmax(βQKᵀ)",
  .kind = FORMULA,
  .where = "Section 3.1, the three-line derivation after eq. (8)",
  .says = "A⁺_ij = softmax_j⁺(−βd_ij^→) = softmax_j⁺(βQKᵀ)",
  .correction = "softmax_j(−βd_ij^→) = softmax_j(β𝒢_ij − β𝒢_jj), attention with a key-norm "
                "penalty; softmax_j(−βd_ij^←) = softmax_j(β(QKᵀ)ᵀ)",
  .sentence = "False as printed unless all 𝒢_jj agree: the dropped term depends on j, and softmax "
              "over j is invariant only to terms in i.",
  .remains = "The reduction along the other axis, and with the two halves exchanged between (7) "
             "and (8).",
  .inputs = { { "R", "n,d", REAL, "tokens, by rows" },
              { "WQ", "d,k", REAL, "query weights" },
              { "WK", "k,d", REAL, "key weights" },
              { "beta", "", POSITIVE, "inverse temperature" } },
  .instances = { { "four points in the plane",
                   { "R = 1 0; 0 1; -1 1/2; 1/2 -3/2", "WQ = 1 1/2; -1/3 3/4", "WK = 1 0; 0 1",
                     "beta = 1/2" } },
                 { "one head of rank one",
                   { "R = 1 -1 1/2; 2/3 1 0; -1/4 1/5 2; 0 1/3 -1; 3/2 1/7 1", "WQ = 1; -1/2; 2/3",
                     "WK = 3/4 1 -1/3;", "beta = 7/5" } } },
  .draw = any_tokens,
  .visible = { { "gap of the key lengths", key_length_gap } },
  .standing = CORRECTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .measure = measure,
  .controls = { { "as printed" } },
};
