# figure: udt-LB.3
# caption: Slope of the fields of softmax (blue) and L2 attention (green) of two atoms at 1 and -1, for Q = K =
#   V = 1. The bound of softmax, 1, is attained at 0 and printed for both (dashed); L2 attention needs
#   twice as much (grey) and attains that.
width = 720
height = 360
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-LB.3.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'four atoms in the plane' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set xlabel 'x'
set ylabel 'slope of the field'
set xrange [-2:2]
set yrange [0:2.8]
set samples 3
set key top right inside vertical
plot 2 with lines ls 12 title '2, corrected', 1 with lines ls 13 title '1, as printed', \
  rows using 'at':(of('slope of L2 attention')) with lines lt 3 title 'L2', \
  '' using 'at':(of('slope of softmax attention')) with lines lt 1 title 'softmax'
