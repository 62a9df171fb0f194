/* What was asked, by whom it is answered: requests, the manifest, and the claims there are. */
#include <unistd.h>

#include "harness_claims.h"
#include "num_deaths.h"
#include "claim/examined.h"
#include "claim/natural.h"
#include "claim/row_file.h"
#include "claim/versions.h"

static const claim plain = { HARNESS_RECORD };
static const enrolled me = { "t-1", "t", "tests", "harness", &plain, false };

/* A request says all of a plan: the plan comes of it again, and any other differs in what it says. */
Test(harness_requests, a_request_is_its_plan) {
  sheet mine = { 0 }, given_;
  complaint why = { "" };
  cr_assert(sheet_set(&mine, "x = 1/2", &why) && sheet_set(&mine, "V = 1 2; 3 4", &why));
  const enrolled *claims[] = { &me, &me };
  plan p = plan_default(false), q;
  p.given = &mine, p.draws = 7, p.seed = 11, p.beyond = true, p.keep = SHORT_ROWS;
  json_t *r = request_of(&p, claims, 1, NULL);
  cr_assert(request_plan(r, &q, &given_, &why), "%s", why.text);
  cr_expect(q.draws == 7 && q.seed == 11 && q.beyond && q.keep == SHORT_ROWS && !q.full);
  cr_assert_eq(q.count, p.count);
  for (int i = 0; i < p.count; i++) cr_expect_str_eq(q.use[i].name, p.use[i].name);
  cr_assert(q.given == &given_ && given_.count == 2);
  for (int i = 0; i < 2; i++) cr_expect_str_eq(given_.of[i].value.text, mine.of[i].value.text);
  json_t *again = request_of(&q, claims, 1, NULL), *more = request_of(&q, claims, 2, NULL);
  cr_expect(!request_difference(r, again) && json_equal(r, again));
  cr_expect_str_eq(request_difference(r, more), "other claims");
  static const char *const keys[][2] = {
    { "program", "another program" },       { "arithmetics", "other arithmetics" },
    { "draws", "another number of draws" }, { "seed", "another seed" },
    { "full", "another budget" },           { "beyond", "another --beyond" },
    { "keep", "other results to keep" },    { "given", "other inputs" }
  };
  for (int i = 0; i < 8; i++) {
    json_t *other = json_copy(r);
    json_object_set_new(other, keys[i][0], json_string("?"));
    cr_expect_str_eq(request_difference(r, other), keys[i][1]);
    json_decref(other);
  }
  sheet_free(&given_);
  json_object_set_new(r, "given", json_pack("[s,i]", "x = 1", 3));
  cr_expect(!request_plan(r, &q, &given_, &why));
  cr_expect_str_eq(why.text, "an input is no text");
  json_object_set_new(r, "given", json_array());
  cr_expect(request_plan(r, &q, &given_, &why) && !q.given);
  json_object_set_new(r, "arithmetics", json_pack("[s,s]", "exact", "gold"));
  cr_expect(!request_plan(r, &q, &given_, &why));
  cr_expect(strstr(why.text, "`gold` is not an arithmetic"));
  json_decref(r), json_decref(again), json_decref(more), sheet_free(&mine);
}

/* The program is marked by FNV-1a of its bytes. */
Test(harness_requests, another_program_has_another_mark) {
  complaint why;
  size_t n;
  char *bytes = whole_file("/proc/self/exe", &n, &why);
  cr_assert(bytes, "%s", why.text);
  unsigned long long h = 0xcbf29ce484222325u;
  for (size_t i = 0; i < n; i++) h ^= (unsigned char)bytes[i], h *= 0x100000001b3u;
  char *mark = say("%s %016llx", program_version(), h);
  plan p = plan_default(false);
  json_t *r = request_of(&p, NULL, 0, NULL);
  cr_expect_str_eq(json_string_value(json_object_get(r, "program")), mark);
  json_decref(r), free(mark), free(bytes);
}

Test(harness_requests, the_processor_is_the_first_that_is_named) {
  complaint why;
  size_t n;
  char *all = whole_file("/proc/cpuinfo", &n, &why),
       *named = all ? strstr(all, "model name") : NULL;
  if (named) {
    char *line = say("model name\t: %s\n", processor_name());
    cr_expect(!strncmp(named, line, strlen(line)), "%s", line);
    free(line);
  } else {
    cr_expect_str_eq(processor_name(), "unknown");
  }
  free(all);
}

