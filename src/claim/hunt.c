/* hunt.c -- the worst case of a bound inside the hypotheses. */
#include "claim/hunt.h"

#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "claim/aside.h"
#include "claim/premises.h"
#include "claim/shrink.h"

enum { STARTS = 3, DRAWN_SHARE = 4 }; /* a quarter of the evaluations goes to random instances */
enum { BITS = 128 };
static const double NOWHERE = -1e9; /* finite, for the optimiser */

static double cpu_seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

typedef struct {
  const enrolled *of;
  plan plan; /* one floating arithmetic, then balls and rationals for the last word */
  answers at;
  double worst;
  const char *what; /* the bound that is hunted */
} quarry;

static bool bounds(const comparison *c) {
  return !strcmp(c->comparator, "at_most") && !isnan(c->tightness);
}

/* The bound of that name where it came closest; NULL when it was not measured. */
static const comparison *closest(const trial *t, const char *what) {
  const comparison *best = NULL;
  for (size_t k = 0; k < t->journal.count; k++) {
    const comparison *c = &t->journal.of[k];
    if (bounds(c) && !strcmp(c->what, what) && (!best || c->tightness > best->tightness)) best = c;
  }
  return best;
}

static void copy_answers(answers *to, const answers *from) {
  answers_free(to);
  to->of = room(NULL, from->count ? from->count : 1, sizeof *to->of);
  to->count = from->count;
  memcpy(to->of, from->of, from->count * sizeof *to->of);
}

/* measured/bound at these answers on the fine grid, NOWHERE where there is none: no instance, a hypothesis
 * fails, or nothing was bounded. */
static double ratio_at(const quarry *q, const answers *given) {
  sample s;
  double ratio = NOWHERE;
  if (sample_answered(q->of->record, given, true, &s, NULL)) {
    check_hypotheses(q->of->record, &s);
    if (s.state == AGREES) {
      trial t = trial_run(q->of->record, &q->plan, &s, 0, 0, -1, false);
      const comparison *c = closest(&t, q->what);
      if (c && c->tightness > NOWHERE) ratio = c->tightness;
      trial_free(&t);
    }
  }
  sample_free(&s);
  return ratio;
}

typedef struct {
  const quarry *q;
  answers now, best;
  double worst;
  int evaluations;
  double until; /* seconds of CPU */
  nlopt_opt search;
} climb;

/* Coordinate i of Subplex is the i-th fraction, 0 at its lower and 1 at its upper bound. */
static void put_fractions(answers *a, const double *x) {
  for (size_t i = 0; i < a->count; i++)
    if (a->of[i].continuous) {
      answer *one = &a->of[i];
      one->value = one->low + lround(*x++ * (double)(one->high - one->low));
    }
}

static double objective(unsigned n, const double *x, double *gradient, void *with) {
  (void)n, (void)gradient;
  climb *c = with;
  put_fractions(&c->now, x);
  double ratio = ratio_at(c->q, &c->now);
  c->evaluations++;
  if (cpu_seconds() > c->until) nlopt_force_stop(c->search);
  if (ratio > c->worst) c->worst = ratio, copy_answers(&c->best, &c->now);
  return ratio;
}

static void ascend(climb *c, int evaluations) {
  unsigned n = 0;
  double *x = room(NULL, c->now.count ? c->now.count : 1, sizeof *x);
  for (size_t i = 0; i < c->now.count; i++) {
    const answer *a = &c->now.of[i];
    if (a->continuous && a->high > a->low)
      x[n++] = (double)(a->value - a->low) / (double)(a->high - a->low);
    else if (a->continuous)
      x[n++] = 0;
  }
  if (n) {
    double most;
    nlopt_opt o = c->search = nlopt_create(NLOPT_LN_SBPLX, n);
    nlopt_set_max_objective(o, objective, c);
    nlopt_set_lower_bounds1(o, 0), nlopt_set_upper_bounds1(o, 1);
    nlopt_set_initial_step1(o, 0.25);
    nlopt_set_xtol_rel(o, 0), nlopt_set_maxeval(o, evaluations);
    for (unsigned i = 0; i < n; i++) x[i] = fmin(1, fmax(0, x[i]));
    nlopt_optimize(o, x, &most);
    nlopt_destroy(o);
  }
  free(x);
}

