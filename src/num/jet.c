/* jet.c -- the tape: its nodes, their coefficients, and how an order is added. */
#include "num/jet.h"

#include <stdio.h>
#include <stdlib.h>

struct tape {
  int order, known; /* coefficients 0 .. known of every node are there */
  node **nodes;
  int count, room;
};

arith *arith_jet(arith *base, int order) {
  if (base->tape) broken("a jet over a jet");
  arith *J = calloc(1, sizeof *J);
  struct tape *t = calloc(1, sizeof *t);
  if (!J || !t || order < 0) broken("arith_jet: order %d", order);
  *J = (arith){ .k = base->k, .bits = base->bits, .base = base, .tape = t };
  snprintf(J->name, sizeof J->name, "jet/%.18s", base->name);
  t->order = order;
  J->next_jet = base->jets;
  base->jets = J;
  return J;
}

void jet_unlink(arith *J) {
  arith **link = &J->base->jets;
  while (*link && *link != J) link = &(*link)->next_jet;
  if (*link) *link = J->next_jet;
}

void tape_free(struct tape *t) {
  for (int i = 0; i < t->count; i++) {
    free(t->nodes[i]->c);
    free(t->nodes[i]->d);
    free(t->nodes[i]);
  }
  free(t->nodes);
  free(t);
}

int jet_order(const arith *J) { return J->tape->order; }
static node *node_of(arr x) { return x->data; }
arr jet_value(arr x) { return node_of(x)->c[0]; }
arr jet_coefficient(arr x, int k) { return node_of(x)->c[k]; }
void jet_set(arr x, int k, arr coefficient) { node_of(x)->c[k] = coefficient; }

static node *fresh_node(arith *J, arr value) {
  struct tape *t = J->tape;
  node *n = calloc(1, sizeof *n);
  if (t->count == t->room)
    t->nodes = realloc(t->nodes, (size_t)(t->room = 2 * t->room + 16) * sizeof *t->nodes);
  if (!n || !t->nodes) broken("out of memory");
  t->nodes[t->count++] = n;
  n->array = (struct array){ J, value->rank, value->rows, value->columns, n };
  n->c = calloc((size_t)t->order + 1, sizeof(arr));
  if (!n->c) broken("out of memory");
  n->c[0] = value;
  return n;
}

arr jet_constant(arith *J, arr value) {
  if (value->in != J->base) broken("%s does not hold a constant in %s", J->name, value->in->name);
  return &fresh_node(J, value)->array;
}
arr jet_variable(arith *J, arr value) { return jet_constant(J, value); }

/* A structural zero hides a broadcast, so every coefficient is widened to the shape of the first. */
static arr widened(const node *n, arr c) {
  if (c->rank == n->array.rank && c->rows == n->array.rows && c->columns == n->array.columns)
    return c;
  return spread(c, n->c[0]);
}

/* Temporaries of one coefficient of one node go as soon as it is there. */
static void extend(node *n, int k) {
  if (!n->step) return;
  mark m = region_mark(n->array.in);
  arr c = n->step(n, k);
  if (c) c = widened(n, c);
  arr d = n->d ? n->d[k] : NULL;
  region_keep(&m, &c, &d);
  n->c[k] = c;
  if (n->d) n->d[k] = d;
}

void jet_advance(arith *J, int k) {
  struct tape *t = J->tape;
  for (int i = 0; i < t->count; i++) extend(t->nodes[i], k);
  t->known = k;
}

arr jet_node(arr x, arr y, arr value, arr (*step)(const node *, int k), arr fixed, bool second) {
  arith *J = x->in;
  node *n = fresh_node(J, value);
  n->x = node_of(x), n->y = y ? node_of(y) : NULL;
  n->step = step, n->fixed = fixed;
  if (second) n->d = calloc((size_t)J->tape->order + 1, sizeof(arr));
  for (int k = 1; k <= J->tape->known; k++) extend(n, k);
  return &n->array;
}

