/* What users type: read into rows that parse() takes, or refused with one sentence. */
#include "fuzz.h"

#include "claim/sheet.h"
#include "num/arr.h"

static void rows_are_numbers(const sheet *all) {
  for (size_t i = 0; i < all->count; i++) {
    arith *exact = arith_exact();
    char message[256];
    const rows *r = &all->of[i].value;
    arr x = parse(exact, r->text, message, sizeof message);
    demand(x && x->rows == r->rows && x->columns == r->columns && *all->of[i].name);
    arith_free(exact);
  }
}

/* The first byte says whether the rest is a file, a word of the command line, or a bare block. */
int fuzz_inputs(const uint8_t *data, size_t size) {
  if (!size) return 0;
  sheet all = { 0 };
  rows r;
  complaint why = { "" };
  const char *text = (const char *)data + 1;
  bool fine;
  if (*data % 3 == 0) {
    fine = sheet_parse(&all, "mine.txt", text, size - 1, &why);
  } else if (*data % 3 == 1) {
    char *word = malloc(size);
    memcpy(word, text, size - 1);
    word[size - 1] = '\0';
    fine = strchr(word, '@') || sheet_set(&all, word, &why); /* no files from here */
    free(word);
  } else {
    fine = read_rows("V", text, size - 1, (place){ "V.txt", 1 }, &r, &why);
    if (fine) rows_free(&r);
  }
  if (!fine) a_sentence(why.text, sizeof why.text);
  rows_are_numbers(&all);
  sheet_free(&all);
  return 0;
}
