# figure: udt-E4.cmp
# caption: Trace of the covariance in time, from one start. At equal times L2 attention (line) runs ahead of
#   softmax (dashed), though the two draw nearly the same curve in the space of covariances; at twice
#   the time softmax (points) is beside it, and ever closer as the covariance gets small.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-E4.cmp.tsv'

seen(i, y) = where(stringcolumn('what') eq 'traces' && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'nothing commutes' && column('entry') == i, y)

set logscale y
set xlabel 't'
set ylabel 'trace of the covariance'
set key inside top right vertical
plot rows using 'at':(seen(1, column('measured'))) with lines lt 1 title 'L2 at t', \
  '' using 'at':(seen(2, column('measured'))) with lines lt 2 title 'softmax at t', \
  '' using 'at':(seen(3, column('measured'))) with points lt 3 title 'softmax at 2t'
