/* The double kernels as compiled for AVX2, where the clone in use may be another. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC target("avx2")
#endif
#define CLONES __attribute__((optimize("O3")))
#define double_kernels double_kernels_avx2
#include "num/double.c"
