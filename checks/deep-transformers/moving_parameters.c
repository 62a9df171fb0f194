/*. # Parameters that move
 *
 *  For parameters that depend on time the proof adds the continuity of $\Gamma_{\mu,A,V}$ in $A$ and $V$,
 *
 *  $$|\Gamma_{\mu,A_1,V}(x)-\Gamma_{\mu,A_2,V}(x)|\le2\|V\|\|A_1-A_2\|R^2|x|\,e^{(\|A_1\|+\|A_2\|)R|x|} .$$
 *
 *  It holds, and no exponential is needed. By $D_A\Gamma[\dot A]=V\,\mathrm{Var}_x(\dot Ax)$ and Lemma B.1 the mean value
 *  theorem gives $\|V\|\|A_1-A_2\|R^2|x|$, which is nearly attained by two opposite points and small $A$; half
 *  of it is too little. On the way the text has $|e^{x^\top A_i^\top y}|\ge e^{\|A_i\|R|x|}$, which is false
 *  already for $y=0$; a minus is missing, and with it the printed bound follows. (A single sign: it may have
 *  been lost between the paper and the text that was read.)
 */
#include "claim/claim.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr farthest(arr X) { return root(greatest(sum_rows(square(X)))); }

static arr field_with(arr A, arr V, arr x, arr Y, arr p) {
  return dot(V, dot(softmax(add(dot(Y, dot(A, x)), ln(p))), Y));
}

static void measure_parameters(run *here) {
  arr A1 = input(here, "A1"), A2 = input(here, "A2"), V1 = input(here, "V1"),
      V2 = input(here, "V2");
  arr Y = input(here, "Y"), p = input(here, "p"), x = input(here, "x"), R = farthest(Y);
  arr v = operator_norm(V1),
      near_ = mul(mul(v, operator_norm(sub(A1, A2))), mul(square(R), norm(x)));
  arr Rx = mul(R, norm(x)), both = add(operator_norm(A1), operator_norm(A2));
  arr change = norm(sub(field_with(A1, V1, x, Y, p), field_with(A2, V1, x, Y, p)));
  part(here, "in A and V");
  at_most(here, "change with A", change, mul(times(near_, 2, 1), expo(mul(both, Rx))));
  arr off = sub(field_with(A2, V1, x, Y, p), field_with(A2, V2, x, Y, p));
  equals(here, "change with V, and the field of the difference", off,
         field_with(A2, sub(V1, V2), x, Y, p));
  at_most(here, "change with V", norm(off), mul(operator_norm(sub(V1, V2)), R));
  part(here, "without the exponential");
  at_most(here, "change with A, mean value theorem", change,
          instead(here, "half of it", near_, times(near_, 1, 2)));
  part(here, "a step of the proof");
  arr reach = mul(operator_norm(A1), Rx);
  for (int i = 0; i < Y->rows; i++)
    at_most(here, "exponential, from below",
            instead(here, "as printed", expo(neg(reach)), expo(reach)),
            expo(dot(dot(A1, x), row_at(Y, i))));
}

static void any_parameters(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  set(d, "A1", draw_dyadic(d, 2, 2));
  set(d, "A2", draw_dyadic(d, 2, 2));
  set(d, "V1", draw_dyadic(d, 2, 2));
  set(d, "V2", draw_dyadic(d, 2, 2));
  set(d, "Y", add(given(draw_arithmetic(d), "1 1/3;"), draw_dyadic(d, n, 2)));
  set(d, "p", draw_probability(d, n));
  set(d, "x", draw_dyadic(d, 2, 0));
}

static arr change_of_A(run *here) { return norm(sub(input(here, "A1"), input(here, "A2"))); }

CLAIM(udt_EB_4) = {
  .title = "continuity in the parameters",
  .kind = FORMULA,
  .where = "Appendix B.4",
  .says = "|Γ_{μ,A₁,V₁} − Γ_{μ,A₂,V₁}| ≤ 2‖V₁‖₂‖A₁ − A₂‖₂R²|x|e^((‖A₁‖₂ + ‖A₂‖₂)R|x|), "
          "|Γ_{μ,A₂,V₁} − Γ_{μ,A₂,V₂}| ≤ ‖V₁ − V₂‖₂R",
  .sentence = "Holds, and ‖V₁‖‖A₁ − A₂‖R²|x| is enough; an auxiliary inequality has lost a minus.",
  .remains = "Both estimates; with the minus the printed argument is complete.",
  .inputs = { { "A1", "d,d", REAL, "KᵀQ" },
              { "A2", "d,d", REAL, "KᵀQ of another time" },
              { "V1", "d,d", REAL, "values" },
              { "V2", "d,d", REAL, "values of another time" },
              { "Y", "n,d", REAL, "atoms" },
              { "p", "n", PROBABILITY, "their masses" },
              { "x", "d", REAL, "a token" } },
  .instances = { { "four atoms in the plane",
                   { "A1 = 1 1/2; -1/3 1", "A2 = 2/3 -1; 1/2 1/4", "V1 = 1/2 -1; 1/3 3/4",
                     "V2 = 1 0; -1/2 2/3", "Y = 1 0; -1/2 3/2; 1/3 -1; -1 -1",
                     "p = 1/8 3/8 1/4 1/4", "x = 1/2 -2/3" } },
                 { "opposite points, small A",
                   { "A1 = 3/50 0; 4/50 1/100", "A2 = -3/100 0; -4/100 1/100", "V1 = 4/3 0; 0 4/3",
                     "V2 = 1 0; 1/5 2", "Y = 9/10 6/5; -9/10 -6/5", "p = 1/2 1/2",
                     "x = 1/4 0" } } },
  .draw = any_parameters,
  .visible = { { "change of A", change_of_A } },
  .standing = HOLDS,
  .erratum = PROOF_STEP,
  .at_least = CERTIFIED,
  .uses = { "udt-LB.1" },
  .parts = { { "in A and V", HOLDS, "the two printed estimates", NULL, NO_ERRATUM, PRINTED },
             { "without the exponential", HOLDS, "‖V₁‖₂‖A₁ − A₂‖₂R²|x| is enough", NULL, NO_ERRATUM,
               DERIVED },
             { "a step of the proof", CORRECTED, "|e^(xᵀA_iᵀy)| ≥ e^(‖A_i‖₂R|x|)",
               "|e^(xᵀA_iᵀy)| ≥ e^(−‖A_i‖₂R|x|)", PROOF_STEP, PRINTED } },
  .measure = measure_parameters,
  .controls = { { "as printed" }, { "half of it", "opposite points, small A" } },
};
