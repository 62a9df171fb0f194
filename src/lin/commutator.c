/* commutator.c -- how far two matrices are from commuting. */
#include "lin/lin.h"

arr commutator(arr A, arr B) { return sub(dot(A, B), dot(B, A)); }
