/*. # What attention alone does not reach
 *
 *  Theorem 7.2 says that every continuous $\mathcal T^*:\mathcal P(\Omega)\times\Omega\to\mathbb R^d$ is a
 *  uniform limit of mappings $\mathcal T_\theta$. The source proves it for transformers with MLP layers.
 *  The survey defines $\mathcal T_\theta$ as the flow of (28) up to $t=1$, and has said of (28): "Note that
 *  for simplicity, we omit the MLP and normalization layers in the transformer and assume a single head
 *  per attention layer." With the simplification the theorem is lost. Three things are true of every
 *  $\mathcal T_\theta$, and of every uniform limit, because each is an equality or a weak inequality
 *  between values:
 *
 *  - **It is odd.** Scores are bilinear and values linear, so a mirrored token in the mirrored cloud has
 *    the mirrored velocity: $\mathcal T_\theta(\bar\alpha,-x)=-\mathcal T_\theta(\alpha,x)$ with $\bar\alpha$
 *    the image of $\alpha$ under $y\mapsto-y$. Hence, for symmetric $\Omega$,
 *    $$\sup|\mathcal T^*-\mathcal T_\theta|\ \ge\ \tfrac12\big|\mathcal T^*(\alpha,x)+\mathcal T^*(\bar\alpha,-x)\big|,$$
 *    which is $|c|$ for a constant $\mathcal T^*=c$. More heads do not help, nor do layers in place of
 *    the flow: sums and compositions of odd maps are odd.
 *  - **On a Dirac it is a translation.** A cloud of one point pulls every token by the same $V_ty$, so
 *    $\mathcal T_\theta(\delta_y,x)=x+(\Phi-\mathrm{Id})y$ with $\dot\Phi=V_t\Phi$. In particular
 *    $\mathcal T_\theta(\delta_0,x)=x$ whatever $\theta$ is: a target that moves a token $x$ in the
 *    company of the origin is missed by that much.
 *  - **On the line it keeps the order** of tokens that feel the same cloud, because they follow one
 *    field with unique solutions. With $\Omega=[-1,1]$ and $\mathcal T^*(\alpha,x)=-x$,
 *    $$\sup|\mathcal T^*-\mathcal T_\theta|\ \ge\ 1+\tfrac12\big(\mathcal T_\theta(\alpha,1)-\mathcal T_\theta(\alpha,-1)\big)\ >\ 1 .$$
 *    This is a property of the flow: one layer of (26), $x\mapsto x-2\tanh x$ for two equal tokens at
 *    $\pm1$, sends the right end below the left one and is within $\frac35$ of $-x$ (also for masses not quite equal).
 *
 *  What is missing is a bias, and on the line layers in place of the flow: an MLP in the flow,
 *  $\lambda(c-x)$ for one, breaks the first two, but the order it keeps.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

/* with[7]: the constant c. */
static arr with_an_mlp(arr t, arr X, const arr *with) {
  return add(attention_field(t, X, with), times(sub(row(with[7]), X), 4, 1));
}

/* The mapping: where the tokens x, by rows, end in the company of the cloud. */
static arr carried(field F, arr cloud, arr x, const arr *with) {
  arr end = flow_from(F, stack(cloud, x), whole(x->in, 1), with);
  return rows_from(end, cloud->rows, x->rows);
}

/* The target c, whatever the law and the token. */
static arr constant_target(arr x, const arr *with) { return spread(row(with[7]), x); }

static arr image(run *here, arr cloud, arr x, const arr *with) {
  field F = instead(here, "an MLP in the flow", attention_field, with_an_mlp);
  return instead(here, "as printed", carried(F, cloud, x, with), constant_target(x, with));
}

/*. ## Odd, bit for bit
 *
 *  Rounding to nearest does not know the sign, so the mirrored flow is the mirror of the flow in every
 *  digit, and in balls as well. The layers are run with two heads, the second with queries and keys
 *  exchanged. How close one comes to a constant is seen on Diracs: $V=-\lambda\mathrm{Id}$ draws
 *  each to the origin, and the distance tends to $|c|$.
 */
enum { LAYERS = 8 };

static arr layer_of_two_heads(const arr *with, int i, arr X) {
  head h = head_at(rat(X->in, i, LAYERS), with), other = { h.K, h.Q, transpose(h.V) };
  arr cloud = rows_from(X, 0, with[6]->rows);
  arr first = attention(h, X, cloud, with[6]), second = attention(other, X, cloud, with[6]);
  return add(X, times(add(first, second), 1, LAYERS));
}

static arr distance(arr x, arr c) { return root(greatest(sum_rows(square(sub(x, row(c)))))); }

static void measure_mirror(run *here, arr cloud, arr x, const arr *with) {
  arr plain = image(here, cloud, x, with), other = image(here, neg(cloud), neg(x), with);
  part(here, "odd");
  same(here, "image of the mirrored token in the mirrored cloud", other, neg(plain));
  arr all = stack(cloud, x);
  same(here, "and after layers of two heads", iterate(LAYERS, layer_of_two_heads, neg(all), with),
       neg(iterate(LAYERS, layer_of_two_heads, all, with)));
  part(here, "attention alone");
  at_most(here, "norm of c, a lower bound of the distance", norm(with[7]),
          greater_of(distance(plain, with[7]), distance(other, with[7])));
}

