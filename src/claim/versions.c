/* versions.c -- what this program is made of and runs on. */
#include "claim/versions.h"

#include <fenv.h>
#include <gsl/gsl_version.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "num/arb_shim.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "unversioned"
#endif

const char *program_version(void) { return PACKAGE_VERSION; }

const part_version *library_versions(void) {
  static part_version list[8];
  int n = 0;
#ifndef ELENCHUS_FLINT3
  list[n++] = (part_version){ "arb", arb_version };
#endif
  list[n++] = (part_version){ "flint", FLINT_VERSION };
  list[n++] = (part_version){ "gmp", gmp_version };
  list[n++] = (part_version){ "gsl", gsl_version };
  list[n++] = (part_version){ "jansson", jansson_version_str() };
  list[n++] = (part_version){ "mpfr", mpfr_get_version() };
  list[n] = (part_version){ 0 };
  return list;
}

const char *processor_name(void) {
  static char name[128] = "unknown";
  char line[256];
  FILE *in = fopen("/proc/cpuinfo", "r");
  while (in && fgets(line, sizeof line, in)) {
    char *colon = strchr(line, ':');
    if (strncmp(line, "model name", 10) || !colon) continue;
    snprintf(name, sizeof name, "%.100s", colon + 2);
    name[strcspn(name, "\n")] = '\0';
    break;
  }
  if (in) fclose(in);
  return name;
}

const char *rounding_mode(void) {
  switch (fegetround()) {
  case FE_TONEAREST: return "to nearest";
#ifdef FE_UPWARD
  case FE_UPWARD: return "upward";
#endif
#ifdef FE_DOWNWARD
  case FE_DOWNWARD: return "downward";
#endif
#ifdef FE_TOWARDZERO
  case FE_TOWARDZERO: return "toward zero";
#endif
  }
  return "unknown";
}

/* (1 + u)(1 - u) = 1 - u^2 rounds to 1, so that the sum with -1 is 0; fused it is -u^2. */
int sums_are_fused(void) {
  volatile double u = 0x1p-30, x = 1 + u, y = 1 - u;
  double a = x, b = y, c = -1;
  volatile double sum = a * b + c;
  return sum != 0;
}
