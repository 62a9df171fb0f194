/* number_text.c -- one exact number as text: a decimal, with or without exponent, or p/q. */
#include "claim/number_text.h"

#include <string.h>

typedef struct {
  const char *s;
  size_t length;
} run_of_digits;

static run_of_digits digits(const char **s, const char *end) {
  run_of_digits d = { *s, 0 };
  while (*s < end && **s >= '0' && **s <= '9') (*s)++;
  d.length = (size_t)(*s - d.s);
  return d;
}

static bool all_zero(run_of_digits d) {
  for (size_t i = 0; i < d.length; i++)
    if (d.s[i] != '0') return false;
  return true;
}

/* The value of at most six digits after leading zeros; more are past every limit here. */
static long small_value(run_of_digits d) {
  while (d.length > 1 && *d.s == '0') d.s++, d.length--;
  if (d.length > 6) return 1000000;
  long value = 0;
  for (size_t i = 0; i < d.length; i++) value = 10 * value + (d.s[i] - '0');
  return value;
}

static void append(char **text, size_t *length, const char *s, size_t n) {
  memcpy(*text + *length, s, n);
  *length += n;
  (*text)[*length] = '\0';
}

static void append_digits(char **text, size_t *length, run_of_digits d) {
  append(text, length, d.length ? d.s : "0", d.length ? d.length : 1);
}

/* [sign] digits [. digits] [e [sign] digits] | [sign] digits / digits */
bool read_number_text(const char *s, size_t n, char **text, size_t *length, complaint *why) {
  char word[64];
  const char *c = s, *end = s + n;
  if (n > LONGEST_NUMBER_TEXT)
    return complain(why, "`%s` has %zu characters, at most %d are read", quoted(s, n, word), n,
                    LONGEST_NUMBER_TEXT);
  *text = longer(*text, *length, n + 3);
  size_t start = *length;
  if (c < end && (*c == '-' || *c == '+')) {
    if (*c++ == '-') append(text, length, "-", 1);
  }
  run_of_digits whole = digits(&c, end), part = { c, 0 };
  bool point = c < end && *c == '.';
  if (point) c++, part = digits(&c, end);
  bool fine = whole.length + part.length > 0;
  append_digits(text, length, whole);
  if (part.length) append(text, length, ".", 1), append(text, length, part.s, part.length);
  if (fine && c < end && (*c == 'e' || *c == 'E')) {
    bool negative = ++c < end && *c == '-';
    if (c < end && (*c == '-' || *c == '+')) c++;
    run_of_digits ten = digits(&c, end);
    fine = ten.length > 0;
    if (fine && c == end && small_value(ten) > LARGEST_TEN_POWER)
      return complain(why, "the exponent of `%s` is beyond %d", quoted(s, n, word),
                      LARGEST_TEN_POWER);
    append(text, length, negative ? "e-" : "e", negative ? 2 : 1);
    append_digits(text, length, ten);
  } else if (fine && !point && c < end && *c == '/') {
    c++;
    run_of_digits under = digits(&c, end);
    fine = under.length > 0;
    if (fine && c == end && all_zero(under))
      return complain(why, "`%s` divides by zero", quoted(s, n, word));
    append(text, length, "/", 1);
    append_digits(text, length, under);
  }
  if (fine && c == end) return true;
  *length = start;
  return complain(why, "`%s` is not a number (expected 12, -0.5, 1e-3 or 3/7)", quoted(s, n, word));
}
