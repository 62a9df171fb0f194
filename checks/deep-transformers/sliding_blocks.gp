# figure: udt-PB.14b
# caption: Two laws on [0,1] with one time marginal and a block of mass 1/n slid by 1/n. The fields differ by
#   ever more of their Wasserstein distance; so do, after a time 1, sequences of n tokens, and faster. By the
#   conditional distance the fields come close.
width = 720
height = 440
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-PB.14b.tsv'
here = 'a million in the middle'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'mpfr:128' && \
  stringcolumn('instance') eq here && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))
rooted(curve) = where(seen(curve), sqrt(column('measured')))

set logscale xy
set xlabel 'n'
set ylabel 'ratio'
set xrange [3.5:600]
set yrange [0.05:100]
set key at graph 0.98, graph 0.62 right top vertical
plot rows using 'at':(of('run')) with linespoints lt 3 title 'W_2 after a time 1, over W_2 at the start', \
  '' using 'at':(rooted('field by W')) with linespoints lt 1 title 'difference of the fields over W_2', \
  '' using 'at':(rooted('field by d')) with linespoints lt 4 title 'the same over d'
