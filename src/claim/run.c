/* run.c -- what a measurement can ask of its run. */
#include "claim/run.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/registry.h"
#include "claim/say.h"

static arith *arithmetic_of(number kind, long bits, arith *exact) {
  switch (kind) {
  case EXACT: return exact;
  case DOUBLE: return arith_double();
  case MPFR: return arith_mpfr(bits);
  case BALL: return arith_ball(bits);
  case JET: break;
  }
  broken("run_open: no such arithmetic");
}

run *run_open(const claim *c, const sample *s, number kind, long nominal, long bits) {
  run *here = room(NULL, 1, sizeof *here);
  here->record = c, here->at_sample = s, here->nominal = nominal;
  here->exact = arith_exact();
  here->in = arithmetic_of(kind, bits, here->exact);
  for (int i = 0; i < inputs_of(c); i++) {
    here->exact_given[i] = as(here->exact, s->value[i]);
    here->given[i] = as(here->in, here->exact_given[i]);
  }
  return here;
}

void run_close(run *here) {
  if (here->in != here->exact) arith_free(here->in);
  arith_free(here->exact);
  free(here->variable), free(here->at);
  free(here);
}

arith *arithmetic(const run *here) { return here->in; }
bool has_full_budget(const run *here) { return here->full; }

static int index_of(const run *here, const char *name) {
  for (int i = 0; i < inputs_of(here->record); i++)
    if (!strcmp(here->record->inputs[i].name, name)) return i;
  broken("input: \"%s\" is no input of \"%s\"", name, here->record->title);
}

arr input(run *here, const char *name) { return here->given[index_of(here, name)]; }
arr exact_input(run *here, const char *name) { return here->exact_given[index_of(here, name)]; }

long whole_input(run *here, const char *name) {
  const char *text = here->at_sample->text[index_of(here, name)];
  char *end;
  errno = 0;
  long n = strtol(text, &end, 10);
  if (errno || *end) broken("whole_input: %s = %.60s is no whole number of this size", name, text);
  return n;
}

static bool has_control(const claim *c, const char *name) {
  for (int i = 0; i < controls_of(c); i++)
    if (!strcmp(c->controls[i].name, name)) return true;
  return false;
}

bool under(const run *here, const char *control) {
  if (!has_control(here->record, control))
    broken("under: \"%s\" is no control of \"%s\"", control, here->record->title);
  return here->control && !strcmp(here->control, control);
}

void part(run *here, const char *label) {
  here->part = NULL;
  if (!label) return;
  for (int i = 0; i < parts_of(here->record); i++)
    if (!strcmp(here->record->parts[i].label, label)) here->part = here->record->parts[i].label;
  if (!here->part) broken("part: \"%s\" is no part of \"%s\"", label, here->record->title);
}

void at(run *here, const char *variable, arr value) {
  free(here->variable), free(here->at);
  here->variable = copy_of(variable);
  here->at = value ? entry_text(value, 0, 0, 20) : NULL;
}

void remark(run *here, const char *format, ...) {
  char line[512];
  va_list list;
  va_start(list, format);
  vsnprintf(line, sizeof line, format, list);
  va_end(list);
  char *all = here->remarks ? say("%s\n%s", here->remarks, line) : copy_of(line);
  free(here->remarks);
  here->remarks = all;
}
