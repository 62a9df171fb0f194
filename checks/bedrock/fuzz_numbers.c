/* What parse() owes to any text: an array that is written and read again as itself, or a sentence. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "num/arr.h"

enum { LONGEST_NUMBER = 20000 }; /* of parse() */

/* What is written is read again as the same array. */
static void written_and_read(arr x) {
  char message[256], *text = arr_text(x, 0);
  arr again = strlen(text) < LONGEST_NUMBER ? parse(x->in, text, message, sizeof message) : x;
  demand(again && again->rank == x->rank && equal(again, x) == YES);
  free(text);
}

int fuzz_numbers(const uint8_t *data, size_t size) {
  static arith *in;
  if (!in) in = arith_exact();
  mark m = region_mark(in);
  char message[256], *text = malloc(size + 1);
  memset(message, 'x', sizeof message);
  memcpy(text, data, size);
  text[size] = '\0';
  arr x = parse(in, text, message, sizeof message);
  if (x)
    written_and_read(x);
  else
    a_sentence(message, sizeof message);
  if (!x) demand(!parse(in, text, message, 9)), a_sentence(message, 9);
  free(text);
  region_keep_(&m, 0, NULL);
  return 0;
}
