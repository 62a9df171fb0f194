/* record.c -- how long the lists of a record are. */
#include "claim/registry.h"

#define LENGTH(list, field)                                                \
  int n = 0;                                                               \
  while (n < (int)(sizeof(list) / sizeof *(list)) && (list)[n].field) n++; \
  return n

int inputs_of(const claim *c) { LENGTH(c->inputs, name); }
int hypotheses_of(const claim *c) { LENGTH(c->hypotheses, decide); }
int instances_of(const claim *c) {
  int n = 0;
  while (n < (int)(sizeof c->instances / sizeof *c->instances) &&
         (c->instances[n].name || c->instances[n].given[0]))
    n++;
  return n;
}
int visibles_of(const claim *c) { LENGTH(c->visible, measure); }
int controls_of(const claim *c) { LENGTH(c->controls, name); }
int parts_of(const claim *c) { LENGTH(c->parts, label); }
