#include "lin/parts.h"

/* Comparisons steer, not doubles: entries below the range of a double are told apart too. */
static int pivot_row(int n, const arr *rows, int from) {
  int best = from;
  arr most = absolute(item(rows[from], 0));
  for (int i = from + 1; i < n; i++) {
    arr size = absolute(item(rows[i], 0));
    if (lt(most, size) == YES) best = i, most = size;
  }
  return best;
}

enum { MOST_KEPT = 64 }; /* what one mark can carry over; larger systems keep their memory */

static void keep_rows(const mark *here, int n, arr *rows) {
  arr *survivors[n];
  if (n > MOST_KEPT) return;
  for (int i = 0; i < n; i++) survivors[i] = &rows[i];
  region_keep_(here, n, survivors);
}

/* After step k the rows below k lose their leading column.  Every entry is reduced by one product
 * a step, in the order of the steps, so double and MPFR at 53 bits round alike. */
bool eliminate(arr A, arr B, arr *rows, bool *odd) {
  int n = A->rows;
  arr zero = whole(A->in, 0), system = B ? beside(A, B) : A;
  for (int i = 0; i < n; i++) rows[i] = row_at(system, i);
  *odd = false;
  for (int k = 0; k < n; k++) {
    mark here = region_mark(A->in);
    int p = pivot_row(n, rows, k);
    arr top = rows[p];
    if (p != k) rows[p] = rows[k], rows[k] = top, *odd = !*odd;
    arr pivot = item(top, 0);
    if (equal(pivot, zero) == YES) return false;
    if (k + 1 < n) {
      int width = top->rows - 1;
      arr rest = rows_from(top, 1, width);
      for (int i = k + 1; i < n; i++) {
        arr factor = over(item(rows[i], 0), pivot);
        rows[i] = sub(rows_from(rows[i], 1, width), mul(factor, rest));
      }
    }
    keep_rows(&here, n, rows);
  }
  return true;
}