/* Draw k of the seed, on the fine grid. */
static bool draw_finely(const quarry *q, unsigned long seed, int k, answers *a) {
  sample s;
  complaint why;
  bool fine = sample_drawn_with(q->of->record, q->of->id, seed, k, &s, a, &why);
  sample_free(&s);
  for (size_t i = 0; i < a->count; i++)
    if (a->of[i].continuous) a->of[i].low *= FINE, a->of[i].high *= FINE, a->of[i].value *= FINE;
  return fine;
}

typedef struct {
  answers at;
  double ratio;
} start;

/* The best few random instances, the best one first. */
static void keep_best(start best[STARTS], answers *a, double ratio) {
  int i = STARTS - 1;
  if (!(ratio > best[i].ratio)) return;
  answers_free(&best[i].at);
  for (; i > 0 && ratio > best[i - 1].ratio; i--) best[i] = best[i - 1];
  best[i] = (start){ *a, ratio };
  *a = (answers){ 0 };
}

static int look_around(quarry *q, const hunt_plan *h, start best[STARTS]) {
  int n = h->evaluations / DRAWN_SHARE + 1, k = 0;
  double until = cpu_seconds() + h->seconds / DRAWN_SHARE;
  for (; k < n && (k == 0 || cpu_seconds() < until); k++) {
    answers a = { 0 };
    if (draw_finely(q, h->seed, k, &a)) keep_best(best, &a, ratio_at(q, &a));
    answers_free(&a);
  }
  return k;
}

static int climb_from(quarry *q, const start *from, int evaluations, double seconds) {
  climb c = { .q = q, .worst = from->ratio, .until = cpu_seconds() + seconds };
  copy_answers(&c.now, &from->at), copy_answers(&c.best, &from->at);
  ascend(&c, evaluations);
  if (c.worst > q->worst) q->worst = c.worst, copy_answers(&q->at, &c.best);
  answers_free(&c.now), answers_free(&c.best);
  return c.evaluations;
}

static bool within_half_the_digits(const comparison *c) {
  return c && c->judged == UNSETTLED && c->gap - c->scale < -BITS / 2;
}

static outcome said(const comparison *c) { return c ? c->judged : NOT_RUN; }

/* The last word: rationals, else balls; where neither runs, the digits that hunted. */
static void confirm(quarry *q, prey *p) {
  sample s;
  trial t[3];
  if (!sample_answered(q->of->record, &q->at, true, &s, NULL)) broken("the prey got away");
  for (int use = 0; use < 3; use++)
    t[use] = trial_run(q->of->record, &q->plan, &s, 0, use, -1, true);
  const comparison *floating = closest(&t[0], q->what), *ball = closest(&t[2], q->what);
  const comparison *exact = closest(&t[1], q->what), *last = exact ? exact : ball;
  p->there = said(last);
  p->attained = within_half_the_digits(last);
  p->certified = last ? last->tightness : NAN;
  p->broken = last ? last->judged == DISAGREES : said(floating) == DISAGREES;
  int use = exact ? 1 : ball ? 2 : 0;
  p->instance = p->broken ? shrunk_answers(q->of, &q->plan, &t[use], &q->at) : NULL;
  if (!p->instance) p->instance = instance_lines(q->of->record, &s);
  for (use = 0; use < 3; use++) trial_free(&t[use]);
  sample_free(&s);
}

static plan arithmetics_of(const claim *c) {
  plan p = plan_default(false);
  bool no_double = c->unable && c->unable(DOUBLE);
  choice floating =
      no_double ? (choice){ MPFR, BITS, "mpfr:128" } : (choice){ DOUBLE, 53, "double" };
  p.use[0] = floating;
  p.use[1] = (choice){ EXACT, 0, "exact" };
  p.use[2] = (choice){ BALL, BITS, "ball:128" };
  p.count = 3;
  p.keep = FEW_ROWS;
  return p;
}

