# figure: low-X2
# caption: Figure 2 run again with 450 tokens: how far they are aligned with E (blue) and with F (black), on
#   average. First the circle E ∩ S, then the two points F ∩ S.
width = 720
height = 400
load 'style.gp'
set datafile columnheaders
rows = results.'/low-X2.tsv'
of(i) = where(stringcolumn('what') eq 'alignment' && stringcolumn('arithmetic') eq 'double' && \
  stringcolumn('control') eq '-' && column('entry') == i, column('measured'))

set xlabel 't'
set ylabel 'mean alignment'
set yrange [0:1.02]
plot rows using 'at':(of(1)) with linespoints lt 1 title 'with E', \
  '' using 'at':(of(2)) with linespoints ls 11 title 'with F'