/* What the manifest says is what the program says of itself. */
Test(harness_requests, the_manifest_names_what_ran) {
  char folder[] = "/tmp/elenchus-requests-XXXXXX";
  cr_assert(mkdtemp(folder));
  plan p = plan_default(true);
  complaint why;
  json_t *arguments = json_pack("[s]", "run");
  cr_assert(write_manifest(folder, &p, arguments, &why), "%s", why.text);
  char *path = say("%s/manifest.json", folder);
  json_t *m = json_load_file(path, 0, NULL), *use = json_object_get(m, "arithmetics");
  cr_assert_eq(json_array_size(use), (size_t)p.count);
  for (int i = 0; i < p.count; i++)
    cr_expect_str_eq(json_string_value(json_array_get(use, (size_t)i)), p.use[i].name);
  cr_expect_str_eq(json_string_value(json_object_get(m, "rounding")), "to nearest");
  cr_expect(json_is_false(json_object_get(m, "fused_sums")) && !sums_are_fused());
  cr_expect_str_eq(json_string_value(json_object_get(m, "processor")), processor_name());
  json_t *libraries = json_object_get(m, "libraries");
  size_t n = 0;
  for (const part_version *v = library_versions(); v->name; v++, n++)
    cr_expect_str_eq(json_string_value(json_object_get(libraries, v->name)), v->version);
  cr_expect(n == json_object_size(libraries) && n >= 5 && json_object_get(libraries, "mpfr"));
  json_decref(m), json_decref(arguments), unlink(path), rmdir(folder), free(path);
}

/* Names become ids; a folder and a chapter are read off the file. */
static void enrolled_as(const char *name, const char *file, const char *id, const char *folder,
                        const char *chapter) {
  enrol_claim(name, file, &plain);
  const enrolled *e = registry_find(id);
  cr_assert(e, "%s", id);
  cr_expect_str_eq(e->id, id);
  cr_expect_str_eq(e->folder, folder);
  cr_expect_str_eq(e->chapter, chapter);
  cr_expect(!strncmp(e->paper, name, strlen(e->paper)) && e->record == &plain && !e->proof);
}
static void twice(const void *with) {
  (void)with;
  enrol_claim("aaa_1", "a/one.c", &plain), enrol_claim("aaa_1", "b/two.c", &plain);
  registry_at(0);
}
/* The first of all ids, each followed by its paper, that no other is nearer than; nothing that is
 * mostly different. */
static const char *nearest(const char *word) {
  int least = 1 + (int)strlen(word) / 2;
  const char *best = NULL;
  for (int d = least - 1; d >= 0; d--)
    for (size_t i = registry_size(); i-- > 0;) {
      if (edit_distance(word, registry_at(i)->paper) == d) best = registry_at(i)->paper;
      if (edit_distance(word, registry_at(i)->id) == d) best = registry_at(i)->id;
    }
  return best;
}

Test(harness_requests, the_nearest_name_is_offered) {
  static const char *const words[] = { "a",          "zz",     "zzq",    "zzx",
                                       "zzq-",       "zzq-P",  "zzq-P3", "zq-P3.10",
                                       "zzq-L",      "aaq-L1", "aaa-L1", "xxxxx1",
                                       "zzq-P3.3.3", "zzz-L2", "zx",     "zqx" };
  enrolled_as("zzq_P3_3", "papers/a.c", "zzq-P3.3", "papers", "a");
  enrolled_as("zzq_P3_10", "papers/b.c", "zzq-P3.10", "papers", "b");
  enrolled_as("zzq_L1", "papers/c.c", "zzq-L1", "papers", "c");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    const char *offered = registry_nearest(words[i]), *expected = nearest(words[i]);
    cr_expect_eq(!offered, !expected, "%s", words[i]);
    if (offered && expected) cr_expect_str_eq(offered, expected, "%s", words[i]);
  }
}

Test(harness_requests, claims_are_enrolled_by_name) {
  size_t before = registry_size();
  enrolled_as("zzq_P3_3", "../checks/papers/a-chapter.c", "zzq-P3.3", "papers", "a-chapter");
  enrolled_as("zzq_P3_10", "papers/b.x.c", "zzq-P3.10", "papers", "b.x");
  enrolled_as("zzq_R_1_2", "c.c", "zzq-R.1.2", "", "c");
  enrolled_as("zzq_L1", "/d/plain", "zzq-L1", "d", "plain");
  enrol_proof("zzq_P3_3", "p/q.c", &plain);
  const enrolled *proof = registry_find("zzq-P3.3:proof");
  cr_expect(proof && proof->proof && !strcmp(proof->paper, "zzq"));
  cr_expect_eq(registry_size(), before + 5);
  cr_expect(registry_has_paper("zzq") && !registry_has_paper("zz") && !registry_find("zzq-P3.4"));
  cr_expect(registry_at(registry_size()) == NULL && registry_at(registry_size() - 1));
  for (size_t i = 0; i < registry_size(); i++)
    cr_expect(registry_find(registry_at(i)->id) == registry_at(i));
  cr_expect_str_eq(registry_nearest("zzq-P33"), "zzq-P3.3");
  cr_expect_str_eq(registry_nearest("zzqq"), "zzq");
  cr_expect(!registry_nearest("no word is as far as this one"));
  cr_expect_str_eq(registry_nearest("zzq-R.1.3"), "zzq-R.1.2");
  cr_expect_str_eq(registry_nearest("zzq-R.1"), "zzq-L1", "of several the first");
  cr_expect(!registry_nearest("z"));
  cr_expect(aborts_saying(twice, NULL, "two claims are aaa-1: in one and in two", ""));
}
Test(harness_requests, an_empty_registry_has_nothing) {
  if (registry_size()) return;
  cr_expect(!registry_at(0) && !registry_find("x") && !registry_nearest("x") &&
            !registry_has_paper("x"));
}
