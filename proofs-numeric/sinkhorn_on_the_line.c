/*. # Sinkhorn attention on the line, for all parameters
 *
 *  Proposition 4.17: for $av\ne0$ and every $s_0>0$ the equation $\dot s=\frac va(\sqrt{4a^2s^2+1}-1)$ has a global
 *  solution, which tends to $\infty$ when $av>0$ and to $0$ when $av<0$.
 *
 *  **No parameter is left.** In $x=2|a|s$ and $\theta=2|v|t$ the equation is $\frac{dx}{d\theta}=\pm h(x)$ with
 *  $h(x)=\sqrt{1+x^2}-1$ and the sign of $av$. On rational triples, $1+x^2=y^2$ with $x=\frac{2r}{1-r^2}$,
 *  $y=\frac{1+r^2}{1-r^2}$, the substitution is an identity of rational functions, decided at more points than its degree.
 *
 *  **Two bounds.** For all $x\ge0$
 *
 *  $$\frac{x^2}{2+x}\ \le\ h(x)\ \le\ x,$$
 *
 *  because $(2+x)^2(1+x^2)-(2+x+x^2)^2=2x^3$ and $(1+x)^2-(1+x^2)=2x$: polynomials of degree at most four, which five points
 *  decide.
 *
 *  **The conclusion.** $h$ is locally Lipschitz and $0<h(x)\le x$ for $x>0$, so $x_0e^{-\theta}\le x(\theta)\le x_0e^\theta$: the
 *  solution neither ends nor reaches zero, for both signs. With the sign $+$, $x$ increases,
 *  $h(x)\ge\frac{x_0}{2+x_0}x$ and $x\ge x_0\exp\frac{x_0\theta}{2+x_0}\to\infty$. With the sign $-$, $x$ decreases,
 *  $h(x)\ge\frac{x^2}{2+x_0}$ and $\frac1x\ge\frac1{x_0}+\frac\theta{2+x_0}\to\infty$.
 *
 *  The lower bound is sharp at both ends, $h\sim\frac{x^2}2$ at $0$ and $h\sim x$ at $\infty$: with $1+x$ in the
 *  denominator it would be false near zero.
 */
#include "claim/claim.h"

/* (c + x)^2 (1 + x^2) - (c + x + x^2)^2 = x^2 (c^2 - 2c + 2(c - 1) x): 2 x^3 for c = 2, negative near zero for c = 1. */
static long failures_below(run *here, arith *E) {
  long failures = 0, c = instead(here, "1 + x in the denominator", 2, 1);
  for (long k = -2; k <= 2; k++) {
    arr x = whole(E, k), one = whole(E, 1), sum = add(whole(E, c), x);
    arr left = mul(square(sum), add(one, square(x)));
    arr gap = sub(left, square(add(sum, square(x))));
    failures += equal(gap, times(power(x, 3), 2, 1)) != YES;
  }
  return failures;
}

static long failures_above(run *here, arith *E) {
  long failures = 0, halves = instead(here, "x/2 above", 2, 1);
  for (long k = -1; k <= 1; k++) {
    arr x = whole(E, k), one = whole(E, 1), half = times(x, halves, 2);
    arr gap = sub(square(add(one, half)), add(one, square(x)));
    failures += equal(gap, times(x, 2, 1)) != YES;
  }
  return failures;
}

/* dx/dtheta by the printed equation against the sign of av times h(x): rational of degree below 8 in r, and homogeneous in
 * |a| and |v|, whose signs are run through. */
static long failures_of_the_substitution(run *here, arith *E) {
  long failures = 0, two = instead(here, "a^2 s^2 for 4 a^2 s^2", 2, 1);
  for (long n = 0; n < 9 * 4; n++) {
    arr r = rat(E, 1 + n / 4, 11), one = whole(E, 1), room = sub(one, square(r));
    arr a = times(whole(E, n % 2 ? 1 : -1), 3, 4), v = times(whole(E, n / 2 % 2 ? 1 : -1), 7, 5);
    arr x = over(times(r, 2, 1), room), y = over(add(one, square(r)), room);
    arr s = over(x, times(absolute(a), 2, 1)), inner = times(mul(absolute(a), s), two, 1);
    arr under_root = add(square(inner), one);
    arr rate = mul(over(v, a), sub(y, one)), speed = over(mul(absolute(a), rate), absolute(v));
    arr sign = over(mul(a, v), absolute(mul(a, v)));
    failures += equal(square(y), under_root) != YES || equal(speed, mul(sign, sub(y, one))) != YES;
  }
  return failures;
}

static void measure(run *here) {
  arith *E = arithmetic(here);
  is(here, "points where the substitution fails", failures_of_the_substitution(here, E), 0);
  is(here, "points where the lower bound is no cube", failures_below(here, E), 0);
  is(here, "points where the upper bound is not linear", failures_above(here, E), 0);
  remark(here,
         "identities of degree below 8, 4 and 2, at 9 (and four pairs of signs), 5 and 3 points");
}

static bool all_but_exact(number kind) { return kind != EXACT; }

PROOF(udt_P4_17) = {
  .title = "Sinkhorn attention on the line for all parameters",
  .kind = PROPOSITION,
  .where = "Proposition 4.17",
  .says = "for all a, v with av ≠ 0 and every s₀ > 0 the solution is global; it tends to +∞ if av "
          "> 0 and to "
          "0 if av < 0",
  .proves = "udt-P4.17",
  .over = "all a and v with av ≠ 0, and every s₀ > 0",
  .entire = true,
  .standing = HOLDS,
  .at_least = PROVED,
  .unable = all_but_exact,
  .measure = measure,
  .controls = { { "1 + x in the denominator" }, { "x/2 above" }, { "a^2 s^2 for 4 a^2 s^2" } },
};
