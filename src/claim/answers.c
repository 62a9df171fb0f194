/* answers.c -- the choices behind a drawn instance. */
#include "claim/answers.h"

#include <stdlib.h>

#include "claim/drawing.h"
#include "claim/shapes.h"

long simplest(long low, long high) { return low > 0 ? low : high < 0 ? high : 0; }

void answers_free(answers *all) {
  free(all->of);
  *all = (answers){ 0 };
}

static void drawn(void *with) {
  draw *d = with;
  d->record->draw(d);
}

/* Sizes and types of what the family has set. */
static bool finished(const claim *c, sample *s, complaint *why) {
  sizes bound = { 0 };
  for (int i = 0; i < inputs_of(c); i++)
    if (s->value[i] && !shaped_as(&c->inputs[i], s->value[i], &bound, why)) return false;
  return sample_finish(c, s, why);
}

bool sample_drawn_with(const claim *c, const char *id, unsigned long seed, int k, sample *s,
                       answers *asked, complaint *why) {
  *s = (sample){ .from = DRAWN, .exact = arith_exact() };
  s->name = say("seed %lu, draw %d", seed, k + 1);
  draw d = { .state = draw_start(id, seed, k), .record = c, .into = s, .asked = asked };
  c->draw(&d);
  complaint inner;
  return finished(c, s, &inner) || complain(why, "%s: %s", s->name, inner.text);
}

bool sample_drawn(const claim *c, const char *id, unsigned long seed, int k, sample *s,
                  complaint *why) {
  return sample_drawn_with(c, id, seed, k, s, NULL, why);
}

bool sample_answered(const claim *c, const answers *given, bool fine, sample *s, answers *asked) {
  char message[256];
  complaint why;
  *s = (sample){ .from = DRAWN, .name = copy_of("played"), .exact = arith_exact() };
  draw d = { .record = c, .into = s, .asked = asked, .play = given, .playing = true, .fine = fine };
  return arith_guard(drawn, &d, message, sizeof message) == 0 && finished(c, s, &why);
}
