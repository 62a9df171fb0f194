/*. # The softmax of a sum is a product of experts
 *
 *  Two score matrices $z$, $s$ give two experts, their softmaxes along an axis. Since
 *  $e^{z+s}=e^ze^s$, the softmax of the sum is the entrywise product of the experts, renormalised along
 *  the same axis:
 *
 *  $$\mathrm{softmax}_i(z+s)_{ij}=\mu_j\,z^-_{ij}s^-_{ij},\qquad
 *  \mu_j=\Big(\sum_kz^-_{kj}s^-_{kj}\Big)^{-1}.$$
 *
 *  The identity holds for any number of experts and for rectangular matrices, and $\mu_j\ge1$: a sum of
 *  products of probabilities is at most one.
 *
 *  It is also where double precision dies quietly. If the experts put their mass on different entries,
 *  every product underflows and the quotient is $0/0$, while the answer is of order one: at scores
 *  $\pm800$ the exponents are beyond double and well inside MPFR. That instance announces its loss.
 */
#include "claim/claim.h"
#include "prob/prob.h"

typedef arr (*axis)(arr scores);

static arr along_columns(arr x) { return row(sum_columns(x)); }
static arr along_rows(arr x) { return column(sum_rows(x)); }

static arr normalised(arr x, axis sum) { return over(x, sum(x)); }
static arr left_as_it_is(arr x, axis sum) {
  (void)sum;
  return x;
}

/* The softmax without a shift, as in the definition (46), (47). */
static arr from_the_definition(arr scores, axis sum) { return normalised(expo(scores), sum); }

static void compare(run *here, axis soft, axis sum, axis other_sum) {
  arr z = input(here, "z"), s = input(here, "s"), r = input(here, "r");
  arr (*renormalise)(arr, axis) = instead(here, "normaliser dropped", normalised, left_as_it_is);
  axis along = instead(here, "normalised along the other axis", sum, other_sum);
  arr two = mul(soft(z), soft(s)), three = mul(two, soft(r));
  equals(here, "two experts", renormalise(two, along), from_the_definition(add(z, s), sum));
  equals(here, "three experts", renormalise(three, along),
         from_the_definition(add(add(z, s), r), sum));
  at_most(here, "sum of a product of experts", greatest(sum(two)), whole(z->in, 1));
}

static void measure_columns(run *here) {
  compare(here, softmax_columns, along_columns, along_rows);
}
static void measure_rows(run *here) { compare(here, softmax, along_rows, along_columns); }
static void measure_both(run *here) {
  part(here, "the i-axis");
  measure_columns(here);
  part(here, "the j-axis");
  measure_rows(here);
}

static arr experts_apart(run *here) {
  arr z = input(here, "z"), s = input(here, "s");
  return norm(sub(softmax(z), softmax(s)));
}

static void any_scores(draw *d) {
  int n = (int)draw_whole(d, 2, 5), m = (int)draw_whole(d, 2, 5);
  set(d, "z", times(draw_dyadic(d, n, m), 4, 1));
  set(d, "s", times(draw_dyadic(d, n, m), 4, 1));
  set(d, "r", draw_dyadic(d, n, m));
}

#define EXPERT_INPUTS                                                                          \
  {                                                                                            \
    { "z", "n,m", REAL, "scores of one expert" }, { "s", "n,m", REAL, "scores of another" }, { \
      "r", "n,m", REAL, "and of a third"                                                       \
    }                                                                                          \
  }
#define EXPERT_INSTANCES                                                             \
  {                                                                                  \
    { "four tokens",                                                                 \
      { "z = 12/5 -7/3 1/2 0; 1/7 3 -2 5/4; -1 4/3 9/5 -5/2; 0 -1/3 2/9 7/6",        \
        "s = -3/2 1/4 8/3 1; 2 -1 5/7 -4/3; 1/6 0 -2 3; 7/5 -9/4 1/3 1/8",           \
        "r = 1 0 -1 1/2; 3/4 -2 1/5 0; -1/3 2 1/9 -7/4; 5/6 1 -1/2 2" } },           \
    {                                                                                \
      "experts that exclude each other", {                                           \
        "z = 800 0; -800 0; 0 3", "s = -800 1; 800 0; 0 -2", "r = 0 1; 1/2 0; 0 1/3" \
      }                                                                              \
    }                                                                                \
  }

CLAIM(dac_TA_2) = {
  .title = "product-of-experts identity for softmax",
  .kind = THEOREM,
  .where = "Theorem A.2, eqs. (48)-(51)",
  .says = "the i-axis softmax of the sum z + s is μ_j⁻ z_ij⁻ s_ij⁻ with μ_j⁻ = (Σ_k z_kj⁻ "
          "s_kj⁻)⁻¹; an analogous identity holds for the j-axis softmax",
  .inputs = EXPERT_INPUTS,
  .instances = EXPERT_INSTANCES,
  .draw = any_scores,
  .visible = { { "distance of the experts", experts_apart } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .least_bits = 64,
  .parts = { { "the i-axis", HOLDS, "softmax_i⁻(z_ij + s_ij) = μ_j⁻ z_ij⁻ s_ij⁻", NULL, NO_ERRATUM,
               PRINTED },
             { "the j-axis", HOLDS, "softmax_j⁺(z_ij + s_ij) = μ_i⁺ z_ij⁺ s_ij⁺", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_both,
  .controls = { { "normaliser dropped" }, { "normalised along the other axis" } },
};

CLAIM(dac_LC_5) = {
  .title = "row-softmax product of experts",
  .kind = LEMMA,
  .where = "Lemma C.5, eq. (69)",
  .says = "softmax_j⁺(x_ij + y_ij) = A_ij B_ij / Σ_ℓ A_iℓ B_iℓ",
  .inputs = EXPERT_INPUTS,
  .instances = EXPERT_INSTANCES,
  .draw = any_scores,
  .visible = { { "distance of the experts", experts_apart } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .least_bits = 64,
  .uses = { "dac-TA.2" },
  .measure = measure_rows,
  .controls = { { "normaliser dropped" }, { "normalised along the other axis" } },
};
