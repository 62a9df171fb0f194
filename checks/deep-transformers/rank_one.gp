# figure: udt-L4.6
# caption: The vector u(t) of a covariance of rank one, at equal times (points), on the curve of the linear
#   equation w' = Vw through its start (line). The curve is known; only the clock on it, which slows down
#   near the origin, is a quadrature.
width = 560
height = 480
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-L4.6.tsv'

seen(curve, y) = where(stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'the plane', y)

set xlabel 'first entry'
set ylabel 'second entry'
set size ratio -1
plot rows using 'at':(seen('curve', column('measured'))) with lines ls 11 title 'curve of w'' = Vw', \
  '' using 'at':(seen('solution', column('measured'))) with points lt 1 title 'u at equal times'
