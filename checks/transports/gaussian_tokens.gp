# figure: odt-T7.1
# caption: Sixteen tokens without mass (points) that start on the ellipse of two deviations (dotted)
#   and feel a Gaussian cloud, at t = 5/8. They end on the ellipse of the corrected equation (line).
#   Eq. (30) as printed loses the symmetry of the covariance; its symmetric part has the dashed one.
width = 720
height = 500
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-T7.1.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'the plane' && stringcolumn('control') eq '-'
of(curve, y) = where(seen(curve), y)

set xlabel 'x_1'
set ylabel 'x_2'
set size ratio -1
plot rows using (of('start', column('at'))):(column('measured')) with lines dashtype 3 lc rgb '#777777' title 'start', \
  '' using (of('corrected', column('at'))):(column('measured')) with lines ls 11 title 'corrected', \
  '' using (of('as printed, symmetrised', column('at'))):(column('measured')) with lines dashtype 2 lt 2 title 'as printed, symmetrised', \
  '' using (of('token', column('at'))):(column('measured')) with points lt 1 title 'tokens'
