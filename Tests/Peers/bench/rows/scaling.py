"""What size costs, Rho alone: points, pixels, frames, panels and rows; memory against frames."""

import math

import places
from measuring import median, run
from places import RHO, work
from races import Settings, progress
from results import number
from rows import Row
from rows.curves import config_of
from rows.large import points, scatter_config

MOVING = """formats: [png]
scale: 1
figures:
  moving:
    width: 400
    height: 300
    frames: {{over: shape, from: 2, to: -8, count: {count}, write: files}}
    panels:
      - x: {{label: $x$, domain: [-6, 6]}}
        y: {{label: $\\rho$, domain: [0, 6]}}
        marks:
          - {{curves: rho, alpha: shape, scale: 1}}
"""

PANEL = """      - x: {label: $x$, domain: [-6, 6]}
        y: {label: $\\rho$, domain: [0, 6]}
        marks:
          - {curves: rho, alpha: [2, 1, 0, -2], scale: 1}
"""


def _config(name, text):
    path = work(name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _render(config, *arguments):
    return run([RHO, "render", config, "--format", "png", *arguments, "--out", places.fresh_folder()])


def _points(count):
    return _render(scatter_config(count))


def _pixels(count):
    # A page of 800 × 392 points.
    return _render(config_of("loss-and-gradient"), "--scale", f"{math.sqrt(count / (800 * 392)):.6f}")


def _frames(count):
    return _render(_config("moving.yaml", MOVING.format(count=count)))


def _panels(count):
    head = f"figures:\n  many:\n    columns: {math.isqrt(count)}\n    panels:\n"
    return _render(_config("panels.yaml", head + count * PANEL))


def _rows(count):
    return run([RHO, "fit", points(count), "--x", "x", "--y", "y", "--loss", "l2"])


# What grows, how it is done, and the sizes.
SERIES = [
    ("points", _points, [100, 1000, 10_000, 100_000, 1_000_000]),
    ("pixels", _pixels, [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]),
    ("frames", _frames, [2, 10, 100, 1000]),
    ("panels", _panels, [1, 4, 16, 64, 100]),
    ("rows", _rows, [100, 1000, 10_000, 100_000, 1_000_000]),
]
NAMES = {
    "points": "scatter of {} points", "pixels": "page of {} pixels", "frames": "{} frames of 400 × 300",
    "panels": "figure of {} panels", "rows": "`rho fit --loss l2` of {} rows",
}


def csv_path(series):
    return work(f"scaling-{series}.csv")


def scaling():
    entries = []
    turns = min(Settings.runs, 3)
    for series, measure, sizes in SERIES:
        lines = ["size,seconds,megabytes"]
        for size in sizes:
            progress(f"{size} {series}")
            usages = [measure(size) for _ in range(turns)]
            seconds = median([usage.seconds for usage in usages])
            megabytes = median([usage.megabytes for usage in usages])
            lines.append(f"{size},{seconds:.6f},{megabytes:.1f}")
        # The CSV has every size; the table the largest.
        what = NAMES[series].format(f"{size:,}".replace(",", " "))
        entries.append(number(what, seconds * 1000, "ms", turns))
        entries.append(number(what + ": peak memory", megabytes, "MB", turns))
        with open(csv_path(series), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    return entries


ROWS = [Row(12, "Cost against size, Rho alone, whole process", scaling)]
