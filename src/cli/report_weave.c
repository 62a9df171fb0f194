/* report_weave.c -- a box in the woven page where each claim is recorded, its record folded. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/html.h"
#include "cli/report.h"

/* Beside running text fences keep their size, as plain ones do in TeX; pandoc would have them all
 * stretch.  Around a matrix they must.  Of the same length, so that the page is mended in place. */
static void tame_fences(char *page) {
  static const char stretched[] = "stretchy=\"true\"", plain_[] = "stretchy=false ";
  for (char *at = page; (at = strstr(at, "<math display=\"inline\"")); at++) {
    char *end = strstr(at, "</math>"), *matrix = strstr(at, "<mtable");
    if (matrix && end && matrix < end) continue;
    for (char *fence = at; end && (fence = strstr(fence, stretched)) && fence < end; fence++)
      memcpy(fence, plain_, sizeof plain_ - 1);
  }
}

char *woven(const char *chapter) {
  complaint ignored;
  size_t n;
  char *path = say("%s/book/%s.html", data_folder(), chapter),
       *page = whole_file(path, &n, &ignored);
  free(path);
  if (page) tame_fences(page);
  return page;
}

/* The text between tags; TeX beside MathML is left out, and line ends are blanks. */
static char *without_markup(const char *html, const char *end) {
  char *text = room(NULL, (size_t)(end - html) + 1, 1), *to = text;
  while (html < end) {
    if (!strncmp(html, "<annotation", 11)) {
      const char *close = strstr(html, "</annotation>");
      html = close && close < end ? close : end;
    } else if (*html == '<') {
      while (html < end && *html != '>') html++;
      html += html < end;
    } else {
      *to++ = *html == '\n' ? ' ' : *html;
      html++;
    }
  }
  *to = '\0';
  return text;
}

/* pandoc escapes what it writes, so this is markup already; a name is not, and needs none. */
char *chapter_title(const char *html, const char *name) {
  const char *open = html ? strstr(html, "<h1") : NULL,
             *close = open ? strstr(open, "</h1>") : NULL;
  return close ? without_markup(open, close) : copy_of(name);
}

/* odt-P3.3 is recorded as CLAIM(odt_P3_3), eot-R2.2:proof as PROOF(eot_R2_2). */
static char *record_name(const listed *e) {
  const char *id = text_in(e->verdict, "id");
  bool proof = is_proof(e);
  char *name = say("%s(%.*s)", proof ? "PROOF" : "CLAIM", (int)strcspn(id, ":"), id);
  for (char *c = name; *c; c++)
    if (*c == '-' || *c == '.') *c = '_';
  return name;
}

/* Does this markup, tags aside, open with the text?  */
static bool opens_with(const char *html, const char *text) {
  while (*text && *html) {
    if (*html == '<') {
      html += strcspn(html, ">");
      html += *html == '>';
    } else if (*html++ != *text++)
      return false;
  }
  return !*text;
}

static const char *line_start(const char *html, const char *at) {
  while (at > html && at[-1] != '\n') at--;
  return at;
}

/* Where the name of the record stands, or NULL. */
static const char *record_in(const char *html, const listed *e) {
  char *name = record_name(e), word[6];
  const char *at = html;
  snprintf(word, sizeof word, "%.5s", name);
  while ((at = strstr(at, word)) && !opens_with(at, name)) at++;
  free(name);
  return at;
}

/* Past the line "};" that closes a record, or past its block of code. */
static const char *record_end(const char *line) {
  const char *block = strstr(line, "</pre>");
  while (line && *line && (!block || line < block)) {
    const char *next = strchr(line, '\n');
    if (opens_with(line, "};")) return next && (!block || next < block) ? next + 1 : block;
    line = next ? next + 1 : NULL;
  }
  return block;
}

/* How a block of code begins in the page, and how we open and close one. */
typedef struct {
  const char *begins, *code, *open, *close;
} block_tags;

static const block_tags coloured = {
  "<div class=\"sourceCode\"",
  "<code",
  "<div class=\"sourceCode\"><pre class=\"sourceCode c\"><code class=\"sourceCode c\">",
  "</code></pre></div>",
};
static const block_tags plain = { "<pre>", "<pre", "<pre>", "</pre>" };

/* Between here and the end of its block, is there code at all? */
static bool code_remains(const char *from) {
  const char *end = strstr(from, "</pre>");
  char *text = end ? without_markup(from, end) : copy_of("");
  bool any = text[strspn(text, " ")] != '\0';
  free(text);
  return any;
}

/* Markup up to a line inside a block of code; an opened block with nothing in it is not worth a box. */
static void put_until(FILE *out, const char *from, const char *to) {
  while (to > from && isspace((unsigned char)to[-1])) to--;
  fwrite(from, 1, (size_t)(to - from), out);
}

/* Where a record opens: the page is cut there, and goes on at `line`, inside a block of code; the two
 * are one place unless the record is the first thing in its block. */
typedef struct {
  const char *cut, *line;
} opening;

static const char *last_before(const char *html, const char *at, const char *what) {
  const char *last = NULL;
  for (const char *p = html; (p = strstr(p, what)) && p < at; p++) last = p;
  return last;
}

static opening opening_of(const char *html, const char *at, const block_tags *tags) {
  const char *block = last_before(html, at, tags->begins), *line = line_start(html, at);
  const char *code = block ? strstr(block, tags->code) : NULL;
  code = code ? strchr(code, '>') : NULL;
  if (!code || code > at || code + 1 < line) return (opening){ line, line };
  return (opening){ block, code + 1 };
}

/* What the record says is in the box; who wants to see it as written unfolds it. */
static const char *put_record(FILE *out, const char *line, const block_tags *tags) {
  const char *end = record_end(line);
  if (!end) return line;
  html(out, "<details class=\"record\"><summary>The record, as written</summary>\n%r", tags->open);
  const char *rest = strncmp(end, "</pre>", 6) && code_remains(end) ? end : NULL;
  if (rest) {
    put_until(out, line, end);
    html(out, "%r</details>\n%r", tags->close, tags->open);
    return rest;
  }
  const char *block = strstr(line, tags->close), *past = block ? block + strlen(tags->close) : end;
  put_until(out, line, block ? block : end);
  html(out, "%r</details>\n", tags->close);
  return past;
}

static const listed *first_after(const char *html, const char *from, const listed *const *e,
                                 size_t n, const char **place) {
  const listed *first = NULL;
  for (size_t i = 0; i < n; i++) {
    const char *at = record_in(html, e[i]);
    if (at && at >= from && (!first || at < *place)) first = e[i], *place = at;
  }
  return first;
}

void weave_boxes(FILE *out, const report *r, const char *page, const listed *const *e, size_t n) {
  const char *from = page, *place = NULL;
  const block_tags *tags = page && strstr(page, coloured.begins) ? &coloured : &plain;
  const listed *next;
  while (page && (next = first_after(page, from, e, n, &place))) {
    opening o = opening_of(page, place, tags);
    put_until(out, from, o.cut);
    html(out, "%r\n", o.cut == o.line ? tags->close : "");
    claim_box(out, r, next);
    from = put_record(out, o.line, tags);
  }
  if (from) fputs(from, out);
  for (size_t i = 0; i < n; i++)
    if (!page || !record_in(page, e[i])) claim_box(out, r, e[i]);
}
