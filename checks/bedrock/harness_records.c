/* What a run writes is read again as it was: rows, verdicts, the wire; and what is torn is not. */
#include <unistd.h>

#include "harness_claims.h"
#include "claim/row_file.h"
#include "claim/verdict_file.h"

static const claim plain = { HARNESS_RECORD,
                             .controls = { { "sign", NULL }, { "tab\there", NULL } } };
static const enrolled me = { "t-1:proof", "t", "tests", "harness", &plain, true };

static double number_of(int k) { return k % 5 ? (k - 7) * 1.25 : k % 2 ? NAN : INFINITY; }

/* One comparison of that shape, every field of it another. */
static void compare(trial *t, const char *comparator, int rows, int columns, outcome o) {
  static int k;
  comparison *c = journal_add(&t->journal, comparator, "a\tname\nof \"it\"");
  c->part = k % 2 ? copy_of("(i)") : NULL, c->variable = copy_of("t"), c->at = say("%d", k);
  c->note = k % 3 ? say("note %d", k) : NULL;
  c->judged = o, c->exact = k % 2, c->width = k % 3 == 0, c->certifies = k % 4 == 0;
  c->rows = rows, c->columns = columns;
  double *reals[] = { &c->lost, &c->gap, &c->scale, &c->radius, &c->tightness };
  for (int i = 0; i < 5; i++) *reals[i] = number_of(k++);
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++) {
      entry_row *r = comparison_add(c);
      r->i = i, r->j = j;
      r->measured = say("%d.5", k), r->stated = say("%d.25", k),
      r->measured_full = say("full %d", k);
      r->stated_full = k % 2 ? say("fully %d", k) : NULL, r->radius = say("1e-%d", k);
      r->stated_radius = say("2e-%d", k);
      double *numbers[] = { &r->log_measured, &r->log_stated, &r->log_gap,
                            &r->log_radius,   &r->margin,     &r->lost };
      for (int n = 0; n < 6; n++) *numbers[n] = number_of(k++);
    }
}

/* Two instances, one of them drawn; plainly and under both controls, in the first arithmetics. */
static examination made_up(const plan *p) {
  examination e = { .of = &me };
  for (int s = 0; s < 2; s++) {
    e.samples = one_more(e.samples, e.sample_count, sizeof *e.samples);
    e.samples[e.sample_count++] = (sample){ .name = s ? copy_of("seed 1, draw 1") : copy_of("one"),
                                            .from = s ? DRAWN : BUILT_IN,
                                            .state = AGREES,
                                            .note = s ? copy_of("noted") : NULL };
    for (int i = 0; i < MOST_INPUTS; i++)
      e.samples[s].text[i] = i % 3 ? say("%d", i + 20 * s) : NULL;
    for (int use = 0; use < p->count; use++)
      for (int control = -1; control < 2; control++) {
        e.trials = one_more(e.trials, e.trial_count, sizeof *e.trials);
        trial *t = &e.trials[e.trial_count++];
        *t = (trial){
          .sample = s, .use = use, .control = control, .bits = 64 + use, .state = AGREES
        };
        t->message = control ? NULL : copy_of("stopped\there"), t->remarks = copy_of("a remark\n");
        outcome o = control < 0 ? AGREES : DISAGREES;
        compare(t, "equals", 1, 1, o), compare(t, "at_most", 3, 1, o), compare(t, "is", 1, 2, o);
        compare(t, "trace", 2, 2, NOT_RUN);
      }
  }
  return e;
}

static char *wired(const examination *e) {
  char *bytes;
  size_t n;
  FILE *to = open_memstream(&bytes, &n);
  for (size_t i = 0; i < e->sample_count; i++) wire_sample(to, &e->samples[i]);
  for (size_t i = 0; i < e->trial_count; i++) wire_trial(to, &e->trials[i]);
  fclose(to);
  return bytes;
}
static examination heard(const char *bytes, size_t n, char **whole) {
  examination e = { .of = &me };
  FILE *from = tmpfile();
  fwrite(bytes, 1, n, from);
  wire_read(from, &e, whole);
  fclose(from);
  return e;
}

