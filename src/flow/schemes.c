/* schemes.c -- discretisations, for claims about a scheme; in balls they enclose the scheme. */
#include "flow/flow.h"

typedef arr (*advance)(field, arr t, arr x, arr h, const arr *with);

static arr steps(advance one, field f, arr x, arr T, int n, const arr *with) {
  arr h = times(T, 1, n), t = whole(x->in, 0);
  mark m = region_mark(x->in);
  for (int i = 0; i < n; i++) {
    x = one(f, t, x, h, with);
    t = times(T, i + 1, n);
    region_keep(&m, &h, &t, &x);
  }
  return x;
}

static arr classical(field f, arr t, arr x, arr h, const arr *with) {
  arr half = times(h, 1, 2), middle = add(t, half);
  arr k1 = f(t, x, with);
  arr k2 = f(middle, add(x, mul(half, k1)), with);
  arr k3 = f(middle, add(x, mul(half, k2)), with);
  arr k4 = f(add(t, h), add(x, mul(h, k3)), with);
  arr slope = add(add(k1, times(add(k2, k3), 2, 1)), k4);
  return add(x, times(mul(h, slope), 1, 6));
}

static arr explicit_euler(field f, arr t, arr x, arr h, const arr *with) {
  return add(x, mul(h, f(t, x, with)));
}

arr runge_kutta(field f, arr x0, arr T, int n, const arr *with) {
  return steps(classical, f, x0, T, n, with);
}

arr euler(field f, arr x0, arr T, int n, const arr *with) {
  return steps(explicit_euler, f, x0, T, n, with);
}

arr iterate(int n, arr (*step)(const arr *with, int i, arr state), arr state, const arr *with) {
  mark m = region_mark(state->in);
  for (int i = 0; i < n; i++) {
    state = step(with, i, state);
    region_keep(&m, &state);
  }
  return state;
}
