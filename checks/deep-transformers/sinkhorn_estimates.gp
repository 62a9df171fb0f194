# figure: udt-LB.5
# caption: Sinkhorn kernel of two atoms at 1 and -1, Q = K = 1, at the atom of mass q, and its slope there. As
#   the atom gets light they approach the bound e^4 of (i) and a quarter of the bound of (ii) (thin lines).
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-LB.5.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'a light atom' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set logscale xy
set format x '10^{%T}'
set xlabel 'q'
set xrange [1e-6:0.7]
set yrange [1:200]
set key bottom left inside vertical
plot exp(4) with lines ls 12 title 'bound of (i)', 2 * exp(4) with lines ls 11 title 'a quarter of (ii)', \
  rows using 'at':(of('its slope')) with linespoints lt 3 title 'slope', \
  '' using 'at':(of('light atom')) with linespoints lt 1 title 'kernel'
