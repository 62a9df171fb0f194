# figure: udt-L4.12
# caption: Trace of the covariance of L2 attention from one start, for K = diag(1, eta). At eta = 0 it
#   is infinite at t = 3 (dotted); for eta > 0 it stays finite, and the smaller eta, the longer it
#   follows the blow-up. The first curve is the exact solution, the others are flows in double.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-L4.12.tsv'

here = 'the exact blow-up, and its regular neighbour'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq here
singular(y) = where(seen('singular'), y)
regular(i, y) = where(seen('regular') && column('entry') == i, y)

set xlabel 't'
set ylabel 'trace of the covariance'
set logscale y
set xrange [0:4.6]
set key top left
set arrow from 3, graph 0 to 3, graph 1 nohead dashtype 3
plot rows using 'at':(singular(column('measured'))) with lines ls 11 title 'eta = 0, exact', \
  '' using 'at':(regular(1, column('measured'))) with lines lt 1 title 'eta = 1/1000', \
  '' using 'at':(regular(2, column('measured'))) with lines lt 2 title 'eta = 1/100', \
  '' using 'at':(regular(3, column('measured'))) with lines lt 3 title 'eta = 1/10'
