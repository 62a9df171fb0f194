# figure: udt-E5.rank
# caption: Eigenvalues of a covariance of the plane along two Bures flows from the same start. Sinkhorn attention (lines)
#   keeps both positive at all finite times; the gradient flow of the trace of the root (points) loses its
#   rank at t = 1.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-E5.rank.tsv'
seen(curve, e) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'attracted' && stringcolumn('control') eq '-' && column('entry') == e
of(curve, e) = where(seen(curve, e), column('measured'))
set xlabel 't'
set ylabel 'eigenvalues of the covariance'
set logscale y
set format y '10^{%T}'
set arrow from 1, graph 0 to 1, graph 1 nohead dashtype 3
plot rows using 'at':(of('sinkhorn', 1)) with lines lt 1 title 'Sinkhorn attention', \
  '' using 'at':(of('sinkhorn', 2)) with lines lt 1 notitle, \
  '' using 'at':(of('dies', 1)) with points lt 3 title 'gradient flow of the trace of the root', \
  '' using 'at':(of('dies', 2)) with points lt 3 notitle