static void search(const enrolled *of, const hunt_plan *h, const char *what, prey *p) {
  quarry q = { .of = of, .plan = arithmetics_of(of->record), .worst = NOWHERE, .what = what };
  start best[STARTS] = { { .ratio = NOWHERE }, { .ratio = NOWHERE }, { .ratio = NOWHERE } };
  *p = (prey){ .there = NOT_RUN, .certified = NAN };
  p->evaluations = look_around(&q, h, best);
  p->drawn = best[0].ratio;
  int each = (h->evaluations - p->evaluations) / STARTS;
  for (int i = 0; i < STARTS && best[i].ratio > NOWHERE; i++)
    p->evaluations += climb_from(&q, &best[i], each > 0 ? each : 1, h->seconds / (STARTS + 1));
  p->worst = q.worst;
  if (q.worst > NOWHERE) confirm(&q, p);
  for (int i = 0; i < STARTS; i++) answers_free(&best[i].at);
  answers_free(&q.at);
}

enum { LOOKS = 8, MOST_BOUNDS = 16 };

/* The names of the bounds that the first few random instances meet. */
static int names_of(const enrolled *of, const hunt_plan *h, char *names[MOST_BOUNDS]) {
  plan p = arithmetics_of(of->record);
  int n = 0;
  for (int k = 0; k < LOOKS; k++) {
    sample s;
    complaint why;
    bool made = sample_drawn(of->record, of->id, h->seed, k, &s, &why);
    trial t = { 0 };
    if (made) t = trial_run(of->record, &p, &s, 0, 0, -1, false);
    for (size_t i = 0; i < t.journal.count; i++) {
      bool known = !bounds(&t.journal.of[i]) || n == MOST_BOUNDS;
      for (int m = 0; m < n && !known; m++) known = !strcmp(names[m], t.journal.of[i].what);
      if (!known) names[n++] = copy_of(t.journal.of[i].what);
    }
    trial_free(&t), sample_free(&s);
  }
  return n;
}

typedef struct {
  const enrolled *of;
  const hunt_plan *plan;
} errand;

/* Of each bound its numbers, its name, the instance, and an empty line. */
static void tell(FILE *out, void *with) {
  const errand *e = with;
  char *names[MOST_BOUNDS];
  int n = names_of(e->of, e->plan, names);
  for (int i = 0; i < n; i++) {
    prey p;
    search(e->of, e->plan, names[i], &p);
    fprintf(out, "%a %a %a %d %d %d %d\n%s\n%s\n", p.drawn, p.worst, p.certified, (int)p.there,
            p.attained, p.broken, p.evaluations, names[i], p.instance ? p.instance : "");
    free(names[i]), free(p.instance);
  }
}

static bool heard(char *said, bag *b) {
  while (*said) {
    char *what = strchr(said, '\n'), *lines = what ? strchr(what + 1, '\n') : NULL;
    char *end = lines ? strstr(lines, "\n\n") : NULL;
    prey p = { 0 };
    int there, attained, broken_;
    if (!end || sscanf(said, "%la %la %la %d %d %d %d", &p.drawn, &p.worst, &p.certified, &there,
                       &attained, &broken_, &p.evaluations) != 7)
      return false;
    *lines++ = '\0', end[1] = '\0';
    p.there = (outcome)there, p.attained = attained, p.broken = broken_;
    p.what = copy_of(what + 1), p.instance = copy_of(lines);
    b->of = one_more(b->of, b->count, sizeof *b->of);
    b->of[b->count++] = p;
    said = end + 2;
  }
  return true;
}

bool hunt(const enrolled *of, const hunt_plan *h, bag *b, complaint *why) {
  *b = (bag){ 0 };
  if (!of->record->draw) return complain(why, "%s draws no family to hunt in", of->id);
  errand e = { of, h };
  char *said = said_aside(tell, &e, 0);
  b->died = !said || !heard(said, b);
  free(said);
  if (b->died) return complain(why, "the hunt of %s did not come to its end", of->id);
  return b->count || complain(why, "%s bounds nothing at its drawn instances", of->id);
}

void bag_free(bag *b) {
  for (size_t i = 0; i < b->count; i++) free(b->of[i].what), free(b->of[i].instance);
  free(b->of);
  *b = (bag){ 0 };
}
