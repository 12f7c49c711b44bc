"""What was measured, as entries of a table, kept in a file a row."""

import json
import os

import places
from races import Settings, middle


def comparison(what, rho, peer, unit, factor, part=None, goal=None, note=""):
    """Rho against a peer: smaller is better; the goal is how many times as small Rho's number wants to be."""
    entry = {
        "what": what, "peer": peer.name, "unit": unit, "goal": peer.goal if goal is None else goal,
        "runs": len(peer.samples), "judged": peer.judged, "note": note,
    }
    ours, theirs = middle(rho, part), middle(peer, part)
    entry["rho"] = ours * factor if ours is not None else None
    if peer.missing or theirs is None:
        entry["missing"] = peer.missing or "not raced"
        return entry
    entry["other"] = theirs * factor
    entry["ratio"] = theirs / ours
    return entry


def comparisons(what, rho, peers, unit, factor, part=None, note=""):
    if not Settings.with_peers:
        return [alone(what, rho, unit, factor, part, note)]
    return [comparison(what, rho, peer, unit, factor, part, note=note) for peer in peers]


def alone(what, rho, unit, factor, part=None, note=""):
    """Rho's number without anybody to compare it with."""
    return number(what, middle(rho, part) * factor, unit, len(rho.samples), note)


def number(what, value, unit, runs, note=""):
    return {"what": what, "rho": value, "unit": unit, "runs": runs, "note": note}


def limit(what, value, unit, most, runs, note=""):
    """A number that is to be at most so large."""
    return {"what": what, "rho": value, "unit": unit, "most": most, "runs": runs, "note": note}


def reached(entry):
    """Whether an entry's goal was reached; None where it has none or was not measured."""
    if entry.get("most") is not None:
        return entry["rho"] <= entry["most"]
    if entry.get("goal") is not None and entry.get("ratio") is not None:
        return entry["ratio"] >= entry["goal"]
    return None


def _path(number):
    return os.path.join(places.STORE, f"row-{number:02}.json")


def store(number, title, entries, machine):
    os.makedirs(places.STORE, exist_ok=True)
    with open(_path(number), "w", encoding="utf-8") as file:
        json.dump({"row": number, "title": title, "entries": entries, "machine": machine}, file,
                  ensure_ascii=False, indent=1)


def load(number):
    """What the last run of a row found; None if it has not been run."""
    try:
        with open(_path(number), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return None
