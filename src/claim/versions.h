/* versions.h -- what this program is made of and runs on. */
#ifndef ELENCHUS_VERSIONS_H
#define ELENCHUS_VERSIONS_H

typedef struct {
  const char *name, *version;
} part_version;

const char *program_version(void);
const part_version *library_versions(void); /* ends with a NULL name */
const char *processor_name(void);           /* of the first processor; "unknown" */
const char *rounding_mode(void);            /* "to nearest" in every run that counts */

/* a * b + c in two roundings for some a, b, c where a fused operation gives another double. */
int sums_are_fused(void);

#endif
