"""What all pictures of matplotlib share: no display, the sizes and the look of Rho's."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]
matplotlib.rcParams.update({
    "font.family": "Inter", "mathtext.fontset": "stix", "svg.fonttype": "none",
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
    "grid.color": "#e5e5e5", "font.size": 10,
})


def figure(width, height, columns=1, **options):
    """A figure of a size in points, and its axes."""
    return plt.subplots(1, columns, figsize=(width / 72, height / 72), layout="constrained", **options)


def save(fig, path, scale=2):
    fig.savefig(path, dpi=72 * scale)
