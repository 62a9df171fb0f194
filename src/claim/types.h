/* types.h -- the types of inputs, decided in exact arithmetic. */
#ifndef ELENCHUS_TYPES_H
#define ELENCHUS_TYPES_H

#include "claim/claim.h"
#include "claim/say.h"

/* Is the exact x of that type?  False with a sentence that names the first entry at fault. */
bool of_type(const char *name, type, arr x, complaint *why);

#endif
