"""The loss, its derivatives and the adaptive fit, inside a process."""

import os
import subprocess

from measuring import inside
from places import PYTHON, SCRIPTS, TOY, script
from races import Contestant, Settings, race
from results import comparisons
from rows import Row
from rows.page import ours, theirs

COUNT = 1_000_000
# A repetition takes milliseconds.
MANY = "25"
# Against 60 digits Rho is right to 7·10⁻¹⁶; compared at 2001 residuals from -10 to 10.
DIGITS = "agrees to 10⁻¹² at this α = 0.7, to 3·10⁻⁹ at 0.001"
BOTH = "Rho, torch and jax use both cores, NumPy one"


def _torch():
    """torch's name, with whether it runs the reference package or the loss as the scripts write it in torch."""
    if not (Settings.with_peers and os.path.exists(PYTHON)):
        return "torch"
    command = [PYTHON, "-c", "import torch_loss; print(torch_loss.SOURCE)"]
    said = subprocess.run(command, capture_output=True, text=True, cwd=SCRIPTS).stdout.strip()
    return f"torch ({said})" if said else "torch"


def adam():
    rho = Contestant("Rho", ours("adam", TOY))
    peers = [Contestant(_torch(), lambda: inside([PYTHON, script("torch_adam.py"), "1", TOY]), needs=PYTHON,
                        goal=2000, judged="ends at the same line to 0.002, the same α to 10⁻⁶ and c to 10⁻⁵")]
    race("Adam", rho, peers)
    return comparisons("2000 steps of Adam, adaptive loss, n = 50", rho, peers, "ms", 1000, 0)


def values():
    rho = Contestant("Rho", ours("values", repetitions=MANY))
    peers = [
        Contestant(_torch(), theirs("torch_values.py", "values", repetitions=MANY), needs=PYTHON, goal=30,
                   judged=DIGITS),
        Contestant("NumPy", theirs("numpy_values.py", repetitions=MANY), needs=PYTHON, goal=6,
                   judged=DIGITS),
        Contestant("jax", theirs("jax_values.py", "values", repetitions=MANY), needs=PYTHON, goal=6,
                   judged=DIGITS),
    ]
    race("values", rho, peers)
    return comparisons("ρ of 10⁶ doubles, an element", rho, peers, "ns", 1e9 / COUNT, 0,
                       note=BOTH)


def derivatives():
    rho = Contestant("Rho", ours("derivatives", repetitions=MANY))
    peers = [
        Contestant(f"{_torch()}, autograd", theirs("torch_values.py", "derivatives", repetitions=MANY),
                   needs=PYTHON, goal=12, judged="the same four numbers to 2·10⁻¹²; at α = 0.001 ∂α to 10⁻⁶"),
        Contestant("jax, value and one gradient", theirs("jax_values.py", "derivatives", repetitions=MANY),
                   needs=PYTHON, goal=4, judged="two numbers against Rho's four; no ∂α, no ∂c"),
    ]
    race("derivatives", rho, peers)
    return comparisons("ρ, ∂x, ∂α and ∂c, an element", rho, peers, "ns", 1e9 / COUNT, 0,
                       note=BOTH)


ROWS = [Row(7, "The adaptive fit, inside a process", adam),
        Row(8, "The loss, inside a process", values),
        Row(9, "The loss and its derivatives, inside a process", derivatives)]
