# figure: odt-E14
# caption: What a step of (13) from a point pays for splitting it into two atoms at distance 2s. Below
#   zero the point does not stay a point, and (14) does not describe the step. For the kernel -|x-y|
#   this is so at every step, for a smooth repulsion only at long ones.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/odt-E14.tsv'

on(curve, y) = where(stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'smooth repulsion in the plane, a step near the limit', y)

set xlabel 's'
set ylabel 'objective of the pair less that of the point'
set xrange [0:1.2]
set yrange [-0.4:0.8]
set xzeroaxis ls 12
plot rows using 'at':(on('kink', column('measured'))) with lines lt 2 title '-|x-y|', \
  '' using 'at':(on('smooth, short step', column('measured'))) with lines lt 1 \
  title 'smooth, step below the limit', \
  '' using 'at':(on('smooth, long step', column('measured'))) with lines lt 3 \
  title 'smooth, step above it'
