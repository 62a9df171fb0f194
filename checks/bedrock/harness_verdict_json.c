/* A verdict as JSON: what is told of every comparison, of which entries, and what is only counted. */
#include "harness_claims.h"

static bool drawn_false; /* whether drawn instances disagree */
static void measure(run *here) {
  arr x = input(here, "x"), V = input(here, "V");
  arr large = add(zeros(x->in, 9, 9), signed_sum(here, x, whole(x->in, 1)));
  part(here, "(i)");
  equals(here, "large", large, add(zeros(x->in, 9, 9), add(x, whole(x->in, 1))));
  part(here, "(ii)");
  trace_point(here, "curve", x, V);
  at_most(here, "bound", x, add(x, whole(x->in, 4)));
  if (drawn_false) at_most(here, "below 1", x, whole(x->in, 1));
}
static void above_two(draw *d) {
  set(d, "x", draw_between(d, 9, 20, 4));
  set(d, "V", draw_dyadic(d, 2, 2));
}
static const claim told = { HARNESS_RECORD,
                            .measure = measure,
                            .draw = above_two,
                            .draws = 2,
                            .uses = { "t-1", "t-2", "t-3", "t-4", "t-5", "t-6" },
                            .proves = "t-7",
                            .parts = { { .label = "(i)", .standing = HOLDS, .origin = DERIVED },
                                       { .label = "(ii)", .standing = HOLDS, .says = "less" } },
                            .controls = { { "sign", NULL } } };

static json_t *json_of(tried **t, bool disagree) {
  plan p = plan_default(false);
  complaint why;
  drawn_false = disagree;
  cr_assert(plan_arithmetics(&p, "exact,double,mpfr:64,mpfr:128,ball:64,ball:128", &why), "%s",
            why.text);
  p.keep = FULL_ROWS;
  p.use[p.count] = (choice){ MPFR, 4096, "mpfr:4096" }; /* beyond the plan, and no part of it */
  *t = try_claim(&told, p);
  return verdict_json(&(*t)->e, &(*t)->p, &(*t)->v);
}
static const char *text(const json_t *v, const char *key) {
  const char *s = json_string_value(json_object_get(v, key));
  return s ? s : "";
}
static bool is_(const json_t *v, const char *key, const char *expected) {
  return !strcmp(text(v, key), expected);
}

/* Entries of the most precise of their kind; never more than 64; every digit. */
Test(harness_verdict_json, comparisons_tell_their_entries) {
  tried *t;
  json_t *v = json_of(&t, false), *list = json_object_get(v, "comparisons"), *c;
  size_t k;
  cr_expect_eq(json_array_size(list), 12u,
               "two in each of six arithmetics, at the built-in instance");
  json_array_foreach(list, k, c) {
    const char *in = text(c, "arithmetic");
    bool full = !strcmp(in, "exact") || !strcmp(in, "double") || !strcmp(in, "mpfr:128") ||
                !strcmp(in, "ball:128");
    json_t *measured = json_object_get(c, "measured"), *stated = json_object_get(c, "stated");
    cr_expect(is_(c, "instance", "one") && is_(c, "judged", "agrees") &&
              !is_(c, "comparator", "trace"));
    cr_expect_eq(!!measured, full, "%s", in);
    cr_expect_eq(!!stated, full, "%s", in);
    if (!full) continue;
    bool large = is_(c, "what", "large");
    cr_expect(is_(c, "part", large ? "(i)" : "(ii)"));
    json_t *entries = json_object_get(measured, "entries"), *one = json_array_get(entries, 0);
    cr_expect_eq(json_array_size(entries), large ? 64u : 1u);
    cr_expect_eq(json_integer_value(json_object_get(measured, "rows")), large ? 9 : 1);
    cr_expect_eq(json_integer_value(json_object_get(measured, "columns")), large ? 9 : 1);
    if (!strcmp(in, "exact")) {
      cr_expect(is_(one, "value", large ? "10/7" : "3/7"), "%s", text(one, "value"));
      one = json_array_get(json_object_get(stated, "entries"), 0);
      cr_expect(is_(one, "value", large ? "10/7" : "31/7"), "%s", text(one, "value"));
    }
    cr_expect(*text(one, "radius") || strcmp(in, "ball:128"), "%s", in);
  }
  json_decref(v), try_free(t);
}

