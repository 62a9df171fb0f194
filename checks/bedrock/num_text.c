/* What is written is read again as the same number. */
#include "num_all.h"
#include "num_hard.h"

static void written_and_read(arr x) {
  char why[128], *text = arr_text(x, 0);
  arr again = parse(x->in, text, why, sizeof why);
  cr_assert(again, "%s: %s", text, why);
  cr_expect(again->rank == x->rank && again->rows == x->rows && again->columns == x->columns);
  for (int i = 0; i < x->rows; i++)
    for (int j = 0; j < x->columns; j++)
      cr_expect(inside(sharp(entry(x, i, j)), entry(again, i, j)) == YES, "%s: %s",
                arith_name(x->in), text);
  free(text);
}

Test(num_text, every_shape_round_trips) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    dice d = 1;
    written_and_read(rat(in, -1, 3));
    for (int m = 1; m <= 3; m++)
      for (int n = 1; n <= 3; n++) written_and_read(thirds(in, &d, m, n));
    written_and_read(flat(thirds(in, &d, 2, 3)));
    arith_free(in);
  }
}

Test(num_text, every_exponent_round_trips) {
  for (int k = 0; k < KINDS; k++) {
    arith *in = kind_number(k);
    dice d = 2;
    for (int i = 0; i < 100; i++) {
      arr x = dyadic(in, random_double(&d, 300)),
          far = power(rat(in, 9, 7), arith_kind(in) == DOUBLE ? 900 : 9000);
      written_and_read(i % 2 ? x : mul(x, sharp(far)));
    }
    arith_free(in);
  }
}

/* The radius printed is never below the radius; digits are those asked for. */
Test(num_text, radii_and_digits) {
  arith *B = arith_ball(100), *F = arith_ball(300);
  dice d = 3;
  for (int i = 0; i < 200; i++) {
    arr x = fresh(B, 0, 1, 1);
    hard_ball(&d, x->data, (int)(roll(&d) % ENDLESS), 100);
    char *r = radius_text(x, 0, 0);
    cr_expect(le(as(F, radius(x)), upper(given(F, r))) == YES, "%s", r);
    cr_expect(le(given(F, r), mul(as(F, radius(x)), rat(F, 1002, 1000))) == YES ||
                  strcmp(r, "0.000e+00") == 0,
              "%s", r);
    free(r);
  }
  static const char *const shown[][2] = { { "1/3", "0.3333" },
                                          { "-20000/3", "-6667" },
                                          { "1e9", "1e+09" } };
  for (int k = 0; k < KINDS; k++)
    for (int i = 0; i < 3; i++) {
      arith *in = kind_number(k);
      char *t = entry_text(given(in, shown[i][0]), 0, 0, 4),
           *none = radius_text(whole(in, 1), 0, 0);
      cr_expect_str_eq(t, shown[i][1]);
      cr_expect(arith_kind(in) == BALL || strcmp(none, "0") == 0);
      free(t), free(none);
      arith_free(in);
    }
  arith_free(B), arith_free(F);
}
