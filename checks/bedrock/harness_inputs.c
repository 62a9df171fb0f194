/* From what was given to an instance: letters are sizes, gaps are filled where sizes agree, and what
 * does not fit is refused with a sentence. */
#include "harness_claims.h"
#include "claim/natural.h"
#include "claim/shapes.h"

static const input_spec square_ = { .name = "V", .shape = "d,d" };
static const input_spec table = { .name = "X", .shape = "n,d" };
static const input_spec vector = { .name = "b", .shape = "d" };
static const input_spec other = { .name = "w", .shape = "n" };
static const input_spec number_ = { .name = "x", .shape = "" };
static const input_spec fixed = { .name = "P", .shape = "2,n" };

/* Takes each text in turn; the sentence of the first that is refused, or "". */
typedef struct {
  const input_spec *as;
  const char *text;
} taking;
static const char *takes(const taking *list, int n, sizes *all) {
  static complaint why;
  arith *exact = arith_exact();
  *why.text = '\0';
  for (int i = 0; i < n; i++)
    if (!shaped_as(list[i].as, given(exact, list[i].text), all, &why)) break;
  arith_free(exact);
  return why.text;
}
#define TAKES(sentence, ...)                                                              \
  do {                                                                                    \
    const taking list_[] = { __VA_ARGS__ };                                               \
    sizes all_ = { 0 };                                                                   \
    cr_expect_str_eq(takes(list_, (int)(sizeof list_ / sizeof *list_), &all_), sentence); \
  } while (0)

Test(harness_inputs, a_letter_is_one_size_throughout) {
  TAKES("", { &table, "1 2 3; 4 5 6" }, { &vector, "1 2 3" }, { &other, "1 2" });
  TAKES("", { &vector, "1 2 3" }, { &other, "1 2" }, { &table, "1 2 3; 4 5 6" });
  TAKES("", { &other, "1" }, { &table, "1 2;" }, { &number_, "7" });
  TAKES("b has 2 entries, but d = 3 by X", { &table, "1 2 3; 4 5 6" }, { &vector, "1 2" });
  TAKES("w has 3 entries, but n = 2 by X", { &table, "1 2 3; 4 5 6" }, { &other, "1 2 3" });
  TAKES("X has 2 columns, but d = 3 by b", { &vector, "1 2 3" }, { &table, "1 2; 3 4" });
  TAKES("X has 1 rows, but n = 2 by w", { &other, "1 2" }, { &table, "1 2;" });
  TAKES("V has 3 columns, but d = 2 by its rows", { &square_, "1 2 3; 4 5 6" });
  TAKES("P has 3 rows, expected 2", { &fixed, "1; 2; 3" });
  TAKES("", { &fixed, "1 2 3; 4 5 6" }, { &other, "1 2 3" });
  TAKES("x has 2 entries, expected one number", { &number_, "1 2" });
  TAKES("b is 2 x 2, expected a vector (d entries)", { &vector, "1 2; 3 4" });
}

Test(harness_inputs, each_letter_is_bound_once) {
  sizes all = { 0 };
  const taking once[] = { { &square_, "1 2; 3 4" },
                          { &vector, "1 2" },
                          { &table, "1 2; 3 4; 5 6" } };
  cr_expect_str_eq(takes(once, 3, &all), "");
  cr_expect_eq(all.count, 2);
  all.count = 0; /* what is not counted is not bound */
  const taking again[] = { { &vector, "1 2 3" } };
  cr_expect_str_eq(takes(again, 1, &all), "");
  cr_expect_eq(all.count, 1);
  all.count = 24; /* all there is room for */
  for (int i = 0; i < 24; i++) snprintf(all.of[i].symbol, 8, "s%d", i), all.of[i].size = 9;
  const taking more[] = { { &vector, "1 2" }, { &other, "1 2 3" } };
  cr_expect_str_eq(takes(more, 2, &all), "");
  cr_expect_eq(all.count, 24);
}

