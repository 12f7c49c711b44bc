# Row 11 with gnuplot: gnuplot -e "data='…'; file='scatter.svg'" scatter.gp
if (strstrt(file, ".svg")) {
  set terminal svg size 800,640 font "Inter,10"
} else {
  set terminal pngcairo size 1600,1280 fontscale 1.6 pointscale 2 font "Inter,10"
}
set output file
set datafile separator ","
set xrange [-5:5]
set yrange [-5:5]
set xlabel "x"
set ylabel "y"
unset key
plot data using 1:2 skip 1 with points pt 7 ps 0.17 lc rgb "#B20072B2"
