/* Attention against its definition, token by token. */
#include "lin_near.h"
#include "random.h"
#include "flow/attention.h"
#include "flow/flow.h"

static arr of_one_token(head h, arr x, arr cloud, arr masses) {
  arr above = NULL, below = NULL, query = dot(h.Q, x);
  for (int j = 0; j < cloud->rows; j++) {
    arr y = row_at(cloud, j), pull = mul(item(masses, j), expo(dot(query, dot(h.K, y))));
    above = above ? add(above, mul(pull, y)) : mul(pull, y);
    below = below ? add(below, pull) : pull;
  }
  return dot(h.V, over(above, below));
}

Test(flow_attention, is_its_definition) {
  for (int k = 0; k < INEXACT; k++)
    for (int d = 1; d <= 3; d++) {
      arith *in = arithmetic_number(k);
      dice seed = (dice)d;
      head h = { random_matrix(in, &seed, 2, d), random_matrix(in, &seed, 2, d),
                 random_matrix(in, &seed, d, d) };
      arr cloud = random_matrix(in, &seed, 4, d), X = random_matrix(in, &seed, 3, d);
      arr masses = flat(random_positive(in, &seed, 4, 1)), log_masses = ln(masses);
      arr all = attention(h, X, cloud, log_masses);
      for (int i = 0; i < 3; i++)
        cr_expect(near(row_at(all, i), of_one_token(h, row_at(X, i), cloud, masses), 24));
      arith_free(in);
    }
}

/* At t = 1/4 the parameters are three quarters of the first and a quarter of the second; the tokens
 * after the cloud do not move it, and one that lies on it moves with it. */
Test(flow_attention, feels_the_cloud_only) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice seed = 5;
    arr with[7], quarter = rat(in, 1, 4);
    for (int i = 0; i < 6; i++) with[i] = times(random_matrix(in, &seed, 2, 2), 1, 2);
    with[6] = ln(flat(random_positive(in, &seed, 3, 1)));
    arr cloud = random_matrix(in, &seed, 3, 2), all = stack(cloud, rows_from(cloud, 1, 1));
    head h = head_at(quarter, with);
    cr_expect(near(h.K, add(times(with[2], 3, 4), times(with[3], 1, 4)), 4));
    arr rate = attention_field(quarter, all, with);
    cr_expect(near(rate, attention(h, all, cloud, with[6]), 12));
    arr end = flow_from(attention_field, all, quarter, with);
    cr_expect(near(rows_from(end, 0, 3), flow_from(attention_field, cloud, quarter, with), 24));
    cr_expect(near(row_at(end, 3), row_at(end, 1), 24));
    arith_free(in);
  }
}
