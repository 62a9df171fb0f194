/* squared_distances.c -- between the rows of two matrices: sums of squares, never a difference. */
#include "prob/prob.h"

arr squared_distances(arr X, arr Y) {
  arr sum = NULL;
  for (int k = 0; k < X->columns; k++) {
    arr q = square(sub(column(column_at(X, k)), row(column_at(Y, k))));
    sum = sum ? add(sum, q) : q;
  }
  return sum;
}
