/* Lists end where they say: samples, arithmetics and comparisons behind the last are not read. */
#include "harness_made.h"

typedef struct {
  const char *arithmetics;
  int least_bits;
  outcome found[5]; /* plainly, by arithmetic; NOT_RUN: out of reach */
} base;
static const base bases[] = {
  { "exact,double,mpfr:128,mpfr:256,ball:128", 0, { NOT_RUN, DISAGREES, AGREES, AGREES, AGREES } },
  { "exact,double,mpfr:128,mpfr:256", 64, { NOT_RUN, LOST, AGREES, AGREES } },
  { "mpfr:128", 0, { LOST } },
  { "exact", 0, { AGREES } },
  { "double", 0, { DISAGREES } },
  { "ball:128", 0, { UNSETTLED } },
};

/* What would be found behind the ends, in two more arithmetics of that kind. */
typedef struct {
  choice use;
  source from;
  outcome found;
} behind;

static void put_behind(trial *t, const behind *b) {
  comparison *c = put(t, "e", "(i)", b->found);
  c->gap = -5, c->lost = 1000;
}

static void put_uses(made *m, int sample_, const base *of, const behind *b, int more) {
  for (int use = 0; use < m->p.count + more; use++)
    for (int k = -1; k < 1; k++) {
      bool is_behind = use >= m->p.count;
      outcome o = k >= 0 ? DISAGREES : is_behind ? b->found : of->found[use];
      if (k == 0 && use < m->p.count && of->found[use] == NOT_RUN) continue;
      trial *t = put_trial(m, use, k, o == NOT_RUN ? NOT_RUN : AGREES);
      if (is_behind && k < 0)
        put_behind(t, b);
      else if (o)
        put(t, "e", sample_ ? "(ii)" : "(i)", o);
      if (!more) continue;
      put_behind(t, b);
      t->journal.of[--t->journal.count].tightness = 9;
    }
}

static made *of_base(const base *of, const behind *b) {
  made *m = made_in(of->arithmetics);
  int more = b ? 2 : 0;
  m->c.least_bits = of->least_bits;
  m->c.controls[0] = (control){ "sign", NULL };
  m->c.parts[0] = (part_spec){ .label = "(i)", .standing = HOLDS };
  m->c.parts[1] = (part_spec){ .label = "(ii)", .standing = HOLDS };
  for (int i = 0; i < more; i++) m->p.use[m->p.count + i] = b->use;
  for (int i = 0; i < 2; i++) put_sample(m, BUILT_IN, AGREES), put_uses(m, i, of, b, more);
  if (!b) return m;
  put_sample(m, b->from, AGREES);
  for (int use = 0; use < m->p.count; use++)
    if (of->found[use]) put_behind(put_trial(m, use, -1, AGREES), b);
  m->e.sample_count--;
  return m;
}

static char *with_finding(char *text, const finding *f) {
  char *more = say("%s%d %d %d %d %.6g %.6g\n", text, f->outcome, f->evidence, f->exactly,
                   f->fitted, f->digits, f->tightness);
  free(text);
  return more;
}

static char *came_to(const made *m) {
  ledger l = reading(m, NULL);
  verdict v = judge(&m->e, &m->p);
  char *text = say("%d\n", attainable(&l));
  text = with_finding(text, &v.whole);
  for (int i = 0; i < v.parts; i++) text = with_finding(text, &v.part[i]);
  for (int i = 0; i < MOST_CHOICES; i++) {
    const by_arithmetic *a = &v.in[i];
    char *more = say("%s%d %d %.6g %ld;", text, a->outcome, a->announced, a->lost, a->bits);
    free(text), text = more;
  }
  for (int i = 0; i < 4; i++) {
    const tally *t = &v.whole.at[i];
    char *more = say("%s%d %d %d %d;", text, t->agree, t->weak, t->vacuous, t->other);
    free(text), text = more;
  }
  for (size_t i = 0; i < m->e.trial_count; i++)
    for (int k = 0; k < m->p.count; k++)
      if (m->e.trials[i].control < 0 && m->e.trials[i].use == k) {
        ledger at = reading(m, "(i)");
        char *more = say("%s%d", text, settled_at(&at, (size_t)m->e.trials[i].sample, k));
        if (m->e.trials[i].sample < 2) free(text), text = more;
      }
  verdict_free(&v);
  return text;
}

Test(harness_ends, what_lies_behind_an_end_changes_nothing) {
  static const choice uses[] = { { EXACT, 0, "exact" },
                                 { DOUBLE, 53, "double" },
                                 { MPFR, 256, "mpfr:256" },
                                 { MPFR, 512, "mpfr:512" },
                                 { BALL, 256, "ball:256" } };
  for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
    made *clean = of_base(&bases[i], NULL);
    char *expected = came_to(clean);
    for (int k = 0; k < 5; k++)
      for (int way = 0; way < 4; way++) {
        behind b = { uses[k], way == 1 ? DRAWN : BUILT_IN,
                     (outcome[]){ DISAGREES, AGREES, AGREES, LOST }[way] };
        made *m = of_base(&bases[i], &b);
        char *found = came_to(m);
        cr_expect_str_eq(found, expected, "%s, behind it %s: %s", bases[i].arithmetics,
                         uses[k].name, found);
        m->e.sample_count++;
        for (size_t t = 0; t < m->e.trial_count; t++)
          m->e.trials[t].journal.count += m->e.trials[t].sample < 2;
        free(found), made_free(m);
      }
    free(expected), made_free(clean);
  }
}
