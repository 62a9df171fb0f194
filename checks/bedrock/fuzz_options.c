/* Lists of arithmetics and precisions: taken in order, or refused with one sentence. */
#include "fuzz.h"

#include "claim/plan.h"

static void in_order(const plan *p) {
  demand(p->count >= 1 && p->count <= MOST_CHOICES);
  for (int i = 0; i < p->count; i++) {
    const choice *c = &p->use[i];
    bool wide = c->kind == MPFR || c->kind == BALL;
    demand(!wide || (c->bits >= FEWEST_BITS && c->bits <= 2 * MOST_BITS));
    demand(i == 0 || p->use[i - 1].kind <= c->kind);
  }
}

int fuzz_options(const uint8_t *data, size_t size) {
  if (!size) return 0;
  char *word = malloc(size);
  memcpy(word, data + 1, size - 1);
  word[size - 1] = '\0';
  plan p = plan_default(*data & 2);
  complaint why = { "" };
  bool fine = *data & 1 ? plan_arithmetics(&p, word, &why) : plan_bits(&p, word, &why);
  if (fine)
    in_order(&p);
  else
    a_sentence(why.text, sizeof why.text);
  free(word);
  return 0;
}
