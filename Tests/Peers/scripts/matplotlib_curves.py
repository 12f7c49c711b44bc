"""Row 1: the loss and its gradient for six shapes. Arguments: the file to write."""

import sys

import numpy as np

import loss
from matplotlib_style import COLORS, figure, save

C = 1.1
SHAPES = [2, 1.5, 1, 0, -2, -np.inf]


def name(alpha):
    return r"$\alpha = -\infty$" if alpha == -np.inf else rf"$\alpha = {alpha:g}$"


def draw():
    x = np.linspace(-6 * C, 6 * C, 400)
    fig, (left, right) = figure(800, 392, columns=2)
    fig.suptitle(r"One loss from $L_2$ to Welsch", x=0.02, ha="left")
    for alpha, color in zip(SHAPES, COLORS):
        left.plot(x, loss.rho(x, alpha, C), color=color, label=name(alpha))
        right.plot(x, loss.slope(x, alpha, C), color=color)
    for axes in (left, right):
        axes.set_xlim(-6 * C, 6 * C)
        axes.set_xlabel("$x$")
        axes.set_xticks([k * C for k in (-6, -4, -2, 0, 2, 4, 6)],
                        ["$-6c$", "$-4c$", "$-2c$", "0", "$2c$", "$4c$", "$6c$"])
    left.set_ylim(0, 6)
    left.set_ylabel(r"$\rho(x, \alpha, c)$")
    left.legend(frameon=False)
    right.axvspan(-C, C, color="#f0f0f0")
    right.text(0, 1.5, "$|x| < c$", ha="center")
    for y, text in ((1 / C, "$1/c$"), (-1 / C, "$-1/c$")):
        right.axhline(y, color="#888888", ls="--", lw=1)
        right.text(6 * C, y, text, va="bottom", ha="right")
    right.set_ylim(-1.6, 1.6)
    right.set_ylabel(r"$\partial\rho/\partial x$")
    return fig


if __name__ == "__main__":
    save(draw(), sys.argv[1])
