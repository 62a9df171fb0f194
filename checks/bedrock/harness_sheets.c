/* What a user gives in files: names, lines, blocks; each mistake at its place. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "claim/sheet.h"

static void parsed(const char *text, const char *sentence) {
  sheet all = { 0 };
  complaint why = { "" };
  bool fine = sheet_parse(&all, "f", text, strlen(text), &why);
  cr_expect_eq(fine, !sentence, "%s: %s", text, why.text);
  cr_expect_str_eq(why.text, sentence ? sentence : "", "%s: %s", text, why.text);
  sheet_free(&all);
}

Test(harness_sheets, mistakes_have_a_place) {
  parsed("V = 1\nW = 2\n", NULL);
  parsed("", NULL);
  parsed("# only\n\n  # words", NULL);
  parsed("V = 1\nV = 2\n", "f, line 2: V is given twice");
  parsed("# one = 1\n\nV = 1 x\n",
         "f, line 3: V: `x` is not a number (expected 12, -0.5, 1e-3 or 3/7)");
  parsed("word\nV = 1\n", "f, line 1: `word` is not an assignment (expected NAME = rows)");
  parsed("word", "f, line 1: `word` is not an assignment (expected NAME = rows)");
  parsed("\n= 1\n", "f, line 2: `` is not a name (expected NAME = rows)");
  parsed("a b = 1\n", "f, line 1: `a b` is not a name (expected NAME = rows)");
  parsed("a\x7F = 1\n", "f, line 1: `a?` is not a name (expected NAME = rows)");
  parsed("a\x1F = 1\n", "f, line 1: `a?` is not a name (expected NAME = rows)");
  parsed("V = 1\n 2 # W = 3\n 4\nW =\n 5 6\n 7\n",
         "f, line 6: row 2 of W has 1 entry, row 1 has 2");
  parsed("V =\nW = 1\n", "f, line 2: V has no numbers");
  parsed("V = 1 2\n3,,4\n", "f, line 2: entry 2 of row 2 of V is missing");
  parsed("V = 1 2\n,3\n", "f, line 2: entry 1 of row 2 of V is missing");
  parsed("V = 1 2;\n;3\n", "f, line 2: row 2 of V is empty");
}

/* 59 bytes are a name, 60 are none. */
Test(harness_sheets, names_have_a_length) {
  for (int n = 58; n <= 61; n++) {
    char *text = say("%0*d = 1", n, 0);
    sheet all = { 0 };
    complaint why;
    cr_expect_eq(sheet_set(&all, text, &why), n < 60, "%d", n);
    sheet_free(&all), free(text);
  }
}

static void same_as(const char *text, size_t n, const char *value) {
  sheet all = { 0 };
  complaint why = { "" };
  cr_expect(sheet_parse(&all, "f", text, n, &why), "%s", why.text);
  cr_assert_eq(all.count, 1u);
  cr_expect_str_eq(all.of[0].value.text, value);
  sheet_free(&all);
}

/* The bytes given and no others; a mark of byte order is no part of them. */
Test(harness_sheets, the_bytes_given_and_no_others) {
  same_as("V=12", 3, "1;");
  same_as("V=12", 4, "12;");
  same_as("V=1\nW=2", 4, "1;");
  same_as("V=1\n=", 4, "1;");
  same_as("V=1 2\n3 4", 9, "1 2;3 4;");
  sheet all = { 0 };
  complaint why = { "" };
  cr_expect(sheet_parse(&all, "f", "\xEF\xBB\xBF", 3, &why) && !all.count, "%s", why.text);
}

Test(harness_sheets, blanks_and_blocks_after_the_sign) {
  static const char *const same[] = { "V=1 2;3 4", " V =1,2; 3,4;", "V= \t1 2\n3 4\n",
                                      "\tV\t=\t1 2;3\t4" };
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    sheet all = { 0 };
    complaint why = { "" };
    cr_expect(sheet_set(&all, same[i], &why), "%s", why.text);
    cr_expect_str_eq(all.of[0].value.text, "1 2;3 4;");
    cr_expect(all.of[0].value.rows == 2 && all.of[0].value.columns == 2);
    sheet_free(&all);
  }
}

static char *file_with(const char *bytes, size_t n) {
  char *path = strdup("/tmp/elenchus-sheets-XXXXXX");
  int fd = mkstemp(path);
  cr_assert(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
  close(fd);
  return path;
}

/* A block larger than is read at once arrives whole; its mistakes have its lines. */
Test(harness_sheets, a_large_block_is_read_whole) {
  size_t n = 70000;
  char *bytes = malloc(n);
  for (size_t i = 0; i < n; i += 2) bytes[i] = (char)('0' + (i / 2) % 10), bytes[i + 1] = ' ';
  bytes[n - 1] = '\n';
  char *path = file_with(bytes, n), *word = say("V=@%s", path);
  sheet all = { 0 };
  complaint why = { "" };
  cr_assert(sheet_set(&all, word, &why), "%s", why.text);
  cr_expect(all.of[0].value.rows == 1 && all.of[0].value.columns == 35000);
  cr_expect(!memcmp(all.of[0].value.text, bytes, n - 1));
  sheet_free(&all), unlink(path), free(path), free(word), free(bytes);
  path = file_with("1 2\n3 y\n", 8), word = say("V = \t@%s", path);
  cr_expect(!sheet_set(&all, word, &why));
  char *sentence = say("%s, line 2: V: `y` is not a number (expected 12, -0.5, 1e-3 or 3/7)", path);
  cr_expect_str_eq(why.text, sentence);
  unlink(path), free(path), free(word), free(sentence);
}

/* Neither a folder nor more than 64 MB is a file of numbers. */
Test(harness_sheets, what_is_no_such_file) {
  sheet all = { 0 };
  complaint why = { "" };
  cr_expect(!sheet_read(&all, "/tmp", &why));
  cr_expect_str_eq(why.text, "cannot read /tmp: Is a directory");
  char *path = file_with("# nothing\n", 10),
       *sentence = say("%s assigns nothing (expected NAME = rows)", path);
  cr_expect(!sheet_read(&all, path, &why));
  cr_expect_str_eq(why.text, sentence);
  free(sentence);
  cr_assert_eq(truncate(path, 64 << 20), 0);
  cr_expect(!sheet_read(&all, path, &why));
  cr_expect(!strstr(why.text, "larger"), "%s", why.text);
  cr_assert_eq(truncate(path, (64 << 20) + 1), 0);
  cr_expect(!sheet_read(&all, path, &why));
  sentence = say("%s is larger than 64 MB", path);
  cr_expect_str_eq(why.text, sentence);
  unlink(path), free(path), free(sentence);
}

/* A million numbers are read, and not one more. */
Test(harness_sheets, a_million_numbers) {
  for (size_t n = 1000000; n <= 1000001; n++) {
    char *bytes = malloc(2 * n);
    for (size_t i = 0; i < n; i++)
      bytes[2 * i] = '7', bytes[2 * i + 1] = i % 1000 == 999 ? ';' : ' ';
    rows r;
    complaint why = { "" };
    bool fine = read_rows("V", bytes, 2 * n, (place){ 0 }, &r, &why);
    cr_expect_eq(fine, n == 1000000);
    if (fine)
      rows_free(&r);
    else
      cr_expect_str_eq(why.text, "more than a million numbers");
    free(bytes);
  }
}
