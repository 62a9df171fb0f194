/* survivors.c -- marks in a region, and the few arrays that outlive a rewind. */
#include <string.h>

#include "num/arith.h"

mark region_mark(arith *A) {
  A = A->base;
  return (mark){ A, A->home.bytes.current, A->home.cells.current, A->home.bytes.used,
                 A->home.cells.used };
}

/* Move header and entries into another region of the same arithmetic: flat entries are copied, with
 * their limbs; cells are swapped, so that x is left without its value. */
static arr moved(arith *A, region *to, arr x) {
  region *home = &A->home, saved;
  bool away = to != home;
  if (away) saved = *home, *home = *to;
  arr z = fresh(A, x->rank, x->rows, x->columns);
  if (away) *to = *home, *home = saved;
  A->k->relocate(z->data, x->data, entries(x));
  return z;
}

void region_keep_(const mark *m, int n, arr **survivors) {
  arith *A = m->in;
  arr old[n + 1], kept[n + 1];
  int which[n + 1], distinct = 0;
  for (int i = 0; i < n;
       i++) { /* the coefficients of a series lie all over: nothing is given back */
    arr x = *survivors[i];
    if (x && x->in->tape && x->in->base == A) return;
  }
  for (int i = 0; i < n; i++) {
    arr x = *survivors[i];
    which[i] = -1;
    if (!x || !region_newer(&A->home.bytes, m->page, m->used, x)) continue;
    if (x->in != A) broken("a survivor in %s of a mark in %s", x->in->name, A->name);
    for (int j = 0; j < distinct; j++)
      if (old[j] == x) which[i] = j;
    if (which[i] >= 0) continue;
    which[i] = distinct;
    old[distinct] = x;
    kept[distinct++] = moved(A, &A->attic, x);
  }
  region_rewind(&A->home, m->page, m->used, m->cell_page, m->cell_used);
  for (int j = 0; j < distinct; j++) kept[j] = moved(A, &A->home, kept[j]);
  if (distinct) region_rewind(&A->attic, 0, 0, 0, 0);
  for (int i = 0; i < n; i++)
    if (which[i] >= 0) *survivors[i] = kept[which[i]];
}
