/* natural.c -- the order of ids, and how far apart two words are. */
#include "claim/natural.h"

#include <ctype.h>
#include <string.h>

static int digit(char c) { return isdigit((unsigned char)c); }

int natural_order(const char *a, const char *b) {
  const char *a0 = a, *b0 = b;
  while (*a || *b) {
    if (!digit(*a) || !digit(*b)) {
      if (*a != *b) return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
      a++, b++;
      continue;
    }
    a += strspn(a, "0"), b += strspn(b, "0");
    size_t m = strspn(a, "0123456789"), n = strspn(b, "0123456789");
    if (m != n) return m < n ? -1 : 1;
    int c = memcmp(a, b, m);
    if (c) return c < 0 ? -1 : 1;
    a += m, b += n;
  }
  return strcmp(a0, b0);
}

static int least_of(int a, int b) { return a < b ? a : b; }

int edit_distance(const char *a, const char *b) {
  enum { LONGEST = 63 };
  int row[3][LONGEST + 1];
  int m = least_of((int)strlen(a), LONGEST), n = least_of((int)strlen(b), LONGEST);
  for (int j = 0; j <= n; j++) row[0][j] = j;
  for (int i = 1; i <= m; i++) {
    int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
    now[0] = i;
    for (int j = 1; j <= n; j++) {
      now[j] = least_of(last[j - 1] + (a[i - 1] != b[j - 1]), least_of(last[j], now[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = least_of(now[j], before[j - 2] + 1);
    }
  }
  return row[m % 3][n];
}
