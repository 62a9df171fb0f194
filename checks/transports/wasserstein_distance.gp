# figure: odt-R4.1b
# caption: Corners of a pentagon (black) and their places under the monotone map x -> x + Jx, a turn by
#   an eighth and a dilation (blue). The map sends every corner along a dashed line. It is cheaper when
#   each takes the place of its neighbour (full lines): the map is not the gradient of a convex
#   function.
width = 520
height = 520
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R4.1b.tsv'

# Three entries x_2, p_1, p_2 of one path stand below one another; at the last all are known.
x2 = p1 = p2 = 0
on(curve) = stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq 'double' && stringcolumn('instance') eq 'a turn by an eighth, and a pentagon'
take(e, y) = e == 1 ? (x2 = y) : e == 2 ? (p1 = y) : (p2 = y)
gathered(curve) = on(curve) ? (take(column('entry'), column('measured')), column('entry') == 3) : 0

set table $own
plot rows using (ready = gathered('own place'), column('at')):(x2):(p1):(p2) with table if (ready == 1)
set table $other
plot rows using (ready = gathered('neighbour''s place'), column('at')):(x2):(p1):(p2) with table if (ready == 1)
unset table
unset datafile columnheaders

set size ratio -1
set xrange [-1.8:1.8]
set yrange [-1.8:1.8]
set xlabel 'x_1'
set ylabel 'x_2'
plot $own using 1:2:($3 - $1):($4 - $2) with vectors nohead lt 2 title 'the map', \
  $other using 1:2:($3 - $1):($4 - $2) with vectors nohead lt 1 title 'the cheaper matching', \
  $own using 3:4 with points pt 7 ps 0.8 lc rgb measured notitle, \
  $own using 1:2 with points pt 7 ps 0.8 lc rgb '#000000' notitle
