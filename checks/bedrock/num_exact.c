/* Exact arithmetic is a field, with the roots of squares and nothing else. */
#include "lin_near.h"
#include "num_hard.h"

static void same(arr x, arr y, const char *what) { cr_expect(equal(x, y) == YES, "%s", what); }
#define SAME(x, y) same(x, y, #x " = " #y)

/* Numerators and denominators from one digit to a hundred. */
static arr random_rational(arith *E, dice *d) {
  arr p = whole(E, roll_between(d, -9, 9)), q = whole(E, roll_between(d, 1, 9));
  for (long i = roll_between(d, 0, 5); i > 0; i--) {
    p = add(mul(p, whole(E, 1L << 62)), whole(E, roll_between(d, -99, 99)));
    q = add(mul(q, whole(E, 1L << 61)), whole(E, roll_between(d, 0, 99)));
  }
  return roll(d) % 2 ? over(p, q) : p;
}

Test(num_exact, is_a_field) {
  arith *E = arith_exact();
  dice d = 1;
  arr zero = whole(E, 0), one = whole(E, 1);
  mark m = region_mark(E);
  for (int i = 0; i < 1000; i++) {
    arr x = random_rational(E, &d), y = random_rational(E, &d), z = random_rational(E, &d);
    SAME(add(x, y), add(y, x)), SAME(mul(x, y), mul(y, x));
    SAME(add(x, add(y, z)), add(add(x, y), z)), SAME(mul(x, mul(y, z)), mul(mul(x, y), z));
    SAME(mul(x, add(y, z)), add(mul(x, y), mul(x, z)));
    SAME(add(x, zero), x), SAME(mul(x, one), x), SAME(add(x, neg(x)), zero),
        SAME(sub(x, y), add(x, neg(y)));
    if (equal(y, zero) == NO)
      SAME(mul(over(x, y), y), x), SAME(mul(power(y, -3), power(y, 3)), one);
    SAME(square(x), mul(x, x)), SAME(times(x, 6, -4), over(mul(x, whole(E, -3)), whole(E, 2)));
    SAME(absolute(x), greater_of(x, neg(x))),
        SAME(lesser_of(x, y), neg(greater_of(neg(x), neg(y))));
    region_keep(&m, &zero, &one);
  }
  arith_free(E);
}

/* x < y, and the order is that of the differences. */
Test(num_exact, is_ordered) {
  arith *E = arith_exact();
  dice d = 2;
  arr zero = whole(E, 0);
  for (int i = 0; i < 500; i++) {
    arr x = random_rational(E, &d), y = roll(&d) % 4 ? random_rational(E, &d) : x, g = sub(x, y);
    cr_expect((lt(x, y) == YES) + (equal(x, y) == YES) + (lt(y, x) == YES) == 1);
    cr_expect_eq(lt(x, y), lt(g, zero));
    cr_expect_eq(le(x, y), lt(y, x) == YES ? NO : YES);
  }
  arith_free(E);
}

Test(num_exact, products_are_sums_of_products) {
  arith *E = arith_exact();
  dice d = 3;
  for (int n = 1; n <= 5; n++) {
    arr A = random_matrix(E, &d, n, 3), B = random_matrix(E, &d, 3, n), AB = dot(A, B);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) SAME(entry(AB, i, j), total(mul(row_at(A, i), column_at(B, j))));
    SAME(trace(AB), trace(dot(B, A)));
    SAME(transpose(AB), dot(transpose(B), transpose(A)));
  }
  arith_free(E);
}

static arr inverse_of(arr x) { return over(whole(x->in, 1), x); }
static arr pi_of(arr x) { return constant_pi(x->in); }
static arr power_minus_two(arr x) { return power(x, -2); }

Test(num_exact, what_is_not_rational_says_so) {
  arith *E = arith_exact();
  dice d = 4;
  for (int i = 0; i < 300; i++) {
    arr x = random_rational(E, &d);
    SAME(root(square(x)), absolute(x));
    SAME(root(sub(x, x)), sub(x, x));
    cr_expect_eq(inability_of(root, add(square(whole(E, i + 1)), whole(E, 1))), NOT_RATIONAL);
    cr_expect_eq(inability_of(root, over(whole(E, 1), add(square(whole(E, i + 1)), whole(E, 1)))),
                 NOT_RATIONAL);
  }
  cr_expect_eq(inability_of(root, whole(E, -4)), NOT_RATIONAL);
  cr_expect_eq(inability_of(root, given(E, "4 9 8")), NOT_RATIONAL);
  arr (*const f[])(arr) = { expo, sine, tanhyp, cosine, ln, pi_of };
  for (int k = 0; k < 6; k++)
    cr_expect_eq(inability_of(f[k], rat(E, 1, 2)), NOT_RATIONAL, "function %d", k);
  arr zero = whole(E, 0), one = whole(E, 1);
  SAME(expo(zero), one), SAME(sine(zero), zero), SAME(tanhyp(zero), zero), SAME(cosine(zero), one);
  SAME(ln(one), zero);
  cr_expect_eq(inability_of(inverse_of, zero), STOPPED);
  cr_expect_eq(inability_of(inverse_of, given(E, "1 2 0")), STOPPED);
  cr_expect_eq(inability_of(power_minus_two, zero), STOPPED);
  arith_free(E);
}

/* Guards nest: the innermost one catches, and the sentence names the arithmetic. */
static void inner(void *with) { root(whole(with, 2)); }
static void middle(void *with) {
  char message[128];
  cr_expect_eq(arith_guard(inner, with, message, sizeof message), NOT_RATIONAL);
  cr_expect_str_eq(message, "exact: this root is not rational");
  cannot(with, UNDECIDED, "after %d", 1);
}

Test(num_exact, guards_nest) {
  arith *E = arith_exact();
  char message[128] = "old", tiny[6];
  cr_expect_eq(arith_guard(middle, E, message, sizeof message), UNDECIDED);
  cr_expect_str_eq(message, "exact: after 1");
  cr_expect_eq(arith_guard(inner, E, tiny, sizeof tiny), NOT_RATIONAL);
  cr_expect_str_eq(tiny, "exact");
  cr_expect_eq(arith_guard(inner, E, NULL, 0), NOT_RATIONAL);
  arith_free(E);
}

static void at_length(void *with) {
  char text[3000];
  memset(text, 'x', sizeof text);
  text[sizeof text - 1] = '\0';
  cannot(with, STOPPED, "%s", text);
}

Test(num_exact, a_long_reason_is_cut) {
  arith *E = arith_exact();
  char message[4096];
  cr_expect_eq(arith_guard(at_length, E, message, sizeof message), STOPPED);
  cr_expect(strncmp(message, "exact: xxx", 10) == 0);
  cr_expect_eq(strlen(message), 511);
  arith_free(E);
}