void jet_catch_up(arr x) {
  struct tape *t = x->in->tape;
  int first = t->count - 1;
  while (t->nodes[first] != node_of(x)) first--;
  for (int k = 1; k <= t->known; k++)
    for (int i = first; i < t->count; i++) extend(t->nodes[i], k);
}

arr less(arr x, arr y) { return !y ? x : !x ? neg(y) : sub(x, y); }

/* Entry meets entry, or a scalar every entry: no rows are repeated. */
static bool entrywise(arr x, arr y) {
  return x->rank == 0 || y->rank == 0 ||
         (x->rank == y->rank && x->rows == y->rows && x->columns == y->columns);
}

static arr at_once(int n, const arr *x, const arr *y, bool matrices) {
  arr like = x[0]->rank ? x[0] : y[0];
  arr z =
      matrices ? dot_result(x[0], y[0]) : fresh(like->in, like->rank, like->rows, like->columns);
  like->in->k->convolve(like->in, n, x, y, z, matrices);
  return z;
}

arr convolved(const node *x, const node *y, int k, int first, int last, arr (*f)(arr, arr)) {
  arr xs[k + 1], ys[k + 1];
  int n = 0;
  for (int i = first; i <= k - last; i++)
    if (x->c[i] && y->c[k - i]) xs[n] = x->c[i], ys[n++] = y->c[k - i];
  if (n > 1 && xs[0]->in->k->convolve && (f == dot || (f == mul && entrywise(xs[0], ys[0]))))
    return at_once(n, xs, ys, f == dot);
  arr s = n ? f(xs[0], ys[0]) : NULL;
  for (int i = 1; i < n; i++) s = add(s, f(xs[i], ys[i]));
  return s;
}

/* ---- linear nodes --------------------------------------------------------------------------- */

static arr map_step(const node *n, int k) { return n->x->c[k] ? n->map(n->x->c[k]) : NULL; }
static arr map_with_step(const node *n, int k) {
  return n->x->c[k] ? n->map_with(n->x->c[k], n->a, n->b) : NULL;
}
static arr join_step(const node *n, int k) {
  arr x = n->x->c[k], y = n->y->c[k];
  if (!x && !y) return NULL;
  if (!x) x = wholes(n->x->c[0], 0);
  if (!y) y = wholes(n->y->c[0], 0);
  return n->join(x, y);
}

/* A node whose step reads its parameters: they are set before any order is caught up. */
static arr linear(arr x, arr y, arr value, arr (*step)(const node *, int), node parameters) {
  arith *J = x->in;
  node *n = fresh_node(J, value);
  n->x = node_of(x), n->y = y ? node_of(y) : NULL, n->step = step;
  n->map = parameters.map, n->map_with = parameters.map_with, n->join = parameters.join;
  n->a = parameters.a, n->b = parameters.b;
  for (int k = 1; k <= J->tape->known; k++) extend(n, k);
  return &n->array;
}

arr jet_map(arr x, arr (*f)(arr)) {
  return linear(x, NULL, f(jet_value(x)), map_step, (node){ .map = f });
}
arr jet_map_with(arr x, arr (*f)(arr, long, long), long a, long b) {
  return linear(x, NULL, f(jet_value(x), a, b), map_with_step,
                (node){ .map_with = f, .a = a, .b = b });
}
arr jet_join(arr x, arr y, arr (*f)(arr, arr)) {
  return linear(x, y, f(jet_value(x), jet_value(y)), join_step, (node){ .join = f });
}
/* The shape is read from the node itself, whose coefficient 0 has it. */
static arr spread_step(const node *n, int k) {
  return n->x->c[k] ? spread(n->x->c[k], n->c[0]) : NULL;
}
arr jet_spread(arr x, arr like) {
  return linear(x, NULL, spread(jet_value(x), like), spread_step, (node){ 0 });
}
arr jet_times(arr x, long p, long q) { return jet_map_with(x, times, p, q); }
