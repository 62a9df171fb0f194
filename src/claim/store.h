/* store.h -- files that appear whole or not at all. */
#ifndef ELENCHUS_STORE_H
#define ELENCHUS_STORE_H

#include <stdio.h>

#include "claim/say.h"

typedef struct {
  FILE *out;
  char *path, *temporary; /* temporary: NULL for a device or a pipe, which is written directly */
} draft;

/* Folders that are missing on the way are made. */
bool make_folder(const char *path, complaint *why);

/* Remove the drafts in a folder that processes which are gone have left. */
void drafts_swept(const char *folder);

bool draft_open(draft *, const char *path, complaint *why);

/* Flushed, checked, and renamed to its path; on failure nothing is left behind. */
bool draft_commit(draft *, complaint *why);
void draft_abandon(draft *);

#endif
