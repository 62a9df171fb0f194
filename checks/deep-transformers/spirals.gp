# figure: udt-X9
# caption: Covariances with entries a, c, c, b, seen along the axis of the cone, for V = J + delta and
#   A = -1. Softmax (lines) and L2 (points): closed orbits for delta = 0, spirals into the apex for
#   delta = 1/3. L2 lags behind by a bounded angle.
width = 560
height = 620
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-X9.tsv'

# The entries a, c, c, b of one matrix come in four rows; at the last all are known.
a = b = c = 0
take(e, y) = e == 1 ? (a = y) : e == 2 ? (c = y) : e == 4 ? (b = y) : 0
on(which, curve) = stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq 'double' && stringcolumn('instance') eq which
gathered(which, curve) = on(which, curve) ? \
  (take(column('entry'), column('measured')), column('entry') == 4) : 0

set table $orbit
plot rows using (ready = gathered('delta = 0', 'softmax'), a - b):(2 * c) with table if (ready == 1)
set table $orbit2
plot rows using (ready = gathered('delta = 0', 'L2'), a - b):(2 * c) with table if (ready == 1)
set table $fall
plot rows using (ready = gathered('delta = 1/3', 'softmax'), a - b):(2 * c) with table if (ready == 1)
set table $fall2
plot rows using (ready = gathered('delta = 1/3', 'L2'), a - b):(2 * c) with table if (ready == 1)
unset table
unset datafile columnheaders

set xlabel 'a - b'
set ylabel '2c'
set size ratio -1
set key tmargin center horizontal maxcols 2
plot $orbit using 1:2 with lines lt 1 title 'softmax, delta = 0', \
  $orbit2 using 1:2 with points lt 1 title 'L2, delta = 0', \
  $fall using 1:2 with lines lt 3 title 'softmax, delta = 1/3', \
  $fall2 using 1:2 with points lt 3 title 'L2, delta = 1/3'
