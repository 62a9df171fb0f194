/* Two verdicts on one claim: each difference gets its line, and what cannot both be true is counted. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "claim/drift.h"
#include "claim/say.h"

typedef struct {
  char *said;
  int changes, contradictions;
} told;

static told between(const char *before, const char *after) {
  json_t *a = json_loads(before, 0, NULL), *b = json_loads(after, 0, NULL);
  cr_assert(a && b, "%s %s", before, after);
  told t = { 0 };
  size_t n;
  drift d = { .out = open_memstream(&t.said, &n) };
  drift_of(&d, a, b);
  fclose(d.out), json_decref(a), json_decref(b);
  t.changes = d.changes, t.contradictions = d.contradictions;
  return t;
}

static void says(const char *before, const char *after, const char *lines, int contradictions) {
  told t = between(before, after);
  int count = 0;
  for (const char *c = t.said; *c; c++) count += *c == '\n';
  cr_expect_str_eq(t.said, lines, "%s -> %s: %s", before, after, t.said);
  cr_expect_eq(t.changes, count);
  cr_expect_eq(t.contradictions, contradictions, "%s -> %s", before, after);
  free(t.said);
}

/* `fields` of a claim before and after. */
static void fields(const char *before, const char *after, const char *lines) {
  char *a = say("{\"id\":\"t-1\"%s}", before), *b = say("{\"id\":\"t-1\"%s}", after);
  says(a, b, lines, 0);
  free(a), free(b);
}

Test(harness_drift, statements) {
  fields(",\"outcome\":\"agrees\"", ",\"outcome\":\"agrees\"", "");
  fields(",\"outcome\":\"agrees\"", ",\"outcome\":\"lost\"", "t-1: outcome: lost, was agrees\n");
  fields("", ",\"digits\":36", "t-1: digits: 36, was none\n");
  fields(",\"digits\":36", "", "t-1: digits: none, was 36\n");
  fields(",\"digits\":null", ",\"digits\":\"exact\"", "t-1: digits: exact, was none\n");
  fields(",\"digits\":\"exact\"", ",\"digits\":null", "t-1: digits: none, was exact\n");
  fields(",\"digits\":null", "", "");
  fields("", ",\"digits\":null", "");
  fields(",\"as_recorded\":true", ",\"as_recorded\":false", "t-1: as_recorded: false, was true\n");
  fields(",\"digits\":7,\"says\":\"p\"", ",\"digits\":8,\"says\":\"q\"",
         "t-1: digits: 8, was 7\nt-1: says: q, was p\n");
}

Test(harness_drift, parts_and_arithmetics_are_met_by_name) {
  fields(",\"parts\":[{\"label\":\"(i)\",\"outcome\":\"agrees\"},{\"label\":\"(ii)\"}]",
         ",\"parts\":[{\"label\":\"(ii)\"},{\"label\":\"(i)\",\"outcome\":\"lost\"}]",
         "t-1: (i) outcome: lost, was agrees\n");
  fields(",\"parts\":[{\"label\":\"(i)\"}]", ",\"parts\":[{\"label\":\"(i)\"},{\"label\":\"(j)\"}]",
         "t-1: the part (j) is new\n");
  fields(",\"parts\":[]", ",\"parts\":[{}]", "t-1: the part ? is new\n");
  fields(",\"parts\":[{\"outcome\":\"lost\"}]", ",\"parts\":[{\"outcome\":\"agrees\"}]",
         "t-1: ? outcome: agrees, was lost\n");
  fields(",\"arithmetics\":[{\"name\":\"exact\",\"outcome\":\"agrees\"},"
         "{\"name\":\"double\",\"outcome\":\"lost\"}]",
         ",\"arithmetics\":[{\"name\":\"double\",\"outcome\":\"agrees\"},"
         "{\"name\":\"mpfr:9\",\"outcome\":\"agrees\"}]",
         "t-1: double outcome: agrees, was lost\n");
  fields(",\"arithmetics\":[{\"outcome\":\"lost\"}]", ",\"arithmetics\":[{\"outcome\":\"agrees\"}]",
         "t-1: ? outcome: agrees, was lost\n");
}

Test(harness_drift, controls_change_their_result) {
  static const char one[] = ",\"controls\":[{\"control\":\"c\",\"instance\":\"i\",\"arithmetic\":"
                            "\"exact\",\"result\":\"refused\"}]",
                    other[] = ",\"controls\":[{\"control\":\"c\",\"instance\":\"i\",\"arithmetic\":"
                              "\"exact\",\"result\":\"accepted\"}]",
                    elsewhere[] = ",\"controls\":[{\"control\":\"c\",\"instance\":\"k\","
                                  "\"arithmetic\":\"exact\",\"result\":\"accepted\"}]";
  fields(one, one, "");
  fields(one, other, "t-1: the control `c` at `i` in exact: accepted, was refused\n");
  fields(one, elsewhere, "");
}

