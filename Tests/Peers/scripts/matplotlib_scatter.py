"""Row 11: a scatter of a million points from CSV. Arguments: the data; the file to write; whether the points
are pixels also in SVG: rasterized, or nothing."""

import sys

import numpy as np

from matplotlib_style import COLORS, figure, save

x, y = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, unpack=True)
fig, axes = figure(800, 640)
# Points of one size and colour are drawn fastest by plot, not scatter.
axes.plot(x, y, "o", ms=1.5, mew=0, alpha=0.3, color=COLORS[0], rasterized="rasterized" in sys.argv)
axes.set(xlim=(-5, 5), ylim=(-5, 5), xlabel="$x$", ylabel="$y$")
save(fig, sys.argv[2])
