# figure: odt-T6.1
# caption: The risk of a ReLU network on five data of the line from three laws of neurons. A density on dead
#   neurons rests at the mean square of the labels; one on always active neurons stops at the risk of the best
#   affine function, 667/5000 (thin line); 24 neurons, of both signs in every cone, go on towards zero. The first two
#   are laws with a density, followed by their moments; the last is gradient descent of a finite cloud.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-T6.1.tsv'

on(curve) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('instance') eq 'five data on the line' && stringcolumn('control') eq '-', column('measured'))

set xlabel 't'
set ylabel 'risk'
set logscale y
set format y '10^{%T}'
set xrange [0:100]
set arrow from 0, 667.0 / 5000 to 100, 667.0 / 5000 nohead ls 11
plot rows using 'at':(on('dead')) with linespoints lt 2 title 'dead', \
  '' using 'at':(on('always active')) with linespoints lt 3 title 'always active', \
  '' using 'at':(on('every direction')) with linespoints lt 1 title 'every direction'
