# figure: udt-E5.14
# caption: The functional along the tokens of softmax attention, relative to its value at the start. For symmetric A
#   it is an energy and falls. For the A of the counterexample, with B = Id, it climbs at first: no
#   gradient flow can do that. Time is in units of the length of each run.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-E5.14.tsv'
seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'three tokens' && stringcolumn('control') eq '-'
of(curve) = where(seen(curve), column('measured'))
set table $symmetric
plot rows using 'at':(of('symmetric')) with table if (seen('symmetric'))
set table $other
plot rows using 'at':(of('not symmetric')) with table if (seen('not symmetric'))
unset table
unset datafile columnheaders
stats $symmetric using 2 every ::0::0 name 'one' nooutput
stats $other using 2 every ::0::0 name 'two' nooutput
stats $symmetric using 1 name 'first' nooutput
stats $other using 1 name 'second' nooutput
set xlabel 't'
set ylabel 'functional, relative'
plot $symmetric using ($1 / first_max):($2 / one_max) with linespoints lt 1 title 'A symmetric', \
  $other using ($1 / second_max):($2 / two_max) with linespoints lt 2 title 'A not symmetric'
