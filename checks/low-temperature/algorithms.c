/*. # The two algorithms
 *
 *  Algorithm 1 takes an explicit Euler step of the token equation along the tangent plane, and scales every token back to
 *  the sphere; Algorithm 2 does so with $B^\top x/|B^\top x|$ in place of the mean. Both are run beside the flows
 *  they discretise, which know nothing of them: they are of first order. A step before the scaling has squared
 *  length exactly $1+\Delta t^2|\mathrm P_xVm|^2$.
 *
 *  As printed, line 5 of Algorithm 1 writes $x_i$ while later tokens are still to be moved, so they see a token that
 *  has moved. Whether all tokens move at once or in turn makes a difference of first order in $\Delta t$, as large as the error
 *  of either, and none in the limit. Both readings are run.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/sphere.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* Lines 3 to 6 for one token x among the rows of X; with = { V, B, beta, time step }. */
static arr moved(arr x, arr X, const arr *with) {
  arr w = softmax(mul(with[2], product(X, transpose(with[1]), x))), pull = dot(with[0], dot(w, X));
  arr ahead = add(x, mul(with[3], sub(pull, mul(dot(x, pull), x))));
  return over(ahead, norm(ahead));
}

static arr in_turn(const arr *with, int i, arr X) {
  (void)i;
  for (int k = 0; k < X->rows; k++) {
    arr before = k ? rows_from(X, 0, k) : NULL, x = row(moved(row_at(X, k), X, with));
    arr after = k + 1 < X->rows ? rows_from(X, k + 1, X->rows - k - 1) : NULL;
    X = before ? stack(before, x) : x;
    X = after ? stack(X, after) : X;
  }
  return X;
}

static arr at_once(const arr *with, int i, arr X) {
  return attention_step((arr[]){ with[0], with[1], with[2], no_log_masses(X), with[3] }, i, X);
}

typedef arr (*step)(const arr *with, int i, arr X);

/* Errors against `end` after n = 64, 128 and 256 steps; `beside`: against what another scheme makes of it. */
static void first_order(run *here, const char *what, step one, step beside, arr X, arr T, arr end,
                        arr *with) {
  arr gauges = NULL, offs = NULL, zero = whole(X->in, 0);
  for (int n = 64; n <= 256; n *= 2) {
    with[3] = times(T, 1, n);
    arr Y = iterate(n, one, X, with), limit = beside ? iterate(n, beside, X, with) : end;
    arr off = norm(sub(Y, limit)), gauge = rat(X->in, 1, n);
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    offs = offs ? stack(offs, off) : flat(off);
  }
  tends(here, what, gauges, offs, zero, whole(X->in, 1), rat(X->in, 1, 8));
}

static void measure_tangent_step(run *here, arr X, arr h, const arr *with) {
  arr field_[] = { with[0], with[1], with[2], no_log_masses(X) };
  arr F = sphere_attention(h, X, field_), ahead = add(X, mul(h, F)), one = whole(h->in, 1);
  equals(here, "the step, scaled back", unit_rows(ahead), at_once(with, 0, X));
  ahead = instead(here, "a step that is not tangent", ahead, add(ahead, mul(h, X)));
  arr stated = add(one, mul(square(h), sum_rows(square(F))));
  equals(here, "squared lengths before the scaling", sum_rows(square(ahead)), stated);
}

static void measure_first(run *here) {
  arr X = unit_rows(input(here, "X")), V = input(here, "V"), B = input(here, "B");
  arr beta = input(here, "beta"), T = input(here, "T");
  arr end = flow(sphere_attention, X, T, V, B, beta, no_log_masses(X));
  arr h = times(T, 1, 8), plain[] = { V, B, beta, h };
  arr with[] = { V, instead(here, "B' for B", B, transpose(B)), beta, h };
  part(here, "a step");
  measure_tangent_step(here, X, h, plain);
  equals(here, "lengths after it", sum_rows(square(in_turn(with, 0, X))),
         wholes(column_at(X, 0), 1));
  equals(here, "the first token, in turn as at once", row_at(in_turn(with, 0, X), 0),
         row_at(at_once(plain, 0, X), 0));
  if (arith_kind(X->in) == BALL) return;
  part(here, "first order");
  first_order(here, "tokens in turn, off the flow", in_turn, NULL, X, T, end, with);
  first_order(here, "tokens at once, off the flow", at_once, NULL, X, T, end, with);
  first_order(here, "in turn, off at once", in_turn, at_once, X, T, end, with);
}

