# figure: low-X3
# caption: How large the three coordinates of a token are on average, as time goes by. First the tokens
#   gather near the axis of the first coordinate; then they pass the plateau at 45 degrees, and end at
#   the second. Nothing is fitted: each point is a mean over all tokens of the run in double.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/low-X3.tsv'

size_of(i) = where(stringcolumn('comparator') eq 'trace' && stringcolumn('arithmetic') eq 'double' && \
  column('entry') == i, column('measured'))

set xlabel 't'
set ylabel 'mean of |x_i|'
set yrange [0:1.02]
plot rows using 'at':(size_of(1)) with linespoints lt 1 title 'i = 1', \
  '' using 'at':(size_of(2)) with linespoints lt 3 title 'i = 2', \
  '' using 'at':(size_of(3)) with linespoints lt 4 title 'i = 3'
