# style.gp -- the one look of every figure of Elenchus.
#
# A script sets `out` (the file to write) and may set `width` and `height` before it loads this.
# Nothing here depends on the day or the machine, so a figure drawn twice is the same file.

if (!exists('width')) width = 720
if (!exists('height')) height = 440
set encoding utf8
set terminal svg size width,height fixed enhanced font 'sans-serif,14' name 'elenchus' \
  background rgb '#ffffff' linewidth 1 dashlength 1
if (exists('out')) set output out

# Okabe and Ito: told apart by every eye, and by lightness when printed in grey.  The roles are fixed:
# 1 what was measured, 2 what is refused (the control, the printed form), 3 to 6 further things of the
# first kind.  A stated curve is thin and black; a bound is thin and grey.
measured = '#0072B2'
refused = '#D55E00'
stated = '#000000'
quiet = '#767676'
set linetype 1 lc rgb measured lw 1.4 dt solid pt 7 ps 0.55
set linetype 2 lc rgb refused lw 1.4 dt (8,5) pt 6 ps 0.55
set linetype 3 lc rgb '#009E73' lw 1.4 dt solid pt 5 ps 0.5
set linetype 4 lc rgb '#CC79A7' lw 1.4 dt solid pt 9 ps 0.6
set linetype 5 lc rgb '#E69F00' lw 1.4 dt solid pt 11 ps 0.6
set linetype 6 lc rgb '#56B4E9' lw 1.4 dt solid pt 13 ps 0.65
set linetype cycle 6
set style line 11 lc rgb stated lw 1 dt solid
set style line 12 lc rgb quiet lw 1 dt solid
set style line 13 lc rgb refused lw 1.4 dt (8,5)

# Two axes, quiet ticks, a grid that does not speak first.
set border 3 lc rgb '#444444' lw 0.8
set tics nomirror out scale 0.5 textcolor rgb '#222222'
set grid lc rgb '#e4e4e4' lw 0.6 dt solid
set key tmargin left horizontal reverse Left noenhanced spacing 1.15 samplen 2.5 \
  textcolor rgb '#222222'
set title font ',14' textcolor rgb '#222222'
set samples 2

# Reading `<id>.tsv`: its first row names the columns, for a script that sets columnheaders; a reset
# does not take that back.
unset datafile columnheaders
set datafile separator tab
set datafile missing NaN

# Where every one of some conditions is true, y; elsewhere nothing.
where(true, y) = true ? y : NaN
