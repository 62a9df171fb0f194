/* main_test.c -- one claim with the default arithmetics in this process, for the Criterion program. */
#include <math.h>
#include <stdio.h>
#include <sys/time.h>

#include "claim/verdict.h"

/* SIGPROF ends the process after so many seconds of CPU time; 0: never. */
static void limit(double seconds) {
  double whole_part, fraction = modf(seconds, &whole_part);
  struct itimerval cpu = { .it_value = { (time_t)whole_part, (suseconds_t)(1e6 * fraction) } };
  setitimer(ITIMER_PROF, &cpu, NULL);
}

/* 0 when as recorded; otherwise the reason is in message. */
int claim_main_test(const char *id, char *message, size_t size) {
  const enrolled *of = registry_find(id);
  if (!of) {
    const char *near = registry_nearest(id);
    snprintf(message, size, "`%s` is not a claim%s%s%s", id, near ? "; did you mean " : "",
             near ? near : "", near ? "?" : "");
    return 2;
  }
  plan p = plan_default(false);
  limit(plan_budget(&p, of->record));
  examination e = examine(of, &p, NULL);
  limit(0);
  verdict v = judge(&e, &p);
  snprintf(message, size, "%s", v.why ? v.why : "");
  int code = v.as_recorded ? 0 : v.whole.outcome == FAULT ? 99 : 1;
  verdict_free(&v);
  examination_free(&e);
  return code;
}
