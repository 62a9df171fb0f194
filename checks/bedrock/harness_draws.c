/* Draws: inside their bounds, the same on every machine, and what they say they are. */
#include "claim/drawing.h"

#include "harness_claims.h"
#include <limits.h>

#include "num_deaths.h"
#include "random.h"

static void (*family)(draw *);
static void any(draw *d) { family(d); }
static const claim drawn = { HARNESS_RECORD, .draw = any };

typedef struct {
  answers asked;
  sample s;
} made;

static made draw_of(void (*f)(draw *), unsigned long seed, int k) {
  made m = { 0 };
  complaint why;
  family = f;
  cr_assert(sample_drawn_with(&drawn, "t-1", seed, k, &m.s, &m.asked, &why), "%s", why.text);
  return m;
}
static void made_free(made *m) { answers_free(&m->asked), sample_free(&m->s); }

/* FNV-1a of a name has known values; splitmix64 is written once more in random.h. */
Test(harness_draws, the_stream_is_the_published_one) {
  static const struct {
    const char *id;
    unsigned long long hash;
  } known[] = { { "", 0xcbf29ce484222325u },
                { "a", 0xaf63dc4c8601ec8cu },
                { "foobar", 0x85944171f73967e8u } };
  for (int i = 0; i < 3; i++)
    for (unsigned long seed = 0; seed < 3; seed++)
      for (int k = 0; k < 3; k++) {
        dice d = known[i].hash + seed;
        d = roll(&d) + (unsigned)k;
        cr_expect_eq(draw_start(known[i].id, seed, k), roll(&d));
      }
}

static long low, high, seen[2000];
static int of_them;
static void many_wholes(draw *d) {
  for (of_them = 0; of_them < 2000; of_them++) seen[of_them] = draw_whole(d, low, high);
  set(d, "x", whole(draw_arithmetic(d), 0));
  set(d, "V", zeros(draw_arithmetic(d), 2, 2));
}
static void drawn_between(long from, long to) {
  low = from, high = to;
  made m = draw_of(many_wholes, 1, 0);
  made_free(&m);
}

/* Each of seven numbers comes as often as it should, to five deviations; both ends among them. */
Test(harness_draws, whole_numbers_are_uniform) {
  int count[7] = { 0 };
  drawn_between(-2, 4);
  for (int i = 0; i < of_them; i++) {
    cr_assert(seen[i] >= -2 && seen[i] <= 4, "%ld", seen[i]);
    count[seen[i] + 2]++;
  }
  for (int i = 0; i < 7; i++) cr_expect(abs(count[i] - 2000 / 7) < 80, "%d: %d", i - 2, count[i]);
}

/* The same stream taken modulo the span, from the lower end up. */
Test(harness_draws, whole_numbers_follow_the_stream) {
  static const long bounds[][2] = { { 5, 5 }, { -3, 11 }, { 1000, 9999 }, { LONG_MIN, LONG_MAX } };
  for (int i = 0; i < 4; i++) {
    drawn_between(bounds[i][0], bounds[i][1]);
    dice d = draw_start("t-1", 1, 0);
    unsigned long span = (unsigned long)bounds[i][1] - (unsigned long)bounds[i][0] + 1;
    for (int k = 0; k < of_them; k++) {
      unsigned long x = roll(&d);
      cr_assert_eq(seen[k], (long)((unsigned long)bounds[i][0] +
                                   (span ? x % span : x - (unsigned long)bounds[i][0])));
    }
  }
}

static arr x_, V_;
static void keep(draw *d, arr x, arr V) {
  x_ = x, V_ = V;
  set(d, "x", whole(draw_arithmetic(d), 0));
  set(d, "V", zeros(draw_arithmetic(d), 2, 2));
}
static void fractions(draw *d) {
  arr quarter = draw_between(d, 3, 9, 4);
  arr halves = draw_between(d, -5, 5, 2);
  keep(d, quarter, halves);
}
static void a_whole(draw *d) {
  arr one = draw_between(d, 3, 9, 1);
  keep(d, one, one);
}
static void a_list(draw *d) {
  arr list = draw_list(d, "1..7/16 9..15/16  -3..-3/5");
  arr one = draw_list(d, " 2..2/3 ");
  keep(d, list, one);
}

static arr answered(const made *m, size_t i, long denominator) {
  return rat(m->s.exact, m->asked.of[i].value, denominator);
}

