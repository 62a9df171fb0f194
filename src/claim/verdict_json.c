/* verdict_json.c -- a verdict as a JSON object. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/json.h"
#include "claim/results.h"

static const char *const sources[] = { "built in", "drawn", "given", "hard" };

static json_t *digits_of(const finding *f) {
  if (f->exactly) return json_text("exact");
  return isfinite(f->digits) ? json_integer((json_int_t)floor(f->digits)) : json_null();
}

static void put_finding(json_t *to, const finding *f) {
  json_object_set_new(to, "standing", json_text(standing_word(f->standing)));
  json_object_set_new(to, "outcome", json_text(outcome_word(f->outcome)));
  json_object_set_new(to, "evidence", json_text(evidence_word(f->evidence)));
  json_object_set_new(to, "digits", digits_of(f));
  json_object_set_new(to, "tightness", json_rough(f->tightness));
  json_object_set_new(to, "sentence", json_text(f->sentence));
}

static json_t *parts_json(const verdict *v) {
  json_t *list = json_array();
  for (int i = 0; i < v->parts; i++) {
    const part_spec *s = &v->of->record->parts[i];
    json_t *one = json_object();
    put_finding(one, &v->part[i]);
    json_object_set_new(one, "label", json_text(s->label));
    json_object_set_new(one, "says", json_text(s->says));
    json_object_set_new(one, "truth", json_text(s->truth));
    json_object_set_new(one, "erratum", json_text(erratum_word(s->erratum)));
    json_object_set_new(one, "origin", json_text(s->origin == DERIVED ? "derived" : "printed"));
    json_array_append_new(list, one);
  }
  return list;
}

static json_t *arithmetics_json(const plan *p, const verdict *v) {
  json_t *list = json_array();
  for (int i = 0; i < p->count; i++) {
    json_t *one = json_object();
    json_object_set_new(one, "name", json_text(p->use[i].name));
    json_object_set_new(one, "outcome", json_text(outcome_word(v->in[i].outcome)));
    json_object_set_new(one, "announced", json_boolean(v->in[i].announced));
    json_object_set_new(one, "lost_bits", json_rough(v->in[i].lost));
    json_object_set_new(one, "bits_used", json_integer(v->in[i].bits));
    json_array_append_new(list, one);
  }
  return list;
}

static json_t *sample_json(const claim *c, const sample *s) {
  json_t *one = json_object(), *inputs = json_object();
  for (int i = 0; i < inputs_of(c); i++)
    json_object_set_new(inputs, c->inputs[i].name, json_text(s->text[i]));
  json_object_set_new(one, "name", json_text(s->name));
  json_object_set_new(one, "source", json_text(sources[s->from]));
  json_object_set_new(one, "inputs", inputs);
  json_object_set_new(one, "note", json_text(s->note));
  json_object_set_new(one, "message", json_text(s->message));
  return one;
}

/* Drawn instances are counted; only those where something disagrees are written out. */
static bool worth_telling(const ledger *l, size_t s) {
  if (!explores(&l->e->samples[s])) return true;
  for (int use = 0; use < l->p->count; use++)
    if (plain_at(l, s, use) == DISAGREES) return true;
  return false;
}

static json_t *instances_json(const ledger *l) {
  json_t *list = json_array();
  for (size_t s = 0; s < l->e->sample_count; s++)
    if (worth_telling(l, s))
      json_array_append_new(list, sample_json(l->e->of->record, &l->e->samples[s]));
  return list;
}

static json_t *tallies_json(const verdict *v) {
  json_t *all = json_object();
  for (int i = 0; i < 4; i++) {
    const tally *t = &v->whole.at[i];
    json_object_set_new(all, sources[i],
                        json_pack("{s:i,s:i,s:i,s:i}", "agree", t->agree, "weak", t->weak,
                                  "vacuous", t->vacuous, "other", t->other));
  }
  return all;
}

static void put_record(json_t *to, const enrolled *of) {
  const claim *c = of->record;
  const struct {
    const char *key, *text;
  } fields[] = {
    { "id", of->id },
    { "paper", of->paper },
    { "folder", of->folder },
    { "chapter", of->chapter },
    { "title", c->title },
    { "kind", kind_word(c->kind) },
    { "where", c->where },
    { "says", c->says },
    { "correction", c->correction },
    { "remains", c->remains },
    { "summary", c->sentence },
    { "erratum", erratum_word(c->erratum) },
    { "proves", c->proves },
    { "over", c->over },
    { "origin", c->origin == DERIVED ? "derived" : "printed" },
  };
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    json_object_set_new(to, fields[i].key, json_text(fields[i].text));
  json_t *uses = json_array();
  for (int i = 0; i < 6 && c->uses[i]; i++) json_array_append_new(uses, json_text(c->uses[i]));
  json_object_set_new(to, "uses", uses);
}

/* How to reach it again, with the arithmetics and a user's instance, which stand beside it. */
static json_t *way_json(const plan *p) {
  json_t *to = json_object();
  json_object_set_new(to, "draws", json_integer(p->draws));
  json_object_set_new(to, "seed", json_integer((json_int_t)p->seed));
  json_object_set_new(to, "full", json_boolean(p->full));
  json_object_set_new(to, "beyond", json_boolean(p->beyond));
  return to;
}

json_t *verdict_json(const examination *e, const plan *p, const verdict *v) {
  ledger l = { .e = e, .p = p };
  json_t *to = json_object();
  json_object_set_new(to, "schema", json_integer(VERDICT_SCHEMA));
  put_record(to, v->of);
  put_finding(to, &v->whole);
  json_object_set_new(to, "as_recorded", json_boolean(v->as_recorded));
  json_object_set_new(to, "why", json_text(v->why));
  json_object_set_new(to, "weakness", json_text(v->weakness));
  json_object_set_new(to, "remarks", json_text(v->remarks));
  json_object_set_new(to, "replay", json_text(v->replay));
  json_object_set_new(to, "counterexample", json_text(v->counterexample));
  json_object_set_new(to, "parts", parts_json(v));
  json_object_set_new(to, "run", way_json(p));
  json_object_set_new(to, "arithmetics", arithmetics_json(p, v));
  json_object_set_new(to, "instances", instances_json(&l));
  json_object_set_new(to, "tally", tallies_json(v));
  json_object_set_new(to, "comparisons", comparisons_json(&l));
  json_object_set_new(to, "controls", controls_json(&l));
  return to;
}

void verdict_json_update(json_t *to, const verdict *v) {
  put_finding(to, &v->whole);
  json_object_set_new(to, "parts", parts_json(v));
}

bool write_verdicts(const char *path, json_t *const *all, size_t n, complaint *why) {
  draft d;
  if (!draft_open(&d, path, why)) return false;
  for (size_t i = 0; i < n; i++) {
    char *line = json_dumps(all[i], JSON_SORT_KEYS | JSON_COMPACT | JSON_REAL_PRECISION(12));
    if (!line) broken("out of memory");
    fprintf(d.out, "%s\n", line);
    free(line);
  }
  return draft_commit(&d, why);
}
