/* claim.h -- the record of a claim, the run of a measurement, and the comparators that judge it.
 *
 * A chapter states claims as records and measures each with one function, which sees its inputs in
 * whatever arithmetic the run is in, and hands what it measured to comparators.  It knows no
 * precision and no tolerance.  The same measurement runs once plainly and once per control (a false
 * neighbour, switched on by instead()), and every control must be refused by a comparator.
 */
#ifndef ELENCHUS_CLAIM_H
#define ELENCHUS_CLAIM_H

#include "num/arr.h"

/* ---- the record ----------------------------------------------------------------------------- */

typedef enum {
  THEOREM = 1,
  PROPOSITION,
  LEMMA,
  COROLLARY,
  DEFINITION,
  REMARK,
  FORMULA,
  EXAMPLE,
  EXPERIMENT,
  ALGORITHM
} kind;

/* Of the statement as printed.  HOLDS; CORRECTED: false as printed, the stated correction holds;
 * REFUTED: false, no near true form; OPEN: undecided, the reason in .remains; REPRODUCED and
 * NOT_REPRODUCED for experiments. */
typedef enum { HOLDS = 1, CORRECTED, REFUTED, OPEN, REPRODUCED, NOT_REPRODUCED } standing;

typedef enum { NO_ERRATUM, TYPO, HYPOTHESIS, CONSTANT, STATEMENT, PROOF_STEP } erratum;
typedef enum { PRINTED, DERIVED } origin;

/* What was reached, never declared; .at_least is the floor a regression may not fall under. */
typedef enum { UNSEEN, SEEN, RESOLVED, CERTIFIED, PROVED } evidence;

/* What balls through a flow enclose: the solution of the equation, or a discretisation of it. */
typedef enum { NOTHING, FLOW, SCHEME } enclosed;

/* Types of inputs, decided exactly; a value outside its type is bad input, not a false hypothesis. */
typedef enum {
  REAL,     /* any rational numbers */
  POSITIVE, /* every entry > 0 */
  NONNEGATIVE,
  INTEGER, /* whole numbers */
  SYMMETRIC,
  SPD, /* symmetric positive definite */
  PSD,
  PROBABILITY, /* positive entries of sum 1 */
  STOCHASTIC   /* nonnegative, every row sums to 1 */
} type;

typedef struct {
  const char *name;
  const char *shape; /* "" scalar, "d" vector, "n,d" matrix; a letter is one size throughout */
  type type;
  const char *means; /* optional: what it is, for `elenchus show` */
} input_spec;

typedef struct run run;

typedef struct {
  const char *says;       /* "V commutes with Sigma0" */
  truth (*decide)(run *); /* in exact where the run can, else in balls */
} hypothesis;

enum { MOST_GIVEN = 12 };
typedef struct {
  const char *name;
  const char *given[MOST_GIVEN]; /* "V = 1 -2; 2 1", one input each */
} instance;

typedef struct {
  const char *name; /* the word instead() asks for; "as printed" for an erratum */
  const char *at;   /* the instance where it bites; NULL: at every built-in instance */
} control;

typedef struct {
  const char *name;      /* "asymmetry of V Sigma A Sigma" */
  arr (*measure)(run *); /* a scalar that must be clearly non-zero at the built-in instances */
} visible;

typedef struct {
  const char *label; /* "(ii)", as printed */
  standing standing;
  const char *says;
  const char *truth; /* the correction, or why it is refuted or open */
  erratum erratum;
  origin origin;
} part_spec;

typedef struct draw draw; /* a stream of random exact inputs; see below */

typedef struct claim {
  const char *title;
  kind kind;
  const char *where;      /* paper, section, equation or theorem; never a line of a text file */
  const char *says;       /* the one statement, in its own words or symbols */
  const char *correction; /* for an erratum: the statement that is true */
  const char *sentence;   /* the verdict in one sentence, for the report; optional */
  const char *remains;    /* what still stands without a false statement; or why it is open */
  input_spec inputs[12];
  hypothesis hypotheses[8];
  instance instances[12];
  void (*draw)(draw *); /* fills every input, hypotheses satisfied by construction */
  int draws;            /* drawn instances in a default run; 0 means 3 when .draw is there */
  visible visible[6];
  standing standing;
  erratum erratum;
  origin origin;
  evidence at_least;
  enclosed encloses;
  int least_bits;         /* fewer digits than this are announced to be lost */
  bool (*unable)(number); /* arithmetics it does not run in beyond what they refuse; NULL: none */
  const char *uses[6];    /* other claims */
  const char *proves;     /* in proofs-numeric: the claim it decides over a set */
  const char *over;       /* and the set, in words */
  bool entire;            /* that set is the whole domain of the claim */
  part_spec parts[8];
  void (*measure)(run *);
  control controls[8];
  double budget; /* seconds of CPU in the quick budget; 0 means 20 */
} claim;

