/* Every input that once was new to a fuzzer, again: kept in data/hard/corpus, a folder a target. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>

#include "claim/row_file.h"
#include "fuzz.h"

static int feed(const char *target, int (*fuzz)(const uint8_t *, size_t)) {
  const char *source =
      getenv("srcdir"); /* make check says where; a test run by hand is in build/ */
  char *folder = say("%s/data/hard/corpus/%s", source ? source : "..", target);
  DIR *in = opendir(folder);
  int count = 0;
  cr_assert(in, "%s is not there", folder);
  for (struct dirent *d; (d = readdir(in));) {
    if (*d->d_name == '.') continue;
    char *path = say("%s/%s", folder, d->d_name);
    complaint why;
    size_t n;
    char *bytes = whole_file(path, &n, &why);
    cr_assert(bytes, "%s", why.text);
    fuzz((const uint8_t *)bytes, n);
    free(bytes), free(path);
    count++;
  }
  closedir(in), free(folder);
  return count;
}

Test(harness_corpus, numbers) { cr_expect_gt(feed("numbers", fuzz_numbers), 20); }
Test(harness_corpus, inputs) { cr_expect_gt(feed("inputs", fuzz_inputs), 20); }
Test(harness_corpus, options) { cr_expect_gt(feed("options", fuzz_options), 20); }
Test(harness_corpus, verdicts) { cr_expect_gt(feed("verdicts", fuzz_verdicts), 20); }
Test(harness_corpus, rows) { cr_expect_gt(feed("rows", fuzz_rows), 20); }
Test(harness_corpus, examined) { cr_expect_gt(feed("examined", fuzz_examined), 20); }
