# figure: low-B3
# caption: A pair of opposite clusters. Above, its largest rate against the inverse temperature: by the
#   formula (line) and as the largest eigenvalue of the Jacobian (points); it is stable where that is
#   below zero. Below, the distance from it of four slightly disturbed tokens, cold enough (blue) and too
#   warm (grey).
width = 720
height = 560
load 'style.gp'
set datafile columnheaders
rows = results.'/low-B3.tsv'
seen(name, at) = stringcolumn('what') eq name && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq at && stringcolumn('control') eq '-'
of(name, at) = where(seen(name, at), column('measured'))

set multiplot layout 2,1
set xlabel 'β'
set ylabel 'largest rate'
set xzeroaxis
plot rows using 'at':(of('largest rate', 'cold enough')) with lines ls 11 title 'formula', \
  '' using 'at':(of('largest eigenvalue', 'cold enough')) with points lt 1 pt 7 title 'Jacobian'
set xlabel 't'
set ylabel 'distance'
set logscale y
set format y '10^{%L}'
plot rows using 'at':(of('distance from the pair', 'cold enough')) with linespoints lt 1 title 'β = 2', \
  '' using 'at':(of('distance from the pair', 'too warm')) with linespoints lc rgb '#767676' title 'β = 3/10'
unset multiplot
