# figure: odt-E28
# caption: Paths of two tokens through a transformer of 2 layers (grey), of 8 (blue) and of 512 (black),
#   which the eye cannot tell from the limit. The ends approach it like 1/T.
width = 720
height = 440
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-E28.tsv'
seen(name) = stringcolumn('what') eq name && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'two tokens in the plane' && stringcolumn('control') eq '-'
of(name) = where(seen(name), column('measured'))

set xlabel 'x_1'
set ylabel 'x_2'
plot for [i = 1:2] rows using 'at':(of(sprintf('limit, token %d', i))) with lines ls 11 \
    title (i == 1 ? 'limit' : ''), \
  for [i = 1:2] '' using 'at':(of(sprintf('2 layers, token %d', i))) with linespoints lc rgb '#767676' \
    pt 4 title (i == 1 ? '2 layers' : ''), \
  for [i = 1:2] '' using 'at':(of(sprintf('8 layers, token %d', i))) with linespoints lt 1 \
    title (i == 1 ? '8 layers' : '')
