# figure: udt-X0
# caption: Least eigenvalue over the largest, in twelve steps of Euler towards a blow-up. The solution (thin)
#   stays positive, and so does the scheme on a factor (line); the scheme as written (dashed) has left
#   the cone after one step.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-X0.tsv'

seen(i, y) = where(stringcolumn('what') eq 'flatness' && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'a covariance' && column('entry') == i, y)

set xlabel 't'
set ylabel 'least over largest eigenvalue'
set key inside bottom left vertical
plot 0 with lines ls 12 notitle, \
  rows using 'at':(seen(3, column('measured'))) with lines ls 11 title 'solution', \
  '' using 'at':(seen(2, column('measured'))) with linespoints lt 1 title 'Euler, on a factor', \
  '' using 'at':(seen(1, column('measured'))) with linespoints lt 2 title 'Euler, as written'
