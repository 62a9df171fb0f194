/* hard.c -- instances that once were hard. */
#include "claim/hard.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/store.h"

static char *prefix_of(const char *id) {
  char *prefix = say("%s~", id);
  for (char *c = prefix; *c; c++)
    if (*c == ':') *c = '-';
  return prefix;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ends_in(const char *name, const char *tail) {
  size_t n = strlen(name), m = strlen(tail);
  return n >= m && !strcmp(name + n - m, tail);
}

char **hard_files(const char *id) {
  char *folder = say("%s/data/hard", data_folder()), *prefix = prefix_of(id);
  char **list = room(NULL, 1, sizeof *list);
  size_t n = 0;
  DIR *in = opendir(folder);
  for (struct dirent *d; in && (d = readdir(in));) {
    if (strncmp(d->d_name, prefix, strlen(prefix)) || !ends_in(d->d_name, ".txt")) continue;
    list = room(list, n + 2, sizeof *list);
    list[n++] = say("%s/%s", folder, d->d_name);
    list[n] = NULL;
  }
  if (in) closedir(in);
  if (n) qsort(list, n, sizeof *list, by_name);
  free(folder), free(prefix);
  return list;
}

void hard_free(char **list) {
  for (char **file = list; *file; file++) free(*file);
  free(list);
}

bool sample_hard(const claim *c, const char *file, sample *s, complaint *why) {
  sheet all = { 0 };
  *s = (sample){ 0 };
  bool fine = sheet_read(&all, file, why) && sample_users(c, &all, s, why);
  sheet_free(&all);
  const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
  free(s->name);
  s->name = say("hard: %.*s", (int)(strlen(name) - 4), name);
  s->from = HARD;
  return fine;
}

static uint32_t mark_of(const char *text) { /* FNV-1a */
  uint32_t h = 0x811C9DC5u;
  for (; *text; text++) h = (h ^ (unsigned char)*text) * 0x01000193u;
  return h;
}

char *hard_store(const char *folder, const char *id, const char *lines, const char *comment,
                 complaint *why) {
  char *prefix = prefix_of(id), *path = say("%s/%s%08x.txt", folder, prefix, mark_of(lines));
  draft d;
  bool fine = make_folder(folder, why) && draft_open(&d, path, why);
  if (fine) {
    fprintf(d.out, "# %s\n%s", comment, lines);
    fine = draft_commit(&d, why);
  }
  free(prefix);
  if (fine) return path;
  free(path);
  return NULL;
}
