# Row 10 with gnuplot: gnuplot -e "file='heatmap.svg'" heatmap.gp
if (strstrt(file, ".svg")) {
  set terminal svg size 1110,1091 font "Inter,10"
} else {
  set terminal pngcairo size 1110,1091 font "Inter,10"
}
set output file
z(x) = x**2
# A hair beside 0 and 2, where the formula divides by zero.
safe(a) = abs(a) < 1e-9 ? 1e-9 : abs(a - 2) < 1e-9 ? 2 - 1e-9 : a
general(x, a) = abs(a - 2) / a * ((z(x) / abs(a - 2) + 1)**(a / 2) - 1)
rho(x, a) = general(x, safe(a))
set samples 1000
set isosamples 1000
set xrange [-6:6]
set urange [-6:6]
set yrange [-8:2]
set vrange [-8:2]
set cbrange [0:6]
set palette defined (0 "#440154", 1 "#414487", 2 "#2a788e", 3 "#22a884", 4 "#7ad151", 5 "#fde725")
set xlabel "x"
set ylabel "α"
unset key
plot '++' using 1:2:(rho($1, $2)) with image
