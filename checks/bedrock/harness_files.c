/* Files appear whole or not at all, folders where they are missing; memory doubles, zeroed. */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "claim/hard.h"
#include "claim/json.h"
#include "claim/row_file.h"
#include "claim/store.h"
#include "claim/words.h"

static char *fresh_folder(void) {
  char *folder = strdup("/tmp/elenchus-files-XXXXXX");
  cr_assert(mkdtemp(folder));
  return folder;
}
static void touch(const char *path, const char *bytes) {
  FILE *out = fopen(path, "w");
  cr_assert(out, "%s", path);
  fputs(bytes, out), fclose(out);
}
static bool there(const char *path) { return access(path, F_OK) == 0; }
static void gone(char *path) { unlink(path), rmdir(path), free(path); }

Test(harness_files, folders_are_made_on_the_way) {
  char *top = fresh_folder(), *deep = say("%s/a/b/c", top), *file = say("%s/a/f", top);
  char *below = say("%s/g", file), *under = say("%s/g/h", file);
  complaint why = { "" };
  cr_expect(make_folder(deep, &why), "%s", why.text);
  cr_expect(make_folder(deep, &why), "%s: once more", why.text);
  cr_expect(make_folder("/", &why), "%s", why.text);
  cr_assert_eq(chdir(top), 0);
  cr_expect(make_folder("d/e", &why) && there("d/e"), "%s", why.text);
  rmdir("d/e"), rmdir("d");
  cr_assert_eq(chdir("/"), 0);
  touch(file, "");
  cr_expect(!make_folder(file, &why));
  char *sentence = say("cannot make the folder %s: Not a directory", file);
  cr_expect_str_eq(why.text, sentence);
  free(sentence), sentence = say("cannot make the folder %s: Not a directory", below);
  cr_expect(!make_folder(below, &why));
  cr_expect_str_eq(why.text, sentence);
  cr_expect(!make_folder(under, &why));
  cr_expect(!make_folder("", &why));
  cr_expect_str_eq(why.text, "cannot make the folder : No such file or directory");
  gone(file), gone(deep), gone(say("%s/a/b", top)), gone(say("%s/a", top)), gone(top);
  free(below), free(under), free(sentence);
}

/* A process that is no more: its number, as long as nobody takes it again. */
static long past_process(void) {
  pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, NULL, 0);
  return (long)child;
}

/* Of drafts, those whose process is gone; of other names none. */
Test(harness_files, only_drafts_of_the_dead_are_swept) {
  char *folder = fresh_folder();
  long past = past_process(), me = (long)getpid();
  struct {
    const char *name;
    bool swept;
  } all[] = { { say("x.tsv.%ld.part", past), true },
              { say(".%ld.part", past), true },
              { say("x.%ld.part", me), false },
              { say("x%ld.part", past), false },
              { say("%ld.part", past), false },
              { say("x.%ld.parts", past), false },
              { say("x.%ld.Part", past), false },
              { say("x.%ld", past), false },
              { say("x..part"), false },
              { say("a.part"), false },
              { say("x.0.part"), false },
              { say(".part"), false },
              { say("x.-%ld.part", past), false },
              { say("x.%ldx.part", past), false } };
  enum { MANY = sizeof all / sizeof *all };
  for (int i = 0; i < MANY; i++) {
    char *path = say("%s/%s", folder, all[i].name);
    touch(path, "");
    free(path);
  }
  drafts_swept(folder);
  for (int i = 0; i < MANY; i++) {
    char *path = say("%s/%s", folder, all[i].name);
    cr_expect_eq(there(path), !all[i].swept, "%s", all[i].name);
    unlink(path), free(path), free((char *)all[i].name);
  }
  cr_expect_eq(rmdir(folder), 0);
  free(folder);
  drafts_swept("/nonexistent");
}

Test(harness_files, a_draft_appears_when_it_is_committed) {
  char *folder = fresh_folder(), *path = say("%s/x", folder);
  char *part = say("%s.%ld.part", path, (long)getpid());
  complaint why = { "" };
  draft d;
  cr_assert(draft_open(&d, path, &why), "%s", why.text);
  fputs("whole", d.out);
  cr_expect(there(part) && !there(path));
  cr_expect(draft_commit(&d, &why), "%s", why.text);
  cr_expect(!there(part) && there(path));
  size_t n;
  char *bytes = whole_file(path, &n, &why);
  cr_assert(bytes && n == 5);
  cr_expect_str_eq(bytes, "whole");
  free(bytes);
  cr_assert(draft_open(&d, path, &why), "%s: over a file", why.text);
  cr_expect(there(part));
  draft_abandon(&d), draft_abandon(&d);
  cr_expect(!there(part) && there(path));
  unlink(path);
  cr_expect_eq(rmdir(folder), 0);
  free(folder), free(path), free(part);
}

