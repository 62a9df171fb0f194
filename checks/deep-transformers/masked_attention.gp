# figure: udt-D2.6
# caption: Paths of four tokens from the same places, without a mask (grey) and with one (colours, in order of
#   position). Under the mask the first token turns and grows by itself, as x' = Vx, and each of the others follows
#   those before it; without a mask each feels all. The last token sees all either way, but in other places.
width = 720
height = 520
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-D2.6.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'three tokens in the plane' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set xlabel 'x_1'
set ylabel 'x_2'
plot for [i = 1:4] rows using 'at':(of(sprintf('free %d', i))) with lines ls 12 \
    title (i == 1 ? 'no mask' : ''), \
  for [i = 1:4] '' using 'at':(of(sprintf('masked %d', i))) with lines lt (i == 1 ? 1 : i + 1) lw 2 \
    title sprintf('token %d', i)
