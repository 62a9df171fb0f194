/* html.h -- writing HTML, where text from anywhere is escaped in one place. */
#ifndef ELENCHUS_HTML_H
#define ELENCHUS_HTML_H

#include <stdio.h>

/* Markup with holes.  %s: text, escaped for content and for quoted attributes alike (NULL: nothing);
 * %c: text as the name of a class, blanks as '-'; %S: text that opens a sentence, so that a small
 * first letter of a word becomes a capital; %q and %Q: the same two, with `names` between <q> and
 * </q>; %r: markup, as it is; %d: an int; %%: a percent sign. */
void html(FILE *, const char *format, ...);

/* Text, escaped: the one function that does it.  Control bytes other than newline and tab vanish. */
void html_escaped(FILE *, const char *text, size_t n);

#endif
