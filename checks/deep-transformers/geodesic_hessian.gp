# figure: udt-P5.4
# caption: The energy along the geodesic of one Dirac on the line, A = -1 and B = 1, through zero. Between
#   the inflections, at |z| = 1 (dotted), it is concave and lies above its chords. Soon after the end of the curve
#   the Dirac is at infinity: the metric is not complete.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-P5.4.tsv'
seen(e) = stringcolumn('what') eq 'energy' && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'the line' && stringcolumn('control') eq '-' && column('entry') == e
value = 0
set table $curve
plot rows using (seen(1) ? (value = column('measured'), NaN) : column('at')):(value):(column('measured')) with table if (seen(2))
unset table
unset datafile columnheaders
stats $curve using ($3 < -1 ? $1 : NaN) name 'left' nooutput
stats $curve using ($3 < 1 ? $1 : NaN) name 'right' nooutput
set xlabel 'time along the geodesic'
set ylabel 'energy'
set arrow from left_max, graph 0 to left_max, graph 1 nohead dashtype 3
set arrow from right_max, graph 0 to right_max, graph 1 nohead dashtype 3
plot $curve using 1:2 with lines lt 1 title 'energy of a Dirac'
