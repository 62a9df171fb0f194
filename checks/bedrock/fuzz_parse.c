/* What parse() owes to any text.  The tests call it with texts of their own, libFuzzer with others:
 * compile it with the sources of num, lin, prob and flow, by clang -fsanitize=fuzzer,address,
 * undefined -DCLONES=
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "num/arr.h"

enum { LONGEST_NUMBER = 20000 }; /* of parse() */

static void demand(bool fact) {
  if (!fact) abort();
}

/* One line, terminated, not empty, without control characters. */
static void a_sentence(const char *message, size_t size) {
  size_t n = strnlen(message, size);
  demand(n > 0 && n < size);
  for (size_t i = 0; i < n; i++) demand((unsigned char)message[i] >= ' ' && message[i] != 127);
}

/* What is written is read again as the same array. */
static void written_and_read(arr x) {
  char message[256], *text = arr_text(x, 0);
  arr again = strlen(text) < LONGEST_NUMBER ? parse(x->in, text, message, sizeof message) : x;
  demand(again && again->rank == x->rank && equal(again, x) == YES);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
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
