# figure: odt-E20
# caption: How far gradient descent on a linear network is, at a fixed time, from the flow of the risk F (first
#   order in the step) and from the flow of F + tau/4 |grad F|^2, which it follows to the second order; and, for tanh,
#   from the flow. The thin lines have slopes 1 and 2.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-E20.tsv'

on(curve) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq 'double' && stringcolumn('instance') eq 'two neurons, one input', column('measured'))
far = 'distance of descent from the flow'
near = 'distance from the flow of F + tau/4 |grad F|^2'

set xlabel 'step'
set ylabel 'distance'
set logscale xy
set format y '10^{%T}'
set xrange [0.0008:0.02]
set samples 2
stats rows using 'at':(on(far)) name 'F' nooutput
stats rows using 'at':(on(near)) name 'N' nooutput
top = F_pos_max_y
plot F_max_y * x / top with lines ls 12 notitle, N_max_y * (x / top)**2 with lines ls 12 notitle, \
  rows using 'at':(on(far)) with linespoints lt 1 title 'flow of F', \
  '' using 'at':(on('distance for tanh')) with linespoints lt 3 title 'the same for tanh', \
  '' using 'at':(on(near)) with linespoints lt 4 title 'flow of F + tau/4 |grad F|^2'