Test(harness_draws, fractions_are_answers_over_their_denominator) {
  for (int k = 0; k < 30; k++) {
    made m = draw_of(fractions, 1, k);
    cr_assert_eq(m.asked.count, 2u);
    cr_expect(m.asked.of[0].low == 3 && m.asked.of[0].high == 9 && m.asked.of[0].continuous);
    cr_expect(m.asked.of[1].low == -5 && m.asked.of[1].high == 5 && m.asked.of[1].continuous);
    cr_expect_eq(equal(x_, answered(&m, 0, 4)), YES);
    cr_expect_eq(equal(V_, answered(&m, 1, 2)), YES);
    made_free(&m);
  }
  made m = draw_of(a_whole, 1, 0);
  cr_expect(m.asked.count == 1 && !m.asked.of[0].continuous);
  cr_expect_eq(equal(x_, answered(&m, 0, 1)), YES);
  made_free(&m);
}

/* Of a list of answers so many count; what stands behind them is none. */
Test(harness_draws, answers_end_with_their_count) {
  answer list[] = { { .value = 5 }, { .value = 3 } };
  answers given_ = { list, 1 };
  made m = { 0 };
  family = fractions;
  cr_assert(sample_answered(&drawn, &given_, false, &m.s, &m.asked));
  cr_expect(m.asked.of[0].value == 5 && m.asked.of[1].value == 0);
  made_free(&m);
}

Test(harness_draws, lists_are_their_entries_in_order) {
  made m = draw_of(a_list, 1, 0);
  cr_assert_eq(m.asked.count, 4u);
  cr_assert(x_->rank == 1 && x_->rows == 3 && V_->rank == 1 && V_->rows == 1);
  cr_expect_eq(equal(entry(x_, 0, 0), answered(&m, 0, 16)), YES);
  cr_expect_eq(equal(entry(x_, 1, 0), answered(&m, 1, 16)), YES);
  cr_expect_eq(equal(entry(x_, 2, 0), rat(m.s.exact, -3, 5)), YES);
  cr_expect_eq(equal(entry(V_, 0, 0), rat(m.s.exact, 2, 3)), YES);
  cr_expect(m.asked.of[0].low == 1 && m.asked.of[0].high == 7 && m.asked.of[1].low == 9);
  made_free(&m);
}

static int rows_, columns_;
static void dyadics(draw *d) {
  arr x = draw_dyadic(d, rows_, columns_);
  keep(d, x, x);
}
/* The answers over 64, row by row. */
static arr dyadic_of(const made *m, int rows, int columns) {
  arr list = flat(answered(m, 0, 64));
  for (size_t i = 1; i < m->asked.count; i++) list = stack(list, answered(m, i, 64));
  return shaped(list, rows, columns);
}
Test(harness_draws, dyadic_blocks_have_their_shape) {
  static const int shapes[][3] = { { 0, 0, 0 }, { 1, 0, 1 }, { 3, 0, 1 },
                                   { 1, 1, 2 }, { 2, 3, 2 }, { 3, 1, 2 } };
  for (int i = 0; i < 6; i++) {
    rows_ = shapes[i][0], columns_ = shapes[i][1];
    made m = draw_of(dyadics, 1, 0);
    int rows = rows_ ? rows_ : 1, columns = columns_ ? columns_ : 1;
    cr_assert_eq(m.asked.count, (size_t)(rows * columns));
    cr_expect_eq(x_->rank, shapes[i][2]);
    cr_expect(x_->rows == rows && x_->columns == columns);
    for (size_t k = 0; k < m.asked.count; k++) {
      cr_expect(m.asked.of[k].low == -128 && m.asked.of[k].high == 128 && m.asked.of[k].continuous);
      arr one = entry(x_, (int)k / columns, (int)k % columns);
      cr_expect_eq(equal(one, answered(&m, k, 64)), YES);
    }
    made_free(&m);
  }
}

static void spd(draw *d) {
  arr S = draw_spd(d, rows_);
  keep(d, S, S);
}
static void rotation(draw *d) {
  arr Q = draw_rotation(d, rows_);
  keep(d, Q, Q);
}
static void probability(draw *d) {
  arr p = draw_probability(d, rows_);
  keep(d, p, p);
}

