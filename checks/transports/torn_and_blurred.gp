# figure: odt-R4.2b
# caption: Half way from N(0,1) to three atoms, at -1, 1/4 and 2. The geodesic (dashed) has torn the
#   Gaussian at two places and left gaps; flow matching (line) has blurred the atoms. Both have the same
#   ends.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R4.2b.tsv'

on(curve, y) = where(stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'three atoms', y)

set xlabel 'z'
set ylabel 'density at t = 1/2'
set xrange [-2.4:3]
set yrange [0:0.9]
plot rows using 'at':(on('interpolant', column('measured'))) with lines lt 1 title 'flow matching', \
  '' using 'at':(on('piece 1', column('measured'))) with lines lt 2 title 'geodesic', \
  '' using 'at':(on('piece 2', column('measured'))) with lines lt 2 notitle, \
  '' using 'at':(on('piece 3', column('measured'))) with lines lt 2 notitle
