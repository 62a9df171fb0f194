# figure: udt-P4.15
# caption: The covariance of Gaussian tokens under Sinkhorn attention: its two diagonal entries (upper and lower
#   curve of each kind) along the corrected closure (line), as the variances of 36 weighted particles that
#   are told nothing about Gaussians (points), and along the equation as printed (dashed).
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-P4.15.tsv'
seen(curve, e) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'values that turn' && stringcolumn('control') eq '-' && column('entry') == e
of(curve, e) = where(seen(curve, e), column('measured'))
set xlabel 't'
set ylabel 'variances'
plot rows using 'at':(of('closure', 1)) with lines lt 1 title 'corrected closure', \
  '' using 'at':(of('closure', 4)) with lines lt 1 notitle, \
  '' using 'at':(of('particles', 1)) with points lt 3 title 'weighted particles', \
  '' using 'at':(of('particles', 4)) with points lt 3 notitle, \
  '' using 'at':(of('as printed', 1)) with lines lt 2 title 'as printed', \
  '' using 'at':(of('as printed', 4)) with lines lt 2 notitle