/* One comparison of that name, judged so, with these entries (radius NULL: none). */
static char *compared(const char *in, const char *what, const char *judged, const char *value,
                      const char *radius) {
  return say("{\"instance\":\"i\",\"arithmetic\":\"%s\",\"comparator\":\"equals\",\"what\":\"%s\","
             "\"judged\":\"%s\",\"measured\":{\"entries\":[{\"value\":\"%s\"%s%s%s}]}}",
             in, what, judged, value, radius ? ",\"radius\":\"" : "", radius ? radius : "",
             radius ? "\"" : "");
}
static char *verdict_of(const char *one, const char *two) {
  return say("{\"id\":\"t-1\",\"comparisons\":[%s%s%s]}", one, two ? "," : "", two ? two : "");
}

static void moves(const char *in, const char *value, const char *radius, const char *value_now,
                  const char *radius_now, const char *how, bool contradiction) {
  char *a = compared(in, "w", "agrees", value, radius);
  char *b = compared(in, "w", "agrees", value_now, radius_now);
  char *before = verdict_of(a, NULL), *after = verdict_of(b, NULL);
  char *line = *how ? say("t-1: `w` measured at `i` in %s %s%s\n", in, how,
                          contradiction ? "; both cannot be true" : "")
                    : copy_of("");
  says(before, after, line, contradiction);
  free(a), free(b), free(before), free(after), free(line);
}

Test(harness_drift, numbers_without_a_radius_stay_the_same) {
  moves("double", "0.5", NULL, "0.5", NULL, "", false);
  moves("double", "0.5", NULL, "5e-1", NULL, "", false);
  moves("double", "0.5", NULL, "0.501", NULL, "moved by 1e-3", false);
  moves("mpfr:128", "-3", NULL, "97", NULL, "moved by 1e2", false);
  moves("double", "nan", NULL, "nan", NULL, "", false);
  moves("double", "nan", NULL, "1", NULL, "is 1, was nan", false);
  moves("double", "1", NULL, "nan", NULL, "is nan, was 1", false);
  moves("double", "1 1", NULL, "1.0", NULL, "is 1.0, was 1 1", false);
  moves("double", "1.0", NULL, "1 1", NULL, "is 1 1, was 1.0", false);
  moves("exact", "1/2", NULL, "3/5", NULL, "moved by 1e-1", true);
  moves("exact", "1/2", NULL, "2/4", NULL, "", false);
}

/* They meet where the sum of their radii reaches; a new one may be twice as wide. */
Test(harness_drift, balls_meet_or_contradict) {
  moves("ball:64", "1", "1/8", "5/4", "1/8", "", false);
  moves("ball:64", "1", "1/8", "2", "1/8", "moved by 1e0", true);
  moves("ball:64", "5/4", "1/8", "1", "1/8", "", false);
  moves("ball:64", "1", "0", "1.0000000001", "0", "moved by 1e-10", true);
  moves("ball:64", "1", "1/8", "1", "1/4", "", false);
  moves("ball:64", "11", "1/8", "12", "3", "moved by 1e0", false);
  moves("ball:64", "1", "3", "11", "8", "moved by 1e1", false);
  moves("ball:64", "1", "3", "11", "6", "moved by 1e1", true);
  moves("ball:64", "1", "8", "11", "3", "", false);
  moves("ball:64", "1", "-8", "11", "-3", "", false);
  moves("ball:64", "2", NULL, "2.0", "1/8", "is more than twice as wide", false);
  moves("ball:64", "2", "1/8", "2.0", NULL, "", false);
}

static char *entries_of(const char *in, const char *entries) {
  return say("{\"instance\":\"i\",\"arithmetic\":\"%s\",\"comparator\":\"equals\",\"what\":\"w\","
             "\"judged\":\"agrees\",\"stated\":{\"entries\":[%s]}}",
             in, entries);
}
static void entries_move(const char *in, const char *was, const char *now, const char *line,
                         int contradictions) {
  char *a = entries_of(in, was), *b = entries_of(in, now);
  char *before = verdict_of(a, NULL), *after = verdict_of(b, NULL);
  says(before, after, line, contradictions);
  free(a), free(b), free(before), free(after);
}