/* Written, read and written again: the same bytes; of a torn file, its whole lines. */
Test(harness_records, the_wire_returns_every_field) {
  plan p = plan_default(false);
  examination e = made_up(&p);
  char *bytes = wired(&e);
  size_t length = strlen(bytes);
  examination again = heard(bytes, length, NULL);
  char *twice = wired(&again);
  cr_expect_str_eq(bytes, twice);
  cr_expect(again.sample_count == e.sample_count && again.trial_count == e.trial_count);
  for (int i = 0; i < MOST_INPUTS; i++) {
    const char *a = e.samples[1].text[i], *b = again.samples[1].text[i];
    cr_expect(a ? b && !strcmp(a, b) : !b);
  }
  const entry_row *r = &e.trials[0].journal.of[1].row[2],
                  *q = &again.trials[0].journal.of[1].row[2];
  cr_expect(q->i == 2 && q->j == 0);
  cr_expect_str_eq(q->measured_full, r->measured_full);
  cr_expect(q->log_gap == r->log_gap || (isnan(q->log_gap) && isnan(r->log_gap)));
  examination_free(&again), free(twice);
  size_t lines = 0;
  for (size_t n = 0; n < length; n += 1 + length / 97) {
    lines = 0;
    for (size_t i = 0; i < n; i++) lines += bytes[i] == '\n';
    again = heard(bytes, n, NULL);
    cr_expect_eq(again.sample_count + again.trial_count, lines);
    examination_free(&again);
  }
  examination_free(&e), free(bytes);
}

/* Of each word the first is kept; `whole` is for who asks. */
Test(harness_records, words_on_the_wire) {
  static const char text[] =
      "{\"fault\":\"f\"}\n{\"fault\":\"g\"}\n{\"invisible\":\"i\"}\n{\"invisible\":\"j\"}\n"
      "{\"halted\":\"h\"}\n{\"halted\":\"k\"}\n{\"whole\":\"w\"}\n{\"whole\":\"v\"}\n"
      "{}\nnoise\n{\"fault\":";
  char *whole = NULL;
  examination e = heard(text, sizeof text - 1, &whole);
  cr_expect_str_eq(e.fault, "f");
  cr_expect_str_eq(e.invisible, "i");
  cr_expect_str_eq(e.halted, "h");
  cr_assert(whole);
  cr_expect_str_eq(whole, "w");
  examination_free(&e), free(whole);
  e = heard(text, sizeof text - 1, NULL);
  cr_expect_str_eq(e.halted, "h");
  examination_free(&e);
  e = heard("{}\n", 3, &whole);
  cr_expect(!e.fault && !e.invisible && !e.halted);
  examination_free(&e);
  e = heard("", 0, NULL);
  cr_expect(!e.sample_count && !e.trial_count);
}

static bool same_number(double written, double read) {
  if (isnan(written)) return isnan(read);
  return written == read || fabs(written - read) <= 1e-9 * fabs(written);
}

