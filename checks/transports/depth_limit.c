/*. # Networks of many layers
 *
 *  A residual network adds $\frac1S$ of a block at each of its $S$ layers, a transformer $\frac1T$ of an
 *  attention layer. Both are explicit Euler schemes for an equation in depth, if the layer $k$ carries the
 *  parameters of the depth $k/S$. The survey counts layers in (24), $z(s+1)=z(s)+\frac1Sg_{\alpha(s)}(z(s))$, and
 *  depth in (25), $s\in[0,1]$: the same letter for two things, and literally, with
 *  $\alpha(k)$ at the layer $k$, there is no limit. So read, both statements hold, and one can say how well.
 *
 *  For $\dot z=g(s,z)$ with solution $z$, the scheme of $S$ steps ends at
 *
 *  $$z_S=z(1)+\frac1Se(1)+O(S^{-2}),\qquad \dot e=D g\,e-\tfrac12\ddot z,\quad e(0)=0,\qquad
 *    \ddot z=\partial_sg+Dg\,g,$$
 *
 *  so the order is one and no better unless $e(1)$ vanishes. The pair $(z,e)$ is integrated as a flow,
 *  the networks are run layer by layer, and $S(z_S-z(1))$ must tend to $e(1)$, with an error of order
 *  $\frac1S$ again. At 512 layers it is within a tenth of it, which balls decide: a slope is evidence only.
 */
#include "claim/claim.h"
#include "flow/attention.h"
#include "flow/flow.h"
#include "prob/prob.h"

/*. ## Residual networks
 *
 *  The block is a two-layer network of $n$ neurons, $g(z)=\frac1n\sum_iv_i\tanh\langle u_i,z\rangle$,
 *  whose weights move with depth on straight lines. Since a derivative is linear in its direction,
 *  the right side for $e$ is that of the block along $(-\frac12,\,e-\frac12g)$.
 */
typedef struct {
  arr u, v, du, dv;
} neurons;

/* with: inner weights by rows, at 0 and at 1, then outer ones. */
static neurons neurons_at(arr s, const arr *with) {
  arr du = sub(with[1], with[0]), dv = sub(with[3], with[2]);
  return (neurons){ add(with[0], mul(s, du)), add(with[2], mul(s, dv)), du, dv };
}

static arr mean_of(arr factors, arr vectors) {
  return over(dot(factors, vectors), whole(factors->in, vectors->rows));
}

static arr block(arr s, arr z, const arr *with) {
  neurons n = neurons_at(s, with);
  return mean_of(tanhyp(dot(n.u, z)), n.v);
}

/* By its definition (19). */
static arr neuron_by_neuron(arr s, arr z, const arr *with) {
  neurons n = neurons_at(s, with);
  arr sum = wholes(z, 0);
  for (int i = 0; i < n.u->rows; i++) {
    arr share = times(tanhyp(dot(z, row_at(n.u, i))), 1, n.u->rows);
    sum = add(sum, mul(share, row_at(n.v, i)));
  }
  return sum;
}

/* The derivative of the block along (ds, dz). */
static arr block_slope(arr s, arr z, arr ds, arr dz, const arr *with) {
  neurons n = neurons_at(s, with);
  arr fire = tanhyp(dot(n.u, z)), gain = sub(wholes(fire, 1), square(fire));
  arr pull = add(dot(n.u, dz), mul(ds, dot(n.du, z)));
  return add(mean_of(mul(gain, pull), n.v), mul(ds, mean_of(fire, n.dv)));
}

/* Rows z and e. */
static arr first_order(arr s, arr state, const arr *with) {
  arr z = row_at(state, 0), e = row_at(state, 1), g = block(s, z, with);
  arr bent = sub(e, times(g, 1, 2));
  return stack(row(g), row(block_slope(s, z, rat(s->in, -1, 2), bent, with)));
}

/* with[4] layers; with[5] is the depth from one layer to the next. */
static arr residual_layer(const arr *with, int k, arr z) {
  return add(z, over(block(times(with[5], k, 1), z, with), with[4]));
}

