/* drawing.h -- inside a draw: a stream of random numbers, or answers played again. */
#ifndef ELENCHUS_DRAWING_H
#define ELENCHUS_DRAWING_H

#include <stdint.h>

#include "claim/registry.h"
#include "claim/answers.h"

struct draw {
  uint64_t state;
  const claim *record;
  sample *into;
  answers *asked; /* NULL: nobody asks */
  bool playing, fine;
  const answers *play;
  size_t next;
};

/* Where the stream of draw k begins. */
uint64_t draw_start(const char *id, unsigned long seed, int k);

#endif
