# figure: udt-D2.4
# caption: How far the columns of the iterates (2.4) are from sum 1 after their rows are normalised. Softmax and L2
#   attention stop at sweep 0.
width = 720
height = 360
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-D2.4.tsv'
seen(inst) = stringcolumn('what') eq 'columns' && stringcolumn('arithmetic') eq 'mpfr:128' && \
  stringcolumn('instance') eq inst && stringcolumn('control') eq '-'
of(inst) = where(seen(inst), column('measured'))

set logscale y
set format y '10^{%T}'
set xlabel 'sweep'
set ylabel 'error of the columns'
set xrange [0:16]
set key top right inside vertical
plot rows using 'at':(of('four atoms in the plane')) with linespoints lt 1 title 'four atoms in the plane', \
  '' using 'at':(of('keys of rank one')) with linespoints lt 3 title 'keys of rank one'
