# figure: udt-R3.3
# caption: Growth up to t = 1 of a difference that sits in the first delta of the positions, for A = 0 and
#   V = 1. In the conditional distance with p = 2 it stays below Hardy's bound e^(2t); with p = 1 it passes
#   every bound as delta falls. Without a mask it would be e^t (thin).
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-R3.3.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'p near 1' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set logscale y
set xlabel 'log(1/δ)'
set ylabel 'd_p(1) / d_p(0)'
set xrange [0:27.1]
set yrange [2:20000]
set key top left inside vertical
plot rows using 'at':(of('p = 1')) with linespoints lt 2 title 'p = 1', \
  '' using 'at':(of('p = 2')) with linespoints lt 1 title 'p = 2', \
  '' using 'at':(of('bound of p = 2')) with lines ls 12 title 'Hardy: e^2', \
  '' using 'at':(of('no mask')) with lines ls 11 dt 3 title 'no mask: e'
