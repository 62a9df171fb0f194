/* cover.c -- bisection of a box until a predicate is decided on every piece. */
#include "claim/cover.h"

typedef struct {
  int dimensions, depth_limit;
  box_predicate decide;
  const void *with;
  cover found;
} survey;

static int longest_side(int n, const arr *low, const arr *high) {
  int best = 0;
  for (int i = 1; i < n; i++)
    if (lt(sub(high[best], low[best]), sub(high[i], low[i])) == YES) best = i;
  return best;
}

static void visit(survey *s, const arr *low, const arr *high, int depth) {
  arr box[MOST_DIMENSIONS], middle[MOST_DIMENSIONS];
  int n = s->dimensions;
  mark m = region_mark(low[0]->in);
  for (int i = 0; i < n; i++) box[i] = hull(low[i], high[i]);
  truth answer = s->decide(box, s->with);
  if (depth > s->found.deepest) s->found.deepest = depth;
  if (answer == YES)
    s->found.proved++;
  else if (answer == NO)
    s->found.refuted++;
  else if (depth == s->depth_limit)
    s->found.undecided++;
  else {
    int side = longest_side(n, low, high);
    arr cut = times(add(low[side], high[side]), 1, 2);
    for (int i = 0; i < n; i++) middle[i] = i == side ? cut : high[i];
    visit(s, low, middle, depth + 1);
    for (int i = 0; i < n; i++) middle[i] = i == side ? cut : low[i];
    if (!s->found.refuted) visit(s, middle, high, depth + 1);
  }
  region_keep_(&m, 0, NULL);
}

cover cover_box(int dimensions, const arr *low, const arr *high, int depth, box_predicate decide,
                const void *with) {
  if (dimensions < 1 || dimensions > MOST_DIMENSIONS) broken("a box of %d dimensions", dimensions);
  if (arith_kind(low[0]->in) != BALL) broken("cover_box: in balls only");
  survey s = { .dimensions = dimensions, .depth_limit = depth, .decide = decide, .with = with };
  visit(&s, low, high, 0);
  return s.found;
}
