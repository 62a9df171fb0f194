#include "lin_near.h"
#include "random.h"
#include "lin/lin.h"

/* By the signs of the pivots (Sylvester), in exact: how many eigenvalues of A lie below x. */
static int below(arr A, arr x) {
  int n = A->rows, count = 0;
  arr S = sub(A, mul(x, eye(A->in, n))), zero = whole(A->in, 0);
  for (int rest = n - 1; rest >= 0; rest--) {
    arr pivot = entry(S, 0, 0), top = row_at(S, 0);
    count += lt(pivot, zero) == YES;
    if (!rest) break;
    arr tail = rows_from(top, 1, rest);
    S = sub(rows_from(transpose(rows_from(S, 1, rest)), 1, rest), outer(tail, over(tail, pivot)));
  }
  return count;
}

/* Ball ends are dyadic, so MPFR carries them to exact arithmetic unchanged. */
static arr to_exact(arith *E, arr end) {
  arith *M = arith_mpfr(arith_bits(end->in) + 64);
  arr x = as(E, as(M, end));
  arith_free(M);
  return x;
}

Test(lin_eigen, exact_inertia_finds_every_value_in_its_ball) {
  arith *E = arith_exact();
  dice d = 21;
  for (int n = 2; n <= 8; n++) {
    arith *in = arith_ball(128);
    arr A = random_matrix(E, &d, n, n);
    A = add(A, transpose(A));
    arr values = symmetric_eigen(as(in, A), NULL);
    for (int k = 0; k < n; k++) {
      cr_expect_leq(below(A, to_exact(E, lower(item(values, k)))), k, "n = %d, k = %d", n, k);
      cr_expect_geq(below(A, to_exact(E, upper(item(values, k)))), k + 1, "n = %d, k = %d", n, k);
    }
    cr_expect(log2_radius(values) - log2_size(values) < -118);
    arith_free(in);
  }
  arith_free(E);
}

static void diagonalises(arr A, double lost) {
  int n = A->rows;
  arr X, values = symmetric_eigen(A, &X), back = transpose(X), M = sharp(A);
  cr_expect(near(sharp(dot(back, X)), eye(A->in, n), lost), "orthonormal, n = %d", n);
  arr off = sub(product(back, M, X), diagonal(values));
  cr_expect(log2_size(sharp(off)) - log2_size(M) < lost - (double)arith_bits(A->in),
            "diagonal, n = %d, %s", n, arith_name(A->in));
  cr_expect(near(total(values), trace(A), lost + 6), "trace, n = %d", n);
  for (int k = 1; k < n; k++)
    cr_expect(le(sharp(item(values, k - 1)), sharp(item(values, k))) == YES, "ascending");
}

Test(lin_eigen, vectors_diagonalise_in_every_arithmetic) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    dice d = 22;
    for (int n = 1; n <= 12; n++) {
      arr A = random_matrix(in, &d, n, n);
      diagonalises(add(A, transpose(A)), 9);
    }
    diagonalises(given(in, "2 1; 1 2"), 6);
    diagonalises(given(in, "0 1 0; 1 0 0; 0 0 1"), 6);
    diagonalises(filled(in, 5, 5, whole(in, 3)), 8);
    arith_free(in);
  }
}

/* Eigenvalues known exactly, among them repeated ones and clusters no double can see. */
static const char *const spectra[] = {
  "1 1 1 1 2 2 2",
  "-1 0 0 0 1 1",
  "3 3",
  "1/3 1/3 5",
  "-7 -7 -7 1 1e-30 1e-30",
  "1 1e-4 1e-8 1e-12",
  "1 1e-10 2e-10 1e-20 3e-20 1e-30",
  "1e200 1e200 3e200",
  "1 1.00000000000000000000000000001 1.00000000000000000000000000002 2",
  "1e-200 2e-200 5e-200",
  "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
};

static arr ascending(arr v) {
  arr e[16];
  for (int i = 0; i < v->rows; i++) {
    e[i] = item(v, i);
    for (int j = i; j > 0 && lt(e[j], e[j - 1]) == YES; j--) {
      arr swap = e[j];
      e[j] = e[j - 1], e[j - 1] = swap;
    }
  }
  return pack(v->in, v->rows, e);
}

