# figure: udt-E3.3
# caption: One token on the line. Softmax lets it grow exponentially for ever; without the denominator it
#   is infinite at the dotted times, 1/(2 a v y0^2) for the identity and ReLU, E1(a y0^2)/(2v) for the
#   exponential, which balls bracket to a hundredth.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/udt-E3.3.tsv'

seen(curve) = stringcolumn('what') eq curve && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('instance') eq 'in the plane'
of(curve, y) = where(seen(curve), y)

set xlabel 't'
set ylabel 'token'
set logscale y
set yrange [0.5:40]
set key top left
a = 3./4; v = 5./3; y0 = 2./3
cubic_time = 1/(2*a*v*y0**2)
exponential_time = expint(1, a*y0**2)/(2*v)
set arrow from cubic_time, graph 0 to cubic_time, graph 1 nohead dashtype 3
set arrow from exponential_time, graph 0 to exponential_time, graph 1 nohead dashtype 3
plot rows using 'at':(of('softmax', column('measured'))) with lines lt 1 title 'softmax', \
  '' using 'at':(of('identity and ReLU', column('measured'))) with lines lt 2 title 'identity and ReLU', \
  '' using 'at':(of('exponential', column('measured'))) with lines lt 3 title 'exponential'
