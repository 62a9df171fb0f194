/* Enclosed flows contain the truth: closed forms, and MPFR flows, at 4 times the precision. */
#include "flow_fields.h"

/* The flow in balls at p contains truth_, known at 4p, and is narrow up to lost bits. */
#define ENCLOSES(x, truth_, lost)                                                      \
  cr_expect(contains(x, truth_, 3 * arith_bits((x)->in)) &&                            \
                log2_radius(x) <= log2_size(x) - (double)arith_bits((x)->in) + (lost), \
            "%s: radius 2^%.1f", arith_name((x)->in), log2_radius(x))

Test(flow_enclosed, riccati_matrices) {
  dice d = 1, e = 1;
  for (int i = 0; i < 30; i++) {
    long bits = i % 10 ? 40 : 128;
    arith *B = arith_ball(bits), *M = arith_mpfr(4 * bits);
    int n = 1 + i % 3;
    arr S = random_spd(B, &d, n), A = random_matrix(B, &d, n, n), T = rat(B, 1, 4 << n);
    arr s = random_spd(M, &e, n), a = random_matrix(M, &e, n, n), t = rat(M, 1, 4 << n);
    ENCLOSES(flow(riccati_field, S, T, A), riccati_closed(s, a, t), 20);
    arith_free(B), arith_free(M);
  }
}

static void scalar(long bits) {
  arith *B = arith_ball(bits), *M = arith_mpfr(4 * bits);
  arr T = rat(B, 3, 2), t = rat(M, 3, 2), one = whole(M, 1);
  ENCLOSES(flow(tangent_field, whole(B, 0), T), over(sine(t), cosine(t)), 20);
  ENCLOSES(flow(gaussian_field, whole(B, 1), T), expo(square(t)), 20);
  ENCLOSES(flow(circle_field, whole(B, 2), T), root(sub(whole(M, 4), square(t))), 20);
  ENCLOSES(flow(cubic_field, whole(B, 1), T), power(add(one, t), 3), 20);
  ENCLOSES(flow(clock_field, whole(B, 0), T), sine(t), 20);
  ENCLOSES(flow(decay_field, whole(B, 1), whole(B, 5)), expo(whole(M, -5)), 20);
  ENCLOSES(flow(squared_field, rat(B, 1, 3), T), over(rat(M, 1, 3), sub(one, times(t, 1, 3))), 20);
  arr X = flow(still_field, given(B, "1 2; 3 4"), T),
      O = flow(decay_field, zeros(B, 2, 2), whole(B, 10));
  cr_expect(equal(X, given(B, "1 2; 3 4")) == YES);
  cr_expect(inside(zeros(B, 2, 2), O) == YES && log2_size(O) < -(double)bits);
  arr tiny = power(rat(B, 1, 10), 300), x = flow(decay_field, tiny, whole(B, 1));
  ENCLOSES(x, mul(power(rat(M, 1, 10), 300), expo(whole(M, -1))), 20);
  arith_free(B), arith_free(M);
}

Test(flow_enclosed, scalars_in_time) { scalar(64), scalar(128); }

/* Without a closed form: division, softmax, attention, inverse, root, elementary functions. */
static const struct {
  field f;
  const char *x0, *with;
} fields[] = {
  { falling_field, "1/2", "0" },
  { waving_field, "1/3 -2", "0" },
  { pulling_field, "1/2", "0" },
  { choosing_field, "1/2 1/3 1/6", "1 0 -2; 1/2 3 0; 0 -1 1" },
  { attending_field, "1 0; 1/2 -1; -1/3 1/4", "1 -1; 1/2 1/2" },
  { inverting_field, "1 1/3; 0 2", "1 0; 1/2 1" },
  { rooting_field, "1 1/3; 0 2", "1 0; 0 1" },
};

Test(flow_enclosed, without_a_closed_form) {
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    arith *B = arith_ball(40), *M = arith_mpfr(160);
    arr x0 = given(B, fields[i].x0), with = given(B, fields[i].with);
    arr T = rat(B, 1, 2), x = flow(fields[i].f, x0, T, with);
    ENCLOSES(x, flow(fields[i].f, given(M, fields[i].x0), rat(M, 1, 2), given(M, fields[i].with)),
             24);
    arr W[] = { with }, half = flow_between(fields[i].f, whole(B, 0), x0, rat(B, 1, 5), W);
    arr legs = flow_between(fields[i].f, rat(B, 1, 5), half, T, W);
    cr_expect(overlaps(x, legs) == YES, "two legs, field %zu", i);
    arith_free(B), arith_free(M);
  }
}

/* Every point of a wide beginning, and every end in a wide T. */
Test(flow_enclosed, wide_states_and_times) {
  arith *B = arith_ball(64), *M = arith_mpfr(256);
  arr r = rat(B, 1, 256), T = rat(B, 1, 2), with[] = { given(B, "1 0 -2; 1/2 3 0; 0 -1 1"), NULL };
  arr v = given(M, "1/2 1/3 1/6"), matrix[] = { as(M, with[0]), NULL };
  arr wide = flow_from(choosing_field, ball(as(B, v), r), T, with),
      late = flow_from(choosing_field, as(B, v), ball(T, r), with);
  arr risen = flow(squared_field, ball(whole(B, 1), r), T);
  for (int c = 0; c < 8; c += 3) {
    arr signs = given(M, "1 1 1");
    arr e[] = { whole(M, c & 1 ? 1 : -1), whole(M, c & 2 ? 1 : -1), whole(M, c & 4 ? 1 : -1) };
    signs = times(pack(M, 3, e), 1, 256);
    cr_expect(contains(wide, flow_from(choosing_field, add(v, signs), rat(M, 1, 2), matrix), 190));
    cr_expect(contains(
        late, flow_from(choosing_field, v, add(rat(M, 1, 2), item(signs, 0)), matrix), 190));
    arr x0 = add(whole(M, 1), item(signs, 0));
    cr_expect(contains(risen, over(x0, sub(whole(M, 1), times(x0, 1, 2))), 190));
  }
  cr_expect(log2_radius(wide) < -5 && log2_radius(late) < -5 && log2_radius(risen) < -5);
  arith_free(B), arith_free(M);
}
