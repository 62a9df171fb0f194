/* json.h -- JSON values of what we write: text, decimals, numbers that may be missing. */
#ifndef ELENCHUS_JSON_H
#define ELENCHUS_JSON_H

#include <jansson.h>

#include "claim/say.h"

/* Text, null for NULL; foreign bytes that are not UTF-8 become '?'. */
json_t *json_text(const char *);

/* To three decimals, or null for what is not finite: bits, digits and ratios, never a result. */
json_t *json_rough(double);

/* Every finite double exactly; others as text, "nan", "inf", "-inf". */
json_t *json_double(double);

/* The whole file or none: keys sorted, indented. */
bool json_store(const char *path, const json_t *, complaint *why);

#endif
