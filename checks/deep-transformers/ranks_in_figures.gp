# figure: udt-X3 udt-X8
# caption: Eigenvalues of the covariance in dimension 5 for a random Q of two rows and V = X'X. Two fall like
#   1/t, three stay: the limit has rank 3, the dimension of the kernel of Q, and not 2.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/'.id.'.tsv'

seen(i, y) = where(stringcolumn('what') eq 'eigenvalues' && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'd = 5' && column('entry') == i, y)

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