Test(harness_inputs, what_fits_agrees_in_every_letter_that_is_bound) {
  arith *exact = arith_exact();
  sizes all = { 0 };
  arr three = given(exact, "1 2 3"), two = given(exact, "1 2"), x = given(exact, "1");
  arr wide = given(exact, "1 2 3; 4 5 6"), tall = given(exact, "1 2; 3 4; 5 6");
  cr_expect(fits(&vector, three, &all) && fits(&table, wide, &all) && fits(&number_, x, &all));
  takes(&(taking){ &vector, "1 2 3" }, 1, &all);
  cr_expect(fits(&vector, three, &all) && !fits(&vector, two, &all));
  cr_expect(fits(&other, two, &all) && fits(&number_, x, &all));
  cr_expect(fits(&table, wide, &all) && !fits(&table, tall, &all));
  takes(&(taking){ &other, "1 2" }, 1, &all);
  cr_expect(fits(&table, wide, &all) && !fits(&table, given(exact, "1 2 3;"), &all));
  cr_expect(!fits(&fixed, wide, &all) && fits(&fixed, given(exact, "1 2; 3 4"), &all));
  cr_expect(!fits(&fixed, given(exact, "1 2; 3 4; 5 6"), &all));
  arith_free(exact);
}

/* ---- instances ---- */

/* A record of these inputs, without instances. */
#define HARNESS_RECORD_OF(...)                                                  \
  .title = "harness", .kind = FORMULA, .where = "nowhere", .says = "as tested", \
  .inputs = { __VA_ARGS__ }, .standing = HOLDS

static void idle(run *here) { is(here, "nothing", 0, 0); }
static const claim three_sizes = {
  HARNESS_RECORD_OF({ "a", "d", REAL, NULL }, { "X", "n,d", REAL, NULL }, { "xa", "", REAL, NULL },
                    { "xb", "", REAL, NULL }),
  .instances = { { NULL, { "a = 1 2", "X = 1 2; 3 4", "xa = 1", "xb = 2" } },
                 { "three", { "a = 1 2 3", "X = 1 2 3", "xa = 5", "xb = 6" } },
                 { NULL, { "a = 1 2 3", "X = 4 5 6", "xa = 7", "xb = 8" } } },
  .measure = idle
};

/* The user's instance of these assignments, or the sentence that refuses it. */
static const char *users(const claim *c, sample *s, const char *const *set_, int n) {
  static complaint why;
  sheet mine = { 0 };
  for (int i = 0; i < n; i++) cr_assert(sheet_set(&mine, set_[i], &why), "%s", why.text);
  *why.text = '\0';
  bool fine = sample_users(c, &mine, s, &why);
  sheet_free(&mine);
  return fine ? "" : why.text;
}
#define USERS_OF(c, s, ...)                         \
  users(c, s, (const char *const[]){ __VA_ARGS__ }, \
        (int)(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)))

Test(harness_inputs, gaps_are_filled_where_the_sizes_agree) {
  sample s;
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "xa = 1/2"), "");
  cr_expect_str_eq(s.note, "a, X, xb from the built-in instance `1`");
  cr_expect(!strcmp(s.text[0], "1 2") && !strcmp(s.text[2], "1/2") && !strcmp(s.text[3], "2"));
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "a = 7 8 9"), "");
  cr_expect_str_eq(s.note, "X, xa, xb from the built-in instance `three`");
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "X = 7 8 9", "xb = 1"), "");
  cr_expect_str_eq(s.note, "a, xa from the built-in instance `three`");
  cr_expect_str_eq(s.text[2], "5");
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "a = 1", "X = 1; 2", "xa = 3", "xb = 4"), "");
  cr_expect_null(s.note);
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "X = 1 2; 3 4; 5 6", "a = 1 2", "xb = 3"), "");
  cr_expect_str_eq(s.note, "xa from the built-in instance `1`");
  sample_free(&s);
  cr_expect_str_eq(
      USERS_OF(&three_sizes, &s, "X = 1 2 3 4"),
      "a is missing, and no built-in instance has the sizes of yours; add --set a='...'");
  sample_free(&s);
  cr_expect_str_eq(
      USERS_OF(&three_sizes, &s, "a = 1 2 3 4", "xa = 1"),
      "X is missing, and no built-in instance has the sizes of yours; add --set X='...'");
  sample_free(&s);
}

