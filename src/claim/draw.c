/* draw.c -- drawn instances: random exact inputs, the same on every machine. */
#include <stdio.h>
#include <string.h>

#include "claim/drawing.h"
#include "claim/shapes.h"
#include "lin/lin.h"

/* splitmix64 (Steele, Lea, Flood 2014): every seed starts a stream of full period. */
static uint64_t next(draw *d) {
  uint64_t z = d->state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

uint64_t draw_start(const char *id, unsigned long seed, int k) { /* FNV-1a of the id */
  uint64_t h = 0xCBF29CE484222325u;
  for (; *id; id++) h = (h ^ (unsigned char)*id) * 0x100000001B3u;
  draw d = { .state = h + seed };
  d.state = next(&d) + (uint64_t)k;
  return next(&d);
}

static long uniform(draw *d, long low, long high) {
  uint64_t span = (uint64_t)high - (uint64_t)low + 1;
  if (!span) return (long)next(d);
  uint64_t usable = UINT64_MAX - UINT64_MAX % span, x;
  do x = next(d);
  while (x >= usable);
  return (long)((uint64_t)low + x % span);
}

static long played(draw *d, long low, long high) {
  if (d->next >= d->play->count) return d->next++, simplest(low, high);
  long x = d->play->of[d->next++].value;
  return x < low ? low : x > high ? high : x;
}

static long chosen(draw *d, long low, long high, bool continuous) {
  if (low > high) broken("draw_whole: %ld above %ld", low, high);
  long x = d->playing ? played(d, low, high) : uniform(d, low, high);
  if (d->asked) {
    answers *all = d->asked;
    all->of = one_more(all->of, all->count, sizeof *all->of);
    all->of[all->count++] = (answer){ low, high, x, continuous };
  }
  return x;
}

long draw_whole(draw *d, long low, long high) { return chosen(d, low, high, false); }

/* A fraction between low and high units, in units of 1/FINE of them where that is asked. */
static arr fraction(draw *d, long low, long high, long denominator) {
  long finer = d->fine ? FINE : 1;
  return rat(d->into->exact, chosen(d, finer * low, finer * high, true), finer * denominator);
}

/* Of denominator 1 it is a whole number, and stays one. */
arr draw_between(draw *d, long low, long high, long denominator) {
  if (denominator == 1) return whole(d->into->exact, draw_whole(d, low, high));
  return fraction(d, low, high, denominator);
}

arr draw_list(draw *d, const char *bounds) {
  long low, high, denominator;
  arr list = NULL;
  for (int n; sscanf(bounds, " %ld..%ld/%ld%n", &low, &high, &denominator, &n) == 3; bounds += n) {
    arr one = draw_between(d, low, high, denominator);
    list = list ? stack(list, one) : flat(one);
  }
  if (!list || bounds[strspn(bounds, " ")])
    broken("draw_list: \"%s\" is no list of bounds", bounds);
  return list;
}

static arr one_dyadic(draw *d) { return fraction(d, -128, 128, 64); }

arr draw_dyadic(draw *d, int rows, int columns) {
  if (rows == 0) return one_dyadic(d);
  int n = rows * (columns ? columns : 1);
  arr list = one_dyadic(d);
  if (n == 1) list = flat(list);
  for (int i = 1; i < n; i++) list = stack(list, one_dyadic(d));
  return columns ? shaped(list, rows, columns) : list;
}

arr draw_spd(draw *d, int n) {
  arr G = draw_dyadic(d, n, n);
  return add(times(dot(G, transpose(G)), 1, 4), times(eye(G->in, n), 1, 8));
}

arr draw_probability(draw *d, int n) {
  arr w = flat(fraction(d, 1, 64, 1));
  for (int i = 1; i < n; i++) w = stack(w, fraction(d, 1, 64, 1));
  return over(w, total(w));
}

/* (I - K)(I + K)^-1 with K skew: orthogonal, of determinant 1. */
arr draw_rotation(draw *d, int n) {
  arr G = draw_dyadic(d, n, n), K = sub(G, transpose(G)), one = eye(G->in, n);
  return dot(sub(one, K), inverse(add(one, K)));
}

arith *draw_arithmetic(draw *d) { return d->into->exact; }

void set(draw *d, const char *name, arr x) {
  for (int i = 0; i < inputs_of(d->record); i++)
    if (!strcmp(d->record->inputs[i].name, name)) {
      if (x->in != d->into->exact) broken("set %s: not in the arithmetic of the draw", name);
      if (x->rank != rank_of(&d->record->inputs[i]))
        broken("set %s: rank %d where the record has shape \"%s\"", name, x->rank,
               d->record->inputs[i].shape);
      d->into->value[i] = x;
      return;
    }
  broken("set: %s is no input of this claim", name);
}
