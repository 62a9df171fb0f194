/* gas.h -- internal energies: the integral of g(density), g(s) = a s log s + sum c_k s^(q_k). */
#ifndef ELENCHUS_GAS_H
#define ELENCHUS_GAS_H

#include "num/arr.h"

/* s^q for an exact rational q: a whole power, which is rational, or exp(q log s).  Jets too. */
arr raised(arr s, arr q);

/* a is a scalar, c and q are vectors of one length, q exact.  The functions lift to jets in s. */
typedef struct {
  arr a, c, q;
} gas;

arr gas_energy(gas, arr s);   /* g */
arr gas_slope(gas, arr s);    /* g', the first variation */
arr gas_pressure(gas, arr s); /* s g' - g */

#endif
