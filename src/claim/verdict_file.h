/* verdict_file.h -- verdicts that a run has written, read again. */
#ifndef ELENCHUS_VERDICT_FILE_H
#define ELENCHUS_VERDICT_FILE_H

#include <jansson.h>

#include "claim/say.h"

/* The verdicts of a file, or of verdicts.jsonl in a folder, as an array of objects: each of this
 * schema, with the texts id, folder and chapter, and lists where lists belong.  NULL with a sentence
 * that names the file and the line. */
json_t *verdicts_read(const char *path, complaint *why);

/* The same from n bytes; `name` is for the sentence. */
json_t *verdicts_parse(const char *name, const char *bytes, size_t n, complaint *why);

const char *text_in(const json_t *, const char *key); /* NULL when missing, empty or "-" */

#endif
