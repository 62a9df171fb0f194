/* plan.c -- what one run of the program examines: arithmetics, instances, budget. */
#include "claim/plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void use(plan *p, number kind, long bits) {
  static const char *const family[] = { "exact", "double", "mpfr", "ball" };
  choice *c = &p->use[p->count++];
  *c = (choice){ .kind = kind, .bits = bits };
  if (kind == MPFR || kind == BALL)
    snprintf(c->name, sizeof c->name, "%s:%ld", family[kind], bits);
  else
    snprintf(c->name, sizeof c->name, "%s", family[kind]);
}

plan plan_default(bool full) {
  plan p = { .draws = -1, .seed = 1, .full = full };
  use(&p, EXACT, 0);
  use(&p, DOUBLE, 53);
  use(&p, MPFR, 128);
  use(&p, MPFR, 256);
  if (full) use(&p, MPFR, 512);
  use(&p, BALL, 128);
  if (full) use(&p, BALL, 512);
  return p;
}

static bool read_bits(const char *s, size_t n, long *bits, complaint *why) {
  char copy[16], word[64], *end;
  snprintf(copy, sizeof copy, "%.*s", (int)(n < 15 ? n : 15), s);
  *bits = strtol(copy, &end, 10);
  if (n && n < 15 && *s >= '0' && *s <= '9' && !*end && *bits >= FEWEST_BITS && *bits <= MOST_BITS)
    return true;
  return complain(why, "`%s` is not a precision (expected %d to %d bits)", quoted(s, n, word),
                  FEWEST_BITS, MOST_BITS);
}

static bool add_named(plan *p, const char *s, size_t n, complaint *why) {
  char word[64];
  long bits = 0;
  if (p->count == MOST_CHOICES) return complain(why, "more than %d arithmetics", MOST_CHOICES);
  if (n == 5 && !strncmp(s, "exact", n))
    use(p, EXACT, 0);
  else if (n == 6 && !strncmp(s, "double", n))
    use(p, DOUBLE, 53);
  else if (n >= 5 && (!strncmp(s, "mpfr:", 5) || !strncmp(s, "ball:", 5))) {
    if (!read_bits(s + 5, n - 5, &bits, why)) return false;
    use(p, *s == 'm' ? MPFR : BALL, bits);
  } else {
    return complain(why, "`%s` is not an arithmetic (expected exact, double, mpfr:P or ball:P)",
                    quoted(s, n, word));
  }
  for (int i = 0; i + 1 < p->count; i++)
    if (!strcmp(p->use[i].name, p->use[p->count - 1].name))
      return complain(why, "%s is named twice", p->use[i].name);
  return true;
}

/* Exact first, for what it decides no ball need decide; then as their precision grows. */
static int in_order(const void *a, const void *b) {
  const choice *x = a, *y = b;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  return x->bits < y->bits ? -1 : x->bits > y->bits;
}

bool plan_arithmetics(plan *p, const char *list, complaint *why) {
  p->count = 0;
  for (;;) {
    size_t n = strcspn(list, ",");
    if (!add_named(p, list, n, why)) return false;
    if (!list[n]) break;
    list += n + 1;
  }
  qsort(p->use, (size_t)p->count, sizeof *p->use, in_order);
  return true;
}

bool plan_bits(plan *p, const char *text, complaint *why) {
  long bits;
  if (!read_bits(text, strlen(text), &bits, why)) return false;
  p->count = 0;
  use(p, EXACT, 0);
  use(p, DOUBLE, 53);
  use(p, MPFR, bits);
  use(p, MPFR, 2 * bits);
  use(p, BALL, bits);
  return true;
}

#ifdef __SANITIZE_ADDRESS__
enum { SLOWDOWN = 10 }; /* of a program that watches its own memory */
#else
enum { SLOWDOWN = 1 };
#endif

/* Who asks for more draws than usual grants the time for them. */
double plan_budget(const plan *p, const claim *c) {
  double more = p->draws > USUAL_DRAWS ? 1 + (double)(p->draws - USUAL_DRAWS) / 5 : 1;
  return (c->budget > 0 ? c->budget : 20) * (p->full ? 10 : 1) * SLOWDOWN * more;
}
