# figure: odt-E22
# caption: Two neurons whose outer weights are multiplied by s, trained to labels that they meet at
#   s = 1. The energy of the corrected kernel (points) is the risk (line), least at s = 1; that of the
#   printed kernel is least at s = 1/2, where every label is predicted by half. Both with the constant
#   added; each is computed from its kernel, the risk from its definition.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-E22.tsv'

on(curve, y) = where(stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('control') eq '-' && stringcolumn('instance') eq 'two data on the line', y)

set xlabel 's'
set ylabel 'energy and risk'
set xrange [0:1.5]
set xtics 0, 0.25
set arrow from 1, graph 0 to 1, graph 1 nohead dashtype 3 lc rgb quiet
set arrow from 0.5, graph 0 to 0.5, graph 1 nohead dashtype 3 lc rgb quiet
plot rows using 'at':(on('risk', column('measured'))) with lines ls 11 title 'risk', \
  '' using 'at':(on('corrected energy', column('measured'))) with points lt 1 title 'kernel corrected', \
  '' using 'at':(on('printed energy', column('measured'))) with linespoints lt 2 title 'kernel as printed'
