/* flow.h -- the dynamics: Taylor flows, enclosed in balls; schemes; quadrature; iteration.
 *
 * A field is f(t, x, with): t a scalar, x the state (a matrix, a vector or a scalar; composite
 * states are stacked), with the parameters in the order they were passed.
 */
#ifndef ELENCHUS_FLOW_H
#define ELENCHUS_FLOW_H

#include "num/arr.h"

typedef arr (*field)(arr t, arr x, const arr *with);

/* x(T) of x' = f(t, x), x(0) = x0.  Taylor by jets: order and step follow the precision and the
 * radius of convergence read from the coefficients.  In balls every step is enclosed: Picard box,
 * Lagrange remainder, so the ball contains the solution of the equation, not of a scheme.
 * STOPPED with "did not reach T" when the solution leaves every bound before T. */
#define flow(f, x0, T, ...) flow_from(f, x0, T, (arr[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })
arr flow_from(field, arr x0, arr T, const arr *with);

arr flow_between(field, arr t, arr x, arr T, const arr *with); /* from the state x at time t */

/* The states at the times (a vector, ascending, from 0), each handed to see(). */
void flow_seen(field, arr x0, arr times, const arr *with, void (*see)(void *, int, arr t, arr x),
               void *eye);

/* Enclosed flow up to a blow-up: steps until a step of less than 2^-floor is needed; returns the
 * last certified time, the state there in *x.  Balls only. */
arr flow_until_blow_up(field, arr x0, int floor, arr *x, const arr *with);

/* Derivatives by jets: of f along a direction, of a scalar f by the entries of a vector, and of a
 * vector f the sum of its entries' derivatives by their own variables. */
arr derivative(arr (*f)(arr x, const arr *with), arr x, arr direction, const arr *with);
arr gradient(arr (*f)(arr x, const arr *with), arr x, const arr *with);
arr divergence(arr (*f)(arr x, const arr *with), arr x, const arr *with);
/* Twice: along a direction, and of a scalar f the sum over the axes. */
arr second_derivative(arr (*f)(arr x, const arr *with), arr x, arr direction, const arr *with);
arr laplacian(arr (*f)(arr x, const arr *with), arr x, const arr *with);

/* The scheme itself: n equal steps of classical Runge-Kutta, of explicit Euler. */
arr runge_kutta(field, arr x0, arr T, int n, const arr *with);
arr euler(field, arr x0, arr T, int n, const arr *with);

/* The only loop a check writes: step(with, i, state) n times; gives memory back as it goes. */
arr iterate(int n, arr (*step)(const arr *with, int i, arr state), arr state, const arr *with);

/* Gauss-Legendre on [a, b] and Gauss-Hermite for N(0,1): nodes and weights as vectors, enclosed in
 * balls. */
void gauss_legendre(arith *, int n, arr *nodes, arr *weights);
void gauss_hermite(arith *, int n, arr *nodes, arr *weights);
/* Integral over [a, b] of f(t, with) by Gauss-Legendre with n points on each of m panels. */
arr integral(arr (*f)(arr t, const arr *with), arr a, arr b, int n, int panels, const arr *with);

#endif