static arr asymmetry_of_B(run *here) {
  arr B = input(here, "B");
  return norm(sub(B, transpose(B)));
}

static truth invertible(run *here) {
  arr B = exact_input(here, "B");
  return equal(determinant(B), whole(B->in, 0)) == YES ? NO : YES;
}

static void any_tokens(draw *d) {
  int n = (int)draw_whole(d, 2, 3), m = (int)draw_whole(d, 2, 4);
  arith *E = draw_arithmetic(d);
  arr ones = filled(E, m, 1, whole(E, 1)), first = row(row_at(eye(E, n), 0));
  set(d, "X", add(times(draw_dyadic(d, m, n), 1, 2), dot(ones, times(first, 3, 2))));
  set(d, "V", draw_dyadic(d, n, n));
  set(d, "B", add(times(draw_dyadic(d, n, n), 1, 4), times(eye(E, n), 5, 4)));
  set(d, "beta", draw_between(d, 2, 6, 4));
  set(d, "T", draw_between(d, 2, 4, 16));
}

CLAIM(low_AL1) = {
  .title = "Algorithm 1 is an Euler scheme for the token equation",
  .kind = ALGORITHM,
  .where = "Appendix C.1, Algorithm 1",
  .says = "We provide pseudocode for the employed Euler discretization of (1): xᵢ ← xᵢ + Δt "
          "P_{xᵢ}Vmᵢ, xᵢ ← xᵢ/‖xᵢ‖",
  .sentence = "Holds, of first order, with the tokens moved in turn as printed or all at once; the "
              "two differ at first "
              "order too.",
  .inputs = { { "X", "n,d", REAL, "tokens, scaled to the sphere" },
              { "V", "d,d", REAL, "values" },
              { "B", "d,d", REAL, "query-key matrix" },
              { "beta", "", POSITIVE, "inverse temperature" },
              { "T", "", POSITIVE, "time" } },
  .instances = { { "three tokens in space",
                   { "X = 1 1/2 -1/3; 2 -1 1; 1/2 1 3/2", "V = 1 -1/2 1/3; 2/3 0 1; -1 1/2 -1",
                     "B = 1 -1 1/2; 2 0 1/3; -1 1 1", "beta = 2", "T = 1/8" } },
                 { "four tokens on the circle",
                   { "X = 1 0; 1/2 1; -1 2; -1 -1/3", "V = 1 -1; 2 1/2", "B = 0 1; -1 1/2",
                     "beta = 3/2", "T = 1/8" } } },
  .draw = any_tokens,
  .draws = 1,
  .standing = HOLDS,
  .at_least = RESOLVED,
  .uses = { "low-E1" },
  .visible = { { "B - B'", asymmetry_of_B } },
  .parts = { { "a step", HOLDS, "a tangent step, scaled back: |x + Δt Px|² = 1 + Δt²|Px|²", NULL,
               NO_ERRATUM, PRINTED },
             { "first order", HOLDS, "in turn or at once, of first order in Δt", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_first,
  .controls = { { "B' for B" }, { "a step that is not tangent" } },
};

/*. ## Zero temperature is not hardmax
 *
 *  "Formally setting $\beta=\infty$ in (1) amounts to replacing the softmax function by a hardmax function. In the
 *  finite-particle case, however, this does not recover Algorithm 2." The mean tends to the token with the
 *  best score like $e^{-\beta\Delta}$, $\Delta$ the lead over the second. For one token that is the token itself: the hardmax step follows $V$,
 *  Algorithm 2 follows $VB^\top$, and with $B=-\mathrm{Id}$ they go opposite ways.
 *
 *  They agree again when the tokens are dense. On the circle, $n$ tokens at equal distances: the best score is
 *  that of the token nearest to $B^\top x/|B^\top x|$, at most half a spacing away, so the two fields differ by
 *  at most $2\|V\|\sin\frac{\pi}{2n}$.
 */
static int best_of(arr scores) {
  int best = 0;
  for (int j = 1; j < scores->rows; j++)
    if (approx(scores, j, 0) > approx(scores, best, 0)) best = j;
  return best;
}

static arr scores_of(arr x, arr X, arr B) { return product(X, transpose(B), x); }

/* The token with the best score, and its lead. */
static arr hardmax(arr x, arr X, arr B) { return row_at(X, best_of(scores_of(x, X, B))); }

static arr lead_at(arr x, arr X, arr B) {
  arr scores = scores_of(x, X, B), lead = NULL;
  int best = best_of(scores);
  for (int j = 0; j < X->rows; j++) {
    if (j == best) continue;
    arr gap = sub(item(scores, best), item(scores, j));
    lead = lead ? lesser_of(lead, gap) : gap;
  }
  return lead;
}

static arr tangent_at(arr x, arr y) { return sub(y, mul(dot(x, y), x)); }
static arr zero_temperature_at(arr x, arr V, arr B) {
  return row_at(zero_temperature(x, row(x), (arr[]){ V, B }), 0);
}

static void measure_freezing(run *here, arr X, arr V, arr B) {
  arr x = row_at(X, 0), lead = lead_at(x, X, B), best = hardmax(x, X, B), gauges = NULL,
      offs = NULL;
  for (int k = 10; k <= 30; k += 10) {
    arr beta = over(whole(X->in, k), lead), e = expo(neg(mul(beta, lead)));
    arr off = norm(sub(dot(softmax(mul(beta, scores_of(x, X, B))), X), best));
    gauges = gauges ? stack(gauges, e) : flat(e);
    offs = offs ? stack(offs, off) : flat(off);
  }
  arr zero = whole(X->in, 0), one = whole(X->in, 1);
  tends(here, "mean, off the token with the best score", gauges, offs, zero, one, rat(X->in, 1, 8));
  arr keys = instead(here, "B for B'", transpose(B), B),
      nearest = over(dot(keys, x), norm(dot(keys, x)));
  attains(here, "best score on the whole sphere", product(x, B, nearest),
          norm(dot(transpose(B), x)));
  apart(here, "field by hardmax, and of Algorithm 2", tangent_at(x, dot(V, best)),
        tangent_at(x, dot(V, nearest)));
}

static void measure_one_token(run *here, arr x, arr V) {
  arr minus = neg(eye(x->in, x->rows)), own = tangent_at(x, dot(V, x));
  equals(here, "one token by hardmax", tangent_at(x, dot(V, hardmax(x, row(x), minus))), own);
  equals(here, "one token by Algorithm 2, B = -Id", zero_temperature_at(x, V, minus), neg(own));
}

/* n tokens at equal distances, from an angle that no symmetry explains. */
static arr ring(arith *N, int n) {
  arr all = NULL, tilt = rat(N, 1, 3), turn = times(constant_pi(N), 2, n);
  for (int j = 0; j < n; j++) {
    arr angle = add(tilt, times(turn, j, 1)), x = row(stack(cosine(angle), sine(angle)));
    all = all ? stack(all, x) : x;
  }
  return all;
}

static void measure_dense(run *here, arr V, arr B) {
  arith *N = V->in;
  arr V2 = rows_from(transpose(rows_from(transpose(V), 0, 2)), 0, 2);
  arr B2 = rows_from(transpose(rows_from(transpose(B), 0, 2)), 0, 2);
  for (int n = 8; n <= 128; n *= 4) {
    arr X = ring(N, n),
        half = times(constant_pi(N), 1, instead(here, "a quarter of the spacing", 2 * n, 4 * n));
    arr worst = whole(N, 0), bound = times(mul(operator_norm(V2), sine(half)), 2, 1);
    for (int i = 0; i < n; i++) {
      arr x = row_at(X, i), near_ = tangent_at(x, dot(V2, hardmax(x, X, B2)));
      worst = greater_of(worst, norm(sub(near_, zero_temperature_at(x, V2, B2))));
    }
    at_most(here, "hardmax over a ring, off Algorithm 2", worst, bound);
  }
}

static arr euler_at_zero(const arr *with, int i, arr X) {
  return zero_temperature_step((arr[]){ with[0], with[1], NULL, NULL, with[3] }, i, X);
}

static void measure_second(run *here) {
  arr X = unit_rows(input(here, "X")), V = input(here, "V"), B = input(here, "B"),
      T = input(here, "T");
  part(here, "not hardmax");
  measure_freezing(here, X, V, B);
  measure_one_token(here, row_at(X, 0), V);
  part(here, "dense tokens");
  measure_dense(here, V, B);
  if (arith_kind(X->in) == BALL) return;
  part(here, "Algorithm 2");
  arr with[] = { V, instead(here, "B for B'", B, transpose(B)), T, NULL };
  first_order(here, "tokens, off the flow of (3)", euler_at_zero, NULL, X, T,
              flow(zero_temperature, X, T, V, B), with);
}

static truth no_ties(run *here) {
  arr X = unit_rows(input(here, "X")), lead = lead_at(row_at(X, 0), X, input(here, "B"));
  return lt(whole(lead->in, 0), lead);
}

static bool not_exact(number kind) { return kind == EXACT; }

CLAIM(low_AL2) = {
  .title = "Algorithm 2, and what setting β = ∞ in Algorithm 1 gives",
  .kind = ALGORITHM,
  .where = "Appendix C.1, Algorithm 2",
  .says = "formally setting β = ∞ in (1) amounts to replacing the softmax function by a hardmax "
          "function. In the "
          "finite-particle case, however, this does not recover Algorithm 2",
  .sentence = "Holds: one token goes the opposite way if B = −Id; dense tokens make up for it.",
  .inputs = { { "X", "n,d", REAL, "tokens, scaled to the sphere" },
              { "V", "d,d", REAL, "values" },
              { "B", "d,d", REAL, "query-key matrix, invertible" },
              { "T", "", POSITIVE, "time" } },
  .hypotheses = { { "B is invertible", invertible },
                  { "the first token has one best score", no_ties } },
  .instances = { { "three tokens in space",
                   { "X = 1 2 2; 2 -2 1; 2 3 -6", "V = 1 -1/2 1/3; 2/3 0 1; -1 1/2 -1",
                     "B = 1 -1 1/2; 2 0 1/3; -1 1 1", "T = 1/8" } },
                 { "nearly the widest spacing",
                   { "X = 3 4; 4 -3; -4 3", "V = 1 0; 0 1/2", "B = 12/13 -5/13; 5/13 12/13",
                     "T = 1/8" } } },
  /* not drawn: a limit in beta is seen where the scores are well apart */
  .standing = HOLDS,
  .at_least = RESOLVED,
  .unable = not_exact,
  .uses = { "low-AL1", "low-E3" },
  .visible = { { "B - B'", asymmetry_of_B } },
  .parts = { { "not hardmax", HOLDS, "the limit β → ∞ is hardmax, and differs from Algorithm 2",
               NULL, NO_ERRATUM, PRINTED },
             { "dense tokens", HOLDS,
               "on a ring of n tokens the fields differ by at most 2‖V‖ sin(π/2n)", NULL,
               NO_ERRATUM, DERIVED },
             { "Algorithm 2", HOLDS, "an Euler scheme for (3), of first order", NULL, NO_ERRATUM,
               PRINTED } },
  .measure = measure_second,
  .controls = { { "a quarter of the spacing", "nearly the widest spacing" }, { "B for B'" } },
};
