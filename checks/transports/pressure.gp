# figure: odt-R5.2b
# caption: What two energies do to a hill, for p = 3/2 on the line. Above, the density. Below, its
#   rate by the porous medium equation (line), as the gradient flow of s^p/(p-1) (points), and of the
#   printed energy s^(p-1)/(p-1), read literally (dashed): that hill grows.
width = 720
height = 560
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R5.2b.tsv'

on(what) = stringcolumn('what') eq what && stringcolumn('arithmetic') eq 'mpfr:256' && \
  stringcolumn('instance') eq 'p = 3/2 on the line'
hill(y) = where(on('density'), y)
rate(control, y) = where(on('rate of the density') && stringcolumn('control') eq control, y)

set multiplot layout 2,1
set xrange [-1.05:1.05]
set xtics -1, 0.5, 1 format ''
set lmargin 10
set bmargin 1
set ylabel 'density'
set yrange [0:1.5]
set ytics 0, 0.5, 1.5
plot rows using 'at':(hill(column('measured'))) with lines ls 11 notitle

unset bmargin
set xtics -1, 0.5, 1 format '%g'
set xlabel 'y'
set ylabel 'rate of the density'
set yrange [*:*]
set ytics -2, 1, 3
set xzeroaxis ls 12
plot rows using 'at':(rate('-', column('measured'))) with lines ls 11 title 'porous medium', \
  '' using 'at':(rate('-', column('stated'))) with points lt 1 title 's^{p}/(p-1)' enhanced, \
  '' using 'at':(rate('as printed', column('stated'))) with linespoints lt 2 title 'as printed'
unset multiplot
