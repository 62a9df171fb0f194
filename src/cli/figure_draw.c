/* figure_draw.c -- many figures, one script, one process. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/store.h"
#include "cli/cli.h"
#include "cli/figure.h"

/* Drawn instances would crowd what the built-in ones were chosen to show. */
static void without_drawn(row_file *rows) {
  size_t kept = 0;
  for (size_t i = 0; i < rows->count; i++)
    if (!is_drawn(&rows->of[i])) rows->of[kept++] = rows->of[i];
  rows->count = kept;
}

static char *default_figure(FILE *script, const row_file *rows) {
  static char *(*const kinds[])(FILE *, const row_file *) = { curves_figure, rates_figure,
                                                              bounds_figure, digits_figure };
  char *caption = NULL;
  for (size_t i = 0; !caption && i < sizeof kinds / sizeof *kinds; i++)
    caption = kinds[i](script, rows);
  return caption;
}

static char *figure_name(const char *id) {
  char *name = say("%s.svg", id);
  for (char *c = name; *c; c++)
    if (*c == ':') *c = '-';
  return name;
}

/* Nothing set for one figure reaches the next; and as the terminal remembers the pen it held last, each
 * begins after the same stroke, so that a figure is the same file alone and among others. */
static void open_figure(FILE *script, const char *folder, const char *name) {
  char *out = say("%s/%s", folder, name);
  fprintf(script, "reset session\nset terminal svg\nset output '/dev/null'\n"
                  "plot [0:1] [0:1] 0 notitle\nunset output\nset loadpath "),
      gp_string(script, data_folder());
  fprintf(script, "\nout = "), gp_string(script, out);
  fprintf(script, "\n");
  free(out);
}

static void write_figure(FILE *script, figure *f, const char *results, const char *folder) {
  complaint ignored;
  row_file rows;
  char *path = row_file_path(results, f->of->id);
  free(f->name), free(f->caption);
  f->caption = NULL, f->name = figure_name(f->of->id);
  if (access(path, R_OK) == 0 && row_file_read(&rows, path, &ignored)) {
    without_drawn(&rows);
    if (rows.count) {
      open_figure(script, folder, f->name);
      f->caption = chapter_figure(script, f->of, results);
      if (!f->caption) f->caption = default_figure(script, &rows);
      fprintf(script, "unset output\n");
      if (f->caption) fprintf(script, "print '" FIGURE_FINISHED "'\n");
    }
    row_file_free(&rows);
  }
  free(path);
}

/* gnuplot ends a picture that it finished with its last tag. */
static bool is_whole(const char *folder, const char *name) {
  static const char last[] = "</svg>";
  char *path = say("%s/%s", folder, name), tail[16] = "";
  FILE *in = fopen(path, "r");
  if (in && !fseek(in, -12, SEEK_END)) tail[fread(tail, 1, sizeof tail - 1, in)] = '\0';
  if (in) fclose(in);
  free(path);
  return strstr(tail, last) != NULL;
}

static bool write_script(const char *path, figure *all, size_t first, size_t n, const char *results,
                         const char *folder, complaint *why) {
  draft d;
  if (!draft_open(&d, path, why)) return false;
  for (size_t i = first; i < n; i++) write_figure(d.out, &all[i], results, folder);
  return draft_commit(&d, why);
}

/* Of those to be drawn, the first so many are there; the index of the next, or n. */
static size_t mark_drawn(figure *all, size_t first, size_t n, size_t finished, const char *folder) {
  size_t i = first;
  for (; i < n && (finished || !all[i].caption); i++)
    if (all[i].caption) all[i].drawn = is_whole(folder, all[i].name), finished--;
  return i;
}

/* A figure that stops gnuplot is left out, and the rest drawn by another process. */
bool figures_draw(figure *all, size_t n, const char *results, const char *folder, complaint *why) {
  char *path = say("%s/figures.gp", folder);
  bool fine = true;
  for (size_t next = 0; next < n; next++) {
    complaint now;
    size_t finished = 0;
    bool written = write_script(path, all, next, n, results, folder, &now);
    bool ran = written && gnuplot_run(path, &finished, &now);
    next = mark_drawn(all, next, n, finished, folder);
    if (ran) break;
    const char *id = written && next < n && gnuplot_is_here() ? all[next].of->id : NULL;
    if (fine)
      complain(why, "%s%s%s%.600s", id ? "figure of " : "", id ? id : "", id ? ": " : "", now.text);
    fine = false;
    if (!id) break;
  }
  unlink(path);
  free(path);
  return fine;
}

void figures_free(figure *all, size_t n) {
  for (size_t i = 0; i < n; i++) free(all[i].name), free(all[i].caption);
}
