# figure: odt-P6.2
# caption: Five neurons of a linear network with one input and one output. Each keeps u^2 - v^2 and runs along
#   its hyperbola (grey) from its start (circle) towards the law that fits the data (dots), where the mean of uv is
#   the slope of least squares. Dashed, where minus the gradient as printed would carry them: the other way.
width = 720
height = 560
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-P6.2.tsv'

seen(curve, i) = stringcolumn('what') eq sprintf('%s %d', curve, i) && \
  stringcolumn('comparator') eq 'trace' && stringcolumn('instance') eq 'one input, one output'
u(curve, i) = where(seen(curve, i), column('at'))

# Where each neuron starts: its first row.
first = 0
start(i) = seen('descent', i) && first != i ? (first = i, column('at')) : NaN

set xlabel 'inner weight u'
set ylabel 'outer weight v'
set xrange [-2:2]
set yrange [-1.7:2.3]
set size ratio -1
set key outside right top vertical
plot for [i = 1:5] rows using (u('hyperbola', i)):'measured' with lines ls 12 title (i == 1 ? 'u^2 - v^2 kept' : ''), \
  for [i = 1:5] rows using (u('descent', i)):'measured' with linespoints lt 1 title (i == 1 ? 'descent' : ''), \
  for [i = 1:5] rows using (u('printed', i)):'measured' with lines lt 2 title (i == 1 ? 'as printed' : ''), \
  for [i = 1:5] rows using (start(i)):'measured' with points pt 6 ps 1.2 lc rgb stated notitle
