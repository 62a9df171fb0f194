/* figure_script.c -- what all scripts of figures share: quoting, size, style, panels. */
#include <string.h>

#include "cli/cli.h"
#include "cli/figure.h"

void gp_string(FILE *script, const char *text) {
  fputc('\'', script);
  for (; *text; text++) {
    if (*text == '\'') fputc('\'', script);
    fputc(*text == '\n' ? ' ' : *text, script);
  }
  fputc('\'', script);
}

/* Nothing between the quotes has a meaning, so that a line ends between two strings. */
void gp_lines(FILE *script, const char *text) {
  enum { WIDTH = 44 };
  int column = 0;
  fputc('\'', script);
  while (*text) {
    int word = (int)strcspn(text, " \n"), blank = text[word] != '\0';
    if (column && column + word > WIDTH) fputs("'.\"\\n\".'", script), column = 0;
    for (int i = 0; i < word; i++) {
      if (text[i] == '\'') fputc('\'', script);
      fputc(text[i], script);
    }
    column += word + 1;
    if (text[word] == '\n')
      fputs("'.\"\\n\".'", script), column = 0;
    else if (blank)
      fputc(' ', script);
    text += word + blank;
  }
  fputc('\'', script);
}

void gp_size(FILE *script, int width, int height) {
  fprintf(script, "width = %d\nheight = %d\nload 'style.gp'\n", width, height);
}

void gp_panels(FILE *script, int n) {
  int rows = n > 2 ? 2 : 1, columns = n > 1 ? 2 : 1;
  gp_size(script, 720, n == 1 ? 430 : n == 2 ? 400 : 760);
  if (n > 1)
    fprintf(script,
            "set multiplot layout %d,%d\nset tmargin 8\n"
            "set key font ',12' samplen 1.5 width -2 maxrows 3\n",
            rows, columns);
}

bool same_comparison(const compared_row *a, const compared_row *b) {
  return same_text(a->what, b->what) && same_text(a->instance, b->instance) &&
         same_text(a->part, b->part) && is_trace(a) == is_trace(b);
}
