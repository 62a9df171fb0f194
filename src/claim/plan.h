/* plan.h -- what one run of the program examines: arithmetics, instances, budget. */
#ifndef ELENCHUS_PLAN_H
#define ELENCHUS_PLAN_H

#include "claim/run.h"
#include "claim/sheet.h"

typedef struct {
  number kind;
  long bits; /* 53 for double, 0 for exact */
  char name[24];
} choice;

enum { USUAL_DRAWS = 5 };
enum { MOST_CHOICES = 16, FEWEST_BITS = 16, MOST_BITS = 65536 };

typedef struct {
  choice use[MOST_CHOICES];
  int count;
  int draws; /* -1: as the record says */
  unsigned long seed;
  bool full, beyond;
  const sheet *given; /* the user's instance, which then is the only one; or NULL */
  keeping keep;       /* rows of built-in instances; drawn ones are shortened */
} plan;

plan plan_default(bool full);

/* "exact,double,mpfr:256,ball:128".  False with a sentence. */
bool plan_arithmetics(plan *, const char *list, complaint *why);

/* exact, double, mpfr:P, mpfr:2P, ball:P. */
bool plan_bits(plan *, const char *bits, complaint *why);

/* Seconds of CPU that the claim may use. */
double plan_budget(const plan *, const claim *);

#endif