/* Sizes are decimal logarithms, to three decimals, of the binary ones. */
Test(harness_verdict_json, sizes_are_decimal) {
  tried *t;
  json_t *v = json_of(&t, false), *list = json_object_get(v, "comparisons");
  size_t k = 0;
  for (size_t i = 0; i < t->e.trial_count; i++) {
    const trial *one = &t->e.trials[i];
    for (size_t n = 0; one->control < 0 && one->sample == 0 && n < one->journal.count; n++) {
      const comparison *c = &one->journal.of[n];
      if (!strcmp(c->comparator, "trace")) continue;
      json_t *told_ = json_array_get(list, k++);
      const double sizes[] = { c->gap, c->scale, c->radius };
      static const char *const keys[] = { "log10_gap", "log10_scale", "log10_radius" };
      for (int m = 0; m < 3; m++) {
        json_t *x = json_object_get(told_, keys[m]);
        if (isfinite(sizes[m]))
          cr_expect_lt(fabs(json_number_value(x) - sizes[m] * log10(2)), 0.00051, "%s", keys[m]);
        else
          cr_expect(json_is_null(x));
      }
    }
  }
  cr_expect_eq(k, json_array_size(list));
  json_decref(v), try_free(t);
}

/* Each control at each instance that is not drawn, with what refused it. */
Test(harness_verdict_json, controls_tell_what_refused_them) {
  tried *t;
  json_t *v = json_of(&t, false), *list = json_object_get(v, "controls"), *c;
  size_t k;
  cr_expect_eq(json_array_size(list), 6u);
  json_array_foreach(list, k, c) {
    cr_expect(is_(c, "control", "sign") && is_(c, "instance", "one") &&
              is_(c, "result", "refused"));
    cr_expect(is_(c, "what", "large") && is_(c, "judged", "disagrees"));
    cr_expect(is_(c, "arithmetic", t->p.use[k].name));
  }
  json_decref(v), try_free(t);
}

static void drawn_told(bool disagree) {
  tried *t;
  json_t *v = json_of(&t, disagree), *c, *list = json_object_get(v, "instances");
  size_t k, drawn = 0;
  json_array_foreach(list, k, c) drawn += is_(c, "source", "drawn");
  cr_expect_eq(drawn, disagree ? 2u : 0u);
  cr_expect_eq(json_array_size(list), 1 + drawn);
  drawn = 0;
  json_array_foreach(json_object_get(v, "comparisons"), k, c) {
    if (is_(c, "instance", "one")) continue;
    cr_expect(is_(c, "what", "below 1") && is_(c, "judged", "disagrees"));
    drawn++;
  }
  cr_expect_eq(drawn, disagree ? 12u : 0u);
  json_t *tally_ = json_object_get(json_object_get(v, "tally"), "drawn");
  cr_expect_eq(json_integer_value(json_object_get(tally_, disagree ? "other" : "agree")), 2);
  cr_expect_eq(json_integer_value(json_object_get(tally_, disagree ? "agree" : "other")), 0);
  cr_expect_eq(json_object_size(json_object_get(v, "tally")), 4u);
  json_decref(v), try_free(t);
}
Test(harness_verdict_json, drawn_instances_are_told_where_they_disagree) {
  drawn_told(false), drawn_told(true);
}

Test(harness_verdict_json, records_and_parts) {
  tried *t;
  json_t *v = json_of(&t, false), *parts = json_object_get(v, "parts");
  cr_expect_eq(json_array_size(json_object_get(v, "uses")), 6u);
  cr_expect_eq(json_array_size(json_object_get(v, "arithmetics")), 6u);
  cr_expect_eq(json_array_size(parts), 2u);
  cr_expect(is_(v, "origin", "printed") && is_(json_array_get(parts, 0), "origin", "derived"));
  cr_expect(is_(json_array_get(parts, 1), "origin", "printed") &&
            is_(json_array_get(parts, 1), "says", "less"));
  for (int i = 0; i < 3; i++) {
    static const double digits[] = { 36.99, INFINITY, NAN };
    verdict w = t->v;
    w.whole.exactly = i == 2, w.whole.digits = digits[i];
    verdict_json_update(v, &w);
    json_t *d = json_object_get(v, "digits");
    cr_expect(i == 0   ? json_integer_value(d) == 36
              : i == 1 ? json_is_null(d)
                       : is_(v, "digits", "exact"));
  }
  claim fewer = told;
  fewer.uses[2] = NULL;
  enrolled of = { "t-1", "t", "tests", "harness", &fewer, false };
  verdict w = t->v;
  w.of = &of;
  json_t *u = verdict_json(&t->e, &t->p, &w);
  cr_expect_eq(json_array_size(json_object_get(u, "uses")), 2u);
  json_decref(u);
  json_decref(v), try_free(t);
}
