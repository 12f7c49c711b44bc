"""Figures of curves, drawn by a whole process: time, and the memory that it takes."""

import re

import places
from measuring import run
from places import PYTHON, RHO, script, work
from races import Contestant, Settings, middle, race
from results import alone, comparisons, limit
from rows import Row

TUTORIAL = ["outliers-and-mse", "loss-and-gradient", "loss-surface", "loss-heatmap", "fixed-alpha-fit"]


def config_of(figure):
    """A config with one figure of figures/figures.yaml and nothing else."""
    with open(f"{places.FIGURES}/figures.yaml", encoding="utf-8") as file:
        block = re.search(rf"^  {figure}:\n(?:    .*\n|\n)+", file.read(), re.MULTILINE).group(0)
    path = work(f"{figure}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("formats: [svg, png]\nscale: 2\ndefine: {c: 1.1}\nfigures:\n" + block)
    return path


def render(*arguments):
    """Draws into a folder that holds nothing yet."""
    return run([RHO, "render", *arguments, "--out", places.fresh_folder()])


def _race_curves(kind):
    config = config_of("loss-and-gradient")
    rho = Contestant("Rho", lambda: render(config, "--format", kind))
    same = "the same curves and labels; "
    peers = [
        Contestant("matplotlib", lambda: run([PYTHON, script("matplotlib_curves.py"), work(f"mpl.{kind}")]),
                   needs=PYTHON, goal=70,
                   judged=same + "a legend box instead of names at the curves"),
        Contestant("Vega-Lite (vl-convert)",
                   lambda: run([PYTHON, script("vega_lite_curves.py"), work(f"vega.{kind}")]),
                   needs=PYTHON, goal=70,
                   judged=same + "no mathematics in the text, ticks not in units of c, 1/c without its name"),
        Contestant("gnuplot",
                   lambda: run(["gnuplot", "-e", f"file='{work('gnuplot.' + kind)}'", script("curves.gp")]),
                   needs="gnuplot", goal=4,
                   judged=same + "no mathematics in the text, the legend covers curves"),
        Contestant("ggplot2", lambda: run(["Rscript", script("ggplot2_curves.R"), work(f"ggplot2.{kind}")]),
                   needs="Rscript", goal=70,
                   judged=same + "no mathematics in the text, one legend for both panels"),
    ]
    race(f"loss-and-gradient, {kind}", rho, peers)
    return rho, peers


def curves():
    entries = []
    for kind in ("svg", "png"):
        rho, peers = _race_curves(kind)
        what = f"`loss-and-gradient`, {kind.upper()}"
        if Settings.with_peers:
            entries += comparisons(what, rho, peers, "ms", 1000, part=0)
        entries.append(limit(f"{what}, whole process", middle(rho, 0) * 1000, "ms", 30, len(rho.samples)))
    return entries


def memory():
    """The kernel counts the driver's own peak before it starts the program: no process shows less than that."""
    unseen = f"less than {run(['true']).megabytes:.0f} MB, the driver's own, cannot be seen"
    entries = []
    for kind in ("svg", "png"):
        rho, peers = _race_curves(kind)
        what = f"`loss-and-gradient`, {kind.upper()}: peak memory"
        for peer in peers:
            peer.goal = None
        if Settings.with_peers:
            entries += comparisons(what, rho, peers, "MB", 1, part=1, note=unseen)
        entries.append(limit(what, middle(rho, 1), "MB", 20, len(rho.samples), unseen))
    return entries


def tutorial():
    only = [word for name in TUTORIAL for word in ("--only", name)]
    rho = Contestant("Rho", lambda: render(f"{places.FIGURES}/figures.yaml", "--theme", "light", *only))
    peers = [Contestant(
        "matplotlib",
        lambda: run([PYTHON, script("matplotlib_tutorial.py"), places.TOY, places.fresh_folder("tutorial")]),
        needs=PYTHON, goal=50,
        judged="α only down to −8 where Rho's axis reaches −∞; surfaces end in plateaus instead of being cut")]
    race("tutorial", rho, peers)
    note = "figure 3 both as surfaces and as heatmaps; Rho draws on both cores"
    what = "the tutorial's figures 1–4, SVG and PNG"
    if not Settings.with_peers:
        return [alone(what, rho, "ms", 1000, 0, note)]
    return comparisons(what, rho, peers, "ms", 1000, part=0, note=note)


ROWS = [
    Row(1, "One figure, whole process, cold", curves),
    Row(2, "The tutorial's figures, whole process", tutorial),
    Row(14, "Peak memory of one figure", memory),
]
