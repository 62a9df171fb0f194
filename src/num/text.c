/* text.c -- exact numbers from text, and numbers as text. */
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/arith.h"
#include "num/jet.h"

enum { LARGEST_EXPONENT = 5000, LONGEST_NUMBER = 20000, MOST_ENTRIES = 1 << 20 };

typedef struct {
  const char *at;
  char *message;
  size_t size;
} reader;

static bool complain(reader *r, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsnprintf(r->message, r->size, format, list);
  va_end(list);
  return false;
}

/* The start of a word for a message: control characters as ?, no UTF-8 sequence cut in two. */
static void quote(char *word, size_t size, const char *from, size_t length) {
  bool cut = length >= size;
  if (cut) length = size - 1;
  while (cut && length && (from[length] & 0xc0) == 0x80) length--;
  for (size_t i = 0; i < length; i++) word[i] = iscntrl((unsigned char)from[i]) ? '?' : from[i];
  word[length] = '\0';
}

/* digits[.digits][e[+-]digits] or digits/digits, with a sign, exactly. */
static bool read_number(reader *r, fmpq_t value) {
  char word[64], *digits = NULL;
  size_t length = strcspn(r->at, " \t\r\n;,");
  quote(word, sizeof word, r->at, length);
  if (length > LONGEST_NUMBER) return complain(r, "a number of %zu characters is too long", length);
  const char *c = r->at, *end = r->at + length;
  bool negative = *c == '-', bad = false, point = false, any = false;
  long places = 0, exponent = 0;
  fmpz *num = fmpq_numref(value), *den = fmpq_denref(value);
  if (*c == '-' || *c == '+') c++;
  digits = malloc(length + 2);
  if (!digits) broken("out of memory");
  size_t n = 0;
  for (; c < end && (isdigit((unsigned char)*c) || (*c == '.' && !point)); c++) {
    if (*c == '.')
      point = true;
    else
      digits[n++] = *c, any = true, places += point;
  }
  digits[n] = '\0';
  if (any) fmpz_set_str(num, digits, 10);
  fmpz_one(den);
  if (any && c < end && (*c == 'e' || *c == 'E')) {
    char *after;
    exponent = strtol(c + 1, &after, 10);
    bad = after == c + 1 || isspace((unsigned char)c[1]);
    c = after;
  } else if (any && !point && c < end && *c == '/') {
    size_t m = 0;
    for (c++; c < end && isdigit((unsigned char)*c); c++) digits[m++] = *c;
    digits[m] = '\0';
    bad = m == 0;
    if (!bad) fmpz_set_str(den, digits, 10);
  }
  free(digits);
  if (!any || bad || c != end) return complain(r, "`%s` is not a number", word);
  if (fmpz_is_zero(den)) return complain(r, "`%s` divides by zero", word);
  if (exponent > LARGEST_EXPONENT || exponent < -LARGEST_EXPONENT)
    return complain(r, "the exponent of `%s` is beyond %d", word, LARGEST_EXPONENT);
  if (negative) fmpz_neg(num, num);
  fmpz_t ten;
  fmpz_init(ten);
  fmpz_ui_pow_ui(ten, 10, (ulong)labs(exponent - places));
  if (exponent >= places)
    fmpz_mul(num, num, ten);
  else
    fmpz_mul(den, den, ten);
  fmpz_clear(ten);
  fmpq_canonicalise(value);
  r->at = end;
  return true;
}

typedef struct {
  fmpq *values;
  long count, room;
  int rows, columns;
  bool closed; /* a ';' was seen */
} table;

static void append(table *t, const fmpq_t value) {
  if (t->count == t->room) {
    long room = t->room ? 2 * t->room : 16;
    t->values = realloc(t->values, (size_t)room * sizeof(fmpq));
    if (!t->values) broken("out of memory");
    for (long i = t->room; i < room; i++) fmpq_init(t->values + i);
    t->room = room;
  }
  fmpq_set(t->values + t->count++, value);
}

static bool end_row(reader *r, table *t, int in_row) {
  if (t->rows && in_row != t->columns)
    return complain(r, "row %d has %d %s, row 1 has %d", t->rows + 1, in_row,
                    in_row == 1 ? "entry" : "entries", t->columns);
  t->columns = in_row;
  t->rows++;
  return true;
}

