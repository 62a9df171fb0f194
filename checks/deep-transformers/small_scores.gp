# figure: udt-D2.2
# caption: What softmax attention with parameters (eps Q, K, V/eps) leaves beside its first two terms. For tokens
#   in general it falls like eps (blue), not faster, as o(eps) would (below the thin line); for tokens that
#   are symmetric about their mean it falls like the square of eps.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-D2.2.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'mpfr:256' && \
  stringcolumn('instance') eq 'three tokens in the plane' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set logscale xy
set format x '10^{%T}'
set format y '10^{%T}'
set xlabel 'ε'
set ylabel 'remainder'
set xrange [1e-5:1]
set samples 50
set key bottom right inside vertical
plot x with lines ls 12 title 'ε', \
  rows using 'at':(of('skew')) with linespoints lt 1 title 'three tokens', \
  '' using 'at':(of('symmetric')) with linespoints lt 3 title 'the same and their mirror images'
