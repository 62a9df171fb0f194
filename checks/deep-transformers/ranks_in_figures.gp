# figure: udt-X3 udt-X8
# caption: Left: eigenvalues of the covariance in dimension 5 for a random Q of two rows and V = X'X. Two fall like
#   1/t, three stay: the limit has rank 3, the dimension of the kernel of Q, and not 2. Right: the ranks that
#   the widest gap shows at t = 4096 in runs with random Q and X, for d = 3, 4, 5. The bound of the captions
#   is the integer part of d/2: 1, 2 and 2.
width = 900
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/'.id.'.tsv'

seen(i, y) = where(stringcolumn('what') eq 'eigenvalues' && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'd = 5' && column('entry') == i, y)

set multiplot layout 1,2
set logscale xy
set format y '10^{%T}'
set lmargin 9
set xlabel 't'
set ylabel 'eigenvalues of the covariance'
set key inside bottom left vertical
plot for [i = 3:5] rows using 'at':(seen(i, column('measured'))) with linespoints lt 1 \
    title (i == 3 ? 'three that stay' : ''), \
  for [i = 1:2] rows using 'at':(seen(i, column('measured'))) with linespoints lt 3 \
    title (i == 1 ? 'two that fall' : '')

unset logscale
set format '%g'
set xlabel 'rank'
set ylabel 'runs'
set xrange [0.5:4.5]
set yrange [0:*]
set xtics 1
set boxwidth 0.25
set style fill solid 0.7 noborder
set key inside top left vertical
bar(d, y) = where(stringcolumn('what') eq 'ranks' && stringcolumn('arithmetic') eq 'double' && column('at') == d, y)
plot for [d = 3:5] rows using (column('entry') + (d - 4)*0.27):(bar(d, column('measured'))) with boxes lt (d - 2) \
    title 'd = '.d
unset multiplot
