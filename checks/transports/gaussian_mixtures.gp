# figure: odt-Castin
# caption: Velocity of a token in the company of a mixture of two Gaussians on the line, whose means are
#   -1/2 and 3/2. Each component alone would give an affine field (dashed) and stay Gaussian; the
#   mixture passes from one to the other, and does not stay a mixture.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-Castin.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'two components on the line' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set xlabel 'x'
set ylabel 'velocity'
set xrange [-4:4]
plot rows using 'at':(of('first component')) with lines lt 2 title 'each component alone', \
  '' using 'at':(of('second component')) with lines lt 2 notitle, \
  '' using 'at':(of('mixture')) with lines lt 1 lw 2 title 'the mixture'
