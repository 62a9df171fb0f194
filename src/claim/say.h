/* say.h -- sentences, and memory that is there or the process ends. */
#ifndef ELENCHUS_SAY_H
#define ELENCHUS_SAY_H

#include <stdbool.h>
#include <stddef.h>

/* One sentence for the user: what, where, what was expected. */
typedef struct {
  char text[768];
} complaint;

/* Always false, so that a reader ends with `return complain(why, ...)`. */
bool complain(complaint *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A printed copy of n bytes of foreign text: at most 40 of them, control bytes as '?'. */
const char *quoted(const char *s, size_t n, char buffer[64]);

char *say(const char *format, ...) __attribute__((format(printf, 1, 2))); /* malloc'ed */
char *copy_of(const char *s);                                             /* NULL stays NULL */

/* Room for `count` things of that size at p (NULL: fresh, zeroed), which may move. */
void *room(void *p, size_t count, size_t size);

/* Room for one more than `count` things: doubles at powers of two, new things zeroed. */
void *one_more(void *p, size_t count, size_t size);

/* Room for `more` bytes and a zero behind the `length` bytes of a text (NULL: none) that grew so far
 * by longer() alone: doubles. */
char *longer(char *text, size_t length, size_t more);

#endif
