/* papers.c -- which paper, and which version of it, an id speaks of. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* A line of papers.tsv: key, folder, title, authors, version. */
static char *in_words(char *line) {
  char *field[5], *save = NULL;
  int n = 0;
  for (char *f = strtok_r(line, "\t\n", &save); f && n < 5; f = strtok_r(NULL, "\t\n", &save))
    field[n++] = f;
  return n == 5 ? say("%s: %s (%s)", field[3], field[2], field[4]) : NULL;
}

char *paper_line(const char *id) {
  char *path = say("%s/data/papers.tsv", data_folder()), *found = NULL, line[512];
  size_t key = strcspn(id, "-");
  FILE *in = fopen(path, "r");
  while (in && !found && fgets(line, sizeof line, in))
    if (!strncmp(line, id, key) && line[key] == '\t') found = in_words(line);
  if (in) fclose(in);
  free(path);
  return found;
}
