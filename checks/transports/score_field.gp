# figure: odt-P3.3
# caption: Above, the field at x = 1 for Gaussian data of variance 4 along the path: by regression
#   (line), by the corrected formula (points), as printed (dashed). Below, how far each formula is
#   from the regression, at 256 bits. The printed one passes through the true field at t = 1/2
#   only; a zero lies on the floor of the axis.
width = 720
height = 640
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-P3.3.tsv'
floor = -82

seen(control) = stringcolumn('control') eq control && stringcolumn('arithmetic') eq 'mpfr:256' && \
  stringcolumn('instance') eq 'one dimension' && stringcolumn('what') eq 'field at x, Gaussian data'
at(control, y) = where(seen(control), y)
lifted(y) = y < floor ? floor : y

set multiplot layout 2,1
set xrange [0:1]
set xtics 0, 0.125, 1 format ''
set lmargin 9
set bmargin 1
set ylabel 'field at x'
plot rows using 'at':(at('-', column('stated'))) with lines ls 11 title 'regression, no score in sight', \
  '' using 'at':(at('-', column('measured'))) with points lt 1 title 'corrected', \
  '' using 'at':(at('as printed', column('measured'))) with linespoints lt 2 title 'as printed'

unset bmargin
set xtics ('0' 0, '1/8' 0.125, '1/4' 0.25, '3/8' 0.375, '1/2' 0.5, '5/8' 0.625, '3/4' 0.75, '7/8' 0.875, '1' 1)
set xlabel 't' font ',14'
set ylabel 'distance from the field'
set yrange [floor - 4:6]
set ytics 0, 20 format ''
set ytics ('1' 0, '10^{-20}' -20, '10^{-40}' -40, '10^{-60}' -60, '10^{-80}' -80)
unset key
plot rows using 'at':(at('-', lifted(column('log10_gap')))) with points lt 1, \
  '' using 'at':(at('as printed', lifted(column('log10_gap')))) with linespoints lt 2
unset multiplot
