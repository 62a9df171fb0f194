# figure: odt-R5.3
# caption: Interaction energies along geodesics, above the chord between their ends; what is positive
#   somewhere is not convex. Two atoms in the plane whose difference goes from (4,0) to (0,3) under the
#   repulsion -|x-y|, and a fifth of that size under the quartic; three atoms on the line under the same
#   repulsion, where the energy is affine; the risk of one linear neuron between two minimisers. Each curve is in units
#   of its greatest size, the line in those of the plane.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-R5.3.tsv'

seen(curve) = stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('control') eq '-' && stringcolumn('instance') eq 'three atoms in the plane'
on(curve) = where(seen(curve), column('measured'))
most(curve) = sprintf("stats rows using (on('%s')) name 'S' nooutput; S = S_max > -S_min ? S_max : -S_min", curve)

eval most('neuron')
neuron = S
eval most('plane')
plane = S
eval most('quartic')
quartic = S

set xlabel 't'
set ylabel 'energy above its chord'
set yrange [-1.1:1.1]
set xzeroaxis lc rgb quiet dt 3
plot rows using 'at':(on('plane') / plane) with linespoints lt 1 title '-|x-y|, plane', \
  '' using 'at':(on('line') / plane) with linespoints lt 3 title '-|x-y|, line', \
  '' using 'at':(on('neuron') / neuron) with linespoints lt 4 title 'risk of a neuron', \
  '' using 'at':(on('quartic') / quartic) with linespoints lt 5 title 'quartic'
