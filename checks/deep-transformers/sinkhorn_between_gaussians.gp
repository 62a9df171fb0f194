# figure: udt-LA.5
# caption: Distance of F_n, by the recursion as printed in (A.9), from its limit (points), beside the powers of
#   c/(c + epsilon), c the top eigenvalue of C_G (lines). The slopes agree; even and odd steps are two runs
#   of Sinkhorn's algorithm that do not know of each other, which is why F_{n+1} is not phi(F_n).
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-LA.5.tsv'
seen(curve, case) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'mpfr:128' && \
  stringcolumn('instance') eq case && stringcolumn('control') eq '-'
of(curve, case) = where(seen(curve, case), column('measured'))
set xlabel 'n'
set ylabel 'distance of F_n from F' noenhanced
set logscale y
set format y '10^{%T}'
plot rows using 'at':(of('rate', 'the plane')) with lines ls 11 title 'powers of c/(c + epsilon)', \
  '' using 'at':(of('rate', 'space')) with lines ls 11 notitle, \
  '' using 'at':(of('distance', 'the plane')) with points lt 1 title 'the plane', \
  '' using 'at':(of('distance', 'space')) with points lt 3 title 'space'