Test(harness_files, what_cannot_be_written_is_said) {
  char *folder = fresh_folder(), *path = say("%s/no/x", folder), *sentence;
  complaint why = { "" };
  draft d;
  cr_expect(!draft_open(&d, path, &why));
  sentence = say("cannot write %s: No such file or directory", path);
  cr_expect_str_eq(why.text, sentence);
  free(path), free(sentence);
  /* A folder that came into being meanwhile. */
  path = say("%s/x", folder);
  cr_assert(draft_open(&d, path, &why));
  cr_assert_eq(mkdir(path, 0777), 0);
  cr_expect(!draft_commit(&d, &why));
  sentence = say("cannot write %s: Is a directory", path);
  cr_expect_str_eq(why.text, sentence);
  cr_expect_eq(rmdir(path), 0);
  cr_expect_eq(rmdir(folder), 0, "the draft is gone");
  /* A device is written directly, and its failure is noticed whenever it comes. */
  cr_assert(draft_open(&d, "/dev/full", &why) && !d.temporary);
  fputs("x", d.out);
  cr_expect(!draft_commit(&d, &why));
  cr_expect_str_eq(why.text, "cannot write /dev/full: No space left on device");
  cr_assert(draft_open(&d, "/dev/full", &why));
  for (int i = 0; i < 100000; i++) fputc('x', d.out);
  fflush(d.out);
  cr_expect(!draft_commit(&d, &why));
  cr_assert(draft_open(&d, "/dev/null", &why));
  cr_expect(draft_commit(&d, &why));
  free(path), free(sentence), free(folder);
}

/* Of every size around those that are read at once. */
Test(harness_files, a_file_is_read_whole) {
  char *folder = fresh_folder(), *path = say("%s/x", folder);
  static const size_t sizes[] = { 0, 1, 4095, 4096, 4097, 8191, 8192, 20000, 24575, 24576, 100000 };
  for (int i = 0; i < 11; i++) {
    char *bytes = malloc(sizes[i] + 1);
    for (size_t k = 0; k < sizes[i]; k++) bytes[k] = (char)('a' + k % 26);
    bytes[sizes[i]] = '\0';
    touch(path, bytes);
    size_t n;
    complaint why;
    char *again = whole_file(path, &n, &why);
    cr_assert(again && n == sizes[i], "%zu", sizes[i]);
    cr_expect(!memcmp(again, bytes, n + 1));
    free(bytes), free(again);
  }
  size_t n;
  complaint why;
  cr_expect(!whole_file(folder, &n, &why));
  cr_expect(strstr(why.text, "cannot read "));
  unlink(path);
  cr_expect(!whole_file(path, &n, &why));
  char *sentence = say("cannot read %s: No such file or directory", path);
  cr_expect_str_eq(why.text, sentence);
  free(sentence), free(path), gone(folder);
}

Test(harness_files, memory_doubles_and_is_zeroed) {
  long *list = NULL;
  for (size_t n = 0; n < 1000; n++) {
    list = one_more(list, n, sizeof *list);
    cr_assert_eq(list[n], 0);
    list[n] = (long)n + 1;
    for (size_t k = 0; k <= n; k += 1 + n / 7) cr_assert_eq(list[k], (long)k + 1);
  }
  free(list);
  char *fresh = room(NULL, 100, 7);
  for (int i = 0; i < 700; i++) cr_expect_eq(fresh[i], 0);
  free(fresh);
}

/* Forty bytes at most, cut where a letter begins; bytes that a terminal would obey are marked. */
static void shown(const char *s, const char *as) {
  char word[64];
  cr_expect_str_eq(quoted(s, strlen(s), word), as);
}
Test(harness_files, quoted_text_is_short_and_tame) {
  shown("", "");
  shown("a\tb\x1f\x7f ~", "a?b?? ~");
  shown("0123456789012345678901234567890123456789", "0123456789012345678901234567890123456789");
  shown("0123456789012345678901234567890123456789x", "0123456789012345678901234567890123456789...");
  shown("012345678901234567890123456789012345678\u00e9",
        "012345678901234567890123456789012345678...");
  shown("01234567890123456789012345678901234567\u00e9",
        "01234567890123456789012345678901234567\u00e9");
  shown("01234567890123456789012345678901234567\u20ac!",
        "01234567890123456789012345678901234567...");
  char bytes[50], word[64];
  cr_expect_str_eq(quoted("ab\x80", 2, word), "ab");
  memset(bytes, 0x80, sizeof bytes);
  cr_expect_str_eq(quoted(bytes, 50, word), "...");
}

