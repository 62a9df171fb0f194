# figure: odt-R6.2b
# caption: One neuron that the exact flow takes to the saddle (black). Above, its excess risk: computed, it leaves
#   the saddle for the minimiser that the flow never reaches, in double near t = 18, with 128 bits near t = 46; 256
#   bits hold out beyond the figure. Below, the error of the covariance: at rounding level while the perturbation
#   grows as fast as the neuron shrinks, then like exp(4t).
width = 720
height = 640
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R6.2b.tsv'
floor = -160

on(curve, a, y) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq a && stringcolumn('instance') eq 'two inputs, two outputs', y)
lifted(y) = y < floor ? floor : y

set multiplot layout 2,1
set xrange [0:60]
set lmargin 9
set bmargin 1
set xtics 0, 10 format ''
set ylabel 'excess risk'
set yrange [-0.1:2.2]
plot 1 with lines ls 11 title 'exact', \
  rows using 'at':(on('gap', 'double', column('measured'))) with linespoints lt 2 title 'double', \
  '' using 'at':(on('gap', 'mpfr:128', column('measured'))) with linespoints lt 1 title '128 bits', \
  '' using 'at':(on('gap', 'mpfr:256', column('measured'))) with linespoints lt 3 title '256 bits'

unset bmargin
unset key
set xtics 0, 10 format '%g'
set xlabel 't' font ',14'
set ylabel 'error of the covariance'
set yrange [floor:5]
set ytics ('1' 0, '10^{-40}' -40, '10^{-80}' -80, '10^{-120}' -120, '10^{-160}' -160)
plot rows using 'at':(on('error', 'double', lifted(column('log10_measured')))) with linespoints lt 2, \
  '' using 'at':(on('error', 'mpfr:128', lifted(column('log10_measured')))) with linespoints lt 1, \
  '' using 'at':(on('error', 'mpfr:256', lifted(column('log10_measured')))) with linespoints lt 3
unset multiplot
