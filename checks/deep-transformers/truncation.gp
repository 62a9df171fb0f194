# figure: udt-E4.trunc
# caption: Variance of a Gaussian cut off at R = 3, 5, 7 (lines, from below) in time. The wider, the longer it
#   follows the closure (thin), which is infinite at t = 1 (dotted); none of them blows up.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-E4.trunc.tsv'

seen(curve, y) = where(stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 't* = 1', y)

set xlabel 't'
set ylabel 'variance'
set xrange [0:1.25]
set yrange [0:30]
set key inside top left vertical
set arrow from 1, graph 0 to 1, graph 1 nohead dashtype 3
plot rows using 'at':(seen('closure', column('measured'))) with lines ls 11 title 'closure', \
  '' using 'at':(seen('R1', column('measured'))) with lines lt 1 title 'R = 3', \
  '' using 'at':(seen('R2', column('measured'))) with lines lt 3 title 'R = 5', \
  '' using 'at':(seen('R3', column('measured'))) with lines lt 5 title 'R = 7'