enum { FEW = 8, MANY = 64, MOST = 512 };

/* What both claims say: gauges 1/S, and by how much S times the error misses e. */
static void judge_errors(run *here, arr gauges, arr misses, arr e) {
  arith *N = e->in;
  arr order = whole(N, instead(here, "second order", 1, 2)), tenth = times(norm(e), 1, 10);
  tends(here, "layers times error, off its limit", gauges, misses, whole(N, 0), order,
        rat(N, 1, 4));
  at_most(here, "and at 512 layers", item(misses, misses->rows - 1), tenth);
}

static arr joined(arr values, arr next) { return values ? stack(values, next) : flat(next); }

static void measure_residual(run *here) {
  arr z = input(here, "z"), gauges = NULL, misses = NULL;
  arith *N = z->in;
  arr with[6] = { input(here, "U0"), input(here, "U1"), input(here, "V0"), input(here, "V1") };
  with[4] = whole(N, instead(here, "no scale", FEW, 1));
  with[5] = instead(here, "layers taken for depths", rat(N, 1, FEW), whole(N, 1));
  neurons last = neurons_at(whole(N, 1), with);
  equals(here, "weights at depth 1", stack(last.u, last.v), stack(with[1], with[3]));
  equals(here, "block, neuron by neuron", neuron_by_neuron(rat(N, 1, 3), z, with),
         block(rat(N, 1, 3), z, with));
  equals(here, "output of eight layers, and of Euler", iterate(FEW, residual_layer, z, with),
         euler(block, z, whole(N, 1), FEW, with));
  arr end = flow_from(first_order, stack(row(z), row(wholes(z, 0))), whole(N, 1), with);
  arr limit = row_at(end, 0), e = row_at(end, 1);
  for (int S = MANY; S <= MOST; S *= 2) {
    with[4] = whole(N, S), with[5] = rat(N, 1, S);
    arr error = sub(iterate(S, residual_layer, z, with), limit);
    gauges = joined(gauges, with[5]);
    misses = joined(misses, norm(sub(times(error, S, 1), e)));
  }
  judge_errors(here, gauges, misses, e);
}

static void any_network(draw *d) {
  int n = (int)draw_whole(d, 2, 4), m = (int)draw_whole(d, 2, 3);
  static const char *const names[] = { "U0", "U1", "V0", "V1" };
  for (int i = 0; i < 4; i++) set(d, names[i], times(draw_dyadic(d, n, m), 1, 2));
  set(d, "z", draw_dyadic(d, m, 0));
}

CLAIM(odt_E24) = {
  .title = "deep residual networks and the equation in depth",
  .kind = FORMULA,
  .where = "Section 6.3, eqs. (24) and (25)",
  .says =
      "z(s+1) := z(s) + (1/S) g_α(s)(z(s)); taking the infinite-depth limit S → ∞ yields dz/ds(s) "
      "= g_α(s)(z(s)), s ∈ [0,1]",
  .sentence = "Holds, with the layer k at depth k/S; the error is e(1)/S and no smaller.",
  .inputs = { { "U0", "n,d", REAL, "inner weights of the neurons at depth 0, by rows" },
              { "U1", "n,d", REAL, "and at depth 1, on a line between" },
              { "V0", "n,d", REAL, "outer weights at depth 0" },
              { "V1", "n,d", REAL, "and at depth 1" },
              { "z", "d", REAL, "the input" } },
  .instances = { { "three neurons in the plane",
                   { "U0 = 1 -1/2; 1/3 1/4; -1 2", "U1 = 0 1/2; 5/6 9/4; 1 1/3",
                     "V0 = 2 1/2; -1 1; 1/2 3/2", "V1 = 1 -1; 1/3 2; -1/2 1", "z = 1 -1/2" } },
                 { "two neurons in space",
                   { "U0 = 1 0 1/2; -1/3 2/3 1", "U1 = -1 1 0; 1/4 1/3 2", "V0 = 1 2 -1; 1/2 0 1",
                     "V1 = 0 1 1; -2/3 1 1/2", "z = 1/2 1/3 -1" } } },
  .draw = any_network,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_residual,
  .controls = { { "second order" }, { "layers taken for depths" }, { "no scale" } },
};

