# figure: odt-E17
# caption: Atoms evenly spread on an interval attract each other by k = |x-y|^2/2. What is left of
#   their spread is exp(-2t) for every number of atoms (line); the system as printed (dashed) contracts the same
#   law more slowly, the more atoms it is written with.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-E17.tsv'

on(curve) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve, column('measured'))

set xlabel 't'
set ylabel 'spread, the start being 1'
set logscale y
set xrange [0:2]
set yrange [0.015:1.3]
set format y '%g'
set key bmargin left
plot rows using 'at':(on('spread')) with linespoints lt 1 title 'corrected, every n', \
  '' using 'at':(on('printed, 2 atoms')) with linespoints lt 2 title 'as printed, n = 2', \
  '' using 'at':(on('printed, 8 atoms')) with linespoints lt 2 pt 4 title 'n = 8', \
  '' using 'at':(on('printed, 32 atoms')) with linespoints lt 2 pt 8 title 'n = 32'
