/* folders.h -- folders that come and go: temporary ones, results made on the spot, copies. */
#ifndef ELENCHUS_FOLDERS_H
#define ELENCHUS_FOLDERS_H

#include "claim/registry.h"
#include "claim/say.h"

/* A fresh folder beside `path`, or, without one, where temporary files go.  malloc'ed; NULL with a
 * sentence. */
char *temporary_folder(const char *path, complaint *why);

/* With all that is in it; links are not followed. */
void remove_folder(const char *path);

/* The bytes of one file in another, which appears whole or not at all. */
bool copy_file(const char *from, const char *to, complaint *why);

/* Examine one claim, or with NULL all of them, as `elenchus run --results` would, quietly. */
bool examine_into(const char *folder, const enrolled *, complaint *why);

#endif
