/* Double and MPFR at 53 bits agree bit for bit, in the normal range. */
#include <criterion/criterion.h>
#include <string.h>

#include "num_hard.h"

enum { MANY = 4000 };

static bool same_doubles(arr x, arr y) {
  const double *a = x->data;
  bool same = x->rank == y->rank && x->rows == y->rows && x->columns == y->columns;
  for (long i = 0; same && i < entries(x); i++) {
    double b = mpfr_get_d((mpfr_srcptr)y->data + i, MPFR_RNDN);
    same = memcmp(&b, a + i, sizeof b) == 0;
  }
  return same;
}

typedef struct {
  arith *D, *M;
  dice d;
} pair;

static pair begin(dice d) { return (pair){ arith_double(), arith_mpfr(53), d }; }
static void end(pair *p) { arith_free(p->D), arith_free(p->M); }

static void drawn(pair *p, int n, int e, arr *x, arr *y) {
  dice again = p->d;
  *x = random_doubles(p->D, &p->d, n, e);
  *y = random_doubles(p->M, &again, n, e);
}

static void binary_agrees(arr (*f)(arr, arr), const char *name, int e) {
  pair p = begin((dice)e);
  arr x, y, u, v;
  drawn(&p, MANY, e, &x, &y);
  drawn(&p, MANY, e, &u, &v);
  cr_expect(same_doubles(f(x, u), f(y, v)), "%s, exponents to %d", name, e);
  cr_expect(same_doubles(f(x, item(u, 7)), f(y, item(v, 7))), "%s with a scalar", name);
  end(&p);
}

Test(num_bits, sums_products_quotients) {
  binary_agrees(add, "add", 60);
  binary_agrees(add, "add", 900);
  binary_agrees(sub, "sub", 2);
  binary_agrees(sub, "sub", 60);
  binary_agrees(mul, "mul", 500);
  binary_agrees(over, "over", 500);
  binary_agrees(greater_of, "greater_of", 1);
  binary_agrees(lesser_of, "lesser_of", 1);
}

Test(num_bits, roots_squares_powers_scales) {
  pair p = begin(9);
  arr x, y;
  drawn(&p, MANY, 1000, &x, &y);
  cr_expect(same_doubles(root(absolute(x)), root(absolute(y))), "root");
  cr_expect(same_doubles(neg(x), neg(y)), "neg");
  drawn(&p, MANY, 100, &x, &y);
  cr_expect(same_doubles(square(x), square(y)), "square");
  for (int n = -9; n <= 9; n++) cr_expect(same_doubles(power(x, n), power(y, n)), "power %d", n);
  for (int i = 0; i < 100; i++) {
    long a = roll_between(&p.d, -(1L << 53), 1L << 53), b = roll_between(&p.d, 1, 1L << i % 54);
    cr_expect(same_doubles(times(x, a, b), times(y, a, b)), "times %ld / %ld", a, b);
  }
  end(&p);
}

Test(num_bits, sums_keep_the_order_of_the_index) {
  pair p = begin(10);
  for (int n = 1; n <= 40; n++) {
    arr x, y;
    drawn(&p, 7 * n, 30, &x, &y);
    cr_expect(same_doubles(total(x), total(y)), "total, n = %d", n);
    cr_expect(same_doubles(norm(x), norm(y)), "norm, n = %d", n);
    arr X = shaped(x, n, 7), Y = shaped(y, n, 7);
    cr_expect(same_doubles(sum_rows(X), sum_rows(Y)), "sum_rows, n = %d", n);
    cr_expect(same_doubles(sum_columns(X), sum_columns(Y)), "sum_columns, n = %d", n);
    cr_expect(same_doubles(dot(x, x), dot(y, y)), "dot, n = %d", n);
  }
  end(&p);
}

Test(num_bits, products_of_every_shape_up_to_nine) {
  pair p = begin(11);
  for (int m = 1; m <= 9; m++)
    for (int k = 1; k <= 9; k++)
      for (int n = 1; n <= 9; n++) {
        arr x, y, u, v;
        drawn(&p, m * k, 20, &x, &y);
        drawn(&p, k * n, 20, &u, &v);
        arr X = shaped(x, m, k), Y = shaped(y, m, k), U = shaped(u, k, n), V = shaped(v, k, n);
        cr_expect(same_doubles(dot(X, U), dot(Y, V)), "%d x %d x %d", m, k, n);
        cr_expect(same_doubles(dot(row_at(X, 0), U), dot(row_at(Y, 0), V)));
        cr_expect(same_doubles(dot(X, column_at(U, 0)), dot(Y, column_at(V, 0))));
      }
  end(&p);
}

/* What no number answers: NaN spreads through every operation, and through max and min too. */
Test(num_bits, not_a_number_spreads_alike) {
  pair p = begin(12);
  double odd[] = { NAN, 1, INFINITY, -INFINITY, 0, NAN, -1 };
  arr x = of_doubles(p.D, 7, odd), y = of_doubles(p.M, 7, odd);
  arr (*const f[])(arr, arr) = { add, sub, mul, over, greater_of, lesser_of };
  for (size_t k = 0; k < sizeof f / sizeof *f; k++) {
    arr a = flat(f[k](column(x), row(x))), b = flat(f[k](column(y), row(y)));
    for (int i = 0; i < 49; i++) {
      double u = approx(a, i, 0), v = approx(b, i, 0);
      cr_expect(isnan(u) ? isnan(v) : u == v, "operation %zu, entry %d: %g %g", k, i, u, v);
      if (isnan(odd[i / 7]) || isnan(odd[i % 7])) cr_expect(isnan(u), "operation %zu", k);
    }
  }
  end(&p);
}
