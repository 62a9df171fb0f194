# figure: odt-T5.1
# caption: Particles on the line that move against the gradient of log density, from two humps at 1
#   and -2. They carry the heat flow: between two paths there is always the same mass. First those
#   between the humps are driven together, then the cloud spreads.
width = 720
height = 440
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-T5.1.tsv'

path(j, y) = where(stringcolumn('what') eq 'particles' && column('entry') == j && \
  stringcolumn('instance') eq 'two humps on the line; nearly the same Gaussian', y)

set xlabel 't'
set ylabel 'place'
unset key
plot for [j = 1:15] rows using 'at':(path(j, column('measured'))) with lines lt 1
