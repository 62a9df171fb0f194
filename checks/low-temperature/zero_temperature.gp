# figure: low-R1
# caption: A token that starts orthogonal to E should stay there. Its component in E, in double (blue)
#   and in 128 and 256 bits: rounding puts it off, and it grows at the rate γ whatever the precision. The
#   last line to leave has the most digits; the equation leaves at no time.
width = 720
height = 420
load 'style.gp'
set datafile columnheaders
rows = results.'/low-R1.tsv'
seen(name) = stringcolumn('what') eq 'component in E' && stringcolumn('arithmetic') eq name && \
  stringcolumn('instance') eq 'a plane in space' && stringcolumn('control') eq '-'
of(name) = where(seen(name), column('log10_measured'))

set xlabel 't'
set ylabel 'log_{10} of the component in E'
plot rows using 'at':(of('double')) with lines lt 1 title 'double', \
  '' using 'at':(of('mpfr:128')) with lines lc rgb '#767676' title '128 bits', \
  '' using 'at':(of('mpfr:256')) with lines ls 11 title '256 bits'