static bool read_table(reader *r, table *t) {
  fmpq_t value;
  fmpq_init(value);
  int in_row = 0;
  bool fine = true;
  while (fine) {
    r->at += strspn(r->at, " \t\r\n,");
    if (*r->at == '\0') break;
    if (*r->at == ';') {
      if (!in_row) fine = complain(r, "row %d is empty", t->rows + 1);
      fine = fine && end_row(r, t, in_row);
      in_row = 0, t->closed = true, r->at++;
    } else {
      fine = read_number(r, value);
      if (fine) append(t, value), in_row++;
      if (t->count > MOST_ENTRIES) fine = complain(r, "more than %d entries", MOST_ENTRIES);
    }
  }
  if (fine && in_row) fine = end_row(r, t, in_row);
  if (fine && !t->count) fine = complain(r, "no numbers");
  fmpq_clear(value);
  return fine;
}

arr parse(arith *A, const char *text, char *message, size_t size) {
  reader r = { text, message, size };
  table t = { 0 };
  arr z = NULL;
  if (read_table(&r, &t)) {
    int rank = t.closed ? 2 : t.count > 1 ? 1 : 0;
    z = rank == 1 ? fresh(A->base, 1, t.columns, 1) : fresh(A->base, rank, t.rows, t.columns);
    for (long i = 0; i < t.count; i++) A->base->k->from_fmpq(A->base, at_(z, i), t.values + i);
    if (A->tape) z = jet_constant(A, z);
  }
  for (long i = 0; i < t.room; i++) fmpq_clear(t.values + i);
  free(t.values);
  return z;
}

arr given(arith *A, const char *text) {
  char message[256];
  arr z = parse(A, text, message, sizeof message);
  if (!z) broken("given \"%s\": %s", text, message);
  return z;
}

static char *printed(const char *format, ...) {
  char *text;
  va_list list;
  va_start(list, format);
  int n = mpfr_vasprintf(&text, format, list);
  va_end(list);
  if (n < 0) broken("out of memory");
  char *copy = strdup(text);
  mpfr_free_str(text);
  return copy;
}

char *entry_text(arr x, int i, int j, int digits) {
  if (x->in->tape) x = jet_value(x);
  arith *A = x->in;
  const void *e = at_(x, (long)i * x->columns + j);
  if (A->k->kind == EXACT && !digits) return fmpq_get_str(NULL, 10, e);
  long bits = A->k->kind == EXACT ? 8 + 4L * digits : A->bits;
  if (!digits) digits = (int)(bits * 0.30103) + 2;
  mpfr_t value;
  mpfr_init2(value, bits < 2 ? 2 : (mpfr_prec_t)bits);
  if (A->k->kind == EXACT)
    fmpq_get_mpfr(value, e, MPFR_RNDN);
  else {
    arb_t b;
    arb_init(b);
    A->k->to_arb(b, e);
    arf_get_mpfr(value, arb_midref(b), MPFR_RNDN);
    arb_clear(b);
  }
  char *text = printed("%.*Rg", digits, value);
  mpfr_clear(value);
  return text;
}

char *radius_text(arr x, int i, int j) {
  if (x->in->tape) x = jet_value(x);
  if (x->in->k->kind != BALL) return printed("0");
  mpfr_t r;
  mpfr_init2(r, 30);
  arf_t a;
  arf_init(a);
  arf_set_mag(a, arb_radref((arb_ptr)at_(x, (long)i * x->columns + j)));
  arf_get_mpfr(r, a, MPFR_RNDU);
  char *text = printed("%.3RUe", r);
  arf_clear(a), mpfr_clear(r);
  return text;
}

char *arr_text(arr x, int digits) {
  size_t size;
  char *text;
  FILE *out = open_memstream(&text, &size);
  if (!out) broken("out of memory");
  for (int i = 0; i < x->rows; i++)
    for (int j = 0; j < x->columns; j++) {
      char *e = entry_text(x, i, j, digits);
      fprintf(out, "%s%s", e,
              j + 1 < x->columns ? " "
              : i + 1 == x->rows ? ""
              : x->rank == 2     ? "; "
                                 : " ");
      free(e);
    }
  if (x->rank == 2 && x->rows == 1) fputs(";", out);
  fclose(out);
  return text;
}