/* Every row that is written, in order: of controls, those at instances that are not drawn. */
Test(harness_records, rows_are_read_as_they_were) {
  char folder[] = "/tmp/elenchus-records-XXXXXX";
  cr_assert(mkdtemp(folder));
  plan p = plan_default(false);
  examination e = made_up(&p);
  complaint why = { "" };
  cr_assert(write_rows(folder, &e, &p, &why), "%s", why.text);
  char *path = row_file_path(folder, me.id), *expected = say("%s/t-1-proof.tsv", folder);
  cr_expect_str_eq(path, expected);
  row_file rows;
  cr_assert(row_file_read(&rows, path, &why), "%s", why.text);
  size_t n = 0;
  for (size_t i = 0; i < e.trial_count; i++) {
    const trial *t = &e.trials[i];
    if (t->sample == 1 && t->control >= 0) continue;
    for (size_t k = 0; k < t->journal.count; k++)
      for (int m = 0; m < t->journal.of[k].count; m++) {
        const comparison *c = &t->journal.of[k];
        const entry_row *r = &c->row[m];
        cr_assert_lt(n, rows.count);
        const compared_row *q = &rows.of[n++];
        cr_expect_str_eq(q->arithmetic, p.use[t->use].name);
        cr_expect_str_eq(q->instance, t->sample ? "seed 1, draw 1" : "one");
        cr_expect_str_eq(q->control, t->control < 0 ? "-" : t->control ? "tab here" : "sign");
        cr_expect_str_eq(q->part, c->part ? c->part : "-");
        cr_expect_str_eq(q->what, "a name of \"it\"");
        char *entry = k == 0   ? copy_of("-")
                      : k == 1 ? say("%d", m + 1)
                               : say("%d,%d", m / 2 + 1, m % 2 + 1);
        cr_expect_str_eq(q->entry, entry);
        cr_expect_str_eq(q->variable, "t");
        cr_expect_str_eq(q->at, c->at);
        cr_expect_str_eq(q->measured, r->measured);
        cr_expect_str_eq(q->stated, r->stated);
        cr_expect_str_eq(q->judged, k == 3 ? "trace" : t->control < 0 ? "agrees" : "disagrees");
        cr_expect_str_eq(q->comparator, c->comparator);
        cr_expect(same_number(r->log_measured, q->log_measured) &&
                  same_number(r->log_stated, q->log_stated));
        cr_expect(same_number(r->log_gap, q->log_gap) && same_number(r->log_radius, q->log_radius));
        cr_expect(same_number(r->margin, q->margin) && same_number(r->lost, q->lost));
        cr_expect(q->x == atof(c->at) && q->y == atof(r->measured) && q->target == atof(r->stated));
        cr_expect_eq(is_control(q), t->control >= 0);
        cr_expect_eq(is_trace(q), k == 3);
        cr_expect_eq(is_drawn(q), t->sample == 1);
        free(entry);
      }
  }
  cr_expect_eq(n, rows.count);
  row_file_free(&rows), examination_free(&e);
  unlink(path), rmdir(folder), free(path), free(expected);
}

static const char header[] =
    "arithmetic\tinstance\tcontrol\tpart\twhat\tentry\tvariable\tat\tmeasured\tstated\tlog10_"
    "measured\t"
    "log10_stated\tlog10_gap\tlog10_radius\tmargin\tlost\tjudged\tcomparator";
static const char row_[] = "exact\to\t-\t-\tw\t-\tt\tx\t1/2\t\t1\t2\t3\t4\t5\tnan\tagrees\tis";

static int parsed(const char *text, int fault) { /* how many rows; -1: refused at that line */
  row_file rows;
  complaint why = { "" };
  bool fine = row_file_parse(&rows, "x.tsv", copy_of(text), &why);
  int count = fine ? (int)rows.count : -1;
  char *sentence = say("x.tsv, line %d: not a row of results of this version of elenchus", fault);
  cr_expect_str_eq(why.text, fine ? "" : sentence);
  if (fine && count) cr_expect(rows.of[0].y == 0.5 || rows.of[0].y == 1);
  if (fine && count)
    cr_expect(isnan(rows.of[0].x) && isnan(rows.of[0].target) && rows.of[0].margin == 5);
  if (fine) row_file_free(&rows);
  free(sentence);
  return count;
}
Test(harness_records, rows_of_another_kind_are_refused) {
  char *one = say("%s\n%s\n", header, row_), *open = say("%s\n%s", header, row_);
  char *two = say("%s\n%s\n%s\n", header, row_, row_),
       *torn = say("%s\n%s\n%.20s", header, row_, row_);
  char *more = say("%s\n%s\tx\n", header, row_), *wide = say("%s\tx\n", header);
  char *other = say("%.100sX%s\n", header, header + 101), *empty = say("%s\n\n", header);
  cr_expect(parsed(one, 0) == 1 && parsed(open, 0) == 1 && parsed(two, 0) == 2 &&
            parsed(header, 0) == 0);
  cr_expect(parsed(torn, 3) == -1 && parsed(more, 2) == -1 && parsed(empty, 2) == -1);
  cr_expect(parsed(wide, 1) == -1 && parsed(other, 1) == -1 && parsed("", 1) == -1 &&
            parsed("\n", 1) == -1);
  free(one), free(open), free(two), free(torn), free(more), free(wide), free(other), free(empty);
}