static void measure_sharpness(run *here, arr x, arr c) {
  arith *A = x->in;
  arr none = zeros(A, x->rows, x->rows), gauges = NULL, values = NULL, token = row(x);
  for (int lambda = 4; lambda <= 16; lambda += 4) {
    arr V = times(eye(A, x->rows), -lambda, 1);
    arr with[] = { none, none, none, none, V, V, given(A, "0 0") };
    with[6] = rows_from(with[6], 0, 1);
    arr near_ = distance(carried(attention_field, token, token, with), c);
    arr far = distance(carried(attention_field, neg(token), neg(token), with), c);
    arr gauge = expo(whole(A, -lambda)), value = greater_of(near_, far);
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    values = values ? stack(values, value) : flat(value);
  }
  part(here, "attention alone");
  tends(here, "distance from c on Diracs, as they contract", gauges, values, norm(c), whole(A, 1),
        rat(A, 1, 20));
}

/*. ## A Dirac, and the line
 *
 *  $\Phi$ is integrated by itself.
 */
static arr propagator(arr t, arr Phi, const arr *with) { return dot(head_at(t, with).V, Phi); }

static void measure_dirac(run *here, arr y, arr x, const arr *with) {
  int d = y->rows;
  arr alone[8], unit = eye(y->in, d), origin = wholes(y, 0);
  for (int i = 0; i < 8; i++) alone[i] = with[i];
  alone[6] = rows_from(with[6], 0, 1);
  arr Phi = flow_from(propagator, unit, whole(y->in, 1), with);
  part(here, "a translation on Diracs");
  equals(here, "image beside one point", image(here, row(y), x, alone),
         add(x, row(dot(sub(Phi, unit), y))));
  arr still = image(here, row(origin), x, alone);
  equals(here, "image beside the origin", still, x);
  part(here, "attention alone");
  equals(here, "distance from c there", distance(rows_from(still, 0, 1), with[7]),
         norm(sub(row_at(x, 0), with[7])));
}

enum { DRAWN = 32 };

static arr one_layer(arr cloud, arr x, const arr *with) {
  return add(x, attention(head_at(whole(x->in, 0), with), x, cloud, with[6]));
}

static void trace_curve(run *here, const char *name, arr x, arr y) {
  for (int i = 0; i < x->rows; i++) trace_point(here, name, entry(x, i, 0), entry(y, i, 0));
}

static void trace_the_line(run *here, arr cloud, const arr *with) {
  arr faster[7], x = NULL;
  for (int i = 0; i <= DRAWN; i++) {
    arr place = row(flat(rat(cloud->in, 2 * i - DRAWN, DRAWN)));
    x = x ? stack(x, place) : place;
  }
  for (int i = 0; i < 7; i++) faster[i] = with[i];
  static const char *const names[] = { "flow", "values doubled", "values fourfold" };
  for (int k = 0; k < 3; k++) {
    for (int i = 4; i < 6; i++) faster[i] = times(with[i], 1 << k, 1);
    trace_curve(here, names[k], x, carried(attention_field, cloud, x, faster));
  }
  trace_curve(here, "layer", x, one_layer(cloud, x, with));
}

static void measure_line(run *here, arr cloud, arr x, const arr *with) {
  arith *A = x->in;
  arr layer = one_layer(cloud, x, with);
  arr images = flat(instead(here, "one layer in place of the flow",
                            carried(attention_field, cloud, x, with), layer));
  part(here, "order on the line");
  monotone(here, "images of ascending tokens", images, 1);
  arr off = absolute(add(images, flat(x))), last = item(off, x->rows - 1);
  arr gap = sub(item(images, x->rows - 1), item(images, 0));
  arr bound = add(whole(A, 1), times(gap, 1, 2));
  part(here, "attention alone");
  equals(here, "mean distance of the ends from -x", times(add(item(off, 0), last), 1, 2), bound);
  at_most(here, "lower bound of the distance from -x", bound, greatest(off));
  exceeds(here, "distance from -x", greatest(off), whole(A, 1));
  at_most(here, "distance of one layer from -x", greatest(absolute(add(layer, x))), rat(A, 3, 5));
  if (arith_kind(A) == DOUBLE) trace_the_line(here, cloud, with);
}

/* Where y is orthogonal to c, the first order of the approach vanishes. */
static bool oblique(run *here) {
  arr slant = dot(exact_input(here, "y"), exact_input(here, "c"));
  return equal(slant, whole(slant->in, 0)) != YES;
}

