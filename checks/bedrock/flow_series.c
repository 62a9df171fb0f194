/* What steers a flow: the order of a series, the step that its coefficients allow. */
#include "flow_fields.h"
#include "flow/series.h"
#include "num_deaths.h"

/* With steps of radius / e^2 the tail is e^(-2 order): below the last place, and by no order more than
 * it takes and one. */
Test(flow_series, the_tail_is_below_the_last_place) {
  static const long bits[] = { 53, 64, 100, 128, 255, 256, 512, 2000 };
  for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
    arith *M = arith_mpfr(bits[i]), *B = arith_ball(bits[i]);
    double nats = (double)bits[i] * log(2), m = 2 * series_order(M), b = 2.7 * series_order(B);
    cr_expect(m - 2 >= nats && m - 4 < nats, "%ld bits: order %g", bits[i], m / 2);
    cr_expect(b - 2.7 >= nats && b - 5.4 < nats, "%ld bits: order %g in balls", bits[i], b / 2.7);
    arith_free(M), arith_free(B);
  }
  arith *M = arith_mpfr(20000);
  cr_expect_eq(series_order(M), LARGEST_ORDER);
  arith_free(M);
}

/* The radius of convergence is that of the last two coefficients that there are, whatever the others. */
Test(flow_series, steps_are_of_the_radius_over_e_squared) {
  arith *D = arith_double();
  enum { N = 9 };
  arr c[N + 1];
  for (int wild = 0; wild < 2; wild++)
    for (int log2_radius_ = -3; log2_radius_ <= 3; log2_radius_++) {
      for (int k = 0; k <= N; k++) c[k] = times(power(whole(D, 2), -k * log2_radius_), 8, 1);
      if (wild) c[N] = NULL, c[N - 2] = whole(D, 0), c[N - 4] = power(whole(D, 2), 300);
      double step = series_log2_step(N, c);
      cr_expect_float_eq(step, log2_radius_ - 2 / log(2), 1e-12, "%g", step);
    }
  for (int k = 1; k <= N; k++) c[k] = NULL;
  cr_expect_eq(series_log2_step(N, c), HUGE_VAL);
  arith_free(D);
}

/* x' = with[0], whatever x is. */
FIELD(given_field, with[0])

typedef struct {
  arr x, slope;
} shapes;

static void run(const void *with) {
  const shapes *s = with;
  flow(given_field, s->x, rat(s->x->in, 1, 8), s->slope);
}

Test(flow_series, a_field_has_the_shape_of_the_state) {
  arith *D = arith_double();
  arr x = given(D, "1 2; 3 4"), v = given(D, "1 2");
  shapes wrong[] = { { x, given(D, "1 2 3; 4 5 6") }, { x, given(D, "1 2; 3 4; 5 6") },
                     { x, given(D, "1 2 3 4 5 6") },  { v, column(v) },
                     { v, given(D, "1 2 3") },        { v, row(v) },
                     { row(given(D, "1 2")), v },     { column(v), v } };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    cr_expect(aborts_saying(run, &wrong[i], "a field of shape", "at a state"), "case %zu", i);
  arith_free(D);
}

FIELD(exploding_field, x)
FIELD(fast_field, cosine(times(t, 1000000, 1)))

static arr grown(arr x) { return flow(exploding_field, x, whole(x->in, 4000)); }
static arr whirled(arr x) { return flow(fast_field, x, whole(x->in, 1)); }

/* e^t leaves the range of double before t = 710; a million turns take more steps than there are. */
Test(flow_series, flows_that_do_not_arrive_are_stopped) {
  arith *D = arith_double();
  cr_expect_eq(inability_of(grown, whole(D, 1)), STOPPED);
  cr_expect_eq(inability_of(whirled, whole(D, 0)), STOPPED);
  arith_free(D);
}
