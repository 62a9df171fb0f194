# figure: low-X4
# caption: Alignment with E (blue) and with F (black) in ten dimensions, at β = 10 (solid) and at β = 1000
#   (dashed), and with E at zero temperature (grey), where no second phase comes.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/low-X4.tsv'
of(name, i) = where(stringcolumn('what') eq name && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('control') eq '-' && column('entry') == i, column('measured'))

set xlabel 't'
set ylabel 'mean alignment'
set yrange [0:1.02]
plot rows using 'at':(of('warm', 1)) with lines lt 1 title 'E, β = 10', \
  '' using 'at':(of('warm', 2)) with lines ls 11 title 'F, β = 10', \
  '' using 'at':(of('cold', 1)) with lines lt 1 dt 2 title 'E, β = 1000', \
  '' using 'at':(of('cold', 2)) with lines ls 11 dt 2 title 'F, β = 1000', \
  '' using 'at':(of('zero temperature', 1)) with lines lc rgb '#767676' title 'E, β infinite'
