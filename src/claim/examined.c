/* examined.c -- finished examinations kept on disk. */
#include "claim/examined.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/json.h"
#include "claim/store.h"
#include "claim/wire.h"

static char *file_of(const char *results, const char *name) {
  char *path = say("%s/examined/%s", results, name);
  for (char *c = path + strlen(results); *c; c++)
    if (*c == ':') *c = '-';
  return path;
}

void examined_end(const char *results) {
  char *folder = say("%s/examined", results);
  DIR *in = opendir(folder);
  for (struct dirent *d; in && (d = readdir(in));) {
    char *path = say("%s/%s", folder, d->d_name);
    if (strcmp(d->d_name, ".") && strcmp(d->d_name, "..")) unlink(path);
    free(path);
  }
  if (in) closedir(in);
  rmdir(folder);
  free(folder);
}

static bool store_request(const char *results, const json_t *request, complaint *why) {
  char *path = file_of(results, "request.json");
  bool fine = json_store(path, request, why);
  free(path);
  return fine;
}

json_t *request_load(const char *results, complaint *why) {
  char *path = file_of(results, "request.json");
  json_t *request = json_load_file(path, 0, NULL);
  if (request && !json_is_object(request)) json_decref(request), request = NULL;
  if (!request) complain(why, "%.300s holds no run that could be gone on with", results);
  free(path);
  return request;
}

static bool go_on(const char *results, const json_t *request, complaint *why) {
  json_t *earlier = request_load(results, why);
  if (!earlier) return false;
  const char *other = request_difference(earlier, request);
  json_decref(earlier);
  return !other || complain(why, "the run in %.300s was begun with %s", results, other);
}

bool examined_begin(const char *results, const json_t *request, bool resume, complaint *why) {
  char *begun = file_of(results, "request.json");
  bool there = access(begun, F_OK) == 0;
  free(begun);
  char *inner = say("%s/examined", results);
  drafts_swept(results), drafts_swept(inner);
  free(inner);
  if (resume && there) return go_on(results, request, why);
  char *folder = say("%s/examined", results);
  examined_end(results);
  bool fine = make_folder(folder, why) && store_request(results, request, why);
  free(folder);
  return fine;
}

/* Of all bytes up to here: FNV-1a of Fowler, Noll and Vo.  One changed byte always shows, since
 * each step is one to one in what was there before. */
static uint64_t fingerprint(uint64_t before, const char *text, size_t n) {
  for (size_t i = 0; i < n; i++) before = (before ^ (unsigned char)text[i]) * 0x100000001b3;
  return before;
}

enum { LINE = 40 };
static const uint64_t OF_NOTHING = 0xcbf29ce484222325;

static void last_line(char line[LINE], uint64_t above) {
  snprintf(line, LINE, "{\"fingerprint\":\"%016" PRIx64 "\"}\n", above);
}

/* The line `whole` says that nothing is missing above it. */
static void write_examination(FILE *out, const examination *e, double seconds) {
  char time[32];
  for (size_t i = 0; i < e->sample_count; i++) wire_sample(out, &e->samples[i]);
  for (size_t i = 0; i < e->trial_count; i++) wire_trial(out, &e->trials[i]);
  if (e->invisible) wire_word(out, "invisible", e->invisible);
  if (e->fault) wire_word(out, "fault", e->fault);
  if (e->halted) wire_word(out, "halted", e->halted);
  snprintf(time, sizeof time, "%.17g", seconds);
  wire_word(out, "whole", time);
}

bool examined_store(const char *results, const examination *e, double seconds, complaint *why) {
  char *path = file_of(results, e->of->id), *text = NULL, last[LINE];
  size_t size = 0;
  FILE *memory = open_memstream(&text, &size);
  if (memory) write_examination(memory, e, seconds), fclose(memory);
  last_line(last, fingerprint(OF_NOTHING, text, size));
  draft d;
  bool fine = draft_open(&d, path, why);
  if (fine) {
    fwrite(text, 1, size, d.out), fputs(last, d.out);
    fine = draft_commit(&d, why);
  }
  free(path), free(text);
  return fine;
}

/* Whether the last line is the fingerprint of what is above it. */
static bool unchanged(FILE *in) {
  char *line = NULL, stated[LINE];
  size_t room = 0;
  uint64_t above = OF_NOTHING;
  bool fine = false;
  for (ssize_t n; (n = getline(&line, &room, in)) > 0;) {
    last_line(stated, above);
    fine = (size_t)n == strlen(stated) && !memcmp(line, stated, (size_t)n);
    above = fingerprint(above, line, (size_t)n);
  }
  free(line);
  return fine;
}

static bool good_sample(const claim *c, const sample *s) {
  if (s->from > HARD || s->state > FAULT || !s->name || (s->from == DRAWN && !c->draw))
    return false;
  for (int i = 0; i < inputs_of(c); i++)
    if (!s->text[i]) return false;
  return true;
}

static bool good_comparison(const comparison *c) {
  if (c->judged > FAULT || !c->what || c->rows < 0 || c->columns < 0) return false;
  for (int i = 0; i < c->count; i++)
    if (c->row[i].i < 0 || c->row[i].i >= c->rows || c->row[i].j < 0 || c->row[i].j >= c->columns)
      return false;
  return true;
}

static bool good_trial(const examination *e, const plan *p, const trial *t) {
  if (t->sample < 0 || (size_t)t->sample >= e->sample_count || t->use < 0 || t->use >= p->count)
    return false;
  if (t->control < -1 || t->control >= controls_of(e->of->record) || t->state > FAULT) return false;
  for (size_t k = 0; k < t->journal.count; k++)
    if (!good_comparison(&t->journal.of[k])) return false;
  return true;
}

static bool in_range(const examination *e, const plan *p) {
  for (size_t i = 0; i < e->sample_count; i++)
    if (!good_sample(e->of->record, &e->samples[i])) return false;
  for (size_t i = 0; i < e->trial_count; i++)
    if (!good_trial(e, p, &e->trials[i])) return false;
  return true;
}

bool examined_read(FILE *in, const enrolled *of, const plan *p, examination *e, double *seconds) {
  char *whole = NULL;
  *e = (examination){ .of = of };
  wire_read(in, e, &whole);
  bool fine = whole && !e->halted && !e->fault && in_range(e, p);
  *seconds = whole ? strtod(whole, NULL) : 0;
  free(whole);
  if (!fine) examination_free(e);
  return fine;
}

bool examined_load(const char *results, const enrolled *of, const plan *p, examination *e,
                   double *seconds) {
  char *path = file_of(results, of->id);
  FILE *in = fopen(path, "r");
  free(path);
  bool fine = in && unchanged(in) && examined_read(in, of, p, e, seconds);
  if (in) fclose(in);
  return fine;
}
