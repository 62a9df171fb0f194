/* Finished examinations on disk: read back without loss, refused when torn or out of range, gone on
 * from only by the same request. */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness_made.h"
#include "claim/examined.h"

static void draws_nothing(draw *d) { (void)d; }

/* Three samples, and of each a trial with a table of two rows and three columns. */
static made *whole_one(void) {
  made *m = made_in("exact,double");
  m->c.controls[0] = (control){ "sign", NULL };
  m->c.draw = draws_nothing;
  for (int i = 0; i < 3; i++) {
    put_sample(m, (source)i, AGREES);
    comparison *c = say_that(m, i % 2, i ? 0 : -1, AGREES);
    c->rows = 2, c->columns = 3;
    for (int k = 0; k < 2; k++) {
      entry_row *r = comparison_add(c);
      r->i = k, r->j = 2 * k, r->measured = copy_of("1"), r->stated = copy_of("2");
    }
  }
  return m;
}

static char *written_out(const examination *e, bool whole_) {
  char *text = NULL;
  size_t size;
  FILE *out = open_memstream(&text, &size);
  for (size_t i = 0; i < e->sample_count; i++) wire_sample(out, &e->samples[i]);
  for (size_t i = 0; i < e->trial_count; i++) wire_trial(out, &e->trials[i]);
  if (e->halted) wire_word(out, "halted", e->halted);
  if (e->fault) wire_word(out, "fault", e->fault);
  if (whole_) wire_word(out, "whole", "1.5");
  fclose(out);
  return text;
}

static bool taken(made *m, bool whole_) {
  char *text = written_out(&m->e, whole_);
  FILE *in = fmemopen(text, strlen(text), "r");
  examination e;
  double seconds;
  bool fine = examined_read(in, &m->me, &m->p, &e, &seconds);
  fclose(in);
  if (fine) {
    char *again = written_out(&e, whole_);
    cr_expect_str_eq(again, text);
    cr_expect_eq(seconds, 1.5);
    free(again), examination_free(&e);
  }
  free(text);
  return fine;
}

