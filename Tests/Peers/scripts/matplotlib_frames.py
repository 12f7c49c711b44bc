"""Row 3: 100 frames of the adaptive fit as PNG, in three ways. Arguments: naive, reuse or blit; the data;
the trajectory; the folder to write to."""

import sys

import numpy as np

from matplotlib_style import COLORS, figure, plt, save
from matplotlib.colors import to_rgba
from trajectory import HEIGHT, STEPS, WIDTH, Trajectory

way, data, path, folder = sys.argv[1:]
fit = Trajectory(data, path)
ends = np.array([0.0, 1.0])


class Picture:
    """The picture of a step, with what moves kept as artists."""

    def __init__(self, step, animated=False):
        self.fig, (left, right) = figure(WIDTH, HEIGHT, columns=2)
        self.fig.suptitle("The adaptive loss finds the line and its own robustness", x=0.02, ha="left")
        move = {"animated": animated}
        self.points = left.scatter(fit.x, fit.y, s=25, linewidths=0, zorder=3, label="data", **move)
        self.line, = left.plot(ends, ends, color=COLORS[1], label="fit", **move)
        left.plot(ends, 0.7 * ends + 0.15, "--", color="black", lw=1.25, label="truth")
        self.alpha, = right.plot([], [], color=COLORS[0], label=r"$\alpha$", **move)
        self.scale, = right.plot([], [], color=COLORS[2], label="$c$", **move)
        self.left_title = left.set_title(" ", **move)
        self.right_title = right.set_title(" ", **move)
        left.set(xlim=(0, 1), ylim=(0, 1), xlabel="$x$", ylabel="$y$")
        right.set(xlim=(0, 2000), ylim=(0, 2), xlabel="step", ylabel=r"$\alpha$, $c$")
        left.legend(frameon=False, loc="lower right")
        right.legend(frameon=False)
        self.panels = left, right
        self.show(step)

    @property
    def left_artists(self):
        return self.points, self.line, self.left_title

    @property
    def right_artists(self):
        return self.alpha, self.scale, self.right_title

    def show(self, step):
        self.points.set_facecolors([to_rgba(COLORS[0], a) for a in fit.opacities(step)])
        self.line.set_ydata(fit.slope[step] * ends + fit.intercept[step])
        steps = np.arange(step + 1)
        self.alpha.set_data(steps, fit.alpha[:step + 1])
        self.scale.set_data(steps, fit.scale[:step + 1])
        self.left_title.set_text(f"Step {step}")
        self.right_title.set_text(rf"$\alpha = {fit.alpha[step]:.3f}$, $c = {fit.scale[step]:.3f}$")


def file(frame):
    return f"{folder}/{frame:04}.png"


def naive():
    for frame, step in enumerate(STEPS):
        picture = Picture(step)
        save(picture.fig, file(frame), scale=1)
        plt.close(picture.fig)


def reuse():
    picture = Picture(0)
    picture.fig.draw_without_rendering()
    # What stands still need not be laid out again for every frame.
    picture.fig.set_layout_engine("none")
    for frame, step in enumerate(STEPS):
        picture.show(step)
        save(picture.fig, file(frame), scale=1)


def blit():
    """Draws what stands still once, and writes the canvas's bytes through Pillow."""
    from PIL import Image

    picture = Picture(0, animated=True)
    picture.fig.set_dpi(72)
    canvas = picture.fig.canvas
    canvas.draw()
    background = canvas.copy_from_bbox(picture.fig.bbox)
    for frame, step in enumerate(STEPS):
        canvas.restore_region(background)
        picture.show(step)
        for axes, artists in zip(picture.panels, (picture.left_artists, picture.right_artists)):
            for artist in artists:
                axes.draw_artist(artist)
        Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(file(frame))


{"naive": naive, "reuse": reuse, "blit": blit}[way]()