/* The first gap could be filled, the one beside it could not: then neither is. */
Test(harness_inputs, an_instance_fills_every_gap_or_none) {
  static const claim c = { HARNESS_RECORD_OF({ "p", "n", REAL, NULL }, { "a", "d", REAL, NULL },
                                             { "X", "n,d", REAL, NULL }),
                           .instances = { { "three", { "p = 1 2 3", "a = 1", "X = 1; 2; 3" } } } };
  sample s;
  cr_expect_str_eq(
      USERS_OF(&c, &s, "p = 1 2"),
      "a is missing, and no built-in instance has the sizes of yours; add --set a='...'");
  cr_expect(!s.value[1] && !s.note);
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&c, &s, "p = 4 5 6"), "");
  cr_expect_str_eq(s.note, "a, X from the built-in instance `three`");
  sample_free(&s);
}

Test(harness_inputs, an_unknown_name_gets_the_nearest_if_it_is_near) {
  sample s;
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "xc = 1"),
                   "`xc` is not an input; did you mean xa? The inputs are a, X, xa, xb");
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "q = 1"),
                   "`q` is not an input; the inputs are a, X, xa, xb");
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "quite = 1"),
                   "`quite` is not an input; the inputs are a, X, xa, xb");
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "xabcd = 1"),
                   "`xabcd` is not an input; the inputs are a, X, xa, xb");
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&three_sizes, &s, "xabc = 1"),
                   "`xabc` is not an input; did you mean xa? The inputs are a, X, xa, xb");
  sample_free(&s);
  static const claim none = { HARNESS_RECORD_OF() };
  cr_expect_str_eq(USERS_OF(&none, &s, "x = 1"), "`x` is not an input: this claim has none");
  sample_free(&s);
}

Test(harness_inputs, built_in_instances_have_names_and_faults) {
  static const char *const names[] = { "1", "three", "3" };
  sample s;
  complaint why;
  for (int i = 0; i < 3; i++) {
    cr_assert(sample_built_in(&three_sizes, i, &s, &why), "%s", why.text);
    cr_expect_str_eq(s.name, names[i]);
    cr_expect(s.from == BUILT_IN && s.state == AGREES && !s.note);
    sample_free(&s);
  }
  static const claim faulty = { HARNESS_RECORD_OF({ "a", "d", REAL, NULL },
                                                  { "p", "", POSITIVE, NULL }),
                                .instances = { { "torn", { "a = 1 2", "p" } },
                                               { "short", { "a = 1 2" } },
                                               { "unknown", { "a = 1", "p = 1", "r = 2" } },
                                               { "false", { "a = 1", "p = -1" } } } };
  static const char *const said[] = { "instance `torn`: `p` assigns nothing",
                                      "instance `short`: p has no value",
                                      "instance `unknown`: `r` is not an input",
                                      "instance `false`: p is -1" };
  for (int i = 0; i < 4; i++) {
    cr_expect(!sample_built_in(&faulty, i, &s, &why) && strstr(why.text, said[i]), "%s", why.text);
    sample_free(&s);
  }
}

/* As many inputs and instances as a record can state. */
Test(harness_inputs, a_full_record_is_read_to_its_end_and_no_further) {
  claim c = { HARNESS_RECORD_OF(), .draws = 3 };
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };
  char *given_[12], letter[12][8];
  for (int i = 0; i < 12; i++) {
    snprintf(letter[i], 8, "s%d", i);
    c.inputs[i] = (input_spec){ .name = names[i], .shape = letter[i], .type = REAL };
    given_[i] = say("%s = %d 0", names[i], i);
    for (int k = 0; k < 12; k++) c.instances[k].given[i] = given_[i], c.instances[k].name = "full";
  }
  sample s;
  complaint why;
  for (int k = 0; k < 12; k++) {
    cr_assert(sample_built_in(&c, k, &s, &why), "%s", why.text);
    cr_expect_str_eq(s.text[11], "11 0");
    sample_free(&s);
  }
  c.inputs[0].shape = c.inputs[11].shape;
  cr_expect_str_eq(
      USERS_OF(&c, &s, "l = 1 2 3"),
      "a is missing, and no built-in instance has the sizes of yours; add --set a='...'");
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&c, &s, "l = 1 2"), "");
  sample_free(&s);
  for (int i = 0; i < 12; i++) free(given_[i]);
}