/* One field at a time: is it still taken? */
#define FIELD(change, expected)                            \
  do {                                                     \
    made *m = whole_one();                                 \
    sample *s = &m->e.samples[1];                          \
    trial *t = &m->e.trials[1];                            \
    comparison *c = &t->journal.of[0];                     \
    entry_row *r = &c->row[0];                             \
    (void)s, (void)t, (void)c, (void)r;                    \
    change;                                                \
    cr_expect_eq(taken(m, true), expected, "%s", #change); \
    made_free(m);                                          \
  } while (0)

Test(harness_kept, what_is_in_range_is_taken) {
  FIELD(, true);
  FIELD(s->from = HARD, true);
  FIELD(s->from = (source)(HARD + 1), false);
  FIELD(s->state = FAULT, true);
  FIELD(s->state = (outcome)(FAULT + 1), false);
  FIELD((free(s->name), s->name = NULL), false);
  FIELD(m->c.draw = NULL, false); /* the second is drawn */
  FIELD((m->c.draw = NULL, s->from = HARD), true);
  FIELD((free(s->text[0]), s->text[0] = NULL), false);
  FIELD((free(s->text[1]), s->text[1] = NULL), false);
  FIELD(t->sample = 0, true);
  FIELD(t->sample = 2, true);
  FIELD(t->sample = 3, false);
  FIELD(t->sample = -1, false);
  FIELD(t->use = 0, true);
  FIELD(t->use = 2, false);
  FIELD(t->use = -1, false);
  FIELD(t->control = -1, true);
  FIELD(t->control = -2, false);
  FIELD(t->control = 1, false);
  FIELD(t->state = FAULT, true);
  FIELD(t->state = (outcome)(FAULT + 1), false);
  FIELD(c->judged = FAULT, true);
  FIELD(c->judged = (outcome)(FAULT + 1), false);
  FIELD((free(c->what), c->what = NULL), false);
  FIELD((c->rows = 0, comparison_forget_rows(c)), true);
  FIELD((c->columns = 0, comparison_forget_rows(c)), true);
  FIELD((c->rows = -1, comparison_forget_rows(c)), false);
  FIELD((c->columns = -1, comparison_forget_rows(c)), false);
  FIELD(r->i = 1, true);
  FIELD(r->i = 2, false);
  FIELD(r->i = -1, false);
  FIELD(r->j = 2, true);
  FIELD(r->j = 3, false);
  FIELD(r->j = -1, false);
  FIELD(m->e.halted = copy_of("stopped"), false);
  FIELD(m->e.fault = copy_of("a fault"), false);
  made *plain = whole_one(); /* of a record without controls */
  plain->c.controls[0] = (control){ NULL, NULL };
  cr_expect_not(taken(plain, true));
  for (size_t i = 0; i < plain->e.trial_count; i++) plain->e.trials[i].control = -1;
  cr_expect(taken(plain, true));
  made_free(plain);
  made *torn = whole_one();
  cr_expect_not(taken(torn, false), "without its last line");
  made_free(torn);
}

/* A folder whose name has what a file of it may not have. */
static char *folder_made(void) {
  char *folder = copy_of("/tmp/elenchus:kept-XXXXXX");
  cr_assert(mkdtemp(folder));
  return folder;
}
static bool there(const char *folder, const char *name) {
  char *path = say("%s/examined/%s", folder, name);
  bool yes = access(path, F_OK) == 0;
  free(path);
  return yes;
}
static json_t *asked(const made *m, json_t *arguments) {
  const enrolled *claims[] = { &m->me };
  return request_of(&m->p, claims, 1, arguments);
}

Test(harness_kept, what_was_stored_is_loaded) {
  char *folder = folder_made();
  made *m = whole_one();
  m->me.id = "t-1:proof";
  complaint why;
  json_t *arguments = json_array(), *request = asked(m, arguments);
  cr_assert(examined_begin(folder, request, false, &why), "%s", why.text);
  examination e;
  double seconds;
  cr_expect_not(examined_load(folder, &m->me, &m->p, &e, &seconds), "nothing there yet");
  cr_assert(examined_store(folder, &m->e, 2.25, &why), "%s", why.text);
  cr_expect(there(folder, "t-1-proof") && !there(folder, "t-1:proof"));
  cr_assert(examined_load(folder, &m->me, &m->p, &e, &seconds));
  cr_expect(seconds == 2.25 && e.sample_count == 3 && e.trial_count == 3);
  char *left = written_out(&m->e, true), *right = written_out(&e, true);
  cr_expect_str_eq(left, right);
  free(left), free(right), examination_free(&e);
  examined_end(folder);
  cr_expect_eq(rmdir(folder), 0, "nothing is left of it");
  examined_end(folder);
  json_decref(arguments), json_decref(request);
  made_free(m), free(folder);
}

Test(harness_kept, only_the_same_request_goes_on) {
  char *folder = folder_made();
  made *m = whole_one();
  complaint why;
  json_t *arguments = json_array(), *request = asked(m, arguments);
  m->p.seed = 17;
  json_t *other = asked(m, arguments);
  cr_expect(!request_load(folder, &why) && strstr(why.text, "holds no run that could be gone on"));
  cr_assert(examined_begin(folder, request, true, &why), "begun, where there is nothing");
  cr_assert(examined_store(folder, &m->e, 1, &why));
  cr_expect(examined_begin(folder, request, true, &why) && there(folder, "t-1"));
  cr_expect_not(examined_begin(folder, other, true, &why));
  cr_expect(strstr(why.text, "was begun with another seed"), "%s", why.text);
  cr_expect(there(folder, "t-1"));
  cr_expect(examined_begin(folder, other, false, &why) && !there(folder, "t-1"), "begun anew");
  json_t *kept = request_load(folder, &why);
  cr_expect(kept && json_equal(kept, other));
  json_decref(kept);
  char *path = say("%s/examined/request.json", folder);
  FILE *list = fopen(path, "w");
  fputs("[]", list), fclose(list);
  cr_expect(!request_load(folder, &why) && !examined_begin(folder, other, true, &why));
  examined_end(folder), rmdir(folder);
  list = fopen(folder, "w"), fclose(list); /* a file where a folder should be */
  cr_expect(!examined_begin(folder, request, false, &why) && *why.text);
  unlink(folder), free(path), free(folder);
  json_decref(arguments), json_decref(request), json_decref(other);
  made_free(m);
}