static void measure_reach(run *here) {
  arr with[] = { input(here, "Q0"), input(here, "Q1"), input(here, "K0"),    input(here, "K1"),
                 input(here, "V0"), input(here, "V1"), ln(input(here, "m")), input(here, "c") };
  arr cloud = input(here, "X"), x = input(here, "x"), y = input(here, "y");
  bool on_the_line = y->rows == 1;
  if (!under(here, "one layer in place of the flow")) {
    measure_dirac(here, y, x, with);
    if (!on_the_line) measure_mirror(here, cloud, x, with);
    if (!on_the_line && arith_kind(x->in) != BALL && oblique(here))
      measure_sharpness(here, y, with[7]);
  }
  if (on_the_line) measure_line(here, cloud, x, with);
}

static truth from_end_to_end(run *here) {
  arr x = exact_input(here, "x");
  int n = x->rows;
  if (x->columns > 1) return YES;
  if (n < 2 || lt(rows_from(x, 0, n - 1), rows_from(x, 1, n - 1)) != YES) return NO;
  return equal(stack(row_at(x, 0), row_at(x, n - 1)), given(x->in, "-1 1"));
}

static void any_head(draw *d) {
  static const char *const names[] = { "Q0", "Q1", "K0", "K1", "V0", "V1" };
  for (int i = 0; i < 6; i++) set(d, names[i], times(draw_dyadic(d, 2, 2), 1, 4));
  set(d, "X", times(draw_dyadic(d, 2, 2), 1, 2));
  set(d, "m", draw_probability(d, 2));
  set(d, "x", times(draw_dyadic(d, 1, 2), 1, 2));
  set(d, "y", draw_dyadic(d, 2, 0));
  set(d, "c", draw_list(d, "1..4/2 -4..4/2"));
}

CLAIM(odt_T7_2) = {
  .title = "universality of attention flows",
  .kind = THEOREM,
  .where = "Theorem 7.2, with eq. (28) and the definition of T_θ in Section 7.3",
  .says = "Let Ω ⊂ R^d be compact and let T* : P(Ω) × Ω → R^d be continuous with respect to the "
          "product topology […]. Then T* can be uniformly approximated by mappings of the form T_θ",
  .sentence = "Not true of the flow (28), from which the survey has omitted the MLP layers for "
              "simplicity: it is odd, moves nothing in the company of the origin, and keeps the "
              "order on the line, each of which bounds its distance from simple targets.",
  .remains = "The theorem of the source, where attention is composed with MLP layers.",
  .inputs = { { "Q0", "d,d", REAL, "queries at t = 0" },
              { "Q1", "d,d", REAL, "and at t = 1, on a line between" },
              { "K0", "d,d", REAL, "keys at t = 0" },
              { "K1", "d,d", REAL, "and at t = 1" },
              { "V0", "d,d", REAL, "values at t = 0" },
              { "V1", "d,d", REAL, "and at t = 1" },
              { "X", "n,d", REAL, "tokens of the cloud, by rows" },
              { "m", "n", PROBABILITY, "their masses" },
              { "x", "k,d", REAL, "tokens that are carried; on the line from -1 to 1" },
              { "y", "d", REAL, "the place of a Dirac" },
              { "c", "d", REAL, "a constant target" } },
  .hypotheses = { { "on the line the tokens ascend from -1 to 1", from_end_to_end } },
  .instances = { { "the plane",
                   { "Q0 = 1/2 1/4; -1/3 2/3", "Q1 = 1/4 1/2; -2/3 1/5", "K0 = 1/2 -1/4; 1/4 1/5",
                     "K1 = -1/3 1/4; 1/2 1/3", "V0 = 1/3 -1/4; 1/5 1/2", "V1 = 1/4 1/2; -1/3 1/8",
                     "X = 1 1/2; -1/3 1", "m = 2/3 1/3", "x = 1/5 -2/3;", "y = 3/4 -1/2",
                     "c = 1 1/3" } },
                 { "the line",
                   { "Q0 = 1", "Q1 = 1/2", "K0 = 1", "K1 = 3/2", "V0 = -2", "V1 = -3/2",
                     "X = -1; 1", "m = 9/20 11/20", "x = -1; 1/3; 1", "y = 2/3", "c = 3/4" } } },
  .draw = any_head,
  .draws = 1,
  .standing = REFUTED,
  .erratum = STATEMENT,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .parts = { { "attention alone", REFUTED, "every continuous T* is a uniform limit of T_θ",
               "constants c are missed by |c| at least, and −x on [−1,1] by more than 1", STATEMENT,
               PRINTED },
             { "odd", HOLDS, "T_θ(ᾱ, −x) = −T_θ(α, x), ᾱ the mirror image of α", NULL, NO_ERRATUM,
               DERIVED },
             { "a translation on Diracs", HOLDS, "T_θ(δ_y, x) = x + (Φ − I)y with Φ' = V_tΦ", NULL,
               NO_ERRATUM, DERIVED },
             { "order on the line", HOLDS, "for d = 1 and fixed α, T_θ(α, ·) increases", NULL,
               NO_ERRATUM, DERIVED } },
  .measure = measure_reach,
  .controls = { { "as printed" },
                { "an MLP in the flow" },
                { "one layer in place of the flow", "the line" } },
};
