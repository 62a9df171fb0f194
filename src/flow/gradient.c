/* gradient.c -- derivatives by jets of order one: no formula is typed twice, no step is chosen. */
#include "flow/flow.h"
#include "num/jet.h"

/* d/ds f(x + s direction) at s = 0 */
arr derivative(arr (*f)(arr x, const arr *with), arr x, arr direction, const arr *with) {
  arith *J = arith_jet(x->in, 1);
  arr variable = jet_variable(J, x);
  jet_set(variable, 1, direction);
  arr value = f(variable, with);
  if (value->in == J) jet_advance(J, 1);
  arr slope = value->in == J ? jet_coefficient(value, 1) : NULL;
  if (!slope) {
    arr base = value->in == J ? jet_value(value) : value;
    slope = wholes(base, 0);
  }
  arith_free(J);
  return slope;
}

arr gradient(arr (*f)(arr x, const arr *with), arr x, const arr *with) {
  arr unit = eye(x->in, x->rows), slopes[x->rows];
  for (int i = 0; i < x->rows; i++) slopes[i] = derivative(f, x, row_at(unit, i), with);
  return pack(x->in, x->rows, slopes);
}

arr divergence(arr (*f)(arr x, const arr *with), arr x, const arr *with) {
  arr unit = eye(x->in, x->rows), slopes[x->rows];
  for (int i = 0; i < x->rows; i++) slopes[i] = item(derivative(f, x, row_at(unit, i), with), i);
  return total(pack(x->in, x->rows, slopes));
}