/* Lists of names are cut, wherever that is. */
Test(harness_inputs, long_lists_of_names_are_cut) {
  claim c = { HARNESS_RECORD_OF() };
  char name[12][60], *given_[12];
  for (int i = 0; i < 12; i++) {
    memset(name[i], 'a' + i, 58), name[i][58] = '\0';
    c.inputs[i] = (input_spec){ .name = name[i], .shape = "", .type = REAL };
    c.instances[0].given[i] = given_[i] = say("%s = 1", name[i]);
  }
  c.instances[0].name = "long";
  sample s;
  const char *said = USERS_OF(&c, &s, "unknown = 1");
  const char *list = strstr(said, "the inputs are ");
  cr_assert(list);
  cr_expect_eq(strlen(list + 15), 399u);
  cr_expect(!strncmp(list + 15 + 58, ", b", 3) && list[15 + 398] == 'g');
  sample_free(&s);
  cr_expect_str_eq(USERS_OF(&c, &s, given_[0]), "");
  cr_expect_eq(strlen(s.note), 399 + strlen(" from the built-in instance `long`"));
  cr_expect(!strncmp(s.note + 58, ", c", 3) && s.note[398] == 'h');
  sample_free(&s);
  for (int i = 0; i < 12; i++) free(given_[i]);
}

/* ---- words ---- */

/* The distance by its definition. */
static int defined(const char *a, const char *b) {
  size_t m = strlen(a), n = strlen(b);
  if (!m || !n) return (int)(m + n);
  int best = defined(a + 1, b) + 1, other_ = defined(a, b + 1) + 1;
  if (other_ < best) best = other_;
  other_ = defined(a + 1, b + 1) + (*a != *b);
  if (other_ < best) best = other_;
  if (m > 1 && n > 1 && a[0] == b[1] && a[1] == b[0]) {
    other_ = defined(a + 2, b + 2) + 1;
    if (other_ < best) best = other_;
  }
  return best;
}

/* Word k over two letters, with nothing beside it in memory. */
static char *word_of(int k) {
  int n = 0;
  while ((2 << n) - 1 <= k) n++;
  char *word = malloc((size_t)n + 1);
  for (int i = 0; i < n; i++) word[i] = "ab"[(k - (1 << n) + 1) >> i & 1];
  word[n] = '\0';
  return word;
}

Test(harness_inputs, the_distance_of_words_is_the_one_defined) {
  for (int i = 0; i < 63; i++)
    for (int k = 0; k < 63; k++) {
      char *a = word_of(i), *b = word_of(k);
      cr_assert_eq(edit_distance(a, b), defined(a, b), "%s %s", a, b);
      free(a), free(b);
    }
}

Test(harness_inputs, long_words_are_cut_at_63) {
  char word[71];
  for (int n = 1; n <= 70; n++) {
    memset(word, 'a', (size_t)n), word[n] = '\0';
    cr_expect_eq(edit_distance("", word), n < 63 ? n : 63);
    cr_expect_eq(edit_distance(word, ""), n < 63 ? n : 63);
    cr_expect_eq(edit_distance(word, word), 0);
    char *last = strdup(word);
    last[n - 1] = 'b';
    cr_expect_eq(edit_distance(word, last), n <= 63);
    cr_expect_eq(edit_distance(last, word), n <= 63);
    free(last);
  }
}

Test(harness_inputs, the_order_of_ids_is_total) {
  static const char *const order[] = { "",      "1",      "01", "1a",   "2",       "2b10", "10",
                                       "10b",   "a",      "a1", "a01x", "a1y",     "a2",   "a10",
                                       "a10b2", "a10b02", "ab", "b",    "\xc3\xa9" };
  int n = (int)(sizeof order / sizeof *order);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < n; k++) {
      int c = natural_order(order[i], order[k]);
      int by_rank = (i > k) - (i < k);
      bool zeros =
          (i == 1 && k == 2) || (i == 2 && k == 1) || (i == 14 && k == 15) || (i == 15 && k == 14);
      if (zeros) /* of equal numbers either may be first */
        cr_expect(c != 0 && (c > 0) != (natural_order(order[k], order[i]) > 0));
      else
        cr_expect_eq((c > 0) - (c < 0), by_rank, "%s %s", order[i], order[k]);
    }
}
