# figure: odt-R5.2d
# caption: Share of the energy above the least that is left along gradient flows of functionals that
#   are convex along geodesics (on the circle, of the squared distance to the uniform law, from the
#   first harmonic). Two fall exponentially, straight lines here: in a strongly convex well, and on a
#   circle. Two do not: the porous medium on the line, which has no equilibrium, and a convex quartic
#   well, which has one.
width = 720
height = 460
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R5.2d.tsv'

on(curve, y) = where(stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'an ellipse in an oblique well', y)

set xlabel 't'
set ylabel 'share of the energy left'
set logscale y
set yrange [1e-7:1.5]
set ytics ('1' 1, '10^{-2}' 1e-2, '10^{-4}' 1e-4, '10^{-6}' 1e-6)
plot rows using 'at':(on('hill', column('measured'))) with lines lt 2 title 'porous medium on the line', \
  '' using 'at':(on('quartic well', column('measured'))) with lines lt 5 title 'quartic well', \
  '' using 'at':(on('quadratic well', column('measured'))) with lines lt 1 title 'quadratic well, with entropy', \
  '' using 'at':(on('circle', column('measured'))) with lines lt 3 title 'heat on a circle'
