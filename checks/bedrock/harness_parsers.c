/* What users type: numbers, rows, assignments, files; and whatever else may come in. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/natural.h"
#include "claim/number_text.h"
#include "claim/sheet.h"
#include "claim/shapes.h"
#include "claim/types.h"

static char *plain(const char *s, complaint *why) {
  char *text = NULL;
  size_t length = 0;
  if (read_number_text(s, strlen(s), &text, &length, why)) return text;
  free(text);
  return NULL;
}

Test(harness_parsers, numbers_take_their_plain_form) {
  static const char *const pairs[][2] = {
    { "12", "12" },   { "-1/2", "-1/2" },     { "+1.000e+00", "1.000e00" },
    { ".5", "0.5" },  { "5.", "5" },          { "-1.25E-3", "-1.25e-3" },
    { "0/7", "0/7" }, { "1e4096", "1e4096" },
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    complaint why = { "" };
    char *text = plain(pairs[i][0], &why);
    cr_expect(text && !strcmp(text, pairs[i][1]), "%s became %s %s", pairs[i][0], text, why.text);
    free(text);
  }
}

Test(harness_parsers, what_is_no_number_is_named) {
  static const char *const bad[] = { "",     "-",   "1/0",  "1/00", "1e",  "1e+",         "1.5/2",
                                     "0x10", "nan", "1..2", "1/-2", "--1", "1e999999999", "1e-4097",
                                     ".",    "e5",  "1/" };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    complaint why = { "" };
    char *text = plain(bad[i], &why);
    cr_expect(!text && *why.text, "`%s` was read", bad[i]);
    free(text);
  }
  char *many = malloc(5001);
  memset(many, '7', 5000), many[5000] = '\0';
  complaint why;
  cr_expect(!plain(many, &why) && strstr(why.text, "5000 characters"));
  free(many);
}

static void refuses(const char *text, const char *sentence) {
  sheet all = { 0 };
  complaint why = { "" };
  cr_expect(!sheet_set(&all, text, &why), "`%s` was read", text);
  cr_expect_str_eq(why.text, sentence);
  sheet_free(&all);
}

Test(harness_parsers, a_mistake_gets_one_sentence) {
  refuses("V = 1 2; 3", "row 2 of V has 1 entry, row 1 has 2");
  refuses("V = 1/0", "V: `1/0` divides by zero");
  refuses("V = 1;; 2", "row 2 of V is empty");
  refuses("V = 1,,2", "entry 2 of row 1 of V is missing");
  refuses("V =", "V has no numbers");
  refuses("V", "`V` assigns nothing (expected NAME = rows, as in V='1 0; 0 1')");
  refuses("V=@/nonexistent/file", "cannot read /nonexistent/file: No such file or directory");
}

static char *file_of(const char *bytes, size_t n) {
  char *path = strdup("/tmp/elenchus-harness-XXXXXX");
  int fd = mkstemp(path);
  cr_assert(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
  close(fd);
  return path;
}

Test(harness_parsers, files_continue_and_comment) {
  const char text[] =
      "\xEF\xBB\xBF# an instance\nV = 1 0  # first row\n    0, 1\r\nT =\n 1/4\nW = 1 2; 3 4\n";
  char *path = file_of(text, sizeof text - 1);
  sheet all = { 0 };
  complaint why = { "" };
  cr_assert(sheet_read(&all, path, &why), "%s", why.text);
  cr_assert_eq(all.count, 3u);
  cr_expect_str_eq(all.of[0].value.text, "1 0;0 1;");
  cr_expect_str_eq(all.of[1].value.text, "1/4;");
  cr_expect_str_eq(all.of[2].value.text, "1 2;3 4;");
  cr_expect_eq(all.of[2].line, 6);
  sheet_free(&all);
  unlink(path), free(path);
}

Test(harness_parsers, files_name_the_line) {
  const char text[] = "V = 1 0\n    0 1\n\nT = 1\n    x\n";
  char *path = file_of(text, sizeof text - 1);
  sheet all = { 0 };
  complaint why = { "" };
  cr_assert(!sheet_read(&all, path, &why));
  cr_expect(strstr(why.text, "line 5: T: `x` is not a number"), "%s", why.text);
  sheet_free(&all);
  unlink(path), free(path);
}

Test(harness_parsers, savetxt_is_read_exactly) {
  const char text[] = "# header\n1.000000000000000056e-01,2.5e+00\n-3.0e-3,4\n";
  char *path = file_of(text, sizeof text - 1), *set_ = say("V=@%s", path);
  sheet all = { 0 };
  complaint why = { "" };
  cr_assert(sheet_set(&all, set_, &why), "%s", why.text);
  cr_expect_str_eq(all.of[0].value.text, "1.000000000000000056e-01 2.5e00;-3.0e-3 4;");
  sheet_free(&all);
  unlink(path), free(path), free(set_);
}

/* Bytes that look like input, cut and mixed: read or refused with a sentence, never worse. */
Test(harness_parsers, noise_is_read_or_refused) {
  static const char bytes[] = "0123456789+-./eE;,= \n\t#V@\0\xff\r19999999999999999999";
  unsigned long x = 12345;
  for (int k = 0; k < 20000; k++) {
    char text[64];
    size_t n = 0;
    for (; n < sizeof text; n++) {
      x = x * 6364136223846793005u + 1442695040888963407u;
      if ((x >> 33) % 40 == 0) break;
      text[n] = bytes[(x >> 40) % (sizeof bytes - 1)];
    }
    rows r;
    complaint why = { "" };
    if (read_rows("V", text, n, (place){ 0 }, &r, &why)) {
      arith *exact = arith_exact();
      char message[256];
      arr z = parse(exact, r.text, message, sizeof message);
      cr_assert(z && z->rows == r.rows && z->columns == r.columns, "%s", r.text);
      arith_free(exact), rows_free(&r);
    } else {
      cr_assert(*why.text && !r.text);
    }
  }
}

