# figure: odt-R6.3b
# caption: The parameter A of the model under gradient descent from two starts. For the target 3/4 it
#   stops at log(3/4) (dotted). For the target -1 there is nowhere to stop: it follows -log 2t (black) for
#   ever, while the loss decreases from 4 to its infimum 1.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R6.3b.tsv'
seen(name) = stringcolumn('what') eq 'descent' && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq name && stringcolumn('control') eq '-'
of(name) = where(seen(name), column('measured'))

set xlabel 't'
set ylabel 'A'
set logscale x
set xrange [0.05:1e8]
set format x '10^{%T}'
set samples 200
set arrow from graph 0, first log(0.75) to graph 1, first log(0.75) nohead dashtype 3
plot x > 0.3 ? -log(2 * x) : NaN with lines ls 11 title '-log 2t', \
  rows using 'at':(of('a target out of reach')) with points lt 1 title 'target -1', \
  '' using 'at':(of('a positive target')) with points lt 3 title 'target 3/4'
