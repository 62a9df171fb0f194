# figure: odt-R7.1
# caption: Largest eigenvalue and volume (det)^{1/d} of the covariance without a potential. They stay on
#   their sides of the two comparison curves (grey), which become infinite at the bounds (dotted), and
#   the Gaussian blows up between. Four tokens with the same covariance (orange) do not notice.
width = 720
height = 460
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R7.1.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'no potential' && stringcolumn('control') eq '-'
of(curve, y) = where(seen(curve), y)
size(curve) = of(curve, column('measured'))
stats rows using (of('bounds', column('at'))) name 'early' nooutput
stats rows using (size('bounds')) name 'late' nooutput
stats rows using (size('largest eigenvalue')) name 'eigenvalue' nooutput
stats rows using (size('volume')) name 'volume' nooutput
early = early_min; late = late_min
bound(start, end, t) = t < end ? start / (1 - t / end) : NaN

set xlabel 't'
set logscale y
set xrange [0:1.05 * late]
set yrange [0.4:400]
set samples 400
set arrow from early, graph 0 to early, graph 1 nohead dashtype 3
set arrow from late, graph 0 to late, graph 1 nohead dashtype 3
plot bound(eigenvalue_min, early, x) with lines ls 12 title 'comparison curves', \
  bound(volume_min, late, x) with lines ls 12 notitle, \
  rows using 'at':(size('largest eigenvalue')) with lines lt 1 title 'largest eigenvalue', \
  '' using 'at':(size('volume')) with lines lt 3 title 'volume', \
  '' using 'at':(size('cloud')) with lines lt 5 title 'of four tokens'
