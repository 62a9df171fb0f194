# figure: odt-R6.1a
# caption: Three data on the line. With a bias three neurons meet all of them; without one every ReLU network is a
#   straight line through the origin on this side, and the best of them is drawn: its risk is the least there is.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R6.1a.tsv'

on(curve) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('instance') eq 'five data on the line', column('measured'))

set xlabel 'z'
set ylabel 'label'
set xrange [0:2.2]
set yrange [-1:3]
plot rows using 'at':(on('with a bias')) with lines lt 1 title 'with a bias', \
  '' using 'at':(on('without')) with lines lt 2 title 'without', \
  '' using 'at':(on('data')) with points pt 7 ps 1 lc rgb stated title 'data'
