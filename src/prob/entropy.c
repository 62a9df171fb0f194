/* entropy.c -- entropies of probability vectors, with 0 log 0 = 0. */
#include "prob/parts.h"

/* Ones where p is zero, exactly: log(p + that) vanishes there. */
static arr zeros_of(arr p) {
  bool zero[p->rows];
  arr nothing = whole(p->in, 0);
  for (int i = 0; i < p->rows; i++) zero[i] = equal(item(p, i), nothing) == YES;
  arr z = mask(p->rows, 1, p->in, zero);
  return column_at(z, 0);
}

static void vectors_only(arr p, const char *who) {
  if (p->rank != 1) broken("%s: a vector is needed, not rank %d", who, p->rank);
}

arr entropy(arr p) {
  vectors_only(p, "entropy");
  return neg(dot(p, ln(add(p, zeros_of(p)))));
}

arr relative_entropy(arr p, arr q) {
  vectors_only(p, "relative_entropy");
  arr none = zeros_of(p), ones = sub(whole(p->in, 1), none);
  return dot(p, ln(add(over(mul(p, ones), add(mul(q, ones), none)), none)));
}
