/*. # Sinkhorn attention on the line
 *
 *  For $d=1$ and $\varepsilon=1$ the equation is $\dot s=\frac va(\sqrt{4a^2s^2+1}-1)$. In $s=\frac{\sinh w}{2|a|}$ it
 *  reads $\dot w\cosh w=2v\,\mathrm{sgn}(a)(\cosh w-1)$ and integrates to
 *
 *  $$w-\coth\frac w2=w_0-\coth\frac{w_0}2+2v\,\mathrm{sgn}(a)\,t ,$$
 *
 *  whose left side increases from $-\infty$ to $\infty$: the solution is global, and both limits can be read off, with
 *  rates. For $av>0$, $\frac{\dot s}s\to2|v|$; for $av<0$, $t\,s(t)\to\frac1{2|av|}$, the rate of
 *  softmax. Because $\frac{\dot s}{s}$ and $\frac{\dot s}{s^2}$ are monotone in $s$, explicit bounds hold for all
 *  times: with $h=\sqrt{4a^2s_0^2+1}$,
 *
 *  $$s\ge s_0\exp\Big(\frac{4av\,s_0\,t}{h+1}\Big)\ \ (av>0),\qquad
 *    \frac1s\ge\frac1{s_0}+\frac{4|av|\,t}{h+1}\ \ (av<0).$$
 *
 *  Softmax with the same $a$, $v$ blows up at $\frac1{2avs_0}$ when $av>0$; the run here goes past it.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"

static arr rate_on_the_line(arr s, arr a, arr v, long four) {
  arr x = times(square(mul(a, s)), four, 1), one = whole(s->in, 1);
  return mul(over(v, a), over(x, add(root(add(x, one)), one)));
}

static arr line_closure(arr t, arr s, const arr *with) {
  (void)t;
  return rate_on_the_line(s, with[0], with[1], 4);
}
static arr slow_closure(arr t, arr s, const arr *with) {
  (void)t;
  return rate_on_the_line(s, with[0], with[1], 1);
}

/* w - coth(w/2) for sinh w = x > 0. */
static arr clock_of(arr x) {
  arr one = whole(x->in, 1), e = add(x, root(add(square(x), one)));
  return sub(ln(e), over(add(e, one), sub(e, one)));
}

typedef struct {
  arr a, v, s0, reach; /* reach: 4 |av| / (h + 1) */
  bool grows;
} line;

static line line_of(run *here) {
  arr a = mul(input(here, "q"), input(here, "k")), v = input(here, "v"), s0 = input(here, "s0");
  arr qk = mul(exact_input(here, "q"), exact_input(here, "k"));
  bool grows = lt(whole(qk->in, 0), mul(qk, exact_input(here, "v"))) == YES;
  arr one = whole(s0->in, 1), h = root(add(times(square(mul(a, s0)), 4, 1), one));
  arr reach = over(times(absolute(mul(a, v)), 4, 1), add(h, one));
  return (line){ a, v, s0, reach, grows };
}

static arr size_of(line l, arr s) { return times(mul(absolute(l.a), s), 2, 1); }

static void compare_at(run *here, line l, arr t, arr s) {
  int two = instead(here, "half the rate", 2, 1);
  arr one = whole(s->in, 1), speed = times(absolute(mul(l.v, t)), two, 1);
  arr gained = sub(clock_of(size_of(l, s)), clock_of(size_of(l, l.s0)));
  at(here, "t", t);
  equals(here, "w - coth w/2, since the start", gained, l.grows ? speed : neg(speed));
  int power_of_bound = instead(here, "twice the stated reach", 1, 2);
  arr reach = times(mul(l.reach, t), power_of_bound, 1);
  if (l.grows) {
    at_most(here, "exponential growth", mul(l.s0, expo(mul(reach, l.s0))), s);
    at_most(here, "at most softplus", s, mul(l.s0, expo(speed)));
  } else {
    at_most(here, "variance", s, over(one, add(over(one, l.s0), reach)));
    at_most(here, "not faster than softmax",
            over(one, add(over(one, l.s0), mul(speed, absolute(l.a)))), s);
  }
}

