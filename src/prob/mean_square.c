/* mean_square.c -- the mean square of a linear image. */
#include "prob/prob.h"

arr mean_square(arr A, arr S) { return trace(product(A, S, transpose(A))); }
