# figure: udt-X1c
# caption: Covariances with entries a, c, c, b under two heads, from three starts, seen in the plane of a
#   and c. With one head silent (lines) a stays and c falls: each start ends elsewhere on the plane
#   c = 0. With both heads heard (dashed) all end on the line a = c = 0.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-X1c.tsv'

# The entries a, c, c, b of one matrix come in four rows; at the last all are known.
a = c = 0
take(e, y) = e == 1 ? (a = y) : e == 2 ? (c = y) : 0
on(which, curve) = stringcolumn('comparator') eq 'trace' && stringcolumn('what') eq curve && \
  stringcolumn('arithmetic') eq 'double' && stringcolumn('instance') eq which
gathered(which, curve) = on(which, curve) ? \
  (take(column('entry'), column('measured')), column('entry') == 4) : 0
curves = 'first second third'

do for [i = 1:3] {
  set table $silent append
  plot rows using (ready = gathered('the first head is silent', word(curves, i)), a):(c) with table if (ready == 1)
  set table $heard append
  plot rows using (ready = gathered('both heads are heard', word(curves, i)), a):(c) with table if (ready == 1)
  unset table
  set print $silent append
  print ''
  set print $heard append
  print ''
  unset print
}
unset datafile columnheaders

set xlabel 'a'
set ylabel 'c'
set xrange [0:0.85]
set key inside top left vertical
plot $silent using 1:2 with linespoints lt 1 title 'one head silent', \
  $heard using 1:2 with linespoints lt 2 title 'both heads heard'
