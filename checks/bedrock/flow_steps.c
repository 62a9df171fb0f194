/* One enclosed step, coarse on purpose: of orders 0 to 4 to a few bits, where Picard's box and the
 * remainder are all there is; the true states lie inside. */
#include "flow_fields.h"
#include "flow/series.h"
#include "num_hard.h"

FIELD(power_field, times(power(t, 6), 7, 1))  /* x0 + t^7 */
FIELD(late_field, times(power(t, 29), 30, 1)) /* x0 + t^30 */
FIELD(turning_field, dot(with[0], x))         /* a rotation */
FIELD(logistic_field, mul(x, sub(whole(x->in, 1), x)))
FIELD(singular_field, neg(inverse(x))) /* root(x0^2 - 2t) */

/* x' = y, y' = 7 t^6 */
FIELD(falling_in_time, stack(item(x, 1), times(power(t, 6), 7, 1)))
/* Decided where |x| > 0 only, once it is a series. */
FIELD(kinked_field, neg(cosine(absolute(x))))

/* The state at s of the solution through x at t, in MPFR. */
static arr squared_at(arr t, arr x, arr s) {
  return over(x, sub(whole(x->in, 1), mul(x, sub(s, t))));
}
static arr decayed(arr t, arr x, arr s) { return mul(x, expo(sub(t, s))); }
static arr gaussian_at(arr t, arr x, arr s) { return mul(x, expo(sub(square(s), square(t)))); }
static arr cubic_at(arr t, arr x, arr s) {
  return mul(x, power(over(add(s, whole(x->in, 1)), add(t, whole(x->in, 1))), 3));
}
static arr clock_at(arr t, arr x, arr s) { return add(x, sub(sine(s), sine(t))); }
static arr powered(arr t, arr x, arr s) { return add(x, sub(power(s, 7), power(t, 7))); }
static arr circle_at(arr t, arr x, arr s) {
  return root(add(square(x), sub(square(t), square(s))));
}
static arr tangent_at(arr t, arr x, arr s) {
  arr h = sub(s, t), tan_h = over(sine(h), cosine(h));
  return over(add(x, tan_h), sub(whole(x->in, 1), mul(x, tan_h)));
}
static arr logistic_at(arr t, arr x, arr s) {
  arr e = expo(sub(s, t));
  return over(mul(x, e), add(sub(whole(x->in, 1), x), mul(x, e)));
}
static arr turned(arr t, arr x, arr s) {
  arr h = sub(s, t), c = cosine(h), z = sine(h), a = item(x, 0), b = item(x, 1);
  return stack(sub(mul(c, a), mul(z, b)), add(mul(z, a), mul(c, b)));
}

static arr fallen(arr t, arr x, arr s) {
  arr h = sub(s, t), y0 = item(x, 1), y = add(y0, sub(power(s, 7), power(t, 7)));
  arr area = sub(times(sub(power(s, 8), power(t, 8)), 1, 8), mul(power(t, 7), h));
  return stack(add(item(x, 0), add(mul(y0, h), area)), y);
}

static const struct {
  const char *name;
  field f;
  arr (*at)(arr t, arr x, arr s);
  int n;
} known[] = {
  { "square", squared_field, squared_at, 1 },     { "decay", decay_field, decayed, 1 },
  { "gaussian", gaussian_field, gaussian_at, 1 }, { "cubic", cubic_field, cubic_at, 1 },
  { "clock", clock_field, clock_at, 1 },          { "power", power_field, powered, 1 },
  { "circle", circle_field, circle_at, 1 },       { "tangent", tangent_field, tangent_at, 1 },
  { "logistic", logistic_field, logistic_at, 1 }, { "rotation", turning_field, turned, 2 },
  { "fall", falling_in_time, fallen, 2 },
};

/* A state at a time in [0, 1], with a radius up to 1/8, and the middle or an end of it. */
static arr drawn(arith *M, dice *d, int n, arr *end, arr *rad) {
  arr x = add(random_vector(M, d, n), rat(M, 9, 4));
  *rad = rat(M, roll_between(d, 0, 1) * roll_between(d, 1, 16), 128);
  *end = add(x, mul(*rad, whole(M, roll_between(d, -1, 1))));
  return n == 1 ? (*end = item(*end, 0), item(x, 0)) : x;
}

/* Whether a step was found; if so it holds the state that started at the end. */
static bool one_step(size_t k, arith *B, arith *M, dice *d) {
  arr t = rat(M, roll_between(d, 0, 8), 8), end, rad, step = NULL;
  arr x = drawn(M, d, known[k].n, &end, &rad), h = rat(B, roll_between(d, 1, 64), 32);
  arr with[] = { given(B, "0 -1; 1 0"), NULL };
  int order = (int)roll_between(d, 0, 4), bits = (int)roll_between(d, 2, 12);
  arr next = enclosed_step_of(order, bits, known[k].f, as(B, t), ball(as(B, x), as(B, rad)), with,
                              h, 0, &step);
  if (!next) return false;
  arr after = known[k].at(t, end, add(t, as(M, step)));
  cr_expect(contains(next, after, 150), "%s, order %d, %d bits, h = %g", known[k].name, order, bits,
            approx(step, 0, 0));
  return true;
}

Test(flow_steps, hold_the_states_after_them) {
  arith *B = arith_ball(128), *M = arith_mpfr(256);
  dice d = 1;
  mark b = region_mark(B), m = region_mark(M);
  for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
    long found = 0, n = often(100);
    for (long i = 0; i < n; i++) {
      found += one_step(k, B, M, &d);
      region_keep_(&b, 0, NULL), region_keep_(&m, 0, NULL);
    }
    cr_expect(found > n / 2, "%s: %ld of %ld", known[k].name, found, n);
  }
  arith_free(B), arith_free(M);
}

/* From 0 at t = 0 the series of t^30 is zero up to order 29: all is in the remainder. */
Test(flow_steps, a_vanishing_series_has_a_remainder) {
  arith *B = arith_ball(64);
  arr x = flow(late_field, whole(B, 0), whole(B, 1));
  cr_expect(inside(whole(B, 1), x) == YES && log2_radius(x) < -40, "radius 2^%g", log2_radius(x));
  arith_free(B);
}

/* Where the field is not decided on a box, a shorter step is tried, and nothing is left behind. */
Test(flow_steps, undecided_fields_shorten_the_step) {
  arith *B = arith_ball(128);
  arr x = given(B, "1;"), step,
      next = enclosed_step_of(1, 8, singular_field, whole(B, 0), x, NULL, whole(B, 4), 0, &step);
  cr_assert(next);
  cr_expect(lt(step, rat(B, 1, 2)) == YES && !B->jets);
  arr after = root(sub(whole(B, 1), times(step, 2, 1)));
  cr_expect(inside(shaped(after, 1, 1), next) == YES);
  next =
      enclosed_step_of(0, 8, kinked_field, whole(B, 0), rat(B, 1, 2), NULL, whole(B, 4), 0, &step);
  cr_expect(next && lt(step, whole(B, 1)) == YES && !B->jets);
  arith_free(B);
}
