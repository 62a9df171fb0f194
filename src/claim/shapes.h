/* shapes.h -- the shapes of inputs: "" a number, "d" a vector, "n,d" a matrix. */
#ifndef ELENCHUS_SHAPES_H
#define ELENCHUS_SHAPES_H

#include "claim/claim.h"
#include "claim/say.h"

/* Sizes bound so far over one instance; each letter stands for one. */
typedef struct {
  struct {
    char symbol[8];
    int size;
    const char *by; /* the input that bound it */
  } of[24];
  int count;
} sizes;

/* The matrix x as an array of the rank the spec asks for: one row or one column becomes a vector,
 * one entry a number.  NULL with a sentence when the rank, or a size already bound, is different. */
arr shaped_as(const input_spec *, arr x, sizes *, complaint *why);

/* Do x's extents agree with what is bound?  Binds nothing. */
bool fits(const input_spec *, arr x, const sizes *);

int rank_of(const input_spec *);

#endif
