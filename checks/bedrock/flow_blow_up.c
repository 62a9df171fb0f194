/* A certified time below the blow-up, close to it, and the state there. */
#include "flow_fields.h"

static arr reached(arr x0, arr *x) { return flow_until_blow_up(squared_field, x0, 20, x, NULL); }

Test(flow_blow_up, of_scalars) {
  arith *E = arith_exact();
  dice d = 1;
  for (int i = 0; i < 2; i++) {
    arith *B = arith_ball(64 << i);
    arr q = rat(E, roll_between(&d, 1, 99), 7), x, t = reached(as(B, q), &x);
    arr end = over(whole(E, 1), q), room = times(end, 999, 1000);
    cr_expect(lt(t, as(B, end)) == YES && lt(as(B, room), t) == YES, "t = %g", approx(t, 0, 0));
    arr fine = over(whole(B, 1), sub(as(B, end), t));
    cr_expect(overlaps(x, fine) == YES && all_finite(x));
    arith_free(B);
  }
  arith_free(E);
}

/* The largest eigenvalue of M S0 t is 1 at the end. */
Test(flow_blow_up, of_matrices) {
  dice d = 2;
  for (int n = 2; n <= 3; n++) {
    arith *B = arith_ball(64);
    arr S0 = random_spd(B, &d, n), M = random_spd(B, &d, n), R = spd_root(S0), x;
    arr l = symmetric_eigen(product(R, M, R), NULL), end = over(whole(B, 1), item(l, n - 1));
    arr t = flow_until_blow_up(riccati_field, S0, 20, &x, (arr[]){ M });
    cr_expect(lt(t, end) == YES && lt(times(end, 999, 1000), t) == YES, "n = %d: %g of %g", n,
              approx(t, 0, 0), approx(end, 0, 0));
    cr_expect(overlaps(x, riccati_closed(S0, M, t)) == YES, "n = %d", n);
    arith_free(B);
  }
}

/* Without a blow-up it walks on; what it cannot enclose at all it does not claim. */
Test(flow_blow_up, of_no_time_at_all) {
  arith *B = arith_ball(64);
  arr x, t = flow_until_blow_up(squared_field, ball(whole(B, 1), given(B, "1e30")), 40, &x, NULL);
  cr_expect(all_finite(x) && lt(t, rat(B, 1, 1000000)) == YES);
  arith_free(B);
}

/* A field that no box decides: there is no step at all, however short. */
FIELD(open_field, neg(over(whole(x->in, 1), sub(x, x))))

Test(flow_blow_up, where_no_box_is_found_it_stands) {
  arith *B = arith_ball(64);
  arr x, start = whole(B, 1), t = flow_until_blow_up(open_field, start, 20, &x, NULL);
  cr_expect(equal(t, whole(B, 0)) == YES && equal(x, start) == YES);
  arith_free(B);
}

/* Far beyond the digits that there are. */
Test(flow_blow_up, no_floor_is_needed) {
  arith *B = arith_ball(64);
  arr x, t = flow_until_blow_up(squared_field, whole(B, 1), 100000, &x, NULL);
  cr_expect(lt(whole(B, 1), t) != YES && lt(rat(B, 9, 10), t) == YES && all_finite(x));
  arith_free(B);
}
