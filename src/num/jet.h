/* jet.h -- truncated Taylor series over any arithmetic, order by order on a tape.
 *
 * A jet array remembers the operation and the operands it came from.  Creation order is a
 * topological order, so once the variables have coefficient k, jet_advance computes coefficient k
 * of every node from stored ones: one evaluation of a field serves all orders, at quadratic cost.
 * A missing (NULL) coefficient is a structural zero, so constants cost nothing.
 */
#ifndef ELENCHUS_JET_H
#define ELENCHUS_JET_H

#include "num/arith.h"

typedef struct node node;
struct node {
  struct array array;               /* in: the jet; shape of every coefficient; data: this node */
  const node *x, *y;                /* operands */
  arr (*step)(const node *, int k); /* coefficient k > 0 from stored ones; NULL: set from outside */
  arr (*map)(arr);                  /* what a linear node applies to each coefficient */
  arr (*map_with)(arr, long, long);
  arr (*join)(arr, arr);
  long a, b; /* parameters of the operation */
  arr fixed; /* what a recurrence needs from coefficient 0 */
  arr *c;    /* coefficients 0 .. order, in the base */
  arr *d;    /* a second series where a recurrence has one, else NULL */
};

arr jet_constant(arith *jet, arr value);
arr jet_variable(arith *jet, arr value); /* further coefficients by jet_set */
arr jet_value(arr x);                    /* coefficient 0 */
arr jet_coefficient(arr x, int k);       /* NULL when it is a structural zero */
void jet_set(arr variable, int k, arr coefficient);
void jet_advance(arith *jet, int k); /* coefficient k of every node, in order of creation */
int jet_order(const arith *jet);

arr jet_binary(binary, arr x, arr y, const char *who);
arr jet_unary(unary, arr x);
arr jet_times(arr x, long p, long q);
arr jet_spread(arr x, arr like); /* like in the base */
arr jet_dot(arr x, arr y);
arr jet_map(arr x, arr (*linear)(arr));
arr jet_map_with(arr x, arr (*linear)(arr, long, long), long a, long b);
arr jet_join(arr x, arr y, arr (*linear)(arr, arr));

/* A node of one's own: coefficient 0 is known, the rest follow by step.  x and y are in the jet. */
arr jet_node(arr x, arr y, arr value, arr (*step)(const node *, int k), arr fixed, bool second);
/* The orders known already, of a node and of all made after it: for one whose step was set late. */
void jet_catch_up(arr x);
/* sum of f(x_i, y_{k-i}) over i = first .. k - last, skipping structural zeros; NULL when empty */
arr convolved(const node *x, const node *y, int k, int first, int last, arr (*f)(arr, arr));
arr less(arr x, arr y); /* x - y where either may be a structural zero */

void tape_free(struct tape *);
void jet_unlink(arith *jet);

#endif