Test(harness_files, words_name_their_enumerators) {
  for (int i = NOT_RUN; i <= FAULT; i++) cr_expect_eq(outcome_named(outcome_word((outcome)i)), i);
  for (int i = 0; i <= NOT_REPRODUCED; i++)
    cr_expect_eq(standing_named(standing_word((standing)i)), i);
  for (int i = 0; i <= PROVED; i++) cr_expect_eq(evidence_named(evidence_word((evidence)i)), i);
  cr_expect_str_eq(outcome_word((outcome)(FAULT + 1)), "?");
  cr_expect_str_eq(outcome_word((outcome)-1), "?");
  cr_expect_str_eq(kind_word((kind)(ALGORITHM + 1)), "?");
  cr_expect_str_eq(kind_word(ALGORITHM), "algorithm");
  cr_expect_str_eq(type_word(STOCHASTIC), "row-stochastic");
  cr_expect_str_eq(erratum_word(PROOF_STEP), "proof step");
  cr_expect_eq(outcome_named("no outcome"), -1);
}

static void as_text(json_t *v, const char *expected) {
  char *s = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
  cr_expect_str_eq(s, expected);
  free(s), json_decref(v);
}
Test(harness_files, numbers_in_json) {
  as_text(json_rough(1.0004999), "1.0");
  as_text(json_rough(-1.0006), "-1.001");
  as_text(json_rough(1e12 + 0.25), "1000000000000.25");
  as_text(json_rough(0.0 / 0.0), "null");
  as_text(json_double(0.0 / 0.0), "\"nan\"");
  as_text(json_double(1.0 / 0.0), "\"inf\"");
  as_text(json_double(-1.0 / 0.0), "\"-inf\"");
  as_text(json_double(0.25), "0.25");
  as_text(json_text(NULL), "null");
  as_text(json_text("p \u2264 q"), "\"p \u2264 q\"");
  as_text(json_text("a\xff\x7f"), "\"a?\x7f\"");
}

/* The files of one claim only, sorted; what is told of them is their name and text. */
Test(harness_files, hard_files_of_a_claim) {
  char *folder = fresh_folder(), *hard = say("%s/data/hard", folder);
  complaint why;
  cr_assert(make_folder(hard, &why));
  setenv("ELENCHUS_DATA", folder, 1);
  cr_expect_str_eq(data_folder(), folder);
  char **none = hard_files("t-1:proof");
  cr_expect(!none[0]);
  hard_free(none);
  static const char *const names[] = { "t-1-proof~b.txt", "t-1-proof~a.txt",
                                       "t-1-proof~c.dat", "t-1~a.txt",
                                       "t-1-proof~.txt",  "t-1-proof~txt",
                                       "t-1-proof",       ".txt" };
  char *path;
  for (int i = 0; i < 8; i++) touch(path = say("%s/%s", hard, names[i]), "x = 1\n"), free(path);
  char **files = hard_files("t-1:proof");
  static const char *const sorted[] = { "t-1-proof~.txt", "t-1-proof~a.txt", "t-1-proof~b.txt" };
  for (int i = 0; i < 3; i++) {
    cr_assert(files[i]);
    cr_expect_str_eq(strrchr(files[i], '/') + 1, sorted[i]);
  }
  cr_expect(!files[3]);
  static const claim one = { .inputs = { { "x", "", REAL, NULL } } };
  sample s;
  cr_assert(sample_hard(&one, files[1], &s, &why), "%s", why.text);
  cr_expect_str_eq(s.name, "hard: t-1-proof~a");
  cr_expect_str_eq(s.text[0], "1");
  sample_free(&s);
  hard_free(files);
  cr_expect(!sample_hard(&one, "/nonexistent/t~a.txt", &s, &why));
  cr_expect_str_eq(why.text, "cannot read /nonexistent/t~a.txt: No such file or directory");
  sample_free(&s);
  for (int i = 0; i < 8; i++) gone(say("%s/%s", hard, names[i]));
  /* The mark in the name is FNV-1a of the text, which has known values. */
  path = hard_store(hard, "t-1:proof", "foobar", "why", &why);
  cr_assert(path);
  cr_expect_str_eq(strrchr(path, '/') + 1, "t-1-proof~bf9cf968.txt");
  size_t n;
  char *bytes = whole_file(path, &n, &why);
  cr_expect_str_eq(bytes, "# why\nfoobar");
  free(bytes);
  char *below = say("%s/no", path);
  cr_expect(!hard_store(below, "t-1", "x", "why", &why));
  cr_expect(strstr(why.text, "cannot make the folder "), "%s", why.text);
  free(below), gone(path), gone(hard), gone(say("%s/data", folder));
  unsetenv("ELENCHUS_DATA");
  setenv("ELENCHUS_DATA", "", 1);
  cr_expect_str_neq(data_folder(), "");
  gone(folder);
}
