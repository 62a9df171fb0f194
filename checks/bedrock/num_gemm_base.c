/* The double kernels as compiled for every machine. */
#define CLONES __attribute__((optimize("O3")))
#define double_kernels double_kernels_base
#include "num/double.c"
