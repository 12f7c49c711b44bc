"""Row 10: a heatmap of 1000 × 1000 evaluations. Arguments: the file to write."""

import sys

import numpy as np

import loss
from matplotlib_style import figure, save

x = np.linspace(-6, 6, 1000)
alpha = np.linspace(-8, 2, 1000)
fig, axes = figure(1110, 1091)
image = axes.imshow(loss.grid(loss.rho, x, alpha, 1), extent=(-6, 6, -8, 2), origin="lower", aspect="auto",
                    vmin=0, vmax=6, cmap="viridis")
axes.set(xlabel="$x$", ylabel=r"$\alpha$")
axes.grid(False)
fig.colorbar(image, ax=axes, extend="max")
save(fig, sys.argv[1], scale=1)
