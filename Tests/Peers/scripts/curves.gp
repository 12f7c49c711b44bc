# Row 1 with gnuplot: gnuplot -e "file='curves.svg'" curves.gp
if (strstrt(file, ".svg")) {
  set terminal svg size 800,392 font "Inter,10"
} else {
  set terminal pngcairo size 1600,784 fontscale 1.6 linewidth 2 font "Inter,10"
}
set output file
c = 1.1
z(x) = (x / c)**2
rho(x, a) = abs(a - 2) / a * ((z(x) / abs(a - 2) + 1)**(a / 2.) - 1)
slope(x, a) = x / c**2 * (z(x) / abs(a - 2) + 1)**(a / 2. - 1)
set samples 400
set xrange [-6*c:6*c]
set xlabel "x"
set xtics ("−6c" -6*c, "−4c" -4*c, "−2c" -2*c, "0" 0, "2c" 2*c, "4c" 4*c, "6c" 6*c)
set border 3
set tics nomirror
set grid lc rgb "#e5e5e5" lt 1
set multiplot layout 1,2 title "One loss from L_2 to Welsch"
set ylabel "ρ(x, α, c)"
set yrange [0:6]
plot z(x)/2 lc rgb "#0072B2" lw 1.5 t "α = 2", \
  rho(x, 1.5) lc rgb "#D55E00" lw 1.5 t "α = 1.5", \
  rho(x, 1.) lc rgb "#009E73" lw 1.5 t "α = 1", \
  log(1 + z(x)/2) lc rgb "#CC79A7" lw 1.5 t "α = 0", \
  rho(x, -2.) lc rgb "#56B4E9" lw 1.5 t "α = −2", \
  1 - exp(-z(x)/2) lc rgb "#E69F00" lw 1.5 t "α = −∞"
set ylabel "∂ρ/∂x"
set yrange [-1.6:1.6]
set object 1 rectangle from -c,-1.6 to c,1.6 fc rgb "#f0f0f0" fs solid noborder behind
set label 1 "|x| < c" at 0,1.5 center
set label 2 "1/c" at 6*c,1/c right offset 0,0.5
set label 3 "−1/c" at 6*c,-1/c right offset 0,0.5
plot 1/c dt 2 lc rgb "#888888" notitle, -1/c dt 2 lc rgb "#888888" notitle, \
  x/c**2 lc rgb "#0072B2" lw 1.5 notitle, \
  slope(x, 1.5) lc rgb "#D55E00" lw 1.5 notitle, \
  slope(x, 1.) lc rgb "#009E73" lw 1.5 notitle, \
  2*x/(x**2 + 2*c**2) lc rgb "#CC79A7" lw 1.5 notitle, \
  slope(x, -2.) lc rgb "#56B4E9" lw 1.5 notitle, \
  x/c**2 * exp(-z(x)/2) lc rgb "#E69F00" lw 1.5 notitle
unset multiplot
