/* Drawn instances: their answers, what shrinking leaves, and files that are run ever after. */
#include <unistd.h>

#include "harness_claims.h"
#include "claim/answers.h"
#include "claim/hard.h"
#include "claim/shrink.h"

static void lists(draw *d) {
  int n = (int)draw_whole(d, 1, 5);
  set(d, "v", stack(draw_dyadic(d, n, 0), draw_between(d, -3, 3, 4)));
  set(d, "p", draw_probability(d, n));
}
/* False where an entry of v is above 1 and there are two masses or more. */
static void bounded(run *here) {
  arr v = input(here, "v"), p = input(here, "p");
  equals(here, "mass", total(p), whole(p->in, 1));
  if (p->rows > 1)
    at_most(here, "entries", instead(here, "doubled", v, add(v, v)), whole(v->in, 1));
}
static const claim mostly = { .title = "harness",
                              .kind = FORMULA,
                              .where = "nowhere",
                              .says = "as tested",
                              .inputs = { { "v", "m", REAL, NULL },
                                          { "p", "n", PROBABILITY, NULL } },
                              .instances = { { "one", { "v = 3/4", "p = 1/2 1/2" } } },
                              .draw = lists,
                              .draws = 40,
                              .standing = HOLDS,
                              .measure = bounded,
                              .controls = { { "doubled" } } };

static void same_values(const sample *a, const sample *b) {
  for (int i = 0; i < 2; i++) cr_expect_str_eq(a->text[i], b->text[i]);
}

/* Answered again, on the coarse grid and on the fine one, an instance is the same. */
Test(harness_hard, answers_make_the_instance) {
  for (int k = 0; k < 20; k++) {
    sample drawn, again, fine;
    answers asked = { 0 }, fine_asked = { 0 };
    complaint why;
    cr_assert(sample_drawn_with(&mostly, "t-2", 5, k, &drawn, &asked, &why), "%s", why.text);
    cr_assert(sample_answered(&mostly, &asked, false, &again, NULL));
    same_values(&drawn, &again);
    for (size_t i = 0; i < asked.count; i++)
      if (asked.of[i].continuous) asked.of[i].value *= FINE;
    cr_assert(sample_answered(&mostly, &asked, true, &fine, &fine_asked));
    same_values(&drawn, &fine);
    cr_expect_eq(fine_asked.count, asked.count);
    answers_free(&asked), answers_free(&fine_asked);
    sample_free(&drawn), sample_free(&again), sample_free(&fine);
  }
}

Test(harness_hard, answers_are_kept_in_bounds) {
  answer wild[] = { { .value = 1000 }, { .value = -100000 }, { .value = 7 } };
  answers given = { wild, 3 }, asked = { 0 };
  sample s;
  cr_assert(sample_answered(&mostly, &given, false, &s, &asked));
  cr_expect_eq(s.value[1]->rows, 5);
  for (size_t i = 0; i < asked.count; i++)
    cr_expect(asked.of[i].low <= asked.of[i].value && asked.of[i].value <= asked.of[i].high);
  cr_expect_eq(asked.of[asked.count - 1].value, 1, "where the answers end, the simplest");
  answers_free(&asked), sample_free(&s);
}

static verdict judged(const enrolled *of, plan p) {
  examination e = examine(of, &p, NULL);
  verdict v = judge(&e, &p);
  examination_free(&e);
  return v;
}

/* Three numbers and two masses cannot be fewer; 2 is the simplest number of 64ths above 1. */
Test(harness_hard, a_disagreement_is_made_small) {
  enrolled me = { "t-2", "t", "tests", "harness", &mostly, false };
  verdict v = judged(&me, plan_default(false));
  cr_expect_eq(v.whole.outcome, DISAGREES);
  cr_assert(v.hard && v.replay);
  bool first = strstr(v.hard, "2 0 0");
  cr_expect_str_eq(v.hard, first ? "v = 2 0 0\np = 1/2 1/2\n" : "v = 0 2 0\np = 1/2 1/2\n");
  char *line =
      say("elenchus run t-2 --set 'v = %s' --set 'p = 1/2 1/2'", first ? "2 0 0" : "0 2 0");
  cr_expect_str_eq(v.replay, line);
  free(line);
  verdict_free(&v);
}

Test(harness_hard, what_was_hard_is_run_again) {
  char folder[] = "/tmp/elenchus-hard-XXXXXX";
  cr_assert(mkdtemp(folder));
  char *hard = say("%s/data/hard", folder);
  setenv("ELENCHUS_DATA", folder, 1);
  complaint why;
  char *path = hard_store(hard, "t-2", "v = 2 0 0\np = 1/2 1/2\n", "entries", &why);
  cr_assert(path, "%s", why.text);
  enrolled me = { "t-2", "t", "tests", "harness", &mostly, false },
           other = { "t-22", "t", "tests", "harness", &mostly, false };
  plan p = plan_default(false);
  p.draws = 0;
  verdict v = judged(&me, p), w = judged(&other, p);
  cr_expect_eq(v.whole.outcome, DISAGREES);
  cr_expect(strstr(v.why, "`hard: t-2~"), "%s", v.why);
  cr_expect_eq(w.whole.outcome, AGREES, "%s", w.why);
  verdict_free(&v), verdict_free(&w);
  unlink(path), free(path), rmdir(hard), free(hard);
  path = say("%s/data", folder);
  rmdir(path), free(path), rmdir(folder);
}
