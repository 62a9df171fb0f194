# figure: udt-T3.1
# caption: Distance of the farthest of three tokens from 0, under normalised attention below the bound
#   R(t) (grey). Linear attention, which no mean holds back, leaves it.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-T3.1.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'a shear' && stringcolumn('control') eq '-' && \
  stringcolumn('comparator') eq 'trace'
of(curve) = where(seen(curve), column('measured'))

set xlabel 't'
set ylabel 'max |x_i(t)|'
set xrange [0:1]
set yrange [1:6]
set key top left inside vertical
plot rows using 'at':(of('bound')) with lines ls 12 lw 2 title 'bound', \
  '' using 'at':(of('linear')) with lines lt 2 title 'linear attention', \
  '' using 'at':(of('softmax')) with lines lt 1 title 'softmax', \
  '' using 'at':(of('L2')) with lines lt 3 title 'L2', \
  '' using 'at':(of('sigmoid')) with lines lt 4 title 'sigmoid'