/*. ## Transformers
 *
 *  The layers of (26) are run as they are printed, token by token and exponential by exponential. They
 *  are the steps of Euler's scheme for (28), which is first checked against the scheme itself, and then
 *  the error is followed. The derivative of attention along tokens $E$ and along depth is that of a
 *  softmax, $dP=P\circ(dS-P\cdot dS)$, with the scores $S_{ij}=\langle Qx_i,Kx_j\rangle$.
 */
static arr pulled(arr rows, arr V) { return dot(rows, transpose(V)); }

/* Row i of the update (26). */
static arr updated(head h, arr X, int i, arr layers) {
  arr query = dot(h.Q, row_at(X, i)), above = NULL, below = NULL;
  for (int j = 0; j < X->rows; j++) {
    arr x = row_at(X, j), weight = expo(dot(query, dot(h.K, x))), term = mul(weight, dot(h.V, x));
    above = above ? add(above, term) : term;
    below = below ? add(below, weight) : weight;
  }
  return row(add(row_at(X, i), over(over(above, below), layers)));
}

/* with as for attention_field, then the layers, and the depth from one to the next. */
static arr layer_as_printed(const arr *with, int k, arr X) {
  head h = head_at(times(with[8], k, 1), with);
  arr next = updated(h, X, 0, with[7]);
  for (int i = 1; i < X->rows; i++) next = stack(next, updated(h, X, i, with[7]));
  return next;
}

static arr attention_layer(const arr *with, int k, arr X) {
  return add(X, over(attention_field(times(with[8], k, 1), X, with), with[7]));
}

/* The derivative of attention along (dt, dX). */
static arr attention_slope(arr t, arr X, arr dt, arr dX, const arr *with) {
  head h = head_at(t, with);
  arr dQ = sub(with[1], with[0]), dK = sub(with[3], with[2]), dV = sub(with[5], with[4]);
  arr queries = pulled(X, h.Q), keys = pulled(X, h.K);
  arr query_rates = add(pulled(dX, h.Q), mul(dt, pulled(X, dQ)));
  arr key_rates = add(pulled(dX, h.K), mul(dt, pulled(X, dK)));
  arr P = softmax(dot(queries, transpose(keys)));
  arr dS = add(dot(query_rates, transpose(keys)), dot(queries, transpose(key_rates)));
  arr dP = mul(P, sub(dS, column(sum_rows(mul(P, dS)))));
  arr mean = dot(P, X), dmean = add(dot(dP, X), dot(P, dX));
  return add(pulled(dmean, h.V), mul(dt, pulled(mean, dV)));
}

/* The tokens above, their first-order errors below. */
static arr tokens_and_errors(arr t, arr state, const arr *with) {
  int n = state->rows / 2;
  arr X = rows_from(state, 0, n), E = rows_from(state, n, n), rate = attention_field(t, X, with);
  arr bent = sub(E, times(rate, 1, 2));
  return stack(rate, attention_slope(t, X, rat(t->in, -1, 2), bent, with));
}

/* Where the tokens are after each layer; with a fine depth, the flow to the eye. */
static void trace_paths(run *here, arr X, arr *with, int T, const char *const *names) {
  with[7] = whole(X->in, T), with[8] = rat(X->in, 1, T);
  for (int k = 0; k <= T; k++) {
    for (int i = 0; i < X->rows; i++) trace_point(here, names[i], entry(X, i, 0), entry(X, i, 1));
    X = attention_layer(with, k, X);
  }
}

static void trace_depths(run *here, arr X, arr *with) {
  static const char *const coarse[] = { "2 layers, token 1", "2 layers, token 2" };
  static const char *const finer[] = { "8 layers, token 1", "8 layers, token 2" };
  static const char *const finest[] = { "limit, token 1", "limit, token 2" };
  trace_paths(here, X, with, 2, coarse);
  trace_paths(here, X, with, 8, finer);
  trace_paths(here, X, with, 512, finest);
}

