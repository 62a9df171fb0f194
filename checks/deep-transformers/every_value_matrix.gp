# figure: udt-X1
# caption: Covariances under softmax, with entries a, c, c, b, as points of the cone ab > c^2, by the coordinates a - b,
#   2c and the trace a + b. From one start: for V = J the trajectory goes round at constant height and
#   never nears the apex, which is zero; for V symmetric positive definite it falls to it.
width = 720
height = 560
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-X1.tsv'

# The entries a, c, c, b of one matrix come in four rows; at the last all are known.
a = b = c = 0
on(curve) = stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq 'mpfr:128' && stringcolumn('instance') eq 'an ellipse'
take(e, y) = e == 1 ? (a = y) : e == 2 ? (c = y) : e == 4 ? (b = y) : 0
gathered(curve) = on(curve) ? (take(column('entry'), column('measured')), column('entry') == 4) : 0

set table $orbit
plot rows using (ready = gathered('orbit'), a - b):(2 * c):(a + b) with table if (ready == 1)
set table $decay
plot rows using (ready = gathered('decay'), a - b):(2 * c):(a + b) with table if (ready == 1)
# Both set out from the first point of the orbit.
unset datafile columnheaders
set table $start
plot $orbit using 1:2:3 every ::0::0 with table
set table $fall
plot $start using 1:2:3 with table, $decay using 1:2:3 with table
unset table

stats $orbit using 3 name 'height' nooutput
reach = 1.2 * height_max
set parametric
set samples 60
set isosamples 13, 7
set urange [0:2 * pi]
set vrange [0:reach]
set xrange [-reach:reach]
set yrange [-reach:reach]
set zrange [0:reach]
unset border
unset tics
unset grid
set view 68, 35, 1.3, 1.15
set xyplane at 0
set arrow from 0, 0, 0 to reach, 0, 0 head size 0.05, 20 filled lc rgb '#999999' lw 0.8
set arrow from 0, 0, 0 to 0, -reach, 0 head size 0.05, 20 filled lc rgb '#999999' lw 0.8
set arrow from 0, 0, 0 to 0, 0, 1.12 * reach head size 0.05, 20 filled lc rgb '#999999' lw 0.8
set label 'a - b' at 1.1 * reach, 0, 0 center textcolor rgb '#444444'
set label '-2c' at 0, -1.1 * reach, 0 center textcolor rgb '#444444'
set label 'a + b' at 0, 0, 1.18 * reach center textcolor rgb '#444444'
set zrange [0:1.2 * reach]
set key at screen 0.03, 0.97 left top vertical
splot v * cos(u), v * sin(u), v with lines lc rgb '#d5d5d5' lw 0.6 notitle, \
  $orbit using 1:2:3 with linespoints lt 2 title 'V = J: a closed orbit', \
  $fall using 1:2:3 with linespoints lt 1 title 'V symmetric positive definite: it falls to the apex', \
  $start using 1:2:3 with points pt 7 ps 0.9 lc rgb '#000000' title 'where both start'
