/* Tokens on the sphere: the fields term by term, their tangents, and rotations of everything. */
#include "flow_fields.h"
#include "flow/sphere.h"

/* Row i of the attention field as the paper writes it. */
static arr term_by_term(arr X, int i, arr V, arr B, arr beta, arr masses) {
  arr x = row_at(X, i), pull = wholes(x, 0), weights = whole(X->in, 0);
  for (int j = 0; j < X->rows; j++) {
    arr y = row_at(X, j), w = mul(item(masses, j), expo(mul(beta, product(x, B, y))));
    pull = add(pull, mul(w, dot(V, y))), weights = add(weights, w);
  }
  arr mean = over(pull, weights);
  return sub(mean, mul(dot(x, mean), x));
}

static arr precision(int k) {
  return whole(k == 0 ? arith_double() : k == 1 ? arith_mpfr(128) : arith_ball(128), 0);
}

Test(flow_sphere, fields_term_by_term) {
  for (int k = 0; k < 3; k++) {
    arr zero = precision(k), one = whole(zero->in, 1);
    dice d = 5;
    for (int n = 1; n <= 4; n++) {
      arr X = unit_rows(random_matrix(zero->in, &d, n, 3)), V = random_matrix(zero->in, &d, 3, 3);
      arr B = random_matrix(zero->in, &d, 3, 3), beta = rat(zero->in, n, 3), masses = NULL;
      for (int j = 0; j < n; j++) {
        arr m = rat(zero->in, 1 + j, 2);
        masses = masses ? stack(masses, m) : flat(m);
      }
      arr F = sphere_attention(zero, X, (arr[]){ V, B, beta, ln(masses) });
      arr cold = zero_temperature(zero, X, (arr[]){ V, B });
      for (int i = 0; i < n; i++) {
        arr x = row_at(X, i), nearest = dot(transpose(B), x);
        cr_expect(near(row_at(F, i), term_by_term(X, i, V, B, beta, masses), 10));
        arr drift = over(dot(V, nearest), norm(nearest));
        cr_expect(near(row_at(cold, i), sub(drift, mul(dot(x, drift), x)), 10));
        cr_expect(near(add(one, dot(x, row_at(F, i))), one, 8));
      }
    }
    arith_free(zero->in);
  }
}

/* A projection along x; it forgets multiples of x. */
Test(flow_sphere, tangential_projects) {
  for (int k = 0; k < 3; k++) {
    arr zero = precision(k);
    dice d = 6;
    arr X = unit_rows(random_matrix(zero->in, &d, 3, 4)), F = random_matrix(zero->in, &d, 3, 4);
    cr_expect(near(sum_rows(square(X)), wholes(column_at(X, 0), 1), 4));
    cr_expect(near(unit_rows(mul(column(given(zero->in, "1/3 5 7")), X)), X, 5));
    arr P = tangential(X, F), along = mul(column(sum_rows(mul(X, F))), X);
    cr_expect(near(add(P, along), F, 8));
    cr_expect(near(tangential(X, P), P, 8));
    cr_expect(near(tangential(X, add(F, times(X, 7, 3))), P, 9));
    arith_free(zero->in);
  }
}

/* R x for x, R V R' for V and R B R' for B turn the field with them; tokens may change places. */
Test(flow_sphere, turned_and_permuted) {
  arith *in = arith_mpfr(160);
  arr R = given(in, "2/3 -1/3 2/3; 2/3 2/3 -1/3; -1/3 2/3 2/3"), swap = given(in, "0 1; 1 0");
  dice d = 7;
  arr X = unit_rows(random_matrix(in, &d, 2, 3)), V = random_matrix(in, &d, 3, 3),
      zero = whole(in, 0);
  arr B = random_matrix(in, &d, 3, 3), beta = whole(in, 2), equal_masses_ = given(in, "0 0"),
      RT = transpose(R);
  arr F = sphere_attention(zero, X, (arr[]){ V, B, beta, equal_masses_ });
  arr turned = sphere_attention(
      zero, dot(X, RT), (arr[]){ product(R, V, RT), product(R, B, RT), beta, equal_masses_ });
  cr_expect(near(turned, dot(F, RT), 10));
  arr swapped = sphere_attention(zero, dot(swap, X), (arr[]){ V, B, beta, equal_masses_ });
  cr_expect(near(swapped, dot(swap, F), 10));
  arith_free(in);
}

/* A step h along the field and back: for a tangent f, (x + h f) / root(1 + h^2 |f|^2). */
Test(flow_sphere, steps_stay_on_the_sphere) {
  for (int k = 0; k < 3; k++) {
    arr zero = precision(k), h = rat(zero->in, 1, 3), one = whole(zero->in, 1);
    dice d = 9;
    arr X = unit_rows(random_matrix(zero->in, &d, 3, 3)), V = random_matrix(zero->in, &d, 3, 3);
    arr B = random_matrix(zero->in, &d, 3, 3), masses = no_log_masses(X);
    arr with[] = { V, B, one, masses, h };
    cr_expect(masses->rank == 1 && masses->rows == 3 && equal(masses, zero) == YES);
    for (int cold = 0; cold < 2; cold++) {
      arr F = (cold ? zero_temperature : sphere_attention)(zero, X, with);
      arr Y = (cold ? zero_temperature_step : attention_step)(with, 0, X);
      arr length = root(add(one, mul(square(h), sum_rows(square(F)))));
      cr_expect(near(mul(column(length), Y), add(X, mul(h, F)), 8));
    }
    arith_free(zero->in);
  }
}
