# figure: low-R6
# caption: Eight tokens, symmetric under both reflections. How far they are from E: first they gather on it,
#   down to rounding, and then rounding grows and they leave, later the more bits there are. The equation
#   keeps them on E for ever.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/low-R6.tsv'
seen(name) = stringcolumn('what') eq 'away from E' && stringcolumn('arithmetic') eq name && \
  stringcolumn('control') eq '-'
of(name) = where(seen(name), column('log10_measured'))

set xlabel 't'
set ylabel 'log_{10} of the distance from E'
plot rows using 'at':(of('double')) with lines lt 1 title 'double', \
  '' using 'at':(of('mpfr:128')) with lines lc rgb '#767676' title '128 bits', \
  '' using 'at':(of('mpfr:256')) with lines ls 11 title '256 bits'
