/* html.c -- writing HTML, where text from anywhere is escaped in one place. */
#include "cli/html.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "num/arr.h"

void html_escaped(FILE *out, const char *text, size_t n) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)text[i];
    switch (c) {
    case '&': fputs("&amp;", out); break;
    case '<': fputs("&lt;", out); break;
    case '>': fputs("&gt;", out); break;
    case '"': fputs("&quot;", out); break;
    case '\'': fputs("&#39;", out); break;
    default:
      if ((c >= 32 && c != 127) || c == '\n' || c == '\t') fputc(c, out);
    }
  }
}

static void class_name(FILE *out, const char *word) {
  for (; *word; word++) fputc(isalnum((unsigned char)*word) ? *word : '-', out);
}

/* "false as printed" opens with a capital; "d = 1" is a symbol and "at_most" a name: both stay. */
static size_t capital(FILE *out, const char *text) {
  size_t word = strspn(text, "abcdefghijklmnopqrstuvwxyz");
  if (word < 2 || !strchr(" ,;:.-", text[word])) return 0;
  fputc(toupper((unsigned char)*text), out);
  return 1;
}

/* `name` becomes a quotation; a backquote without its fellow stays. */
static void with_names(FILE *out, const char *text) {
  for (const char *end; *text; text = end) {
    end = text + strcspn(text + 1, "`") + 1;
    bool name = *text == '`' && *end == '`';
    if (name) fputs("<q>", out);
    html_escaped(out, text + name, (size_t)(end - text - name));
    if (name) fputs("</q>", out), end++;
  }
}

void html(FILE *out, const char *format, ...) {
  va_list list;
  va_start(list, format);
  for (const char *f = format; *f; f++) {
    if (*f != '%') {
      fputc(*f, out);
      continue;
    }
    char what = *++f;
    if (what == '%')
      fputc('%', out);
    else if (what == 'd')
      fprintf(out, "%d", va_arg(list, int));
    else {
      const char *text = va_arg(list, const char *);
      if (!text) text = "";
      if (what == 's')
        html_escaped(out, text, strlen(text));
      else if (what == 'q')
        with_names(out, text);
      else if (what == 'Q')
        with_names(out, text + capital(out, text));
      else if (what == 'S')
        text += capital(out, text), html_escaped(out, text, strlen(text));
      else if (what == 'c')
        class_name(out, text);
      else if (what == 'r')
        fputs(text, out);
      else
        broken("html: %%%c", what);
    }
  }
  va_end(list);
}
