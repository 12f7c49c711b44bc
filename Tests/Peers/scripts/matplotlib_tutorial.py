"""Row 2: figures 1 to 4 of the tutorial, each as SVG and PNG. Arguments: the data, the folder to write to."""

import sys

import numpy as np
from mpl_toolkits.mplot3d import Axes3D  # noqa: F401
from matplotlib_style import COLORS, figure, plt, save

import loss
import matplotlib_curves

C = 1.1
data, folder = sys.argv[1:]
x, y, outlier = np.loadtxt(data, delimiter=",", skiprows=1, unpack=True)
inlier = outlier == 0
ends = np.array([0.0, 1.0])


def write(fig, name):
    for kind in ("svg", "png"):
        save(fig, f"{folder}/{name}.{kind}")
    plt.close(fig)


def scatter(axes, keep, slope, intercept, color, label):
    axes.plot(x[keep], y[keep], "o", color=COLORS[0], alpha=0.8, ms=5, label="data")
    axes.plot(ends, 0.7 * ends + 0.15, "--", color="black", lw=1.25, label="truth")
    axes.plot(ends, slope * ends + intercept, color=color, label=label)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="$x$", ylabel="$y$")


def outliers_and_mse():
    fig, (left, right) = figure(800, 392, columns=2, sharex=True, sharey=True)
    fig.suptitle("A few outliers tilt the least-squares line", x=0.02, ha="left")
    left.set_title("Without outliers")
    right.set_title("With outliers")
    scatter(left, inlier, *np.polyfit(x[inlier], y[inlier], 1), COLORS[2], "least squares")
    scatter(right, inlier, *np.polyfit(x, y, 1), COLORS[2], "least squares")
    right.plot(x[~inlier], y[~inlier], "x", color="#c00000", ms=7, label="outliers")
    right.legend(frameon=False)
    write(fig, "outliers-and-mse")


def fields():
    """The loss and its gradient over x and alpha, alpha as far as -8."""
    a = np.linspace(-8, 2, 101)
    v = np.linspace(-6 * C, 6 * C, 101)
    return v, a, loss.grid(loss.rho, v, a, C), loss.grid(loss.slope, v, a, C)


def loss_surface():
    v, a, rho, slope = fields()
    fig = plt.figure(figsize=(800 / 72, 440 / 72), layout="constrained")
    fig.suptitle("Loss and gradient over residual and shape", x=0.02, ha="left")
    for i, (values, limits, colors) in enumerate(
            [(rho, (0, 6), "viridis"), (slope, (-1.5, 1.5), "RdBu")]):
        axes = fig.add_subplot(1, 2, i + 1, projection="3d")
        axes.plot_surface(*np.meshgrid(v, a), np.clip(values, *limits), cmap=colors, rstride=2, cstride=2,
                          linewidth=0.3, edgecolor="#00000040")
        axes.set(xlabel="$x$", ylabel=r"$\alpha$", zlim=limits)
    write(fig, "loss-surface")


def loss_heatmap():
    v, a, rho, slope = fields()
    fig, panels = figure(800, 392, columns=2)
    fig.suptitle("Every shape at once", x=0.02, ha="left")
    for axes, values, limits, colors, levels in (
            (panels[0], rho, (0, 12), "viridis", [0.25, 0.5, 1, 2, 3, 4, 6, 9, 12]),
            (panels[1], slope, (-1.5, 1.5), "RdBu", np.arange(-1.25, 1.5, 0.25))):
        image = axes.imshow(values, extent=(v[0], v[-1], a[0], a[-1]), origin="lower", aspect="auto",
                            vmin=limits[0], vmax=limits[1], cmap=colors, interpolation="bilinear")
        lines = axes.contour(v, a, values, levels=levels, colors="white", linewidths=0.8)
        axes.clabel(lines, fontsize=8)
        axes.set(xlabel="$x$", ylabel=r"$\alpha$")
        axes.grid(False)
        fig.colorbar(image, ax=axes, extend="max")
    write(fig, "loss-heatmap")


def fixed_alpha_fit():
    """2000 steps of Adam on the mean of ρ(y - wx - b, 2, 0.1)."""
    w = np.zeros(2)
    m = np.zeros(2)
    v = np.zeros(2)
    for t in range(1, 2001):
        pull = loss.slope(y - w[0] * x - w[1], 2, 0.1)
        gradient = -np.array([np.mean(pull * x), np.mean(pull)])
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * gradient**2
        w = w - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    fig, axes = figure(560, 430)
    fig.suptitle(r"2000 steps with the shape fixed at $\alpha = 2$", x=0.02, ha="left")
    scatter(axes, slice(None), *w, COLORS[1], r"fit, $\alpha = 2$")
    axes.legend(frameon=False)
    write(fig, "fixed-alpha-fit")


outliers_and_mse()
write(matplotlib_curves.draw(), "loss-and-gradient")
loss_surface()
loss_heatmap()
fixed_alpha_fit()
