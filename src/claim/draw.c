/* draw.c -- drawn instances: random exact inputs, the same on every machine. */
#include <stdint.h>
#include <string.h>

#include "claim/registry.h"
#include "claim/sample.h"
#include "claim/shapes.h"
#include "lin/lin.h"

struct draw {
  uint64_t state;
  const claim *record;
  sample *into;
};

/* splitmix64 (Steele, Lea, Flood 2014): every seed starts a stream of full period. */
static uint64_t next(draw *d) {
  uint64_t z = d->state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static uint64_t hashed(const char *id, unsigned long seed, int k) { /* FNV-1a of the id */
  uint64_t h = 0xCBF29CE484222325u;
  for (; *id; id++) h = (h ^ (unsigned char)*id) * 0x100000001B3u;
  draw d = { .state = h + seed };
  d.state = next(&d) + (uint64_t)k;
  return next(&d);
}

long draw_whole(draw *d, long low, long high) {
  if (low > high) broken("draw_whole: %ld above %ld", low, high);
  uint64_t span = (uint64_t)high - (uint64_t)low + 1;
  if (!span) return (long)next(d);
  uint64_t usable = UINT64_MAX - UINT64_MAX % span, x;
  do x = next(d);
  while (x >= usable);
  return (long)((uint64_t)low + x % span);
}

arr draw_between(draw *d, long low, long high, long denominator) {
  return rat(d->into->exact, draw_whole(d, low, high), denominator);
}

static arr one_dyadic(draw *d) { return draw_between(d, -128, 128, 64); }

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
  arr w = flat(draw_between(d, 1, 64, 1));
  for (int i = 1; i < n; i++) w = stack(w, draw_between(d, 1, 64, 1));
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

bool sample_drawn(const claim *c, const char *id, unsigned long seed, int k, sample *s,
                  complaint *why) {
  *s = (sample){ .from = DRAWN, .exact = arith_exact() };
  s->name = say("seed %lu, draw %d", seed, k + 1);
  draw d = { .state = hashed(id, seed, k), .record = c, .into = s };
  c->draw(&d);
  complaint inner;
  sizes bound = { 0 };
  for (int i = 0; i < inputs_of(c); i++)
    if (s->value[i] && !shaped_as(&c->inputs[i], s->value[i], &bound, &inner))
      return complain(why, "%s: %s", s->name, inner.text);
  return sample_finish(c, s, &inner) || complain(why, "%s: %s", s->name, inner.text);
}
