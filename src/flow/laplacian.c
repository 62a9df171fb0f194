/* laplacian.c -- second derivatives by jets of order two. */
#include "flow/flow.h"
#include "num/jet.h"

/* d^2/ds^2 f(x + s direction) at s = 0: twice the coefficient of s^2. */
arr second_derivative(arr (*f)(arr x, const arr *with), arr x, arr direction, const arr *with) {
  arith *J = arith_jet(x->in, 2);
  arr variable = jet_variable(J, x);
  jet_set(variable, 1, direction);
  arr value = f(variable, with), bend = NULL;
  bool moves = value->in == J;
  for (int k = 1; moves && k <= 2; k++) jet_advance(J, k);
  if (moves) bend = jet_coefficient(value, 2);
  bend = bend ? times(bend, 2, 1) : wholes(moves ? jet_value(value) : value, 0);
  arith_free(J);
  return bend;
}

arr laplacian(arr (*f)(arr x, const arr *with), arr x, const arr *with) {
  arr unit = eye(x->in, x->rows), sum = NULL;
  for (int i = 0; i < x->rows; i++) {
    arr bend = second_derivative(f, x, row_at(unit, i), with);
    sum = sum ? add(sum, bend) : bend;
  }
  return sum;
}
