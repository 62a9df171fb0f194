/* shapes.c -- the shapes of inputs: "" a number, "d" a vector, "n,d" a matrix. */
#include "claim/shapes.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int rank_of(const input_spec *s) {
  if (!s->shape || !*s->shape) return 0;
  return strchr(s->shape, ',') ? 2 : 1;
}

/* The first or second symbol of "n,d"; the size it is bound to, or 0. */
static int bound(const input_spec *s, bool second, const sizes *all, char symbol[8],
                 const char **by) {
  snprintf(symbol, 8, "%s", second ? strchr(s->shape, ',') + 1 : s->shape);
  symbol[strcspn(symbol, ",")] = '\0';
  *by = NULL;
  if (isdigit((unsigned char)*symbol)) return atoi(symbol);
  for (int k = 0; k < all->count; k++)
    if (!strcmp(all->of[k].symbol, symbol)) {
      *by = all->of[k].by;
      return all->of[k].size;
    }
  return 0;
}

static bool bind(const input_spec *s, bool second, int size, sizes *all, complaint *why) {
  char symbol[8];
  const char *by;
  int known = bound(s, second, all, symbol, &by);
  if (known && known != size) {
    if (!by)
      return complain(why, "%s has %d %s, expected %d", s->name, size, second ? "columns" : "rows",
                      known);
    return complain(why, "%s has %d %s, but %s = %d by %s", s->name, size,
                    rank_of(s) == 1 ? "entries"
                    : second        ? "columns"
                                    : "rows",
                    symbol, known, by == s->name ? "its rows" : by);
  }
  if (!known && all->count < 24) {
    snprintf(all->of[all->count].symbol, 8, "%s", symbol);
    all->of[all->count].size = size;
    all->of[all->count++].by = s->name;
  }
  return true;
}

arr shaped_as(const input_spec *s, arr x, sizes *all, complaint *why) {
  int rank = rank_of(s), n = x->rows * x->columns;
  if (rank == 0) {
    if (n == 1) return entry(x, 0, 0);
    complain(why, "%s has %d entries, expected one number", s->name, n);
    return NULL;
  }
  if (rank == 1) {
    if (x->rows == 1 || x->columns == 1) return bind(s, false, n, all, why) ? flat(x) : NULL;
    complain(why, "%s is %d x %d, expected a vector (%s entries)", s->name, x->rows, x->columns,
             s->shape);
    return NULL;
  }
  return bind(s, false, x->rows, all, why) && bind(s, true, x->columns, all, why) ? x : NULL;
}

bool fits(const input_spec *s, arr x, const sizes *all) {
  char symbol[8];
  const char *by;
  int rank = rank_of(s);
  if (rank == 0) return true;
  int first = bound(s, false, all, symbol, &by);
  if (first && first != x->rows) return false;
  int second = rank == 2 ? bound(s, true, all, symbol, &by) : 0;
  return !second || second == x->columns;
}