static void finds(arith *in, arr A, arr known, const char *name) {
  double eps = log2_size(known) - (double)arith_bits(in);
  arr values = symmetric_eigen(as(in, A), NULL);
  double gap = log2_size(sub(sharp(values), sharp(as(in, known)))) - eps;
  cr_expect_lt(gap, 9, "%s: %s loses %.1f bits", arith_name(in), name, gap);
  cr_expect_lt(log2_radius(values) - eps, 10, "%s: %s is wide", arith_name(in), name);
  if (arith_kind(in) == BALL) cr_expect(contains(values, known, 0), "%s", name);
  diagonalises(as(in, A), 9);
}

Test(lin_eigen, known_spectra) {
  arith *E = arith_exact();
  for (size_t s = 0; s < sizeof spectra / sizeof *spectra; s++)
    for (int k = 0; k < INEXACT; k++) {
      arith *in = arithmetic_number(k);
      dice d = 23 + s;
      arr known = given(E, spectra[s]);
      finds(in, with_eigenvalues(known, &d), ascending(known), spectra[s]);
      arith_free(in);
    }
  arith_free(E);
}

/* Weyl: eigenvalues move by at most the norm of a perturbation. */
Test(lin_eigen, wide_matrices_contain_the_spectra_of_their_members) {
  arith *E = arith_exact(), *in = arith_ball(128);
  dice d = 24;
  arr known = given(E, "1 1 2 3 5 8"), A = with_eigenvalues(known, &d);
  arr wide = ball(as(in, A), rat(in, 1, 1000)), values = symmetric_eigen(wide, NULL);
  cr_expect(contains(values, known, 0));
  cr_expect(contains(values, add(known, rat(E, 1, 1000)), 0)); /* A + I/1000 is a member */
  cr_expect_lt(log2_radius(values), log2(6e-3 + 1e-9));
  arith_free(E), arith_free(in);
}

Test(lin_eigen, diagonal_matrices_pass_in_exact_and_others_do_not) {
  arith *E = arith_exact(), *B = arith_ball(64);
  arr X, A = diagonal(given(E, "3 -1/2 2")), values = symmetric_eigen(A, &X);
  cr_expect(equal(values, given(E, "-1/2 2 3")) == YES);
  cr_expect(equal(product(transpose(X), A, X), diagonal(values)) == YES);
  arr two = diagonal(pack(B, 2, (arr[]){ ball(whole(B, 0), whole(B, 10)), whole(B, 1) }));
  arr both = symmetric_eigen(two, NULL); /* max(x, 1) for x in [-10, 10] */
  cr_expect(inside(given(B, "1 10"), both) == YES && inside(given(B, "-10 1"), both) == YES);
  arith_free(E), arith_free(B);
}

/* Zero eigenvalues of matrices without radii: only the norm of the defect covers them. */
Test(lin_eigen, singular_matrices_keep_zero_in_the_ball) {
  arith *E = arith_exact(), *B = arith_ball(128);
  cr_expect(contains(symmetric_eigen(given(B, "1 2; 2 4"), NULL), given(E, "0 5"), 0));
  arr rank_one = outer(given(B, "1 2 3 4 5"), given(B, "1 2 3 4 5"));
  cr_expect(contains(symmetric_eigen(rank_one, NULL), given(E, "0 0 0 0 55"), 0));
  arith_free(E), arith_free(B);
}

static arr values_of(arr A) { return symmetric_eigen(A, NULL); }

Test(lin_eigen, what_is_not_finite_has_no_eigenvalues) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    arr A = over(given(in, "1 2; 2 1"), given(in, "1 0; 0 1"));
    cr_expect_eq(inability_of(values_of, A), arith_kind(in) == BALL ? UNDECIDED : STOPPED);
    arith_free(in);
  }
}

/* Of a turned diagonal matrix, known by its making. */
Test(lin_eigen, ends_of_the_spectrum) {
  arith *E = arith_exact();
  arr Q = given(E, "1/3 2/3 2/3; 2/3 1/3 -2/3; 2/3 -2/3 1/3");
  for (long least = -2; least <= 1; least++) {
    arith *in = arith_ball(128);
    arr values = stack(stack(flat(whole(E, 5)), whole(E, least)), whole(E, 2));
    arr A = as(in, product(Q, diagonal(values), transpose(Q)));
    cr_expect(contains(least_eigenvalue(A), whole(E, least), 0));
    cr_expect(contains(largest_eigenvalue(A), whole(E, 5), 0));
    arith_free(in);
  }
  arith_free(E);
}
