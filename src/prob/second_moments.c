/* second_moments.c -- of an empirical law. */
#include "prob/prob.h"

arr second_moments(arr X) { return times(dot(transpose(X), X), 1, X->rows); }