Test(harness_parsers, ids_have_a_natural_order) {
  static const char *const order[] = { "odt-P3.2",  "odt-P3.10", "odt-P10.1",      "odt-R2.1a",
                                       "odt-R2.1b", "odt-T4.1",  "odt-T4.1:proof", "udt-L4.1" };
  for (size_t i = 0; i < sizeof order / sizeof *order; i++)
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
      int c = natural_order(order[i], order[k]);
      cr_expect(i < k ? c < 0 : i > k ? c > 0 : c == 0, "%s %s", order[i], order[k]);
    }
  cr_expect(natural_order("a01", "a1") != 0 &&
            natural_order("a01", "a1") == -natural_order("a1", "a01"));
  cr_expect_eq(edit_distance("odt-P33", "odt-P3.3"), 1);
  cr_expect_eq(edit_distance("odt-3P.3", "odt-P3.3"), 1);
  cr_expect_eq(edit_distance("", "abc"), 3);
}

static bool fits_type(type t, const char *text) {
  arith *exact = arith_exact();
  complaint why = { "" };
  bool yes = of_type("S", t, given(exact, text), &why);
  cr_expect(yes || *why.text);
  arith_free(exact);
  return yes;
}

Test(harness_parsers, types_are_decided_exactly) {
  cr_expect(fits_type(SPD, "2 1; 1 1"));
  cr_expect(fits_type(SPD, "1 0 0; 0 1e-300 0; 0 0 1"));
  cr_expect(!fits_type(SPD, "1 1; 1 1"));
  cr_expect(fits_type(PSD, "1 1; 1 1"));
  cr_expect(fits_type(PSD, "0 0 0; 0 1 1; 0 1 1"));
  cr_expect(!fits_type(PSD, "0 1; 1 0"));
  cr_expect(!fits_type(PSD, "1 1; 1 0.9999999999999999999999999"));
  cr_expect(!fits_type(SYMMETRIC, "1 1/2; 1/3 1"));
  cr_expect(fits_type(PROBABILITY, "1/3 1/3 1/3"));
  cr_expect(!fits_type(PROBABILITY, "1/3 1/3 0.333333333333333333"));
  cr_expect(fits_type(STOCHASTIC, "1/2 1/2; 0 1"));
  cr_expect(!fits_type(STOCHASTIC, "1/2 1/2; 3/2 -1/2"));
  cr_expect(fits_type(INTEGER, "4/2 -3") && !fits_type(INTEGER, "1/2"));
}

Test(harness_parsers, letters_are_one_size) {
  arith *exact = arith_exact();
  sizes all = { 0 };
  complaint why = { "" };
  input_spec square = { "V", "d,d", REAL, NULL }, vector = { "b", "d", REAL, NULL };
  cr_expect(shaped_as(&square, given(exact, "1 2; 3 4"), &all, &why));
  arr column_ = shaped_as(&vector, given(exact, "1; 2"), &all, &why);
  cr_expect(column_ && column_->rank == 1);
  cr_expect(!shaped_as(&vector, given(exact, "1 2 3;"), &all, &why));
  cr_expect_str_eq(why.text, "b has 3 entries, but d = 2 by V");
  sizes none = { 0 };
  cr_expect(!shaped_as(&square, given(exact, "1 2 3; 4 5 6"), &none, &why));
  arith_free(exact);
}
