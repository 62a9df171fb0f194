/* fuzz.h -- what each parser owes to any bytes.  The tests call these with bytes of their own and with
 * all that is kept in data/hard/corpus; make fuzz calls them with libFuzzer's.  They abort when
 * something is owed. */
#ifndef ELENCHUS_BEDROCK_FUZZ_H
#define ELENCHUS_BEDROCK_FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int fuzz_numbers(const uint8_t *, size_t);  /* parse(): the notation of given() */
int fuzz_inputs(const uint8_t *, size_t);   /* instance files, --set, savetxt */
int fuzz_options(const uint8_t *, size_t);  /* --arith, --bits, --shard */
int fuzz_verdicts(const uint8_t *, size_t); /* verdicts.jsonl, and what differs between two */
int fuzz_rows(const uint8_t *, size_t);     /* <id>.tsv */
int fuzz_examined(const uint8_t *, size_t); /* examined/<id>, of runs to be gone on with */

static inline void demand(bool fact) {
  if (!fact) abort();
}

/* One line, terminated, not empty, without control characters. */
static inline void a_sentence(const char *message, size_t size) {
  size_t n = strnlen(message, size);
  demand(n > 0 && n < size);
  for (size_t i = 0; i < n; i++) demand((unsigned char)message[i] >= ' ' && message[i] != 127);
}

#endif
