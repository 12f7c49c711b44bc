"""Races: Rho and its peers by turns on the same work."""

import os
import shutil
import sys

from measuring import Failed, median
from places import PYTHON

# How often each takes part.
RUNS = 7


class Settings:
    """How this run measures."""

    runs = RUNS
    with_peers = True


def progress(text):
    print(f"  {text}", file=sys.stderr, flush=True)


class Contestant:
    """Somebody's way of doing the work: `measure` does it once and returns a number or a pair of numbers."""

    def __init__(self, name, measure, is_slow=False, needs=None, judged="", goal=None):
        self.name = name
        self.measure = measure
        # What takes many seconds is not done once more beforehand.
        self.is_slow = is_slow
        self.needs = needs
        # What a person saw who compared the results.
        self.judged = judged
        # How many times as fast Rho wants to be.
        self.goal = goal
        self.samples = []
        self.missing = None

    def is_there(self):
        if self.needs and not (shutil.which(self.needs) or os.path.exists(self.needs)):
            short = "the peers' environment (make bench-peers)" if self.needs == PYTHON else self.needs
            self.missing = f"{short} is not installed"
        return self.missing is None

    def take_part(self):
        try:
            self.samples.append(self.measure())
        except (Failed, OSError) as error:
            self.missing = str(error)


def race(what, rho, peers):
    """Lets Rho take part before every turn of every peer: Rho, peer, Rho, other peer, Rho, peer, …

    One turn of each comes first and does not count, but for who is slow.
    """
    peers = [peer for peer in peers if peer.is_there()] if Settings.with_peers else []
    progress(what)
    for contestant in [rho] + peers:
        if not contestant.is_slow:
            contestant.take_part()
            contestant.samples.clear()
    for turn in range(Settings.runs):
        for peer in peers:
            if peer.missing is None:
                rho.take_part()
                peer.take_part()
                progress(f"{peer.name} {turn + 1}")
        if all(peer.missing for peer in peers):
            rho.take_part()
    if rho.missing:
        raise Failed(rho.missing)


def middle(contestant, part=None):
    """The median of what was measured; of one part of it if it is several numbers."""
    values = [sample if part is None else sample[part] for sample in contestant.samples]
    return median(values) if values else None
