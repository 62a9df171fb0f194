/* figure_chapter.c -- the script beside a chapter.
 *
 * Its first lines say what it draws:
 *     # figure: odt-P3.3
 *     # caption: the field at x ...
 *     #   goes on
 * Several ids are parted by blanks; every claim of the chapter, without that line.  It finds `results`
 * (a folder), `id` and `out` set, and loads 'style.gp'.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/figure.h"

static bool names(const char *list, size_t n, const char *id) {
  size_t length = strlen(id);
  for (size_t i = 0; i < n;) {
    size_t blank = strspn(list + i, " "), word = strcspn(list + i + blank, " \n");
    if (word == length && !strncmp(list + i + blank, id, length)) return true;
    i += blank + (word ? word : 1);
  }
  return false;
}

/* The text after "# key:", with the comment lines that go on with it; or NULL. */
static char *comment_field(const char *script, const char *key) {
  char *open = say("# %s:", key), *text = NULL;
  const char *at = script;
  for (; *at == '#'; at += strcspn(at, "\n"), at += *at == '\n') {
    const char *from = NULL;
    if (!strncmp(at, open, strlen(open)))
      from = at + strlen(open), text = copy_of("");
    else if (text && !strncmp(at, "#   ", 4))
      from = at + 3;
    else if (text)
      break;
    if (!from) continue;
    from += strspn(from, " ");
    char *more = say("%s%s%.*s", text, *text ? " " : "", (int)strcspn(from, "\n"), from);
    free(text);
    text = more;
  }
  free(open);
  return text;
}

char *chapter_figure(FILE *script, const enrolled *e, const char *results) {
  char *path = say("%s/figures/%s-%s.gp", data_folder(), e->folder, e->chapter), *caption = NULL;
  complaint why;
  size_t n;
  char *text = access(path, R_OK) ? NULL : whole_file(path, &n, &why);
  char *ids = text ? comment_field(text, "figure") : NULL;
  if (text && (!ids || names(ids, strlen(ids), e->id))) {
    caption = comment_field(text, "caption");
    if (!caption) caption = copy_of(e->record->title);
    fprintf(script, "results = "), gp_string(script, results);
    fprintf(script, "\nid = "), gp_string(script, e->id);
    fprintf(script, "\nload "), gp_string(script, path);
    fprintf(script, "\n");
  }
  free(path), free(text), free(ids);
  return caption;
}
