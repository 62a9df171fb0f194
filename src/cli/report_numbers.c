/* report_numbers.c -- decimals cut to what is certain of them. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/report.h"

enum { MOST_DIGITS = 48, MOST_FRACTION = 96 };

/* The power of ten of the leading digit; INT_MIN for zero. */
static int leading_power(const char *s) {
  double x = fabs(strtod(s, NULL));
  const char *e = strpbrk(s, "eE");
  if (x > 0 && isfinite(x)) return (int)floor(log10(x));
  return e ? atoi(e + 1) : -9999;
}

/* Its first n significant digits and its exponent; "..." where more were known. */
static char *cut(const char *s, int n, bool more_known) {
  char *out = room(NULL, strlen(s) + 8, 1), *to = out;
  int digits = 0;
  bool begun = false, cut_off = false, point = false;
  const char *at = s;
  for (; *at && !strchr("eE", *at); at++) {
    if (isdigit((unsigned char)*at)) {
      begun = begun || *at != '0';
      if (begun && digits++ >= n) {
        cut_off = true;
        if (point) continue;
        *to++ = '0';
        continue;
      }
    }
    point = point || *at == '.';
    *to++ = *at;
  }
  if (cut_off && more_known) to = stpcpy(to, "…");
  strcpy(to, at);
  return out;
}

char *certain_digits(const char *value, const char *radius) {
  if (!value) return copy_of("");
  size_t length = strlen(value);
  if (strchr(value, '/'))
    return length <= MOST_FRACTION ? copy_of(value) : say("%.*s…", MOST_FRACTION, value);
  bool enclosed = radius && strtod(radius, NULL) > 0;
  int known = MOST_DIGITS;
  if (enclosed) known = leading_power(value) - leading_power(radius);
  if (known < 1) known = 1;
  return cut(value, known < MOST_DIGITS ? known : MOST_DIGITS, true);
}
