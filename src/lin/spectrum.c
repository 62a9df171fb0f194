#include "lin/parts.h"

#include <gsl/gsl_eigen.h>

spectrum spectrum_in_double(arith *D, arr M) {
  size_t n = (size_t)M->rows;
  spectrum s = { .values = fresh(D, 1, M->rows, 1),
                 .vectors = fresh(D, 2, M->rows, M->rows),
                 .exponent = exponent_above(M) };
  arr consumed = add(as(D, by_power_of_two(M, -s.exponent)), whole(D, 0));
  gsl_matrix_view a = gsl_matrix_view_array(consumed->data, n, n);
  gsl_matrix_view X = gsl_matrix_view_array(s.vectors->data, n, n);
  gsl_vector_view d = gsl_vector_view_array(s.values->data, n);
  gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
  gsl_eigen_symmv(&a.matrix, &d.vector, &X.matrix, work);
  gsl_eigen_symmv_sort(&d.vector, &X.matrix, GSL_EIGEN_SORT_VAL_ASC);
  gsl_eigen_symmv_free(work);
  return s;
}

arr lyapunov_in_basis(arr vectors, arr roots, arr R) {
  arr back = transpose(vectors), sums = add(column(roots), row(roots));
  return product(vectors, over(product(back, R, vectors), sums), back);
}
