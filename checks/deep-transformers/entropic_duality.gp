# figure: udt-LA.1
# caption: Slope of the potential f on the line, between laws on [-1, 1], for a query of 4 and a key of 1/10. It
#   stays below the corrected bound and nearly meets it at the ends; the printed bound is half as high.
width = 720
height = 380
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-LA.1.tsv'
seen(curve, e) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'the line' && stringcolumn('control') eq '-' && column('entry') == e
of(curve, e) = where(seen(curve, e), column('measured'))
alone(curve) = where(stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'the line' && stringcolumn('control') eq '-', column('measured'))
set xlabel 'x'
set ylabel '|slope of f|'
set yrange [0:18]
plot rows using 'at':(alone('slope')) with linespoints lt 1 title 'slope of f', \
  '' using 'at':(of('bounds', 1)) with lines ls 12 title 'corrected bound', \
  '' using 'at':(of('bounds', 2)) with lines lt 2 title 'as printed'