/* In a chapter:  CLAIM(odt_P3_3) = { .title = ... };  the id is odt-P3.3.
 * In proofs-numeric:  PROOF(eot_R2_2) = { ... };  its id is eot-R2.2:proof. */
#define CLAIM(name) ENROLLED(claim, name)
#define PROOF(name) ENROLLED(proof, name)
#define ENROLLED(what, name)                                             \
  static const claim what##_##name;                                      \
  __attribute__((constructor)) static void enrol_##what##_##name(void) { \
    enrol_##what(#name, __FILE__, &what##_##name);                       \
  }                                                                      \
  static const claim what##_##name
void enrol_claim(const char *name, const char *file, const claim *);
void enrol_proof(const char *name, const char *file, const claim *);

/* Examine one claim with the default arithmetics in this process: 0 when it is as recorded, else the
 * reason in message (1 not as recorded, 2 no such id, 99 a fault of ours).  SIGPROF ends the process
 * when the budget is spent. */
int claim_main_test(const char *id, char *message, size_t size);

/* ---- inside a measurement ------------------------------------------------------------------- */

arith *arithmetic(const run *);
arr input(run *, const char *name);        /* in the run's arithmetic */
arr exact_input(run *, const char *name);  /* the same in exact rationals */
long whole_input(run *, const char *name); /* an INTEGER scalar */
bool has_full_budget(const run *);

bool under(const run *, const char *control); /* is this control switched on? */
#define instead(here, control, plain, other) (under(here, control) ? (other) : (plain))

void part(run *, const char *label); /* what follows belongs to this part; NULL: to the whole */
void at(run *, const char *variable, arr value); /* abscissa of the rows that follow, for figures */

/* ---- comparators (design section 6): the only ways to judge --------------------------------- */

void equals(run *, const char *what, arr measured, arr stated); /* same shape, or scalar stated */
void equals_on_scale(run *, const char *what, arr measured, arr stated, arr scale);
void vanishes(run *, const char *what, arr measured, arr scale); /* equals zero on that scale */
void at_most(run *, const char *what, arr measured, arr bound);
void at_most_on_scale(run *, const char *what, arr measured, arr bound, arr scale); /* bound 0 */
/* Equality at the extremal instance of a sharp bound. */
void attains(run *, const char *what, arr measured, arr bound);
void exceeds(run *, const char *what, arr measured, arr bound); /* strictly greater, decided */
void apart(run *, const char *what, arr x, arr y);              /* different, with the distance */
void is(run *, const char *what, long measured, long stated);
void holds(run *, const char *what, truth);       /* a decision reached exactly or in balls */
void same(run *, const char *what, arr x, arr y); /* bit for bit */
void monotone(run *, const char *what, arr sequence, int direction); /* +1 up, -1 down */

/* tends: values at the gauges approach limit like constant * gauge^rate; rate is what is stated.
 * gauge and value are vectors, gauge decreasing to 0 (pass 1/n, tau, e^-t).  Judges the slope of
 * log|value - limit| against log gauge by the last three points, to within `slack` = p/q. */
void tends(run *, const char *what, arr gauge, arr value, arr limit, arr rate, arr slack);
/* within: a statistic inside the interval [low, high] whose false-alarm rate is stated in `rate`. */
void within(run *, const char *what, arr statistic, arr low, arr high, const char *rate);

/* Data for a figure, uncompared: a point (x, y) of the named curve, entry by entry. */
void trace_point(run *, const char *curve, arr x, arr y);
void remark(run *, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* into the record */

/* ---- drawing -------------------------------------------------------------------------------- */

/* One draw an expression: C does not say which of two arguments is evaluated first, and the same seed
 * has to give the same instance under every compiler. */

long draw_whole(draw *, long low, long high); /* uniform, both ends included */
/* Exact entries k/64 in [-2, 2]; columns 0: a vector, rows 0: a scalar. */
arr draw_dyadic(draw *, int rows, int columns);
arr draw_between(draw *, long low, long high, long denominator); /* exact scalar k/denominator */
/* A vector, each entry between its bounds: "1..7/16 9..15/16" is k/16 and l/16, 1 <= k <= 7, ... */
arr draw_list(draw *, const char *bounds);
arr draw_spd(draw *, int n);         /* exact, G G' / 4 + I / 8 with dyadic G */
arr draw_probability(draw *, int n); /* exact, positive, sum 1 */
arr draw_rotation(draw *, int n);    /* exact rational orthogonal (Cayley) */
arith *draw_arithmetic(draw *);      /* exact: build on it freely */
void set(draw *, const char *name, arr exact);

#endif
