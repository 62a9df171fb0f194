/* figure_gnuplot.c -- the one process that draws. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/figure.h"

/* Without anybody's settings (-d), and with the numbers of the C locale. */
static void become_gnuplot(const char *program, const char *script_path, int errors) {
  dup2(errors, STDERR_FILENO);
  setenv("LC_ALL", "C", 1);
  unsetenv("GNUPLOT_LIB");
  unsetenv("GNUTERM");
  execl(program, "gnuplot", "-d", script_path, (char *)NULL);
  _exit(127);
}

/* Every finished figure says so; what is said last of other things is what was wrong. */
static size_t listen(FILE *errors, complaint *why) {
  char line[512], last[400] = "it did not say why";
  size_t finished = 0;
  rewind(errors);
  while (fgets(line, sizeof line, errors)) {
    line[strcspn(line, "\n")] = '\0';
    char *from = line + strspn(line, " \t^");
    if (!strcmp(line, FIGURE_FINISHED))
      finished++;
    else if (*from && !strstr(from, "warning:"))
      snprintf(last, sizeof last, "%.390s", from);
  }
  complain(why, "gnuplot stopped: %s", last);
  return finished;
}

bool gnuplot_is_here(void) {
  char program[4096];
  return program_found("gnuplot", program, sizeof program);
}

bool gnuplot_run(const char *script_path, size_t *finished, complaint *why) {
  char program[4096];
  int status = 0;
  *finished = 0;
  if (!program_found("gnuplot", program, sizeof program))
    return complain(why,
                    "gnuplot draws the figures and is not here (Debian: apt install gnuplot-nox)");
  FILE *errors = tmpfile();
  pid_t child = errors ? fork() : -1;
  if (child == 0) become_gnuplot(program, script_path, fileno(errors));
  if (child < 0)
    complain(why, "cannot start gnuplot: %s", strerror(errno));
  else if (waitpid(child, &status, 0) < 0)
    status = 1;
  if (child > 0) *finished = listen(errors, why);
  if (errors) fclose(errors);
  return child > 0 && status == 0;
}
