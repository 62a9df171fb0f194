# figure: udt-X2d
# caption: The slice of covariances of trace one, by a - b and 2c, with the fate of each start: from the filled
#   squares the covariance blows up, from the others it converges. Above the line every start blows
#   up, which is proved; the open circle in the rim is the direction of the limits.
width = 560
height = 620
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-X2d.tsv'

seen(curve, y) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq 'double', y)

set xlabel 'a - b'
set ylabel '2c'
set size ratio -1
set xrange [-1.08:1.08]
set yrange [-1.08:1.08]
set key tmargin center horizontal
set samples 200
set trange [0:2 * pi]
set parametric
set arrow from -sqrt(1 - 0.16), 0.4 to sqrt(1 - 0.16), 0.4 nohead lc rgb '#000000' lw 1 front
plot cos(t), sin(t) with lines ls 12 notitle, \
  rows using 'at':(seen('converges', column('measured'))) with points pt 6 ps 0.6 lc rgb measured title 'converges', \
  '' using 'at':(seen('explodes', column('measured'))) with points pt 5 ps 0.6 lc rgb '#E69F00' title 'explodes', \
  '+' using (-0.6):(-0.8) every ::0::0 with points pt 6 ps 1.4 lc rgb stated title 'limits'
