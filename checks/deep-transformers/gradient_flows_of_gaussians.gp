# figure: udt-E5.10
# caption: The squared Bures distance from Sigma to Sigma + hH, divided by the square of h, against h. At 256 bits
#   (line) it tends to the corrected value (grey), half of what the printed metric says (dashed). In double
#   (points) the difference cancels, and below h = 1e-7 nothing is left.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-E5.10.tsv'
seen(curve, a) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq a && \
  stringcolumn('instance') eq 'an ellipse' && stringcolumn('control') eq '-'
of(curve, a) = where(seen(curve, a), column('measured'))
stated(e) = where(seen('stated', 'mpfr:256') && column('entry') == e, column('measured'))
stats rows using (stated(2)) name 'printed' nooutput
set xlabel 'h'
set ylabel 'D^2 / h^2'
set logscale x
set format x '10^{%T}'
set yrange [0:1.3 * printed_max]
plot rows using 'at':(stated(1)) with lines ls 12 title 'corrected', \
  '' using 'at':(stated(2)) with lines lt 2 title 'as printed', \
  '' using 'at':(of('quotient', 'mpfr:256')) with lines lt 1 title '256 bits', \
  '' using 'at':(of('quotient', 'double')) with points lt 3 title 'double'
