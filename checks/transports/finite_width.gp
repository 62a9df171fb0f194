# figure: odt-R6.1b
# caption: Twelve runs of gradient descent for each number of neurons, drawn uniformly from a sphere: the risk at
#   t = 250. A run either fits the five data or it is stuck; the more neurons, the fewer are stuck.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R6.1b.tsv'

on(curve) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq 'double', column('measured'))

set xlabel 'number of neurons'
set ylabel 'risk at the end'
set logscale x 2
set logscale y
set format y '10^{%T}'
set xrange [0.8:40]
set yrange [1e-15:2]
plot rows using 'at':(on('risk at the end')) with points pt 6 ps 0.9 lc rgb measured title 'a run'
