#include "lin_near.h"
#include "random.h"
#include "flow/flow.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr path(arr t, const arr *with) { return interpolant_covariance(t, with[0], with[1]); }
static arr field_path(arr t, const arr *with) { return interpolant_field(t, with[0], with[1]); }

/* dS/dt = A S + S A', A(0) = -I, A(1) = I; reversed in time the field changes its sign. */
Test(prob_interpolant, solves_the_continuity_equation) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 4; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr S0 = random_spd(in, &d, n), S1 = random_spd(in, &d, n), with[] = { S0, S1 };
      arr t = rat(in, 3, 8), one = whole(in, 1), S = path(t, with), A = field_path(t, with);
      arr flux = dot(A, S);
      cr_expect(near(add(flux, transpose(flux)), derivative(path, t, one, with), 24));
      cr_expect(near(interpolant_field(whole(in, 0), S0, S1), neg(eye(in, n)), 24));
      cr_expect(near(interpolant_field(one, S0, S1), eye(in, n), 24));
      cr_expect(near(interpolant_field(sub(one, t), S1, S0), neg(A), 24));
      arith_free(in);
    }
}

/* Of commuting covariances, by jets: A = S'/(2 S), entry by entry. */
Test(prob_interpolant, lifts_to_jets) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    arr a = given(in, "1 2 1/3"), b = given(in, "3 1/2 5"), with[] = { diagonal(a), diagonal(b) };
    arr t = rat(in, 1, 4), one = whole(in, 1), rest = sub(one, t);
    arr s = add(mul(square(rest), a), mul(square(t), b)), m = sub(mul(t, b), mul(rest, a));
    arr slope = over(sub(mul(add(a, b), s), times(square(m), 2, 1)), square(s));
    cr_expect(near(derivative(field_path, t, one, with), diagonal(slope), 24));
    arith_free(in);
  }
}
