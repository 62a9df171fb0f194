# figure: odt-T7.2
# caption: Images of tokens of [-1,1] beside a cloud of two tokens at the ends, after time 1 of the
#   flow (28) with values V, 2V and 4V: each increases, so its distance from the target -x (black) is more
#   than 1. One layer of (26) with the first parameters is not a flow, and comes within 3/5.
width = 720
height = 460
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-T7.2.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'the line' && stringcolumn('control') eq '-'
of(curve, y) = where(seen(curve), y)
image(curve) = of(curve, column('measured'))

set xlabel 'token x'
set ylabel 'its image'
set xrange [-1:1]
set samples 100
plot -x with lines ls 11 title 'target -x', \
  rows using 'at':(image('flow')) with lines lt 1 title 'flow', \
  '' using 'at':(image('values doubled')) with lines lt 3 title '2V', \
  '' using 'at':(image('values fourfold')) with lines lt 6 title '4V', \
  '' using 'at':(image('layer')) with lines lt 2 title 'one layer of (26)'
