# figure: udt-LB.7
# caption: Two atoms of the plane, a tenth apart, seen by sigmoid attention from the distance X: change of the
#   field over their distance (blue), below the corrected bound (grey) and above the printed one (dashed),
#   which does not see X.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-LB.7.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'four atoms in the plane' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set xlabel 'X'
set ylabel 'change of the field / W_1'
set xrange [0:40]
set yrange [0:11]
set key top left inside vertical
plot rows using 'at':(of('corrected')) with lines ls 12 title '1 + R X/4, corrected', \
  '' using 'at':(of('measured')) with linespoints lt 1 title 'measured', \
  '' using 'at':(of('printed')) with lines ls 13 title '1 + R^2, as printed'