static void measure_line(run *here) {
  line l = line_of(here);
  arr times_ = input(here, "t"), one = whole(l.s0->in, 1), none = wholes(one, 0);
  arr A = shaped(l.a, 1, 1), V = shaped(l.v, 1, 1), S = shaped(l.s0, 1, 1);
  long four = instead(here, "a^2 s^2 for 4 a^2 s^2", 4, 1);
  equals(here, "rate of the closure", entry(sinkhorn_rate(S, A, V, one), 0, 0),
         rate_on_the_line(l.s0, l.a, l.v, four));
  field F = instead(here, "a^2 s^2 for 4 a^2 s^2", line_closure, slow_closure);
  arr s = l.s0, before = none, gauges = NULL, scaled = NULL;
  bool balls = arith_kind(s->in) == BALL;
  int many = balls ? 2 : times_->rows;
  part(here, l.grows ? "1" : "2");
  for (int i = 0; i < many; i++) {
    arr t = item(times_, i);
    s = flow_between(F, before, s, t, (arr[]){ l.a, l.v });
    compare_at(here, l, t, s);
    arr value = l.grows ? over(line_closure(t, s, (arr[]){ l.a, l.v }), s) : mul(t, s);
    arr gauge = over(one, l.grows ? s : t);
    scaled = scaled ? stack(scaled, value) : flat(value);
    gauges = gauges ? stack(gauges, gauge) : flat(gauge);
    before = t;
  }
  arr softmax = entry(softmax_rate(S, A, V), 0, 0), steepest = mul(l.reach, square(l.s0));
  equals(here, "bound, at the start", line_closure(none, l.s0, (arr[]){ l.a, l.v }),
         l.grows ? steepest : neg(steepest));
  if (l.grows)
    exceeds(here, "time reached, past the blow-up of softmax", before, over(l.s0, softmax));
  if (balls) return;
  arr limit =
      l.grows ? times(absolute(l.v), 2, 1) : over(one, times(absolute(mul(l.a, l.v)), 2, 1));
  tends(here, l.grows ? "rate of growth" : "t s(t)", gauges, scaled, limit, one,
        rat(one->in, 1, 10));
}

static truth product_not_zero(run *here) {
  arr x = mul(mul(exact_input(here, "q"), exact_input(here, "k")), exact_input(here, "v"));
  return equal(x, whole(x->in, 0)) == YES ? NO : YES;
}

CLAIM(udt_P4_17) = {
  .title = "Sinkhorn attention in one dimension",
  .kind = PROPOSITION,
  .where = "Proposition 4.17",
  .says =
      "s' = (v/a)(√(4a²s² + 1) − 1) has a global solution; if av > 0, then s(t) → +∞; if av < 0, "
      "then s(t) → 0",
  .sentence =
      "Holds, with the solution in closed form and two rates that are not printed, e^(2|v|t) and "
      "1/(2|av|t).",
  .inputs = { { "q", "", REAL, "query" },
              { "k", "", REAL, "key" },
              { "v", "", REAL, "value" },
              { "s0", "", POSITIVE, "initial variance" },
              { "t", "m", POSITIVE, "times, ascending" } },
  .hypotheses = { { "a v is not zero", product_not_zero } },
  .instances = { { "growth", { "q = 3/2", "k = 1/2", "v = 7/5", "s0 = 5/3", "t = 1/3 1 2 4 8" } },
                 { "growth, both signs negative",
                   { "q = -3/2", "k = 2/3", "v = -1/2", "s0 = 1/4", "t = 2 6 12 20 30" } },
                 { "decay", { "q = -1/2", "k = 3/2", "v = 7/5", "s0 = 5/3", "t = 1 30 300 3000" } },
                 { "decay of close tokens",
                   { "q = -1/2", "k = 3/2", "v = 7/5", "s0 = 1/20", "t = 1 30 300 3000" } },
                 { "decay, negative values",
                   { "q = 2", "k = 1/3", "v = -3/4", "s0 = 8", "t = 1 30 300 3000" } },
                 { "decay under a strong score",
                   { "q = 3", "k = 1", "v = -3", "s0 = 1/20", "t = 1 30 300 3000" } } },
  /* not drawn: the sign of av decides, and each of its four ways has an instance; the proof covers all */
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.15" },
  .parts = { { "1", HOLDS, "av > 0: s(t) → +∞", NULL, NO_ERRATUM, PRINTED },
             { "2", HOLDS, "av < 0: s(t) → 0", NULL, NO_ERRATUM, PRINTED } },
  .measure = measure_line,
  .controls = { { "a^2 s^2 for 4 a^2 s^2" },
                { "half the rate" },
                { "twice the stated reach", "growth" },
                { "twice the stated reach", "decay" } },
};
