/* The double kernels as compiled for x86-64-v4, which has fused products; none may be used. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC target("arch=x86-64-v4")
#endif
#define CLONES __attribute__((optimize("O3")))
#define double_kernels double_kernels_v4
#include "num/double.c"
