/* say.c -- sentences, and memory that is there or the process ends. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* vasprintf */
#endif
#include "claim/say.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/arr.h"

bool complain(complaint *why, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsnprintf(why->text, sizeof why->text, format, list);
  va_end(list);
  return false;
}

const char *quoted(const char *s, size_t n, char buffer[64]) {
  size_t shown = n < 40 ? n : 40;
  for (size_t i = 0; i < shown; i++) {
    unsigned char c = (unsigned char)s[i];
    buffer[i] = c < 32 || c == 127 ? '?' : (char)c;
  }
  while (shown < n && shown && ((unsigned char)s[shown] & 0xC0) == 0x80) shown--;
  strcpy(buffer + shown, shown < n ? "..." : "");
  return buffer;
}

char *say(const char *format, ...) {
  char *text;
  va_list list;
  va_start(list, format);
  if (vasprintf(&text, format, list) < 0) broken("out of memory");
  va_end(list);
  return text;
}

char *copy_of(const char *s) {
  char *copy = s ? strdup(s) : NULL;
  if (s && !copy) broken("out of memory");
  return copy;
}

void *room(void *p, size_t count, size_t size) {
  if (count > SIZE_MAX / (size ? size : 1)) broken("out of memory");
  void *q = p ? realloc(p, count * size) : calloc(count ? count : 1, size);
  if (!q) broken("out of memory");
  return q;
}

/* Lists and texts grow by doubling.  Short ones get no more than they hold where AddressSanitizer
 * watches, so that it sees what lies behind the last entry. */
#ifdef __SANITIZE_ADDRESS__
enum { EXACTLY = 64 };
#else
enum { EXACTLY = 1 };
#endif

void *one_more(void *p, size_t count, size_t size) {
  if (count >= EXACTLY && count & (count - 1)) return p;
  size_t more = count < EXACTLY ? count + 1 : 2 * count;
  p = room(p, more, size);
  memset((char *)p + count * size, 0, (more - count) * size);
  return p;
}

static size_t room_of(size_t bytes) {
  if (bytes <= EXACTLY) return bytes;
  size_t doubled = EXACTLY;
  while (doubled < bytes) doubled *= 2;
  return doubled;
}

char *longer(char *text, size_t length, size_t more) {
  size_t wanted = room_of(length + more + 1);
  return text && wanted == room_of(length + 1) ? text : room(text, wanted, 1);
}
