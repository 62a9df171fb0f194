/* Matchings against all permutations, and their duals. */
#include "lin_near.h"
#include "random.h"
#include "prob/prob.h"

enum { LOST = 20 };

/* The least cost of completing a matching of the first rows. */
static arr least_of_all(arr C, int row_, unsigned taken) {
  arr best = NULL;
  if (row_ == C->rows) return whole(C->in, 0);
  for (int j = 0; j < C->rows; j++)
    if (!(taken >> j & 1)) {
      arr cost = add(entry(C, row_, j), least_of_all(C, row_ + 1, taken | 1u << j));
      best = best ? lesser_of(best, cost) : cost;
    }
  return best;
}

static void check(arr C) {
  int n = C->rows, to[n];
  arr f, g, cost = assignment(C, to, &f, &g), sum = whole(C->in, 0);
  unsigned seen = 0;
  for (int i = 0; i < n; i++) seen |= 1u << to[i], sum = add(sum, entry(C, i, to[i]));
  cr_expect(seen == (1u << n) - 1);
  cr_expect(near(cost, sum, LOST) && near(cost, least_of_all(C, 0, 0), LOST));
  cr_expect(near(cost, add(total(f), total(g)), LOST));
  arr slack = sub(C, add(column(f), row(g))), crumb = power(rat(C->in, 1, 2), 40);
  cr_expect(lt(neg(crumb), slack) == YES);
  if (arith_kind(C->in) == EXACT) cr_expect(le(wholes(C, 0), slack) == YES);
  for (int i = 0; i < n; i++) cr_expect(lt(entry(slack, i, to[i]), crumb) == YES);
}

Test(prob_assignment, against_all_permutations) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 5; n++)
      for (int i = 0; i < 4; i++) {
        arith *in = arithmetic_number(k);
        dice d = (dice)(10 * n + i);
        check(random_matrix(in, &d, n, n));
        arith_free(in);
      }
}

/* Costs of few values, so that many matchings are the cheapest. */
Test(prob_assignment, ties) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    check(given(in, "1 1 2; 1 1 2; 2 2 1"));
    check(filled(in, 4, 4, whole(in, 3)));
    check(given(in, "0 1 0 1; 1 0 1 0; 0 0 1 1; 1 1 0 0"));
    arith_free(in);
  }
}

Test(prob_assignment, squared_distances) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 3; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr X = random_matrix(in, &d, 4, n), Y = random_matrix(in, &d, 2, n);
      arr C = squared_distances(X, Y);
      cr_expect(C->rows == 4 && C->columns == 2);
      for (int i = 0; i < 8; i++) {
        arr off = sub(row_at(X, i / 2), row_at(Y, i % 2));
        cr_expect(near(entry(C, i / 2, i % 2), dot(off, off), LOST));
      }
      arith_free(in);
    }
}

/* Squared distances on the line: the order is kept. */
Test(prob_assignment, on_the_line) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    arr x = given(in, "3 -1/2 7/3 0 1/5"), y = given(in, "1/2 5 -7 2 1/3");
    int to[5], stated[5] = { 1, 2, 3, 4, 0 };
    assignment(squared_distances(column(x), column(y)), to, NULL, NULL);
    for (int i = 0; i < 5; i++) cr_expect_eq(to[i], stated[i]);
    arith_free(in);
  }
}
