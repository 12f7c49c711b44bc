"""The table in Markdown."""

from results import load, reached
from rows import all_rows

HEAD = ["", "work", "against", "Rho", "peer", "ratio", "goal", "reached", "runs", "what a person saw; notes"]


def digits(value):
    """Three digits, as people write them."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _goal(entry):
    if entry.get("most") is not None:
        return f"≤ {entry['most']:g} {entry['unit']}"
    if entry.get("goal") is None:
        return "–"
    return "not larger" if entry["goal"] == 1 else f"≥ {entry['goal']:g}×"


def _line(number, entry):
    verdict = {True: "yes", False: "**no**", None: "–"}[reached(entry)]
    if entry.get("missing"):
        verdict = "not raced"
    seen = entry.get("missing") or entry.get("judged")
    remarks = "; ".join(filter(None, [seen, entry.get("note")]))
    rho = f"{digits(entry['rho'])} {entry['unit']}" if entry.get("rho") is not None else "–"
    peer = f"{digits(entry['other'])} {entry['unit']}" if entry.get("other") is not None else "–"
    ratio = f"{digits(entry['ratio'])}×" if entry.get("ratio") is not None else "–"
    return [str(number), entry["what"], entry.get("peer", "–"), rho, peer, ratio, _goal(entry), verdict,
            str(entry["runs"]), remarks]


def _cells(cells):
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def markdown(rows=None):
    """The rows that have been measured, and which have not; of all rows unless given."""
    lines = [_cells(HEAD), "|" + " --- |" * len(HEAD)]
    missing = []
    won = goals = 0
    for row in rows or all_rows():
        found = load(row.number)
        if found is None:
            missing.append(row.number)
            continue
        for entry in found["entries"]:
            lines.append(_cells(_line(row.number, entry)))
            verdict = reached(entry)
            goals += verdict is not None
            won += verdict is True
    lines += ["", f"{won} of {goals} goals reached; [what limits the others](../README.md#what-is-not-reached)."]
    if missing:
        lines.append(f"Not measured: rows {', '.join(map(str, missing))}.")
    return "\n".join(lines) + "\n"


def _conditions():
    """The machine, once for all rows that were measured under the same conditions."""
    groups = []
    for row in all_rows():
        found = load(row.number)
        if found is None:
            continue
        for numbers, machine in groups:
            if machine == found["machine"]:
                numbers.append(row.number)
                break
        else:
            groups.append(([row.number], found["machine"]))
    lines = []
    for numbers, machine in groups:
        if len(groups) > 1:
            lines += [f"Rows {', '.join(map(str, numbers))}:", ""]
        lines += [f"- **{name}**: {value}" for name, value in machine.items()] + [""]
    return lines


def page(pictures):
    """The whole of the results' page."""
    lines = [
        "# How fast Rho is, beside what else one would take",
        "",
        "`make bench` writes this page and its pictures; see `Tests/Peers`. Numbers are medians of runs by turns: Rho, a",
        "peer, Rho, another peer, and so on. Rows of whole processes measure from the start to the end of the",
        "program, with nothing kept from earlier runs but the system's cache of files; rows inside a process",
        "measure the work alone, after a warm-up. A goal is what Rho wants to reach, not what it claims.",
        "",
    ]
    for name, text in pictures:
        lines += [
            "<picture>",
            f'  <source media="(prefers-color-scheme: dark)" srcset="{name}-dark.svg">',
            f'  <img src="{name}.svg" alt="{text}">',
            "</picture>",
            "",
        ]
    lines += ["## The table", "", markdown(), "## Measured on", ""] + _conditions()
    return "\n".join(lines).rstrip("\n") + "\n"
