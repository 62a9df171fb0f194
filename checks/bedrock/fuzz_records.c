/* What runs have written, read again: taken as it was meant, or refused with one sentence. */
#include "fuzz.h"

#include <stdio.h>

#include "claim/drift.h"
#include "claim/examined.h"
#include "claim/results.h"
#include "claim/row_file.h"
#include "claim/verdict_file.h"

/* Nothing differs from itself; from its neighbour it may differ in any way. */
int fuzz_verdicts(const uint8_t *data, size_t size) {
  complaint why = { "" };
  json_t *all = verdicts_parse("verdicts.jsonl", (const char *)data, size, &why);
  if (!all) {
    a_sentence(why.text, sizeof why.text);
    return 0;
  }
  char *said;
  size_t n;
  FILE *out = open_memstream(&said, &n);
  for (size_t i = 0; i < json_array_size(all); i++) {
    drift self = { .out = out }, other = { .out = out };
    drift_of(&self, json_array_get(all, i), json_array_get(all, i));
    demand(!self.changes && !self.contradictions);
    if (i) drift_of(&other, json_array_get(all, i - 1), json_array_get(all, i));
    demand(other.contradictions <= other.changes);
  }
  fclose(out);
  free(said), json_decref(all);
  return 0;
}

int fuzz_rows(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  memcpy(text, data, size);
  text[size] = '\0';
  row_file rows;
  complaint why = { "" };
  if (!row_file_parse(&rows, "x.tsv", text, &why)) {
    a_sentence(why.text, sizeof why.text);
    return 0;
  }
  for (size_t i = 0; i < rows.count; i++)
    demand(rows.of[i].comparator && bits_named(rows.of[i].arithmetic) != -1);
  row_file_free(&rows);
  return 0;
}

static void measure(run *here) { equals(here, "itself", input(here, "x"), input(here, "x")); }
static const claim record = { .title = "fuzz",
                              .kind = FORMULA,
                              .where = "nowhere",
                              .says = "as tested",
                              .inputs = { { "x", "", REAL, NULL }, { "V", "d,d", REAL, NULL } },
                              .instances = { { "one", { "x = 3/7", "V = 1 2; -3 1/5" } } },
                              .standing = HOLDS,
                              .parts = { { "(i)", HOLDS, "as tested", NULL, NO_ERRATUM, PRINTED } },
                              .measure = measure,
                              .controls = { { "as printed", NULL } } };

/* A whole examination is judged, whatever it says; anything else is none. */
int fuzz_examined(const uint8_t *data, size_t size) {
  enrolled of = { "t-1", "t", "tests", "fuzz", &record, false };
  plan p = plan_default(false);
  p.keep = FULL_ROWS;
  examination e;
  double seconds;
  FILE *in = size ? fmemopen((void *)data, size, "r") : NULL;
  bool whole = in && examined_read(in, &of, &p, &e, &seconds);
  if (in) fclose(in);
  if (!whole) return 0;
  verdict v = judge(&e, &p);
  demand(v.whole.sentence != NULL);
  json_decref(verdict_json(&e, &p, &v));
  verdict_free(&v), examination_free(&e);
  return 0;
}
