/* Types of inputs: the first entry at fault is named, counted from one. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/types.h"

static void decided(type t, arr x, const char *sentence) {
  complaint why = { "" };
  bool yes = of_type("S", t, x, &why);
  cr_expect_eq(yes, !sentence, "%s", why.text);
  cr_expect_str_eq(why.text, sentence ? sentence : "");
}
static void rows(type t, const char *text, const char *sentence) {
  arith *in = arith_exact();
  decided(t, given(in, text), sentence);
  arith_free(in);
}
static void number_(type t, long p, long q, const char *sentence) {
  arith *in = arith_exact();
  decided(t, rat(in, p, q), sentence);
  arith_free(in);
}
/* A vector. */
static void list(type t, const char *text, const char *sentence) {
  arith *in = arith_exact();
  decided(t, flat(given(in, text)), sentence);
  arith_free(in);
}

Test(harness_types, the_entry_at_fault_is_named) {
  number_(POSITIVE, -1, 2, "S is -1/2, expected a positive number");
  number_(POSITIVE, 0, 1, "S is 0, expected a positive number");
  number_(POSITIVE, 1, 9, NULL);
  number_(NONNEGATIVE, 0, 1, NULL);
  number_(NONNEGATIVE, -1, 3, "S is -1/3, expected a number >= 0");
  list(NONNEGATIVE, "1 0 -2", "entry 3 of S is -2, expected a number >= 0");
  list(INTEGER, "1 1/2", "entry 2 of S is 1/2, expected a whole number");
  rows(INTEGER, "1 2 3; 4 5 1/6", "entry (2,3) of S is 1/6, expected a whole number");
  rows(NONNEGATIVE, "0 -1; 0 0", "entry (1,2) of S is -1, expected a number >= 0");
  rows(STOCHASTIC, "1 0; 1/2 1/3", "row 2 of S sums to 5/6, expected 1");
  rows(STOCHASTIC, "2 -1; 1 0", "entry (1,2) of S is -1, expected a number >= 0");
  rows(STOCHASTIC, "1/2 1/4; 1 0", "row 1 of S sums to 3/4, expected 1");
  list(PROBABILITY, "1 0", "entry 2 of S is 0, expected a positive probability");
  list(PROBABILITY, "1/2 1/4", "S sums to 3/4, expected 1");
  list(PROBABILITY, "1/2 1/4 1/4", NULL);
}

/* Sixty characters are shown in full, more with twelve digits. */
Test(harness_types, long_numbers_are_shortened) {
  char text[80], sentence[160];
  for (int length = 59; length <= 62; length++) {
    text[0] = '-';
    memset(text + 1, '3', (size_t)length - 1), text[length] = '\0';
    snprintf(sentence, sizeof sentence, "S is %s, expected a positive number", text);
    arith *in = arith_exact();
    complaint why;
    cr_expect(!of_type("S", POSITIVE, entry(given(in, text), 0, 0), &why));
    cr_expect_eq(!strcmp(why.text, sentence), length <= 60, "%d: %s", length, why.text);
    arith_free(in);
  }
}

Test(harness_types, symmetric) {
  rows(SYMMETRIC, "1 2 3; 2 1 4; 3 5 1", "S is not symmetric: entry (2,3) is 4, entry (3,2) is 5");
  rows(SYMMETRIC, "1 2; 3 1", "S is not symmetric: entry (1,2) is 2, entry (2,1) is 3");
  rows(SYMMETRIC, "1 2 3; 2 1 4", "S is 2 x 3, a symmetric matrix is square");
  rows(SYMMETRIC, "1 2; 2 1", NULL);
  number_(SYMMETRIC, -3, 1, NULL);
}

/* Pivots of LDL': of a number, the number itself. */
Test(harness_types, definite) {
  number_(SPD, 1, 2, NULL);
  number_(SPD, 0, 1, "S is 0, expected a positive number");
  number_(PSD, 0, 1, NULL);
  number_(PSD, -1, 1, "S is -1, expected a number >= 0");
  rows(SPD, "2 1; 1 1/4", "S is not positive definite: pivot 2 of its LDL' is negative");
  rows(SPD, "-2 1; 1 1/4", "S is not positive definite: pivot 1 of its LDL' is negative");
  rows(SPD, "1 0 0; 0 1 1; 0 1 1", "S is not positive definite: pivot 3 of its LDL' is 0");
  rows(PSD, "1 0 0; 0 0 1; 0 1 5",
       "S is not positive semidefinite: pivot 2 of its LDL' is 0 before a row that is not");
  rows(PSD, "4 2 0; 2 1 0; 0 0 0", NULL);
  rows(PSD, "0", NULL);
}

/* G G' + I is definite; less by any multiple above its least eigenvalue it is not. */
Test(harness_types, a_gram_matrix_is_definite_until_it_is_shifted) {
  arith *in = arith_exact();
  complaint why;
  arr G = given(in, "1 2 0 1; -1 1/2 3 0; 0 1 1 1; 2 -2 1/3 5"), S = dot(G, transpose(G));
  cr_expect(of_type("S", SPD, add(S, eye(in, 4)), &why), "%s", why.text);
  cr_expect(of_type("S", PSD, S, &why), "%s", why.text);
  cr_expect(!of_type("S", PSD, sub(S, times(eye(in, 4), 10, 1)), &why));
  arith_free(in);
}
