/* workers.c -- claims examined in forked children, a few at a time, each under a budget. */
#include "claim/workers.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "claim/wire.h"

enum { NO_ROOM = 3 };      /* exit code of a child whose findings did not fit */
enum { WALL_FACTOR = 20 }; /* of the CPU budget: a child that waits for ever is stopped too */

typedef struct {
  size_t claim;
  pid_t pid;
  FILE *wire, *errors; /* unlinked files: what it found, and its standard error */
} job;

static double most_on_the_wall(double budget) { return ceil(WALL_FACTOR * budget) + 1; }

/* SIGPROF after the budget of CPU time, SIGALRM after many times that on the wall. */
static void limit(double seconds) {
  double whole_part, fraction = modf(seconds, &whole_part);
  struct itimerval cpu = { .it_value = { (time_t)whole_part, (suseconds_t)(1e6 * fraction) } };
  setitimer(ITIMER_PROF, &cpu, NULL);
  rlim_t most = (rlim_t)ceil(seconds) + 2;
  setrlimit(RLIMIT_CPU, &(struct rlimit){ most, most + 1 });
  setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
  alarm((unsigned)most_on_the_wall(seconds));
}

_Noreturn static void child(const enrolled *of, const plan *p, job *j, pid_t parent) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent) _exit(1);
  int signals[] = { SIGPROF, SIGALRM, SIGABRT, SIGPIPE };
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], SIG_DFL);
  signal(SIGXFSZ, SIG_IGN);
  dup2(fileno(j->errors), STDERR_FILENO);
  limit(plan_budget(p, of->record));
  examination e = examine(of, p, j->wire);
  (void)e;
  _exit(fflush(j->wire) == 0 && !ferror(j->wire) ? 0 : NO_ROOM);
}

static bool start(job *j, const enrolled *of, size_t i, const plan *p, complaint *why) {
  *j = (job){ .claim = i, .wire = tmpfile(), .errors = tmpfile() };
  if (!j->wire || !j->errors) {
    if (j->wire) fclose(j->wire);
    return complain(why, "no temporary file could be made: %s", strerror(errno));
  }
  fflush(NULL);
  pid_t parent = getpid();
  j->pid = fork();
  if (j->pid == 0) child(of, p, j, parent);
  if (j->pid > 0) return true;
  fclose(j->wire), fclose(j->errors);
  return complain(why, "no process could be started: %s", strerror(errno));
}

/* The first line a dying child left; the rest goes to our standard error. */
static char *last_words(FILE *errors, bool show) {
  char line[1024], *first = NULL;
  rewind(errors);
  while (fgets(line, sizeof line, errors)) {
    if (show) fputs(line, stderr);
    line[strcspn(line, "\n")] = '\0';
    const char *said = strstr(line, "elenchus: fault: ");
    if (!first || said) free(first), first = copy_of(said ? said + 17 : line);
  }
  return first;
}

static void explain_end(examination *e, const plan *p, FILE *errors, int status) {
  double budget = plan_budget(p, e->of->record);
  int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    free(last_words(errors, true));
  } else if (sig == SIGPROF || sig == SIGXCPU) {
    e->halted = say("its budget of %g s of CPU time is spent", budget);
  } else if (sig == SIGALRM) {
    e->halted = say("it did not end within %g s", most_on_the_wall(budget));
  } else if (WIFEXITED(status) && WEXITSTATUS(status) == NO_ROOM) {
    e->fault = say("what it found could not be kept: no room for temporary files");
  } else {
    char *said = last_words(errors, true);
    free(e->fault);
    e->fault = sig ? say("the examination died of signal %d (%s)%s%s", sig, strsignal(sig),
                         said ? ": " : "", said ? said : "")
                   : say("the examination ended with code %d%s%s", WEXITSTATUS(status),
                         said ? ": " : "", said ? said : "");
    free(said);
  }
}

static bool finish(job *j, const enrolled *of, const plan *p, int status, double seconds,
                   receiver take, void *with) {
  examination e = { .of = of };
  wire_read(j->wire, &e, NULL);
  explain_end(&e, p, j->errors, status);
  fclose(j->wire), fclose(j->errors);
  verdict v = judge(&e, p);
  bool go_on = take(with, j->claim, &e, &v, seconds);
  examination_free(&e);
  return go_on;
}

static double seconds_in(struct timeval t) { return (double)t.tv_sec + 1e-6 * (double)t.tv_usec; }

static double seconds_of(const struct rusage *u) {
  return seconds_in(u->ru_utime) + seconds_in(u->ru_stime);
}

static void kill_all(job *running, int n) {
  for (int i = 0; i < n; i++) {
    kill(running[i].pid, SIGKILL);
    while (waitpid(running[i].pid, NULL, 0) < 0 && errno == EINTR) continue;
    fclose(running[i].wire), fclose(running[i].errors);
  }
}

bool examine_all(const enrolled *const *claims, size_t n, const plan *p, int jobs, receiver take,
                 void *with, complaint *why) {
  job *running = room(NULL, (size_t)jobs, sizeof *running);
  size_t started = 0;
  int count = 0;
  bool fine = true;
  while (fine && (started < n || count)) {
    if (count < jobs && started < n) {
      fine = start(&running[count], claims[started], started, p, why);
      count += fine, started++;
      continue;
    }
    int status;
    struct rusage used;
    pid_t pid = wait4(-1, &status, 0, &used);
    if (pid < 0 && errno != EINTR) broken("wait4: %s", strerror(errno));
    for (int i = 0; i < count; i++)
      if (running[i].pid == pid) {
        job ended = running[i];
        running[i] = running[--count];
        fine = finish(&ended, claims[ended.claim], p, status, seconds_of(&used), take, with);
        break;
      }
  }
  kill_all(running, count);
  free(running);
  return fine;
}
