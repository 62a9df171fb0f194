/* words.c -- the words of design section 2 and the enumerators they name. */
#include "claim/words.h"

#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static const char *const outcomes[] = { "not run",   "agrees",  "weak",      "vacuous", "lost",
                                        "undecided", "stopped", "disagrees", "fault" };
static const char *const evidences[] = { "-", "seen", "resolved", "certified", "proved" };
static const char *const standings[] = { "-",    "holds",      "corrected",     "refuted",
                                         "open", "reproduced", "not reproduced" };
static const char *const errata[] = { "-",        "typo",      "hypothesis",
                                      "constant", "statement", "proof step" };
static const char *const kinds[] = { "statement", "theorem",    "proposition", "lemma",
                                     "corollary", "definition", "remark",      "formula",
                                     "example",   "experiment", "algorithm" };
static const char *const types[] = { "real",
                                     "positive",
                                     "nonnegative",
                                     "integer",
                                     "symmetric",
                                     "symmetric positive definite",
                                     "symmetric positive semidefinite",
                                     "a probability vector",
                                     "row-stochastic" };

static const char *word(const char *const *list, int n, int i) {
  return i >= 0 && i < n ? list[i] : "?";
}

const char *outcome_word(outcome o) { return word(outcomes, COUNT(outcomes), (int)o); }
const char *evidence_word(evidence e) { return word(evidences, COUNT(evidences), (int)e); }
const char *standing_word(standing s) { return word(standings, COUNT(standings), (int)s); }
const char *erratum_word(erratum e) { return word(errata, COUNT(errata), (int)e); }
const char *kind_word(kind k) { return word(kinds, COUNT(kinds), (int)k); }
const char *type_word(type t) { return word(types, COUNT(types), (int)t); }

static int named(const char *const *list, int n, const char *s) {
  for (int i = 0; i < n; i++)
    if (!strcmp(list[i], s)) return i;
  return -1;
}

int outcome_named(const char *s) { return named(outcomes, COUNT(outcomes), s); }
int standing_named(const char *s) { return named(standings, COUNT(standings), s); }
int evidence_named(const char *s) { return named(evidences, COUNT(evidences), s); }