Test(harness_drift, the_worst_entry_is_told) {
  static const char line[] = "t-1: `w` stated at `i` in double moved by 1e1\n";
  entries_move("double", "{\"value\":\"1\"},{\"value\":\"1\"},{\"value\":\"1\"}",
               "{\"value\":\"2\"},{\"value\":\"11\"},{\"value\":\"1.1\"}", line, 0);
  entries_move("double", "{\"value\":\"1\"},{\"value\":\"1\"}",
               "{\"value\":\"1\"},{\"value\":\"11\"}", line, 0);
  /* Where one entry contradicts, the others only being wide, that is what is told; how far, of them. */
  entries_move("ball:64", "{\"value\":\"1\",\"radius\":\"1\"},{\"value\":\"1\",\"radius\":\"1/8\"}",
               "{\"value\":\"101\",\"radius\":\"1\"},{\"value\":\"2\",\"radius\":\"8\"}",
               "t-1: `w` stated at `i` in ball:64 moved by 1e2; both cannot be true\n", 1);
  /* Balls that meet are no drift, however far apart their middles are. */
  entries_move("ball:64",
               "{\"value\":\"1\",\"radius\":\"100\"},{\"value\":\"1\",\"radius\":\"1/8\"}",
               "{\"value\":\"101\",\"radius\":\"1\"},{\"value\":\"2\",\"radius\":\"8\"}",
               "t-1: `w` stated at `i` in ball:64 moved by 1e0\n", 0);
  entries_move("double", "{\"value\":\"1\"},{\"value\":\"1\"},{\"value\":\"1\"}",
               "{\"value\":\"11\"},{\"value\":\"nan\"},{\"value\":\"2\"}",
               "t-1: `w` stated at `i` in double is nan, was 1\n", 0);
  entries_move("double", "{\"value\":\"1\"}", "{}",
               "t-1: `w` stated at `i` in double is missing, was 1\n", 0);
  entries_move("double", "{}", "{\"value\":\"1\"}",
               "t-1: `w` stated at `i` in double is 1, was missing\n", 0);
  entries_move("double", "{\"value\":\"1\"},{\"value\":\"1\"}", "{\"value\":\"1\"}",
               "t-1: `w` has another shape\n", 0);
  entries_move("double", "{\"value\":\"1\"}", "{\"value\":\"1\"},{\"value\":\"1\"}",
               "t-1: `w` has another shape\n", 0);
  entries_move("double", "", "{\"value\":\"1\"}", "", 0);
  entries_move("double", "{\"value\":\"1\"}", "", "", 0);
}

static void pairs(const char *a1, const char *a2, const char *b1, const char *b2,
                  const char *lines) {
  char *before = verdict_of(a1, a2), *after = verdict_of(b1, b2);
  says(before, after, lines, 0);
  free(before), free(after);
}

/* Comparisons of one name follow one another: the second is held against the second. */
Test(harness_drift, comparisons_find_their_partner) {
  char *one = compared("double", "w", "agrees", "1", NULL);
  char *two = compared("double", "w", "agrees", "2", NULL);
  char *lost = compared("double", "w", "lost", "2", NULL);
  char *other = compared("double", "v", "agrees", "2", NULL);
  pairs(one, two, one, two, "");
  pairs(one, two, two, one,
        "t-1: `w` measured at `i` in double moved by 1e0\n"
        "t-1: `w` measured at `i` in double moved by 1e0\n");
  pairs(one, two, one, lost, "t-1: `w` at `i` in double: lost, was agrees\n");
  pairs(one, other, other, one, "");
  pairs(one, two, one, NULL, "t-1: 1 comparison is gone\n");
  pairs(one, NULL, one, two, "t-1: 1 comparison is new\n");
  pairs(one, two, other, NULL, "t-1: 1 comparison is new\nt-1: 2 comparisons are gone\n");
  pairs(other, NULL, one, two, "t-1: 2 comparisons are new\nt-1: 1 comparison is gone\n");
  free(one), free(two), free(lost), free(other);
}

Test(harness_drift, what_stands_on_one_side_is_told) {
  char *said;
  size_t n;
  json_t *v = json_pack("{s:s,s:s,s:s}", "id", "t-1", "standing", "holds", "outcome", "agrees");
  drift d = { .out = open_memstream(&said, &n) };
  drift_alone(&d, v, "old");
  fclose(d.out), json_decref(v);
  cr_expect_str_eq(said, "t-1: only in old (holds, agrees)\n");
  cr_expect(d.changes == 1 && d.contradictions == 0);
  free(said);
}
