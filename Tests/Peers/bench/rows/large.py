"""Large figures: a heatmap of a million evaluations, a scatter of a million points."""

import os
import random

import places
from measuring import run
from places import PYTHON, RHO, script, work
from races import Contestant, Settings, middle, race
from results import comparisons, limit
from rows import Row


def points(count):
    """A CSV file of normal points, the same every time."""
    path = work(f"points-{count}.csv")
    if not os.path.exists(path):
        chance = random.Random(1)
        with open(path + ".part", "w", encoding="utf-8") as file:
            file.write("x,y\n")
            for _ in range(count):
                file.write(f"{chance.gauss(0, 1):.5f},{chance.gauss(0, 1):.5f}\n")
        os.rename(path + ".part", path)
    return path


def scatter_config(count):
    path = work(f"scatter-{count}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""formats: [svg, png]
data:
  points: {{csv: {points(count)}}}
figures:
  scatter:
    panels:
      - x: {{label: $x$, domain: [-5, 5]}}
        y: {{label: $y$, domain: [-5, 5]}}
        marks:
          - {{points: {{data: points}}, size: 1.5, opacity: 0.3}}
""")
    return path


def heatmap():
    config = os.path.join(places.PEERS, "heatmap.yaml")
    entries = []
    for kind in ("svg", "png"):
        rho = Contestant("Rho", lambda: run(
            [RHO, "render", config, "--format", kind, "--out", places.fresh_folder(f"heatmap-{kind}")]))
        peers = [
            Contestant("matplotlib, imshow",
                       lambda: run([PYTHON, script("matplotlib_heatmap.py"), work(f"heatmap-mpl.{kind}")]),
                       needs=PYTHON, goal=25, judged="the same picture"),
            Contestant("gnuplot",
                       lambda: run(["gnuplot", "-e", f"file='{work('heatmap-gnuplot.' + kind)}'",
                                    script("heatmap.gp")]),
                       needs="gnuplot", goal=30, judged="the same picture, colours by another table"),
        ]
        race(f"heatmap, {kind}", rho, peers)
        entries += comparisons(f"heatmap of 1000 × 1000 evaluations, {kind.upper()}", rho, peers, "ms", 1000, 0,
                               note="Rho's frame is 997 × 997")
    return entries


def scatter():
    data = points(1_000_000)
    config = scatter_config(1_000_000)
    entries = []
    for kind in ("png", "svg"):
        target = os.path.join(places.WORK, "scatter", f"scatter.{kind}")

        def ours():
            usage = run([RHO, "render", config, "--format", kind, "--out", places.fresh_folder("scatter")])
            return usage.seconds, os.path.getsize(target)

        def theirs(command, result):
            def turn():
                seconds = run(command + [result] if command[0] == PYTHON else command).seconds
                return seconds, os.path.getsize(result)
            return turn

        matplotlib = [PYTHON, script("matplotlib_scatter.py"), data]
        gnuplot = work(f"scatter-gnuplot.{kind}")
        # Rho draws so many points as one image of two pixels a point, also in SVG.
        shown = "the same picture"
        shapes = shown + (", but each point a shape; Rho's are pixels" if kind == "svg" else "")
        peers = [Contestant("matplotlib", theirs(matplotlib, work(f"scatter-mpl.{kind}")), needs=PYTHON,
                            is_slow=kind == "svg", goal=6, judged=shapes)]
        if kind == "svg":
            raster = work("scatter-raster.svg")

            def rasterized():
                seconds = run(matplotlib + [raster, "rasterized"]).seconds
                return seconds, os.path.getsize(raster)

            peers.append(Contestant("matplotlib, rasterized=True", rasterized, needs=PYTHON, goal=6,
                                    judged=shown))
        command = ["gnuplot", "-e", f"data='{data}'; file='{gnuplot}'", script("scatter.gp")]
        peers.append(Contestant("gnuplot", theirs(command, gnuplot), needs="gnuplot", is_slow=True, goal=6,
                                judged=shapes))
        rho = Contestant("Rho", ours)
        race(f"scatter, {kind}", rho, peers)
        what = f"scatter of 10⁶ points from CSV, {kind.upper()}"
        entries += comparisons(what, rho, peers, "ms", 1000, 0)
        if Settings.with_peers:
            for peer in peers:
                peer.goal = None
            entries += comparisons(f"{what}: size", rho, peers, "MB", 1e-6, 1)
        entries.append(limit(f"{what}: size", middle(rho, 1) / 1e6, "MB", 1, len(rho.samples)))
    return entries


ROWS = [Row(10, "A heatmap of 10⁶ evaluations, whole process", heatmap),
        Row(11, "A scatter of 10⁶ points, whole process", scatter)]
