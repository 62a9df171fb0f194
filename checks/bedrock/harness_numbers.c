/* One number as text: the bytes given and no others, within its limits on both sides of each. */
#include <criterion/criterion.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "claim/number_text.h"

typedef struct {
  char *text;
  size_t length;
  complaint why;
} answer_;

static answer_ of(const char *s, size_t n) {
  answer_ a = { 0 };
  if (!read_number_text(s, n, &a.text, &a.length, &a.why)) free(a.text), a.text = NULL;
  return a;
}

/* What stands behind the n bytes is not looked at. */
Test(harness_numbers, cut_is_as_if_it_ended_there) {
  static const char *const whole[] = { "-1/23", "+1.25e-3", "12E+4", "7/8", "-",
                                       "--",    "1.5",      "99",    "2/-3" };
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
    for (size_t n = 0; n <= strlen(whole[i]); n++) {
      char *copy = strndup(whole[i], n);
      answer_ a = of(whole[i], n), b = of(copy, n);
      cr_expect_eq(!a.text, !b.text, "%s", copy);
      if (a.text && b.text) cr_expect_str_eq(a.text, b.text);
      if (a.text) cr_expect(strlen(a.text) == a.length);
      if (!a.text) cr_expect_str_eq(a.why.text, b.why.text);
      free(a.text), free(b.text), free(copy);
    }
}

static void becomes(const char *s, const char *text) {
  answer_ a = of(s, strlen(s));
  cr_expect(a.text && !strcmp(a.text, text), "%s: %s %s", s, a.text ? a.text : "", a.why.text);
  free(a.text);
}
static void refused(const char *s, const char *sentence) {
  answer_ a = of(s, strlen(s));
  cr_expect(!a.text);
  cr_expect_str_eq(a.why.text, sentence);
  free(a.text);
}

Test(harness_numbers, limits) {
  becomes("1e004096", "1e004096");
  becomes("1e0000000", "1e0000000");
  becomes("1e0004096", "1e0004096");
  refused("1e4097", "the exponent of `1e4097` is beyond 4096");
  refused("1e123456", "the exponent of `1e123456` is beyond 4096");
  refused("1e1234567", "the exponent of `1e1234567` is beyond 4096");
  refused("3/00", "`3/00` divides by zero");
  refused("3/", "`3/` is not a number (expected 12, -0.5, 1e-3 or 3/7)");
  refused("3/0x", "`3/0x` is not a number (expected 12, -0.5, 1e-3 or 3/7)");
  refused("1e9999x", "`1e9999x` is not a number (expected 12, -0.5, 1e-3 or 3/7)");
  becomes("3/010", "3/010");
  char many[4099];
  memset(many, '7', sizeof many);
  many[4096] = '\0';
  becomes(many, many);
  many[4096] = '7', many[4097] = '\0';
  answer_ a = of(many, 4097);
  cr_expect(!a.text && strstr(a.why.text, "has 4097 characters, at most 4096 are read"));
}

/* A refusal leaves the text as it was. */
Test(harness_numbers, a_refusal_appends_nothing) {
  answer_ a = of("12", 2);
  cr_expect(!read_number_text("3x", 2, &a.text, &a.length, &a.why) && a.length == 2);
  cr_expect(read_number_text("-4", 2, &a.text, &a.length, &a.why));
  cr_expect_str_eq(a.text, "12-4");
  free(a.text);
}

/* Byte by byte and by handfuls: room for each, the text unharmed, and few moves. */
Test(harness_numbers, a_text_grows_by_doubling) {
  for (size_t most = 1; most < 100; most = 2 * most + 1) {
    char *text = NULL;
    size_t length = 0, kept = 0;
    int grown = 0;
    for (size_t i = 0; length < 20000; i++) {
      size_t more = most - i % (most / 2 + 1), used = more - i % 2 * (more / 3);
      text = longer(text, length, more);
      size_t size = malloc_usable_size(text);
      cr_assert(size > length + more, "%zu bytes for %zu and %zu", size, length, more);
      grown += size > kept, kept = size;
      for (size_t k = 0; k < used; k++, length++) text[length] = (char)('a' + length % 26);
      text[length] = '\0';
    }
    for (size_t k = 0; k < length; k++) cr_assert_eq(text[k], (char)('a' + k % 26));
    cr_expect(grown < 64 + 16, "moved %d times", grown);
    free(text);
  }
}
