/* comparisons_json.c -- what was compared, and how controls were refused, as JSON. */
#include <math.h>
#include <string.h>

#include "claim/json.h"
#include "claim/results.h"

enum { MOST_ENTRIES_TOLD = 64 };
static const double LOG10_2 = 0.30102999566398119521;

/* The most precise of their kind tell every entry; for the others what was judged is enough. */
static bool tells_entries(const ledger *l, int use) {
  const choice *u = &l->p->use[use];
  for (int k = 0; k < l->p->count; k++)
    if (l->p->use[k].kind == u->kind && l->p->use[k].bits > u->bits) return false;
  return true;
}

/* Entry by entry in decimal with every digit, radius beside it. */
static json_t *side(const comparison *c, bool stated) {
  json_t *list = json_array(), *to = json_object();
  for (int i = 0; i < c->count && i < MOST_ENTRIES_TOLD; i++) {
    const entry_row *r = &c->row[i];
    const char *full = stated ? r->stated_full : r->measured_full;
    json_t *one = json_object();
    json_object_set_new(one, "value", json_text(full ? full : stated ? r->stated : r->measured));
    json_object_set_new(one, "radius", json_text(stated ? r->stated_radius : r->radius));
    json_array_append_new(list, one);
  }
  json_object_set_new(to, "rows", json_integer(c->rows));
  json_object_set_new(to, "columns", json_integer(c->columns));
  json_object_set_new(to, "entries", list);
  return to;
}

static json_t *comparison_json(const ledger *l, const trial *t, const comparison *c) {
  json_t *to = json_object();
  json_object_set_new(to, "instance", json_text(l->e->samples[t->sample].name));
  json_object_set_new(to, "arithmetic", json_text(l->p->use[t->use].name));
  json_object_set_new(to, "bits", json_integer(t->bits));
  json_object_set_new(to, "comparator", json_text(c->comparator));
  json_object_set_new(to, "what", json_text(c->what));
  json_object_set_new(to, "part", json_text(c->part));
  json_object_set_new(to, "variable", json_text(c->variable));
  json_object_set_new(to, "at", json_text(c->at));
  json_object_set_new(to, "judged", json_text(outcome_word(c->judged)));
  json_object_set_new(to, "lost_bits", json_rough(c->lost));
  json_object_set_new(to, "log10_gap", json_rough(LOG10_2 * c->gap));
  json_object_set_new(to, "log10_scale", json_rough(LOG10_2 * c->scale));
  json_object_set_new(to, "log10_radius", json_rough(LOG10_2 * c->radius));
  json_object_set_new(to, "tightness", json_rough(c->tightness));
  json_object_set_new(to, "note", json_text(c->note));
  if (c->count && tells_entries(l, t->use)) {
    json_object_set_new(to, "measured", side(c, false));
    json_object_set_new(to, "stated", side(c, true));
  }
  return to;
}

static bool is_trace(const comparison *c) { return !strcmp(c->comparator, "trace"); }

json_t *comparisons_json(const ledger *l) {
  json_t *list = json_array();
  for (size_t i = 0; i < l->e->trial_count; i++) {
    const trial *t = &l->e->trials[i];
    bool drawn = explores(&l->e->samples[t->sample]);
    for (size_t k = 0; t->control < 0 && k < t->journal.count; k++) {
      const comparison *c = &t->journal.of[k];
      if (!is_trace(c) && (!drawn || c->judged == DISAGREES))
        json_array_append_new(list, comparison_json(l, t, c));
    }
  }
  return list;
}

static const comparison *refusing(const trial *t) {
  for (size_t k = 0; k < t->journal.count; k++)
    if (t->journal.of[k].judged == DISAGREES) return &t->journal.of[k];
  return NULL;
}

/* Each control at each instance that is not drawn, with the comparison that refused it. */
json_t *controls_json(const ledger *l) {
  static const char *const words[] = { "not run", "refused", "accepted" };
  json_t *list = json_array();
  for (size_t i = 0; i < l->e->trial_count; i++) {
    const trial *t = &l->e->trials[i];
    if (t->control < 0 || explores(&l->e->samples[t->sample])) continue;
    const comparison *c = refusing(t);
    json_t *to = c ? comparison_json(l, t, c) : json_object();
    refusal r = control_at(l, (size_t)t->sample, t->use, t->control);
    json_object_set_new(to, "control", json_text(l->e->of->record->controls[t->control].name));
    json_object_set_new(to, "instance", json_text(l->e->samples[t->sample].name));
    json_object_set_new(to, "arithmetic", json_text(l->p->use[t->use].name));
    json_object_set_new(to, "result", json_text(words[r]));
    json_object_set_new(to, "message", json_text(t->message));
    json_array_append_new(list, to);
  }
  return list;
}
