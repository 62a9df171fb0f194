/* Finished examinations on disk, one byte of which is another or missing: they are none. */
#include <unistd.h>

#include "harness_claims.h"
#include "random.h"
#include "claim/examined.h"
#include "claim/store.h"

static void sums(run *here) {
  arr x = input(here, "x"), V = input(here, "V");
  equals(here, "sum", signed_sum(here, V, x), add(x, V));
}
static const claim good = { HARNESS_RECORD, .measure = sums, .controls = { { "sign", NULL } } };
static const enrolled me = { "t-1", "t", "tests", "harness", &good, false };

typedef struct {
  char folder[64], file[96], *text;
  size_t size;
  plan p;
} kept;

static kept keep(void) {
  kept k = { .folder = "/tmp/elenchus-XXXXXX", .p = plan_default(false) };
  k.p.keep = FULL_ROWS;
  cr_assert(mkdtemp(k.folder));
  complaint why = { "" };
  json_t *request = json_object();
  cr_assert(examined_begin(k.folder, request, false, &why), "%s", why.text);
  json_decref(request);
  examination e = examine(&me, &k.p, NULL);
  cr_assert(examined_store(k.folder, &e, 0.5, &why), "%s", why.text);
  examination_free(&e);
  snprintf(k.file, sizeof k.file, "%s/examined/t-1", k.folder);
  FILE *in = fopen(k.file, "r");
  size_t room = 0;
  k.size = (size_t)getdelim(&k.text, &room, EOF, in);
  fclose(in);
  return k;
}

static bool loads(const kept *k) {
  examination e;
  double seconds;
  bool whole = examined_load(k->folder, &me, &k->p, &e, &seconds);
  if (!whole) return false;
  cr_expect_eq(seconds, 0.5);
  examination_free(&e);
  return true;
}

static void overwrite(const kept *k, const char *text, size_t size) {
  FILE *out = fopen(k->file, "w");
  fwrite(text, 1, size, out);
  fclose(out);
}

static void drop(kept *k) {
  examined_end(k->folder);
  rmdir(k->folder);
  free(k->text);
}

/* Every byte counts, also those of the fingerprint, and every byte that is missing. */
Test(harness_damaged, one_changed_byte_is_noticed) {
  kept k = keep();
  dice d = 3;
  cr_expect(loads(&k));
  for (int i = 0; i < 400; i++) {
    size_t at = (size_t)roll_between(&d, 0, (long)k.size - 1);
    char was = k.text[at];
    k.text[at] ^= (char)roll_between(&d, 1, 255);
    overwrite(&k, k.text, k.size);
    cr_expect(!loads(&k), "byte %zu", at);
    k.text[at] = was;
    overwrite(&k, k.text, at);
    cr_expect(!loads(&k), "torn at %zu", at);
  }
  overwrite(&k, k.text, k.size);
  cr_expect(loads(&k));
  drop(&k);
}
