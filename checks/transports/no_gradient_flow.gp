# figure: odt-R7.2b
# caption: The function f of which two tokens see f(a) and f(b). It decreases between its extrema at
#   2.399... and minus that (dotted); tokens in [-1,1] reach the thick part, where a proof decides it, and
#   f(a) = f(b) means |x_0| = |x_1|. Right of the minimum it takes values a second time.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R7.2b.tsv'
seen = "stringcolumn('what') eq 'f' && stringcolumn('arithmetic') eq 'double' && stringcolumn('instance') eq 'queries are keys' && stringcolumn('control') eq '-'"
f(low, high) = where(@seen && column('at') > low && column('at') < high, column('measured'))

set xlabel 'a'
set ylabel 'f(a)'
set xrange [-4:6]
set arrow from 2.3994, graph 0 to 2.3994, graph 1 nohead dashtype 3
set arrow from -2.3994, graph 0 to -2.3994, graph 1 nohead dashtype 3
plot 0 with lines ls 12 notitle, \
  rows using 'at':(f(-5, 7)) with lines lt 1 title 'f', \
  '' using 'at':(f(-0.25, 2.05)) with lines lt 1 lw 4 title 'tokens in [-1,1]'