Test(harness_records, arithmetics_have_a_rank) {
  static const char *const order[] = { "double",     "exact",   "mpfr:16",
                                       "mpfr:65536", "ball:16", "ball:17" };
  for (int i = 0; i < 5; i++) cr_expect_lt(rank_named(order[i]), rank_named(order[i + 1]));
  cr_expect(bits_named("double") == 53 && bits_named("exact") == 0 &&
            bits_named("mpfr:128") == 128);
  cr_expect_eq(rank_named("double"), 1);
}

static void read_as(const char *text, int count, const char *sentence) {
  complaint why = { "" };
  json_t *all = verdicts_parse("v", text, strlen(text), &why);
  cr_expect_eq(all ? (int)json_array_size(all) : -1, count, "%s", text);
  cr_expect_str_eq(why.text, sentence);
  json_decref(all);
}
#define LISTS \
  "\"parts\":[],\"arithmetics\":[],\"instances\":[],\"comparisons\":[],\"controls\":[{}]"
#define TEXTS "\"id\":\"t-1\",\"folder\":\"f\",\"chapter\":\"c\",\"standing\":\"holds\""
#define ONE "{\"schema\":1," TEXTS ",\"outcome\":\"agrees\"," LISTS "}"
Test(harness_records, verdicts_are_of_this_schema) {
  read_as(ONE, 1, "");
  read_as(ONE "\n" ONE "\n", 2, "");
  read_as("", -1, "v holds no verdict");
  read_as(ONE "\n\n", -1, "v, line 2: not a verdict");
  read_as(ONE "\n" ONE "\n{", -1, "v, line 3: not a verdict");
  read_as("[]\n", -1, "v, line 1: not a verdict");
  read_as("{\"schema\":2," TEXTS ",\"outcome\":\"agrees\"," LISTS "}", -1,
          "v, line 1: a verdict of another schema");
  read_as("{\"schema\":1," TEXTS ",\"outcome\":\"-\"," LISTS "}", -1, "v, line 1: not a verdict");
  read_as("{\"schema\":1," TEXTS ",\"outcome\":\"\"," LISTS "}", -1, "v, line 1: not a verdict");
  read_as("{\"schema\":1," TEXTS "," LISTS "}", -1, "v, line 1: not a verdict");
  read_as("{\"schema\":1," TEXTS ",\"outcome\":\"agrees\"}", -1, "v, line 1: not a verdict");
  read_as("{\"schema\":1," TEXTS ",\"outcome\":\"agrees\"," LISTS ",\"controls\":[{},1]}", -1,
          "v, line 1: not a verdict");
  const char *cut = ONE "\n" ONE;
  for (size_t n = strlen(ONE); n < strlen(cut); n++) {
    complaint why;
    json_t *all = verdicts_parse("v", cut, n, &why);
    cr_expect_eq(!all, n > strlen(ONE) + 1, "cut at %zu", n);
    json_decref(all);
  }
}

/* From a file, and from the folder it lies in. */
Test(harness_records, verdicts_of_a_folder) {
  char folder[] = "/tmp/elenchus-records-XXXXXX";
  cr_assert(mkdtemp(folder));
  char *path = say("%s/verdicts.jsonl", folder);
  complaint why = { "" };
  json_t *v = json_loads(ONE, 0, NULL), *both[] = { v, v };
  cr_assert(write_verdicts(path, both, 2, &why), "%s", why.text);
  json_t *a = verdicts_read(path, &why), *b = verdicts_read(folder, &why);
  cr_assert(a && b, "%s", why.text);
  cr_expect(json_equal(a, b) && json_array_size(a) == 2 && json_equal(json_array_get(a, 1), v));
  unlink(path);
  cr_expect(!verdicts_read(folder, &why));
  char *sentence = say("cannot read %s: No such file or directory", path);
  cr_expect_str_eq(why.text, sentence);
  json_decref(a), json_decref(b), json_decref(v), free(path), free(sentence), rmdir(folder);
}
