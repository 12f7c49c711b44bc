"""Row 4 as the tutorial does it: celluloid takes a snapshot of each frame, Pillow writes the GIF.
Arguments: the data; the trajectory; the file to write."""

import sys

import numpy as np
from celluloid import Camera

from matplotlib_style import COLORS, figure
from matplotlib.colors import to_rgba
from trajectory import HEIGHT, STEPS, WIDTH, Trajectory

data, path, target = sys.argv[1:]
fit = Trajectory(data, path)
ends = np.array([0.0, 1.0])
fig, (left, right) = figure(WIDTH, HEIGHT, columns=2)
fig.suptitle("The adaptive loss finds the line and its own robustness", x=0.02, ha="left")
left.set(xlim=(0, 1), ylim=(0, 1), xlabel="$x$", ylabel="$y$")
right.set(xlim=(0, 2000), ylim=(0, 2), xlabel="step", ylabel=r"$\alpha$, $c$")
camera = Camera(fig)
for step in STEPS:
    left.scatter(fit.x, fit.y, s=25, linewidths=0, c=[to_rgba(COLORS[0], a) for a in fit.opacities(step)])
    left.plot(ends, 0.7 * ends + 0.15, "--", color="black", lw=1.25)
    left.plot(ends, fit.slope[step] * ends + fit.intercept[step], color=COLORS[1])
    steps = np.arange(step + 1)
    right.plot(steps, fit.alpha[:step + 1], color=COLORS[0])
    right.plot(steps, fit.scale[:step + 1], color=COLORS[2])
    left.text(0.5, 1.02, f"Step {step}", ha="center", transform=left.transAxes)
    right.text(0.5, 1.02, fit.title(step), ha="center", transform=right.transAxes)
    camera.snap()
camera.animate(interval=50).save(target, writer="pillow", dpi=72)
