/* jet_operations.c -- one recurrence an operation, from y = f(x) differentiated and matched. */
#include "num/jet.h"

static arr add_step(const node *n, int k) {
  arr x = n->x->c[k], y = n->y->c[k];
  return !x ? y : !y ? x : add(x, y);
}
static arr sub_step(const node *n, int k) { return less(n->x->c[k], n->y->c[k]); }
static arr dot_step(const node *n, int k) { return convolved(n->x, n->y, k, 0, 0, dot); }

/* A square needs half the products: the terms i and k - i are equal. */
static arr mul_step(const node *n, int k) {
  if (n->x != n->y || n->c[0]->in->k->convolve) return convolved(n->x, n->y, k, 0, 0, mul);
  arr s = NULL;
  for (int i = 0; 2 * i < k; i++)
    if (n->x->c[i] && n->x->c[k - i]) {
      arr term = mul(n->x->c[i], n->x->c[k - i]);
      s = s ? add(s, term) : term;
    }
  if (s) s = times(s, 2, 1);
  arr middle = k % 2 == 0 && n->x->c[k / 2] ? square(n->x->c[k / 2]) : NULL;
  return !s ? middle : !middle ? s : add(s, middle);
}

/* q b = a:  q_k = (a_k - sum_{j<k} q_j b_{k-j}) / b_0 */
static arr over_step(const node *n, int k) {
  arr r = less(n->x->c[k], convolved(n, n->y, k, 0, 1, mul));
  return r ? over(r, n->y->c[0]) : NULL;
}

arr jet_binary(binary op, arr x, arr y, const char *who) {
  static arr (*const step[])(const node *, int) = { add_step, sub_step, mul_step, over_step };
  static arr (*const value[])(arr, arr) = { add, sub, mul, over };
  if (op > OVER) broken("%s of series; take sharp() first", who);
  arr u = jet_value(x), v = jet_value(y);
  return jet_node(x, y, op == MUL && x == y ? square(u) : value[op](u, v), step[op], NULL, false);
}

arr jet_dot(arr x, arr y) {
  return jet_node(x, y, dot(jet_value(x), jet_value(y)), dot_step, NULL, false);
}

/* s s = a:  s_k = (a_k - sum_{0<j<k} s_j s_{k-j}) / (2 s_0) */
static arr root_step(const node *n, int k) {
  arr r = less(n->x->c[k], convolved(n, n, k, 1, 1, mul));
  return r ? over(r, times(n->c[0], 2, 1)) : NULL;
}

/* sum_{j=1..k} j g_j e_{k-j}, of e' = g' h with the series h */
static arr derivative_product(const node *g, const node *h, int k, int least_h) {
  arr s = NULL;
  for (int j = 1; j <= k - least_h; j++)
    if (g->c[j] && h->c[k - j]) {
      arr term = times(mul(g->c[j], h->c[k - j]), j, 1);
      s = s ? add(s, term) : term;
    }
  return s;
}

static arr exp_step(const node *n, int k) {
  arr s = derivative_product(n->x, n, k, 0);
  return s ? times(s, 1, k) : NULL;
}

/* a l' = a':  a_0 l_k = a_k - (1/k) sum_{0<j<k} j l_j a_{k-j} */
static arr log_step(const node *n, int k) {
  arr s = derivative_product(n, n->x, k, 1);
  arr r = less(n->x->c[k], s ? times(s, 1, k) : NULL);
  return r ? over(r, n->x->c[0]) : NULL;
}

/* y' = x' h with h the partner: cosine for sine, minus sine for cosine, 1 - tanh^2 for tanh */
static arr partner_step(const node *n, int k) {
  arr s = derivative_product(n->x, n->y, k, 0);
  return s ? times(s, n->a, k) : NULL;
}

/* The partner is made after the node that reads it, which is sound: order k reads it below k. */
static arr with_partner(arr x, arr value, arr (*partner)(arr y, arr x)) {
  arr y = jet_node(x, NULL, value, NULL, NULL, false);
  node *n = y->data;
  arr h = partner(y, x);
  n->y = h->data, n->a = 1, n->step = partner_step;
  jet_catch_up(y);
  return y;
}

static arr cosine_partner(arr s, arr x) {
  arr c = jet_node(x, s, cosine(jet_value(x)), NULL, NULL, false);
  node *n = c->data;
  n->a = -1, n->step = partner_step;
  return c;
}
static arr minus_sine_partner(arr c, arr x) {
  arr s = jet_node(x, c, neg(sine(jet_value(x))), NULL, NULL, false);
  node *n = s->data;
  n->a = -1, n->step = partner_step;
  return s;
}
static arr tanh_partner(arr t, arr x) {
  (void)x;
  return sub(whole(t->in, 1), square(t));
}

static arr sign_step(const node *n, int k) { return n->x->c[k] ? mul(n->fixed, n->x->c[k]) : NULL; }

static arr jet_absolute(arr x) {
  arr value = jet_value(x), size = absolute(value);
  if (lt(wholes(size, 0), size) != YES)
    cannot(x->in, UNDECIDED, "|x| of a series whose value may be zero");
  return jet_node(x, NULL, size, sign_step, sharp(over(sharp(value), sharp(size))), false);
}

static arr jet_negated(arr x) { return jet_map(x, neg); }

arr jet_unary(unary op, arr x) {
  arr v = jet_value(x);
  switch (op) {
  case NEG: return jet_negated(x);
  case ABS: return jet_absolute(x);
  case ROOT: return jet_node(x, NULL, root(v), root_step, NULL, false);
  case EXP: return jet_node(x, NULL, expo(v), exp_step, NULL, false);
  case LOG: return jet_node(x, NULL, ln(v), log_step, NULL, false);
  case SIN: return with_partner(x, sine(v), cosine_partner);
  case COS: return with_partner(x, cosine(v), minus_sine_partner);
  case TANH: return with_partner(x, tanhyp(v), tanh_partner);
  default: broken("jet: unary %d", (int)op);
  }
}
