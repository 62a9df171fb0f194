/* Variants of attention against their definitions, atom by atom. */
#include "lin_near.h"
#include "random.h"
#include "flow/flow.h"
#include "flow/variants.h"
#include "prob/prob.h"

static arr kernel_of(variant by, head h, arr x, arr y) {
  arr q = dot(h.Q, x), k = dot(h.K, y), s = dot(q, k), one = whole(s->in, 1);
  switch (by) {
  case L2: return expo(neg(total(square(sub(q, k)))));
  case SIGMOID: return over(expo(s), add(one, expo(s)));
  case LINEAR: return s;
  case RECTIFIED: return times(add(s, absolute(s)), 1, 2);
  default: return expo(s);
  }
}

static arr of_one_token(variant by, head h, arr x, arr cloud, arr masses) {
  arr above = wholes(row_at(cloud, 0), 0), below = whole(x->in, 0);
  for (int j = 0; j < cloud->rows; j++) {
    arr y = row_at(cloud, j), pull = mul(item(masses, j), kernel_of(by, h, x, y));
    above = add(above, mul(pull, y)), below = add(below, pull);
  }
  return dot(h.V, by == SOFTMAX || by == L2 ? over(above, below) : above);
}

static head random_head(arith *in, dice *seed, int d) {
  arr Q = random_matrix(in, seed, 2, d), K = random_matrix(in, seed, 2, d);
  return (head){ Q, K, random_matrix(in, seed, d, d) };
}

static arr random_masses(arith *in, dice *seed, int n) {
  arr p = flat(random_positive(in, seed, n, 1));
  return over(p, total(p));
}

Test(flow_variants, are_their_definitions) {
  for (int k = 0; k < INEXACT; k++)
    for (variant by = 0; by < VARIANTS; by++) {
      if (by == SINKHORN) continue;
      arith *in = arithmetic_number(k);
      dice seed = (dice)(by + 1);
      head h = random_head(in, &seed, 3);
      arr cloud = random_matrix(in, &seed, 4, 3), X = random_matrix(in, &seed, 3, 3);
      arr masses = random_masses(in, &seed, 4), all = attention_of(by, h, X, cloud, masses);
      for (int i = 0; i < 3; i++)
        cr_expect(near(row_at(all, i), of_one_token(by, h, row_at(X, i), cloud, masses), 24));
      arith_free(in);
    }
}

/* Against sweeps over rows and columns from e^(-|Qx - Ky|^2/2). */
Test(flow_variants, sinkhorn_is_the_limit_of_sweeps) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    if (arith_kind(in) == BALL) {
      arith_free(in);
      continue;
    }
    dice seed = 3;
    head h = random_head(in, &seed, 2);
    h.Q = times(h.Q, 1, 4), h.K = times(h.K, 1, 4);
    arr X = random_matrix(in, &seed, 4, 2), p = random_masses(in, &seed, 4);
    arr far = squared_distances(dot(X, transpose(h.Q)), dot(X, transpose(h.K)));
    arr kernel = expo(times(far, -1, 2));
    for (int sweep = 0; sweep < 200; sweep++) {
      kernel = over(kernel, column(dot(kernel, p)));
      kernel = over(kernel, row(dot(p, kernel)));
    }
    arr stated = product(kernel, mul(column(p), X), transpose(h.V));
    cr_expect(near(attention_of(SINKHORN, h, X, X, p), stated, 30));
    arith_free(in);
  }
}

/* A token feels others by its place in the cloud and its mass alone: written twice at half the mass it
 * moves as before. */
Test(flow_variants, tokens_move_by_the_law) {
  for (int k = 0; k < INEXACT; k++)
    for (variant by = 0; by < VARIANTS; by++) {
      if (by == SINKHORN || by == RECTIFIED) continue;
      arith *in = arithmetic_number(k);
      dice seed = 7;
      head h = random_head(in, &seed, 2);
      arr X = random_matrix(in, &seed, 2, 2), p = random_masses(in, &seed, 2), T = rat(in, 1, 512);
      arr twice = times(stack(p, p), 1, 2), with[] = { h.Q, h.K, h.V, p };
      arr end = flow_from(tokens_under(by), X, T, with);
      arr both = flow(tokens_under(by), stack(X, X), T, h.Q, h.K, h.V, twice);
      cr_expect(near(tokens_under(by)(T, X, with), attention_of(by, h, X, X, p), 8));
      cr_expect(near(rows_from(both, 0, 2), end, 30));
      arith_free(in);
    }
}
