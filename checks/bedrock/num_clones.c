/* Every clone of the product of doubles gives the bits of MPFR at 53 bits. */
#include <criterion/criterion.h>
#include <string.h>

#include "num_hard.h"

extern const kernels double_kernels_base, double_kernels_avx2, double_kernels_v4;

static bool has(int clone) {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  return clone == 0 || (clone == 1 && __builtin_cpu_supports("avx2")) ||
         (clone == 2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
          __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
          __builtin_cpu_supports("avx512cd"));
#else
  return clone == 0;
#endif
}

/* m x k times k x n in one clone, against the dot of MPFR. */
static bool agrees(const kernels *clone, int m, int k, int n, dice d) {
  arith *D = arith_double(), *M = arith_mpfr(53);
  dice again = d;
  arr x = random_doubles(D, &d, m * k, 20), y = random_doubles(D, &d, k * n, 20);
  arr a = random_doubles(M, &again, m * k, 20), b = random_doubles(M, &again, k * n, 20);
  double z[m * n];
  clone->gemm(D, m, k, n, z, x->data, y->data);
  arr c = dot(shaped(a, m, k), shaped(b, k, n));
  bool same = true;
  for (int i = 0; i < m * n; i++) {
    double right = mpfr_get_d((mpfr_srcptr)c->data + i, MPFR_RNDN);
    same = same && memcmp(&right, z + i, sizeof right) == 0;
  }
  arith_free(D), arith_free(M);
  return same;
}

Test(num_clones, products_have_the_same_bits) {
  const kernels *clones[] = { &double_kernels_base, &double_kernels_avx2, &double_kernels_v4 };
  for (int c = 0; c < 3; c++)
    for (int n = 1; n <= 36 && has(c); n++) {
      cr_expect(agrees(clones[c], 1 + n % 3, 1 + n % 9, n, (dice)n), "clone %d, n = %d", c, n);
      cr_expect(agrees(&double_kernels, 1 + n % 3, 9, n, (dice)n), "the clone in use, n = %d", n);
    }
}
