# Row 3 with gnuplot: gnuplot -e "data='…'; path='…'; folder='…'" frames.gp
set terminal pngcairo size 800,500 font "Inter,9"
set datafile separator ","
set border 3
set tics nomirror
set grid lc rgb "#e5e5e5" lt 1
array S[2001]
array I[2001]
array A[2001]
array C[2001]
stats path using (S[int($1) + 1] = $2, I[int($1) + 1] = $3, A[int($1) + 1] = $4, C[int($1) + 1] = $5, $1) skip 1 nooutput
# The opacity of a point, as 255 - it in the highest byte of its colour.
shade(x, y, s, i, a, c) = int(255 * (1 - 0.8 * (0.15 + 0.85 * (((y - s*x - i) / c)**2 / (2 - a) + 1)**(a/2 - 1)))) * 16777216 + 0x0072B2
do for [f=0:99] {
  n = 20 * f + 1
  set output sprintf("%s/%04d.png", folder, f)
  set multiplot layout 1,2 title "The adaptive loss finds the line and its own robustness"
  set title sprintf("Step %d", n - 1)
  set xrange [0:1]; set yrange [0:1]; set xlabel "x"; set ylabel "y"; set key bottom right
  plot data using 1:2:(shade($1, $2, S[n], I[n], A[n], C[n])) skip 1 with points pt 7 ps 0.8 lc rgb variable t "data", \
    0.7*x + 0.15 dt 2 lw 1.25 lc rgb "black" t "truth", S[n]*x + I[n] lw 1.5 lc rgb "#D55E00" t "fit"
  set title sprintf("α = %.3f, c = %.3f", A[n], C[n])
  set xrange [0:2000]; set yrange [0:2]; set xlabel "step"; set ylabel "α, c"; set key top right
  plot path using 1:4 skip 1 every ::0::(n - 1) with lines lw 1.5 lc rgb "#0072B2" t "α", \
    path using 1:5 skip 1 every ::0::(n - 1) with lines lw 1.5 lc rgb "#009E73" t "c"
  unset multiplot
}
