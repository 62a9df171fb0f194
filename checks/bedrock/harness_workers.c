/* Forked examinations: the same bytes whatever -j, and a death that stays alone. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness_claims.h"

static void fine(run *here) {
  arr x = input(here, "x"), V = input(here, "V");
  at(here, "x", x);
  equals(here, "product", product(V, V), dot(V, V));
  equals(here, "exponential", expo(x), over(whole(x->in, 1), expo(neg(x))));
  trace_point(here, "curve", x, V);
}
static void dies(run *here) {
  if (under(here, "sign")) raise(SIGSEGV);
  fine(here);
}
static void loops(run *here) {
  fine(here);
  for (volatile long i = 0;; i++) continue;
}
static void breaks(run *here) { add(input(here, "V"), zeros(arithmetic(here), 3, 3)); }
static void pairs(draw *d) {
  set(d, "x", draw_between(d, 1, 5, 7));
  set(d, "V", draw_rotation(d, (int)draw_whole(d, 2, 4)));
}

static const claim good = { HARNESS_RECORD, .measure = fine, .draw = pairs };
static const claim bad = { HARNESS_RECORD, .measure = dies, .controls = { { "sign", NULL } } };
static const claim endless = { HARNESS_RECORD, .measure = loops, .budget = 0.2 };
static const claim faulty = { HARNESS_RECORD, .measure = breaks };

enum { MANY = 12 };
static enrolled list[MANY];
static const enrolled *chosen[MANY];

static void line_up(void) {
  static const claim *const kinds[] = { &good, &bad, &good, &endless, &faulty, &good };
  for (int i = 0; i < MANY; i++) {
    list[i] = (enrolled){ say("t-%d", i), "t", "tests", "harness", kinds[i % 6], false };
    chosen[i] = &list[i];
  }
}

typedef struct {
  char *json[MANY];
  outcome outcome[MANY];
  const plan *p;
} taken;

static bool take(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  taken *t = with;
  (void)seconds;
  json_t *j = verdict_json(e, t->p, v);
  t->json[i] = json_dumps(j, JSON_SORT_KEYS);
  t->outcome[i] = v->whole.outcome;
  json_decref(j);
  verdict_free(v);
  return true;
}

Test(harness_workers, jobs_change_nothing_and_deaths_stay_alone, .timeout = 60) {
  line_up();
  plan p = plan_default(false);
  p.keep = FULL_ROWS;
  taken one = { .p = &p }, four = { .p = &p };
  complaint why;
  cr_assert(examine_all(chosen, MANY, &p, 1, take, &one, &why), "%s", why.text);
  cr_assert(examine_all(chosen, MANY, &p, 4, take, &four, &why), "%s", why.text);
  static const outcome expected[] = { AGREES, FAULT, AGREES, HALTED, FAULT, AGREES };
  for (int i = 0; i < MANY; i++) {
    cr_expect_eq(one.outcome[i], expected[i % 6], "claim %d: %s", i, outcome_word(one.outcome[i]));
    cr_expect_str_eq(one.json[i], four.json[i]);
    free(one.json[i]), free(four.json[i]);
  }
}

static bool stop_at_once(void *with, size_t i, const examination *e, verdict *v, double seconds) {
  (void)i, (void)e, (void)seconds;
  ++*(int *)with;
  verdict_free(v);
  return false;
}
Test(harness_workers, the_receiver_can_end_the_run) {
  line_up();
  plan p = plan_default(false);
  int count = 0;
  complaint why;
  cr_expect(!examine_all(chosen, MANY, &p, 2, stop_at_once, &count, &why));
  cr_expect_eq(count, 1);
}

/* What a child finds arrives whole: judged before and after the wire, the verdicts are one. */
Test(harness_workers, the_wire_loses_nothing) {
  plan p = plan_default(false);
  p.keep = FULL_ROWS;
  FILE *wire = tmpfile();
  enrolled me = { "t-0", "t", "tests", "harness", &good, false };
  examination here = examine(&me, &p, wire), there = { .of = &me };
  wire_read(wire, &there, NULL);
  fclose(wire);
  verdict a = judge(&here, &p), b = judge(&there, &p);
  json_t *x = verdict_json(&here, &p, &a), *y = verdict_json(&there, &p, &b);
  char *s = json_dumps(x, JSON_SORT_KEYS), *t = json_dumps(y, JSON_SORT_KEYS);
  cr_expect_str_eq(s, t);
  cr_expect_eq(here.trial_count, there.trial_count);
  free(s), free(t), json_decref(x), json_decref(y);
  verdict_free(&a), verdict_free(&b), examination_free(&here), examination_free(&there);
}

/* A seed is a seed everywhere; another is another. */
Test(harness_workers, draws_follow_their_seed) {
  sample a, b, c;
  complaint why;
  cr_assert(sample_drawn(&good, "t-0", 7, 3, &a, &why), "%s", why.text);
  cr_assert(sample_drawn(&good, "t-0", 7, 3, &b, &why));
  cr_assert(sample_drawn(&good, "t-0", 8, 3, &c, &why));
  cr_expect_str_eq(a.text[1], b.text[1]);
  cr_expect(strcmp(a.text[1], c.text[1]));
  arr Q = a.value[1];
  cr_expect_eq(equal(dot(Q, transpose(Q)), eye(Q->in, Q->rows)), YES);
  sample_free(&a), sample_free(&b), sample_free(&c);
}

/* A process that was started before this program took its place in it is nobody's examination. */
Test(harness_workers, a_child_of_another_kind_is_let_go, .timeout = 60) {
  line_up();
  plan p = plan_default(false);
  taken one = { .p = &p };
  complaint why;
  pid_t stranger = fork();
  if (stranger == 0) _exit(1);
  cr_assert(stranger > 0);
  siginfo_t ended;
  cr_assert(waitid(P_PID, (id_t)stranger, &ended, WEXITED | WNOWAIT) == 0);
  cr_assert(examine_all(chosen, 1, &p, 1, take, &one, &why), "%s", why.text);
  cr_expect_eq(one.outcome[0], AGREES);
  cr_expect(waitpid(stranger, NULL, WNOHANG) < 0, "it was waited for");
  free(one.json[0]);
}
