/* registry.c -- every claim and proof that is linked in, in the natural order of ids. */
#include "claim/registry.h"

#include <stdlib.h>
#include <string.h>

#include "claim/natural.h"
#include "claim/say.h"

static enrolled *all;
static size_t count;
static bool sorted;

/* odt_P3_3 is odt-P3.3: the first '_' is '-', the others are '.'. */
static char *id_of(const char *name, const char *suffix) {
  char *id = say("%s%s", name, suffix), first = '-';
  for (char *c = id; *c; c++)
    if (*c == '_') *c = first, first = '.';
  return id;
}

static void enrol(const char *name, const char *file, const claim *record, bool proof) {
  const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file;
  const char *folder = slash ? slash : file;
  while (folder > file && folder[-1] != '/') folder--;
  const char *dot = strrchr(base, '.');
  char *id = id_of(name, proof ? ":proof" : "");
  all = one_more(all, count, sizeof *all);
  all[count++] = (enrolled){
    .id = id,
    .paper = say("%.*s", (int)strcspn(id, "-"), id),
    .folder = say("%.*s", (int)(slash ? slash - folder : 0), folder),
    .chapter = say("%.*s", dot ? (int)(dot - base) : (int)strlen(base), base),
    .record = record,
    .proof = proof,
  };
  sorted = false;
}

void enrol_claim(const char *name, const char *file, const claim *record) {
  enrol(name, file, record, false);
}
void enrol_proof(const char *name, const char *file, const claim *record) {
  enrol(name, file, record, true);
}

static int by_id(const void *a, const void *b) {
  return natural_order(((const enrolled *)a)->id, ((const enrolled *)b)->id);
}

static void sort_all(void) {
  if (sorted || !count) return;
  qsort(all, count, sizeof *all, by_id);
  for (size_t i = 1; i < count; i++)
    if (!strcmp(all[i - 1].id, all[i].id))
      broken("two claims are %s: in %s and in %s", all[i].id, all[i - 1].chapter, all[i].chapter);
  sorted = true;
}

size_t registry_size(void) { return count; }

const enrolled *registry_at(size_t i) {
  sort_all();
  return i < count ? all + i : NULL;
}

const enrolled *registry_find(const char *id) {
  sort_all();
  enrolled key = { .id = (char *)id };
  return count ? bsearch(&key, all, count, sizeof *all, by_id) : NULL;
}

bool registry_has_paper(const char *key) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(all[i].paper, key)) return true;
  return false;
}

const char *registry_nearest(const char *word) {
  sort_all();
  const char *best = NULL;
  int least = 1 + (int)strlen(word) / 2;
  for (size_t i = 0; i < count; i++) {
    int d = edit_distance(word, all[i].id), e = edit_distance(word, all[i].paper);
    if (d < least) least = d, best = all[i].id;
    if (e < least) least = e, best = all[i].paper;
  }
  return best;
}