static void measure_attention(run *here) {
  arr X = input(here, "X"), gauges = NULL, misses = NULL;
  arith *N = X->in;
  arr even = flat(filled(N, X->rows, 1, whole(N, 0)));
  arr with[9] = { input(here, "Q0"),
                  input(here, "Q1"),
                  input(here, "K0"),
                  input(here, "K1"),
                  input(here, "V0"),
                  input(here, "V1"),
                  even };
  with[7] = whole(N, instead(here, "no scale", FEW, 1));
  with[8] = instead(here, "layers taken for depths", rat(N, 1, FEW), whole(N, 1));
  arr scheme = euler(attention_field, X, whole(N, 1), FEW, with);
  equals(here, "tokens after eight layers, as printed", iterate(FEW, layer_as_printed, X, with),
         scheme);
  arr end = flow_from(tokens_and_errors, stack(X, wholes(X, 0)), whole(N, 1), with);
  arr limit = rows_from(end, 0, X->rows), e = rows_from(end, X->rows, X->rows);
  for (int T = MANY; T <= MOST; T *= 2) {
    with[7] = whole(N, T), with[8] = rat(N, 1, T);
    arr error = sub(iterate(T, attention_layer, X, with), limit);
    gauges = joined(gauges, with[8]);
    misses = joined(misses, norm(sub(times(error, T, 1), e)));
  }
  judge_errors(here, gauges, misses, e);
  if (arith_kind(N) == DOUBLE && X->rows == 2 && X->columns == 2) trace_depths(here, X, with);
}

static void any_tokens(draw *d) {
  static const char *const names[] = { "Q0", "Q1", "K0", "K1", "V0", "V1" };
  for (int i = 0; i < 6; i++) set(d, names[i], times(draw_dyadic(d, 2, 2), 1, 4));
  set(d, "X", times(draw_dyadic(d, 2, 2), 1, 4));
}

CLAIM(odt_E28) = {
  .title = "deep transformers and the equation of tokens",
  .kind = REMARK,
  .where = "Section 7.2, eq. (28)",
  .says =
      "As T → ∞, the discrete update in (27) becomes an explicit Euler discretization of a coupled "
      "ODE system for the particles, x'_i(t) = Γ_θ_t[α_t](x_i(t)), indexed by a continuous depth "
      "variable t ∈ [0,1]",
  .sentence = "Holds: each layer is a step of Euler's scheme for every T, and the tokens approach "
              "those of (28) like e(1)/T.",
  .inputs = { { "Q0", "d,d", REAL, "queries at t = 0" },
              { "Q1", "d,d", REAL, "and at t = 1, on a line between" },
              { "K0", "d,d", REAL, "keys at t = 0" },
              { "K1", "d,d", REAL, "and at t = 1" },
              { "V0", "d,d", REAL, "values at t = 0" },
              { "V1", "d,d", REAL, "and at t = 1" },
              { "X", "n,d", REAL, "tokens, by rows" } },
  .instances = { { "two tokens on the line",
                   { "Q0 = 1", "Q1 = 1/2", "K0 = 1/2", "K1 = 1", "V0 = -1", "V1 = -1/3",
                     "X = 1; -1/2" } },
                 { "two tokens in the plane",
                   { "Q0 = 1/2 1/4; -1/3 2/3", "Q1 = 1/4 1/2; -2/3 1/5", "K0 = 1/2 -1/4; 1/4 1/5",
                     "K1 = -1/3 1/4; 1/2 1/3", "V0 = 1/3 -1/4; 1/5 1/2", "V1 = 1/4 1/2; -1/3 1/8",
                     "X = 1 1/2; -1/3 1" } } },
  .draw = any_tokens,
  .draws = 1,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .measure = measure_attention,
  .controls = { { "second order", "two tokens on the line" },
                { "layers taken for depths" },
                { "no scale" } },
};
