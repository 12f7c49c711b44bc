"""The figures of the results, drawn by Rho from what the rows wrote."""

import os

from measuring import run
from places import PEERS, RESULTS, RHO, work
from results import load
from rows import all_rows
from rows.scaling import SERIES, csv_path

NAMES_GO = "          # The names of the races go here.\n"
ALTERNATIVE = {
    "races": "For each race the ratio of the peer's number to Rho's, on a logarithmic axis, and the goal.",
    "scaling": "Time against size for points, pixels, frames, panels and rows, and memory against frames.",
}


def _races():
    for row in all_rows():
        found = load(row.number)
        for entry in found["entries"] if found else []:
            if entry.get("ratio") and entry.get("goal"):
                yield row.number, entry


def _write_races():
    """The ratios as CSV, and the marks that name them; false if nobody has raced."""
    ratios, goals, names = ["x,y"], ["x,y"], []
    races = list(_races())
    for i, (number, entry) in enumerate(races):
        ratios.append(f"{min(max(entry['ratio'], 0.011), 9e3):.6g},{-i}")
        goals.append(f"{entry['goal']},{-i}")
        name = f"{entry['what'].replace('`', '')}, {entry['peer']}"
        quoted = f"{number}  {name}".replace("\\", "").replace('"', "'").replace("$", "")
        names.append(f'          - {{text: "{quoted}", at: [6e-7, {-i}], anchor: start, color: foreground, size: 9}}\n')
    for name, lines in (("ratios", ratios), ("goals", goals)):
        with open(work(f"{name}.csv"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    return len(races), "".join(names)


def draw():
    """Draws what there is data for; returns the names of the pictures with their alternative texts."""
    count, names = _write_races()
    with open(os.path.join(PEERS, "figures.yaml"), encoding="utf-8") as file:
        text = file.read().replace("lowest", str(-count)).replace("tall", str(60 + 15 * count))
        # Last: a name may hold any word.
        text = text.replace(NAMES_GO, names)
    wanted = (["races"] if count else []) + (
        ["scaling"] if all(os.path.exists(csv_path(name)) for name, _, _ in SERIES) else [])
    config = work("figures.yaml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(text)
    if wanted:
        only = [word for name in wanted for word in ("--only", name)]
        os.makedirs(RESULTS, exist_ok=True)
        run([RHO, "render", config, "--force", "--out", RESULTS, *only])
    return [(name, ALTERNATIVE[name]) for name in wanted]
