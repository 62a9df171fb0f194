# figure: udt-LB.10
# caption: Picard's iteration for two tokens: Wasserstein distance of one iterate to the next (blue), and
#   what the constant f promises (grey). Here f is above 1 and promises nothing; the iteration
#   converges all the same, faster with every sweep.
width = 720
height = 360
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-LB.10.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'mpfr:128' && \
  stringcolumn('instance') eq 'two tokens in the plane' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))

set logscale y
set format y '10^{%T}'
set xlabel 'sweep'
set ylabel 'distance to the next iterate'
set xrange [-0.1:3.1]
set xtics 0, 1
set key bottom left inside vertical
plot rows using 'at':(of('contraction')) with linespoints ls 12 pt 4 title 'f^k times the first', \
  '' using 'at':(of('gap')) with linespoints lt 1 title 'measured'
