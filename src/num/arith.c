/* arith.c -- making and freeing arithmetics, and what happens when one cannot go on. */
#include "num/arith.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/jet.h"

static void clear_fmpq(void *x) { fmpq_clear(x); }
static void clear_arb(void *x) { arb_clear(x); }
static void poison_fmpq(void *x) { fmpq_set_si(x, 57005, 1); }
static void poison_arb(void *x) { arb_indeterminate(x); }

static arith *make(const kernels *k, long bits, const char *name) {
  arith *A = calloc(1, sizeof *A);
  if (!A) broken("out of memory");
  A->k = k, A->bits = bits, A->base = A;
  snprintf(A->name, sizeof A->name, "%s", name);
  if (k->kind == EXACT || k->kind == BALL) {
    A->home.cell_size = k->size;
    A->home.cell_clear = k->kind == EXACT ? clear_fmpq : clear_arb;
    A->home.cell_poison = k->kind == EXACT ? poison_fmpq : poison_arb;
    A->attic = A->home;
  }
  return A;
}

arith *arith_exact(void) { return make(&exact_kernels, 0, "exact"); }
arith *arith_double(void) { return make(&double_kernels, 53, "double"); }

static arith *with_bits(const kernels *k, const char *family, long bits) {
  char name[24];
  if (bits < 2 || bits > 1000000) broken("%s at %ld bits", family, bits);
  snprintf(name, sizeof name, "%s:%ld", family, bits);
  return make(k, bits, name);
}

arith *arith_mpfr(long bits) { return with_bits(&mpfr_kernels, "mpfr", bits); }
arith *arith_ball(long bits) { return with_bits(&ball_kernels, "ball", bits); }

void arith_free(arith *A) {
  if (!A) return;
  while (A->jets) arith_free(A->jets);
  if (A->tape) jet_unlink(A), tape_free(A->tape);
  region_free(&A->home);
  region_free(&A->attic);
  free(A);
}

number arith_kind(const arith *A) { return A->tape ? JET : A->k->kind; }
long arith_bits(const arith *A) { return A->bits; }
const char *arith_name(const arith *A) { return A->name; }
arith *arith_base(arith *A) { return A->base; }

/* ---- guards --------------------------------------------------------------------------------- */

typedef struct guard {
  jmp_buf back;
  struct guard *outer;
  char *message;
  size_t size;
} guard;

static guard *innermost;

int arith_guard(void (*body)(void *with), void *with, char *message, size_t size) {
  guard here = { .outer = innermost, .message = message, .size = size };
  if (size) message[0] = '\0';
  innermost = &here;
  int inability = setjmp(here.back);
  if (!inability) body(with);
  innermost = here.outer;
  return inability;
}

void cannot(arith *A, inability what, const char *format, ...) {
  char sentence[512];
  va_list list;
  va_start(list, format);
  int n = snprintf(sentence, sizeof sentence, "%s: ", A->name);
  vsnprintf(sentence + n, sizeof sentence - (size_t)n, format, list);
  va_end(list);
  if (!innermost) broken("%s", sentence);
  snprintf(innermost->message, innermost->size, "%s", sentence);
  longjmp(innermost->back, what);
}

void broken(const char *format, ...) {
  va_list list;
  va_start(list, format);
  fputs("elenchus: fault: ", stderr);
  vfprintf(stderr, format, list);
  fputc('\n', stderr);
  va_end(list);
  abort();
}