/* 8 S - I = 2 G G' of the drawn G; Q (I + K) = I - K of its skew part. */
Test(harness_draws, matrices_are_made_of_dyadic_ones) {
  for (rows_ = 1; rows_ <= 4; rows_++) {
    made m = draw_of(spd, 2, rows_);
    arr G = dyadic_of(&m, rows_, rows_), one = eye(m.s.exact, rows_);
    cr_expect_eq(equal(sub(times(x_, 8, 1), one), times(dot(G, transpose(G)), 2, 1)), YES);
    made_free(&m);
    m = draw_of(rotation, 2, rows_);
    G = dyadic_of(&m, rows_, rows_), one = eye(m.s.exact, rows_);
    arr K = sub(G, transpose(G));
    cr_expect_eq(equal(dot(x_, add(one, K)), sub(one, K)), YES);
    cr_expect_eq(equal(dot(transpose(x_), x_), one), YES);
    made_free(&m);
  }
}

Test(harness_draws, masses_are_answers_over_their_sum) {
  for (rows_ = 1; rows_ <= 5; rows_++) {
    made m = draw_of(probability, 2, rows_);
    long sum = 0;
    cr_assert_eq(m.asked.count, (size_t)rows_);
    cr_expect(x_->rank == 1 && x_->rows == rows_);
    for (int i = 0; i < rows_; i++) {
      cr_expect(m.asked.of[i].low == 1 && m.asked.of[i].high == 64 && m.asked.of[i].continuous);
      sum += m.asked.of[i].value;
    }
    for (int i = 0; i < rows_; i++)
      cr_expect_eq(equal(entry(x_, i, 0), answered(&m, (size_t)i, sum)), YES);
    made_free(&m);
  }
}

Test(harness_draws, a_draw_is_named_from_one) {
  made m = draw_of(fractions, 7, 0);
  cr_expect_str_eq(m.s.name, "seed 7, draw 1");
  made_free(&m);
}

Test(harness_draws, the_simplest_is_nearest_to_zero) {
  for (long from = -4; from <= 4; from++)
    for (long to = from; to <= 4; to++) {
      long best = from;
      for (long x = from; x <= to; x++)
        if (labs(x) < labs(best)) best = x;
      cr_expect_eq(simplest(from, to), best, "%ld..%ld", from, to);
    }
}

/* What a family does wrong ends the program, and says what. */
static void backwards(draw *d) { draw_whole(d, 2, 1); }
static void no_list(draw *d) { draw_list(d, "1..2"); }
static void half_a_list(draw *d) { draw_list(d, "1..2/3 x"); }
static void no_input(draw *d) { set(d, "W", whole(draw_arithmetic(d), 1)); }
static void wrong_rank(draw *d) { set(d, "V", whole(draw_arithmetic(d), 1)); }
static void elsewhere(draw *d) { set(d, "x", whole(arith_exact(), 1)); }
static void drawn_by(const void *with) {
  void (*const *f)(draw *) = with;
  made m = draw_of(*f, 1, 0);
  made_free(&m);
}
static void dies(void (*f)(draw *), const char *sentence) {
  cr_expect(aborts_saying(drawn_by, &f, "elenchus: fault: ", sentence));
}
Test(harness_draws, faults_of_a_family_are_named) {
  dies(backwards, "draw_whole: 2 above 1");
  dies(no_list, "draw_list: \"1..2\" is no list of bounds");
  dies(half_a_list, "is no list of bounds");
  dies(no_input, "set: W is no input of this claim");
  dies(wrong_rank, "set V: rank 0 where the record has shape \"d,d\"");
  dies(elsewhere, "set x: not in the arithmetic of the draw");
}

/* An instance that is of another type or size than its record, or not there. */
static void too_wide(draw *d) {
  set(d, "x", whole(draw_arithmetic(d), 1));
  set(d, "V", zeros(draw_arithmetic(d), 2, 3));
}
static void cannot_(draw *d) {
  set(d, "V", zeros(draw_arithmetic(d), 2, 2));
  set(d, "x", root(whole(draw_arithmetic(d), 2)));
}
Test(harness_draws, what_is_no_instance_is_refused) {
  sample s;
  complaint why = { "" };
  family = too_wide;
  cr_expect(!sample_drawn(&drawn, "t-1", 1, 4, &s, &why));
  cr_expect(!strncmp(why.text, "seed 1, draw 5: V ", 18), "%s", why.text);
  sample_free(&s);
  answers none = { 0 }, asked = { 0 };
  cr_expect(!sample_answered(&drawn, &none, false, &s, &asked));
  sample_free(&s);
  family = cannot_;
  cr_expect(!sample_answered(&drawn, &none, false, &s, &asked));
  sample_free(&s), answers_free(&asked);
}
