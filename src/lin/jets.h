/* jets.h -- the kernels of lin and prob on truncated series; solve(), inverse(), spd_root() and
 * softmax() come here when their argument is a jet. */
#ifndef ELENCHUS_LIN_JETS_H
#define ELENCHUS_LIN_JETS_H

#include "num/arr.h"

arr jet_solve(arr A, arr B);
arr jet_inverse(arr A);
arr jet_spd_root(arr A);
arr jet_softmax(arr scores); /* a vector, or every row of a matrix */

#endif
