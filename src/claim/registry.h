/* registry.h -- every claim and proof that is linked in, in the natural order of ids. */
#ifndef ELENCHUS_REGISTRY_H
#define ELENCHUS_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "claim/claim.h"

typedef struct {
  char *id;      /* "odt-P3.3", of a proof "odt-P3.3:proof" */
  char *paper;   /* "odt": the id before its first '-' */
  char *folder;  /* "transports" */
  char *chapter; /* "gaussian-flows": the file without its folder and suffix */
  const claim *record;
  bool proof;
} enrolled;

size_t registry_size(void);
const enrolled *registry_at(size_t i);          /* NULL past the end */
const enrolled *registry_find(const char *id);  /* NULL when there is none */
const char *registry_nearest(const char *word); /* an id or a paper to offer instead; or NULL */
bool registry_has_paper(const char *key);

/* How many inputs, hypotheses, ... the record states: its lists end with the first unnamed one. */
int inputs_of(const claim *);
int hypotheses_of(const claim *);
int instances_of(const claim *);
int visibles_of(const claim *);
int controls_of(const claim *);
int parts_of(const claim *);

#endif
