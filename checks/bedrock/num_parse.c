/* Texts become exact numbers, or one sentence that says why not. */
#include "num_all.h"
#include "num_hard.h"
#include "fuzz.h"

static const struct {
  const char *text, *values;
  int rank, rows, columns;
} good[] = {
  { "1/2 0; 3/7 -1.25e-3", "1/2 0; 3/7 -1/800", 2, 2, 2 },
  { "5", "5", 0, 1, 1 },
  { " +5 ", "5", 0, 1, 1 },
  { "5;", "5;", 2, 1, 1 },
  { "1, 2,3", "1 2 3", 1, 3, 1 },
  { "1;2;", "1; 2", 2, 2, 1 },
  { "1 2 ;", "1 2;", 2, 1, 2 },
  { "\t-.5\n7.\r\n", "-1/2 7", 1, 2, 1 },
  { "6/-0", NULL, 0, 0, 0 },
  { "12/18 0/5 -0", "2/3 0 0", 1, 3, 1 },
  { "1e3 1E+3 1e-3 0.001e3", "1000 1000 1/1000 1", 1, 4, 1 },
  { "0e5000", "0", 0, 1, 1 },
};

Test(num_parse, good_texts) {
  arith *E = arith_exact();
  char why[128];
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    arr x = parse(E, good[i].text, why, sizeof why);
    cr_assert(!x == !good[i].values, "`%s`", good[i].text);
    if (!x) continue;
    char *t = arr_text(x, 0);
    cr_expect_str_eq(t, good[i].values);
    cr_expect(x->rank == good[i].rank && x->rows == good[i].rows && x->columns == good[i].columns);
    free(t);
  }
  arith_free(E);
}

static const char *const bad[][2] = {
  { "", "no numbers" },
  { " , ,", "no numbers" },
  { "1 2; 3", "row 2 has 1 entry, row 1 has 2" },
  { "1; 2 3", "row 2 has 2 entries, row 1 has 1" },
  { "1;;2", "row 2 is empty" },
  { ";", "row 1 is empty" },
  { "1/0", "`1/0` divides by zero" },
  { "1 x 2", "`x` is not a number" },
  { "1e", "`1e` is not a number" },
  { "1e+", "`1e+` is not a number" },
  { "1e 5", "`1e` is not a number" },
  { "1.2.3", "`1.2.3` is not a number" },
  { "1.5/2", "`1.5/2` is not a number" },
  { "1/2e3", "`1/2e3` is not a number" },
  { "--1", "`--1` is not a number" },
  { "0x10", "`0x10` is not a number" },
  { "inf", "`inf` is not a number" },
  { "NaN", "`NaN` is not a number" },
  { "1\v2\033[m", "`1?2?[m` is not a number" },
  { "1e5001", "the exponent of `1e5001` is beyond 5000" },
  { "1e-5001", "the exponent of `1e-5001` is beyond 5000" },
  { "1e99999999999999999999", "the exponent of `1e99999999999999999999` is beyond 5000" },
  { "1e-99999999999999999999", "the exponent of `1e-99999999999999999999` is beyond 5000" },
  { "1e-9223372036854775808", "the exponent of `1e-9223372036854775808` is beyond 5000" },
};

Test(num_parse, bad_texts) {
  arith *E = arith_exact();
  char why[128];
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    cr_expect_null(parse(E, bad[i][0], why, sizeof why), "`%s`", bad[i][0]);
    cr_expect_str_eq(why, bad[i][1]);
  }
  arith_free(E);
}

Test(num_parse, long_texts) {
  arith *E = arith_exact();
  char why[128], *digits = malloc(30001);
  memset(digits, '7', 30000);
  digits[30000] = '\0';
  cr_expect_null(parse(E, digits, why, sizeof why));
  cr_expect_str_eq(why, "a number of 30000 characters is too long");
  digits[20000] = '\0';
  arr x = parse(E, digits, why, sizeof why), ten = power(whole(E, 10), 20000);
  cr_expect(equal(x, over(mul(sub(ten, whole(E, 1)), whole(E, 7)), whole(E, 9))) == YES);
  memset(digits, '\303', 100), digits[100] = '\0'; /* half letters */
  cr_expect_null(parse(E, digits, why, sizeof why));
  free(digits);
  arith_free(E);
}

static size_t random_text(dice *d, unsigned char *text, size_t most) {
  static const char letters[] = "00112345678999+-../eE;;,  \t\n", *const seeds[] = {
    "1/2 0; 3/7 -1.25e-3",
    "1e-20 2.5E+10 -3",
    "-12345678901234567890/98765432109876543210",
    "1;2;3;",
  };
  size_t n = roll(d) % most, kind = roll(d) % 4;
  if (kind < 2) {
    for (size_t i = 0; i < n; i++)
      text[i] =
          kind ? (unsigned char)letters[roll(d) % (sizeof letters - 1)] : (unsigned char)roll(d);
    return n;
  }
  const char *seed = seeds[roll(d) % 4];
  n = strlen(seed);
  memcpy(text, seed, n);
  for (int i = (int)roll_between(d, 1, 3); i > 0; i--)
    text[roll(d) % n] =
        kind == 2 ? (unsigned char)letters[roll(d) % (sizeof letters - 1)] : (unsigned char)roll(d);
  return n;
}

Test(num_parse, any_text) {
  unsigned char text[64];
  dice d = 1;
  for (long i = 0; i < often(60000); i++) fuzz_numbers(text, random_text(&d, text, 40));
}

/* A word too long for the message is cut between characters. */
Test(num_parse, a_quoted_word_is_cut_between_characters) {
  arith *E = arith_exact();
  for (int shift = 0; shift < 2; shift++) {
    char text[401], message[512];
    memset(text, 'a', sizeof text);
    for (int i = shift; i + 1 < 400; i += 2) memcpy(text + i, "\xc3\xa9", 2);
    text[399 + shift % 2] = '\0';
    cr_expect(parse(E, text, message, sizeof message) == NULL);
    for (const char *c = message; *c; c++)
      if ((unsigned char)*c == 0xc3) cr_expect_eq((unsigned char)c[1], 0xa9, "shift %d", shift);
    cr_expect(strstr(message, "is not a number") != NULL, "%s", message);
    cr_expect(strstr(message, "\xc3\xa9\xc3\xa9") != NULL, "%s", message);
  }
  arith_free(E);
}
